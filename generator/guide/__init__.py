"""The guide for staff: Thai Markdown that people read in the repository, cut into the pieces that the site prints.

A chapter is one file. It is read here and not by the engine, because the site shows a command, a file and what a
command answers each in its own way, and because a test follows the same pieces in a copy of the demo office.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Literal

from PIL import Image

from generator import addresses

FOLDER = Path(__file__).resolve().parent
PICTURES = "pictures"

PieceKind = Literal["prose", "command", "answer", "file", "written", "picture"]

_FENCE = re.compile(r"^```(?P<language>[a-z]*)$")
_PICTURE = re.compile(rf"^!\[(?P<alt>[^\]]+)\]\({PICTURES}/(?P<name>[a-z0-9-]+\.webp)\)$")
_FILE = re.compile(r"^# ไฟล์ (?P<path>disclosures/\S+?)(?P<written> ที่คำสั่งเขียนให้)?$")


@dataclass(frozen=True)
class Piece:
    """A part of a step.

    prose: Markdown. command: lines for the terminal. answer: what they print, `…` for what differs. file: what the
    reader writes. written: what a command has written, a line `…` for what is left out. picture: `text` is its alt.
    """

    kind: PieceKind
    text: str
    name: str = ""
    """The path of a file, or the name of a picture."""


@dataclass(frozen=True)
class Step:
    """A heading and what stands below it."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Chapter:
    """One file of the guide."""

    name: str
    title: str
    lead: str
    """Markdown."""
    steps: tuple[Step, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in their order."""
    return tuple(read_chapter(name, (FOLDER / f"{name}.md").read_text("utf-8")) for name in addresses.CHAPTERS)


@cache
def picture_size(name: str) -> tuple[int, int]:
    """Return the width and height of a picture of the guide."""
    with Image.open(FOLDER / PICTURES / name, formats=["WEBP"]) as picture:
        return picture.size


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each picture that the guide shows, once."""
    shown = (piece.name for chapter in chapters() for step in chapter.steps for piece in step.pieces)
    for name in sorted({name for name in shown if name.endswith(".webp")}):
        yield name, (FOLDER / PICTURES / name).read_bytes()


def read_chapter(name: str, text: str) -> Chapter:
    """Return a chapter from its Markdown: one `#`, a paragraph that introduces it, and a `##` for each step."""
    title, *rest = text.split("\n")
    parts: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for line in rest:
        fenced ^= line.startswith("```")
        # In a fence, `##` is a comment of YAML.
        if line.startswith("## ") and not fenced:
            parts.append((line.removeprefix("## "), []))
        else:
            parts[-1][1].append(line)
    (_, lead), *steps = parts
    return Chapter(
        name,
        title.removeprefix("# "),
        "\n".join(lead).strip(),
        tuple(Step(heading, tuple(_pieces(lines))) for heading, lines in steps),
    )


def _pieces(lines: list[str]) -> Iterator[Piece]:
    prose: list[str] = []
    waiting = iter(lines)
    for line in waiting:
        opened, picture = _FENCE.match(line), _PICTURE.match(line)
        if not opened and not picture:
            prose.append(line)
            continue
        yield from _prose(prose)
        prose.clear()
        if picture:
            yield Piece("picture", picture["alt"], picture["name"])
        elif opened:
            yield _fenced(opened["language"], _until_closed(waiting))
    yield from _prose(prose)


def _prose(lines: list[str]) -> Iterator[Piece]:
    text = "\n".join(lines).strip()
    if text:
        yield Piece("prose", text)


def _until_closed(waiting: Iterator[str]) -> list[str]:
    return list(takewhile(lambda line: line != "```", waiting))


def _fenced(language: str, lines: list[str]) -> Piece:
    if language == "sh":
        return Piece("command", "\n".join(lines))
    head = _FILE.match(lines[0])
    if head is None:
        return Piece("answer", "\n".join(lines))
    return Piece("written" if head["written"] else "file", "\n".join(lines[1:]), head["path"])
