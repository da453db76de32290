"""`prongsai new`: a new entry with every field explained."""

import argparse

from generator.commands import today
from generator.commands.printing import print_made
from generator.scaffold import KINDS_TO_MAKE, make


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("kind", choices=KINDS_TO_MAKE, help="ชนิดของรายการ")
    parser.add_argument("words", nargs="*", help="เช่น หัวข้อข่าว, 2564 O10 (oit) หรือ 2565 (year)")
    parser.add_argument("--date", help="วันที่ (ปกติคือวันนี้)")
    parser.add_argument("--slug", help="ชื่อไฟล์ภาษาอังกฤษ")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    made = make(options.root, options.kind, options.words, day=options.date, slug=options.slug, today=today())
    return print_made(made)
