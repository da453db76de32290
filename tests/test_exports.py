"""What machines read: whole values on a small site, hostile texts, limits of formats, and bytes that never change."""

import csv
import hashlib
import io
import json
import os
import posixpath
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import icalendar
import openpyxl  # type: ignore[import-untyped]
import pytest
from jsonschema import Draft7Validator, FormatChecker  # type: ignore[import-untyped]

from generator.assets import Assets
from generator.exports import export, oit_xlsx
from generator.exports.encoders import csv_bytes, ics_bytes, ics_text, json_bytes
from generator.library import load
from generator.pages import Content, Page, plan
from generator.site import asked_files

# Python 3.12 warns of a fork beside threads, and a worker of pytest-xdist has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

Copy = Callable[[str], Path]
Outputs = dict[str, bytes]
SITES = Path(__file__).resolve().parent / "sites"


def content_of(root: Path) -> Content:
    """Read a site and prepare its files, as a build does."""
    loaded = load(root)
    library = loaded.library
    assert library is not None
    assets = Assets(root, root / ".prongsai" / "assets", loaded.inventory.facts)
    assets.prepare(*asked_files(library), lambda *_: None)
    return Content(library, assets)


def made(root: Path) -> tuple[Outputs, Content, list[Page]]:
    content = content_of(root)
    pages = plan(content)
    return export(content, pages), content, pages


def exports(root: Path) -> Outputs:
    return made(root)[0]


def as_json(outputs: Outputs, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(outputs[f"data/{name}"])


def as_rows(outputs: Outputs, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(outputs[f"data/{name}"].decode("utf-8-sig"), newline="")))


def as_book(outputs: Outputs, name: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(outputs[f"data/{name}"]), rich_text=True)


def values(sheet: Any) -> list[list[Any]]:  # noqa: ANN401 - the same
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def links(sheet: Any) -> dict[str, str]:  # noqa: ANN401 - the same
    found = {cell.coordinate: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    return {where: link.target + (f"#{link.location}" if link.location else "") for where, link in found.items()}


def write(root: Path, path: str, entry: object) -> None:
    """Write an entry. JSON is YAML, and quotes whatever is in it."""
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(entry, ensure_ascii=False), "utf-8")


def published(content: Content, out: Path, address: str) -> tuple[int, str]:
    """Return the size and hash of a file as it is published."""
    content.assets.write(out)
    made_file = (out / address).read_bytes()
    return len(made_file), hashlib.sha256(made_file).hexdigest()


# ── the whole of a small site ────────────────────────────────────────────────────────────────────────────────────

BASE = "https://www.small.go.th/oit-portal"


