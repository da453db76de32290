"""`prongsai summary`: what a change does to the content, from the tree before it and the tree after it.

It is the comment on a pull request, for those who decide about it: what is wrong now, what is new, what is missing,
and the scores before and after. A mistake is new when the same was not said of the same file before, wherever in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from generator.checks import check
from generator.fields import item_code
from generator.gfm import code, fitted, table, words
from generator.kinds import KINDS
from generator.library import load
from generator.problem import Problem
from generator.readiness import STATUS_TH
from generator.report import ItemReport, Report, report
from generator.scoring import rounded
from generator.source import plain
from generator.tree import CONTENT

MARKER = "<!-- prongsai:summary -->"
"""How the workflow finds its own comment again."""
_LABELS = {kind.place.partition("/")[0]: kind.label_th for kind in KINDS}


@dataclass(frozen=True)
class Side:
    """One of the two trees, as far as it could be read."""

    problems: tuple[Problem, ...] = ()
    entries: int = 0
    evidence: int = 0
    contents: Mapping[str, object] = field(default_factory=dict)
    """What each content file says, by path; a comment or the order of its fields is no content."""
    files: Mapping[str, object] = field(default_factory=dict)
    """The size of each stored file, by path from the root."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The hash of each stored file that content uses, likewise."""
    years: Mapping[int, Report] = field(default_factory=dict)
    """The report on each year that has answers."""

    def count(self, severity: str) -> int:
        """Return how many problems are so severe."""
        return sum(found.severity == severity for found in self.problems)


def summary(before: Path, after: Path, today: date) -> str:
    """Return the comment on a change, given the roots of the two trees; `today` is what a report needs."""
    old, new = _side(before, today), _side(after, today)
    return fitted(_lines(old, new))


def _side(root: Path, today: date) -> Side:
    if not (root / CONTENT).is_dir():
        return Side()  # the change that brings the first content
    loaded = load(root)
    answered = {year for year, _ in loaded.answered}
    return Side(
        problems=tuple(check(loaded)),
        entries=loaded.entries,
        evidence=loaded.evidence,
        contents={path: plain(tree) for path, tree in loaded.trees.items()},
        files={f"{CONTENT}/{path}": stored.size for path, stored in (loaded.known.files or {}).items()},
        hashes={f"{CONTENT}/{path}": digest for path, (_, digest) in loaded.inventory.kept.hashes.items()},
        years={year: report(root, year, today) for year in sorted(answered & loaded.known.items.keys())},
    )


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(old: Side, new: Side) -> Iterator[str]:
    yield from (MARKER, "### ผลตรวจเนื้อหาของคำขอนี้", "", _verdict(new), "")
    yield from table(("", "ก่อน", "หลัง", "เปลี่ยน"), list(_figures(old, new)), numbers=frozenset({1, 2, 3}))
    yield from _section("ปัญหาที่เพิ่มมา", ("ที่", "ปัญหา", "วิธีแก้"), list(_new_problems(old, new)))
    yield from _section("เนื้อหาที่เปลี่ยน", ("", "รายการ", "ไฟล์"), list(_changes(old, new)))
    for year in sorted(old.years.keys() | new.years.keys()):
        was, now = old.years.get(year), new.years.get(year)
        yield from _section(f"ปี {year}: ข้อที่เปลี่ยน", ("ข้อ", "เรื่อง", "ก่อน", "หลัง"), list(_moved(was, now)))
        yield from _section(f"ปี {year}: ข้อที่ยังขาด", ("ข้อ", "สิ่งที่ขาด", "เสียคะแนน OIT"), list(_missing(now)), (2,))


def _section(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()
) -> Iterator[str]:
    if rows:
        yield from ("", f"#### {title} ({len(rows)})", "")
        yield from table(head, rows, numbers=frozenset(numbers))


def _verdict(new: Side) -> str:
    errors = new.count("error")
    if errors:
        return f"❌ **ยังเผยแพร่ไม่ได้** เนื้อหามีข้อผิดพลาด {errors} แห่ง แก้แล้วบันทึกใหม่ ระบบจะตรวจให้อีกครั้ง"
    warnings = new.count("warning")
    if warnings:
        return f"⚠️ **เผยแพร่ได้** ไม่มีข้อผิดพลาด แต่มีคำเตือน {warnings} แห่งที่ควรดู"
    return "✅ **เผยแพร่ได้** ไม่มีข้อผิดพลาดและไม่มีคำเตือน"


