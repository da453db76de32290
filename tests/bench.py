"""Times Prongsai beside stock MkDocs + Material, Zensical and Hugo in one run, and says which goals it reaches.

`python tests/bench.py [PAGES …]`: 1,000 and 5,000 if not said, 200 to try it. Table A is the engines on the same
Markdown; table B is our whole product on as many YAML entries. `--profile [PAGES]` says where the time of B goes.
Only ratios mean anything: seconds are this machine's, today. Each run is a process of its own, start-up included, as
for a person who types the command. It ends with 0 whatever it finds: it is no gate.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from goals import Goal, Result, goals, growth
from large import markdown, write_office, years_of
from peers import Times, peers, time_peer
from product import BODY, TITLE, Product, clear, edits, time_product
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from stopwatch import FailedError, Taken, run

SIZES = (1_000, 5_000)
QUIET = 0.5
"""Load of a machine that does nothing else worth mentioning."""
STAGES = Path(__file__).with_name("stages.py")
COLUMNS = ("วินาที/s", "CPU s", "MB*", "MB**", "รอบ/runs")
MEMORY_NOTE = "* โปรเซสที่ใหญ่ที่สุด / the largest process   ** ทุกโปรเซสรวมกัน / all processes together (Linux)"
EDITED = "MkDocs และ Hugo สร้างใหม่ทั้งหมดทุกครั้ง / MkDocs and Hugo make everything again at every edit"
CONSOLE = Console(width=132, highlight=False, soft_wrap=True)


def measure(size: int) -> Result:
    """Measure everything at one size, and print its tables as they come."""
    print(f"\n═══ {size:,} หน้า / pages ═══", flush=True)
    with peers(years_of(size)) as (found, missing):
        engines = []
        pages = dict(markdown(size))
        for peer in found:
            with _folder() as folder:
                engines.append(time_peer(peer, folder, pages))
    CONSOLE.print(table_of_engines(size, engines))
    for one in engines:
        if one.failed or one.peer.without:
            print(f"  {one.peer.name}: {f'ล้มเหลว / failed: {one.failed}' if one.failed else one.peer.without}")
    for line in (*missing, EDITED, MEMORY_NOTE):
        print(f"  {line}")
    product = _product(size)
    return Result(size, engines, product)


def _product(size: int) -> Product | None:
    with _folder() as folder:
        try:
            product = time_product(folder, size)
        except FailedError as error:
            print(f"  ✗ B โปร่งใสล้มเหลว / the product failed: {error}")
            return None
    CONSOLE.print(table_of_product(product))
    return product


def table_of_engines(size: int, engines: Sequence[Times]) -> Table:
    table = _table(f"ตาราง A: เครื่องยนต์ จาก Markdown ชุดเดียวกัน {size:,} หน้า / engines, the same Markdown", "÷ ours")
    ours = engines[0]
    for one in engines:
        for name, taken, own in (
            ("ครั้งแรก / cold", one.cold, ours.cold),
            ("แก้หนึ่งหน้า / one edit", one.edit, ours.edit),
        ):
            ratio = f"{taken.wall / own.wall:.2f} ×" if taken and own else "–"
            table.add_row(f"{one.peer.name} {one.peer.release}", name, *_figures(taken), ratio)
    return table


def table_of_product(product: Product) -> Table:
    weight = product.weight
    title = f"ตาราง B: ทั้งระบบ {product.files:,} ไฟล์ YAML → {weight.pages:,} หน้า / the whole product, entries → pages"
    table = _table(title, "÷ cold")
    for name, taken in product.rows:
        table.add_row("prongsai", name, *_figures(taken), f"{taken.wall / product.cold.wall:.2f} ×")
    megabytes = {"HTML": weight.html, "ค้นหา/search": weight.search, "ภาพ/pictures": weight.pictures}
    megabytes["อื่น/other"] = weight.other
    table.caption = "   ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in megabytes.items())
    return table


def _table(title: str, ratio: str) -> Table:
    table = Table(title=title, box=SIMPLE, title_justify="left", caption_justify="left", pad_edge=False)
    table.add_column("")
    table.add_column("")
    for name in (*COLUMNS, ratio):
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _figures(taken: Taken | None) -> tuple[str, ...]:
    if taken is None:
        return ("–",) * len(COLUMNS)
    together = "–" if taken.together is None else f"{taken.together:,.0f}"
    return (f"{taken.wall:,.2f}", f"{taken.cpu:,.2f}", f"{taken.largest:,.0f}", together, str(taken.runs))


def verdict(results: Sequence[Result]) -> Iterator[str]:
    """Yield all goals as lines, those that are missed as plainly as the others."""
    lines: list[Goal] = []
    for result in results:
        yield f"\nเกณฑ์ที่ {result.size:,} หน้า / goals at {result.size:,} pages (✓ ถึง / reached, ✗ ไม่ถึง / missed)"
        for goal in goals(result):
            lines.append(goal)
            yield str(goal)
    grown = list(growth(results))
    yield from chain([""] if grown else [], map(str, grown))
    marks = [goal.mark for goal in (*lines, *grown)]
    yield (
        f"\nถึงเกณฑ์ {marks.count('✓')} ไม่ถึง {marks.count('✗')} ไม่ได้วัด {marks.count('–')} / "
        f"{marks.count('✓')} reached, {marks.count('✗')} missed, {marks.count('–')} not measured"
    )


def profile(size: int) -> None:
    """Print by steps where the time of three builds goes, the longest first."""
    with _folder() as root:
        write_office(root, size)
        first = min(root.glob("disclosures/news/*/*.yaml"))
        changes: dict[str, Callable[[], object]] = {
            "ครั้งแรก / cold": lambda: clear(root),
            "แก้เนื้อข่าวหนึ่งข่าว / one text edited": lambda: next(edits(first, BODY)),
            "แก้หัวข้อข่าวเดียวกัน / its title edited": lambda: next(edits(first, TITLE)),
            "ไม่มีอะไรเปลี่ยน / nothing changed": lambda: None,
        }
        for name, change in changes.items():
            change()
            _print_stages(f"{size:,} ไฟล์ / entries · {name}", root)


def _print_stages(title: str, root: Path) -> None:
    out = root / "stages.json"
    taken = run([sys.executable, STAGES, out, "build", "--root", root])
    seconds: dict[str, float] = json.loads(out.read_text("utf-8"))
    seconds["เริ่มและจบ Python / Python's start and end"] = taken.wall - sum(seconds.values())
    table = Table(title=f"{title} · {taken.wall:.2f} s", box=SIMPLE, title_justify="left", pad_edge=False)
    table.add_column("ขั้น / stage")
    table.add_column("วินาที/s", justify="right")
    table.add_column("%", justify="right")
    for stage, spent in sorted(seconds.items(), key=lambda pair: -pair[1]):
        if spent >= taken.wall / 1000:
            table.add_row(stage, f"{spent:.3f}", f"{spent / taken.wall:.1%}")
    CONSOLE.print(table)


@contextmanager
def _folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="prongsai-bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def main(words: list[str]) -> None:
    python = f"Python {platform.python_version()}"
    print(f"{platform.system()} {platform.machine()} · {os.cpu_count()} แกน / cores · {python}")
    load = os.getloadavg()[0]
    if load > QUIET:
        print(f"! เครื่องไม่ว่าง ตัวเลขเชื่อได้น้อยลง / others are at work here (load {load:.1f}), which blurs the figures")
    sizes = [int(word) for word in words if word != "--profile"]
    if "--profile" in words:
        for size in sizes or SIZES[:1]:
            profile(size)
        return
    results = [measure(size) for size in sorted(sizes or SIZES)]
    for line in verdict(results):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
