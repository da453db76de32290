"""`prongsai notice`: what should be told to people, for the workflows."""

import argparse
import json
import sys
from datetime import date

from generator.commands import FINE, today
from generator.notices import calendar_notices, link_notices


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("about", choices=("links", "calendar"), help="ลิงก์ที่ต้องแก้ หรือกำหนดการ")
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="วันที่ ค.ศ. (ปกติคือวันนี้)")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    day = options.date or today()
    found = link_notices(options.root) if options.about == "links" else calendar_notices(options.root, day)
    json.dump([one.as_json() for one in found], sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return FINE
