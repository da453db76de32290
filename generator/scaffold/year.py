"""`prongsai new oit` and `new year`: the items of a fiscal year, each with a file to answer it in."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.catalogue import Item, period_th
from generator.fields import item_code
from generator.kinds import BY_NAME
from generator.kinds.programme import Programme
from generator.library import Library, Loaded, load
from generator.periods import wanted
from generator.scaffold.carrying import NOTHING, Carried, carry, past_answers, past_units
from generator.scaffold.catalogues import no_catalogue, path_of, supplied
from generator.scaffold.entries import fiscal_year_of, known_year
from generator.scaffold.filling import Filling, commented, quoted, text_of
from generator.scaffold.writing import Made, Said, ScaffoldError, write_new
from generator.schemas.examples import PROGRAMME_STEP, examples, fit
from generator.site import PRODUCT
from generator.text import nearest, visible


def new_item(root: Path, words: Sequence[str]) -> str:
    """Write the file that answers one item of a year."""
    needed = 2
    code = item_code(words[1]) if len(words) == needed else None
    if code is None:
        raise ScaffoldError("เขียนเป็น prongsai new oit 2564 O10", "write: prongsai new oit 2564 O10")
    year = known_year(words[0])
    loaded = load(root)
    library = _library(loaded)
    if year not in library.catalogues:
        raise ScaffoldError(
            f"ยังไม่มีแบบวัดของปี {year} ({path_of(year)}) สั่ง prongsai new year {year} ก่อน",
            f"there is no catalogue for {year}: run prongsai new year {year} first",
        )
    items = library.catalogues[year].data.by_code
    item = items.get(code)
    if item is None:
        near = nearest(code, items)
        raise ScaffoldError(
            f"ปี {year} ไม่มีข้อ {code}{f' หมายถึง {near} หรือไม่' if near else ''}", f"there is no item {code} in {year}"
        )
    if path := loaded.answered.get((year, code)):
        raise ScaffoldError(f"มีไฟล์ {path} อยู่แล้ว ไม่ได้เขียนทับ", f"{path} exists and was not overwritten")
    return write_new(root, path_of_item(year, code), _disclosure(library, item, year, item.unit, NOTHING))


def new_year(root: Path, words: Sequence[str], product: Path = PRODUCT) -> Made:
    """Write an answer in preparation for every item of a year that has none, and the year's programme.

    What is about the same concept as an answer of an earlier year takes its unit over, and the evidence that still
    holds (`carrying` says which). `current_year` stays: an office moves on when it is ready.
    """
    year = fiscal_year_of(words, "year")
    loaded = load(root)
    library = _library(loaded)
    written: list[str] = []
    said: list[Said] = []
    if year not in library.catalogues:
        written.append(_supply(root, library.office.data.body_type, year, product))
        said.append((f"คัดลอกแบบวัดของปี {year} ที่มากับโปรแกรมมาไว้ที่ {written[0]}", f"copied the catalogue to {written[0]}"))
        loaded = load(root)
        library = _library(loaded)
        if year not in library.catalogues:
            raise ScaffoldError(f"อ่าน {written[0]} ไม่ได้ สั่ง prongsai check", f"{written[0]} can't be read: run check")
    items = library.catalogues[year].data.by_code
    kept = [path for code in items if (path := loaded.answered.get((year, code)))]
    past, units = past_answers(library, year), past_units(library, year)
    carried_rows = 0
    for code, item in items.items():
        if (year, code) in loaded.answered:
            continue
        before = past.get(item.concept)
        carried = carry(library, before, item, year) if before else NOTHING
        carried_rows += sum(line.startswith("  - ") for line in carried.rows)
        text = _disclosure(library, item, year, units.get(item.concept) or item.unit, carried)
        written.append(write_new(root, path_of_item(year, code), text))
    _move_programme(root, library, year, written, kept)
    return Made(tuple(written), tuple(kept), (*said, *_talk(library, year, kept, carried_rows)))


def _supply(root: Path, body_type: str, year: int, product: Path) -> str:
    """Copy the product's catalogue of a year into the tree and return its path."""
    if os.path.lexists(root / path_of(year)):
        raise ScaffoldError(
            f"{path_of(year)} อ่านไม่ได้ หรือเป็นของหน่วยงานประเภทอื่น สั่ง prongsai check ก่อน",
            f"{path_of(year)} can't be used: run check",
        )
    has = supplied(body_type, product)
    if year not in has:
        raise ScaffoldError(*no_catalogue(year, has))
    return write_new(root, path_of(year), has[year])


