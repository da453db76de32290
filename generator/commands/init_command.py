"""`prongsai init`: the tree of a new office."""

import argparse
import sys
from pathlib import Path

from generator.commands.printing import print_made
from generator.scaffold import QUESTIONS, ScaffoldError, complete, refuse_taken, start
from generator.talk import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="โฟลเดอร์ที่จะเริ่ม (ปกติคือที่นี่)")
    for question in QUESTIONS:
        parser.add_argument(question.flag, dest=question.name, metavar="TEXT", help=question.ask_th)


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    target = (options.folder or options.root).absolute()
    refuse_taken(target)
    given = {question.name: getattr(options, question.name) for question in QUESTIONS}
    return print_made(start(target, complete(given, _ask if sys.stdin and sys.stdin.isatty() else None, say)))


def _ask(question: str) -> str:
    say(question)
    try:
        return input()
    except EOFError:
        raise ScaffoldError("ยังตอบไม่ครบ จึงไม่ได้เขียนอะไร", "not all was answered, so nothing was written") from None
