"""The OIT score of an office's year, from what it has published.

An item is ready as in `readiness`, as far as the published data tells: `published` with every element covered (or,
where no elements are listed, with evidence whose link opens), or `none` with its explanation. The roll-up is that of
the catalogue that comes with the product for this kind of office and year, if it lists the very items that the office
does; otherwise nobody knows how they are grouped, and the score is the mean of all items.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue import Catalogue
from generator.fields import Known
from generator.gather.published import Item, YearData
from generator.ledger import UNUSABLE
from generator.reading import read_record
from generator.scoring import FULL, mean, score
from generator.site import PRODUCT
from generator.source import read_document, read_regular_file
from generator.tree import CONTENT

Catalogues = Mapping[tuple[str, int], Catalogue]
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Score:
    """The score, 0–100 or None when no item applies, and how it was made: `nested`, `flat` or `unknown`."""

    oit: float | None
    rollup: str


def catalogues(product: Path = PRODUCT) -> tuple[Catalogues, str]:
    """Return the catalogues that come with the product, and a hash of them all."""
    found: dict[tuple[str, int], Catalogue] = {}
    digest = hashlib.sha256()
    for path in sorted((product / CONTENT / "catalogues").glob("oit-[0-9][0-9][0-9][0-9].yaml")):
        digest.update(read_regular_file(path) or b"")
        known = Known(folder_year=int(path.stem[-4:]))
        record, _ = read_record(read_document(product, path.relative_to(product).as_posix()), Catalogue, known)
        if record:
            found[record.body_type, record.year] = record
    return found, digest.hexdigest()


def score_of(year: YearData, known: Catalogues) -> Score:
    """Return the score of the year."""
    states = {item.code: ready(item) for item in year.items}
    catalogue = known.get((year.body_type, year.year))
    if catalogue is None or catalogue.by_code.keys() != states.keys():
        points = mean(None if state is None else FULL if state else 0 for state in states.values())
        return Score(None if points is None else float(points), UNKNOWN)
    points = score(catalogue, states).oit
    return Score(None if points is None else float(points), catalogue.scoring.rollup)


def ready(item: Item) -> bool | None:
    """Return whether the item counts as complete; None when it does not apply."""
    if item.status == "not-applicable":
        return None
    if item.status == "none":
        return bool(item.explanation)
    if item.status != "published":
        return False
    if item.elements:
        return all(element.covered for element in item.elements)
    return any(row.ledger is None or row.ledger.state not in UNUSABLE for row in item.evidence)
