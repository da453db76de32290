"""Puts a finished site in the place of the old one at once, and never half of it.

A build writes into a fresh folder beside the site, and the two change places in one step of the system. Whatever stops
a build, however hard, leaves the old site as it was.
"""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from generator.refusal import RefusedError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARKER = ".prongsai"
"""In a site: a file that says the folder is ours to replace. In the root: the folder of cache and lock."""
_STAMP = "made-here"
MARKER_TEXT = "This folder is written by `prongsai build`; it is replaced as a whole.\n"

AT_FDCWD = -100
RENAME_EXCHANGE = 2
FOLDER_MODE = 0o755
FILE_MODE = 0o644


class PublishError(RefusedError):
    """The site cannot be written there, or not now."""


BUILDING = (
    "กำลังสร้างเว็บไซต์นี้อยู่ในอีกหน้าต่างหนึ่ง รอให้เสร็จแล้วลองใหม่",
    "another build of this site is running; wait for it and try again",
)


@contextmanager
def lock(root: Path, name: str = "lock", busy: tuple[str, str] = BUILDING) -> Iterator[Path]:
    """Hold the root against a second build; yield the folder for caches. Raises PublishError when one is running.

    name: of the lock, for other work that may not be done twice at once. busy: what to say then.

    The system lets go of the lock when the process ends, however it ends, so there is nothing to clean up.
    """
    folder = root / MARKER
    with _clearly(folder):
        folder.mkdir(exist_ok=True)
        handle = (folder / name).open("w", encoding="utf-8")
    with handle:
        with _clearly(folder):
            _acquire(handle, busy)
            if name == "lock":  # who holds another lock has no say in the caches
                _only_ours(folder)
        yield folder


def _only_ours(folder: Path) -> None:
    """Empty the folder of caches unless it was filled here: what came with a clone or an archive is not believed.

    A folder is known by its number, which another one in its place does not have. For who holds the lock.
    """
    stamp, number = folder / _STAMP, str(folder.stat().st_ino)
    if stamp.is_file() and not stamp.is_symlink() and stamp.read_text("utf-8", "replace") == number:
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_symlink() or path.stat().st_size:  # locks are empty
            path.unlink()
    stamp.write_text(number, "utf-8")


def _acquire(handle: TextIO, busy: tuple[str, str]) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            # lockf, not flock: a child process of ours that lives a moment longer must not keep it.
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise PublishError(*busy) from error


def check_place(site: Path, root: Path) -> None:
    """Raise PublishError unless `site` may be replaced as a whole: it is absent, empty, or marked as ours.

    root: the folder that holds disclosures/.
    """
    place = Path(os.path.abspath(site))  # noqa: PTH100 - resolve() would follow the very links that we refuse
    if place.is_symlink():
        raise PublishError(f"{site} เป็นลิงก์ ใช้เป็นที่เก็บเว็บไซต์ไม่ได้", f"{site} is a symbolic link, not a folder")
    place = place.resolve()
    if place.exists() and not place.is_dir():
        raise PublishError(f"{site} ไม่ใช่โฟลเดอร์", f"{site} is not a folder")
    kept = [root.resolve(), (root / "disclosures").resolve(), (root / MARKER).resolve()]
    with suppress(RuntimeError):  # there is no home
        kept.append(Path.home().resolve())
    holds_kept = any(keep.is_relative_to(place) for keep in kept)
    inside_kept = any(place.is_relative_to(keep) for keep in kept[1:3])
    if holds_kept or (place / "disclosures").exists() or inside_kept:
        raise PublishError(
            f"{site} มีไฟล์ต้นฉบับหรือโฟลเดอร์บ้านอยู่ จึงใช้เป็นที่เก็บเว็บไซต์ไม่ได้",
            f"{site} holds sources or a home folder, so a site cannot be put there",
        )
    if any((above / MARKER).is_file() for above in place.parents):
        raise PublishError(
            f"{site} อยู่ในเว็บไซต์อื่นที่โปรแกรมนี้สร้าง ใช้โฟลเดอร์อื่น",
            f"{site} stands within a site that this program made; use another folder",
        )
    if place.exists() and not (place / MARKER).is_file() and any(place.iterdir()):
        raise PublishError(
            f"{site} มีไฟล์ที่โปรแกรมนี้ไม่ได้สร้าง ย้ายไฟล์ออกหรือใช้โฟลเดอร์อื่น",
            f"{site} holds files that this program did not make; move them away or use another folder",
        )


