"""Gathering what many offices publish, from folders and from the web, and asking about all of it.

Offices are folders of JSON that the tests write. The web is a server of our own on loopback; a hostile office is one
whose files say what no honest office would.
"""

import csv
import hashlib
import importlib
import io
import json
import os
import re
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from nation import REGIONS, write_nation, write_office

from generator.cli import main
from generator.exports.schemas import schema_files
from generator.gather import QUESTIONS, GatherError, as_text, gather
from generator.gather.fetching import USUAL
from generator.gather.places import Place, places
from generator.gather.published import State, Status
from generator.gather.store import ask_set, engine
from generator.gather.tables import TABLES
from generator.ledger import STATES
from generator.links.visit import Limits
from generator.readiness import STATUS_TH

Files = dict[str, str]
QUICK = Limits(seconds=2, pace=0.005, body=USUAL.body, sample=USUAL.sample)


# ── offices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def item(code: str, status: str, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "code": code,
        "title": f"ข้อ {code}",
        "concept": f"about-{code.lower()}",
        "status": status,
        "url": f"../oit/2564/{code.lower()}/",
        "explanation": None,
        "elements": [],
        "evidence": [],
    }
    return given | more


def evidence(code: str, n: int, state: str | None = None, **more: Any) -> dict[str, Any]:
    ledger = {
        "state": state,
        "checked_at": "2021-04-02T09:00:00+07:00",
        "first_failure": "2021-03-01T09:00:00+07:00",
        "fail_streak": 3,
        "status": 404,
        "final_url": None,
        "reason": "not-found",
    }
    given: dict[str, Any] = {
        "id": f"2564-{code}-{n}",
        "title": f"แผน {n}",
        "url": "https://a.example/plan.pdf",
        "kind": "link",
        "bytes": None,
        "sha256": None,
        "media_type": None,
        "issued": "2020-11-15",
        "period": "2564",
        "covers": [1],
        "ledger": ledger if state else None,
    }
    return given | more


def year(*items: dict[str, Any], of: int = 2564) -> dict[int, dict[str, Any]]:
    return {of: {"year": of, "body_type": "ministry", "office": "ก", "items": list(items)}}


COVERED = [{"n": 1, "text": "ก", "covered": True}]
DONE = item("O1", "published", elements=COVERED, evidence=[evidence("O1", 1)])
NONE = item("O2", "none", explanation="ไม่มีเรื่องร้องเรียน")
BEGUN = item("O2", "preparing")
DEAD = item("O1", "published", evidence=[evidence("O1", 1, "broken", title="=cmd()\x1b[31m")])


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three offices, the third with nothing but an index that is none, and the list of them with a fourth."""
    write_office(tmp_path / "a", "สพป.ก", year(DONE, NONE))
    write_office(tmp_path / "b", "สพป.ข", year(DEAD, BEGUN))
    (tmp_path / "c" / "data").mkdir(parents=True)
    (tmp_path / "c" / "data" / "index.json").write_text("[]", "utf-8")
    rows = "หน่วยงาน,ภูมิภาค,ที่อยู่\nสพป.ก,เหนือ,a\nสพป.ข,ใต้,b\nสพป.ค,ใต้,c\nสพป.ง,ใต้,\n"
    (tmp_path / "list.csv").write_text(rows, "utf-8-sig")
    return tmp_path


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Report to nobody."""


def take(out: Path, *words: str) -> dict[str, int]:
    found = gather(words, out, allow_private=True, report=quiet, limits=QUICK)
    return {"offices": found.offices, "read": found.years_read, "kept": found.years_kept, "out": len(found.left_out)}


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    return ask_set(out, query, [])


