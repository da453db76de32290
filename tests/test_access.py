"""Can everybody use it: axe-core finds nothing, the keyboard reaches everything, nothing moves that should not.

axe sees perhaps a third of what can be wrong for people; the rest of this file asks what it can't: whether focus shows,
whether the order of the keyboard is the order of the page, whether enlarging loses something.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import (
    CHROMIUM,
    DESK,
    KINDS,
    PHONE,
    ROOT,
    SMALLEST,
    THEMES,
    WIDER,
    Theme,
    Visit,
    heaviest,
    need,
    served,
    visit,
)
from playwright.sync_api import Browser, Page

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    need(CHROMIUM is not None, "Chromium or Chrome"),
    need(AXE.is_file(), "axe-core"),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINDINGS = """async rules => {
  const result = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  const why = node => node.any.concat(node.all, node.none).map(check => check.message)[0] || "";
  return result.violations.flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} ${why(node)}`));
}"""


def findings(page: Page) -> list[str]:
    """Return what axe finds on the page as it is now, one line for each element."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(FINDINGS, RULES)
    return found


def findings_everywhere(made: Visit) -> list[tuple[int, Theme, str]]:
    """Return what axe finds on a phone and on a desk, in light and in dark."""
    found: list[tuple[int, Theme, str]] = []
    for width in (PHONE, DESK):
        made.page.set_viewport_size({"width": width, "height": 800})
        for theme in THEMES:
            made.page.emulate_media(color_scheme=theme)
            found += [(width, theme, finding) for finding in findings(made.page)]
    return found


@pytest.fixture
def window(browser: Browser, base: str) -> Iterator[Visit]:
    made = visit(browser, base, DESK)
    yield made
    made.context.close()
    assert made.faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(window: Visit, office: Path, kind: str) -> None:
    window.go(heaviest(office, kind))

    assert findings_everywhere(window) == []


@pytest.mark.parametrize(
    "address", ["404.html", "oit/2567/", "oit/2564/o13/", "news/2564/integrity-declaration/", "news/page/2/"]
)
def test_axe_finds_nothing_where_a_page_is_unlike_the_others_of_its_kind(window: Visit, address: str) -> None:
    window.go(address)

    assert findings_everywhere(window) == []


def test_axe_finds_what_is_wrong(window: Visit) -> None:
    window.go("")
    window.page.evaluate(
        """() => document.querySelector('main').insertAdjacentHTML('beforeend',
             '<img id="seeded-picture" src="assets/none"><a id="seeded-link" href="#content"></a>')"""
    )
    window.page.wait_for_load_state("networkidle")

    assert sorted({finding.split(" ")[0] + finding.split(" ")[1] for finding in findings(window.page)}) == [
        "image-alt:#seeded-picture",
        "link-name:#seeded-link",
    ]
    window.faults.clear()  # the picture does not exist


EMPTY = ["", "oit/", "news/", "lessons/", "honors/", "documents/", "results/", "about/", "contact/", "search/"]


def test_axe_finds_nothing_on_the_pages_of_an_office_that_has_nothing_yet(browser: Browser, empty_office: Path) -> None:
    with served(empty_office / "site") as base:
        made = visit(browser, base, DESK)
        found = []
        for address in EMPTY:
            made.go(address)
            found += [(address, *finding) for finding in findings_everywhere(made)]
        made.context.close()

    assert found == []
    assert made.faults == []


# ---- what only shows when something was done -------------------------------------------------------------------------


def open_menu(made: Visit) -> None:
    made.page.get_by_role("button", name="เมนู").click()
    made.page.locator("#menu").wait_for(state="visible")


def type_in_the_header(made: Visit) -> None:
    made.page.locator("#find").press_sequentially("แผนปฏิบัติ")
    made.page.get_by_role("option").first.wait_for()


def wait_for_results(made: Visit) -> None:
    made.page.locator("a[data-search-result]").first.wait_for()


def wait_for_an_answer(made: Visit) -> None:
    made.page.wait_for_function("() => document.querySelector('#search-status').textContent.trim() !== ''")
    assert made.page.locator("a[data-search-result]").count() == 0


def open_a_picture(made: Visit) -> None:
    made.page.locator(".gallery a").first.click()
    made.page.locator("dialog[open] img").wait_for()


def open_what_is_folded(made: Visit) -> None:
    folded = made.page.locator("main details:not([open]) > summary")
    assert folded.count()
    while folded.count():
        folded.first.click()


STATES: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "the search suggests": ("oit/2564/o10/", type_in_the_header),
    "the search found something": ("search/?q=แผน", wait_for_results),
    "the search found nothing": ("search/?q=กขฃคฅฆงจฉชซ", wait_for_an_answer),
    "a picture is open": ("news/2564/integrity-declaration/", open_a_picture),
    "what was folded is open": ("oit/2564/o10/", open_what_is_folded),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_when(window: Visit, state: str) -> None:
    address, act = STATES[state]
    window.go(address)
    act(window)

    assert findings_everywhere(window) == []


def test_axe_finds_nothing_when_the_menu_of_a_phone_is_open(browser: Browser, base: str) -> None:
    made = visit(browser, base, PHONE)
    made.go("oit/2564/o10/")
    open_menu(made)
    found = []
    for theme in THEMES:
        made.page.emulate_media(color_scheme=theme)
        found += [(theme, finding) for finding in findings(made.page)]

    assert found == []
    made.context.close()
    assert made.faults == []


# ---- by keyboard -----------------------------------------------------------------------------------------------------

FOCUSED = """() => {
  const e = document.activeElement;
  // The mark may stand on the link, on a card around it, or on what is drawn before and after either.
  const around = [e, e.parentElement, e.parentElement.parentElement, e.closest("li, article"), ...e.children]
    .filter(Boolean);
  const look = () => around.flatMap(part => ["", "::before", "::after"].map(drawn => {
    const s = getComputedStyle(part, drawn || null);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor].join();
  })).join("|");
  const focused = look();
  e.blur();
  const plain = look();
  e.focus({focusVisible: true});
  return {
    name: `${e.tagName}.${e.className} ${e.innerText.slice(0, 30)}`,
    part: e.closest("main") ? 1 : e.closest("footer") ? 2 : 0,
    shows: focused !== plain,
  };
}"""


STEPS = 50


def walk(made: Visit, key: str) -> list[dict[str, Any]]:
    """Return what the keyboard stops at, in order, up to so many steps."""
    stops: list[dict[str, Any]] = []
    for _ in range(STEPS):
        made.page.keyboard.press(key)
        if made.page.evaluate("() => document.activeElement === document.body"):
            break
        stops.append(made.page.evaluate(FOCUSED))
    return stops


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("kind", KINDS)
def test_the_keyboard_goes_down_the_page_and_always_shows_where_it_is(
    browser: Browser, base: str, office: Path, kind: str, width: int
) -> None:
    made = visit(browser, base, width)
    made.go(heaviest(office, kind))
    walks = [walk(made, "Tab")]
    if len(walks[0]) == STEPS:  # a long page: its end is reached backwards
        made.go(made.address)
        walks.append(walk(made, "Shift+Tab")[::-1])

    for stops in walks:
        assert [stop["name"] for stop in stops if not stop["shows"]] == []
        parts = [stop["part"] for stop in stops]
        assert parts == sorted(parts), [stop["name"] for stop in stops]
        assert len(stops) > 5
    made.context.close()


# ---- enlarged, narrow, still, on paper -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_scrolls_sideways_on_the_smallest_phone_or_enlarged(
    window: Visit, office: Path, kind: str
) -> None:
    window.go(heaviest(office, kind))
    found = {}
    for width in (SMALLEST, DESK // 4, DESK // 2):  # a desk at 400 % and at 200 % is as narrow as that
        window.page.set_viewport_size({"width": width, "height": 800})
        found[width] = window.page.evaluate(WIDER)[0]

    assert found == dict.fromkeys(found, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_letters_of_double_size_cut_nothing_off(window: Visit, office: Path, kind: str) -> None:
    window.go(heaviest(office, kind))
    window.page.evaluate("() => document.documentElement.style.setProperty('font-size', '200%')")

    assert window.page.evaluate(WIDER)[0] <= 0
    assert window.page.evaluate(CUT) == []


CUT = """() => [...document.querySelectorAll("body *")]
  .filter(e => [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
  .filter(e => !e.closest("svg, .hidden, .skip") && e.checkVisibility())
  .filter(e => { const s = getComputedStyle(e);
    return (s.overflowX !== "visible" || s.overflowY !== "visible") && !/auto|scroll/.test(s.overflow)
      && s.webkitLineClamp === "none" && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2); })
  .map(e => e.tagName + "." + e.className + " " + e.innerText.slice(0, 40))"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap(e => ["", "::before", "::after"].filter(part => {
    const s = getComputedStyle(e, part || null);
    const seconds = `${s.transitionDuration}, ${s.animationName === "none" ? 0 : s.animationDuration}`.split(", ");
    return s.scrollBehavior === "smooth" || seconds.some(text => parseFloat(text) > 0.01);
  }).map(part => e.tagName + "." + e.className + part))"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_those_who_asked_for_stillness(window: Visit, office: Path, kind: str) -> None:
    window.go(heaviest(office, kind))  # every window of these tests asks for reduced motion

    assert window.page.evaluate(MOVING) == []


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_stands_the_content_and_not_the_shell(window: Visit, office: Path, kind: str) -> None:
    window.go(heaviest(office, kind))
    window.page.emulate_media(media="print")

    shown = window.page.evaluate(
        """() => ["#menu", "header button", "header form", "a.skip", "main"].filter(
             name => [...document.querySelectorAll(name)].some(e => e.checkVisibility()))"""
    )

    assert shown == ["main"]


TARGETS = """() => [...document.querySelectorAll("header a, footer a, button, input, select, summary")]
  .filter(e => e.checkVisibility() && !e.closest(".skip, p, address") )
  .map(e => [e.tagName + "." + e.className + " " + e.innerText.slice(0, 30), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_finger_must_hit_is_large_enough(browser: Browser, base: str, office: Path, kind: str) -> None:
    made = visit(browser, base, PHONE)
    made.go(heaviest(office, kind))

    assert made.page.evaluate(TARGETS) == []
    made.context.close()


# ---- what we say of it -----------------------------------------------------------------------------------------------


def test_the_statement_names_the_tools_as_they_are() -> None:
    statement = (ROOT / "generator" / "templates" / "accessibility.md.j2").read_text("utf-8")
    locked = (ROOT / "package-lock.json").read_text("utf-8")

    said = dict(re.findall(r"(axe-core|Lighthouse|vnu-jar) (\d+\.\d+\.\d+)", statement))
    wanted = {
        name: re.search(rf'"node_modules/{name.lower()}": {{\s*"version": "([^"]+)"', locked)[1]  # type: ignore[index]
        for name in ("axe-core", "Lighthouse", "vnu-jar")
    }
    assert said == wanted