def test_the_json_of_a_small_year_is_exactly_this(small_site: Copy, tmp_path: Path) -> None:
    root = small_site("small")
    seen = {"state": "moved", "checked_at": "2021-01-06T09:30:00+07:00", "status": 200, "fail_streak": 0}
    (root / "disclosures/ledger.json").write_text(
        json.dumps({"version": 1, "urls": {"https://www.small.go.th/budget?ปี=2564": seen}}), "utf-8"
    )
    outputs, content, _ = made(root)
    files = ("f81007d1e209.pdf", "strategy.pdf", "photo.jpg")
    plan_pdf, strategy, photo = (published(content, tmp_path / "out", f"files/2564/{name}") for name in files)

    def evidence(number: int, **facts: object) -> dict[str, object]:
        nothing = {"bytes": None, "sha256": None, "media_type": None, "issued": None, "period": None}
        return {"id": f"2564-O1-{number}", **nothing, "covers": [], "ledger": None, **facts}

    assert as_json(outputs, "oit-2564.json") == {
        "year": 2564,
        "body_type": "small",
        "office": "สำนักงานเล็ก",
        "items": [
            {
                "code": "O1",
                "title": "แผนงาน",
                "concept": "plan",
                "status": "published",
                "url": f"{BASE}/oit/2564/o1/",
                "explanation": None,
                "elements": [
                    {"n": 1, "text": "มีแผน", "covered": True},
                    {"n": 2, "text": "มีงบประมาณ", "covered": True},
                ],
                "evidence": [
                    evidence(
                        1,
                        title="แผนงานทั้งเล่ม",
                        url=f"{BASE}/files/2564/f81007d1e209.pdf#page=2",
                        kind="pdf",
                        bytes=plan_pdf[0],
                        sha256=plan_pdf[1],
                        media_type="application/pdf",
                        period="2564",
                        covers=[1],
                    ),
                    evidence(
                        2,
                        title="ยุทธศาสตร์ห้าปี",
                        url=f"{BASE}/files/2564/strategy.pdf",
                        kind="pdf",
                        bytes=strategy[0],
                        sha256=strategy[1],
                        media_type="application/pdf",
                        issued="2018-10-01",
                        period="any",
                        covers=[2],
                    ),
                    evidence(
                        3,
                        title="ประชุมวางแผน",
                        url=f"{BASE}/news/2564/plan-meeting/",
                        kind="page",
                        media_type="text/html",
                    ),
                    evidence(
                        4,
                        title="ผังโครงสร้าง",
                        url=f"{BASE}/files/2564/photo.jpg",
                        kind="jpg",
                        bytes=photo[0],
                        sha256=photo[1],
                        media_type="image/jpeg",
                    ),
                    evidence(
                        5,
                        title="ตารางงบประมาณ",
                        url="https://www.small.go.th/budget?%E0%B8%9B%E0%B8%B5=2564",
                        kind="link",
                        ledger={
                            "state": "moved",
                            "checked_at": "2021-01-06T09:30:00+07:00",
                            "last_ok": None,
                            "first_failure": None,
                            "fail_streak": 0,
                            "status": 200,
                            "final_url": None,
                            "media_type": None,
                            "bytes": None,
                            "sha256": None,
                            "title": None,
                            "reason": None,
                        },
                    ),
                ],
            },
            {
                "code": "O2",
                "title": "เรื่องร้องเรียน",
                "concept": "complaints",
                "status": "none",
                "url": f"{BASE}/oit/2564/o2/",
                "explanation": "ปีนี้ไม่มีเรื่องร้องเรียน",
                "elements": [{"n": 1, "text": "จำนวนเรื่อง", "covered": False}],
                "evidence": [],
            },
            {
                "code": "O3",
                "title": "ผลงาน",
                "concept": "output",
                "status": "missing",
                "url": f"{BASE}/oit/2564/o3/",
                "explanation": None,
                "elements": [{"n": 1, "text": "รายงาน", "covered": False}],
                "evidence": [],
            },
        ],
    }


def test_what_is_published_of_a_picture_is_not_what_was_dropped_in(small_site: Copy, tmp_path: Path) -> None:
    root = small_site("small")
    _, content, _ = made(root)

    dropped = (root / "disclosures/files/2564/photo.jpg").read_bytes()
    assert published(content, tmp_path / "out", "files/2564/photo.jpg")[1] != hashlib.sha256(dropped).hexdigest()


def test_the_csv_of_a_small_year_is_exactly_this(small_site: Copy) -> None:
    outputs = exports(small_site("small"))

    assert outputs["data/oit-2565.csv"] == (
        b"\xef\xbb\xbf"
        + (
            '"ข้อ","ข้อมูล","คำตอบ","URL","คำอธิบาย"\r\n'
            f'"O1","ผลงาน","ไม่มี","{BASE}/oit/2565/o1/",""\r\n'
            f'"O2","แผนงาน","ไม่มี","{BASE}/oit/2565/o2/",""\r\n'
        ).encode()
    )
    head, first, second, third = as_rows(outputs, "oit-2564.csv")
    assert head[5:] == [f"{name} {number}" for number in range(1, 6) for name in ("รหัสหลักฐาน", "หลักฐาน", "URL หลักฐาน")]
    assert first[:5] == ["O1", "แผนงาน", "มี", f"{BASE}/oit/2564/o1/", ""]
    assert first[5:11] == [
        "2564-O1-1",
        "แผนงานทั้งเล่ม",
        f"{BASE}/files/2564/f81007d1e209.pdf#page=2",
        "2564-O1-2",
        "ยุทธศาสตร์ห้าปี",
        f"{BASE}/files/2564/strategy.pdf",
    ]
    assert second == ["O2", "เรื่องร้องเรียน", "มี", f"{BASE}/oit/2564/o2/", "ปีนี้ไม่มีเรื่องร้องเรียน", *[""] * 15]
    assert third == ["O3", "ผลงาน", "ไม่มี", f"{BASE}/oit/2564/o3/", "", *[""] * 15]


