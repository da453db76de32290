"""`prongsai import`: the tables that offices have today, in all their shapes, and not a row of them lost."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Protection  # type: ignore[import-untyped]

from generator.cli import main
from generator.site import check_content
from generator.tables import Imported, TableError, import_table
from generator.tables.codes import lettered, numbered
from generator.tables.files import read_bytes
from generator.tables.links import is_weak
from generator.tables.sheet import Refusal

OFFICE = """\
name: สพป.ทดสอบ เขต 1
body_type: esao
current_year: 2565
units: [{id: policy, name: กลุ่มนโยบายและแผน}]
"""
TITLES = {"O1": "โครงสร้าง", "O2": "ข้อมูลผู้บริหาร", "O10": "แผนดำเนินงานประจำปี", "O27": "หลักเกณฑ์การบริหารบุคคล"}
CATALOGUE = f"""\
fiscal_year: 2565
body_type: esao
title: แบบวัด
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - id: "9.1"
        title: ข้อมูลพื้นฐาน
        items:
          - {{code: O1, title: {TITLES["O1"]}, concept: a, elements: [แสดงแผนผัง, แสดงตำแหน่ง], unit: policy}}
          - {{code: O2, title: {TITLES["O2"]}, concept: b}}
          - {{code: O10, title: {TITLES["O10"]}, concept: c, unit: audit}}
          - {{code: O27, title: {TITLES["O27"]}, concept: d}}
