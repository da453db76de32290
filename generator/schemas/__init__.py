"""The models as JSON Schema, for editors that complete and check YAML while it is being typed.

Draft-07, because that is what the YAML extensions of editors understand. Everything is written out in place: in
draft-07 a title beside a `$ref` is ignored. An editor reads YAML with types (`2564` is a number) and our own reader
takes every scalar as text, so a schema accepts what our reader would, in either form. What depends on other files
(does the document exist?) is left to `prongsai check`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from generator import fields
from generator.dates import BUDDHIST_YEARS
from generator.fields import BarePhoto, BarePicture, Localized, Picture, Record
from generator.kinds import KINDS, Kind
from generator.kinds.document import Document
from generator.kinds.oit import Disclosure, Evidence
from generator.kinds.posts import Attachment, Honor, Lesson, News
from generator.kinds.school import Network, NetworkRecord
from generator.schemas import patterns

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"


@dataclass(frozen=True)
class Shape:
    """How a type of field is typed: its schema, and a Thai sentence that says so."""

    schema: Schema
    help_th: str


def _file(extensions: Iterable[str]) -> Schema:
    ending = patterns.choice(*map(patterns.any_case, extensions))
    return {
        "type": ["string"],
        "pattern": rf"^\s*(?:\./)?files/(?:{patterns.NAME}/)*(?![.~-])[^{patterns.BAD_IN_NAMES}]+\.{ending}\s*$",
    }


# ── types of fields ──────────────────────────────────────────────────────────────────────────────────────────────


def _text(limit: int) -> Schema:
    # A number or a yes is text to our reader.
    return {"type": ["string", "number", "boolean"], "pattern": r"^[\s\S]*\S[\s\S]*$", "maxLength": limit}


def _pattern(pattern: str, **more: object) -> Schema:
    return {"type": "string", "pattern": rf"^\s*{pattern}\s*$", **more}


def _number(kind: Literal["number", "integer"], low: int, high: int, pattern: str) -> Schema:
    return {"type": [kind, "string"], "minimum": low, "maximum": high, "pattern": pattern}


_DEVICES = "(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"
_SLUG: Schema = {
    "type": ["string", "integer"],
    "pattern": rf"^\s*(?!{_DEVICES}\s*$){fields.SLUG.pattern}\s*$",
    "minimum": 0,
}
_SLUG_HELP = "รหัสภาษาอังกฤษตัวพิมพ์เล็ก ตัวเลข และขีด เช่น action-plan"
_YEARS: Schema = _number("integer", BUDDHIST_YEARS[0], BUDDHIST_YEARS[-1], rf"^\s*{patterns.BUDDHIST}\s*$")
_COVERAGE: Schema = {**_YEARS, "pattern": rf"^\s*(?:any|{patterns.BUDDHIST}(?:-{patterns.digits('6')}m)?)\s*$"}
_DATE_SHAPE = Shape({"type": "string", "pattern": patterns.DATE}, "วันที่ พ.ศ. หรือ ค.ศ. เช่น 2564-01-15 หรือ 15 ม.ค. 2564")
_RESERVED = patterns.choice(*(patterns.any_case(root).replace(".", r"\.") for root in sorted(fields.RESERVED_ROOTS)))
_PAGING = r"(?:.*/)?page/[0-9]+/*\s*$"
_FILE_HELP = "ไฟล์ในโฟลเดอร์ files/ เช่น files/2564/plan.pdf"
_ONE_LINE = Shape(_text(fields.ONE_LINE_LIMIT), f"ข้อความบรรทัดเดียว ไม่เกิน {fields.ONE_LINE_LIMIT} ตัวอักษร")
_CERTIFICATE: Schema = _file((*fields.PICTURES, "pdf"))
_PICTURES = patterns.choice(*map(patterns.any_case, fields.PICTURES))
_WEAK_ALT = patterns.choice(
    *map(patterns.any_case, ("image", "picture", "photo", "img", "dsc")), "ภาพ", "รูป", "รูปภาพ", "ภาพที่", "รูปที่"
)

SHAPES: Mapping[object, Shape] = {
    fields.OneLine: _ONE_LINE,
    fields.NetworkName: Shape(_ONE_LINE.schema, "รหัสเครือข่ายใน schools.yaml"),
    fields.Explanation: Shape(_text(fields.EXPLANATION_LIMIT), f"ข้อความ ไม่เกิน {fields.EXPLANATION_LIMIT:,} ตัวอักษร"),
    fields.Markdown: Shape(_text(fields.MARKDOWN_LIMIT), "ข้อความแบบ Markdown หลายย่อหน้าได้"),
    fields.Boolean: Shape({**_pattern("(?:true|false)"), "type": ["boolean", "string"]}, "true คือใช่ false คือไม่ใช่"),
    fields.Score: Shape(_number("number", 0, 100, patterns.SCORE), "คะแนน 0–100"),
    fields.Money: Shape(_number("number", 0, 10**12, patterns.NUMBER), "จำนวนเงินเป็นตัวเลข"),
    fields.Amount: Shape(_number("number", 0, 10**6, patterns.NUMBER), "ตัวเลข"),
    fields.Count: Shape(_number("integer", 0, 10**9, patterns.WHOLE_NUMBER), "จำนวนเต็ม"),
    fields.Positive: Shape(_number("integer", 1, 10**6, patterns.POSITIVE), "จำนวนเต็มตั้งแต่ 1"),
    fields.ElementNumber: Shape(_number("integer", 1, 99, patterns.ELEMENT), "เลขขององค์ประกอบ เริ่มที่ 1"),
    fields.Date: _DATE_SHAPE,
    fields.DateInFolder: Shape(_DATE_SHAPE.schema, f"{_DATE_SHAPE.help_th} อยู่ในปีงบประมาณของโฟลเดอร์"),
    fields.FiscalYear: Shape(_YEARS, "ปีงบประมาณ พ.ศ. เช่น 2564"),
    fields.FiscalYearOfFolder: Shape(_YEARS, "ปีงบประมาณ พ.ศ. ตรงกับชื่อไฟล์หรือโฟลเดอร์"),
    fields.CoverageField: Shape(_COVERAGE, "2564 คือทั้งปี, 2564-6m คือครึ่งปีแรก, any คือไม่จำกัดปี"),
    fields.Slug: Shape(_SLUG, _SLUG_HELP),
    fields.UnitId: Shape(_SLUG, "รหัสกลุ่มงานใน office.yaml"),
    fields.SchoolId: Shape(_SLUG, "รหัสโรงเรียนใน schools.yaml"),
    fields.DocumentId: Shape(_SLUG, "ชื่อไฟล์ใน documents/ ไม่มี .yaml"),
    fields.ItemCode: Shape(_pattern(patterns.CODE), "รหัสข้อ เช่น O10"),
    fields.ItemOfFile: Shape(_pattern(patterns.CODE), "รหัสข้อ เช่น O10 ตรงกับชื่อไฟล์"),
    fields.ItemReference: Shape(_pattern(f"{patterns.ANY}{{4}}/{patterns.CODE}"), "ปีและรหัสข้อ เช่น 2564/O33"),
    fields.PageAddress: Shape(
        {"type": "string", "pattern": "^[^\u200b-\u200d\u2060\ufeff\u00ad]+$"},
        "ที่อยู่ของหน้าในเว็บไซต์นี้ เช่น news/2564/plan-meeting",
    ),
    fields.Alias: Shape(
        _pattern(rf"/*(?!{_RESERVED}(?:/|\s*$)|{_PAGING}){patterns.ADDRESS_PART}(?:/{patterns.ADDRESS_PART})*/*"),
        "ที่อยู่เดิม เช่น old/page",
    ),
    fields.UrlField: Shape(_pattern(patterns.URL, maxLength=fields.URL_LIMIT), "ที่อยู่เว็บที่ขึ้นต้นด้วย http:// หรือ https://"),
    fields.Email: Shape(_pattern(patterns.EMAIL), "อีเมล เช่น office@lp2.go.th"),
    fields.Host: Shape(
        _pattern(rf"(?=[!-~]+\s*$)[^.:{patterns.BAD_IN_HOSTS}]+(?:\.[^.:{patterns.BAD_IN_HOSTS}]+)*\.?"),
        "ชื่อเว็บ เช่น www.lp2.go.th",
    ),
    fields.Colour: Shape(_pattern("#[0-9A-Fa-f]{6}"), "สีเข้มแบบ #rrggbb เช่น #0b5394"),
    fields.AnyColour: Shape(_pattern("#[0-9A-Fa-f]{6}"), "สีแบบ #rrggbb เช่น #f0b13c"),
    fields.EvidenceFile: Shape(_file(fields.EVIDENCE_TYPES), f"{_FILE_HELP} ชนิด {', '.join(fields.EVIDENCE_TYPES)}"),
    fields.PictureFile: Shape(_file(fields.PICTURES), f"ภาพ {', '.join(fields.PICTURES)} ในโฟลเดอร์ files/"),
    fields.CertificateFile: Shape(_CERTIFICATE, "ภาพหรือ PDF ในโฟลเดอร์ files/"),
    get_type_hints(Picture, include_extras=True)["alt"]: Shape(
        {
            "type": "string",
            "pattern": rf"^(?!\s*{_WEAK_ALT}?[\s_-]*[0-9]*(?:\.{_PICTURES})?\s*$)",
            "maxLength": fields.ONE_LINE_LIMIT,
        },
        "ข้อความที่แทนภาพได้ ไม่ใช่ชื่อไฟล์",
    ),
}
"""By the type as the models name it. A new type of field gets its line here; a test says which one lacks it."""

UNKNOWN = Shape({"type": ["string", "number", "boolean", "array", "object"]}, "ค่าของช่องนี้")
"""For a type that has no line yet: an editor that checks too little is no reason not to publish."""

SHORT_FORMS: Mapping[object, tuple[Schema, type[Record]]] = {
    fields.LocalizedText: (_ONE_LINE.schema, Localized),
    fields.PictureOrPath: (_CERTIFICATE, BarePicture),
    fields.PhotoOrPath: (_file(fields.PICTURES), BarePhoto),
    Network: (_ONE_LINE.schema, NetworkRecord),
}
"""Types that are a record or, for short, its most important value alone."""


# ── between fields ───────────────────────────────────────────────────────────────────────────────────────────────

EMPTY: Schema = {"type": ["string", "null"], "maxLength": 0}
"""A field that was left blank, which to our reader is a field that is not there."""


def _given(name: str) -> Schema:
    return {"required": [name], "properties": {name: {"not": EMPTY}}}


def _if(condition: Schema, then: Schema) -> Schema:
    return {"if": condition, "then": then}


_ONE_PLACE: Schema = {"oneOf": [_given("file"), _given("url")]}
_NEEDS_REASON: Schema = {"required": ["status"], "properties": {"status": {"enum": ["none", "not-applicable"]}}}
_SAYS_SOMETHING: Schema = {"anyOf": [_given("summary"), _given("body")]}

BETWEEN: Mapping[type[Record], tuple[Schema, ...]] = {
    Evidence: (
        {"oneOf": [_given(name) for name in ("file", "url", "document", "page")]},
        {"anyOf": [_given(name) for name in ("title", "document", "page")]},
        _if(
            _given("pdf_page"),
            {"anyOf": [_given("document"), {**_given("file"), "properties": {"file": _file(["pdf"])}}]},
        ),
    ),
    Disclosure: (_if(_NEEDS_REASON, _given("explanation")),),
    Document: (_ONE_PLACE,),
    Attachment: (_ONE_PLACE,),
    News: (_SAYS_SOMETHING,),
    Lesson: ({"anyOf": [_given("body"), {"allOf": [_given("summary"), _given("context")]}]},),
    Honor: (_SAYS_SOMETHING, {"properties": {"recipients": {"minItems": 1}}}),
}
"""What `faults` of a record says of its fields together, as far as one entry alone can show it."""


# ── from a model to its schema ───────────────────────────────────────────────────────────────────────────────────


def schema_of(kind: Kind) -> Schema:
    """Return the schema of one kind of entry."""
    return {
        "$schema": DRAFT,
        "title": f"{kind.label_th} ({kind.label_en})",
        "description": f"ไฟล์ disclosures/{kind.place}",
        **_record(kind.model),
    }


def schemas() -> dict[str, Schema]:
    """Return the schema of every kind, by the kind's name."""
    return {kind.name: schema_of(kind) for kind in KINDS}


