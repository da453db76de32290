"""The corpus of `tests/hostile/`: what people and attackers put into the content, and what must come of it.

`classes.txt` names every class. A case is one line below its class in a `*.yaml`, in the words of SHORT, with `want`:
all problems it makes, as `line:column code` in its first file (`path:line:column code` in another), `fine` for none,
or `shown` when the text must also come out of the finished site as it was typed (`as`: or as this). `<name>` is made
by `hostile/makers.py`.

Beside each case stands a file with two mistakes of its own, and an old site. Whatever the case is, both mistakes are
reported, the old site and everything around it stay as they are, no process is started, no network is asked, and
what is printed is safe to print.
"""

import ast
import json
import os
import re
import resource
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hostile.makers import HONOR, MADE, NEWS, TEXTS
from lxml import html
from test_cases import GIVEN, write_tree

from generator.links.gate import may_visit
from generator.problem import Place, Problem
from generator.site import build, check_content

# Python 3.12 warns of a fork beside threads, and a worker of pytest-xdist has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "hostile"
CASES_AT_LEAST = 400
CASES_OF_A_CLASS = 3
SECONDS = 5.0
BUSY = 6
"""How much longer than its work a case may last on a machine with other things to do."""
KILOBYTES = 512 * 1024
PERSONAL = {"national-id", "mobile-number", "private-mail", "bank-account"}

CANARY = {"disclosures/news/2564/zz.yaml": "title: ข่าว\ndat: 2564-01-15\nsummary: ก\n"}
CANARY_SAYS = ["news/2564/zz.yaml:1:1 missing-field", "news/2564/zz.yaml:2:1 unknown-field"]
OLD_SITE = {"site/index.html": "เว็บไซต์เดิม", "site/.prongsai-site": "", "docs/index.md": "หน้าเดิม"}


# ── what a case is ───────────────────────────────────────────────────────────────────────────────────────────────

Files = dict[str, str | bytes | None]


@dataclass(frozen=True)
class Case:
    """One input and what must come of it."""

    kind: str
    number: int
    given: Mapping[str, Any]
    want: str | tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}"


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for kind, rows in yaml.safe_load(path.read_text("utf-8")).items():
            for number, row in enumerate(rows, 1):
                want = row.pop("want")
                yield Case(kind, number, row, want if isinstance(want, str) else tuple(want))


def _field(name: str, value: str) -> str:
    """Return the base news with one field of this value, in quotes."""
    fields = {"title": "ข่าว", "date": "2564-01-15", "summary": "สรุป", name: value}
    return "".join(f"{key}: {quoted(text)}\n" for key, text in fields.items())


def quoted(text: str) -> str:
    """Return a text in the quotes of YAML, with whatever YAML can't hold as it is escaped."""
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]", lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )  # fmt: skip


def filled(text: str) -> str:
    """Return a text with what it names between `<` and `>` put in."""
    return re.sub(r"<([^<>]+)>", lambda found: TEXTS[found[1]]() if found[1] in TEXTS else found[0], text)


def _stored(given: Mapping[str, Any]) -> Files:
    name = f"files/{given['stored']}"
    return {"oit/2564/o10.yaml": _answer(f"{{title: แผน, covers: [1], file: {name}}}"), name: MADE[given["made"]]()}


def _picture(given: Mapping[str, Any]) -> Files:
    name = f"files/{given['picture']}"
    return {"news/2564/a.yaml": f"{NEWS}cover: {{file: {name}, alt: ห้องประชุม}}\n", name: MADE[given["made"]]()}


def _answer(row: str) -> str:
    return f"item: O10\nstatus: published\nevidence:\n- {row}\n"


OFFICE = str(GIVEN["disclosures/office.yaml"])
SHORT: Mapping[str, Callable[[Mapping[str, Any]], Files]] = {
    "news": lambda given: {"news/2564/a.yaml": given["news"].encode(given.get("encoding", "utf-8"))},
    "more": lambda given: {"news/2564/a.yaml": NEWS + given["more"]},
    "text": lambda given: {"news/2564/a.yaml": _field("title", filled(given["text"]))},
    "date": lambda given: {"news/2564/a.yaml": NEWS.replace("2564-01-15", given["date"])},
    "body": lambda given: {"news/2564/a.yaml": _field("body", filled(given["body"]))},
    "url": lambda given: {
        "news/2564/a.yaml": f"{NEWS}attachments: [{{title: แนบ, url: {quoted(filled(given['url']))}}}]\n"
    },
    "file": lambda given: {
        "news/2564/a.yaml": f"{NEWS}attachments: [{{title: แนบ, file: {quoted(filled(given['file']))}}}]\n"
    },
    "honor": lambda given: {"honors/2564/a.yaml": HONOR + given["honor"]},
    "evidence": lambda given: {"oit/2564/o10.yaml": _answer(given["evidence"])},
    "stored": _stored,
    "picture": _picture,
    "office": lambda given: {"office.yaml": f"{OFFICE}{given['office']}"},
    "many": lambda given: {f"news/2564/n{number}.yaml": NEWS for number in range(given["many"])},
    "files": lambda given: {filled(path): _content(text) for path, text in given["files"].items()},
}
"""What each word of a case writes, as paths below `disclosures/`; the first path is the one that `want` is about."""
BESIDES = {"as", "made", "encoding", "odd", "address"}


