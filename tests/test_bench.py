"""The bench itself: what it measures is what it says, and a goal that is missed is never hidden."""

import ast
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath

import peers
import pytest
import stages
from goals import Result, goals, growth
from large import News, entries, markdown, write_office, years_of
from peers import Peer, Times, hugo, ours, time_peer
from product import BODY, TITLE, Product, Weight, edits, weigh
from stopwatch import FailedError, Taken, repeated, run

from generator.markdown import targets
from generator.site import check_content

FEW = 60
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what processes hold together")


def taken(wall: float, cpu: float | None = None, largest: float = 100, together: float = 200) -> Taken:
    return Taken(wall, wall if cpu is None else cpu, largest, together)


def peer(name: str, command: tuple[str, ...] = ()) -> Peer:
    def prepare(folder: Path, pages: dict[str, str]) -> None:
        (folder / "docs").mkdir()
        for path, text in pages.items():
            (folder / "docs" / path).write_text(text, "utf-8")

    return Peer(name, "1", command, "", prepare)


def result(size: int, *, ours: Taken, hugo: Taken | None, product: Product | None = None) -> Result:
    engines = [Times(peer("โปร่งใส"), ours, replace(ours, wall=ours.wall / 10))]
    engines += [Times(peer("MkDocs"), taken(10), taken(10)), Times(peer("MkDocs pruned"), taken(1), taken(1))]
    engines.append(Times(peer("Hugo"), hugo, hugo, failed="" if hugo else "it fell over"))
    return Result(size, engines, product)


# ── what is measured ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_office_of_any_size_has_no_mistakes_and_the_entries_that_were_asked_for(tmp_path: Path) -> None:
    write_office(tmp_path, FEW)

    found = check_content(tmp_path)

    assert (found.problems, found.entries, found.items) == ((), FEW + len(["office", "catalogue"]), 43)


def test_the_markdown_has_as_many_pages_as_were_asked_for_and_every_link_leads_to_one_of_them() -> None:
    pages = dict(markdown(FEW))
    named = [(path, target.address) for path, text in pages.items() for target in targets(text)]
    inside = [(path, address) for path, address in named if not address.startswith("https://example.com/")]

    assert len(pages) == FEW
    assert len(inside) > FEW
    assert [(path, address) for path, address in inside if _meant(path, address) not in pages] == []


def _meant(path: str, address: str) -> str:
    parts: list[str] = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_our_engine_makes_a_whole_site_of_the_markdown_that_the_peers_get(tmp_path: Path) -> None:
    pages = dict(markdown(FEW))
    ours().prepare(tmp_path, pages)

    run(ours().command, tmp_path)

    assert {path.parent.relative_to(tmp_path / "site").as_posix() for path in tmp_path.glob("site/**/index.html")} == {
        path.removesuffix("index.md").removesuffix(".md").rstrip("/") or "." for path in pages
    }


@pytest.mark.parametrize("place", [TITLE, BODY])
def test_every_edit_is_one_new_word_in_an_entry_that_is_otherwise_the_same(
    tmp_path: Path, place: re.Pattern[str]
) -> None:
    news: News = entries(FEW, years_of(FEW))[1][0]
    path = tmp_path / "a.yaml"
    path.write_text(news.as_yaml, "utf-8")

    seen = [(word, path.read_text("utf-8").split(f"{word} ")) for word in islice(edits(path, place), 2)]

    assert [word for word, _ in seen] == ["ฉบับแก้ครั้งที่ 1", "ฉบับแก้ครั้งที่ 2"]
    assert [(len(parts), "".join(parts)) for _, parts in seen] == [(2, news.as_yaml)] * 2


def test_a_site_is_weighed_by_what_its_files_are_for(tmp_path: Path) -> None:
    for name, size in {"index.html": 5, "search/index.html": 7, "search/t/a.bin": 11, "a.PNG": 13, "b.png": 17}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)

    assert weigh(tmp_path) == Weight(pages=2, html=12, search=11, pictures=30, other=0)


