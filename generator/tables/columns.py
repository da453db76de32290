"""Which column of a table holds what: told by the words at its head, and where there is no head by what is in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from generator.tables.codes import Found, lettered, numbered, zeroed
from generator.tables.sheet import Cell, Row
from generator.text import ANY_ZERO_WIDTH, arabic_digits, normalise

Kind = Literal[
    "code", "sequence", "title", "elements", "answer", "address", "explanation", "note", "evidence-title",
    "evidence-url", "evidence-id", "covers", "period", "issued", "year", "link",
]  # fmt: skip


@dataclass(frozen=True)
class Role:
    """What a column holds. number: of the piece of evidence, or the fiscal year that a column is for; 0 for none."""

    kind: Kind
    number: int = 0


_LINK = r"(?:ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|link|url)"
_TITLE = (
    r"ข้อมูล(?:ที่เปิดเผย|ที่ต้องเผยแพร่)?|รายการ(?:ข้อมูล|ประเมิน|เปิดเผยข้อมูล)?|ชื่อ(?:ข้อ|ข้อมูล|รายการ)|หัวข้อ"
    r"|ประเด็น(?:การประเมิน|การตรวจ|คำถาม)?|เรื่อง|ข้อคำถาม|title"
)
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("code", r"(?:รหัส|เลข)?ข้อ(?:ที่|คำถาม|oit)?|(?:รหัส|ข้อที่)?oit|รหัส(?:oit)?|itemcode|code|item|o"),
    ("sequence", r"ที่|ลำดับ(?:ที่|ข้อ)?|no|#"),
    (
        "title",
        _TITLE,
    ),
    ("covers", r"องค์ประกอบที่แสดง"),
    ("elements", r"องค์ประกอบ(?:ด้านข้อมูล|ข้อมูล)?|elements?"),
    ("answer", r"คำตอบ(?:มี/ไม่มี)?|มี/?ไม่มี|การเผยแพร่|สถานะ|answer"),
    ("explanation", r"คำ?อธิบาย(?:เพิ่มเติม|ประกอบ)?|คำ?ชี้แจง(?:เพิ่มเติม)?|explanation"),
    ("note", r"หมายเหตุ|notes?|remarks?"),
    ("evidence-id", r"รหัสหลักฐาน(?P<n>\d*)"),
    ("evidence-title", r"(?:ชื่อ)?(?:หลักฐาน|เอกสาร)(?:ประกอบ|อ้างอิง)?(?P<n>\d*)"),
    ("evidence-url", rf"{_LINK}(?:หลักฐาน|เอกสาร)?(?P<n>\d{{1,3}})|{_LINK}(?:หลักฐาน|เอกสาร)"),
    ("issued", r"วันที่ของเอกสาร(?:คศ|พศ)?"),
    ("period", r"ช่วงเวลา(?:ปีงบประมาณพศ)?"),
    ("year", rf"(?:{_LINK}|ปี|งบประมาณ|พศ|ประจำ|ita|oit|หลักฐาน|เอกสาร|ข้อมูล)*(?P<n>25\d\d)"),
    ("link", rf"{_LINK}(?:url|link|เว็บไซต์|ข้อมูล)?|(?:ที่อยู่)?เว็บไซต์|ดาวน์โหลด|ไฟล์|รายละเอียด|การเข้าถึง"),
)
_KINDS = tuple((kind, re.compile(words)) for kind, words in _WORDS)
_FEWEST = 2


def role_of(head: str) -> Role | None:
    """Return what a column with this head holds, or None when the words are unknown."""
    plain = arabic_digits(ANY_ZERO_WIDTH.sub("", normalise(head))).lower()
    plain = re.sub(r"[\s():*.\[\]“”\"]+", "", plain)
    for kind, words in _KINDS:
        if found := words.fullmatch(plain):
            number = found.groupdict().get("n") or "0"
            return Role(kind, int(number))
    return None


def heads_of(row: Row) -> dict[int, Role]:
    """Return what each column holds when the row is the head of a table, else nothing."""
    roles: dict[int, Role] = {}
    for column, cell in enumerate(row.cells):
        if any(piece.href for piece in cell.pieces) or "://" in cell.text or lettered(cell.text):
            return {}
        role = role_of(cell.text) if cell.text else None
        if role:
            roles |= dict.fromkeys(range(column, column + min(cell.columns, 100)), role)
    named = sum(not cell.empty for cell in row.cells)
    known = {role.kind for role in roles.values()}
    return roles if len(known) >= _FEWEST or (named > 1 and known == {"year"}) else {}


@dataclass(frozen=True)
class Columns:
    """The columns of a part of a table under one head. code: None where a table has no column for it."""

    roles: Mapping[int, Role] = field(default_factory=dict)
    code: int | None = None
    title: int | None = None

    @property
    def files_pages(self) -> bool:
        """Whether the table is a submission sheet with its evidence beside: its URL is the page of the item then."""
        numbered_titles = any(role.kind == "evidence-title" and role.number for role in self.roles.values())
        return numbered_titles and any(role.kind == "answer" for role in self.roles.values())

    def code_of(self, row: Row) -> Found | None:
        """Return the code of a row, if it has one."""
        cell = self._at(row, self.code)
        if cell is not None and (found := numbered(cell.text)):
            return found
        first = next((cell for cell in row.cells if not cell.empty), Cell())
        return lettered(first.text)

    def title_of(self, row: Row) -> str:
        """Return what the row is about, without the code that may stand before it."""
        cell = self._at(row, self.title)
        text = " ".join(cell.text.split()) if cell else ""
        found = lettered(text)
        return found.rest if found else text

    @staticmethod
    def _at(row: Row, column: int | None) -> Cell | None:
        return row.cells[column] if column is not None and column < len(row.cells) else None


def columns_of(roles: Mapping[int, Role], rows: Sequence[Row], titles: Mapping[str, str]) -> Columns:
    """Return the columns of rows under a head. titles: of the year's items, by which a mere number is told a code."""
    by_kind: dict[str, list[int]] = {}
    for column, role in sorted(roles.items()):
        by_kind.setdefault(role.kind, []).append(column)
    title = next(iter(by_kind.get("title", ())), None)
    code = _most(by_kind.get("code", ()), rows)
    if code is None:
        code = _by_content(rows, titles, by_kind.get("sequence") or (() if roles else range(6)))
    if title is None and code is not None and code + 1 not in roles and _is_text(rows, code + 1):
        title = code + 1
    return Columns(roles, code, title)