def _content(text: str) -> str | bytes:
    return MADE[text[1:-1]]() if text[:1] == "<" and text[1:-1] in MADE else text


def files_of(case: Case) -> Files:
    files: Files = {}
    for word in SHORT:
        if word in case.given:
            files.update(SHORT[word](case.given))
    return files


def put_odd(root: Path, path: str, kind: str) -> None:
    """Put something that is no regular file at the path."""
    place = root / "disclosures" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_file():
        place.unlink()
    elif place.is_dir():
        place.rename(root.parent / "moved")
    if kind in ("link", "dead link", "link to a folder"):
        ends = {"link": "secret.yaml", "dead link": "nothing", "link to a folder": "folder"}
        place.symlink_to(root.parent / "outside" / ends[kind])
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "socket":
        os.mknod(place, 0o140644)
    elif kind in ("folder", "closed folder"):
        place.mkdir()
    elif kind == "closed":
        place.write_text(NEWS, "utf-8")


# ── what holds for every case ────────────────────────────────────────────────────────────────────────────────────


def snapshot(top: Path) -> Mapping[str, tuple[int, int, int]]:
    """Return what there is below `top`, with its mode, size and time."""
    found = {}
    for folder, folders, files in os.walk(top):
        for name in (*folders, *files):
            path = Path(folder, name)
            status = path.lstat()
            found[os.fspath(path.relative_to(top))] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


def says(problem: Problem, first: str) -> str:
    path = problem.place.path.removeprefix("disclosures/")
    spot = f"{problem.place.line}:{problem.place.column} {problem.code}"
    return spot if path == first else f"{path}:{spot}"


def assert_safe(problem: Problem, root: Path) -> None:
    """The sentence is Thai before English, has a place inside its file, and can be printed anywhere."""
    line = str(problem)
    assert line.isprintable(), ascii(line)
    assert problem.fix_th.isprintable(), ascii(problem.fix_th)
    line.encode("utf-8")
    assert re.search("[ก-๛]", problem.th)
    assert re.search("[ก-๛]", problem.fix_th)
    assert re.search("[A-Za-z]", problem.en)
    assert line.endswith(f"] {problem.th} / {problem.en}")
    if problem.code.removesuffix("-in-file") in PERSONAL:
        assert re.search(r"[0-9๐-๙]{8}", re.sub(r"[-\s\u200b]", "", problem.th + problem.en)) is None
    path = root / problem.place.path
    if not path.is_file() or path.is_symlink():
        assert (problem.place.line, problem.place.column) == (1, 1)
        return
    text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    assert 1 <= problem.place.line <= len(lines)
    assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


def close(monkeypatch: pytest.MonkeyPatch, closed: Sequence[Path]) -> None:
    """Let nobody open these, not even root, whom no right of a file keeps out."""
    for name in ("open", "scandir"):
        real = getattr(os, name)

        def opened(path: str | Path, *rest: Any, real: Callable[..., Any] = real, **more: Any) -> Any:  # noqa: ANN401
            if path in closed:
                raise PermissionError(path)
            return real(path, *rest, **more)

        monkeypatch.setattr(os, name, opened)


