"""`prongsai new`: files that are ready to fill, and nothing of anybody's is ever touched."""

import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.fields import EVIDENCE_TYPES
from generator.kinds import BY_NAME
from generator.library import load
from generator.scaffold import KINDS_TO_MAKE, ScaffoldError, make
from generator.scaffold.year import new_year
from generator.schemas.notes import Note, notes
from generator.site import check_content
from generator.source import parse_document, plain
from generator.text import forbidden, one_line

TODAY = date(2021, 1, 15)

OFFICE = """\
name: สพป.ทดสอบ เขต 1
body_type: esao
current_year: 2564
units: [{id: policy, name: กลุ่มนโยบายและแผน}, {id: audit, name: หน่วยตรวจสอบภายใน}]
"""


def catalogue(year: int, *items: tuple[str, str, str]) -> str:
    """Return a catalogue with items given as (code, concept, usual owner)."""
    rows = [
        f"{{code: {code}, title: เรื่อง {concept}, concept: {concept}, elements: [ก, ข]{owner and f', unit: {owner}'}}}"
        for code, concept, owner in items
    ]
    return (
        f"fiscal_year: {year}\nbody_type: esao\ntitle: แบบวัด\nindicators:\n  - id: '9'\n    title: ก\n"
        f"    sub_indicators:\n      - id: '9.1'\n        title: ก\n        items: [{', '.join(rows)}]\n"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "office.yaml", OFFICE)
    write(tmp_path, "catalogues/oit-2564.yaml", catalogue(2564, ("O1", "structure", "policy"), ("O10", "plan", "")))
    write(tmp_path, "catalogues/oit-2565.yaml", catalogue(2565, ("O2", "plan", "policy"), ("O10", "structure", "")))
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def new(
    root: Path, kind: str, words: Sequence[str], *, day: str | None = None, slug: str | None = None
) -> tuple[list[str], list[str]]:
    """Return the paths below disclosures/ that were made, and what `check` says afterwards."""
    paths = make(root, kind, words, day=day, slug=slug, today=TODAY).written
    said = [f"{found.place.path.removeprefix('disclosures/')} {found.code}" for found in check_content(root).problems]
    return [path.removeprefix("disclosures/") for path in paths], said


def refusal(root: Path, kind: str, words: Sequence[str], *, day: str | None = None, slug: str | None = None) -> str:
    before = tree(root)
    with pytest.raises(ScaffoldError) as refused:
        make(root, kind, words, day=day, slug=slug, today=TODAY)
    assert tree(root) == before
    assert re.search("[\u0e01-\u0e5b]", refused.value.th)
    return refused.value.en


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def entry(root: Path, path: str) -> dict[str, object]:
    document = parse_document(path, (root / "disclosures" / path).read_text("utf-8"))
    assert document.problems == ()
    assert document.tree is not None
    data = plain(document.tree)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("kind", "words", "made", "left_to_fill"),
    [
        ("news", ["ประชุม", "ITA"], "news/2564/2564-01-15.yaml", ["needs-summary-or-body"]),
        ("lesson", ["คลินิก"], "lessons/2564/2564-01-15.yaml", ["needs-summary-or-body"]),
        (
            "honor",
            ["รางวัล"],
            "honors/2564/2564-01-15.yaml",
            ["needs-summary-or-body", "empty-field", "empty-field"],
        ),
        ("document", ["แผน"], "documents/2564-01-15.yaml", ["file-or-url"]),
        ("survey", ["ความพึงพอใจ"], "surveys/2564/2564-01-15.yaml", []),
        ("survey", ["๒๕๖๕", "ความพึงพอใจ"], "surveys/2565/2564-01-15.yaml", []),
        ("survey", ["2565"], "surveys/2564/2564-01-15.yaml", []),
        ("assessment", ["2564"], "assessments/2564.yaml", ["empty-field"]),
        ("programme", ["2564"], "programme/2564.yaml", []),
        ("school", ["โรงเรียนบ้านหนึ่ง"], "schools.yaml", []),
        ("oit", ["2564", "O10"], "oit/2564/o10.yaml", []),
        ("oit", ["๒๕๖๔", "o001"], "oit/2564/o01.yaml", []),
    ],
)
def test_what_is_wrong_with_a_new_file_is_what_is_left_to_fill(
    root: Path, kind: str, words: list[str], made: str, left_to_fill: list[str]
) -> None:
    paths, said = new(root, kind, words)

    assert paths == [made]
    assert said == [f"{made} {code}" for code in left_to_fill]


