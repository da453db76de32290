"""Times `prongsai gather` on 225 made-up offices × 43 items × 3 years: read anew, read again, and each question.

Seconds are this machine's, today. `python tests/bench_gather.py [OFFICES]`. Each run is a process of its own, start-up
included, as for a person who types the command; files are read from this disk, so no network is in it: there, one
request a second a host is what takes the time.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from nation import OFFICES, YEARS, write_nation

from generator.gather import QUESTIONS

ITEMS = 43


def run(*words: str) -> tuple[float, int]:
    """Run a command whose answers nobody reads; return its seconds and the most megabytes it took."""
    begun = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    command = [sys.executable, "-m", "generator", "gather", *words]
    process = os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"gather {' '.join(words)} failed: {status}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return time.perf_counter() - begun, round(usage.ru_maxrss / unit)


def main() -> None:
    offices = int(sys.argv[1]) if sys.argv[1:] else OFFICES
    with tempfile.TemporaryDirectory(prefix="prongsai-nation-") as name:
        folder = Path(name)
        listed, out = write_nation(folder, offices), folder / "national"
        print(f"{offices} offices × {ITEMS} items × {len(YEARS)} years = {offices * ITEMS * len(YEARS)} items")
        print(f"{'':24} {'s':>7} {'MB':>6}")
        places = (f"@{listed}", "--out", str(out))
        for title, words in (
            ("read anew", places),
            ("read again, unchanged", places),
            *((f"--ask {question}", ("--ask", question, "--out", str(out))) for question in QUESTIONS),
        ):
            seconds, megabytes = run(*words)
            print(f"{title:24} {seconds:7.2f} {megabytes:6}")
        size = sum(path.stat().st_size for path in out.glob("*.parquet"))
        print(f"{'the set on disk':24} {'':7} {size / 1e6:6.1f}")


if __name__ == "__main__":
    main()
