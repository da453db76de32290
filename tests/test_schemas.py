"""The JSON Schemas: fresh, valid, as generous as our own reader and no more than JSON Schema makes them."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from pydantic import TypeAdapter, ValidationError

from generator import fields
from generator.kinds import BY_NAME, KINDS, Kind
from generator.schema import SCHEMAS, stale_schemas, write_schemas
from generator.schemas import SHAPES, SHORT_FORMS, UNKNOWN, Schema, schema_of

HERE = Path(__file__).resolve().parent
ROOTS = [HERE.parent / "disclosures", *sorted(folder / "disclosures" for folder in (HERE / "sites").iterdir())]
ENTRIES = [
    (kind.name, path)
    for root in ROOTS
    for kind in KINDS
    for path in sorted(root.glob(kind.place.replace("YEAR", "[0-9]*")))
]
LOADERS: dict[str, Any] = {"texts": yaml.BaseLoader, "types": yaml.SafeLoader}
"""Our own reader takes texts; editors give types to what looks like a number or a yes."""


def load(text: str, loader: str) -> object:
    return as_json(yaml.load(text, LOADERS[loader]))  # noqa: S506 - neither makes objects


def as_json(value: object) -> object:
    """Return what an editor sees, which has the days of YAML as texts and every key as a text."""
    if isinstance(value, dict):
        return {str(key): as_json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [as_json(child) for child in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def schema(name: str) -> Schema:
    return cast("Schema", json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))


def complaints(name: str, text: str, loader: str) -> list[str]:
    """Return where the schema finds fault with an entry."""
    errors = Draft7Validator(schema(name)).iter_errors(load(text, loader))
    return sorted({"/".join(map(str, error.absolute_path)) for error in errors})


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_schemas_in_the_repository_are_what_the_models_say() -> None:
    assert stale_schemas() == []
    assert sorted(path.stem for path in SCHEMAS.iterdir()) == sorted([*BY_NAME, "data-oit", "forms"])


def test_a_schema_that_was_changed_lost_or_left_over_is_stale_until_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    everything = sorted(path.name for path in SCHEMAS.iterdir())
    assert stale_schemas(folder) == everything
    assert write_schemas(folder) == everything
    assert stale_schemas(folder) == []

    (folder / "news.json").write_bytes((folder / "news.json").read_bytes() + b"\n")
    (folder / "oit.json").unlink()
    (folder / "old.json").write_text("{}", "utf-8")
    assert stale_schemas(folder) == ["news.json", "oit.json", "old.json"]
    assert write_schemas(folder) == ["news.json", "oit.json", "old.json"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in SCHEMAS.iterdir()
    }


@pytest.mark.parametrize("name", [*BY_NAME, "data-oit"])
def test_a_schema_is_valid_draft_07(name: str) -> None:
    assert schema(name)["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema(name))
    assert not [node for node in nodes(schema(name)) if "$ref" in node]


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


@pytest.mark.parametrize("name", BY_NAME)
def test_every_field_has_a_thai_label_and_help_and_no_object_takes_unknown_fields(name: str) -> None:
    objects = [node for node in nodes(schema(name)) if node.get("type") == "object"]
    described = [field for node in objects for field in node.get("properties", {}).values()]

    assert described
    assert [field for field in described if not (field.get("title") and thai(field.get("description", "")))] == []
    assert [node for node in objects if "properties" in node and node["additionalProperties"] is not False] == []


def thai(text: str) -> bool:
    return any("\u0e01" <= character <= "\u0e5b" for character in text)


def test_every_type_of_field_has_its_shape() -> None:
    assert [name for name in BY_NAME if UNKNOWN.help_th in (SCHEMAS / f"{name}.json").read_text("utf-8")] == []


def test_a_type_of_field_without_a_shape_stops_nobody() -> None:
    class Strange(fields.Record):
        value: complex = fields.about("ค่า")

    made = schema_of(Kind("strange", Strange, "strange.yaml", "แปลก", "strange"))
    assert made["properties"]["value"]["description"] == UNKNOWN.help_th


# ── good entries ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("loader", LOADERS)
def test_every_entry_of_every_site_is_accepted(loader: str) -> None:
    refused = {
        path.as_posix(): found for name, path in ENTRIES if (found := complaints(name, path.read_text("utf-8"), loader))
    }

    assert refused == {}
    assert {name for name, _ in ENTRIES} == {*BY_NAME}


GOOD = {
    "every way to write a number, a day and a yes": """
        office:
        name: ก
        body_type: esao
        current_year: ๒๕๖๔
        demo: true
        colour: '#0B5394'
        url: HTTPS://ก.go.th/ก ข
    """,
    "texts that look like something else": """
        document:
        title: 2564
        summary: true
        file: ./files/1.PDF
        tags: [1.10]
    """,
    "fields left blank": """
        oit:
        item: o010
        status: published
        explanation:
        unit: ''
        evidence:
        changes:
        feedback: [{round: '1', date: 5 มิ.ย. 2564, finding: ก, reply: }]
    """,
    "evidence whose other sources are blank": """
        oit:
        item: O1
        status: published
        evidence: [{title: ก, file: , url: 'https://a.th', document: , page: , pdf_page: }]
    """,
    "a page of a document, and of a file": """
        oit:
        item: O1
        status: none
        explanation: ก
        evidence: [{document: a, pdf_page: 2}, {title: ก, file: files/a.PDF, pdf_page: '2'}, {page: /}]
    """,
    "short forms": """
        honor:
        title: ก
        date: 15 มกราคม พ.ศ. 2564
        body: ก
        level: region
        recipients: [{name: ก}]
        certificate: files/a.pdf
        prize_baht: '1,500.50'
        cover: {file: files/ก/ข ค.JPEG, alt: เด็กปลูกต้นไม้}
        items: [2564/O33, ๒๕๖๔/o1]
    """,
    "a lesson that tells its context": """
        lesson:
        title: ก
        date: 2021-02-28
        summary: ก
        context: ก
    """,
    "networks by their names alone": """
        schools:
        networks: [ก, {id: ข, name: ค}]
        schools: [{id: a, name: ก, network: ก}]
    """,
    "scores by any key": """
        assessment:
        fiscal_year: 2564
        total: '99.5'
        indicators: {1: 100, '2': ๙๙.๕}
    """,
}
"""The kind, and below it the entry."""


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("case", GOOD)
def test_what_our_reader_accepts_is_accepted(case: str, loader: str) -> None:
    name, text = dedent(GOOD[case]).strip().split(":\n", 1)

    assert complaints(name, text, loader) == []


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────────────────────────

NEWS = "title: ก, date: 2564-01-15, summary: ก"
ITEM = "item: O1, status: published"
BAD = [
    ("news", "{title: ก, date: 2564-01-15}", ""),  # says nothing
    ("news", "{title: ก, date: 2564-01-15, summary: , body: ''}", ""),  # still nothing
    ("news", f"{{{NEWS}, dat: 1}}", ""),  # unknown field
    ("news", "{date: 2564-01-15, summary: ก}", ""),  # missing field
    ("news", "{title: , date: 2564-01-15, summary: ก}", "title"),
    ("news", f"{{title: {'ก' * 301}, date: 2564-01-15, summary: ก}}", "title"),
    ("news", "{title: [ก], date: 2564-01-15, summary: ก}", "title"),
    ("news", "{title: ก, date: 2399-01-15, summary: ก}", "date"),
    ("news", "{title: ก, date: '2564-13-15', summary: ก}", "date"),
    ("news", "{title: ก, date: '2564-04-31', summary: ก}", "date"),
    ("news", "{title: ก, date: 15/01/2564, summary: ก}", "date"),
    ("news", "{title: ก, date: 15 มกรา 2564, summary: ก}", "date"),
    ("news", f"{{{NEWS}, step: X}}", "step"),
    ("news", f"{{{NEWS}, tags: ก}}", "tags"),
    ("news", f"{{{NEWS}, items: [O33]}}", "items/0"),
    ("news", f"{{{NEWS}, items: [2564/33]}}", "items/0"),
    ("news", f"{{{NEWS}, schools: [ก]}}", "schools/0"),
    ("news", f"{{{NEWS}, aliases: [data/x]}}", "aliases/0"),
    ("news", f"{{{NEWS}, aliases: [../x]}}", "aliases/0"),
    ("news", f"{{{NEWS}, cover: files/a.jpg}}", "cover"),
    ("news", f"{{{NEWS}, cover: {{file: files/a.jpg}}}}", "cover"),
    ("news", f"{{{NEWS}, cover: {{file: files/a.gif, alt: เด็ก}}}}", "cover/file"),
    ("news", f"{{{NEWS}, cover: {{file: files/a.jpg, alt: IMG_1.JPG}}}}", "cover/alt"),
    ("news", f"{{{NEWS}, attachments: [{{title: ก}}]}}", "attachments/0"),
    ("news", f"{{{NEWS}, attachments: [{{title: ก, file: files/a.pdf, url: 'https://a.th'}}]}}", "attachments/0"),
    ("news", f"{{{NEWS}, attachments: [{{title: ก, file: ../a.pdf}}]}}", "attachments/0/file"),
    ("news", f"{{{NEWS}, attachments: [{{title: ก, file: files/../a.pdf}}]}}", "attachments/0/file"),
    ("news", f"{{{NEWS}, attachments: [{{title: ก, url: 'javascript:alert(1)'}}]}}", "attachments/0/url"),
    ("lesson", "{title: ก, date: 2564-01-15, summary: ก}", ""),
    ("lesson", f"{{{NEWS}, body: ก, dimension: x}}", "dimension"),
    ("honor", f"{{{NEWS}, level: region, recipients: []}}", "recipients"),
    ("honor", f"{{{NEWS}, level: ภาค, recipients: [{{name: ก}}]}}", "level"),
    ("honor", f"{{{NEWS}, level: region, recipients: [{{name: ก}}], prize_baht: ห้าร้อย}}", "prize_baht"),
    ("oit", "{item: 1, status: published}", "item"),
    ("oit", "{item: O0, status: published}", "item"),
    ("oit", "{item: O1, status: เผยแพร่}", "status"),
    ("oit", "{item: O1, status: none}", ""),
    ("oit", "{item: O1, status: not-applicable, explanation: }", "explanation"),
    ("oit", f"{{{ITEM}, evidence: [{{title: ก}}]}}", "evidence/0"),
    ("oit", f"{{{ITEM}, evidence: [{{title: ก, url: 'https://a.th', page: about}}]}}", "evidence/0"),
    ("oit", f"{{{ITEM}, evidence: [{{url: 'https://a.th'}}]}}", "evidence/0"),
    ("oit", f"{{{ITEM}, evidence: [{{title: ก, file: files/a.exe}}]}}", "evidence/0/file"),
    ("oit", f"{{{ITEM}, evidence: [{{title: ก, file: files/a.jpg, pdf_page: 2}}]}}", "evidence/0"),
    ("oit", f"{{{ITEM}, evidence: [{{title: ก, url: 'https://a.th', pdf_page: 2}}]}}", "evidence/0"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, pdf_page: หน้า 2}}]}}", "evidence/0/pdf_page"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, covers: 1}}]}}", "evidence/0/covers"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, covers: [หนึ่ง]}}]}}", "evidence/0/covers/0"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, covers: [1.5]}}]}}", "evidence/0/covers/0"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, period: 2021}}]}}", "evidence/0/period"),
    ("oit", f"{{{ITEM}, evidence: [{{document: a, period: 2564-6}}]}}", "evidence/0/period"),
    ("oit", f"{{{ITEM}, evidence: [{{document: Plan 1}}]}}", "evidence/0/document"),
    ("oit", f"{{{ITEM}, feedback: [{{round: 1, date: 2564-01-01, finding: ก, resolved: ใช่}}]}}", "feedback/0/resolved"),
    ("document", "{title: ก}", ""),
    ("document", "{title: ก, file: files/a.pdf, url: 'https://a.th'}", ""),
    ("document", "{title: ก, url: 'https://user@a.th'}", "url"),
    ("document", "{title: ก, url: 'ftp://a.th'}", "url"),
    ("assessment", "{fiscal_year: 2564, total: '101'}", "total"),
    ("assessment", "{fiscal_year: 2564, total: '99,5'}", "total"),
    ("assessment", "{fiscal_year: 2021, total: 99}", "fiscal_year"),
    ("assessment", "{fiscal_year: 2564, total: 99, indicators: {1: ดี}}", "indicators/1"),
    ("assessment", "{fiscal_year: 2564, total: 99, indicators: [1]}", "indicators"),
    ("survey", "{title: ก, fiscal_year: 2564, groups: [{name: ก, respondents: '-1'}]}", "groups/0/respondents"),
    ("programme", "{title: ก, steps: [{code: X, title: ก}]}", "steps/0/code"),
    ("programme", "{title: ก, steps: [{code: P, title: ก, activities: [{title: ก, first: 2564-01-01}]}]}",
     "steps/0/activities/0"),
    ("schools", "{schools: [{id: โรงเรียน, name: ก}]}", "schools/0/id"),
    ("schools", "{networks: [{name: ก}]}", "networks/0"),
    ("office", "{name: {en: A}, body_type: esao, current_year: 2564}", "name"),
    ("office", "{name: ก, body_type: esao, current_year: 2021}", "current_year"),
    ("office", "{name: ก, body_type: esao, current_year: 2564, colour: red}", "colour"),
    ("office", "{name: ก, body_type: esao, current_year: 2564, contact: {email: a@b}}", "contact/email"),
    ("office", "{name: ก, body_type: esao, current_year: 2564, own_hosts: ['https://a.th']}", "own_hosts/0"),
    ("office", "{name: ก, body_type: esao, current_year: 2564, channels: [{kind: fax, title: ก, url: 'http://a.th'}]}",
     "channels/0/kind"),
    ("catalogue", "{fiscal_year: 2564, body_type: esao, title: ก}", ""),
    ("catalogue", "{fiscal_year: 2564, body_type: esao, title: ก, indicators: [], scoring: {rollup: mean}}",
     "scoring/rollup"),
]  # fmt: skip


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("name", "text", "place"), BAD)
def test_a_mistake_is_refused_at_its_place(name: str, text: str, place: str, loader: str) -> None:
    assert complaints(name, text, loader) == [place]


# ── the schema and the reader agree on every type of field ───────────────────────────────────────────────────────

SAMPLES = [
    "ก", "a", "A", "a-b", "-a", "a_b", "a b", "ก\nข", " ก ", "no", "true", "false", "True", "ใช่", "0", "1",
    "01", "9", "99", "100", "101", "๙๙", "1.5", "1.0", "1.10", "1,000", "1,00", "-1", "+1", "1e3", "0.1234567",
    "100.01", "๙๙.๕", "1000000", "1000001", "1000000001", "2399", "2400", "2564", "๒๕๖๔", "2700", "2701",
    "2021", "2564-6m", "๒๕๖๔-๖m", "2564-6M", "any", "ANY", "2564-01-15", "๒๕๖๔-๐๑-๑๕", "2021-01-15",
    "2564-1-15", "2564-02-29", "2567-02-29", "2564-02-30", "2564-04-31", "2564-12-31", "2564-00-01",
    "2564-01-00", "2700-01-01", "2701-01-01", "2200-01-01", "2201-01-01", "1899-01-01", "1900-01-01",
    "15 มกราคม 2564", "15 ม.ค. 2564", "วันที่ ๕ มิ.ย. พ.ศ. ๒๕๖๔", "5มิ.ย.2564", "5 มิ.ย. ค.ศ. 2021",
    "5 มิ.ย. พ.ศ. 2021", "31 เม.ย. 2564", "0 ม.ค. 2564", "5 June 2021", "15/1/2564", "O1", "o01", "O010",
    "O0010", "O๑๐", "O0", "O", "OIT1", "O1000", "2564/O1", "๒๕๖๔/o๐๑", "2564-O1", "2564/1", "https://a.th",
    "HTTP://a.th/ก ข?ค=ง#จ", "https://ก.ไทย:80/", "https://a.th\\b", "https://u@a.th/", "https://", "http:/a",
    "//a.th", "a.th", "ftp://a.th", "javascript:alert(1)", "www.lp2.go.th", "a..b", "a.", "a@b.th", "a@b",
    "ก@b.th", "#0b5394", "#0B5394", "#fff", "red", "files/a.pdf", "./files/a.pdf", "files/ก ข/ค.PDF",
    "files/a.jpg", "files/a.PNG", "files/a.gif", "files/a", "files/.a.pdf", "files/~a.pdf", "files/../a.pdf",
    "files//a.pdf", "files/a/.pdf", "files/a?.pdf", "files/con.pdf", "file/a.pdf", "/files/a.pdf", "old/page",
    "/old/page/", "old//page", "data/x", "datax", "ข่าว/เก่า", "../x", "con", "CON", "a/con", "ASSETS/a", "a.",
    "~a", "a/page/2", "page/2/", "a/page", "9.1", "๙.๑", "a..b", "A.1.2.3.4", "#ffff00", "https://a|b.th",
    "https://a%b.th", "https://a.th/{a}|b%", "a|b.th", "files/a$b;c.pdf", "files/a`b.pdf", "files/a\u200bb.pdf",
    "news/2564/a", "IMG_1234.JPG", "รูปที่ 3", "ภาพ", "เด็กปลูกต้นไม้", "ก" * 300, "ก" * 301, "a" * 100,
    "a" * 101, "ก" * 2001,
]  # fmt: skip

NOT_EXPRESSIBLE = {
    ("Date", "2564-02-29"),  # leap years
    ("DateInFolder", "2564-02-29"),
    ("Date", "31 เม.ย. 2564"),  # the month's length, in words
    ("DateInFolder", "31 เม.ย. 2564"),
    ("Date", "5 มิ.ย. พ.ศ. 2021"),  # the era against the year
    ("DateInFolder", "5 มิ.ย. พ.ศ. 2021"),
    ("Amount", "1000001"),  # the size of a number that is a text
    ("Amount", "1000000001"),
    ("Count", "1000000001"),
    ("Positive", "1000001"),
    ("Positive", "1000000001"),
    ("Colour", "#ffff00"),  # too pale for white letters
    ("Alias", "con"),
    ("Alias", "CON"),
    ("Alias", "a/con"),
    ("EvidenceFile", "files/con.pdf"),  # the names of devices
    ("CertificateFile", "files/con.pdf"),
}
"""What the reader refuses and a schema can't, so that `prongsai check` has something left to say."""

TYPES: dict[str, Any] = {
    next(name for name in dir(fields) if getattr(fields, name) is alias): alias
    for alias in SHAPES
    if any(getattr(fields, name) is alias for name in dir(fields))
}


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_of_a_type_of_field_says_what_the_reader_says(name: str) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(TYPES[name])
    validator = Draft7Validator(SHAPES[TYPES[name]].schema)

    assert [text for text in SAMPLES if accepts(adapter, text) and not validator.is_valid(text)] == []
    generous = {(name, text) for text in SAMPLES if validator.is_valid(text) and not accepts(adapter, text)}
    assert generous == {one for one in NOT_EXPRESSIBLE if one[0] == name}
    assert any(accepts(adapter, text) for text in SAMPLES)


def accepts(adapter: TypeAdapter[object], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True


def test_the_samples_try_every_type_of_field_that_the_models_have() -> None:
    assert len(TYPES) >= len(SHAPES) - 1  # the text for those who can't see a picture has no name
    assert len(SHORT_FORMS) == 4
