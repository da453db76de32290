"""What all cards of an office have in common: the colours, and the picture that words are set on.

A card is drawn in sixteen numbers that stand for colours: a path from the office's colour over white to ink, and a
short one to the accent. So the soft edge of a letter is a number between two others, and half a byte holds each.
"""

from functools import cache

from PIL import Image, ImageChops, ImageDraw

from generator.colours import ACCENT, BLACK, COLOUR, channels, distinct, mixed
from generator.colours import WHITE as PAPER

WIDTH, HEIGHT = 1200, 630
BAND = 112
"""The height of the white band below, in which the office stands."""
PICTURE = 500
"""The width of a cover picture, at the right above the band."""
MARGIN = 72
BADGE = (985, 259, 196)
"""The middle and the radius of the round badge at the right."""

BRAND, WHITE, INK = 0, 8, 12
SOFT = 11
"""Ink that says less: of a contrast of 4.5 with white and more."""
FAINT = 7
"""White that says less, on the office's colour."""
_LIGHT = 3
"""How many numbers lead from the office's colour to the accent, after those of ink."""
_GLASS = 1.3
"""A power that makes the steps next to the office's colour small, since sheets of glass are seen in them."""
_INK = "#1b2733"
_FINE = 3
"""Round shapes are drawn so many times larger and made smaller, for soft edges."""

_MARK = 24
"""The mark is drawn on a square of this width, as it is in overrides/main.html."""
_PAGES = (
    ((3.5, 9.5), (11.3, 11.6), (11.3, 20.5), (3.5, 18.4)),
    ((12.7, 11.6), (20.5, 9.5), (20.5, 18.4), (12.7, 20.5)),
)
_FLAME = (12, 6, 2.6)
"""Centre and radius of the light above the book."""


def palette(colour: str | None, accent: str | None) -> bytes:
    """Return the red, green and blue of each number. A colour on which white can't be read is darkened."""
    brand = distinct(colour or COLOUR, (PAPER,), BLACK)
    light = distinct(accent or ACCENT, (brand,), PAPER)
    path = [mixed(brand, PAPER, (step / WHITE) ** _GLASS) for step in range(WHITE)]
    path += [mixed(PAPER, _INK, step / (INK - WHITE)) for step in range(INK - WHITE + 1)]
    path += [mixed(brand, light, (step + 1) / _LIGHT) for step in range(_LIGHT)]
    return bytes(part for one in path for part in channels(one))


@cache
def ground(look: str) -> Image.Image:
    """Return the picture below the words: `badge`, `book` or `cover`. It is shared, so draw on a copy."""
    image = Image.new("L", (WIDTH, HEIGHT), BRAND)
    if look != "cover":
        x, y, radius = BADGE
        # Sheets of clear glass: where they overlap it is lighter.
        for dx, dy, size in ((150, 130, 330), (-70, -150, 250), (0, 0, radius)):
            _glass(image, (x + dx, y + dy, size))
        if look == "book":
            _mark(image, (x, y - 8), 250)
    ImageDraw.Draw(image).rectangle((0, HEIGHT - BAND, WIDTH, HEIGHT), WHITE)
    middle = (MARGIN + 29, HEIGHT - BAND // 2)
    pill(image, (middle[0] - 29, middle[1] - 29, middle[0] + 29, middle[1] + 29), BRAND, corner=12)
    _mark(image, middle, 58)
    return image


def pill(image: Image.Image, box: tuple[int, int, int, int], tone: int, *, corner: int | None = None) -> None:
    """Draw a bar with round ends, or with corners of this radius."""
    left, top, right, bottom = box
    mask = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE))
    radius = mask.height // 2 if corner is None else corner * _FINE
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius, 255)
    image.paste(tone, box, mask.resize((right - left, bottom - top), Image.Resampling.BOX))


def _glass(image: Image.Image, circle: tuple[int, int, int]) -> None:
    """Make a disc one step lighter. One step has no soft edge, and needs none."""
    x, y, radius = circle
    sheet = Image.new("L", image.size)
    ImageDraw.Draw(sheet).ellipse((x - radius, y - radius, x + radius, y + radius), 1)
    image.paste(ImageChops.add(image, sheet))


def _mark(image: Image.Image, middle: tuple[int, int], width: int) -> None:
    """Draw the sign in the head of every page: an open book under a light. It stands on the office's colour."""
    large = width * 8 if width < MARGIN else width * _FINE
    unit = large / _MARK
    corner = (middle[0] - width // 2, middle[1] - width // 2)
    book, flame = Image.new("L", (large, large)), Image.new("L", (large, large))
    for page in _PAGES:
        ImageDraw.Draw(book).polygon([(x * unit, y * unit) for x, y in page], 255)
    x, y, radius = (part * unit for part in _FLAME)
    ImageDraw.Draw(flame).ellipse((x - radius, y - radius, x + radius, y + radius), 255)
    image.paste(WHITE, corner, book.resize((width, width), Image.Resampling.BOX))
    # The numbers of the accent are no neighbours of the ground's, so its edge is chosen and not blended.
    small = flame.resize((width, width), Image.Resampling.BOX)
    steps = [round(value / 255 * _LIGHT) for value in range(256)]
    tones, where = small.point([INK + step for step in steps]), small.point([255 * (step > 0) for step in steps])
    image.paste(tones, corner, where)