"""
A, B, C = "https://lp2.go.th/a.pdf", "https://lp2.go.th/b.pdf", "https://lp2.go.th/c.pdf"
Items = dict[str, Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place(tmp_path, "office.yaml", OFFICE)
    place(tmp_path, "catalogues/oit-2565.yaml", CATALOGUE)
    return tmp_path


def place(root: Path, path: str, text: str) -> Path:
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return target


def take(root: Path, name: str, content: str | bytes) -> Imported:
    """Import a table; whatever it is, its rows add up and the files that were written pass `check`."""
    table = root / name
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = import_table(root, table, 2565)
    assert found.read == found.placed + found.kept + found.headings + found.unplaced
    assert [str(wrong) for wrong in check_content(root).problems if wrong.severity == "error"] == []
    return found


def items(root: Path) -> Items:
    """Return what is in the files: the status where there is no evidence, else title and address of each piece."""
    found: Items = {}
    for path in sorted((root / "disclosures/oit/2565").glob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
        rows = [(row["title"], row["url"]) for row in data.get("evidence", [])]
        plain = data["status"] == "published" and "explanation" not in data
        found[data["item"]] = (
            rows if rows and plain else {k: v for k, v in data.items() if k in ("status", "explanation")}
        )
        if rows and not plain:
            found[data["item"]]["evidence"] = rows
    return found


def said(found: Imported) -> list[str]:
    """Return each problem as its place, its rule and what follows the colon in its sentence."""
    return [
        f"{one.place.line}:{one.place.column} {one.code.removeprefix('import-')}"
        + (f" {one.en.split(': ', 1)[1]}" if ": " in one.en else "")
        for one in found.problems
    ]


def shown(root: Path, name: str, content: str | bytes) -> tuple[Items, list[str]]:
    found = take(root, name, content)
    return items(root), said(found)


def book(fill: Callable[[Any], None], *, title: str = "แผ่น1") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    fill(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


HEAD = "ข้อ,ข้อมูล,องค์ประกอบด้านข้อมูล,ลิงก์\n"

# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

TEXTS: Mapping[str, tuple[str | bytes, Items, list[str]]] = {
    "the table of facts.md": (
        f"{HEAD}O1,โครงสร้าง,แสดงแผนผัง,{A}\nO2,ข้อมูลผู้บริหาร,,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]},
        [],
    ),
    "windows-874": (f"{HEAD}O๑,โครงสร้าง,,{A}\n".encode("cp874"), {"O1": [("โครงสร้าง 1", A)]}, []),
    "UTF-8 with a mark and semicolons": (
        f"\ufeff{HEAD}O1,โครงสร้าง,,{A}\n".replace(",", ";"),
        {"O1": [("โครงสร้าง 1", A)]},
        [],
    ),
    "UTF-16 with tabs, as Excel saves “Unicode text”": (
        f"{HEAD}OIT 1,โครงสร้าง,,{A}\r\n".replace(",", "\t").encode("utf-16"),
        {"O1": [("โครงสร้าง 1", A)]},
        [],
    ),
    "UTF-16 without a mark": (f"{HEAD}O1,โครงสร้าง,,{A}\n".encode("utf-16-le"), {"O1": [("โครงสร้าง 1", A)]}, []),
    "a line for Excel first": (f"sep=;\nข้อ;ลิงก์\nO1;{A}\n", {"O1": [("โครงสร้าง 1", A)]}, []),
    "no head at all": (f"O1,โครงสร้าง,{A}\nO2,ข้อมูลผู้บริหาร,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]}, []),
    "no head, and texts that are for nothing we know": (
        f"O1,โครงสร้าง,แสดงแผนผัง,มี,{A}\nO2,ข้อมูลผู้บริหาร,แสดงรายชื่อ,ไม่มี,\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": {"status": "preparing"}},
        [],
    ),
    "the head after a title and an empty row": (
        f"แบบวัด OIT ปี 2565\n\n,,,\n{HEAD}O1,โครงสร้าง,,{A}\n",
        {"O1": [("โครงสร้าง 1", A)]},
        [],
    ),
    "mere numbers below ลำดับ whose titles agree": (
        f"ลำดับ,รายการ,ลิงก์\n1,โครงสร้าง,{A}\n2.,ข้อมูลผู้บริหาร,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]},
        [],
    ),
    "mere numbers below ลำดับ of something else": (
        f"ลำดับ,รายการ,ลิงก์\n1,รถยนต์,{A}\n2,เครื่องพิมพ์,{B}\n",
        {},
        ["1:1 table-without-items"],
    ),
    "a zero for the letter": (f"027,หลักเกณฑ์,{A}\n010,แผน,{B}\n", {"O10": [("แผนดำเนินงานประจำปี 1", B)],
        "O27": [("หลักเกณฑ์การบริหารบุคคล 1", A)]}, []),
    "section headings between": (
        f"{HEAD}ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน (O1 - O9),,,\nO1,โครงสร้าง,,{A}\n9.2 การบริหารงาน,,,\nO10,แผน,,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O10": [("แผนดำเนินงานประจำปี 1", B)]},
        [],
    ),
    "the code in the first row of an item only": (
        f"{HEAD}O1,โครงสร้าง,,{A}\n,,,{B}\n,โครงสร้าง,,{C}\n",
        {"O1": [("โครงสร้าง 1", A), ("โครงสร้าง 2", B), ("โครงสร้าง 3", C)]},
        [],
    ),
    "a row whose title is another item's though its code is missing": (
        f"{HEAD}O1,โครงสร้าง,,{A}\n,ข้อมูลผู้บริหาร,,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]},
        [],
    ),
    "a row of nobody": (
        f"{HEAD}O1,โครงสร้าง,,{A}\n,ประกาศเรื่องอื่น,,{B}\n,,,{C}\n",
        {"O1": [("โครงสร้าง 1", A)]},
        [f"3:1 row-without-item ประกาศเรื่องอื่น | {B}", f"4:1 row-without-item {C}"],
    ),
    "codes that the year doesn't have, and several at once": (
        f"{HEAD}O99,เรื่อง,,{A}\nO1-O2,สองข้อ,,{B}\nO10,แผน,,{C}\n",
        {"O10": [("แผนดำเนินงานประจำปี 1", C)]},
        [f"2:1 unknown-item O99 | เรื่อง | {A}", f"3:1 several-items O1-O2 | สองข้อ | {B}"],
    ),
    "several addresses in one cell": (
        f'ข้อ,ลิงก์\nO1,"{A}\n{B}"\nO2,"{A}, {B};{C}"\nO10,"ดูที่ {A}."\n',
        {"O1": [("โครงสร้าง 1", A), ("โครงสร้าง 2", B)], "O10": [("แผนดำเนินงานประจำปี 1", A)],
         "O2": [("ข้อมูลผู้บริหาร 1", A), ("ข้อมูลผู้บริหาร 2", B), ("ข้อมูลผู้บริหาร 3", C)]},
        [],
    ),
    "names before their addresses": (
        f'ข้อ,ลิงก์\nO1,"1. แผนผังโครงสร้าง : {A}\n2) คำสั่งแบ่งงาน {B}"\nO2,"ทำเนียบผู้บริหาร\n{C}"\n',
        {"O1": [("แผนผังโครงสร้าง", A), ("คำสั่งแบ่งงาน", B)], "O2": [("ทำเนียบผู้บริหาร", C)]},
        [],
    ),
    "there was nothing, or nothing yet": (
        "ข้อ,ข้อมูล,ลิงก์\nO1,โครงสร้าง,ไม่มีการเปลี่ยนแปลงในปีนี้\nO2,ข้อมูลผู้บริหาร,-\nO10,แผน,อยู่ระหว่างดำเนินการ\n",
        {"O1": {"status": "none", "explanation": "ไม่มีการเปลี่ยนแปลงในปีนี้"}, "O2": {"status": "preparing"},
         "O10": {"status": "preparing", "explanation": "อยู่ระหว่างดำเนินการ"}},
        [],
    ),
    "signs that answer only where an answer is asked for": (
        f"ข้อ,ข้อมูล,องค์ประกอบ,คำตอบ,ลิงก์\nO1,โครงสร้าง,x,✓,{A}\nO2,ข้อมูล,/,x,{B}\nO10,แผน,x,,ไม่มี\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": {"status": "preparing", "evidence": [("ข้อมูลผู้บริหาร 1", B)]},
         "O10": {"status": "preparing"}},
        [],
    ),
    "the answer, and why": (
        f'ข้อ,ข้อมูล,คำตอบ,URL,คำอธิบาย\nO1,โครงสร้าง,มี,{A},"เผยแพร่แล้ว ดู {B}"\nO2,ข้อมูล,ไม่มี,,ยังไม่มีผู้บริหาร\nO10,แผน,ไม่มี,,\n',
        {"O1": {"status": "published", "explanation": f"เผยแพร่แล้ว ดู {B}", "evidence": [("โครงสร้าง 1", A)]},
         "O2": {"status": "none", "explanation": "ยังไม่มีผู้บริหาร"}, "O10": {"status": "preparing"}},
        [],
    ),
    "columns of other years": (
        f"ข้อ,ข้อมูล,ลิงก์ปี 2564,ลิงก์ปี 2565\nO1,โครงสร้าง,{A},{B}\n",
        {"O1": [("โครงสร้าง 1", B)]},
        [f"2:3 link-of-other-year {A}"],
    ),
    "a head in two rows": (
        f"ข้อ,ข้อมูล,ลิงก์,\n,,2564,2565\nO1,โครงสร้าง,{A},{B}\n",
        {"O1": [("โครงสร้าง 1", B)]},
        [f"3:3 link-of-other-year {A}"],
    ),
    "links that are none": (
        "ข้อ,ลิงก์\nO1,https://user:secret@lp2.go.th/\nO2,www.lp2.go.th/x\n",
        {"O1": {"status": "preparing"}, "O2": [("ข้อมูลผู้บริหาร 1", "http://www.lp2.go.th/x")]},
        ["2:2 link-refused https://user:secret@lp2.go.th/"],
    ),
    "names and addresses in columns of their own": (
        f"ข้อ,หลักฐาน 1,URL หลักฐาน 1,หลักฐาน 2,URL หลักฐาน 2\nO1,แผนผัง,{A},คำสั่ง,{B}\n",
        {"O1": [("แผนผัง", A), ("คำสั่ง", B)]},
        [],
    ),
    "zero-width characters, look-alikes and odd spaces": (
        f"ข้อ,ลิงก์\n\u200bО\u00a01\u200b,{A}\u200b\nO\u200b 2,{B}\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]},
        [],
    ),
    "the head again for each section": (
        f"ข้อ,ลิงก์\nO1,{A}\nลิงก์,ข้อ\n{B},O2\n",
        {"O1": [("โครงสร้าง 1", A)], "O2": [("ข้อมูลผู้บริหาร 1", B)]},
        [],
    ),
    "one link twice": (f"ข้อ,ลิงก์\nO1,{A} {A}\nO1,{A}\n", {"O1": [("โครงสร้าง 1", A)]}, []),
}  # fmt: skip


@pytest.mark.parametrize("shape", TEXTS)
def test_tables_as_text(root: Path, shape: str) -> None:
    content, expected, problems = TEXTS[shape]

    assert shown(root, "ตาราง.csv", content) == (expected, problems)


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────────────


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>OIT</title>{head}</head><body>{body}</body></html>"


ROWS = f"""
<tr><th>ข้อ</th><th>ข้อมูล</th><th>องค์ประกอบด้านข้อมูล</th><th>ลิงก์</th></tr>
<tr><td rowspan=2>O1</td><td rowspan="2">โครงสร้าง</td><td>แสดงแผนผัง</td>
  <td><a href="{A}">รายละเอียด 1</a><br><a href="{B}">แผนผังปี 2565</a></td></tr>
