"""Every state of the ledger, and a person's word above it, in words on the page and in the readiness of the item."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.cli import main
from generator.ledger import STATES, STATES_TH
from generator.report import report

OFFICE = "name: สพป.ทดสอบ\nbody_type: esao\ncurrent_year: 2564\nurl: https://office.go.th\n"
CATALOGUE = """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - id: "9.1"
        title: ข
        items:
"""
SEEN = {
    "checked_at": "2021-04-10T09:00:00+07:00",
    "last_ok": "2021-04-01T09:00:00+07:00",
    "first_failure": "2021-04-05T09:00:00+07:00",
    "fail_streak": 3,
    "status": 200,
    "final_url": None,
    "media_type": "text/html",
    "bytes": 10,
    "sha256": None,
    "title": None,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site with an item for each state, each with one link in that state, and one more looked at."""
    root = tmp_path_factory.mktemp("states")
    items, urls, files = "", {}, {}
    for number, state in enumerate((*STATES, "broken"), 1):
        items += f"          - {{code: O{number}, title: ข้อ {number}, concept: c{number}, elements: [ก]}}\n"
        url = f"https://example.go.th/{number}"
        urls[url] = {**SEEN, "state": state}
        check = "    human_check: {date: 2564-04-08, by: กลุ่มอำนวยการ, note: เปิดได้}\n" * (number > len(STATES))
        files[f"oit/2564/o{number}.yaml"] = (
            f"item: O{number}\nstatus: published\nevidence:\n"
            f"  - title: หลักฐาน\n    url: {url}\n    covers: [1]\n{check}"
        )
    files |= {"office.yaml": OFFICE, "catalogues/oit-2564.yaml": CATALOGUE + items}
    files["ledger.json"] = json.dumps({"version": 1, "urls": urls})
    for path, text in files.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    assert main(["build", "--root", str(root)]) == 0
    return root


def words(root: Path, number: int) -> str:
    tree = html.parse(root / f"site/oit/2564/o{number}/index.html")
    (row,) = tree.xpath(f"//*[@data-evidence='2564-O{number}-1']")
    return " ".join(row.text_content().split())


@pytest.mark.parametrize(("number", "state"), list(enumerate(STATES, 1)))
def test_each_state_is_told_in_words_with_its_day(root: Path, number: int, state: str) -> None:
    assert f"{STATES_TH[state]} ตรวจเมื่อ 10 เม.ย. 2564" in words(root, number)


def test_what_no_longer_opens_says_when_it_last_did(root: Path) -> None:
    assert "เปิดได้ครั้งสุดท้าย 1 เม.ย. 2564" in words(root, STATES.index("broken") + 1)


def test_a_persons_word_outranks_the_robots(root: Path) -> None:
    said = words(root, len(STATES) + 1)

    assert "กลุ่มอำนวยการ เปิดตรวจเมื่อ 8 เม.ย. 2564: เปิดได้" in said
    assert STATES_TH["broken"] not in said


def test_only_what_an_assessor_can_open_makes_an_item_ready(root: Path) -> None:
    ready = {item.code: item.state.ready for item in report(root, 2564, date(2021, 4, 11)).items}

    usable = {state: ready[f"O{number}"] for number, state in enumerate(STATES, 1)}
    assert usable == {state: state not in ("broken", "needs-login") for state in STATES}
    assert ready[f"O{len(STATES) + 1}"] is True
