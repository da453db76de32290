"""The real office as it is published: what the contract (§4) promises about its pages, read back from the HTML."""

import hashlib
import io
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import html
from PIL import Image

from generator.cli import main

Tree: TypeAlias = html.HtmlElement
Pages = dict[str, Tree]
CODES = [f"O{number}" for number in range(1, 44)]
STEPS = ["P", "D", "M", "C", "A", "S"]
ADDRESSES = {"href", "src", "srcset", "poster", "data", "action", "formaction", "cite", "background", "ping"}
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


@pytest.fixture(scope="session")
def pages(office: Path) -> Pages:
    """Return every page of visitors by its address (`oit/2564/`): not 404, redirects, and the form editor."""
    site = office / "site"
    found = {path.parent.relative_to(site).as_posix(): parse(path) for path in sorted(site.rglob("index.html"))}
    named = {"" if address == "." else f"{address}/": tree for address, tree in found.items()}
    redirects = {address for address, tree in named.items() if find(tree, "//meta[@http-equiv='refresh']")}
    return {address: named[address] for address in named.keys() - redirects - {"admin/"}}


def parse(path: Path) -> Tree:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def find(tree: Tree, query: str) -> list[Tree]:
    return cast("list[Tree]", tree.xpath(query))


def words(tree: Tree) -> str:
    """Return what a reader sees of `tree` on one line."""
    texts = cast("list[str]", tree.xpath(".//text()[not(parent::script or parent::style)]"))
    return " ".join("".join(texts).split())


def attributes(tree: Tree, name: str) -> list[str]:
    return [element.get(name, "") for element in find(tree, f"//*[@{name}]")]


@cache
def entry(office: Path, path: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    return yaml.safe_load((office / "disclosures" / path).read_text("utf-8"))


def catalogue(office: Path, year: int) -> dict[str, dict[str, Any]]:
    indicators = entry(office, f"catalogues/oit-{year}.yaml")["indicators"]
    items = [item for top in indicators for part in top["sub_indicators"] for item in part["items"]]
    return {item["code"]: item for item in items}


def evidence_rows(office: Path, year: int) -> dict[str, list[dict[str, Any]]]:
    """Return what the entries of a year give as evidence, by item code."""
    folder = office / "disclosures" / "oit" / str(year)
    given = [entry(office, f"oit/{year}/{path.name}") for path in folder.glob("*.yaml")]
    return {one["item"]: one.get("evidence") or [] for one in given}


# ── the year and its items ───────────────────────────────────────────────────────────────────────────────────────


def test_the_year_has_exactly_its_43_items_and_a_page_for_each(pages: Pages) -> None:
    assert attributes(pages["oit/2564/"], "data-oit") == CODES

    of_items = {address: tree for address, tree in pages.items() if re.fullmatch("oit/2564/o[0-9]+/", address)}
    assert {address: attributes(tree, "data-oit") for address, tree in of_items.items()} == {
        f"oit/2564/{code.lower()}/": [code] for code in CODES
    }


def test_each_row_of_evidence_has_its_id_on_the_year_page_and_the_item_page(office: Path, pages: Pages) -> None:
    rows = evidence_rows(office, 2564)
    expected = {code: [f"2564-{code}-{number}" for number, _ in enumerate(rows[code], 1)] for code in CODES}

    year = pages["oit/2564/"]
    on_year = {code: attributes_in(find(year, f"//*[@data-oit='{code}']"), "data-evidence") for code in CODES}
    on_items = {
        code: attributes_in(find(pages[f"oit/2564/{code.lower()}/"], "//*[@data-oit]"), "data-evidence")
        for code in CODES
    }
    assert on_year == expected
    assert on_items == expected


def attributes_in(blocks: list[Tree], name: str) -> list[str]:
    return [element.get(name, "") for block in blocks for element in find(block, f".//*[@{name}]")]


def test_ids_of_evidence_stand_once_a_page_and_are_as_many_as_check_counts(
    office: Path, pages: Pages, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(office), "--format", "json"]) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]

    years = [int(path.name) for path in (office / "disclosures" / "oit").iterdir()]
    shown = [number for year in years for number in attributes(pages[f"oit/{year}/"], "data-evidence")]
    assert len(shown) == len(set(shown)) == counts["evidence"]
    doubled = {
        address: twice
        for address, tree in pages.items()
        if (twice := [one for one, count in Counter(attributes(tree, "data-evidence")).items() if count > 1])
    }
    assert doubled == {}


