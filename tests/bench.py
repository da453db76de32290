"""Times our engine beside stock MkDocs + Material on the same Markdown, in one run on one machine.

Only ratios mean anything: seconds are this machine's, today. `python tests/bench.py [PAGES …]`, 200 and 1000 if not
said.
Each measurement is a process of its own, start-up included, as for a person who types a command.
"""

import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.engine import SiteSettings, SourcePage, render
from generator.publish import lock, staging, swap
from generator.webcheck import check_site

ROOT = Path(__file__).resolve().parent.parent
ITEMS = 43
SETTINGS = SiteSettings(
    name="สพป.ลำพูน เขต 2",
    url="https://www.example.go.th/",
    nav=(("หน้าแรก", "index.md"), ("OIT", "oit/2564/index.md")),
    extra={},
)
STOCK = """
site_name: สพป.ลำพูน เขต 2
site_url: https://www.example.go.th/
theme: {name: material, language: th, font: false}
markdown_extensions: [attr_list, md_in_html, tables, {toc: {toc_depth: 2-3}}]
"""
PRUNED = """
plugins: []
validation: {nav: {omitted_files: ignore}}
nav: [{หน้าแรก: index.md}, {OIT: oit/2564/index.md}]
"""


def pages(count: int) -> list[SourcePage]:
    """Return an index, item pages of as many years as needed, and a fixed page for each link of the footer."""
    fixed = [SourcePage(f"{name}.md", f"---\ntitle: {name}\n---\n# {name}\n") for name in ("contact", "accessibility")]
    fixed += [SourcePage("privacy.md", "# privacy\n"), SourcePage("index.md", "# หน้าแรก {#home}\n")]
    fixed += [SourcePage("oit/2564/index.md", "# OIT 2564 {#oit}\n\n[ข้อ 1](o1.md)\n")]
    return fixed + [item(2564 + number // ITEMS, number % ITEMS + 1) for number in range(count - len(fixed))]


def item(year: int, number: int) -> SourcePage:
    rows = "".join(f"| {row} | องค์ประกอบด้านข้อมูลที่ {row} ของข้อนี้ | มี |\n" for row in range(1, 7))
    prose = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเผยแพร่ข้อมูลตามแบบวัดการเปิดเผยข้อมูลสาธารณะ " * 3
    parts = "".join(
        f"\n## ส่วนที่ {part} {{#s{part}}}\n\n{prose}**ตัวหนา** [กลับ](../../index.md)\n" for part in range(1, 6)
    )
    head = f"---\ntitle: O{number} ปี {year}\n---\n# O{number} ปี {year} {{#title}}\n"
    return SourcePage(f"oit/{year}/o{number}.md", f"{head}\n| ข้อ | ข้อมูล | มี |\n|---|---|---|\n{rows}{parts}")


@dataclass
class Ours:
    """Engine, link check and publishing; what the content side does is not in it."""

    folder: Path

    def run(self, count: int, edit: int, *, use_cache: bool) -> None:
        """Build in a process of its own; `edit` numbers the change made to the last page."""
        command = [sys.executable, __file__, "--ours", self.folder, count, edit, int(use_cache)]
        subprocess.run([str(word) for word in command], check=True)

    def build(self, given: list[SourcePage], *, use_cache: bool) -> None:
        """Build in this process."""
        site = self.folder / "site"
        with lock(self.folder) as cache, staging(site, self.folder) as new:
            render(
                given,
                SETTINGS,
                project=ROOT,
                docs=self.folder / "docs",
                out=new,
                cache=cache,
                use_cache=use_cache,
                report=lambda _done, _total: None,
            )
            if faults := check_site(new, cache):
                raise SystemExit(f"the bench's own site is faulty: {faults[:3]}")
            swap(new, site)


@dataclass
class Stock:
    """`mkdocs build`, as a person would run it."""

    folder: Path
    config: str

    def build(self, given: list[SourcePage]) -> None:
        for page in given:
            path = self.folder / "docs" / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.text, "utf-8")
        (self.folder / "mkdocs.yml").write_text(self.config, "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def edited(given: list[SourcePage], number: int) -> list[SourcePage]:
    return [*given[:-1], SourcePage(given[-1].path, f"{given[-1].text}\nแก้ครั้งที่ {number}\n")]


def measure(count: int, folder: Path) -> None:
    given = pages(count)
    ours = Ours(folder / "ours")
    stocks = {
        "stock, all pages in nav, search": Stock(folder / "all", STOCK),
        "stock, two pages in nav, no search": Stock(folder / "two", STOCK + PRUNED),
    }
    for each in (ours.folder, *(stock.folder for stock in stocks.values())):
        each.mkdir()
    numbers = itertools.count()
    cold = seconds(lambda: ours.run(count, next(numbers), use_cache=False))
    edit = seconds(lambda: ours.run(count, next(numbers), use_cache=True))
    print(f"{count:>6}  {'ours':36} {cold:8.2f} {edit:8.2f}")
    for name, stock in stocks.items():
        taken = seconds(lambda stock=stock: stock.build(given), times=1 if count > ITEMS * 10 else 3)  # type: ignore[misc]
        print(f"{count:>6}  {name:36} {taken:8.2f} {taken:8.2f}   {taken / cold:6.1f} × {taken / edit:7.1f} ×")


def main() -> None:
    if sys.argv[1:2] == ["--ours"]:
        folder, count, number, use_cache = sys.argv[2:]
        Ours(Path(folder)).build(edited(pages(int(count)), int(number)), use_cache=bool(int(use_cache)))
        return
    print(f"{'pages':>6}  {'':36} {'cold s':>8} {'edit s':>8}   {'÷ cold':>8} {'÷ edit':>9}")
    for size in [int(text) for text in sys.argv[1:]] or [200, 1000]:
        place = Path(tempfile.mkdtemp(prefix="prongsai-bench-"))
        try:
            measure(size, place)
        finally:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
