"""`prongsai gather`: the data of many offices in one set, and the questions to it."""

import argparse
import importlib
import shutil
import sys
import time
from pathlib import Path

from generator.commands import BROKEN, CONTENT_ERRORS, FINE
from generator.gather import QUESTIONS, as_csv, as_json, as_text, ask, gather
from generator.progress import Progress
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("places", nargs="*", metavar="PLACE", help="ที่อยู่เว็บ โฟลเดอร์ หรือ @รายการ.txt @รายการ.csv")
    parser.add_argument("--out", type=Path, default=Path("national"), metavar="DIR", help="ที่เก็บ (ปกติ national/)")
    parser.add_argument("--ask", choices=tuple(QUESTIONS), help="คำถาม (ไม่บอก PLACE คือถามชุดที่มีอยู่)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="ถามเฉพาะปีงบประมาณ พ.ศ. นี้")
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="รูปแบบคำตอบ")
    parser.add_argument("--allow-private", action="store_true", help="ยอมเข้าเครือข่ายภายใน (สำหรับการทดสอบ)")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    if not options.places and not options.ask:
        say("บอกที่อยู่ของหน่วยงานอย่างน้อยหนึ่งแห่ง หรือคำถามด้วย --ask / name at least one place, or a question by --ask")
        return BROKEN
    complete = _gather_places(options) if options.places else True
    if options.ask:
        answer = ask(options.out, options.ask, options.year)
        if options.format == "json":
            sys.stdout.write(as_json(options.ask, options.year, answer))
        elif options.format == "csv":
            sys.stdout.write(as_csv(options.ask, answer))
        else:
            wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            sys.stdout.write(as_text(options.ask, answer, wide))
    return FINE if complete else CONTENT_ERRORS


def _gather_places(options: argparse.Namespace) -> bool:
    """Gather, say what came of it, and return whether every office was read."""
    begun = time.perf_counter()
    with Progress() as progress:
        found = gather(options.places, options.out, allow_private=options.allow_private, report=progress.report)
    for th, en in found.left_out:
        say(f"ไม่ได้อ่าน {th} / left out {en}")
    say(
        f"อ่าน {found.offices} หน่วยงาน {found.years_read} ปี (ไม่เปลี่ยน {found.years_kept}): "
        f"{found.items} ข้อ หลักฐาน {found.evidence} แถว ที่ {options.out} / "
        f"read {found.offices} offices, {found.years_read} years ({found.years_kept} unchanged), "
        f"{found.items} items, {found.evidence} rows of evidence, into {options.out}"
    )
    if found.left_out or found.silent:
        say(
            f"อ่านไม่ได้ {len(found.left_out)} หน่วยงาน ไม่มีเว็บไซต์ {found.silent} หน่วยงาน / "
            f"{len(found.left_out)} left out, {found.silent} without a site"
        )
    say(f"ใช้เวลา {time.perf_counter() - begun:.1f} วินาที{_memory()}")
    return not found.left_out


def _memory() -> str:
    """Return how much memory this took at most, where the system tells."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows
        return ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1_000_000 if sys.platform == "darwin" else 1_000)  # bytes there, thousands of them elsewhere
    return f" หน่วยความจำสูงสุด {megabytes:.0f} MB"
