"""The picture that messengers and social networks show for a shared link: 1200 × 630, in the office's colour.

A card is drawn from its `Face` alone, and the picture of a post if it has one; equal faces give equal bytes.
"""

import hashlib
import io
import json
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import budoux
import PIL
from PIL import Image, ImageDraw, ImageOps

from generator.cards.fonts import BOLD, REGULAR, legible, length, write
from generator.cards.ground import (
    BADGE,
    BAND,
    BRAND,
    FAINT,
    HEIGHT,
    INK,
    MARGIN,
    PICTURE,
    SOFT,
    WHITE,
    WIDTH,
    ground,
    palette,
    pill,
)
from generator.cards.lines import broken, shortened, squeezed

PHOTOGRAPH = (PICTURE, HEIGHT - BAND - 6)
"""The width and height of the picture on a card; the office's colour shows between it and the band."""

_RECIPE = "2"
"""Raised when cards are drawn in another way, so that old ones are not taken from the cache."""

_SIZES = (88, 80, 72, 66, 60, 54, 48, 44)
_LARGE = 72
"""A title this large or larger has two lines at most: a short title is large, a long one is calm."""
_MOST_LINES = 4
_LEADING = 1.38
"""From line to line, in sizes of the letters: Thai stacks marks above and below."""
_TOLERANCE = 6
"""How many pixels a line may reach into the empty space beside it."""
_WIDEST_SITE = 340
"""An address of a website that is wider, in pixels, leaves too little room for the name."""
_FLUENT = 100
"""The size at which pieces of text are measured once and for all."""


@dataclass(frozen=True)
class Face:
    """What stands on a card, in words."""

    office: str
    """The short name of the office."""
    name: str
    """Its whole name."""
    site: str
    """The address of the website as people say it, or an empty text."""
    colour: str | None
    accent: str | None
    demo: str | None
    """What a site for demonstration says of itself."""
    kind: str | None
    title: str
    detail: str | None = None
    """A line below the title, such as a date."""
    badge: str | None = None
    """A code or a year, large at the right."""
    cover: str | None = None
    """The picture of a post, as a path `files/…`."""


def name_of(face: Face, cover: str | None) -> str:
    """Return the file name of a card: a hash of all that shows. cover: the hash of the picture on it."""
    made_by = (_RECIPE, PIL.__version__, budoux.__version__, cover)
    digest = hashlib.sha256(json.dumps([*made_by, *vars(face).values()], ensure_ascii=False).encode()).hexdigest()
    return f"{digest[:24]}.{'jpg' if cover else 'png'}"


def draw(face: Face, cover: bytes | None = None) -> bytes:
    """Return the card: a PNG of few colours, or a JPEG when there is a photograph on it."""
    look = "cover" if cover else "badge" if face.badge else "book"
    image = _common(replace(face, title="", detail=None, badge=None, cover=None), look).copy()
    canvas = ImageDraw.Draw(image)
    _words(canvas, face, _room(look))
    if face.badge and not cover:
        _badge(canvas, legible(face.badge))
    image.putpalette(palette(face.colour, face.accent))
    out = io.BytesIO()
    if cover:
        coloured = image.convert("RGB")
        coloured.paste(_photograph(cover), (WIDTH - PICTURE, 0))
        coloured.save(out, "JPEG", quality=84, subsampling=0, optimize=True)
    else:
        # Runs of one colour are nearly all there is, so looking for runs alone is smaller and three times as fast.
        image.save(out, "PNG", compress_level=6, compress_type=zlib.Z_RLE)
    return out.getvalue()


@lru_cache(maxsize=16)
def _common(face: Face, look: str) -> Image.Image:
    """Return what many cards share, drawn once: the ground, the office and the kind. Draw on a copy."""
    image = ground(look).copy()
    canvas = ImageDraw.Draw(image)
    _office(canvas, image, face)
    if face.kind:
        size = 30
        text = shortened(legible(face.kind), _room(look) - 48, partial(length, weight=BOLD, size=size))
        wide = round(length(text, BOLD, size))
        pill(image, (MARGIN, 64, MARGIN + wide + 48, 120), 2)
        write(canvas, (MARGIN + 24, 102), text, WHITE, BOLD, size)
    return image


