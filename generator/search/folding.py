"""Thai, Latin and digits brought into the one form in which the search compares them.

People leave out tone marks, write ศ for ส or ใ for ไ, forget ะ, and type no space where a page has one; so all of that
is folded away here, and what was typed exactly is ranked first afterwards. Every letter becomes one byte, so that three
letters are a number. `search.js` does the same with the table below; tests/test_search.py holds the two together.
"""

import re
from itertools import pairwise

from generator.text import normalise

THAI = 0x0E00
MARK = "|"
"""Stands on both sides of a run of Latin letters or digits: `O1` is not the beginning of `O10`."""

DROPPED = "ะ\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e\u0e3aๆฯ"
"""Tone marks and what else is left out or added by mistake most often."""
ALIKE = {
    "ศ": "ส",
    "ษ": "ส",
    "ณ": "น",
    "ฎ": "ด",
    "ฏ": "ด",
    "ฐ": "ถ",
    "ฑ": "ท",
    "ฒ": "ท",
    "ธ": "ท",
    "ภ": "พ",
    "ฆ": "ค",
    "ฅ": "ค",
    "ฃ": "ข",
    "ฌ": "ช",
    "ญ": "ย",
    "ฬ": "ล",
    "ใ": "ไ",
    "ี": "ิ",
    "ึ": "ิ",
    "ื": "ิ",
    "ู": "ุ",
    "ฦ": "ฤ",
}
"""Letters that sound alike, or look alike on a phone, and are taken for each other."""

SAYS_LITTLE = ("ปีงบประมาณ",)
"""Words that stand in every other title and hold another word that people do look for, here the budget."""

_BREAK = "\x01"
_RUN = re.compile("[0-9]+|[a-z]+")
_MARKS = re.compile(r"\x01+|\|\x01*(?=\|)")


def _folded(character: str) -> str:
    """Return what one character becomes: nothing, `_BREAK`, or a letter below U+0100."""
    if character in DROPPED:
        return ""
    character = ALIKE.get(character, character)
    code = ord(character)
    if "\u0e01" <= character <= "\u0e4e":
        return chr(code - THAI + 0x80)
    if "๐" <= character <= "๙":
        return chr(code - ord("๐") + ord("0"))
    if character.isascii():
        return character if character.isalnum() else _BREAK
    # Letters of other scripts share the low codes: they are found, if less sharply, and are rare here.
    return chr(code % 28 + 2) if character.isalpha() else _BREAK


class _Table(dict[int, str]):
    """What `str.translate` looks up; each character that occurs is worked out once."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _folded(chr(code)))


_TABLE = _Table()


def fold(text: str) -> bytes:
    """Return `text` as the search compares it: lower case, no spaces, runs of Latin letters or digits between marks."""
    letters = normalise(text).lower().translate(_TABLE)
    return _MARKS.sub("", _RUN.sub(r"|\g<0>|", letters)).encode("latin-1")


def tokens(folded: bytes) -> set[int]:
    """Return every three letters that follow each other, each as a number."""
    return {(a << 16) | (b << 8) | c for a, b, c in zip(folded, folded[1:], folded[2:], strict=False)}


def pairs(folded: bytes) -> set[int]:
    """Return every two letters that follow each other: what a word of two letters is found by."""
    return {(a << 8) | b for a, b in pairwise(folded)}