def test_an_item_is_answered_when_it_is_published_or_said_to_be_none(small_site: Copy) -> None:
    root = small_site("small")
    answers = {}
    for status in ("published", "none", "preparing", "not-applicable"):
        write(root, "oit/2564/o3.yaml", {"item": "O3", "status": status, "explanation": "เหตุผล"})
        outputs = exports(root)
        answers[status] = (
            as_json(outputs, "oit-2564.json")["items"][2]["status"],
            as_rows(outputs, "oit-2564.csv")[3][2],
        )

    assert answers == {
        "published": ("published", "มี"),
        "none": ("none", "มี"),
        "preparing": ("preparing", "ไม่มี"),
        "not-applicable": ("not-applicable", "ไม่มี"),
    }


def test_the_workbook_of_a_small_year_is_exactly_this(small_site: Copy, tmp_path: Path) -> None:
    outputs, content, _ = made(small_site("small"))
    plan_pdf = published(content, tmp_path / "out", "files/2564/f81007d1e209.pdf")
    book = as_book(outputs, "oit-2564.xlsx")
    items, evidence = book.worksheets

    assert book.sheetnames == ["ข้อ OIT", "หลักฐาน"]
    titles = ["แผนงานทั้งเล่ม", "ยุทธศาสตร์ห้าปี", "ประชุมวางแผน", "ผังโครงสร้าง", "ตารางงบประมาณ"]
    assert values(items) == [
        ["ข้อ", "ข้อมูล", "คำตอบ", "URL", "คำอธิบาย", *(f"หลักฐาน {number}" for number in range(1, 6))],
        ["O1", "แผนงาน", "มี", f"{BASE}/oit/2564/o1/", None, *titles],
        ["O2", "เรื่องร้องเรียน", "มี", f"{BASE}/oit/2564/o2/", "ปีนี้ไม่มีเรื่องร้องเรียน", *[None] * 5],
        ["O3", "ผลงาน", "ไม่มี", f"{BASE}/oit/2564/o3/", None, *[None] * 5],
    ]
    budget = "https://www.small.go.th/budget?%E0%B8%9B%E0%B8%B5=2564"
    assert links(items) == {
        "D2": f"{BASE}/oit/2564/o1/",
        "D3": f"{BASE}/oit/2564/o2/",
        "D4": f"{BASE}/oit/2564/o3/",
        "F2": f"{BASE}/files/2564/f81007d1e209.pdf#page=2",
        "G2": f"{BASE}/files/2564/strategy.pdf",
        "H2": f"{BASE}/news/2564/plan-meeting/",
        "I2": f"{BASE}/files/2564/photo.jpg",
        "J2": budget,
    }
    head, first, *_, last = values(evidence)
    row = dict(zip(head, first, strict=True))
    assert row == {
        "รหัส": "2564-O1-1",
        "ข้อ": "O1",
        "หลักฐาน": "แผนงานทั้งเล่ม",
        "URL": f"{BASE}/files/2564/f81007d1e209.pdf#page=2",
        "ชนิด": "pdf",
        "ขนาด (ไบต์)": plan_pdf[0],
        "จำนวนหน้า": 2,
        "ชื่อในไฟล์": "Plan of 2564",
        "ชนิดไฟล์ (MIME)": "application/pdf",
        "วันที่ของเอกสาร (ค.ศ.)": None,
        "ช่วงเวลา (ปีงบประมาณ พ.ศ.)": "2564",
        "องค์ประกอบที่แสดง": "1",
        "สถานะลิงก์": None,
        "ตรวจลิงก์เมื่อ": None,
        "SHA-256": plan_pdf[1],
    }
    assert last[:5] == ["2564-O1-5", "O1", "ตารางงบประมาณ", budget, "link"]
    assert links(evidence)["D6"] == budget


def test_the_sheets_are_laid_out_for_a_clerk(small_site: Copy) -> None:
    for sheet in as_book(exports(small_site("small")), "oit-2564.xlsx").worksheets:
        cells = [cell for row in sheet.iter_rows(max_row=sheet.max_row) for cell in row if cell.value is not None]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert {cell.font.name for cell in cells} == {"Tahoma"}
        assert {cell.alignment.wrap_text for cell in cells} == {True}
        assert {cell.font.bold for cell in cells if cell.row == 1} == {True}
        widths = {n: one.width for one in sheet.column_dimensions.values() for n in range(one.min, one.max + 1)}
        assert [cell.value for cell in cells if cell.row == 1 and widths[cell.column] < len(cell.value) / 2] == []
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert sheet.print_title_rows == "$1:$1"