def _talk(library: Library, year: int, kept: Sequence[str], carried: int) -> Iterator[Said]:
    """Yield what to say after a new year: what was left alone, what to look at, how to move on."""
    if kept:
        few = 5
        names = ", ".join(kept[:few]) + (" …" if len(kept) > few else "")
        yield (
            f"มีอยู่แล้ว {len(kept)} ไฟล์ ไม่ได้แตะต้อง: {names}",
            f"{len(kept)} files were there and stay as they are",
        )
    if carried:
        yield (
            f"ยกเอกสารที่ยังใช้ได้จากปีก่อนมา {carried} แถว โปรดตรวจก่อนเผยแพร่",
            f"carried {carried} rows of documents that still hold: look at them before publishing",
        )
    now = library.office.data.current_year
    if now != year:
        setting = f"current_year: {year}"
        yield (
            f"ปีปัจจุบันของเว็บไซต์ยังเป็น {now} เมื่อพร้อมแล้วให้แก้เป็น {setting} ใน disclosures/office.yaml",
            f"the site's current year is still {now}: when you are ready, set {setting} in disclosures/office.yaml",
        )


def item_file(code: str) -> str:
    """Return the name of an item's file: `o01.yaml`."""
    return f"o{int(code[1:]):02}.yaml"


def path_of_item(year: int, code: str) -> str:
    """Return where the answer to an item stands."""
    return f"disclosures/oit/{year}/{item_file(code)}"


def _library(loaded: Loaded) -> Library:
    library = loaded.library
    if library is None:
        raise ScaffoldError("อ่าน office.yaml ไม่ได้ สั่ง prongsai check ก่อน", "office.yaml can't be read: run check")
    return library


def _disclosure(library: Library, item: Item, year: int, unit: str | None, carried: Carried) -> str:
    """Return the file of an item: what it must show, what an earlier year said of it, and the fields to fill."""
    head = [f"{item.code} {item.title.th}"]
    if item.elements:
        head.append("องค์ประกอบที่ต้องแสดง:")
        head += [f"  {number}. {text}" for number, text in enumerate(item.elements, 1)]
    head += [f"ช่วงเวลาที่หลักฐานต้องครอบคลุม: {period_th(item.period, year)}", *carried.told]
    given = {"item": item.code, "status": "preparing"}
    if unit and library.office.data.unit_name(unit):
        given["unit"] = unit
    spans = wanted(item.period, year)
    example = examples("oit", year, _first_day(year), str(spans[-1]) if spans else str(year))
    if carried.rows:
        note = "##   ยกมาจากปีก่อน เพราะเอกสารระบุว่ายังใช้ได้ โปรดตรวจก่อนเผยแพร่"
        more = commented(example["evidence"].strip("\n").split("\n"))
        given["evidence"] = "\n".join(["", note, *carried.rows, *more])
    return text_of(BY_NAME["oit"].model, Filling(given, example), head)


def _first_day(year: int) -> str:
    """Return a day of the first half of a fiscal year, for examples."""
    return f"{year}-01-15"


def _move_programme(root: Path, library: Library, year: int, written: list[str], kept: list[str]) -> None:
    """Write the programme of a year with the steps of the latest one before it; its activities are only told."""
    path = f"disclosures/programme/{year}.yaml"
    earlier = [before for before in library.programmes if before < year]
    if os.path.lexists(root / path):
        kept.append(path)
    elif earlier:
        before = max(earlier)
        written.append(write_new(root, path, _programme(library.programmes[before].data, before, year)))


def _programme(programme: Programme, before: int, year: int) -> str:
    lines = [""]
    for number, step in enumerate(programme.steps):
        lines += [f"  - code: {step.code}", f"    title: {quoted(step.title)}"]
        example = [fit(line, year, _first_day(year)) for line in PROGRAMME_STEP]
        if step.purpose:
            lines.append(f"    purpose: {quoted(step.purpose)}")
            example = example[1:]
        lines += [f"##     ปี {before} ทำ: {visible(activity.title, 300)}" for activity in step.activities]
        lines += commented(example) if number == 0 else []
    given: Mapping[str, str] = {
        "title": quoted(programme.title.replace(str(before), str(year))),
        "steps": "\n".join(lines),
    }
    return text_of(BY_NAME["programme"].model, Filling(given, examples("programme", year, _first_day(year))))
