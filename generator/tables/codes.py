"""Item codes as people write them: O1, OIT 1, ข้อ 27, O๒๗, and 027 with a zero for the letter."""

import re
from dataclasses import dataclass

from generator.text import ANY_ZERO_WIDTH, arabic_digits, normalise

_LIKE_O = str.maketrans("ОоΟοＯｏ", "OoOoOo")
"""Letters of other scripts that look like ours, and come with copied text."""

_APART = r"[\s.\-–_:#]*"
_NUMBER = r"0*([1-9][0-9]{0,2})(?![0-9])(?!\.[0-9])"
_LETTERED = re.compile(rf"(?i)(?:ข้อ(?:ที่)?\s*)?(?:OIT{_APART}O?|O){_APART}{_NUMBER}")
_WORDED = re.compile(rf"ข้อ(?:ที่)?\s*{_NUMBER}")
_ZERO = re.compile(r"0\s?0?([1-9][0-9]?|[0-9]{2})(?![0-9])(?![.\-/]\s?[0-9])")
_BARE = re.compile(
    r"0*([1-9][0-9]{0,2})(?:\.0+)?[.)]?(?=\s|$)(?!\s*(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค))"
)
_ANOTHER = re.compile(r"(?i)\s*(?:[-–—,/&+;\n]|และ|ถึง)\s*(?:ข้อ\s*)?(?:OIT|O)[\s.\-_]*[0-9]")
_ANOTHER_NUMBER = re.compile(r"\s*(?:[-–—,/&+;]|และ|ถึง)\s*0?[0-9]{1,3}\s*$")
_RANGE = re.compile(r"0*([1-9][0-9]{0,2})\s*(?:[-–—,&]|ถึง|และ)\s*0*[1-9][0-9]{0,2}\s*")
_BEFORE = " \t\r\n\u00a0•·*○●▪◦►▶✔✓-–[(“\"'"


@dataclass(frozen=True)
class Found:
    """A code at the beginning of a text: `O10`, or several when `single` is false, and the text after it."""

    code: str
    rest: str
    single: bool = True


def lettered(text: str) -> Found | None:
    """Return the code that a text begins with and that can be nothing else: with its O, OIT or the word ข้อ."""
    plain = _plain(text)
    return _found(plain, _LETTERED.match(plain) or _WORDED.match(plain))


def zeroed(text: str) -> Found | None:
    """Return the code that a text begins with, the letter O mistyped as a zero."""
    plain = _plain(text)
    return _found(plain, _ZERO.match(plain))


def numbered(text: str) -> Found | None:
    """Return the code that a text begins with where a code is expected, so that a mere number is one."""
    plain = _plain(text)
    return (
        lettered(text)
        or _found(plain, _RANGE.fullmatch(plain), single=False)
        or zeroed(text)
        or _found(plain, _BARE.match(plain))
    )


def _plain(text: str) -> str:
    return arabic_digits(ANY_ZERO_WIDTH.sub("", normalise(text))).translate(_LIKE_O).lstrip(_BEFORE)


def _found(plain: str, match: re.Match[str] | None, *, single: bool = True) -> Found | None:
    if match is None or not int(match[1]):
        return None
    rest = plain[match.end() :]
    several = _ANOTHER.match(rest) or _ANOTHER_NUMBER.match(rest)
    return Found(f"O{int(match[1])}", rest.strip(" \t\r\n\u00a0.):-–—]"), single=single and not several)
