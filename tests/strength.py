"""The strength of the tests: mutmut changes the code in every small way, and the tests must see it.

    python tests/strength.py                 every part: killed / tried, and the changes that nobody saw
    python tests/strength.py คะแนน scoring   only the parts whose name holds one of these words

What is changed and which tests answer stands in pyproject.toml, [tool.mutmut]. A change that means the same counts as
not seen, so nobody reaches 100 %. mutmut leaves decorated functions and code outside of functions as they are.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gates import copied, tool

PARTS: dict[str, tuple[str, ...]] = {
    "การอ่าน / reader": ("source", "reading"),
    "การตรวจ / checks": ("checks",),
    "คะแนน / scoring": ("scoring", "readiness"),
    "ลิงก์ / links": ("links.judgement", "links.walls", "links.gate"),
    "การแปลงข้อความ / escaping": ("render", "markdown"),
}
"""The modules of each part."""

CHILDREN = 2
UNSEEN = frozenset({"survived", "no tests", "not checked"})


@dataclass(frozen=True)
class Strength:
    """How often a part was changed, and each change that no test saw as its name and what it makes of which line."""

    part: str
    tried: int
    unseen: tuple[str, ...]

    @property
    def percent(self) -> float:
        """How many of the changes were seen, of 100."""
        return 100 * (self.tried - len(self.unseen)) / max(self.tried, 1)


def strengths(words: tuple[str, ...] = ()) -> Iterator[Strength]:
    """Try the parts one by one in a copy of the tree; raises RuntimeError when the tests are red as they are."""
    with tempfile.TemporaryDirectory(prefix="prongsai-strength-") as name:
        tree = copied(Path(name))
        for part, modules in PARTS.items():
            if words and not any(word in part for word in words):
                continue
            patterns = tuple(f"generator.{module}{more}" for module in modules for more in (".x*", ".*.x*"))
            known = _mutmut(tree, "run", "--max-children", str(CHILDREN), *patterns)
            if known.returncode:
                raise RuntimeError(f"{part}: {known.stdout[-2000:]}{known.stderr[-2000:]}")
            states = dict(_states(tree, modules))
            yield Strength(part, len(states), tuple(_told(tree, key) for key, how in states.items() if how in UNSEEN))


def _mutmut(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(tool("mutmut", *words), cwd=tree, capture_output=True, check=False, text=True)


def _states(tree: Path, modules: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the name of each change to these modules with what became of it, from lines `    name: state`."""
    for line in _mutmut(tree, "results", "--all", "true").stdout.splitlines():
        key, _, state = line.strip().partition(": ")
        if key.startswith(tuple(f"generator.{module}." for module in modules)):
            yield key, state


def _told(tree: Path, key: str) -> str:
    lines = _mutmut(tree, "show", key).stdout.splitlines()
    changed = [line[1:].strip() for line in lines if line.startswith(("-", "+")) and line[:3] not in ("---", "+++")]
    return f"{key}: {' → '.join(changed)}"


if __name__ == "__main__":
    for one in strengths(tuple(sys.argv[1:])):
        seen = one.tried - len(one.unseen)
        print(f"{one.part}: {seen} / {one.tried} ({one.percent:.1f} %)", *one.unseen, sep="\n  ", flush=True)