def test_the_index_lists_everything_with_true_sizes_and_hashes(small_site: Copy) -> None:
    outputs = exports(small_site("small"))
    index = as_json(outputs, "index.json")

    listed = {one["url"]: one for group in index["datasets"] for one in group["files"]}
    listed |= {one["url"]: one for one in [*index["calendars"], *index["schemas"]]}
    there = {f"{BASE}/{address}": data for address, data in outputs.items() if address.startswith("data/")}
    assert set(there) - set(listed) == {f"{BASE}/data/index.json", f"{BASE}/data/catalog.jsonld"}
    assert {url: (one["bytes"], one["sha256"]) for url, one in listed.items()} == {
        url: (len(there[url]), hashlib.sha256(there[url]).hexdigest()) for url in listed
    }
    assert [{key: value for key, value in one.items() if key != "files"} for one in index["datasets"]] == [
        {
            "year": year,
            "title": f"แบบวัดปี {year}",
            "page": f"{BASE}/oit/{year}/",
            "items": items,
            "answers": answers,
            "evidence": evidence,
            "schema": f"{BASE}/data/schema/data-oit.json",
        }
        for year, items, answers, evidence in ((2564, 3, 2, 5), (2565, 2, 0, 0))
    ]
    assert [one["format"] for one in index["datasets"][0]["files"]] == ["json", "csv", "xlsx"]
    assert index["url"] == BASE
    assert index["catalog"] == f"{BASE}/data/catalog.jsonld"


