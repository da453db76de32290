"""Personal data: every spelling is seen, what only looks like it passes, and no output ever shows a number.

No number here is anybody's: the digits are made up by counting, and the check digit is worked out by the test.
"""

import io
import json
import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from test_cases import GIVEN, write_tree
from test_inspection import CORE, office, open_document

from generator.cli import main
from generator.inspection import Trace, inspect
from generator.inventory import CACHE_PATH
from generator.library import load
from generator.personal import sightings, veiled
from generator.reading import places
from generator.site import build, check_content

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def person(twelve: str) -> str:
    """A number with the right thirteenth digit, worked out apart from the code under test."""
    total = sum(int(twelve[place]) * (13 - place) for place in range(12))
    return f"{twelve}{(11 - total % 11) % 10}"


def split(digits: str, *sizes: int, by: str = "-") -> str:
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return by.join(groups)


ID = person("812345678900")
OTHER = person("800000000001")
OFFICIAL = split(ID, 1, 4, 5, 2, 1)
COMPANY = person("012345678900")


def seen(text: str) -> list[tuple[str, str]]:
    """Return the kind and the typed spelling of each sighting."""
    return [(one.kind, text[one.start : one.end]) for one in sightings(text)]


IDS = {
    "plain": ID,
    "as on the card": OFFICIAL,
    "spaces": OFFICIAL.replace("-", " "),
    "no-break spaces": OFFICIAL.replace("-", "\u00a0"),
    "thin spaces": OFFICIAL.replace("-", "\u2009"),
    "dots": OFFICIAL.replace("-", "."),
    "en dashes": OFFICIAL.replace("-", "–"),
    "hyphens that don't break": OFFICIAL.replace("-", "\u2011"),
    "minus signs": OFFICIAL.replace("-", "\u2212"),
    "wide dashes": OFFICIAL.replace("-", "－"),
    "dashes between spaces": OFFICIAL.replace("-", " - "),
    "Thai digits": OFFICIAL.translate(THAI),
    "Thai digits without dashes": ID.translate(THAI),
    "wide digits": ID.translate(WIDE),
    "both kinds of digits": ID[:6] + ID[6:].translate(THAI),
    "zero width": "\u200b".join(ID),
    "soft hyphens": "\u00ad".join(OFFICIAL),
    "in boxes": " ".join(ID),
    "dashes everywhere": "-".join(ID),
    "dashes elsewhere": split(ID, 1, 5, 5, 2),
}


@pytest.mark.parametrize("name", IDS)
def test_a_national_id_is_seen_in_every_spelling(name: str) -> None:
    typed = IDS[name]

    assert seen(typed) == [("national-id", typed)]
    assert seen(f"เลข{typed}ของนาย ก") == [("national-id", typed)]


AMONG: dict[str, tuple[str, int]] = {
    "after Latin letters": (f"ID{ID}", 1),
    "in a table with commas": (f"1,นาย ก,{ID},2564-01-15", 1),
    "two in a row": (f"{ID} {OTHER}", 2),
    "two with a tab": (f"{ID}\t{OTHER}", 2),
    "a sheet's float": (f"{ID}.0", 1),
    "the end of a sentence": (f"เลข {ID}.", 1),
    "a file's name": (f"files/2564-01-15-{ID}.pdf", 1),
    "a file's name with strokes": (f"files/scan2_{ID}.pdf", 1),
    "an address": (f"https://www.lp2.go.th/?pid={OFFICIAL}", 1),
    "an address without dashes": (f"https://www.lp2.go.th/?pid={ID}", 1),
    "named, in an odd shape": (f"เลขประจำตัวประชาชน {split(ID, 3, 4, 6, by=' ')}", 1),
}


@pytest.mark.parametrize("name", AMONG)
def test_a_national_id_is_seen_among_other_things(name: str) -> None:
    text, count = AMONG[name]

    assert [kind for kind, _ in seen(text)] == ["national-id"] * count


MOBILES = (
    "0812345678", "081-234-5678", "08-1234-5678", "081 234 5678", "(081) 234-5678", "081.234.5678", "0-8123-45678",
    "0-8123-4567-8", "08 12 34 56 78", "081-2345678", "๐๘๑-๒๓๔-๕๖๗๘", "08–1234–5678", "0 8 1 2 3 4 5 6 7 8",
    "+66 81 234 5678", "+66812345678", "+66(0)81-234-5678", "0066812345678", "โทร 66812345678", "Tel0812345678",
)  # fmt: skip


@pytest.mark.parametrize("typed", MOBILES)
def test_one_mobile_number_has_one_mask_in_every_spelling(typed: str) -> None:
    assert [(one.kind, one.masked) for one in sightings(typed)] == [("mobile-number", "08x-xxx-xx78 (f0)")]