def _figures(old: Side, new: Side) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the first table: counts of everything, then the figures of each year."""
    for label, was, now in (
        ("ข้อผิดพลาด", old.count("error"), new.count("error")),
        ("คำเตือน", old.count("warning"), new.count("warning")),
        ("ไฟล์เนื้อหา", old.entries, new.entries),
        ("หลักฐาน (แถว)", old.evidence, new.evidence),
    ):
        yield label, f"{was}", f"{now}", _difference(Fraction(was), Fraction(now))
    for year in sorted(old.years.keys() | new.years.keys()):
        was_then, is_now = old.years.get(year), new.years.get(year)
        for label, of in (("ข้อที่พร้อม", _ready), ("คะแนน OIT", _oit), ("คะแนนรวมที่คาดการณ์", _total)):
            one, other = of(was_then), of(is_now)
            if one is None and other is None:
                continue
            yield f"ปี {year}: {label}", _shown(one), _shown(other), _difference(one, other)
        levels = [made.level if made else None for made in (was_then, is_now)]
        if any(levels):
            same = "เท่าเดิม" if levels[0] == levels[1] else "เปลี่ยน"
            yield f"ปี {year}: ระดับ", *(words(level) if level else "–" for level in levels), same


def _ready(made: Report | None) -> Fraction | None:
    return None if made is None else Fraction(sum(item.state.ready is True for item in made.items))


def _oit(made: Report | None) -> Fraction | None:
    return None if made is None else made.scores.oit


def _total(made: Report | None) -> Fraction | None:
    return None if made is None else made.total


def _shown(number: Fraction | None) -> str:
    if number is None:
        return "–"
    return f"{number.numerator}" if number.denominator == 1 else f"{rounded(number)}"


def _difference(was: Fraction | None, now: Fraction | None) -> str:
    """Return by how much what is shown differs, so that the row adds up."""
    if was is None or now is None:
        return "–" if was is now else "ใหม่" if was is None else "ไม่มีแล้ว"
    by = Fraction(rounded(now)) - Fraction(rounded(was))
    if not by:
        return "เท่าเดิม"
    return f"{'+' if by > 0 else '−'}{_shown(abs(by))}"


def _new_problems(old: Side, new: Side) -> Iterator[tuple[str, ...]]:
    """Yield the problems that were not there before, errors first."""
    known = Counter(map(_same, old.problems))
    for found in sorted(new.problems, key=lambda one: (one.severity != "error", one)):
        if known[_same(found)]:
            known[_same(found)] -= 1
            continue
        sign = "❌" if found.severity == "error" else "⚠️"
        yield code(f"{found.place.path}:{found.place.line}"), f"{sign} {words(found.th)}", words(found.fix_th)


def _same(found: Problem) -> tuple[str, str, str]:
    return found.place.path, found.code, found.th


def _changes(old: Side, new: Side) -> Iterator[tuple[str, ...]]:
    """Yield what was added, changed and taken away: content by its title, then stored files."""
    rewritten = {path for path, content in new.contents.items() if old.contents.get(path, content) != content}
    for verb, paths, side in _sorted_out(old.contents, new.contents, rewritten):
        yield from ((verb, _named(path, side[path]), code(path)) for path in paths)
    replaced = {path for path, size in new.files.items() if old.files.get(path, size) != size}
    replaced |= {path for path, digest in new.hashes.items() if old.hashes.get(path, digest) != digest}
    for verb, paths, _ in _sorted_out(old.files, new.files, replaced):
        yield from ((verb, "ไฟล์แนบ", code(path)) for path in paths)


def _sorted_out(
    old: Mapping[str, object], new: Mapping[str, object], changed: set[str]
) -> Iterator[tuple[str, list[str], Mapping[str, object]]]:
    yield "เพิ่ม", sorted(new.keys() - old.keys()), new
    yield "แก้", sorted(changed), new
    yield "ลบ", sorted(old.keys() - new.keys()), old


def _named(path: str, content: object) -> str:
    """Return what kind of thing a content file holds, and its title."""
    parts = path.split("/")
    label = _LABELS.get(parts[1], "")
    facts = content if isinstance(content, dict) else {}
    title = facts.get("title") or facts.get("name") or facts.get("item")
    if isinstance(title, dict):
        title = title.get("th")
    if not isinstance(title, str):
        return words(label)
    return words(f"{label}: {item_code(title) or title}")


def _moved(was: Report | None, now: Report | None) -> Iterator[tuple[str, ...]]:
    """Yield the items whose state is another than before; those of a year that is new are in the other table."""
    if was is None or now is None:
        return
    before = {item.code: item for item in was.items}
    for item in now.items:
        old = before.get(item.code)
        if old is not None and (old.state.ready, old.state.status) != (item.state.ready, item.state.status):
            yield item.code, words(item.title), _state(old), _state(item)


def _state(item: ItemReport) -> str:
    sign = {True: "พร้อม", False: "ยังไม่ครบ", None: ""}[item.state.ready]
    status = STATUS_TH[item.state.status]
    return f"{status} ({sign})" if sign else status


def _missing(now: Report | None) -> Iterator[tuple[str, ...]]:
    for item in now.to_fix() if now else ():
        lacking = "; ".join(item.state.reasons_th)
        yield item.code, f"{words(item.title)}<br>{words(lacking)}", f"{rounded(item.oit_cost)}"
