"""The score of a year against calculations done by hand, under both roll-ups."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Catalogue, Level, Weights
from generator.library import load
from generator.scoring import Instruments, Ready, cost, level, mean, rounded, score, share, total

ROOT = Path(__file__).resolve().parent.parent
TREE = {"9": {"9.1": ["O1", "O2"], "9.2": ["O3", "O4", "O5"]}, "10": {"10.1": ["O6"]}}
HALF_DONE: Ready = {"O1": True, "O2": False, "O3": True, "O4": True, "O5": False, "O6": True}


def catalogue(rollup: str, tree: dict[str, dict[str, list[str]]] = TREE) -> Catalogue:
    def items(codes: list[str]) -> list[dict[str, Any]]:
        return [{"code": code, "title": code, "concept": code.lower(), "elements": ["ก"]} for code in codes]

    indicators = [
        {
            "id": name,
            "title": name,
            "sub_indicators": [{"id": part, "title": part, "items": items(codes)} for part, codes in parts.items()],
        }
        for name, parts in tree.items()
    ]
    return Catalogue.model_validate(
        {
            "fiscal_year": "2564",
            "body_type": "esao",
            "title": "แบบวัด",
            "scoring": {"rollup": rollup},
            "indicators": indicators,
        }
    )


def test_a_nested_score_is_a_mean_of_means_of_means() -> None:
    found = score(catalogue("nested"), HALF_DONE)

    assert found.items == {"O1": 100, "O2": 0, "O3": 100, "O4": 100, "O5": 0, "O6": 100}
    assert found.sub_indicators == {"9.1": 50, "9.2": Fraction(200, 3), "10.1": 100}
    assert found.indicators == {"9": Fraction(175, 3), "10": 100}  # (50 + 66 2/3) / 2
    assert found.oit == Fraction(475, 6)  # (58 1/3 + 100) / 2 = 79 1/6


def test_a_flat_score_is_the_mean_of_all_items() -> None:
    found = score(catalogue("flat"), HALF_DONE)

    assert found.oit == Fraction(200, 3)  # 4 of 6
    assert found.indicators == {"9": 60, "10": 100}  # 3 of 5, 1 of 1
    assert found.sub_indicators == {"9.1": 50, "9.2": Fraction(200, 3), "10.1": 100}


@pytest.mark.parametrize(
    ("aside", "nested", "flat"),
    [
        (["O2"], Fraction(275, 3), 80),  # 9.1 is 100, 9 is 83 1/3; 4 of 5
        (["O5"], Fraction(175, 2), 80),  # 9.2 is 100, 9 is 75
        (["O1", "O2"], Fraction(250, 3), 75),  # 9.1 is gone, so 9 is 66 2/3; 3 of 4
        (["O6"], Fraction(175, 3), 60),  # 10 is gone, so OIT is what 9 is
        (["O1", "O2", "O3", "O4", "O5"], 100, 100),
        (["O1", "O2", "O3", "O4", "O5", "O6"], None, None),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_what_does_not_apply_leaves_every_mean_it_stood_in(
    aside: list[str], nested: Fraction | None, flat: Fraction | None
) -> None:
    ready = {**HALF_DONE, **dict.fromkeys(aside)}

    assert [score(catalogue(rollup), ready).oit for rollup in ("nested", "flat")] == [nested, flat]


def test_an_emptied_sub_indicator_has_no_score_and_neither_has_an_emptied_indicator() -> None:
    found = score(catalogue("nested"), {**HALF_DONE, "O1": None, "O2": None, "O6": None})

    assert found.items == {"O1": None, "O2": None, "O3": 100, "O4": 100, "O5": 0, "O6": None}
    assert found.sub_indicators == {"9.1": None, "9.2": Fraction(200, 3), "10.1": None}
    assert found.indicators == {"9": Fraction(200, 3), "10": None}


def test_an_item_of_which_nothing_is_known_scores_nothing() -> None:
    assert score(catalogue("flat"), {"O1": True}).oit == Fraction(100, 6)


@pytest.mark.parametrize("rollup", ["nested", "flat"])
@pytest.mark.parametrize("items", [1, 3, 7, 28, 35, 43])
def test_a_complete_year_scores_exactly_100_however_many_items_it_has(rollup: str, items: int) -> None:
    codes = [f"O{number}" for number in range(1, items + 1)]
    tree = {"9": {"9.1": codes[: items // 3], "9.2": codes[items // 3 : items // 2]}, "10": {"1": codes[items // 2 :]}}

    assert score(catalogue(rollup, tree), dict.fromkeys(codes, True)).oit == 100


def test_each_item_costs_what_it_would_add() -> None:
    lost = {
        rollup: {code: cost(catalogue(rollup), HALF_DONE, code) for code in ("O1", "O2", "O5")}
        for rollup in ("nested", "flat")
    }

    assert lost["nested"] == {"O1": 0, "O2": Fraction(25, 2), "O5": Fraction(25, 3)}  # 100/2/2/2 and 100/3/2/2
    assert lost["flat"] == {"O1": 0, "O2": Fraction(50, 3), "O5": Fraction(50, 3)}


def test_what_does_not_apply_costs_nothing_and_makes_its_neighbours_dearer() -> None:
    ready: Ready = {**HALF_DONE, "O3": None}

    assert cost(catalogue("nested"), ready, "O3") == 0
    assert cost(catalogue("nested"), ready, "O5") == Fraction(25, 2)


def test_an_item_that_is_in_no_catalogue_costs_nothing() -> None:
    assert cost(catalogue("nested"), {}, "O99") == 0


@pytest.mark.slow
def test_the_catalogue_of_2564_makes_items_as_unequal_as_the_office_knows_them() -> None:
    library = load(ROOT).library
    assert library is not None
    year = library.catalogues[2564].data
    flat = year.model_copy(update={"scoring": year.scoring.model_copy(update={"rollup": "flat"})})

    assert [rounded(cost(year, {}, code)) for code in ("O1", "O43")] == [Decimal("1.11"), Decimal("12.50")]
    assert {rounded(cost(flat, {}, item.code)) for item in flat.items} == {Decimal("2.33")}


# ── the total and its level ──────────────────────────────────────────────────────────────────────────────────────


def weights(iit: int, eit: int, oit: int) -> Weights:
    return Weights.model_validate({"iit": str(iit), "eit": str(eit), "oit": str(oit)})


def scores(iit: str | None, eit: str | None, oit: str | None) -> Instruments:
    known = (None if text is None else Fraction(text) for text in (iit, eit, oit))
    return Instruments(*known)


@pytest.mark.parametrize(
    ("shares", "given", "expected"),
    [
        (weights(30, 30, 40), scores("90", "80", "475/6"), Fraction(248, 3)),  # 27 + 24 + 31 2/3
        (weights(3, 3, 4), scores("90", "80", "475/6"), Fraction(248, 3)),
        (weights(0, 0, 40), scores("90", "80", "70"), 70),
        (weights(30, 30, 40), scores(None, "80", "70"), None),
        (weights(30, 30, 40), scores("80", None, "70"), None),
        (weights(30, 30, 40), scores("80", "70", None), None),
        (weights(0, 0, 0), scores("80", "70", "60"), None),
        (None, scores("80", "70", "60"), None),
    ],
    ids=range(8),
)
def test_the_total_weighs_all_three_instruments_or_there_is_none(
    shares: Weights | None, given: Instruments, expected: Fraction | None
) -> None:
    assert total(shares, given) == expected


def test_a_point_of_oit_is_worth_its_share_of_the_total() -> None:
    assert [share(weights(30, 30, 40)), share(weights(3, 3, 2)), share(weights(0, 0, 0)), share(None)] == [
        Fraction(2, 5),
        Fraction(1, 4),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("94.994", "94.99"),
        ("94.9949999999999999", "94.99"),
        ("94.995", "95.00"),
        ("95", "95.00"),
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("475/6", "79.17"),
        ("200/3", "66.67"),
        ("1.115", "1.12"),
        ("100", "100.00"),
    ],
)
def test_numbers_are_rounded_half_up_to_two_decimals(number: str, shown: str) -> None:
    assert str(rounded(Fraction(number))) == shown


def bands(*rows: tuple[str, str, str | None]) -> list[Level]:
    return [
        Level.model_validate({"label": label, "min": least, **({"each": each} if each else {})})
        for label, least, each in rows
    ]


OLD = bands(("AA", "95", None), ("A", "85", None), ("B", "75", None))
NEW = bands(
    ("ผ่านดีเยี่ยม", "95", "95"),
    ("ผ่านดี", "85", "85"),
    ("ผ่าน", "85", None),
    ("ต้องปรับปรุง", "70", None),
    ("โดยด่วน", "0", None),
)


@pytest.mark.parametrize(
    ("overall", "label"),
    [("94.994", "A"), ("94.995", "AA"), ("95", "AA"), ("84.995", "A"), ("84.9949", "B"), ("74.99", None), ("0", None)],
)
def test_a_level_begins_where_the_rounded_total_reaches_it(overall: str, label: str | None) -> None:
    assert level(OLD, Fraction(overall), scores(None, None, None)) == label


@pytest.mark.parametrize(
    ("overall", "given", "label"),
    [
        ("97", scores("99", "98", "95"), "ผ่านดีเยี่ยม"),
        ("97", scores("99", "98", "94.994"), "ผ่านดี"),
        ("97", scores("99", "98", "94.995"), "ผ่านดีเยี่ยม"),
        ("97", scores("94.99", "99", "99"), "ผ่านดี"),
        ("97", scores("99", "84.99", "99"), "ผ่าน"),
        ("94.99", scores("95", "95", "95"), "ผ่านดี"),
        ("85", scores("85", "85", "84.994"), "ผ่าน"),
        ("84.99", scores("100", "100", "60"), "ต้องปรับปรุง"),
        ("69.994", scores("69", "69", "69"), "โดยด่วน"),
        ("97", scores(None, "99", "99"), "ผ่าน"),
    ],
    ids=range(10),
)
def test_a_level_may_demand_its_score_of_every_instrument(overall: str, given: Instruments, label: str) -> None:
    assert level(NEW, Fraction(overall), given) == label


def test_the_first_level_that_fits_is_the_level_and_without_a_total_there_is_none() -> None:
    upside_down = bands(("B", "75", None), ("AA", "95", None))

    assert level(upside_down, Fraction(99), scores(None, None, None)) == "B"
    assert level(OLD, None, scores("99", "99", None)) is None
    assert level([], Fraction(99), scores("99", "99", "99")) is None


def test_a_mean_of_nothing_is_nothing() -> None:
    assert [mean([]), mean([None, None]), mean([None, 50, 100])] == [None, None, 75]
