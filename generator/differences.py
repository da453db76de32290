"""How an item differs from what was sealed of it, and how that is said. Pure: two sealed items in, differences out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.fields import PICTURES, extension
from generator.kinds.oit import Evidence
from generator.snapshots import SealedEvidence, SealedItem, Snapshot
from generator.text import visible

Values = Mapping[str, object]
"""What the sentences of a difference are filled in with."""

SAID = {
    "year-unread": (
        "อ่านแบบประเมินหรือข้อมูลหน่วยงานไม่ได้ จึงเทียบได้แต่ไฟล์",
        "the catalogue or the office can't be read: only files were compared",
    ),
    "catalogue": ("แบบประเมินของปีนี้เปลี่ยนไปจากที่ผนึก", "the catalogue has changed"),
    "item-gone": ("แบบประเมินไม่มีข้อนี้แล้ว", "the catalogue has this item no more"),
    "item-new": ("เป็นข้อที่เพิ่มมาในแบบประเมิน", "an item that was added to the catalogue"),
    "item-unread": ("ไฟล์คำตอบมีข้อผิดพลาด จึงเทียบได้แต่ไฟล์หลักฐาน", "the answer's file has errors: only files were compared"),
    "address": ("ที่อยู่หน้าเปลี่ยนจาก {before} เป็น {after}", "the page moved from {before} to {after}"),
    "text-changed": ("{label} เปลี่ยนจาก “{before}” เป็น “{after}”", "{label} changed from “{before}” to “{after}”"),
    "text-added": ("{label} เพิ่มเข้ามา: “{after}”", "{label} was added: “{after}”"),
    "text-gone": ("{label} หายไป: “{before}”", "{label} is gone: “{before}”"),
    "evidence-added": ("เพิ่มหลักฐาน “{title}” ({target})", "evidence “{title}” ({target}) was added"),
    "evidence-gone": ("หลักฐาน “{title}” ({target}) หายไป", "evidence “{title}” ({target}) is gone"),
    "evidence-changed": (
        "หลักฐาน “{title}” เปลี่ยน{label} จาก “{before}” เป็น “{after}”",
        "evidence “{title}”: {label} changed from “{before}” to “{after}”",
    ),
    "evidence-order": ("ลำดับของหลักฐานเปลี่ยนไป", "the order of the evidence has changed"),
    "file-gone": ("ไฟล์ {file} หายไป", "file {file} is gone"),
    "file-changed": (
        "เนื้อในของไฟล์ {file} เปลี่ยนไป ({before} ไบต์ เป็น {after} ไบต์ SHA-256 {was}… เป็น {now}…)",
        "the content of file {file} has changed ({before} to {after} bytes, SHA-256 {was}… to {now}…)",
    ),
    "served-changed": (
        "ไฟล์ {file} ไม่เปลี่ยน แต่ภาพที่เผยแพร่ซึ่งโปรแกรมวาดจากไฟล์นี้ต่างไป",
        "file {file} is the same, but the picture that is published from it differs",
    ),
    "page-changed": ("เนื้อหาหน้า {page} ที่เป็นหลักฐานเปลี่ยนไป", "the content of page {page}, which is evidence, has changed"),
    "remote-changed": (
        "เอกสารที่ {url} เปลี่ยนไป (ผลตรวจลิงก์ {checked})",
        "the document at {url} has changed (link check of {checked})",
    ),
}  # fmt: skip
"""What is said of each kind of difference, in Thai and in English."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was sealed. `item` is None when it concerns the whole year."""

    year: int
    round: int
    item: str | None
    kind: str
    th: str
    en: str

    def __str__(self) -> str:
        """Return it as a line to print."""
        return f"{self.year}-r{self.round}{f' {self.item}' if self.item else ''}: {self.th} / {self.en}"


def said(sealed: Snapshot, item: str | None, kind: str, values: Values) -> Difference:
    """Return a difference in words."""
    safe = {name: visible(str(value), 200) for name, value in values.items()}
    th, en = (sentence.format_map(safe) for sentence in SAID[kind])
    return Difference(sealed.year, sealed.round, item, kind, th, en)