ONE_OF_EACH = {
    "news": ["หัวข้อ"],
    "lesson": ["หัวข้อ"],
    "honor": ["หัวข้อ"],
    "document": ["หัวข้อ"],
    "survey": ["หัวข้อ"],
    "assessment": ["2564"],
    "programme": ["2564"],
    "school": ["โรงเรียนบ้านหนึ่ง"],
    "oit": ["2564", "O10"],
}
MODELS = {kind: BY_NAME["schools" if kind == "school" else kind].model for kind in ONE_OF_EACH}


def test_every_kind_that_can_be_made_is_tested_here() -> None:
    assert set(KINDS_TO_MAKE) == {*ONE_OF_EACH, "year"}


def text_of_new(root: Path, kind: str) -> str:
    (path,), _ = new(root, kind, ONE_OF_EACH[kind])
    return (root / "disclosures" / path).read_text("utf-8")


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_field_is_explained_by_what_its_model_says_and_stands_below_that(root: Path, kind: str) -> None:
    blocks = text_of_new(root, kind).split("\n\n")[1:]
    fields = [block for block in blocks if block.startswith("## ")]

    assert len(fields) == len(MODELS[kind].model_fields)
    for block, (name, info) in zip(fields, MODELS[kind].model_fields.items(), strict=True):
        needed = "จำเป็น" if info.is_required() else "ไม่บังคับ"
        assert block.startswith(f"## {info.title} ({needed})")
        assert (info.description or "") in block.splitlines()[0]
        assert re.search(rf"(?m)^(#{{1,2}} )?{info.alias or name}:", block)


def taken_into_use(text: str) -> str:
    """Uncomment every field, as “toggle comment” of an editor does, and fill what was left open with its example."""
    lines = []
    example = ""
    for line in text.splitlines():
        example = line.partition(" ตัวอย่าง: ")[2] or example
        if not line.startswith("##"):
            plain_line = re.sub("^# ?", "", line)
            is_open = re.fullmatch(r"(?:summary|level|total|  - name):", plain_line)
            lines.append(f"{plain_line} {example}" if is_open else plain_line)
    return "\n".join(lines) + "\n"


@pytest.fixture
def furnished(root: Path) -> Path:
    """A tree in which all that the examples name is there."""
    write(root, "schools.yaml", "networks: [{id: network-01, name: ก}]\nschools: [{id: school-01, name: ก}]\n")
    write(root, "documents/strategic-plan.yaml", "title: แผน\nurl: https://www.go.th/plan\n")
    write(root, "news/2564/meeting.yaml", "title: ประชุม\ndate: 2564-01-15\nsummary: ก\n")
    samples = Path(__file__).resolve().parent.parent / "disclosures/files"
    pdf = samples / "2564/แผนพัฒนาการศึกษาขั้นพื้นฐาน-2561-2565.pdf"
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "JPEG")
    for folder in ("news", "lessons", "honors", "2564"):
        place = root / "disclosures/files" / folder
        place.mkdir(parents=True)
        for name in ("report", "action-plan", "plan"):
            (place / f"{name}.pdf").write_bytes(pdf.read_bytes())
        for name in ("cover", "meeting-1", "certificate"):
            (place / f"{name}.jpg").write_bytes(picture.getvalue())
    return root


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_every_example_taken_into_use_makes_a_file_that_check_accepts(furnished: Path, kind: str) -> None:
    if kind == "school":
        (furnished / "disclosures/schools.yaml").unlink()
    (path,), _ = new(furnished, kind, ONE_OF_EACH[kind])
    write(furnished, path, taken_into_use((furnished / "disclosures" / path).read_text("utf-8")))

    assert [str(found) for found in check_content(furnished).problems if found.code != "unused-file"] == []
    # A document opens in one place, so its other place is only told.
    told = {"url"} if kind == "document" else set()
    assert entry(furnished, path).keys() == {note.name for note in notes(MODELS[kind])} - told
    assert [name for name, value in entry(furnished, path).items() if value in (None, "")] == []
    assert list(without_example(notes(MODELS[kind]), entry(furnished, path))) == []


