"""Lighthouse's opinion of one page, but for its speed, which depends on the machine: `make quality` measures that."""

from browsing import CHROMIUM, need
from lighthouse import RUNS, scores

pytestmark = [need(CHROMIUM is not None, "Chromium or Chrome"), need(RUNS, "Node 18.16 or Lighthouse")]


def test_lighthouse_gives_the_year_full_marks(base: str) -> None:
    wanted = "accessibility", "best-practices", "seo"

    assert scores(f"{base}oit/2564/", wanted) == dict.fromkeys(wanted, 100)
