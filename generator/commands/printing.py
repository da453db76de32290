"""How commands print what they found: as text, as JSON, or as marks in a pull request."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from generator.commands import FINE
from generator.outcome import Outcome
from generator.problem import Problem
from generator.talk import say


def counted(outcome: Outcome) -> None:
    """Say how many entries were read, and how many mistakes are in them."""
    say(
        f"ตรวจ {outcome.entries} ไฟล์: ข้อผิดพลาด {outcome.errors} คำเตือน {outcome.warnings} / "
        f"{outcome.entries} entries: {outcome.errors} errors, {outcome.warnings} warnings"
    )


def print_problems(problems: Sequence[Problem]) -> None:
    """Print each mistake with what to do about it."""
    for found in problems:
        sys.stdout.write(f"{found}\n    วิธีแก้: {found.fix_th}\n")


def _print_text(outcome: Outcome) -> None:
    print_problems(outcome.problems)


def _print_json(outcome: Outcome) -> None:
    counts = {
        "entries": outcome.entries,
        "items": outcome.items,
        "evidence": outcome.evidence,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
    }
    json.dump(
        {"problems": [found.as_json() for found in outcome.problems], "counts": counts},
        sys.stdout,
        ensure_ascii=False,
        indent=2,
    )
    sys.stdout.write("\n")


def _print_github(outcome: Outcome) -> None:
    for found in outcome.problems:
        sys.stdout.write(f"{_annotation(found)}\n")


def _annotation(found: Problem) -> str:
    """Return the workflow command that marks a line in a pull request. Every part is escaped as GitHub asks."""
    place = found.place
    parts = {"file": place.path, "line": place.line, "col": place.column, "title": found.code}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in parts.items())
    return f"::{found.severity} {listed}::{_data(f'{found.th} / {found.en} วิธีแก้: {found.fix_th}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class Made(Protocol):
    """What making files came to."""

    @property
    def written(self) -> Sequence[str]:
        """The paths of the files."""

    @property
    def said(self) -> Iterable[tuple[str, str]]:
        """What there is to say, in Thai and English."""


def print_made(made: Made) -> int:
    """Print which files were written, and what was said of them."""
    sys.stdout.writelines(f"{path}\n" for path in made.written)
    for sentence in made.said:
        say(" / ".join(sentence))
    return FINE


FORMATS: dict[str, Callable[[Outcome], None]] = {
    "text": _print_text,
    "json": _print_json,
    "github": _print_github,
}
"""By the name that `--format` takes."""
