"""`prongsai report`: what each item still lacks, and the score to expect."""

import argparse
import json
import shutil
import sys

from generator.commands import CONTENT_ERRORS, FINE, today
from generator.report import report
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("year", type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="รูปแบบผลลัพธ์")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    found = report(options.root, options.year, today())
    if options.format == "json":
        json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(found.as_text(shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
    if found.warning:
        say(" / ".join(found.warning))
    return CONTENT_ERRORS if found.errors else FINE
