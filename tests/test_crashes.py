"""Whatever stops a command, or is in its way: the site and the ledger are whole, and the next run cleans up.

A few of what `make trust` does by the hundred; `crashes.py` says how.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HERE
from crashes import SMALL, Crash, crashes, digest, leftovers, may_mount

from generator.publish import lock

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="how Linux does it")


def faults(ended: list[Crash]) -> list[str]:
    return [fault for crash in ended for fault in crash.faults]


@linux_only
def test_a_build_that_is_killed_at_any_moment_leaves_a_whole_site_and_the_next_cleans_up(tmp_path: Path) -> None:
    ended = crashes("build", tmp_path, 6)

    assert faults(ended) == []
    assert -9 in {crash.ended for crash in ended}, "no build was killed while it ran"


@linux_only
def test_a_link_check_that_is_killed_at_any_moment_leaves_a_whole_ledger_and_the_next_takes_up_the_rest(
    tmp_path: Path,
) -> None:
    ended = crashes("links", tmp_path, 2)

    assert faults(ended) == []
    assert -9 in {crash.ended for crash in ended}, "no check was killed while it ran"


@linux_only
@pytest.mark.skipif(not may_mount(), reason="only root may mount a disk of its own")
def test_a_disk_that_is_full_is_said_in_words_and_the_old_site_stays(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()

    ended = crashes("full", tmp_path / "disk", 2)

    assert faults(ended) == []
    assert [crash.ended for crash in ended] == [2, 2]


def test_what_killed_runs_left_is_taken_away_and_what_people_made_is_not(tmp_path: Path) -> None:
    ours = ("disclosures/addresses.txt.77.tmp", "docs/oit/index.md.77.tmp", ".prongsai/assets/x-file.77.tmp")
    theirs = ("disclosures/files/2564/plan.77.tmp", "disclosures/notes.77.tmp", "disclosures/addresses.txt.old.tmp")
    shutil.copytree(SMALL, tmp_path / "disclosures")
    for name in (*ours, *theirs):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("ครึ่ง", "utf-8")

    assert prongsai("build", "--root", str(tmp_path))[0] == 0

    assert [name for name in (*ours, *theirs) if (tmp_path / name).exists()] == list(theirs)


# ── what may not be written ──────────────────────────────────────────────────────────────────────────────────────


def prongsai(*arguments: str) -> tuple[int, str]:
    """Run a command as somebody to whom rights apply: root may write anywhere."""
    mortal = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*mortal, sys.executable, "-m", "generator", *arguments],
        env=os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stderr


@linux_only
@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="nothing is read-only to root")
def test_a_folder_that_may_not_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    root = tmp_path / "สำนักงาน"
    shutil.copytree(SMALL, root / "disclosures")
    assert prongsai("build", "--root", str(root))[0] == 0
    before = digest(root / "site"), digest(root / "disclosures")
    item = root / "disclosures" / "oit" / "2564" / "o01.yaml"
    typed = item.read_text("utf-8")
    item.write_text(typed.replace("https://www.small.go.th/budget?ปี=2564", "http://127.0.0.1:9/"), "utf-8")
    (tmp_path / "ชั้นวาง").mkdir()

    answers = {}
    for folder, *command in (
        (root, "build"),
        (tmp_path / "ชั้นวาง", "build", "--site", str(tmp_path / "ชั้นวาง" / "site")),
        (root / "docs", "build"),
        (root / "disclosures", "links", "--allow-private"),
    ):
        folder.chmod(0o555)
        code, said = prongsai(*command, "--root", str(root))
        folder.chmod(0o755)
        named = re.sub(r"\.new-\w+|\.\d+\.tmp", "…", said.splitlines()[-1].replace(str(tmp_path), ""))
        answers[folder.name] = code, named.partition(" / ")[0].partition(": '")[0]
    item.write_text(typed, "utf-8")

    assert answers == {
        "สำนักงาน": (2, "เขียน /สำนักงาน/.site… ไม่ได้ (Permission denied) เว็บไซต์เดิมยังอยู่ครบ"),
        "ชั้นวาง": (2, "เขียน /ชั้นวาง/.site… ไม่ได้ (Permission denied) เว็บไซต์เดิมยังอยู่ครบ"),
        "docs": (2, "เขียน /สำนักงาน/docs/.prongsai.json… ไม่ได้ (Permission denied) เว็บไซต์เดิมยังอยู่ครบ"),
        "disclosures": (2, "เครื่องทำงานไม่สำเร็จ: [Errno 13] Permission denied"),
    }
    assert (digest(root / "site"), digest(root / "disclosures")) == before
    assert leftovers(root) == []


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        ("build", "lock", "กำลังสร้างเว็บไซต์นี้อยู่ในอีกหน้าต่างหนึ่ง รอให้เสร็จแล้วลองใหม่"),
        ("links", "links", "กำลังตรวจลิงก์อยู่ในอีกหน้าต่างหนึ่ง รอให้เสร็จแล้วลองใหม่"),
    ],
    ids=["build", "links"],
)
@linux_only
def test_two_at_once_is_one_too_many(tmp_path: Path, command: str, name: str, said: str) -> None:
    shutil.copytree(SMALL, tmp_path / "disclosures")

    with lock(tmp_path, name):
        code, talk = prongsai(command, "--root", str(tmp_path))

    assert (code, talk.partition(" / ")[0]) == (2, said)
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "disclosures" / "ledger.json").exists()


@linux_only
@pytest.mark.skipif(not may_mount(), reason="only root may have a network of its own, with nothing in it")
def test_a_site_is_built_and_checked_where_there_is_no_network(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "disclosures")

    codes = [
        subprocess.run(
            ["unshare", "-n", sys.executable, "-m", "generator", command, "--root", str(tmp_path)],
            env=os.environ | {"PYTHONPATH": str(HERE.parent)},
            check=False,
            capture_output=True,
        ).returncode
        for command in ("check", "build")
    ]

    assert codes == [0, 0]
    assert (tmp_path / "site" / "index.html").is_file()
