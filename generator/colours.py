"""The office's colours, worked out so that every text stays readable: WCAG 2.2 asks 4.5 : 1 of text against its ground.

An office names one or two colours; a page needs a dozen shades of them, in light and in dark. They are made here, where
a test can compute each contrast, and not by the browser.
"""

from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3)."""
VISIBLE = 3.0
"""The least contrast of a mark that means something with what is beside it (WCAG 2.2, 1.4.11)."""

WHITE, BLACK = "#ffffff", "#000000"
COLOUR, ACCENT = "#12467b", "#f0b13c"
"""What an office has that names none."""

LIGHT_GROUNDS = ("#fbfaf7", "#ffffff", "#f3f1ea")
DARK_GROUNDS = ("#13181b", "#1b2226", "#232c31")
"""Ground, sheet and panel of overrides/assets/stylesheets/prongsai.css; a test holds them equal."""


@dataclass(frozen=True)
class Palette:
    """Names of CSS variables with their colours, for light and for dark pages."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


def palette(colour: str | None, accent: str | None) -> Palette:
    """Return the shades of an office's main colour and its accent, each `#rrggbb` or None."""
    brand = colour or COLOUR
    second = accent or ACCENT
    light = _shades(brand, second, LIGHT_GROUNDS, BLACK, brand, mixed(LIGHT_GROUNDS[0], vivid(brand, 0.45), 0.11))
    dark = _shades(brand, second, DARK_GROUNDS, WHITE, vivid(brand, 0.72), mixed(DARK_GROUNDS[0], brand, 0.3))
    return Palette(light, dark)


def _shades(brand: str, accent: str, grounds: Sequence[str], ink: str, link: str, tint: str) -> dict[str, str]:
    """Return every shade; what must stand out from the grounds is moved towards `ink`."""
    deep = mixed(brand, BLACK, 0.42)
    return {
        "brand": brand,
        "brand-deep": deep,
        "on-brand": WHITE,
        "soft-on-brand": distinct(mixed(WHITE, brand, 0.18), (brand, deep), WHITE),
        "accent": accent,
        "on-accent": WHITE if contrast(WHITE, accent) >= READABLE else BLACK,
        "accent-on-brand": distinct(accent, (brand, deep), WHITE),
        "accent-mark": distinct(accent, grounds, ink, VISIBLE),
        "tint": tint,
        "link": distinct(link, (*grounds, tint), ink),
        "brand-mark": distinct(link, (*grounds, tint), ink, VISIBLE),
    }


def distinct(colour: str, grounds: Sequence[str], towards: str, least: float = READABLE) -> str:
    """Return the colour, moved as little as needed `towards` black or white to stand out from all grounds.

    When no shade does, which is when `towards` itself doesn't, the result is `towards`.
    """
    steps = 50
    shades = (mixed(colour, towards, step / steps) for step in range(steps + 1))
    return next((one for one in shades if all(contrast(one, ground) >= least for ground in grounds)), towards)


def vivid(colour: str, lightness: float) -> str:
    """Return the colour's hue at a lightness of 0 to 1, clear enough to be seen as a colour; grey stays grey."""
    grey, clear = 0.08, 0.45
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in channels(colour)))
    rgb = hls_to_rgb(hue, lightness, saturation if saturation < grey else max(saturation, clear))
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour with a `share` (0 to 1) of another in it."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in parts)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    dark = 0.04045
    return part / 12.92 if part <= dark else ((part + 0.055) / 1.055) ** 2.4
