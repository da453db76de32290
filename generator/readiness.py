"""Which items an assessor would find complete, and what to do about the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.catalogue import Item, period_th
from generator.dates import short_thai_date
from generator.evidence import HUMAN_CHECK_DAYS, ResolvedEvidence, usable
from generator.kinds.oit import Disclosure
from generator.ledger import ADVICE_TH, STATES_TH
from generator.periods import fits

STATUS_TH = {
    "published": "เผยแพร่แล้ว",
    "none": "ไม่มี (แจ้งแล้ว)",
    "preparing": "กำลังจัดทำ",
    "not-applicable": "ไม่เกี่ยวข้อง",
    "missing": "ยังไม่มีข้อมูล",
}


@dataclass(frozen=True)
class Readiness:
    """The state of one item. `ready` is None for an item that does not apply; `covered` has one flag an element.

    `status` is the one in the item's file, or `missing` when there is no such file: to say `preparing` there would
    claim work that nobody has begun. `reasons_th` is empty for an item that is ready.
    """

    status: str
    ready: bool | None
    covered: tuple[bool, ...]
    reasons_th: tuple[str, ...]


def readiness(item: Item, disclosure: Disclosure | None, evidence: Sequence[ResolvedEvidence], year: int) -> Readiness:
    """Return whether the item is complete.

    It is when it is `published` and every element is covered by evidence that can be used and is of the right
    period, or `none` with its explanation (contract §3). An item whose elements nobody has listed needs at least one
    piece of such evidence.
    """
    good = [row for row in evidence if usable(row) and fits(item.period, row.period, year)]
    shown = {number for row in good for number in row.covers}
    covered = tuple(number in shown for number in range(1, len(item.elements) + 1))
    if disclosure is None:
        reason = f"ยังไม่มีรายการของข้อนี้ ให้เพิ่มไฟล์ oit/{year}/{item.slug}.yaml"
        return Readiness("missing", ready=False, covered=covered, reasons_th=(reason,))
    status = disclosure.status
    if status == "not-applicable":
        return Readiness(status, ready=None, covered=covered, reasons_th=())
    if status == "none":
        reasons = [] if disclosure.explanation else ["สถานะ “ไม่มี” ต้องมีคำอธิบายในช่อง explanation"]
    else:
        reasons = [
            *_status_reasons(status),
            *_evidence_reasons(item, evidence, covered, complete=bool(good), year=year),
        ]
    return Readiness(status, ready=not reasons, covered=covered, reasons_th=tuple(reasons))


def _status_reasons(status: str) -> Iterator[str]:
    if status == "preparing":
        yield "สถานะยังเป็น “กำลังจัดทำ” เมื่อเผยแพร่ครบแล้วให้เปลี่ยน status เป็น published"


def _evidence_reasons(
    item: Item, evidence: Sequence[ResolvedEvidence], covered: tuple[bool, ...], *, complete: bool, year: int
) -> Iterator[str]:
    """Yield what is missing, then what is there but does not count; nothing when all elements are shown.

    complete: whether an item without a list of elements has what it needs.
    """
    missing = {number for number, is_covered in enumerate(covered, 1) if not is_covered}
    if not missing and (covered or complete):
        return
    claimed = {number for row in evidence for number in row.covers}
    unclaimed = missing - claimed
    if not evidence:
        wanted = f"ที่แสดงองค์ประกอบที่ {_numbers(missing)}" if missing else "อย่างน้อยหนึ่งรายการ"
        yield f"ยังไม่มีหลักฐาน ให้แนบไฟล์หรือลิงก์{wanted}"
    elif unclaimed:
        yield (
            f"ยังไม่มีหลักฐานขององค์ประกอบที่ {_numbers(unclaimed)} ให้แนบเพิ่ม หรือใส่เลของค์ประกอบในช่อง covers ของหลักฐานที่แสดงอยู่แล้ว"
        )
    for row in evidence:
        concerned = missing & set(row.covers)
        if concerned or not covered:
            shows = f" (องค์ประกอบที่ {_numbers(concerned)})" if concerned else ""
            for fault in _faults(item, row, year):
                yield f"“{row.title}”{shows} {fault}"


def _link_fault(row: ResolvedEvidence) -> str:
    state = row.state or ""
    checked = f" เมื่อตรวจลิงก์ {short_thai_date(row.link.checked_at.date())}" if row.link and row.link.checked_at else ""
    advice = row.link.advice_th if row.link else ADVICE_TH.get(state)
    return f"{STATES_TH[state]}{checked}: {advice}"


def _numbers(elements: set[int]) -> str:
    return ", ".join(map(str, sorted(elements)))


def _faults(item: Item, row: ResolvedEvidence, year: int) -> Iterator[str]:
    """Yield why a piece of evidence does not count, each with what to do."""
    if not usable(row):
        fault = _link_fault(row)
        if row.human_check:
            day = short_thai_date(row.human_check.date)
            fault += f" (ผลที่คนตรวจเมื่อ {day} เกิน {HUMAN_CHECK_DAYS} วันแล้ว ถ้าเปิดได้จริงให้ตรวจใหม่)"
        yield fault
    if row.period and not fits(item.period, row.period, year):
        half = "6 เดือนแรกของ" if row.period.half else ""
        yield (
            f"เป็นของ{half}ปี {row.period.year} แต่ข้อนี้ต้องเป็นของ: {period_th(item.period, year)} "
            "ให้แนบเอกสารของปีที่ถูก หรือแก้ช่อง period ถ้าพิมพ์ผิด"
        )
