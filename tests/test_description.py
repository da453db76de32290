"""What pages say of themselves, read back as search engines and messengers read it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from extruct.jsonld import JsonLdExtractor
from lxml import html
from test_exports import BASE, made, write

from generator.cli import main
from generator.pages import Page
from generator.pages.page import SocialCard
from generator.pages.sitemap import SitemapView
from generator.render import render

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

Copy = Callable[[str], Path]
SCHEMA = {"@context": "https://schema.org"}
OFFICE = {"@type": "GovernmentOrganization", "@id": f"{BASE}/#office", "name": "สำนักงานเล็ก", "url": f"{BASE}/"}
POST_LIMIT, ITEM_LIMIT = 25_000, 40_000
"""How many bytes of HTML a piece of news and an item may cost a phone."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the finished site of a small office that has a hostile piece of news. Don't change it."""
    root = tmp_path_factory.mktemp("described") / "root"
    source = Path(__file__).resolve().parent / "sites" / "small"
    for path in sorted(source.rglob("*")):
        if path.is_file():
            target = root / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    write(root, "news/2564/hostile.yaml", {"title": HOSTILE, "date": "2564-02-01", "summary": HOSTILE})
    assert main(["build", "--root", str(root)]) == 0
    return root / "site"


HOSTILE = '</script><script>alert(1)</script><!-- "&amp;'


def page_at(site: Path, address: str) -> Any:  # noqa: ANN401 - what xpath finds is of any type
    content = (site / address / "index.html").read_bytes()
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def graph_at(site: Path, address: str) -> list[Any]:
    return cast("list[Any]", JsonLdExtractor().extract((site / address / "index.html").read_text("utf-8")))


def way(*steps: tuple[str, str | None]) -> dict[str, object]:
    """Return a list of crumbs as JSON-LD."""
    items = [
        {"@type": "ListItem", "position": number, "name": name}
        | ({} if address is None else {"item": f"{BASE}/{address}"})
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {**SCHEMA, "@type": "BreadcrumbList", "itemListElement": items}


# ── JSON-LD ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_home_page_tells_of_the_office(small: Path) -> None:
    office = {
        **SCHEMA,
        **OFFICE,
        "alternateName": ["สนง.เล็ก", "The Small Office"],
        "address": "12 หมู่ 3 ตำบลป่าซาง",
        "telephone": "0 5355 1234",
        "email": "office@small.go.th",
    }

    assert graph_at(small, "") == [office]
    assert graph_at(small, "about") == [office, way(("สนง.เล็ก", ""), ("เกี่ยวกับหน่วยงาน", None))]


def test_news_tells_when_and_by_whom(small: Path) -> None:
    (picture,) = page_at(small, "news/2564/plan-meeting").xpath("//img[@alt='คนนั่งล้อมโต๊ะประชุม']/@srcset")
    largest = picture.split(", ")[-1].split(" ")[0].removeprefix("../../../")

    assert graph_at(small, "news/2564/plan-meeting") == [
        {
            **SCHEMA,
            "@type": "NewsArticle",
            "headline": "ประชุมวางแผน",
            "datePublished": "2020-11-15T00:00:00+07:00",
            "image": f"{BASE}/{largest}",
            "inLanguage": "th",
            "url": f"{BASE}/news/2564/plan-meeting/",
            "author": OFFICE,
        },
        way(
            ("สนง.เล็ก", ""),
            ("ข่าวประชาสัมพันธ์", "news/"),
            ("ข่าวประชาสัมพันธ์ ปีงบประมาณ พ.ศ. 2564", "news/2564/"),
            ("ประชุมวางแผน", None),
        ),
    ]


def test_a_document_and_a_year_tell_where_their_files_are(small: Path) -> None:
    (document, _) = graph_at(small, "documents/strategy")
    (dataset, _) = graph_at(small, "oit/2564")
    file = small / "files/2564/strategy.pdf"

    assert document == {
        **SCHEMA,
        "@type": "DigitalDocument",
        "name": "ยุทธศาสตร์ห้าปี",
        "datePublished": "2018-10-01",
        "encodingFormat": "application/pdf",
        "inLanguage": "th",
        "url": f"{BASE}/documents/strategy/",
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{BASE}/files/2564/strategy.pdf",
            "contentSize": str(file.stat().st_size),
            "encodingFormat": "application/pdf",
        },
        "publisher": OFFICE,
    }
    assert (dataset["@type"], dataset["temporalCoverage"]) == ("Dataset", "2020-10-01/2021-09-30")
    files = [urlsplit(one["contentUrl"]).path.removeprefix("/oit-portal/") for one in dataset["distribution"]]
    assert [(name, (small / name).is_file()) for name in files] == [
        (f"data/oit-2564.{kind}", True) for kind in ("json", "csv", "xlsx")
    ]


