"""The real office in a browser: on a phone and on a desk, in light and in dark, by keyboard, without scripts, on paper.

The site is served from below a folder, because the contract says that it works under any sub-path.
"""

import io
import re

import pytest
from browsing import CHROMIUM, DESK, PHONE, THEMES, WIDER, Theme, Visit, visit
from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium or Chrome is installed (`make test` installs one)"
)

CODES = [f"O{number}" for number in range(1, 44)]
PAGES = (
    "", "oit/", "oit/2564/", "oit/2564/o10/", "oit/2567/", "news/", "news/2564/integrity-declaration/",
    "lessons/2564/answer-within-three-days/", "honors/", "results/", "programme/2564/", "schools/",
    "oit/2564/assess/", "documents/", "about/", "oit/2564/o13/",
)  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways_complains_or_asks_another_host(
    browser: Browser, base: str, address: str, theme: Theme
) -> None:
    made = visit(browser, base, PHONE, theme)
    for width in (PHONE, DESK):
        made.page.set_viewport_size({"width": width, "height": 800})
        made.go(address)
        too_wide, by = made.page.evaluate(WIDER)
        assert too_wide <= 0, (width, by)
        assert made.page.locator("h1").is_visible()
    assert made.context.cookies() == []
    made.context.close()
    assert made.faults == []


def brightness(page: Page) -> float:
    """Return how bright the page's ground is, 0 to 255."""
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_colours_follow_the_device(browser: Browser, base: str) -> None:
    for theme in THEMES:
        made = visit(browser, base, DESK, theme)
        made.go("")
        assert (brightness(made.page) > 128) is (theme == "light")
        made.context.close()


def test_the_chosen_theme_stays_from_page_to_page(desk: Visit) -> None:
    desk.go("")
    assert brightness(desk.page) > 128
    button = desk.page.get_by_role("button", name="เปลี่ยนเป็นพื้นมืดหรือพื้นสว่าง")

    button.click()
    assert brightness(desk.page) < 128
    desk.go("oit/2564/")
    assert brightness(desk.page) < 128
    desk.page.reload()
    assert brightness(desk.page) < 128

    button.click()
    desk.go("news/")
    assert brightness(desk.page) > 128


def test_the_menu_of_a_phone_opens_and_closes_by_click_and_escape(phone: Visit) -> None:
    phone.go("oit/2564/o10/")
    menu, button = phone.page.locator("#menu"), phone.page.get_by_role("button", name="เมนู")
    assert not menu.is_visible()
    assert button.get_attribute("aria-expanded") == "false"

    button.click()
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert phone.page.evaluate(WIDER)[0] <= 0
    button.click()
    assert not menu.is_visible()

    button.click()
    phone.page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert is_focused(button)
    assert button.get_attribute("aria-expanded") == "false"


def test_the_menu_of_a_phone_works_by_keyboard_alone(phone: Visit) -> None:
    phone.go("")
    keyboard, button = phone.page.keyboard, phone.page.get_by_role("button", name="เมนู")
    for _ in range(10):
        keyboard.press("Tab")
        if is_focused(button):
            break
    assert is_focused(button)

    keyboard.press("Enter")
    links = phone.page.locator("#menu a")
    for number in range(3):
        keyboard.press("Tab")
        assert is_focused(links.nth(number))
    with phone.page.expect_navigation():
        keyboard.press("Enter")
    assert phone.address == "news/"


def is_focused(element: Locator) -> bool:
    focused: bool = element.evaluate("element => element === document.activeElement")
    return focused


def test_the_menu_of_a_desk_is_always_there(desk: Visit) -> None:
    desk.go("results/")

    assert desk.page.locator("#menu").is_visible()
    assert not desk.page.get_by_role("button", name="เมนู").is_visible()
    current = desk.page.locator("#menu [aria-current]")
    assert current.all_inner_texts() == ["ผลการประเมิน"]

    desk.go("oit/2564/o10/")
    assert current.all_inner_texts() == ["ข้อมูลสาธารณะ"]
    assert current.get_attribute("aria-current") == "true"  # the section, not the page
    desk.go("privacy/")
    assert current.all() == []


def test_the_search_stands_in_the_head_of_every_page_and_needs_no_script(browser: Browser, base: str) -> None:
    made = visit(browser, base, PHONE, scripts=False)
    made.go("oit/2564/o10/")

    made.page.locator("header").get_by_role("searchbox", name="ค้นหาในเว็บไซต์").fill("แผน")
    made.page.keyboard.press("Enter")
    made.page.wait_for_url("**/portal/search/?q=*")
    made.context.close()
    assert made.faults == []


