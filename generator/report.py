"""`prongsai report`: what is missing of a year, what each missing item costs, and the score that would come of it.

It is for staff. What can't be read counts as missing, and `errors` says that it may be so: a report on half-typed
content is still of use to the one who is typing it.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.answers import answers_of, faulty_answers, faulty_files
from generator.catalogue import Catalogue, Phase
from generator.checks import check
from generator.dates import Span, short_thai_date, thai_span
from generator.kinds.results import Assessment
from generator.library import Library, load
from generator.pages.page import Answer
from generator.periods import due
from generator.readiness import STATUS_TH, Readiness
from generator.refusal import RefusedError
from generator.scoring import Instruments, Scores, cost, level, rounded, score, share, total

WIDEST = 10_000
"""Columns of a table that is not for a screen: one line an item, however long."""


class NoCatalogueError(RefusedError):
    """The year has no catalogue for this kind of office; says so in both languages."""

    def __init__(self, year: int, known: Sequence[int]) -> None:
        there = ", ".join(map(str, known)) or "–"
        super().__init__(
            f"ไม่มีแบบประเมินของปี {year} (ปีที่มี: {there})", f"there is no catalogue for {year} (there is: {there})"
        )


@dataclass(frozen=True)
class ItemReport:
    """One item: its state, what it costs while it is not ready (in points of OIT and of the total), and when it is due.

    `total_cost` is None when the catalogue does not say how OIT weighs in the total.
    """

    code: str
    title: str
    unit: str | None
    state: Readiness
    score: int | None
    oit_cost: Fraction
    total_cost: Fraction | None
    due: Span | None


_NO_SCORES = Scores({}, {}, {}, None)
_NO_INSTRUMENTS = Instruments(None, None, None)


@dataclass(frozen=True)
class Report:
    """The whole report. `catalogue` is None, and all else empty, when the catalogue or the office can't be read."""

    year: int
    today: date
    errors: int
    """How many errors the content has: with any, the report is not to be relied on."""
    catalogue: Catalogue | None = None
    items: tuple[ItemReport, ...] = ()
    scores: Scores = _NO_SCORES
    instruments: Instruments = _NO_INSTRUMENTS
    total: Fraction | None = None
    level: str | None = None
    official: Assessment | None = None

    @property
    def warning(self) -> tuple[str, str] | None:
        """What to say beside a report that is not to be relied on, in Thai and in English."""
        if not self.errors:
            return None
        return (
            f"เนื้อหามีข้อผิดพลาด {self.errors} แห่ง รายงานจึงยังไม่แน่นอน สิ่งที่อ่านไม่ได้นับว่ายังไม่มี ดู prongsai check",
            f"the content has {self.errors} errors, so this is not final: what can't be read counts as missing",
        )

    def to_fix(self) -> list[ItemReport]:
        """Return the items that are not ready, what to fix first first: most points, then soonest due."""
        open_items = [item for item in self.items if item.state.ready is False]
        return sorted(open_items, key=lambda item: (-item.oit_cost, item.due.last if item.due else date.max))

    def as_json(self) -> dict[str, object]:
        """Return the object of `report --format json` (contract §3), its numbers unrounded."""
        return {
            "year": self.year,
            "items": [
                {
                    "code": item.code,
                    "status": item.state.status,
                    "ready": item.state.ready,
                    "score": item.score,
                    "elements": [{"n": n, "covered": covered} for n, covered in enumerate(item.state.covered, 1)],
                    "reasons_th": list(item.state.reasons_th),
                }
                for item in self.items
            ],
            "sub_indicators": {name: _number(value) for name, value in self.scores.sub_indicators.items()},
            "indicators": {name: _number(value) for name, value in self.scores.indicators.items()},
            "oit": _number(self.scores.oit),
            "total": _number(self.total),
            "level": self.level,
        }

    def as_text(self, columns: int | None = None) -> str:
        """Return the report in Thai: as wide as it needs to be, or fitted to a terminal of so many columns."""
        on_screen = columns is not None
        out = io.StringIO()
        console = Console(
            file=out,
            width=columns or WIDEST,
            force_terminal=on_screen,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )
        for part in _parts(self, on_screen=on_screen):
            console.print(part)
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def report(root: Path, year: int, today: date) -> Report:
    """Return the report on one year; raises NoCatalogueError.

    today: for what is due, and for nothing else.
    """
    loaded = load(root)
    problems = check(loaded)
    errors = sum(found.severity == "error" for found in problems)
    years = loaded.known.items
    if year not in years:
        raise NoCatalogueError(year, sorted(years))
    library = loaded.salvaged
    if library is None or year not in library.catalogues:
        return Report(year, today, errors)
    catalogue = library.catalogues[year].data
    answers = answers_of(root, loaded, year)
    states = _with_faults(library, answers, faulty_files(problems), year)
    ready = {code: state.ready for code, state in states.items()}
    scores = score(catalogue, ready)
    assessment = library.assessments[year].data if year in library.assessments else None
    given = assessment.instruments if assessment else None
    instruments = Instruments(
        Fraction(given.iit) if given and given.iit is not None else None,
        Fraction(given.eit) if given and given.eit is not None else None,
        scores.oit,
    )
    overall = total(catalogue.scoring.weights, instruments)
    return Report(
        year=year,
        today=today,
        errors=errors,
        catalogue=catalogue,
        items=tuple(_item(library, answers[code], states[code], scores, ready) for code in answers),
        scores=scores,
        instruments=instruments,
        total=overall,
        level=level(catalogue.scoring.levels, overall, instruments),
        official=assessment,
    )