<tr><td>แสดงตำแหน่ง</td><td><a href="{C}"><img alt="ทำเนียบ" src="x.png"></a></td></tr>
"""
OF_ROWS = [("โครงสร้าง 1", A), ("แผนผังปี 2565", B), ("ทำเนียบ", C)]
LIST = f"""
<nav><a href="https://lp2.go.th/">หน้าแรก</a></nav>
<main><h2>OIT ปีงบประมาณ พ.ศ. 2565</h2>
<div class=panel><h3><button>O1 โครงสร้าง</button></h3><ul><li><a href="{A}">แผนผัง</a></li>
  <li>คำสั่งแบ่งงาน <a href="{B}">คลิกที่นี่</a></li></ul></div>
<div class=panel><h3>OIT 2 ข้อมูลผู้บริหาร</h3><p>ไม่มีผู้บริหารในปีนี้</p></div>
<div class=panel><h3>ข้อ 10 แผน</h3><table><tr><th>ลำดับ</th><th>รายการ</th><th>ดาวน์โหลด</th></tr>
  <tr><td>1</td><td>แผนปฏิบัติการ</td><td><a href="{C}">แผนปฏิบัติการ</a></td></tr></table></div>
</main><p><a href="https://lp2.go.th/contact">ติดต่อเรา</a></p>
"""

PAGES: Mapping[str, tuple[str | bytes, Items, list[str]]] = {
    "rows of one item, several links and a picture": (page(f"<table>{ROWS}</table>"), {"O1": OF_ROWS}, []),
    "windows-874 as the page says": (
        page(f"<table>{ROWS}</table>", "<meta content='text/html; charset=windows-874'>").encode("cp874"),
        {"O1": OF_ROWS},
        [],
    ),
    "UTF-8 though the page says otherwise": (
        page(f"<table>{ROWS}</table>", "<meta charset=tis-620>"),
        {"O1": OF_ROWS},
        [],
    ),
    "a table in a table of layout": (
        page(f"<table><tr><td>เมนู</td><td><table>{ROWS}</table></td></tr></table>"),
        {"O1": OF_ROWS},
        ["1:1 table-without-items"],
    ),
    "links in a table within the cell": (
        page(f"<table><tr><td>O1</td><td>ก<td><table><tr><td><a href='{A}'>ก</a></table></table>"),
        {"O1": [("ก", A)]},
        [],
    ),
    "a table for each sub-indicator": (
        page(
            f"<h3>9.1</h3><table><tr><td colspan=3>ตัวชี้วัดย่อยที่ 9.1</td></tr><tr><td>O1<td>ก<td><a href={A}>ก</a></table>"
            f"<h3>9.2</h3><table><tr><td>O10<td>ข<td><a href={B}>ข</a></table>"
        ),
        {"O1": [("ก", A)], "O10": [("ข", B)]},
        [],
    ),
    "headings with lists and no table": (
        page(LIST),
        {"O1": [("แผนผัง", A), ("คำสั่งแบ่งงาน", B)], "O10": [("แผนปฏิบัติการ", C)],
         "O2": {"status": "none", "explanation": "ไม่มีผู้บริหารในปีนี้"}},
        [],
    ),
    "a list of links that are the items themselves": (
        page(f"<ul><li><a href='{A}'>O1 โครงสร้าง</a></li><li><a href='{B}'>O2 ข้อมูลผู้บริหาร</a></li></ul>"),
        {"O1": [("โครงสร้าง", A)], "O2": [("ข้อมูลผู้บริหาร", B)]},
        [],
    ),
    "relative links of a page that knows where it was": (
        page("<table><tr><td>O1<td><a href='../f/1.pdf'>แผน</a></table>", "<base href='https://lp2.go.th/ita/2565/'>"),
        {"O1": [("แผน", "https://lp2.go.th/ita/f/1.pdf")]},
        [],
    ),
    "relative links of a page that Chrome saved": (
        "<!-- saved from url=(0023)https://lp2.go.th/ita/ -->"
        + page("<table><tr><td>O1<td><a href='/f/1.pdf'>แผน</a></table>").removeprefix("<!doctype html>"),
        {"O1": [("แผน", "https://lp2.go.th/f/1.pdf")]},
        [],
    ),
    "links that can't be evidence": (
        page(
            "<table><tr><td>O1<td><a href='f/1.pdf'>ก</a> <a href='mailto:a@b.th'>ข</a> "
            "<a href='javascript:x()'>ค</a> <a href='#top'>ง</a></table>"
        ),
        {"O1": {"status": "preparing"}},
        ["1:2 link-not-web #top", "1:2 link-not-web javascript:x()", "1:2 link-not-web mailto:a@b.th",
         "1:2 link-relative f/1.pdf"],
    ),
    "links that Google wrapped": (
        page("<table><tr><td>O1<td><a href='https://www.google.com/url?q=https://lp2.go.th/a.pdf%23page%3D2&amp;sa=D'>แผน</a></table>"),
        {"O1": [("แผน", f"{A}#page=2")]},
        [],
    ),
    "a heading of another year, and then of ours": (
        page(
            f"<h2>OIT 2564</h2><table><tr><td>O1<td><a href={A}>ก</a></table>"
            f"<h2>OIT 2565</h2><table><tr><td>O1<td><a href={B}>ข</a></table>"
        ),
        {"O1": [("ข", B)]},
        ["1:1 row-of-other-year O1 | ก"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", PAGES)
def test_saved_web_pages(root: Path, shape: str) -> None:
    content, expected, problems = PAGES[shape]

    assert shown(root, "หน้าเว็บ.html", content) == (expected, problems)


def test_links_outside_everything_are_counted(root: Path) -> None:
    assert take(root, "a.html", page(LIST)).loose == 2


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────


def merged_cells(sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    sheet.append(["การเปิดเผยข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. 2565"])
    sheet.merge_cells("A1:D1")
    sheet.append(["ข้อ", "ข้อมูล", "องค์ประกอบ", "ลิงก์"])
    sheet.append(["O1", "โครงสร้าง", "แสดงแผนผัง", "แผนผัง"])
    sheet.append([None, None, "แสดงตำแหน่ง", "รายละเอียด 2"])
    sheet.append([2, "ข้อมูลผู้บริหาร", "", "เอกสารร่วม"])
    sheet.append([10.0, "แผน", "", None])
    for area in ("A3:A4", "B3:B4", "D5:D6"):
        sheet.merge_cells(area)
    for cell, address in (("D3", A), ("D4", B), ("D5", C)):
        sheet[cell].hyperlink = address


def formulas(sheet: Any) -> None:  # noqa: ANN401 - the same
    sheet.append(["ข้อ", "ลิงก์"])
    sheet.append(["O1", f'=HYPERLINK("{A}","แผน ""ก""")'])
    sheet.append(["O2", f'=HYPERLINK("{B}")'])
    sheet.append(["O10", '=HYPERLINK(A1,"แผน")'])
    sheet.append(["O27", '=WEBSERVICE("https://evil.example")'])


