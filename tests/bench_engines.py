"""Times the engines beside one another on the real office's pages, in one run on one machine.

Only ratios mean anything. What is timed is the engine's part of a build, in a process of its own, start-up included:
all pages, and one page after an edit. `python tests/bench_engines.py`
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.cli import main
from generator.engine import DEFAULT_ENGINE, ENGINES, SiteSettings, SourcePage, render, require_engine

ROOT = Path(__file__).resolve().parent.parent
TIMES = 5


def run(folder: Path, engine: str, edit: str) -> None:
    """Render the pages in `folder`/docs, of which the first is edited; `edit` numbers the edits."""
    docs = folder / "docs"
    paths = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    pages = [SourcePage(path, (docs / path).read_text("utf-8")) for path in paths]
    pages[0] = SourcePage(pages[0].path, f"{pages[0].text}\nแก้ครั้งที่ {edit}\n")
    nav = tuple((name, path) for name, path in (("หน้าแรก", "index.md"), ("ข่าว", "news/index.md")) if path in paths)
    render(
        pages,
        SiteSettings("สพป.ลำพูน เขต 2", "https://www.example.go.th/", nav, {}),
        project=ROOT,
        docs=docs,
        out=folder / engine / "out",
        cache=folder / engine / "cache",
        use_cache=edit != "0",
        report=lambda _done, _total: None,
        engine=engine,
    )


def timed(folder: Path, engine: str, edit: int) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, str(folder), engine, str(edit)], check=True)
    return time.perf_counter() - start


def compare(folder: Path) -> None:
    """Print a line for each engine; the engines take turns, so that a busy moment hits them all."""
    shutil.copytree(ROOT / "disclosures", folder / "disclosures")
    if main(["build", "--root", str(folder)]):
        raise SystemExit("the office can't be built")
    cold: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    edited: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    for number in range(1, TIMES + 1):
        for engine in ENGINES:
            cold[engine].append(timed(folder, engine, 0))
            edited[engine].append(timed(folder, engine, number))
    pages = sum(1 for _ in (folder / "docs").rglob("*.md"))
    print(f"{pages} pages, median of {TIMES}: seconds (ratio to {DEFAULT_ENGINE})")
    base = [statistics.median(times[DEFAULT_ENGINE]) for times in (cold, edited)]
    for engine in ENGINES:
        all_pages, one = (statistics.median(times[engine]) for times in (cold, edited))
        name = f"{engine} {require_engine(engine)[0]}"
        print(f"{name:18} all {all_pages:5.2f} ({all_pages / base[0]:.2f})   one edit {one:5.2f} ({one / base[1]:.2f})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    else:
        with tempfile.TemporaryDirectory() as temporary:
            compare(Path(temporary))
