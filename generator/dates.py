"""Dates and fiscal years in both eras.

A year says its own era by its size: 2400–2700 is พ.ศ. (Buddhist), 1900–2200 is ค.ศ. (Gregorian). Conversion
comes before validation, so 2567-02-29 (2024, a leap year) exists and 2568-02-29 does not.
"""

import re
from dataclasses import dataclass
from datetime import date

from generator.text import arabic_digits

BUDDHIST_OFFSET = 543
BUDDHIST_YEARS = range(2400, 2701)
GREGORIAN_YEARS = range(1900, 2201)

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_MONTH_NUMBERS = {name: number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)}

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NAMED = re.compile(
    rf"(?:วันที่\s*)?([0-9]{{1,2}})\s*({'|'.join(map(re.escape, _MONTH_NUMBERS))})\s*(พ\.ศ\.|ค\.ศ\.)?\s*([0-9]{{4}})"
)


class DateError(ValueError):
    """A text that is no date; `code` is the rule that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date


def parse_date(text: str) -> date:
    """Return the Gregorian date that `text` names.

    Read are `YYYY-MM-DD` and `15 มกราคม 2564` / `15 ม.ค. 2564`, in either era and with Thai digits.
    Raises DateError with the code `bad-date` (another form), `bad-year` (no era has it) or `no-such-day`.
    """
    plain = " ".join(arabic_digits(text).split())
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
        return _date(year, month, day)
    if found := _NAMED.fullmatch(plain):
        day_text, month_name, era, year_text = found.groups()
        if era and (era == "พ.ศ.") != (int(year_text) in BUDDHIST_YEARS):
            raise DateError("bad-year")
        return _date(int(year_text), _MONTH_NUMBERS[month_name], int(day_text))
    raise DateError("bad-date")


def _date(year: int, month: int, day: int) -> date:
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST_OFFSET
    elif year not in GREGORIAN_YEARS:
        raise DateError("bad-year")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("no-such-day") from None


def fiscal_year(day: date) -> int:
    """Return the fiscal year (พ.ศ.) that `day` is in: 2564 is 1 Oct 2563 – 30 Sep 2564."""
    first_month = 10
    return day.year + BUDDHIST_OFFSET + (1 if day.month >= first_month else 0)


def fiscal_span(year: int) -> Span:
    """Return the first and the last day of the fiscal year `year` (พ.ศ.)."""
    gregorian = year - BUDDHIST_OFFSET
    return Span(date(gregorian - 1, 10, 1), date(gregorian, 9, 30))


def thai_date(day: date) -> str:
    """Return `15 มกราคม 2564`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


def short_thai_date(day: date) -> str:
    """Return `15 ม.ค. 2564`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


def thai_month(day: date) -> str:
    """Return `มกราคม 2564`."""
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"


def thai_span(first: date, last: date) -> str:
    """Return the two days as people write a span: `1 มี.ค. – 30 เม.ย. 2564`."""
    if first == last:
        return short_thai_date(first)
    if first.year == last.year:
        start = f"{first.day} {SHORT_MONTHS[first.month - 1]}"
        return f"{start} – {short_thai_date(last)}"
    return f"{short_thai_date(first)} – {short_thai_date(last)}"
