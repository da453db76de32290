"""An office as large as one likes, in two forms: the YAML that we read, and the Markdown that any engine reads.

43 items for each year, the rest news, in sentences of the sample office, so that words repeat as they do in life. The
same count gives the same bytes. Both forms say the same, so that a page of one is worth a page of the other.
"""

import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CONTENT = Path(__file__).resolve().parent.parent / "disclosures"
FIRST, MOST_YEARS, ITEMS = 2564, 10, 43
ENTRIES_A_YEAR = 100
"""Below this many, an office has not been at it for another year."""
MARKED = re.compile(r"[\[\]#*|!<>`_:{}]|files/")
"""A line with any of these is more than a sentence."""
PARAGRAPHS, HEADING = 4, "## รายละเอียด"
FOOTER = ("contact", "accessibility", "privacy", "search", "sitemap", "staff")
"""Pages that every page of ours leads to."""


@dataclass(frozen=True)
class News:
    """One piece of news."""

    year: int
    number: int
    title: str
    date: str
    summary: str
    paragraphs: tuple[str, ...]

    @property
    def place(self) -> str:
        """The path of the entry, without its ending."""
        return f"news/{self.year}/n{self.number}"

    @property
    def as_yaml(self) -> str:
        values = {"title": self.title, "date": self.date, "summary": self.summary, "tags": ["ตัวอย่าง"]}
        body = [*self.paragraphs[:2], HEADING, *self.paragraphs[2:]]
        return _dump(values) + "body: |\n" + "\n".join(f"  {part}\n" for part in body)

    @property
    def as_markdown(self) -> str:
        first, second, *rest = self.paragraphs
        parts = [f"*{self.date}*", self.summary, first, second, f"{HEADING} {{#more}}", *rest]
        return _page(self.title, *parts, "[หน้าแรก](../../index.md) · [OIT](../../oit/2564/index.md)")


@dataclass(frozen=True)
class Item:
    """One item of one year, with what it demands and two pieces of evidence."""

    year: int
    number: int
    title: str
    elements: tuple[str, ...]
    explanation: str

    @property
    def as_yaml(self) -> str:
        title = f"เอกสารหลักฐานข้อ O{self.number} ปี {self.year} (ตัวอย่าง)"
        document = f"https://example.com/doc/{self.year}/{self.number}.pdf"
        where = {"file": f"files/{self.year}/plan.pdf"} if self.number % 15 == 0 else {"url": document}
        web = {"title": f"หน้าเว็บข้อ O{self.number} (ตัวอย่าง)", "url": f"https://example.com/{self.year}/{self.number}"}
        evidence = [{"title": title, **where, "covers": list(range(1, len(self.elements) + 1))}, {**web, "covers": [1]}]
        head = {"item": f"O{self.number}", "status": "published", "explanation": self.explanation, "unit": "policy"}
        return _dump({**head, "published": f"{self.year}-01-15", "evidence": evidence})

    @property
    def as_markdown(self) -> str:
        rows = "\n".join(f"| {row} | {text} | มี |" for row, text in enumerate(self.elements, 1))
        links = [f"- [เอกสารหลักฐาน {part}](https://example.com/{self.year}/{self.number}/{part})" for part in (1, 2)]
        return _page(
            f"O{self.number} {self.title} ปี {self.year}",
            self.explanation,
            "## องค์ประกอบด้านข้อมูล {#elements}",
            f"| ข้อ | ข้อมูล | มี |\n|---|---|---|\n{rows}",
            "## หลักฐาน {#evidence}",
            "\n".join(links),
            "[ปีนี้](index.md) · [หน้าแรก](../../index.md)",
        )


def entries(count: int, years: range) -> tuple[list[Item], list[News]]:
    """Return `count` entries: all items of these years, and news."""
    demanded = _demanded()
    chance = random.Random(FIRST)  # noqa: S311 - a made-up office, not a secret
    items = [
        Item(year, number, *demanded[number - 1], explanation=chance.choice(_sentences()))
        for year in years
        for number in range(1, ITEMS + 1)
    ]
    return items, [_news(number, years, chance) for number in range(1, count - len(items) + 1)]


