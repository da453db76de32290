"""`prongsai freeze`: what an assessor sees, sealed."""

import argparse
import sys

from generator.commands import CONTENT_ERRORS, FINE, today
from generator.commands.printing import print_problems
from generator.seal import freeze
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("year", type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    parser.add_argument("--round", type=int, required=True, metavar="N", help="รอบที่")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    frozen = freeze(options.root, options.year, options.round, today())
    if frozen.path is None:
        print_problems(frozen.problems)
        say("ไม่ได้ผนึก แก้ข้อผิดพลาดก่อน / not sealed: mend the errors first")
        return CONTENT_ERRORS
    sys.stdout.write(f"{frozen.path}\n")
    say(f"ผนึก {frozen.items} ข้อ หลักฐาน {frozen.evidence} แถว / sealed {frozen.items} items, {frozen.evidence} rows")
    return FINE