def test_every_element_of_the_catalogue_is_shown_with_whether_it_is_covered(office: Path, pages: Pages) -> None:
    year = pages["oit/2564/"]
    for code, item in catalogue(office, 2564).items():
        page = pages[f"oit/2564/{code.lower()}/"]
        for number, text in enumerate(item["elements"], 1):
            (row,) = find(page, f"//*[@id='e{number}']")
            on_year = find(year, f"//*[@data-oit='{code}']//*[@data-covered]")[number - 1]
            claimed = any(number in given.get("covers", []) for given in evidence_rows(office, 2564)[code])

            assert {row.get("data-covered"), on_year.get("data-covered")} <= {"true", "false"}
            assert row.get("data-covered") == on_year.get("data-covered")
            assert claimed or row.get("data-covered") == "false"
            assert words(on_year).endswith(text)
            assert words(row.find("p")).endswith(text)
        assert len(attributes(page, "data-covered")) == len(item["elements"])
    assert len(attributes(year, "data-covered")) == sum(
        len(item["elements"]) for item in catalogue(office, 2564).values()
    )


def test_every_state_of_an_item_can_be_seen(pages: Pages) -> None:
    rows = find(pages["oit/2564/"], "//*[@data-oit]")
    states = Counter(words(find(row, ".//*[contains(@class, 'status-')]")[0]) for row in rows)

    assert states.keys() >= {"เผยแพร่แล้ว", "กำลังจัดทำ", "ไม่มี (แจ้งแล้ว)"}


def test_an_item_links_to_the_same_concept_in_other_years_and_to_no_other(office: Path, pages: Pages) -> None:
    catalogues = {year: catalogue(office, year) for year in (2564, 2565, 2566, 2567)}
    assert catalogues[2564]["O13"]["concept"] == catalogues[2566]["O14"]["concept"]

    shown: dict[tuple[int, str], set[str]] = {}
    expected: dict[tuple[int, str], set[str]] = {}
    for year, items in catalogues.items():
        for code, item in items.items():
            address = f"oit/{year}/{code.lower()}/"
            links = find(pages[address], "//*[@class='history']//a")
            shown[year, code] = {target_of(address, link.get("href", "")) for link in links}
            expected[year, code] = {
                f"oit/{other_year}/{other_code.lower()}/"
                for other_year, others in catalogues.items()
                for other_code, other in others.items()
                if other_year != year and other["concept"] == item["concept"]
            }
    assert shown == expected
    assert "oit/2566/o14/" in shown[2564, "O13"]
    assert "oit/2564/o13/" in shown[2566, "O14"]


def target_of(address: str, href: str) -> str:
    """Return the address that a link on the page at `address` leads to, without its fragment."""
    path = unquote(urlsplit(href).path)
    target = posixpath.normpath(posixpath.join("/", address, path)).lstrip("/")
    return f"{target}/" if target and path.endswith("/") else target


# ── what the office wants to be seen ─────────────────────────────────────────────────────────────────────────────


def test_the_results_are_those_that_were_announced(pages: Pages) -> None:
    (section,) = find(pages["results/"], "//section[@aria-labelledby='y2564']")
    facts = {words(row.find("dt")): words(row.find("dd")) for row in find(section, ".//dl[@class='facts']/div")}

    assert facts == {
        "คะแนนรวม": "99.15",
        "ระดับ": "AA",
        "อันดับที่": "11 จาก 225 เขต",
        "ผลการประเมิน": "ผ่าน",
        "ประกาศเมื่อ": "1 กันยายน 2564",
    }