def processor_seconds() -> float:
    """Return what this process and those that it ended took of the processor."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to a network."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - whatever an address is
        assert self.family not in (socket.AF_INET, socket.AF_INET6), f"a connection to {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


# ── the runner ───────────────────────────────────────────────────────────────────────────────────────────────────

CASES = list(_cases())
OF_CONTENT = [case for case in CASES if "address" not in case.given]
OF_ADDRESSES = [case for case in CASES if "address" in case.given]
SHOWN = [case for case in OF_CONTENT if case.want == "shown"]


@pytest.mark.skipif(os.name == "nt", reason="links, pipes and rights of POSIX")
@pytest.mark.parametrize("case", OF_CONTENT, ids=lambda case: case.name)
def test_hostile_content(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], offline: None
) -> None:
    del offline
    root = tmp_path / "office"
    content = files_of(case)
    first = next(iter(content), next(iter(case.given.get("odd", {})), ""))
    outside = {"outside/secret.yaml": NEWS, "outside/folder/a.yaml": NEWS, "owner/file.txt": "ก"}
    write_tree(tmp_path, outside)
    write_tree(root, {**GIVEN, **CANARY, **OLD_SITE, **{f"disclosures/{path}": data for path, data in content.items()}})
    for path, kind in case.given.get("odd", {}).items():
        put_odd(root, path, kind)
        if kind.startswith("closed"):
            close(monkeypatch, [root / "disclosures" / path])
    monkeypatch.chdir(tmp_path / "owner")
    before = snapshot(tmp_path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic(), processor_seconds()

    outcome = build(root, root / "site", report=lambda *_: None)

    assert time.monotonic() - started[0] < SECONDS * BUSY
    assert processor_seconds() - started[1] < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < KILOBYTES
    assert snapshot(tmp_path) == before
    assert capfd.readouterr() == ("", "")
    said = [says(problem, first) for problem in outcome.problems]
    assert [one for one in said if one in CANARY_SAYS] == CANARY_SAYS
    wanted = [] if case.want in ("fine", "shown") else list(case.want)
    assert compressed([one for one in said if one not in CANARY_SAYS]) == wanted
    for problem in outcome.problems:
        assert_safe(problem, root)
    assert check_content(root).problems == outcome.problems


def compressed(said: Sequence[str]) -> list[str]:
    """Return a long list as its first lines and the count of its codes."""
    most = 12
    if len(said) <= most:
        return list(said)
    counts = Counter(one.rsplit(" ", 1)[-1] for one in said)
    return [*said[:2], *(f"{count} × {code}" for code, count in sorted(counts.items()))]


@pytest.mark.parametrize("case", OF_ADDRESSES, ids=lambda case: case.name)
def test_hostile_address(case: Case) -> None:
    visits = {allowed: may_visit(case.given["address"], allow_private=allowed) for allowed in (False, True)}

    assert visits == {False: False, True: case.want == "private"}


# ── texts on the finished site ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that shows each text of a `shown` case as a piece of news and as a row of evidence."""
    root = tmp_path_factory.mktemp("shown")
    texts = {"harmless": "ข้อความ", **{case.name.lower(): filled(case.given["text"]) for case in SHOWN}}
    news = {
        f"disclosures/news/2564/{name}.yaml": _field("title", text)
        + f"tags: [{quoted(text)}]\nattachments: [{{title: {quoted(text)}, url: https://www.go.th/}}]\n"
        for name, text in texts.items()
    }
    rows = "".join(f"- {{title: {quoted(text)}, url: https://www.go.th/{name}}}\n" for name, text in texts.items())
    answer = {"disclosures/oit/2564/o10.yaml": f"item: O10\nstatus: published\nevidence:\n{rows}"}
    office = {"disclosures/office.yaml": f"{OFFICE}url: https://www.go.th/\n"}
    write_tree(root, {**GIVEN, **news, **answer, **office})

    outcome = build(root, root / "site", report=lambda *_: None)

    assert outcome.problems == ()
    return root / "site"


def as_shown(case: Case) -> str:
    return str(case.given.get("as", filled(case.given["text"])))


def page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_text("utf-8")).find(".//main")


def texts_at(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.iterfind(path)]