def _room(look: str) -> int:
    """Return how wide the words may be."""
    return (WIDTH - PICTURE - 48 if look == "cover" else BADGE[0] - BADGE[2] - 36) - MARGIN


def _photograph(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as picture:
        return ImageOps.fit(picture.convert("RGB"), PHOTOGRAPH, Image.Resampling.LANCZOS)


def _words(canvas: ImageDraw.ImageDraw, face: Face, limit: int) -> None:
    """Set the title and the detail below it, in the middle of the room that the kind leaves."""
    first, last = (142, HEIGHT - BAND - 36) if face.kind else (60, HEIGHT - BAND - 48)
    below = 62 if face.detail else 0
    size, lines = _title(legible(face.title) or legible(face.name), limit, last - first - below)
    step = round(size * _LEADING)
    y = first + (last - first - below - step * len(lines)) // 2 + round(size * 1.02)
    for line in lines:
        write(canvas, (MARGIN, y), line, WHITE, BOLD, size)
        y += step
    if face.detail:
        text = shortened(legible(face.detail), limit, partial(length, weight=REGULAR, size=32))
        write(canvas, (MARGIN, y - step + 66 + size // 8), text, FAINT, REGULAR, 32)


def _title(text: str, wide: int, high: int) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits, and its lines."""
    for size in _SIZES:
        most = min(2 if size >= _LARGE else _MOST_LINES, int(high / size / _LEADING))
        lines = broken(text, wide, most, partial(_quick, size=size))
        # The pieces were measured one by one, and kerning between them can add to a line.
        if lines and all(length(line, BOLD, size) <= wide + _TOLERANCE for line in lines):
            return size, lines
    size = _SIZES[-1]
    most = min(_MOST_LINES, int(high / size / _LEADING))
    return size, squeezed(text, wide, most, partial(_quick, size=size))


def _quick(text: str, *, size: int) -> float:
    return _fluent(text) * size / _FLUENT


@lru_cache(maxsize=8192)
def _fluent(text: str) -> float:
    return length(text, BOLD, _FLUENT)


def _office(canvas: ImageDraw.ImageDraw, image: Image.Image, face: Face) -> None:
    """Set the band: the office at the left, its website at the right."""
    top = HEIGHT - BAND
    right = WIDTH - MARGIN
    if face.demo:
        text = legible(face.demo)
        wide = round(length(text, BOLD, 24))
        pill(image, (right - wide - 40, top + 33, right, top + 79), BRAND)
        write(canvas, (right - wide - 20, top + 64), text, WHITE, BOLD, 24)
        right -= wide + 64
    site = legible(face.site)
    if site and (wide := round(length(site, REGULAR, 26))) <= _WIDEST_SITE:
        write(canvas, (right - wide, top + 65), site, SOFT, REGULAR, 26)
        right -= wide + 32
    left = MARGIN + 78
    office, name = legible(face.office), legible(face.name)
    two = office != name
    big = shortened(office, right - left, partial(length, weight=BOLD, size=32))
    write(canvas, (left, top + (51 if two else 68)), big, INK, BOLD, 32)
    if two:
        small = shortened(name, right - left, partial(length, weight=REGULAR, size=23))
        write(canvas, (left, top + 87), small, SOFT, REGULAR, 23)


def _badge(canvas: ImageDraw.ImageDraw, text: str) -> None:
    x, y, radius = BADGE
    size = next((size for size in (150, 128, 108, 90, 72) if length(text, BOLD, size) <= 1.5 * radius), 56)
    shown = shortened(text, 1.8 * radius, partial(length, weight=BOLD, size=size))
    write(canvas, (x - length(shown, BOLD, size) / 2, y + round(size * 0.35)), shown, WHITE, BOLD, size)