def test_the_six_steps_stand_in_order_with_what_they_do_and_a_calendar(pages: Pages) -> None:
    page = pages["programme/2564/"]

    assert attributes(page, "data-step") == STEPS
    headings = [words(heading) for heading in find(page, "//*[@data-step]/h2")]
    assert [re.match(r"ขั้นตอนที่ ([1-6]) ([PDMCAS]): \S", heading) is not None for heading in headings] == [True] * 6
    assert all(find(step, "./p") and find(step, ".//tbody/tr") for step in find(page, "//*[@data-step]"))
    months = [words(month) for month in find(page, "//*[@class='calendar']//h3")]
    assert months[0] == "ตุลาคม 2563"
    assert months[-1].endswith(" 2564")


def test_the_sample_says_on_every_page_that_it_is_one(office: Path, pages: Pages) -> None:
    everything = pages | {"404.html": parse(office / "site" / "404.html")}

    assert [address for address, tree in everything.items() if "เว็บไซต์สาธิต" not in words(tree)] == []


def test_visitors_read_buddhist_years_in_news(pages: Pages) -> None:
    news = {address: tree for address, tree in pages.items() if address.startswith("news/")}
    assert len(news) > 60

    gregorian = {address: re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words(tree)) for address, tree in news.items()}
    assert {address: years for address, years in gregorian.items() if years} == {}
    for tree in news.values():
        for time in find(tree, "//time"):
            year, _, day = time.get("datetime", "").split("-")
            assert re.fullmatch(rf"{int(day)} \S+ {int(year) + 543}", words(time))


# ── every page ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_page_names_itself(pages: Pages) -> None:
    faulty = {}
    for address, tree in pages.items():
        titles = [words(title) for title in find(tree, "//head/title")]
        descriptions = [one.get("content", "").strip() for one in find(tree, "//head/meta[@name='description']")]
        headings = [words(heading) for heading in find(tree, "//h1")]
        whole = len(titles) == len(descriptions) == len(headings) == 1 and titles[0] and descriptions[0] and headings[0]
        if tree.get("lang") != "th" or not whole or not (address == "" or titles[0].startswith(headings[0])):
            faulty[address] = (tree.get("lang"), titles, descriptions, headings)

    assert faulty == {}


def test_titles_of_pages_differ(pages: Pages) -> None:
    titles = Counter(words(find(tree, "//head/title")[0]) for tree in pages.values())

    assert [title for title, count in titles.items() if count > 1] == []