def without_example(explained: Sequence[Note], data: Mapping[str, object]) -> Iterator[str]:
    """Yield the fields within fields that no example uses."""
    for note in explained:
        value = data.get(note.name)
        rows = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, dict)]
        used = {name: inner for row in rows for name, inner in row.items()}
        yield from (f"{note.name}.{inner.name}" for inner in note.inner if inner.name not in used)
        yield from without_example([inner for inner in note.inner if inner.inner], used)


def test_a_new_file_reads_in_full_as_a_clerk_sees_it(root: Path) -> None:
    assert text_of_new(root, "document") == DOCUMENT.replace("TYPES", ", ".join(EVIDENCE_TYPES))


DOCUMENT = """\
## บรรทัดที่ขึ้นต้นด้วย ## คือคำอธิบาย ลบทิ้งได้
## บรรทัดที่ขึ้นต้นด้วย # ตัวเดียวคือช่องที่ยังไม่ได้ใช้ ถ้าจะใช้ ให้ลบ # กับช่องว่างหนึ่งเคาะหน้าบรรทัด แล้วแก้ค่า
## กรอกเสร็จแล้วสั่ง prongsai check

## ชื่อเอกสาร (จำเป็น) – ข้อความบรรทัดเดียว ไม่เกิน 300 ตัวอักษร
title: "หัวข้อ"

## ไฟล์ (ไม่บังคับ) – ไฟล์ในโฟลเดอร์ files/ เช่น files/2564/plan.pdf ชนิด TYPES
# file: files/2564/plan.pdf

## ที่อยู่เว็บ (ไม่บังคับ) – ที่อยู่เว็บที่ขึ้นต้นด้วย http:// หรือ https://
## url: https://www.example.go.th/plan  (ใช้แทน file ใส่ได้ช่องเดียวและต้องใส่หนึ่งช่อง)

## วันที่ของเอกสาร (ไม่บังคับ) – วันที่ พ.ศ. หรือ ค.ศ. เช่น 2564-01-15 หรือ 15 ม.ค. 2564
# issued: 2564-01-15

## ช่วงเวลาของเอกสาร (ไม่บังคับ) – 2564 คือทั้งปี, 2564-6m คือครึ่งปีแรก, any คือไม่จำกัดปี
# period: 2564

## กลุ่มงานเจ้าของเรื่อง (ไม่บังคับ) – รหัสกลุ่มงานใน office.yaml
# unit: policy

## สาระสำคัญ (ไม่บังคับ) – ข้อความบรรทัดเดียว ไม่เกิน 300 ตัวอักษร
# summary: แผนที่ใช้เป็นกรอบการทำงานของสำนักงานตลอดปี

## คำสำคัญ (ไม่บังคับ) – รายการ แต่ละรายการ: ข้อความบรรทัดเดียว ไม่เกิน 300 ตัวอักษร
# tags: [ความโปร่งใส, ITA]

## สัญญาอนุญาต (ไม่บังคับ) – ข้อความบรรทัดเดียว ไม่เกิน 300 ตัวอักษร
# license: CC-BY-4.0
"""


def test_a_school_for_a_list_that_is_there_is_told_and_not_written(root: Path) -> None:
    new(root, "school", ["โรงเรียนหนึ่ง"], slug="one")

    assert refusal(root, "school", ["โรงเรียนสอง"], slug="two") == (
        "disclosures/schools.yaml exists and was not overwritten; add these two lines to it:\n"
        '  - id: two\n    name: "โรงเรียนสอง"'
    )


@pytest.mark.parametrize(
    ("kind", "words", "slug"),
    [
        ("news", ["ITA Clinic 2021"], None),
        ("news", ["ก"], "own-name"),
        ("document", ["ก"], "plan"),
        ("oit", ["2564", "O1"], None),
    ],
)
def test_nothing_is_overwritten(root: Path, kind: str, words: list[str], slug: str | None) -> None:
    (path,), _ = new(root, kind, words, slug=slug)
    write(root, path, "เขียนแล้ว")

    if slug is None and kind == "news":
        (second,), _ = new(root, kind, words)
        assert (path, second) == ("news/2564/ita-clinic-2021.yaml", "news/2564/ita-clinic-2021-2.yaml")
    else:
        assert "was not overwritten" in refusal(root, kind, words, slug=slug)
    assert (root / "disclosures" / path).read_text("utf-8") == "เขียนแล้ว"


