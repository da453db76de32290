"""Does what the guide says, in a copy of the demo office: types its commands, writes its files, compares the answers.

Both the tests and the maker of the guide's pictures stand on it, so a picture shows what a reader gets.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from generator.guide import Chapter, Piece, chapters

REPOSITORY = Path(__file__).resolve().parent.parent
CONTENT = REPOSITORY / "disclosures"
CLONED = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "package-lock.json",
    ".npmrc",
    ".gitignore",
)
STAMP = ".made"
DOWNLOADS = {
    "open-house.jpg": "news/2564/plan-hearing.jpg",
    "green-day.jpg": "news/2564/mother-tree-planting.jpg",
    "action-plan-2565.pdf": "2564/action-plan-2564.pdf",
}
"""What the guide takes from the folder of downloads: samples of the demo office under new names."""
GAP = "…"
FAILURES = ("error[", "ยังไม่มีแบบวัด")
"""What stands in an answer that means to show a command that fails."""


@dataclass(frozen=True)
class Reader:
    """Somebody who has cloned the repository and made it ready: the folder, and the home with what was downloaded."""

    root: Path
    home: Path

    def types(self, command: str) -> tuple[int, str]:
        """Return the exit code and all that a command prints, in the order it is printed."""
        environment = {
            **os.environ,
            "HOME": str(self.home),
            "PYTHONUNBUFFERED": "1",
            # What `make` would install is there already.
            "MAKEFLAGS": f"SITE_STAMP={STAMP} EDITOR_STAMP={STAMP}",
        }
        run = subprocess.run(
            ["sh", "-c", command],
            cwd=self.root,
            env=environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return run.returncode, run.stdout


def start(root: Path, home: Path) -> Reader:
    """Make the folder of a fresh clone of the demo office at `root`, with the downloads that the guide speaks of."""
    root.mkdir(parents=True, exist_ok=True)
    if not (root / "disclosures").exists():
        shutil.copytree(CONTENT, root / "disclosures")
    for name in CLONED:
        shutil.copy(REPOSITORY / name, root)
    (root / ".venv").symlink_to(sys.prefix)
    (root / STAMP).touch()
    downloads = home / "Downloads"
    downloads.mkdir(parents=True)
    for name, sample in DOWNLOADS.items():
        shutil.copy(CONTENT / "files" / sample, downloads / name)
    _write_table(downloads / "oit-2566.xlsx")
    return Reader(root, home)


def _write_table(path: Path) -> None:
    """Write the workbook that the chapter on importing shows as a table."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in shown_rows(chapter_of("import")):
        sheet.append(row)
    book.save(path)


def chapter_of(name: str) -> Chapter:
    return next(chapter for chapter in chapters() if chapter.name == name)


def shown_rows(chapter: Chapter) -> list[list[str]]:
    """Return the rows of the first table of a chapter, the line under its head left out."""
    text = next(piece.text for step in chapter.steps for piece in step.pieces if "\n| ---" in piece.text)
    lines = [line for line in text.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


def pieces_of(chapter: Chapter) -> list[Piece]:
    return [piece for step in chapter.steps for piece in step.pieces]


def fits(shown: str, found: str) -> bool:
    """Return whether a text is the one shown; `…` stands for anything, and on a line of its own for any lines."""
    parts = ["(?:.*\n)*" if line == GAP else f"{_line(line)}\n" for line in shown.strip("\n").split("\n")]
    return re.fullmatch("".join(parts), f"{found.rstrip()}\n" if found.strip() else "") is not None


def _line(shown: str) -> str:
    return ".*".join(map(re.escape, shown.split(GAP)))


@dataclass
class _Follower:
    """What the last commands printed, and the one that failed without the guide having said so yet."""

    reader: Reader
    printed: str = ""
    failed: str = ""

    def wrong_with(self, piece: Piece) -> Iterator[str]:
        if piece.kind == "command":
            yield from self._types(piece.text)
        elif piece.kind == "answer":
            yield from self._hears(piece.text)
        elif piece.kind == "written":
            yield from self._finds(piece)
        elif piece.kind == "file":
            path = self.reader.root / piece.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{piece.text}\n", "utf-8")

    def end(self) -> Iterator[str]:
        if self.failed:
            yield self.failed

    def _types(self, commands: str) -> Iterator[str]:
        yield from self.end()
        self.printed, self.failed = "", ""
        for line in commands.split("\n"):
            # A preview has no end; that the command is there is all that can be followed.
            code, said = self.reader.types("make -n serve" if line == "make serve" else line)
            self.printed += said
            if code:
                self.failed = f"{line} ended with {code}:\n{said}"

    def _hears(self, shown: str) -> Iterator[str]:
        if not fits(shown, self.printed):
            yield f"the guide shows\n{shown}\nbut it is\n{self.printed}"
        if any(sign in shown for sign in FAILURES):
            self.failed = ""

    def _finds(self, piece: Piece) -> Iterator[str]:
        path = self.reader.root / piece.name
        found = path.read_text("utf-8") if path.exists() else ""
        if not fits(piece.text, found):
            yield f"{piece.name} is not as shown:\n{found}"


def wrong_with(reader: Reader, pieces: list[Piece]) -> Iterator[str]:
    """Follow pieces of the guide in order, and yield what didn't turn out as the guide says."""
    follower = _Follower(reader)
    for piece in pieces:
        yield from follower.wrong_with(piece)
    yield from follower.end()
