"""The catalogues that come with the product, for a tree that has none of a year yet."""

import re
from pathlib import Path

from generator.site import PRODUCT
from generator.source import parse_document, plain, read_regular_file
from generator.tree import CONTENT


def supplied(body_type: str, product: Path = PRODUCT) -> dict[int, str]:
    """Return the text of each catalogue that the product has for a kind of agency, by fiscal year."""
    found = {}
    for path in sorted((product / CONTENT / "catalogues").glob("oit-*.yaml")):
        raw = read_regular_file(path)
        text = raw.decode("utf-8") if raw else ""
        tree = parse_document(path.name, text).tree
        data = plain(tree) if tree is not None else None
        if isinstance(data, dict) and data.get("body_type") == body_type and re.fullmatch(r"oit-[0-9]{4}", path.stem):
            found[int(path.stem[-4:])] = text
    return found


def path_of(year: int) -> str:
    """Return where the catalogue of a year stands in a tree."""
    return f"{CONTENT}/catalogues/oit-{year}.yaml"


def no_catalogue(year: int, has: dict[int, str]) -> tuple[str, str]:
    """Return the sentence that says how to come by the catalogue of a year, in both languages."""
    years = ", ".join(map(str, has))
    there = f"โปรแกรมมีให้เฉพาะปี {years}" if has else "โปรแกรมไม่มีแบบวัดของหน่วยงานประเภทนี้"
    start = f" จะเริ่มจากสำเนาของปี {max(has)} ก็ได้" if has else ""
    th = f"ยังไม่มีแบบวัดของปี {year} {there} ให้เขียน {path_of(year)} ตามประกาศของปีนั้น{start} แล้วสั่ง prongsai new year {year}"
    en = f"there is no catalogue for {year}: write {path_of(year)}, then run prongsai new year {year}"
    return th, en