def linked_inside(sheet: Any) -> None:  # noqa: ANN401 - the same
    sheet.append(["ข้อ", "ลิงก์"])
    sheet.append(["O1", f"{A}\n{B}"])
    sheet["B2"].hyperlink = A
    sheet.append(["O2", "ไปแผ่นอื่น"])
    sheet["B3"].hyperlink = openpyxl.worksheet.hyperlink.Hyperlink(ref="B3", location="'แผ่น2'!A1")
    sheet.row_dimensions[2].hidden = True
    sheet["B2"].protection = Protection(hidden=True)


BOOKS: Mapping[str, tuple[Callable[[Any], None], Items, list[str]]] = {
    "merged cells, a link for two items, numbers for codes": (
        merged_cells,
        {"O1": [("แผนผัง", A), ("โครงสร้าง 2", B)], "O2": [("เอกสารร่วม", C)], "O10": [("เอกสารร่วม", C)]},
        [],
    ),
    "formulas are read and never run": (
        formulas,
        {
            "O1": [('แผน "ก"', A)],
            "O2": [("ข้อมูลผู้บริหาร 1", B)],
            "O10": {"status": "preparing"},
            "O27": {"status": "preparing"},
        },
        ['4:2 link-not-web =HYPERLINK(A1,"แผน")'],
    ),
    "a link behind a cell of several, and one to another sheet": (
        linked_inside,
        {"O1": [("โครงสร้าง 1", A), ("โครงสร้าง 2", B)], "O2": {"status": "preparing"}},
        ["3:2 link-not-web #'แผ่น2'!A1"],
    ),
}


