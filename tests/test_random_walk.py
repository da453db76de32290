"""However an office comes to its content, it gets the site that a clean build makes of it, byte for byte.

A walk by lot through additions, edits, renames and deletions of all kinds of entries and files. The lot is fixed, so a
failure comes again; `WALKS` may be raised to look further.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from pypdf import PdfWriter

from generator.cli import main

SMALL = Path(__file__).parent / "sites" / "small" / "disclosures"
WALKS, STEPS, EACH = 2, 9, 3
"""Walks, builds in each, and after how many of them a clean build is made to compare with."""
WORDS = ["โปร่งใส", "ประชุม", "แผนงาน", "โรงเรียน", "คุณธรรม", "งบประมาณ", "ผู้ปกครอง", "นักเรียน", "ITA", "รายงาน"]
TAGS = ("แผน", "ข่าว", "อบรม")


@dataclass
class Walk:
    """An office on its way."""

    root: Path
    lot: random.Random
    count: int = 0

    def folder(self, *names: str) -> Path:
        return self.root.joinpath("disclosures", *names)

    def words(self, most: int = 8) -> str:
        return " ".join(self.lot.choices(WORDS, k=self.lot.randint(1, most)))

    def change(self, path: Path, **values: Any) -> None:
        content = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
        content |= values
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")

    def some(self, pattern: str) -> Path:
        return self.lot.choice(sorted(self.folder().glob(pattern)))

    def post(self) -> Path:
        """Return a post that nothing else refers to, so that it may go."""
        return self.lot.choice(sorted(self.folder("news").glob("*/walk-*.yaml")))


def add_news(walk: Walk) -> None:
    year = walk.lot.choice((2563, 2564, 2565))
    walk.count += 1
    values: dict[str, Any] = {
        "title": walk.words(),
        "date": f"{year}-{walk.lot.randint(1, 9):02}-{walk.lot.randint(1, 28):02}",
        "body": "\n\n".join(walk.words(30) for _ in range(3)) + "\n\n[แผน](/oit/2564/o1/) **ตัวหนา**\n",
        "tags": walk.lot.sample(TAGS, walk.lot.randint(0, 3)),
    }
    if walk.lot.random() < 0.3:
        values["cover"] = {"file": "files/2564/photo.jpg", "alt": walk.words()}
    if walk.lot.random() < 0.3:
        values["schools"] = ["ban-noi"]
    walk.change(walk.folder("news", str(year), f"walk-{walk.count}.yaml"), **values)


def edit_news(walk: Walk) -> None:
    walk.change(walk.post(), **{walk.lot.choice(("title", "summary", "body")): walk.words(20)})


def move_news_in_time(walk: Walk) -> None:
    path = walk.post()
    walk.change(path, date=f"{path.parent.name}-0{walk.lot.randint(1, 9)}-11")


def rename_news(walk: Walk) -> None:
    path = walk.post()
    walk.count += 1
    old = path.relative_to(walk.folder()).with_suffix("").as_posix()
    aliases = [*yaml.safe_load(path.read_text("utf-8")).get("aliases", []), old]
    walk.change(path, aliases=aliases)
    path.rename(path.with_name(f"walk-{walk.count}.yaml"))


def delete_news(walk: Walk) -> None:
    path = walk.post()
    gone = [path.relative_to(walk.folder()).with_suffix("").as_posix()]
    gone += yaml.safe_load(path.read_text("utf-8")).get("aliases", [])
    path.unlink()
    heir = walk.post()
    walk.change(heir, aliases=[*yaml.safe_load(heir.read_text("utf-8")).get("aliases", []), *gone])


def answer_an_item(walk: Walk) -> None:
    row = walk.lot.choice(
        (
            {"title": walk.words(), "file": "files/2564/strategy.pdf", "covers": [1]},
            {"title": walk.words(), "url": f"https://www.small.go.th/{walk.lot.random()}"},
            {"page": "news/2564/plan-meeting"},
            {"title": walk.words(), "page": "news/2564/plan-meeting", "covers": [1]},
        )
    )
    walk.change(walk.folder("oit", "2564", "o2.yaml"), status="published", evidence=[row], explanation=walk.words())


def unanswer_an_item(walk: Walk) -> None:
    walk.folder("oit", "2564", "o2.yaml").write_text("item: O2\nstatus: none\nexplanation: ไม่มีกรณี\n", "utf-8")


def change_the_office(walk: Walk) -> None:
    path = walk.folder("office.yaml")
    content = yaml.safe_load(path.read_text("utf-8"))
    content["contact"]["address"] = walk.words()
    walk.change(path, **content)


def change_a_school(walk: Walk) -> None:
    path = walk.folder("schools.yaml")
    content = yaml.safe_load(path.read_text("utf-8"))
    content["schools"][0]["name"] = f"โรงเรียน{walk.words(3)}"
    walk.change(path, **content)


def change_a_document(walk: Walk) -> None:
    walk.change(walk.folder("documents", "strategy.yaml"), title=walk.words(), summary=walk.words())


def change_a_lesson(walk: Walk) -> None:
    walk.change(walk.folder("lessons", "2564", "listening.yaml"), title=walk.words(), actions=walk.words(20))


def change_an_honour(walk: Walk) -> None:
    walk.change(walk.folder("honors", "2564", "school-award.yaml"), title=walk.words())


def change_a_picture(walk: Walk) -> None:
    colour = tuple(walk.lot.randrange(256) for _ in range(3))
    Image.new("RGB", (90, 60), colour).save(walk.folder("files", "2564", "photo.jpg"))


def change_a_file(walk: Walk) -> None:
    path = walk.folder("files", "2564", "strategy.pdf")
    written = PdfWriter(clone_from=path)
    written.add_metadata({"/Title": walk.words()})
    written.write(path)


def change_a_catalogue(walk: Walk) -> None:
    path = walk.folder("catalogues", "oit-2564.yaml")
    content = yaml.safe_load(path.read_text("utf-8"))
    content["indicators"][0]["sub_indicators"][0]["items"][0]["title"] = walk.words()
    walk.change(path, **content)


def change_the_programme(walk: Walk) -> None:
    walk.change(walk.folder("programme", "2564.yaml"), title=walk.words())


COMMON: tuple[Callable[[Walk], None], ...] = (add_news, edit_news, move_news_in_time, rename_news, delete_news)
RARE: tuple[Callable[[Walk], None], ...] = (
    answer_an_item,
    unanswer_an_item,
    change_the_office,
    change_a_school,
    change_a_document,
    change_a_lesson,
    change_an_honour,
    change_a_picture,
    change_a_file,
    change_a_catalogue,
    change_the_programme,
)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("number", range(WALKS))
def test_a_walk_through_edits_ends_where_a_clean_build_does(tmp_path: Path, number: int) -> None:
    walk = Walk(tmp_path / "office", random.Random(number))  # noqa: S311
    shutil.copytree(SMALL, walk.folder())
    for _ in range(50):
        add_news(walk)
    assert main(["build", "--root", str(walk.root)]) == 0
    for step in range(1, STEPS + 1):
        done = [walk.lot.choice(COMMON), walk.lot.choice((*COMMON, *RARE)), RARE[step % len(RARE)]]
        for change in done:
            change(walk)
        assert main(["build", "--root", str(walk.root)]) == 0, [change.__name__ for change in done]
        if step % EACH == 0:
            fresh = tmp_path / f"fresh {step}"
            shutil.copytree(walk.folder(), fresh / "disclosures")
            assert main(["build", "--root", str(fresh)]) == 0
            for made in ("site", "docs", "disclosures"):
                one, other = files_in(walk.root / made), files_in(fresh / made)
                assert [path for path in one | other if one.get(path) != other.get(path)] == []
            shutil.rmtree(fresh)
