"""The office's colours and emblem: what is made of them, and that every text stays readable on its ground."""

import io
import itertools
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from generator.assets import ICONS
from generator.cli import main
from generator.colours import DARK_GROUNDS, LIGHT_GROUNDS, READABLE, VISIBLE, contrast, distinct, mixed, palette, vivid
from generator.exports.identity import icon, style_sheet

ROOT = Path(__file__).resolve().parent.parent
SHEET = (ROOT / "overrides" / "assets" / "stylesheets" / "prongsai.css").read_text("utf-8")

EDGES = ("#000000", "#767676", "#0000ff", "#e60000", "#c00000", "#006400", "#800080", "#12467b", "#14504b", "#7a4a00")
"""Main colours that white letters can stand on, some only just."""
ACCENTS = ("#ffffff", "#000000", "#ffd700", "#00ffff", "#ff00ff", "#808080", "#12467b", "#f0b13c")
CHOICES = [*itertools.product((None, *EDGES), (None, *ACCENTS))]


def neutral(selector: str) -> dict[str, str]:
    """Return the colours that prongsai.css gives under a selector."""
    start = SHEET.index(f"{selector} {{")
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", SHEET[start : SHEET.index("}", start)]))


LIGHT, DARK, DEVICE_DARK = map(neutral, ("\n:root", ':root[data-theme="dark"]', ':root:not([data-theme="light"])'))

GROUNDS = ("ground", "sheet", "panel", "tint")
TEXTS = [
    *itertools.product(("ink", "soft", "link"), GROUNDS),
    *itertools.product(("on-brand", "soft-on-brand", "accent-on-brand"), ("brand", "brand-deep")),
    ("on-accent", "accent"),
    ("notice-ink", "notice"),
    *((name, f"{name}-ground") for name in ("ok", "wait", "miss", "none")),
    *itertools.product(("ok",), ("ground", "sheet")),
]
"""Every pair of text and ground that the style sheet of the shell makes."""
MARKS = [
    *itertools.product(("edge", "accent-mark"), ("ground", "sheet", "panel")),
    *itertools.product(("brand-mark",), GROUNDS),
    ("ok", "sheet"),
]
"""What is seen but not read."""


@pytest.mark.parametrize(("colour", "accent"), CHOICES)
def test_every_text_is_readable_and_every_mark_seen_whatever_the_office_chose(
    colour: str | None, accent: str | None
) -> None:
    made = palette(colour, accent)

    for shades in ({**LIGHT, **made.light}, {**DARK, **made.dark}):
        pale = [(one, two) for one, two in TEXTS if contrast(shades[one], shades[two]) < READABLE]
        lost = [(one, two) for one, two in MARKS if contrast(shades[one], shades[two]) < VISIBLE]
        assert (pale, lost) == ([], [])


def test_the_dark_colours_are_the_same_by_choice_and_by_device_and_the_grounds_are_known() -> None:
    assert DEVICE_DARK == DARK
    assert DARK.keys() - LIGHT.keys() == {"rim"}  # which is clear on light pages
    assert LIGHT.keys() <= DARK.keys()
    assert (LIGHT["ground"], LIGHT["sheet"], LIGHT["panel"]) == LIGHT_GROUNDS
    assert (DARK["ground"], DARK["sheet"], DARK["panel"]) == DARK_GROUNDS


def test_the_style_sheet_uses_no_colour_that_nobody_gives() -> None:
    given = {*LIGHT, *palette(None, None).light, "shade", "rim"}
    by_stories = {"tone-line"}  # stories.css, on the cards of the home page

    assert set(re.findall(r"var\(--([a-z-]+)\)", SHEET)) - given == by_stories


