r"""Regular expressions for what people may type, in Arabic or Thai digits.

They mean the same in ECMAScript (editors) and in Python: no flags, and no \d, which has Thai digits in Python only.
"""

from generator.dates import MONTHS, SHORT_MONTHS

ONE = "[1-9๑-๙]"
ANY = "[0-9๐-๙]"
ZERO = "[0๐]"


def digits(text: str) -> str:
    """Return a pattern for a text in Arabic or Thai digits: `24` → `[2๒][4๔]`."""
    return "".join(f"[{digit}{chr(0x0E50 + int(digit))}]" for digit in text)


def one_of(digits: str) -> str:
    """Return a pattern for one of some digits: `24` → `[24๒๔]`."""
    return f"[{digits}{''.join(chr(0x0E50 + int(digit)) for digit in digits)}]"


def choice(*patterns: str) -> str:
    """Return a pattern for any of some patterns."""
    return f"(?:{'|'.join(patterns)})"


BUDDHIST = choice(f"{digits('2')}{one_of('456')}{ANY}{{2}}", digits("2700"))
GREGORIAN = choice(f"{digits('19')}{ANY}{{2}}", f"{digits('2')}{one_of('01')}{ANY}{{2}}", digits("2200"))
YEAR = choice(BUDDHIST, GREGORIAN)
LONG, SHORT, FEBRUARY = (
    choice(*map(digits, months))
    for months in (("01", "03", "05", "07", "08", "10", "12"), ("04", "06", "09", "11"), ("02",))
)
TO_29 = choice(f"{ZERO}{ONE}", f"{one_of('12')}{ANY}")
TO_30 = choice(TO_29, digits("30"))
TO_31 = choice(TO_30, digits("31"))
ISO = f"{YEAR}-{choice(f'{LONG}-{TO_31}', f'{SHORT}-{TO_30}', f'{FEBRUARY}-{TO_29}')}"
MONTH = choice(*(name.replace(".", r"\.") for name in (*MONTHS, *SHORT_MONTHS)))
ERA = choice(r"พ\.ศ\.", r"ค\.ศ\.")
NAMED = rf"(?:วันที่\s*)?{choice(TO_31, ONE)}\s*{MONTH}\s*{ERA}?\s*{YEAR}"
DATE = rf"^\s*{choice(ISO, NAMED)}\s*$"

WHOLE = rf"(?:{ANY}+|{ANY}{{1,3}}(?:,{ANY}{{3}})+)"
NUMBER = rf"^\s*{WHOLE}(?:\.{ANY}{{1,6}})?\s*$"
WHOLE_NUMBER = rf"^\s*{WHOLE}(?:\.{ZERO}{{1,6}})?\s*$"
POSITIVE = WHOLE_NUMBER.replace(r"\s*", rf"\s*(?=[0๐,]*{ONE})", 1)
ELEMENT = rf"^\s*{ZERO}*{ONE}{ANY}?(?:\.{ZERO}{{1,6}})?\s*$"
HUNDRED = rf"{digits('100')}(?:\.{ZERO}{{1,6}})?"
LESS = rf"{ANY}{{1,2}}(?:\.{ANY}{{1,6}})?"
SCORE = rf"^\s*{ZERO}*{choice(HUNDRED, LESS)}\s*$"

CODE = f"[Oo]{ZERO}{{0,2}}{ONE}{ANY}{{0,2}}"
BAD_IN_HOSTS = r"""\s@\\"<>|%^`{}#?/"""
URL = rf"[Hh][Tt][Tt][Pp][Ss]?://[^{BAD_IN_HOSTS}]+(?:[/?#][^\\\x00-\x1f\x7f]*)?"
EMAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
ADDRESS_PART = "[A-Za-z0-9_\u0e01-\u0e5b](?:[A-Za-z0-9_.~\u0e01-\u0e5b-]{0,98}[A-Za-z0-9_~\u0e01-\u0e5b-])?"
LETTER = "[0-9๐-๙A-Za-z\u0e01-\u0e2e]"
BAD_IN_NAMES = r"""/\x00-\x1f\x7f:?*<>|"\\`$%;\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"""
NAME = f"(?![.~-])[^{BAD_IN_NAMES}]*[^{BAD_IN_NAMES}. ]"


def any_case(text: str) -> str:
    """Return a pattern for a text in small or capital letters: `pdf` → `[Pp][Dd][Ff]`."""
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in text)