def skeleton(tree: html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    """Return every element with the names of its attributes, without the way to other pages, which some lack."""
    for other in (*tree.findall(".//nav[@class='turn']"), *tree.findall(".//aside")):
        other.drop_tree()
    return [(str(node.tag), tuple(sorted(node.keys()))) for node in tree.iter()]


def test_every_text_is_shown_as_it_was_typed_and_becomes_nothing_else(site: Path) -> None:
    plain = skeleton(page(site, "news/2564/harmless"))
    found, wanted = {}, {}
    for case in SHOWN:
        tree = page(site, f"news/2564/{case.name.lower()}")
        parts = (".//h1", ".//*[@class='name']", ".//p[@class='tags']/a")
        found[case.name] = ([texts_at(tree, part) for part in parts], skeleton(tree))
        wanted[case.name] = ([[" ".join(as_shown(case).split())]] * len(parts), plain)

    assert found == wanted


def test_no_text_takes_away_or_adds_a_row(site: Path) -> None:
    titles = [" ".join(text.split()) for text in ("ข้อความ", *map(as_shown, SHOWN))]

    lists = sorted((site / "news" / "2564").rglob("page/*/index.html"))
    listed = [page(site, "news/2564"), *(page(path.parents[1], path.parent.name) for path in lists)]
    data = json.loads((site / "data" / "oit-2564.json").read_text("utf-8"))
    rows = next(item["evidence"] for item in data["items"] if item["code"] == "O10")

    assert texts_at(page(site, "oit/2564/o10"), ".//ol[@class='evidence-full']/li/a") == titles
    assert [" ".join(row["title"].split()) for row in rows] == titles
    assert sorted(text for one in listed for text in texts_at(one, ".//ul[@class='cards']//h2/a")) == sorted(titles)


# ── the corpus itself ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Kind:
    """A row of `classes.txt`: what the class is, and the tests outside the corpus that hold it, if any."""

    words: str
    tests: tuple[str, ...]


def _kinds() -> dict[str, Kind]:
    kinds = {}
    for line in (FOLDER / "classes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, words, *tests = (part.strip() for part in line.split("|"))
            kinds[name] = Kind(words, tuple(tests[0].split()) if tests else ())
    return kinds


KINDS = _kinds()


def test_every_class_has_three_cases_or_names_the_tests_that_hold_it() -> None:
    counts = Counter(case.kind for case in CASES)

    assert {name for name in counts if name not in KINDS} == set()
    assert {name for name, kind in KINDS.items() if not kind.tests and counts[name] < CASES_OF_A_CLASS} == set()
    assert len(CASES) >= CASES_AT_LEAST


def test_every_test_that_a_class_names_exists() -> None:
    named = {test for kind in KINDS.values() for test in kind.tests}
    files = {name.partition("::")[0] for name in named}
    there = {
        f"{file}::{node.name}"
        for file in files
        for node in ast.walk(ast.parse((HERE / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }

    assert named - there == set()


def test_every_word_of_a_case_is_known_and_no_case_stands_twice() -> None:
    words = {word for case in CASES for word in case.given}

    assert words <= SHORT.keys() | BESIDES
    assert [one for one, count in Counter(repr((case.kind, case.given)) for case in CASES).items() if count > 1] == []


# ── what the runner holds, it holds ──────────────────────────────────────────────────────────────────────────────


def _problem(**changes: Any) -> Problem:
    fields = {"place": Place("a.yaml", 1, 1), "code": "x", "severity": "error", "th": "ก", "en": "a", "fix_th": "แก้"}
    return Problem(**{**fields, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"th": "ก\x1b[31m"}, {"en": "a\u202e"}, {"fix_th": "แก้\n::error::"}, {"th": "ก\ud800"}, {"th": "only English"},
        {"en": "ไทย"}, {"fix_th": "mend it"}, {"code": "national-id", "en": "8-1234-56789-00-1"},
        {"place": Place("a.yaml", 3, 1)}, {"place": Place("a.yaml", 1, 7)}, {"place": Place("a.yaml", 0, 1)},
        {"place": Place("gone.yaml", 2, 1)},
    ],
    ids=range(12),
)  # fmt: skip
def test_a_sentence_that_is_not_safe_is_seen(tmp_path: Path, changes: Mapping[str, Any]) -> None:
    (tmp_path / "a.yaml").write_text("ก: ข\n", "utf-8")
    assert_safe(_problem(), tmp_path)

    with pytest.raises((AssertionError, UnicodeEncodeError)):
        assert_safe(_problem(**changes), tmp_path)


def test_whatever_is_written_removed_or_touched_is_seen(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a/b.txt": "ก", "c.txt": "ข"})
    before = snapshot(tmp_path)

    (tmp_path / "a/new.txt").touch()
    written = snapshot(tmp_path)
    (tmp_path / "a/new.txt").unlink()
    os.utime(tmp_path / "c.txt", ns=(0, 0))
    touched = snapshot(tmp_path)
    (tmp_path / "c.txt").unlink()

    assert len({tuple(sorted(one.items())) for one in (before, written, touched, snapshot(tmp_path))}) == 4


def test_a_connection_to_a_network_is_seen(offline: None) -> None:
    del offline
    with socket.socket() as one, pytest.raises(AssertionError, match="a connection to"):
        one.connect(("127.0.0.1", 9))


def test_markup_that_came_alive_is_seen() -> None:
    alive = "<main><h1 onclick='x'>ก</h1></main>", "<main><h1>ก<b></b></h1></main>", "<main></main>"
    trees = [html.fromstring(text) for text in ("<main><h1>ก</h1></main>", *alive)]

    assert len({tuple(skeleton(tree)) for tree in trees}) == len(trees)
