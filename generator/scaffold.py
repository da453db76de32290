"""`prongsai new`: files that are ready to fill, every field explained in Thai from the models themselves."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, get_args, get_origin

from generator.catalogue import Item
from generator.dates import BUDDHIST_OFFSET, BUDDHIST_YEARS, DateError, fiscal_year, parse_date
from generator.fields import ONE_LINE_LIMIT, SLUG, Record, good_file_name, item_code
from generator.kinds import BY_NAME
from generator.library import Library, Loaded, load
from generator.text import arabic_digits, forbidden, nearest, one_line, visible
from generator.tree import RESERVED

KINDS_TO_MAKE = ("news", "lesson", "honor", "document", "oit", "year")
_FOLDERS = {"news": "news", "lesson": "lessons", "honor": "honors"}


class ScaffoldError(Exception):
    """The file can't be made; says why in both languages."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(f"{th} / {en}")
        self.th = th
        self.en = en


def make(root: Path, kind: str, words: Sequence[str], *, day: str | None, slug: str | None, today: date) -> list[str]:
    """Write the new file or files and return their paths, relative to `root`. Nothing is overwritten."""
    if slug is not None and not SLUG.fullmatch(slug):
        raise ScaffoldError("ชื่อไฟล์ใช้ได้เฉพาะตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-)", "a slug is made of a-z, 0-9 and hyphens")
    if slug is not None and (slug in RESERVED or not good_file_name(slug)):
        raise ScaffoldError(f"ชื่อ {slug} สงวนไว้ให้ระบบ ใช้ชื่ออื่น", f"the name {slug} is reserved")
    if kind == "year":
        return _year(root, words)
    if kind == "oit":
        return [_item(root, words)]
    title = one_line(" ".join(words))
    if not title:
        raise ScaffoldError(f'ใส่หัวข้อด้วย เช่น prongsai new {kind} "หัวข้อ"', "a title is needed")
    if forbidden(title) or len(title) > ONE_LINE_LIMIT:
        raise ScaffoldError(
            f"หัวข้อยาวเกิน {ONE_LINE_LIMIT} ตัวอักษร หรือมีอักขระที่ใช้ไม่ได้",
            f"the title is over {ONE_LINE_LIMIT} characters or holds one that can't be used",
        )
    when = _day(day, today)
    name = slug or _slug_of(title, when)
    folder = "disclosures/documents" if kind == "document" else f"disclosures/{_FOLDERS[kind]}/{fiscal_year(when)}"
    if slug is None:
        name = _free_name(root / folder, name)
    thai_day = f"{when.year + BUDDHIST_OFFSET}-{when.month:02}-{when.day:02}"
    given = {"title": title} if kind == "document" else {"title": title, "date": thai_day}
    return [_write(root, f"{folder}/{name}.yaml", _text(BY_NAME[kind].model, given))]


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    try:
        return parse_date(text)
    except DateError:
        raise ScaffoldError(
            f"อ่านวันที่ {visible(text)} ไม่ได้ เขียนเช่น 2564-01-15", f"{visible(text)} is not a date; write 2564-01-15"
        ) from None


def _slug_of(title: str, when: date) -> str:
    """Return the Latin words of a title as a file name, or the day when it has too few of them."""
    latin = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")
    least = 6
    good = len(re.sub(r"[0-9-]", "", latin)) >= least and latin not in RESERVED
    return latin if good else f"{when.year + BUDDHIST_OFFSET}-{when.month:02}-{when.day:02}"


def _free_name(folder: Path, name: str) -> str:
    number = 1
    while (folder / f"{name if number == 1 else f'{name}-{number}'}.yaml").exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"


def _write(root: Path, path: str, text: str) -> str:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise ScaffoldError(f"{path} เป็นทางลัดไปนอกโฟลเดอร์", f"{path} leads out of the folder by a link")
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ScaffoldError(f"มีไฟล์ {path} อยู่แล้ว ไม่ได้เขียนทับ", f"{path} exists and was not overwritten") from None
    return path


# ── items of a year ──────────────────────────────────────────────────────────────────────────────────────────────


def _item(root: Path, words: Sequence[str]) -> str:
    wanted = 2
    if len(words) != wanted or item_code(words[1]) is None:
        raise ScaffoldError("เขียนเป็น prongsai new oit 2564 O10", "write: prongsai new oit 2564 O10")
    year, code = _fiscal_year(words[0]), item_code(words[1]) or ""
    loaded = load(root)
    library = _library(loaded)
    item = _catalogue_items(library, year).get(code)
    if item is None:
        near = nearest(code, _catalogue_items(library, year))
        raise ScaffoldError(
            f"ปี {year} ไม่มีข้อ {code}{f' หมายถึง {near} หรือไม่' if near else ''}", f"there is no item {code} in {year}"
        )
    if path := loaded.answered.get((year, code)):
        raise ScaffoldError(f"มีไฟล์ {path} อยู่แล้ว ไม่ได้เขียนทับ", f"{path} exists and was not overwritten")
    return _write(root, f"disclosures/oit/{year}/{_file_name(code)}", _disclosure(library, item, item.unit))


