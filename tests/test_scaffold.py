"""`prongsai new`: files that are ready to fill, and nothing of anybody's is ever touched."""

import re
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.library import load
from generator.scaffold import KINDS_TO_MAKE, ScaffoldError, make
from generator.site import check_content
from generator.source import parse_document, plain
from generator.text import forbidden, one_line

TODAY = date(2021, 1, 15)

OFFICE = """\
name: สพป.ทดสอบ เขต 1
body_type: esao
current_year: 2564
units: [{id: policy, name: กลุ่มนโยบายและแผน}, {id: audit, name: หน่วยตรวจสอบภายใน}]
"""


def catalogue(year: int, *items: tuple[str, str, str]) -> str:
    """Return a catalogue with items given as (code, concept, usual owner)."""
    rows = [
        f"{{code: {code}, title: เรื่อง {concept}, concept: {concept}, elements: [ก, ข]{owner and f', unit: {owner}'}}}"
        for code, concept, owner in items
    ]
    return (
        f"fiscal_year: {year}\nbody_type: esao\ntitle: แบบวัด\nindicators:\n  - id: '9'\n    title: ก\n"
        f"    sub_indicators:\n      - id: '9.1'\n        title: ก\n        items: [{', '.join(rows)}]\n"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "office.yaml", OFFICE)
    write(tmp_path, "catalogues/oit-2564.yaml", catalogue(2564, ("O1", "structure", "policy"), ("O10", "plan", "")))
    write(tmp_path, "catalogues/oit-2565.yaml", catalogue(2565, ("O2", "plan", "policy"), ("O10", "structure", "")))
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def new(
    root: Path, kind: str, words: Sequence[str], *, day: str | None = None, slug: str | None = None
) -> tuple[list[str], list[str]]:
    """Return the paths below disclosures/ that were made, and what `check` says afterwards."""
    paths = make(root, kind, words, day=day, slug=slug, today=TODAY)
    said = [f"{found.place.path.removeprefix('disclosures/')} {found.code}" for found in check_content(root).problems]
    return [path.removeprefix("disclosures/") for path in paths], said


def refusal(root: Path, kind: str, words: Sequence[str], *, day: str | None = None, slug: str | None = None) -> str:
    before = tree(root)
    with pytest.raises(ScaffoldError) as refused:
        make(root, kind, words, day=day, slug=slug, today=TODAY)
    assert tree(root) == before
    assert re.search("[\u0e01-\u0e5b]", refused.value.th)
    return refused.value.en


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def entry(root: Path, path: str) -> dict[str, object]:
    document = parse_document(path, (root / "disclosures" / path).read_text("utf-8"))
    assert document.problems == ()
    assert document.tree is not None
    data = plain(document.tree)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("kind", "words", "made", "left_to_fill"),
    [
        ("news", ["ประชุม", "ITA"], "news/2564/2564-01-15.yaml", ["needs-summary-or-body"]),
        ("lesson", ["คลินิก"], "lessons/2564/2564-01-15.yaml", ["needs-summary-or-body"]),
        (
            "honor",
            ["รางวัล"],
            "honors/2564/2564-01-15.yaml",
            ["needs-summary-or-body", "empty-field", "empty-field"],
        ),
        ("document", ["แผน"], "documents/2564-01-15.yaml", ["file-or-url"]),
        ("oit", ["2564", "O10"], "oit/2564/o10.yaml", []),
        ("oit", ["๒๕๖๔", "o001"], "oit/2564/o01.yaml", []),
    ],
)
def test_what_is_wrong_with_a_new_file_is_what_is_left_to_fill(
    root: Path, kind: str, words: list[str], made: str, left_to_fill: list[str]
) -> None:
    paths, said = new(root, kind, words)

    assert paths == [made]
    assert said == [f"{made} {code}" for code in left_to_fill]


def test_every_kind_that_can_be_made_is_tested_here() -> None:
    assert set(KINDS_TO_MAKE) == {"news", "lesson", "honor", "document", "oit", "year"}