# ── DCAT ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_catalogue_has_a_dataset_a_year_with_its_files(small_site: Copy) -> None:
    outputs = exports(small_site("small"))
    catalog = as_json(outputs, "catalog.jsonld")
    first = catalog["dcat:dataset"][0]

    assert catalog["@type"] == "dcat:Catalog"
    assert [one["dcterms:identifier"] for one in catalog["dcat:dataset"]] == ["oit-2564", "oit-2565"]
    assert first["@type"] == "dcat:Dataset"
    assert first["dcterms:publisher"]["foaf:name"] == ["สำนักงานเล็ก", {"@language": "en", "@value": "The Small Office"}]
    assert first["dcterms:temporal"] == {
        "@type": "dcterms:PeriodOfTime",
        "dcat:startDate": "2020-10-01",
        "dcat:endDate": "2021-09-30",
    }
    assert (first["dcterms:issued"], first["dcterms:modified"]) == ("2020-12-01", "2021-01-05")
    contact = first["dcat:contactPoint"]
    assert contact["vcard:hasEmail"] == "mailto:office@small.go.th"
    assert contact["vcard:hasTelephone"]["vcard:hasValue"] == "tel:+6653551234"
    assert {
        one["dcat:downloadURL"]: (
            one["dcat:mediaType"],
            one["dcat:byteSize"],
            one["spdx:checksum"]["spdx:checksumValue"],
        )
        for one in first["dcat:distribution"]
    } == {
        f"{BASE}/data/oit-2564.{name}": (
            f"https://www.iana.org/assignments/media-types/{media}",
            len(outputs[f"data/oit-2564.{name}"]),
            hashlib.sha256(outputs[f"data/oit-2564.{name}"]).hexdigest(),
        )
        for name, media in (
            ("json", "application/json"),
            ("csv", "text/csv"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )
    }


MANDATORY = (
    "data_type", "title", "owner_org", "maintainer", "maintainer_email", "tag_string", "notes", "objective",
    "update_frequency_unit", "geo_coverage", "data_source", "data_format", "data_category", "license_id",
)  # fmt: skip


def test_the_fourteen_mandatory_fields_are_there_as_far_as_they_are_known(small_site: Copy) -> None:
    known = as_json(exports(small_site("small")), "catalog.jsonld")["dcat:dataset"][0]

    assert [name for name in MANDATORY if not known.get(f"gdc:{name}")] == ["license_id"]


def test_an_office_without_contact_invents_none(tmp_path: Path) -> None:
    root = shutil.copytree(SITES / "made-up-year", tmp_path / "root")
    dataset = as_json(exports(root), "catalog.jsonld")["dcat:dataset"][0]

    assert [name for name in MANDATORY if not dataset.get(f"gdc:{name}")] == ["maintainer_email", "license_id"]
    assert dataset["dcat:contactPoint"] == {
        "@type": "vcard:Organization",
        "vcard:fn": "เทศบาลเมืองสมมุติ",
        "vcard:hasURL": "https://www.sommut.go.th/contact/",
    }
    assert "dcterms:spatial" not in dataset


def test_every_short_name_in_the_catalogue_is_explained_in_its_context(small_site: Copy) -> None:
    catalog = as_json(exports(small_site("small")), "catalog.jsonld")
    context = catalog.pop("@context")

    def names(value: object) -> Iterator[str]:
        for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from names(child)
        if isinstance(value, dict):
            yield from value
            yield from [kind for key, kind in value.items() if key == "@type"]

    used = {name for name in names(catalog) if not name.startswith("@")}
    assert {name.split(":")[0] for name in used} <= context.keys()
    assert all("://" in context[name.split(":")[0]] for name in used)


# ── an office that has not said its address ──────────────────────────────────────────────────────────────────────


def test_without_an_address_every_link_holds_from_the_file_that_has_it(tmp_path: Path) -> None:
    root = shutil.copytree(SITES / "every-field", tmp_path / "root")
    outputs, content, pages = made(root)
    content.assets.write(tmp_path / "out")
    there = {f"{page.address}/" if page.address else "" for page in pages} | outputs.keys()
    there |= {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}

    def resolved(link: str) -> str:
        joined = posixpath.normpath(posixpath.join("data", link.partition("#")[0]))
        return "" if joined == "." else f"{joined}/" if link.endswith("/") else joined

    def found(value: object) -> Iterator[str]:
        if isinstance(value, str) and value.startswith("../"):
            yield value
        for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from found(child)

    used = {
        link for name in ("oit-2564.json", "index.json", "catalog.jsonld") for link in found(as_json(outputs, name))
    }
    assert {link: resolved(link) in there for link in used if resolved(link) not in there} == {}
    assert {"../oit/2564/o1/", "../files/2564/strategy.pdf", "../about/", "../data/oit-2564.csv", "../"} <= used
    assert as_json(outputs, "index.json")["url"] is None
    # A link in a downloaded workbook would lead nowhere, so it stays a text.
    assert links(as_book(outputs, "oit-2564.xlsx").worksheets[0]) == {"G2": "https://www.small.go.th/plan"}


def test_an_office_with_nothing_yet_has_an_empty_index(tmp_path: Path) -> None:
    root = shutil.copytree(SITES / "nothing-but-an-office", tmp_path / "root")
    outputs = exports(root)

    data = [address for address in outputs if address.startswith("data/") and "/schema/" not in address]
    assert sorted(data) == ["data/catalog.jsonld", "data/index.json"]
    assert as_json(outputs, "index.json")["datasets"] == []
    assert as_json(outputs, "catalog.jsonld")["dcat:dataset"] == []


# ── the real office ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def real(office: Path) -> Outputs:
    return exports(office)


def test_json_csv_and_both_sheets_agree_on_everything_they_share(real: Outputs) -> None:
    years = [one["year"] for one in as_json(real, "index.json")["datasets"]]
    assert years
    for year in years:
        items = as_json(real, f"oit-{year}.json")["items"]
        rows = as_rows(real, f"oit-{year}.csv")[1:]
        sheet, evidence = as_book(real, f"oit-{year}.xlsx").worksheets
        answered = {"published", "none"}
        fixed = [
            [
                one["code"],
                one["title"],
                "มี" if one["status"] in answered else "ไม่มี",
                one["url"],
                one["explanation"] or "",
            ]
            for one in items
        ]
        told = [[[row["id"], row["title"], row["url"]] for row in one["evidence"]] for one in items]
        assert [row[:5] for row in rows] == fixed
        assert [[row[n : n + 3] for n in range(5, len(row), 3) if row[n]] for row in rows] == told
        assert [["" if value is None else value for value in row[:5]] for row in values(sheet)[1:]] == fixed
        assert [[title for title in row[5:] if title] for row in values(sheet)[1:]] == [
            [title for _, title, _ in one] for one in told
        ]
        assert [[row[0], row[2], row[3]] for row in values(evidence)[1:]] == [row for one in told for row in one]


def test_what_is_published_is_what_its_schema_says(real: Outputs, small_site: Copy, tmp_path: Path) -> None:
    schema = as_json(real, "schema/data-oit.json")
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    others = [exports(small_site("small")), exports(shutil.copytree(SITES / "made-up-year", tmp_path / "root"))]
    checked = 0
    for outputs in (real, *others):
        for address in outputs:
            if address.startswith("data/oit-") and address.endswith(".json"):
                assert [error.message for error in validator.iter_errors(json.loads(outputs[address]))] == []
                checked += 1
    assert checked >= 6


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("year",), "2564"),
        (("items", 0, "code"), "o1"),
        (("items", 0, "status"), "done"),
        (("items", 0, "elements", 0, "covered"), "true"),
        (("items", 0, "evidence", 0, "bytes"), "12"),
        (("items", 0, "evidence", 0, "sha256"), "ABC"),
        (("items", 0, "evidence", 0, "issued"), "15 ม.ค. 2564"),
        (("items", 0, "evidence", 0, "covers"), ["1"]),
        (("items", 0, "evidence", 0, "ledger"), {"state": "ok"}),
        (("items", 0, "evidence", 0, "colour"), "red"),
    ],
)
def test_the_schema_of_the_data_refuses_what_it_should(small_site: Copy, place: tuple[Any, ...], value: object) -> None:
    outputs = exports(small_site("small"))
    data = as_json(outputs, "oit-2564.json")
    *steps, last = place
    spot = data
    for step in steps:
        spot = spot[step]
    spot[last] = value

    errors = Draft7Validator(as_json(outputs, "schema/data-oit.json"), format_checker=FormatChecker()).iter_errors(data)
    assert {tuple(error.absolute_path)[: len(place)] for error in errors} & {place, place[:-1]}


