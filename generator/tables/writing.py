"""Items to files that pass `prongsai check`, with what only a person knows left to fill and said so in comments."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.catalogue import Item
from generator.dates import DateError, parse_date
from generator.fields import EXPLANATION_LIMIT, ONE_LINE_LIMIT
from generator.tables.placing import Answer, Found
from generator.text import forbidden, normalise, one_line, visible

_COMMENT_LIMIT = 3_000
_PERIOD = re.compile(r"any|2[45][0-9]{2}(?:-6m)?")


@dataclass(frozen=True)
class Written:
    """The text of a file, how much evidence it has, and how much of that got its name from us."""

    text: str
    evidence: int
    renamed: int


def disclosure(item: Item, unit: str | None, answer: Answer) -> Written:
    """Return the file for one item. unit: the id of the group that usually answers, if the office has it."""
    rows = _merged(answer.evidence)
    explanation = _shortened(" ".join(answer.explanations), EXPLANATION_LIMIT)
    lines = [f"# {item.code} {item.title.th}"]
    lines.append(f"# นำเข้าจาก {visible(str(answer.place.path), 300)} แถว {answer.place.line}")
    if item.elements:
        lines.append("# องค์ประกอบที่ต้องแสดง:")
        lines += [f"#   {number}. {text}" for number, text in enumerate(item.elements, 1)]
    if answer.address:
        lines.append(f"# หน้าเดิมของข้อนี้: {visible(answer.address, _COMMENT_LIMIT)}")
    lines += [f"# ข้อความในตารางเดิม: {visible(one_line(note), _COMMENT_LIMIT)}" for note in dict.fromkeys(answer.notes)]
    full = one_line(" ".join(answer.explanations))
    if explanation != full:
        lines.append(f"# คำอธิบายเต็ม: {visible(full, 20_000)}")
    lines.append(f"item: {item.code}")
    lines.append(f"status: {_status(answer, explanation)}")
    if explanation:
        lines.append(f"explanation: {_quoted(explanation)}")
    if unit:
        lines.append(f"unit: {unit}")
    if rows:
        lines.append("evidence:")
    renamed = 0
    for number, row in enumerate(rows, 1):
        lines += _evidence(item, row, number)
        renamed += row.title is None
    return Written("\n".join(lines) + "\n", len(rows), renamed)


def _status(answer: Answer, explanation: str) -> str:
    """Return what the office answers.

    Evidence that the table says there is none of is work under way. No evidence and an explanation is “there was
    nothing” where the table says so by its answer or its words; but in a submission sheet as we write it “มี” means
    that the item is answered, and “ไม่มี” that it is not.
    """
    if answer.evidence:
        return "preparing" if answer.answers == {False} else "published"
    if not explanation or answer.lost_links:
        return "preparing"
    if answer.address and answer.answers:
        return "none" if answer.answers == {True} else "preparing"
    return "none" if explanation.startswith("ไม่มี") or answer.answers == {False} else "preparing"


def _merged(rows: Sequence[Found]) -> list[Found]:
    """Return each piece of evidence once. A real name outdoes none; what one row lacks another may have."""
    merged: dict[tuple[str, str | None], Found] = {}
    for row in rows:
        same = next(
            (key for key in merged if key[0] == row.url and (row.title is None or key[1] in (None, row.title))), None
        )
        if same is None:
            merged[row.url, row.title] = row
            continue
        old = merged[same]
        best = Found(
            old.title or row.title,
            row.url,
            old.covers or row.covers,
            old.period or row.period,
            old.issued or row.issued,
        )
        merged = {
            (best.url, best.title) if key == same else key: best if key == same else merged[key] for key in merged
        }
    return list(merged.values())


def _evidence(item: Item, row: Found, number: int) -> Iterator[str]:
    full = one_line(row.title) if row.title else f"{item.title.th} {number}"
    title = _shortened(full, ONE_LINE_LIMIT) or f"{item.title.th} {number}"
    yield f"  - title: {_quoted(title)}"
    if row.title is None:
        yield "    # ตารางเดิมไม่ได้บอกชื่อเอกสาร แก้ title เป็นชื่อจริง"
    elif title != full:
        yield f"    # ชื่อเต็ม: {visible(full, _COMMENT_LIMIT)}"
    yield f"    url: {_quoted(row.url)}"
    covers = [n for n in row.covers if 1 <= n <= len(item.elements)]
    if covers:
        yield f"    covers: [{', '.join(map(str, covers))}]"
    elif item.elements:
        yield "    # covers: []  ใส่เลของค์ประกอบที่หลักฐานนี้แสดง เช่น [1, 2] แล้วลบ # ข้างหน้า"
    if row.period:
        good = _PERIOD.fullmatch(row.period)
        yield f"    period: {row.period}" if good else f"    # ช่วงเวลาในตารางเดิม: {visible(row.period, 200)}"
    if row.issued:
        yield _issued(row.issued)


def _issued(text: str) -> str:
    day = text.partition(" ")[0] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} .*", text) else text
    try:
        return f"    issued: {parse_date(day).isoformat()}"
    except DateError:
        return f"    # วันที่ในตารางเดิม: {visible(text, 200)}"


def _shortened(text: str, limit: int) -> str:
    """Return a text as its field may hold it: no character that none may hold, not too long."""
    plain = one_line("".join(character for character in normalise(text) if forbidden(character) is None))
    if forbidden(plain):  # a letter under too many marks
        plain = re.sub(
            "([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]{3})[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]+",
            r"\1",
            plain,
        )
    if forbidden(plain):
        return ""
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
