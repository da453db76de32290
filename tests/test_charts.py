"""Drawings say exactly their numbers: shares, heights and words, and nothing of a text becomes markup."""

from decimal import Decimal

import pytest
from lxml import etree
from markupsafe import Markup

from generator.charts import Column, bar, columns, half_up, percent, pips, ring, scale, stack
from generator.kinds.programme import Activity, Programme
from generator.kinds.results import Group
from generator.pages.home import rank_th
from generator.pages.programme import _overview, _progress, split_title
from generator.pages.results import _chart, _group, _pips  # what pages show, without building a site


def drawn(svg: Markup) -> etree._Element:
    return etree.fromstring(str(svg))


def shapes(svg: Markup, tag: str, *names: str) -> list[tuple[str | None, ...]]:
    return [tuple(shape.get(name) for name in names) for shape in drawn(svg).iter(tag)]


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("94.505", 2, "94.51"),
        ("94.515", 2, "94.52"),
        ("7", 0, "7"),
    ],
)
def test_halves_are_rounded_up_as_by_hand(number: str, places: int, rounded: str) -> None:
    assert str(half_up(Decimal(number), places)) == rounded


@pytest.mark.parametrize(
    ("done", "total", "share"), [(0, 43, 0), (38, 43, 88), (299, 300, 99), (43, 43, 100), (0, 0, 0)]
)
def test_only_what_is_complete_has_100_percent(done: int, total: int, share: int) -> None:
    assert percent(done, total) == share


# ── shapes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ring_is_closed_as_far_as_its_number_and_shows_the_percentage() -> None:
    svg = ring(38, 43, "ปี 2564 ครบ 38 จาก 43 ข้อ")

    assert shapes(svg, "path", "class", "stroke-dasharray") == [("chart-ok", "88.37 100")]
    assert [text.text for text in drawn(svg).iter("text")] == ["88%"]
    assert (drawn(svg).get("role"), drawn(svg).get("aria-label")) == ("img", "ปี 2564 ครบ 38 จาก 43 ข้อ")


def test_a_ring_shows_the_text_that_it_is_given() -> None:
    svg = ring(Decimal("99.15"), 100, "คะแนน", centre="AA")

    assert shapes(svg, "path", "stroke-dasharray") == [("99.15 100",)]
    assert [text.text for text in drawn(svg).iter("text")] == ["AA"]


@pytest.mark.parametrize(("done", "total", "dashes"), [(0, 0, "0 100"), (5, 3, "100 100"), (-1, 3, "0 100")])
def test_a_ring_neither_divides_by_nothing_nor_goes_round_twice(done: int, total: int, dashes: str) -> None:
    assert shapes(ring(done, total, "ก"), "path", "stroke-dasharray") == [(dashes,)]


def test_a_bar_is_filled_as_far_as_its_number_and_is_passed_over_without_words() -> None:
    svg = bar(Decimal("94.5"), 100)

    assert shapes(svg, "rect", "class", "x", "width") == [("chart-track", None, "100"), ("chart-brand", "0", "94.5")]
    assert (drawn(svg).get("aria-hidden"), drawn(svg).get("role")) == ("true", None)


def test_parts_of_a_bar_stand_one_after_the_other_and_end_with_the_bar() -> None:
    svg = stack([("ok", 1), ("wait", 0), ("miss", 1), ("none", 5), ("brand", 1)], 4, "ก")

    assert shapes(svg, "rect", "class", "x", "width")[1:] == [
        ("chart-ok", "0", "25"),
        ("chart-miss", "25", "25"),
        ("chart-none", "50", "50"),
    ]


def test_a_level_is_so_many_full_dots() -> None:
    assert [name for (name,) in shapes(pips(2, 3), "circle", "class")] == ["chart-ok", "chart-ok", "chart-track"]


def test_a_mean_stands_between_the_ends_of_its_scale() -> None:
    places = {mean: shapes(scale(Decimal(mean), 1, 5), "circle", "cx") for mean in ("1", "3", "4.51", "5", "9")}

    assert places == {"1": [("10",)], "3": [("100",)], "4.51": [("167.95",)], "5": [("190",)], "9": [("190",)]}
    assert [text.text for text in drawn(scale(Decimal(3), 1, 5)).iter("text")] == ["1", "2", "3", "4", "5"]


def test_columns_are_as_high_as_their_values_with_halves_up() -> None:
    values = [
        Column("2563", "92.5", Decimal("92.5")),
        Column("2564", "100", Decimal(100)),
        Column("2565", "0", Decimal(0)),
    ]
    svg = columns(values, 100, "คะแนนแต่ละปี")

    assert shapes(svg, "rect", "x", "y", "height") == [("27", "40", "130"), ("137", "30", "140"), ("247", "170", "0")]
    assert [text.text for text in drawn(svg).iter("text")] == ["92.5", "2563", "100", "2564", "0", "2565"]
    assert drawn(svg).get("aria-label") == "คะแนนแต่ละปี"


def test_texts_of_a_drawing_stay_texts() -> None:
    hostile = '"><script>alert(1)</script> {: onload=x } **ก** & `ข`'
    column = Column(hostile, hostile, Decimal(1))

    for svg in (ring(1, 2, hostile, centre=hostile), columns([column], 1, hostile)):
        assert drawn(svg).get("aria-label") == hostile
        assert {text.text for text in drawn(svg).iter("text")} == {hostile}
        assert [shape.tag for shape in drawn(svg).iter() if shape.tag == "script"] == []
        assert not {"*", "`", "{"} & set(svg)  # Markdown has nothing to read either


