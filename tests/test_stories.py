"""News, lessons, honours and schools as people meet them: pictures one by one, walls that narrow, lessons in short."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urljoin

import pytest
import yaml
from browsing import CHROMIUM, PHONE, Visit, need, visit
from lxml import html
from playwright.sync_api import Browser, Locator

from generator.pages.posts.article import in_short
from generator.pages.posts.related import Mention, Relations, relations

ALBUM = "news/2564/prize-ceremony/"
LESSON = "lessons/2564/budget-board/"

with_browser = need(CHROMIUM is not None, "Chromium or Chrome")


def entries(root: Path, kind: str) -> dict[str, Any]:
    """Return what was written into every entry of a kind, by the address of its page."""
    folder = root / "disclosures"
    return {
        f"{path.relative_to(folder).with_suffix('').as_posix()}/": yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((folder / kind).glob("*/*.yaml"))
    }


def page(root: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((root / "site" / address / "index.html").read_bytes())


def links(tree: html.HtmlElement, address: str, query: str) -> list[str]:
    """Return where the links that an XPath query finds lead, from the site's root."""
    found = cast("list[str]", tree.xpath(query))
    return [urljoin(f"https://x/{address}", one).removeprefix("https://x/") for one in found]


def listed(root: Path, address: str) -> Iterator[list[str]]:
    """Yield the posts on each page of a list, followed from page to page as readers do."""
    following: list[str] = [address]
    while following:
        (address,) = following
        tree = page(root, address)
        yield links(tree, address, "//*[@class='card-text']//a/@href")
        following = links(tree, address, "//main//nav[@class='turn']//a[@rel='next']/@href")


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("site", ["office", "decade"])
@pytest.mark.parametrize("section", ["news", "lessons", "honors"])
def test_whoever_turns_the_pages_of_a_list_meets_every_post_once(
    request: pytest.FixtureRequest, site: str, section: str
) -> None:
    root = request.getfixturevalue(site)
    found = [post for posts in listed(root, f"{section}/") for post in posts]

    assert Counter(found) == Counter(list(entries(root, section)))


