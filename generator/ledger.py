"""What the last link check saw, as `links` wrote it to `ledger.json`. The build reads this and never the network."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.problem import Place, Problem
from generator.rules import problem

LEDGER_PATH = "disclosures/ledger.json"
STATES = ("ok", "changed", "moved", "needs-login", "broken", "unsure")
UNUSABLE = frozenset({"broken", "needs-login"})


@dataclass(frozen=True)
class Ledger:
    """The recorded facts of each URL, as in contract §5."""

    urls: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def state(self, url: str) -> str | None:
        """Return the state of a URL, or None when it was never visited."""
        record = self.urls.get(url)
        return str(record["state"]) if record else None


def read_ledger(root: Path) -> tuple[Ledger, list[Problem]]:
    """Return the ledger, empty when there is none, and what is wrong with its file."""
    path = root / LEDGER_PATH
    try:
        if path.is_symlink() or not path.exists():
            return Ledger(), []
        content = json.loads(path.read_text("utf-8"))
        urls = content["urls"]
        sound = content["version"] == 1 and all(record["state"] in STATES for record in urls.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound, urls = False, {}
    return (Ledger(urls), []) if sound else (Ledger(), [problem("bad-ledger", Place(LEDGER_PATH))])
