"""Pictures of numbers: small static SVG drawings, made of plain numbers and coloured by overrides/…/charts.css.

A drawing never stands alone: the same numbers stand beside it as text or as a table, for those who cannot see it and
for those who copy figures. With a `label` a drawing is an image that says so in words; without one it only repeats
what the text beside it says, and readers of the screen pass over it.

The words come from the caller. Everything is drawn with attributes and classes, because pages forbid inline styles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from markupsafe import Markup

from generator.markdown import literal

Number = int | Decimal
Tone = Literal["brand", "ok", "wait", "miss", "none"]
"""The colours of charts.css: the office's own, complete, under way, missing, and neither."""

_HUNDRED = Decimal(100)


def half_up(number: Number, places: int = 0) -> Decimal:
    """Return `number` rounded as people do by hand, halves up, to `places` decimals."""
    return Decimal(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percent(done: Number, total: Number) -> int:
    """Return the share in whole percent, rounded down so that 100 is said only of what is complete."""
    if not total:
        return 0
    return int((Decimal(done) * _HUNDRED / Decimal(total)).quantize(Decimal(1), rounding=ROUND_FLOOR))


def ring(done: Number, total: Number, label: str | None, *, centre: str | None = None, tone: Tone = "ok") -> Markup:
    """Return a ring that is closed as far as `done` of `total`, with `centre` (else the percentage) in its middle.

    It scales with its box: `.chart-ring` in charts.css sets the width.
    """
    share = _share(done, total)
    words = f"{percent(done, total)}%" if centre is None else centre
    return _svg(
        "chart-ring",
        "0 0 120 120",
        label,
        '<circle class="chart-track" cx="60" cy="60" r="52"/>'
        # A path and not a circle: it starts at the top, and HTML's checker knows `pathLength` of paths alone.
        f'<path class="chart-{tone}" d="M60 8a52 52 0 1 1 0 104a52 52 0 1 1 0-104" pathLength="100"'
        f' stroke-dasharray="{share} 100"/>'
        f'<text x="60" y="60">{literal(words)}</text>',
    )


def bar(value: Number, total: Number, label: str | None = None, *, tone: Tone = "brand") -> Markup:
    """Return a horizontal bar that is filled as far as `value` of `total`. It takes the width of its box."""
    return stack([(tone, value)], total, label)


def stack(parts: Iterable[tuple[Tone, Number]], total: Number, label: str | None = None) -> Markup:
    """Return a horizontal bar of `total` in which each part takes its share, in order. It takes its box's width."""
    drawn, start = [], Decimal(0)
    for tone, count in parts:
        end = min(start + Decimal(count), Decimal(total))
        if end > start:
            left, right = _share(start, total), _share(end, total)
            drawn.append(f'<rect class="chart-{tone}" x="{left}" width="{_plain(right - left)}" height="10"/>')
        start = end
    inside = '<rect class="chart-track" width="100" height="10"/>' + "".join(drawn)
    return _svg("chart-bar", "0 0 100 10", label, inside, 'preserveAspectRatio="none"')


def pips(filled: int, total: int, label: str | None = None, *, tone: Tone = "ok") -> Markup:
    """Return a row of `total` dots of which the first `filled` are full: a level on a scale of few levels."""
    long = max(total, 1) * 14 - 2
    dots = "".join(
        f'<circle class="chart-{tone if number < filled else "track"}" cx="{number * 14 + 6}" cy="6" r="5"/>'
        for number in range(total)
    )
    return _svg("chart-pips", f"0 0 {long} 12", label, dots, f'width="{long}" height="12"')


def scale(value: Number, low: int, high: int, label: str | None = None) -> Markup:
    """Return a line from `low` to `high` with a tick for each whole number and a dot at `value`.

    A mean on a scale from 1 has no zero, so a bar, whose length says how much, would be wrong for it.
    """
    width, edge = Decimal(200), Decimal(10)
    reach = max(high - low, 1)

    def place(number: Number) -> Decimal:
        inside = min(max(Decimal(number), Decimal(low)), Decimal(high))
        return _plain(half_up(edge + (inside - low) * (width - 2 * edge) / reach, 2))

    ticks = "".join(
        f'<path class="chart-line" d="M{place(number)} 5v10"/>'
        f'<text x="{place(number)}" y="28" text-anchor="middle">{number}</text>'
        for number in range(low, high + 1)
    )
    dot = f'<circle class="chart-brand" cx="{place(value)}" cy="10" r="6"/>'
    line = f'<path class="chart-line" d="M{place(low)} 10H{place(high)}"/>'
    return _svg("chart-scale", "0 0 200 32", label, line + ticks + dot)


@dataclass(frozen=True)
class Column:
    """A column of a chart: what stands below it, what stands on it, and how high it is."""

    name: str
    shown: str
    value: Decimal


def columns(values: Sequence[Column], top: int, label: str) -> Markup:
    """Return a chart of columns from 0 to `top`."""
    step, width, floor, height = 110, 56, 170, 140
    drawn = []
    for number, column in enumerate(values):
        tall = int(half_up(column.value * height / top))
        left = number * step + (step - width) // 2
        middle = number * step + step // 2
        drawn.append(
            f'<rect class="chart-brand" x="{left}" y="{floor - tall}" width="{width}" height="{tall}" rx="3"/>'
            f'<text class="chart-value" x="{middle}" y="{floor - tall - 8}" text-anchor="middle">'
            f"{literal(column.shown)}</text>"
            f'<text x="{middle}" y="{floor + 22}" text-anchor="middle">{literal(column.name)}</text>'
        )
    whole = max(len(values), 1) * step
    base = f'<path class="chart-line" d="M0 {floor}H{whole}"/>'
    return _svg("chart-columns", f"0 0 {whole} {floor + 30}", label, base + "".join(drawn), f'width="{whole}"')


def _share(part: Number, total: Number) -> Decimal:
    """Return how much of 100 `part` of `total` is, never less than 0 nor more than 100."""
    if not total:
        return Decimal(0)
    return _plain(half_up(min(max(Decimal(part) * _HUNDRED / Decimal(total), Decimal(0)), _HUNDRED), 2))


def _plain(number: Decimal) -> Decimal:
    """Return `number` without needless zeros, and never written as 1E+2."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _svg(name: str, box: str, label: str | None, inside: str, attributes: str = "") -> Markup:
    said = 'aria-hidden="true"' if label is None else f'role="img" aria-label="{literal(label)}"'
    more = f" {attributes}" if attributes else ""
    # Numbers of ours, and texts that `literal` has made harmless.
    return Markup(f'<svg class="{name}" viewBox="{box}"{more} {said}>{inside}</svg>')  # noqa: S704