def test_every_page_below_the_home_page_tells_the_way_to_it(small: Path) -> None:
    addresses = {path.parent.relative_to(small).as_posix() for path in small.rglob("index.html")}
    pages = {address for address in addresses - {".", "admin"} if page_at(small, address).xpath("//main")}

    lost = {}
    for address in pages:
        (crumbs,) = [node for node in graph_at(small, address) if node["@type"] == "BreadcrumbList"]
        *above, last = crumbs["itemListElement"]
        steps = [urlsplit(step["item"]).path.removeprefix("/oit-portal/") for step in above]
        found = steps[0] == "" and all((small / step / "index.html").is_file() for step in steps)
        if not found or "item" in last:
            lost[address] = steps
    assert lost == {}
    assert len(pages) > 20


def test_no_title_ends_the_script_that_it_stands_in(small: Path) -> None:
    page = page_at(small, "news/2564/hostile")
    (block,) = page.xpath("//script[@type='application/ld+json']")

    assert [script.text for script in page.xpath("//script[not(@src) and not(@type)]")] == []
    assert "<" not in block.text
    article, crumbs = json.loads(block.text)
    assert (article["headline"], crumbs["itemListElement"][-1]["name"]) == (HOSTILE, HOSTILE)


def test_samples_of_a_demonstration_are_not_told_to_search_engines(small_site: Copy) -> None:
    root = small_site("small")
    office = root / "disclosures/office.yaml"
    sample = '{address: 000 ถนนตัวอย่าง, phone: "0 0000 0000", email: a@example.com, map_url: https://example.com/}'
    lines = office.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("contact:")]
    office.write_text("\n".join([*kept, f"contact: {sample}", "demo: true"]), "utf-8")
    home = next(page for page in made(root)[2] if page.address == "")

    assert home.graph == ({**SCHEMA, **OFFICE, "alternateName": ["สนง.เล็ก", "The Small Office"]},)


def test_without_an_address_nothing_claims_a_place_on_the_web(small_site: Copy) -> None:
    pages = {page.address: page for page in made(small_site("every-field"))[2]}

    assert {address for address, page in pages.items() if page.share} == set()
    (article,) = pages["news/2564/first"].graph
    assert (article["@type"], article.get("url"), article.get("image")) == ("NewsArticle", None, None)
    assert "http" not in json.dumps([page.graph for page in pages.values()]).replace("https://schema.org", "")


# ── messengers ───────────────────────────────────────────────────────────────────────────────────────────────────


def meta_at(site: Path, address: str) -> dict[str, str]:
    tags = page_at(site, address).xpath("//meta[@property or starts-with(@name, 'twitter')]")
    return {tag.get("property") or tag.get("name", ""): tag.get("content", "") for tag in tags}


def test_a_shared_link_shows_title_text_and_place(small: Path) -> None:
    shared = meta_at(small, "news/2564/hostile")
    picture = shared.pop("og:image", None)
    about_picture = {name: shared.pop(name) for name in list(shared) if name.startswith("og:image:")}

    assert shared == {
        "og:site_name": "สนง.เล็ก",
        "og:locale": "th_TH",
        "og:title": HOSTILE,
        "og:description": HOSTILE,
        "og:url": f"{BASE}/news/2564/hostile/",
        "og:type": "article",
        "article:published_time": "2021-02-01T00:00:00+07:00",
        "twitter:card": "summary_large_image" if picture else "summary",
    }
    if picture:
        assert (small / picture.removeprefix(f"{BASE}/")).is_file()
        assert (about_picture["og:image:width"], about_picture["og:image:height"]) == ("1200", "630")
    assert meta_at(small, "oit/2564/o1")["og:type"] == "website"


