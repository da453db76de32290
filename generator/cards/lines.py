"""Thai broken into lines: between words, best at a space, never inside a cluster.

Thai has no spaces between words. BudouX finds the places where a line may end (33 KB of weights, no dictionary), and
what it doesn't know is added here: which words of public offices stay whole, which words lean on the next, and what
must never begin or end a line. Of all ways to break, the one with the most even lines and the best places wins.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import budoux

from generator.cards.words import LEANING, OPENING, WHOLE

Measure = Callable[[str], float]

_AT_SPACE, _GOOD, _WORD, _COUNTED, _NUMBER, _CLUSTER = 0.0, 0.02, 0.07, 0.15, 0.5, 1.0
"""What a break costs, where 1 is as bad as an empty line."""

_LEADING = "เแโใไ"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f"
_FOLLOWING = "ะาำๅๆฯ"
_CLUSTERS = re.compile(f"[{_LEADING}]*(?:[^{_MARKS}]|^)[{_MARKS}]*(?:[{_FOLLOWING}][{_MARKS}]*)*")
_NEVER_FIRST = re.compile(rf"[{_MARKS}{_FOLLOWING})\]}}”’»,.:;!?%…/ฯ-]|[ก-ฮ][\u0e34\u0e38]?\u0e4c|[ก-ฮ]$")
"""How a line never begins; a consonant that is silent or all alone belongs to the word before it."""
_TAILS = tuple(sorted(word for word in LEANING if len(word) >= len("ด้าน")))
"""Words long enough to be known at the end of a part, too."""
_COUNT = re.compile(r"[0-9,.]{1,3}|[0-9]+,[0-9,]+")
"""A number of things, and not a year: what is counted follows."""
_LATIN = re.compile("[A-Za-z]")
_NEVER_LAST = re.compile(rf"[{_LEADING}(\[{{“‘«]$")


@dataclass(frozen=True)
class Piece:
    """A text that stays whole if it can, and what it costs to end a line after it."""

    text: str
    space: bool
    """Whether a space follows, unless the line ends."""
    cost: float


def pieces(text: str) -> list[Piece]:
    """Return `text`, whose words stand one space apart, in pieces between which a line may end."""
    found: list[Piece] = []
    words = text.split(" ")
    for number, word in enumerate(words):
        parts = _parts(word)
        following = words[number + 1] if number + 1 < len(words) else ""
        for part, after in pairwise(parts):
            found.append(Piece(part, space=False, cost=_GOOD if _opens(after) else _WORD))
        leans = following[:1].isdigit() or following[:1] in "ๆฯ–-" or parts[-1] in LEANING
        together = _COUNT.fullmatch(word) or (word[-1:].isascii() and word[-1:].isalpha() and _LATIN.match(following))
        cost = _NUMBER if leans else _COUNTED if together else _AT_SPACE
        found.append(Piece(parts[-1], bool(following), cost if following else _AT_SPACE))
    return found


def broken(text: str, limit: float, most: int, measure: Measure) -> list[str] | None:
    """Return `text` in at most `most` lines no wider than `limit`; None when they can't all end at a good place."""
    return _best(pieces(text), limit, most, measure, worst=_COUNTED)


def squeezed(text: str, limit: float, most: int, measure: Measure) -> list[str]:
    """Return as much of `text` as fits into `most` lines, words taken apart where they must be, with … for the rest."""
    small = [one for piece in pieces(text) for one in _taken_apart(piece, limit, measure)]
    lines = _best(small, limit, most, measure)
    if lines is not None:
        return lines
    lines, line, last = [], "", None
    for piece in small:
        longer = _joined(line, last, piece)
        if line and measure(longer) > limit:
            lines.append(line)
            longer = piece.text
        line, last = longer, piece
    lines.append(line)
    kept = lines[:most]
    return [*kept[:-1], shortened(f"{kept[-1]}…", limit, measure)]


