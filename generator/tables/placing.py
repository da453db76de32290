"""Rows to items. Each row that is read is placed under an item, is a heading, or is reported: none is lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generator.problem import Place, Problem
from generator.rules import problem
from generator.tables.codes import lettered
from generator.tables.columns import Columns, Role, columns_of, heads_of, is_like, squeezed
from generator.tables.links import Contents, Link, contents
from generator.tables.sheet import Row, Sheet
from generator.text import arabic_digits, one_line


@dataclass(frozen=True)
class Found:
    """A piece of evidence as the table has it. title: None when the table doesn't say what it is."""

    title: str | None
    url: str
    covers: tuple[int, ...] = ()
    period: str | None = None
    issued: str | None = None


@dataclass
class Answer:
    """What the table says of one item, gathered from all of its rows."""

    evidence: list[Found] = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Texts of the table that are for no field, to be kept as comments."""
    answers: set[bool] = field(default_factory=set)
    """What the rows say to “is there any”."""
    address: str | None = None
    """The page of the item, where the table is a submission sheet."""
    lost_links: bool = False
    rows: int = 0
    place: Place = field(default_factory=lambda: Place(""))


@dataclass
class Placed:
    """The whole table. read = placed + headings + unplaced."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    headings: int = 0
    unplaced: int = 0
    loose: int = 0


def place(sheets: Sequence[Sheet], file: str, year: int, titles: Mapping[str, str]) -> Placed:
    """Return what the sheets say of the items of a year. titles: of all its items, by code; file: its name."""
    placed = Placed()
    for sheet in sheets:
        name = f"{file} [{sheet.name}]" if sheet.name else file
        _Placing(placed, sheet, name, year, titles).run()
    return placed


_YEAR = re.compile(r"25[0-9]{2}")
_SECTION = re.compile(r"(?:ตัวชี้วัด|หมวด|ด้าน|ส่วนที่|[0-9]{1,2}\.[0-9]{1,2}\s|[0-9]{1,2}\)\s)")
_OF_A_YEAR = re.compile(
    r"(?i)\bita\b|\boit\b|คุณธรรมและความโปร่งใส|เปิดเผยข้อมูล|ปีงบประมาณ|^\s*(?:ปี|พ\.?ศ\.?)?\s*[0-9]{4}\s*$"
)
_NOTHING = re.compile(r"[\s\-–—.…/]*")
_YES = frozenset({"มี", "yes", "y", "✓", "✔", "/", "√", "ใช่", "เผยแพร่แล้ว", "ดำเนินการแล้ว"})
_PROSE = frozenset({"explanation", "note", "answer", "evidence-id"})
_NO = frozenset({"ไม่มี", "no", "n", "✗", "✘", "x", "×", "ไม่"})
_ANSWERS = {"answer": _YES | _NO, "link": frozenset({"มี", "ไม่มี"}), "year": frozenset({"มี", "ไม่มี"})}
"""Words that answer “is there any”, by the kind of column that they may stand in."""


