"""`prongsai summary`: the content beside what it was, for a pull request."""

import argparse
import sys
from pathlib import Path

from generator.commands import BROKEN, FINE, today
from generator.summary import summary
from generator.talk import say
from generator.text import visible


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("before", type=Path, metavar="DIR", help="โฟลเดอร์เดิมที่มี disclosures/")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    if not options.before.is_dir():
        say(f"ไม่พบโฟลเดอร์ {visible(str(options.before))} / no folder “{visible(str(options.before))}”")
        return BROKEN
    sys.stdout.write(summary(options.before.absolute(), options.root, today()))
    return FINE  # what is wrong is said in it, and `check` fails for it
