"""Workbooks of Excel. No formula is evaluated: a link's is read, of others what Excel last saw is taken."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.inspection.office import examine_office
from generator.tables.sheet import Cell, Piece, Refusal, Row, Sheet

_HYPERLINK = re.compile(r'(?is)=\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*')
_ANY_LINK = re.compile(r"(?i)=\s*(?:_xlfn\.)?HYPERLINK\(")
_REFUSALS: Mapping[str, Refusal] = {
    "locked-document": Refusal(
        "ไฟล์มีรหัสผ่าน เปิดใน Excel แล้วบันทึกใหม่โดยไม่ใส่รหัส", "the workbook has a password: save it without one"
    ),
    "unsafe-archive": Refusal(
        "ไฟล์ขยายตัวใหญ่ผิดปกติเมื่อเปิด จึงไม่อ่าน เปิดใน Excel แล้วบันทึกใหม่",
        "the workbook grows beyond reason when it is unpacked",
    ),
    "damaged-document": Refusal("ไฟล์เสียหาย เปิดใน Excel แล้วบันทึกใหม่", "the workbook is damaged"),
    "false-file-type": Refusal("ไม่ใช่ไฟล์ Excel (.xlsx)", "not an Excel workbook (.xlsx)"),
}
Coordinates = tuple[int, int]


def read_workbook(content: bytes) -> tuple[Sheet, ...] | Refusal:
    """Return the sheets of an .xlsx; hidden sheets and rows too, for nothing may be lost."""
    for finding in examine_office(content, "xlsx").findings:
        if finding.code in _REFUSALS:  # macros don't matter here: nothing runs
            return _REFUSALS[finding.code]
    # A tenth of a second, which no other command should wait for.
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=False)
    seen: Any = None
    if any(_computed(cell.value) for sheet in book.worksheets for cell in _cells(sheet).values()):
        seen = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return tuple(_sheet(sheet, _cells(seen[sheet.title]) if seen else {}) for sheet in book.worksheets)


def _cells(sheet: Any) -> Mapping[Coordinates, Any]:  # noqa: ANN401 - openpyxl has no types
    """Return the cells that are there by row and column; openpyxl's own ways make all between them first."""
    cells: Mapping[Coordinates, Any] = sheet._cells  # noqa: SLF001
    return cells


def _computed(value: object) -> bool:
    """Return whether a value is a formula of which only Excel knows the outcome."""
    text = _formula(value)
    return text is not None and not _HYPERLINK.fullmatch(text)


def _formula(value: object) -> str | None:
    text = getattr(value, "text", value)  # a formula over several cells is an object of its own
    return text if isinstance(text, str) and text.startswith("=") else None


def _sheet(sheet: Any, seen: Mapping[Coordinates, Any]) -> Sheet:  # noqa: ANN401 - openpyxl has no types
    cells = {place: made for place, cell in _cells(sheet).items() if not (made := _cell(cell, seen.get(place))).empty}
    for area in sheet.merged_cells.ranges:
        first = cells.get((area.min_row, area.min_col))
        if first is None:
            continue
        merged = Cell(first.pieces, area.max_col - area.min_col + 1)
        cells |= {(row, area.min_col): merged for row in range(area.min_row, area.max_row + 1)}
    return Sheet(str(sheet.title), tuple(_rows(cells)))


def _rows(cells: Mapping[Coordinates, Cell]) -> Iterator[Row]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in cells.items():
        rows.setdefault(row, {})[column] = cell
    for number, row_cells in sorted(rows.items()):
        yield Row(number, tuple(row_cells.get(column, Cell()) for column in range(1, max(row_cells) + 1)))


def _cell(cell: Any, seen: Any) -> Cell:  # noqa: ANN401 - openpyxl has no types
    formula = _formula(cell.value)
    if formula and cell.data_type == "f":
        if found := _HYPERLINK.fullmatch(formula):
            address, name = (part.replace('""', '"') for part in (found[1], found[2] or found[1]))
            return Cell((Piece(name, address),))
        text = _text(seen.value) if seen is not None else ""
        return Cell((Piece(text or formula, formula),)) if _ANY_LINK.match(formula) else Cell((Piece(text),))
    text = _text(cell.value)
    link = cell.hyperlink
    address = (link.target or "") + (f"#{link.location}" if link.location else "") if link else ""
    # A text with addresses of its own is often linked to the first of them only.
    if not address or (re.search(r"(?i)https?://", text) and address.rstrip("/") in text):
        return Cell((Piece(text),)) if text else Cell()
    if re.search(r"(?i)https?://", text):
        return Cell((Piece(text), Piece("\n"), Piece("", address)))
    return Cell((Piece(text, address),))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "")
