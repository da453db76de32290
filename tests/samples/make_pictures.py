"""Draw the sample pictures and the small sample attachments of news, lessons and honours.

Usage: ``python tests/samples/make_pictures.py disclosures/files``

Every picture is a flat illustration, so no real person, school or document is shown. A scene is varied by numbers
taken from the hash of the file's own name: the same name always gives the same picture, and two names differ. All
text is drawn with the RAQM layout, because the basic one puts Thai tone marks in the wrong place.

Needs Pillow with RAQM, fpdf2 with uharfbuzz (which does the same for PDF) and the Debian package ``fonts-thai-tlwg``
(its fonts also hold Latin letters and digits).
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image, ImageDraw, ImageFont, features

Choice = TypeVar("Choice")

FONT_FOLDER = Path("/usr/share/fonts/truetype/tlwg")
WIDTH, HEIGHT = 1200, 800
CERTIFICATE_HEIGHT = 848
"""Certificates have the sides of an A4 sheet lying on its side; they are published at three quarters of this."""

OVERSAMPLING = 2
"""Shapes are drawn twice as large and scaled down, which smooths their edges."""

QUALITY = 76
LARGEST_PICTURE = 60 * 1024
"""Bytes. Staff upload small pictures, so the samples are small too."""

INK = "#24323f"
WHITE = "#ffffff"
SKINS = ("#f1c9a5", "#dfae86", "#c98f68", "#e8bc95")
HAIR = "#2f2a2a"
SHIRTS = ("#f4f1e8", "#c9a24b", "#5b8db8", "#d98d8d", "#7fae83", "#b9a0cc", "#e0b26b")


class Palette(NamedTuple):
    """The colours of one picture, from the back of the scene to the front."""

    sky: str
    far: str
    near: str
    ground: str
    accent: str
    second: str


PALETTES = (
    Palette("#d7ecf5", "#a9cfc4", "#7db39a", "#d9e6b8", "#e08a4f", "#3f7f93"),
    Palette("#fdeed3", "#f0cf9f", "#c9ad72", "#e6d3a3", "#b5533c", "#2f6f6a"),
    Palette("#e6e4f4", "#bfc3e0", "#8fa3c7", "#d4dfe9", "#e2a33d", "#4b5d8f"),
    Palette("#e2f2e6", "#b5dbb8", "#84b98b", "#e9efc9", "#d9694f", "#36695c"),
    Palette("#fbe4df", "#efc3b5", "#c99a94", "#f0dcc8", "#4f8f88", "#8c4a5a"),
    Palette("#dcebf7", "#b4cfe8", "#87abd0", "#dfe7d2", "#f0b23f", "#2d5f9a"),
)


class Dice:
    """Repeatable numbers that come from a name and from nothing else."""

    def __init__(self, name: str) -> None:
        """Start the numbers of one file name."""
        self._name = name
        self._count = 0

    def between(self, low: int, high: int) -> int:
        """Give a whole number from ``low`` to ``high``, both included."""
        self._count += 1
        digest = hashlib.sha256(f"{self._name}/{self._count}".encode()).digest()
        return low + int.from_bytes(digest[:8], "big") % (high - low + 1)

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """Give one of the choices."""
        return choices[self.between(0, len(choices) - 1)]


def font(size: int, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    """Load the Thai font at a size in drawn pixels."""
    name = "Laksaman-Bold.ttf" if bold else "Laksaman.ttf"
    return ImageFont.truetype(str(FONT_FOLDER / name), size, layout_engine=ImageFont.Layout.RAQM)


class Canvas:
    """A drawing surface measured in final pixels, with the few shapes the scenes are made of."""

    def __init__(self, name: str, height: int = HEIGHT) -> None:
        """Make a canvas filled with the sky of the palette that the name leads to."""
        self.dice = Dice(name)
        self.palette = self.dice.one_of(PALETTES)
        self.height = height
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLING, height * OVERSAMPLING), self.palette.sky)
        self._draw = ImageDraw.Draw(self.image)

    def _scaled(self, *numbers: float) -> list[float]:
        return [number * OVERSAMPLING for number in numbers]

    def box(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:
        """Fill a rectangle, its corners rounded if a radius is given."""
        corners = self._scaled(x, y, x + w, y + h)
        self._draw.rounded_rectangle(corners, radius * OVERSAMPLING, fill=fill)

    def frame(self, x: float, y: float, w: float, h: float, colour: str, width: int) -> None:
        """Draw the outline of a rectangle."""
        self._draw.rectangle(self._scaled(x, y, x + w, y + h), outline=colour, width=width * OVERSAMPLING)

    def disc(self, x: float, y: float, r: float, fill: str, tall: float | None = None) -> None:
        """Fill a circle around a centre, or an ellipse if ``tall`` gives another vertical radius."""
        v = r if tall is None else tall
        self._draw.ellipse(self._scaled(x - r, y - v, x + r, y + v), fill=fill)

    def shape(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=fill)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: int) -> None:
        """Draw a line through the points."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self._draw.line(scaled, fill=colour, width=width * OVERSAMPLING, joint="curve")

    def wedge(self, x: float, y: float, r: float, start: int, end: int, fill: str) -> None:
        """Fill a slice of a circle; angles in degrees, clockwise from three o'clock."""
        self._draw.pieslice(self._scaled(x - r, y - r, x + r, y + r), start, end, fill=fill)

    def text(self, x: float, y: float, words: str, size: int, fill: str, *, bold: bool = True) -> None:
        """Write one line of text centred on a point."""
        where = (x * OVERSAMPLING, y * OVERSAMPLING)
        self._draw.text(where, words, fill=fill, font=font(size * OVERSAMPLING, bold=bold), anchor="mm", language="th")

    def finished(self) -> Image.Image:
        """Scale the drawing down to its final size."""
        return self.image.resize((WIDTH, self.height), Image.Resampling.LANCZOS)


# Pieces that several scenes share.


def sun_and_clouds(c: Canvas) -> None:
    """Put a sun and two or three clouds into the upper part of the sky."""
    c.disc(c.dice.between(140, 1060), c.dice.between(110, 190), c.dice.between(48, 70), "#f6c85f")
    for _ in range(c.dice.between(2, 3)):
        x, y = c.dice.between(100, 1050), c.dice.between(70, 220)
        for dx, r in ((-46, 26), (0, 40), (48, 28)):
            c.disc(x + dx, y, r, WHITE, r * 0.7)


def hills(c: Canvas, base: float = 560) -> None:
    """Draw two rows of round hills standing on a ground line."""
    for colour, rise in ((c.palette.far, 250), (c.palette.near, 160)):
        for x in range(-50, WIDTH + 300, 330):
            c.disc(
                x + c.dice.between(-60, 60), base + 40, c.dice.between(230, 300), colour, rise + c.dice.between(-30, 40)
            )
    c.box(0, base, WIDTH, HEIGHT - base, c.palette.ground)


def room(c: Canvas, floor: float = 620) -> None:
    """Draw a wall with a window or two, and a floor."""
    c.box(0, floor, WIDTH, HEIGHT - floor, c.palette.ground)
    c.box(0, floor - 14, WIDTH, 14, c.palette.far)
    for x in (c.dice.between(60, 110), c.dice.between(950, 990)):
        c.box(x, 150, 150, 210, WHITE, 8)
        c.box(x + 10, 160, 60, 190, c.palette.far)
        c.box(x + 80, 160, 60, 190, c.palette.far)


def tree(c: Canvas, x: float, base: float, size: float) -> None:
    """Draw a tree standing on a line."""
    c.box(x - size * 0.09, base - size * 0.7, size * 0.18, size * 0.7, "#8a6a4b")
    for dx, dy, r in ((-0.28, -0.8, 0.34), (0.28, -0.8, 0.34), (0, -1.1, 0.4)):
        c.disc(x + dx * size, base + dy * size, r * size, c.dice.one_of(("#6fa36f", "#5f9467", "#83b27b")))


def person(c: Canvas, x: float, base: float, size: float, *, whole: bool = True) -> None:
    """Draw a faceless person: a head, shoulders and, if whole, legs down to the base line."""
    shirt = c.dice.one_of(SHIRTS)
    top = base - size
    if whole:
        c.box(x - size * 0.14, base - size * 0.42, size * 0.12, size * 0.42, INK)
        c.box(x + size * 0.02, base - size * 0.42, size * 0.12, size * 0.42, INK)
        c.box(x - size * 0.18, top + size * 0.27, size * 0.36, size * 0.38, shirt, size * 0.09)
    else:
        c.box(x - size * 0.3, top + size * 0.46, size * 0.6, size * 0.54, shirt, size * 0.16)
    r = size * (0.12 if whole else 0.21)
    y = top + r * 1.1
    c.disc(x, y - r * 0.18, r * 1.08, HAIR)
    c.disc(x, y + r * 0.12, r * 0.94, c.dice.one_of(SKINS))


