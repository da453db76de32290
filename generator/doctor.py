"""`prongsai doctor`: can this machine and this checkout build the site, and what is to be installed if not?

It imports nothing but Python's own library, so that `python3 -I generator/doctor.py` answers where the packages are
missing, which is when somebody asks. What only the program can know (the content, the forms, the typeface) is handed
in. It writes nothing, asks nobody on the network, and prints neither the environment nor a home folder.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

PRODUCT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
ROOM = 500_000_000
"""Bytes: the site, its pages and what is kept between builds, each next to the one before, with years to grow."""

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(\s*;)?", re.MULTILINE)
_TOOLS = {
    "git": ("เก็บประวัติของเนื้อหา", "keeps the history of the content"),
    "make": ("ใช้คำสั่ง make site และ make test", "for make site and make test"),
}
_TEST_TOOLS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "nodejs npm": ("npm",),
    "default-jre-headless": ("java",),
}
"""What only the tests and the form editor need: Debian's name of it, and the commands of which one must be there."""


@dataclass(frozen=True)
class Machine:
    """The facts that a diagnosis stands on."""

    python: tuple[int, int, int]
    encoding: str
    """Of file names."""
    commands: frozenset[str]
    packages: Mapping[str, str]
    """Those of the lock that are installed, with their versions."""
    unwritable: tuple[str, ...] = ()
    """Folders that a build writes into and may not."""
    free: int = ROOM
    leftovers: int = 0
    """Folders that killed builds left beside the site."""
    has_content: bool = True


@dataclass(frozen=True)
class Program:
    """What the program says of itself and of the content; None where it could not be asked."""

    errors: int | None = None
    cards: bool | None = None
    editor: bool | None = None
    stale: tuple[str, ...] = field(default_factory=tuple)
    """Schemas that are older than the models."""


@dataclass(frozen=True)
class Finding:
    """One line of the page: is it fine (✓), a pity (!) or in the way of a build (✗), and what to do."""

    mark: str
    th: str
    en: str
    fix: str = ""

    def __str__(self) -> str:
        """Return the line, and what to do below it."""
        return f"{self.mark} {self.th} / {self.en}" + (f"\n    วิธีแก้: {self.fix}" if self.fix else "")


def this_machine(root: Path) -> Machine:
    """Look at the machine we run on, and at the folder that holds disclosures/."""
    wanted = ("git", "make", *(name for names in _TEST_TOOLS.values() for name in names))
    places = [place for place in (root, root / ".prongsai", root / "docs", root / "disclosures") if place.exists()]
    installed = {name: version for name in locked(lock_text()) if (version := _version(name))}
    return Machine(
        python=sys.version_info[:3],
        encoding=sys.getfilesystemencoding(),
        commands=frozenset(name for name in wanted if shutil.which(name)),
        packages=installed,
        unwritable=tuple(place.name or "/" for place in places if not os.access(place, os.W_OK)),
        free=shutil.disk_usage(root).free,
        leftovers=len(list(root.glob(".site.*-*"))),
        has_content=(root / "disclosures" / "office.yaml").is_file(),
    )


def lock_text() -> str:
    """Return the lock file, or nothing."""
    try:
        return (PRODUCT / "requirements.lock").read_text("utf-8")
    except OSError:
        return ""


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def locked(lock: str) -> dict[str, tuple[frozenset[str], bool]]:
    """Return the packages of a lock file: name → versions, and whether every machine needs it.

    A package that stands there twice is needed everywhere, in a version for older Pythons and one for newer; which
    of them is for here, pip has judged.
    """
    found: dict[str, tuple[frozenset[str], bool]] = {}
    for name, version, marker in _LOCKED.findall(lock):
        versions = found[name][0] if name in found else frozenset[str]()
        found[name] = versions | {version}, bool(versions) or not marker
    return found


def examine(machine: Machine, program: Program, lock: str) -> Iterator[Finding]:
    """Yield what is to be said, in the order in which one would mend it."""
    yield from _python(machine)
    yield from _packages(machine.packages, locked(lock))
    yield from _tools(machine.commands)
    yield from _folder(machine)
    yield from _program(program)


def _python(machine: Machine) -> Iterator[Finding]:
    version = ".".join(map(str, machine.python))
    if machine.python[:2] < OLDEST:
        yield Finding(
            "✗",
            f"Python {version} เก่าเกินไป",
            f"Python {version} is too old",
            "ติดตั้ง Python 3.11 ขึ้นไปพร้อม venv (Debian/Ubuntu: apt-get install python3-venv) แล้วสั่ง make site",
        )
    else:
        yield Finding("✓", f"Python {version}", "new enough")
    if machine.encoding.lower().replace("-", "") != "utf8":
        yield Finding(
            "✗",
            f"เครื่องใช้รหัสอักษร {machine.encoding} จึงอ่านชื่อไฟล์ภาษาไทยไม่ได้",
            f"file names are in {machine.encoding}, so Thai names can't be read",
            "ตั้ง LC_ALL=C.UTF-8 หรือ PYTHONUTF8=1 ก่อนสั่ง",
        )