# ── hostile texts ────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "=HYPERLINK(1)", "=cmd|'/c calc'!A1", "{=1+1}", "+66 53", "-1+1", "-5", "-5.5", "@SUM(1)", "'=1", "]]>",
    "</script><script>", "a|b", "\"ก\" 'ข' “ค”", "😀 👨\u200d👩\u200d👧 e\u0301", "ก,ข;ค\\n\\,", "a\tb",
    "internal:'ข้อ'!A1", "external:c:\\a.xlsx", "_x0041_", "12345678901234567890", "1/2", "2564-01-15", "TRUE",
    "NaN", "null", "BEGIN:VEVENT", "&amp;&#60;", "\\u003c", "ก" * 300,
]  # fmt: skip


def test_hostile_texts_come_back_from_every_format_as_they_were_typed(small_site: Copy) -> None:
    root = small_site("small")
    rows = [{"title": text, "url": "https://a.th/"} for text in HOSTILE]
    write(root, "oit/2564/o3.yaml", {"item": "O3", "status": "published", "explanation": "=1" * 1000, "evidence": rows})
    phases = [{"phase": {"th": text, "en": text}, "from": "2564-03-01", "to": "2564-03-02"} for text in HOSTILE]
    path = root / "disclosures/catalogues/oit-2564.yaml"
    path.write_text(f"{path.read_text('utf-8')}\ncalendar: {json.dumps(phases, ensure_ascii=False)}\n", "utf-8")
    outputs = exports(root)
    typed = [text.replace("e\u0301", "é") for text in HOSTILE]  # texts are normalised when they are read

    item = as_json(outputs, "oit-2564.json")["items"][2]
    assert [row["title"] for row in item["evidence"]] == typed
    assert item["explanation"] == "=1" * 1000

    row = as_rows(outputs, "oit-2564.csv")[3]
    assert row[4] == "'" + "=1" * 1000
    calculated = {text for text in typed if text[0] in "=+@" or (text[0] == "-" and text not in ("-5", "-5.5"))}
    assert row[6::3] == [f"'{text}" if text in calculated else text for text in typed]
    assert len(calculated) == 5

    items, evidence = as_book(outputs, "oit-2564.xlsx").worksheets
    assert [value for value in values(items)[3][5:] if value] == typed
    assert [value[2] for value in values(evidence)[1:] if value[1] == "O3"] == typed
    assert {cell.data_type for row in items.iter_rows() for cell in row if cell.value} == {"s"}
    quoted = {cell.value for row in evidence.iter_rows() for cell in row if cell.quotePrefix}
    assert quoted == calculated

    events = icalendar.Calendar.from_ical(outputs["data/calendar-2564.ics"]).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == typed
    assert [str(event["DESCRIPTION"]) for event in events] == typed

    index = as_json(outputs, "index.json")
    assert index["datasets"][0]["title"] == "แบบวัดปี 2564"


def test_no_json_can_end_a_script_that_it_is_put_into(small_site: Copy) -> None:
    root = small_site("small")
    hostile = "</script><script>alert(1)</script><!--"
    path = root / "disclosures/office.yaml"
    path.write_text(path.read_text("utf-8").replace("สำนักงานเล็ก", f'"{hostile}"'), "utf-8")
    outputs = exports(root)

    assert as_json(outputs, "oit-2564.json")["office"] == hostile
    assert as_json(outputs, "catalog.jsonld")["dcat:dataset"][0]["gdc:owner_org"] == hostile
    assert [address for address in outputs if address.endswith(("json", "jsonld")) and b"<" in outputs[address]] == []