def row_of_people(c: Canvas, base: float, size: float, count: int, left: float = 160, right: float = 1040) -> None:
    """Stand people side by side between two edges."""
    for n in range(count):
        person(
            c, left + (right - left) * (n + 0.5) / count, base + c.dice.between(-5, 5), size + c.dice.between(-14, 14)
        )


def thai_flag(c: Canvas, x: float, base: float, tall: float) -> None:
    """Raise the Thai flag on a pole."""
    c.box(x - 4, base - tall, 8, tall, "#9aa3a8")
    w, h = 150, 100
    for part, colour in (
        (0, "#a51931"),
        (1, "#f4f5f8"),
        (2, "#2d2a4a"),
        (3, "#2d2a4a"),
        (4, "#f4f5f8"),
        (5, "#a51931"),
    ):
        c.box(x + 4, base - tall + 8 + part * h / 6, w, h / 6 + 0.6, colour)


def paper(c: Canvas, x: float, y: float, w: float, h: float, *, ticks: bool = False) -> None:
    """Lay down a sheet with lines of writing, with tick marks if wanted."""
    c.box(x + 8, y + 8, w, h, c.palette.near, 6)
    c.box(x, y, w, h, WHITE, 6)
    rows = int((h - 50) // 42)
    for n in range(rows):
        line = y + 44 + n * 42
        start = x + (66 if ticks else 26)
        c.box(start, line, (w - (start - x) - 26) * c.dice.between(60, 100) / 100, 12, "#c7ced4", 6)
        if ticks:
            c.line(((x + 24, line + 4), (x + 34, line + 15), (x + 52, line - 10)), "#4d9a6a", 6)


def screen(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """Draw the panel of a projector screen or a monitor, still empty."""
    c.box(x, y, w, h, INK, 14)
    c.box(x + 14, y + 14, w - 28, h - 28, WHITE)


def bars(c: Canvas, x: float, y: float, w: float, h: float, count: int) -> None:
    """Draw a rising bar chart with a line above it."""
    step = w / count
    points = []
    for n in range(count):
        tall = h * (0.3 + 0.6 * n / count) + c.dice.between(-14, 14)
        c.box(
            x + n * step + step * 0.18, y + h - tall, step * 0.64, tall, (c.palette.second, c.palette.accent)[n % 2], 4
        )
        points.append((x + (n + 0.5) * step, y + h - tall - 24))
    c.line(points, INK, 5)
    c.line(((x, y + h), (x + w, y + h)), INK, 5)


# Scenes. Each takes a canvas and the words to show in it, which most leave alone.


def draw_stage(c: Canvas, words: str) -> None:
    """People in a row on a stage, under a banner."""
    room(c)
    c.box(190, 90, 820, 400, c.palette.second, 16)
    c.box(210, 110, 780, 360, c.palette.sky, 10)
    c.text(600, 210, words, 84, c.palette.second)
    c.box(330, 280, 540, 8, c.palette.accent, 4)
    c.box(120, 600, 960, 90, c.palette.accent, 8)
    c.box(80, 650, 1040, 60, c.palette.near, 8)
    row_of_people(c, 610, 250, c.dice.between(5, 7), 220, 980)
    for x in (70, 1130):
        c.box(x - 30, 600, 60, 70, c.palette.near, 8)
        tree(c, x, 620, 120)


def draw_meeting(c: Canvas, _words: str) -> None:
    """People around a table with a chart on the screen behind them."""
    room(c)
    screen(c, 390, 80, 420, 260)
    bars(c, 440, 120, 320, 180, 5)
    for n in range(c.dice.between(5, 6)):
        person(c, 210 + n * 155, 560, 240, whole=False)
    c.box(110, 520, 980, 50, "#b88a5f", 10)
    c.box(150, 570, 900, 130, "#a37750")
    for n in range(6):
        c.box(190 + n * 150 + c.dice.between(-12, 12), 500, 74, 22, WHITE, 3)


def draw_signing(c: Canvas, words: str) -> None:
    """Two people signing sheets at a table."""
    room(c)
    c.box(330, 90, 540, 150, c.palette.second, 12)
    c.text(600, 165, words or "ข้อตกลงร่วมกัน", 62, WHITE)
    for x in (420, 780):
        person(c, x, 590, 310, whole=False)
    c.box(180, 540, 840, 46, "#b88a5f", 10)
    c.box(220, 586, 760, 150, "#a37750")
    for x in (420, 780):
        c.shape(((x - 90, 560), (x - 60, 505), (x + 80, 505), (x + 60, 560)), WHITE)
        for n in range(3):
            c.box(x - 58, 516 + n * 13, 100, 5, "#c7ced4")
        c.line(((x + 62, 470), (x + 36, 530)), c.palette.accent, 9)
    c.disc(600, 530, 36, "#e7c24e", 20)
    c.box(590, 470, 20, 60, "#7fae83")


def draw_school(c: Canvas, _words: str) -> None:
    """A two-storey school with a flag and trees."""
    sun_and_clouds(c)
    hills(c)
    c.shape(((260, 300), (330, 220), (870, 220), (940, 300)), c.palette.accent)
    c.box(290, 300, 620, 280, "#fbf4e4")
    for floor in (320, 450):
        for n in range(6):
            if floor == 450 and n in (2, 3):
                continue
            c.box(320 + n * 98, floor, 64, 84, c.palette.second, 4)
            c.box(350 + n * 98, floor, 4, 84, WHITE)
    c.box(516, 444, 168, 136, "#a37750", 6)
    c.box(290, 420, 620, 14, c.palette.near)
    c.shape(((516, 580), (684, 580), (760, 800), (440, 800)), "#e9dcc0")
    thai_flag(c, c.dice.between(1000, 1030), 620, 380)
    for x, size in ((120, 190), (210, 140), (960, 130)):
        tree(c, x + c.dice.between(-20, 20), 610, size)


def draw_assembly(c: Canvas, _words: str) -> None:
    """Pupils lined up in front of the flag."""
    sun_and_clouds(c)
    hills(c, 500)
    thai_flag(c, 600, 520, 400)
    for n in range(9):
        x = 130 + n * 118
        c.box(x - 34, 640, 68, 160, WHITE, 18)
        c.disc(x, 620, 40, HAIR)
    for n in range(7):
        x = 210 + n * 130
        c.box(x - 24, 540, 48, 90, c.palette.accent if n % 2 else WHITE, 12)
        c.disc(x, 525, 27, HAIR)


def draw_classroom(c: Canvas, words: str) -> None:
    """A teacher at the board, pupils seen from behind."""
    room(c, 660)
    c.box(290, 90, 620, 320, "#8a6a4b", 8)
    c.box(306, 106, 588, 288, "#35614f")
    c.text(600, 210, words or "เรียนรู้ร่วมกัน", 72, "#f4f1e8")
    c.line(((400, 290), (800, 290)), "#f4f1e8", 5)
    person(c, c.dice.one_of((230, 960)), 650, 380)
    for n in range(6):
        x = 150 + n * 180
        c.box(x - 70, 690, 140, 110, WHITE, 26)
        c.disc(x, 650, 52, HAIR)


def draw_haze(c: Canvas, _words: str) -> None:
    """Hills behind bands of haze, with a pale sun."""
    c.box(0, 0, WIDTH, HEIGHT, "#ead9bf")
    c.disc(c.dice.between(300, 900), 210, 80, "#e9a063")
    hills(c, 600)
    for y in (330, 410, 490, 560):
        c.box(c.dice.between(-200, 0), y, c.dice.between(700, 1000), 34, "#e3d2ba", 17)
        c.box(c.dice.between(350, 600), y + 38, 900, 26, "#eadcc6", 13)
    c.shape(((0, 800), (0, 720), (1200, 690), (1200, 800)), "#a89570")
    for x in (150, 1010):
        tree(c, x, 730, 150)


def draw_chart(c: Canvas, _words: str) -> None:
    """A bar chart on a sheet under a magnifying glass."""
    c.box(0, 640, WIDTH, 160, c.palette.ground)
    c.box(240, 110, 720, 520, c.palette.near, 14)
    c.box(228, 98, 720, 520, WHITE, 14)
    c.box(270, 134, 300, 26, c.palette.far, 13)
    bars(c, 290, 210, 600, 340, c.dice.between(6, 8))
    c.line(((1000, 560), (1090, 660)), INK, 30)
    c.disc(930, 490, 104, INK)
    c.disc(930, 490, 84, "#dfeef2")
    c.line(((880, 492), (920, 532), (990, 446)), "#4d9a6a", 18)


def draw_gauge(c: Canvas, words: str) -> None:
    """A half-round gauge, its needle near the end, with a number under it."""
    c.box(0, 660, WIDTH, 140, c.palette.ground)
    for start, colour in ((180, "#d98d7a"), (225, "#e8c76a"), (270, "#a9cf95"), (315, "#5fa777")):
        c.wedge(600, 480, 330, start, start + 45, colour)
    c.disc(600, 480, 200, c.palette.sky)
    c.shape(((590, 466), (600, 494), (884, 440)), INK)
    c.disc(600, 480, 30, INK)
    c.box(400, 540, 400, 150, WHITE, 20)
    c.text(600, 614, words, 112, c.palette.second)
    for x in (190, 1010):
        for n in range(3):
            c.disc(x + (n - 1) * 44, 200 + abs(n - 1) * 30, 18, "#f6c85f")


def draw_documents(c: Canvas, _words: str) -> None:
    """Sheets with tick marks beside a folder."""
    c.box(0, 600, WIDTH, 200, "#c9a27a")
    c.box(0, 600, WIDTH, 16, "#b88a5f")
    paper(c, 200, 130, 300, 420, ticks=True)
    paper(c, 470, 90, 320, 470, ticks=True)
    c.shape(((800, 560), (800, 220), (900, 220), (930, 260), (1080, 260), (1080, 560)), c.palette.accent)
    c.box(830, 320, 220, 60, WHITE, 6)
    c.box(850, 342, 150, 12, "#c7ced4", 6)
    c.box(150, 556, 940, 46, "#b88a5f", 6)
    c.line(((300, 700), (520, 660)), c.palette.second, 18)
    c.shape(((520, 648), (560, 652), (524, 676)), INK)


def draw_screen(c: Canvas, words: str) -> None:
    """A monitor that shows a table of items with ticks."""
    room(c)
    c.box(0, 640, WIDTH, 160, "#c9a27a")
    screen(c, 260, 100, 680, 430)
    c.box(290, 130, 620, 54, c.palette.second, 6)
    c.text(600, 157, words or "รายการข้อมูล", 34, WHITE)
    for n in range(6):
        y = 206 + n * 50
        c.box(290, y, 620, 40, c.palette.sky if n % 2 else "#f2f4f5", 4)
        c.box(306, y + 13, 50, 14, c.palette.accent, 7)
        c.box(380, y + 13, c.dice.between(220, 380), 14, "#b5bec6", 7)
        c.line(((852, y + 20), (862, y + 30), (882, y + 8)), "#4d9a6a", 6)
    c.box(560, 530, 80, 70, INK)
    c.box(470, 596, 260, 24, INK, 10)
    c.box(380, 670, 360, 60, WHITE, 10)
    c.disc(830, 702, 28, WHITE, 40)


def draw_phone(c: Canvas, _words: str) -> None:
    """A mobile phone with messages, among people."""
    hills(c, 600)
    c.box(450, 60, 300, 620, INK, 40)
    c.box(468, 110, 264, 500, WHITE, 8)
    c.box(468, 110, 264, 60, c.palette.second)
    for n in range(5):
        mine = n % 2
        w = c.dice.between(130, 180)
        c.box(716 - w if mine else 484, 190 + n * 80, w, 58, c.palette.accent if mine else c.palette.far, 20)
    c.disc(600, 645, 20, "#4a5a68")
    for x in (190, 310, 890, 1010):
        person(c, x, 760, 290 + c.dice.between(-20, 20))


def draw_tv(c: Canvas, _words: str) -> None:
    """Pupils in front of a television beside a satellite dish."""
    room(c, 660)
    screen(c, 350, 110, 560, 340)
    c.box(380, 140, 500, 280, c.palette.second)
    person(c, 560, 430, 240, whole=False)
    c.box(680, 180, 160, 130, WHITE, 6)
    for n in range(3):
        c.box(700, 204 + n * 34, c.dice.between(60, 120), 12, "#b5bec6", 6)
    c.box(600, 450, 60, 90, INK)
    c.box(480, 530, 300, 20, INK, 8)
    c.wedge(190, 480, 110, 120, 300, "#d5dade")
    c.line(((150, 440), (230, 400)), INK, 6)
    c.box(176, 530, 14, 130, "#9aa3a8")
    for n in range(5):
        x = 260 + n * 175
        c.box(x - 66, 700, 132, 100, WHITE, 26)
        c.disc(x, 664, 48, HAIR)


def draw_lunch(c: Canvas, _words: str) -> None:
    """A school lunch tray with rice, vegetables, soup, fruit and a glass."""
    c.box(0, 0, WIDTH, HEIGHT, c.palette.ground)
    for n in range(-1, 9):
        c.box(n * 150 + c.dice.between(0, 6), 0, 74, HEIGHT, c.palette.sky)
    c.box(190, 160, 700, 480, "#c4ccd1", 50)
    c.box(206, 176, 668, 448, "#dfe4e7", 44)
    for x, y, w, h in ((230, 200, 300, 190), (550, 200, 300, 190), (230, 410, 200, 190), (450, 410, 400, 190)):
        c.box(x, y, w, h, "#c9d1d6", 30)
    c.disc(650, 505, 150, WHITE, 76)
    for _ in range(9):
        c.disc(c.dice.between(270, 490), c.dice.between(240, 350), 26, c.dice.one_of(("#6fa36f", "#8cbb6b", "#e08a4f")))
    c.disc(700, 295, 110, "#e0b26b", 72)
    for _ in range(6):
        c.disc(c.dice.between(630, 770), c.dice.between(260, 330), 18, c.dice.one_of(("#b5533c", "#f4e3b0")))
    for x in (290, 360):
        c.disc(x, 505, 42, c.dice.one_of(("#f0b23f", "#d9694f")))
    c.box(950, 250, 130, 220, WHITE, 20)
    c.box(962, 262, 106, 60, "#e8f1f5", 10)
    c.box(960, 540, 24, 180, "#9aa3a8", 10)
    c.disc(972, 530, 34, "#9aa3a8", 48)


def draw_milk(c: Canvas, _words: str) -> None:
    """School milk cartons in a crate."""
    room(c, 600)
    c.box(150, 620, 900, 40, "#b88a5f", 8)
    for n in range(5):
        x = 230 + n * 155
        colour = c.dice.one_of((c.palette.accent, c.palette.second))
        c.shape(((x, 330), (x + 24, 270), (x + 86, 270), (x + 110, 330)), "#e8edf0")
        c.box(x + 22, 250, 66, 24, "#d5dade")
        c.box(x, 330, 110, 250, WHITE)
        c.box(x, 400, 110, 96, colour)
        c.text(x + 55, 450, "นม", 52, WHITE)
    c.box(190, 520, 820, 104, c.palette.near, 10)
    for n in range(8):
        c.box(220 + n * 98, 550, 70, 40, c.palette.far, 8)


def draw_road(c: Canvas, _words: str) -> None:
    """A white van on a road through fields and hills."""
    sun_and_clouds(c)
    hills(c, 520)
    c.box(0, 620, WIDTH, 130, "#7f8a92")
    for n in range(7):
        c.box(n * 190 + 20, 680, 100, 10, "#f4f1e8")
    x = c.dice.between(300, 560)
    c.box(x, 480, 400, 170, WHITE, 40)
    c.shape(((x + 330, 480), (x + 400, 480), (x + 450, 580), (x + 450, 650), (x + 330, 650)), WHITE)
    c.box(x, 590, 450, 30, c.palette.second)
    for n in range(3):
        c.box(x + 30 + n * 108, 506, 88, 62, "#bcd6e0", 10)
    c.shape(((x + 356, 506), (x + 396, 506), (x + 428, 568), (x + 356, 568)), "#bcd6e0")
    for dx in (90, 350):
        c.disc(x + dx, 652, 42, INK)
        c.disc(x + dx, 652, 18, "#c7ced4")
    for tx in (110, 1090):
        tree(c, tx, 600, 170)


def draw_camp(c: Canvas, _words: str) -> None:
    """Scout tents around a fire with hills behind."""
    sun_and_clouds(c)
    hills(c, 500)
    for x, colour in ((180, c.palette.accent), (470, "#c9a24b"), (960, c.palette.second)):
        c.shape(((x - 170, 680), (x, 430), (x + 170, 680)), colour)
        c.shape(((x - 50, 680), (x, 520), (x + 50, 680)), INK)
    c.shape(((640, 720), (700, 570), (760, 720)), "#e2743d")
    c.shape(((668, 720), (700, 630), (732, 720)), "#f6c85f")
    c.line(((620, 740), (780, 700)), "#7a5a3d", 20)
    c.line(((620, 700), (780, 740)), "#7a5a3d", 20)
    for x in (60, 1150):
        tree(c, x, 640, 230)
    for x in (560, 840):
        person(c, x, 740, 170 + c.dice.between(-10, 10))


def draw_books(c: Canvas, words: str) -> None:
    """A bookshelf over an open book."""
    c.box(0, 610, WIDTH, 190, c.palette.ground)
    c.box(160, 70, 880, 380, "#b88a5f", 8)
    for shelf in (90, 270):
        c.box(180, shelf, 840, 160, "#e6cfae")
        x = 196
        while x < 980:
            w, h = c.dice.between(26, 50), c.dice.between(110, 146)
            c.box(
                x,
                shelf + 160 - h,
                w,
                h,
                c.dice.one_of((c.palette.accent, c.palette.second, c.palette.near, "#c9a24b")),
                3,
            )
            x += w + 5
    c.shape(((600, 540), (330, 510), (300, 700), (600, 740)), WHITE)
    c.shape(((600, 540), (870, 510), (900, 700), (600, 740)), "#f2ede2")
    c.line(((600, 540), (600, 740)), "#c7ced4", 6)
    if words:
        c.text(460, 625, words, 52, c.palette.second)
    for n in range(4):
        c.box(650, 570 + n * 34, 190 - n * 10, 10, "#c7ced4", 5)


def draw_jars(c: Canvas, _words: str) -> None:
    """Covered water jars beside a house wall, with a watch sign."""
    sun_and_clouds(c)
    hills(c, 540)
    c.box(0, 330, 520, 260, "#efe1c6")
    c.shape(((-20, 340), (60, 250), (480, 250), (560, 340)), c.palette.accent)
    c.box(160, 400, 130, 190, "#a37750", 6)
    for n in range(3):
        x = 600 + n * 190
        c.disc(x, 600, 84, "#a86f4c", 104)
        c.box(x - 62, 494, 124, 24, "#8c5a3c", 10)
        c.box(x - 74, 474, 148, 22, "#c7ced4", 10)
    c.disc(330, 650, 86, WHITE)
    c.disc(330, 650, 72, "#d9694f")
    c.disc(330, 650, 56, WHITE)
    c.disc(330, 650, 14, INK, 26)
    for side in (-1, 1):
        c.disc(330 + side * 22, 634, 20, "#9aa3a8", 9)
        c.line(((330, 656), (330 + side * 32, 680)), INK, 4)
    c.line(((288, 692), (372, 608)), "#d9694f", 14)


def draw_trees(c: Canvas, _words: str) -> None:
    """People planting saplings."""
    sun_and_clouds(c)
    hills(c, 520)
    for x in (120, 1060):
        tree(c, x, 600, 260)
    for n in range(4):
        x = 290 + n * 205
        c.disc(x, 716, 56, "#9b7a55", 22)
        c.box(x - 4, 640, 8, 76, "#6b8f57")
        for side in (-1, 1):
            c.disc(x + side * 22, 642, 24, "#7fb36f", 13)
        person(c, x + 90, 700, 230 + c.dice.between(-15, 15))


def draw_building(c: Canvas, _words: str) -> None:
    """A building under construction with a crane."""
    sun_and_clouds(c)
    hills(c, 590)
    c.box(280, 300, 480, 330, "#e9dcc0")
    for row in range(3):
        for n in range(4):
            c.box(310 + n * 112, 330 + row * 100, 80, 66, c.palette.far)
    for x in (270, 430, 600, 764):
        c.box(x, 260, 8, 380, "#b88a5f")
    for y in (290, 400, 510):
        c.box(262, y, 520, 8, "#b88a5f")
    c.box(900, 150, 30, 490, c.palette.accent)
    c.box(520, 150, 520, 24, c.palette.accent)
    c.line(((570, 174), (570, 250)), INK, 4)
    c.box(540, 250, 60, 36, INK, 4)
    c.shape(((90, 690), (180, 570), (270, 690)), "#c9ad72")
    for n in range(6):
        c.box(c.dice.between(330, 350) + n * 110, 690, 60, 20, c.palette.accent, 4)


def draw_gift(c: Canvas, _words: str) -> None:
    """A gift box under a no-entry sign, with cards of good wishes beside it."""
    c.box(0, 620, WIDTH, 180, c.palette.ground)
    c.box(420, 340, 360, 290, c.palette.second, 8)
    c.box(396, 290, 408, 76, c.palette.second, 8)
    c.box(570, 290, 60, 340, "#f6e3b5")
    for side in (-1, 1):
        c.disc(600 + side * 62, 256, 62, "#f6e3b5", 38)
    c.disc(600, 440, 250, "#d9534f")
    c.disc(600, 440, 212, c.palette.sky)
    c.box(456, 390, 288, 220, c.palette.second, 8)
    c.box(440, 350, 320, 56, c.palette.second, 8)
    c.box(578, 350, 44, 260, "#f6e3b5")
    for side in (-1, 1):
        c.disc(600 + side * 44, 326, 44, "#f6e3b5", 28)
    c.line(((446, 286), (754, 594)), "#d9534f", 42)
    for x in (110, 930):
        c.box(x, 420, 160, 210, WHITE, 8)
        c.disc(x + 80, 500, 34, c.palette.accent)
        c.box(x + 30, 560, 100, 12, "#c7ced4", 6)


def draw_opinion_box(c: Canvas, words: str) -> None:
    """A box for opinions with an envelope going in."""
    room(c)
    c.box(220, 590, 760, 40, "#b88a5f", 8)
    c.box(400, 310, 400, 280, c.palette.second, 12)
    c.shape(((400, 320), (450, 250), (850, 250), (800, 320)), c.palette.near)
    c.box(500, 276, 240, 16, INK, 8)
    c.box(440, 400, 320, 90, WHITE, 8)
    c.text(600, 444, words or "รับฟังความคิดเห็น", 38, c.palette.second)
    c.shape(((520, 120), (720, 120), (720, 276), (520, 276)), WHITE)
    c.line(((520, 122), (620, 200), (720, 122)), "#b5bec6", 6)
    for x in (140, 270, 940, 1070):
        person(c, x, 760, 280 + c.dice.between(-20, 20))


def draw_candles(c: Canvas, _words: str) -> None:
    """Lent candles on decorated carts."""
    sun_and_clouds(c)
    hills(c, 560)
    for n in range(3):
        x = 250 + n * 350
        c.box(x - 40, 220 - (n == 1) * 60, 80, 330 + (n == 1) * 60, "#e9b44c", 8)
        for y in (290, 380, 470):
            c.box(x - 46, y, 92, 22, c.palette.accent, 10)
        c.disc(x, 196 - (n == 1) * 60, 14, "#f08a3c", 28)
        c.shape(((x - 130, 660), (x - 90, 550), (x + 90, 550), (x + 130, 660)), c.palette.second)
        for k in range(5):
            c.disc(x - 96 + k * 48, 600, 20, c.dice.one_of(("#f6c85f", "#f2a0a0", WHITE)))
        for side in (-70, 70):
            c.disc(x + side, 680, 32, INK)
            c.disc(x + side, 680, 12, "#c7ced4")


def draw_bouquet(c: Canvas, _words: str) -> None:
    """A bouquet with a ribbon on a table."""
    room(c)
    c.box(150, 610, 900, 44, "#b88a5f", 10)
    c.box(200, 654, 800, 110, "#a37750")
    c.shape(((470, 330), (730, 330), (630, 620), (570, 620)), "#f3ead6")
    for _ in range(14):
        c.disc(c.dice.between(430, 770), c.dice.between(180, 380), 46, "#7fae83", 26)
    for _ in range(18):
        x, y = c.dice.between(450, 750), c.dice.between(170, 360)
        c.disc(x, y, 40, c.dice.one_of(("#f2a0a0", "#f6c85f", "#b9a0cc", c.palette.accent)))
        c.disc(x, y, 15, "#fff4d6")
    c.box(556, 500, 88, 30, c.palette.second, 6)
    for side in (-1, 1):
        c.disc(600 + side * 58, 514, 46, c.palette.second, 26)
    for x in (270, 860):
        c.box(x, 520, 110, 90, WHITE, 6)
        c.box(x + 20, 552, 70, 10, "#c7ced4", 5)


def draw_blankets(c: Canvas, _words: str) -> None:
    """Folded blankets on a table before misty hills."""
    hills(c, 560)
    for y in (400, 470):
        c.box(c.dice.between(-200, 100), y, 900, 30, "#eef4f6", 15)
    for x in (180, 330, 900, 1040):
        person(c, x, 660, 270 + c.dice.between(-20, 20))
    c.box(400, 640, 430, 36, "#b88a5f", 8)
    for stack in range(2):
        for n in range(4):
            colour = c.dice.one_of((c.palette.accent, c.palette.second, "#c9a24b", "#d98d8d"))
            x, y = 425 + stack * 205, 590 - n * 52
            c.box(x, y, 180, 48, colour, 16)
            c.box(x, y + 20, 180, 6, "#f4f1e8")


def draw_shop(c: Canvas, words: str) -> None:
    """A small honest shop with goods, a coin box and no seller."""
    room(c, 680)
    for n in range(8):
        c.box(200 + n * 100, 120, 100, 90, c.palette.accent if n % 2 else WHITE)
        c.disc(250 + n * 100, 210, 50, c.palette.accent if n % 2 else WHITE, 34)
    c.box(200, 60, 800, 76, c.palette.second, 8)
    c.text(600, 100, words or "ร้านค้าซื่อสัตย์", 46, WHITE)
    for x in (210, 974):
        c.box(x, 130, 16, 560, "#8a6a4b")
    for y in (360, 490):
        c.box(230, y, 740, 16, "#b88a5f")
        for n in range(9):
            h = c.dice.between(50, 90)
            c.box(246 + n * 80, y - h, 56, h, c.dice.one_of(("#e8c76a", "#7fae83", "#d98d8d", "#5b8db8")), 6)
    c.box(226, 560, 748, 130, "#c9a27a", 6)
    c.box(500, 500, 200, 100, "#e7c24e", 10)
    c.box(560, 494, 80, 12, INK, 6)
    c.disc(600, 470, 22, "#f3d675")


def draw_coins(c: Canvas, _words: str) -> None:
    """Stacks of coins in front of a ledger."""
    c.box(0, 620, WIDTH, 180, "#c9a27a")
    paper(c, 420, 110, 420, 500)
    c.box(446, 136, 368, 16, c.palette.accent, 8)
    for n in range(5):
        x = 170 + n * 92 + (n > 2) * 460
        for k in range(c.dice.between(3, 8)):
            c.disc(x, 640 - k * 24, 44, "#b98d2d", 18)
            c.disc(x, 634 - k * 24, 44, "#e7c24e", 18)


def draw_calendar(c: Canvas, words: str) -> None:
    """A wall calendar with marked days."""
    c.box(0, 650, WIDTH, 150, c.palette.ground)
    c.box(292, 92, 640, 560, c.palette.near, 18)
    c.box(280, 80, 640, 560, WHITE, 18)
    c.box(280, 80, 640, 110, c.palette.accent, 18)
    c.box(280, 150, 640, 40, c.palette.accent)
    c.text(600, 130, words or "ปฏิทิน", 56, WHITE)
    marked = {c.dice.between(0, 29) for _ in range(6)}
    for day in range(30):
        x, y = 312 + day % 7 * 84, 214 + day // 7 * 84
        c.box(x, y, 68, 66, c.palette.second if day in marked else "#eef0f2", 10)
        c.text(x + 34, y + 33, str(day + 1), 30, WHITE if day in marked else INK)


def draw_health(c: Canvas, _words: str) -> None:
    """A shield with a cross, people with masks beside it."""
    hills(c, 600)
    c.shape(((430, 160), (600, 90), (770, 160), (770, 390), (600, 570), (430, 390)), c.palette.second)
    c.shape(((458, 180), (600, 122), (742, 180), (742, 378), (600, 530), (458, 378)), WHITE)
    c.box(566, 200, 68, 230, "#4d9a6a", 8)
    c.box(486, 280, 228, 68, "#4d9a6a", 8)
    for x in (150, 290, 910, 1050):
        person(c, x, 760, 420, whole=False)
        c.box(x - 56, 446, 112, 50, "#cfe6ec", 18)


def draw_trophy(c: Canvas, _words: str) -> None:
    """A gold cup with stars and ribbons."""
    c.box(0, 640, WIDTH, 160, c.palette.ground)
    for n in range(12):
        c.wedge(600, 400, 380, n * 30, n * 30 + 15, c.palette.far)
    c.disc(600, 400, 250, c.palette.sky)
    for side in (-1, 1):
        c.disc(600 + side * 150, 310, 76, "#d3a83a")
        c.disc(600 + side * 150, 310, 46, c.palette.sky)
    c.shape(((460, 210), (740, 210), (690, 450), (510, 450)), "#e7c24e")
    c.disc(600, 440, 94, "#e7c24e", 50)
    c.box(574, 470, 52, 90, "#d3a83a")
    c.box(490, 560, 220, 80, c.palette.second, 8)
    c.box(540, 584, 120, 30, "#f4f1e8", 4)
    for x in (220, 310, 890, 980):
        c.disc(x, c.dice.between(150, 250), 22, "#f6c85f")
        c.disc(x + 20, c.dice.between(420, 520), 14, c.palette.accent)


def draw_circle(c: Canvas, _words: str) -> None:
    """People talking in a half circle, speech bubbles over them."""
    room(c, 560)
    for n in range(7):
        x = 150 + n * 150
        lift = (abs(n - 3) ** 2) * 8
        person(c, x, 700 - 20 + lift / 2, 270, whole=False)
        if n % 2 == 0:
            y = 190 + c.dice.between(0, 50) + lift
            c.disc(x, y, 84, WHITE, 56)
            c.shape(((x - 20, y + 48), (x + 22, y + 46), (x - 6, y + 88)), WHITE)
            for k in range(3):
                c.disc(x - 36 + k * 36, y, 10, c.palette.accent)
    c.disc(600, 752, 330, c.palette.near, 40)


def draw_network(c: Canvas, words: str) -> None:
    """Five discs around one in the middle, joined by lines."""
    hills(c, 660)
    places = ((600, 110), (890, 270), (800, 560), (400, 560), (310, 270))
    for x, y in places:
        c.line(((600, 360), (x, y)), c.palette.second, 10)
    for n, (x, y) in enumerate(places):
        c.disc(x, y, 90, c.palette.second)
        c.disc(x, y, 78, WHITE)
        person(c, x, y + 72, 130, whole=False)
        c.disc(x + 60, y - 60, 24, c.palette.accent)
        c.text(x + 60, y - 60, str(n + 1), 30, WHITE)
    c.disc(600, 360, 128, c.palette.accent)
    c.text(600, 360, words or "เครือข่าย", 50, WHITE)


def draw_steps(c: Canvas, _words: str) -> None:
    """Six steps going up, lettered P D M C A S."""
    sun_and_clouds(c)
    c.box(0, 680, WIDTH, 120, c.palette.ground)
    for n, letter in enumerate("PDMCAS"):
        x, y = 150 + n * 150, 580 - n * 70
        c.box(x, y, 140, 680 - y, c.palette.second if n % 2 else c.palette.accent, 8)
        c.text(x + 70, y + 56, letter, 70, WHITE)
    person(c, 970, 232, 170)


def draw_march(c: Canvas, words: str) -> None:
    """A crowd holding up placards."""
    sun_and_clouds(c)
    hills(c, 560)
    c.box(180, 220, 840, 130, WHITE, 10)
    c.box(180, 220, 840, 16, c.palette.accent)
    c.text(600, 292, words or "ไม่ทนต่อการทุจริต", 68, c.palette.second)
    for x in (200, 1000):
        c.box(x - 6, 220, 12, 330, "#8a6a4b")
    row_of_people(c, 700, 300, c.dice.between(7, 9), 90, 1110)
    row_of_people(c, 770, 260, 6, 160, 1040)


def draw_scale(c: Canvas, _words: str) -> None:
    """A level pair of scales over an open book of rules."""
    room(c)
    c.box(592, 150, 16, 400, "#b98d2d")
    c.box(330, 180, 540, 14, "#b98d2d", 7)
    c.disc(600, 150, 30, "#e7c24e")
    for x in (350, 850):
        c.line(((x, 190), (x - 90, 380)), INK, 4)
        c.line(((x, 190), (x + 90, 380)), INK, 4)
        c.wedge(x, 380, 110, 0, 180, "#e7c24e")
    for n in range(3):
        c.box(300 + n * 4, 356 - n * 26, 100, 24, c.palette.accent, 4)
    c.disc(850, 340, 42, c.palette.second)
    c.box(470, 540, 260, 40, c.palette.second, 8)
    c.shape(((600, 620), (360, 600), (340, 720), (600, 750)), WHITE)
    c.shape(((600, 620), (840, 600), (860, 720), (600, 750)), "#f2ede2")


def draw_award(c: Canvas, _words: str) -> None:
    """A framed certificate with a ribbon on a wall."""
    room(c)
    c.box(310, 100, 580, 420, "#b98d2d", 10)
    c.box(334, 124, 532, 372, "#fdf8ea")
    c.text(600, 210, "เกียรติบัตร", 64, c.palette.second)
    for n in range(3):
        c.box(420 + n * 26, 280 + n * 44, 360 - n * 52, 14, "#d6cdb8", 7)
    c.shape(((560, 450), (640, 450), (660, 590), (600, 550), (540, 590)), c.palette.accent)
    c.disc(600, 450, 54, "#e7c24e")
    c.disc(600, 450, 38, "#f3d675")
    for x in (200, 1000):
        person(c, x, 720, 330)


SCENES: dict[str, Callable[[Canvas, str], None]] = {
    "assembly": draw_assembly,
    "award": draw_award,
    "blankets": draw_blankets,
    "books": draw_books,
    "bouquet": draw_bouquet,
    "box": draw_opinion_box,
    "building": draw_building,
    "calendar": draw_calendar,
    "camp": draw_camp,
    "candles": draw_candles,
    "chart": draw_chart,
    "circle": draw_circle,
    "classroom": draw_classroom,
    "coins": draw_coins,
    "documents": draw_documents,
    "gauge": draw_gauge,
    "gift": draw_gift,
    "haze": draw_haze,
    "health": draw_health,
    "jars": draw_jars,
    "lunch": draw_lunch,
    "march": draw_march,
    "meeting": draw_meeting,
    "milk": draw_milk,
    "network": draw_network,
    "phone": draw_phone,
    "road": draw_road,
    "scale": draw_scale,
    "school": draw_school,
    "screen": draw_screen,
    "shop": draw_shop,
    "signing": draw_signing,
    "stage": draw_stage,
    "steps": draw_steps,
    "trees": draw_trees,
    "trophy": draw_trophy,
    "tv": draw_tv,
}

# What to draw: path without suffix → scene, and the words in it after a colon.
PICTURES = {
    "news/2563/childrens-day-2563": "assembly",
    "news/2563/cloth-masks": "health",
    "news/2563/school-opening-july": "school",
    "news/2564/working-group-appointed": "meeting",
    "news/2564/lunch-check-october": "lunch",
    "news/2564/integrity-declaration": "stage:สุจริต โปร่งใส",
    "news/2564/integrity-declaration-1": "signing:เจตจำนงสุจริต",
    "news/2564/integrity-declaration-2": "march:เราจะทำงานอย่างสุจริต",
    "news/2564/integrity-declaration-3": "documents",
    "news/2564/budget-allocation-2564": "coins",
    "news/2564/ita-2563-analysis": "chart",
    "news/2564/scout-camp-guideline": "camp",
    "news/2564/study-visit-lamphun-1": "road",
    "news/2564/study-visit-lamphun-1-1": "screen:แนวปฏิบัติที่ดี",
    "news/2564/study-visit-lamphun-1-2": "circle",
    "news/2564/dltv-receiver-survey": "tv",
    "news/2564/project-and-manual": "steps",
    "news/2564/agreement-school-executives": "signing:ข้อตกลงร่วมกัน",
    "news/2564/agreement-school-executives-1": "stage:ข้อตกลงร่วมกัน",
    "news/2564/agreement-school-executives-3": "network:ข้อตกลง",
    "news/2564/anti-corruption-day": "march:ไม่ทนต่อการทุจริต",
    "news/2564/winter-blankets": "blankets",
    "news/2564/new-year-no-gift": "gift",
    "news/2564/five-dimensions-kickoff": "network:5 ด้าน",
    "news/2564/ita-clinic-january": "screen:คลินิก ITA",
    "news/2564/teachers-day-2564": "bouquet",
    "news/2564/code-of-conduct-workshop": "scale",
    "news/2564/corruption-risk-assessment": "documents",
    "news/2564/pm25-february": "haze",
    "news/2564/encouragement-visits": "school",
    "news/2564/admission-plan-2564": "calendar:รับนักเรียน",
    "news/2564/network-supervision": "classroom:นิเทศเพื่อพัฒนา",
    "news/2564/eit-respondents": "phone",
    "news/2564/plan-hearing": "box:รับฟังความคิดเห็น",
    "news/2564/director-supervision": "road",
    "news/2564/director-supervision-1": "school",
    "news/2564/director-supervision-2": "circle",
    "news/2564/vaccination-teachers": "health",
    "news/2564/honest-school-teachers": "shop:ร้านค้าซื่อสัตย์",
    "news/2564/school-opening-june": "assembly",
    "news/2564/school-opening-june-1": "health",
    "news/2564/school-opening-june-2": "classroom:ยินดีต้อนรับ",
    "news/2564/dengue-june": "jars",
    "news/2564/school-milk": "milk",
    "news/2564/building-tender": "building",
    "news/2564/lent-candle": "candles",
    "news/2564/thai-language-day": "books:กขค",
    "news/2564/lessons-forum": "circle",
    "news/2564/lessons-forum-1": "stage:ถอดบทเรียน",
    "news/2564/lessons-forum-2": "network:แลกเปลี่ยน",
    "news/2564/mother-tree-planting": "trees",
    "news/2564/prize-ceremony": "stage:เชิดชูเกียรติ",
    "news/2564/prize-ceremony-1": "trophy",
    "news/2564/prize-ceremony-2": "award",
    "news/2564/prize-ceremony-3": "bouquet",
    "news/2564/prize-ceremony-4": "signing:มอบเกียรติบัตร",
    "news/2564/prize-ceremony-5": "march:ขอแสดงความยินดี",
    "news/2564/share-channels": "phone",
    "news/2564/ita-result-2564": "gauge:99.15",
    "news/2564/satisfaction-highest": "chart",
    "news/2564/retirement-2564": "bouquet",
    "lessons/2564/budget-board": "school",
    "lessons/2564/honest-corner-shop": "shop:ร้านค้าซื่อสัตย์",
    "lessons/2564/lunch-committee-with-parents": "lunch",
    "lessons/2564/one-link-per-item": "screen:1 ข้อ 1 ลิงก์",
    "lessons/2564/evidence-calendar": "calendar:เก็บหลักฐาน",
    "lessons/2564/answer-within-three-days": "box:ถาม–ตอบ",
    "honors/2564/ita-aa-2564": "trophy",
}


class Certificate(NamedTuple):
    """The words on one certificate."""

    recipient: str
    award: str
    giver: str
    date: str


CERTIFICATES = {
    "honors/2563/integrity-school-2563.png": Certificate(
        "โรงเรียนตัวอย่าง 3", "โรงเรียนดีเด่นด้านความซื่อสัตย์สุจริต", "สพป.ลำพูน เขต 2", "21 สิงหาคม 2563"
    ),
    "honors/2564/integrity-school-outstanding.png": Certificate(
        "โรงเรียนตัวอย่าง 7", "สถานศึกษาดีเด่นด้านคุณธรรมและความโปร่งใส", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/integrity-executive.png": Certificate(
        "ผู้อำนวยการตัวอย่าง ก", "ผู้บริหารสถานศึกษาดีเด่นด้านความโปร่งใส", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/integrity-teacher.png": Certificate(
        "ครูตัวอย่าง ก", "ครูผู้รับผิดชอบโครงการโรงเรียนสุจริตดีเด่น", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/office-staff-service.png": Certificate(
        "เจ้าหน้าที่ตัวอย่าง ก", "บุคลากรผู้ให้บริการดีเด่น", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/honest-shop-award.png": Certificate(
        "โรงเรียนตัวอย่าง 31", "กิจกรรมร้านค้าซื่อสัตย์ดีเด่น", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/evidence-team.pdf": Certificate(
        "กลุ่มนโยบายและแผน", "คณะทำงานเอกสารเชิงประจักษ์ดีเด่น", "สพป.ลำพูน เขต 2", "18 สิงหาคม 2564"
    ),
    "honors/2564/school-experience-report.pdf": Certificate(
        "โรงเรียนตัวอย่าง 44", "รายงานถอดประสบการณ์ดีเด่น", "สพป.ลำพูน เขต 2", "5 สิงหาคม 2564"
    ),
    "honors/2564/lunch-transparency.png": Certificate(
        "โรงเรียนตัวอย่าง 12", "โรงเรียนอาหารกลางวันโปร่งใส", "คณะกรรมการระดับจังหวัด (สมมุติ)", "28 มิถุนายน 2564"
    ),
    "honors/2564/scout-leader.png": Certificate(
        "ครูตัวอย่าง ค", "ผู้บังคับบัญชาลูกเสือดีเด่น", "ชมรมลูกเสือจังหวัดตัวอย่าง (สมมุติ)", "1 กรกฎาคม 2564"
    ),
    "honors/2564/short-film-honesty.png": Certificate(
        "โรงเรียนตัวอย่าง 5", "ภาพยนตร์สั้นสุจริต ชนะเลิศระดับภาค", "เครือข่ายสื่อเยาวชน (สมมุติ)", "26 กุมภาพันธ์ 2564"
    ),
    "honors/2564/best-practice-supervision.png": Certificate(
        "ศึกษานิเทศก์ตัวอย่าง ก", "แนวปฏิบัติที่ดีด้านการนิเทศ ระดับภาค", "เครือข่ายศึกษานิเทศก์ (สมมุติ)", "21 พฤษภาคม 2564"
    ),
    "honors/2564/dltv-region.pdf": Certificate(
        "โรงเรียนตัวอย่าง 9", "การใช้การศึกษาทางไกลดีเด่น ระดับภาค", "เครือข่ายครูทางไกล (สมมุติ)", "19 มีนาคม 2564"
    ),
    "honors/2564/moral-school-national.png": Certificate(
        "โรงเรียนตัวอย่าง 33", "โรงเรียนคุณธรรม ระดับประเทศ", "มูลนิธิโรงเรียนดีตัวอย่าง (สมมุติ)", "15 กรกฎาคม 2564"
    ),
    "honors/2564/open-website-national.pdf": Certificate(
        "สพป.ลำพูน เขต 2", "เว็บไซต์เปิดเผยข้อมูลดีเด่น", "สมาคมเว็บภาครัฐตัวอย่าง (สมมุติ)", "10 สิงหาคม 2564"
    ),
    "honors/2564/saving-school-national.pdf": Certificate(
        "โรงเรียนตัวอย่าง 70", "กิจกรรมออมทรัพย์นักเรียนดีเด่น", "สถาบันการออมตัวอย่าง (สมมุติ)", "30 เมษายน 2564"
    ),
    "honors/2564/eco-school-international.pdf": Certificate(
        "โรงเรียนตัวอย่าง 15", "โรงเรียนสีเขียว ระดับนานาชาติ", "Sample Green Schools Network (สมมุติ)", "22 เมษายน 2564"
    ),
    "honors/2564/project-exchange-international.png": Certificate(
        "ครูตัวอย่าง จ", "โครงงานออนไลน์แลกเปลี่ยนนานาชาติ", "Sample Classroom Exchange (สมมุติ)", "8 กุมภาพันธ์ 2564"
    ),
}

# Small documents that news offer for download: path → title and lines.
DOCUMENTS = {
    "news/2564/integrity-declaration.pdf": (
        "ประกาศเจตจำนงสุจริตในการบริหารงาน",
        (
            "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต 2",
            "ขอประกาศต่อผู้รับบริการและประชาชนว่าจะบริหารงานโดย",
            "1. เปิดเผยข้อมูลให้ตรวจสอบได้ (ด้านความโปร่งใส)",
            "2. รับผิดชอบต่อผลของงานและคำร้องเรียน (ด้านความพร้อมรับผิด)",
            "3. ให้บริการทุกคนด้วยมาตรฐานเดียวกัน (ด้านคุณธรรมการให้บริการ)",
            "4. ไม่ทนต่อการทุจริตทุกรูปแบบ (ด้านวัฒนธรรมคุณธรรมในองค์กร)",
            "5. มอบหมายงานและดูแลบุคลากรอย่างเป็นธรรม",
            "    (ด้านคุณธรรมการทำงานในหน่วยงาน)",
            "ถ้อยคำและวันที่ในเอกสารนี้แต่งขึ้นเพื่อเป็นตัวอย่าง",
        ),
    ),
    "news/2564/คำสั่งแต่งตั้งคณะทำงาน.pdf": (
        "คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนโครงการ",
        (
            "เรื่อง แต่งตั้งคณะทำงานเพื่อขับเคลื่อนโครงการพัฒนาคุณธรรม",
            "และความโปร่งใส",
            "ฝ่ายอำนวยการ: ผู้บริหารของสำนักงานเขตพื้นที่การศึกษา",
            "ฝ่ายข้อมูล: ผู้แทนทุกกลุ่มและหน่วย",
            "ฝ่ายนิเทศ: ศึกษานิเทศก์ประจำเครือข่ายสถานศึกษา",
            "ฝ่ายเผยแพร่: ผู้ดูแลเว็บไซต์และสื่อสังคมออนไลน์",
            "เลขที่คำสั่ง วันที่ และรายชื่อ: ไม่ระบุในเอกสารตัวอย่าง",
        ),
    ),
    "news/2564/agreement-form.pdf": (
        "แบบข้อตกลงพัฒนาคุณธรรมและความโปร่งใส",
        (
            "ระหว่าง สพป.ลำพูน เขต 2 กับ โรงเรียนตัวอย่าง ........................",
            "โรงเรียนตกลงจะ",
            "1. ประกาศเจตจำนงสุจริตให้ครู นักเรียน และผู้ปกครองทราบ",
            "2. ติดประกาศรายรับรายจ่ายให้ผู้ปกครองอ่านได้",
            "3. มีช่องทางรับข้อร้องเรียนอย่างน้อยหนึ่งช่องทาง",
            "4. ร่วมรับการนิเทศและถอดประสบการณ์เมื่อสิ้นภาคเรียน",
            "สำนักงานเขตตกลงจะให้คำปรึกษา นิเทศ และสนับสนุนสื่อ",
            "ลงชื่อ ................................  ลงชื่อ ................................",
        ),
    ),
    "news/2564/ปฏิทินนิเทศ-ภาคเรียนที่-2.pdf": (
        "ปฏิทินการนิเทศ ภาคเรียนที่ 2 ปีการศึกษา 2563",
        (
            "สัปดาห์ที่ 1  เครือข่ายตัวอย่างที่ 1 และ 2",
            "สัปดาห์ที่ 2  เครือข่ายตัวอย่างที่ 3 และ 4",
            "สัปดาห์ที่ 3  เครือข่ายตัวอย่างที่ 5 และ 6",
            "สัปดาห์ที่ 4  เครือข่ายตัวอย่างที่ 7 และ 8",
            "สัปดาห์ที่ 5  เครือข่ายตัวอย่างที่ 9 และ 10",
            "สัปดาห์ที่ 6  สรุปผลและคืนข้อมูลให้ทุกโรงเรียน",
        ),
    ),
    "news/2564/admission-calendar-2564.pdf": (
        "ปฏิทินการรับนักเรียน ปีการศึกษา 2564",
        (
            "ชั้นอนุบาลและชั้นประถมศึกษาปีที่ 1 ในเขตพื้นที่บริการ",
            "รับสมัคร  24–28 เมษายน 2564 (วันที่สมมุติ)",
            "จับสลาก กรณีผู้สมัครเกินแผน  1 พฤษภาคม 2564 (วันที่สมมุติ)",
            "มอบตัว  2 พฤษภาคม 2564 (วันที่สมมุติ)",
            "เอกสารที่ใช้: สำเนาทะเบียนบ้านและสูติบัตรของนักเรียน",
            "ไม่มีค่าใช้จ่ายในการสมัครทุกขั้นตอน",
        ),
    ),
    "news/2564/lessons-forum-agenda.pdf": (
        "กำหนดการเวทีแลกเปลี่ยนเรียนรู้และถอดบทเรียน",
        (
            "08.30 น.  ลงทะเบียน",
            "09.00 น.  เล่าเส้นทาง 6 ขั้นตอน P D M C A S",
            "10.00 น.  วงสนทนา 5 ด้าน",
            "13.00 น.  เลือกบทเรียนที่โรงเรียนอื่นทำตามได้",
            "15.00 น.  เขียนบทเรียนหนึ่งหน้า",
            "16.00 น.  สรุปและนัดเผยแพร่",
        ),
    ),
    "news/2564/ita-result-2564.pdf": (
        "ผลการประเมิน ITA Online ปีงบประมาณ พ.ศ. 2564",
        (
            "หน่วยงาน: สพป.ลำพูน เขต 2",
            "ประกาศ ณ วันที่ 1 กันยายน 2564",
            "คะแนนรวม 99.15",
            "ระดับ AA (Excellence)",
            "อันดับที่ 11 จาก 225 เขตพื้นที่การศึกษา",
            "ผลการประเมิน: ผ่าน",
            "ตัวเลขข้างต้นมาจากรายงานของสำนักงานเขต",
            "ส่วนรูปแบบของเอกสารนี้จัดทำขึ้นเป็นตัวอย่าง",
        ),
    ),
}

TABLES = {
    "news/2564/procurement-plan-2564.csv": (
        ("ลำดับ", "รายการ (ตัวอย่าง)", "งบประมาณ (บาท)", "วิธีจัดหา", "เดือนที่คาดว่าจะเริ่ม"),
        ("1", "จ้างปรับปรุงห้องประชุม", "180000", "เฉพาะเจาะจง", "พฤศจิกายน 2563"),
        ("2", "ซื้อเครื่องคอมพิวเตอร์สำหรับงานแผน", "96000", "เฉพาะเจาะจง", "ธันวาคม 2563"),
        ("3", "เช่าเครื่องถ่ายเอกสาร", "84000", "เฉพาะเจาะจง", "ตุลาคม 2563"),
        ("4", "จ้างก่อสร้างอาคารเรียน โรงเรียนตัวอย่าง 40", "4200000", "ประกวดราคาอิเล็กทรอนิกส์", "กรกฎาคม 2564"),
    ),
    "lessons/2564/evidence-calendar-template.csv": (
        ("เดือน", "เอกสารที่ควรได้", "กลุ่มเจ้าของเรื่อง", "เก็บแล้ว"),
        ("ตุลาคม 2563", "แผนปฏิบัติการและแผนการใช้จ่ายงบประมาณ", "กลุ่มนโยบายและแผน", ""),
        ("พฤศจิกายน 2563", "สรุปผลจัดซื้อจัดจ้างของเดือนตุลาคม", "กลุ่มบริหารงานการเงินและสินทรัพย์", ""),
        ("มกราคม 2564", "สถิติการให้บริการไตรมาสแรก", "กลุ่มอำนวยการ", ""),
        ("เมษายน 2564", "รายงานรอบ 6 เดือนทุกเรื่อง", "ทุกกลุ่ม", ""),
    ),
}


def tag(c: Canvas, words: str = "ภาพตัวอย่าง") -> None:
    """Mark a picture as a sample in its lower right corner."""
    c.box(WIDTH - 196, c.height - 62, 180, 46, INK, 10)
    c.text(WIDTH - 106, c.height - 40, words, 30, WHITE)


def picture(name: str, scene: str) -> Image.Image:
    """Draw one illustration."""
    kind, _, words = scene.partition(":")
    canvas = Canvas(name)
    SCENES[kind](canvas, words)
    tag(canvas)
    return canvas.finished()


def certificate(name: str, words: Certificate) -> Image.Image:
    """Draw a certificate on its side, stamped as a sample."""
    c = Canvas(name, CERTIFICATE_HEIGHT)
    c.box(0, 0, WIDTH, CERTIFICATE_HEIGHT, "#fdf9ee")
    c.frame(28, 28, WIDTH - 56, CERTIFICATE_HEIGHT - 56, c.palette.second, 10)
    c.frame(48, 48, WIDTH - 96, CERTIFICATE_HEIGHT - 96, "#c9a24b", 3)
    for x, y in ((28, 28), (WIDTH - 28, 28), (28, CERTIFICATE_HEIGHT - 28), (WIDTH - 28, CERTIFICATE_HEIGHT - 28)):
        c.disc(x, y, 22, c.palette.accent)
    c.shape(((180, 640), (220, 640), (232, 770), (200, 740), (168, 770)), c.palette.accent)
    c.disc(200, 630, 66, "#c9a24b")
    c.disc(200, 630, 50, "#f3d675")
    c.text(200, 634, "สุจริต", 34, c.palette.second)
    c.text(600, 150, "เกียรติบัตร", 92, c.palette.second)
    c.text(600, 236, f"{words.giver} มอบให้ไว้เพื่อแสดงว่า", 36, INK, bold=False)
    c.text(600, 340, words.recipient, 70, c.palette.accent)
    c.line(((330, 396), (870, 396)), "#c9a24b", 3)
    c.text(600, 460, words.award, 50, INK)
    c.text(600, 550, f"ให้ไว้ ณ วันที่ {words.date}", 34, INK, bold=False)
    c.line(((690, 690), (1030, 690)), INK, 2)
    c.text(860, 724, "(ลายมือชื่อตัวอย่าง)", 30, INK, bold=False)
    whole = stamped(c.finished())
    return whole.resize((WIDTH * 3 // 4, CERTIFICATE_HEIGHT * 3 // 4), Image.Resampling.LANCZOS)


def stamped(image: Image.Image) -> Image.Image:
    """Put a slanted, half-transparent sample stamp over a document."""
    layer = Image.new("RGBA", (720, 170), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    colour = (200, 50, 50, 105)
    draw.rounded_rectangle((6, 6, 714, 164), 20, outline=colour, width=8)
    draw.text((360, 96), "เอกสารตัวอย่าง", fill=colour, font=font(96), anchor="mm", language="th")
    turned = layer.rotate(14, Image.Resampling.BICUBIC, expand=True)
    image = image.convert("RGB")
    image.paste(turned, ((image.width - turned.width) // 2, (image.height - turned.height) // 2 + 120), turned)
    return image


def jpeg(image: Image.Image) -> bytes:
    """Encode a picture as JPEG without metadata, a little coarser if it would be too heavy."""
    encoded = b""
    for quality in (QUALITY, QUALITY - 6, QUALITY - 12):
        held = io.BytesIO()
        image.save(held, "JPEG", quality=quality, optimize=True)
        encoded = held.getvalue()
        if len(encoded) <= LARGEST_PICTURE:
            break
    return encoded


def few_colours(image: Image.Image) -> Image.Image:
    """Reduce a drawn page to 32 colours: lettering stays sharp and the file becomes smaller than a JPEG."""
    return image.quantize(32, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def png(image: Image.Image) -> bytes:
    """Encode a drawn page as PNG without metadata."""
    held = io.BytesIO()
    few_colours(image).save(held, "PNG", optimize=True)
    return held.getvalue()


def pdf(title: str, orientation: str) -> FPDF:
    """Begin an A4 document of one page that bears a title, the language, a fixed date and the Thai fonts."""
    document = FPDF(orientation, format="A4")
    document.set_creation_date(dt.datetime(2021, 9, 30, tzinfo=dt.UTC))
    document.set_title(title)
    document.set_lang("th")
    document.add_font("thai", fname=FONT_FOLDER / "Laksaman.ttf")
    document.add_font("thai", style="B", fname=FONT_FOLDER / "Laksaman-Bold.ttf")
    document.set_text_shaping(use_shaping_engine=True, script="thai", language="th")
    document.set_auto_page_break(auto=False)
    document.add_page()
    return document


def written(title: str, lines: Sequence[str]) -> bytes:
    """Set a title and lines as an upright page, marked as a sample above and below."""
    document = pdf(title, "portrait")
    note = "เอกสารตัวอย่าง ไม่ใช่เอกสารราชการ"
    document.set_text_color(140, 74, 90)
    document.set_font("thai", size=14)
    document.cell(0, 10, note, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_text_color(36, 50, 63)
    document.set_font("thai", style="B", size=22)
    document.cell(0, 20, title, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font("thai", size=18)
    for line in lines:
        document.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
    document.set_text_color(140, 74, 90)
    document.set_xy(10, 275)
    document.cell(0, 10, note, align="C")
    return bytes(document.output())


def framed(words: Certificate, image: Image.Image) -> bytes:
    """Put a drawn certificate on a page, its words under it for search and for readers that speak."""
    document = pdf(words.award, "landscape")
    document.set_font("thai", size=16)
    document.set_xy(30, 30)
    with document.local_context(text_mode=TextMode.INVISIBLE):
        for line in ("เกียรติบัตร", words.giver, words.recipient, words.award, words.date, "เอกสารตัวอย่าง"):
            document.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
    document.image(few_colours(image).convert("RGB"), x=0, y=0, w=297, h=210, alt_text=f"เกียรติบัตร {words.award}")
    return bytes(document.output())


def csv_table(rows: Sequence[Sequence[str]]) -> bytes:
    """Write rows as CSV with the mark that makes Excel read Thai."""
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows(rows)
    return held.getvalue().encode("utf-8-sig")


def everything() -> dict[str, bytes]:
    """Make every sample file: path → bytes."""
    files = {f"{name}.jpg": jpeg(picture(name, scene)) for name, scene in PICTURES.items()}
    for path, words in CERTIFICATES.items():
        image = certificate(path, words)
        if path.endswith(".pdf"):
            files[path] = framed(words, image)
        else:
            files[path] = png(image)
    for path, (title, lines) in DOCUMENTS.items():
        files[path] = written(title, lines)
    files |= {path: csv_table(rows) for path, rows in TABLES.items()}
    return files


def main(arguments: Sequence[str]) -> int:
    """Write every file below the folder that the only argument names."""
    if len(arguments) != 1:
        sys.stderr.write("usage: make_pictures.py FOLDER\n")
        return 2
    if not features.check("raqm") or not (FONT_FOLDER / "Laksaman.ttf").is_file():
        sys.stderr.write("This needs Pillow with RAQM and the Debian package fonts-thai-tlwg.\n")
        return 2
    files = everything()
    pictures = (path for path in files if path.endswith((".jpg", ".png")))
    heavy = sorted(path for path in pictures if len(files[path]) > LARGEST_PICTURE)
    if heavy:
        sys.stderr.write("Too heavy: " + " ".join(heavy) + "\n")
        return 1
    for path, data in sorted(files.items()):
        target = Path(arguments[0], path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    sys.stderr.write(f"{len(files)} files, {sum(map(len, files.values())) // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