def _texts(rows: Sequence[Row], column: int) -> list[str]:
    return [row.cells[column].text for row in rows if column < len(row.cells) and row.cells[column].text]


def _most(candidates: Sequence[int], rows: Sequence[Row]) -> int | None:
    """Return the candidate that holds most codes, or None when none does."""
    counts = {column: sum(numbered(text) is not None for text in _texts(rows, column)) for column in candidates}
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] else None


def _by_content(rows: Sequence[Row], titles: Mapping[str, str], candidates: Sequence[int]) -> int | None:
    """Return the column that holds codes by the look of it; mere numbers only where the titles beside them agree."""
    for find in (lettered, zeroed):
        counts = {n: sum(find(text) is not None for text in _texts(rows, n)) for n in candidates}
        best = max(counts, key=lambda column: counts[column], default=None)
        if best is not None and counts[best] * 2 >= max(len(_texts(rows, best)), 1):
            return best
    for column in candidates:
        beside = [
            (found.code, " ".join(cell.text for cell in row.cells[column + 1 :]))
            for row in rows
            if column < len(row.cells) and (found := numbered(row.cells[column].text))
        ]
        agreeing = sum(code in titles and is_like(text, titles[code]) for code, text in beside)
        if agreeing * 2 > len(beside):
            return column
    return None


def _is_text(rows: Sequence[Row], column: int) -> bool:
    cells = [row.cells[column] for row in rows if column < len(row.cells) and not row.cells[column].empty]
    linked = sum(any(piece.href for piece in cell.pieces) or "://" in cell.text for cell in cells)
    return bool(cells) and linked * 2 < len(cells)


def squeezed(text: str) -> str:
    """Return a title as titles are compared: without spaces and signs."""
    return re.sub(r"[\s\W\d_]+", "", normalise(text)).lower()


_ALIKE = 0.75


def is_like(text: str, title: str) -> bool:
    """Return whether a text is or begins with a title, spelt a little differently perhaps."""
    one, other = squeezed(text), squeezed(title)
    if not one or not other:
        return False
    return one.startswith(other) or SequenceMatcher(None, one[: len(other) + 10], other).ratio() >= _ALIKE
