"""All spellings of a number in one: Thai and wide digits, every kind of dash, space and dot, nothing invisible.

A text keeps its length in this, or knows where each of its characters stood, so that a place found in the plain
spelling is a place in what was typed.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.personal.sighting import Sighting

_ZEROS = "0๐０٠۰०໐០"
"""The zero of every script that a Thai office may type in; its other nine digits follow it in Unicode."""
_DIGITS = "".join(chr(ord(zero) + value) for zero in _ZEROS for value in range(10))
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DOTS = ".·•．"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_PLAIN = {
    **{ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)},
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys([*map(ord, "\u00a0\u1680\u202f\u205f\u3000"), *range(0x2000, 0x200B)], " "),
    **dict.fromkeys(map(ord, _DOTS), "."),
    **{ord(wide): narrow for wide, narrow in zip("＠＋（）", "@+()", strict=True)},
}
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_LEAST_DIGITS = 10
_WORTH = re.compile(
    f"[@＠]|[{_DIGITS}](?:[{re.escape(_DASHES + _DOTS)}{_SPACES}{_UNSEEN}()（）]{{0,6}}[{_DIGITS}])"
    f"{{{_LEAST_DIGITS - 1}}}"
)


def may_hold(text: str) -> bool:
    """Return whether a text is worth a closer look: it has an @, or ten digits with little between them."""
    return _WORTH.search(text) is not None


@dataclass(frozen=True)
class Plainly:
    """A text in the plain spelling, and where each of its characters stood (None when it stands there still)."""

    text: str
    origins: Sequence[int] | None

    def placed(self, found: Sighting) -> Sighting:
        """Return a sighting in the plain spelling as one in the text as typed."""
        if self.origins is None:
            return found
        return replace(found, start=self.origins[found.start], end=self.origins[found.end - 1] + 1)


def read_plainly(text: str) -> Plainly:
    """Return the text in the plain spelling."""
    plain = text.translate(_PLAIN)
    if _HIDDEN.search(plain) is None:
        return Plainly(plain, None)
    hidden = [found.start() for found in _HIDDEN.finditer(plain)]
    origins = [at for at in range(len(plain)) if not _among(hidden, at)]
    return Plainly(_HIDDEN.sub("", plain), origins)


def _among(places: Sequence[int], at: int) -> bool:
    index = bisect_left(places, at)
    return index < len(places) and places[index] == at
