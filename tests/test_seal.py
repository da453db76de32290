"""Seals: what was filed with the assessor is kept, and every change since is named."""

import io
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from generator.answers import answers_of
from generator.assets import Assets
from generator.library import load
from generator.pages import Content, plan
from generator.render import render
from generator.seal import SealError, freeze, verify
from generator.site import asked_files
from generator.snapshots import seals
from generator.transcript import Transcript

# Pictures are drawn in processes of their own; Python 3.12 warns of a fork beside the threads of pytest-xdist.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2021, 4, 30)
SEAL = "disclosures/snapshots/2564-r1.json"
URL = "https://www.go.th/plan.pdf"


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (40, 30), colour)
    image.save(out, "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00")
    return out.getvalue()


FILES: Mapping[str, str | bytes] = {
    "office.yaml": """\
name: สพป.ทดสอบ เขต 1
url: https://www.go.th
body_type: esao
current_year: 2564
contact: {phone: "053 123456"}
units: [{id: policy, name: กลุ่มนโยบายและแผน}]
""",
    "catalogues/oit-2564.yaml": """\
# ความเห็น
fiscal_year: 2564
body_type: esao
title: แบบวัดปี 2564
indicators:
  - id: "9"
    title: การเปิดเผยข้อมูล
    sub_indicators:
      - id: "9.1"
        title: ข้อมูลพื้นฐาน
        items:
          - {code: O1, title: โครงสร้าง, concept: structure, elements: [แสดงแผนผัง, แสดงตำแหน่ง]}
          - {code: O2, title: แผน, concept: plan, elements: [แสดงแผน]}
          - {code: O3, title: ติดต่อ, concept: contact}
          - {code: O4, title: ข่าว, concept: news}
""",
    "oit/2564/o1.yaml": """\
item: O1
status: published
explanation: แผนผังโครงสร้างของสำนักงาน
unit: policy
evidence:
  - {title: แผนผัง, file: files/2564/chart.jpg, covers: [1], issued: 2563-12-01}
  - {title: ตำแหน่ง, file: files/2564/posts.csv, covers: [2], period: 2564}
""",
    "oit/2564/o2.yaml": f"""\
item: O2
status: published
evidence:
  - {{title: แผน, url: {URL}, covers: [1]}}
  - {{document: strategy}}
""",
    "oit/2564/o3.yaml": "item: O3\nstatus: published\nevidence: [{page: contact}, {page: news/2564/a}, {page: news}]\n",
    "documents/strategy.yaml": "title: ยุทธศาสตร์\nfile: files/2564/posts.csv\n",
    "news/2564/a.yaml": """\
title: ประชุม
date: 2564-01-15
body: ประชุมแผน ![คนประชุม](/files/2564/meeting.jpg)
""",
    "files/2564/chart.jpg": picture("red"),
    "files/2564/meeting.jpg": picture("green"),
    "files/2564/posts.csv": "ตำแหน่ง\nผู้อำนวยการ\n",
}


