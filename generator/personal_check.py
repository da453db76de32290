"""Personal data that must not be published: in what people write, in the files they offer, and in the names of both.

What was looked at and may stand is listed in `personal-data.yaml`; the office's own contact needs no permission.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.files_check import named_files, naming
from generator.kinds.waivers import Waiver
from generator.library import Loaded
from generator.personal import sightings
from generator.problem import Place, Problem
from generator.reading import place_in, places
from generator.rules import SPOTS, problem
from generator.source import Table
from generator.text import normalise
from generator.tree import CONTENT

_OFFICE = f"{CONTENT}/office.yaml"
_OWN_FIELDS = frozenset({"contact", "channels", "executives"})
_OWN_CHOICE = frozenset({"mobile-number", "private-mail"})
"""What an office may give as its own contact. Nobody's ID number is that."""

Known = tuple[str, str, str]
"""The file it stands in, from `disclosures/` on, the kind of finding, and the mask."""


@dataclass(frozen=True)
class _Find:
    """One finding at one place, as a waiver would name it."""

    known: Known
    problem: Problem


def check_personal_data(loaded: Loaded) -> Iterator[Problem]:
    """Nobody is given away by what the office discloses."""
    own = frozenset(_own(loaded.trees.get(_OFFICE)))
    found = [find for find in _finds(loaded) if find.known[1:] not in own]
    waived = {_known_to(waiver) for waiver in _waivers(loaded)}
    for find in found:
        if find.known not in waived:
            yield find.problem
    yield from _idle(loaded, {find.known for find in found})


def _own(office: Table | None) -> Iterator[tuple[str, str]]:
    """Yield the mobile numbers and mail addresses that the office gives as its own, by kind and mask."""
    nodes = office.nodes if office is not None else {}
    for name in _OWN_FIELDS & nodes.keys():
        for _, scalar in places(nodes[name]):
            yield from ((one.kind, one.masked) for one in sightings(scalar.text) if one.kind in _OWN_CHOICE)


def _finds(loaded: Loaded) -> Iterator[_Find]:
    shelf = loaded.memory.shelf("personal")
    for path in sorted(loaded.trees):
        yield from shelf.recall(loaded.trees.file(path).digest, partial(_finds_in_text, path, loaded))
    telling = {path for path, facts in loaded.inventory.facts.items() if facts.traces}
    for tree in naming(loaded, telling):
        for _, node in places(tree):
            for file, place in named_files(node):
                yield from _finds_in_file(loaded, file, place)


def _finds_in_text(path: str, loaded: Loaded) -> tuple[_Find, ...]:
    """Return what stands in the name of an entry and in its texts."""
    where = path.removeprefix(f"{CONTENT}/")
    seen = [(one, Place(path)) for one in sightings(where)]
    for _, node in places(loaded.trees[path]):
        seen += [(one, place_in(node, one.start)) for one in sightings(node.text)]
    return tuple(
        _Find((where, one.kind, one.masked), problem(one.kind, place, masked=one.masked)) for one, place in seen
    )


def _finds_in_file(loaded: Loaded, file: str, place: Place) -> Iterator[_Find]:
    """Yield what is in a file, said at the place that names it."""
    facts = loaded.inventory.facts.get(file)
    for trace in facts.traces if facts is not None else ():
        th, en = (words.format(name=trace.name).strip() for words in SPOTS[trace.spot])
        said = problem(f"{trace.kind}-in-file", place, value=file, masked=trace.masked, where=th, where_en=en)
        yield _Find((file, trace.kind, trace.masked), said)


def _waivers(loaded: Loaded) -> tuple[Waiver, ...]:
    return loaded.waivers.data.waivers if loaded.waivers is not None else ()


def _known_to(waiver: Waiver) -> Known:
    where = normalise(waiver.where).removeprefix("./").removeprefix(f"{CONTENT}/")
    return where, waiver.finding, " ".join(waiver.masked.split())


def _idle(loaded: Loaded, found: set[Known]) -> Iterator[Problem]:
    """Yield each waiver that waives nothing, unless it is for a file that can't be read and may hold anything."""
    reported = {problem.place.path for problem in loaded.problems}
    for number, waiver in enumerate(_waivers(loaded)):
        known = _known_to(waiver)
        path = f"{CONTENT}/{known[0]}"
        unread = path in reported and path not in loaded.trees
        if loaded.waivers is not None and known not in found and not unread:
            yield problem(
                "idle-waiver", loaded.waivers.at("waivers", number, "masked"), masked=known[2], value=known[0]
            )
