"""Social cards: the right size, the same bytes, nothing beyond the margins, and Thai that is set as Thai."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image, ImageChops, ImageDraw

from generator.cards import Face, draw, fonts, name_of
from generator.cards.fonts import BOLD, available, legible, length, write
from generator.cards.ground import BAND, HEIGHT, MARGIN, PICTURE, WIDTH, palette
from generator.cards.lines import broken, clusters, pieces, squeezed
from generator.cli import main
from generator.colours import contrast

pytestmark = pytest.mark.skipif(not available(), reason="this machine can't set Thai in pictures")

FACE = Face(
    office="สพป.ลำพูน เขต 2",
    name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต 2",
    site="www.lp2.go.th",
    colour="#14504b",
    accent="#e9b04a",
    demo="เว็บไซต์สาธิต",
    kind="ข้อมูลสาธารณะ (OIT) ปี 2564",
    title="รายงานผลการดำเนินงานการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    badge="O32",
)
HOSTILE = [
    "",
    "🎉🎉🎉",
    "ข่าว 👩‍👩‍👧 ดี 🇹🇭",
    "ก" * 300,
    "กรุงเทพมหานครอมรรัตนโกสินทร์" * 12,
    "W" * 300,
    "ภาษาไทย " * 60,
    "שלום עולם ข่าว مرحبا بالعالم",
    "a\u200bb\u200dc\ufeff\u2060",
    "่้๊๋",
    "น้ำ" * 100,
    "𝕳𝖊𝖑𝖑𝖔 漢字 ไทย",
    "&<script>alert(1)</script>",
    "ปู่ผู้ใหญ่ญี่ปุ่นหญิง ฏุฎูฐี ป้ำ " * 8,
]
TITLES = [
    "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2564",
    "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน",
    "เจ้าหน้าที่สำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต 2 ร่วมประกาศเจตจำนงสุจริต (ตัวอย่าง)",
    "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ",
    "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่",
    "การวิเคราะห์ความสัมพันธ์ระหว่างอำเภอ ฯลฯ และน้ำใจของศิษย์เก่า",
    "จ่ายเงินช่วยเหลือค่าใช้จ่ายทางการศึกษา 2,000 บาทต่อคน ผู้ปกครองเลือกวิธีรับ",
]
NEVER_FIRST = re.compile(r"[ะาำๅๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e)\]”’,.:;!?%…]")
NEVER_LAST = re.compile(r"[เแโใไ(\[“‘]$")
UPPER, LOWER = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c", "\u0e38\u0e39"
BASELINE = 130
RESHAPED = "ฎฏปฝฟฬ"
"""Letters that change or move themselves beside a mark."""
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E, exclude_categories=["Cn"]), max_size=60)


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def measure(size: int = 60) -> Callable[[str], float]:
    return partial(length, weight=BOLD, size=size)


def cover(width: int = 960, height: int = 640) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#c04030").save(out, "WEBP")
    return out.getvalue()


# ── the picture ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("title", [*HOSTILE, *TITLES])
@pytest.mark.parametrize("photograph", [False, True])
def test_words_never_leave_their_place(title: str, photograph: bool) -> None:
    """Whatever the title, the card beyond the column of words is the card of another title, pixel for pixel."""
    face = replace(FACE, title=title, detail="15 มกราคม 2564", badge=None)
    # Lossless, so that pixels can be compared: the column of a card with a photograph is what matters, not its JPEG.
    card, other = (draw(one, cover() if photograph else None) for one in (face, replace(face, title="ก", detail=None)))
    changed = ImageChops.difference(picture(card), picture(other)).point(lambda value: 255 * (value > 40)).getbbox()

    assert picture(card).size == (1200, 630)
    if changed is not None:
        left, top, right, bottom = changed
        assert left >= MARGIN - 8
        assert right <= (WIDTH - PICTURE - 24 if photograph else 789)
        assert top >= 122
        assert bottom <= HEIGHT - BAND


@pytest.mark.parametrize("name", ["สำนักงาน" * 20, "W" * 200, "ก"])
def test_a_long_name_of_an_office_keeps_clear_of_what_stands_beside_it(name: str) -> None:
    card, other = (picture(draw(replace(FACE, office=one, name=f"{one}ก"))) for one in (name, "ข"))
    changed = ImageChops.difference(card, other).getbbox()

    assert changed is not None
    assert changed[0] >= MARGIN + 70
    assert changed[1] >= HEIGHT - BAND
    assert changed[2] <= 770


@pytest.mark.parametrize("title", HOSTILE)
def test_every_field_may_hold_any_text(title: str) -> None:
    face = Face(title, title, title, None, None, title, title, title, title, title)

    assert picture(draw(face)).size == (1200, 630)


def test_a_card_is_a_small_png_of_sixteen_colours_or_a_jpeg_with_the_photograph() -> None:
    plain, photograph = draw(FACE), draw(FACE, cover())

    with Image.open(io.BytesIO(plain)) as image:
        assert (image.format, image.mode, len(image.getcolors() or ()) <= 16, image.info) == ("PNG", "P", True, {})
    with Image.open(io.BytesIO(photograph)) as image:
        assert (image.format, "exif" in image.info) == ("JPEG", False)
    assert len(plain) < 26_000
    red, green, blue = picture(photograph).getpixel((950, 250))  # type: ignore[misc]
    assert (red - 0xC0) ** 2 + (green - 0x40) ** 2 + (blue - 0x30) ** 2 < 100


@pytest.mark.parametrize("size", [(1, 1), (3000, 20), (20, 3000)])
def test_a_photograph_of_any_shape_fills_its_place(size: tuple[int, int]) -> None:
    card = picture(draw(FACE, cover(*size)))

    corners = [card.getpixel((x, y)) for x in (WIDTH - PICTURE + 4, WIDTH - 4) for y in (4, HEIGHT - BAND - 12)]
    assert all(isinstance(pixel, tuple) and pixel[0] > 150 > pixel[2] for pixel in corners)


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.test_cards import FACE, cover; from generator.cards import draw;"
        "print(hashlib.sha256(draw(FACE) + draw(FACE, cover())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}

    theirs = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert theirs.stdout.strip() == hashlib.sha256(draw(FACE) + draw(FACE, cover())).hexdigest()


def test_everything_that_shows_is_in_the_name_of_the_file() -> None:
    others = [
        replace(FACE, **{name: "#123456" if name in {"colour", "accent"} else "อื่น"})
        for name in FACE.__dataclass_fields__
    ]
    names = [name_of(FACE, None), name_of(FACE, "a"), name_of(FACE, "b"), *(name_of(face, None) for face in others)]

    assert len(set(names)) == len(names) == len(FACE.__dataclass_fields__) + 3
    assert {name.rsplit(".", 1)[1] for name in names} == {"png", "jpg"}


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#14504b", "#000000", "#7f7f7f", None])
@pytest.mark.parametrize("accent", ["#ffffff", "#000000", "#e9b04a", None])
def test_white_and_the_accent_can_be_read_on_any_colour(colour: str | None, accent: str | None) -> None:
    path = palette(colour, accent)
    brand, white, ink, light = ("#" + path[3 * tone : 3 * tone + 3].hex() for tone in (0, 8, 12, 15))

    assert len(path) == 3 * 16
    assert (white, ink) == ("#ffffff", "#1b2733")
    assert contrast(white, brand) >= 4.5
    assert contrast(light, brand) >= 4.5


# ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(text: str) -> Image.Image:
    image = Image.new("L", (260, 200))
    write(ImageDraw.Draw(image), (80, BASELINE), text, 255, BOLD, 80)
    return image


@pytest.mark.parametrize("mark", UPPER + LOWER)
def test_each_mark_stands_over_or_under_its_letter(mark: str) -> None:
    """FiraGO draws the marks of ญ on its left, at the foot, unless it is told otherwise."""
    misplaced = []
    for letter in map(chr, range(0x0E01, 0x0E2F)):
        bare, marked = drawn(letter), drawn(letter + mark)
        added = ImageChops.difference(bare, marked).getbbox() or (0, 0, 0, 0)
        left, _, right, _ = bare.getbbox() or (0, 0, 0, 0)
        beside = added[0] < left - 14 or added[2] > right + 34
        apart = added[3] > BASELINE - 36 if mark in UPPER else added[1] < BASELINE - 8
        if beside or (apart and letter not in RESHAPED):
            misplaced.append((letter, added))

    assert misplaced == []


def test_only_what_the_typeface_draws_is_kept() -> None:
    texts = ["ข่าว 🎉 ใหม่", "漢字ไทย", "a\u200bb", "นำ\u0e49", "  เว้น   วรรค\n", "№ “ก” – ข…", "กํา"]

    assert [legible(text) for text in texts] == ["ข่าว ใหม่", "ไทย", "ab", "น้ำ", "เว้น วรรค", "№ “ก” – ข…", "กำ"]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", [380, 460, 580, 700])
@pytest.mark.parametrize("title", TITLES)
def test_no_line_begins_or_ends_within_a_cluster(title: str, limit: int) -> None:
    lines = broken(title, limit, 9, measure()) or squeezed(title, limit, 9, measure())

    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert [line for line in lines if NEVER_FIRST.match(line) or NEVER_LAST.search(line)] == []
    assert [line for line in lines if measure()(line) > limit + 6] == []


@given(THAI)
@settings(max_examples=150, deadline=None)
def test_any_letters_come_apart_into_whole_clusters_and_nothing_is_lost(text: str) -> None:
    whole = "".join(text.split())
    parts = clusters(whole)

    assert "".join(parts) == whole
    assert [part for part in parts[1:] if re.match(r"[ะาำๅๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", part)] == []
    assert [part for part in parts[:-1] if NEVER_LAST.search(part)] == []


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_pieces_of_any_text_make_up_the_text(text: str) -> None:
    shown = legible(text)

    assert "".join(piece.text + " " * piece.space for piece in pieces(shown)) == shown


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2564", ["แผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. 2564"]),
        (
            "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่",
            ["ประกาศเจตนารมณ์นโยบาย", "No Gift Policy จากการปฏิบัติหน้าที่"],
        ),
        ("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", ["แนวปฏิบัติการจัดการเรื่องร้องเรียน", "การทุจริตและประพฤติมิชอบ"]),
        ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต 2", ["สำนักงานเขตพื้นที่การศึกษา", "ประถมศึกษาลำพูน เขต 2"]),
        ("ข้อมูลเชิงสถิติการให้บริการ", ["ข้อมูลเชิงสถิติการให้บริการ"]),
    ],
)
def test_titles_break_where_a_reader_would_break_them(title: str, lines: list[str]) -> None:
    assert broken(title, 960, 4, measure()) == lines


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = squeezed("ความโปร่งใส" * 40, 600, 4, measure())

    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert max(map(measure(), lines)) <= 600


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def cards_of(root: Path) -> dict[str, str]:
    """Return the address of the card of each page, by the page's address, as messengers find it."""
    site = root / "site"
    found = {}
    for page in sorted(site.rglob("index.html")):
        for content in html.parse(page).xpath("//meta[@property='og:image']/@content"):
            found[page.parent.relative_to(site).as_posix()] = str(content)
    return found