def test_the_day_decides_the_folder_in_either_era(root: Path) -> None:
    assert new(root, "news", ["ก"], day="2563-09-30")[0] == ["news/2563/2563-09-30.yaml"]
    assert new(root, "news", ["ก"], day="2020-10-01")[0] == ["news/2564/2563-10-01.yaml"]
    assert new(root, "honor", ["ก"], day="15 ม.ค. 2565")[0] == ["honors/2565/2565-01-15.yaml"]


titles = st.one_of(
    st.sampled_from(["no", "null", "NULL", "~", "-", "---", "2564", "1e3", "true", "''", '"', "a: b", "a #b"]),
    st.sampled_from(["@", "%", "&a", "*a", "!", "|", "[x]", "{x", "?", ":", "a:", "#", "...", "<<", "index"]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40),
    st.text("-:#'\"[]{}&*!|>%@`, ~?\\/ก่a1", min_size=1, max_size=20),
).filter(lambda text: bool(one_line(text)) and forbidden(text) is None)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(titles, st.sampled_from(["news", "document"]))
def test_any_title_comes_back_as_it_was_typed(title: str, kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (path,) = make(Path(folder), kind, [title], day=None, slug=None, today=TODAY).written

        data = entry(Path(folder), path.removeprefix("disclosures/"))

    assert data["title"] == one_line(title)
    assert re.fullmatch(r"disclosures/(news/2564|documents)/[a-z0-9][a-z0-9-]*\.yaml", path)


@pytest.mark.parametrize(
    ("kind", "words", "day", "slug", "why"),
    [
        ("news", [], None, None, "a title is needed"),
        ("news", ["\u200b"], None, None, "a title is needed"),
        ("news", ["ก"], "2564-02-30", None, "2564-02-30 is not a date; write 2564-01-15"),
        ("news", ["ก"], "เมื่อวาน", None, "เมื่อวาน is not a date; write 2564-01-15"),
        ("news", ["ก"], None, "../office", "a slug is made of a-z, 0-9 and hyphens"),
        ("news", ["ก"], None, "ข่าว", "a slug is made of a-z, 0-9 and hyphens"),
        ("oit", [], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2564"], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2564", "ten"], None, None, "write: prongsai new oit 2564 O10"),
        ("oit", ["2021", "O10"], None, None, "2021 is not a year like 2564"),
        ("oit", ["2566", "O10"], None, None, "there is no catalogue for 2566: run prongsai new year 2566 first"),
        ("oit", ["2564", "O2"], None, None, "there is no item O2 in 2564"),
        ("year", [], None, None, "write: prongsai new year 2565"),
        ("year", ["next"], None, None, "next is not a year like 2564"),
        (
            "year",
            ["2570"],
            None,
            None,
            (
                "there is no catalogue for 2570: write disclosures/catalogues/oit-2570.yaml, "
                "then run prongsai new year 2570"
            ),
        ),
        ("assessment", [], None, None, "write: prongsai new assessment 2565"),
        ("programme", ["2564", "2565"], None, None, "write: prongsai new programme 2565"),
        ("survey", [], None, None, "a title is needed"),
        ("school", [], None, None, "a title is needed"),
    ],
)
def test_what_can_not_be_made_is_refused_in_both_languages_and_nothing_is_written(
    root: Path, kind: str, words: list[str], day: str | None, slug: str | None, why: str
) -> None:
    assert refusal(root, kind, words, day=day, slug=slug) == why


@pytest.mark.parametrize("slug", ["index", "404", "search"])
def test_a_name_that_the_site_needs_is_refused_at_once(root: Path, slug: str) -> None:
    refusal(root, "news", ["ก"], slug=slug)


def test_a_title_that_is_such_a_name_gets_another(root: Path) -> None:
    (path,), said = new(root, "news", ["Sitemap"])

    assert said == [f"{path} needs-summary-or-body"]


@pytest.mark.parametrize(
    "title", ["\udcff", "ก\x1b[31m", "\u202eข", "\x00", "ก" * 301], ids=["bytes", "escape", "bidi", "null", "long"]
)
def test_a_title_that_no_entry_may_have_is_refused_at_once(root: Path, title: str) -> None:
    refusal(root, "news", [title])


