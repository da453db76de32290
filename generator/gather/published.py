"""What an office has published, read as what it is: data from outside that may hold anything.

The models are those of contract §4, with bounds. More fields than ours are let pass, because a newer version may
publish them; a field that is missing or of another kind makes the whole file unusable. Nothing is converted: `"12"` is
no number. What passes is text and numbers, and nobody runs, renders or follows any of it.
"""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from generator.gather.faults import Fault, fault

Text = Annotated[str, StringConstraints(max_length=10_000)]
Line = Annotated[str, StringConstraints(max_length=2_000)]
Word = Annotated[str, StringConstraints(max_length=100)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]
Code = Annotated[str, StringConstraints(pattern=r"^O[1-9][0-9]{0,2}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Year = Annotated[int, Field(ge=2400, le=2700)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Number = Annotated[int, Field(ge=1, le=1_000)]

Status = Literal["published", "none", "preparing", "not-applicable", "missing"]
"""`readiness.STATUS_TH`, as a type; a test holds the two together."""
State = Literal["ok", "changed", "moved", "needs-login", "broken", "unsure"]
"""`ledger.STATES`, likewise."""


class _Outside(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class File(_Outside):
    """A file that the index names."""

    format: Word
    sha256: Sha256


class Dataset(_Outside):
    """A year that the index names."""

    year: Year
    files: tuple[File, ...] = Field(max_length=20)

    @property
    def sha256(self) -> str | None:
        """The hash of the year's JSON, or None when the index names no such file."""
        return next((file.sha256 for file in self.files if file.format == "json"), None)


class Index(_Outside):
    """`/data/index.json`."""

    office: Line
    url: Line | None = None
    datasets: tuple[Dataset, ...] = Field(max_length=100)

    @model_validator(mode="after")
    def _years_are_unique(self) -> "Index":
        if len({one.year for one in self.datasets}) != len(self.datasets):
            raise ValueError("a year is named twice")
        return self


class Element(_Outside):
    """A required element."""

    covered: bool


class Link(_Outside):
    """What the office's ledger says of an address."""

    state: State
    checked_at: Word | None = None
    first_failure: Word | None = None
    fail_streak: Count | None = None
    status: Count | None = None
    final_url: Text | None = None
    reason: Word | None = None


class Evidence(_Outside):
    """A piece of evidence."""

    id: Word
    title: Line
    url: Text
    kind: Word
    bytes: Count | None
    sha256: Sha256 | None
    media_type: Line | None
    issued: date | None
    period: Word | None
    covers: tuple[Number, ...] = Field(max_length=1_000)
    ledger: Link | None


class Item(_Outside):
    """One item with the office's answer."""

    code: Code
    title: Line
    concept: Slug
    status: Status
    url: Text
    explanation: Text | None
    elements: tuple[Element, ...] = Field(max_length=1_000)
    evidence: tuple[Evidence, ...] = Field(max_length=1_000)


class YearData(_Outside):
    """`/data/oit-YEAR.json`."""

    year: Year
    body_type: Slug
    office: Line
    items: tuple[Item, ...] = Field(max_length=1_000)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "YearData":
        if len({item.code for item in self.items}) != len(self.items):
            raise ValueError("an item is there twice")
        return self


OutsideT = TypeVar("OutsideT", Index, YearData)


def read(name: str, content: bytes, model: type[OutsideT]) -> OutsideT | Fault:
    """Return the file's data, or what is wrong with the first part of it that is wrong."""
    try:
        return model.model_validate_json(content)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "–"
        return fault("shape", name=name, where=where, reason=first["msg"])
