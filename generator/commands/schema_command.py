"""`prongsai schema`: JSON Schemas, made of the models."""

import argparse
import sys

from generator.commands import CONTENT_ERRORS, FINE
from generator.schema import stale_schemas, write_schemas


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("--check", action="store_true", help="ไม่เขียน บอกเพียงว่าไฟล์ใดเก่า")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    names = stale_schemas() if options.check else write_schemas()
    sys.stdout.writelines(f"{name}\n" for name in names)
    return CONTENT_ERRORS if options.check and names else FINE
