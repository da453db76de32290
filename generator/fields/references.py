"""Ids and codes, and references to items, units, schools, documents and pages."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
    ValidationInfo,
)

from generator.fields.names import good_file_name
from generator.fields.record import Known, exact, hint, known_of, refuse
from generator.fields.texts import to_one_line
from generator.text import arabic_digits, nearest

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_CODE = re.compile(r"[Oo]0{0,2}([1-9][0-9]{0,2})")


def _slug(value: object) -> str:
    text = exact(value)
    if not SLUG.fullmatch(text) or not good_file_name(text):
        refuse("bad-id", value=text)
    return text


def item_code(text: str) -> str | None:
    """Return `O10` for `O10`, `o10` or `O010`, and None for anything else."""
    found = _CODE.fullmatch(text)
    return f"O{found[1]}" if found else None


def _item_code(value: object) -> str:
    text = exact(value)
    code = item_code(arabic_digits(text))
    if code is None:
        refuse("bad-code", value=text)
    return code


def _item_of_file(code: str, info: ValidationInfo) -> str:
    known = known_of(info)
    if known and known.item_code and code != known.item_code:
        refuse("wrong-item-file", item=code, file=known.item_code.lower())
    if known and known.item_code and known.folder_year:
        _check_item(known, known.folder_year, code)
    return code


def _check_item(known: Known, year: int, code: str) -> None:
    """Refuse a code that the year's catalogue does not have, or a year without a catalogue."""
    if year not in known.items:
        refuse("unknown-year", year=year, known=", ".join(map(str, sorted(known.items))))
    codes = known.items[year]
    if codes is not None and code not in codes:
        refuse("unknown-item", year=year, item=code, near=hint(nearest(code, sorted(codes))))


Slug = Annotated[str, BeforeValidator(_slug)]
ItemCode = Annotated[str, BeforeValidator(_item_code)]
ItemOfFile = Annotated[str, BeforeValidator(_item_code), AfterValidator(_item_of_file)]


@dataclass(frozen=True, order=True)
class ItemRef:
    """An item of a year's catalogue, written `2564/O33`."""

    year: int
    code: str

    def __str__(self) -> str:
        """Return it as it is written in YAML."""
        return f"{self.year}/{self.code}"


def _item_ref(value: object, info: ValidationInfo) -> ItemRef:
    text = arabic_digits(exact(value))
    year_text, _, code_text = text.partition("/")
    code = item_code(code_text)
    if not re.fullmatch(r"[0-9]{4}", year_text) or code is None:
        refuse("bad-item-reference", value=text)
    year = int(year_text)
    known = known_of(info)
    if known:
        _check_item(known, year, code)
    return ItemRef(year, code)


ItemReference = Annotated[ItemRef, PlainValidator(_item_ref, json_schema_input_type=str)]


def _reference(kind: Literal["unit", "school", "network", "document"]) -> AfterValidator:
    def check(text: str, info: ValidationInfo) -> str:
        known = known_of(info)
        names = getattr(known, f"{kind}s") if known else None
        if names is not None and text not in names:
            near = hint(nearest(text, sorted(names)))
            refuse(f"unknown-{kind}", value=text, known=", ".join(sorted(names)), near=near)
        return text

    return AfterValidator(check)


UnitId = Annotated[str, BeforeValidator(_slug), _reference("unit")]
SchoolId = Annotated[str, BeforeValidator(_slug), _reference("school")]
DocumentId = Annotated[str, BeforeValidator(_slug), _reference("document")]
NetworkName = Annotated[str, BeforeValidator(to_one_line), _reference("network")]


def _page_address(value: object, info: ValidationInfo) -> str:
    text = exact(value).strip("/")
    known = known_of(info)
    unsure = known.unsure if known else ()
    if known and known.pages is not None and text not in known.pages and not f"{text}/".startswith(unsure):
        refuse("unknown-page", value=text, near=hint(nearest(text, sorted(known.pages))))
    return text


PageAddress = Annotated[str, BeforeValidator(_page_address)]

_ADDRESS_PART = re.compile(r"[A-Za-z0-9_~\u0e01-\u0e5b](?:[A-Za-z0-9_.~\u0e01-\u0e5b-]{0,99})")
RESERVED_ROOTS = frozenset(
    {"assets", "data", "files", "admin", "search", "staff", "404.html", "index.html", "sitemap.xml", "feed.xml",
     "feed.json", "robots.txt", ".well-known", "cname"}
)  # fmt: skip


def alias_of(text: str) -> str:
    """Return an old address in the one spelling that addresses are compared in."""
    return text.strip().strip("/").removesuffix("/index.html")


def may_lead_on(alias: str) -> bool:
    """Return whether a page that leads on may stand at an old address, as `alias_of` spells it."""
    parts = alias.split("/")
    good = all(_ADDRESS_PART.fullmatch(part) and good_file_name(part) for part in parts)
    paging = re.search(r"(^|/)page/[0-9]+$", alias) is not None  # the further pages of a list
    return good and not paging and parts[0].lower() not in RESERVED_ROOTS


def _alias(value: object) -> str:
    text = alias_of(exact(value))
    if not may_lead_on(text):
        refuse("bad-address", value=text)
    return text


Alias = Annotated[str, BeforeValidator(_alias)]