# ── encoders ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_json_comes_back_and_is_safe_in_a_page() -> None:
    value = {"</script>": ["]]>", "\u2028\u2029", 1, 1.5, True, None, "ก😀", '\x00\x1f"\\/']}

    assert json.loads(json_bytes(value)) == value
    assert not {"<", "\u2028", "\u2029"} & set(json_bytes(value).decode())
    with pytest.raises(ValueError, match="Out of range float"):
        json_bytes(float("nan"))


def test_csv_is_quoted_harmless_and_comes_back() -> None:
    texts = ["=1", "+1", "-1", "-1.5", "-1+1", "-", "@a", "\ta", "\ra", "a=1", "", 'a"b', "ก\r\nข", "ก,ข", "'=1"]
    made_csv = csv_bytes([texts, texts])

    assert made_csv.startswith(
        b'\xef\xbb\xbf"\'=1","\'+1","-1","-1.5","\'-1+1","\'-","\'@a","\'\ta","\'\ra","a=1","","a""b",'
    )
    assert made_csv.endswith(b'"\'=1"\r\n')
    read = list(csv.reader(io.StringIO(made_csv.decode("utf-8-sig"), newline="")))
    harmless = ["'=1", "'+1", "-1", "-1.5", "'-1+1", "'-", "'@a", "'\ta", "'\ra", *texts[9:]]
    assert read == [harmless, harmless]


