"""The guide for staff is true: each of its commands and files is followed in a copy of the demo office."""

import json
import re
import runpy
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import CHROMIUM, DESK, SMALLEST, WIDER, need, visit
from following import REPOSITORY, Reader, chapter_of, fits, pieces_of, start, wrong_with
from lxml import html
from playwright.sync_api import Browser, Page

from generator import addresses
from generator.guide import FOLDER, PICTURES, Piece, chapters, pictures
from generator.kinds import KINDS
from generator.pages.staff import GROUPS
from generator.rules import RULES
from generator.schemas.notes import notes
from generator.source import parse_document, plain

Clone = Callable[[], Reader]


@pytest.fixture
def clone(office: Path, tmp_path: Path) -> Clone:
    """Return a function that gives a fresh clone of the demo office, with the cache of a build to save time."""

    def make() -> Reader:
        root = tmp_path / "clone"
        root.mkdir()
        shutil.copytree(office / "disclosures", root / "disclosures")
        shutil.copytree(office / ".prongsai", root / ".prongsai")
        return start(root, tmp_path / "home")

    return make


def page(reader: Reader, address: str) -> html.HtmlElement:
    return html.fromstring((reader.root / "site" / address / "index.html").read_text("utf-8"))


def says(reader: Reader, command: str) -> str:
    return reader.types(command)[1]


def has_make() -> bool:
    return shutil.which("make") is not None


with_make = need(has_make(), "make")


# ── what the guide shows comes true ──────────────────────────────────────────────────────────────────────────────


@with_make
@pytest.mark.parametrize("name", addresses.CHAPTERS)
def test_each_chapter_can_be_followed_as_it_stands(clone: Clone, name: str) -> None:
    reader = clone()

    assert list(wrong_with(reader, pieces_of(chapter_of(name)))) == []

    outcome = OUTCOMES.get(name)
    if outcome:
        outcome(reader)


def the_site_is_there(reader: Reader) -> None:
    assert (reader.root / "site" / "index.html").is_file()
    assert ".venv/bin/prongsai serve" in says(reader, "make -n serve")


def the_news_is_published_with_its_picture(reader: Reader) -> None:
    made = page(reader, "news/2564/open-house")

    assert made.xpath("string(//h1)") == "เปิดบ้านสำนักงาน พบประชาชน (ตัวอย่าง)"
    (cover,) = made.xpath("//figure[@class='cover']/img")
    assert cover.get("alt") == "ภาพวาดกล่องเขียนว่า รับฟังความคิดเห็น มีคนสี่คนยืนสองข้าง"
    assert (reader.root / "site" / "news" / "2564" / "open-house" / cover.get("src", "")).resolve().is_file()
    (first, *_) = page(reader, "").xpath("//section[contains(@class, 'latest')]//li//a/@href")
    assert first == "news/2564/open-house/"
    assert "open-house" in (reader.root / "site" / "feed.xml").read_text("utf-8")


def o10_is_ready(reader: Reader) -> None:
    items = {item["code"]: item for item in json.loads(_out(reader, "report 2565 --format json"))["items"]}

    assert {code for code, item in items.items() if item["ready"]} == {"O10", "O31"}
    assert [element["covered"] for element in items["O10"]["elements"]] == [True, True, True]
    assert items["O31"]["status"] == "none"
    made = page(reader, "oit/2565/o10")
    assert len(made.xpath("//main//a[contains(@href, 'action-plan-2565.pdf')]")) >= 2
    assert made.xpath("//main//a[contains(@href, 'action-plan-2565.pdf#page=2')]")


def the_mended_news_passes(reader: Reader) -> None:
    text = (reader.root / "disclosures/news/2564/green-day.yaml").read_text("utf-8")

    assert "date: 2564-06-05\n" in text
    assert "0 errors, 0 warnings" in says(reader, ".venv/bin/prongsai check")


def the_table_became_files(reader: Reader) -> None:
    found = {}
    for path in sorted((reader.root / "disclosures/oit/2566").iterdir()):
        tree = parse_document(path.name, path.read_text("utf-8")).tree
        assert tree is not None
        data = plain(tree)
        assert isinstance(data, dict)
        found[data["item"]] = [row["url"] for row in data["evidence"]]
    base = "https://www.example.go.th/2566"

    assert found == {"O1": [f"{base}/structure.pdf"], "O2": [f"{base}/executives.pdf"], "O11": [f"{base}/plan.pdf"]}


def the_year_has_a_file_of_every_item(reader: Reader) -> None:
    written = sorted(path.name for path in (reader.root / "disclosures/oit/2565").iterdir())

    assert written == [f"o{number:02}.yaml" for number in range(1, 44)]


def the_new_office_has_its_own_site(reader: Reader) -> None:
    assert "สพป.สมมุติ เขต 1" in page(reader, "").xpath("string(//header)")
    assert (reader.root / "site/oit/2567/o10/index.html").is_file()
    assert (reader.root.parent / "disclosures-demo/office.yaml").is_file()


OUTCOMES: dict[str, Callable[[Reader], None]] = {
    "start": the_site_is_there,
    "news": the_news_is_published_with_its_picture,
    "evidence": o10_is_ready,
    "mistakes": the_mended_news_passes,
    "import": the_table_became_files,
    "year": the_year_has_a_file_of_every_item,
    "office": the_new_office_has_its_own_site,
}


def _out(reader: Reader, arguments: str) -> str:
    return says(reader, f".venv/bin/prongsai {arguments} 2>/dev/null")