@pytest.mark.parametrize("shape", BOOKS)
def test_workbooks(root: Path, shape: str) -> None:
    fill, expected, problems = BOOKS[shape]

    assert shown(root, "ตาราง.xlsx", book(fill)) == (dict(sorted(expected.items())), problems)


def test_a_sheet_of_another_year_is_not_ours(root: Path) -> None:
    found = take(root, "a.xlsx", book(merged_cells, title="ITA 2564"))

    assert (said(found), found.unplaced, items(root)) == (["1:1 sheet-of-other-year"], 6, {})


def test_a_workbook_under_the_name_of_another_kind_is_a_workbook(root: Path) -> None:
    assert take(root, "ตาราง.csv", book(merged_cells)).written == tuple(
        f"disclosures/oit/2565/o{n:02}.yaml" for n in (1, 2, 10)
    )


def test_a_cell_at_the_far_end_costs_nothing(root: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet.append(["O1", "โครงสร้าง", A])
        sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)

    assert shown(root, "a.xlsx", book(fill)) == ({"O1": [("โครงสร้าง 1", A)]}, [])


# ── the whole file that is written ───────────────────────────────────────────────────────────────────────────────


def test_the_file_says_what_is_left_to_a_person(root: Path) -> None:
    long = "แผน" * 120
    take(root, "ตาราง.csv", f"ข้อ,ลิงก์,หมายเหตุ\nO1,{A},ส่งแล้ว # ตรวจ\nO1,{long} {B},\n")

    assert (
        (root / "disclosures/oit/2565/o01.yaml").read_text("utf-8")
        == f"""\
# O1 โครงสร้าง
# นำเข้าจาก ตาราง.csv แถว 2
# องค์ประกอบที่ต้องแสดง:
#   1. แสดงแผนผัง
#   2. แสดงตำแหน่ง
# ข้อความในตารางเดิม: ส่งแล้ว # ตรวจ
item: O1
status: published
unit: policy
evidence:
  - title: "โครงสร้าง 1"
    # ตารางเดิมไม่ได้บอกชื่อเอกสาร แก้ title เป็นชื่อจริง
    url: "{A}"
    # covers: []  ใส่เลของค์ประกอบที่หลักฐานนี้แสดง เช่น [1, 2] แล้วลบ # ข้างหน้า
  - title: "{long[:299]}…"
    # ชื่อเต็ม: {long}
    url: "{B}"
    # covers: []  ใส่เลของค์ประกอบที่หลักฐานนี้แสดง เช่น [1, 2] แล้วลบ # ข้างหน้า
"""
    )


