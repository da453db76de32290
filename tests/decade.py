"""Ten years of an office: its real year again and again, with every year in it moved on.

What grows with the years must not make a page heavier, and one year of samples can't show that.
"""

import re
import shutil
from pathlib import Path

FIRST, YEARS = 2564, 10
YEAR = re.compile(r"(?<![\d–-])25[56]\d(?!\d)")
ALIASES = re.compile(r"^aliases:.*\n(?:[ -].*\n)*", re.MULTILINE)
KEPT = ("file:", "document:", "photo:", "certificate:", "http")
"""Lines that name something of which there is only one, whatever the year."""


def write_decade(content: Path, target: Path) -> None:
    """Write ten years of content below `target`, made of the first year of `content`."""
    shutil.copytree(content, target)
    for name in ("addresses.txt", "ledger.json"):
        (target / name).unlink(missing_ok=True)
    shutil.rmtree(target / "snapshots", ignore_errors=True)
    sources = [*content.glob(f"*/{FIRST}/*.yaml"), *content.glob(f"*/*{FIRST}.yaml")]
    sources = [path for path in sources if path.parent.name not in ("documents", "files")]
    for by in range(1, YEARS):
        for source in sorted(sources):
            place = Path(*(part.replace(str(FIRST), str(FIRST + by)) for part in source.relative_to(content).parts))
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            (target / place).write_text(moved(source.read_text("utf-8"), by), "utf-8")
    office = (target / "office.yaml").read_text("utf-8")
    (target / "office.yaml").write_text(office.replace(f"current_year: {FIRST}", f"current_year: {FIRST + YEARS - 1}"))


def moved(text: str, by: int) -> str:
    """Return a content file with its years moved on, and without old addresses, which are given only once."""
    return "".join(
        line if any(mark in line for mark in KEPT) else YEAR.sub(lambda found: str(int(found[0]) + by), line)
        for line in ALIASES.sub("", text).splitlines(keepends=True)
    )
