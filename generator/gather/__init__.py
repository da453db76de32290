"""`prongsai gather`: reads what many offices publish under `/data/` into one set of tables, and asks it questions.

There is no server: every office publishes its own files, and whoever wants to see a region or the nation gathers them
when they want to. An office that can't be read, or whose data is not what its schema says, is named with the reason and
left out whole; the others are not delayed by it. What has not changed since the last time is not fetched again.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from generator.gather.faults import GatherError, fault
from generator.gather.fetching import USUAL, Office, fetch
from generator.gather.places import Asked, Place, places
from generator.gather.questions import QUESTIONS, Answer, as_csv, as_json, as_text
from generator.gather.scores import catalogues
from generator.gather.store import State, Writer, ask_set, engine, require_engine, write_set
from generator.gather.tables import office_row, year_rows
from generator.links.gate import Gate
from generator.links.visit import Limits
from generator.text import visible

__all__ = ["QUESTIONS", "GatherError", "Gathered", "as_csv", "as_json", "as_text", "ask", "gather"]

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Gathered:
    """What a run came to."""

    offices: int
    """Offices that were read."""
    years_read: int
    years_kept: int
    """Years that had not changed, and were not read again."""
    items: int
    evidence: int
    left_out: tuple[tuple[str, str], ...]
    """A line in Thai and one in English for each office that was not read, sorted by its place; safe to print."""
    silent: int
    """Offices of the lists that have no site."""


def gather(words: Sequence[str], out: Path, *, allow_private: bool, report: Report, limits: Limits = USUAL) -> Gathered:
    """Read the offices that `words` name into the set in `out`.

    Raises GatherError when a list can't be read, when there is no engine, or when not one office could be read: the
    old set then stays as it is. OSError when the set can't be written.
    """
    require_engine()
    asked = places(words)
    known, basis = catalogues()
    state = State(out, basis)
    offices: list[Office] = []
    with engine() as (connection, folder), ExitStack() as stack:
        writer = Writer(folder, stack)

        def take(office: Office) -> None:
            for table, row in year_rows(office, known):
                writer.add(table, row)
            for year in office.kept or {}:
                writer.keep(office.place.source, year)
            # The years themselves are on the disk now; their hashes are all that is still needed.
            hashes = {year.year: sha256 for sha256, year in (office.read or {}).items()}
            offices.append(replace(office, read=None, kept={**(office.kept or {}), **hashes}))
            counted[0] += len(hashes)
            report("อ่านข้อมูลหน่วยงาน", len(offices), len(asked.places))

        counted = [0]
        asyncio.run(fetch(asked.places, state.sha256, take, Gate(allow_private=allow_private), limits))
        if offices and all(office.fault for office in offices):
            raise _nobody(offices)
        everyone = _with_regions(offices, asked)
        for office in everyone:
            writer.add("offices", office_row(office))
        writer.close()
        counts = write_set(connection, folder, out, keeps=writer.keeps)
    years = {office.place.source: office.kept or {} for office in everyone}
    state.write(out, years)
    return Gathered(
        offices=sum(office.fault is None for office in everyone),
        years_read=counted[0],
        years_kept=sum(map(len, years.values())) - counted[0],
        items=counts["items"],
        evidence=counts["evidence"],
        left_out=tuple(_said(office) for office in everyone if office.fault and office.place.known),
        silent=sum(not office.place.known for office in everyone),
    )


def ask(out: Path, question: str, year: int | None) -> Answer:
    """Return the answer to one of `QUESTIONS`, of one year or of all; raises GatherError when there is no set."""
    return ask_set(out, QUESTIONS[question].sql, [year])


def _with_regions(offices: Sequence[Office], asked: Asked) -> list[Office]:
    """Return all offices by source: those read, with the regions that lists tell, and those that have no site."""
    told = {place.office: place for place in asked.told}
    made = []
    for office in offices:
        place = told.get(office.name)
        region = office.place.region or (place.region if place else None)
        made.append(replace(office, place=replace(office.place, region=region)))
    names = {office.name for office in offices}
    made += [_silent(place) for place in asked.told if place.office not in names]
    return sorted(made, key=lambda office: office.place.source)


def _silent(place: Place) -> Office:
    return Office(place, place.office, fault=fault("no-site"))


def _said(office: Office) -> tuple[str, str]:
    where = visible(office.place.source, 300)
    return (f"{where}: {office.fault.th}", f"{where}: {office.fault.en}") if office.fault else (where, where)


def _nobody(offices: Sequence[Office]) -> GatherError:
    th, en = _said(min(offices, key=lambda office: office.place.source))
    return GatherError(
        f"อ่านข้อมูลไม่ได้แม้แต่หน่วยงานเดียว ชุดข้อมูลเดิมยังอยู่ครบ เช่น {th}",
        f"not one office could be read and the old set is as it was, such as {en}",
        content=True,
    )