def test_a_file_that_exists_stays_as_it_is(root: Path) -> None:
    mine = place(root, "oit/2565/o1.yaml", "item: O1\nstatus: preparing\n")
    found = take(root, "a.csv", f"ข้อ,ลิงก์\nO1,{A}\nO1,{B}\nO2,{C}\n")

    assert mine.read_text("utf-8") == "item: O1\nstatus: preparing\n"
    assert found.written == ("disclosures/oit/2565/o02.yaml",)
    assert (found.kept, found.placed, found.complete, said(found)) == (2, 1, True, ["2:1 file-exists"])


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_the_place_of_a_file_is_not_followed(root: Path) -> None:
    (root / "disclosures/oit/2565").mkdir(parents=True)
    (root / "disclosures/oit/2565/o01.yaml").symlink_to(root / "elsewhere.yaml")
    (root / "a.csv").write_text(f"ข้อ,ลิงก์\nO1,{A}\n", "utf-8")

    found = import_table(root, root / "a.csv", 2565)

    assert (found.written, said(found), (root / "elsewhere.yaml").exists()) == ((), ["2:1 file-exists"], False)


def test_hostile_texts_stay_texts(root: Path) -> None:
    hostile = "\"=cmd|'/c calc'!A1\" ]]> <script>\u202e: - # {x} \\"
    found = take(root, "a.csv", f'ข้อ,ชื่อหลักฐาน,URL หลักฐาน\nO1,"{hostile.replace(chr(34), chr(34) * 2)}",{A}\n')

    assert found.problems == ()
    assert items(root) == {"O1": [(hostile.replace("\u202e", ""), A)]}


