"""How heavy the first page is, with one year of content and with ten: phones in the hills pay for every kilobyte."""

import gzip
from pathlib import Path

import pytest
from browsing import CHROMIUM, KINDS, PHONE, addresses, heaviest, need, served, visit
from playwright.sync_api import Browser, Response

pytestmark = need(CHROMIUM is not None, "Chromium or Chrome")

FIRST_LOAD = 100_000
"""Gzipped bytes of everything but pictures that a first visit asks for."""
HTML = {"oit-item": 40_000, "post": 25_000}
"""Bytes of HTML, as they lie on the server."""


def first_load(browser: Browser, address: str) -> dict[str, int]:
    """Return the gzipped size of everything but pictures that a page asks for by itself, by path."""
    made = visit(browser, address, PHONE)
    answers: list[Response] = []
    made.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright wants a function of ours
    made.go("")
    made.page.wait_for_load_state("networkidle")
    sizes = {
        answer.url: len(gzip.compress(answer.body(), 6, mtime=0))
        for answer in answers
        if answer.request.resource_type != "image"
    }
    made.context.close()
    return sizes


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_visit_is_light_and_stays_light_in_ten_years(
    browser: Browser, office: Path, decade: Path, kind: str
) -> None:
    for root in (office, decade):
        with served(root / "site") as base:
            sizes = first_load(browser, base + heaviest(root, kind))

        assert sum(sizes.values()) <= FIRST_LOAD, sizes


@pytest.mark.parametrize("kind", HTML)
def test_no_item_and_no_post_is_heavy_in_one_year_or_in_ten(office: Path, decade: Path, kind: str) -> None:
    for root in (office, decade):
        sizes = {address: (root / "site" / address / "index.html").stat().st_size for address in addresses(root)[kind]}

        assert {address: size for address, size in sizes.items() if size > HTML[kind]} == {}
        assert len(sizes) > 10


def test_a_page_hardly_grows_with_the_years(office: Path, decade: Path) -> None:
    """Each year adds at most its own line to a page (the same item in that year), whatever else the year brings."""
    a_line, years = 600, 9
    grown = {}
    for address in ("oit/2564/o10/", "news/2564/integrity-declaration/", "oit/2564/", "contact/", "documents/"):
        before, after = (len((root / "site" / address / "index.html").read_bytes()) for root in (office, decade))
        if after - before > a_line * years:
            grown[address] = after - before

    assert grown == {}


SEARCH = ("search/", "assets/javascripts/search.js", "assets/javascripts/finder.js")


def test_what_the_search_needs_is_not_asked_for_before_somebody_searches(browser: Browser, base: str) -> None:
    made = visit(browser, base, PHONE)
    asked: list[str] = []
    made.page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
    made.go("oit/2564/")
    made.page.wait_for_load_state("networkidle")
    before = [address for address in asked if address.startswith(SEARCH)]
    made.page.locator("#find").press_sequentially("แผน")
    made.page.get_by_role("option").first.wait_for()
    after = {address.partition("/")[0] for address in asked if address.startswith(SEARCH)}

    assert (before, after) == ([], {"assets", "search"})
    made.context.close()