@pytest.mark.parametrize("text", ["ก" * 400, "a" * 75, "a" * 76, "😀" * 60, "กa" * 99, "", "\\;,\n" * 40])
def test_no_line_of_a_calendar_is_too_long_and_no_letter_is_cut(text: str) -> None:
    folded = ics_bytes([f"SUMMARY:{ics_text(text)}"])
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")

    assert folded.endswith(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert folded.replace(b"\r\n ", b"") == f"SUMMARY:{ics_text(text)}\r\n".encode()


def test_text_in_a_calendar_is_escaped() -> None:
    assert ics_text("a\\b;c,d\r\ne\nf\rg:") == "a\\\\b\\;c\\,d\\ne\\nf\\ng:"


# ── calendars ────────────────────────────────────────────────────────────────────────────────────────────────────


def events_of(outputs: Outputs, name: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(outputs[f"data/{name}"]).walk("VEVENT"))


def test_the_calendar_of_a_year_is_exactly_this(tmp_path: Path) -> None:
    root = shutil.copytree(SITES / "made-up-year", tmp_path / "root")
    made_ics = exports(root)["data/calendar-2571.ics"].decode()

    uid = made_ics.split("UID:")[1].split("\r\n")[0]
    assert made_ics.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Prongsai//Prongsai 1//TH",
        "CALSCALE:GREGORIAN",
        "NAME:ปฏิทิน OIT ปีงบประมาณ พ.ศ. 2571",
        "X-WR-CALNAME:ปฏิทิน OIT ปีงบประมาณ พ.ศ.",
        "  2571",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20280115T000000Z",
        "DTSTART;VALUE=DATE:20280115",
        "DTEND;VALUE=DATE:20280229",
        "SUMMARY:ตอบแบบวัด",
        "DESCRIPTION:answers",
        "CATEGORIES:OIT",
        "URL:https://www.sommut.go.th/oit/2571/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_year_without_dates_has_no_calendar(small_site: Copy) -> None:
    outputs = exports(small_site("small"))

    assert [address for address in outputs if address.endswith(".ics")] == ["data/programme-2564.ics"]


def test_activities_last_whole_days_the_last_one_included(small_site: Copy) -> None:
    root = small_site("small")
    activities = [
        {"title": "สองวัน", "from": "2563-12-31", "to": "2564-01-01", "unit": "policy", "output": "รายงาน"},
        {"title": "วันเดียว", "from": "2564-02-28"},
        {"title": "ถึงวันนี้", "to": "2567-02-28"},
        {"title": "ไม่รู้วัน"},
    ]
    write(
        root,
        "programme/2564.yaml",
        {"title": "ก", "steps": [{"code": "P", "title": "วางแผน", "activities": activities}]},
    )
    events = events_of(exports(root), "programme-2564.ics")

    assert [(str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        ("สองวัน", date(2020, 12, 31), date(2021, 1, 2)),
        ("วันเดียว", date(2021, 2, 28), date(2021, 3, 1)),
        ("ถึงวันนี้", date(2024, 2, 28), date(2024, 2, 29)),
    ]
    assert str(events[0]["DESCRIPTION"]) == "วางแผน\nกลุ่มนโยบายและแผน\nรายงาน"
    assert not any(isinstance(event["DTSTART"].dt, datetime) for event in events)


def test_an_event_keeps_its_id_when_its_day_moves_and_no_two_share_one(small_site: Copy) -> None:
    root = small_site("small")

    def ids(*activities: tuple[str, str]) -> list[str]:
        listed = [{"title": title, "from": day} for title, day in activities]
        write(root, "programme/2564.yaml", {"title": "ก", "steps": [{"code": "P", "title": "ก", "activities": listed}]})
        return [str(event["UID"]) for event in events_of(exports(root), "programme-2564.ics")]

    before = ids(("ประชุม", "2564-01-15"), ("ประชุม", "2564-02-15"), ("อบรม", "2564-03-15"))
    after = ids(("ประชุม", "2564-01-16"), ("ประชุม", "2564-02-16"), ("อบรม", "2564-03-16"))
    assert before == after
    assert len(set(before)) == 3
    assert ids(("ใหม่", "2564-01-01"), ("อบรม", "2564-03-15"))[1] == before[2]


# ── limits of Excel ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_that_excel_can_not_hold_stays_a_text(small_site: Copy) -> None:
    root = small_site("small")
    rows = [{"title": "ก", "url": f"https://a.th/{'a' * (length - 13)}"} for length in (2000,)]
    rows.append({"title": "ข", "url": f"https://a.th/{'ก' * 1000}"})
    write(root, "oit/2564/o3.yaml", {"item": "O3", "status": "published", "evidence": rows})
    _, evidence = as_book(exports(root), "oit-2564.xlsx").worksheets

    assert values(evidence)[6][3] == rows[0]["url"]
    assert len(values(evidence)[7][3]) == 13 + 9000
    assert [where for where in links(evidence) if where in ("D7", "D8")] == ["D7"]


def test_more_evidence_than_fits_beside_an_item_is_on_the_second_sheet(small_site: Copy) -> None:
    root = small_site("small")
    rows = [{"title": f"หลักฐานที่ {number}", "url": "https://a.th/"} for number in range(1, 151)]
    write(root, "oit/2564/o3.yaml", {"item": "O3", "status": "published", "evidence": rows})
    outputs = exports(root)
    items, evidence = as_book(outputs, "oit-2564.xlsx").worksheets

    beside = values(items)[3][5:]
    assert len(beside) == 100
    assert beside[98:] == ["หลักฐานที่ 99", "และอีก 51 รายการ ดูแผ่น “หลักฐาน”"]
    assert items.cell(4, 105).hyperlink is None
    assert [row[2] for row in values(evidence)[1:] if row[1] == "O3"] == [row["title"] for row in rows]
    assert len([text for text in as_rows(outputs, "oit-2564.csv")[3][5:] if text]) == 450


def test_more_links_than_excel_holds_are_written_as_texts(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oit_xlsx, "MOST_LINKS", 2)
    items, evidence = as_book(exports(small_site("small")), "oit-2564.xlsx").worksheets

    assert [len(links(sheet)) for sheet in (items, evidence)] == [2, 2]
    assert [row[0] for row in values(evidence)[1:]] == [f"2564-O1-{number}" for number in range(1, 6)]


# ── the same input, the same bytes ───────────────────────────────────────────────────────────────────────────────

DIGESTS = """
import hashlib, json, sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_exports import exports
print(json.dumps({{name: hashlib.sha256(data).hexdigest() for name, data in exports(Path({root!r})).items()}}))
"""


def test_another_place_time_zone_language_and_hash_seed_change_no_byte(small_site: Copy, tmp_path: Path) -> None:
    roots = [small_site("small"), shutil.copytree(SITES / "small", tmp_path / "b" / "other place")]
    surroundings = [
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "th_TH.UTF-8", "LANG": "th_TH.UTF-8", "PYTHONHASHSEED": "4242"},
    ]
    digests = []
    for root, surrounding in zip(roots, surroundings, strict=True):
        code = DIGESTS.format(tests=str(SITES.parent), root=str(root))
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, **surrounding}, cwd=root
        )
        digests.append(cast("dict[str, str]", json.loads(run.stdout)))

    assert digests[0] == digests[1]
    here = {name: hashlib.sha256(data).hexdigest() for name, data in exports(roots[0]).items()}
    assert here == digests[0]
    assert len(here) > 20


def test_no_clock_is_in_the_workbook(small_site: Copy) -> None:
    content = exports(small_site("small"))["data/oit-2564.xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