# ── files that are no table ──────────────────────────────────────────────────────────────────────────────────────


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


def packed(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, text)
    return out.getvalue()


NO_TABLES: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \r\n\t", "the file is empty"),
    "binary": (bytes(range(256)) * 4, "the file is no text in UTF-8, UTF-16 or Windows-874"),
    "a broken zip": (b"PK\x03\x04 and no more", "the workbook is damaged"),
    "half a workbook": (book(merged_cells)[:3000], "the workbook is damaged"),
    "a zip bomb": (bomb(), "the workbook grows beyond reason when it is unpacked"),
    "a zip of something else": (packed("a.txt", "a"), "not an Excel workbook (.xlsx)"),
    "a workbook in name only": (
        packed("[Content_Types].xml", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "the file can't be read as a table; it may be damaged",
    ),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "an old Office file, or one with a password: save it as .xlsx without one",
    ),
    "a PDF": (b"%PDF-1.7\n", "a PDF is no table: give .xlsx, .csv or .html"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a picture is no table: give .xlsx, .csv or .html"),
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_refused_in_both_languages(root: Path, kind: str) -> None:
    content, expected = NO_TABLES[kind]

    with pytest.raises(TableError) as refused:
        take(root, "a.xlsx", content)

    assert (refused.value.en, refused.value.content) == (expected, True)
    assert re.search("[\u0e01-\u0e5b]", refused.value.th)
    assert items(root) == {}


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.text(alphabet='<table>tdrhref="O1 /', max_size=300).map(lambda text: f"<html>{text}".encode()),
        st.binary(max_size=60).map(lambda junk: book(merged_cells)[:-60] + junk),
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_make_the_readers_raise(content: bytes) -> None:
    answer = read_bytes(content)

    assert isinstance(answer, Refusal | tuple)


def test_tables_inside_tables_without_end_are_survived(root: Path) -> None:
    deep = "<html><table><tr><td>" * 4_000 + f"<a href={A}>ก</a>"
    (root / "a.html").write_text(deep, "utf-8")

    with pytest.raises(TableError) as refused:
        import_table(root, root / "a.html", 2565)

    assert refused.value.en == "the file can't be read as a table; it may be damaged"


# ── codes and names of links ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    ["O27", "o27", "O027", "O 27", "O-27", "O.27", "OIT27", "OIT 27", "OIT-027", "oit_27", "OIT O27", "O๒๗",
     "ข้อ 27", "ข้อที่ ๒๗", "ข้อ O27", "027", "0 27", "O\u200b27", "\u041e27", "• O27", "O27:", "O27. ", "(O27)"],
)  # fmt: skip
def test_a_code_in_all_its_spellings(text: str) -> None:
    found = numbered(text)

    assert found is not None
    assert (found.code, found.rest, found.single) == ("O27", "", True)


@pytest.mark.parametrize(
    "text", ["9.1", "O", "OIT 2565", "0", "O1.1", "", "27ก", "15 ม.ค. 2565", "1234", "O-NET 2565", "ข้อ"]
)
def test_what_only_looks_like_a_code(text: str) -> None:
    assert numbered(text) is None


@pytest.mark.parametrize("text", ["O1-O3", "O1, O2", "O1และO2", "O1 ถึง O9", "1-9", "O1\nO2"])
def test_several_codes_are_no_single_one(text: str) -> None:
    found = numbered(text)

    assert found is not None
    assert not found.single


def test_a_mere_number_is_a_code_only_where_one_is_expected() -> None:
    assert (lettered("27"), lettered("027"), numbered("27.")) == (None, None, numbered("O27"))