def links(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """Yield the element, the attribute and the address of everything that leads or asks somewhere."""
    for element in tree.iter():
        for name, value in element.attrib.items():
            if str(name).rpartition("}")[2].rpartition(":")[2] in ADDRESSES:
                parts = value.split(",") if name == "srcset" else [value]
                for part in parts:
                    yield str(element.tag), str(name), (part.split() or [""])[0] if name == "srcset" else part.strip()


def test_nothing_on_a_page_depends_on_where_the_site_stands(pages: Pages) -> None:
    found = {
        (address, target) for address, tree in pages.items() for _, _, target in links(tree) if target.startswith("/")
    }

    assert found == set()


def test_no_page_asks_another_host_for_anything(office: Path, pages: Pages) -> None:
    """Only what a reader clicks, and the page's own name for search engines, may lead elsewhere."""
    asked = {
        (address, tag, target)
        for address, tree in pages.items()
        for tag, _, target in links(tree)
        if re.match(r"(?i)([a-z][a-z0-9+.-]*:)?//", target) and tag != "a"
    }
    canonical = {(address, "link", f"https://www.lp2.go.th/{address}") for address in pages}
    assert asked <= canonical

    styles = {path: path.read_text("utf-8") for path in (office / "site").rglob("*.css")}
    assert styles
    assert [path for path, text in styles.items() if re.search(r"@import|url\(\s*[\"']?(?!data:)\w*:?//", text)] == []


def test_no_script_sets_a_cookie_or_asks_another_host(office: Path, pages: Pages) -> None:
    site = office / "site"
    scripts = {path.name: path.read_text("utf-8") for path in site.rglob("*.js") if "admin" not in path.parts}
    assert scripts
    for address, tree in pages.items():
        scripts[address] = " ".join(script.text or "" for script in find(tree, "//script[not(@src) and not(@type)]"))

    forbidden = re.compile(r"document\.cookie|cookieStore|sendBeacon|importScripts|WebSocket|[\"'`](?:https?:)?//\w+")
    assert {name: forbidden.findall(text) for name, text in scripts.items() if forbidden.search(text)} == {}
    handlers = {(address, name) for address, tree in pages.items() for name in handlers_of(tree)}
    assert handlers == set()


def handlers_of(tree: Tree) -> Iterator[str]:
    for element in tree.iter():
        yield from (str(name) for name in element.attrib if str(name).lower().startswith("on"))


def test_nothing_of_the_templates_is_left_over(office: Path, pages: Pages) -> None:
    data = re.compile(r"<script type=.application/ld\+json.>.*?</script>", re.DOTALL)  # braces are right there
    sources = {
        address: data.sub("", (office / "site" / address / "index.html").read_text("utf-8")) for address in pages
    }
    marks = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{:|Undefined|>None<|\bNone\b|&amp;#\d|\x02|\x03")

    assert {address: marks.findall(text) for address, text in sources.items() if marks.search(text)} == {}


def test_every_internal_link_and_anchor_has_an_end(office: Path, pages: Pages) -> None:
    site = office / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    ids = {address: set(attributes(tree, "id")) for address, tree in pages.items()}
    dead = set()
    for address, tree in pages.items():
        for _, _, link in links(tree):
            if re.match(r"(?i)[a-z][a-z0-9+.-]*:", link):
                continue
            target = target_of(address, link) if urlsplit(link).path else address
            fragment = unquote(urlsplit(link).fragment)
            # A fragment with a slash is a place in the form editor, which makes its own.
            lost = target in ids and fragment and "/" not in fragment and fragment not in ids[target]
            if lost or (f"{target}index.html" if target in ids or target.endswith("/") else target) not in files:
                dead.add((address, link))

    assert dead == set()


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────────


def aliases(office: Path) -> dict[str, str]:
    """Return each old address with the address of the page that claims it."""
    found = {}
    for section in ("news", "lessons", "honors"):
        for path in sorted((office / "disclosures" / section).rglob("*.yaml")):
            place = path.relative_to(office / "disclosures").as_posix()
            for alias in entry(office, place).get("aliases", []):
                found[f"{alias.strip('/')}/"] = f"{place.removesuffix('.yaml')}/"
    return found


def test_old_addresses_lead_to_the_page_that_claims_them(office: Path) -> None:
    claimed = aliases(office)
    assert claimed
    for alias, target in claimed.items():
        tree = parse(office / "site" / alias / "index.html")
        (refresh,) = find(tree, "//meta[@http-equiv='refresh']")
        (link,) = find(tree, "//a")

        assert target_of(alias, refresh.get("content", "").removeprefix("0; url=")) == target
        assert target_of(alias, link.get("href", "")) == target


def test_the_list_of_addresses_has_every_page_but_the_later_parts_of_lists(office: Path, pages: Pages) -> None:
    lines = (office / "disclosures" / "addresses.txt").read_text("utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]

    whole = {f"/{address}" for address in pages if not re.search(r"(^|/)page/\d+/$", address)}
    assert set(listed) == whole | {f"/{alias}" for alias in aliases(office)}
    assert listed == sorted(set(listed))


def test_a_build_changes_nothing_that_git_keeps(office: Path) -> None:
    """Or everybody who builds would have a change to commit."""
    kept = Path(__file__).resolve().parent.parent / "disclosures"

    def contents(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before, after = contents(kept), contents(office / "disclosures")
    assert sorted(path for path in before | after if before.get(path) != after.get(path)) == []


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def referred(office: Path) -> set[str]:
    """Return every `files/…` that an entry names, alone or in Markdown."""
    found: set[str] = set()
    for path in (office / "disclosures").rglob("*.yaml"):
        for text in texts(entry(office, path.relative_to(office / "disclosures").as_posix())):
            found.update([text] if text.startswith("files/") else re.findall(r"\]\(/?(files/[^)\s]+)", text))
    return found


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_files_that_entries_refer_to_are_published_and_as_they_are(office: Path) -> None:
    site = office / "site"
    sources = {path: office / "disclosures" / path for path in referred(office)}
    published = {path for path in (site / "files").rglob("*") if path.is_file()}
    pictures = {path for path in published if path.suffix in PICTURES}

    offered = {digest(path) for path in published - pictures}
    assert offered <= {digest(path) for path in sources.values()}
    assert offered == {digest(path) for path in sources.values() if path.suffix not in PICTURES}
    assert {path.relative_to(site).as_posix() for path in pictures} <= sources.keys()
    shown = {path.name.partition("-")[0] for path in (site / "assets" / "pictures").iterdir()}
    # A PDF is there too, as a picture of its first page.
    assert shown <= {digest(path)[:16] for path in sources.values() if path.suffix in (*PICTURES, ".pdf")}


def test_nothing_the_site_is_made_from_is_published(office: Path) -> None:
    paths = [path.relative_to(office / "site") for path in (office / "site").rglob("*") if path.is_file()]
    ours = [path for path in paths if path.parts[0] not in ("files", "admin")]

    assert [str(path) for path in ours if path.suffix in {".yaml", ".yml", ".md", ".j2", ".py", ".map", ".tmp"}] == []
    assert [str(path) for path in ours if path.name.startswith(".") and str(path) != ".prongsai"] == []
    assert "addresses.txt" not in {path.name for path in paths}


def test_no_picture_carries_a_word_about_how_it_was_taken(office: Path) -> None:
    pictures = [path for path in (office / "site").rglob("*") if path.suffix in PICTURES]
    assert len(pictures) > 100
    for path in pictures:
        content = path.read_bytes()
        with Image.open(io.BytesIO(content)) as image:
            assert dict(image.getexif()) == {}, path
            assert {"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop"} & image.info.keys() == (
                set()
            ), path
        assert b"Exif\0\0" not in content, path
        assert b"ns.adobe.com" not in content, path


def test_a_file_with_a_thai_name_is_served_under_ascii_and_offered_under_its_own(office: Path, pages: Pages) -> None:
    thai = {path for path in referred(office) if not path.isascii()}
    assert thai
    offered = {
        link.get("download"): target_of(address, link.get("href", ""))
        for address, tree in pages.items()
        for link in find(tree, "//a[@download]")
    }
    for path in thai:
        address = offered[path.rpartition("/")[2]]

        assert address.isascii()
        assert digest(office / "site" / address) == digest(office / "disclosures" / path)
    assert [
        str(path) for path in (office / "site").rglob("*") if not path.relative_to(office).as_posix().isascii()
    ] == []


def test_an_answer_of_none_is_not_shown_as_something_missing(office: Path) -> None:
    marks = parse(office / "site/oit/2564/o31/index.html").xpath("//li[@data-covered='false']//span[@class]")

    assert [(mark.get("class"), mark.text_content()) for mark in marks] == [("mark answered", "ไม่มีกรณี ดูคำอธิบาย")] * 4
