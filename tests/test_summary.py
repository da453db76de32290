"""What a change does to the content, as the comment on its pull request says it; and that words stay words there."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.gfm import CUT, LIMIT, MOST_ROWS, fitted, table, words
from generator.summary import MARKER, summary

TODAY = date(2021, 4, 10)
BEFORE: Mapping[str, str] = {
    "office.yaml": "name: สพป.ทดสอบ เขต 1\nbody_type: esao\ncurrent_year: 2564\n",
    "catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
scoring: {weights: {iit: 30, eit: 30, oit: 40}, levels: [{label: A, min: 90}, {label: B, min: 0}]}
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - id: "9.1"
        title: ก
        items:
          - {code: O1, title: โครงสร้าง, concept: a}
          - {code: O2, title: แผน, concept: b}
          - {code: O3, title: คู่มือ, concept: c}
""",
    "assessments/2564.yaml": "fiscal_year: 2564\ntotal: 80\ninstruments: {iit: 90, eit: 90}\n",
    "oit/2564/o1.yaml": "item: O1\nstatus: published\nevidence: [{page: about}]\n",
    "oit/2564/o2.yaml": "item: O2\nstatus: published\nevidence: [{file: files/plan.txt, title: แผน}]\n",
    "files/plan.txt": "แผนหนึ่ง",
    "notes.txt": "บันทึก",
}
CHANGED: Mapping[str, str | None] = {
    "news/2564/new.yaml": "title: ข่าว | @admin GH-1\ndate: 2564-02-01\nsummary: ก\n",
    "news/2564/wrong.yaml": "title: ข่าว\ndat: 2564-02-01\nsummary: ก\n",
    "oit/2564/o1.yaml": None,
    "oit/2564/o2.yaml": "# ความเห็น\nitem: O2\nstatus: published\nevidence: [{title: แผน, file: files/plan.txt}]\n",
    "oit/2564/o3.yaml": "item: O3\nstatus: none\nexplanation: ไม่มี\n",
    "assessments/2564.yaml": "fiscal_year: 2564\ntotal: 80\ninstruments: {iit: 90, eit: 91}\n",
    "files/plan.txt": "แผนสอง!!",
}
SAID = """\
<!-- prongsai:summary -->
### ผลตรวจเนื้อหาของคำขอนี้

❌ **ยังเผยแพร่ไม่ได้** เนื้อหามีข้อผิดพลาด 2 แห่ง แก้แล้วบันทึกใหม่ ระบบจะตรวจให้อีกครั้ง

|  | ก่อน | หลัง | เปลี่ยน |
| --- | ---: | ---: | ---: |
| ข้อผิดพลาด | 0 | 2 | +2 |
| คำเตือน | 1 | 1 | เท่าเดิม |
| ไฟล์เนื้อหา | 5 | 7 | +2 |
| หลักฐาน (แถว) | 2 | 1 | −1 |
| ปี 2564: ข้อที่พร้อม | 2 | 2 | เท่าเดิม |
| ปี 2564: คะแนน OIT | 66.67 | 66.67 | เท่าเดิม |
| ปี 2564: คะแนนรวมที่คาดการณ์ | 80.67 | 80.97 | +0.30 |
| ปี 2564: ระดับ | B | B | เท่าเดิม |

#### ปัญหาที่เพิ่มมา (2)

| ที่ | ปัญหา | วิธีแก้ |
| --- | --- | --- |
| <code>disclosures/news/2564/wrong.yaml&#58;1</code> | ❌ ขาดช่อง “date” | เพิ่มบรรทัด date&#58; … (วันที่) |
| <code>disclosures/news/2564/wrong.yaml&#58;2</code> | ❌ ไม่รู้จักช่อง “dat” หมายถึง “date” หรือไม่ | แก้ชื่อช่องเป็น date |

#### เนื้อหาที่เปลี่ยน (6)

|  | รายการ | ไฟล์ |
| --- | --- | --- |
| เพิ่ม | ข่าว&#58; ข่าว &#124; &#64;\u2060admin GH\u2060-1 | <code>disclosures/news/2564/new.yaml</code> |
| เพิ่ม | ข่าว&#58; ข่าว | <code>disclosures/news/2564/wrong.yaml</code> |
| เพิ่ม | ข้อมูลสาธารณะ&#58; O3 | <code>disclosures/oit/2564/o3.yaml</code> |
| แก้ | ผลการประเมิน | <code>disclosures/assessments/2564.yaml</code> |
| ลบ | ข้อมูลสาธารณะ&#58; O1 | <code>disclosures/oit/2564/o1.yaml</code> |
| แก้ | ไฟล์แนบ | <code>disclosures/files/plan.txt</code> |

#### ปี 2564: ข้อที่เปลี่ยน (2)

| ข้อ | เรื่อง | ก่อน | หลัง |
| --- | --- | --- | --- |
| O1 | โครงสร้าง | เผยแพร่แล้ว (พร้อม) | ยังไม่มีข้อมูล (ยังไม่ครบ) |
| O3 | คู่มือ | ยังไม่มีข้อมูล (ยังไม่ครบ) | ไม่มี (แจ้งแล้ว) (พร้อม) |

#### ปี 2564: ข้อที่ยังขาด (1)

| ข้อ | สิ่งที่ขาด | เสียคะแนน OIT |
| --- | --- | ---: |
| O1 | โครงสร้าง<br>ยังไม่มีรายการของข้อนี้ ให้เพิ่มไฟล์ oit/2564/o1.yaml | 33.33 |
"""