# ── how it is measured ────────────────────────────────────────────────────────────────────────────────────────────────

HOLD = "import os, time; pid = os.fork(); a = bytearray(60_000_000); time.sleep(1); pid and os.wait()"


@LINUX
def test_memory_is_that_of_all_processes_together_and_time_too() -> None:
    # From a process as small as the bench's own: a child begins with the memory of the one that started it.
    script = "import sys, stopwatch; print(vars(stopwatch.run([sys.executable, '-c', sys.argv[1]])))"
    said = subprocess.run(
        [sys.executable, "-c", script, HOLD], cwd=Path(__file__).parent, capture_output=True, check=True, text=True
    ).stdout
    found = Taken(**ast.literal_eval(said))

    assert found.together is not None
    assert found.together > 120
    assert 60 < found.largest < 120
    assert found.wall >= 1


def test_a_command_that_fails_is_told_by_its_last_words() -> None:
    with pytest.raises(FailedError) as failed:
        run([sys.executable, "-c", "import sys; sys.exit('it is Friday')"])

    assert str(failed.value) == f"{sys.executable} → 1: it is Friday"


def test_the_figure_of_several_runs_is_the_median_time_and_the_most_memory_and_a_long_run_is_not_repeated() -> None:
    runs = iter([taken(1, largest=5), taken(9), taken(2), taken(40)])
    before: list[str] = []

    short = repeated(lambda: before.append("cleared"), lambda: next(runs))
    long = repeated(lambda: None, lambda: next(runs))

    assert short == Taken(2, 2, largest=100, together=200, runs=3)
    assert before == ["cleared"] * 3
    assert long == Taken(40, 40, largest=100, together=200, runs=1)


NOTHING = "import pathlib; pathlib.Path('site').mkdir(exist_ok=True)"
ONCE = """import pathlib
site = pathlib.Path("site/a")
if not site.exists():
    site.mkdir(parents=True)
    (site / "index.html").write_text("old")
"""


@pytest.mark.parametrize(
    ("script", "complaint"),
    [(NOTHING, "0 of 1 pages were made"), (ONCE, "the edit is not in the site")],
)
def test_a_peer_that_leaves_out_pages_or_edits_gets_no_figure(tmp_path: Path, script: str, complaint: str) -> None:
    lazy = peer("Lazy", (sys.executable, "-c", script))

    assert time_peer(lazy, tmp_path, {"a.md": "# A\n"}) == Times(lazy, failed=complaint)


def test_a_machine_without_hugo_has_no_such_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "HUGO", "hugo-that-is-not-here")

    assert hugo(years_of(FEW)) is None


def test_a_step_is_timed_without_the_steps_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock: Iterator[float] = iter([0.0, 10.0, 13.0, 20.0])
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    stamps = stages.Stamps()
    inner: Callable[[], int] = stamps.wrap("inner", lambda: 7)

    assert stamps.wrap("outer", lambda: inner() + 1)() == 8
    assert stamps.seconds == {"inner": 3.0, "outer": 17.0}


# ── what is said of it ────────────────────────────────────────────────────────────────────────────────────────────────


def product(cold: float) -> Product:
    weight = Weight(pages=100, html=3_000_000, search=9_000_000, pictures=9_000_000, other=600_000)
    checks = {"check_cold": taken(0.5), "check_unchanged": taken(0.31)}
    return Product(100, 200, taken(cold, together=451), taken(1), taken(2), taken(1), weight=weight, **checks)


