"""What the pages of all years, of a year, of an item and of the assessor share."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.catalogue import Catalogue
from generator.pages.page import Answer, Content, EvidenceView
from generator.readiness import STATUS_TH


@dataclass(frozen=True)
class Progress:
    """How far a year is: counts of items by state, and the share that is complete."""

    total: int
    ready: int
    percent: int
    counts: tuple[tuple[str, str, int], ...]
    """(status, its label, how many items) for every status that occurs."""


@dataclass(frozen=True)
class ElementView:
    """A required element, whether it is shown, and by what."""

    n: int
    text: str
    covered: bool
    answered: bool
    """Whether the item's explanation answers for it: there was nothing to show, or it does not apply."""
    mark: str
    evidence: tuple[EvidenceView, ...]


RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Part(Generic[RowT]):
    """A sub-indicator with a row for each of its items."""

    id: str
    anchor: str
    title: str
    rows: tuple[RowT, ...]


@dataclass(frozen=True)
class Group(Generic[RowT]):
    """An indicator with its parts."""

    id: str
    anchor: str
    title: str
    parts: tuple[Part[RowT], ...]


def grouped(content: Content, catalogue: Catalogue, row: Callable[[Answer], RowT]) -> tuple[Group[RowT], ...]:
    """Return the catalogue's tree with what `row` makes of each item. Anchors are numbers: an id may be any text."""
    return tuple(
        Group(
            indicator.id,
            f"i{first}",
            indicator.title.th,
            tuple(
                Part(
                    part.id,
                    f"i{first}-{second}",
                    part.title.th,
                    tuple(row(content.answers[catalogue.year, item.code]) for item in part.items),
                )
                for second, part in enumerate(indicator.sub_indicators, 1)
            ),
        )
        for first, indicator in enumerate(catalogue.indicators, 1)
    )


def progress_of(content: Content, catalogue: Catalogue) -> Progress:
    """Return how far the year of `catalogue` is."""
    states = [content.answers[catalogue.year, item.code].readiness for item in catalogue.items]
    counts = Counter(state.status for state in states)
    applicable = [state for state in states if state.ready is not None]
    ready = sum(state.ready is True for state in applicable)
    return Progress(
        total=len(applicable),
        ready=ready,
        percent=ready * 100 // len(applicable) if applicable else 0,
        counts=tuple((status, label, counts[status]) for status, label in STATUS_TH.items() if counts[status]),
    )


_ANSWERED_TH = {"none": "ไม่มีกรณี ดูคำอธิบาย", "not-applicable": "ไม่เกี่ยวข้อง"}


def elements(answer: Answer, evidence: tuple[EvidenceView, ...]) -> tuple[ElementView, ...]:
    """Return the elements of an item, each with the evidence that shows it."""
    answered = _ANSWERED_TH.get(answer.readiness.status)
    return tuple(
        ElementView(
            number,
            text,
            covered,
            answered is not None and not covered,
            "มีข้อมูล" if covered else answered or "ยังไม่มีข้อมูล",
            tuple(row for row in evidence if number in row.covers),
        )
        for number, (text, covered) in enumerate(zip(answer.item.elements, answer.readiness.covered, strict=True), 1)
    )
