"""The feeds, read back as feed readers do: whole values on a small site, hostile texts, and ids that never change."""

import html
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from test_exports import BASE, exports, made, write

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

Copy = Callable[[str], Path]


def rss_of(root: Path) -> Any:  # noqa: ANN401 - feedparser has no types
    parsed = feedparser.parse(exports(root)["feed.xml"])
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def json_of(root: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(exports(root)["feed.json"])


def ids_of(root: Path) -> list[str]:
    return [entry.id for entry in rss_of(root).entries]


PLAN = "O1 แผนงาน (ปี 2564)"


def test_the_feed_of_a_small_site_is_exactly_this(small_site: Copy) -> None:
    outputs, content, _ = made(small_site("small"))
    parsed = feedparser.parse(outputs["feed.xml"])
    cover = content.assets.picture("files/2564/photo.jpg")
    assert cover is not None
    picture = cover.sizes[-1][0]

    assert not parsed.bozo
    channel = parsed.feed
    assert (parsed.version, channel.title, channel.link, channel.language) == (
        "rss20",
        "ข่าวและข้อมูลสาธารณะ สนง.เล็ก",
        f"{BASE}/",
        "th",
    )
    assert {(one.rel, one.type, one.href) for one in channel.links} == {
        ("alternate", "text/html", f"{BASE}/"),
        ("self", "application/rss+xml", f"{BASE}/feed.xml"),
    }
    assert [
        (entry.id, entry.link, entry.published, entry.tags[0].term, entry.title, entry.summary)
        for entry in parsed.entries
    ] == [
        (
            f"{BASE}/oit/2564/o1/#changed-2021-01-05-1",
            f"{BASE}/oit/2564/o1/",
            "Tue, 05 Jan 2021 00:00:00 +0700",
            "ข้อมูลสาธารณะ",
            f"ปรับปรุง {PLAN}",
            "เพิ่มตาราง",
        ),
        (
            f"{BASE}/news/2564/new-year/",
            f"{BASE}/news/2564/new-year/",
            "Fri, 01 Jan 2021 00:00:00 +0700",
            "ข่าว",
            "สวัสดีปีใหม่",
            "ขอให้มีความสุข",
        ),
        (
            f"{BASE}/oit/2564/o1/#published",
            f"{BASE}/oit/2564/o1/",
            "Tue, 01 Dec 2020 00:00:00 +0700",
            "ข้อมูลสาธารณะ",
            f"เผยแพร่ {PLAN}",
            "เผยแพร่แล้ว",
        ),
        (
            f"{BASE}/news/2564/plan-meeting/",
            f"{BASE}/news/2564/plan-meeting/",
            "Sun, 15 Nov 2020 00:00:00 +0700",
            "ข่าว",
            "ประชุมวางแผน",
            "ประชุมวางแผนประจำปี",
        ),
    ]
    guids = etree.fromstring(outputs["feed.xml"]).findall("channel/item/guid")
    assert [guid.get("isPermaLink") for guid in guids] == ["false", "true", "false", "true"]
    assert [[(one.href, one.length, one.type) for one in entry.enclosures] for entry in parsed.entries] == [
        [],
        [],
        [],
        [(f"{BASE}/{picture}", str(content.assets.size_of(picture)), "image/webp")],
    ]


def test_the_json_feed_tells_the_same(small_site: Copy) -> None:
    root = small_site("small")
    feed = json_of(root)
    items = feed.pop("items")

    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "ข่าวและข้อมูลสาธารณะ สนง.เล็ก",
        "home_page_url": f"{BASE}/",
        "feed_url": f"{BASE}/feed.json",
        "description": "ข่าวล่าสุด และการเปลี่ยนแปลงของข้อมูลสาธารณะ (OIT) ของสำนักงานเล็ก",
        "language": "th",
        "authors": [{"name": "สำนักงานเล็ก", "url": f"{BASE}/"}],
    }
    assert items[0] == {
        "id": f"{BASE}/oit/2564/o1/#changed-2021-01-05-1",
        "url": f"{BASE}/oit/2564/o1/",
        "title": f"ปรับปรุง {PLAN}",
        "content_text": "เพิ่มตาราง",
        "date_published": "2021-01-05T00:00:00+07:00",
        "tags": ["ข้อมูลสาธารณะ"],
    }
    assert [(item["id"], item["title"], item.get("image")) for item in items] == [
        (entry.id, entry.title, entry.enclosures[0].href if entry.enclosures else None)
        for entry in rss_of(root).entries
    ]