@pytest.mark.parametrize(
    "text", ["รายละเอียด 1", "รายละเอียด", "คลิก", "คลิกที่นี่", "ลิงก์ ๒", "Link", "1", "(2)", "", "ดาวน์โหลดเอกสาร", A]
)
def test_names_that_say_nothing(text: str) -> None:
    assert is_weak(text)


@pytest.mark.parametrize("text", ["แผนปี 2565", "รายละเอียดแผน", "เอกสารแผนงาน", "ไฟล์คู่มือ", "Action plan"])
def test_names_that_say_something(text: str) -> None:
    assert not is_weak(text)


# ── our own exports ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("extension", "with_details"), [("xlsx", True), ("csv", False)])
def test_our_own_export_brings_everything_back(
    office: Path, tmp_path: Path, extension: str, *, with_details: bool
) -> None:
    shutil.copytree(office / "disclosures", tmp_path / "disclosures")
    shutil.rmtree(tmp_path / "disclosures/oit/2564")
    published = yaml.safe_load((office / "site/data/oit-2564.json").read_text("utf-8"))

    found = import_table(tmp_path, office / f"site/data/oit-2564.{extension}", 2564)

    assert (found.problems, found.unplaced, found.renamed) == ((), 0, 0)
    keys: Sequence[str] = ("title", "url", "covers", "period", "issued") if with_details else ("title", "url")
    for item in published["items"]:
        path = tmp_path / f"disclosures/oit/2564/o{int(item['code'][1:]):02}.yaml"
        data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
        evidence = [{**row, "covers": [int(n) for n in row.get("covers", [])]} for row in data.get("evidence", [])]
        assert (data["item"], data["status"], data.get("explanation")) == (
            item["code"],
            item["status"],
            item["explanation"],
        )
        assert [[row.get(key) for key in keys] for row in evidence] == [
            [row[key] for key in keys] for row in item["evidence"]
        ]


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_prints_what_it_wrote_and_what_it_could_not_place(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "a.csv").write_text(f"ข้อ,ลิงก์\nO1,{A}\nO99,{B}\n", "utf-8")

    code = main(["import", str(root / "a.csv"), "--year", "2565", "--root", str(root)])

    out, talk = capfd.readouterr()
    assert code == 1
    assert out == (
        "disclosures/oit/2565/o01.yaml\n"
        f"a.csv:3:1: warning[import-unknown-item] แบบวัดปี 2565 ไม่มีข้อ O99 แถวนี้จึงไม่ได้นำเข้า: O99 | {B} / "
        f"there is no item O99 in 2565, so this row was not imported: O99 | {B}\n"
        "    วิธีแก้: ตรวจเลขข้อ และตรวจว่าตารางเป็นของปีที่สั่ง\n"
    )
    assert "\n".join(talk.splitlines()[:2]) == (
        "อ่าน 3 แถว: นำเข้า 1 หัวตาราง 1 ของข้อที่มีไฟล์แล้ว 0 นำเข้าไม่ได้ 1 / "
        "read 3 rows: 1 imported, 1 headings, 0 of items that have a file, 1 not placed\n"
        "เขียน 1 ไฟล์ หลักฐาน 1 แถว / wrote 1 files with 1 pieces of evidence"
    )


@pytest.mark.parametrize(
    ("table", "year", "code"),
    [
        ("a.csv", "2565", 0),
        ("none.csv", "2565", 2),
        ("disclosures", "2565", 2),
        ("a.csv", "2570", 2),
        ("a.csv", "ปี", 2),
        ("empty.csv", "2565", 1),
    ],
)
def test_exit_codes(root: Path, capfd: pytest.CaptureFixture[str], table: str, year: str, code: int) -> None:
    (root / "a.csv").write_text(f"ข้อ,ลิงก์\nO1,{A}\n", "utf-8")
    (root / "empty.csv").touch()

    assert main(["import", str(root / table), "--year", year, "--root", str(root)]) == code

    out, talk = capfd.readouterr()
    assert "Traceback" not in out + talk
    assert re.search("[\u0e01-\u0e5b]", talk)


def test_a_year_without_a_catalogue_says_what_to_do(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / "a.csv").write_text(f"ข้อ,ลิงก์\nO1,{A}\n", "utf-8")

    main(["import", str(root / "a.csv"), "--year", "2570", "--root", str(root)])

    assert "prongsai new year 2570" in capfd.readouterr().err
