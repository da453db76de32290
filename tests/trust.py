"""Measures what we promise about crashes, bytes and tests: one table of promise, figure and command, `make trust`.

    python tests/trust.py               everything: some three hours on two cores, two of them for `strength`
    python tests/trust.py crashes …     only these parts, by the names in PARTS

Exit 1 when a promise is not kept. What could not be measured here says why, and is no kept promise.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crashes import crashes, digest, may_mount
from elsewhere import built_elsewhere
from gates import ROOT, proven
from gates import copied as tree_copied
from strength import strengths

KILLS, FULL_DISKS, MUTATIONS, PAST = 200, 20, 10_000, 3
GOAL = 90
"""Percent of the changes to the code that the tests must see."""


@dataclass(frozen=True)
class Row:
    """One line of the table. `kept` is None for a figure that is only told, or could not be taken here."""

    promise: str
    figure: str
    command: str
    kept: bool | None
    more: tuple[str, ...] = ()


def _crashes(folder: Path) -> Iterator[Row]:
    for what, promise in (
        ("build", "สร้างเว็บไซต์ถูกหยุดกลางคัน: เว็บไซต์ครบ ครั้งต่อไปเก็บกวาด / killed builds"),
        ("links", "ตรวจลิงก์ถูกหยุดกลางคัน: ledger ครบ ครั้งต่อไปทำต่อ / killed link checks"),
        ("full", "ดิสก์เต็ม: เว็บไซต์เดิมอยู่ครบ บอกเป็นคำพูด / full disks"),
    ):
        count = FULL_DISKS if what == "full" else KILLS
        command = f"python tests/crashes.py {what} DIR {count}"
        if what == "full" and not may_mount():
            yield Row(promise, "วัดไม่ได้ ต้องเป็น root", command, None)
            continue
        ended = crashes(what, folder / what, count)
        faults = tuple(fault for crash in ended for fault in crash.faults)
        stopped = sum(crash.ended != 0 for crash in ended)
        yield Row(promise, f"{count} ครั้ง หยุดจริง {stopped} ผิด {len(faults)}", command, not faults, faults)
    yield _by_tests("สองคำสั่งพร้อมกัน: คำสั่งที่สองถูกปฏิเสธ / two at once", "two_at_once")
    yield _by_tests("โฟลเดอร์ที่เขียนไม่ได้: บอกเป็นคำพูด ของเดิมอยู่ครบ / read-only folders", "may_not_be_written")


def _by_tests(promise: str, words: str) -> Row:
    """Return the row of a promise that is kept or not, and no matter of how often: what its tests say."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_crashes.py", "-k", words]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    lines = done.stdout.splitlines() or [done.stderr]
    passed = re.fullmatch(r"(\d+) passed, \d+ deselected.*", lines[-1])
    skipped = done.returncode == 0 and not passed
    figure = f"{passed[1]} แบบ ผิด 0" if passed else "วัดไม่ได้ที่เครื่องนี้" if skipped else lines[-1]
    kept = None if skipped else bool(passed)
    return Row(promise, figure, f"pytest tests/test_crashes.py -k {words}", kept, () if passed else tuple(lines[-8:]))


def _bytes(folder: Path) -> Iterator[Row]:
    seen: dict[str, list[str]] = {}
    for circumstance, root in built_elsewhere(ROOT / "tests" / "sites" / "small", folder):
        seen.setdefault(digest(root / "site"), []).append(circumstance.th)
    (most, *others) = sorted(seen.values(), key=len, reverse=True)
    yield Row(
        "เนื้อหาเดียวกันได้ไบต์เดียวกัน / same content, same bytes",
        f"{sum(map(len, seen.values()))} แบบ {len(seen)} ลายนิ้วมือ",
        "pytest tests/test_sites.py -k eight_circumstances",
        not others and len(most) > 1,
        tuple(", ".join(other) for other in others),
    )


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True, text=True).stdout


def _restored(commit: str, folder: Path) -> str:
    """Clone this repository, build the site of a commit with the program of that commit, and return its hash.

    Raises SpoiltError when that program can't build: a commit may have been half of a change.
    """
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(ROOT), str(folder)], check=True, capture_output=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=folder, check=True, capture_output=True)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to(ROOT / "node_modules")  # what `make site` brings
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "generator", "build"]
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SpoiltError((done.stderr.splitlines() or ["?"])[-1])
    return digest(folder / "site")


class SpoiltError(Exception):
    """A commit has no site to restore: its own program could not build one."""


