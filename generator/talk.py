"""What the program says while it works: to stderr, so that stdout stays data."""

import sys


def say(text: str) -> None:
    """Print a line to stderr."""
    sys.stderr.write(f"{text}\n")