# ── a year ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_year_has_a_file_for_each_item_and_nothing_wrong_with_any(root: Path) -> None:
    write(root, "oit/2564/o1.yaml", "item: O1\nstatus: preparing\nunit: audit\n")
    evidence = "evidence: [{title: ก, url: https://www.go.th/a, covers: [1]}]\n"
    write(root, "oit/2564/o10.yaml", f"item: O10\nstatus: published\n{evidence}")

    paths, said = new(root, "year", ["2565"])

    assert paths == ["oit/2565/o02.yaml", "oit/2565/o10.yaml"]
    assert said == []
    assert entry(root, "oit/2565/o02.yaml") == {"item": "O2", "status": "preparing", "unit": "policy"}
    # The owner follows the concept and not the number: O10 of 2565 is what O1 was.
    assert entry(root, "oit/2565/o10.yaml") == {"item": "O10", "status": "preparing", "unit": "audit"}


def test_a_new_year_leaves_what_is_there_and_can_be_made_again(root: Path) -> None:
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: none\nexplanation: ไม่มี\n")

    assert new(root, "year", ["2565"]) == (["oit/2565/o10.yaml"], [])
    assert new(root, "year", ["2565"]) == ([], [])
    assert entry(root, "oit/2565/o2.yaml")["status"] == "none"