@pytest.fixture(scope="module")
def sealed_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of an office with one sealed round, for `root` to copy."""
    made = tmp_path_factory.mktemp("sealed")
    for path, content in FILES.items():
        write(made, path, content)
    assert freeze(made, 2564, 1, DAY).path == SEAL
    return made


@pytest.fixture
def root(sealed_office: Path, tmp_path: Path) -> Path:
    """Return the root of an office with one sealed round."""
    return shutil.copytree(sealed_office, tmp_path / "สพป ลำพูน 2")


def write(root: Path, path: str, content: str | bytes) -> None:
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)


def change(root: Path, path: str, old: str, new: str) -> None:
    content = (root / "disclosures" / path).read_bytes()
    assert old.encode() in content
    write(root, path, content.replace(old.encode(), new.encode()))


def said(root: Path) -> list[tuple[str | None, str, str]]:
    return [(found.item, found.kind, found.th) for found in verify(root).differences]


def sealed(root: Path) -> dict[str, Any]:
    content = json.loads((root / SEAL).read_text("utf-8"))
    assert isinstance(content, dict)
    return content


# ── freezing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_seal_holds_what_the_assessor_sees(root: Path) -> None:
    content = sealed(root)

    kept = {name: content[name] for name in ("version", "year", "round", "date", "office", "counts")}
    assert kept == {
        "version": 1,
        "year": 2564,
        "round": 1,
        "date": "2021-04-30",
        "office": "สพป.ทดสอบ เขต 1",
        "counts": {"items": 4, "evidence": 7, "ready": 3, "status_missing": 1, "status_published": 3},
    }
    first = content["items"][0]
    chart, posts = first.pop("evidence")
    lines = [
        "ชื่อข้อ ภาษาไทย: โครงสร้าง",
        "องค์ประกอบด้านข้อมูล 1: แสดงแผนผัง",
        "องค์ประกอบด้านข้อมูล 2: แสดงตำแหน่ง",
        "สถานะ: เผยแพร่แล้ว",
        "คำอธิบาย: แผนผังโครงสร้างของสำนักงาน",
        "กลุ่มงานที่รับผิดชอบ: กลุ่มนโยบายและแผน",
    ]
    assert first == {
        "code": "O1",
        "title": "โครงสร้าง",
        "status": "published",
        "ready": True,
        "explanation": "แผนผังโครงสร้างของสำนักงาน",
        "url": "https://www.go.th/oit/2564/o1/",
        "text": lines,
        "text_sha256": sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest(),
    }
    table = FILES["files/2564/posts.csv"]
    assert isinstance(table, str)
    assert posts == {
        "title": "ตำแหน่ง",
        "file": "files/2564/posts.csv",
        "address": "files/2564/posts.csv",
        "bytes": len(table.encode()),
        "sha256": sha256(table.encode()).hexdigest(),
        "source_bytes": len(table.encode()),
        "source_sha256": sha256(table.encode()).hexdigest(),
        "covers": [2],
        "period": "2564",
    }
    assert chart["issued"] == "2020-12-01"


def test_a_picture_is_sealed_as_it_is_published_and_as_it_was_given(root: Path) -> None:
    chart = sealed(root)["items"][0]["evidence"][0]
    library = load(root).library
    assert library is not None
    assets = Assets(root, root / ".prongsai" / "assets")
    served = assets.evidence("files/2564/chart.jpg")

    original = (root / "disclosures/files/2564/chart.jpg").read_bytes()
    assert (chart["source_sha256"], chart["source_bytes"]) == (sha256(original).hexdigest(), len(original))
    assert (chart["sha256"], chart["bytes"], chart["address"]) == (served.sha256, served.size, served.address)
    assert chart["sha256"] != chart["source_sha256"], "what is published has no metadata"


def test_the_same_content_is_sealed_to_the_same_bytes_wherever_it_stands(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(root / "disclosures", elsewhere / "disclosures")
    (elsewhere / SEAL).unlink()

    freeze(elsewhere, 2564, 1, DAY)

    assert (elsewhere / SEAL).read_bytes() == (root / SEAL).read_bytes()


def test_a_seal_is_never_overwritten(root: Path) -> None:
    before = (root / SEAL).read_bytes()

    with pytest.raises(SealError, match=r"2564-r1\.json"):
        freeze(root, 2564, 1, date(2021, 5, 1))

    assert (root / SEAL).read_bytes() == before
    assert freeze(root, 2564, 2, date(2021, 6, 30)).path == "disclosures/snapshots/2564-r2.json"


@pytest.mark.parametrize(("year", "number"), [(2565, 1), (2564, 0), (2564, -1), (2564, 100)])
def test_a_year_or_round_that_is_none_can_not_be_sealed(root: Path, year: int, number: int) -> None:
    with pytest.raises(SealError):
        freeze(root, year, number, DAY)


def test_content_with_errors_is_not_sealed(root: Path) -> None:
    change(root, "oit/2564/o2.yaml", "status", "statsu")

    frozen = freeze(root, 2564, 2, DAY)

    assert frozen.path is None
    assert {problem.code for problem in frozen.problems} == {"missing-field", "unknown-field"}
    assert not (root / "disclosures/snapshots/2564-r2.json").exists()


def test_seals_say_what_was_sealed_when(root: Path) -> None:
    change(root, "oit/2564/o2.yaml", "title: แผน", "title: แผนใหม่")
    freeze(root, 2564, 2, date(2021, 6, 30))

    first, second = seals(root)

    assert [(seal.year, seal.round, seal.date) for seal in (first, second)] == [
        (2564, 1, DAY),
        (2564, 2, date(2021, 6, 30)),
    ]
    assert list(first.items) == ["O1", "O2", "O3", "O4"]
    assert {code for code in first.items if first.items[code] != second.items[code]} == {"O2"}


# ── verifying ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_nobody_touched_is_sound(root: Path) -> None:
    found = verify(root)

    assert (found.sound, found.differences, found.problems) == (True, (), ())
    assert [(seal.year, seal.round) for seal in found.seals] == [(2564, 1)]


def test_without_a_seal_there_is_nothing_to_compare(root: Path) -> None:
    (root / SEAL).unlink()

    assert verify(root).sound
    assert verify(root).seals == ()


@pytest.mark.parametrize("position", [0, 5, -1])
def test_one_changed_byte_in_a_file_is_named_with_every_item_that_relies_on_it(root: Path, position: int) -> None:
    file = root / "disclosures/files/2564/posts.csv"
    content = bytearray(file.read_bytes())
    content[position] ^= 1
    file.write_bytes(content)

    found = verify(root)

    before, after = (sha256(data).hexdigest()[:12] for data in (str(FILES["files/2564/posts.csv"]).encode(), content))
    sentence = f"เนื้อในของไฟล์ files/2564/posts.csv เปลี่ยนไป (56 ไบต์ เป็น 56 ไบต์ SHA-256 {before}… เป็น {after}…)"
    assert not found.sound
    assert [(one.item, one.kind) for one in found.differences] == [("O1", "file-changed"), ("O2", "file-changed")]
    assert [one.th for one in found.differences] == [sentence, sentence]
    assert str(found.differences[0]).startswith(f"2564-r1 O1: {sentence} / the content of file files/2564/posts.csv")


def test_a_changed_file_is_named_even_where_the_change_makes_the_content_wrong(root: Path) -> None:
    write(root, "files/2564/chart.jpg", b"no picture at all")

    found = verify(root)

    assert found.errors > 0
    kinds = [(one.item, one.kind) for one in found.differences]
    assert ("O1", "file-changed") in kinds
    assert {item for item, _ in kinds} == {"O1"}


def test_a_file_that_is_gone_is_named(root: Path) -> None:
    (root / "disclosures/files/2564/posts.csv").unlink()

    sentences = [(item, sentence) for item, kind, sentence in said(root) if kind == "file-gone"]

    assert sentences == [("O1", "ไฟล์ files/2564/posts.csv หายไป"), ("O2", "ไฟล์ files/2564/posts.csv หายไป")]


def test_a_picture_that_is_drawn_otherwise_from_the_same_file_is_told_from_another_file(root: Path) -> None:
    for drawn in (root / ".prongsai" / "assets").glob("*-redrawn*/0"):
        drawn.write_bytes(drawn.read_bytes() + b"x")

    assert [(item, kind) for item, kind, _ in said(root)] == [("O1", "served-changed")]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "oit/2564/o1.yaml",
            "แผนผังโครงสร้างของสำนักงาน",
            "แผนผังใหม่ของสำนักงาน",
            [("O1", "text-changed", "คำอธิบาย เปลี่ยนจาก “แผนผังโครงสร้างของสำนักงาน” เป็น “แผนผังใหม่ของสำนักงาน”")],
        ),
        (
            "oit/2564/o1.yaml",
            "explanation: แผนผังโครงสร้างของสำนักงาน\n",
            "",
            [("O1", "text-gone", "คำอธิบาย หายไป: “แผนผังโครงสร้างของสำนักงาน”")],
        ),
        (
            "oit/2564/o2.yaml",
            "status: published\n",
            "status: preparing\nexplanation: รอ\n",
            [
                ("O2", "text-changed", "สถานะ เปลี่ยนจาก “เผยแพร่แล้ว” เป็น “กำลังจัดทำ”"),
                ("O2", "text-added", "คำอธิบาย เพิ่มเข้ามา: “รอ”"),
            ],
        ),
        (
            "oit/2564/o1.yaml",
            "evidence:\n",
            "evidence:\n  - {title: ใหม่, url: https://www.go.th/new}\n",
            [("O1", "evidence-added", "เพิ่มหลักฐาน “ใหม่” (https://www.go.th/new)")],
        ),
        (
            "oit/2564/o2.yaml",
            "  - {document: strategy}\n",
            "",
            [("O2", "evidence-gone", "หลักฐาน “ยุทธศาสตร์” (files/2564/posts.csv) หายไป")],
        ),
        (
            "oit/2564/o1.yaml",
            "period: 2564",
            "period: any",
            [("O1", "evidence-changed", "หลักฐาน “ตำแหน่ง” เปลี่ยนช่วงเวลาของเอกสาร จาก “2564” เป็น “any”")],
        ),
        (
            "oit/2564/o1.yaml",
            "covers: [1], issued: 2563-12-01",
            "covers: [1, 2]",
            [
                ("O1", "evidence-changed", "หลักฐาน “แผนผัง” เปลี่ยนองค์ประกอบที่แสดง จาก “1” เป็น “1, 2”"),
                ("O1", "evidence-changed", "หลักฐาน “แผนผัง” เปลี่ยนวันที่ของเอกสาร จาก “2020-12-01” เป็น “–”"),
            ],
        ),
        (
            "documents/strategy.yaml",
            "title: ยุทธศาสตร์",
            "title: ยุทธศาสตร์ใหม่",
            [("O2", "evidence-changed", "หลักฐาน “ยุทธศาสตร์” เปลี่ยนชื่อหลักฐาน จาก “ยุทธศาสตร์” เป็น “ยุทธศาสตร์ใหม่”")],
        ),
        (
            "oit/2564/o3.yaml",
            "{page: contact}, {page: news/2564/a}",
            "{page: news/2564/a}, {page: contact}",
            [("O3", "evidence-order", "ลำดับของหลักฐานเปลี่ยนไป")],
        ),
        (
            "office.yaml",
            "053 123456",
            "053 654321",
            [("O3", "page-changed", "เนื้อหาหน้า /contact/ ที่เป็นหลักฐานเปลี่ยนไป")],
        ),
        (
            "news/2564/a.yaml",
            "ประชุมแผน",
            "ประชุมใหญ่",
            [("O3", "page-changed", "เนื้อหาหน้า /news/2564/a/ ที่เป็นหลักฐานเปลี่ยนไป")],
        ),
        (
            "office.yaml",
            "url: https://www.go.th",
            "url: https://new.go.th",
            [
                (
                    f"O{number}",
                    "address",
                    f"ที่อยู่หน้าเปลี่ยนจาก https://www.go.th/oit/2564/o{number}/ เป็น https://new.go.th/oit/2564/o{number}/",
                )
                for number in (1, 2, 3, 4)
            ],
        ),
        (
            "catalogues/oit-2564.yaml",
            "แสดงแผนผัง",
            "แสดงผัง",
            [
                (None, "catalogue", "แบบประเมินของปีนี้เปลี่ยนไปจากที่ผนึก"),
                ("O1", "text-changed", "องค์ประกอบด้านข้อมูล 1 เปลี่ยนจาก “แสดงแผนผัง” เป็น “แสดงผัง”"),
            ],
        ),
        (
            "catalogues/oit-2564.yaml",
            "{code: O4, title: ข่าว, concept: news}",
            "{code: O5, title: ข่าว, concept: news}",
            [
                (None, "catalogue", "แบบประเมินของปีนี้เปลี่ยนไปจากที่ผนึก"),
                ("O4", "item-gone", "แบบประเมินไม่มีข้อนี้แล้ว"),
                ("O5", "item-new", "เป็นข้อที่เพิ่มมาในแบบประเมิน"),
            ],
        ),
        (
            "oit/2564/o2.yaml",
            "status: published",
            "status: publish",
            [("O2", "item-unread", "ไฟล์คำตอบมีข้อผิดพลาด จึงเทียบได้แต่ไฟล์หลักฐาน")],
        ),
        (
            "catalogues/oit-2564.yaml",
            "fiscal_year: 2564",
            "fiscal_year: 25x4",
            [(None, "year-unread", "อ่านแบบประเมินหรือข้อมูลหน่วยงานไม่ได้ จึงเทียบได้แต่ไฟล์")],
        ),
        (
            "office.yaml",
            "name: ",
            "nome: ",
            [(None, "year-unread", "อ่านแบบประเมินหรือข้อมูลหน่วยงานไม่ได้ จึงเทียบได้แต่ไฟล์")],
        ),
    ],
)
def test_every_change_is_said_where_it_is(
    root: Path, path: str, old: str, new: str, expected: list[tuple[str | None, str, str]]
) -> None:
    change(root, path, old, new)

    assert said(root) == expected


def test_of_two_rows_with_one_file_the_right_one_is_named(root: Path) -> None:
    change(
        root,
        "oit/2564/o1.yaml",
        "  - {title: ตำแหน่ง, file",
        "  - {title: สำเนา, file: files/2564/posts.csv}\n  - {title: ตำแหน่ง, file",
    )
    freeze(root, 2564, 2, DAY)
    change(root, "oit/2564/o1.yaml", "  - {title: สำเนา, file: files/2564/posts.csv}\n", "")

    assert said(root) == [("O1", "evidence-gone", "หลักฐาน “สำเนา” (files/2564/posts.csv) หายไป")]


def test_another_cover_of_a_page_that_is_evidence_is_a_change_of_that_page(root: Path) -> None:
    write(root, "files/2564/cover.jpg", picture("white"))
    change(root, "news/2564/a.yaml", "body:", "cover: {file: files/2564/cover.jpg, alt: คนประชุมกัน}\nbody:")
    freeze(root, 2564, 2, DAY)
    write(root, "files/2564/cover.jpg", picture("black"))

    assert [(item, kind) for item, kind, _ in said(root)] == [("O3", "page-changed")]


def test_another_picture_on_a_page_that_is_evidence_is_a_change_of_that_page(root: Path) -> None:
    write(root, "files/2564/meeting.jpg", picture("blue"))

    assert said(root) == [("O3", "page-changed", "เนื้อหาหน้า /news/2564/a/ ที่เป็นหลักฐานเปลี่ยนไป")]


def answer_of_another_year(root: Path) -> None:
    old = (root / "disclosures/catalogues/oit-2564.yaml").read_text("utf-8")
    write(root, "catalogues/oit-2565.yaml", old.replace("2564", "2565"))
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: none\nexplanation: ไม่มี\n")


def person_looks(root: Path) -> None:
    change(root, "oit/2564/o2.yaml", f"url: {URL}", f"url: {URL}, human_check: {{date: 2564-05-01, by: พัสดุ}}")


UNCHANGED: Mapping[str, Callable[[Path], None]] = {
    "the robot finds a link broken": lambda root: write(
        root, "ledger.json", json.dumps({"version": 1, "urls": {URL: {"state": "broken", "checked_at": "2021-05-02"}}})
    ),
    "a person looks at a link": person_looks,
    "there is more news": lambda root: write(root, "news/2564/b.yaml", "title: ข\ndate: 2564-02-01\nsummary: ค\n"),
    "there is another year": answer_of_another_year,
    "a comment changes": lambda root: change(root, "catalogues/oit-2564.yaml", "# ความเห็น", "# อื่น"),
    "lines end as on Windows": lambda root: change(root, "oit/2564/o1.yaml", "\n", "\r\n"),
    "an office gets a unit": lambda root: change(root, "office.yaml", "}]", "}, {id: law, name: กลุ่มกฎหมาย}]"),
}


@pytest.mark.parametrize("what", UNCHANGED)
def test_what_is_no_change_of_what_was_filed_is_none(root: Path, what: str) -> None:
    UNCHANGED[what](root)

    assert said(root) == []


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        ("application/pdf", [("O2", f"เอกสารที่ {URL} เปลี่ยนไป (ผลตรวจลิงก์ 2021-05-02)")]),
        ("text/html; charset=utf-8", []),
    ],
)
def test_a_document_on_the_web_that_the_robot_saw_change_is_named(
    root: Path, media_type: str, expected: list[tuple[str, str]]
) -> None:
    def seen(content: str, day: str) -> str:
        record = {"state": "ok", "checked_at": day, "sha256": content * 64, "bytes": 9, "media_type": media_type}
        return json.dumps({"version": 1, "urls": {URL: record}})

    write(root, "ledger.json", seen("a", "2021-04-29"))
    freeze(root, 2564, 2, DAY)
    write(root, "ledger.json", seen("b", "2021-05-02"))

    assert [(item, sentence) for item, _, sentence in said(root)] == expected


def test_only_the_last_round_of_a_year_is_compared(root: Path) -> None:
    change(root, "oit/2564/o1.yaml", "แผนผังโครงสร้าง", "แผนผังใหม่")
    freeze(root, 2564, 2, date(2021, 6, 30))

    found = verify(root)

    assert found.sound
    assert [(seal.year, seal.round) for seal in found.seals] == [(2564, 2)]


def test_a_long_text_is_shown_where_it_changed(root: Path) -> None:
    long = "ก" * 300
    change(root, "oit/2564/o1.yaml", "แผนผังโครงสร้าง", f"{long}หนึ่ง{long}")
    freeze(root, 2564, 2, DAY)
    change(root, "oit/2564/o1.yaml", "หนึ่ง", "สอง")

    ((_, _, sentence),) = said(root)

    assert f"จาก “…{'ก' * 20}หนึ่ง" in sentence
    assert f"เป็น “…{'ก' * 20}สอง" in sentence
    assert len(sentence) < 250


# ── seals that are none ──────────────────────────────────────────────────────────────────────────────────────────


def edited(content: str) -> str:
    return content.replace("แผนผังโครงสร้างของสำนักงาน", "แผนผังปลอม")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "[1]",
        lambda _: "null",
        lambda content: content[:-20],
        edited,
        lambda content: content.replace('"year": 2564', '"year": 2565'),
        lambda content: content.replace('"round": 1', '"round": "1", "extra": 2'),
        lambda _: "[" * 100_000,
        lambda _: '{"office": "\\ud800", "sha256": ""}',
    ],
)
def test_a_seal_that_was_spoilt_is_a_problem_and_no_traceback(root: Path, spoil: Callable[[str], str]) -> None:
    (root / SEAL).write_text(spoil((root / SEAL).read_text("utf-8")), "utf-8")

    found = verify(root)

    assert not found.sound
    assert [(problem.place.path, problem.code) for problem in found.problems] == [(SEAL, "bad-snapshot")]
    assert seals(root) == []


def test_a_seal_under_the_name_of_another_round_is_a_problem(root: Path) -> None:
    (root / SEAL).rename(root / SEAL.replace("r1", "r2"))
    (root / SEAL).symlink_to(root / SEAL.replace("r1", "r2"))
    (root / SEAL.replace("r1", "r3")).mkdir()
    (root / SEAL.replace("r1", "r1 (1)")).write_bytes(b"{}")

    assert len(verify(root).problems) == 4


# ── the real office ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_words_that_are_sealed_stand_on_the_page(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "disclosures", tmp_path / "disclosures", ignore=shutil.ignore_patterns("snapshots"))
    loaded = load(tmp_path)
    library = loaded.library
    assert library is not None
    assets = Assets(tmp_path, tmp_path / ".prongsai" / "assets")
    assets.prepare(asked_files(library)[0], (), lambda _done, _total: None)
    pages = {page.address: page for page in plan(Content(library, assets)) if page.address.startswith("oit/2564/o")}
    transcript = Transcript(library, lambda _: None)

    absent = []
    for code, answer in answers_of(tmp_path, loaded, 2564).items():
        tree = html.document_fromstring(f"<body>{render(pages[answer.address])}</body>")
        words = " ".join("".join(map(str, tree.itertext())).split())
        for line in transcript.item(answer):
            label, _, text = line.partition(": ")
            # Dates, periods and yes-or-no stand there in words.
            plain = not label.startswith(("ยืนยัน", "ช่วงเวลา", "แหล่งที่มา", "หมวด")) and "วันที่" not in label
            if plain and label != "กลุ่มงานที่มักรับผิดชอบ" and " รอบ" not in label and "แก้ไขแล้ว" not in label:
                absent += [f"{code} {line}"] if " ".join(text.split()) not in words else []
    assert absent == []
