"""What is to be said of each field of a model: in comments of new files, and on the reference pages of the guide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args, get_origin, get_type_hints

from generator.fields import Explanation, OneLine, Record
from generator.schemas import help_of


@dataclass(frozen=True)
class Note:
    """What a field is: its name in YAML, its label, help on how to fill it, and the fields within it."""

    name: str
    label: str
    help_th: str
    required: bool
    inner: tuple["Note", ...]

    def line(self, example: str = "") -> str:
        """Return the sentence that explains the field."""
        needed = "จำเป็น" if self.required else "ไม่บังคับ"
        parts = (f"{self.label} ({needed})", self.help_th, example and f"ตัวอย่าง: {example}")
        return " – ".join(filter(None, parts))


_OBVIOUS: tuple[object, ...] = (OneLine, Explanation, OneLine | None, Explanation | None)
"""Plain texts: within a list, saying of each how long it may be only hides what matters."""


def notes(model: type[Record], *, nested: bool = False) -> tuple[Note, ...]:
    """Return what is to be said of each field of a model, in the model's order. nested: of a record within another."""
    hints = get_type_hints(model, include_extras=True)
    found = []
    for name, info in model.model_fields.items():
        inner = next(_records_in(hints[name]), None)
        obvious = nested and hints[name] in _OBVIOUS
        shape = "" if inner or obvious else help_of(hints[name])
        if inner and _is_list(hints[name]):
            shape = "ใส่ได้หลายรายการ"
        said = "" if (info.description or "") in shape else info.description
        help_th = " – ".join(filter(None, (said, shape)))
        found.append(
            Note(
                info.alias or name,
                info.title or name,
                help_th,
                info.is_required(),
                notes(inner, nested=True) if inner else (),
            )
        )
    return tuple(found)


def _records_in(hint: object) -> Iterator[type[Record]]:
    """Yield the record that a field holds. One with a short form is written in that form, so it is not one here."""
    if isinstance(hint, type) and issubclass(hint, Record):
        yield hint
    for argument in get_args(hint) if not hasattr(hint, "__metadata__") else ():
        yield from _records_in(argument)


def _is_list(hint: object) -> bool:
    return get_origin(hint) is tuple