@pytest.mark.parametrize(
    "typed", ["000-0-00000-0", "เลขที่บัญชี 0000000000", "บัญชีธนาคาร 000 0 00000 0", "ธนาคารออมสิน 0200 0000 0000"]
)
def test_a_bank_account_is_seen_by_its_shape_or_its_name(typed: str) -> None:
    assert [kind for kind, _ in seen(typed)] == ["bank-account"]


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("Some.One@Gmail.com", "s***@gmail.com"),
        ("<a＠hotmail.co.th>", "a***@hotmail.co.th"),
        ("x_1@yahoo.com.", "x***@yahoo.com"),
        ("อีเมลk@icloud.com", "k***@icloud.com"),
        ("m@me.com", "m***@me.com"),
    ],
)
def test_a_private_mailbox_is_seen(typed: str, masked: str) -> None:
    assert [(one.kind, one.masked[:-5]) for one in sightings(typed)] == [("private-mail", masked)]


PASSING = {
    "a company": COMPANY,
    "a company with dashes": split(COMPANY, 1, 4, 5, 2, 1),
    "a company whose middle looks like a mobile": split(person("080351234500"), 1, 4, 5, 2, 1),
    "a wrong check digit": ID[:-1] + str((int(ID[-1]) + 1) % 10),
    "no person has a 9": person("978616000000"),
    "a longer number": f"{ID}4",
    "the end of a longer number": f"4{ID}",
    "a decimal": f"0.{ID}",
    "a number with decimals": f"{ID}.25",
    "money": "8,123,456,789,001.50",
    "a code of letters and digits": f"a1b{ID}",
    "a hash": f"{ID}f",
    "a moment in an address": f"https://example.com/?t={person('161234567890')}",
    "a picture of LINE": f"files/{person('161234567890')}.jpg",
    "a row of digits": " ".join(f"9{ID}"),
    "cells side by side": split(ID, 3, 4, 6, by=" "),
    "e-GP": "64017123456",
    "e-GP, after a bank's name": "หนังสือค้ำประกันของธนาคารกรุงไทย โครงการ 64017123456",
    "a contract": "สัญญาเลขที่ 641014123456",
    "an office": "0-5355-2113",
    "an office and its lines": "053-552113-5 ต่อ 101",
    "an office in Bangkok": "02-123-4567",
    "an office from abroad": "+66 53 552 113",
    "a bank's own phone": "ธนาคารกรุงไทย โทร 053-552-1130",
    "a hotline": "1234 และ 1567",
    "a day and a time": "08-09-2564 10:30",
    "a day and an hour": "2564-01-15 08:30",
    "a share": "0.8123456789",
    "a mailbox of an agency": "saraban@lp2.go.th, a@school.ac.th, b@live.ac.th",
    "an account in a social network": "https://example.com/@gmail.com",
    "samples": "0 0000 0000, office@example.com",
    "masks": "8-xxxx-xxxxx-xx-1, 08x-xxx-xx78, s***@gmail.com",
}


@pytest.mark.parametrize("name", PASSING)
def test_what_gives_nobody_away_passes(name: str) -> None:
    assert seen(PASSING[name]) == []


def test_every_first_digit_of_a_person_is_seen_and_no_other() -> None:
    numbers = {digit: person(f"{digit}12345678900") for digit in "0123456789"}

    assert [digit for digit, number in numbers.items() if seen(number)] == list("12345678")


def test_a_mask_is_all_that_is_left_of_a_text() -> None:
    text = f"นาย ก {OFFICIAL} โทร 0812345678 a.b@gmail.com บัญชี 000-0-00000-0"

    shown = veiled(text)

    masks = [one.masked for one in sightings(text)]
    assert shown == f"นาย ก {masks[0]} โทร {masks[1]} {masks[2]} บัญชี {masks[3]}"
    assert [mask[:-5] for mask in masks] == [
        f"8-xxxx-xxxxx-xx-{ID[-1]}", "08x-xxx-xx78", "a***@gmail.com", "xxx-x-xxxx0-0",
    ]  # fmt: skip
    assert veiled(shown) == shown


def test_two_numbers_with_the_same_ends_have_two_masks() -> None:
    same_ends = [number for middle in range(100) if (number := person(f"8{middle:011}"))[-1] == "6"]

    assert len({sightings(number)[0].masked for number in same_ends}) == len(same_ends)


# ── speed ────────────────────────────────────────────────────────────────────────────────────────────────────────

