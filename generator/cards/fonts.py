"""The typeface of the cards: FiraGO, which draws Thai and Latin in one hand, from the package that carries it.

Thai needs a shaper that sets vowels and tone marks over each other. Pillow has one (RAQM) only where the system has
FriBiDi, so a machine may be without; then there are no cards rather than broken Thai.
"""

import io
import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from PIL import ImageDraw, ImageFont, features

from generator.text import ANY_ZERO_WIDTH, normalise

BOLD, REGULAR = "figbo", "figo"
MOST = 400
"""More letters than this never fit on a card, so nobody waits for them to be measured."""

_MISPLACED = re.compile(
    "((?:\u0e0d(?:[\u0e31\u0e34-\u0e37\u0e47-\u0e4e]+\u0e33?|\u0e33)|\u0e2c[\u0e38\u0e39][\u0e48-\u0e4b])+)"
)
"""Where FiraGO 1.0 has no anchor, as in หญิง and ใหญ่, and would draw the mark beside the letter."""

_BY_ITSELF = ["-mark"]
"""Without anchors a mark stands where its own drawing has it, which is right for these letters."""

_PACKAGE = "pymupdf_fonts"
_NOBODY = "\U0010fffe"
"""A code point that no typeface draws: it shows what a missing letter looks like."""


def available() -> bool:
    """Return whether this machine can set Thai, and has the typeface."""
    return bool(features.check("raqm")) and find_spec(_PACKAGE) is not None


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the typeface in a weight and a size in pixels."""
    return ImageFont.truetype(io.BytesIO(_content(weight)), size, layout_engine=ImageFont.Layout.RAQM)


def write(
    canvas: ImageDraw.ImageDraw, place: tuple[float, float], text: str, tone: int, weight: str, size: int
) -> None:
    """Draw a line of text whose baseline begins at `place`."""
    x, y = place
    parts = [part for part in _MISPLACED.split(text) if part]
    for number, part in enumerate(parts, 1):
        features = _BY_ITSELF if _MISPLACED.fullmatch(part) else None
        canvas.text((x, y), part, tone, font(weight, size), anchor="ls", features=features)
        if number < len(parts):
            x += length(part, weight, size)


def length(text: str, weight: str, size: int) -> float:
    """Return how wide `text` is drawn, in pixels."""
    return font(weight, size).getlength(text)


def legible(text: str) -> str:
    """Return what of `text` the typeface can draw, on one line: no emoji, nothing invisible."""
    shown = ANY_ZERO_WIDTH.sub("", normalise(text[:MOST]))
    return " ".join("".join(letter if letter.isspace() or _drawn(letter) else " " for letter in shown).split())


@cache
def _content(weight: str) -> bytes:
    # Importing it unpacks a megabyte, so only those who draw do, and only the two weights that are used.
    content: bytes = import_module(_PACKAGE).myfont(weight)
    return content


@cache
def _drawn(letter: str) -> bool:
    return letter.isprintable() and _shape(letter) != _shape(_NOBODY)


def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font(BOLD, 24).getmask(letter)
    return mask.size, bytes(mask)