def test_the_home_page_of_a_phone_is_short_and_starts_with_the_ways_in(phone: Visit) -> None:
    phone.go("")

    assert phone.page.evaluate("document.documentElement.scrollHeight") < 5_000
    last = phone.page.locator(".ways a").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] < 800  # all on the first screen
    images = phone.page.locator("main svg[role=img]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert images == ["ปี 2564 ข้อมูลครบ 38 จาก 43 ข้อ"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_first_key_offers_to_skip_to_the_content(browser: Browser, base: str, width: int) -> None:
    made = visit(browser, base, width)
    made.go("oit/2564/")
    skip = made.page.locator("a.skip")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 0  # out of sight

    made.page.keyboard.press("Tab")
    assert is_focused(skip)
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    made.page.keyboard.press("Enter")
    assert is_focused(made.page.locator("main"))
    made.page.keyboard.press("Tab")
    assert made.page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
    made.context.close()
    assert made.faults == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_item_is_two_clicks_from_home(browser: Browser, base: str, width: int) -> None:
    made = visit(browser, base, width)
    made.go("")

    made.page.locator("main").get_by_role("link", name="ข้อมูลสาธารณะ").first.click()
    made.page.wait_for_url("**/oit/2564/")
    codes = made.page.locator("[data-oit]").evaluate_all("rows => rows.map(row => row.dataset.oit)")
    assert codes == CODES
    made.page.locator("[data-oit='O10'] a").first.click()
    made.page.wait_for_url("**/oit/2564/o10/")
    assert made.page.locator("h1").inner_text().startswith("O10 ")
    made.context.close()
    assert made.faults == []


def test_files_and_old_addresses_open_below_a_folder_too(desk: Visit) -> None:
    desk.go("news/2564/honesty-declaration/")
    desk.page.wait_for_url("**/news/2564/integrity-declaration/")
    assert desk.page.locator("h1").inner_text().startswith("ประกาศเจตจำนงสุจริต")
    for picture in desk.page.locator("main img:not(dialog *)").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")
        assert picture.evaluate("image => image.naturalWidth") > 100

    desk.go("oit/2564/o10/")
    links = desk.page.locator("[data-evidence] a[href*='files/']").evaluate_all("all => all.map(link => link.href)")
    assert links
    for link in links:
        answer = desk.context.request.get(link.partition("#")[0])
        assert (answer.status, len(answer.body()) > 100) == (200, True)


LABELS = """row => [...row.children].map(cell => {
  const box = cell.getBoundingClientRect();
  const label = getComputedStyle(cell, '::before').content;
  return [cell.dataset.label || '', label === 'none' ? '' : label.replace(/^"|"$/g, '').trim(),
          box.width > 0 && box.height > 0 && box.left >= 0 && box.right <= innerWidth,
          cell.innerText.trim() !== ''];
})"""


def test_on_a_phone_each_row_of_the_year_shows_its_parts_with_their_names(phone: Visit) -> None:
    phone.go("oit/2564/")
    rows = phone.page.locator("[data-oit]").all()
    assert len(rows) == 43
    for row in rows:
        code, title, *parts = row.evaluate(LABELS)
        assert code == ["", "", True, True]
        assert title[2:] == [True, True]  # its name stands in bold and needs no label
        assert parts == [[name, name, True, True] for name in ("องค์ประกอบ", "หลักฐาน", "สถานะ")]
    heights = phone.page.locator("[data-oit='O1'] > *").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().top)"
    )
    assert heights == sorted(heights)


def test_on_a_desk_the_year_is_a_table_with_heads(desk: Visit) -> None:
    desk.go("oit/2564/")

    heads = desk.page.locator("table.oit").first.locator("thead th")
    assert heads.all_inner_texts() == ["ข้อ", "ข้อมูล", "องค์ประกอบด้านข้อมูล", "หลักฐาน", "สถานะ"]
    assert all(head.is_visible() for head in heads.all())
    cells = desk.page.locator("[data-oit='O1']").evaluate(LABELS)
    assert [label for _, label, _, _ in cells] == [""] * 5


