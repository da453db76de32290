"""What a page may load and do: its own files and nothing else. No other host, no cookie, nothing kept but a theme.

The policy stands in each page, so that it holds on a server that nobody can configure. Here every kind of page is
opened and everything that can be pressed is pressed, and the browser reports whatever the policy forbids.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from browsing import CHROMIUM, DESK, KINDS, PHONE, Visit, heaviest, need, visit
from lxml import html
from playwright.sync_api import Browser

pytestmark = need(CHROMIUM is not None, "Chromium or Chrome")

ADMIN = "admin"
"""The folder of the form editor, whose policy is its own (tests/test_forms.py)."""

WITH_PICTURES = "news/2564/integrity-declaration/"

LISTEN = """addEventListener("securitypolicyviolation",
  event => console.error(`forbidden ${event.effectiveDirective} ${event.blockedURI}`))"""
KEPT = """async () => ({
  cookie: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookie": "", "local": [], "session": [], "databases": 0, "workers": 0}


@pytest.fixture
def window(browser: Browser, base: str) -> Iterator[Visit]:
    """A window in which a forbidden request, a request to another host or an error is a fault."""
    made = visit(browser, base, DESK)
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made.context.add_init_script(LISTEN)
    yield made
    made.context.close()
    assert made.faults == []


def texts(page: Path, query: str) -> list[str]:
    """Return the texts or attributes that an XPath query finds in a page."""
    return cast("list[str]", html.fromstring(page.read_bytes()).xpath(query))


LEADS_ON = "//meta[@http-equiv='refresh']/@content"


def policy(page: Path) -> dict[str, set[str]]:
    """Return the directives of the policy that stands in a page, if it stands before whatever it rules."""
    head = html.fromstring(page.read_bytes()).find("head")
    assert head is not None
    tags = [element for element in head.iterchildren() if element.tag in {"meta", "link", "script", "style"}]
    place = [element.get("http-equiv", "") for element in tags].index("Content-Security-Policy")
    assert [element.tag for element in tags[:place] if element.tag != "meta"] == []
    words = [part.split() for part in str(tags[place].get("content")).split(";")]
    return {name: set(sources) for name, *sources in words}


def hash_of(content: bytes) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode() + "'"


def test_every_page_names_its_own_scripts_by_hash_and_nothing_else(office: Path) -> None:
    site = office / "site"
    # The search comes when somebody enters its box, so every page allows it.
    search = {hash_of((site / "assets/javascripts" / name).read_bytes()) for name in ("finder.js", "search.js")}
    odd = []
    for page in sorted(site.rglob("*.html")):
        if texts(page, LEADS_ON) or page.name == "404.html" or page.parent.name == ADMIN:
            continue
        scripts = [(page.parent / source).resolve() for source in texts(page, "//script/@src")]
        own = {hash_of(script.read_bytes()) for script in scripts}
        wanted = {
            "default-src": {"'none'"},
            "script-src": own | search,
            "style-src": {"'self'"},
            "img-src": {"'self'"},
            "font-src": {"'self'"},
            "connect-src": {"'self'"},
            "manifest-src": {"'self'"},
            "form-action": {"'self'"},
            "base-uri": {"'none'"},
        }
        integrity = {f"'{value}'" for value in texts(page, "//script[@src]/@integrity")}
        if policy(page) != wanted or integrity != own:
            odd.append(page.relative_to(site))

    assert odd == []


def test_pages_that_lead_on_and_the_page_for_what_is_missing_may_do_next_to_nothing(office: Path) -> None:
    site = office / "site"
    leading = [page for page in sorted(site.rglob("*.html")) if texts(page, LEADS_ON)]
    assert leading
    for page in leading:
        assert policy(page) == {
            "default-src": {"'none'"}, "img-src": {"'self'"}, "form-action": {"'none'"}, "base-uri": {"'none'"},
        }, page  # fmt: skip

    missing = site / "404.html"
    (style,) = texts(missing, "//style/text()")
    assert policy(missing) == {
        "default-src": {"'none'"},
        "style-src": {hash_of(style.encode())},
        "img-src": {"'self'", "data:"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
    }


def test_no_page_holds_what_the_policy_would_stop(office: Path) -> None:
    site = office / "site"
    inline = "//script[not(@src or @type='application/ld+json')] | //style | //@style | //@*[starts-with(name(), 'on')]"
    found = {
        str(page.relative_to(site)): len(stopped)
        for page in sorted(site.rglob("*.html"))
        if (stopped := texts(page, inline))
    }

    assert found == {"404.html": 1}  # its few lines of style, which the policy names


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_any_kind_asks_for_nothing_that_is_forbidden_and_keeps_nothing(
    window: Visit, office: Path, kind: str
) -> None:
    window.go(heaviest(office, kind))
    window.page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    window.page.wait_for_load_state("networkidle")

    assert window.page.evaluate(KEPT) == NOTHING
    assert window.context.cookies() == []


def test_what_the_policy_forbids_is_seen_by_this_test(window: Visit) -> None:
    window.go("")
    window.page.evaluate(
        """() => {
          const add = (name, values) => document.body.appendChild(Object.assign(document.createElement(name), values));
          add("script", {textContent: "document.title = 'run'"});
          add("script", {src: "assets/javascripts/site.js?without-its-hash"});
          add("style", {textContent: "body { color: red }"});
          add("img", {src: "http://elsewhere.invalid/a.png"});
          add("iframe", {src: "about/"});
          document.body.setAttribute("style", "color: red");
          return fetch("http://elsewhere.invalid/").catch(() => null);
        }"""
    )
    window.page.wait_for_load_state("networkidle")

    seen = {tuple(fault.split()[1:]) for fault in window.faults if fault.startswith("forbidden")}
    assert {(rule, where.removeprefix(window.base)) for rule, where in seen} == {
        ("script-src-elem", "inline"),
        ("script-src-elem", "assets/javascripts/site.js?without-its-hash"),
        ("style-src-elem", "inline"),
        ("style-src-attr", "inline"),
        ("img-src", "http://elsewhere.invalid/a.png"),
        ("connect-src", "http://elsewhere.invalid/"),
        ("frame-src", "about/"),
    }
    assert window.page.title() != "run"
    window.faults.clear()


# ---- everything that can be pressed ----------------------------------------------------------------------------------


def press_theme(made: Visit) -> None:
    made.go("")
    made.page.get_by_role("button", name="เปลี่ยนเป็นพื้นมืดหรือพื้นสว่าง").click()
    assert made.page.evaluate(KEPT) == {**NOTHING, "local": ["theme"]}


def press_menu(made: Visit) -> None:
    made.page.set_viewport_size({"width": PHONE, "height": 800})
    made.go("oit/2564/")
    made.page.get_by_role("button", name="เมนู").click()
    made.page.locator("#menu").wait_for(state="visible")


def press_copy(made: Visit) -> None:
    made.go("oit/2564/o10/")
    buttons = made.page.locator("button.copy:visible").all()
    assert buttons
    for button in buttons:
        button.click()
    made.page.get_by_role("button", name="คัดลอกแล้ว").first.wait_for()


def press_filters(made: Visit) -> None:
    made.go("documents/")
    choices = made.page.locator(".filters select").all()
    assert choices
    for choice in choices:
        choice.select_option(index=1)


def search_from_the_header(made: Visit) -> None:
    made.go("oit/2564/o10/")
    made.page.locator("#find").press_sequentially("แผนปฏิบัติ")
    made.page.get_by_role("option").first.wait_for()
    made.page.keyboard.press("Enter")
    made.page.wait_for_url("**/search/?q=*")
    made.page.locator("a[data-search-result]").first.wait_for()
    assert made.page.evaluate(KEPT) == NOTHING


def narrow_a_search(made: Visit) -> None:
    made.go("search/?q=แผน")
    made.page.locator("a[data-search-result]").first.wait_for()
    made.page.locator("#search-form select").first.select_option("oit")
    made.page.locator("a[data-search-result]").first.wait_for()


def look_through_the_pictures(made: Visit) -> None:
    made.go(WITH_PICTURES)
    made.page.locator(".gallery a").first.click()
    made.page.locator("dialog[open] img").wait_for()
    made.page.keyboard.press("ArrowRight")
    made.page.keyboard.press("Escape")


def open_what_is_folded(made: Visit) -> None:
    made.go("oit/2564/o10/")
    folded = made.page.locator("main details:not([open]) > summary")
    assert folded.count()
    while folded.count():
        folded.first.click()


FEATURES: list[Callable[[Visit], None]] = [
    press_theme,
    press_menu,
    press_copy,
    press_filters,
    search_from_the_header,
    narrow_a_search,
    look_through_the_pictures,
    open_what_is_folded,
]


@pytest.mark.parametrize("press", FEATURES, ids=lambda press: press.__name__)
def test_whatever_is_pressed_the_policy_forbids_nothing(window: Visit, press: Callable[[Visit], None]) -> None:
    press(window)
    window.page.wait_for_load_state("networkidle")

    assert window.context.cookies() == []


def test_an_old_address_leads_on_under_its_policy(window: Visit) -> None:
    window.go("news/2564/honesty-declaration/")
    window.page.wait_for_url("**/news/2564/integrity-declaration/")


def test_no_style_sheet_or_script_names_another_host(office: Path) -> None:
    assets = office / "site" / "assets"
    named = {
        path.name: found
        for path in sorted([*assets.rglob("*.css"), *assets.rglob("*.js")])
        if (found := re.findall(r"(?:url\(|import|fetch\()[^;\n]*?(https?:)?//[\w.]+", path.read_text("utf-8")))
    }

    assert named == {}
