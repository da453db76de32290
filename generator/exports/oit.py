"""`/data/oit-YEAR.*`: every year that has a catalogue, in every format. A new format is one function and one line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.assets import MEDIA_TYPES
from generator.exports.dataset import YearRecord, file_of, year_record
from generator.exports.oit_csv import oit_csv
from generator.exports.oit_json import oit_json
from generator.exports.oit_xlsx import oit_xlsx
from generator.memory import digest
from generator.pages import Content, Page


@dataclass(frozen=True)
class Format:
    """A format of a year's data; `name` is its extension."""

    name: str
    media_type: str
    write: Callable[[YearRecord], bytes]


FORMATS = (
    Format("json", "application/json", oit_json),
    Format("csv", MEDIA_TYPES["csv"], oit_csv),
    Format("xlsx", MEDIA_TYPES["xlsx"], oit_xlsx),
)


def oit(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield the files of every year."""
    for catalogue in content.catalogues:
        record = year_record(content, catalogue)
        said = repr(record)
        for one in FORMATS:
            made = content.memory.shelf("data").recall(digest(one.name, said), partial(one.write, record))
            yield file_of(record.year, one.name), made
