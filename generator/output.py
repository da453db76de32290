"""The Markdown pages in `docs/`: only what our manifest names is written, changed or removed there."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from generator.assets import write_whole
from generator.refusal import RefusedError

MANIFEST = ".prongsai.json"
MARK = "generated: true"
"""Stands in the front matter of every page we write; a file with it is ours even when the manifest is lost."""


class OutputError(RefusedError):
    """`docs/` holds something of somebody else's where a page belongs."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"docs/{path} มีไฟล์ที่โปรแกรมนี้ไม่ได้สร้าง ย้ายไฟล์นั้นออกก่อน",
            f"docs/{path} was not made by this program; move it away first",
        )


def write_docs(docs: Path, pages: Mapping[str, str]) -> int:
    """Make `docs/` hold exactly `pages` (path → Markdown) among the files we own; return how many files changed."""
    docs.mkdir(parents=True, exist_ok=True)
    owned = _owned(docs)
    for path in pages:
        if path not in owned and not _may_write(docs / path):
            raise OutputError(path)
    changed = 0
    for path in sorted(owned - pages.keys()):
        target = docs / path
        if _inside(docs, target) and target.is_file():
            target.unlink()
            changed += 1
            _remove_empty(docs, target.parent)
    for path, text in pages.items():
        changed += _write(docs, docs / path, text.encode())
    write_whole(docs / MANIFEST, (json.dumps(sorted(pages), indent=0) + "\n").encode())
    return changed


def _owned(docs: Path) -> set[str]:
    try:
        listed = json.loads((docs / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()


def _may_write(target: Path) -> bool:
    """Return whether nothing stands there, or something that an earlier run of ours wrote."""
    if not os.path.lexists(target):
        return True
    try:
        return not target.is_symlink() and MARK in target.read_text("utf-8")[:2000]
    except (OSError, UnicodeDecodeError):
        return False


def _write(docs: Path, target: Path, content: bytes) -> bool:
    if target.is_file() and not target.is_symlink() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _inside(docs, target):
        raise OutputError(target.relative_to(docs).as_posix())
    write_whole(target, content)
    return True


def _inside(docs: Path, target: Path) -> bool:
    """Return whether no link leads out of `docs` on the way to `target`."""
    return target.parent.resolve().is_relative_to(docs.resolve())


def _remove_empty(docs: Path, folder: Path) -> None:
    while folder != docs and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