def _record(model: type[Record]) -> Schema:
    hints = get_type_hints(model, include_extras=True)
    named = {info.alias or name: (hints[name], info) for name, info in model.model_fields.items()}
    schema: Schema = {
        "type": "object",
        "properties": {name: _field(hint, info) for name, (hint, info) in named.items()},
        "required": [name for name, (_, info) in named.items() if info.is_required()],
        "additionalProperties": False,
    }
    return {**schema, "allOf": list(BETWEEN[model])} if model in BETWEEN else schema


def _field(hint: object, info: FieldInfo) -> Schema:
    """Return the schema of one field, with the label and help that the model gives it."""
    shape = _shape(without_none(hint))
    help_th = " – ".join(filter(None, (info.description, shape.help_th)))
    english = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    said: Schema = {"title": info.title, "description": help_th, **english}
    if info.is_required():
        return {**said, **shape.schema}
    return {**said, **_or_blank(shape.schema)}


def help_of(hint: object) -> str:
    """Return the Thai sentence of how a value of the type `hint` is typed."""
    return _shape(without_none(hint)).help_th


def _or_blank(schema: Schema) -> Schema:
    """Return the schema of a field that may be left blank, in a form that still points at mistakes deep within."""
    if "enum" in schema:
        return {"anyOf": [schema, EMPTY]}
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    blank = {**schema, "type": [*dict.fromkeys([*kinds, "string", "null"])]}
    if "string" not in kinds:
        return {**blank, "maxLength": 0}
    if "pattern" in blank:
        blank["pattern"] = rf"^(?:\s*|{schema['pattern'].removeprefix('^').removesuffix('$')})$"
    return blank


