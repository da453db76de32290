"""`prongsai verify`: what has changed since it was sealed."""

import argparse
import sys

from generator.commands import CONTENT_ERRORS, FINE
from generator.commands.printing import print_problems
from generator.seal import verify
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    found = verify(options.root)
    for difference in found.differences:
        sys.stdout.write(f"{difference}\n")
    print_problems(found.problems)
    if found.errors:
        say(f"เนื้อหามีข้อผิดพลาด {found.errors} จุด จึงเทียบได้ไม่ครบ / {found.errors} errors, so not all was compared")
    say(
        f"เทียบกับการผนึก {len(found.seals)} รอบ: เปลี่ยนไป {len(found.differences)} แห่ง / "
        f"compared with {len(found.seals)} seals: {len(found.differences)} differences"
    )
    return FINE if found.sound else CONTENT_ERRORS
