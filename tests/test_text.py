"""Thai text: one spelling, nothing invisible, nothing that a terminal or a reader could be tricked with."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text import (
    arabic_digits,
    forbidden,
    nearest,
    normalise,
    one_line,
    sort_key,
    visible,
)

many = settings(deadline=None, derandomize=True, max_examples=400)

# What is typed wrong in Thai is made of few characters, so texts of only those come as often as all others.
thai = st.one_of(
    st.text("กเาิุ่้์ํ\u200b", max_size=6),
    st.text("กงรเแไะาำิีึืุูั็่้๊๋์ํๅ๐ e\u0301\u0323\u200b\u200d\u2060\ufeff\u00ad❤\ufe0f👩\u2028\n", max_size=10),
    st.text(max_size=10),
)


@many
@given(thai)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once


@many
@given(thai)
def test_a_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    line = one_line(text)

    assert not set(line) & set("\n\r\x85\u2028\u2029")
    assert line == line.strip()
    assert one_line(line) == line


@many
@given(st.text(string.printable))
def test_plain_text_is_left_alone(text: str) -> None:
    assert normalise(text) == text
    assert forbidden(text.translate({11: None, 12: None})) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ค\u0e4d\u0e32สั่ง", "คำสั่ง"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("เเผนปฏิบัติการ", "แผนปฏิบัติการ"),
        ("ที่่", "ที่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ก\u0e48\u0e48\u0e34", "กิ่"),
        ("สั\u0e31\u0e48ง", "สั่ง"),
        ("โปร\u200bใส", "โปรใส"),
        ("\ufeffข่าว\u00ad", "ข่าว"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("👩\u200d🏫", "👩\u200d🏫"),
        ("ก\u200dข", "กข"),
        ("กำ", "กำ"),
        ("ฤๅษี", "ฤๅษี"),
        ("½ ① ﷺ ２๕ ﬁ", "½ ① ﷺ ２๕ ﬁ"),
        ("", ""),
    ],
)
def test_each_word_has_one_spelling(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("หัวข้อ\nสองบรรทัด", "หัวข้อ สองบรรทัด"),
        ("ก \r\n\r\n ข", "ก ข"),
        ("ก\u2028ข\u2029ค\x85ง", "ก ข ค ง"),
        ("  ก  ข  ", "ก  ข"),
        ("\u200b", ""),
        ("\u200b ก", "ก"),
    ],
)
def test_line_ends_become_one_space(typed: str, line: str) -> None:
    assert one_line(typed) == line


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ข่าว\x1b[31m", "U+001B"),
        ("a\x00", "U+0000"),
        ("fdp.\u202eexe", "U+202E"),
        ("\u2066ลับ\u2069", "U+2066"),
        ("ก\u200f", "U+200F"),
        ("\ue000", "U+E000"),
        ("\uf700", "U+F700"),
        ("\ud800", "U+D800"),
        ("\U000e0080", "U+E0080"),
        ("ก\u0e48\u0e48\u0e48\u0e48", "U+0E48"),
        ("Z\u0351\u036b\u0343\u036a", "U+036A"),
    ],
)
def test_characters_that_deceive_are_named(text: str, named: str) -> None:
    assert forbidden(text) == named


@pytest.mark.parametrize(
    "text", ["ที่ปรึกษา", "ก็", "กู้ยืมเงิน", "แบบ “อ.1” – ½", "1️⃣ 👩‍🏫 🇹🇭", "\t\n\r\u2028", "Ω漢字", "ﷺ", "ป\u0e37\u0e49\u0e4d"]
)
def test_honest_characters_are_not(text: str) -> None:
    assert forbidden(text) is None


@many
@given(st.text(st.characters(), max_size=100), st.integers(1, 100))
def test_what_is_visible_is_one_printable_line_of_a_known_length(text: str, limit: int) -> None:
    shown = visible(text, limit)

    assert shown.isprintable()
    assert len(shown.splitlines()) <= 1
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200d\ufeff")
    assert len(shown) <= limit * len("<U+10FFFF>") + 1
    assert ("…" in shown) >= (len(text) > limit)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ข่าว", "ข่าว"),
        ("a\nb\tc", "a⏎b⇥c"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("\udcff", "<U+DCFF>"),
        ("ab\u200bc", "ab<U+200B>c"),
        ("12345678", "12345678"),
        ("123456789", "12345678…"),
    ],
)
def test_what_can_not_be_printed_is_named(text: str, shown: str) -> None:
    assert visible(text, 8 if text.isdecimal() else 80) == shown


@many
@given(st.text())
def test_only_thai_digits_become_arabic_ones(text: str) -> None:
    assert arabic_digits(text) == "".join(
        str("๐๑๒๓๔๕๖๗๘๙".index(character)) if character in "๐๑๒๓๔๕๖๗๘๙" else character for character in text
    )


def test_words_stand_in_the_order_of_the_dictionary() -> None:
    ordered = ["กา", "เก", "แกะ", "ขา", "ข่า", "ข้า", "เขา", "คน", "น้ำ", "แผน", "ไผ่", "อำเภอ"]

    turned = ordered[::-1]

    assert sorted(turned, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ["date", "title"], "title"),
        ("Title", ["date", "title"], "title"),
        ("xyz", ["date", "title"], None),
        ("", ["date"], None),
        ("date", [], None),
        ("โรงเรียนบ้านลี", ["โรงเรียนบ้านลี้", "โรงเรียนวัดป่าซาง"], "โรงเรียนบ้านลี้"),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near
