"""QR codes for paper: the drawing is the code itself, with its quiet zone, and names the page it stands on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from lxml import etree, html

from generator.cli import main
from generator.qr import BORDER, qr

ADDRESS = "https://www.small.go.th/oit-portal/oit/2564/o1/"


def dark(drawing: bytes) -> set[tuple[int, int]]:
    """Return the dark modules (x, y), read from the strokes of the path as a browser draws them."""
    path = etree.fromstring(drawing)[1]
    found: set[tuple[int, int]] = set()
    x = y = 0.0
    for step, across, down in re.findall(r"([Mmh])(-?[0-9.]+)(?: (-?[0-9.]+))?", path.get("d") or ""):
        if step == "h":
            found.update((int(x) + number, int(y - 0.5)) for number in range(int(across)))
            x += int(across)
        else:
            x, y = (float(across), float(down)) if step == "M" else (x + float(across), y + float(down))
    return found


@pytest.mark.parametrize("address", [ADDRESS, "https://www.example.go.th/ข้อมูล/", "https://a.th/" + "x" * 300])
def test_the_drawing_shows_exactly_the_modules_of_the_code(address: str) -> None:
    code = segno.make_qr(address, error="m")
    rows = code.matrix_iter(border=BORDER)

    assert dark(qr(address)) == {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}


def test_a_quiet_zone_of_four_white_modules_is_all_around() -> None:
    tree = etree.fromstring(qr(ADDRESS))
    width = int((tree.get("viewBox") or "").split()[2])
    xs, ys = zip(*dark(qr(ADDRESS)), strict=True)

    assert (min(xs), min(ys), max(xs), max(ys)) == (4, 4, width - 5, width - 5)
    assert {str(key): value for key, value in tree[0].attrib.items()} == {
        "fill": "#fff",
        "d": f"M0 0h{width}v{width}h-{width}z",
    }


def test_the_drawing_is_plain_small_and_the_same_each_time() -> None:
    drawing = qr(ADDRESS)

    assert drawing == qr(ADDRESS)
    assert len(drawing) < 3_000
    assert {name for element in etree.fromstring(drawing).iter() for name in element.attrib} == {
        "viewBox",
        "fill",
        "d",
        "stroke",
    }


def test_each_item_shows_the_code_of_its_own_whole_address(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    assert main(["build", "--root", str(root)]) == 0
    pages = sorted((root / "site/oit/2564").glob("o*/index.html"))
    assert pages

    for page in pages:
        (image,) = html.parse(page).xpath("//figure[@class='qr']/img")
        address = f"https://www.small.go.th/oit-portal/oit/2564/{page.parent.name}/"

        assert (page.parent / image.get("src")).resolve() == (page.parent / "qr.svg").resolve()
        assert (page.parent / "qr.svg").read_bytes() == qr(address)
        assert image.get("alt") == f"คิวอาร์โค้ดของที่อยู่ {address}"


def test_a_site_that_does_not_know_its_address_has_no_codes(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    office = root / "disclosures/office.yaml"
    office.write_text(office.read_text("utf-8").replace("url: https://www.small.go.th/oit-portal\n", ""), "utf-8")

    assert main(["build", "--root", str(root)]) == 0
    assert list((root / "site").rglob("qr.svg")) == []
    assert "คิวอาร์โค้ด" not in (root / "site/oit/2564/o1/index.html").read_text("utf-8")
