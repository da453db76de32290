"""`report`: what is missing, what it costs and what would come of it, for people and for machines."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from rich.cells import cell_len

from generator.report import NoCatalogueError, Report, report

TODAY = date(2021, 4, 10)
OFFICE = """\
name: องค์การบริหารส่วนตำบลทดสอบ
body_type: local
current_year: 2570
units: [{id: clerk, name: สำนักปลัด}, {id: works, name: กองช่าง}]
"""
CATALOGUE = """\
fiscal_year: 2570
body_type: local
title: แบบวัดของท้องถิ่น
scoring:
  rollup: nested
  weights: {iit: 30, eit: 30, oit: 40}
  pass_mark: 85
  levels: [{label: ผ่านดี, min: 85, each: 85}, {label: ผ่าน, min: 85}, {label: ต้องปรับปรุง, min: 0}]
calendar:
  - {phase: ตอบแบบวัด OIT, from: 2564-03-01, to: 2564-04-30}
  - {phase: ยืนยันผล, from: 2564-06-01, to: 2564-06-15}
indicators:
  - id: "1"
    title: ข้อมูล
    sub_indicators:
      - id: "1.1"
        title: พื้นฐาน
        items:
          - {code: O1, title: โครงสร้าง, concept: a, elements: [ก, ข], unit: clerk}
          - {code: O2, title: ถนน, concept: b, elements: [ก], unit: works}
      - id: "1.2"
        title: แผน
        items:
          - {code: O3, title: แผนพัฒนา, concept: c, period: current, elements: [ก]}
          - {code: O4, title: เรื่องร้องเรียน, concept: d}
          - {code: O5, title: รับของขวัญ, concept: e, elements: [ก]}
