"""`prongsai import`: the table an office has today becomes the files of a year."""

import argparse
import sys
from pathlib import Path

from generator.commands import CONTENT_ERRORS, FINE
from generator.commands.printing import print_problems
from generator.tables import import_table
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("table", type=Path, metavar="TABLE", help="ไฟล์ตาราง")
    parser.add_argument("--year", type=int, required=True, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    found = import_table(options.root, options.table, options.year)
    sys.stdout.writelines(f"{path}\n" for path in found.written)
    print_problems(found.problems)
    say(
        f"อ่าน {found.read} แถว: นำเข้า {found.placed} หัวตาราง {found.headings} ของข้อที่มีไฟล์แล้ว {found.kept} "
        f"นำเข้าไม่ได้ {found.unplaced} / read {found.read} rows: {found.placed} imported, {found.headings} headings, "
        f"{found.kept} of items that have a file, {found.unplaced} not placed"
    )
    say(
        f"เขียน {len(found.written)} ไฟล์ หลักฐาน {found.evidence} แถว / "
        f"wrote {len(found.written)} files with {found.evidence} pieces of evidence"
    )
    if found.renamed:
        say(
            f"หลักฐาน {found.renamed} แถวไม่มีชื่อจริงในตาราง ใช้ชื่อข้อกับลำดับแทน โปรดแก้ title / "
            f"{found.renamed} had no real name and were named after their item: mend title"
        )
    if found.loose:
        say(f"ลิงก์นอกตาราง เช่น เมนู {found.loose} ลิงก์ ไม่ได้นำเข้า / {found.loose} links outside tables were left out")
    if found.written:
        say("ตรวจแต่ละไฟล์ เติม covers แล้วสั่ง prongsai check / look at each file, fill in covers, then run check")
    return FINE if found.complete else CONTENT_ERRORS
