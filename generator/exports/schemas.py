"""`/data/schema/*.json`: what the content files may hold, and what the published data holds."""

from collections.abc import Iterator, Sequence

from generator.exports.dataset import DATA
from generator.exports.encoders import json_bytes
from generator.ledger import STATES, LinkRecord
from generator.pages import Content, Page
from generator.readiness import STATUS_TH
from generator.schemas import DRAFT, Schema
from generator.schemas import schemas as entry_schemas

DATA_SCHEMA = f"{DATA}/schema/data-oit.json"
MEDIA_TYPE = "application/schema+json"


def schema_files() -> dict[str, bytes]:
    """Return every schema as a file, by the file's name."""
    made = {**entry_schemas(), "data-oit": _data_oit()}
    return {f"{name}.json": json_bytes(schema) for name, schema in sorted(made.items())}


def schemas(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield the schemas: the same files as in `generator/schema/`."""
    for name, made in schema_files().items():
        yield f"{DATA}/schema/{name}", made


# ── the published data ───────────────────────────────────────────────────────────────────────────────────────────


def _data_oit() -> Schema:
    """Return the schema of `data/oit-YEAR.json` (contract §4)."""
    return {
        "$schema": DRAFT,
        "title": "ข้อมูลสาธารณะ (OIT) หนึ่งปีงบประมาณ",
        "description": "ไฟล์ data/oit-YEAR.json ที่เผยแพร่บนเว็บไซต์",
        **_object(
            year=_said("ปีงบประมาณ (พ.ศ.)", type="integer", minimum=2400, maximum=2700),
            body_type=_said("ประเภทหน่วยงาน", type="string"),
            office=_said("ชื่อหน่วยงาน", type="string"),
            items=_said("ข้อทั้งหมดของปี ตามลำดับในแบบวัด", type="array", items=_item()),
        ),
    }


def _item() -> Schema:
    return _object(
        code=_said("รหัสข้อ เช่น O10", type="string", pattern="^O[1-9][0-9]{0,2}$"),
        title=_said("ชื่อข้อ", type="string"),
        concept=_said("เรื่อง ใช้โยงข้อเดียวกันข้ามปี", type="string", pattern="^[a-z0-9][a-z0-9-]*$"),
        status=_said("สถานะ: missing คือหน่วยงานยังไม่ได้ตอบข้อนี้", enum=list(STATUS_TH)),
        url=_said("ที่อยู่ของหน้าข้อ หรือที่อยู่นับจากไฟล์นี้เมื่อไม่รู้ชื่อเว็บไซต์", type="string", format="uri-reference"),
        explanation=_said("คำอธิบายที่แจ้งผู้ประเมิน", type=["string", "null"]),
        elements=_said("องค์ประกอบด้านข้อมูล", type="array", items=_element()),
        evidence=_said("หลักฐาน", type="array", items=_evidence()),
    )


def _element() -> Schema:
    return _object(
        n=_said("เลของค์ประกอบ", type="integer", minimum=1),
        text=_said("ข้อความขององค์ประกอบ", type="string"),
        covered=_said("มีหลักฐานที่ใช้ได้แสดงแล้ว", type="boolean"),
    )


def _evidence() -> Schema:
    sha256 = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}
    ledger = {name: {"type": ["string", "integer", "null"]} for name in LinkRecord.__dataclass_fields__}
    ledger["state"] = {"enum": list(STATES)}
    return _object(
        id=_said("รหัสหลักฐาน: ปี-ข้อ-ลำดับ", type="string", pattern="^[0-9]{4}-O[1-9][0-9]{0,2}-[1-9][0-9]*$"),
        title=_said("ชื่อหลักฐาน", type="string"),
        url=_said("ที่เปิดหลักฐาน", type="string", format="uri-reference"),
        kind=_said("นามสกุลไฟล์ หรือ page คือหน้าในเว็บไซต์นี้ หรือ link คือเว็บไซต์อื่น", type="string"),
        bytes=_said("ขนาดไฟล์ที่เผยแพร่ (ไบต์)", type=["integer", "null"], minimum=0),
        sha256=_said("ค่า SHA-256 ของไฟล์ที่เผยแพร่", **sha256),
        media_type=_said("ชนิดไฟล์ (MIME)", type=["string", "null"]),
        issued=_said("วันที่ของเอกสาร (ค.ศ.)", type=["string", "null"], format="date"),
        period=_said("ช่วงเวลาที่ครอบคลุม", type=["string", "null"], pattern="^(any|[0-9]{4}(-6m)?)$"),
        covers=_said("เลของค์ประกอบที่แสดง", type="array", items={"type": "integer", "minimum": 1}),
        ledger=_said("ผลตรวจลิงก์ครั้งล่าสุด", anyOf=[_object(**ledger), {"type": "null"}]),
    )


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _said(description: str, **schema: object) -> Schema:
    return {"description": description, **schema}