@with_make
def test_an_untrue_step_is_noticed(clone: Clone) -> None:
    """Each kind of piece, edited into something that isn't so."""
    told = pieces_of(chapter_of("mistakes"))
    answer = next(piece for piece in told if piece.kind == "answer")
    untrue = [
        replace(answer, text=answer.text.replace("2:1", "3:1")),
        Piece("written", "title: ไม่ใช่", "disclosures/news/2564/green-day.yaml"),
        Piece("command", ".venv/bin/prongsai new news"),
    ]
    reader = clone()
    begun = told[: told.index(answer)]

    found = [list(wrong_with(reader, [*begun, piece])) for piece in untrue]

    # The last two also leave the failed check without the answer that explains it.
    assert [len(wrong) for wrong in found] == [1, 2, 2]
    assert list(wrong_with(reader, [*begun, answer])) == []


def test_what_is_shown_may_leave_out_what_differs_and_nothing_else() -> None:
    assert fits("ตรวจ … ไฟล์", "ตรวจ 12 ไฟล์\n")
    assert fits("a\n…\nd", "a\nb\nc\nd\n")
    assert fits("a\n…", "a\n")
    assert not fits("ตรวจ … ไฟล์", "ตรวจ 12 ไฟล์\nb\n")
    assert not fits("a\nd", "a\nb\nd\n")


# ── the guide in the repository ──────────────────────────────────────────────────────────────────────────────────


def test_the_contents_in_the_repository_are_those_of_the_site() -> None:
    listed = re.findall(r"^\d+\. \[(.+)\]\((.+)\.md\)$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)

    assert listed == [(chapter.title, chapter.name) for chapter in chapters()]
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted([*addresses.CHAPTERS, "README"])


def test_every_picture_of_the_guide_is_there_and_light_and_the_script_makes_it() -> None:
    shown = dict(pictures())
    maker = runpy.run_path(str(REPOSITORY / "tests" / "samples" / "make_guide_pictures.py"))

    assert set(shown) == {path.name for path in (FOLDER / PICTURES).iterdir()} == set(maker["PICTURES"])
    assert {name: len(data) for name, data in shown.items() if len(data) > 60_000} == {}
    assert [name for name, data in shown.items() if b"EXIF" in data or b"XMP " in data] == []


def test_every_link_of_the_guide_to_another_chapter_has_an_end() -> None:
    asked = {
        (chapter.name, name)
        for chapter in chapters()
        for name in re.findall(r"\]\(([^)]+)\.md\)", (FOLDER / f"{chapter.name}.md").read_text("utf-8"))
    }

    assert {(chapter, name) for chapter, name in asked if name not in addresses.CHAPTERS} == set()
    assert len(asked) >= 3


# ── the guide on the site ────────────────────────────────────────────────────────────────────────────────────────


def built(office: Path, address: str) -> html.HtmlElement:
    return html.fromstring((office / "site" / address / "index.html").read_text("utf-8"))


def test_every_message_is_explained_at_its_own_anchor(office: Path) -> None:
    ids = [one.get("id") for one in built(office, "staff/messages").xpath("//article")]

    assert ids == [code for code in RULES if not code.endswith("-near")]


def test_the_parts_of_the_messages_begin_with_codes_that_there_are() -> None:
    codes = list(RULES)
    starts = [codes.index(first) for first, _, _ in GROUPS]

    assert starts == sorted(starts)
    assert starts[0] == 0


def test_every_field_of_every_kind_is_on_its_page(office: Path) -> None:
    shown = {
        kind.name: [code.text for code in built(office, addresses.reference_of(kind.name)).xpath("//h2[@id]/code")]
        for kind in KINDS
    }

    assert shown == {kind.name: [note.name for note in notes(kind.model)] for kind in KINDS}


def test_a_message_that_the_guide_names_leads_to_its_meaning(office: Path) -> None:
    links = built(office, "staff/assessors").xpath("//main//a[contains(@href, 'messages/#')]")

    assert {link.get("href") for link in links} >= {
        "../../staff/messages/#wrong-period",
        "../../staff/messages/#explanation-needed",
    }
    assert all(link.text_content() in RULES for link in links)


def test_the_words_of_the_guide_are_found_on_the_site_as_they_stand(office: Path) -> None:
    """Nothing is lost between the file and the page: the spaces of YAML neither."""
    for chapter in chapters():
        blocks = built(office, addresses.chapter_of(chapter.name)).xpath("//figure//pre/code")
        shown = [piece.text for piece in pieces_of(chapter) if piece.kind not in ("prose", "picture")]

        assert [block.text for block in blocks] == shown


def test_the_guide_is_one_step_from_every_page(office: Path) -> None:
    assert built(office, "news").xpath("string(//footer//a[@href='../staff/'])") == "คู่มือเจ้าหน้าที่"


@need(CHROMIUM is not None, "Chromium or Chrome")
@pytest.mark.parametrize("address", ["staff/", "staff/mistakes/", "staff/messages/", "staff/reference/office/"])
def test_no_page_of_the_guide_is_wider_than_the_window(browser: Browser, base: str, address: str) -> None:
    window = visit(browser, base, SMALLEST)
    window.go(address)

    wide = {width: _wider(window.page, width) for width in (SMALLEST, DESK)}
    window.context.close()

    assert wide == {SMALLEST: 0, DESK: 0}
    assert window.faults == []


def _wider(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate(WIDER)[0])