def shortened(text: str, limit: float, measure: Measure) -> str:
    """Return `text`, or as many of its clusters as fit with … after them."""
    if measure(text) <= limit:
        return text
    kept = clusters(text.rstrip("…"))
    while kept and measure(f"{''.join(kept).rstrip()}…") > limit:
        kept.pop()
    return f"{''.join(kept).rstrip()}…"


def clusters(text: str) -> list[str]:
    """Return the letters of `text`, each with all that stands above, below, before and behind it."""
    found: list[str] = []
    for cluster in _CLUSTERS.findall(text):
        if found and (_NEVER_FIRST.match(cluster) and not _alone(cluster)):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def _alone(cluster: str) -> bool:
    """Return whether this is a bare consonant, which among clusters is a letter like any other."""
    return len(cluster) == 1 and "ก" <= cluster <= "ฮ"


def _taken_apart(piece: Piece, limit: float, measure: Measure) -> list[Piece]:
    if measure(piece.text) <= limit:
        return [piece]
    *body, end = clusters(piece.text) or [piece.text]
    return [*(Piece(part, space=False, cost=_CLUSTER) for part in body), Piece(end, piece.space, piece.cost)]


def _joined(line: str, last: Piece | None, piece: Piece) -> str:
    return f"{line}{' ' if last and last.space else ''}{piece.text}"


def _best(
    parts: Sequence[Piece], limit: float, most: int, measure: Measure, worst: float = _CLUSTER
) -> list[str] | None:
    """Return the cheapest way to set all `parts`: the squares of what lines leave empty, and the costs of breaks.

    worst: a line never ends where it costs more than that.
    """
    widths = [measure(part.text) for part in parts]
    space = measure(" ")
    total = len(parts)
    # costs[n][end]: the price of setting the first `end` parts in n lines, and where its last line begins
    costs: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(most):
        row: dict[int, tuple[float, int]] = {}
        for start, (so_far, _) in costs[-1].items():
            width = 0.0
            for end in range(start + 1, total + 1):
                width += widths[end - 1] + (space if end - 1 > start and parts[end - 2].space else 0)
                if width > limit:
                    break
                if end < total and parts[end - 1].cost > worst:
                    continue
                slack = (1 - width / limit) ** 2 * (0.6 if end == total else 1)
                price = so_far + slack + (parts[end - 1].cost if end < total else 0)
                if end not in row or price < row[end][0]:
                    row[end] = (price, start)
        costs.append(row)
    finished = [(costs[count][total][0] + 0.1 * count, count) for count in range(1, most + 1) if total in costs[count]]
    if not finished:
        return None
    _, count = min(finished)
    lines: list[str] = []
    end = total
    for number in range(count, 0, -1):
        start = costs[number][end][1]
        line = "".join(part.text + (" " if part.space else "") for part in parts[start:end]).rstrip()
        lines.insert(0, line)
        end = start
    return lines


def _opens(word: str) -> bool:
    return any(word.startswith(opening) for opening in OPENING)


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    """Return the parts of a text without spaces, after the breaker and our own rules."""
    ends = set()
    end = 0
    for part in _breaker().parse(word):
        end += len(part)
        ends.add(end)
    inside: set[int] = set()
    for whole in WHOLE:
        start = word.find(whole)
        while start >= 0:
            ends.add(start)
            inside.update(range(start + 1, start + len(whole)))
            start = word.find(whole, start + len(whole))
    found: list[str] = []
    start, leaning = 0, False
    for end in sorted((ends - inside - {0}) | {len(word)}):
        part = word[start:end]
        if found and (leaning or _NEVER_FIRST.match(part) or _NEVER_LAST.search(found[-1])):
            found[-1] += part
        else:
            found.append(part)
        start, leaning = end, part in LEANING or part.endswith(_TAILS)
    return tuple(found)


@cache
def _breaker() -> budoux.Parser:
    return budoux.load_default_thai_parser()
