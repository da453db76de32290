"""The proof that nothing is lost between the entries and the site, and that it fails when something is."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.assets import Assets
from generator.cli import main
from generator.conservation import prove
from generator.exports import export
from generator.exports.encoders import csv_bytes
from generator.library import load
from generator.pages import Content, Page, plan
from generator.site import asked_files

# Python 3.12 warns of a fork beside threads, and a worker of pytest-xdist has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

SITES = Path(__file__).resolve().parent / "sites"


@dataclass(frozen=True)
class Built:
    """A site and what it was made from."""

    content: Content
    pages: tuple[Page, ...]
    outputs: dict[str, bytes]
    site: Path

    def faults(self) -> list[str]:
        return prove(self.content, self.pages, self.outputs, self.site)

    def edit(self, address: str, change: Callable[[str], str]) -> None:
        path = self.site / address / "index.html"
        before = path.read_text("utf-8").replace("&#45;", "-")
        after = change(before)
        assert after != before
        path.write_text(after, "utf-8")

    def with_output(self, name: str, change: Callable[[bytes], bytes]) -> "Built":
        before = self.outputs[f"data/{name}"]
        after = change(before)
        assert after != before
        return replace(self, outputs={**self.outputs, f"data/{name}": after})


def built(root: Path) -> Built:
    loaded = load(root)
    library = loaded.library
    assert library is not None
    assets = Assets(root, root / ".prongsai" / "assets", loaded.inventory.facts)
    assets.prepare(*asked_files(library), lambda *_: None)
    content = Content(library, assets)
    pages = plan(content)
    return Built(content, tuple(pages), export(content, pages), root / "site")


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of a copy of the small site with its finished `site/`. Don't change it."""
    root = shutil.copytree(SITES / "small", tmp_path_factory.mktemp("conservation") / "root")
    assert main(["build", "--root", str(root)]) == 0
    return root


@pytest.fixture
def small(finished: Path, tmp_path: Path) -> Built:
    """Return a finished small site that a test may damage."""
    return built(shutil.copytree(finished, tmp_path / "root"))


# ── nothing is lost ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_real_office_is_proved(office: Path) -> None:
    real = built(office)

    assert real.faults() == []
    years = [json.loads(data) for address, data in real.outputs.items() if re.fullmatch(r"data/oit-\d+\.json", address)]
    assert sum(len(item["evidence"]) for year in years for item in year["items"]) > 70


