"""What the workflows file as issues: links to mend, and what the calendar asks for."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.cli import main
from generator.notices import Notice, calendar_notices, link_notices

FILES: Mapping[str, str] = {
    "office.yaml": "name: สพป.ทดสอบ เขต 1\nbody_type: esao\ncurrent_year: 2564\nunits: [{id: plan, name: กลุ่มแผน}]\n",
    "catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
calendar:
  - {phase: ตอบแบบวัด OIT, from: 2564-03-01, to: 2564-04-30}
  - {phase: ส่งเอกสาร @admin, from: 2564-03-01, to: 2564-04-30}
  - {phase: ประกาศผล, from: 2564-08-01, to: 2564-08-31}
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - id: "9.1"
        title: ก
        items:
          - {code: O1, title: โครงสร้าง, concept: a, unit: plan}
          - {code: O2, title: แผน, concept: b}
""",
    "oit/2564/o1.yaml": """\
item: O1
status: published
evidence:
  - {title: หนึ่ง, url: https://www.go.th/gone}
  - {title: สอง, url: https://drive.google.com/x}
  - {title: สาม, url: https://www.go.th/fine}
  - {title: สี่, url: https://www.go.th/seen, human_check: {date: 2564-02-28, by: ก}}
""",
    "oit/2564/o2.yaml": """\
item: O2
status: published
evidence: [{title: ก, url: https://www.go.th/gone}, {page: about}]
""",
    "documents/old.yaml": "title: คู่มือ\nissued: 2564-01-01\nurl: https://www.go.th/old\n",
}
LEDGER = {
    "version": 1,
    "urls": {
        "https://www.go.th/gone": {
            "state": "broken", "reason": "not-found", "checked_at": "2021-03-02T03:00:00+07:00",
            "first_failure": "2021-02-20T03:00:00+07:00", "fail_streak": 3,
        },
        "https://drive.google.com/x": {"state": "needs-login", "reason": "google-drive"},
        "https://www.go.th/fine": {"state": "moved", "checked_at": "2021-03-02T03:10:00+07:00"},
        "https://www.go.th/seen": {"state": "broken", "checked_at": "2021-03-02T03:00:00+07:00"},
        "https://www.go.th/old": {"state": "broken"},
    },
}  # fmt: skip
LINKS = """\
<!-- prongsai:links -->

ผู้ประเมินเปิดหลักฐานต่อไปนี้ไม่ได้ **3 ลิงก์** หลักฐานที่เปิดไม่ได้ไม่นับคะแนน (ตรวจล่าสุด 2 มีนาคม 2564 รวม 5 ลิงก์)

| ลิงก์ | ผล | ใช้ที่ | สิ่งที่ควรทำ |
| --- | --- | --- | --- |
| <code>https&#58;//drive.google.com/x</code> | ต้องเข้าสู่ระบบก่อนจึงจะเปิดได้ | O1 ปี 2564 | ใน Google Drive กด “แชร์” \
แล้วเปลี่ยนการเข้าถึงทั่วไปเป็น “ทุกคนที่มีลิงก์” |
| <code>https&#58;//www\u2060.go.th/gone</code> | เปิดไม่ได้<br>ตั้งแต่ 20 ก.พ. 2564 | O1 ปี 2564<br>O2 ปี 2564 | \
เว็บปลายทางตอบว่าไม่มีหน้านี้แล้ว ให้หาที่อยู่ใหม่ หรือวางไฟล์ไว้ใน files/ แทน |
| <code>https&#58;//www\u2060.go.th/old</code> | เปิดไม่ได้ | disclosures/documents/old.yaml | หาที่อยู่ใหม่ของเอกสาร \
หรือวางไฟล์ไว้ใน files/ แทน |

แก้ไฟล์ในโฟลเดอร์ `disclosures/` แล้วรอการตรวจรอบหน้า ประกาศนี้ปรับตามผลตรวจ และปิดเองเมื่อแก้ครบ
ถ้าเปิดดูเองแล้วใช้ได้จริง ให้บันทึกวันที่และชื่อผู้ตรวจในช่อง `human_check` ของหลักฐานนั้น
"""
CALENDAR = """\
<!-- prongsai:calendar-2564-2021-03-01-2021-04-30 -->

- **ตอบแบบวัด OIT** 1 มี.ค. – 30 เม.ย. 2564
- **ส่งเอกสาร &#64;\u2060admin** 1 มี.ค. – 30 เม.ย. 2564

ณ วันที่ 30 มกราคม 2564 จะเริ่มในอีก 30 วัน

ข้อที่ยังขาด 1 ข้อ เรียงจากข้อที่เสียคะแนนมากที่สุด

| ข้อ | เรื่อง | ผู้รับผิดชอบ | เสียคะแนน OIT |
| --- | --- | --- | ---: |
| O1 | โครงสร้าง | กลุ่มแผน | 50.00 |

ดูว่าแต่ละข้อขาดอะไรด้วย `prongsai report 2564` ปิดประกาศนี้ได้เมื่อส่งแล้ว ระบบไม่เปิดซ้ำ
"""


