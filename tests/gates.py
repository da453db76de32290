"""Every gate is itself proven: a fault that is put in on purpose, and the command that must turn red for it.

The faults are put into a copy of the tree. `test_gates.py` holds that each still fits the code; `make trust` puts them
in, one by one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 300


@dataclass(frozen=True)
class Fault:
    """A gate, what to change where, and what must then fail: tests of pytest, or a tool with its arguments."""

    gate: str
    path: str
    old: str
    new: str
    red: tuple[str, ...]


def tests(*nodes: str) -> tuple[str, ...]:
    """Return the command that runs these tests."""
    return (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *(f"tests/{node}" for node in nodes))


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of a tool that is installed beside Python."""
    return (str(Path(sys.executable).with_name(name)), *arguments)


FAULTS = (
    Fault(
        "ข้อความถูกแปลงก่อนลงหน้า / escaping",
        "generator/render.py",
        "        autoescape=True,\n        finalize=_finalize,\n",
        "        autoescape=False,\n",
        tests("test_sites.py::test_hostile_texts_in_every_field_show_as_typed_and_change_no_page"),
    ),
    Fault(
        "ลำดับของโมดูล / imports point down",
        "generator/text.py",
        "import re\n",
        "import re\nimport generator.rules\n",
        tests("test_architecture.py"),
    ),
    Fault("ruff", "generator/dates.py", "import re\n", "import re\nimport zlib\n", tool("ruff", "check", "generator")),
    Fault(
        "mypy",
        "generator/qr.py",
        "import io\n",
        "import io\n\nONE: int = 'one'\n",
        tool("mypy", "generator/qr.py"),
    ),
    Fault(
        "เนื้อหาเดียวกัน ไบต์เดียวกัน / same content, same bytes",
        "generator/exports/sitemap.py",
        "        for page in pages\n",
        "        for page in sorted(pages, key=lambda page: hash(page.address))\n",
        tests("test_sites.py::test_the_same_content_gives_the_same_bytes_in_eight_circumstances"),
    ),
    Fault(
        "เว็บไซต์เปลี่ยนในครั้งเดียว / the site is swapped at once",
        "generator/publish.py",
        "        if not site.exists():\n            new.rename(site)\n",
        "        if True:\n            shutil.rmtree(site, ignore_errors=True)\n            new.rename(site)\n",
        tests("test_publish.py::test_kill_nine_at_any_moment_leaves_a_whole_site"),
    ),
    Fault(
        "สร้างพร้อมกันไม่ได้ / two builds at once",
        "generator/publish.py",
        "            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)\n",
        "            pass\n",
        tests("test_crashes.py::test_two_at_once_is_one_too_many"),
    ),
    Fault(
        "เก็บของที่ค้าง / the next run cleans up",
        "generator/assets.py",
        "            if _UNFINISHED.fullmatch(path.name):\n",
        "            if path.name == '':\n",
        tests("test_crashes.py::test_what_killed_runs_left_is_taken_away_and_what_people_made_is_not"),
    ),
    Fault(
        "ลิงก์ภายในไม่เสีย / no dead links",
        "generator/webcheck.py",
        "    return sorted(faults)\n",
        "    return []\n",
        tests("test_webcheck.py"),
    ),
    Fault(
        "ข้อมูลไม่หาย / nothing is lost on the way",
        "generator/conservation.py",
        "    faults: list[str] = []\n",
        "    return []\n    faults: list[str] = []\n",
        tests("test_conservation.py"),
    ),
    Fault(
        "คะแนน / scoring",
        "generator/scoring.py",
        "    hundredths = (number * 200 + 1) // 2\n",
        "    hundredths = (number * 200) // 2\n",
        tests("test_scoring.py"),
    ),
    Fault(
        "ไม่เข้าเครือข่ายภายใน / no private address",
        "generator/links/gate.py",
        "    return address.is_global and not",
        "    return not",
        tests("test_links.py"),
    ),
    Fault(
        "ผนึก / the seal",
        "generator/seal.py",
        "def _hash_of_lines(lines: Sequence[str]) -> str:\n",
        "def _hash_of_lines(lines: Sequence[str]) -> str:\n    lines = []\n",
        tests("test_seal.py"),
    ),
    Fault(
        "ทุกข้อผิดมีคำอธิบาย / every problem has its words",
        "generator/rules.py",
        '"dead-link"',
        '"dead-lnk"',
        tests("test_site.py", "test_cases.py", "test_webcheck.py", "test_sites.py"),
    ),
    Fault(
        "สคีมาตรงกับแบบข้อมูล / schemas are fresh",
        "generator/schema/news.json",
        '"type": "object"',
        '"type": "array"',
        (sys.executable, "-m", "generator", "schema", "--check"),
    ),
    Fault(
        "action ระบุ commit / actions are pinned",
        ".github/workflows/audit.yml",
        "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
        "actions/checkout@v4",
        tests("test_workflows.py::test_every_action_is_github_s_own_and_pinned_to_a_commit_with_its_version"),
    ),
    Fault(
        "สิทธิ์ของงานอัตโนมัติ / least rights",
        ".github/workflows/audit.yml",
        "      contents: read\n",
        "      contents: write\n",
        tests("test_workflows.py::test_every_job_has_the_rights_it_needs_and_no_others"),
    ),
    Fault(
        "ล็อกมีลายนิ้วมือ / locks are hashed",
        "requirements.lock",
        " \\\n    --hash=sha256:",
        "\n    # ",
        tests("test_gates.py::test_every_locked_package_has_its_version_and_a_hash"),
    ),
    Fault(
        "ช่องโหว่ที่ถามไม่ได้ถือว่าไม่ผ่าน / an audit that can't ask is red",
        ".github/scripts/supply.py",
        "        return 2\n    sys.stdout.writelines(",
        "        return 0\n    sys.stdout.writelines(",
        tests("test_supply.py"),
    ),
)


def copied(folder: Path) -> Path:
    """Copy what git knows or would know of this tree, and lend it the tools."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in (".venv", "node_modules"):
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    return folder


def passes(command: tuple[str, ...], tree: Path) -> bool:
    """Run a command in a copy of the tree; say whether it found nothing."""
    # No bytecode: two versions of a file within a second and of one length would be taken for one.
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def proven(tree: Path) -> Iterator[tuple[Fault, str]]:
    """Put each fault in and take it out again; yield it with what is wrong with its gate, or nothing."""
    for fault in FAULTS:
        path = tree / fault.path
        sound = path.read_text("utf-8")
        if not passes(fault.red, tree):
            yield fault, "แดงอยู่แล้วก่อนใส่ข้อผิด / red before the fault"
            continue
        path.write_text(sound.replace(fault.old, fault.new, 1), "utf-8")
        survived = passes(fault.red, tree)
        path.write_text(sound, "utf-8")
        yield fault, "ไม่เห็นข้อผิดที่ใส่ไว้ / did not see the fault" if survived else ""