@pytest.mark.parametrize("kind", ["news", "lesson", "honor", "document", "oit"])
def test_every_field_of_the_kind_is_explained_and_can_be_taken_into_use(root: Path, kind: str) -> None:
    (path,), _ = new(root, kind, ["2564", "O10"] if kind == "oit" else ["หัวข้อ"])
    text = (root / "disclosures" / path).read_text("utf-8")
    fields = re.findall(r"(?m)^(?:# )?([a-z_]+):", text)

    uncommented = re.sub(r"(?m)^# (?=[a-z_]+:|  (?:- |  )?[a-z_]+: |  เนื้อหา)", "", text)
    document = parse_document(path, uncommented)

    assert document.problems == ()
    assert document.tree is not None
    assert list(document.tree.nodes) == fields
    write(root, path, uncommented)
    assert not {found.code for found in check_content(root).problems} & {"unknown-field", "wants-text", "wants-list"}


@pytest.mark.parametrize(
    ("kind", "words", "slug"),
    [
        ("news", ["ITA Clinic 2021"], None),
        ("news", ["ก"], "own-name"),
        ("document", ["ก"], "plan"),
        ("oit", ["2564", "O1"], None),
    ],
)
def test_nothing_is_overwritten(root: Path, kind: str, words: list[str], slug: str | None) -> None:
    (path,), _ = new(root, kind, words, slug=slug)
    write(root, path, "เขียนแล้ว")

    if slug is None and kind == "news":
        (second,), _ = new(root, kind, words)
        assert (path, second) == ("news/2564/ita-clinic-2021.yaml", "news/2564/ita-clinic-2021-2.yaml")
    else:
        assert "was not overwritten" in refusal(root, kind, words, slug=slug)
    assert (root / "disclosures" / path).read_text("utf-8") == "เขียนแล้ว"


def test_the_day_decides_the_folder_in_either_era(root: Path) -> None:
    assert new(root, "news", ["ก"], day="2563-09-30")[0] == ["news/2563/2563-09-30.yaml"]
    assert new(root, "news", ["ก"], day="2020-10-01")[0] == ["news/2564/2563-10-01.yaml"]
    assert new(root, "honor", ["ก"], day="15 ม.ค. 2565")[0] == ["honors/2565/2565-01-15.yaml"]


