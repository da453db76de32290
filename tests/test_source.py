"""YAML as text with positions: whatever stands in a file, reading ends with a tree, with problems, or with both."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator import source
from generator.problem import Place
from generator.reading import places
from generator.rules import RULES, problem
from generator.source import (
    MAX_DEPTH,
    Document,
    Listing,
    Node,
    Scalar,
    Table,
    find,
    is_empty,
    parse_document,
    place_at,
    plain,
    read_document,
)

many = settings(deadline=None, derandomize=True, max_examples=300)

# Lines that are nearly an entry, since text of any kind is hardly ever YAML.
NEARLY = r"""
title: ข่าว
title:ข่าว
title: ก: ข
title: @ก
a: `x
a: %x
- a
  - a: 1
-
  text
    deeper
a: |
a: >-
a: [
b: ]
{
a: "x
b: 'y
? [a]
: b
<<: {a: 1}
a: &x 1
b: *x
!t a: 1
---
...
%YAML 1.1
# หมายเหตุ
a: b #c
ก #1
a: "\ud800"
a: "\x00"
a: "\U00110000"
a: "\q"
<<<<<<< HEAD
=======
null
~
a:
a: ~
""".splitlines()
ODD = [
    "\tfile: x",
    "\u00a0\u00a0a: b",
    "\x85",
    "\u2028x",
    "\r",
    "a:\r",
    "\ufeff",
    "\x07",
    "[" * 30,
    "a: " + "{a: " * 30,
]
lines = st.lists(st.one_of(st.sampled_from([*NEARLY, *ODD]), st.text(max_size=8)), max_size=8)
documents = st.one_of(
    st.text(),
    st.lists(st.tuples(st.sampled_from(["", "  ", "    "]), lines.map("\n".join)), max_size=4).map(
        lambda parts: "\n".join(indent + text for indent, text in parts)
    ),
    st.text("ab:-[]{}\"'#&*!|>%@`,?<= \n\t\r\u0e01\u0e48\u00a0\u200b\u2028\x85~", max_size=40),
)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    children = node.nodes if isinstance(node, Listing) else node.nodes.values() if isinstance(node, Table) else ()
    for child in children:
        yield from nodes(child)


def all_places(document: Document) -> Iterator[Place]:
    yield from (found.place for found in document.problems)
    for node in nodes(document.tree) if document.tree else ():
        yield node.place
        if isinstance(node, Table):
            yield from node.keys.values()


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml, and as where it is missing."""
    if request.param == "Python":
        monkeypatch.setattr(source, "_LOADER", yaml.SafeLoader)


quick = settings(many, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(documents)
@example('a: "\\U00110000"')
@pytest.mark.usefixtures("loader")
def test_any_text_is_read_or_refused_by_rules(text: str) -> None:
    document = parse_document("a.yaml", text)

    assert document.tree is not None or document.problems
    assert {place.path for place in all_places(document)} <= {"a.yaml"}
    assert {found.code for found in document.problems} <= RULES.keys()
    assert all(str(found).isprintable() for found in document.problems)


@quick
@given(documents.map(lambda text: re.sub("\r(?!\n)|[\x85\u2028\u2029]", "", text)))
@example("?")
@example("a: [")
@pytest.mark.usefixtures("loader")
def test_every_place_is_in_the_text(text: str) -> None:
    widths = [len(line) for line in text.split("\n")]

    for place in all_places(parse_document("a.yaml", text)):
        assert 1 <= place.line <= len(widths)
        assert 1 <= place.column <= widths[place.line - 1] + 1


@many
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40))
def test_a_text_in_quotes_comes_back_as_it_was_typed(text: str) -> None:
    single = text.replace("'", "''")

    document = parse_document("a.yaml", f"a: 'x{single}x'\nb:\n  - |-\n    x{text}\n")

    if "forbidden-character" not in {found.code for found in document.problems} and not set(text) & set("\u2028\u2029"):
        assert document.tree is not None
        assert plain(document.tree) == {"a": f"x{text}x", "b": [f"x{text}"]}


SAMPLE = """\
title: no       # นอร์เวย์
date: 2564-01-15
tags: [012, 1.10, "yes", 'it''s']
cover:
  file: files/a.jpg
  alt:
body: |
  บรรทัดแรก
  บรรทัดสอง