def item_differences(before: SealedItem, after: SealedItem) -> Iterator[tuple[str, Values]]:
    """Yield how the page and its evidence differ, each as its kind and values; the files' own bytes are left out."""
    yield from _page_differences(before, after)
    yield from _evidence_differences(before, after)


def _page_differences(before: SealedItem, after: SealedItem) -> Iterator[tuple[str, Values]]:
    if before.url != after.url:
        yield "address", {"before": before.url, "after": after.url}
    was, now = _labelled(before.text), _labelled(after.text)
    for label, text in was.items():
        if label not in now:
            yield "text-gone", {"label": label, "before": _excerpt(text)}
        elif now[label] != text:
            old, new = _where_they_part(text, now[label])
            yield "text-changed", {"label": label, "before": old, "after": new}
    for label, text in now.items():
        if label not in was:
            yield "text-added", {"label": label, "after": _excerpt(text)}


def _labelled(lines: Sequence[str]) -> dict[str, str]:
    return {label: text for label, _, text in (line.partition(": ") for line in lines)}


def _evidence_differences(before: SealedItem, after: SealedItem) -> Iterator[tuple[str, Values]]:
    pairs = _pairs(before.evidence, after.evidence)
    for old, new in pairs:
        if new is None:
            yield "evidence-gone", {"title": old.title, "target": old.target}
        else:
            yield from _row_differences(old, new)
    matched = [new for _, new in pairs if new is not None]
    added = [row for row in after.evidence if not any(row is new for new in matched)]
    for row in added:
        yield "evidence-added", {"title": row.title, "target": row.target}
    in_order = [row for row in after.evidence if any(row is new for new in matched)]
    if any(one is not other for one, other in zip(matched, in_order, strict=True)):
        yield "evidence-order", {}


def _pairs(
    before: Sequence[SealedEvidence], after: Sequence[SealedEvidence]
) -> list[tuple[SealedEvidence, SealedEvidence | None]]:
    """Return each sealed row with the row that stands for it now: the same, else one that points to the same."""
    left = list(after)
    partner: dict[int, SealedEvidence] = {}
    for same in (_same_row, _same_target):
        for number, old in enumerate(before):
            new = next((row for row in left if same(old, row)), None) if number not in partner else None
            if new is not None:
                partner[number] = new
                left = [row for row in left if row is not new]
    return [(old, partner.get(number)) for number, old in enumerate(before)]


def _same_row(old: SealedEvidence, new: SealedEvidence) -> bool:
    return (old.target, old.title, old.pdf_page) == (new.target, new.title, new.pdf_page)


def _same_target(old: SealedEvidence, new: SealedEvidence) -> bool:
    return old.target == new.target


_COMPARED = ("title", "document", "pdf_page", "covers", "period", "issued")


def _row_differences(old: SealedEvidence, new: SealedEvidence) -> Iterator[tuple[str, Values]]:
    for name in _COMPARED:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            label = Evidence.model_fields[name].title
            yield "evidence-changed", {"title": old.title, "label": label, "before": _shown(was), "after": _shown(now)}
    if old.sha256 == new.sha256:
        return
    if old.file and old.source_sha256 == new.source_sha256 and extension(old.file) in PICTURES:
        yield "served-changed", {"file": old.file}
    elif old.page is not None:
        yield "page-changed", {"page": f"/{old.page}/"}
    elif old.url and old.sha256 and new.sha256 and "html" not in f"{old.media_type}{new.media_type}":
        # A page on the web is another at every visit; a document is not.
        yield "remote-changed", {"url": old.url, "checked": new.checked_at}


def _shown(value: object) -> str:
    if value is None or value == ():
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else _excerpt(str(value))


_LONGEST = 80


def _excerpt(text: str, start: int = 0) -> str:
    """Return what stands at `start`, cut to what fits into a sentence."""
    begin = max(0, min(start - 20, len(text) - _LONGEST))
    part = text[begin : begin + _LONGEST]
    return f"{'…' if begin else ''}{part}{'…' if begin + _LONGEST < len(text) else ''}"


def _where_they_part(old: str, new: str) -> tuple[str, str]:
    """Return both texts around the first spot where they differ."""
    start = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(min(old, new, key=len))
    )
    return _excerpt(old, start), _excerpt(new, start)