@pytest.mark.parametrize("name", ["small", "made-up-year", "every-field"])
def test_every_small_site_is_proved(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(SITES / name, tmp_path / "root")
    assert main(["build", "--root", str(root)]) == 0

    assert built(root).faults() == []


def test_titles_that_look_like_marks_fool_nobody(tmp_path: Path) -> None:
    root = shutil.copytree(SITES / "small", tmp_path / "root")
    hostile = '</li><li data-evidence="2564-O3-9" data-oit="O9"> "2564-O3-8", รหัสหลักฐาน'
    evidence = [{"title": hostile, "url": "https://a.th/"}, {"title": "=1+1", "url": "https://a.th/"}]
    answer = {"item": "O3", "status": "published", "explanation": hostile, "evidence": evidence}
    (root / "disclosures/oit/2564/o3.yaml").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    assert main(["build", "--root", str(root)]) == 0

    assert built(root).faults() == []


# ── something is lost ────────────────────────────────────────────────────────────────────────────────────────────


def test_evidence_lost_from_a_page_is_told_with_its_id_and_the_page(small: Built) -> None:
    small.edit("oit/2564", lambda page: page.replace(' data-evidence="2564-O1-3"', ""))
    small.edit("oit/2564/o1", lambda page: page.replace(' data-evidence="2564-O1-5"', ""))

    assert small.faults() == [
        "oit/2564: evidence lost: 2564-O1-3",
        "oit/2564/o1: evidence lost: 2564-O1-5",
    ]


def test_evidence_lost_from_the_assessors_page_is_told(small: Built) -> None:
    small.edit("oit/2564/assess", lambda page: page.replace(' data-evidence="2564-O1-2"', ""))

    assert small.faults() == ["oit/2564/assess: evidence lost: 2564-O1-2"]


def test_evidence_that_nobody_wrote_or_that_is_there_twice_is_told(small: Built) -> None:
    small.edit("oit/2564/o2", lambda page: page.replace("<main", '<p data-evidence="2564-O2-1"></p><main', 1))
    small.edit("oit/2564", lambda page: page.replace('"2564-O1-3"', '"2564-O1-2"'))

    assert small.faults() == [
        "oit/2564: evidence lost: 2564-O1-3",
        "oit/2564: evidence not in the content, or there twice: 2564-O1-2",
        "oit/2564/o2: evidence not in the content, or there twice: 2564-O2-1",
    ]


def test_an_item_lost_from_a_page_or_without_one_is_told(small: Built) -> None:
    small.edit("oit/2565", lambda page: page.replace(' data-oit="O2"', ""))
    shutil.rmtree(small.site / "oit" / "2565" / "o1")

    assert small.faults() == ["oit/2565: items lost: O2", "oit/2565/o1: not made"]


def test_loss_in_the_json_is_told(small: Built) -> None:
    def without(content: bytes) -> bytes:
        year = json.loads(content)
        del year["items"][0]["evidence"][1]
        del year["items"][2]
        return json.dumps(year).encode()

    assert small.with_output("oit-2564.json", without).faults() == [
        "data/oit-2564.json: items lost: O3",
        "data/oit-2564.json: evidence lost: 2564-O1-2",
    ]


def test_loss_in_the_csv_is_told(small: Built) -> None:
    def without(content: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        return csv_bytes([row[:11] for row in rows if row[0] != "O2"])

    assert small.with_output("oit-2564.csv", without).faults() == [
        "data/oit-2564.csv: items lost: O2",
        "data/oit-2564.csv: evidence lost: 2564-O1-3, 2564-O1-4, 2564-O1-5",
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "fault"),
    [
        ("sheet1", 3, "data/oit-2564.xlsx: items lost: O2"),
        ("sheet2", 5, "data/oit-2564.xlsx: evidence lost: 2564-O1-4"),
    ],
)
def test_loss_in_either_sheet_is_told(small: Built, sheet: str, row: int, fault: str) -> None:
    def without(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                if name == f"xl/worksheets/{sheet}.xml":
                    text = re.sub(rf'<row r="{row}".*?</row>'.encode(), b"", text)
                new.writestr(name, text)
        return out.getvalue()

    assert small.with_output("oit-2564.xlsx", without).faults() == [fault]


def test_a_file_that_was_not_made_is_told(small: Built) -> None:
    outputs = {address: data for address, data in small.outputs.items() if address != "data/oit-2565.csv"}

    assert replace(small, outputs=outputs).faults() == ["data/oit-2565.csv: not made"]


def test_answers_of_a_year_that_has_no_catalogue_are_told(small: Built) -> None:
    library = small.content.library
    entry = library.disclosures[2564, "O1"]
    strange = replace(library, disclosures={**library.disclosures, (2570, "O1"): entry})

    assert prove(Content(strange, small.content.assets), small.pages, small.outputs, small.site) == [
        "disclosures of 2570 are on no page, because the year has no catalogue"
    ]


def test_evidence_that_was_written_and_never_shown_is_told_everywhere(small: Built) -> None:
    library = small.content.library
    entry = library.disclosures[2564, "O1"]
    more = replace(
        entry, data=entry.data.model_copy(update={"evidence": (*entry.data.evidence, entry.data.evidence[0])})
    )
    richer = replace(library, disclosures={**library.disclosures, (2564, "O1"): more})

    assert prove(Content(richer, small.content.assets), small.pages, small.outputs, small.site) == [
        f"{place}: evidence lost: 2564-O1-6"
        for place in (
            "oit/2564",
            "oit/2564/assess",
            "oit/2564/o1",
            "data/oit-2564.json",
            "data/oit-2564.csv",
            "data/oit-2564.xlsx",
        )
    ]