def asked(capsys: pytest.CaptureFixture[str], out: Path, question: str, *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["gather", "--out", str(out), "--ask", question, "--format", "json", *more]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    found: list[dict[str, Any]] = told["rows"]
    return found


# ── what is asked of the nation ──────────────────────────────────────────────────────────────────────────────────


def test_published_says_who_has_answered_what_and_names_those_that_could_not_be_read(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gather", f"@{three / 'list.csv'}", "--out", str(three / "out")]) == 1

    names = [heading.name for heading in QUESTIONS["published"].headings]
    unlike = "data/index.json ไม่ตรงกับแบบที่เผยแพร่ ที่ –"
    assert [list(row.values()) for row in asked(capsys, three / "out", "published")] == [
        ["ใต้", "สพป.ข", 2564, 2, 1, 0, 1, 0, 0, 50.0, None],
        ["ใต้", "สพป.ค", *[None] * 8, unlike],
        ["ใต้", "สพป.ง", *[None] * 8, "ไม่มีที่อยู่เว็บไซต์ในรายการ"],
        ["เหนือ", "สพป.ก", 2564, 2, 1, 1, 0, 0, 0, 100.0, None],
    ]
    assert list(asked(capsys, three / "out", "published")[0]) == names


def test_late_counts_an_item_among_the_offices_that_it_concerns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt = item("O2", "not-applicable", explanation="ไม่เกี่ยวข้อง")
    for name, second in (("a", BEGUN), ("b", item("O2", "missing")), ("c", NONE), ("d", exempt)):
        write_office(tmp_path / name, name, year(DONE, second) | year(item("O2", "missing"), of=2565))
    take(tmp_path / "out", *(str(tmp_path / name) for name in "abcd"))

    told = {"code": "O2", "title": "ข้อ O2", "concept": "about-o2", "body_type": "ministry", "most": True}
    assert asked(capsys, tmp_path / "out", "late") == [
        {"year": 2565, **told, "late": 4, "offices": 4, "percent": 100.0},
        {"year": 2564, **told, "late": 2, "offices": 3, "percent": 66.67},
    ]
    assert asked(capsys, tmp_path / "out", "late", "--year", "2566") == []


def test_dead_lists_the_links_that_offices_found_broken(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["gather", f"@{three / 'list.csv'}", "--out", str(three / "out")])

    assert asked(capsys, three / "out", "dead") == [
        {
            "region": "ใต้",
            "office": "สพป.ข",
            "year": 2564,
            "code": "O1",
            "evidence": "=cmd()\x1b[31m",
            "url": "https://a.example/plan.pdf",
            "state": "broken",
            "since": "2021-03-01T09:00:00+07:00",
            "checked_at": "2021-04-02T09:00:00+07:00",
            "reason": "not-found",
        }
    ]


def test_scores_are_means_of_offices_and_of_all_items_where_no_catalogue_fits(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_office(three / "e", "สพป.จ", year(DONE, BEGUN, item("O3", "none", explanation="ไม่มี")))
    with (three / "list.csv").open("a", encoding="utf-8") as file:
        file.write("สพป.จ,ใต้,e\n")
    main(["gather", f"@{three / 'list.csv'}", "--out", str(three / "out")])

    told = [list(row.values()) for row in asked(capsys, three / "out", "scores")]
    assert told == [
        [2564, "nation", None, None, 55.56, 3, None],
        [2564, "region", "ใต้", None, 33.33, 2, None],
        [2564, "office", "ใต้", "สพป.ข", 0.0, 1, "unknown"],
        [2564, "office", "ใต้", "สพป.จ", 66.67, 1, "unknown"],
        [2564, "region", "เหนือ", None, 100.0, 1, None],
        [2564, "office", "เหนือ", "สพป.ก", 100.0, 1, "unknown"],
    ]


def test_offices_are_in_thai_order_and_by_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("สพป.เชียงใหม่ เขต 10", "สพป.เชียงใหม่ เขต 2", "สพป.ลำพูน เขต 1", "สพป.ชัยนาท", "สพป.ใหม่")
    for name in names:
        write_office(tmp_path / name, name, year(BEGUN))
    take(tmp_path / "out", *(str(tmp_path / name) for name in names))

    ordered = ["สพป.ชัยนาท", "สพป.เชียงใหม่ เขต 2", "สพป.เชียงใหม่ เขต 10", "สพป.ลำพูน เขต 1", "สพป.ใหม่"]
    assert [row["office"] for row in asked(capsys, tmp_path / "out", "published")] == ordered
    assert [row["office"] for row in asked(capsys, tmp_path / "out", "scores")] == [None, *ordered]


def test_a_narrow_terminal_gets_fewer_columns_than_a_file() -> None:
    answer = [("ใต้", "สพป.ข", 2564, "O1", "แผน", "https://a.example/", "broken", "2021-03-01", "2021-04-02", "dns")]
    plain = re.sub(r"\x1b\[[0-9;]*m", "", as_text("dead", answer, 100))

    assert [re.split(r" {2,}", line.strip()) for line in plain.splitlines()[3:]] == [
        ["ภูมิภาค", "หน่วยงาน", "ปี", "ข้อ", "หลักฐาน", "ที่อยู่", "ผลตรวจ", "ตั้งแต่"],
        ["ใต้", "สพป.ข", "2564", "O1", "แผน", "https://a.example/", "เปิดไม่ได้", "1 มี.ค. 2564"],
    ]


def test_the_real_office_scores_what_its_own_report_says(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(tmp_path / "out", str(office)) == {"offices": 1, "read": 4, "kept": 0, "out": 0}

    capsys.readouterr()
    main(["report", "2564", "--format", "json", "--root", str(office)])
    oit = json.loads(capsys.readouterr().out)["oit"]
    assert rows(tmp_path / "out", "SELECT oit, rollup FROM years WHERE year = 2564") == [(oit, "nested")]


def test_a_table_for_people_is_in_thai_with_nothing_in_it_that_acts(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["gather", f"@{three / 'list.csv'}", "--out", str(three / "out")])
    capsys.readouterr()

    main(["gather", "--out", str(three / "out"), "--ask", "dead"])
    table = capsys.readouterr().out
    main(["gather", "--out", str(three / "out"), "--ask", "dead", "--format", "csv"])
    sheet = list(csv.reader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))

    assert [re.split(r" {2,}", line) for line in table.splitlines()] == [
        ["ลิงก์หลักฐานที่เปิดไม่ได้"],
        ["ตามผลตรวจลิงก์ครั้งล่าสุดของแต่ละหน่วยงาน (เปิดไม่ได้ หรือต้องเข้าสู่ระบบ)"],
        [""],
        [heading.th for heading in QUESTIONS["dead"].headings],
        [
            *("ใต้", "สพป.ข", "2564", "O1", "=cmd()<U+001B>[31m", "https://a.example/plan.pdf", "เปิดไม่ได้"),
            *("1 มี.ค. 2564", "2 เม.ย. 2564"),
            "เว็บปลายทางตอบว่าไม่มีหน้านี้แล้ว ให้หาที่อยู่ใหม่ หรือวางไฟล์ไว้ใน files/ แทน",
        ],
    ]
    assert [row[4] for row in sheet] == ["หลักฐาน", "'=cmd()<U+001B>[31m"]


# ── the set ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_tables_have_the_documented_columns_whatever_was_read(tmp_path: Path) -> None:
    write_office(tmp_path / "a", "ก", {})
    take(tmp_path / "out", str(tmp_path / "a"))

    for name, columns in TABLES.items():
        described = rows(tmp_path / "out", f"DESCRIBE {name}")
        assert [(row[0], row[1]) for row in described] == [(one, column.kind) for one, column in columns.items()]


def test_the_same_offices_make_the_same_bytes_in_whatever_order_they_are_named(three: Path) -> None:
    words = [str(three / "a"), str(three / "b")]
    take(three / "one", *words)
    take(three / "two", *reversed(words))
    take(three / "two", *words)

    made = {path.name: path.read_bytes() for path in sorted((three / "one").iterdir())}
    assert sorted(made) == ["evidence.parquet", "items.parquet", "offices.parquet", "state.json", "years.parquet"]
    assert {path.name: path.read_bytes() for path in sorted((three / "two").iterdir())} == made


def test_only_what_has_changed_is_read_again(three: Path) -> None:
    words = [str(three / "a"), str(three / "b")]
    first = take(three / "out", *words)
    # A file that nobody reads may be gone: its hash in the index is the one that is known.
    (three / "a" / "data" / "oit-2564.json").unlink()
    write_office(three / "b", "สพป.ข", year(DEAD, NONE))
    second = take(three / "out", *words)

    assert first == {"offices": 2, "read": 2, "kept": 0, "out": 0}
    assert second == {"offices": 2, "read": 1, "kept": 1, "out": 0}
    assert rows(three / "out", "SELECT code, status FROM items") == [
        ("O1", "published"),
        ("O2", "none"),
        ("O1", "published"),
        ("O2", "none"),
    ]


@pytest.mark.parametrize("harm", ["state.json", "items.parquet"])
def test_a_set_that_was_tampered_with_is_read_anew(three: Path, harm: str) -> None:
    take(three / "out", str(three / "a"))
    with (three / "out" / harm).open("ab") as file:
        file.write(b"x")

    assert take(three / "out", str(three / "a")) == {"offices": 1, "read": 1, "kept": 0, "out": 0}


def test_a_set_that_is_broken_can_not_be_asked(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(three / "out", str(three / "a"))
    (three / "out" / "items.parquet").write_bytes(b"PAR1 and no more")

    assert main(["gather", "--ask", "late", "--out", str(three / "out")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.partition(":")[0]) == (
        "",
        "DuckDB อ่านหรือเขียนชุดข้อมูลไม่ได้ ลบโฟลเดอร์ของชุดข้อมูลแล้วรวบรวมใหม่",
    )


def test_an_office_that_is_no_longer_named_leaves_the_set(three: Path) -> None:
    take(three / "out", str(three / "a"), str(three / "b"))
    take(three / "out", str(three / "b"))

    sources = {name: set(rows(three / "out", f"SELECT source FROM {name}")) for name in TABLES}  # noqa: S608 - our names
    assert sources == {name: {((three / "b").as_posix(),)} for name in TABLES}


def test_the_old_set_stays_when_not_one_office_could_be_read(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(three / "out", str(three / "a"))
    before = {path.name: path.read_bytes() for path in (three / "out").iterdir()}
    capsys.readouterr()

    assert main(["gather", str(three / "nowhere"), "--out", str(three / "out")]) == 1
    said = capsys.readouterr()

    where = three / "nowhere"
    assert said.out == ""
    assert said.err == (
        f"อ่านข้อมูลไม่ได้แม้แต่หน่วยงานเดียว ชุดข้อมูลเดิมยังอยู่ครบ เช่น {where}: "
        "ไม่ใช่ที่อยู่เว็บไซต์ (http:// หรือ https://) หรือโฟลเดอร์ที่มีอยู่ / "
        f"not one office could be read and the old set is as it was, such as {where}: "
        "neither a web address (http:// or https://) nor a folder that exists\n"
    )
    assert {path.name: path.read_bytes() for path in (three / "out").iterdir()} == before


def test_a_folder_with_quotes_brackets_and_thai_in_its_name_works(three: Path) -> None:
    out = three / "ชุด 'ข้อมูล' [1] *?"
    take(out, str(three / "a"))
    take(out, str(three / "a"))

    assert rows(out, "SELECT office FROM offices") == [("สพป.ก",)]


def test_the_engine_reaches_neither_other_folders_nor_the_network(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", "utf-8")
    tries = [
        f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')",  # noqa: S608 - what is refused below
        f"COPY (SELECT 1) TO '{tmp_path / 'made.csv'}'",
        "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
        "INSTALL httpfs",
        f"ATTACH '{tmp_path / 'made.db'}'",
        "SET enable_external_access = true",
        "SET threads = 2",
    ]
    refused = []
    with engine() as (connection, _):
        for statement in tries:
            with pytest.raises(Exception, match=r"(?i)disabled|locked|cannot"):
                connection.execute(statement)
            refused.append(statement)

    assert refused == tries
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


# ── data from outside ────────────────────────────────────────────────────────────────────────────────────────────


def spoilt(change: Callable[[dict[str, Any]], object]) -> dict[int, dict[str, Any]]:
    data = json.loads(json.dumps(year(DEAD)))
    change(data["2564"])
    return {2564: data["2564"]}


def _set(steps: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:  # noqa: ANN401 - lists and tables within one another
        *way, last = [int(step) if step.isdecimal() else step for step in steps.split(".")]
        for step in way:
            data = data[step]
        data[last] = value

    return change


@pytest.mark.parametrize(
    ("steps", "value", "where"),
    [
        ("items.0.status", "<script>", "items.0.status"),
        ("items.0.code", "O1'; DROP TABLE items; --", "items.0.code"),
        ("items.0.title", ["a"], "items.0.title"),
        ("items.0.title", "ก" * 2_001, "items.0.title"),
        ("items.0.evidence.0.bytes", "12", "items.0.evidence.0.bytes"),
        ("items.0.evidence.0.bytes", -1, "items.0.evidence.0.bytes"),
        ("items.0.evidence.0.bytes", 10**30, "items.0.evidence.0.bytes"),
        ("items.0.evidence.0.issued", "2021-02-30", "items.0.evidence.0.issued"),
        ("items.0.evidence.0.ledger.state", "dead", "items.0.evidence.0.ledger.state"),
        ("items.0.evidence.0.covers", [True], "items.0.evidence.0.covers.0"),
        ("items", None, "items"),
        ("items", [DONE, DONE], "–"),
        ("year", 2565, "year"),
        ("body_type", "../../x", "body_type"),
    ],
)
def test_a_file_that_is_not_what_its_schema_says_leaves_its_office_out(
    tmp_path: Path, steps: str, value: object, where: str
) -> None:
    write_office(tmp_path / "bad", "ร้าย", spoilt(_set(steps, value)))
    write_office(tmp_path / "good", "ดี", year(DONE))

    found = gather([str(tmp_path / "bad"), str(tmp_path / "good")], tmp_path / "out", allow_private=False, report=quiet)

    assert [th for th, _ in found.left_out] == [f"{tmp_path / 'bad'}: data/oit-2564.json ไม่ตรงกับแบบที่เผยแพร่ ที่ {where}"]
    assert rows(tmp_path / "out", "SELECT office, read FROM offices") == [("ร้าย", False), ("ดี", True)]
    assert rows(tmp_path / "out", "SELECT DISTINCT source FROM items") == [((tmp_path / "good").as_posix(),)]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[" * 100_000, b'{"office": "\\ud800", "datasets": []}', b'{"office": NaN}', b"null"],
    ids=["empty", "no text", "deep", "surrogate", "nan", "null"],
)
def test_an_index_that_is_none_leaves_its_office_out(tmp_path: Path, content: bytes) -> None:
    write_office(tmp_path / "good", "ดี", year(DONE))
    (tmp_path / "bad" / "data").mkdir(parents=True)
    (tmp_path / "bad" / "data" / "index.json").write_bytes(content)

    assert take(tmp_path / "out", str(tmp_path / "bad"), str(tmp_path / "good"))["out"] == 1


def test_text_stays_text_whatever_it_looks_like(tmp_path: Path) -> None:
    nasty = "'; DROP TABLE items; -- <script>{{7*7}}\u202e\x00\n\"\\"
    write_office(tmp_path / "a", nasty, year(item("O1", "published", title=nasty, url="javascript:alert(1)")))
    take(tmp_path / "out", str(tmp_path / "a"))

    assert rows(tmp_path / "out", "SELECT office, title, i.url FROM items i JOIN offices USING (source)") == [
        (nasty, nasty, "javascript:alert(1)")
    ]


def test_a_file_that_is_not_the_one_that_the_index_means_is_not_believed(tmp_path: Path) -> None:
    write_office(tmp_path / "a", "ก", year(DONE))
    write_office(tmp_path / "b", "ข", year(DONE))
    path = tmp_path / "a" / "data" / "oit-2564.json"
    path.write_bytes(path.read_bytes().replace(b"published", b"preparing"))
    found = gather([str(tmp_path / "a"), str(tmp_path / "b")], tmp_path / "out", allow_private=False, report=quiet)

    assert [th for th, _ in found.left_out] == [
        f"{tmp_path / 'a'}: ลายนิ้วมือของ data/oit-2564.json ไม่ตรงกับดัชนี เว็บไซต์อาจกำลังปรับปรุง ให้รวบรวมใหม่ภายหลัง"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    write_office(tmp_path / "a", "ก", year(DONE))
    path = tmp_path / "a" / "data" / "oit-2564.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    write_office(tmp_path / "b", "ข", year(DONE))
    found = gather([str(tmp_path / "a"), str(tmp_path / "b")], tmp_path / "out", allow_private=False, report=quiet)

    assert [th for th, _ in found.left_out] == [f"{tmp_path / 'a'}: ดัชนีอ้างถึง data/oit-2564.json แต่ไม่พบไฟล์นี้"]


def test_our_models_know_the_words_that_are_published() -> None:
    assert (list(get_args(Status)), list(get_args(State))) == (list(STATUS_TH), list(STATES))


# ── the web ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path) -> None:
        self.paths: list[str] = []
        asked = self.paths

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                if self.path.startswith("/away/"):
                    self.send_response(302)
                    self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
                    self.end_headers()
                else:
                    super().do_GET()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(folder: Path) -> Iterator[_Server]:
    with _Server(folder) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_sites_are_read_from_the_web_and_only_what_has_changed_the_next_time(three: Path) -> None:
    with serving(three) as server:
        words = [f"{server.url}/a", f"{server.url}/b/data/index.json?x#y"]
        first = take(three / "out", *words)
        asked_first, server.paths[:] = list(server.paths), []
        second = take(three / "out", *words)
        url = server.url

        assert asked_first == [
            "/a/data/index.json",
            "/a/data/oit-2564.json",
            "/b/data/index.json",
            "/b/data/oit-2564.json",
        ]
        assert server.paths == ["/a/data/index.json", "/b/data/index.json"]
    assert (first, second) == (
        {"offices": 2, "read": 2, "kept": 0, "out": 0},
        {"offices": 2, "read": 0, "kept": 2, "out": 0},
    )
    assert rows(three / "out", "SELECT url FROM items WHERE code = 'O1'") == [
        (f"{url}/a/oit/2564/o1/",),
        (f"{url}/b/oit/2564/o1/",),
    ]


def test_what_is_not_there_refused_or_elsewhere_is_said_of_each_site(three: Path) -> None:
    with serving(three) as server:
        words = [f"{server.url}/{name}/" for name in ("a", "away", "none")] + ["http://[", "https:///x"]
        found = gather(words, three / "out", allow_private=True, report=quiet, limits=QUICK)
        url = server.url

    neither = "neither a web address (http:// or https://) nor a folder that exists"
    assert [en for _, en in found.left_out] == [
        f"{url}/away/: data/index.json could not be opened: private-address",
        f"{url}/none/: there is no data/index.json: perhaps the site is not made with Prongsai",
        f"http://[: {neither}",
        f"https:///x/: {neither}",
    ]
    assert found.left_out[:2] == (
        (
            f"{url}/away/: เปิด data/index.json ไม่ได้: ที่อยู่นี้อยู่ในเครือข่ายภายใน คนภายนอกเปิดไม่ได้ ให้ใช้ที่อยู่สาธารณะ",
            f"{url}/away/: data/index.json could not be opened: private-address",
        ),
        (
            f"{url}/none/: ไม่พบ data/index.json เว็บไซต์นี้อาจไม่ได้สร้างด้วยโปร่งใส",
            f"{url}/none/: there is no data/index.json: perhaps the site is not made with Prongsai",
        ),
    )


def test_no_private_address_is_visited_unless_it_is_allowed(three: Path) -> None:
    with serving(three) as server:
        with pytest.raises(GatherError, match="private-address"):
            gather([f"{server.url}/a"], three / "out", allow_private=False, report=quiet, limits=QUICK)

        assert server.paths == []


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_places_come_from_words_and_lists_each_once_in_order(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# ภาคเหนือ\n\nhttps://B.example/portal/data/\nsite\n", "utf-8")
    table = "Office,Region,URL,อื่น ๆ\nสพป.ข,เหนือ,https://b.example/portal,x\nสพป.ค,ใต้\n,,\n"
    (tmp_path / "list.csv").write_text(table, "utf-8")

    found = places(
        [
            f"@{tmp_path / 'list.txt'}",
            f"@{tmp_path / 'list.csv'}",
            "https://a.example",
            "http://me:pw@[::1",
            "http://me:pw@c.example/x/",
        ]
    )

    site = tmp_path / "site"
    assert found.places == (
        Place(site.as_posix(), site),
        Place("http://[::1"),
        Place("http://c.example/x/"),
        Place("https://a.example/"),
        Place("https://b.example/portal/", office="สพป.ข", region="เหนือ"),
    )
    assert found.told == (Place("สพป.ค", office="สพป.ค", region="ใต้", known=False),)


def test_a_list_may_tell_the_region_of_an_office_that_is_named_elsewhere(three: Path) -> None:
    (three / "regions.csv").write_text("office,region\nสพป.ก,เหนือ\nสพป.ง,ใต้\n", "utf-8")
    take(three / "out", str(three / "a"), f"@{three / 'regions.csv'}")

    assert rows(three / "out", "SELECT office, region, read FROM offices ORDER BY office") == [
        ("สพป.ก", "เหนือ", True),
        ("สพป.ง", "ใต้", False),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.txt", None, "the list {} can't be read"),
        ("binary.txt", b"\x00\x01\x02\xff", "the list {} can't be read"),
        ("strange.csv", b"a,b\n1,2\n", "the list {} needs the columns office, region, url: at least office or url"),
    ],
)
def test_a_list_that_is_none_is_wrong_usage(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes | None,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)  # a long path is cut short in what is said
    path = Path(name)
    if content is not None:
        path.write_bytes(content)

    assert main(["gather", f"@{path}", "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.partition(" / ")[2] == said.format(path) + "\n"


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_read_how_long_it_took_and_how_much_memory(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gather", str(three / "a"), "--out", str(three / "out")]) == 0

    said = capsys.readouterr()
    assert said.out == ""
    assert re.sub(r"[0-9]+(\.[0-9])? (วินาที|MB)", r"# \2", said.err) == (
        f"อ่าน 1 หน่วยงาน 1 ปี (ไม่เปลี่ยน 0): 2 ข้อ หลักฐาน 1 แถว ที่ {three / 'out'} / "
        f"read 1 offices, 1 years (0 unchanged), 2 items, 1 rows of evidence, into {three / 'out'}\n"
        "ใช้เวลา # วินาที หน่วยความจำสูงสุด # MB\n"
    )


def test_without_the_engine_the_command_says_how_to_install_it(
    three: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> object:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)

    assert main(["gather", str(three / "a"), "--out", str(three / "out")]) == 2
    assert capsys.readouterr().err == (
        "ยังไม่ได้ติดตั้ง DuckDB ซึ่งคำสั่งนี้ต้องใช้ ติดตั้งด้วย: .venv/bin/python -m pip install -e '.[gather]' / "
        "DuckDB is not installed; install it by: .venv/bin/python -m pip install -e '.[gather]'\n"
    )
    assert not (three / "out").exists()


def test_to_ask_without_a_set_or_for_nothing_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"

    assert main(["gather", "--ask", "late", "--out", str(out)]) == 2
    assert main(["gather"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"ไม่มีชุดข้อมูลใน {out} รวบรวมก่อนด้วย prongsai gather ที่อยู่… / there is no data set in {out}: gather one first",
        "บอกที่อยู่ของหน่วยงานอย่างน้อยหนึ่งแห่ง หรือคำถามด้วย --ask / name at least one place, or a question by --ask",
    ]


# ── a nation ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_made_up_nation_is_what_offices_publish_and_is_read_whole(tmp_path: Path) -> None:
    listed = write_nation(tmp_path / "nation", offices=12)
    schema = json.loads(schema_files()["data-oit.json"])
    one = json.loads((tmp_path / "nation/office-007/data/oit-2565.json").read_bytes())
    assert list(Draft7Validator(schema).iter_errors(one)) == []

    found = gather([f"@{listed}"], tmp_path / "out", allow_private=False, report=quiet)

    assert (found.offices, found.years_read, found.items, found.left_out) == (12, 36, 12 * 43 * 3, ())
    assert rows(tmp_path / "out", "SELECT rollup, count(*) FROM years GROUP BY rollup") == [("nested", 36)]
    assert rows(tmp_path / "out", "SELECT DISTINCT region FROM offices ORDER BY region") == [
        (region,) for region in sorted(REGIONS)
    ]


def test_the_same_seed_makes_the_same_nation(tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        write_nation(tmp_path / name, offices=2, years=(2564,))
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
        shutil.rmtree(tmp_path / name)

    assert (len(digests[0]), digests[0]) == (5, digests[1])