@pytest.mark.parametrize("section", ["news", "lessons", "honors"])
def test_every_page_of_a_list_that_ever_had_an_address_is_still_there(office: Path, section: str) -> None:
    pages = -(-len(entries(office, section)) // 12)

    missing = [
        number
        for number in range(2, pages + 1)
        if not (office / "site" / section / "page" / str(number) / "index.html").is_file()
    ]

    assert missing == []


def test_a_list_shows_few_years_however_many_there_are_and_every_year_can_be_reached(decade: Path) -> None:
    query = "//nav[@class='years-nav']//a/@href"
    years = {f"news/{address.split('/')[1]}/" for address in entries(decade, "news")}
    assert len(years) > 9

    seen: set[str] = set()
    waiting = {"news/"}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        shown = links(page(decade, address), address, query)
        assert len(shown) <= 8, address  # all years, the first, the last, and two on either side of the open one
        waiting |= set(shown) - seen

    assert seen - {"news/"} == years


def test_pictures_of_lists_have_sizes_and_only_the_first_is_fetched_at_once(office: Path) -> None:
    for address in ("news/", "honors/", "lessons/", "news/page/2/"):
        pictures = cast("list[html.HtmlElement]", page(office, address).xpath("//main//img"))

        assert [one for one in pictures if not (one.get("width") and one.get("height"))] == [], address
        eager = [number for number, one in enumerate(pictures) if one.get("loading") != "lazy"]
        # Where the list begins with a post that has no picture, none is above the fold for sure.
        assert eager == ([0] if page(office, address).xpath("//main//li[@class][1]//img") else []), address


# ── honours ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_years_wall_names_the_highest_level_first_and_all_who_were_honoured(office: Path) -> None:
    tree = page(office, "honors/2564/")
    levels = [one.text_content() for one in tree.xpath("//*[contains(@class, 'wall')]//*[@class='level']")]
    order = ["ระดับนานาชาติ", "ระดับประเทศ", "ระดับภาค", "ระดับจังหวัด", "ระดับเขตพื้นที่"]
    named = {name for one in tree.xpath("//*[@class='who']") for name in one.text_content().split("\u00a0· ")}
    honoured = {
        person["name"]
        for address, honor in entries(office, "honors").items()
        if address.startswith("honors/2564/")
        for person in honor["recipients"]
    }

    assert levels == sorted(levels, key=order.index)
    assert set(levels) == set(order)
    assert named == honoured


def fitting(root: Path, **wanted: str) -> set[str]:
    """Return the honours that fit, read from what was written."""

    def fits(address: str, honor: dict[str, Any]) -> bool:
        schools = {*honor.get("schools", ()), *(person.get("school") for person in honor["recipients"])}
        return (
            wanted.get("year", "") in address
            and wanted.get("level") in (None, honor["level"])
            and ("school" not in wanted or wanted["school"] in schools)
        )

    return {address for address, honor in entries(root, "honors").items() if fits(address, honor)}


def on_the_wall(made: Visit) -> set[str]:
    shown = made.page.locator("#stories [data-filterable]:visible h2 a, #stories [data-filterable]:visible h3 a")
    return {one.removeprefix(made.base) for one in shown.evaluate_all("all => all.map(a => a.href)")}


def choose(made: Visit, label: str) -> Locator:
    return made.page.get_by_role("main").get_by_role("combobox", name=label)


@with_browser
def test_the_wall_narrows_by_year_level_and_school_says_how_many_are_left_and_leads_back(
    desk: Visit, office: Path
) -> None:
    desk.go("honors/")
    said = desk.page.get_by_role("main").get_by_role("status")
    everything = fitting(office)
    assert on_the_wall(desk) == everything

    choose(desk, "ระดับ").select_option(label="ระดับเขตพื้นที่")
    assert on_the_wall(desk) == fitting(office, level="office")
    assert said.inner_text() == f"แสดง {len(fitting(office, level='office'))} จาก {len(everything)} รางวัล"

    choose(desk, "ปีงบประมาณ").select_option(label="ปี 2563")
    assert on_the_wall(desk) == fitting(office, level="office", year="/2563/")
    # A year of which nothing is left does not keep its heading.
    headings = desk.page.locator("#stories h2:visible").all_inner_texts()
    assert headings == ["ปีงบประมาณ พ.ศ. 2563"]

    nothing = desk.page.get_by_text("ไม่มีรางวัลที่ตรงกับตัวกรอง")
    assert not nothing.is_visible()
    choose(desk, "โรงเรียน").select_option("school-31")
    assert on_the_wall(desk) == set()
    assert nothing.is_visible()
    assert said.inner_text() == f"แสดง 0 จาก {len(everything)} รางวัล"

    desk.page.get_by_role("button", name="แสดงทั้งหมด").click()
    desk.page.locator("#stories [data-filterable]:visible").first.wait_for()
    assert on_the_wall(desk) == everything
    assert not nothing.is_visible()
    assert choose(desk, "ปีงบประมาณ").evaluate("one => one === document.activeElement")

    choose(desk, "โรงเรียน").select_option("school-31")
    assert on_the_wall(desk) == fitting(office, school="school-31") != set()


@with_browser
def test_without_scripts_the_wall_is_whole_and_offers_no_filters(browser: Browser, base: str, office: Path) -> None:
    made = visit(browser, base, PHONE, scripts=False)
    made.go("honors/")

    assert on_the_wall(made) == fitting(office)
    assert not choose(made, "ระดับ").is_visible()
    assert not made.page.get_by_role("button", name="แสดงทั้งหมด").is_visible()
    made.context.close()
    assert made.faults == []


# ── pictures one by one ──────────────────────────────────────────────────────────────────────────────────────────


def lightbox(made: Visit) -> Locator:
    return made.page.get_by_role("dialog", name="ภาพกิจกรรม")


def shown(made: Visit) -> tuple[str, str, str]:
    """Return the counter, the caption and the text of the picture that is open."""
    box = lightbox(made)
    alt = box.get_by_role("img").get_attribute("alt") or ""
    return box.locator(".counter").inner_text(), box.locator(".caption").inner_text(), alt


@with_browser
def test_pictures_are_looked_at_one_by_one_with_the_keyboard_alone(desk: Visit, office: Path) -> None:
    album = entries(office, "news")[ALBUM]["gallery"]
    wanted = [(f"ภาพที่ {number} จาก 6", one["caption"], one["alt"]) for number, one in enumerate(album, 1)]
    assert len(wanted) == 6
    desk.go(ALBUM)
    pictures = desk.page.locator(".gallery a")

    pictures.nth(1).focus()
    desk.page.keyboard.press("Enter")
    assert shown(desk) == wanted[1]
    seen = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Home", "End"):
        desk.page.keyboard.press(key)
        seen.append(shown(desk))
    assert seen == [wanted[number] for number in (2, 1, 0, 5, 0, 5)]

    # Tab stays in the dialog, and its buttons say what they do.
    names = set()
    for _ in range(4):
        desk.page.keyboard.press("Tab")
        names.add(desk.page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert {"ปิด", "ภาพก่อนหน้า", "ภาพถัดไป"} <= names

    desk.page.keyboard.press("Escape")
    assert not lightbox(desk).is_visible()
    assert pictures.nth(5).evaluate("one => one === document.activeElement")


@with_browser
def test_pictures_are_looked_at_with_buttons_on_a_phone_and_fit_it(phone: Visit) -> None:
    phone.go(ALBUM)
    phone.page.locator(".gallery a").first.click()
    box = lightbox(phone)

    box.get_by_role("button", name="ภาพถัดไป").click()
    assert shown(phone)[0] == "ภาพที่ 2 จาก 6"
    box.get_by_role("button", name="ภาพก่อนหน้า").click()
    box.get_by_role("button", name="ภาพก่อนหน้า").click()
    assert shown(phone)[0] == "ภาพที่ 6 จาก 6"
    place = box.get_by_role("img").bounding_box()
    assert place is not None
    assert place["width"] <= PHONE
    assert place["y"] >= 0

    box.get_by_role("button", name="ปิด").click()
    assert not box.is_visible()


@with_browser
def test_a_certificate_alone_is_enlarged_without_a_counter_or_ways_on(desk: Visit) -> None:
    desk.go("honors/2564/moral-school-national/")
    desk.page.get_by_role("link", name="เกียรติบัตร โรงเรียนคุณธรรม").click()
    box = desk.page.get_by_role("dialog", name="เกียรติบัตร")

    assert box.get_by_role("img").is_visible()
    assert box.locator(".counter").inner_text() == ""
    assert box.get_by_role("button").evaluate_all("all => all.map(one => one.ariaLabel)") == ["ปิด"]


@with_browser
def test_without_scripts_a_picture_is_a_link_to_its_largest_size(browser: Browser, base: str) -> None:
    made = visit(browser, base, PHONE, scripts=False)
    made.go(ALBUM)
    assert made.page.locator("dialog").count() == 0

    made.page.locator(".gallery a").first.click()

    assert made.address.startswith("assets/pictures/")
    assert made.page.locator("img").evaluate("image => image.naturalWidth") >= 1000
    made.context.close()
    assert made.faults == []


def test_only_pages_with_pictures_to_look_at_load_the_gallery(office: Path) -> None:
    loading = {
        path.parent.relative_to(office / "site").as_posix()
        for path in (office / "site").rglob("index.html")
        if b"gallery.js" in path.read_bytes()
    }
    written = {
        address.rstrip("/")
        for kind in ("news", "lessons", "honors")
        for address, entry in entries(office, kind).items()
        if entry.get("gallery") or str(entry.get("certificate", "")).endswith((".png", ".jpg"))
    }

    assert loading == written != set()


# ── lessons ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_lesson_begins_in_short_with_links_to_its_parts_its_school_dimension_and_step(office: Path) -> None:
    tree = page(office, LESSON)
    (box,) = tree.xpath("//section[@class='in-short']")
    points = [(one.get("href"), one.text_content()) for one in box.xpath(".//ol//a")]
    facts = {row[0].text_content(): [one.text_content() for one in row[1:]] for row in box.xpath(".//dl/div")}

    assert points == [("#context", "ที่มา"), ("#actions", "สิ่งที่ทำ"), ("#results", "ผล")]
    assert facts == {
        "ผู้ถอดบทเรียน": ["ผู้อำนวยการตัวอย่าง ข", "ครูตัวอย่าง ก"],
        "โรงเรียน": ["โรงเรียนตัวอย่าง 39 (ตัวอย่าง)"],
        "ด้าน": ["ด้านความโปร่งใส"],
        "ขั้นตอนของโครงการ": ["D ลงมือปฏิบัติ"],
    }
    assert links(box, LESSON, ".//dl//a/@href") == [
        "schools/school-39/",
        "lessons/transparency/",
        "programme/2564/#step-d",
    ]
    assert [one.get("id") for one in tree.xpath("//section[@class='part']/h2")] == [
        "context", "actions", "results", "factors", "obstacles", "advice",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "dimension", ["transparency", "accountability", "service-integrity", "culture", "work-integrity"]
)
def test_a_dimension_lists_its_lessons_and_each_of_them_leads_to_others(office: Path, dimension: str) -> None:
    written = {
        address for address, lesson in entries(office, "lessons").items() if lesson.get("dimension") == dimension
    }
    found = [post for posts in listed(office, f"lessons/{dimension}/") for post in posts]

    assert Counter(found) == Counter(written)
    for address in written:
        near = links(page(office, address), address, "//section[@class='related'][1]//li/a/@href")
        assert set(near) == written - {address}, address


@with_browser
def test_lessons_narrow_by_dimension_and_step(desk: Visit, office: Path) -> None:
    desk.go("lessons/")

    choose(desk, "ด้าน").select_option("transparency")
    choose(desk, "ขั้นตอนของโครงการ").select_option("D")

    assert on_the_wall(desk) == {
        address
        for address, lesson in entries(office, "lessons").items()
        if (lesson.get("dimension"), lesson.get("step")) == ("transparency", "D")
    }


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("สั้น", "สั้น"),
        ("บรรทัดแรก\n\n  บรรทัดสอง ", "บรรทัดแรก บรรทัดสอง"),
        ("ก" * 150, "ก" * 150),
        (f"{'ก' * 100} {'ข' * 100}", f"{'ก' * 100} …"),
        (f"{'ก' * 10} {'ข' * 200}", f"{'ก' * 10} {'ข' * 139} …"),
    ],
)
def test_a_text_is_cut_where_a_thought_ends(text: str, short: str) -> None:
    assert in_short(text) == short


