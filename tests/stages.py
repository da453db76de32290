"""Says where a build's time goes, by the steps of `generator.site`, from time stamps taken outside the product.

Whatever `generator.site` calls by a name of its own is wrapped, so a step that is new shows by itself; what a step
takes is without what the steps inside it take. `python tests/stages.py OUT COMMAND …` runs a command of ours so and
writes the seconds to OUT.
"""

import time

BEGUN = time.perf_counter()

# ruff: noqa: E402 - what these imports take is one of the figures

import json
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

from generator import cli, site
from generator.assets import Assets

ASSETS, CARDS = ("assets", "ไฟล์และภาพ"), ("cards", "การ์ดสื่อสังคม")
RENDER = ("render", "เขียน Markdown")
STAGES = {
    "imports": ("imports", "เปิดโปรแกรม"),
    "load": ("load", "อ่าน YAML"),
    "check": ("check", "ตรวจเนื้อหา"),
    "plan": ("plan", "วางแผนหน้า"),
    "render": RENDER,
    "render_remembered": RENDER,
    "write_docs": ("docs", "เก็บลง docs/"),
    "render_html": ("engine", "เครื่องยนต์ (MkDocs)"),
    "export": ("export", "ข้อมูลเปิด ฟีด ดัชนีค้นหา"),
    "write_whole": ("outputs written", "เขียนข้อมูลเปิดลงดิสก์"),
    "prove": ("prove", "พิสูจน์ว่าไม่มีอะไรหาย"),
    "check_site": ("web check", "ตรวจลิงก์ในเว็บที่สร้าง"),
    "tidy": ("tidy", "เก็บกวาดที่ของเว็บไซต์"),
    "swap": ("swap", "สลับเว็บไซต์"),
    **dict.fromkeys(("prepare", "write", "drawing", "evidence", "picture", "preview", "publish_icons"), ASSETS),
    **dict.fromkeys(("prepare_cards", "card", "with_cards", "faces"), CARDS),
    "between": ("between the steps", "ระหว่างขั้น"),
}
"""The name in `generator.site` → what it is called here; whatever isn't listed goes by its own name."""
CLASSES = (Assets,)
"""Classes whose public methods are steps too."""


class Stamps:
    """Seconds of each step, without those of the steps inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside = [0.0]

    def wrap(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return `work` with its time taken."""

        @wraps(work)
        def stamped(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it is, it is passed on
            self._inside.append(0.0)
            begun = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                taken = time.perf_counter() - begun
                self.seconds[name] = self.seconds.get(name, 0.0) + taken - self._inside.pop()
                self._inside[-1] += taken

        return stamped


def label(name: str) -> str:
    """Return what people call a step, Thai first."""
    stage, thai = STAGES.get(name, (name, ""))
    return f"{thai} / {stage}" if thai else stage


def steps() -> Iterator[tuple[object, str]]:
    """Yield every function that `generator.site` has a name for, and where that name stands; not `build` itself."""
    for owner in (site, *CLASSES):
        for name, value in sorted(vars(owner).items()):
            own = isinstance(value, FunctionType) and value.__module__.startswith("generator")
            if own and name not in ("build", "check_content") and (owner is site or not name.startswith("_")):
                yield owner, name


def main(out: Path, command: list[str]) -> int:
    stamps, loaded = Stamps(), time.perf_counter()
    for owner, name in list(steps()):
        setattr(owner, name, stamps.wrap(label(name), getattr(owner, name)))
    code = cli.main(command)
    ended = time.perf_counter()
    stamps.seconds[label("imports")] = loaded - BEGUN
    rest = ended - BEGUN - sum(stamps.seconds.values())
    out.write_text(json.dumps({**stamps.seconds, label("between"): rest}, ensure_ascii=False), "utf-8")
    return code


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
