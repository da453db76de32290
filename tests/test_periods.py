"""Evidence of the wrong fiscal year, and when an item is due."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from generator.catalogue import Catalogue, Item, Period
from generator.dates import Span
from generator.fields import Coverage
from generator.periods import due, fits, wanted
from generator.site import check_content

OFFICE = "name: สพป.ทดสอบ\nbody_type: esao\ncurrent_year: 2564\n"
CATALOGUE = """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
indicators:
  - id: "9"
    title: การเปิดเผยข้อมูล
    sub_indicators:
      - id: "9.1"
        title: ข้อมูลพื้นฐาน
        items: [{code: O1, title: แผน, concept: plan, period: PERIOD, elements: [ก, ข]}]
"""


def warnings(root: Path, period: str, answer: str, documents: Mapping[str, str] | None = None) -> list[str]:
    """Return what `check` says of one answer, without the part that is the same in all."""
    content = {
        "office.yaml": OFFICE,
        "catalogues/oit-2564.yaml": CATALOGUE.replace("PERIOD", period),
        "oit/2564/o1.yaml": answer,
        **{f"documents/{name}.yaml": text for name, text in (documents or {}).items()},
    }
    for path, text in content.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    found = check_content(root).problems
    assert {problem.severity for problem in found} <= {"warning"}, found
    return [f"{problem.place.line}:{problem.place.column} {problem.th}" for problem in found]


def row(period: str) -> str:
    return f"  - {{title: แผน, url: https://www.go.th/a, covers: [1, 2], period: {period}}}\n"


@pytest.mark.parametrize(
    ("period", "given", "right"),
    [
        ("current", "2563", "2564"),
        ("current", "2565", "2564"),
        ("in_force", "2563", "2564"),
        ("current_6m", "2563-6m", "2564-6m"),
        ("previous", "2564", "2563"),
        ("previous", "2563-6m", "2563"),
        ("previous", "2562", "2563"),
        ("prev_to_current", "2562", "2563 / 2564"),
        ("prev_to_current", "2563-6m", "2563 / 2564"),
    ],
)
def test_evidence_of_another_year_is_told_the_year_it_should_be(
    tmp_path: Path, period: str, given: str, right: str
) -> None:
    said = warnings(tmp_path, period, f"item: O1\nstatus: published\nevidence:\n{row(given)}")

    assert said == [f"4:68 หลักฐานเป็นของปี {given} แต่ข้อ O1 ของปี 2564 ควรเป็นของปี {right}"]


@pytest.mark.parametrize(
    ("period", "given"),
    [
        ("any", "2550"),
        ("current", "2564"),
        ("current", "2564-6m"),
        ("current", "any"),
        ("current_6m", "2564-6m"),
        ("current_6m", "2564"),
        ("previous", "2563"),
        ("prev_to_current", "2563"),
        ("prev_to_current", "2564"),
    ],
)
def test_nothing_is_said_of_evidence_of_the_right_year(tmp_path: Path, period: str, given: str) -> None:
    assert warnings(tmp_path, period, f"item: O1\nstatus: published\nevidence:\n{row(given)}") == []


def test_a_period_that_comes_from_a_document_is_reported_at_the_row_that_uses_it(tmp_path: Path) -> None:
    answer = """\
item: O1
status: preparing
evidence:
  - {document: plan, covers: [1]}
  - {document: plan, covers: [2], period: any}
  - {document: web, covers: [2], period: 2562}
"""
    documents = {
        "plan": "title: แผน\nurl: https://www.go.th/p\nperiod: 2563\n",
        "web": "title: แผน\nurl: https://www.go.th/w\nperiod: 2564\n",
    }

    said = warnings(tmp_path, "current", answer, documents)

    assert said == [
        "4:5 หลักฐานเป็นของปี 2563 แต่ข้อ O1 ของปี 2564 ควรเป็นของปี 2564",
        "6:42 หลักฐานเป็นของปี 2562 แต่ข้อ O1 ของปี 2564 ควรเป็นของปี 2564",
    ]


def test_an_item_that_does_not_apply_demands_nothing(tmp_path: Path) -> None:
    answer = f"item: O1\nstatus: not-applicable\nexplanation: ไม่มีภารกิจนี้\nevidence:\n{row('2563')}"

    assert warnings(tmp_path, "current", answer) == []


@pytest.mark.parametrize("period", get_args(Period))
def test_the_year_that_is_asked_for_is_one_that_is_taken(period: Period) -> None:
    assert all(fits(period, span, 2564) for span in wanted(period, 2564))
    assert (wanted(period, 2564) == ()) == fits(period, Coverage(2500), 2564)


# ── due dates ────────────────────────────────────────────────────────────────────────────────────────────────────


def year(*phases: tuple[str, str, str]) -> Catalogue:
    calendar = [{"phase": name, "from": first, "to": last} for name, first, last in phases]
    data: dict[str, Any] = {"fiscal_year": "2564", "body_type": "esao", "title": "แบบวัด", "calendar": calendar}
    return Catalogue.model_validate({**data, "indicators": []})


def item(period: str) -> Item:
    return Item.model_validate({"code": "O1", "title": "แผน", "concept": "plan", "period": period})


ANSWERS = ("ตอบแบบวัด OIT", "2564-03-01", "2564-04-30")
OTHERS = (("ตอบ IIT", "2564-01-04", "2564-02-28"), ("ยืนยันผล OIT", "2564-06-01", "2564-06-15"))


def test_an_item_is_due_in_the_first_phase_that_names_oit() -> None:
    assert due(item("current"), year(*OTHERS, ANSWERS)) == Span(date(2021, 3, 1), date(2021, 4, 30))


def test_a_calendar_that_names_no_oit_counts_from_its_first_phase() -> None:
    nameless = year(("ชี้แจง", "2564-06-01", "2564-06-15"), ("ส่งข้อมูล", "2564-03-01", "2564-04-30"))

    assert due(item("any"), nameless) == Span(date(2021, 3, 1), date(2021, 4, 30))


def test_a_six_month_item_can_not_be_asked_for_before_its_six_months_are_over() -> None:
    too_early = ("ตอบแบบวัด OIT", "2564-01-01", "2564-03-15")

    assert due(item("current_6m"), year(ANSWERS)) == Span(date(2021, 4, 1), date(2021, 4, 30))
    assert due(item("current_6m"), year(too_early)) == Span(date(2021, 1, 1), date(2021, 3, 15))


def test_without_a_calendar_nothing_is_due() -> None:
    assert due(item("current"), year()) is None