def post(name: str, day: date, *, tags: Sequence[str] = (), schools: Sequence[str] = ()) -> Any:  # noqa: ANN401 - as little of an entry as relations look at
    """Return what relations look at of a post."""
    data = SimpleNamespace(title=name, date=day, tags=tags, items=(), schools=schools, step=None)
    return SimpleNamespace(name=name, year=2564, data=data)


def test_posts_are_related_by_what_they_share_most_and_then_by_time() -> None:
    news = [
        post("a", date(2021, 1, 1), tags=["ITA"], schools=["s1"]),
        post("b", date(2021, 1, 5), tags=["ITA"]),
        post("c", date(2021, 1, 9), tags=["ITA"], schools=["s1"]),
        post("d", date(2021, 1, 10), tags=["อื่น"]),
        post("e", date(2021, 1, 2), tags=["ITA", "ITA"]),
    ]
    library: Any = SimpleNamespace(posts=(("news", news),))

    found = relations(library).of(Mention("news", news[0]), 3)

    assert [one.post.name for one in found] == ["c", "e", "b"]


def test_a_new_post_changes_what_is_related_to_recent_ones_only() -> None:
    news = [post(f"n{number:02}", date(2021, 1, number), tags=["ITA"]) for number in range(1, 21)]
    newest = post("new", date(2021, 2, 1), tags=["ITA"])

    def related(posts: list[Any]) -> dict[str, list[str]]:
        library: Any = SimpleNamespace(posts=(("news", posts),))
        known: Relations = relations(library)
        return {one.name: [other.post.name for other in known.of(Mention("news", one), 99)] for one in news}

    before, after = related(news), related([newest, *news])

    assert [name for name in before if before[name] != after[name]] == ["n17", "n18", "n19", "n20"]


