"""Which fiscal year an item's evidence must be of, and in which days of the year's calendar it is due.

Contract §2 says which span the evidence must cover. Where it leaves room, this is how it is read:

- A whole year contains its first half, so `2564` is good enough for `current_6m`.
- Answers are due in March and April, when half of the assessed year is all there can be: `2564-6m` is good enough for
  `current` and `in_force`. The year before is over, so half of it is not good enough for `previous`.
- `prev_to_current` takes a piece of evidence of either year: the item's elements say in words which of them shows last
  year's result and which this year's measures, and one paper that holds both bears one year only.
- Evidence that does not say what it covers, or says `any`, is not held against the office.
"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue, Item, Period
from generator.dates import BUDDHIST_OFFSET, Span
from generator.fields import Coverage
from generator.library import Loaded
from generator.problem import Problem
from generator.rules import problem


def wanted(demanded: Period, year: int) -> tuple[Coverage, ...]:
    """Return the spans that the item asks for in fiscal year `year`, earliest first; none when any will do."""
    return {
        "any": (),
        "in_force": (Coverage(year),),
        "current": (Coverage(year),),
        "current_6m": (Coverage(year, half=True),),
        "previous": (Coverage(year - 1),),
        "prev_to_current": (Coverage(year - 1), Coverage(year)),
    }[demanded]


def fits(demanded: Period, given: Coverage | None, year: int) -> bool:
    """Return whether evidence that covers `given` meets what the item demands in fiscal year `year`."""
    if given is None or given.year is None or demanded == "any":
        return True
    if given.year == year - 1:
        return demanded in ("previous", "prev_to_current") and not given.half
    return given.year == year and demanded != "previous"


def due(item: Item, catalogue: Catalogue) -> Span | None:
    """Return the days in which the item must be shown, or None when the catalogue has no calendar.

    A phase has only its name, so the first that names OIT counts, or the first of all when none does. A six-month
    item can't be ready before its six months are over, so its span starts on 1 April at the earliest.
    """
    phases = sorted(catalogue.calendar, key=lambda phase: (phase.first, phase.last))
    named = [phase for phase in phases if "OIT" in f"{phase.phase.th} {phase.phase.en}".upper()]
    phase = next(iter(named or phases), None)
    if phase is None:
        return None
    half_over = date(catalogue.year - BUDDHIST_OFFSET, 4, 1)
    late_start = item.period == "current_6m" and phase.first < half_over <= phase.last
    return Span(half_over if late_start else phase.first, phase.last)


def check_periods(loaded: Loaded) -> Iterator[Problem]:
    """A report on the wrong year scores nothing, so say it before the assessor does."""
    library = loaded.library
    if library is None:
        return
    for (year, code), entry in library.disclosures.items():
        catalogue = library.catalogues.get(year)
        item = catalogue.data.by_code.get(code) if catalogue else None
        if item is None or entry.data.status == "not-applicable":
            continue
        for number, row in enumerate(entry.data.evidence):
            document = library.documents.get(row.document or "")
            given = row.period or (document.data.period if document else None)
            if not fits(item.period, given, year):
                right = " / ".join(map(str, wanted(item.period, year)))
                # The place of a period that comes from the document is that of the row.
                place = entry.at("evidence", number, "period")
                yield problem("wrong-period", place, given=given, item=code, year=year, right=right)
