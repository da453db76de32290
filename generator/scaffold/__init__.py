"""`prongsai new` and `prongsai init`: files that are ready to fill, each field explained from its model."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.scaffold.entries import (
    check_slug,
    day_of,
    new_assessment,
    new_document,
    new_post,
    new_programme,
    new_school,
    new_survey,
)
from generator.scaffold.office import QUESTIONS, complete, refuse_taken, start
from generator.scaffold.writing import Made, ScaffoldError, write_new
from generator.scaffold.year import item_file, new_item, new_year

__all__ = [
    "KINDS_TO_MAKE",
    "QUESTIONS",
    "Made",
    "ScaffoldError",
    "complete",
    "item_file",
    "make",
    "refuse_taken",
    "start",
    "write_new",
]

KINDS_TO_MAKE = (
    "news",
    "lesson",
    "honor",
    "document",
    "survey",
    "assessment",
    "programme",
    "school",
    "oit",
    "year",
)


def make(root: Path, kind: str, words: Sequence[str], *, day: str | None, slug: str | None, today: date) -> Made:
    """Write the new file or files of a kind. Nothing is overwritten; raises ScaffoldError when it can't be done."""
    check_slug(slug)
    if kind == "year":
        return new_year(root, words)
    if kind == "oit":
        return Made((new_item(root, words),))
    when = day_of(day, today)
    if kind == "document":
        path = new_document(root, words, slug, when)
    elif kind == "survey":
        path = new_survey(root, words, slug, when)
    elif kind == "assessment":
        path = new_assessment(root, words, when)
    elif kind == "programme":
        path = new_programme(root, words, when)
    elif kind == "school":
        path = new_school(root, words, slug)
    else:
        path = new_post(root, kind, words, slug, when)
    return Made((path,))
