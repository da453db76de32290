"""Dates in both eras: what is read is never guessed, and what is written can be read back."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import (
    MONTHS,
    SHORT_MONTHS,
    DateError,
    fiscal_span,
    fiscal_year,
    parse_date,
    short_thai_date,
    thai_date,
    thai_month,
    thai_span,
)

many = settings(deadline=None, derandomize=True, max_examples=250)

# พ.ศ. 2443–2700, the days that both eras can write.
days = st.dates(date(1900, 1, 1), date(2157, 12, 31))
thai_digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

# Texts that are nearly dates, besides texts of any kind.
pieces = st.one_of(
    st.sampled_from(
        [*MONTHS, *SHORT_MONTHS, "พ.ศ.", "ค.ศ.", "วันที่", "-", "/", " ", "2564", "2021", "15", "29", "02", "0"]
    ),
    st.text(string.digits + "๐๑๒๓๔๕๖๗๘๙²①１٣", max_size=4),
    st.text(max_size=3),
)
nearly_dates = st.lists(pieces, max_size=7).map("".join)


def read(text: str) -> date | str:
    """Return the date, or the code of the rule that refuses it."""
    try:
        return parse_date(text)
    except DateError as fault:
        return fault.code


@many
@given(days)
def test_every_way_of_writing_a_day_is_read_back(day: date) -> None:
    buddhist = f"{day.year + 543}-{day.month:02}-{day.day:02}"

    for text in (day.isoformat(), buddhist, thai_date(day), short_thai_date(day)):
        assert parse_date(text) == day
        assert parse_date(text.translate(thai_digits)) == day


@many
@given(st.integers(1900, 2157), st.integers(0, 13), st.integers(0, 32))
def test_a_day_exists_in_one_era_if_and_only_if_it_does_in_the_other(year: int, month: int, day: int) -> None:
    assert read(f"{year + 543}-{month:02}-{day:02}") == read(f"{year}-{month:02}-{day:02}")


@many
@given(nearly_dates)
def test_any_text_is_a_day_of_a_known_era_or_refused_by_a_rule(text: str) -> None:
    result = read(text)

    if isinstance(result, str):
        assert result in {"bad-date", "bad-year", "no-such-day"}
    else:
        assert 2400 - 543 <= result.year <= 2200


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2567-02-29", date(2024, 2, 29)),
        ("2563-02-29", date(2020, 2, 29)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2568-02-29", "no-such-day"),
        ("2564-02-29", "no-such-day"),
        ("2564-13-45", "no-such-day"),
        ("2564-00-10", "no-such-day"),
        ("31 เมษายน 2564", "no-such-day"),
        ("15 มกราคม 2564", date(2021, 1, 15)),
        ("๑๕ ม.ค. ๒๕๖๔", date(2021, 1, 15)),
        ("15ม.ค.2564", date(2021, 1, 15)),
        ("วันที่ 15 มกราคม พ.ศ. 2564", date(2021, 1, 15)),
        ("15 มกราคม ค.ศ. 2021", date(2021, 1, 15)),
        ("15  มกราคม\u00a02564", date(2021, 1, 15)),
        ("15 มกราคม ค.ศ. 2564", "bad-year"),
        ("15 มกราคม พ.ศ. 2021", "bad-year"),
        ("15 มกราคม 64", "bad-date"),
        ("2400-01-01", date(1857, 1, 1)),
        ("2700-12-31", date(2157, 12, 31)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        ("2399-12-31", "bad-year"),
        ("2701-01-01", "bad-year"),
        ("1899-12-31", "bad-year"),
        ("2201-01-01", "bad-year"),
        ("68", "bad-date"),
        ("31/1/68", "bad-date"),
        ("31/01/2568", "bad-date"),
        ("31-01-2568", "bad-date"),
        ("2568-1-31", "bad-date"),
        ("2568/01/31", "bad-date"),
        ("๒๕๖๘-๐๑-๓๑", date(2025, 1, 31)),
        ("２５６８-01-31", "bad-date"),
        ("٢٥٦٨-01-31", "bad-date"),
        ("2564-01-15 10:00", "bad-date"),
        ("15 Jan 2021", "bad-date"),
        ("15 มค 2564", "bad-date"),
        ("-2564-01-15", "bad-date"),
        ("", "bad-date"),
    ],
)
def test_no_date_is_guessed(text: str, result: date | str) -> None:
    assert read(text) == result


@many
@given(days)
def test_every_day_is_in_the_span_of_its_fiscal_year_and_in_no_other(day: date) -> None:
    year = fiscal_year(day)

    assert [near for near in range(year - 2, year + 3) if fiscal_span(near).first <= day <= fiscal_span(near).last] == [
        year
    ]


@pytest.mark.parametrize("year", [2400, 2563, 2564, 2565, 2700])
def test_a_fiscal_year_begins_on_the_first_of_october(year: int) -> None:
    first, last = fiscal_span(year).first, fiscal_span(year).last

    assert (first, last) == (date(year - 544, 10, 1), date(year - 543, 9, 30))
    assert (fiscal_year(first), fiscal_year(last)) == (year, year)
    assert fiscal_year(first - timedelta(1)) == year - 1
    assert fiscal_year(last + timedelta(1)) == year + 1


def test_pages_show_thai_months_and_the_buddhist_era() -> None:
    day = date(2021, 1, 5)

    assert thai_date(day) == "5 มกราคม 2564"
    assert short_thai_date(day) == "5 ม.ค. 2564"
    assert thai_month(day) == "มกราคม 2564"


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        (date(2021, 1, 5), "5 ม.ค. 2564"),
        (date(2021, 1, 6), "5 ม.ค. – 6 ม.ค. 2564"),
        (date(2021, 4, 30), "5 ม.ค. – 30 เม.ย. 2564"),
        (date(2022, 1, 5), "5 ม.ค. 2564 – 5 ม.ค. 2565"),
    ],
)
def test_a_span_says_the_year_once_where_once_is_enough(last: date, shown: str) -> None:
    assert thai_span(date(2021, 1, 5), last) == shown
