"""One file under two names: how what is kept gets into a site without being copied."""

import os
import shutil
from pathlib import Path


def link(source: str | Path, target: str | Path) -> None:
    """Put the file `source` at `target` too, in place of whatever is there; its folder must exist.

    What is already there under both names is left alone, which is what makes a second build of a large site quick.
    """
    try:
        there, wanted = os.lstat(target), os.lstat(source)
        if there.st_ino == wanted.st_ino and there.st_dev == wanted.st_dev:
            return
    except FileNotFoundError:
        pass
    try:
        os.unlink(target)  # noqa: PTH108
    except FileNotFoundError:
        pass
    except OSError:
        if not os.path.isdir(target):  # noqa: PTH112
            raise
        shutil.rmtree(target)
    try:
        os.link(source, target)
    except OSError:
        # Another file system, one without hard links, or more links to one file than it allows.
        shutil.copyfile(source, target)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, in place of a file of an earlier site that may stand in the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for place in (folder, *folder.parents):
            if place.is_file():
                place.unlink()
                break
        folder.mkdir(parents=True, exist_ok=True)