@contextmanager
def staging(site: Path, root: Path, spare: Path | None = None) -> Iterator[Path]:
    """Yield a folder to be filled and given to `swap`; it is on the file system of `site`.

    Without `spare` it is fresh and empty, stands beside `site`, and is gone afterwards in any case. `spare` is a folder
    of ours in which the site before the last may be left: then what is still right in it need not be written again,
    everything else is for `tidy` to remove, and afterwards the site that was replaced is left there.

    Raises PublishError when `site` may not be replaced, and for every OSError inside: a full disk, a read-only one.
    """
    with _clearly(site):
        check_place(site, root)
        site.parent.mkdir(parents=True, exist_ok=True)
        _recover(site)
        fresh = Path(tempfile.mkdtemp(prefix=f"{_prefix(site)}new-", dir=site.parent))
        if spare is not None and _usable(spare, site):
            fresh.rmdir()  # it has shown that the site can be put there
            fresh = spare
        try:
            (fresh / MARKER).unlink(missing_ok=True)
            (fresh / MARKER).write_text(MARKER_TEXT, "utf-8")
            yield fresh
        finally:
            if fresh != spare:
                shutil.rmtree(fresh, ignore_errors=True)


def _usable(spare: Path, site: Path) -> bool:
    """Make the folder `spare` ready, and say whether it can change places with `site`."""
    if spare.is_symlink() or not spare.is_dir():
        spare.unlink(missing_ok=True)
        spare.mkdir(parents=True)
    if spare.stat().st_dev != site.parent.stat().st_dev:
        shutil.rmtree(spare)
        return False
    _without_links(spare)
    return True


def _without_links(folder: str | Path) -> None:
    """Remove what is neither file nor folder: nothing may be written through a link that somebody put into a site."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _without_links(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink()


def tidy(folder: Path, wanted: Collection[str]) -> None:
    """Remove every file below `folder` that is not wanted, and then every empty folder.

    wanted: the path of each file from `folder`, with `/`.
    """
    _tidy(folder, "", wanted)


def _tidy(folder: str | Path, prefix: str, wanted: Collection[str]) -> bool:
    """Return whether something is left."""
    left = False
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if _tidy(entry.path, f"{prefix}{entry.name}/", wanted):
                    left = True
                else:
                    Path(entry.path).rmdir()
            elif f"{prefix}{entry.name}" in wanted or (not prefix and entry.name == MARKER):
                left = True
            else:
                Path(entry.path).unlink()
    return left


def swap(new: Path, site: Path) -> None:
    """Publish `new` (from `staging`) as `site`. The old site is removed after it has been replaced."""
    with _clearly(site):
        _open_modes(new)
        if not site.exists():
            new.rename(site)
        elif not _exchange(new, site):
            old = site.with_name(f"{_prefix(site)}old-{new.name.rpartition('-')[2]}")
            site.rename(old)
            try:
                new.rename(site)
            except OSError:
                old.rename(site)
                raise
            shutil.rmtree(old, ignore_errors=True)


def _prefix(site: Path) -> str:
    return f".{site.name}."


def _recover(site: Path) -> None:
    """Undo what a killed run left: bring the old site back if it was caught between two renames, and drop the rest."""
    for path in sorted(site.parent.iterdir(), reverse=True):  # old-… before new-…
        if path.name.startswith(f"{_prefix(site)}old-") and not site.exists():
            path.rename(site)
        elif path.name.startswith((f"{_prefix(site)}old-", f"{_prefix(site)}new-")):
            shutil.rmtree(path, ignore_errors=True)


def _exchange(new: Path, site: Path) -> bool:
    """Let two folders change names in one step; False where the system or file system cannot."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    if renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(site))


def _open_modes(folder: str | Path) -> None:
    """Make everything readable for a web server, whatever the umask was: folders 755, files 644."""
    os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 - thousands of them
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _open_modes(entry.path)
            elif entry.stat(follow_symlinks=False).st_mode & 0o777 != FILE_MODE:
                os.chmod(entry.path, FILE_MODE)  # noqa: PTH101


@contextmanager
def _clearly(place: Path) -> Iterator[None]:
    """Turn what the system refuses into words."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        name = error.filename or place
        raise PublishError(
            f"เขียน {name} ไม่ได้ ({reason}) เว็บไซต์เดิมยังอยู่ครบ",
            f"cannot write {name} ({reason}); the old site is untouched",
        ) from error
