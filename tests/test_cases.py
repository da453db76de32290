"""The golden cases of `tests/cases/`: files in, the exact problems out, and pages where a case shows some.

A case is a sentence of comment, `files` (path → text, or bytes by `!!binary`), `problems` (all of them, as they are
printed) and `pages` (path in docs/ → the whole Markdown, or only its `title` and `description`). Whatever a case
does not bring itself it gets from GIVEN; a file given as `null` is not there, and `<pdf>` or `<png>` is a whole one.
"""

import base64
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from generator.assets import Assets
from generator.checks import aliases
from generator.library import load
from generator.pages import Content, Page, plan
from generator.render import render
from generator.rules import RULES, Rule
from generator.site import asked_files, check_content

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))

NOT_BY_A_CASE = {
    "unreadable-file",  # a file that goes away while we read
    "not-a-regular-file",  # a link or a pipe
    "file-too-big",  # a megabyte, which is no case to read
    "large-evidence-file",  # twenty megabytes
    "dead-link",  # a site that was built
    "no-cards",  # a machine without FriBiDi: test_cards.py makes it one
    "dense-markdown",  # thousands of signs
    "more-problems",  # hundreds of mistakes
    # whole files of other programs: test_inspection.py makes them
    "unreadable-document",
    "pdf-without-pages",
    "locked-document",
    "restricted-pdf",
    "active-pdf",
    "content-after-end",
    "scan-without-text",
    "office-macro",
    "unsafe-archive",
    "private-details",
    "unsearched-document",  # test_personal.py makes one
    # rows of tables that are imported: test_import.py makes them
    "import-file-exists",
    "import-row-without-item",
    "import-unknown-item",
    "import-several-items",
    "import-table-without-items",
    "import-sheet-of-other-year",
    "import-row-of-other-year",
    "import-link-of-other-year",
    "import-link-relative",
    "import-link-not-web",
    "import-link-refused",
}
"""Rules that need more than texts. test_files_on_disk.py provokes the first seven."""

GIVEN: Mapping[str, str | bytes | None] = {
    "disclosures/office.yaml": """\
name: สพป.ทดสอบ เขต 1
body_type: esao
current_year: 2564
units: [{id: policy, name: กลุ่มนโยบายและแผน}]
""",
    "disclosures/catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: แบบวัด OIT ปี 2564
indicators:
  - id: "9"
    title: การเปิดเผยข้อมูล
    sub_indicators:
      - id: "9.1"
        title: ข้อมูลพื้นฐาน
        items:
          - {code: O1, title: โครงสร้าง, concept: structure, elements: [แสดงแผนผังโครงสร้าง]}
      - id: "9.2"
        title: การบริหารงาน
        items:
          - code: O10
            title: แผนดำเนินงานประจำปี
            concept: annual-plan
            period: in_force
            elements: [แสดงแผนที่มีระยะ 1 ปี, แสดงงบประมาณ]
""",
}


def small_pdf() -> bytes:
    """Return a PDF of one empty page, with the table of its objects where its end says."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(("/Type/Catalog/Pages 2 0 R", "/Type/Pages/Kids[3 0 R]/Count 1", PDF_PAGE), 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n<<{body}>>\nendobj\n".encode()
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 4\n0000000000 65535 f \n{rows}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


PDF_PAGE = "/Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
WHOLE: Mapping[str, bytes] = {"<pdf>": small_pdf(), "<png>": base64.b64decode(PNG)}


def write_tree(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write the files below `root` byte for byte; None stands for a file that is not there."""
    for path, content in files.items():
        if content is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            raw = WHOLE.get(content, content.encode()) if isinstance(content, str) else content
            (root / path).write_bytes(raw)


def pages_of(root: Path, names: Mapping[str, object]) -> Mapping[str, object]:
    """Return the pages of these names as a case writes them down."""
    if not names:
        return {}
    library = load(root).library
    assert library is not None
    assets = Assets(root, root / ".prongsai" / "assets")
    assets.prepare(*asked_files(library), lambda _done, _total: None)
    pages = {page.path: page for page in plan(Content(library, assets)) if page.path in names}
    return {path: _as_written(page, names[path]) for path, page in pages.items()}


def _as_written(page: Page, wanted: object) -> object:
    return {name: getattr(page, name) for name in wanted} if isinstance(wanted, dict) else render(page)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    expected = yaml.safe_load(case.read_text("utf-8"))
    write_tree(tmp_path, {**GIVEN, **expected["files"]})

    result = check_content(tmp_path)

    assert [str(problem) for problem in result.problems] == expected.get("problems", [])
    assert pages_of(tmp_path, expected.get("pages", {})) == expected.get("pages", {})


def test_every_rule_is_provoked_by_a_case() -> None:
    said = [line for case in CASES for line in yaml.safe_load(case.read_text("utf-8")).get("problems", [])]

    silent = {code for code, rule in RULES.items() if not any(_sentence(code, rule).search(line) for line in said)}

    assert silent == NOT_BY_A_CASE


def _sentence(code: str, rule: Rule) -> re.Pattern[str]:
    """Return what the rule prints, with anything for its values: it tells `unknown-field` from `unknown-field-near`."""
    th, en = (re.sub(r"\\{[a-z_]+\\}", ".*", re.escape(text)) for text in (rule.th, rule.en))
    return re.compile(rf"{rule.severity}\[{code.removesuffix('-near')}\] {th} / {en}$")


def test_what_to_do_names_the_fields_as_people_know_them(tmp_path: Path) -> None:
    entry = "title:\nsumary: ก\nstep: X\ncover: {file: files/a.png}\ngallery: [{file: files/a.png, alt: }]\n"
    files = {"disclosures/files/a.png": "<png>", "disclosures/news/2564/a.yaml": entry}
    write_tree(tmp_path, {**GIVEN, **files})

    problems = check_content(tmp_path).problems

    assert [f"{one.code} {one.fix_th}" for one in problems] == [
        "empty-field เติมค่าในช่อง title (หัวข้อ)",
        "missing-field เพิ่มบรรทัด date: … (วันที่)",
        "unknown-field แก้ชื่อช่องเป็น summary",
        "bad-choice เลือกค่าจากรายการ",
        "missing-field เพิ่มบรรทัด alt: … (คำบรรยายภาพ)",
        "empty-field เติมค่าในช่อง alt (คำบรรยายภาพ)",
    ]


def test_an_old_address_leads_to_the_page_that_claims_it(tmp_path: Path) -> None:
    entry = "title: ก\ndate: 2564-01-15\nsummary: ก\naliases: [old/a, old/b]\n"
    write_tree(tmp_path, {**GIVEN, "disclosures/news/2564/a.yaml": entry})
    library = load(tmp_path).library
    assert library is not None

    assert aliases(library) == {"old/a": "news/2564/a", "old/b": "news/2564/a"}
