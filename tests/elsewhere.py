"""Builds the same content in eight circumstances: what may not show in a site, one each.

Others than those of this machine come by a `sitecustomize`, which Python runs first in every process, forks included.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ANOTHER_CLOCK = """
import datetime, time
AHEAD = 400 * 86400 + 3661
really, really_ns = time.time, time.time_ns
time.time = lambda: really() + AHEAD
time.time_ns = lambda: really_ns() + AHEAD * 10**9
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=AHEAD)
    @classmethod
    def utcnow(cls):
        return super().utcnow() + datetime.timedelta(seconds=AHEAD)
    @classmethod
    def today(cls):
        return cls.now()
class LaterDate(datetime.date):
    @classmethod
    def today(cls):
        return Later.now().date()
datetime.datetime, datetime.date = Later, LaterDate
"""

ANOTHER_ORDER = """
import os
real_listdir, real_scandir = os.listdir, os.scandir
def key(name):
    return name[::-1] if isinstance(name, str) else name
class Scanned:
    def __init__(self, entries):
        self.entries = iter(entries)
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
os.listdir = lambda *where: sorted(real_listdir(*where), key=key, reverse=True)
os.scandir = lambda *where: Scanned(sorted(real_scandir(*where), key=lambda entry: key(entry.name), reverse=True))
"""


@dataclass(frozen=True)
class Circumstance:
    """What is another than usual."""

    name: str
    th: str
    environment: dict[str, str] = field(default_factory=dict)
    custom: str = ""
    umask: int = 0o022
    folder: str = "content"


CIRCUMSTANCES = (
    Circumstance("path", "ที่อยู่ของโฟลเดอร์", folder="ที่อื่น ลึก/กว่า (1)"),
    Circumstance("clock", "นาฬิกา", {"SOURCE_DATE_EPOCH": "86400"}, custom=ANOTHER_CLOCK),
    Circumstance("zone", "เขตเวลา", {"TZ": "Pacific/Kiritimati"}),
    Circumstance("locale", "ภาษาของเครื่อง", {"LC_ALL": "C", "LANG": "th_TH.TIS-620"}),
    Circumstance("hash seed", "ลำดับของแฮช", {"PYTHONHASHSEED": "999"}),
    Circumstance(
        "user", "ผู้ใช้", {"USER": "สมชาย", "LOGNAME": "somchai", "HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere"}
    ),
    Circumstance("file order", "ลำดับของไฟล์", custom=ANOTHER_ORDER),
    Circumstance("umask", "umask", umask=0o077),
)
USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}


def built_elsewhere(content: Path, folder: Path) -> Iterator[tuple[Circumstance, Path]]:
    """Yield each circumstance, and the root below `folder` of a copy of the root `content` that was built in it."""
    for number, circumstance in enumerate(CIRCUMSTANCES):
        root = folder / str(number) / circumstance.folder
        shutil.copytree(content, root, copy_function=shutil.copyfile)  # its times are those of today
        customs = folder / str(number) / "custom"
        customs.mkdir()
        (customs / "sitecustomize.py").write_text(circumstance.custom, "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "generator", "build", "--root", root],
            env=os.environ | USUAL | circumstance.environment | {"PYTHONPATH": f"{customs}{os.pathsep}{ROOT}"},
            cwd=root.parent,
            umask=circumstance.umask,
            check=False,
            capture_output=True,
        )
        if done.returncode:
            raise RuntimeError(f"{circumstance.name}: {done.stderr.decode()}")
        yield circumstance, root