def years_of(count: int) -> range:
    """Return the fiscal years of an office with so many entries."""
    return range(FIRST, FIRST + max(1, min(MOST_YEARS, count // ENTRIES_A_YEAR)))


def write_office(root: Path, count: int) -> None:
    """Write `disclosures/` of an office with `count` entries below `root`."""
    content, years = root / "disclosures", years_of(count)
    office = (CONTENT / "office.yaml").read_text("utf-8")
    _write(content / "office.yaml", office.replace(f"current_year: {FIRST}", f"current_year: {years[-1]}"))
    shutil.copytree(CONTENT / "files" / "office", content / "files" / "office")
    catalogue = (CONTENT / "catalogues" / f"oit-{FIRST}.yaml").read_text("utf-8")
    document = min((CONTENT / "files" / str(FIRST)).glob("*.pdf"), key=lambda path: (path.stat().st_size, path.name))
    for year in years:
        moved = re.sub(r"(?<=[ :])2564(?=-\d\d-\d\d)|(?<=fiscal_year: )2564", str(year), catalogue)
        _write(content / "catalogues" / f"oit-{year}.yaml", moved)
        (content / "files" / str(year)).mkdir()
        shutil.copyfile(document, content / "files" / str(year) / "plan.pdf")
    items, news = entries(count, years)
    for item in items:
        _write(content / f"oit/{item.year}/o{item.number:02}.yaml", item.as_yaml)
    for one in news:
        _write(content / f"{one.place}.yaml", one.as_yaml)


def markdown(count: int) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of `count` pages: the entries, and what our footer and everybody's menu lead to."""
    years = years_of(count)
    fixed = [(name, _page(name, "ตัวอย่าง")) for name in FOOTER]
    fixed.append(("index", _page("หน้าแรก", *(f"[OIT {year}](oit/{year}/index.md)" for year in years))))
    for year in years:
        listed = "\n".join(f"- [O{number}](o{number}.md)" for number in range(1, ITEMS + 1))
        fixed.append((f"oit/{year}/index", _page(f"OIT {year}", listed)))
    items, news = entries(count - len(fixed), years)
    made = [(f"oit/{item.year}/o{item.number}", item.as_markdown) for item in items]
    for place, text in [*fixed, *made, *((one.place, one.as_markdown) for one in news)]:
        yield f"{place}.md", text


def _news(number: int, years: range, chance: random.Random) -> News:
    year = years[number % len(years)]
    said = chance.sample(_sentences(), 3 * PARAGRAPHS + 2)
    return News(
        year=year,
        number=number,
        title=f"{said[0][:70].strip()} ครั้งที่ {number} (ตัวอย่าง)",
        date=f"{year}-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}",
        summary=said[1][:200].strip(),
        paragraphs=tuple(" ".join(said[start : start + 3]) for start in range(2, len(said), 3)),
    )


@cache
def _sentences() -> list[str]:
    """Return what the sample office's news say in plain sentences."""
    bodies = [yaml.safe_load(path.read_text("utf-8"))["body"] for path in sorted(CONTENT.glob("news/*/*.yaml"))]
    lines = {line.strip() for body in bodies for line in body.splitlines()}
    return sorted(line for line in lines if 30 <= len(line) <= 300 and line[0] >= "ก" and not MARKED.search(line))


@cache
def _demanded() -> list[tuple[str, tuple[str, ...]]]:
    """Return the title and the elements of each item of the first year."""
    catalogue = yaml.safe_load((CONTENT / "catalogues" / f"oit-{FIRST}.yaml").read_text("utf-8"))
    subs = [sub for indicator in catalogue["indicators"] for sub in indicator["sub_indicators"]]
    return [(item["title"]["th"], tuple(item["elements"])) for sub in subs for item in sub["items"]]


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f'---\ntitle: "{title}"\n---', f"# {title} {{#title}}", *parts]) + "\n"


def _dump(values: Mapping[str, object]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
