"""The official ITA results over the years, and what surveys found."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.dates import thai_date
from generator.kinds.results import Assessment, Survey
from generator.pages.home import passed_th, rank_th
from generator.pages.page import TITLES, Content, EvidenceView, Here, Page, number_th
from generator.pages.posts import DIMENSIONS_TH
from generator.reading import Entry

_INSTRUMENTS = (("iit", "IIT ผู้มีส่วนได้ส่วนเสียภายใน"), ("eit", "EIT ผู้มีส่วนได้ส่วนเสียภายนอก"), ("oit", "OIT การเปิดเผยข้อมูล"))


@dataclass(frozen=True)
class AssessmentView:
    """One year's official result."""

    year: int
    anchor: str
    total: str
    level: str | None
    rank: str | None
    passed: str | None
    announced: str | None
    scores: tuple[tuple[str, str], ...]
    note: str | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class Bar:
    """A year in the chart of scores: where its bar stands in the drawing, in its units."""

    year: int
    label: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class GroupView:
    """The people a survey asked, with the parts that make up the number."""

    name: str
    population: str | None
    respondents: str | None
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SurveyView:
    """One survey."""

    anchor: str
    title: str
    year: int
    scale: int | None
    people: str | None
    groups: tuple[GroupView, ...]
    findings: tuple[tuple[str, str | None, str | None, str | None], ...]
    """(what, mean, standard deviation, level)"""
    has_means: bool
    overall: str | None
    note: str | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class ResultsView:
    """`/results/`."""

    assessments: tuple[AssessmentView, ...]
    chart: tuple[Bar, ...]
    chart_words: str
    surveys: tuple[SurveyView, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the page of results."""
    here = Here(addresses.RESULTS, content)
    library = content.library
    entries = sorted(library.assessments.items(), reverse=True)
    assessments = tuple(_assessment(here, year, entry.data) for year, entry in entries)
    surveys = sorted(library.surveys, key=lambda entry: (-entry.year, entry.name))
    scores = [(year, float(entry.data.total)) for year, entry in reversed(entries)]
    view = ResultsView(
        assessments,
        tuple(_bars(scores)),
        " ".join(f"ปี {year} ได้ {number_th(library.assessments[year].data.total)} คะแนน" for year, _ in scores),
        tuple(_survey(here, entry) for entry in surveys),
    )
    title = TITLES[here.address]
    yield Page(here.address, "results.md.j2", title, f"ผลการประเมินคุณธรรมและความโปร่งใสของ{content.office.name.th}", view)


def _assessment(here: Here, year: int, data: Assessment) -> AssessmentView:
    scores = []
    if data.instruments:
        for name, label in _INSTRUMENTS:
            score = getattr(data.instruments, name)
            if score is not None:
                scores.append((label, number_th(score)))
    scores.extend((f"ตัวชี้วัดที่ {name}", number_th(score)) for name, score in (data.indicators or {}).items())
    return AssessmentView(
        year=year,
        anchor=f"y{year}",
        total=number_th(data.total),
        level=data.level,
        rank=rank_th(data.rank, data.out_of),
        passed=passed_th(data.passed),
        announced=thai_date(data.announced) if data.announced else None,
        scores=tuple(scores),
        note=data.note,
        evidence=here.rows(data.evidence, f"{year}-ita"),
    )


def _bars(scores: list[tuple[int, float]]) -> Iterator[Bar]:
    """Yield a bar for each year on a drawing 100 units high; one year alone makes no chart."""
    least = 2
    if len(scores) < least:
        return
    step, width = 80, 44
    for number, (year, score) in enumerate(scores):
        height = round(score)
        yield Bar(year, number_th(round(score, 2)), number * step + 18, 110 - height, width, height)


def _survey(here: Here, entry: Entry[Survey]) -> SurveyView:
    data = entry.data
    people = sum(group.population or 0 for group in data.groups)
    return SurveyView(
        anchor=f"s{entry.year}-{entry.name}",
        title=data.title,
        year=entry.year,
        scale=data.scale,
        people=number_th(people) if people else None,
        groups=tuple(
            GroupView(
                group.name,
                number_th(group.population) if group.population is not None else None,
                number_th(group.respondents) if group.respondents is not None else None,
                tuple((part.name, number_th(part.count)) for part in group.subgroups),
            )
            for group in data.groups
        ),
        findings=tuple(
            (
                DIMENSIONS_TH.get(row.dimension, row.dimension),
                number_th(row.mean) if row.mean is not None else None,
                number_th(row.sd) if row.sd is not None else None,
                row.level,
            )
            for row in data.results
        ),
        has_means=any(row.mean is not None for row in data.results),
        overall=data.overall_level,
        note=data.note,
        evidence=here.rows(data.evidence, f"{entry.year}-{entry.name}"),
    )
