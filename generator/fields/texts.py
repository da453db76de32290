"""Texts: one line, an explanation, Markdown, a name in two languages."""

from typing import Annotated

from pydantic import (
    BeforeValidator,
)

from generator.fields.record import Record, about, refuse, text_of
from generator.text import normalise, one_line

ONE_LINE_LIMIT = 300
EXPLANATION_LIMIT = 2_000
MARKDOWN_LIMIT = 100_000


def _limited(text: str, limit: int) -> str:
    if len(text) > limit:
        refuse("too-long", length=len(text), limit=limit)
    if not text:
        refuse("empty-field")
    return text


def to_one_line(value: object) -> str:
    """Return a text on one line, not too long."""
    return _limited(one_line(text_of(value)), ONE_LINE_LIMIT)


def _explanation(value: object) -> str:
    return _limited(one_line(text_of(value)), EXPLANATION_LIMIT)


def _markdown(value: object) -> str:
    return _limited(normalise(text_of(value)).strip("\n"), MARKDOWN_LIMIT)


OneLine = Annotated[str, BeforeValidator(to_one_line)]
Explanation = Annotated[str, BeforeValidator(_explanation)]
Markdown = Annotated[str, BeforeValidator(_markdown)]


class Localized(Record):
    """A name in Thai, and in English where there is one."""

    th: OneLine = about("ภาษาไทย")
    en: OneLine | None = about("ภาษาอังกฤษ", default=None)


def _localized(value: object) -> object:
    return {"th": value} if isinstance(value, str) else value


LocalizedText = Annotated[Localized, BeforeValidator(_localized)]
