"""`prongsai new` for one entry: news, lessons, honours, documents, surveys, results, programmes and schools."""

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator.dates import BUDDHIST_YEARS, DateError, fiscal_year, parse_date
from generator.fields import ONE_LINE_LIMIT, SLUG, good_file_name
from generator.kinds import BY_NAME
from generator.pages.posts import STEPS_TH
from generator.scaffold.filling import Filling, commented, quoted, text_of
from generator.scaffold.writing import ScaffoldError, write_new
from generator.schemas.examples import FOLDERS, PROGRAMME_STEP, SCHOOL, examples, fit, thai_day
from generator.text import arabic_digits, forbidden, one_line, visible
from generator.tree import RESERVED

SCHOOLS = "disclosures/schools.yaml"


def new_post(root: Path, kind: str, words: Sequence[str], slug: str | None, when: date) -> str:
    """Write a piece of news, a lesson or an honour of the day `when`."""
    title, year, day = _title(kind, words), fiscal_year(when), thai_day(when)
    given = {"title": quoted(title), "date": day}
    if kind == "honor":
        given["recipients"] = "\n  - name:\n    kind: person\n#     school: school-01"
    filling = Filling(given, examples(kind, year, day), opened=("summary",))
    folder = f"disclosures/{FOLDERS[kind]}/{year}"
    return _write(root, folder, slug, title, when, text_of(BY_NAME[kind].model, filling))


def new_document(root: Path, words: Sequence[str], slug: str | None, when: date) -> str:
    """Write a document of `documents/`."""
    title, year = _title("document", words), fiscal_year(when)
    filling = Filling(
        {"title": quoted(title)},
        examples("document", year, thai_day(when)),
        instead={"url": "https://www.example.go.th/plan  (ใช้แทน file ใส่ได้ช่องเดียวและต้องใส่หนึ่งช่อง)"},
    )
    return _write(root, "disclosures/documents", slug, title, when, text_of(BY_NAME["document"].model, filling))


def new_survey(root: Path, words: Sequence[str], slug: str | None, when: date) -> str:
    """Write a survey of the year that stands before its title, or else of the day's."""
    more = 1
    has_year = len(words) > more and _year(words[0]) is not None
    year = (_year(words[0]) if has_year else None) or fiscal_year(when)
    title = _title("survey", words[1:] if has_year else words)
    filling = Filling({"title": quoted(title), "fiscal_year": str(year)}, examples("survey", year, thai_day(when)))
    return _write(root, f"disclosures/surveys/{year}", slug, title, when, text_of(BY_NAME["survey"].model, filling))


def new_assessment(root: Path, words: Sequence[str], when: date) -> str:
    """Write the official result of a year."""
    year = fiscal_year_of(words, "assessment")
    filling = Filling({"fiscal_year": str(year)}, examples("assessment", year, thai_day(when)))
    return write_new(root, f"disclosures/assessments/{year}.yaml", text_of(BY_NAME["assessment"].model, filling))


def new_programme(root: Path, words: Sequence[str], when: date) -> str:
    """Write the six steps of a year, with their activities to fill."""
    year, day = fiscal_year_of(words, "programme"), thai_day(when)
    lines = [""]
    for code, label in STEPS_TH.items():
        lines += [f"  - code: {code}", f"    title: {label}"]
        if code == "P":
            lines += commented(fit(line, year, day) for line in PROGRAMME_STEP)
    given = {
        "title": quoted(f"โครงการพัฒนาคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {year}"),
        "steps": "\n".join(lines),
    }
    text = text_of(BY_NAME["programme"].model, Filling(given, examples("programme", year, day)))
    return write_new(root, f"disclosures/programme/{year}.yaml", text)