def test_a_drawing_has_no_inline_style_which_the_pages_forbid() -> None:
    column = Column("ก", "1", Decimal(1))
    everything = ring(1, 2, "ก") + bar(1, 2) + pips(1, 2) + scale(1, 1, 5) + columns([column], 1, "ก")

    assert "style" not in everything


# ── what the pages make of them ──────────────────────────────────────────────────────────────────────────────────


def test_one_year_makes_no_chart_and_several_stand_in_order_with_their_numbers_in_words() -> None:
    scores = [(2563, Decimal("92.505")), (2564, Decimal("99.15"))]
    chart = _chart(scores)

    assert _chart(scores[:1]) is None
    assert chart is not None
    assert [text.text for text in drawn(chart).iter("text")] == ["92.51", "2563", "99.15", "2564"]
    assert drawn(chart).get("aria-label") == "แผนภูมิแท่งคะแนน ITA แต่ละปี ปี 2563 ได้ 92.505 คะแนน ปี 2564 ได้ 99.15 คะแนน"


def test_parts_of_a_group_share_one_measure() -> None:
    parts = [{"name": "ก", "count": "3"}, {"name": "ข", "count": "1"}]
    known = _group(Group.model_validate({"name": "ค", "population": "4", "respondents": "3", "subgroups": parts}))
    unknown = _group(Group.model_validate({"name": "ค", "subgroups": parts}))

    assert [shapes(part.bar, "rect", "width")[1:] for part in known.parts] == [[("75",)], [("25",)]]
    assert [shapes(part.bar, "rect", "width")[1:] for part in unknown.parts] == [[("100",)], [("33.33",)]]
    assert (known.percent, unknown.percent, unknown.response) == (75, None, None)


def test_a_level_is_drawn_only_where_it_is_known_and_the_scale_has_its_five_steps() -> None:
    shown = {(level, steps): _pips(level, steps) for level in ("มากที่สุด", "ดีเยี่ยม", None) for steps in (5, None, 4)}

    assert {key for key, svg in shown.items() if svg} == {("มากที่สุด", 5), ("มากที่สุด", None)}
    assert _pips("น้อย", 5) == pips(2, 5)


@pytest.mark.parametrize(
    ("rank", "out_of", "body_type", "shown"),
    [
        (11, 225, "esao", "11 จาก 225 เขต"),
        (1200, 7850, "municipality", "1,200 จาก 7,850 หน่วยงาน"),
        (3, None, "esao", "3"),
        (None, 225, "esao", None),
    ],
)
def test_a_rank_counts_what_the_office_is_one_of(
    rank: int | None, out_of: int | None, body_type: str, shown: str
) -> None:
    assert rank_th(rank, out_of, body_type) == shown


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Plan วางแผน", ("Plan", "วางแผน")),
        ("Check ตรวจสอบ ติดตาม", ("Check", "ตรวจสอบ ติดตาม")),
        ("วางแผน (Plan)", (None, "วางแผน (Plan)")),
        ("Share", (None, "Share")),
    ],
)
def test_a_step_is_called_by_its_english_word_and_its_thai_name(title: str, parts: tuple[str | None, str]) -> None:
    assert split_title(title) == parts


def activity(**fields: str) -> Activity:
    return Activity.model_validate({"title": "ก", **fields})


def test_progress_counts_every_activity_but_claims_nothing_of_those_without_a_state() -> None:
    made = _progress([activity(status="done"), activity(status="doing"), activity(status="done"), activity()])

    assert made is not None
    assert (made.done, made.total) == (2, 4)
    assert made.counts == (("done", "เสร็จแล้ว", 2), ("doing", "กำลังดำเนินการ", 1))
    assert shapes(made.bar, "rect", "class", "x", "width") == [
        ("chart-track", None, "100"),
        ("chart-ok", "0", "50"),
        ("chart-wait", "50", "25"),
    ]


def test_there_is_no_progress_where_no_state_is_told() -> None:
    assert _progress([activity(), activity()]) is None
    assert _progress([]) is None


def test_the_overview_counts_an_activity_in_every_month_that_it_touches() -> None:
    activities = [
        {"title": "ก", "from": "2563-12-31", "to": "2564-02-01"},
        {"title": "ข", "from": "2564-02-10"},
        {"title": "ค", "to": "2563-10-01"},
        {"title": "ง", "from": "2562-09-30", "to": "2563-09-30"},
        {"title": "จ"},
    ]
    steps = [{"code": "P", "title": "Plan วางแผน", "activities": activities}, {"code": "D", "title": "ลงมือ"}]
    made = _overview(2564, Programme.model_validate({"title": "ก", "steps": steps}))

    assert [long for _, long in made.months][::11] == ["ตุลาคม 2563", "กันยายน 2564"]
    assert [short for short, _ in made.months][2:5] == ["ธ.ค.", "ม.ค.", "ก.พ."]
    assert [(row.code, row.name, row.counts) for row in made.rows] == [
        ("P", "วางแผน", (1, 0, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0)),
        ("D", "ลงมือ", (0,) * 12),
    ]