def _restore(folder: Path) -> Iterator[Row]:
    # Past commits whose tools are those of today; others want `make site` in the clone, and with it a registry.
    lock = _git("rev-parse", "HEAD:requirements.lock")
    commits = _git("rev-list", "--first-parent", "HEAD").split()
    same = [one for one in commits if _git("rev-parse", f"{one}:requirements.lock") == lock]
    faults, siteless, whole = [], [], 0
    for number, commit in enumerate(_spread(same)):
        try:
            one = _restored(commit, folder / f"{number} a")
            whole += 1
            if one != _restored(commit, folder / "ที่อื่น" / f"{number}"):
                faults.append(f"{commit}: two clones gave two sites")
        except SpoiltError as why:
            siteless.append(f"{commit[:10]} สร้างไม่ได้ตั้งแต่วันที่บันทึก / could never build: {why}")
            if commit == commits[0]:
                faults.append("the newest commit can't be built")
        if whole == PAST:
            break
    yield Row(
        "กู้คืนจาก git อย่างเดียว ได้ไบต์เดิม / restore drill",
        f"{whole} commit จาก {len(commits)} ผิด {len(faults)} ไม่เคยสร้างได้ {len(siteless)}",
        "git clone … && git checkout COMMIT && make site",
        whole == min(PAST, len(same)) and not faults,
        (*faults, *siteless),
    )


def _spread(commits: list[str]) -> list[str]:
    """Return the commits in the order to try them: the newest, the oldest, the middle, and on between them."""
    tried, gaps = [0, len(commits) - 1], [(0, len(commits) - 1)]
    while gaps:
        first, last = gaps.pop(0)
        middle = (first + last) // 2
        if first < middle < last:
            tried.append(middle)
            gaps += [(first, middle), (middle, last)]
    return [commits[number] for number in dict.fromkeys(tried)]


def _mutation(folder: Path) -> Iterator[Row]:
    # In a process of its own: what it finds comes as an exception, and it must be able to run out of memory.
    script = f"import sys, pathlib, test_mutation; test_mutation.mutate(pathlib.Path(sys.argv[1]), {MUTATIONS})"
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    command = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False, text=True)
    yield Row(
        "เนื้อหาที่ถูกทำให้เพี้ยน: ไม่มี traceback ไม่มีแถวหาย / mutated content",
        f"{MUTATIONS:,} แบบ",
        "python tests/trust.py mutation",
        not done.returncode,
        tuple(done.stderr.splitlines()[-5:]) if done.returncode else (),
    )


def _gates(folder: Path) -> Iterator[Row]:
    found = list(proven(tree_copied(folder / "tree")))
    blind = tuple(f"{fault.gate}: {wrong}" for fault, wrong in found if wrong)
    yield Row(
        "ด่านตรวจทุกด่านแดงเมื่อใส่ข้อผิด / seeded faults",
        f"{len(found) - len(blind)} / {len(found)}",
        "python tests/trust.py gates",
        not blind,
        blind,
    )


def _strength(_: Path) -> Iterator[Row]:
    for one in strengths():
        yield Row(
            f"การทดสอบเห็นโค้ดที่ถูกเปลี่ยน: {one.part}",
            f"{one.tried - len(one.unseen)} / {one.tried} = {one.percent:.1f} % (≥ {GOAL})",
            "python tests/strength.py",
            one.percent >= GOAL,
            one.unseen,
        )


def _coverage(folder: Path) -> Iterator[Row]:
    environment = os.environ | {"COVERAGE_FILE": str(folder / "coverage")}

    def coverage(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "coverage", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)

    ran = coverage("run", "-m", "pytest", "-q", "-n", "auto")
    coverage("combine")
    lines = coverage("report").stdout.splitlines()
    total = next((line.split()[-1] for line in lines if line.startswith("TOTAL")), "?")
    last = (ran.stdout.splitlines() or [""])[-1]
    yield Row("ทดสอบทั้งหมด / every test", last, "make test", ran.returncode == 0)
    yield Row("โค้ดที่การทดสอบไปถึง รวมทางแยก / coverage, branches too", total, "coverage run -m pytest", None)


def _audit(_: Path) -> Iterator[Row]:
    command = "make audit"
    done = subprocess.run(
        [sys.executable, "-I", ".github/scripts/supply.py", "audit"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    said = done.stderr.strip().partition(" / ")[0]
    kept = {0: True, 1: False}.get(done.returncode)  # 2: this machine has no way out, which no promise is about
    yield Row("ไม่มีช่องโหว่ที่รู้กันแล้ว / known weaknesses", said, command, kept, tuple(done.stdout.splitlines()))


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "crashes": _crashes,
    "bytes": _bytes,
    "restore": _restore,
    "mutation": _mutation,
    "gates": _gates,
    "strength": _strength,
    "coverage": _coverage,
    "audit": _audit,
}


def main(wanted: list[str]) -> int:
    """Measure, print each line as it comes, and return the exit code."""
    missed = 0
    for name, part in PARTS.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="prongsai-trust-", ignore_cleanup_errors=True) as place:
            folder = Path(place) / name
            folder.mkdir()
            for row in part(folder):
                mark = "–" if row.kept is None else "✓" if row.kept else "✗"
                print(f"  {mark} {row.promise}\n      {row.figure}    {row.command}", flush=True)
                for line in row.more[:20]:
                    print(f"        {line}")
                missed += row.kept is False
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
