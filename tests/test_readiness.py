"""Which items an assessor would find complete, and the reasons that are given for the others."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assets import Assets
from generator.catalogue import Item, Period
from generator.evidence import ResolvedEvidence, usable
from generator.fields import Coverage
from generator.kinds.oit import Disclosure, HumanCheck
from generator.ledger import STATES
from generator.library import load
from generator.pages import Content
from generator.periods import fits
from generator.readiness import STATUS_TH, Readiness, readiness

YEAR = 2564
CHECKED = HumanCheck.model_validate({"date": "2564-04-02", "by": "กลุ่มนโยบายและแผน"})


def item(period: str = "any", elements: int = 2) -> Item:
    texts = [f"ข้อที่ {number}" for number in range(1, elements + 1)]
    return Item.model_validate({"code": "O10", "title": "แผน", "concept": "plan", "period": period, "elements": texts})


def answer(status: str = "published") -> Disclosure:
    return Disclosure.model_validate({"item": "O10", "status": status, "explanation": "ไม่มี"})


def row(
    covers: tuple[int, ...] = (1, 2),
    *,
    state: str | None = None,
    period: Coverage | None = None,
    check: HumanCheck | None = None,
    seen: Mapping[str, Any] | None = None,
) -> ResolvedEvidence:
    return ResolvedEvidence(
        id="2564-O10-1",
        title="แผนปฏิบัติการ",
        kind="link",
        file=None,
        url="https://www.go.th/a",
        page=None,
        pdf_page=None,
        covers=covers,
        period=period,
        issued=date(2021, 1, 15),
        document=None,
        human_check=check,
        state=state,
        seen=seen,
    )


def state(disclosure: Disclosure | None, *rows: ResolvedEvidence, of: Item | None = None) -> Readiness:
    return readiness(of or item(), disclosure, rows, YEAR)


OLD, HALF_OLD = Coverage(2563), Coverage(2563, half=True)
LONG_AGO = HumanCheck.model_validate({"date": "2563-01-02", "by": "กลุ่มนโยบายและแผน"})
SEEN = {"state": "broken", "checked_at": "2021-03-01T12:00:00+07:00", "reason": "not-found"}
HALF_YEAR = "6 เดือนแรกของปีงบประมาณ พ.ศ. 2564 (ต.ค. 2563 – มี.ค. 2564)"
OTHER_YEAR = "ให้แนบเอกสารของปีที่ถูก หรือแก้ช่อง period ถ้าพิมพ์ผิด"
GONE = (
    "“แผนปฏิบัติการ” (องค์ประกอบที่ 1, 2) เปิดไม่ได้ เมื่อตรวจลิงก์ 1 มี.ค. 2564: "
    "เว็บปลายทางตอบว่าไม่มีหน้านี้แล้ว ให้หาที่อยู่ใหม่ หรือวางไฟล์ไว้ใน files/ แทน"
)


@pytest.mark.parametrize(
    ("found", "ready", "covered"),
    [
        (partial(state, None), False, (False, False)),
        (partial(state, answer(), row()), True, (True, True)),
        (partial(state, answer(), row((1,)), row((2,))), True, (True, True)),
        (partial(state, answer(), row((2,)), row((2,))), False, (False, True)),
        (partial(state, answer(), row(())), False, (False, False)),
        (partial(state, answer()), False, (False, False)),
        (partial(state, answer("preparing"), row()), False, (True, True)),
        (partial(state, answer("none")), True, (False, False)),
        (partial(state, answer("not-applicable"), row()), None, (True, True)),
        (partial(state, answer(), row(state="broken")), False, (False, False)),
        (partial(state, answer(), row(state="broken"), row()), True, (True, True)),
        (partial(state, answer(), row(period=OLD), of=item("current")), False, (False, False)),
        (partial(state, answer(), row(period=OLD), of=item("previous")), True, (True, True)),
        (partial(state, answer(), row(()), of=item(elements=0)), True, ()),
        (partial(state, answer(), of=item(elements=0)), False, ()),
    ],
    ids=range(15),
)
def test_an_item_is_ready_when_all_its_elements_are_shown_or_none_is_explained(
    found: Callable[[], Readiness], ready: bool | None, covered: tuple[bool, ...]
) -> None:
    made = found()

    assert (made.ready, made.covered) == (ready, covered)
    assert bool(made.reasons_th) == (ready is False)


def test_the_reasons_name_the_elements_and_the_evidence() -> None:
    one_missing = state(answer(), row((2,)))
    both_broken = state(answer(), row(state="needs-login"))

    assert ["1" in reason and "2" not in reason for reason in one_missing.reasons_th] == [True]
    assert any("แผนปฏิบัติการ" in reason for reason in both_broken.reasons_th)
    assert state(None).status == "missing"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (partial(state, None), "ยังไม่มีรายการของข้อนี้ ให้เพิ่มไฟล์ oit/2564/o10.yaml"),
        (
            partial(state, answer("none").model_copy(update={"explanation": None})),
            "สถานะ “ไม่มี” ต้องมีคำอธิบายในช่อง explanation",
        ),
        (
            partial(state, answer("preparing"), row()),
            "สถานะยังเป็น “กำลังจัดทำ” เมื่อเผยแพร่ครบแล้วให้เปลี่ยน status เป็น published",
        ),
        (partial(state, answer()), "ยังไม่มีหลักฐาน ให้แนบไฟล์หรือลิงก์ที่แสดงองค์ประกอบที่ 1, 2"),
        (partial(state, answer(), of=item(elements=0)), "ยังไม่มีหลักฐาน ให้แนบไฟล์หรือลิงก์อย่างน้อยหนึ่งรายการ"),
        (
            partial(state, answer(), row(())),
            "ยังไม่มีหลักฐานขององค์ประกอบที่ 1, 2 ให้แนบเพิ่ม หรือใส่เลของค์ประกอบในช่อง covers ของหลักฐานที่แสดงอยู่แล้ว",
        ),
        (
            partial(state, answer(), row(state="broken")),
            "“แผนปฏิบัติการ” (องค์ประกอบที่ 1, 2) เปิดไม่ได้: หาที่อยู่ใหม่ของเอกสาร หรือวางไฟล์ไว้ใน files/ แทน",
        ),
        (partial(state, answer(), row(state="broken", seen=SEEN)), GONE),
        (
            partial(state, answer(), row(state="broken", seen=SEEN, check=LONG_AGO)),
            f"{GONE} (ผลที่คนตรวจเมื่อ 2 ม.ค. 2563 เกิน 90 วันแล้ว ถ้าเปิดได้จริงให้ตรวจใหม่)",
        ),
        (
            partial(state, answer(), row((1,), period=HALF_OLD), row((2,)), of=item("current")),
            f"“แผนปฏิบัติการ” (องค์ประกอบที่ 1) เป็นของ6 เดือนแรกของปี 2563 แต่ข้อนี้ต้องเป็นของ: ปีงบประมาณ พ.ศ. 2564 {OTHER_YEAR}",
        ),
        (
            partial(state, answer(), row((), period=OLD), of=item("current_6m", elements=0)),
            f"“แผนปฏิบัติการ” เป็นของปี 2563 แต่ข้อนี้ต้องเป็นของ: {HALF_YEAR} {OTHER_YEAR}",
        ),
    ],
    ids=range(11),
)
def test_every_reason_says_what_is_wrong_and_what_to_do(found: Callable[[], Readiness], reason: str) -> None:
    assert found().reasons_th == (reason,)


@pytest.mark.parametrize(
    ("ledger", "by_robot"),
    [(None, True), *((one, one not in {"broken", "needs-login"}) for one in STATES)],
)
def test_what_a_person_saw_outranks_what_the_robot_saw(ledger: str | None, by_robot: bool) -> None:
    assert usable(row(state=ledger)) == by_robot
    assert usable(row(state=ledger, check=CHECKED))
    assert state(answer(), row(state=ledger)).ready == by_robot
    assert state(answer(), row(state=ledger, check=CHECKED)).ready


THIS, FIRST_HALF, BEFORE, HALF_BEFORE, NEXT, ANY = (
    Coverage(2564),
    Coverage(2564, half=True),
    Coverage(2563),
    Coverage(2563, half=True),
    Coverage(2565),
    Coverage(None),
)

ACCEPTED: Mapping[Period, set[Coverage]] = {
    "any": {THIS, FIRST_HALF, BEFORE, HALF_BEFORE, NEXT, ANY},
    "in_force": {THIS, FIRST_HALF, ANY},
    "current": {THIS, FIRST_HALF, ANY},
    "current_6m": {THIS, FIRST_HALF, ANY},
    "previous": {BEFORE, ANY},
    "prev_to_current": {THIS, FIRST_HALF, BEFORE, ANY},
}


@pytest.mark.parametrize("demanded", get_args(Period))
def test_evidence_of_the_span_that_an_item_demands_is_taken(demanded: Period) -> None:
    spans = [THIS, FIRST_HALF, BEFORE, HALF_BEFORE, NEXT, ANY]

    assert {span for span in spans if fits(demanded, span, YEAR)} == ACCEPTED[demanded]
    assert fits(demanded, None, YEAR), "evidence that does not say its span is not held against the office"


rows = st.lists(
    st.builds(
        row,
        st.lists(st.integers(1, 4), max_size=4).map(tuple),
        state=st.sampled_from([None, *STATES]),
        period=st.sampled_from([None, THIS, FIRST_HALF, BEFORE, NEXT, ANY]),
        check=st.sampled_from([None, CHECKED]),
    ),
    max_size=4,
)
statuses = st.sampled_from(["published", "none", "preparing", "not-applicable"])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(rows, statuses, st.sampled_from(get_args(Period)), st.integers(0, 3))
def test_an_item_is_ready_or_says_why_not(
    evidence: list[ResolvedEvidence], status: str, period: str, elements: int
) -> None:
    found = readiness(item(period, elements), answer(status), evidence, YEAR)

    assert found.status in STATUS_TH
    assert len(found.covered) == elements
    assert found.ready is not False or found.reasons_th
    if status == "published" and elements:
        assert found.ready == all(found.covered)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(rows, rows, st.sampled_from(get_args(Period)))
def test_more_evidence_never_makes_an_item_less_ready(
    some: list[ResolvedEvidence], more: list[ResolvedEvidence], period: str
) -> None:
    before = readiness(item(period), answer(), some, YEAR)
    after = readiness(item(period), answer(), [*some, *more], YEAR)

    assert bool(after.ready) >= bool(before.ready)
    assert all(late >= early for early, late in zip(before.covered, after.covered, strict=True))


# ── from files ───────────────────────────────────────────────────────────────────────────────────────────────────

FILES: Mapping[str, str] = {
    "office.yaml": "name: ก\nbody_type: esao\ncurrent_year: 2564\n",
    "catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: ก
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - id: "9.1"
        title: ก
        items:
          - {code: O1, title: ก, concept: a, period: current, elements: [ก]}
          - {code: O2, title: ก, concept: b, period: previous, elements: [ก, ข]}
          - {code: O3, title: ก, concept: c, elements: [ก]}
          - {code: O4, title: ก, concept: d, elements: [ก]}
          - {code: O5, title: ก, concept: e, elements: [ก]}
""",
    "documents/plan.yaml": "title: แผน\nurl: https://www.go.th/แผน\nperiod: 2563\n",
    "oit/2564/o1.yaml": "item: O1\nstatus: published\nevidence: [{document: plan, covers: [1]}]\n",
    "oit/2564/o2.yaml": """\
item: O2
status: published
evidence:
  - {document: plan, covers: [1]}
  - {document: plan, covers: [2], period: any}
""",
    "oit/2564/o3.yaml": """\
item: O3
status: published
evidence:
  - title: ก
    url: https://www.go.th/needs-login
    covers: [1]
    human_check: {date: 2564-04-02, by: ก}
""",
    "oit/2564/o4.yaml": """\
item: O4
status: published
evidence: [{title: ก, url: https://www.go.th/gone, covers: [1]}]
""",
    "ledger.json": """{"version": 1, "urls": {
        "https://www.go.th/แผน": {"state": "unsure"},
        "https://www.go.th/needs-login": {"state": "needs-login"},
        "https://www.go.th/gone": {"state": "broken"}}}""",
}


def states(root: Path, changes: Mapping[str, str]) -> dict[str, Any]:
    for path, text in {**FILES, **changes}.items():
        (root / "disclosures" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "disclosures" / path).write_text(text, "utf-8")
    loaded = load(root)
    assert [one for one in loaded.problems if one.severity == "error"] == []
    assert loaded.library is not None
    content = Content(loaded.library, Assets(root, root / "cache"))
    return {code: found.readiness.ready for (_, code), found in content.answers.items()}


def test_a_document_lends_its_span_and_the_ledger_its_word(tmp_path: Path) -> None:
    assert states(tmp_path, {}) == {"O1": False, "O2": True, "O3": True, "O4": False, "O5": False}


def test_the_ledger_is_asked_for_the_address_as_it_was_typed_or_as_it_is_linked(tmp_path: Path) -> None:
    broken = '{"version": 1, "urls": {"ADDRESS": {"state": "broken"}}}'
    encoded = "https://www.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99"

    for address in ("https://www.go.th/แผน", encoded):
        assert states(tmp_path, {"ledger.json": broken.replace("ADDRESS", address)})["O2"] is False
