"""`/data/oit-YEAR.xlsx`: the submission sheet for Excel, and a sheet with one row a piece of evidence.

Every cell is written as what it is, text or number: XlsxWriter guesses nothing, so no text becomes a formula. A text
that would become one when somebody edits its cell is marked as text in the way Excel itself does.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from generator.exports.dataset import EvidenceRecord, ItemRecord, YearRecord
from generator.exports.encoders import starts_a_formula
from generator.exports.submission import EVIDENCE_WORD, ITEM_HEAD, submission
from generator.ledger import STATES_TH

FONT = "Tahoma"
"""Comes with Excel on Windows and macOS and has Thai letters; the default font leaves Thai to chance."""

ITEM_SHEET = "ข้อ OIT"
EVIDENCE_SHEET = EVIDENCE_WORD
ITEM_WIDTHS = (7, 38, 9, 42, 60)


@dataclass(frozen=True)
class Column:
    """A column of the sheet of evidence: its head, its width in characters, and what stands in it."""

    head: str
    width: int
    value: Callable[[ItemRecord, EvidenceRecord], str | int | None]
    links: bool = False


EVIDENCE_COLUMNS = (
    Column("รหัส", 15, lambda _, one: one.id),
    Column("ข้อ", 7, lambda item, _: item.code),
    Column(EVIDENCE_WORD, 52, lambda _, one: one.title),
    Column("URL", 52, lambda _, one: one.url, links=True),
    Column("ชนิด", 8, lambda _, one: one.kind),
    Column("ขนาด (ไบต์)", 13, lambda _, one: one.bytes),
    Column("จำนวนหน้า", 9, lambda _, one: one.pages),
    Column("ชนิดไฟล์ (MIME)", 22, lambda _, one: one.media_type),
    Column("ชื่อในไฟล์", 38, lambda _, one: one.document_title),
    Column("วันที่ของเอกสาร (ค.ศ.)", 14, lambda _, one: one.issued),
    Column("ช่วงเวลา (ปีงบประมาณ พ.ศ.)", 14, lambda _, one: one.period),
    Column("องค์ประกอบที่แสดง", 14, lambda _, one: ", ".join(map(str, one.covers))),
    Column("สถานะลิงก์", 22, lambda _, one: STATES_TH.get(str((one.ledger or {}).get("state")))),
    Column("ตรวจลิงก์เมื่อ", 26, lambda _, one: (one.ledger or {}).get("checked_at")),
    Column("SHA-256", 66, lambda _, one: one.sha256),
)

MOST_BESIDE_AN_ITEM = 100
"""More evidence than this is on the second sheet only, where all of it is: Excel has no more than 16,384 columns."""
MOST_LINKS = 65_000
"""Excel holds 65,530 links a sheet; XlsxWriter leaves a cell empty after that."""
LONGEST_LINK = 2_079
"""In characters; Excel calls a file with a longer link damaged."""

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of creation, the same for every file, so that the same content gives the same bytes."""


def oit_xlsx(record: YearRecord) -> bytes:
    """Return the year as XLSX."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    import xlsxwriter  # noqa: PLC0415 - which most builds need not wait for: a year that is known is not written again

    workbook = xlsxwriter.Workbook(out, options)
    title = f"OIT {record.year}"
    workbook.set_properties({"title": title, "author": record.office, "created": NEVER})
    _items(_Sheet(workbook, ITEM_SHEET), record)
    _evidence(_Sheet(workbook, EVIDENCE_SHEET), record)
    workbook.close()
    return out.getvalue()


def _items(sheet: "_Sheet", record: YearRecord) -> None:
    rows = submission(record)
    most = min(MOST_BESIDE_AN_ITEM, max((len(row.evidence) for row in rows), default=0))
    sheet.head([*zip(ITEM_HEAD, ITEM_WIDTHS, strict=True), *((f"{EVIDENCE_WORD} {n}", 38) for n in range(1, most + 1))])
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row.fixed):
            if text:
                sheet.text(number, column, text, url=text if ITEM_HEAD[column] == "URL" else None)
        beside = row.evidence if len(row.evidence) <= most else row.evidence[: most - 1]
        for column, one in enumerate(beside, len(row.fixed)):
            sheet.text(number, column, one.title, url=one.url)
        if left := len(row.evidence) - len(beside):
            sheet.text(number, len(row.fixed) + len(beside), f"และอีก {left} รายการ ดูแผ่น “{EVIDENCE_SHEET}”")
    sheet.filter(len(rows))


def _evidence(sheet: "_Sheet", record: YearRecord) -> None:
    sheet.head([(column.head, column.width) for column in EVIDENCE_COLUMNS])
    pairs = [(item, one) for item in record.items for one in item.evidence]
    for row, (item, one) in enumerate(pairs, 1):
        for number, column in enumerate(EVIDENCE_COLUMNS):
            value = column.value(item, one)
            if isinstance(value, int):
                sheet.number(row, number, value)
            elif value:
                sheet.text(row, number, value, url=one.url if column.links else None)
    sheet.filter(len(pairs))


@dataclass
class _Sheet:
    """A sheet of rows under a head that stays in sight."""

    workbook: Any
    name: str
    links: int = 0
    columns: int = 0
    sheet: Any = field(init=False)
    formats: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = self.workbook.add_worksheet(self.name)
        looks: dict[str, dict[str, object]] = {
            "head": {"bold": True, "bg_color": "#DCE6F1", "bottom": 1},
            "text": {},
            "quoted": {"quote_prefix": True},
            "link": {"font_color": "#0563C1", "underline": 1},
            "quoted link": {"font_color": "#0563C1", "underline": 1, "quote_prefix": True},
            "number": {"num_format": "#,##0"},
        }
        common = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        self.formats = {name: self.workbook.add_format({**common, **look}) for name, look in looks.items()}

    def head(self, columns: Sequence[tuple[str, int]]) -> None:
        """Write the head and set the widths of the columns, in characters."""
        self.columns = len(columns)
        for number, (title, width) in enumerate(columns):
            self.sheet.set_column(number, number, width)
            self.sheet.write_string(0, number, title, self.formats["head"])
        self.sheet.freeze_panes(1, 1)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)

    def text(self, row: int, column: int, text: str, *, url: str | None = None) -> None:
        """Write a text, and link it where `url` is a whole web address that Excel can hold."""
        quoted = "quoted" if starts_a_formula(text) else ""
        links = url is not None and url.startswith(("http://", "https://")) and len(url) <= LONGEST_LINK
        look = " ".join(filter(None, (quoted, "link" if links else ""))) or "text"
        if links and self.links < MOST_LINKS:
            self.links += 1
            self.sheet.write_url(row, column, url, self.formats[look], text)
        else:
            self.sheet.write_string(row, column, text, self.formats[look])

    def number(self, row: int, column: int, number: int) -> None:
        """Write a number as a number."""
        self.sheet.write_number(row, column, number, self.formats["number"])

    def filter(self, rows: int) -> None:
        """Let the columns be filtered and sorted."""
        self.sheet.autofilter(0, 0, rows, self.columns - 1)
