"""`prongsai doctor`: one page that says whether the machine can build, and what to install."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HERE

from generator.cli import main
from generator.doctor import ROOM, Finding, Machine, Program, examine, locked, page

LOCK = """\
mkdocs==1.6.1 \\
    --hash=sha256:00
    # via prongsai (pyproject.toml)
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
pillow==12.0.0 \\
    --hash=sha256:00
"""
SOUND = Machine(
    python=(3, 11, 2),
    encoding="utf-8",
    commands=frozenset({"git", "make", "google-chrome", "npm", "java"}),
    packages={"mkdocs": "1.6.1", "pillow": "12.0.0"},
)


def marks(machine: Machine, program: Program | None = None, lock: str = LOCK) -> list[tuple[str, str]]:
    found = examine(machine, program or Program(), lock)
    return [(finding.mark, finding.th) for finding in found if finding.mark != "✓"]


def test_a_lock_names_each_package_its_version_and_whether_every_machine_needs_it() -> None:
    assert locked(LOCK) == {
        "mkdocs": (frozenset({"1.6.1"}), True),
        "colorama": (frozenset({"0.4.6"}), False),
        "pillow": (frozenset({"12.0.0"}), True),
    }


def test_a_machine_that_is_ready_is_told_so() -> None:
    found = list(examine(SOUND, Program(errors=0, cards=True, editor=True), LOCK))

    assert page(found) == (
        "✓ Python 3.11.2 / new enough\n"
        "✓ แพ็กเกจครบ 2 รายการ ตรงตาม requirements.lock / packages as locked\n"
        "✓ ดิสก์เหลือ 0.5 GB / room enough\n"
        "✓ เนื้อหาไม่มีข้อผิดพลาด / the content has no errors\n"
        "\n"
        "พร้อมสร้างเว็บไซต์ สั่ง make site หรือ prongsai build / ready to build\n"
    )


def test_everything_that_is_wrong_is_said_at_once_with_what_to_do() -> None:
    sick = Machine(
        python=(3, 9, 1),
        encoding="tis-620",
        commands=frozenset(),
        packages={"pillow": "11.0.0"},
        unwritable=("docs", "disclosures"),
        free=ROOM - 1,
        leftovers=2,
        has_content=False,
    )
    found = list(examine(sick, Program(errors=3, cards=False, editor=False, stale=("news.json",)), LOCK))

    assert [(finding.mark, finding.th) for finding in found] == [
        ("✗", "Python 3.9.1 เก่าเกินไป"),
        ("✗", "เครื่องใช้รหัสอักษร tis-620 จึงอ่านชื่อไฟล์ภาษาไทยไม่ได้"),
        ("✗", "แพ็กเกจขาดหรือไม่ตรงรุ่น 2 รายการ: mkdocs, pillow"),
        ("!", "ไม่มี git (เก็บประวัติของเนื้อหา)"),
        ("!", "ไม่มี make (ใช้คำสั่ง make site และ make test)"),
        ("!", "ไม่มี chromium, nodejs npm, default-jre-headless ซึ่งใช้ในการทดสอบ ส่วน npm ใช้ในแบบฟอร์มแก้ไขด้วย"),
        ("✗", "ไม่พบ disclosures/office.yaml"),
        ("✗", "เขียนในโฟลเดอร์นี้ไม่ได้: docs, disclosures"),
        ("✗", "ดิสก์เหลือ 0.5 GB"),
        ("!", "มีโฟลเดอร์ค้าง 2 โฟลเดอร์จากการสร้างที่ถูกหยุดกลางคัน"),
        ("!", "ไม่มี FriBiDi จึงไม่มีภาพสำหรับแชร์"),
        ("!", "ยังไม่มีโปรแกรมของแบบฟอร์มแก้ไข เว็บไซต์ที่ได้จะไม่มีแบบฟอร์มใน /admin/"),
        ("!", "สคีมาเก่า: news.json"),
        ("✗", "เนื้อหามีข้อผิดพลาด 3 จุด"),
    ]
    assert [finding.th for finding in found if not finding.fix] == []
    assert page(found).endswith("\n\nยังสร้างเว็บไซต์ไม่ได้ ต้องแก้ 7 เรื่อง / not ready: 7 to mend\n")


def test_what_another_machine_needs_is_not_missed_here_and_another_version_is() -> None:
    assert marks(replace(SOUND, packages={**SOUND.packages, "colorama": "0.4.6"})) == []
    assert marks(replace(SOUND, packages={**SOUND.packages, "colorama": "0.4.5"})) == [
        ("✗", "แพ็กเกจขาดหรือไม่ตรงรุ่น 1 รายการ: colorama")
    ]
    twice = "colorama==0.4.4 ; python_full_version < '3.11.5' \\\n" + LOCK
    assert marks(replace(SOUND, packages={**SOUND.packages, "colorama": "0.4.4"}), lock=twice) == []
    assert marks(SOUND, lock="") == [("✗", "ไม่พบ requirements.lock")]


def test_a_finding_shows_its_remedy_below_it() -> None:
    assert str(Finding("!", "ก", "a", "แก้")) == "! ก / a\n    วิธีแก้: แก้"


@pytest.mark.parametrize(
    ("old", "new", "code", "last"),
    [
        ("0 5355 1234", "0 5355 1234", 0, "พร้อมสร้างเว็บไซต์"),
        ("short_name:", "shortname:", 1, "ยังสร้างเว็บไซต์ไม่ได้ ต้องแก้ 1 เรื่อง"),
    ],
    ids=["sound content", "faulty content"],
)
def test_the_command_says_it_of_this_machine_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, code: int, last: str
) -> None:
    shutil.copytree(HERE / "sites" / "small" / "disclosures", tmp_path / "disclosures")
    office = tmp_path / "disclosures" / "office.yaml"
    office.write_text(office.read_text("utf-8").replace(old, new), "utf-8")

    assert main(["doctor", "--root", str(tmp_path)]) == code

    assert capsys.readouterr().out.splitlines()[-1].startswith(last)
    assert [path.name for path in tmp_path.iterdir()] == ["disclosures"]


def test_it_answers_where_no_package_is_installed_and_tells_no_secret(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", HERE.parent / "generator" / "doctor.py"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": "/home/somchai", "GH_TOKEN": "ghp_secret"},
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode()

    assert (done.returncode, done.stderr) == (2, b"")
    assert said.splitlines()[1].startswith("✗ แพ็กเกจขาดหรือไม่ตรงรุ่น")
    assert [secret for secret in ("somchai", "ghp_secret", str(tmp_path)) if secret in said] == []