def test_every_page_offers_the_feeds(small: Path) -> None:
    links = page_at(small, "news/2564/new-year").xpath("//link[@rel='alternate']")

    assert [(link.get("type"), link.get("href")) for link in links] == [
        ("application/rss+xml", "../../../feed.xml"),
        ("application/feed+json", "../../../feed.json"),
    ]


@pytest.mark.parametrize(
    "address",
    ["news/2564/new-year", "oit/2564/o1", "documents/strategy", "schools/ban-noi", "results", "programme/2564"],
)
def test_a_page_is_passed_on_by_links_alone(small: Path, address: str) -> None:
    (block,) = page_at(small, address).xpath("//*[@class='share']")
    links = {link.get("class"): link for link in block.xpath(".//a")}
    asked = {name: urlsplit(link.get("href", "")) for name, link in links.items()}

    page = f"{BASE}/{address}/"
    assert {name: (url.netloc, url.path, parse_qs(url.query)) for name, url in asked.items()} == {
        "share-line": ("social-plugins.line.me", "/lineit/share", {"url": [page]}),
        "share-facebook": ("www.facebook.com", "/sharer/sharer.php", {"u": [page]}),
    }
    assert {link.get("rel") for link in links.values()} == {"noopener nofollow external"}
    (copied,) = block.xpath(".//button[@class='copy' and @hidden]/@data-from")
    assert block.xpath(f"string(.//*[@id='{copied}'])") == page


def test_what_a_page_says_of_itself_stands_in_its_head_as_one_line_of_text() -> None:
    page = Page(
        "a",
        "sitemap.md.j2",
        "ก",
        "ข",
        SitemapView(()),
        card=SocialCard("assets/cards/a.png", 'ภาพ "ก"'),
        graph=({"name": "</script>\n---"},),
    )

    head = render(page).split("---\n")[1].splitlines()
    assert [line for line in head if line.startswith(("graph", "card"))] == [
        'card: "assets/cards/a.png"',
        'card_alt: "ภาพ \\"ก\\""',
        'graph: "[{\\"name\\": \\"\\\\u003c/script>\\\\n---\\"}]"',
    ]


def test_a_page_is_its_front_matter_and_what_its_template_prints() -> None:
    page = Page(
        "a",
        "sitemap.md.j2",
        "ก",
        "ข: <b>",
        SitemapView(()),
        updated=date(2021, 1, 15),
        scripts=("a.js", "b.js"),
        card=SocialCard("assets/cards/a.png", "ภาพ"),
        graph=({"name": "ก"},),
        edit="#/a",
    )

    head = """---
title: "ก"
description: "ข: <b>"
kind: "sitemap"
updated: "15 มกราคม 2564"
updated_iso: "2021-01-15"
edit: "#/a"
scripts: ["a.js", "b.js"]
card: "assets/cards/a.png"
card_alt: "ภาพ"
graph: "[{\\"name\\": \\"ก\\"}]"
generated: true
---
"""
    assert render(page) == f'{head}\n# ก {{: #sitemap }}\n\n<div class="sitemap">\n</div>\n'


# ── weight, and the map ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_pages_that_people_share_stay_light(office: Path) -> None:
    site = office / "site"
    posts = {path: path.stat().st_size for path in site.glob("news/25*/*/index.html")}
    items = {path: path.stat().st_size for path in site.glob("oit/25*/o*/index.html")}

    assert (len(posts) > 50, len(items)) == (True, 164)
    assert {path: size for path, size in posts.items() if size > POST_LIMIT} == {}
    assert {path: size for path, size in items.items() if size > ITEM_LIMIT} == {}


def test_the_map_leads_to_every_section_and_year(small: Path) -> None:
    page = page_at(small, "sitemap")
    links = {link.removeprefix("../").removesuffix("/") for link in page.xpath("//div[@class='sitemap']//a/@href")}

    entries = {"news/2564/new-year", "news/2564/plan-meeting", "news/2564/hostile", "honors/2564/school-award"}
    assert links == entries | {
        "", "about", "contact", "schools",
        "oit", "oit/2564", "oit/2564/assess", "oit/2565", "oit/2565/assess",
        "news", "news/2564", "lessons", "lessons/2564", "honors", "honors/2564",
        "results", "programme", "programme/2564", "documents",
        "lessons/2564/listening",
        "feed.xml", "feed.json", "data/index.json",
        "search", "accessibility", "privacy", "staff",
    }  # fmt: skip
