"""Every item of a year with the office's answer, from whatever could be read.

`report` and `verify` work on content that a build refuses, so nothing here may lean on what a check guarantees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.assets import Assets
from generator.fields import item_code
from generator.library import Library, Loaded
from generator.pages.page import Answer, Content
from generator.problem import Problem
from generator.tree import CONTENT


def answers_of(root: Path, loaded: Loaded, year: int) -> dict[str, Answer]:
    """Return every item of the year with its answer, by code, from whatever could be read."""
    library = loaded.salvaged
    if library is None or year not in library.catalogues:
        return {}
    content = Content(_readable(library), Assets(root, root / ".prongsai" / "assets"))
    return {item.code: content.answers[year, item.code] for item in library.catalogues[year].data.items}


def _readable(library: Library) -> Library:
    """Return the library without rows of evidence that name a document which could not be read."""
    disclosures = {}
    for key, entry in library.disclosures.items():
        rows = tuple(row for row in entry.data.evidence if not row.document or row.document in library.documents)
        complete = len(rows) == len(entry.data.evidence)
        data = entry.data if complete else entry.data.model_copy(update={"evidence": rows})
        disclosures[key] = replace(entry, data=data)
    return replace(library, disclosures=disclosures)


def faulty_files(problems: Sequence[Problem]) -> frozenset[str]:
    """Return the paths of the files that hold an error."""
    return frozenset(found.place.path for found in problems if found.severity == "error")


def faulty_answers(faulty: Iterable[str], year: int) -> dict[str, str]:
    """Return the items of the year whose file is among the faulty ones, each with the file's path."""
    folder = f"{CONTENT}/oit/{year}/"
    named = ((item_code(path.removeprefix(folder).removesuffix(".yaml")), path) for path in sorted(faulty))
    return {code: path for code, path in named if code and path.startswith(folder)}