titles = st.one_of(
    st.sampled_from(["no", "null", "NULL", "~", "-", "---", "2564", "1e3", "true", "''", '"', "a: b", "a #b"]),
    st.sampled_from(["@", "%", "&a", "*a", "!", "|", "[x]", "{x", "?", ":", "a:", "#", "...", "<<", "index"]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40),
    st.text("-:#'\"[]{}&*!|>%@`, ~?\\/ก่a1", min_size=1, max_size=20),
).filter(lambda text: bool(one_line(text)) and forbidden(text) is None)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(titles, st.sampled_from(["news", "document"]))
def test_any_title_comes_back_as_it_was_typed(title: str, kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (path,) = make(Path(folder), kind, [title], day=None, slug=None, today=TODAY)

        data = entry(Path(folder), path.removeprefix("disclosures/"))

    assert data["title"] == one_line(title)
    assert re.fullmatch(r"disclosures/(news/2564|documents)/[a-z0-9][a-z0-9-]*\.yaml", path)


@pytest.mark.parametrize(
    ("kind", "words", "day", "slug", "why"),
    [
        ("news", [], None, None, "a title is needed"),
        ("news", ["\u200b"], None, None, "a title is needed"),
        ("news", ["ก"], "2564-02-30", None, "2564-02-30 is not a date; write 2564-01-15"),
        ("news", ["ก"], "เมื่อวาน", None, "เมื่อวาน is not a date; write 2564-01-15"),
        ("news", ["ก"], None, "../office", "a slug is made of a-z, 0-9 and hyphens"),
        ("news", ["ก"], None, "ข่าว", "a slug is made of a-z, 0-9 and hyphens"),
        ("oit", [], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2564"], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2564", "ten"], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2021", "O10"], None, None, "2021 is not a year like 2564"),
        ("oit", ["2566", "O10"], None, None, "there is no catalogue for 2566"),
        ("oit", ["2564", "O2"], None, None, "there is no item O2 in 2564"),
        ("year", [], None, None, "write: prongsai new year 2565"),
        ("year", ["next"], None, None, "next is not a year like 2564"),
        ("year", ["2570"], None, None, "there is no catalogue for 2570"),
    ],
)
def test_what_can_not_be_made_is_refused_in_both_languages_and_nothing_is_written(
    root: Path, kind: str, words: list[str], day: str | None, slug: str | None, why: str
) -> None:
    assert refusal(root, kind, words, day=day, slug=slug) == why


@pytest.mark.parametrize("slug", ["index", "404", "search"])
def test_a_name_that_the_site_needs_is_refused_at_once(root: Path, slug: str) -> None:
    refusal(root, "news", ["ก"], slug=slug)


def test_a_title_that_is_such_a_name_gets_another(root: Path) -> None:
    (path,), said = new(root, "news", ["Sitemap"])

    assert said == [f"{path} needs-summary-or-body"]


@pytest.mark.parametrize(
    "title", ["\udcff", "ก\x1b[31m", "\u202eข", "\x00", "ก" * 301], ids=["bytes", "escape", "bidi", "null", "long"]
)
def test_a_title_that_no_entry_may_have_is_refused_at_once(root: Path, title: str) -> None:
    refusal(root, "news", [title])


# ── a year ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_year_has_a_file_for_each_item_and_nothing_wrong_with_any(root: Path) -> None:
    write(root, "oit/2564/o1.yaml", "item: O1\nstatus: preparing\nunit: audit\n")
    evidence = "evidence: [{title: ก, url: https://www.go.th/a, covers: [1]}]\n"
    write(root, "oit/2564/o10.yaml", f"item: O10\nstatus: published\n{evidence}")

    paths, said = new(root, "year", ["2565"])

    assert paths == ["oit/2565/o02.yaml", "oit/2565/o10.yaml"]
    assert said == []
    assert entry(root, "oit/2565/o02.yaml") == {"item": "O2", "status": "preparing", "unit": "policy"}
    # The owner follows the concept and not the number: O10 of 2565 is what O1 was.
    assert entry(root, "oit/2565/o10.yaml") == {"item": "O10", "status": "preparing", "unit": "audit"}


def test_a_new_year_leaves_what_is_there_and_can_be_made_again(root: Path) -> None:
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: none\nexplanation: ไม่มี\n")

    assert new(root, "year", ["2565"]) == (["oit/2565/o10.yaml"], [])
    assert new(root, "year", ["2565"]) == ([], [])
    assert entry(root, "oit/2565/o2.yaml")["status"] == "none"


def test_an_answer_with_mistakes_is_there_too(root: Path) -> None:
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: [\n")

    paths, said = new(root, "year", ["2565"])

    assert paths == ["oit/2565/o10.yaml"]
    assert said == ["oit/2565/o2.yaml bad-yaml"]
    assert "was not overwritten" in refusal(root, "oit", ["2565", "O2"])


def test_an_answer_with_mistakes_under_the_very_name_does_not_stop_the_others(root: Path) -> None:
    write(root, "oit/2565/o02.yaml", "item: O2\nstatus: done\n")

    assert new(root, "year", ["2565"]) == (["oit/2565/o10.yaml"], ["oit/2565/o02.yaml bad-choice"])


def test_two_catalogues_of_one_year_are_a_problem_and_no_crash(root: Path) -> None:
    write(root, "catalogues/more-2564.yaml", catalogue(2564, ("O99", "gifts", "")))
    write(root, "oit/2564/o10.yaml", "item: O10\nstatus: preparing\nunit: policy\n")
    write(root, "oit/2564/o99.yaml", "item: O99\nstatus: preparing\nunit: policy\n")
    assert "duplicate-catalogue" in {found.code for found in load(root).problems}

    assert new(root, "year", ["2565"])[0] == ["oit/2565/o02.yaml", "oit/2565/o10.yaml"]


def test_a_usual_owner_that_this_office_does_not_have_is_left_out(root: Path) -> None:
    write(root, "catalogues/oit-2564.yaml", catalogue(2564, ("O1", "structure", "nobody"), ("O10", "plan", "nobody")))

    assert new(root, "oit", ["2564", "O1"]) == (["oit/2564/o01.yaml"], [])
    assert new(root, "year", ["2564"]) == (["oit/2564/o10.yaml"], [])


def test_without_a_readable_office_nothing_of_a_year_is_made(root: Path) -> None:
    write(root, "office.yaml", "name: [")

    assert refusal(root, "year", ["2565"]) == "office.yaml can't be read: run check"
