"""The whole product on an office of many entries: `prongsai build` and `prongsai check`, cold, edited and unchanged."""

import itertools
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from large import HEADING, write_office
from stopwatch import FailedError, Taken, repeated, run

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".ico"})
TITLE, BODY = re.compile(r"^title: ", re.MULTILINE), re.compile(rf"{HEADING}\n\n  ")
DATE = re.compile(r"^date: '?([\d-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Weight:
    """Bytes of a finished site."""

    pages: int
    html: int
    search: int
    """What is fetched while somebody searches, without the page."""
    pictures: int
    other: int

    @property
    def for_1000(self) -> float:
        """Megabytes of 1,000 pages, without search and pictures."""
        return (self.html + self.other) / self.pages / 1000


@dataclass(frozen=True)
class Product:
    """What an office of `count` entries takes."""

    count: int
    files: int
    """Entries that are read: `count`, and the office with its catalogues."""
    cold: Taken
    text: Taken
    """After an edit in the text of one piece of news."""
    title: Taken
    """After an edit of the newest title, which stands on several pages, in feeds and in the search too."""
    unchanged: Taken
    check_cold: Taken
    check_unchanged: Taken
    weight: Weight

    @property
    def rows(self) -> Iterator[tuple[str, Taken]]:
        """Each measurement with its name, in the order of the table."""
        yield "build: ครั้งแรก / cold", self.cold
        yield "build: แก้เนื้อข่าวหนึ่งข่าว / one text edited", self.text
        yield "build: แก้หัวข้อข่าวล่าสุด / newest title edited", self.title
        yield "build: ไม่มีอะไรเปลี่ยน / nothing changed", self.unchanged
        yield "check: ครั้งแรก / cold", self.check_cold
        yield "check: ไม่มีอะไรเปลี่ยน / nothing changed", self.check_unchanged


def time_product(root: Path, count: int) -> Product:
    """Write an office below `root` and measure it. Raises FailedError when the product fails."""
    write_office(root, count)
    cold = repeated(lambda: clear(root), lambda: prongsai("build", root))
    dated = sorted((_date(path), path) for path in root.glob("disclosures/news/*/*.yaml"))
    text = _edited(root, dated[len(dated) // 2][1], BODY)
    title = _edited(root, dated[-1][1], TITLE)
    unchanged = repeated(lambda: None, lambda: prongsai("build", root))
    check_unchanged = repeated(lambda: None, lambda: prongsai("check", root))
    check_cold = repeated(lambda: _clear_caches(root), lambda: prongsai("check", root))
    files = sum(1 for _ in root.glob("disclosures/**/*.yaml"))
    return Product(count, files, cold, text, title, unchanged, check_cold, check_unchanged, weigh(root / "site"))


def prongsai(command: str, root: Path) -> Taken:
    """Run one command of ours on `root` in a process of its own."""
    return run([sys.executable, "-m", "generator", command, "--root", root])


def clear(root: Path) -> None:
    """Leave nothing of an earlier build, as after a fresh `git clone`."""
    _clear_caches(root)
    for name in ("site", "docs"):
        shutil.rmtree(root / name, ignore_errors=True)


def edits(path: Path, place: re.Pattern[str]) -> Iterator[str]:
    """Change the entry at `path` once for each word that is asked for; the word stands at `place` then."""
    whole = path.read_text("utf-8")
    for number in itertools.count(1):
        word = f"ฉบับแก้ครั้งที่ {number}"
        path.write_text(place.sub(partial(_after, word), whole, count=1), "utf-8")
        yield word


def _after(word: str, found: re.Match[str]) -> str:
    return f"{found[0]}{word} "


def weigh(site: Path) -> Weight:
    """Say what the files of a site weigh, by what they are for."""
    html = search = pictures = other = pages = 0
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        size = path.stat().st_size
        if path.suffix == ".html":
            html += size
            pages += 1
        elif path.is_relative_to(site / "search"):
            search += size
        elif path.suffix.lower() in PICTURES:
            pictures += size
        else:
            other += size
    return Weight(pages, html, search, pictures, other)


def _edited(root: Path, path: Path, place: re.Pattern[str]) -> Taken:
    """Measure a build after an edit, and look whether the edit is on the page."""
    changes = edits(path, place)
    page = root / "site" / path.relative_to(root / "disclosures").with_suffix("") / "index.html"
    words: list[str] = []

    def build() -> Taken:
        taken = prongsai("build", root)
        if words[-1] not in page.read_text("utf-8"):
            raise FailedError(f"the edit of {path.name} is not in the site")
        return taken

    return repeated(lambda: words.append(next(changes)), build)


def _date(path: Path) -> str:
    found = DATE.search(path.read_text("utf-8"))
    return found[1] if found else ""


def _clear_caches(root: Path) -> None:
    shutil.rmtree(root / ".prongsai", ignore_errors=True)