UNREADABLE = """() => [...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter(e => !e.closest('.hidden, svg, button[hidden], details:not([open]) > :not(summary)'))
  .filter(e => !e.checkVisibility({opacityProperty: true, visibilityProperty: true}))
  .map(e => e.textContent)"""


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("address", ["", "oit/2564/o10/", "programme/2564/", "results/"])
def test_without_scripts_everything_can_be_read(browser: Browser, base: str, address: str, width: int) -> None:
    made = visit(browser, base, width, scripts=False)
    made.go(address)

    assert made.page.evaluate("() => document.documentElement.className") == ""  # no script has run
    links = made.page.locator("#menu a").all()
    assert links
    assert all(link.is_visible() for link in links)
    for name in ("เมนู", "เปลี่ยนเป็นพื้นมืดหรือพื้นสว่าง"):  # what would do nothing is not offered
        assert not made.page.get_by_role("button", name=name, include_hidden=True).is_visible()
    assert len(made.page.locator("main").inner_text()) > 500
    heads = "ข้อ", "สถานะ", "กิจกรรม", "ช่วงเวลา"  # heads of tables are labels of cells on a phone
    assert [text for text in made.page.evaluate(UNREADABLE) if text not in heads] == []
    too_wide, by = made.page.evaluate(WIDER)
    assert too_wide <= 0, by
    made.context.close()
    assert made.faults == []


def test_without_scripts_the_year_shows_all_43_items(browser: Browser, base: str) -> None:
    made = visit(browser, base, PHONE, scripts=False)
    made.go("oit/2564/")

    text = made.page.locator("main").inner_text()
    assert [code for code in CODES if not re.search(rf"\b{code}\b", text)] == []
    assert made.page.locator("[data-oit='O43'] a").first.is_visible()
    made.context.close()


def test_the_year_prints_with_all_43_items(desk: Visit) -> None:
    desk.go("oit/2564/")
    printed = PdfReader(io.BytesIO(desk.page.pdf(format="A4", print_background=False)))
    text = "\n".join(page.extract_text() for page in printed.pages)

    assert len(printed.pages) > 2
    assert sorted(set(re.findall(r"(?<![A-Za-z0-9])O\d+(?!\d)", text)) & set(CODES), key=CODES.index) == CODES


def test_the_assessors_page_prints_whole_on_few_sheets(desk: Visit) -> None:
    desk.go("oit/2564/assess/")
    printed = PdfReader(io.BytesIO(desk.page.pdf(format="A4", prefer_css_page_size=True)))
    sheets = [page.extract_text() for page in printed.pages]
    text = "\n".join(sheets)

    assert len(sheets) <= 12
    assert sorted(set(re.findall(r"(?<![A-Za-z0-9])O\d+(?!\d)", text)) & set(CODES), key=CODES.index) == CODES
    # Every item's address can be read off the paper, however it was broken into lines.
    unbroken = "".join(text.split())
    assert [code for code in CODES if f"/oit/2564/{code.lower()}/" not in unbroken] == []
    # The head of the table stands on every sheet that shows an item.
    assert [
        number for number, sheet in enumerate(sheets) if re.search(r"/o\d+/", sheet) and "หลักฐาน" not in sheet
    ] == []


def test_the_address_and_the_explanation_are_copied_by_a_button(browser: Browser, base: str) -> None:
    made = visit(browser, base)
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made.go("oit/2564/o10/")

    for name, wanted in (
        ("คัดลอกที่อยู่", "https://www.lp2.go.th/oit/2564/o10/"),
        ("คัดลอกคำอธิบาย", made.page.locator("#explanation").inner_text()),
    ):
        made.page.get_by_role("button", name=name).click()
        made.page.get_by_role("button", name="คัดลอกแล้ว").first.wait_for()
        assert made.page.evaluate("navigator.clipboard.readText()") == wanted
    assert made.faults == []
    made.context.close()


def test_the_library_of_documents_narrows_by_year_unit_and_kind(desk: Visit) -> None:
    desk.go("documents/")
    rows = desk.page.locator("#library tbody tr")
    everything = rows.count()
    assert everything > 3

    desk.page.get_by_label("เจ้าของเรื่อง").select_option("กลุ่มนโยบายและแผน")
    shown = desk.page.locator("#library tbody tr:visible")
    assert 0 < shown.count() < everything
    assert desk.page.locator("#library-count").inner_text() == str(shown.count())
    assert all("กลุ่มนโยบายและแผน" in text for text in shown.all_inner_texts())

    desk.page.get_by_label("เจ้าของเรื่อง").select_option("")
    assert desk.page.locator("#library tbody tr:visible").count() == everything


def test_evidence_shows_a_picture_of_its_first_page_and_its_fingerprint(desk: Visit) -> None:
    desk.go("oit/2564/o10/")
    first = desk.page.locator("[data-evidence='2564-O10-1']")

    preview = first.locator("img.preview")
    preview.scroll_into_view_if_needed()  # it is lazy
    preview.evaluate("image => image.decode()")
    assert preview.evaluate("image => image.naturalWidth") > 100
    first.locator("summary").click()
    assert re.fullmatch("[0-9a-f]{64}", first.locator("details code").inner_text())
