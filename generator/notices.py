"""`prongsai notice`: what a workflow should tell people through an issue, as plain data.

A notice has a key that stays the same, so that whoever files it finds the issue it has filed before and never opens a
second one. Two kinds: of evidence links that don't open, one issue that is kept up to date; of the year's calendar, one
issue a phase, filed once and left to people.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.answers import answers_of
from generator.catalogue import Phase
from generator.dates import fiscal_year, short_thai_date, thai_date, thai_span
from generator.evidence import ResolvedEvidence, resolve, usable
from generator.gfm import code, fitted, table, words
from generator.kinds.oit import Evidence
from generator.ledger import STATES_TH, Ledger, LinkRecord
from generator.library import Library, Loaded, load
from generator.personal import veiled
from generator.report import report
from generator.scoring import rounded
from generator.text import visible

SOON = timedelta(days=30)
"""A phase is announced so long before it begins."""


@dataclass(frozen=True)
class Notice:
    """One issue. `is_open` says whether there is anything to do; `once` that a closed issue is never opened again."""

    key: str
    label: str
    title: str
    body: str
    is_open: bool = True
    once: bool = False

    @property
    def marker(self) -> str:
        """How the issue is found again: the first line of its body."""
        return f"<!-- prongsai:{self.key} -->"

    def as_json(self) -> dict[str, object]:
        """Return the object that `.github/scripts/say.py` reads."""
        return {
            "marker": self.marker,
            "label": self.label,
            "title": self.title,
            "body": self.body,
            "open": self.is_open,
            "once": self.once,
        }


def _notice(key: str, label: str, title: str, lines: Iterable[str], *, is_open: bool, once: bool) -> Notice:
    marker = Notice(key, label, title, "").marker
    return Notice(key, label, title, fitted([marker, *lines]), is_open, once)


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DeadLink:
    """An address that does not open for everybody, what the ledger knows of it, and where evidence stands on it."""

    url: str
    link: LinkRecord
    used: tuple[str, ...]


def link_notices(root: Path) -> list[Notice]:
    """Return the one notice about evidence that can't be opened, as the ledger last saw it."""
    loaded = load(root)
    library = loaded.salvaged
    ledger = library.ledger if library else Ledger()
    dead = _dead(root, loaded, library) if library else []
    seen = [link.checked_at for url in ledger.urls if (link := ledger.record(url)) and link.checked_at]
    lines = _link_lines(dead, max(seen).date() if seen else None, len(ledger.urls))
    return [_notice("links", "ลิงก์", "ลิงก์หลักฐานที่ต้องแก้", lines, is_open=bool(dead), once=False)]


def _dead(root: Path, loaded: Loaded, library: Library) -> list[DeadLink]:
    """Return the links to mend, by address. What a person has lately opened is not among them."""
    used: dict[str, dict[str, None]] = {}
    links: dict[str, LinkRecord] = {}
    for where, row in _rows(root, loaded, library):
        if row.url and row.link and not usable(row):
            links[row.url] = row.link
            used.setdefault(row.url, {})[where] = None
    return [DeadLink(url, links[url], tuple(used[url])) for url in sorted(links)]


def _rows(root: Path, loaded: Loaded, library: Library) -> Iterator[tuple[str, ResolvedEvidence]]:
    """Yield all evidence that may stand on an address of the web, each with where it is used."""
    shown = set()
    for year in sorted(library.catalogues):
        for item, answer in answers_of(root, loaded, year).items():
            for row in answer.evidence:
                shown.add(row.document)
                yield f"{item} ปี {year}", row
    assessments = (library.assessments[year] for year in sorted(library.assessments))
    apart = [(assessment.path, assessment.data.evidence) for assessment in assessments]
    apart += [(survey.path, survey.data.evidence) for survey in library.surveys]
    for name in sorted(library.documents.keys() - shown):
        entry = library.documents[name]
        apart.append((entry.path, (Evidence.model_construct(title=entry.data.title, url=entry.data.url),)))
    for path, rows in apart:
        on_the_web = tuple(row for row in rows if row.url)
        yield from ((path, row) for row in resolve(library, on_the_web, "", {}))


def _link_lines(dead: Sequence[DeadLink], seen: date | None, known: int) -> Iterator[str]:
    checked = f"ตรวจล่าสุด {thai_date(seen)} รวม {known} ลิงก์" if seen else "ยังไม่เคยตรวจลิงก์"
    yield ""
    if not dead:
        yield f"ไม่มีลิงก์หลักฐานที่ต้องแก้ ({checked})"
        return
    yield f"ผู้ประเมินเปิดหลักฐานต่อไปนี้ไม่ได้ **{len(dead)} ลิงก์** หลักฐานที่เปิดไม่ได้ไม่นับคะแนน ({checked})"
    yield ""
    rows = [
        (
            code(one.url),
            f"{words(STATES_TH[one.link.state])}{_since(one.link)}",
            "<br>".join(map(words, one.used)),
            words(one.link.advice_th or ""),
        )
        for one in dead
    ]
    yield from table(("ลิงก์", "ผล", "ใช้ที่", "สิ่งที่ควรทำ"), rows)
    yield ""
    yield "แก้ไฟล์ในโฟลเดอร์ `disclosures/` แล้วรอการตรวจรอบหน้า ประกาศนี้ปรับตามผลตรวจ และปิดเองเมื่อแก้ครบ"
    yield "ถ้าเปิดดูเองแล้วใช้ได้จริง ให้บันทึกวันที่และชื่อผู้ตรวจในช่อง `human_check` ของหลักฐานนั้น"