def test_texts_come_back_as_typed_and_never_as_markup(small_site: Copy) -> None:
    root = small_site("small")
    hostile = "<img src=x onerror=alert(1)> & ]]></title> &lt;b&gt;"
    write(root, "news/2564/a.yaml", {"title": hostile, "date": "2564-02-01", "summary": hostile})
    data = exports(root)["feed.xml"].decode()
    item = json_of(root)["items"][0]

    assert (item["title"], item["content_text"]) == (hostile, hostile)
    once = html.escape(hostile, quote=False)
    assert f"<description>{html.escape(once, quote=False)}</description>" in data
    assert f"<title>{once}</title>" in data


def test_nobody_is_told_twice_when_words_are_mended_or_changes_added(small_site: Copy) -> None:
    root = small_site("small")

    def answer(*notes: tuple[str, str], updated: str) -> None:
        changes = [{"date": day, "note": note} for day, note in notes]
        entry = {"item": "O2", "status": "none", "explanation": "ไม่มี", "published": "2563-12-01", "updated": updated}
        write(root, "oit/2564/o2.yaml", {**entry, "changes": changes})

    answer(("2564-02-01", "แก้คำผิก"), ("2564-02-01", "เพิ่มไฟล์"), updated="2564-02-01")
    before = ids_of(root)
    answer(("2564-02-01", "แก้คำผิด"), ("2564-02-01", "เพิ่มไฟล์"), ("2564-03-01", "ใหม่"), updated="2564-03-02")
    after = ids_of(root)

    page = f"{BASE}/oit/2564/o2/"
    assert [one for one in before if one.startswith(page)] == [
        f"{page}#changed-2021-02-01-1",
        f"{page}#changed-2021-02-01-2",
        f"{page}#published",
    ]
    assert [one for one in after if one not in before] == [
        f"{page}#updated-2021-03-02",
        f"{page}#changed-2021-03-01-1",
    ]
    assert [one for one in after if one in before] == before


def test_what_is_still_being_prepared_is_not_said_to_be_published(small_site: Copy) -> None:
    root = small_site("small")
    write(root, "oit/2564/o2.yaml", {"item": "O2", "status": "preparing", "published": "2564-02-01"})

    assert [one for one in ids_of(root) if "/o2/" in one] == []


def test_a_feed_holds_the_fifty_newest(small_site: Copy) -> None:
    root = small_site("small")
    first = date(2021, 1, 10)
    for number in range(60):
        day = first + timedelta(days=number)
        write(root, f"news/2564/n{number}.yaml", {"title": f"ข่าวที่ {number}", "date": f"{day}", "summary": "ก"})

    titles = [f"ข่าวที่ {number}" for number in range(59, 9, -1)]
    assert [entry.title for entry in rss_of(root).entries] == titles
    assert [item["title"] for item in json_of(root)["items"]] == titles


def test_a_site_without_an_address_has_no_feed(small_site: Copy) -> None:
    assert {"feed.xml", "feed.json"} & exports(small_site("every-field")).keys() == set()


def test_the_feeds_of_an_office_with_nothing_yet_are_empty(small_site: Copy) -> None:
    root = small_site("nothing-but-an-office")
    office = root / "disclosures/office.yaml"
    office.write_text(f"{office.read_text('utf-8')}\nurl: https://www.empty.go.th\n", "utf-8")

    assert rss_of(root).entries == []
    assert json_of(root)["items"] == []


def test_the_index_of_data_lists_the_feeds(small_site: Copy) -> None:
    outputs = exports(small_site("small"))
    listed = json.loads(outputs["data/index.json"])["feeds"]

    assert [(one["url"], one["media_type"], one["bytes"]) for one in listed] == [
        (f"{BASE}/feed.xml", "application/rss+xml", len(outputs["feed.xml"])),
        (f"{BASE}/feed.json", "application/feed+json", len(outputs["feed.json"])),
    ]