def office(root: Path, *more: Mapping[str, str | None]) -> Path:
    for files in (BEFORE, *more):
        for path, text in files.items():
            target = root / "disclosures" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                target.unlink()
            else:
                target.write_text(text, "utf-8")
    return root


def test_the_whole_comment_on_a_change(tmp_path: Path) -> None:
    before, after = office(tmp_path / "a"), office(tmp_path / "b", CHANGED)

    assert summary(before, after, TODAY) == SAID


def test_a_change_of_nothing_says_where_the_year_stands_and_no_more(tmp_path: Path) -> None:
    before, after = office(tmp_path / "a"), office(tmp_path / "b")

    said = summary(before, after, TODAY).splitlines()

    assert said[3] == "⚠️ **เผยแพร่ได้** ไม่มีข้อผิดพลาด แต่มีคำเตือน 1 แห่งที่ควรดู"
    assert {line.split(" | ")[-1] for line in said if line.startswith("| ") and line.count("|") == 5} == {
        "เปลี่ยน |",
        "---: |",
        "เท่าเดิม |",
    }
    assert [line for line in said if line.startswith("####")] == ["#### ปี 2564: ข้อที่ยังขาด (1)"]


def test_the_first_content_is_compared_with_nothing(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()

    said = summary(tmp_path / "nothing", office(tmp_path / "b", {"notes.txt": None}), TODAY).splitlines()

    assert said[3] == "✅ **เผยแพร่ได้** ไม่มีข้อผิดพลาดและไม่มีคำเตือน"
    assert [line for line in said if line.startswith("| ปี 2564: ")] == [
        "| ปี 2564: ข้อที่พร้อม | – | 2 | ใหม่ |",
        "| ปี 2564: คะแนน OIT | – | 66.67 | ใหม่ |",
        "| ปี 2564: คะแนนรวมที่คาดการณ์ | – | 80.67 | ใหม่ |",
        "| ปี 2564: ระดับ | – | B | เปลี่ยน |",
    ]


def test_the_same_mistake_on_another_line_is_not_new_but_a_second_one_is(tmp_path: Path) -> None:
    wrong = "title: ข่าว\nsummary: ก\ndate: 2564-02-01\nbody: ข้อความ\nauthor: ก\n"
    moved, twice = f"# บรรทัดใหม่\n{wrong}", f"{wrong}writer: ก\n"
    before = office(tmp_path / "a", {"news/2564/a.yaml": wrong})

    heads = [
        [line for line in summary(before, office(tmp_path / name, {"news/2564/a.yaml": text}), TODAY).splitlines()
         if line.startswith("#### ปัญหา")]
        for name, text in (("b", moved), ("c", twice))
    ]  # fmt: skip

    assert heads == [[], ["#### ปัญหาที่เพิ่มมา (1)"]]


def test_the_command_prints_it_and_refuses_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = office(tmp_path / "a"), office(tmp_path / "b", CHANGED)

    codes = [main(["summary", str(path), "--root", str(after)]) for path in (before, tmp_path / "none")]

    assert (codes, capsys.readouterr().out) == ([0, 2], SAID)


# ── words on GitHub ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ข่าว (ฉบับที่ 1) O10", "ข่าว (ฉบับที่ 1) O10"),
        ("<b>x</b> & ![a](b)", "&#60;b&#62;x&#60;/b&#62; &#38; !&#91;a&#93;(b)"),
        ("a | b `c` **d** __e__", "a &#124; b &#96;c&#96; &#42;&#42;d&#42;&#42; &#95;&#95;e&#95;&#95;"),
        ("~~f~~ \\ $g$", "&#126;&#126;f&#126;&#126; &#92; &#36;g&#36;"),
        ("@admin และ a@b.example", "&#64;\u2060admin และ a&#64;\u2060b.example"),
        ("#12 GH-3 org/x#4", "&#35;\u206012 GH\u2060-3 org/x&#35;\u20604"),
        ("https://www.go.th :tada:", "https&#58;//www\u2060.go.th &#58;tada&#58;"),
        ("สอง\nบรรทัด\t\u202e", "สอง บรรทัด &#60;U+202E&#62;"),
        ("ก" * 400, "ก" * 300 + "…"),
    ],
)  # fmt: skip
def test_words_of_the_content_say_themselves(text: str, said: str) -> None:
    assert words(text) == said


@given(st.text())
def test_no_text_becomes_markup_or_leaves_its_cell(text: str) -> None:
    html = markdown.markdown("\n".join(table(("ก",), [(words(text),)])), extensions=["tables"])

    assert sorted(set(re.findall(r"<[a-z/]+", html))) == [
        "</table", "</tbody", "</td", "</th", "</thead", "</tr", "<table", "<tbody", "<td", "<th", "<thead", "<tr",
    ]  # fmt: skip


def test_a_long_table_shows_its_first_rows_and_says_how_many_more_there_are() -> None:
    lines = list(table(("ก",), [(str(number),) for number in range(MOST_ROWS + 7)]))

    assert (lines[2], lines[-3:]) == ("| 0 |", [f"| {MOST_ROWS - 1} |", "", "และอีก 7 รายการ"])


def test_a_comment_is_cut_between_lines_and_says_so() -> None:
    line = "ก" * 999
    said = fitted([MARKER, *[line] * 100])

    assert said == "\n".join([MARKER, *[line] * 59, "", CUT, ""])
    assert len(said) <= LIMIT


def test_what_just_fits_is_not_cut() -> None:
    assert fitted(["ก" * 10, "ข"], 13 + len(CUT) + 2) == "ก" * 10 + "\nข\n"
