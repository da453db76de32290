"""`prongsai serve`: the site on this machine, built again when a file is saved."""

import argparse

from generator.serve import serve


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="พอร์ต (ปกติ 8000)")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
    return serve(options.root, options.port)
