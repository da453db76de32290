"""What `make bench` is held against, and each goal as a line: reached or not, the figure, and how far it may go.

The goals are those of issue 5, for 1,000 and for 5,000 pages. Nothing here fails: seconds belong to a machine and a
day, so a benchmark says and does not forbid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from peers import OURS, Times
from product import Product
from stopwatch import Taken

LARGE = 5_000
GROWTH = 1.06
"""CPU may grow by so much more than the pages do: 5.3 times for five times as many."""


@dataclass(frozen=True)
class Limits:
    """Goals that change with the number of pages."""

    cold_stock: float
    cold_hugo: float
    edit: float
    """Seconds."""
    edit_hugo: float | None
    """None: faster than Hugo where Hugo takes a second or more."""
    edit_zensical: float | None


SMALLER = Limits(cold_stock=0.3, cold_hugo=2.5, edit=1.0, edit_hugo=None, edit_zensical=None)
LARGER = Limits(cold_stock=0.25, cold_hugo=2.0, edit=1.5, edit_hugo=0.4, edit_zensical=0.1)
MEMORY, WEIGHT, UNCHANGED_CHECK, CHECK_AN_ENTRY = 450, 35, 0.3, 1.0


@dataclass(frozen=True)
class Goal:
    """One line. `value` is None when it could not be measured."""

    name: str
    value: float | None
    limit: float
    unit: str

    @property
    def mark(self) -> str:
        if self.value is None:
            return "–"
        return "✓" if self.value <= self.limit else "✗"

    def __str__(self) -> str:
        value = "ไม่ได้วัด / not measured" if self.value is None else f"{self.value:.2f} {self.unit}"
        return f"  {self.mark} {self.name}: {value} (≤ {self.limit:g} {self.unit})"


@dataclass(frozen=True)
class Result:
    """All that was measured at one size."""

    size: int
    engines: Sequence[Times]
    product: Product | None

    def cold(self, name: str) -> Taken | None:
        """Return what the first build of an engine took; of its variants, the one that is as it comes."""
        times = self._times(name)
        return times.cold if times else None

    def edit(self, name: str) -> Taken | None:
        """Return what an engine's build after one edit took."""
        times = self._times(name)
        return times.edit if times else None

    def _times(self, name: str) -> Times | None:
        return next((one for one in self.engines if one.peer.name.split()[0] == name), None)


def goals(result: Result) -> Iterator[Goal]:
    """Yield a line for each goal of one size: the engine alone (A), then the whole product (B)."""
    limits = LARGER if result.size >= LARGE else SMALLER
    edit = {"แก้หนึ่งหน้า / one edit": result.edit(OURS)}
    yield from _speed(result, limits, "A", result.cold(OURS), edit)
    product = result.product
    edits = {
        "แก้เนื้อข่าว / text edited": product.text if product else None,
        "แก้หัวข้อล่าสุด / newest title edited": product.title if product else None,
    }
    yield from _speed(result, limits, "B", product.cold if product else None, edits)
    yield from _alone(product)


def growth(results: Sequence[Result]) -> Iterator[Goal]:
    """Yield how CPU grows from the smallest size to the largest, when there are two."""
    few, many = results[0], results[-1]
    if few.size == many.size:
        return
    limit = round(GROWTH * many.size / few.size, 2)
    name = f"CPU ครั้งแรก {many.size:,} หน้า ÷ {few.size:,} หน้า / cold CPU, growth"
    yield Goal(f"A {name}", _ratio(many.cold(OURS), few.cold(OURS), cpu=True), limit, "×")
    before, after = (one.product.cold if one.product else None for one in (few, many))
    yield Goal(f"B {name}", _ratio(after, before, cpu=True), limit, "×")


def _speed(
    result: Result, limits: Limits, table: str, cold: Taken | None, edits: dict[str, Taken | None]
) -> Iterator[Goal]:
    first, hugo = f"{table} ครั้งแรก / cold", result.edit("Hugo")
    yield Goal(f"{first} ÷ MkDocs", _ratio(cold, result.cold("MkDocs")), limits.cold_stock, "×")
    yield Goal(f"{first} ÷ Hugo", _ratio(cold, result.cold("Hugo")), limits.cold_hugo, "×")
    for name, edit in edits.items():
        again = f"{table} {name}"
        yield Goal(again, edit.wall if edit else None, limits.edit, "s")
        if limits.edit_hugo or (hugo and hugo.wall >= 1):
            yield Goal(f"{again} ÷ Hugo", _ratio(edit, hugo), limits.edit_hugo or 1.0, "×")
        if limits.edit_zensical:
            yield Goal(f"{again} ÷ Zensical", _ratio(edit, result.edit("Zensical")), limits.edit_zensical, "×")
    if result.size >= LARGE:
        most = max((one.memory for one in (cold, *edits.values()) if one), default=None)
        yield Goal(f"{table} หน่วยความจำ / memory", most, MEMORY, "MB")


def _alone(product: Product | None) -> Iterator[Goal]:
    """Yield the goals that stand by themselves, whatever the peers do."""
    an_entry = product.check_cold.wall / product.files * 1000 if product else None
    yield Goal("B check ครั้งแรก ต่อไฟล์ / cold, an entry", an_entry, CHECK_AN_ENTRY, "ms")
    unchanged = product.check_unchanged.wall if product else None
    yield Goal("B check ไม่มีอะไรเปลี่ยน / nothing changed", unchanged, UNCHANGED_CHECK, "s")
    weight = "B เว็บไซต์ต่อ 1,000 หน้า ไม่นับค้นหาและภาพ / site a 1,000 pages, without search and pictures"
    yield Goal(weight, product.weight.for_1000 if product else None, WEIGHT, "MB")


def _ratio(ours: Taken | None, theirs: Taken | None, *, cpu: bool = False) -> float | None:
    if ours is None or theirs is None:
        return None
    return ours.cpu / theirs.cpu if cpu else ours.wall / theirs.wall
