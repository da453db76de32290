"""The score that the year would get: OIT from the items, the total from all three instruments, and its level.

Everything is an exact fraction: nothing is rounded on the way. What is shown or banded is rounded half up to two
decimals first (contract §3), so 94.995 is 95 and 94.994 is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.catalogue import Catalogue, Level, Weights

FULL = 100
"""What an item scores when it is ready; otherwise it scores 0."""

Ready = Mapping[str, bool | None]
"""Whether each item, by code, is ready; None for one that does not apply. An item that is not named is not ready."""


@dataclass(frozen=True)
class Scores:
    """The OIT part. None stands for what has no item left that applies."""

    items: Mapping[str, int | None]
    sub_indicators: Mapping[str, Fraction | None]
    indicators: Mapping[str, Fraction | None]
    oit: Fraction | None


@dataclass(frozen=True)
class Instruments:
    """The scores of the three instruments; each may be unknown."""

    iit: Fraction | None
    eit: Fraction | None
    oit: Fraction | None

    @property
    def all(self) -> tuple[Fraction | None, ...]:
        """The three, in the order of their names in the rules."""
        return self.iit, self.eit, self.oit


def mean(scores: Iterable[Fraction | int | None]) -> Fraction | None:
    """Return the mean of those that are not None, or None when none is left."""
    known = [score for score in scores if score is not None]
    return Fraction(sum(known), len(known)) if known else None


def score(catalogue: Catalogue, ready: Ready) -> Scores:
    """Return all scores up to OIT under the catalogue's own roll-up.

    nested: each level is the mean of the level below. flat: every level is the mean of all the items within it.
    """
    items = {item.code: _item_score(ready.get(item.code, False)) for item in catalogue.items}
    nested = catalogue.scoring.rollup == "nested"
    parts: dict[str, Fraction | None] = {}
    indicators: list[Fraction | None] = []
    for indicator in catalogue.indicators:
        within = [[items[item.code] for item in part.items] for part in indicator.sub_indicators]
        means = [mean(scores) for scores in within]
        parts.update(zip((part.id for part in indicator.sub_indicators), means, strict=True))
        indicators.append(mean(means) if nested else mean(one for scores in within for one in scores))
    return Scores(
        items=items,
        sub_indicators=parts,
        indicators=dict(zip((indicator.id for indicator in catalogue.indicators), indicators, strict=True)),
        oit=mean(indicators) if nested else mean(items.values()),
    )


def _item_score(ready: bool | None) -> int | None:  # noqa: FBT001 - a readiness has three values, and no better name
    return None if ready is None else FULL if ready else 0


def cost(catalogue: Catalogue, ready: Ready, code: str) -> Fraction:
    """Return how many points of OIT are lost because this item is not ready: OIT if it were, less OIT now."""
    now = score(catalogue, ready).oit or Fraction(0)
    then = score(catalogue, {**ready, code: True}).oit or Fraction(0)
    return then - now if ready.get(code, False) is False else Fraction(0)


def total(weights: Weights | None, instruments: Instruments) -> Fraction | None:
    """Return the weighted mean of the three instruments, or None when one is unknown or nothing says how to weigh.

    Weights are divided by their sum: 30 : 30 : 40 is 30 %, 30 % and 40 %.
    """
    if weights is None:
        return None
    shares = [Fraction(weights.iit), Fraction(weights.eit), Fraction(weights.oit)]
    scores = [one for one in instruments.all if one is not None]
    if len(scores) < len(shares) or not sum(shares):
        return None
    return Fraction(sum(share * one for share, one in zip(shares, scores, strict=True)), sum(shares))


def share(weights: Weights | None) -> Fraction | None:
    """Return how many points of the total one point of OIT is worth, or None when nothing says so."""
    if weights is None:
        return None
    whole = Fraction(weights.iit + weights.eit + weights.oit)
    return Fraction(weights.oit) / whole if whole else None


def level(levels: Iterable[Level], overall: Fraction | None, instruments: Instruments) -> str | None:
    """Return the first level that fits the total, and every instrument where it demands so; None when none does."""
    if overall is None:
        return None
    for one in levels:
        each = one.each is None or all(known is not None and rounded(known) >= one.each for known in instruments.all)
        if rounded(overall) >= one.min and each:
            return one.label
    return None


def rounded(number: Fraction) -> Decimal:
    """Return a number from 0 up, rounded half up to two decimals."""
    hundredths = (number * 200 + 1) // 2
    return Decimal(hundredths).scaleb(-2)
