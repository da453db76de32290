"""What is wrong in the content, as plain values with a place."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a content file: path relative to the root with `/`, line and column from 1 in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one place, ready to print. Made by `rules.problem`, never by hand."""

    place: Place
    code: str
    severity: Severity
    th: str
    en: str
    fix_th: str

    def __str__(self) -> str:
        """Return the text form of contract §3, without the fix."""
        return f"{self.place}: {self.severity}[{self.code}] {self.th} / {self.en}"

    def as_json(self) -> dict[str, object]:
        """Return the object of `check --format json`."""
        parts = asdict(self)
        place = parts.pop("place")
        return {**place, "severity": self.severity, **{key: parts[key] for key in ("code", "th", "en", "fix_th")}}
