"""The official ITA results over the years, and what surveys found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator import addresses
from generator.charts import Column, bar, columns, half_up, percent, pips, ring, scale
from generator.dates import thai_date
from generator.kinds.results import Assessment, Group, Survey
from generator.pages.home import passed_th, rank_th
from generator.pages.page import TITLES, Content, EvidenceView, Here, Page, number_th
from generator.pages.posts import DIMENSIONS_TH
from generator.reading import Entry

_INSTRUMENTS = (("iit", "IIT ผู้มีส่วนได้ส่วนเสียภายใน"), ("eit", "EIT ผู้มีส่วนได้ส่วนเสียภายนอก"), ("oit", "OIT การเปิดเผยข้อมูล"))
_LEVELS_TH = ("น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด")
"""The five levels of a survey, lowest first."""
_FULL_SCORE = 100
_MOST_STEPS = 10
"""A scale with more steps than this is a number, and no line with ticks."""


@dataclass(frozen=True)
class ScoreView:
    """The score of an instrument or an indicator, with its bar."""

    label: str
    score: str
    bar: Markup


@dataclass(frozen=True)
class AssessmentView:
    """One year's official result."""

    year: int
    anchor: str
    newest: bool
    ring: Markup
    total: str
    level: str | None
    rank: str | None
    passed: bool | None
    passed_th: str | None
    announced: str | None
    scores: tuple[ScoreView, ...]
    note: str | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class PartView:
    """A part of the people that a survey asked."""

    name: str
    count: str
    bar: Markup


@dataclass(frozen=True)
class GroupView:
    """The people a survey asked, with the parts that make up the number."""

    name: str
    population: str | None
    respondents: str | None
    response: Markup | None
    """How much of the group has answered, where both numbers are known."""
    percent: int | None
    parts: tuple[PartView, ...]


@dataclass(frozen=True)
class FindingView:
    """One line of a survey's results."""

    what: str
    mean: str | None
    scale: Markup | None
    sd: str | None
    level: str | None
    pips: Markup | None


@dataclass(frozen=True)
class SurveyView:
    """One survey."""

    anchor: str
    title: str
    year: int
    scale: int | None
    people: str | None
    overall: str | None
    overall_pips: Markup | None
    findings: tuple[FindingView, ...]
    has_means: bool
    groups: tuple[GroupView, ...]
    note: str | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class ResultsView:
    """`/results/`."""

    assessments: tuple[AssessmentView, ...]
    chart: Markup | None
    """The scores of several years; one year alone makes no chart."""
    surveys: tuple[SurveyView, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the page of results."""
    here = Here(addresses.RESULTS, content)
    library = content.library
    entries = sorted(library.assessments.items(), reverse=True)
    surveys = sorted(library.surveys, key=lambda entry: (-entry.year, entry.name))
    view = ResultsView(
        tuple(_assessment(here, year, entry.data, newest=year == entries[0][0]) for year, entry in entries),
        _chart([(year, entry.data.total) for year, entry in reversed(entries)]),
        tuple(_survey(here, entry) for entry in surveys),
    )
    title = TITLES[here.address]
    yield Page(here.address, "results.md.j2", title, f"ผลการประเมินคุณธรรมและความโปร่งใสของ{content.office.name.th}", view)


def _assessment(here: Here, year: int, data: Assessment, *, newest: bool) -> AssessmentView:
    total = number_th(data.total)
    said = f"คะแนน ITA ปี {year} ได้ {total} จาก {_FULL_SCORE}" + (f" ระดับ {data.level}" if data.level else "")
    return AssessmentView(
        year=year,
        anchor=f"y{year}",
        newest=newest,
        ring=ring(data.total, _FULL_SCORE, said, centre=_centre(data.level) or total),
        total=total,
        level=data.level,
        rank=rank_th(data.rank, data.out_of, here.content.office.body_type),
        passed=data.passed,
        passed_th=passed_th(data.passed),
        announced=thai_date(data.announced) if data.announced else None,
        scores=tuple(_scores(data)),
        note=data.note,
        evidence=here.rows(data.evidence, f"{year}-ita"),
    )


def _centre(level: str | None) -> str | None:
    """Return a level that fits into the ring: official ones are a letter or two, but the field takes any text."""
    return level if level and re.fullmatch(r"[A-Z]{1,2}", level) else None


def _scores(data: Assessment) -> Iterator[ScoreView]:
    if data.instruments:
        for name, label in _INSTRUMENTS:
            score = getattr(data.instruments, name)
            if score is not None:
                yield _score(label, score)
    for name, score in (data.indicators or {}).items():
        yield _score(f"ตัวชี้วัดที่ {name}", score)


def _score(label: str, score: Decimal) -> ScoreView:
    return ScoreView(label, number_th(score), bar(score, _FULL_SCORE))


def _chart(scores: Sequence[tuple[int, Decimal]]) -> Markup | None:
    """Return the scores of the years as columns, oldest first."""
    least = 2
    if len(scores) < least:
        return None
    said = " ".join(f"ปี {year} ได้ {number_th(score)} คะแนน" for year, score in scores)
    values = [Column(str(year), number_th(half_up(score, 2)), score) for year, score in scores]
    return columns(values, _FULL_SCORE, f"แผนภูมิแท่งคะแนน ITA แต่ละปี {said}")


def _survey(here: Here, entry: Entry[Survey]) -> SurveyView:
    data = entry.data
    people = sum(group.population or 0 for group in data.groups)
    return SurveyView(
        anchor=f"s{entry.year}-{entry.name}",
        title=data.title,
        year=entry.year,
        scale=data.scale,
        people=number_th(people) if people else None,
        overall=data.overall_level,
        overall_pips=_pips(data.overall_level, data.scale),
        findings=tuple(
            FindingView(
                DIMENSIONS_TH.get(row.dimension, row.dimension),
                number_th(row.mean) if row.mean is not None else None,
                _line(row.mean, data.scale),
                number_th(row.sd) if row.sd is not None else None,
                row.level,
                _pips(row.level, data.scale),
            )
            for row in data.results
        ),
        has_means=any(row.mean is not None for row in data.results),
        groups=tuple(map(_group, data.groups)),
        note=data.note,
        evidence=here.rows(data.evidence, f"{entry.year}-{entry.name}"),
    )


def _line(mean: Decimal | None, steps: int | None) -> Markup | None:
    """Return a mean on the survey's scale, which starts at 1."""
    if mean is None or steps is None or not 1 < steps <= _MOST_STEPS:
        return None
    return scale(mean, 1, steps)


def _pips(level: str | None, steps: int | None) -> Markup | None:
    """Return a level as dots, where it is one of the five that surveys have and the scale has five steps."""
    if level not in _LEVELS_TH or steps not in (None, len(_LEVELS_TH)):
        return None
    return pips(_LEVELS_TH.index(level) + 1, len(_LEVELS_TH))


def _group(group: Group) -> GroupView:
    """Return a group; the bars of its parts share one measure, the whole group where its number is known."""
    most = max([part.count for part in group.subgroups], default=0)
    whole = max(group.population or 0, most)
    population, respondents = group.population, group.respondents
    known = population and respondents is not None
    return GroupView(
        name=group.name,
        population=number_th(population) if population is not None else None,
        respondents=number_th(respondents) if respondents is not None else None,
        response=bar(respondents or 0, population or 0, tone="ok") if known else None,
        percent=percent(respondents or 0, population or 0) if known else None,
        parts=tuple(PartView(part.name, number_th(part.count), bar(part.count, whole)) for part in group.subgroups),
    )
