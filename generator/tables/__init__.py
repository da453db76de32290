"""`prongsai import`: a table that an office has today, made into the files of a year.

The readers (`workbook`, `delimited`, `webpage`) turn a file into sheets of rows, `placing` finds the item of each
row, `writing` makes a file of each item. No row is lost: read = placed + kept + headings + unplaced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue import Item
from generator.library import load
from generator.problem import Place, Problem
from generator.rules import problem
from generator.scaffold import ScaffoldError, item_file, write_new
from generator.tables.files import TableError, read_table
from generator.tables.placing import place
from generator.tables.sheet import Refusal
from generator.tables.writing import disclosure
from generator.text import visible

__all__ = ["Imported", "TableError", "import_table"]


@dataclass(frozen=True)
class Imported:
    """What became of a table; counts are of rows but for `evidence`, `renamed` and `loose`."""

    read: int
    placed: int
    kept: int
    """Rows of items that have a file already."""
    headings: int
    unplaced: int
    written: tuple[str, ...]
    evidence: int
    renamed: int
    """Pieces of evidence that the table gave no name to."""
    loose: int
    """Links of a page outside every table, such as those of its menu."""
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether everything that was in the table is in files now."""
        return all(found.code == "import-file-exists" for found in self.problems)


def import_table(root: Path, table: Path, year: int) -> Imported:
    """Write a file for each item of the table that has none, and report the rest; raises TableError."""
    items, units, answered = _year(root, year)
    sheets = read_table(table)
    placed = place(sheets, table.name, year, {code: item.title.th for code, item in items.items()})
    written: list[str] = []
    problems = list(placed.problems)
    evidence = renamed = kept = 0
    for code, item in items.items():
        answer = placed.answers.get(code)
        if answer is None:
            continue
        path = answered.get((year, code))
        if path is None:
            path = f"disclosures/oit/{year}/{item_file(code)}"
            made = disclosure(item, item.unit if item.unit in units else None, answer)
            try:
                written.append(write_new(root, path, made.text))
            except ScaffoldError:  # a link, or a file that came up just now
                pass
            else:
                evidence += made.evidence
                renamed += made.renamed
                continue
        kept += answer.rows
        problems.append(problem("import-file-exists", answer.place, item=code, file=path, count=answer.rows))
    return Imported(
        read=placed.read,
        placed=sum(answer.rows for answer in placed.answers.values()) - kept,
        kept=kept,
        headings=placed.headings,
        unplaced=placed.unplaced,
        written=tuple(written),
        evidence=evidence,
        renamed=renamed,
        loose=placed.loose,
        problems=tuple(sorted(problems, key=_by_place)),
    )


def _by_place(found: Problem) -> tuple[Place, str, str]:
    return found.place, found.code, found.th


def _year(root: Path, year: int) -> tuple[Mapping[str, Item], frozenset[str], Mapping[tuple[int, str], str]]:
    """Return the year's items by code, the office's units, and the files that there are."""
    loaded = load(root)
    library = loaded.library
    if library is None:
        raise TableError(
            Refusal("อ่าน office.yaml ไม่ได้ สั่ง prongsai check ก่อน", "office.yaml can't be read: run check"), content=True
        )
    if year not in library.catalogues:
        shown = visible(str(year))
        raise TableError(
            Refusal(
                f"ยังไม่มีแบบวัดของปี {shown} วาง disclosures/catalogues/oit-{shown}.yaml ก่อน "
                f"แล้วสั่งใหม่ (ถ้าไม่มีตารางเดิม ใช้ prongsai new year {shown})",
                f"there is no catalogue for {shown}: put disclosures/catalogues/oit-{shown}.yaml there first "
                f"(to begin without a table: prongsai new year {shown})",
            ),
            content=False,
        )
    units = frozenset(unit.id for unit in library.office.data.units)
    return library.catalogues[year].data.by_code, units, loaded.answered