"""
URL = "https://www.go.th/a"
ANSWERS = {
    "o1": "item: O1\nstatus: published\nevidence:\n  - {title: ผัง, url: https://www.go.th/b, covers: [1]}\n",
    "o2": "item: O2\nstatus: not-applicable\nexplanation: ไม่มีถนน\n",
    "o3": f"item: O3\nstatus: published\nevidence:\n  - {{title: แผน, url: {URL}, covers: [1], period: 2570}}\n",
    "o4": "item: O4\nstatus: none\nexplanation: ไม่มีเรื่องร้องเรียน\n",
}


def write(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return root


def office(root: Path, answers: Mapping[str, str] = ANSWERS, files: Mapping[str, str] | None = None) -> Path:
    """Write the office of another kind with five items; `files` come in addition or instead."""
    content = {"office.yaml": OFFICE, "catalogues/oit-2570.yaml": CATALOGUE}
    content |= {f"oit/2570/{name}.yaml": text for name, text in answers.items()}
    return write(root, {**content, **(files or {})})


def made(root: Path) -> Report:
    return report(root, 2570, TODAY)


def test_the_whole_report_for_machines(tmp_path: Path) -> None:
    missing = "ยังไม่มีรายการของข้อนี้ ให้เพิ่มไฟล์ oit/2570/o5.yaml"
    uncovered = "ยังไม่มีหลักฐานขององค์ประกอบที่ 2 ให้แนบเพิ่ม หรือใส่เลของค์ประกอบในช่อง covers ของหลักฐานที่แสดงอยู่แล้ว"

    found = made(office(tmp_path)).as_json()

    assert json.loads(json.dumps(found)) == {
        "year": 2570,
        "items": [
            {
                "code": "O1",
                "status": "published",
                "ready": False,
                "score": 0,
                "elements": [{"n": 1, "covered": True}, {"n": 2, "covered": False}],
                "reasons_th": [uncovered],
            },
            {
                "code": "O2",
                "status": "not-applicable",
                "ready": None,
                "score": None,
                "elements": [{"n": 1, "covered": False}],
                "reasons_th": [],
            },
            {
                "code": "O3",
                "status": "published",
                "ready": True,
                "score": 100,
                "elements": [{"n": 1, "covered": True}],
                "reasons_th": [],
            },
            {"code": "O4", "status": "none", "ready": True, "score": 100, "elements": [], "reasons_th": []},
            {
                "code": "O5",
                "status": "missing",
                "ready": False,
                "score": 0,
                "elements": [{"n": 1, "covered": False}],
                "reasons_th": [missing],
            },
        ],
        "sub_indicators": {"1.1": 0.0, "1.2": 200 / 3},
        "indicators": {"1": 100 / 3},
        "oit": 100 / 3,
        "total": None,
        "level": None,
    }


ASSESSMENT = "fiscal_year: 2570\ntotal: 80\ninstruments: {iit: 94.995, eit: 90}\n"


def test_the_total_and_its_level_come_with_the_other_two_instruments(tmp_path: Path) -> None:
    done = {**ANSWERS, "o1": ANSWERS["o1"].replace("[1]", "[1, 2]"), "o5": "item: O5\nstatus: none\nexplanation: ไม่มี\n"}
    files = {"assessments/2570.yaml": ASSESSMENT}

    half = made(office(tmp_path / "a", files=files))
    whole = made(office(tmp_path / "b", done, files=files))

    # 28.4985 + 27 + 40 % of 33 1/3, and of 100
    assert (half.as_json()["total"], half.level) == (pytest.approx(68.8318333, abs=1e-6), "ต้องปรับปรุง")
    assert (whole.as_json()["total"], whole.level) == (95.4985, "ผ่านดี")
    assert "คะแนนรวมที่คาดการณ์: 68.83 ระดับ ต้องปรับปรุง ไม่ผ่านเกณฑ์ 85 (IIT 95.00 EIT 90.00)" in half.as_text()
    assert "คะแนนรวมที่คาดการณ์: 95.50 ระดับ ผ่านดี ผ่านเกณฑ์ 85 (IIT 95.00 EIT 90.00)" in whole.as_text()


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "ยังไม่มีคะแนน IIT และ EIT ในช่อง instruments ของ assessments/2570.yaml"),
        ({"assessments/2570.yaml": ASSESSMENT.replace("iit: 94.995, ", "")}, "ยังไม่มีคะแนน IIT ในช่อง"),
        (
            {"catalogues/oit-2570.yaml": CATALOGUE.replace("  weights: {iit: 30, eit: 30, oit: 40}\n", "")},
            "แบบประเมินไม่ได้บอกน้ำหนัก",
        ),
    ],
    ids=["nothing", "one-missing", "no-weights"],
)
def test_without_a_total_the_report_says_why(tmp_path: Path, files: dict[str, str], why: str) -> None:
    found = made(office(tmp_path, files=files))

    assert (found.total, found.level) == (None, None)
    assert f"คะแนนรวม: ยังคาดการณ์ไม่ได้ เพราะ{why}" in found.as_text()


# ── for people ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_to_fix_first_is_what_costs_most(tmp_path: Path) -> None:
    first, second = made(office(tmp_path)).to_fix()

    # O1 is alone in 1.1, as O2 does not apply; O5 is one of three
    assert (first.code, float(first.oit_cost), float(first.total_cost or 0)) == ("O1", 50, 20)
    assert (second.code, second.oit_cost) == ("O5", Fraction(50, 3))


def test_the_dearest_item_comes_first_wherever_it_stands(tmp_path: Path) -> None:
    aside = {f"o{number}": f"item: O{number}\nstatus: not-applicable\nexplanation: ไม่มี\n" for number in (3, 4)}

    to_fix = made(office(tmp_path, {"o1": ANSWERS["o1"], **aside})).to_fix()

    # O5 is alone in 1.2; O1 and O2 share 1.1
    assert [(item.code, item.oit_cost) for item in to_fix] == [
        ("O5", Fraction(50)),
        ("O1", Fraction(25)),
        ("O2", Fraction(25)),
    ]


def test_the_table_in_a_pipe_has_a_line_an_item_and_straight_columns(tmp_path: Path) -> None:
    lines = made(office(tmp_path)).as_text().splitlines()

    table = [line for line in lines if line.startswith(("ข้อ ", "O"))]
    places = {
        cell_len(line[: line.index(word)])
        for line, word in zip(table, ("สถานะ", "เผยแพร่แล้ว", "ยังไม่มีข้อมูล"), strict=True)
    }
    assert [line.split()[0] for line in table] == ["ข้อ", "O1", "O5"]
    assert len(places) == 1, "tone marks and vowels above and below take no room"
    assert [line.split()[-5:-3] for line in table[1:]] == [["50.00", "20.00"], ["16.67", "6.67"]]
    assert "สำนักปลัด" in table[1]
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_on_a_terminal_stays_within_it(tmp_path: Path, columns: int) -> None:
    text = made(office(tmp_path)).as_text(columns)
    plain = "".join(part.partition("m")[2] if number else part for number, part in enumerate(text.split("\x1b[")))

    assert max(map(cell_len, plain.splitlines())) <= columns
    for words in ("โครงสร้าง", "สำนักปลัด", "องค์ประกอบที่ 2", "50.00", "(20.00)", "30 เม.ย. 2564"):
        assert words in plain


ANSWERING = "ตอบแบบวัด OIT 1 มี.ค. – 30 เม.ย. 2564"
CONFIRMING = "ยืนยันผล 1 มิ.ย. – 15 มิ.ย. 2564"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2021, 2, 1), [f"ช่วงต่อไป: {ANSWERING} อีก 28 วัน", f"ช่วงต่อไป: {CONFIRMING} อีก 120 วัน"]),
        (date(2021, 4, 10), [f"กำลังอยู่ในช่วง: {ANSWERING} เหลือ 20 วัน", f"ช่วงต่อไป: {CONFIRMING} อีก 52 วัน"]),
        (date(2021, 4, 30), [f"กำลังอยู่ในช่วง: {ANSWERING} วันนี้วันสุดท้าย", f"ช่วงต่อไป: {CONFIRMING} อีก 32 วัน"]),
        (date(2021, 6, 16), ["ปฏิทินของปีนี้สิ้นสุดแล้วเมื่อ 15 มิ.ย. 2564"]),
    ],
    ids=["before", "within", "last-day", "after"],
)
def test_the_report_ends_with_what_comes_next(tmp_path: Path, today: date, said: list[str]) -> None:
    text = report(office(tmp_path), 2570, today).as_text()

    assert text.splitlines()[-len(said) :] == said
    assert ("(เลยแล้ว)" in text) == (today > date(2021, 4, 30))


def test_a_complete_year_has_no_table(tmp_path: Path) -> None:
    answers = {f"o{n}": f"item: O{n}\nstatus: none\nexplanation: ไม่มี\n" for n in range(1, 6)}

    text = made(office(tmp_path, answers)).as_text()

    assert text.splitlines()[0] == "แบบวัดของท้องถิ่น: พร้อม 5 จาก 5 ข้อ"
    assert "สิ่งที่ขาด" not in text


def test_titles_that_look_like_markup_stay_as_typed(tmp_path: Path) -> None:
    tricky = {"catalogues/oit-2570.yaml": CATALOGUE.replace("title: โครงสร้าง", "title: '[red]ผัง[/red] :smile:'")}

    assert "[red]ผัง[/red] :smile:" in made(office(tmp_path, files=tricky)).as_text(100)


# ── the robot, and the person who outranks it ────────────────────────────────────────────────────────────────────


def with_link(root: Path, state: str, checked_at: str | None, human: str | None) -> Report:
    """Return the report when the only evidence of O3 is a link in this state, looked at on these days."""
    check = f", human_check: {{date: {human}, by: สำนักปลัด}}" if human else ""
    answer = ANSWERS["o3"].replace("period: 2570", f"period: 2570{check}")
    record = {"state": state, **({"checked_at": checked_at} if checked_at else {})}
    ledger = {"ledger.json": json.dumps({"version": 1, "urls": {URL: record}})}
    return made(office(root, {**ANSWERS, "o3": answer}, files=ledger))


@pytest.mark.parametrize(
    ("state", "checked_at", "human", "ready"),
    [
        ("ok", "2021-07-01T02:00:00Z", None, True),
        ("changed", "2021-07-01T02:00:00Z", None, True),
        ("unsure", "2021-07-01T02:00:00Z", None, True),
        ("broken", "2021-07-01T02:00:00Z", None, False),
        ("needs-login", "2021-07-01T02:00:00Z", None, False),
        ("broken", "2021-07-01T02:00:00Z", "2564-04-02", True),  # 90 days before
        ("broken", "2021-07-01T18:00:00Z", "2564-04-02", False),  # in Thailand it is 2 July: 91 days
        ("broken", "2021-07-02", "2564-04-02", False),
        ("needs-login", "2021-07-01", "2564-04-02", True),
        ("broken", "2021-07-01T02:00:00+07:00", "2564-08-01", True),  # a person came after the robot
        ("broken", None, "2563-01-01", True),
        ("broken", "yesterday", "2563-01-01", True),
    ],
)
def test_a_person_outranks_the_robot_for_ninety_days(
    tmp_path: Path, state: str, checked_at: str | None, human: str | None, ready: bool
) -> None:
    (item,) = (item for item in with_link(tmp_path, state, checked_at, human).items if item.code == "O3")

    assert item.state.ready == ready


def test_a_person_who_looked_where_the_robot_never_was_is_believed(tmp_path: Path) -> None:
    checked = ANSWERS["o3"].replace("period: 2570", "period: 2570, human_check: {date: 2550-01-01, by: สำนักปลัด}")

    assert made(office(tmp_path, {**ANSWERS, "o3": checked})).items[2].state.ready is True


@pytest.mark.parametrize(
    ("state", "human", "reason"),
    [
        (
            "broken",
            None,
            "“แผน” (องค์ประกอบที่ 1) เปิดไม่ได้ เมื่อตรวจลิงก์ 1 ก.ค. 2564: หาที่อยู่ใหม่ของเอกสาร หรือวางไฟล์ไว้ใน files/ แทน",
        ),
        (
            "needs-login",
            "2564-01-01",
            (
                "“แผน” (องค์ประกอบที่ 1) ต้องเข้าสู่ระบบก่อนจึงจะเปิดได้ เมื่อตรวจลิงก์ 1 ก.ค. 2564: "
                "เปิดให้ผู้ที่ไม่ได้เข้าสู่ระบบดูได้ หรือวางไฟล์ไว้ใน files/ แทน "
                "(ผลที่คนตรวจเมื่อ 1 ม.ค. 2564 เกิน 90 วันแล้ว ถ้าเปิดได้จริงให้ตรวจใหม่)"
            ),
        ),
    ],
)
def test_a_reason_says_which_evidence_of_which_element_and_what_to_do(
    tmp_path: Path, state: str, human: str | None, reason: str
) -> None:
    assert with_link(tmp_path, state, "2021-07-01T02:00:00Z", human).items[2].state.reasons_th == (reason,)


def test_evidence_that_is_not_missed_is_no_reason(tmp_path: Path) -> None:
    more = f"{ANSWERS['o1']}  - {{title: ผังเก่า, url: {URL}, covers: [1]}}\n"
    broken = {"ledger.json": json.dumps({"version": 1, "urls": {URL: {"state": "broken"}}})}

    state = made(office(tmp_path, {**ANSWERS, "o1": more}, broken)).items[0].state

    assert (state.covered, len(state.reasons_th)) == ((True, False), 1)
    assert "ผังเก่า" not in state.reasons_th[0]


def test_evidence_of_the_wrong_year_does_not_make_an_item_ready(tmp_path: Path) -> None:
    copied = {**ANSWERS, "o3": ANSWERS["o3"].replace("period: 2570", "period: 2569")}

    state = made(office(tmp_path, copied)).items[2].state

    assert (state.ready, state.covered) == (False, (False,))
    reason = (
        "“แผน” (องค์ประกอบที่ 1) เป็นของปี 2569 แต่ข้อนี้ต้องเป็นของ: ปีงบประมาณ พ.ศ. 2570 "
        "ให้แนบเอกสารของปีที่ถูก หรือแก้ช่อง period ถ้าพิมพ์ผิด"
    )
    assert state.reasons_th == (reason,)


def test_an_item_without_a_list_of_elements_needs_one_piece_of_evidence(tmp_path: Path) -> None:
    bare = "item: O4\nstatus: published\n"
    shown = f"{bare}evidence:\n  - {{title: สถิติ, url: {URL}}}\n"
    broken = {"ledger.json": json.dumps({"version": 1, "urls": {URL: {"state": "broken"}}})}

    states = [
        made(office(tmp_path / "a", {**ANSWERS, "o4": bare})).items[3].state,
        made(office(tmp_path / "b", {**ANSWERS, "o4": shown})).items[3].state,
        made(office(tmp_path / "c", {**ANSWERS, "o4": shown}, files=broken)).items[3].state,
    ]

    assert [(state.ready, state.reasons_th) for state in states] == [
        (False, ("ยังไม่มีหลักฐาน ให้แนบไฟล์หรือลิงก์อย่างน้อยหนึ่งรายการ",)),
        (True, ()),
        (False, ("“สถิติ” เปิดไม่ได้: หาที่อยู่ใหม่ของเอกสาร หรือวางไฟล์ไว้ใน files/ แทน",)),
    ]


# ── content that is not in order ─────────────────────────────────────────────────────────────────────────────────


def test_a_year_without_a_catalogue_is_a_wrong_question(tmp_path: Path) -> None:
    with pytest.raises(NoCatalogueError) as caught:
        report(office(tmp_path), 2571, TODAY)

    assert caught.value.th == "ไม่มีแบบประเมินของปี 2571 (ปีที่มี: 2570)"
    assert caught.value.en == "there is no catalogue for 2571 (there is: 2570)"


def test_an_answer_that_can_not_be_read_counts_as_missing_and_the_report_says_so(tmp_path: Path) -> None:
    found = made(office(tmp_path, {**ANSWERS, "o3": ANSWERS["o3"].replace("status", "statsu")}))

    assert found.errors == 2
    assert found.warning is not None
    assert found.items[2].state.status == "missing"
    assert found.items[2].state.reasons_th == (
        "ไฟล์ disclosures/oit/2570/o3.yaml มีข้อผิดพลาด ให้แก้ตามที่ prongsai check บอก",
    )
    assert [item.code for item in found.items] == ["O1", "O2", "O3", "O4", "O5"]


@pytest.mark.parametrize("name", ["oit/2570/o3.yaml", "documents/plan.yaml"])
def test_an_item_whose_evidence_file_is_not_what_it_claims_is_not_ready(tmp_path: Path, name: str) -> None:
    source = "file: files/plan.pdf" if name.startswith("oit") else "document: plan"
    answer = f"item: O3\nstatus: published\nevidence:\n  - {{title: แผน, {source}, covers: [1]}}\n"
    files = {
        "documents/plan.yaml": "title: แผน\n" + ("file: files/plan.pdf\n" if "plan" in name else f"url: {URL}\n"),
        "files/plan.pdf": "%PDF-1.7 ขาดตอน",
    }

    found = made(office(tmp_path, {**ANSWERS, "o3": answer}, files))

    state = found.items[2].state
    assert found.errors > 0
    assert state.ready is False
    assert state.reasons_th[-1] == f"ไฟล์ disclosures/{name} มีข้อผิดพลาด ให้แก้ตามที่ prongsai check บอก"
    assert found.items[2].score == 0


def test_evidence_in_a_document_that_can_not_be_read_shows_nothing(tmp_path: Path) -> None:
    answer = "item: O3\nstatus: published\nevidence:\n  - {document: plan, covers: [1]}\n"

    found = made(office(tmp_path, {**ANSWERS, "o3": answer}, files={"documents/plan.yaml": "titel: แผน\n"}))

    assert found.errors > 0
    assert found.items[2].state.ready is False


@pytest.mark.parametrize(
    "files",
    [{"catalogues/oit-2570.yaml": CATALOGUE.replace("title:", "titel:", 1)}, {"office.yaml": "name: [\n"}],
    ids=["catalogue", "office"],
)
def test_without_a_catalogue_that_can_be_read_the_report_is_empty_and_says_why(
    tmp_path: Path, files: dict[str, str]
) -> None:
    found = made(office(tmp_path, files=files))

    assert found.errors > 0
    assert (found.as_json()["items"], found.as_json()["oit"]) == ([], None)
    assert found.as_text() == "อ่านแบบประเมินของปี 2570 หรือข้อมูลหน่วยงานไม่ได้ จึงทำรายงานไม่ได้ ดู prongsai check\n"


def test_content_in_order_needs_no_warning(tmp_path: Path) -> None:
    found = made(office(tmp_path))

    assert (found.errors, found.warning) == (0, None)


def test_a_mistake_in_the_office_does_not_empty_the_report(tmp_path: Path) -> None:
    whole = made(office(tmp_path, {"o1": ANSWERS["o1"]})).as_json()
    path = tmp_path / "disclosures/office.yaml"
    path.write_text(path.read_text("utf-8") + "phon: 1\n", "utf-8")

    found = made(tmp_path)

    assert found.errors == 1
    assert found.as_json() == whole
