"""The four tables of the set: their columns, and their rows from what was read.

`source` is the key of an office in all of them, so that its name and region stand in one place. Order and names of the
columns are what others build on: add at the end, rename nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from generator.addresses import DATA
from generator.gather.fetching import Office
from generator.gather.published import Evidence, Item, YearData
from generator.gather.scores import Catalogues, ready, score_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: DuckDB's type, and what stands in it."""

    kind: str
    th: str


Columns = Mapping[str, Column]

_SOURCE = Column("VARCHAR", "ที่อยู่เว็บไซต์หรือโฟลเดอร์ที่อ่าน ใช้เชื่อมทุกตาราง")
_YEAR = Column("INTEGER", "ปีงบประมาณ (พ.ศ.)")
_CODE = Column("VARCHAR", "รหัสข้อ เช่น O10")
_ORDER = Column("INTEGER", "ลำดับ เริ่มที่ 1")

OFFICES: Columns = {
    "source": _SOURCE,
    "office": Column("VARCHAR", "ชื่อหน่วยงาน ตามรายการที่ให้มา หรือที่หน่วยงานเผยแพร่"),
    "region": Column("VARCHAR", "ภูมิภาค ตามรายการที่ให้มา"),
    "url": Column("VARCHAR", "ที่อยู่เว็บไซต์ที่หน่วยงานบอก"),
    "read": Column("BOOLEAN", "อ่านข้อมูลได้ครบ"),
    "problem": Column("VARCHAR", "เหตุที่อ่านไม่ได้"),
}
YEARS: Columns = {
    "source": _SOURCE,
    "year": _YEAR,
    "body_type": Column("VARCHAR", "ประเภทหน่วยงาน เช่น esao"),
    "sha256": Column("VARCHAR", "ลายนิ้วมือของ oit-YEAR.json ที่อ่าน"),
    "oit": Column("DOUBLE", "คะแนน OIT 0–100 ที่คำนวณจากข้อมูลที่เผยแพร่ ไม่ปัดเศษ"),
    "rollup": Column("VARCHAR", "วิธีรวมคะแนน: nested, flat หรือ unknown (ไม่มีแบบวัดที่ตรง เฉลี่ยทุกข้อ)"),
}
ITEMS: Columns = {
    "source": _SOURCE,
    "year": _YEAR,
    "position": _ORDER,
    "code": _CODE,
    "title": Column("VARCHAR", "ชื่อข้อ"),
    "concept": Column("VARCHAR", "เรื่อง ใช้โยงข้อเดียวกันข้ามปี"),
    "status": Column("VARCHAR", "published, none, preparing, not-applicable หรือ missing"),
    "url": Column("VARCHAR", "ที่อยู่หน้าข้อ"),
    "explanation": Column("VARCHAR", "คำอธิบายที่แจ้งผู้ประเมิน"),
    "elements": Column("INTEGER", "จำนวนองค์ประกอบ"),
    "covered": Column("INTEGER", "จำนวนองค์ประกอบที่มีหลักฐาน"),
    "evidence": Column("INTEGER", "จำนวนหลักฐาน"),
    "ready": Column("BOOLEAN", "ข้อนี้ครบ ว่างคือไม่เกี่ยวข้อง"),
}
EVIDENCE: Columns = {
    "source": _SOURCE,
    "year": _YEAR,
    "code": _CODE,
    "position": _ORDER,
    "id": Column("VARCHAR", "รหัสหลักฐาน"),
    "title": Column("VARCHAR", "ชื่อหลักฐาน"),
    "url": Column("VARCHAR", "ที่เปิดหลักฐาน"),
    "kind": Column("VARCHAR", "นามสกุลไฟล์ หรือ page, link"),
    "bytes": Column("BIGINT", "ขนาดไฟล์"),
    "sha256": Column("VARCHAR", "ลายนิ้วมือของไฟล์"),
    "media_type": Column("VARCHAR", "ชนิดไฟล์ (MIME)"),
    "issued": Column("DATE", "วันที่ของเอกสาร (ค.ศ.)"),
    "period": Column("VARCHAR", "ช่วงเวลาที่ครอบคลุม"),
    "covers": Column("INTEGER[]", "เลของค์ประกอบที่แสดง"),
    "state": Column("VARCHAR", "ผลตรวจลิงก์ของหน่วยงาน"),
    "checked_at": Column("VARCHAR", "เวลาที่ตรวจลิงก์ (ISO 8601)"),
    "first_failure": Column("VARCHAR", "เริ่มเปิดไม่ได้เมื่อ (ISO 8601)"),
    "fail_streak": Column("BIGINT", "เปิดไม่ได้ติดต่อกันกี่ครั้ง"),
    "http_status": Column("BIGINT", "รหัสตอบของเว็บปลายทาง"),
    "final_url": Column("VARCHAR", "ที่อยู่ปลายทาง"),
    "reason": Column("VARCHAR", "เหตุของผลตรวจ"),
}

TABLES: Mapping[str, Columns] = {"offices": OFFICES, "years": YEARS, "items": ITEMS, "evidence": EVIDENCE}
ORDER: Mapping[str, tuple[str, ...]] = {
    "offices": ("source",),
    "years": ("source", "year"),
    "items": ("source", "year", "position"),
    "evidence": ("source", "year", "length(code)", "code", "position"),
}
"""What the rows of each table are sorted by: a key, so that the same rows have one order."""


def office_row(office: Office) -> Row:
    """Return the office's row of `offices`."""
    return {
        "source": office.place.source,
        "office": office.name,
        "region": office.place.region,
        "url": office.url,
        "read": office.fault is None,
        "problem": office.fault.th if office.fault else None,
    }


def year_rows(office: Office, known: Catalogues) -> Iterator[tuple[str, Row]]:
    """Yield the rows of the years that were read, each with the name of its table."""
    for sha256, year in (office.read or {}).items():
        key = {"source": office.place.source, "year": year.year}
        score = score_of(year, known)
        whole = {"body_type": year.body_type, "sha256": sha256, "oit": score.oit, "rollup": score.rollup}
        yield "years", key | whole
        base = f"{office.place.source}{DATA}/" if office.place.web else None
        yield from _items(key, base, year)


def _items(key: dict[str, object], base: str | None, year: YearData) -> Iterator[tuple[str, Row]]:
    for position, item in enumerate(year.items, 1):
        yield "items", key | {"position": position} | _item(item, base)
        for number, row in enumerate(item.evidence, 1):
            yield "evidence", key | {"code": item.code, "position": number} | _evidence(row, base)


def _item(item: Item, base: str | None) -> dict[str, object]:
    return {
        "code": item.code,
        "title": item.title,
        "concept": item.concept,
        "status": item.status,
        "url": _whole(base, item.url),
        "explanation": item.explanation,
        "elements": len(item.elements),
        "covered": sum(element.covered for element in item.elements),
        "evidence": len(item.evidence),
        "ready": ready(item),
    }


def _evidence(row: Evidence, base: str | None) -> dict[str, object]:
    made = row.model_dump(exclude={"ledger", "issued", "url"})
    made |= {"url": _whole(base, row.url), "issued": row.issued.isoformat() if row.issued else None}
    if row.ledger:
        seen = row.ledger.model_dump(exclude={"status"})
        made |= seen | {"http_status": row.ledger.status}
    return made


def _whole(base: str | None, url: str) -> str:
    """Return an address that holds everywhere, where the office gave one that holds from its data."""
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return url
