"""What makes the site the office's own: a style sheet of its colours, and icons for browsers and phones.

The colours come as a file because the pages' security policy allows no styles within a page.
"""

import io
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image, ImageDraw

from generator.assets import ICONS
from generator.colours import palette
from generator.pages import Content, Page

SHEET = "assets/stylesheets/identity.css"

_GRID = 24
"""The mark is drawn on a square of this width, as it is in overrides/main.html."""
_PAGES = (
    (((3.5, 9.5), (11.3, 11.6), (11.3, 20.5), (3.5, 18.4))),
    ((12.7, 11.6), (20.5, 9.5), (20.5, 18.4), (12.7, 20.5)),
)
_LIGHT = (12, 6, 2.6)
"""Centre and radius of the light above the book."""
_FINER = 4
"""Pillow draws hard edges, so the mark is drawn larger and made smaller."""


def identity(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield the style sheet, and the icons unless they are pictures of the office's emblem."""
    del pages
    office = content.office
    made = palette(office.colour, office.accent)
    yield SHEET, style_sheet(made.light, made.dark).encode()
    if office.emblem is None or content.assets.picture(office.emblem) is None:
        for address, size in ICONS.items():
            yield address, icon(made.light, size)


def style_sheet(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Return the variables of light and dark pages, under the conditions of prongsai.css."""
    by_choice = _rule(':root[data-theme="dark"]', dark)
    by_device = _rule(':root:not([data-theme="light"])', dark)
    return (  # on screens only: paper is light
        f"{_rule(':root', light)}"
        f"@media screen {{\n{by_choice}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{by_device}}}\n"
    )


def _rule(selector: str, colours: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in colours.items())
    return f"{selector} {{\n{lines}}}\n"


def icon(colours: Mapping[str, str], size: int) -> bytes:
    """Return the mark as a PNG of this width: a book under a light, on the office's colour."""
    large = size * _FINER
    image = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(image)
    unit = large / _GRID
    draw.rounded_rectangle((0, 0, large - 1, large - 1), radius=5 * unit, fill=colours["brand"])
    for page in _PAGES:
        draw.polygon([(x * unit, y * unit) for x, y in page], fill=colours["on-brand"])
    x, y, radius = (part * unit for part in _LIGHT)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colours["accent-on-brand"])
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