LONG = {
    "digits": "1" * 100_000, "single digits": "1 " * 50_000, "dashed digits": "1-" * 50_000, "at signs": "@" * 100_000,
    "a name without end": f"{'a' * 100_000}@gmail.com", "many addresses": "a@" * 50_000, "marks": "1------" * 15_000,
    "invisible": "\u200b1" * 50_000, "halves of phones": "081.-" * 20_000, "web": "https://" * 12_500 + ID,
    "words": "เลขที่บัญชี " * 9_000 + "1 " * 10_000, "groups of three": "812-" * 25_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_a_hundred_thousand_characters_take_no_more_than_a_moment(name: str) -> None:
    before = time.process_time()

    sightings(LONG[name])

    assert time.process_time() - before < 2


def test_the_entries_of_an_office_are_looked_through_in_no_time() -> None:
    trees = load(Path(__file__).resolve().parent.parent).trees.values()
    texts = [node.text for tree in trees for _, node in places(tree)]
    before = time.process_time()

    for text in texts:
        sightings(text)

    assert (time.process_time() - before) / len(trees) < 0.0003


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf(*pages: str, **about: str) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    made.set_subject(about.get("subject", ""))
    for text in pages:
        made.add_page()
        made.cell(text=text)
    return bytes(made.output())


def sheet(cells: str, shared: str = "") -> bytes:
    return office("xlsx", {
        "xl/workbook.xml": '<sheets><sheet name="เงินเดือน" sheetId="1" r:id="rId1"/></sheets>',
        "xl/_rels/workbook.xml.rels": '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>',
        "xl/worksheets/sheet1.xml": f"<sheetData><row>{cells}</row></sheetData>",
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
    })  # fmt: skip


def photo(**exif: str) -> bytes:
    out, image = io.BytesIO(), Image.new("RGB", (4, 4))
    tags = image.getexif()
    tags[0x010E] = exif["description"]
    image.save(out, "JPEG", exif=tags)
    return out.getvalue()


def drawing(text: str) -> bytes:
    out, info = io.BytesIO(), PngInfo()
    info.add_text("Comment", text)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


SPLIT_RUNS = f"<w:p><w:r><w:t>{OFFICIAL[:7]}</w:t></w:r><w:r><w:t>{OFFICIAL[7:]}</w:t></w:r></w:p>"
FILES: dict[str, tuple[str, Callable[[], bytes], tuple[str, str]]] = {
    "the third page of a PDF": ("pdf", lambda: pdf("a", "b", f"ID {OFFICIAL}"), ("page", "3")),
    "what a PDF says of itself": ("pdf", lambda: pdf("a", subject=ID), ("metadata", "Subject")),
    "a number in a cell": ("xlsx", lambda: sheet(f'<c r="B2"><v>{ID}</v></c>'), ("cell", "เงินเดือน!B2")),
    "a text of a cell": (
        "xlsx",
        lambda: sheet(
            '<c r="A1" t="s"><v>0</v></c><c r="C7" t="s"><v>1</v></c>', f"<si><t>ก</t></si><si><t>{ID}</t></si>"
        ),
        ("cell", "เงินเดือน!C7"),
    ),
    "a text in a cell": (
        "xlsx",
        lambda: sheet(f'<c r="D1" t="inlineStr"><is><r><t>{ID[:5]}</t></r><r><t>{ID[5:]}</t></r></is></c>'),
        ("cell", "เงินเดือน!D1"),
    ),
    "a paragraph in pieces": ("docx", lambda: office("docx", {"word/document.xml": f"<w:p/></w:p>{SPLIT_RUNS}"}),
                              ("paragraph", "2")),
    "a footnote": ("docx", lambda: office("docx", {"word/footnotes.xml": SPLIT_RUNS}), ("margin", "")),
    "a title": ("docx", lambda: office("docx", {"docProps/core.xml": CORE.format(title=ID, author="")}),
                ("metadata", "title")),
    "a slide": ("pptx", lambda: office("pptx", {"ppt/slides/slide12.xml": f"<a:p><a:t>{ID}</a:t></a:p>"}),
                ("slide", "12")),
    "an open text": ("odt", lambda: open_document("text", {"content.xml": f"<text:p>{OFFICIAL}</text:p>"}),
                     ("inside", "")),
    "an open sheet": (
        "ods",
        lambda: open_document(
            "spreadsheet", {"content.xml": f'<table:table table:name="ก"><text:p>{ID}</text:p></table:table>'}
        ),
        ("sheet", "ก"),
    ),
    "an old text": ("doc", lambda: bytes(512) + ID.encode("utf-16-le") + bytes(512), ("inside", "")),
    "an old sheet": ("xls", lambda: bytes(512) + ID.encode() + bytes(512), ("inside", "")),
    "a table": ("csv", lambda: f"ก,ข\r\nค,{ID}\r\n".encode("cp874"), ("line", "2")),
    "a photo": ("jpg", lambda: photo(description=OFFICIAL), ("metadata", "ImageDescription")),
    "a drawing": ("png", lambda: drawing(ID), ("metadata", "Comment")),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_number_is_found_within_files_and_its_place_is_told(name: str) -> None:
    extension, content, (spot, where) = FILES[name]

    facts = inspect(content(), extension)

    assert facts.traces == (Trace("national-id", sightings(ID)[0].masked, spot, where),)
    assert ID not in repr(facts)


def test_each_number_of_a_file_is_told_once_and_only_the_first_fifty() -> None:
    twice = inspect(f"{ID}\n{OTHER}\n{OFFICIAL}\n".encode(), "txt").traces
    many = inspect("\n".join(person(f"8{number:011}") for number in range(300)).encode(), "txt").traces

    assert [trace.name for trace in twice] == ["1", "2"]
    assert len(many) == 50


def test_the_title_of_a_sheet_that_is_a_number_is_masked() -> None:
    content = office("xlsx", {
        "xl/workbook.xml": f'<sheet name="{ID}" r:id="r"/>',
        "xl/_rels/workbook.xml.rels": '<Relationship Id="r" Target="worksheets/sheet1.xml"/>',
        "xl/worksheets/sheet1.xml": f'<c r="A1"><v>{OTHER}</v></c>',
    })  # fmt: skip
    mask = sightings(ID)[0].masked

    assert {(trace.spot, trace.name) for trace in inspect(content, "xlsx").traces} == {
        ("cell", f"{mask}!A1"), ("sheet", mask),
    }  # fmt: skip


def test_a_file_that_is_too_much_to_search_keeps_its_facts_and_says_so(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(300_000)  # noqa: S311 - so that the package does not look like a bomb
    long = office("docx", {"word/header1.xml": b"a" * 20_000_001, "word/media/a.png": noise})
    row = "item: O10\nstatus: published\nevidence: [{title: ก, covers: [1, 2], file: files/a.docx}]\n"
    write_tree(tmp_path, {**GIVEN, "disclosures/files/a.docx": long, "disclosures/oit/2564/o10.yaml": row})

    assert [(problem.severity, problem.code) for problem in check_content(tmp_path).problems] == [
        ("warning", "unsearched-document")
    ]


# ── no output shows a number ─────────────────────────────────────────────────────────────────────────────────────

SECRETS = (ID, OFFICIAL, "0812345678", "somebody@gmail.com")
ENTRIES: Mapping[str, str | bytes | None] = {
    **GIVEN,
    "disclosures/news/2564/a.yaml": f"title: {OFFICIAL} 0812345678\ndate: {ID}\nsummary: somebody@gmail.com\n",
    f"disclosures/news/2564/{ID}.yaml": "title: ก\ndate: 2564-01-15\nsummary: ข\n",
    f"disclosures/files/{ID}.csv": f"{ID}\n",
    f"disclosures/files/unused-{ID}.csv": "ก\n",
    "disclosures/oit/2564/o10.yaml": (
        f"item: O10\nstatus: published\nevidence:\n  - {{title: ก, covers: [1, 2], file: files/{ID}.csv}}\n"
        f"  - {{title: ข, covers: [1], file: files/none-{ID}.csv}}\n  - {{title: ค, page: news/2564/{ID}-x}}\n"
    ),
}


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_form_of_output_shows_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    write_tree(tmp_path, ENTRIES)

    assert main(["check", "--root", str(tmp_path), "--format", form]) == 1

    printed = capsys.readouterr()
    assert printed.out.count("national-id") >= 5
    assert [secret for secret in SECRETS if secret in printed.out + printed.err] == []


def test_the_cache_holds_masks_only_and_tells_the_same_again(tmp_path: Path) -> None:
    write_tree(tmp_path, {
        **GIVEN,
        "disclosures/files/a.csv": f"{ID},0812345678\n",
        "disclosures/files/b.docx": office("docx", {"docProps/core.xml": CORE.format(title=ID, author="")}),
        "disclosures/oit/2564/o10.yaml": "item: O10\nstatus: published\nevidence:\n"
        "  - {title: ก, covers: [1], file: files/a.csv}\n  - {title: ข, covers: [2], file: files/b.docx}\n",
    })  # fmt: skip
    first = check_content(tmp_path).problems
    (tmp_path / ".prongsai").mkdir()
    load(tmp_path).inventory.keep(tmp_path)

    kept = (tmp_path / CACHE_PATH).read_text("utf-8")

    assert len(json.loads(kept)["facts"]) == 2
    assert [secret for secret in SECRETS if secret in kept] == []
    assert check_content(tmp_path).problems == first


def test_a_number_stops_the_build(tmp_path: Path) -> None:
    write_tree(tmp_path, {**GIVEN, "disclosures/news/2564/a.yaml": f"title: {ID}\ndate: 2564-01-15\nsummary: ก\n"})

    assert build(tmp_path, tmp_path / "site", report=lambda *_: None).errors == 1
    assert not (tmp_path / "site").exists()