def without_none(hint: object) -> object:
    """Return the type that a value has when it is given."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (option for option in get_args(hint) if option is not type(None))
    return hint


def _shape(hint: object) -> Shape:
    """Return how a value of the type `hint` is typed."""
    if hint in SHAPES:
        shape = SHAPES[hint]
        return Shape(_explained(shape.schema, shape.help_th), shape.help_th)
    if hint in SHORT_FORMS:
        short, model = SHORT_FORMS[hint]
        # Each keyword of a schema minds values of its own type only, so the two forms fit into one.
        both = {**short, **_record(model), "type": ["object", *short["type"]]}
        return Shape(both, f"เขียนสั้น ๆ เป็นค่าเดียว หรือแยกเป็น {_labels(model)}")
    if isinstance(hint, type) and issubclass(hint, Record):
        return Shape(_record(hint), f"ประกอบด้วย {_labels(hint)}")
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        return Shape({"enum": list(choices)}, f"เลือกหนึ่งค่า: {', '.join(choices)}")
    return _many(hint)


def _many(hint: object) -> Shape:
    """Return how a list or a table of values is typed."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        inner = _shape(arguments[0])
        return Shape({"type": "array", "items": inner.schema}, f"รายการ แต่ละรายการ: {inner.help_th}")
    if origin is dict:
        inner = _shape(arguments[1])
        return Shape({"type": "object", "additionalProperties": inner.schema}, f"ชื่อและค่า แต่ละค่า: {inner.help_th}")
    return UNKNOWN


def _explained(schema: Schema, help_th: str) -> Schema:
    """Return the schema with what editors say in place of “does not match the pattern”, which helps nobody."""
    return {**schema, "patternErrorMessage": help_th} if "pattern" in schema else schema


def _labels(model: type[Record]) -> str:
    return ", ".join(f"{info.alias or name} ({info.title})" for name, info in model.model_fields.items())