def _packages(installed: Mapping[str, str], wanted: Mapping[str, tuple[frozenset[str], bool]]) -> Iterator[Finding]:
    if not wanted:
        yield Finding("✗", "ไม่พบ requirements.lock", "requirements.lock is missing", "นำโค้ดมาใหม่ทั้งชุดด้วย git clone")
        return
    faults = [name for name, (_, always) in wanted.items() if always and name not in installed]
    faults += [name for name, version in installed.items() if name in wanted and version not in wanted[name][0]]
    if faults:
        names = ", ".join(sorted(faults)[:10])
        yield Finding(
            "✗",
            f"แพ็กเกจขาดหรือไม่ตรงรุ่น {len(faults)} รายการ: {names}",
            f"{len(faults)} packages are missing or of another version",
            "สั่ง make site (ติดตั้งตาม requirements.lock พร้อมตรวจลายนิ้วมือ)",
        )
    else:
        yield Finding("✓", f"แพ็กเกจครบ {len(installed)} รายการ ตรงตาม requirements.lock", "packages as locked")


def _tools(commands: frozenset[str]) -> Iterator[Finding]:
    for name, (th, en) in _TOOLS.items():
        if name not in commands:
            yield Finding("!", f"ไม่มี {name} ({th})", f"no {name}: {en}", f"Debian/Ubuntu: apt-get install {name}")
    missing = [package for package, names in _TEST_TOOLS.items() if not commands.intersection(names)]
    if missing:
        yield Finding(
            "!",
            f"ไม่มี {', '.join(missing)} ซึ่งใช้ในการทดสอบ ส่วน npm ใช้ในแบบฟอร์มแก้ไขด้วย",
            "what tests need is missing, and npm is for the form editor too",
            f"Debian/Ubuntu: apt-get install {' '.join(missing)}",
        )


def _folder(machine: Machine) -> Iterator[Finding]:
    if not machine.has_content:
        yield Finding(
            "✗",
            "ไม่พบ disclosures/office.yaml",
            "there is no disclosures/office.yaml",
            "สั่งในโฟลเดอร์ของเว็บไซต์ ใช้ --root DIR หรือเริ่มหน่วยงานใหม่ด้วย prongsai init",
        )
    if machine.unwritable:
        names = ", ".join(machine.unwritable)
        yield Finding(
            "✗",
            f"เขียนในโฟลเดอร์นี้ไม่ได้: {names}",
            f"may not be written: {names}",
            "แก้สิทธิ์ของโฟลเดอร์ หรือใช้ผู้ใช้ที่เป็นเจ้าของ",
        )
    room = f"{machine.free / 1_000_000_000:.1f} GB"
    if machine.free < ROOM:
        yield Finding("✗", f"ดิสก์เหลือ {room}", f"{room} of disk is left", "ลบไฟล์ที่ไม่ใช้ให้เหลือที่ว่างอย่างน้อย 0.5 GB")
    else:
        yield Finding("✓", f"ดิสก์เหลือ {room}", "room enough")
    if machine.leftovers:
        yield Finding(
            "!",
            f"มีโฟลเดอร์ค้าง {machine.leftovers} โฟลเดอร์จากการสร้างที่ถูกหยุดกลางคัน",
            f"{machine.leftovers} folders are left of builds that were killed",
            "ไม่ต้องทำอะไร การสร้างครั้งต่อไปจะเก็บให้",
        )


def _program(program: Program) -> Iterator[Finding]:
    if program.cards is False:
        yield Finding(
            "!",
            "ไม่มี FriBiDi จึงไม่มีภาพสำหรับแชร์",
            "without FriBiDi there are no social cards",
            "Debian/Ubuntu: apt-get install libfribidi0  macOS: brew install fribidi",
        )
    if program.editor is False:
        yield Finding(
            "!",
            "ยังไม่มีโปรแกรมของแบบฟอร์มแก้ไข เว็บไซต์ที่ได้จะไม่มีแบบฟอร์มใน /admin/",
            "the form editor's program is missing, so /admin/ has no forms",
            "ติดตั้ง Node.js แล้วสั่ง make site",
        )
    if program.stale:
        yield Finding(
            "!", f"สคีมาเก่า: {', '.join(program.stale)}", "schemas are older than the models", "สั่ง prongsai schema"
        )
    if program.errors:
        yield Finding(
            "✗",
            f"เนื้อหามีข้อผิดพลาด {program.errors} จุด",
            f"the content has {program.errors} errors",
            "สั่ง prongsai check แล้วแก้ตามที่บอก",
        )
    elif program.errors == 0:
        yield Finding("✓", "เนื้อหาไม่มีข้อผิดพลาด", "the content has no errors")


def page(findings: list[Finding]) -> str:
    """Return the whole page, with the answer as its last line."""
    faults = sum(finding.mark == "✗" for finding in findings)
    answer = (
        f"ยังสร้างเว็บไซต์ไม่ได้ ต้องแก้ {faults} เรื่อง / not ready: {faults} to mend"
        if faults
        else "พร้อมสร้างเว็บไซต์ สั่ง make site หรือ prongsai build / ready to build"
    )
    return "".join(f"{finding}\n" for finding in findings) + f"\n{answer}\n"


def main() -> int:
    """Say what can be said without the program, and return the exit code."""
    findings = list(examine(this_machine(Path.cwd()), Program(), lock_text()))
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write(page(findings))
    return 2 if any(finding.mark == "✗" for finding in findings) else 0


if __name__ == "__main__":
    raise SystemExit(main())
