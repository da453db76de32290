"""Good content that was spoilt at random: it is refused, or nothing in it is lost, and nothing ever raises.

Each example cuts, doubles, swaps or flips pieces of one file of a small office with every field, one to four times.
`make trust` runs `mutate` ten thousand times; here it runs a few hundred.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_hostile import assert_safe

from generator.assets import Assets
from generator.checks import check
from generator.library import Library, Loaded, load
from generator.pages import Content, plan
from generator.render import render
from generator.site import asked_files

# Python 3.12 warns of a fork beside threads, and a worker of pytest-xdist has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

HERE = Path(__file__).resolve().parent
FEW = 300

Files = dict[str, bytes]
Step = tuple[str, int, int, int]
"""What to do, where (of a thousand), with how many bytes, and another number that the deed may need."""

STEPS = st.tuples(
    st.sampled_from(["cut", "double", "swap", "flip", "cut line", "double line", "swap lines", "indent", "graft"]),
    st.integers(0, 999),
    st.integers(1, 40),
    st.integers(0, 999),
)
GRAFTS = (
    b"&a ", b"*a", b"<<: ", b"!!x ", b"\t", b"\xc2\xa0", b"\xe2\x80\xae", b"\x00", b"\r", b" #x", b": ", b"- ", b"[",
    b"{", b"'", b'"', b"|\n", b"? ", b"---\n", b"%", b"\xff", b"\xed\xa0\x80", b"<script>", b"{{7*7}}", b"\\",
    "๙".encode(),
)  # fmt: skip


def spoilt(raw: bytes, step: Step) -> bytes:
    """Return the bytes after one deed; what is near the end may be cut short by it."""
    deed, place, size, other = step
    if deed.endswith(("line", "lines")) or deed == "indent":
        lines = raw.splitlines(keepends=True) or [b""]
        at, to = place * len(lines) // 1000, other * len(lines) // 1000
        if deed == "cut line":
            del lines[at]
        elif deed == "double line":
            lines.insert(to, lines[at])
        elif deed == "swap lines":
            lines[at], lines[to] = lines[to], lines[at]
        else:
            lines[at] = b" " * (size % 5) + lines[at].lstrip(b" ")
        return b"".join(lines)
    at, to = place * len(raw) // 1000, other * len(raw) // 1000
    piece = raw[at : at + size]
    if deed == "cut":
        return raw[:at] + raw[at + size :]
    if deed == "double":
        return raw[:at] + piece + raw[at:]
    if deed == "graft":
        return raw[:at] + GRAFTS[other % len(GRAFTS)] + raw[at:]
    if deed == "flip":
        return raw[:at] + bytes(byte ^ (1 << other % 8) for byte in raw[at : at + 1]) + raw[at + 1 :]
    first, last = sorted((at, to))
    return raw[:first] + raw[last : last + size] + raw[first:last] + raw[last + size :]


# ── what was written, read by somebody else ──────────────────────────────────────────────────────────────────────


def rows_typed(root: Path) -> Counter[str]:
    """Count the rows of evidence of each answer as PyYAML's own loader reads them."""
    # libyaml takes a tab before a colon, which the reader in Python does not. Separators of other systems end no line.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    rows: Counter[str] = Counter()
    for path in sorted((root / "disclosures" / "oit").rglob("*.yaml")):
        text = re.sub("[\x85\u2028\u2029]", " ", path.read_bytes().decode("utf-8-sig"))
        tree = yaml.load(text, Loader=loader)  # noqa: S506 - it makes texts only
        rows[path.relative_to(root).as_posix()] += len(tree.get("evidence") or ())
    return +rows


def rows_read(library: Library) -> Counter[str]:
    return +Counter({entry.path: len(entry.data.evidence) for entry in library.disclosures.values()})


def rows_shown(root: Path, library: Library, loaded: Loaded) -> int:
    """Count the rows of evidence on the pages of items, whatever year they are of."""
    assets = Assets(root, root / ".prongsai" / "assets", loaded.inventory.facts)
    assets.prepare(*asked_files(library), lambda *_: None)
    pages = [page for page in plan(Content(library, assets)) if re.fullmatch(r"oit/\d+/o\d+/index\.md", page.path)]
    return sum(render(page).replace("&#45;", "-").count("data-evidence=") for page in pages)


def judge(root: Path, seen: Counter[str], read: Callable[[Path], Loaded] = load) -> None:
    """Read a tree and hold it: refused in sentences that are safe, or complete up to its pages."""
    loaded = read(root)
    problems = check(loaded)
    for problem in problems:
        assert_safe(problem, root)
    refused = loaded.library is None or any(one.severity == "error" for one in problems)
    seen["refused" if refused else "taken"] += 1
    if loaded.library is None or refused:
        return
    typed = rows_typed(root)
    assert rows_read(loaded.library) == typed
    assert rows_shown(root, loaded.library, loaded) == typed.total()


def mutate(folder: Path, examples: int) -> Counter[str]:
    """Spoil a copy of the office in `folder` so many times, and return how often it was refused and taken.

    Raises what went wrong with the smallest example that Hypothesis finds for it.
    """
    office = shutil.copytree(HERE / "sites" / "every-field", folder / "mutated")
    (office / ".prongsai").mkdir()
    load(office).inventory.keep(office)  # what the attached files are doesn't change
    files: Mapping[str, bytes] = {
        path.relative_to(office).as_posix(): path.read_bytes() for path in sorted(office.rglob("*.yaml"))
    }
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(st.sampled_from(sorted(files)), st.lists(STEPS, min_size=1, max_size=4))
    def one(name: str, steps: list[Step]) -> None:
        raw = files[name]
        for step in steps:
            raw = spoilt(raw, step)
        (office / name).write_bytes(raw)
        try:
            judge(office, seen)
        finally:
            (office / name).write_bytes(files[name])

    one()
    return seen


def test_content_spoilt_at_random_is_refused_or_kept_whole(tmp_path: Path) -> None:
    seen = mutate(tmp_path, FEW)

    # A generator that only ever made one of them would prove nothing.
    assert seen.total() >= FEW * 9 // 10
    assert min(seen["refused"], seen["taken"]) >= FEW // 20


@pytest.mark.parametrize("deed", ["cut", "double", "swap", "flip", "cut line", "double line", "swap lines", "indent"])
def test_every_deed_changes_a_file(deed: str) -> None:
    raw = b"a: 1\nb: 2\nc:\n  - 3\n"

    assert any(spoilt(raw, (deed, place, 3, 900)) != raw for place in range(0, 1000, 100))


def lose_a_row(root: Path) -> Loaded:
    loaded = load(root)
    assert loaded.library is not None
    key, entry = next((key, one) for key, one in loaded.library.disclosures.items() if one.data.evidence)
    fewer = replace(entry, data=entry.data.model_copy(update={"evidence": entry.data.evidence[1:]}))
    return replace(loaded, library=replace(loaded.library, disclosures={**loaded.library.disclosures, key: fewer}))


def stumble(root: Path) -> Loaded:
    raise IndexError(root)


@pytest.mark.parametrize(("reader", "fault"), [(lose_a_row, AssertionError), (stumble, IndexError)])
def test_a_lost_row_and_a_traceback_are_seen(
    tmp_path: Path, reader: Callable[[Path], Loaded], fault: type[Exception]
) -> None:
    office = shutil.copytree(HERE / "sites" / "every-field", tmp_path / "office")
    judge(office, Counter())

    with pytest.raises(fault):
        judge(office, Counter(), reader)
