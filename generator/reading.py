"""From a tree of texts to a typed entry, or to all that is wrong with it, each at its own place.

pydantic does the validating; none of its sentences get out. A mistake YAML already reported is not reported again
as a missing field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Generic, Protocol, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.fields import Known, Record
from generator.problem import Place, Problem
from generator.rules import RULES, problem
from generator.source import Document, Node, Scalar, Step, Table, find, given, place_at, plain
from generator.text import nearest

Steps = tuple[Step, ...]
_MOST = 200
"""More mistakes than this in one file have one cause, and nobody reads them."""
RecordT = TypeVar("RecordT", bound=Record)


class Origin(Protocol):
    """Where an entry was read from."""

    @property
    def digest(self) -> str:
        """A digest of its path and content."""

    @property
    def names(self) -> tuple[str, ...]:
        """The files that it names."""

    @property
    def tree(self) -> Table | None:
        """Its tree, parsed when somebody asks for it."""


@dataclass(frozen=True)
class Entry(Generic[RecordT]):
    """One content file that was read well: its path from the root, its name, its folder's year (or 0), its data."""

    path: str
    name: str
    year: int
    data: RecordT
    origin: Origin

    def at(self, *steps: Step) -> Place:
        """Return the place of the value at `steps`."""
        tree = self.origin.tree
        return place_at(tree, steps) if tree is not None else Place(self.path)

    @property
    def digest(self) -> str:
        """A digest of the file's path and content."""
        return self.origin.digest


def read_record(document: Document, model: type[RecordT], known: Known) -> tuple[RecordT | None, list[Problem]]:
    """Return the typed record, or None and every problem in it."""
    tree = document.tree
    if tree is None:
        return None, []
    problems: list[Problem] = []
    record = None
    try:
        record = model.model_validate(plain(tree), context=known)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = [found for one in details[:_MOST] if (found := _problem(one, tree, model))]
        if len(details) > _MOST:
            problems.append(problem("more-problems", tree.place))
    data = given(tree)
    for fault in model.faults(data if isinstance(data, dict) else {}):
        problems.append(problem(fault.code, place_at(tree, fault.steps), field=_last_name(fault.steps), **fault.values))
    return (record if not problems else None), problems


def _last_name(steps: Steps) -> str:
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _problem(details: ErrorDetails, tree: Table, model: type[Record]) -> Problem | None:
    """Return the problem of one pydantic error, or None when the YAML reader already reported that field."""
    steps: Steps = tuple(step for step in details["loc"] if step != "[key]")
    field = _last_name(steps)
    kind = details["type"]
    if kind == "missing":
        return _missing(steps, tree, model)
    if kind == "extra_forbidden":
        fields = sorted(field_names(_record_at(model, steps[:-1])))
        near = nearest(field, fields)
        code = "unknown-field-near" if near else "unknown-field"
        return problem(code, place_at(tree, steps, key=True), field=field, near=near, known=", ".join(fields))
    place = place_at(tree, steps)
    if kind == "literal_error":
        return _bad_choice(details, place, field)
    code = kind if kind in RULES else _SHAPES.get(kind, "wants-text")
    known = ", ".join(field_names(_record_at(model, steps)))
    return problem(
        code, place, **{"field": field, "label": _label(model, steps), "known": known, **details.get("ctx", {})}
    )


_SHAPES = {
    "list_type": "wants-list",
    "tuple_type": "wants-list",
    "model_type": "wants-table",
    "model_attributes_type": "wants-table",
    "dict_type": "wants-table",
}
"""pydantic's names for a value of the wrong shape, and our rules for it."""


def _missing(steps: Steps, tree: Table, model: type[Record]) -> Problem | None:
    field = str(steps[-1])
    parent = find(tree, steps[:-1])
    label = _label(model, steps)
    if isinstance(parent, Table) and field in parent.keys:
        if field in parent.broken:
            return None
        return problem("empty-field", parent.keys[field], field=field, label=label)
    place = parent.place if isinstance(parent, Table) else place_at(tree, steps)
    return problem("missing-field", place, field=field, label=label)


def _bad_choice(details: ErrorDetails, place: Place, field: str) -> Problem:
    expected = str(details.get("ctx", {}).get("expected", ""))
    choices = [choice.strip().strip("'") for choice in expected.replace(" or ", ", ").split(",")]
    value = details["input"]
    if not isinstance(value, str):
        return problem("wants-text", place, field=field)
    near = nearest(value, choices)
    code = "bad-choice-near" if near else "bad-choice"
    return problem(code, place, field=field, value=value, near=near, choices=", ".join(choices))


@cache
def field_names(model: type[Record] | None) -> tuple[str, ...]:
    """Return the names of a record's fields as they are written in YAML."""
    return tuple(info.alias or name for name, info in model.model_fields.items()) if model else ()


def _label(model: type[Record], steps: Steps) -> str:
    parent = _record_at(model, steps[:-1])
    name = str(steps[-1]) if steps else ""
    for field, info in (parent.model_fields if parent else {}).items():
        if name in (field, info.alias):
            return info.title or name
    return name


def _record_at(model: type[Record], steps: Steps) -> type[Record] | None:
    """Return the model of the record that stands at `steps` within an entry of `model`."""
    found: type[Record] | None = model
    for step in steps:
        if isinstance(step, int) or found is None:
            continue
        info = next((i for name, i in found.model_fields.items() if step in (name, i.alias)), None)
        found = next(_records_in(info.annotation), None) if info else None
    return found


def _records_in(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, Annotated, tuple):
        for argument in get_args(annotation):
            yield from _records_in(argument)


def places(node: Node, name: str = "") -> Iterator[tuple[str, Scalar]]:
    """Yield every scalar of the tree with the name of the field it stands in."""
    if isinstance(node, Scalar):
        yield name, node
    elif isinstance(node, Table):
        for key, child in node.nodes.items():
            yield from places(child, key)
    else:
        for child in node.nodes:
            yield from places(child, name)


def place_in(node: Scalar, offset: int) -> Place:
    """Return the place within a text: exact where it was written as a block (`|`), else that of the text."""
    if node.block is None:
        return node.place
    line = node.text.count("\n", 0, offset)
    column = offset - (node.text.rfind("\n", 0, offset) + 1)
    return Place(node.place.path, node.place.line + 1 + line, node.block + column + 1)


def texts(tree: Table) -> Iterator[str]:
    """Yield the text of every scalar of the tree."""
    return (node.text for _, node in places(tree) if not node.empty)
