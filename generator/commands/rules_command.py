"""`prongsai rules`: every kind of mistake, what it means and how to mend it."""

import argparse
import re
import sys

from generator.commands import FINE
from generator.rules import RULES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    del options
    for code, rule in RULES.items():
        if code.endswith("-near"):
            continue
        severity = "ข้อผิดพลาด" if rule.severity == "error" else "คำเตือน"
        fix = " ".join(rule.fix_th.split())
        said = (f"{code} ({severity})", f"{rule.th} / {rule.en}", f"ความหมาย: {rule.why_th}", f"วิธีแก้: {fix}")
        # What stands in braces differs from case to case.
        sys.stdout.write(re.sub(r"\{[a-z_]+\}", "…", "\n  ".join(said)) + "\n\n")
    return FINE
