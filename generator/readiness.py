"""Which items an assessor would find complete, and why the others are not."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalogue import Item
from generator.evidence import ResolvedEvidence, fits, usable
from generator.kinds.oit import Disclosure

STATUS_TH = {
    "published": "เผยแพร่แล้ว",
    "none": "ไม่มี (แจ้งแล้ว)",
    "preparing": "กำลังจัดทำ",
    "not-applicable": "ไม่เกี่ยวข้อง",
    "missing": "ยังไม่มีข้อมูล",
}


@dataclass(frozen=True)
class Readiness:
    """The state of one item. `ready` is None for an item that does not apply; `covered` has one flag an element."""

    status: str
    ready: bool | None
    covered: tuple[bool, ...]
    reasons_th: tuple[str, ...]


def readiness(item: Item, disclosure: Disclosure | None, evidence: Sequence[ResolvedEvidence], year: int) -> Readiness:
    """Return whether the item is complete.

    It is when it is `published` and every element is covered by evidence that can be used and is of the right
    period, or `none` with its explanation (contract §3).
    """
    good = [row for row in evidence if usable(row) and fits(item.period, row.period, year)]
    shown = {number for row in good for number in row.covers}
    covered = tuple(number in shown for number in range(1, len(item.elements) + 1))
    if disclosure is None:
        return Readiness("missing", ready=False, covered=covered, reasons_th=("ยังไม่มีรายการของข้อนี้",))
    status = disclosure.status
    if status == "not-applicable":
        return Readiness(status, ready=None, covered=covered, reasons_th=())
    if status == "none":
        return Readiness(status, ready=True, covered=covered, reasons_th=())
    reasons = []
    if status == "preparing":
        reasons.append("สถานะยังเป็น “กำลังจัดทำ”")
    if not evidence:
        reasons.append("ยังไม่มีหลักฐาน")
    missing = [str(number) for number, is_covered in enumerate(covered, 1) if not is_covered]
    if missing:
        reasons.append(f"ยังไม่มีหลักฐานของข้อกำหนดที่ {', '.join(missing)}")
    reasons.extend(f"เปิดไม่ได้: {row.title}" for row in evidence if not usable(row))
    reasons.extend(f"ไม่ตรงปี: {row.title}" for row in evidence if not fits(item.period, row.period, year))
    ready = status == "published" and bool(evidence) and all(covered)
    return Readiness(status, ready=ready, covered=covered, reasons_th=tuple(reasons))