def new_school(root: Path, words: Sequence[str], slug: str | None) -> str:
    """Write `schools.yaml` with its first school; where there is one, say which lines to add to it."""
    name = _title("school", words)
    latin = _latin(name)
    row = f"\n  - id: {slug or (latin if latin and latin not in RESERVED else 'school-01')}\n    name: {quoted(name)}"
    if os.path.lexists(root / SCHOOLS):
        raise ScaffoldError(
            f"มีไฟล์ {SCHOOLS} อยู่แล้ว ไม่ได้เขียนทับ ให้เติมสองบรรทัดนี้ท้ายรายการ schools: ในไฟล์นั้น แก้ id ไม่ให้ซ้ำ",
            f"{SCHOOLS} exists and was not overwritten; add these two lines to it:{row}",
        )
    return write_new(root, SCHOOLS, schools_text(row))


def schools_text(row: str | None) -> str:
    """Return `schools.yaml` with its first school, or with none and an example to take into use."""
    example = "\n".join(commented(["  - id: school-01", "    name: โรงเรียนบ้านตัวอย่าง"]))
    given = {"schools": "\n".join([row or f"\n{example}", *commented(SCHOOL)])}
    return text_of(BY_NAME["schools"].model, Filling(given, examples("schools", 0, "")))


def _write(root: Path, folder: str, slug: str | None, title: str, when: date, text: str) -> str:
    name = slug or _free_name(root / folder, _slug_of(title, when))
    return write_new(root, f"{folder}/{name}.yaml", text)


def _title(kind: str, words: Sequence[str]) -> str:
    title = one_line(" ".join(words))
    if not title:
        raise ScaffoldError(f'ใส่หัวข้อด้วย เช่น prongsai new {kind} "หัวข้อ"', "a title is needed")
    if forbidden(title) or len(title) > ONE_LINE_LIMIT:
        raise ScaffoldError(
            f"หัวข้อยาวเกิน {ONE_LINE_LIMIT} ตัวอักษร หรือมีอักขระที่ใช้ไม่ได้",
            f"the title is over {ONE_LINE_LIMIT} characters or holds one that can't be used",
        )
    return title


def day_of(text: str | None, today: date) -> date:
    """Return the day somebody typed, or today."""
    if text is None:
        return today
    try:
        return parse_date(text)
    except DateError:
        raise ScaffoldError(
            f"อ่านวันที่ {visible(text)} ไม่ได้ เขียนเช่น 2564-01-15", f"{visible(text)} is not a date; write 2564-01-15"
        ) from None


def fiscal_year_of(words: Sequence[str], kind: str) -> int:
    """Return the one fiscal year that somebody typed."""
    if len(words) != 1:
        raise ScaffoldError(f"เขียนเป็น prongsai new {kind} 2565", f"write: prongsai new {kind} 2565")
    return known_year(words[0])


def known_year(text: str) -> int:
    """Return a year that somebody typed; raises ScaffoldError when it is none."""
    year = _year(text)
    if year is None:
        raise ScaffoldError(f"{visible(text)} ไม่ใช่ปี พ.ศ. สี่หลัก", f"{visible(text)} is not a year like 2564")
    return year


def _year(text: str) -> int | None:
    plain = arabic_digits(text)
    return int(plain) if re.fullmatch("[0-9]{4}", plain) and int(plain) in BUDDHIST_YEARS else None


def check_slug(slug: str | None) -> None:
    """Refuse a file name that the site can't use."""
    if slug is not None and not SLUG.fullmatch(slug):
        raise ScaffoldError("ชื่อไฟล์ใช้ได้เฉพาะตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-)", "a slug is made of a-z, 0-9 and hyphens")
    if slug is not None and (slug in RESERVED or not good_file_name(slug)):
        raise ScaffoldError(f"ชื่อ {slug} สงวนไว้ให้ระบบ ใช้ชื่ออื่น", f"the name {slug} is reserved")


def _latin(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")


def _slug_of(title: str, when: date) -> str:
    """Return the Latin words of a title as a file name, or the day when it has too few of them."""
    latin = _latin(title)
    least = 6
    good = len(re.sub(r"[0-9-]", "", latin)) >= least and latin not in RESERVED
    return latin if good else thai_day(when)


def _free_name(folder: Path, name: str) -> str:
    number = 1
    while (folder / f"{name if number == 1 else f'{name}-{number}'}.yaml").exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"