def _year(root: Path, words: Sequence[str]) -> list[str]:
    """Write an answer in preparation for every item of a year that has none.

    The unit comes from the latest earlier year's answer to the same concept; evidence never does, because last
    year's evidence shown as this year's is the mistake assessors find most.
    """
    if len(words) != 1:
        raise ScaffoldError("เขียนเป็น prongsai new year 2565", "write: prongsai new year 2565")
    year = _fiscal_year(words[0])
    loaded = load(root)
    library = _library(loaded)
    units = _units_by_concept(library, year)
    made = []
    for code, item in _catalogue_items(library, year).items():
        if (year, code) not in loaded.answered:
            text = _disclosure(library, item, units.get(item.concept) or item.unit)
            made.append(_write(root, f"disclosures/oit/{year}/{_file_name(code)}", text))
    return made


def _file_name(code: str) -> str:
    return f"o{int(code[1:]):02}.yaml"


def _fiscal_year(text: str) -> int:
    plain = arabic_digits(text)
    if not re.fullmatch("[0-9]{4}", plain) or int(plain) not in BUDDHIST_YEARS:
        raise ScaffoldError(f"{visible(text)} ไม่ใช่ปี พ.ศ. สี่หลัก", f"{visible(text)} is not a year like 2564")
    return int(plain)


def _library(loaded: Loaded) -> Library:
    library = loaded.library
    if library is None:
        raise ScaffoldError("อ่าน office.yaml ไม่ได้ สั่ง prongsai check ก่อน", "office.yaml can't be read: run check")
    return library


def _catalogue_items(library: Library, year: int) -> dict[str, Item]:
    if year not in library.catalogues:
        raise ScaffoldError(f"ยังไม่มีแบบวัดของปี {year} (catalogues/oit-{year}.yaml)", f"there is no catalogue for {year}")
    return library.catalogues[year].data.by_code


def _units_by_concept(library: Library, before: int) -> dict[str, str]:
    units: dict[str, str] = {}
    for (year, code), entry in sorted(library.disclosures.items()):
        catalogue = library.catalogues.get(year)
        item = catalogue.data.by_code.get(code) if catalogue else None
        if year < before and item and entry.data.unit:
            units[item.concept] = entry.data.unit
    return units


def _disclosure(library: Library, item: Item, unit: str | None) -> str:
    head = [f"# {item.code} {item.title.th}", "# องค์ประกอบที่ต้องแสดง:"]
    head += [f"#   {number}. {text}" for number, text in enumerate(item.elements, 1)]
    given = {"item": item.code, "status": "preparing"}
    if unit and library.office.data.unit_name(unit):
        given["unit"] = unit
    return "\n".join(head) + "\n" + _text(BY_NAME["oit"].model, given)


# ── the text of a file ───────────────────────────────────────────────────────────────────────────────────────────

_EXAMPLES = {
    "evidence": "\n#   - title: ชื่อเอกสาร\n#     file: files/2564/ชื่อไฟล์.pdf\n#     covers: [1, 2]",
    "cover": "\n#   file: files/news/ภาพ.jpg\n#   alt: ในภาพมีอะไร",
    "gallery": "\n#   - file: files/news/ภาพ.jpg\n#     alt: ในภาพมีอะไร",
    "attachments": "\n#   - title: ชื่อไฟล์แนบ\n#     file: files/news/เอกสาร.pdf",
    "recipients": "\n  - name:\n    kind: person",
    "changes": "\n#   - date: 2564-03-31\n#     note: สิ่งที่เปลี่ยน",
    "feedback": "\n#   - round: 1\n#     date: 2564-06-05\n#     finding: ข้อสังเกต",
    "tags": " [คำสำคัญ]",
    "items": " [2564/O33]",
    "schools": " [รหัสโรงเรียน]",
    "aliases": " [ที่อยู่เดิม]",
    "authors": " [ชื่อผู้เขียน]",
}


def _text(model: type[Record], given: dict[str, str]) -> str:
    return "\n".join(_lines(model, given)) + "\n"


def _lines(model: type[Record], given: dict[str, str]) -> Iterator[str]:
    """Yield a line for each field: given or needed ones to fill, the others as comments to uncomment."""
    for name, info in model.model_fields.items():
        field = info.alias or name
        needed = "จำเป็น" if info.is_required() else "ไม่บังคับ"
        choices = ", ".join(map(str, _choices(info.annotation)))
        help_th = "".join(f" – {text}" for text in (info.description, choices and f"เลือก: {choices}") if text)
        yield f"# {info.title or field} ({needed}){help_th}"
        if field in given:
            value = given[field]
            yield f"{field}: {value if field != 'title' else json.dumps(value, ensure_ascii=False)}"
        elif info.is_required():
            yield f"{field}:{_EXAMPLES.get(field, '')}"
        elif field in ("summary", "body"):
            yield f"{field}:" if field == "summary" else f"# {field}: |\n#   เนื้อหา"
        else:
            yield f"# {field}:{_EXAMPLES.get(field, '')}"


def _choices(annotation: object) -> tuple[object, ...]:
    """Return what a field may be chosen from, or nothing."""
    options = [annotation, *get_args(annotation)]
    return next((get_args(option) for option in options if get_origin(option) is Literal), ())
