"""`prongsai build`: check, make the site, publish it."""

import argparse
from pathlib import Path

from generator.commands import CONTENT_ERRORS, FINE
from generator.commands.printing import counted, print_problems
from generator.engine import DEFAULT_ENGINE, ENGINES
from generator.progress import Progress
from generator.site import build
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("--clean", action="store_true", help="สร้างใหม่ทั้งหมด ไม่ใช้ของที่เก็บไว้")
    parser.add_argument("--site", type=Path, metavar="DIR", help="โฟลเดอร์เว็บไซต์ (ปกติคือ site/)")
    parser.add_argument("--engine", choices=tuple(ENGINES), default=DEFAULT_ENGINE, help="โปรแกรมสร้างหน้า (ปกติ mkdocs)")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    site = (options.site or options.root / "site").absolute()
    with Progress() as progress:
        outcome = build(options.root, site, clean=options.clean, engine=options.engine, report=progress.report)
    print_problems(outcome.problems)
    counted(outcome)
    if not outcome.pages:
        say("ไม่ได้เผยแพร่ เว็บไซต์เดิมยังอยู่ครบ / nothing was published; the old site is untouched")
        return CONTENT_ERRORS
    say(
        f"สร้างเว็บไซต์แล้ว {outcome.pages} หน้า (สร้างใหม่ {outcome.rendered}) ไฟล์และภาพ {outcome.files} ไฟล์ ที่ {site} / "
        f"built {outcome.pages} pages ({outcome.rendered} anew), {outcome.files} files, in {site}"
    )
    return FINE