def test_each_goal_is_a_line_and_one_that_is_missed_or_not_measured_says_so() -> None:
    lines = [str(goal) for goal in goals(result(5_000, ours=taken(2.5), hugo=None, product=product(30)))]

    assert lines == [
        "  ✓ A ครั้งแรก / cold ÷ MkDocs: 0.25 × (≤ 0.25 ×)",
        "  – A ครั้งแรก / cold ÷ Hugo: ไม่ได้วัด / not measured (≤ 2 ×)",
        "  ✓ A แก้หนึ่งหน้า / one edit: 0.25 s (≤ 1.5 s)",
        "  – A แก้หนึ่งหน้า / one edit ÷ Hugo: ไม่ได้วัด / not measured (≤ 0.4 ×)",
        "  – A แก้หนึ่งหน้า / one edit ÷ Zensical: ไม่ได้วัด / not measured (≤ 0.1 ×)",
        "  ✓ A หน่วยความจำ / memory: 200.00 MB (≤ 450 MB)",
        "  ✗ B ครั้งแรก / cold ÷ MkDocs: 3.00 × (≤ 0.25 ×)",
        "  – B ครั้งแรก / cold ÷ Hugo: ไม่ได้วัด / not measured (≤ 2 ×)",
        "  ✓ B แก้เนื้อข่าว / text edited: 1.00 s (≤ 1.5 s)",
        "  – B แก้เนื้อข่าว / text edited ÷ Hugo: ไม่ได้วัด / not measured (≤ 0.4 ×)",
        "  – B แก้เนื้อข่าว / text edited ÷ Zensical: ไม่ได้วัด / not measured (≤ 0.1 ×)",
        "  ✗ B แก้หัวข้อล่าสุด / newest title edited: 2.00 s (≤ 1.5 s)",
        "  – B แก้หัวข้อล่าสุด / newest title edited ÷ Hugo: ไม่ได้วัด / not measured (≤ 0.4 ×)",
        "  – B แก้หัวข้อล่าสุด / newest title edited ÷ Zensical: ไม่ได้วัด / not measured (≤ 0.1 ×)",
        "  ✗ B หน่วยความจำ / memory: 451.00 MB (≤ 450 MB)",
        "  ✗ B check ครั้งแรก ต่อไฟล์ / cold, an entry: 2.50 ms (≤ 1 ms)",
        "  ✗ B check ไม่มีอะไรเปลี่ยน / nothing changed: 0.31 s (≤ 0.3 s)",
        "  ✗ B เว็บไซต์ต่อ 1,000 หน้า ไม่นับค้นหาและภาพ / site a 1,000 pages, without search and pictures: 36.00 MB (≤ 35 MB)",
    ]


def test_what_failed_leaves_its_goals_in_the_list_as_not_measured() -> None:
    whole = result(5_000, ours=taken(2.5), hugo=taken(9), product=product(30))
    nothing = Result(5_000, [], None)

    assert [(goal.name, goal.mark) for goal in goals(nothing)] == [(goal.name, "–") for goal in goals(whole)]
    assert [goal.mark for goal in growth([result(1_000, ours=taken(1), hugo=None), nothing])] == ["–", "–"]


@pytest.mark.parametrize(("hugos", "compared"), [(0.9, []), (1.1, ["A แก้หนึ่งหน้า / one edit ÷ Hugo"])])
def test_at_1000_pages_an_edit_has_to_beat_hugo_only_where_hugo_takes_a_second(
    hugos: float, compared: list[str]
) -> None:
    found = goals(result(1_000, ours=taken(2), hugo=taken(hugos)))

    assert [goal.name for goal in found if goal.name.endswith("edit ÷ Hugo")] == compared


def test_growth_is_that_of_cpu_from_the_smallest_size_to_the_largest() -> None:
    few = result(1_000, ours=taken(9, cpu=2), hugo=None, product=product(10))
    many = result(5_000, ours=taken(9, cpu=10.6), hugo=None, product=product(54))

    assert [(goal.name[0], goal.mark, goal.value, goal.limit) for goal in growth([few, many])] == [
        ("A", "✓", 5.3, 5.3),
        ("B", "✗", 5.4, 5.3),
    ]
    assert list(growth([few])) == []
