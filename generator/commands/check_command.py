"""`prongsai check`: every mistake in the content, and nothing written."""

import argparse
import importlib

from generator import unchanged
from generator.commands import CONTENT_ERRORS, FINE
from generator.commands.printing import FORMATS, counted
from generator.interrupts import held
from generator.outcome import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="รูปแบบผลลัพธ์")
    parser.add_argument("--strict", action="store_true", help="ถือคำเตือนเป็นข้อผิดพลาด")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    outcome = unchanged.recall(options.root) or _checked(options)
    FORMATS[options.format](outcome)
    counted(outcome)
    return CONTENT_ERRORS if outcome.errors or (options.strict and outcome.warnings) else FINE


def _checked(options: argparse.Namespace) -> Outcome:
    # By name, because half a second of reading libraries is what remembering the outcome saves.
    with held():
        site = importlib.import_module("generator.site")
    outcome: Outcome = site.check_content(options.root)
    return outcome