def _since(link: LinkRecord) -> str:
    return f"<br>ตั้งแต่ {short_thai_date(link.first_failure.date())}" if link.first_failure else ""


# ── the calendar ─────────────────────────────────────────────────────────────────────────────────────────────────


def calendar_notices(root: Path, day: date) -> list[Notice]:
    """Return what the calendar asks for on `day`: each phase that is near or under way, and a year without catalogue.

    Phases of the same days are one notice. A catalogue that can't be read asks for nothing; `check` speaks of it.
    """
    loaded = load(root)
    years = loaded.known.items.keys()
    catalogues = loaded.salvaged.catalogues if loaded.salvaged else {}
    found = []
    for year in sorted(catalogues):
        spans: dict[tuple[date, date], list[Phase]] = {}
        for phase in catalogues[year].data.calendar:
            if phase.first - SOON <= day <= phase.last:
                spans.setdefault((phase.first, phase.last), []).append(phase)
        found += [_phase_notice(root, year, phases, day) for _, phases in sorted(spans.items(), key=lambda one: one[0])]
    current = fiscal_year(day)
    if loaded.salvaged and current not in years and not loaded.catalogues_broken:
        found.append(_year_notice(current))
    return found


def _phase_notice(root: Path, year: int, phases: Sequence[Phase], day: date) -> Notice:
    first, last = phases[0].first, phases[0].last
    names = " · ".join(phase.phase.th for phase in phases)
    return _notice(
        f"calendar-{year}-{first.isoformat()}-{last.isoformat()}",
        "กำหนดการ",
        visible(veiled(f"ปี {year}: {names} {thai_span(first, last)}"), 200),
        _phase_lines(root, year, phases, day),
        is_open=True,
        once=True,
    )


def _phase_lines(root: Path, year: int, phases: Sequence[Phase], day: date) -> Iterator[str]:
    first, last = phases[0].first, phases[0].last
    yield ""
    for phase in phases:
        yield f"- **{words(phase.phase.th)}** {thai_span(first, last)}"
    until, left = (first - day).days, (last - day).days
    when = f"จะเริ่มในอีก {until} วัน" if until > 0 else f"เหลืออีก {left} วัน" if left else "เป็นวันสุดท้าย"
    yield ""
    yield f"ณ วันที่ {thai_date(day)} {when}"
    yield ""
    made = report(root, year, day)
    open_items = made.to_fix()
    if not open_items:
        yield f"ทุกข้อของปี {year} พร้อมแล้ว ดูอีกครั้งด้วย `prongsai report {year}` ก่อนส่ง"
        return
    yield f"ข้อที่ยังขาด {len(open_items)} ข้อ เรียงจากข้อที่เสียคะแนนมากที่สุด"
    yield ""
    rows = [(item.code, words(item.title), words(item.unit or "–"), f"{rounded(item.oit_cost)}") for item in open_items]
    yield from table(("ข้อ", "เรื่อง", "ผู้รับผิดชอบ", "เสียคะแนน OIT"), rows, numbers=frozenset({3}))
    yield ""
    yield f"ดูว่าแต่ละข้อขาดอะไรด้วย `prongsai report {year}` ปิดประกาศนี้ได้เมื่อส่งแล้ว ระบบไม่เปิดซ้ำ"


def _year_notice(year: int) -> Notice:
    lines = (
        "",
        f"ปีงบประมาณ พ.ศ. {year} เริ่มแล้วเมื่อ 1 ตุลาคม {year - 1} แต่ยังไม่มีแบบประเมินของปีนี้",
        "",
        f"- [ ] วางแบบประเมินของปีที่ `disclosures/catalogues/oit-{year}.yaml`",
        f"- [ ] สั่ง `prongsai new year {year}` เพื่อสร้างไฟล์ของทุกข้อ",
        f"- [ ] ตรวจวันในช่อง `calendar` ระบบจะเตือนล่วงหน้า {SOON.days} วันก่อนแต่ละช่วง",
        f"- [ ] เปลี่ยน `current_year` ใน `disclosures/office.yaml` เป็น {year} เมื่อพร้อมให้คนทั่วไปเห็น",
        "",
        "ปิดประกาศนี้ได้เมื่อทำครบ หรือเมื่อหน่วยงานไม่ต้องรับการประเมินปีนี้ ระบบไม่เปิดซ้ำ",
    )
    title = f"ปี {year}: ยังไม่มีแบบประเมิน"
    return _notice(f"calendar-{year}-catalogue", "กำหนดการ", title, lines, is_open=True, once=True)
