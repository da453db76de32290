"""Thai text as people really type it: normalising, judging and ordering it.

Shown text is normalised to NFC and never to NFKC, because NFKC takes sara am (ำ) apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Zero-width characters that Word, LINE and PDF viewers leave behind. A joiner between two emoji is kept.
_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d")
ANY_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_TONES = "\u0e48-\u0e4b"
_ABOVE_BELOW = "\u0e31\u0e34-\u0e3a\u0e47"
# U+0E4D U+0E32 looks like U+0E33; the tone may stand before, between or nowhere.
_SARA_AM = re.compile(f"([{_TONES}]?)\u0e4d([{_TONES}]?)\u0e32")
_TONE_AFTER_SARA_AM = re.compile(f"\u0e33([{_TONES}])")
_TONE_BEFORE_VOWEL = re.compile(f"([{_TONES}\u0e4c])([{_ABOVE_BELOW}])")
_DOUBLED_MARK = re.compile(f"([{_TONES}{_ABOVE_BELOW}\u0e4c\u0e4d])\\1+")

# Characters that turn the reading direction (the "Trojan source" trick) or are invisible commands.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_MARKS = 3  # Thai needs two over one letter
# Letters that draw nothing (Hangul fillers): a title of them is not empty, and yet says nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_REFUSED = ("Cc", "Cs", "Co", "Cn")

_PLAIN = re.compile(r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u00ff\u0e01-\u0e3a\u0e3f-\u0e5b\u2010-\u2027\u2030-\u205e]*")


_MOST_ROUNDS = 5  # one mending can make another possible: กิ่่ needs two


def normalise(text: str) -> str:
    """Return `text` in the one spelling the site compares, shows and indexes."""
    if text.isascii():
        return text
    for _ in range(_MOST_ROUNDS):
        before = text
        text = _ZERO_WIDTH.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = text.replace("\u0e40\u0e40", "\u0e41")
        text = _DOUBLED_MARK.sub(r"\1", text)
        text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
        text = _TONE_AFTER_SARA_AM.sub("\\1\u0e33", text)
        text = _SARA_AM.sub("\\1\\2\u0e33", text)
        if text == before:
            break
    return text


def one_line(text: str) -> str:
    """Return `text` on a single line: line and paragraph separators become one space."""
    return " ".join(re.split(r"\s*[\n\r\x85\u2028\u2029]+\s*", normalise(text).strip())).strip()


def forbidden(text: str) -> str | None:
    """Return the first character that no field may hold as `U+XXXX`, or None.

    Controls, reading-direction commands, surrogates, private-use and unassigned characters are refused,
    and so is a letter under more than three combining marks.
    """
    if _PLAIN.fullmatch(text) is None:
        for character in text:
            if character in "\t\n\r\u2028\u2029\x85":
                continue
            kind = unicodedata.category(character)
            # Invisible formatting: what `normalise` strips is fine, the rest is only ever a trick or an accident.
            hidden = kind == "Cf" and not ANY_ZERO_WIDTH.match(character)
            if hidden or kind in _REFUSED or character in _BIDI or character in _BLANK_LETTERS:
                return f"U+{ord(character):04X}"
    return _tall_stack(text)


class _Marks(dict[int, str]):
    """What `str.translate` looks up: `^` for a combining mark, `.` for anything else."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, "^" if unicodedata.category(chr(code)) in ("Mn", "Me") else ".")


_MARKS = _Marks()
_TALL = "^" * (_MOST_MARKS + 1)


def _tall_stack(text: str) -> str | None:
    height = 0
    if text.isascii() or _TALL not in text.translate(_MARKS):
        return None
    for character in text:
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if height > _MOST_MARKS:
            return f"U+{ord(character):04X}"
    return None


def arabic_digits(text: str) -> str:
    """Return `text` with ๐–๙ written as 0–9; every other kind of digit stays as it is."""
    return text.translate(THAI_DIGITS)


def visible(text: str, limit: int = 80) -> str:
    """Return `text` safe to print in a message: one line, no controls, no reading-direction tricks."""
    shown = [_visible_character(character) for character in text[: limit + 1]]
    if len(text) > limit:
        shown[limit:] = ["…"]
    return "".join(shown)


def _visible_character(character: str) -> str:
    if character.isprintable() and character not in _BIDI and not ANY_ZERO_WIDTH.match(character):
        return character
    return {"\n": "⏎", "\r": "⏎", "\t": "⇥"}.get(character, f"<U+{ord(character):04X}>")


_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_LIGHT_MARKS = re.compile(f"[{_TONES}\u0e47\u0e4c\u0e4d\u0e4e]")


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that orders Thai as the Royal Society's dictionary does, to what one site needs.

    A leading vowel (เ แ โ ใ ไ) counts after its consonant; tone marks only break ties.
    """
    turned = _LEADING_VOWEL.sub(r"\2\1", normalise(text).casefold())
    return _LIGHT_MARKS.sub("", turned), turned


_MANY = 150


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` is most likely a misspelling of, or None."""
    choices = list(known)
    base = word.rsplit("/", 1)[-1].casefold()
    if len(choices) > _MANY:
        # Among thousands of files only the same name elsewhere, or the nearest in length, is worth comparing.
        same = [choice for choice in choices if choice.rsplit("/", 1)[-1].casefold() == base]
        choices = same or sorted(choices, key=lambda choice: (abs(len(choice) - len(word)), choice))[:_MANY]
    folded = {choice.casefold(): choice for choice in reversed(choices)}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None