def _with_faults(
    library: Library, answers: Mapping[str, Answer], faulty: frozenset[str], year: int
) -> dict[str, Readiness]:
    """Return the states; an item is not ready while its file, or a document it relies on, has an error."""
    own = faulty_answers(faulty, year)
    states = {}
    for code, answer in answers.items():
        state = answer.readiness
        used = {library.documents[row.document].path for row in answer.evidence if row.document}
        wrong = sorted((used & faulty) | ({own[code]} if code in own else set()))
        told = tuple(f"ไฟล์ {path} มีข้อผิดพลาด ให้แก้ตามที่ prongsai check บอก" for path in wrong)
        if told and state.ready is not None:
            # What counts as missing because it can't be read has no other reason than that.
            reasons = told if state.status == "missing" else (*state.reasons_th, *told)
            state = replace(state, ready=False, reasons_th=reasons)
        states[code] = state
    return states


def _item(
    library: Library, answer: Answer, state: Readiness, scores: Scores, ready: dict[str, bool | None]
) -> ItemReport:
    catalogue, item = answer.catalogue, answer.item
    unit = (answer.entry.data.unit if answer.entry else None) or item.unit
    lost = cost(catalogue, ready, item.code)
    worth = share(catalogue.scoring.weights)
    return ItemReport(
        code=item.code,
        title=item.title.th,
        unit=library.office.data.unit_name(unit) or unit,
        state=state,
        score=scores.items[item.code],
        oit_cost=lost,
        total_cost=None if worth is None else lost * worth,
        due=due(item, catalogue),
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(made: Report, *, on_screen: bool) -> Iterator[Table | Text]:
    """Yield what the report prints, from top to bottom."""
    if made.catalogue is None:
        yield Text(f"อ่านแบบประเมินของปี {made.year} หรือข้อมูลหน่วยงานไม่ได้ จึงทำรายงานไม่ได้ ดู prongsai check")
        return
    states = [item.state.ready for item in made.items]
    aside = f" (ไม่เกี่ยวข้อง {states.count(None)} ข้อ)" if None in states else ""
    yield Text(
        f"{made.catalogue.title.th}: พร้อม {states.count(True)} จาก {len(states) - states.count(None)} ข้อ{aside}",
        style="bold",
    )
    to_fix = made.to_fix()
    if to_fix:
        yield Text()
        yield (_screen_table if on_screen else _wide_table)(made, to_fix)
    yield Text()
    for sentence in (*_forecast(made), *_calendar(made.catalogue.calendar, made.today)):
        yield Text(sentence)


def _wide_table(made: Report, to_fix: Sequence[ItemReport]) -> Table:
    """Return the table with a column for everything and a line for every item: for files, pipes and `grep`."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("ข้อ", "เรื่อง", "ผู้รับผิดชอบ", "สถานะ", "สิ่งที่ขาด"):
        table.add_column(heading, no_wrap=True)
    for heading in ("เสีย OIT", "เสียรวม"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("กำหนด", no_wrap=True)
    for item in to_fix:
        status = STATUS_TH[item.state.status]
        reasons = "; ".join(item.state.reasons_th)
        points = (_points(item.oit_cost), _points(item.total_cost))
        cells = (item.code, item.title, item.unit or "–", status, reasons, *points, _due(item.due, made.today))
        table.add_row(*map(Text, cells))
    return table


def _screen_table(made: Report, to_fix: Sequence[ItemReport]) -> Table:
    """Return the table for a terminal: what is in words stands in one column, so that it has room in 80 columns."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    table.add_column("ข้อ", no_wrap=True, style="bold")
    table.add_column("สิ่งที่ขาด", overflow="fold", ratio=1)
    table.add_column("เสีย OIT\n(คะแนนรวม)", justify="right", no_wrap=True)
    table.add_column("กำหนด", no_wrap=True)
    for item in to_fix:
        words = Text(f"{item.title}\n", style="bold")
        words.append(f"{item.unit or '–'} · {STATUS_TH[item.state.status]}", style="not bold dim")
        for reason in item.state.reasons_th:
            words.append(f"\n{reason}", style="not bold")
        points = f"{_points(item.oit_cost)}\n({_points(item.total_cost)})"
        table.add_row(Text(item.code), words, Text(points), Text(_due(item.due, made.today)))
    return table


def _points(points: Fraction | None) -> str:
    return "–" if points is None else f"{rounded(points)}"


def _due(span: Span | None, today: date) -> str:
    if span is None:
        return "–"
    return f"{short_thai_date(span.last)}{' (เลยแล้ว)' if span.last < today else ''}"


def _forecast(made: Report) -> Iterator[str]:
    """Yield the scores and the level that would come of it, or why there is none."""
    known = [(name, value) for name, value in made.scores.indicators.items() if value is not None]
    parts = " ".join(f"ตัวชี้วัด {name}: {rounded(value)}" for name, value in known)
    oit = made.scores.oit
    yield "คะแนน OIT: คิดไม่ได้ เพราะไม่มีข้อที่เกี่ยวข้อง" if oit is None else f"คะแนน OIT: {rounded(oit)} ({parts})"
    if made.total is None:
        yield f"คะแนนรวม: ยังคาดการณ์ไม่ได้ {_why_no_total(made)}"
    else:
        scoring = made.catalogue.scoring if made.catalogue else None
        passes = ""
        if scoring and scoring.pass_mark is not None:
            verdict = "ผ่าน" if rounded(made.total) >= scoring.pass_mark else "ไม่ผ่าน"
            passes = f" {verdict}เกณฑ์ {scoring.pass_mark:f}"
        named = f"ระดับ {made.level}" if made.level else "ไม่เข้าระดับใดของแบบประเมิน"
        iit, eit, _ = (rounded(value) if value is not None else "–" for value in made.instruments.all)
        yield f"คะแนนรวมที่คาดการณ์: {rounded(made.total)} {named}{passes} (IIT {iit} EIT {eit})"
    if made.official:
        band = f" ระดับ {made.official.level}" if made.official.level else ""
        yield f"ผลที่ประกาศแล้ว: {made.official.total:f}{band}"


def _why_no_total(made: Report) -> str:
    if made.catalogue and made.catalogue.scoring.weights is None:
        return "เพราะแบบประเมินไม่ได้บอกน้ำหนัก (scoring.weights)"
    values = (("IIT", made.instruments.iit), ("EIT", made.instruments.eit))
    missing = [name for name, value in values if value is None]
    if missing:
        return f"เพราะยังไม่มีคะแนน {' และ '.join(missing)} ในช่อง instruments ของ assessments/{made.year}.yaml"
    return "เพราะยังไม่มีคะแนน OIT"


def _calendar(calendar: Sequence[Phase], today: date) -> Iterator[str]:
    """Yield what is going on and what comes next, one phase a line."""
    phases = sorted(calendar, key=lambda phase: (phase.first, phase.last))
    for phase in phases:
        span = thai_span(phase.first, phase.last)
        if phase.last < today:
            continue
        if phase.first <= today:
            yield f"กำลังอยู่ในช่วง: {phase.phase.th} {span} {_days_left(phase.last, today)}"
        else:
            yield f"ช่วงต่อไป: {phase.phase.th} {span} อีก {(phase.first - today).days} วัน"
    if not phases:
        yield "แบบประเมินของปีนี้ไม่มีปฏิทิน จึงไม่รู้กำหนดส่ง"
    elif all(phase.last < today for phase in phases):
        yield f"ปฏิทินของปีนี้สิ้นสุดแล้วเมื่อ {short_thai_date(max(phase.last for phase in phases))}"


def _days_left(last: date, today: date) -> str:
    days = (last - today).days
    return f"เหลือ {days} วัน" if days else "วันนี้วันสุดท้าย"