# ── schools ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_school_tells_all_its_stories(office: Path) -> None:
    tree = page(office, "schools/school-31/")
    told = set(links(tree, "schools/school-31/", "//main//section//li//a[not(starts-with(@href, '#'))]/@href"))

    def concerned(entry: dict[str, Any]) -> bool:
        people = [person.get("school") for person in entry.get("recipients", ())]
        return "school-31" in (*entry.get("schools", ()), entry.get("school"), *people)

    kinds = ("honors", "lessons", "news")
    assert told == {address for kind in kinds for address, entry in entries(office, kind).items() if concerned(entry)}
    assert [one.get("id") for one in tree.xpath("//main//section/h2")] == ["honors", "lessons", "news"]


@with_browser
def test_a_school_is_found_by_a_part_of_its_name_and_the_rest_steps_back(phone: Visit) -> None:
    phone.go("schools/")
    rows = phone.page.locator("#schools-list li")
    everything = rows.count()
    said = phone.page.get_by_role("main").get_by_role("status")

    phone.page.get_by_role("main").get_by_role("searchbox").fill("ตัวอย่าง 31")
    assert phone.page.locator("#schools-list li:visible a").all_inner_texts() == [
        "โรงเรียนตัวอย่าง 31 (ตัวอย่าง)\nรางวัล 2 · บทเรียน 1 · ข่าว 2"
    ]
    assert phone.page.locator("#schools-list h2:visible").count() == 1
    assert said.inner_text() == f"แสดง 1 จาก {everything} โรงเรียน"

    phone.page.get_by_role("main").get_by_role("searchbox").fill("ไม่มีโรงเรียนนี้")
    phone.page.get_by_role("button", name="แสดงทั้งหมด").click()
    rows.first.wait_for()
    assert phone.page.locator("#schools-list li:visible").count() == everything