class _Placing:
    """The state that walks down one sheet: the item that rows without a code still belong to."""

    def __init__(self, placed: Placed, sheet: Sheet, name: str, year: int, titles: Mapping[str, str]) -> None:
        self.placed = placed
        self.sheet = sheet
        self.name = name
        self.year = year
        self.titles = titles
        self.current: str | None = None
        self.within = 0
        self.year_here: int | None = None
        self.by_title = {squeezed(title): code for code, title in titles.items()}

    def run(self) -> None:
        """Place every row."""
        rows = [row for row in self.sheet.rows if not row.empty]
        self.placed.read += len(rows)
        self.placed.loose += self.sheet.loose
        of = self._other_year(self.sheet.name)
        if of and rows:
            self._report(rows, "import-sheet-of-other-year", count=len(rows), found=of)
            return
        for table, group in groupby(rows, key=lambda row: row.table):
            self._table(table, list(group))

    def _other_year(self, text: str) -> int | None:
        """Return the one year that a text names, when it isn't ours."""
        years = set(map(int, _YEAR.findall(arabic_digits(text))))
        return years.pop() if len(years) == 1 and self.year not in years else None

    def _report(self, rows: Sequence[Row], code: str, **values: object) -> None:
        self.placed.unplaced += len(rows)
        self.placed.problems.append(problem(code, self._place(rows[0]), **values))

    def _place(self, row: Row, column: int = 0) -> Place:
        return Place(self.name, row.number, column + 1)

    # ── tables and their parts ───────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: int, rows: list[Row]) -> None:
        parts = list(_parts(rows, self.titles))
        coded = any(columns.code_of(row) for columns, _, body in parts for row in body)
        if not coded and table and not any(row.within for row in rows):
            # A table of something else; or a sheet of instructions.
            self._report(rows, "import-table-without-items", count=len(rows))
            return
        if table and coded:
            self.current = None
        for columns, heads, body in parts:
            self.placed.headings += heads
            for row in body:
                self._row(row, columns, alone=table == 0)

    def _row(self, row: Row, columns: Columns, *, alone: bool) -> None:
        if row.within != self.within:
            self.within, self.current = row.within, None
        found = columns.code_of(row)
        title = columns.title_of(row)
        if found is None:
            self._without_code(row, columns, title, alone=alone)
            return
        self.current = None
        if not found.single:
            self._report([row], "import-several-items", text=row.text)
        elif found.code not in self.titles:
            self._report([row], "import-unknown-item", item=found.code, year=self.year, text=row.text)
        elif self.year_here is not None:
            self._report([row], "import-row-of-other-year", found=self.year_here, text=row.text)
        else:
            self.current = found.code
            self._take(row, columns, found.code, rest=found.rest if alone else "")

    def _without_code(self, row: Row, columns: Columns, title: str, *, alone: bool) -> None:
        filled = [cell for cell in row.cells if not cell.empty]
        linked = any(piece.href for cell in filled for piece in cell.pieces) or "://" in row.text
        text = row.text
        names_item = self.by_title.get(squeezed(title)) if title else None
        if len(filled) == 1 and not linked and not (row.within and alone):
            wide = filled[0] is row.cells[0] or filled[0].columns > 1
            if wide or _SECTION.match(arabic_digits(text)):
                self._heading(text)
                return
        if not row.within and alone:
            self._heading(text) if not linked else self._report([row], "import-row-without-item", text=text)
        elif names_item and columns.code is not None and self.year_here is None:
            self.current = names_item
            self._take(row, columns, names_item)
        elif self.current and (columns.code is None or not title or is_like(title, self.titles[self.current])):
            self._take(row, columns, self.current, rest=text if alone and not linked else "")
        else:
            self.current = None
            self._report([row], "import-row-without-item", text=text)

    def _heading(self, text: str) -> None:
        self.placed.headings += 1
        self.current = None
        plain = arabic_digits(text)
        if _YEAR.search(plain) and _OF_A_YEAR.search(plain):
            self.year_here = self._other_year(plain)

    # ── a row of an item ─────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, row: Row, columns: Columns, code: str, rest: str = "") -> None:
        answer = self.placed.answers.setdefault(code, Answer(place=self._place(row)))
        answer.rows += 1
        cells = {
            n: contents(cell, self.sheet.base, prose=_kind(columns, n) in _PROSE)
            for n, cell in enumerate(row.cells)
            if not cell.empty
        }
        for column, content in cells.items():
            for lost in content.lost:
                answer.lost_links = True
                self.placed.problems.append(
                    problem(lost.code, self._place(row, column), item=code, value=one_line(lost.value))
                )
        texts = {kind: _texts(cells, columns, kind) for kind in ("covers", "period", "issued")}
        pairs = list(self._evidence(row, columns, cells, code, answer))
        for title, link in pairs:
            answer.evidence.append(
                Found(
                    title,
                    link,
                    tuple(sorted({int(n) for n in re.findall(r"[0-9]{1,2}", texts["covers"])})),
                    texts["period"] or None,
                    texts["issued"] or None,
                )
            )
        if row.table:  # a line of a page is all in `rest`
            self._words(columns, cells, answer)
        if rest and not is_like(rest, self.titles[code]):
            answer.explanations.append(rest) if rest.startswith("ไม่มี") else answer.notes.append(rest)

    def _evidence(
        self, row: Row, columns: Columns, cells: Mapping[int, Contents], code: str, answer: Answer
    ) -> Iterator[tuple[str | None, str]]:
        """Yield title and address of each piece of evidence in the row."""
        named = {columns.roles[n].number: n for n in cells if _kind(columns, n) == "evidence-title"}
        for column, content in cells.items():
            role = columns.roles.get(column, Role("link"))
            if role.kind == "year" and role.number != self.year:
                for link in content.links:
                    answer.lost_links = True
                    at = self._place(row, column)
                    self.placed.problems.append(
                        problem("import-link-of-other-year", at, item=code, found=role.number, value=link.url)
                    )
                continue
            if role.kind == "link" and columns.files_pages and answer.address is None and content.links:
                answer.address = content.links[0].url
                continue
            beside = named.get(role.number) if role.kind in ("evidence-url", "link") else None
            titles = cells[beside].text.split("\n") if beside is not None and not cells[beside].links else []
            fits = len(titles) == len(content.links)
            for number, link in enumerate(content.links):
                name = titles[number] if fits else titles[0] if len(titles) == 1 else None
                yield _title(link, name, code), link.url

    def _words(self, columns: Columns, cells: Mapping[int, Contents], answer: Answer) -> None:
        """Take what the row says in words."""
        for column, content in cells.items():
            kind, text = _kind(columns, column), one_line(content.text)
            if not text or _NOTHING.fullmatch(text) or column in (columns.code, columns.title):
                continue
            word = text.lower()
            if word in _ANSWERS.get(kind, ()):
                answer.answers.add(word in _YES)
            elif kind == "answer" or (kind == "link" and not columns.roles and not text.startswith("ไม่มี")):
                # Without a head nobody says what a text is for; it may be what the item demands.
                _add(answer.notes, text)
            elif kind == "explanation":
                _add(answer.explanations, text)
            elif kind == "note":
                _add(answer.notes, text)
            elif kind in ("link", "year", "evidence-url") and not content.links:
                # “ไม่มีเรื่องร้องเรียน” where others have a link is what the office has to say.
                _add(answer.explanations, text)
            elif kind == "evidence-title" and not content.links and not _has_address(columns, cells, column):
                _add(answer.notes, text)