@pytest.mark.parametrize(
    ("one", "two", "ratio"),
    # The pairs of the understanding document of WCAG 2.2, and its ends.
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_what_wcag_says(one: str, two: str, ratio: float) -> None:
    assert round(contrast(one, two), 2) == ratio
    assert contrast(one, two) == contrast(two, one)


def test_a_colour_is_moved_no_further_than_it_must() -> None:
    assert distinct("#000000", ["#ffffff"], "#000000") == "#000000"
    assert distinct("#ffff00", ["#ffffff"], "#000000", VISIBLE) == "#999900"
    assert distinct("#ffff00", ["#333333", "#ffffff"], "#000000") == "#000000"  # no shade does


def test_colours_mix_and_keep_their_hue() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert vivid("#14504b", 0.5) == "#33ccbf"
    assert vivid("#333333", 0.5) == "#808080"  # grey has no hue to keep


def test_the_style_sheet_has_the_colours_for_light_for_dark_and_for_the_device() -> None:
    assert style_sheet({"brand": "#111111"}, {"brand": "#222222"}) == (
        ":root {\n  --brand: #111111;\n}\n"
        '@media screen {\n:root[data-theme="dark"] {\n  --brand: #222222;\n}\n}\n'
        "@media screen and (prefers-color-scheme: dark) {\n"
        ':root:not([data-theme="light"]) {\n  --brand: #222222;\n}\n}\n'
    )


@pytest.mark.parametrize("size", [64, 180])
def test_the_icon_shows_the_colours_of_the_office_and_is_the_same_every_time(size: int) -> None:
    shades = palette("#14504b", "#e9b04a").light
    made = icon(shades, size)

    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size, image.info) == ("PNG", (size, size), {})
        at = [image.getpixel((round(x * size / 24), round(y * size / 24))) for x, y in ((2, 12), (7, 15), (12, 6))]
        assert at == [(0x14, 0x50, 0x4B, 255), (255, 255, 255, 255), (0xE9, 0xB0, 0x4A, 255)]
        assert image.getpixel((0, 0)) == (0, 0, 0, 0)
    assert icon(shades, size) == made


def built(tmp_path: Path, office: str, emblem: bytes | None = None) -> Path:
    """Return the site of a small office with more lines in its office.yaml."""
    root = shutil.copytree(ROOT / "tests" / "sites" / "nothing-but-an-office", tmp_path / "root")
    path = root / "disclosures" / "office.yaml"
    path.write_text(path.read_text("utf-8") + office, "utf-8")
    if emblem:
        (root / "disclosures" / "files" / "office").mkdir(parents=True)
        (root / "disclosures" / "files" / "office" / "emblem.png").write_bytes(emblem)
    assert main(["build", "--root", str(root)]) == 0
    return root / "site"


def test_the_chosen_colours_reach_every_page_as_a_file_and_no_page_has_a_style_of_its_own(tmp_path: Path) -> None:
    site = built(tmp_path, 'colour: "#5b1f69"\naccent: "#ffd24d"\n')

    sheet = (site / "assets" / "stylesheets" / "identity.css").read_text("utf-8")
    made = palette("#5b1f69", "#ffd24d")
    assert sheet == style_sheet(made.light, made.dark)
    for page in site.rglob("index.html"):
        if page.parent.name == "admin":  # the form editor is not of the site's design
            continue
        text = page.read_text("utf-8")
        assert re.search(r'href="[./]*assets/stylesheets/identity\.css"', text)
        assert not re.search(r"<[^>]+ style=|<style", text)


def test_the_emblem_stands_in_the_head_of_every_page_and_becomes_the_icons(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 300), "#c00000").save(out, "PNG")
    site = built(tmp_path, "emblem: files/office/emblem.png\n", out.getvalue())

    text = (site / "about" / "index.html").read_text("utf-8")
    found = re.search(
        r'<img class="emblem" src="\.\./(assets/pictures/[0-9a-f]{16}-480\.webp)" width="600" height="300" alt="">',
        text,
    )
    assert found
    assert (site / found[1]).is_file()
    for address, size in ICONS.items():
        with Image.open(site / address) as image:
            corner, middle = image.getpixel((0, 0)), image.getpixel((size // 2, size // 2))
            assert (image.size, corner, middle) == ((size, size), (0, 0, 0, 0), (0xC0, 0, 0, 255))


def test_an_office_without_content_says_on_its_home_page_what_will_come(tmp_path: Path) -> None:
    text = (built(tmp_path, "") / "index.html").read_text("utf-8")

    assert re.findall(r'class="soon">([^<]+)<', text) == [
        "รายการข้อมูลสาธารณะของปี 2568 จะแสดงที่นี่ เมื่อหน่วยงานได้รับแบบวัด OIT ของปีนี้และเริ่มเผยแพร่ข้อแรก",
        "คะแนนและระดับผลการประเมินจะแสดงที่นี่ เมื่อหน่วยงานผู้ประเมินประกาศผลของปีงบประมาณ",
        "ข่าวและกิจกรรมของหน่วยงานจะแสดงที่นี่ทันทีที่เผยแพร่ข่าวแรก",
        "บทเรียนจะแสดงที่นี่ เมื่อหน่วยงานหรือโรงเรียนถอดบทเรียนเสร็จ",
        "รางวัลของบุคลากร โรงเรียน และหน่วยงานจะแสดงที่นี่ เมื่อมีการประกาศผล",
    ]
