"""New files on the disk: made whole or not at all, never over another, never through a link that leads away."""

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from generator.refusal import RefusedError

Said = tuple[str, str]
"""A sentence for the person, in Thai and in English."""


class ScaffoldError(RefusedError):
    """The file can't be made."""


@dataclass(frozen=True)
class Made:
    """What a command wrote, as paths from the root, what it left alone, and what the person should know."""

    written: tuple[str, ...]
    kept: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


def write_new(root: Path, path: str, text: str) -> str:
    """Write a file that is not there yet and return its path; raises ScaffoldError where there is one, or a link."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise ScaffoldError(f"{path} เป็นทางลัดไปนอกโฟลเดอร์", f"{path} leads out of the folder by a link")
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            _fill(file, target, text)
    except FileExistsError:
        raise ScaffoldError(f"มีไฟล์ {path} อยู่แล้ว ไม่ได้เขียนทับ", f"{path} exists and was not overwritten") from None
    return path


def _fill(file: TextIO, target: Path, text: str) -> None:
    """Write all of a text to a file that was just made, or take the file away again: half of one is worse than none."""
    try:
        file.write(text)
        file.flush()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
