"""What all content models share: their base, what references may point to, and how a value is refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.dates import DateError, parse_date, thai_date
from generator.text import ANY_ZERO_WIDTH


@dataclass(frozen=True)
class StoredFile:
    """A file under `files/`: size in bytes, and what its first bytes say it is (`pdf`, `png`, … or `?`)."""

    path: str
    size: int
    real_type: str


@dataclass(frozen=True)
class Known:
    """What references may point to. None means that nothing can be said, because its file could not be read."""

    files: Mapping[str, StoredFile] = field(default_factory=dict)
    units: frozenset[str] | None = None
    schools: frozenset[str] | None = None
    networks: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    pages: frozenset[str] | None = None
    aliases: frozenset[str] | None = None
    unsure: tuple[str, ...] = ()
    """Beginnings of addresses of which nothing can be said."""
    items: Mapping[int, frozenset[str] | None] = field(default_factory=dict)
    folder_year: int | None = None
    item_code: str | None = None
    element_count: int | None = None


@dataclass(frozen=True)
class Fault:
    """A mistake between fields: where in the entry, which rule, and the rule's values."""

    steps: tuple[str | int, ...]
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def rows(
    data: Mapping[str, object], *names: str, steps: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, object]]]:
    """Yield every table in the lists within lists that `names` lead to, with its steps."""
    listing = data.get(names[0])
    for number, row in enumerate(listing if isinstance(listing, list) else ()):
        if isinstance(row, dict):
            here = (*steps, names[0], number)
            if names[1:]:
                yield from rows(row, *names[1:], steps=here)
            else:
                yield here, row


def duplicates(
    data: Mapping[str, object], *names: str, spelt: Callable[[str], str | None] = str.strip
) -> Iterator[Fault]:
    """Yield a fault for each value of the last of `names` that stands a second time in the lists the others lead to.

    spelt: gives the one spelling that values are compared in.
    """
    seen: dict[str, tuple[str | int, ...]] = {}
    for steps, row in rows(data, *names[:-1]):
        value = row.get(names[-1])
        key = spelt(value) if isinstance(value, str) else None
        if not key:
            continue
        if key in seen:
            yield Fault((*steps, names[-1]), "duplicate-id", {"value": value, "first": _spot(seen[key])})
        seen.setdefault(key, steps)


def _spot(steps: tuple[str | int, ...]) -> str:
    """Return `units[3]` for the third of `units`."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).strip(".")


def backwards(row: Mapping[str, object], steps: tuple[str | int, ...]) -> Iterator[Fault]:
    """Yield the fault of a span from `from` to `to` that ends before it starts."""
    try:
        first, last = (parse_date(str(row[name])) for name in ("from", "to"))
    except (KeyError, DateError):
        return
    if last < first:
        yield Fault((*steps, "to"), "end-before-start", {"start": thai_date(first), "end": thai_date(last)})


class Record(BaseModel):
    """What all content models share: no unknown fields, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: object) -> object:
        """Take a known field that was left blank as not given; an unknown one is still a mistake."""
        if not isinstance(data, dict):
            return data
        known = {info.alias or name for name, info in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:  # noqa: ARG003 - for those who have something to say
        """Yield what is wrong between fields. `data` is the entry as typed, so this runs whatever else is wrong."""
        yield from ()


def about(label_th: str, help_th: str = "", en: str = "", **options: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return a pydantic Field with its Thai label and help and an English gloss: the only place they are written."""
    return Field(title=label_th, description=help_th or None, json_schema_extra={"x-en": en} if en else None, **options)


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse the value being validated for the reason `code`."""
    # The name and the template are both the rule's code; what is said to people stands in `rules`.
    raise PydanticCustomError(code, code, values)


def known_of(info: ValidationInfo) -> Known | None:
    """Return what is known to the file being read, when it is read with its neighbours."""
    return info.context if isinstance(info.context, Known) else None


def text_of(value: object) -> str:
    """Return the value if it is a text, else refuse it."""
    if value is None:
        refuse("empty-field")
    if not isinstance(value, str):
        refuse("wants-text")
    return value


def hint(near: str | None) -> str:
    """Return the question whether another value was meant, or nothing."""
    return f"หมายถึง “{near}” หรือไม่" if near else ""


def exact(value: object) -> str:
    """Return a text that must be exactly what it looks like, without white space around it."""
    text = text_of(value).strip()
    if ANY_ZERO_WIDTH.search(text):
        refuse("zero-width")
    return text