def office(root: Path, files: Mapping[str, str | None] | None = None) -> Path:
    for path, text in {**FILES, **(files or {})}.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            target.write_text(text, "utf-8")
    return root


def test_links_to_mend_are_one_notice_with_each_address_once(tmp_path: Path) -> None:
    root = office(tmp_path, {"ledger.json": json.dumps(LEDGER)})

    assert link_notices(root) == [Notice("links", "ลิงก์", "ลิงก์หลักฐานที่ต้องแก้", LINKS, is_open=True, once=False)]


def test_without_links_to_mend_the_notice_says_so_and_is_closed(tmp_path: Path) -> None:
    body = "<!-- prongsai:links -->\n\nไม่มีลิงก์หลักฐานที่ต้องแก้ (ยังไม่เคยตรวจลิงก์)\n"

    assert link_notices(office(tmp_path)) == [
        Notice("links", "ลิงก์", "ลิงก์หลักฐานที่ต้องแก้", body, is_open=False, once=False)
    ]


def test_phases_of_the_same_days_are_one_notice_which_people_close(tmp_path: Path) -> None:
    ready = "item: O1\nstatus: preparing\n"
    title = "ปี 2564: ตอบแบบวัด OIT · ส่งเอกสาร @admin 1 มี.ค. – 30 เม.ย. 2564"

    found = calendar_notices(office(tmp_path, {"oit/2564/o1.yaml": ready}), date(2021, 1, 30))

    key = "calendar-2564-2021-03-01-2021-04-30"
    assert found == [Notice(key, "กำหนดการ", title, CALENDAR, is_open=True, once=True)]


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        ("2021-01-29", []),
        ("2021-01-30", ["calendar-2564-2021-03-01-2021-04-30"]),
        ("2021-04-30", ["calendar-2564-2021-03-01-2021-04-30"]),
        ("2021-05-01", []),
        ("2021-08-31", ["calendar-2564-2021-08-01-2021-08-31"]),
        ("2021-09-30", []),
        ("2021-10-01", ["calendar-2565-catalogue"]),
    ],
)
def test_a_phase_is_told_from_thirty_days_before_to_its_last_day_and_a_year_from_its_first(
    tmp_path: Path, day: str, keys: list[str]
) -> None:
    found = calendar_notices(office(tmp_path), date.fromisoformat(day))

    assert [notice.key for notice in found] == keys


@pytest.mark.parametrize(
    ("day", "when"),
    [
        ("2021-02-28", "ณ วันที่ 28 กุมภาพันธ์ 2564 จะเริ่มในอีก 1 วัน"),
        ("2021-03-01", "ณ วันที่ 1 มีนาคม 2564 เหลืออีก 60 วัน"),
        ("2021-04-30", "ณ วันที่ 30 เมษายน 2564 เป็นวันสุดท้าย"),
    ],
)
def test_a_notice_says_how_long_there_is(tmp_path: Path, day: str, when: str) -> None:
    (found,) = calendar_notices(office(tmp_path), date.fromisoformat(day))

    assert found.body.splitlines()[5:10] == [when, "", "ทุกข้อของปี 2564 พร้อมแล้ว ดูอีกครั้งด้วย `prongsai report 2564` ก่อนส่ง"]


@pytest.mark.parametrize("broken", ["catalogues/oit-2565.yaml", "office.yaml"])
def test_while_a_catalogue_or_the_office_cannot_be_read_nobody_says_that_a_year_has_none(
    tmp_path: Path, broken: str
) -> None:
    assert calendar_notices(office(tmp_path, {broken: "{"}), date(2021, 10, 1)) == []


def test_the_command_prints_notices_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = office(tmp_path)

    codes = [
        main(["notice", "calendar", "--date", "2021-10-01", "--root", str(root)]),
        main(["notice", "calendar", "--date", "2564-13-01", "--root", str(root)]),
    ]

    assert codes == [0, 2]
    assert json.loads(capsys.readouterr().out) == [
        {
            "marker": "<!-- prongsai:calendar-2565-catalogue -->",
            "label": "กำหนดการ",
            "title": "ปี 2565: ยังไม่มีแบบประเมิน",
            "body": """\
<!-- prongsai:calendar-2565-catalogue -->

ปีงบประมาณ พ.ศ. 2565 เริ่มแล้วเมื่อ 1 ตุลาคม 2564 แต่ยังไม่มีแบบประเมินของปีนี้

- [ ] วางแบบประเมินของปีที่ `disclosures/catalogues/oit-2565.yaml`
- [ ] สั่ง `prongsai new year 2565` เพื่อสร้างไฟล์ของทุกข้อ
- [ ] ตรวจวันในช่อง `calendar` ระบบจะเตือนล่วงหน้า 30 วันก่อนแต่ละช่วง
- [ ] เปลี่ยน `current_year` ใน `disclosures/office.yaml` เป็น 2565 เมื่อพร้อมให้คนทั่วไปเห็น

ปิดประกาศนี้ได้เมื่อทำครบ หรือเมื่อหน่วยงานไม่ต้องรับการประเมินปีนี้ ระบบไม่เปิดซ้ำ
""",
            "open": True,
            "once": True,
        }
    ]