def _add(texts: list[str], text: str) -> None:
    if text not in texts:
        texts.append(text)


def _kind(columns: Columns, column: int) -> str:
    if column in columns.roles:
        return columns.roles[column].kind
    return "" if columns.roles else "link" if column not in (columns.code, columns.title) else ""


def _texts(cells: Mapping[int, Contents], columns: Columns, kind: str) -> str:
    return next((one_line(arabic_digits(cells[n].text)) for n in cells if _kind(columns, n) == kind), "")


def _title(link: Link, beside: str | None, code: str) -> str | None:
    """Return what the table calls a piece of evidence, without the item's own code before it."""
    title = one_line(beside) if beside and beside.strip() else link.title
    found = lettered(title) if title else None
    return (found.rest or None) if found and found.code == code and found.single else title


def _has_address(columns: Columns, cells: Mapping[int, Contents], column: int) -> bool:
    number = columns.roles[column].number
    return any(
        cells[n].links
        for n in cells
        if _kind(columns, n) in ("evidence-url", "link") and columns.roles[n].number == number
    )


def _parts(rows: Sequence[Row], titles: Mapping[str, str]) -> Iterator[tuple[Columns, int, list[Row]]]:
    """Yield the parts of a table that have one head: its columns, how many rows the head has, and the rows below."""
    roles: dict[int, Role] = {}
    heads = 0
    body: list[Row] = []
    for row in rows:
        found = heads_of(row) if row.table else {}
        if not found:
            body.append(row)
            continue
        if body:
            yield columns_of(roles, body, titles), heads, body
            roles, heads, body = {}, 0, []
        heads += 1
        roles |= found  # a head may have two rows
    yield columns_of(roles, body, titles), heads, body
