"""What programs look for at agreed places: robots.txt, security.txt, sitemap.xml."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from lxml import etree
from test_exports import BASE, exports, made

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

Copy = Callable[[str], Path]


def say(root: Path, line: str) -> Path:
    """Add a line to office.yaml."""
    office = root / "disclosures/office.yaml"
    office.write_text(f"{office.read_text('utf-8')}\n{line}\n", "utf-8")
    return root


def test_robots_may_read_everything_but_the_form_editor(small_site: Copy) -> None:
    assert exports(small_site("small"))["robots.txt"].decode() == (
        "User-agent: *\n"
        "Allow: /\n"
        "Disallow: /oit-portal/admin/\n"
        "\n"
        "Sitemap: https://www.small.go.th/oit-portal/sitemap.xml\n"
    )


def test_robots_of_a_site_without_an_address_are_told_of_no_sitemap(small_site: Copy) -> None:
    outputs = exports(small_site("every-field"))

    assert outputs["robots.txt"] == b"User-agent: *\nAllow: /\nDisallow: /admin/\n"
    assert "sitemap.xml" not in outputs


def test_security_txt_says_whom_to_tell_and_until_when(small_site: Copy) -> None:
    root = say(small_site("small"), "security: {contact: https://www.small.go.th/แจ้ง, expires: 30 ก.ย. 2565}")

    assert exports(root)[".well-known/security.txt"].decode() == (
        "Contact: https://www.small.go.th/%E0%B9%81%E0%B8%88%E0%B9%89%E0%B8%87\n"
        "Expires: 2022-09-30T23:59:59+07:00\n"
        "Preferred-Languages: th, en\n"
        f"Canonical: {BASE}/.well-known/security.txt\n"
    )


def test_security_txt_without_an_address_claims_no_place(small_site: Copy) -> None:
    root = say(small_site("every-field"), "security: {contact: https://www.small.go.th/, expires: 2565-09-30}")

    assert exports(root)[".well-known/security.txt"].decode() == (
        "Contact: https://www.small.go.th/\nExpires: 2022-09-30T23:59:59+07:00\nPreferred-Languages: th, en\n"
    )


def test_nobody_is_named_whom_the_office_has_not_named(small_site: Copy) -> None:
    assert ".well-known/security.txt" not in exports(small_site("small"))


def test_the_sitemap_has_every_page_with_the_day_that_its_content_tells(small_site: Copy) -> None:
    outputs, _, pages = made(small_site("small"))
    tree = etree.fromstring(outputs["sitemap.xml"])
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        cast("str", url.findtext("s:loc", None, space)): url.findtext("s:lastmod", None, space)
        for url in tree.iterfind("s:url", space)
    }

    assert list(days) == [f"{BASE}/{page.address}/" if page.address else f"{BASE}/" for page in pages]
    told = {
        "": "2021-03-01",
        "news/": "2021-01-01",
        "news/2564/": "2021-01-01",
        "news/2564/new-year/": "2021-01-01",
        "news/2564/plan-meeting/": "2020-11-15",
        "oit/": "2021-01-05",
        "oit/2564/": "2021-01-05",
        "oit/2564/assess/": "2021-01-05",
        "oit/2564/o1/": "2021-01-05",
    }
    assert {address: days[f"{BASE}/{address}"] for address in told} == told
    untold = {"about/", "oit/2564/o3/", "oit/2565/", "documents/strategy/", "results/"}
    assert {address for address in untold if days[f"{BASE}/{address}"]} == set()
