"""The questions that a nation asks of its offices: each a query, the headings of its answer, and how it is counted.

A question is data. To add one, write its SQL over `tables.TABLES` and name its columns; the command line, the three
formats and the tests take it from `QUESTIONS`.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.dates import short_thai_date
from generator.exports.encoders import starts_a_formula
from generator.ledger import ADVICE_TH, STATES_TH, THAI_TIME
from generator.text import visible

WIDEST = 10_000
"""Columns of a table that is not for a screen: one line a row, however long."""
_LONGEST = 500
_WIDE_SCREEN = 160

Answer = list[tuple[Any, ...]]

_ROLLUP_TH = {"nested": "ตามลำดับชั้นของแบบวัด", "flat": "เฉลี่ยทุกข้อตามแบบวัด", "unknown": "เฉลี่ยทุกข้อ (ไม่มีแบบวัดที่ตรง)"}
_SCOPE_TH = {"nation": "ทั้งหมด", "region": "ค่าเฉลี่ยภูมิภาค", "office": "หน่วยงาน"}


def _day(value: str) -> str:
    try:
        return short_thai_date(datetime.fromisoformat(value).astimezone(THAI_TIME).date())
    except (ValueError, OverflowError):
        return value


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "text": str,
    "count": str,
    "points": lambda value: f"{value:.2f}",
    "yes": lambda value: "ใช่" if value else "ไม่",
    "day": _day,
    "state": lambda value: STATES_TH.get(value, value),
    "advice": lambda value: ADVICE_TH.get(value, value),
    "rollup": lambda value: _ROLLUP_TH.get(value, value),
    "scope": lambda value: _SCOPE_TH.get(value, value),
}
"""How each kind of value stands in a table; in JSON it stands as it is."""
_RIGHT = frozenset({"count", "points"})


@dataclass(frozen=True)
class Heading:
    """A column of an answer: its name in JSON, its heading in Thai, and the kind of its values."""

    name: str
    th: str
    kind: str = "text"
    aside: bool = False
    """Left out on a terminal that is too narrow for everything; a file has it."""


@dataclass(frozen=True)
class Question:
    """A named query. `$1` is the year it is narrowed to, or NULL."""

    title: str
    note: str
    """How it is counted, in a sentence for whoever reads the table."""
    none: str
    """What to say when there is no row."""
    headings: tuple[Heading, ...]
    sql: str


_REGION, _OFFICE = Heading("region", "ภูมิภาค"), Heading("office", "หน่วยงาน")
_YEAR = Heading("year", "ปี")
_CODE, _TITLE = Heading("code", "ข้อ"), Heading("title", "ชื่อข้อ")
# Thai order, and เขต 2 before เขต 10: the words before the first number, then the number.
_OFFICES = (
    "regexp_replace(o.office, '[0-9].*$', '') COLLATE th, "
    "try_cast(regexp_extract(o.office, '[0-9]+') AS BIGINT) NULLS FIRST, o.office COLLATE th, o.source"
)
_PLACES = f"o.region COLLATE th NULLS LAST, {_OFFICES}"

_PUBLISHED = Question(
    title="หน่วยงานใดเผยแพร่อะไรแล้ว",
    note="ร้อยละคิดจากข้อที่เผยแพร่แล้วหรือแจ้งว่าไม่มี ต่อข้อที่เกี่ยวข้องทั้งหมด",
    none="ยังไม่มีหน่วยงาน",
    headings=(
        _REGION, _OFFICE, _YEAR,
        Heading("items", "ทั้งหมด", "count"), Heading("published", "เผยแพร่แล้ว", "count"),
        Heading("none", "แจ้งว่าไม่มี", "count"), Heading("preparing", "กำลังจัดทำ", "count"),
        Heading("missing", "ยังไม่มีข้อมูล", "count"), Heading("not_applicable", "ไม่เกี่ยวข้อง", "count"),
        Heading("percent", "ร้อยละ", "points"), Heading("problem", "หมายเหตุ"),
    ),
    sql=f"""
        WITH told AS (
            SELECT source, year, count(*) AS items,
                count(*) FILTER (status = 'published') AS published, count(*) FILTER (status = 'none') AS none,
                count(*) FILTER (status = 'preparing') AS preparing, count(*) FILTER (status = 'missing') AS missing,
                count(*) FILTER (status = 'not-applicable') AS not_applicable
            FROM items WHERE $1 IS NULL OR year = $1 GROUP BY source, year
        )
        SELECT o.region, o.office, t.year, t.items, t.published, t.none, t.preparing, t.missing, t.not_applicable,
            round(100 * (t.published + t.none) / nullif(t.items - t.not_applicable, 0) + 1e-9, 2), o.problem
        FROM offices o LEFT JOIN told t USING (source) ORDER BY {_PLACES}, t.year
    """,  # noqa: S608 - our own text
)  # fmt: skip
_LATE = Question(
    title="ข้อใดยังไม่มีข้อมูลในหลายหน่วยงาน",
    note="นับข้อที่กำลังจัดทำหรือยังไม่มีข้อมูล ต่อหน่วยงานที่ข้อนั้นเกี่ยวข้อง มากไปน้อย",
    none="ทุกหน่วยงานตอบครบทุกข้อ",
    headings=(
        _YEAR, _CODE, _TITLE, Heading("concept", "เรื่อง", aside=True), Heading("body_type", "ประเภท", aside=True),
        Heading("late", "ยังไม่มี", "count"), Heading("offices", "จากหน่วยงาน", "count"),
        Heading("percent", "ร้อยละ", "points"), Heading("most", "เกินครึ่ง", "yes"),
    ),
    sql="""
        WITH told AS (
            SELECT i.year, y.body_type, i.code, i.concept, i.title, i.status IN ('missing', 'preparing') AS late
            FROM items i JOIN years y USING (source, year)
            WHERE i.status <> 'not-applicable' AND ($1 IS NULL OR i.year = $1)
        ), named AS (
            SELECT year, body_type, code, concept, title, count(*) AS times FROM told GROUP BY ALL
        ), counted AS (
            SELECT year, body_type, code, concept, count(*) FILTER (late) AS late, count(*) AS offices
            FROM told GROUP BY year, body_type, code, concept
        ), titled AS (
            SELECT year, body_type, code, concept, first(title ORDER BY times DESC, title) AS title
            FROM named GROUP BY year, body_type, code, concept
        )
        SELECT year, code, title, concept, body_type, late, offices, round(100 * late / offices + 1e-9, 2),
            2 * late > offices
        FROM counted JOIN titled USING (year, body_type, code, concept) WHERE late > 0
        ORDER BY late / offices DESC, year, body_type, length(code), code, concept
    """,
)  # fmt: skip
_DEAD = Question(
    title="ลิงก์หลักฐานที่เปิดไม่ได้",
    note="ตามผลตรวจลิงก์ครั้งล่าสุดของแต่ละหน่วยงาน (เปิดไม่ได้ หรือต้องเข้าสู่ระบบ)",
    none="ไม่พบลิงก์ที่เปิดไม่ได้",
    headings=(
        _REGION, _OFFICE, _YEAR, _CODE, Heading("evidence", "หลักฐาน"), Heading("url", "ที่อยู่"),
        Heading("state", "ผลตรวจ", "state"), Heading("since", "ตั้งแต่", "day"),
        Heading("checked_at", "ตรวจเมื่อ", "day", aside=True), Heading("reason", "วิธีแก้", "advice", aside=True),
    ),
    sql=f"""
        SELECT o.region, o.office, e.year, e.code, e.title, e.url, e.state, e.first_failure, e.checked_at, e.reason
        FROM evidence e JOIN offices o USING (source)
        WHERE e.state IN ('broken', 'needs-login') AND ($1 IS NULL OR e.year = $1)
        ORDER BY {_PLACES}, e.year, length(e.code), e.code, e.position
    """,  # noqa: S608 - our own text
)  # fmt: skip
_SCORES = Question(
    title="คะแนน OIT",
    note="คำนวณจากข้อที่ครบ (100) และไม่ครบ (0) ตามข้อมูลที่เผยแพร่ ไม่ใช่ผลที่ประกาศ ภูมิภาคและทั้งหมดเป็นค่าเฉลี่ยของหน่วยงาน",
    none="ยังไม่มีคะแนน",
    headings=(
        _YEAR, Heading("scope", "ระดับ", "scope"), _REGION, _OFFICE, Heading("oit", "OIT", "points"),
        Heading("offices", "จำนวนหน่วยงาน", "count"), Heading("rollup", "วิธีรวมคะแนน", "rollup"),
    ),
    sql=f"""
        WITH told AS (
            SELECT y.year, o.region, o.office, o.source, y.oit, y.rollup
            FROM years y JOIN offices o USING (source) WHERE y.oit IS NOT NULL AND ($1 IS NULL OR y.year = $1)
        ), ranked AS (
            SELECT 1 AS rank, year, 'nation' AS scope, NULL AS region, NULL AS office, NULL AS source,
                favg(oit) AS oit, count(*) AS offices, NULL AS rollup
            FROM told GROUP BY year
            UNION ALL
            SELECT 2, year, 'region', region, NULL, NULL, favg(oit), count(*), NULL FROM told
            WHERE region IS NOT NULL GROUP BY year, region
            UNION ALL
            SELECT 3, year, 'office', region, office, source, oit, 1, rollup FROM told
        )
        SELECT year, scope, region, office, round(oit + 1e-9, 2), offices, rollup FROM ranked o
        ORDER BY year, rank <> 1, region COLLATE th NULLS LAST, rank, {_OFFICES}
    """,  # noqa: S608 - our own text
)  # fmt: skip

QUESTIONS: Mapping[str, Question] = {"published": _PUBLISHED, "late": _LATE, "dead": _DEAD, "scores": _SCORES}


# ── answers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(name: str, year: int | None, answer: Answer) -> str:
    """Return the answer with the values as they are."""
    names = [heading.name for heading in QUESTIONS[name].headings]
    rows = [dict(zip(names, row, strict=True)) for row in answer]
    made = json.dumps({"question": name, "year": year, "rows": rows}, ensure_ascii=False, indent=2)
    return f"{made}\n"


def as_csv(name: str, answer: Answer) -> str:
    """Return the answer for a spreadsheet: a byte order mark, Thai headings, and nothing that would calculate."""
    headings = QUESTIONS[name].headings
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([heading.th for heading in headings])
    for row in answer:
        cells = _cells(headings, row, "")
        writer.writerow([f"'{cell}" if starts_a_formula(cell) else cell for cell in cells])
    return out.getvalue()


def as_text(name: str, answer: Answer, columns: int | None = None) -> str:
    """Return the answer as a table in Thai: as wide as it needs to be, or fitted to a terminal of so many columns."""
    question = QUESTIONS[name]
    out = io.StringIO()
    console = Console(
        file=out,
        width=columns or WIDEST,
        force_terminal=columns is not None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(Text(question.title, style="bold"))
    console.print(Text(question.note, style="dim"))
    console.print()
    if answer:
        console.print(_table(question, answer, columns))
    else:
        console.print(Text(question.none))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _table(question: Question, answer: Answer, columns: int | None) -> Table:
    on_screen = columns is not None
    narrow = columns is not None and columns < _WIDE_SCREEN
    shown = [number for number, heading in enumerate(question.headings) if not (narrow and heading.aside)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in (question.headings[number] for number in shown):
        right = heading.kind in _RIGHT
        table.add_column(
            heading.th,
            justify="right" if right else "left",
            no_wrap=right or not on_screen,
            overflow="fold",
        )
    for row in answer:
        cells = _cells(question.headings, row, "–")
        table.add_row(*(Text(cells[number]) for number in shown))
    return table


def _cells(headings: Sequence[Heading], row: tuple[Any, ...], nothing: str) -> list[str]:
    """Return a row as texts that are safe to print: what offices wrote is one line, without controls."""
    return [
        nothing if value is None else visible(_SHOWN[heading.kind](value), _LONGEST)
        for heading, value in zip(headings, row, strict=True)
    ]
