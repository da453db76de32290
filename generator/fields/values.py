"""Plain values: yes and no, numbers, dates, fiscal years, the span that evidence covers."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
    ValidationInfo,
)

from generator.dates import BUDDHIST_YEARS, DateError, fiscal_year, parse_date, thai_date
from generator.fields.record import known_of, refuse, text_of
from generator.text import arabic_digits


def _boolean(value: object) -> bool:
    text = text_of(value).strip()
    if text not in ("true", "false"):
        refuse("bad-boolean", value=text)
    return text == "true"


_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,6})?")


def _number(value: object) -> Decimal:
    text = arabic_digits(text_of(value)).strip()
    most = 30
    if not _NUMBER.fullmatch(text) or len(text) > most:
        refuse("bad-number", value=text)
    return Decimal(text.replace(",", ""))


def _between(low: int, high: int) -> AfterValidator:
    def check(number: Decimal) -> Decimal:
        if not low <= number <= high:
            refuse("number-out-of-range", value=number, low=low, high=high)
        return number

    return AfterValidator(check)


def to_whole(value: object) -> int:
    """Return a whole number."""
    number = _number(value)
    if number != number.to_integral_value():
        refuse("bad-number", value=value)
    return int(number)


def whole_between(low: int, high: int) -> AfterValidator:
    """Return a check that a whole number is within a range."""

    def check(number: int) -> int:
        if not low <= number <= high:
            refuse("number-out-of-range", value=number, low=low, high=high)
        return number

    return AfterValidator(check)


Boolean = Annotated[bool, BeforeValidator(_boolean)]
Score = Annotated[Decimal, BeforeValidator(_number), _between(0, 100)]
Money = Annotated[Decimal, BeforeValidator(_number), _between(0, 10**12)]
Amount = Annotated[Decimal, BeforeValidator(_number), _between(0, 10**6)]
Count = Annotated[int, BeforeValidator(to_whole), whole_between(0, 10**9)]
Positive = Annotated[int, BeforeValidator(to_whole), whole_between(1, 10**6)]


def _date(value: object) -> date:
    text = text_of(value).strip()
    try:
        return parse_date(text)
    except DateError as fault:
        refuse(fault.code, value=text)


Date = Annotated[date, BeforeValidator(_date)]


def _element(number: int, info: ValidationInfo) -> int:
    known = known_of(info)
    if known and known.element_count and number > known.element_count:
        refuse("unknown-element", value=number, count=known.element_count, item=known.item_code)
    return number


ElementNumber = Annotated[int, BeforeValidator(to_whole), whole_between(1, 99), AfterValidator(_element)]


def _date_in_folder(day: date, info: ValidationInfo) -> date:
    known = known_of(info)
    if known and known.folder_year and fiscal_year(day) != known.folder_year:
        refuse("wrong-year-folder", date=thai_date(day), right=fiscal_year(day), folder=known.folder_year)
    return day


DateInFolder = Annotated[date, BeforeValidator(_date), AfterValidator(_date_in_folder)]


def _fiscal_year(value: object) -> int:
    text = arabic_digits(text_of(value)).strip()
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) not in BUDDHIST_YEARS:
        refuse("bad-fiscal-year", value=text)
    return int(text)


def _year_of_folder(year: int, info: ValidationInfo) -> int:
    known = known_of(info)
    if known and known.folder_year and year != known.folder_year:
        refuse("wrong-year-field", value=year, folder=known.folder_year)
    return year


FiscalYear = Annotated[int, BeforeValidator(_fiscal_year)]
FiscalYearOfFolder = Annotated[int, BeforeValidator(_fiscal_year), AfterValidator(_year_of_folder)]


@dataclass(frozen=True)
class Coverage:
    """The span a piece of evidence says it covers: a fiscal year, its first half (`half`), or any (year None)."""

    year: int | None
    half: bool = False

    def __str__(self) -> str:
        """Return it as it is written in YAML."""
        return "any" if self.year is None else f"{self.year}-6m" if self.half else str(self.year)


def _coverage(value: object) -> Coverage:
    text = arabic_digits(text_of(value)).strip()
    if text == "any":
        return Coverage(None)
    found = re.fullmatch(r"([0-9]{4})(-6m)?", text)
    if not found or int(found[1]) not in BUDDHIST_YEARS:
        refuse("bad-period", value=text)
    return Coverage(int(found[1]), half=bool(found[2]))


CoverageField = Annotated[Coverage, PlainValidator(_coverage, json_schema_input_type=str)]