def test_every_page_has_a_card_that_is_there(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    assert main(["build", "--root", str(root)]) == 0
    cards = cards_of(root)
    base = "https://www.small.go.th/oit-portal/"
    there = {path.relative_to(root / "site").as_posix() for path in (root / "site/assets/cards").iterdir()}

    assert {".", "oit", "oit/2564", "oit/2564/o1", "news", "documents", "results", "contact"} <= cards.keys()
    assert {card.removeprefix(base) for card in cards.values()} == there


def test_cards_are_drawn_once_and_dropped_when_nobody_shows_them(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    folder = root / ".prongsai/assets/cards"
    assert main(["build", "--root", str(root)]) == 0
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert main(["build", "--root", str(root)]) == 0
    again = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    office = root / "disclosures/office.yaml"
    office.write_text(office.read_text("utf-8") + 'colour: "#7a1f5c"\n', "utf-8")
    assert main(["build", "--root", str(root)]) == 0
    recoloured = {path.name for path in folder.iterdir()}

    assert again == before
    assert len(recoloured) == len(before)
    assert recoloured & before.keys() == set()


def test_a_machine_that_cannot_set_thai_builds_the_site_without_cards_and_says_so_once(
    small_site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site("small")
    monkeypatch.setattr("PIL.features.check", lambda _name: False)

    assert main(["build", "--root", str(root)]) == 0
    said = "".join(capsys.readouterr())
    assert said.count("warning[no-cards] เครื่องนี้วาดภาพการ์ดสำหรับแชร์ลิงก์ไม่ได้") == 1
    assert cards_of(root) == {}
    assert not (root / "site/assets/cards").exists()


def test_a_machine_without_the_typeface_is_known_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda _name: None)

    assert not available()