note: ~
"""


def test_scalars_stay_the_text_that_was_typed_and_blanks_are_none() -> None:
    tree = parse_document("a.yaml", SAMPLE).tree

    assert tree is not None
    assert plain(tree) == {
        "title": "no",
        "date": "2564-01-15",
        "tags": ["012", "1.10", "yes", "it's"],
        "cover": {"file": "files/a.jpg", "alt": None},
        "body": "บรรทัดแรก\nบรรทัดสอง\n",
        "note": None,
    }


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        (("title",), (1, 8)),
        (("tags",), (3, 1)),
        (("tags", 2), (3, 19)),
        (("tags", 9), (3, 1)),
        (("cover", "file"), (5, 9)),
        (("cover", "alt"), (6, 3)),
        (("cover", "caption"), (4, 1)),
        (("body",), (7, 7)),
        (("note",), (10, 1)),
        (("nothing", "below"), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_the_place_of_a_value_or_of_the_nearest_thing_around_it(
    steps: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    tree = parse_document("a.yaml", SAMPLE).tree
    assert tree is not None

    assert place_at(tree, steps) == Place("a.yaml", *place)


def test_the_place_of_a_name_and_the_kind_of_a_value() -> None:
    tree = parse_document("a.yaml", SAMPLE).tree
    assert tree is not None
    alt, body = find(tree, ("cover", "alt")), find(tree, ("body",))

    assert place_at(tree, ("cover", "file"), key=True) == Place("a.yaml", 5, 3)
    assert alt is not None
    assert is_empty(alt)
    assert isinstance(body, Scalar)
    assert body.block
    assert [name for name, _ in places(tree)] == ["title", "date", *["tags"] * 4, "file", "alt", "body", "note"]


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    def nested(depth: int) -> str:
        return "a: " + "[" * (depth - 2) + "x" + "]" * (depth - 2)

    assert parse_document("a.yaml", nested(MAX_DEPTH)).problems == ()
    assert [found.code for found in parse_document("a.yaml", nested(MAX_DEPTH + 1)).problems] == ["too-deep"]


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "a: &a [*a, *a]\n" * 20_000])
def test_a_bomb_is_refused_and_not_set_off(text: str) -> None:
    assert parse_document("a.yaml", text).problems


@pytest.mark.parametrize(
    ("text", "problems", "tree"),
    [
        ("title: @it's\nbody: ข", ["1:8 special-first-character"], {"title": "@it's", "body": "ข"}),
        ("a:\n\tb: 1\n\tc: 2", ["2:1 tab-indent", "3:1 tab-indent"], {"a": {"b": "1", "c": "2"}}),
        ("a:\n  b: 1\n\tc: 2\n", ["3:1 tab-indent"], {"a": {"b": "1", "c": "2"}}),
        ("title:ข่าว\nb: 1", ["1:6 no-space-after-colon"], {"title": "ข่าว", "b": "1"}),
        ("a:\n  - b\uff1a1\n  - c:2", [], {"a": ["b：1", "c:2"]}),
        ("a: [ก, ข\nb: 1", ["1:4 bad-yaml"], {"a": None, "b": "1"}),
        ('x: 1\na: "open\nb: 2\n', ["2:4 open-quote"], {"x": "1", "a": '"open', "b": "2"}),
        ("a: 1\n b: 2\nc: 3", ["2:3 bad-yaml"], {"a": None, "c": "3"}),
        ("a: }\nb: {x\nc: 3", ["1:4 special-first-character", "2:4 bad-yaml"], {"a": "}", "b": None, "c": "3"}),
        ("a: 'x' y\nb: 1", ["1:4 open-quote"], {"a": "'x' y", "b": "1"}),
        (
            "a: ก: ข\nb:\n  - ค: ง: จ\n",
            ["1:4 colon-in-value", "3:8 colon-in-value"],
            {"a": "ก: ข", "b": [{"ค": "ง: จ"}]},
        ),
        ("\xa0a: 1\nb: 2", ["1:1 invisible-in-key"], {"a": "1", "b": "2"}),
        ("a: |\n  ก\n\n   ข\nb: >-\n  ค", [], {"a": "ก\n\n ข\n", "b": "ค"}),
        ("%x\na: 1", ["1:3 bad-yaml"], None),
        ("? [a]\n: 1\nb: 2", ["1:3 bad-key"], {"b": "2"}),
        ("a: &x 1\nb: *x\nc: &y 2", ["1:4 alias"], {"a": "1", "b": None, "c": "2"}),
        (
            "!!str a: 1\nb: !t 2\nc: ! 3\nd: !!seq [1]",
            ["1:1 tag", "2:4 tag", "4:4 tag"],
            {"a": "1", "b": None, "c": "3", "d": None},
        ),
        ("a: 1\na: 2\nb: {<<: {c: 1}}", ["2:1 duplicate-key", "3:5 merge-key"], {"a": "1", "b": {}}),
        ("a\u200bb: 1\nc\xa0: 2", ["1:1 invisible-in-key", "2:1 invisible-in-key"], {"ab": "1", "c": "2"}),
        (
            "a: ก #1\nb: a #1\nc: a  # x\nd: ก # x",
            ["1:4 lost-after-hash", "2:4 lost-after-hash", "4:4 lost-after-hash"],
            {"a": "ก", "b": "a", "c": "a", "d": "ก"},
        ),
        ("a: 1\n---\nb: 2", ["2:1 second-document"], {"a": "1"}),
        ("", ["1:1 empty-file"], None),
        ("~", ["1:1 empty-file"], None),
        ("- a", ["1:1 not-a-mapping"], None),
        ('a: "\\UFFFFFFFF"\nb: 1', ["1:4 forbidden-character"], {"a": None, "b": "1"}),
        ("a: 1\n<<<<<<< HEAD\nb: 2", ["2:1 merge-conflict"], None),
        ("a: \x01\x02\nb: 1", ["1:4 control-character", "1:5 control-character"], {"a": None, "b": "1"}),
        ("x: 1\na:\n  - b: [\n  - c\nd: 2", ["4:3 bad-yaml"], {"x": "1", "a": None, "d": "2"}),
        ("a: [\na: [\nb: 1", ["2:4 bad-yaml", "1:4 bad-yaml"], None),
        ("a: `x\n  y\nb: 1", ["1:4 bad-yaml"], {"a": None, "b": "1"}),
        ("a: *\nb: 1", ["1:4 special-first-character"], {"a": "*", "b": "1"}),
        ("a: \u200b\nb: ~\nc: NULL\nd: '~'", [], {"a": None, "b": None, "c": None, "d": "~"}),
        ("a:\n  b: x\n   c: y\nd: 1", ["3:5 bad-yaml"], {"a": None, "d": "1"}),
        ('a: "b" c\n', ["1:4 open-quote"], {"a": '"b" c'}),
        ("a: @\n", ["1:4 special-first-character"], {"a": "@"}),
        ("a:\n- b\n c: 1\nd: 2", ["3:3 bad-yaml"], {"a": None, "d": "2"}),
    ],
)
def test_what_is_meant_is_read_and_what_is_wrong_is_told_at_its_place(
    text: str, problems: list[str], tree: object
) -> None:
    document = parse_document("a.yaml", text)

    assert [f"{one.place.line}:{one.place.column} {one.code}" for one in document.problems] == problems
    assert (document.tree and plain(document.tree)) == tree


@pytest.mark.parametrize(
    ("raw", "guess"),
    [
        (b"\xff\xfea\0", "UTF-16"),
        (b"\xfe\xff\0a", "UTF-16"),
        (b"a\0b\0c\0d\0", "UTF-16"),
        (b"a" * 9 + b"\xa1", "?"),
        (b"a" * 8 + b"\xa1\xfb", "Windows-874 (TIS-620)"),
        (b"a" * 8 + b"\xa0\xfb", "?"),
        (b"a" * 8 + b"\xa1\xfc", "?"),
        (b"a" * 18 + b"\xa1\xfb", "?"),
    ],
)
def test_a_file_in_another_encoding_is_told_with_a_guess(tmp_path: Path, raw: bytes, guess: str) -> None:
    (tmp_path / "a.yaml").write_bytes(raw)

    document = read_document(tmp_path, "a.yaml")

    assert document == Document("a.yaml", None, (problem("not-utf8", Place("a.yaml"), guess=guess),))


def test_where_an_encoding_breaks_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1\nb: 2\nc: \xa1\n\xa1")

    assert [one.place for one in read_document(tmp_path, "a.yaml").problems] == [Place("a.yaml", 3)]


def test_each_of_many_lines_that_yaml_can_not_read_is_named() -> None:
    text = "".join(f"field{number}: ข่าว: ที่ {number}\n" for number in range(12))

    found = parse_document("a.yaml", text).problems

    assert [(one.code, one.place.line) for one in found] == [("colon-in-value", line) for line in range(1, 13)]