def test_an_answer_with_mistakes_is_there_too(root: Path) -> None:
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: [\n")

    paths, said = new(root, "year", ["2565"])

    assert paths == ["oit/2565/o10.yaml"]
    assert said == ["oit/2565/o2.yaml bad-yaml"]
    assert "was not overwritten" in refusal(root, "oit", ["2565", "O2"])


def test_an_answer_with_mistakes_under_the_very_name_does_not_stop_the_others(root: Path) -> None:
    write(root, "oit/2565/o02.yaml", "item: O2\nstatus: done\n")

    assert new(root, "year", ["2565"]) == (["oit/2565/o10.yaml"], ["oit/2565/o02.yaml bad-choice"])


def test_two_catalogues_of_one_year_are_a_problem_and_no_crash(root: Path) -> None:
    write(root, "catalogues/more-2564.yaml", catalogue(2564, ("O99", "gifts", "")))
    write(root, "oit/2564/o10.yaml", "item: O10\nstatus: preparing\nunit: policy\n")
    write(root, "oit/2564/o99.yaml", "item: O99\nstatus: preparing\nunit: policy\n")
    assert "duplicate-catalogue" in {found.code for found in load(root).problems}

    assert new(root, "year", ["2565"])[0] == ["oit/2565/o02.yaml", "oit/2565/o10.yaml"]


def test_a_usual_owner_that_this_office_does_not_have_is_left_out(root: Path) -> None:
    write(root, "catalogues/oit-2564.yaml", catalogue(2564, ("O1", "structure", "nobody"), ("O10", "plan", "nobody")))

    assert new(root, "oit", ["2564", "O1"]) == (["oit/2564/o01.yaml"], [])
    assert new(root, "year", ["2564"]) == (["oit/2564/o10.yaml"], [])


def test_without_a_readable_office_nothing_of_a_year_is_made(root: Path) -> None:
    write(root, "office.yaml", "name: [")

    assert refusal(root, "year", ["2565"]) == "office.yaml can't be read: run check"


OLD = """\
item: O10
status: published
explanation: แผนของปี 2564
unit: audit
evidence:
  - {document: five-years, covers: [1, 2], period: 2564}
  - {document: five-years, covers: [2]}
  - {document: five-years, pdf_page: 2, title: ยุทธศาสตร์, covers: [1]}
  - {document: manual}
  - {document: ended, covers: [1]}
  - {document: of-one-year, covers: [1]}
  - {document: silent, covers: [1]}
  - {title: แผนปี 2564, url: https://www.go.th/plan, covers: [1], period: 2564}
  - {title: หน้าเว็บ, url: https://www.go.th/any, covers: [1], period: any}
  - {page: about, covers: [1]}
"""
DOCUMENTS = {
    "five-years": "title: แผนพัฒนา พ.ศ. 2561–2565\nurl: https://www.go.th/1\nperiod: any\n",
    "manual": "title: คู่มือ\nurl: https://www.go.th/2\nperiod: any\n",
    "ended": "title: แผน ๒๕๖๐-๖๔\nurl: https://www.go.th/3\nperiod: any\n",
    "of-one-year": "title: รายงานปี 2564\nurl: https://www.go.th/4\nperiod: any\n",
    "silent": "title: แผน\nurl: https://www.go.th/5\n",
}


def with_past(root: Path, *, period: str = "in_force", elements: str = "ค, ก") -> Path:
    """Give the tree an answer of 2564 to `plan`, which is O10 there (elements ก, ข) and O2 in 2565."""
    for name, text in DOCUMENTS.items():
        write(root, f"documents/{name}.yaml", text)
    write(root, "oit/2564/o10.yaml", OLD)
    new_catalogue = catalogue(2565, ("O2", "plan", "policy"), ("O10", "structure", ""))
    changed = new_catalogue.replace("elements: [ก, ข]", f"elements: [{elements}], period: {period}", 1)
    write(root, "catalogues/oit-2565.yaml", changed)
    return root


def test_what_says_of_itself_that_it_serves_the_new_year_is_carried_and_all_else_only_told(root: Path) -> None:
    made = make(with_past(root), "year", ["2565"], day=None, slug=None, today=TODAY)

    assert [str(found) for found in check_content(root).problems] == []
    assert entry(root, "oit/2565/o02.yaml") == {
        "item": "O2",
        "status": "preparing",
        "unit": "audit",
        # Element ก was the first and is the second now; what showed only ข, which is gone, is told and not carried.
        "evidence": [
            {"document": "five-years", "covers": ["2"]},
            {"document": "five-years", "title": "ยุทธศาสตร์", "pdf_page": "2", "covers": ["2"]},
            {"document": "manual"},
        ],
    }
    text = (root / "disclosures/oit/2565/o02.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if "ปีก่อน" in line or "ปี 2564" in line] == [
        "## ปี 2564 เรื่องนี้คือข้อ O10 สถานะ: เผยแพร่แล้ว ข้อความข้างล่างเป็นของปีนั้น ใช้แทนของปีนี้ไม่ได้",
        "##   ปีก่อนอธิบายว่า: แผนของปี 2564",
        "##   ปีก่อนใช้: แผนพัฒนา พ.ศ. 2561–2565 – documents/five-years (แสดงองค์ประกอบ 2, ช่วงเวลา any)",
        "##   ปีก่อนใช้: แผน ๒๕๖๐-๖๔ – documents/ended (แสดงองค์ประกอบ 1, ช่วงเวลา any)",
        "##   ปีก่อนใช้: รายงานปี 2564 – documents/of-one-year (แสดงองค์ประกอบ 1, ช่วงเวลา any)",
        "##   ปีก่อนใช้: แผน – documents/silent (แสดงองค์ประกอบ 1)",
        "##   ปีก่อนใช้: แผนปี 2564 – https://www.go.th/plan (แสดงองค์ประกอบ 1, ช่วงเวลา 2564)",
        "##   ปีก่อนใช้: หน้าเว็บ – https://www.go.th/any (แสดงองค์ประกอบ 1, ช่วงเวลา any)",
        "##   ปีก่อนใช้: about (แสดงองค์ประกอบ 1)",
        "##   ยกมาจากปีก่อน เพราะเอกสารระบุว่ายังใช้ได้ โปรดตรวจก่อนเผยแพร่",
    ]
    assert made.said == (
        (
            "ยกเอกสารที่ยังใช้ได้จากปีก่อนมา 3 แถว โปรดตรวจก่อนเผยแพร่",
            "carried 3 rows of documents that still hold: look at them before publishing",
        ),
        (
            "ปีปัจจุบันของเว็บไซต์ยังเป็น 2564 เมื่อพร้อมแล้วให้แก้เป็น current_year: 2565 ใน disclosures/office.yaml",
            (
                "the site's current year is still 2564: when you are ready, "
                "set current_year: 2565 in disclosures/office.yaml"
            ),
        ),
    )


@pytest.mark.parametrize("period", ["current_6m", "previous", "prev_to_current"])
def test_nothing_is_carried_for_an_item_that_asks_for_a_report_of_a_certain_time(root: Path, period: str) -> None:
    new(with_past(root, period=period), "year", ["2565"])

    assert entry(root, "oit/2565/o02.yaml") == {"item": "O2", "status": "preparing", "unit": "audit"}


def test_a_file_that_nobody_has_begun_to_fill_does_not_hide_the_answer_before_it(root: Path) -> None:
    with_past(root)
    write(root, "catalogues/oit-2566.yaml", catalogue(2566, ("O7", "plan", "")))
    write(root, "oit/2565/o02.yaml", "item: O2\nstatus: preparing\n")
    write(root, "documents/five-years.yaml", DOCUMENTS["five-years"].replace("2565", "2570"))

    new(root, "year", ["2566"])

    assert entry(root, "oit/2566/o07.yaml")["evidence"] == [
        {"document": "five-years", "covers": ["1", "2"]},
        {"document": "five-years", "covers": ["2"]},
        {"document": "five-years", "title": "ยุทธศาสตร์", "pdf_page": "2", "covers": ["1"]},
        {"document": "manual"},
    ]


def test_files_that_are_there_are_named(root: Path) -> None:
    write(root, "oit/2565/o2.yaml", "item: O2\nstatus: none\nexplanation: ไม่มี\n")

    made = make(root, "year", ["2565"], day=None, slug=None, today=TODAY)

    assert made.kept == ("disclosures/oit/2565/o2.yaml",)
    assert made.said[0] == (
        "มีอยู่แล้ว 1 ไฟล์ ไม่ได้แตะต้อง: disclosures/oit/2565/o2.yaml",
        "1 files were there and stay as they are",
    )


def test_the_programme_moves_on_with_its_steps_and_without_what_was_done(root: Path) -> None:
    write(
        root,
        "programme/2564.yaml",
        "title: โครงการ ปี 2564\nsteps:\n"
        "  - {code: P, title: วางแผน, purpose: ตั้งคณะทำงาน, activities: [{title: ประชุม, status: done}]}\n"
        "  - {code: D, title: ทำ}\n",
    )

    paths, said = new(root, "year", ["2565"])

    assert (paths[-1], said) == ("programme/2565.yaml", [])
    assert entry(root, "programme/2565.yaml") == {
        "title": "โครงการ ปี 2565",
        "steps": [{"code": "P", "title": "วางแผน", "purpose": "ตั้งคณะทำงาน"}, {"code": "D", "title": "ทำ"}],
    }
    assert "##     ปี 2564 ทำ: ประชุม\n" in (root / "disclosures/programme/2565.yaml").read_text("utf-8")
    write(root, "programme/2565.yaml", "เขียนแล้ว")
    assert new(root, "year", ["2565"])[0] == []
    assert (root / "disclosures/programme/2565.yaml").read_text("utf-8") == "เขียนแล้ว"


def product(folder: Path) -> Path:
    write(folder, "catalogues/oit-2566.yaml", catalogue(2566, ("O7", "plan", "")))
    write(folder, "catalogues/oit-2567.yaml", catalogue(2567, ("O7", "plan", "")).replace("esao", "school"))
    return folder


def test_a_year_without_a_catalogue_gets_the_one_of_the_product_as_it_is(root: Path, tmp_path: Path) -> None:
    made = new_year(root, ["2566"], product(tmp_path / "product"))

    assert made.written == ("disclosures/catalogues/oit-2566.yaml", "disclosures/oit/2566/o07.yaml")
    assert made.said[0][1] == "copied the catalogue to disclosures/catalogues/oit-2566.yaml"
    text = (root / "disclosures/catalogues/oit-2566.yaml").read_text("utf-8")
    assert text == catalogue(2566, ("O7", "plan", ""))


def test_a_catalogue_of_another_kind_of_office_is_not_taken(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError) as refused:
        new_year(root, ["2567"], product(tmp_path / "product"))

    assert refused.value.th == (
        "ยังไม่มีแบบวัดของปี 2567 โปรแกรมมีให้เฉพาะปี 2566 ให้เขียน disclosures/catalogues/oit-2567.yaml ตามประกาศของปีนั้น "
        "จะเริ่มจากสำเนาของปี 2566 ก็ได้ แล้วสั่ง prongsai new year 2567"
    )


def test_a_catalogue_that_is_there_and_can_not_be_used_is_never_replaced(root: Path, tmp_path: Path) -> None:
    write(root, "catalogues/oit-2566.yaml", "fiscal_year: [")

    with pytest.raises(ScaffoldError, match=r"can't be used: run check"):
        new_year(root, ["2566"], product(tmp_path / "product"))

    assert (root / "disclosures/catalogues/oit-2566.yaml").read_text("utf-8") == "fiscal_year: ["
