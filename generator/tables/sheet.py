"""What every reader of tables returns: sheets of rows of cells, whatever kind of file they came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A run of text in a cell; `href` is where it leads, exactly as the file has it."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Cell:
    """What stands in one cell. A merged cell stands in each row that it covers, but in its first column only."""

    pieces: tuple[Piece, ...] = ()
    columns: int = 1

    @property
    def text(self) -> str:
        """All of its text, lines kept apart."""
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def empty(self) -> bool:
        """Whether it holds neither a text nor a link."""
        return not self.text and not any(piece.href for piece in self.pieces)


@dataclass(frozen=True)
class Row:
    """A row of a table, or a line of a page that has no table there.

    number: where the file has it, from 1: the row of a sheet, the line of a text. table: 0 for a line outside tables.
    within: the number of the heading with an item's code that the row stands under, 0 for none.
    """

    number: int
    cells: tuple[Cell, ...]
    table: int = 1
    within: int = 0

    @property
    def text(self) -> str:
        """All of its text on one line, for messages."""
        return " | ".join(" ".join(cell.text.split()) for cell in self.cells if cell.text)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in any cell."""
        return all(cell.empty for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a whole file of the other kinds, whose `name` is then empty.

    base: the web address that relative links start from, where the file knows it. loose: how many links of a page
    stand outside everything that could be a table, such as in its menu.
    """

    name: str
    rows: tuple[Row, ...]
    base: str | None = None
    loose: int = 0


@dataclass(frozen=True)
class Refusal:
    """Why a file can't be read as a table, in both languages."""

    th: str
    en: str
