"""National ID numbers, mobile numbers and bank accounts among the numbers of a text in the plain spelling.

Digits that stand near each other are read as groups (`1-1234-…` begins with a group of one), and it is the shape of
the groups that tells a number from a table's row, a date or a code. What looks like none of these is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.personal.sighting import Sighting, seen

_RUN = re.compile(r"[0-9]+(?:[ .()-]{1,4}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_BEFORE = 60
"""How many characters before a number its name may stand."""
_MOST_GROUPS = 14

ID_DIGITS = 13
_ID_SHAPE = (1, 4, 5, 2, 1)
_NAMED_ID = re.compile(r"(?i)บัตรประ|บัตรข้าราชการ|ประจำตัว|ปชช|เลขบัตร|ผู้เสียภาษี|\b(?:id|pid|citizen|identification)\b")

_MOBILE = re.compile(r"0[689][0-9]{8}")
_MOBILE_DIGITS = 10
_MOBILE_SHAPES = frozenset({
    (10,), (3, 7), (3, 3, 4), (2, 4, 4), (2, 8), (1, 9), (3, 4, 3), (2, 3, 5), (2, 5, 3), (3, 2, 5), (3, 5, 2),
    (1, 4, 5), (1, 5, 4), (1, 2, 3, 4), (1, 4, 4, 1), (1, 3, 3, 3), (1, 1, 8), (1, 1, 4, 4), (2, 3, 2, 3), (2, 2, 6),
    (2, 4, 2, 2), (3, 2, 2, 3), (3, 2, 3, 2), (3, 3, 2, 2), (2, 2, 2, 2, 2), (3, 1, 6), (4, 3, 3), (4, 6), (4, 2, 4),
    (5, 5), (6, 4), (7, 3),
})  # fmt: skip
"""Not (2, 2, 4, 2): that is a day, and the time after it."""
_ABROAD = re.compile(r"(?:00)?66(?:0?)([689][0-9]{8})")
_NAMED_PHONE = re.compile(r"(?i)โทร|มือถือ|เคลื่อนที่|\bไลน์|\b(?:tel|phone|mobile|line|whatsapp)\b|wa\.me|tel:")

_ACCOUNT_SHAPE = (3, 1, 5, 1)
_ACCOUNT_DIGITS = range(10, 13)
_ACCOUNT_SHAPES = frozenset({_ACCOUNT_SHAPE, (10,), (12,), (3, 1, 6), (3, 7), (4, 4, 4), (3, 1, 5, 2, 1)})
_MOST_PARTS = 6
_WORDS = re.compile(
    r"(?i)(?P<account>(?:เลขที่|เลข|หมายเลข)\s*บัญชี|บัญชี\s*(?:เลขที่|ธนาคาร|เงินฝาก|ออมทรัพย์|กระแสรายวัน)|พร้อมเพย์"
    r"|account\s*(?:no|number)|\ba/c\b)"
    r"|(?P<bank>ธนาคาร|ออมสิน|กรุงไทย|กสิกร|ไทยพาณิชย์|ธ\.ก\.ส)"
    r"|(?P<other>โทร|แฟกซ์|มือถือ|โครงการ|e-?gp|สัญญา|ผู้เสียภาษี|ทะเบียน|เช็ค|ใบเสร็จ|เลขที่หนังสือ|\b(?:tel|fax)\b)"
)
"""The last of these before a number says what it is the number of."""
_WEB = re.compile(r"https?://\S{0,300}\Z")
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|mp4)\b")


@dataclass(frozen=True)
class _Window:
    """Neighbouring groups of a run read as one number."""

    text: str
    groups: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.groups[0][0]

    @property
    def end(self) -> int:
        return self.groups[-1][1]

    @cached_property
    def digits(self) -> str:
        return "".join(self.text[start:end] for start, end in self.groups)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.groups)

    @cached_property
    def marks(self) -> list[str]:
        """What stands between the groups."""
        return [self.text[end:start] for (_, end), (start, _) in zip(self.groups, self.groups[1:], strict=False)]

    @property
    def one_by_one(self) -> bool:
        """Whether every digit stands alone, as in the boxes of a form."""
        return set(self.shape) == {1}

    @property
    def dashed(self) -> bool:
        return all("-" in mark for mark in self.marks)

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - _BEFORE) : self.start]

    @cached_property
    def is_part(self) -> bool:
        """Whether this goes on to the left or right: a decimal, a code, a word of Latin letters and digits."""
        if re.match(r"[A-Za-z]|\.[0-9]{0,3}[1-9]", self.text[self.end : self.end + 5]):
            return True
        # A number in one piece may well stand after a date with dashes, as in the name of a file.
        joints = "[.]" if len(self.groups) == 1 else "[.-]"
        return (
            re.search(rf"[0-9](?:{joints}|[A-Za-z]{{1,8}})\Z", self.text[max(0, self.start - 10) : self.start])
            is not None
        )


def numbers(plain: str) -> Iterator[Sighting]:
    """Yield what the numbers of a text in the plain spelling give away, in order and without overlaps."""
    worded = _WORDS.search(plain) is not None or _NAMED_ID.search(plain) is not None
    for run in _RUN.finditer(plain):
        if run.end() - run.start() >= _MOBILE_DIGITS:
            groups = [found.span() for found in _GROUP.finditer(plain, run.start(), run.end())]
            yield from _in_run(plain, groups, worded=worded)


def _in_run(plain: str, groups: list[tuple[int, int]], *, worded: bool) -> Iterator[Sighting]:
    """Yield what a run of groups holds. worded: whether the text has any of the words that can name a number."""
    first = 0
    while first < len(groups):
        singles = _singles(groups, first)
        if singles > _MOST_GROUPS:
            # A row of a table. Its last digit may yet begin a number.
            first += singles - 1
            continue
        found, used = _at(list(_windows(plain, groups, first, worded=worded)), groups, first)
        if found is not None:
            yield found
        first += used


def _singles(groups: list[tuple[int, int]], first: int) -> int:
    """Return how many groups of one digit follow each other from here on."""
    last = first
    while last < len(groups) and groups[last][1] - groups[last][0] == 1:
        last += 1
    return last - first


def _windows(plain: str, groups: list[tuple[int, int]], first: int, *, worded: bool) -> Iterator[_Window]:
    """Yield the windows that begin with a group and are worth a look, by their first digits and their length."""
    sizes: list[int] = []
    total = 0
    head = plain[groups[first][0]]
    for last in range(first, min(first + _MOST_GROUPS, len(groups))):
        start, end = groups[last]
        sizes.append(end - start)
        total += end - start
        if total > ID_DIGITS + 1:
            return
        phone = total >= _MOBILE_DIGITS and head in "06"
        number = total == ID_DIGITS and (worded or sizes[0] in (1, ID_DIGITS))
        account = total in _ACCOUNT_DIGITS and (worded or tuple(sizes) == _ACCOUNT_SHAPE)
        if phone or number or account:
            yield _Window(plain, tuple(groups[first : last + 1]))


def _at(windows: list[_Window], groups: list[tuple[int, int]], first: int) -> tuple[Sighting | None, int]:
    """Return what begins with this group, if anything, and how many groups that takes (one for nothing)."""
    for window in windows:
        if len(window.digits) == ID_DIGITS:
            if _is_national_id(window, groups, first):
                return seen("national-id", window.start, window.end, window.digits), len(window.groups)
            if window.shape == _ID_SHAPE and window.digits[0] in "09":
                return None, len(window.groups)  # a company's number, whose parts are no phone
    for window in windows:
        mobile = _mobile(window)
        if mobile and _subject(window) != "account":
            return seen("mobile-number", window.start, window.end, mobile), len(window.groups)
    for window in reversed(windows):
        if _is_account(window):
            return seen("bank-account", window.start, window.end, window.digits), len(window.groups)
    return None, 1


# ── national ID numbers ──────────────────────────────────────────────────────────────────────────────────────────


def _is_national_id(window: _Window, groups: list[tuple[int, int]], first: int) -> bool:
    digits, shape = window.digits, window.shape
    # 0 begins the numbers of companies, and nobody has a 9.
    if digits[0] in "09" or digits[-1] != check_digit(digits[:-1]):
        return False
    if window.one_by_one and _row_goes_on(window, groups, first):
        return False
    if len(shape) == 1:
        return not window.is_part and not _is_moment(window)
    if shape == _ID_SHAPE or window.one_by_one or (shape[0] == 1 and window.dashed):
        return not window.is_part
    return not window.is_part and _NAMED_ID.search(window.before) is not None


def check_digit(first_twelve: str) -> str:
    """Return the thirteenth digit of a national ID or tax number, a sum modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(first_twelve, range(13, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def _is_moment(window: _Window) -> bool:
    """Return whether thirteen digits are milliseconds since 1970, as LINE names its pictures and sites their pages."""
    if window.digits[0] != "1":
        return False
    named = _PICTURE.match(window.text, window.end) is not None
    return named or _WEB.search(window.text, max(0, window.start - 300), window.start) is not None


def _row_goes_on(window: _Window, groups: list[tuple[int, int]], first: int) -> bool:
    """Return whether single digits stand before or after as well: a row of a table, not a number."""
    last = first + len(window.groups)
    around = [groups[index] for index in (first - 1, last) if 0 <= index < len(groups)]
    return any(end - start == 1 for start, end in around)


# ── mobile numbers ───────────────────────────────────────────────────────────────────────────────────────────────


def _mobile(window: _Window) -> str | None:
    """Return the ten digits of a Thai mobile number, or None."""
    digits = window.digits
    if _MOBILE.fullmatch(digits) and (window.shape in _MOBILE_SHAPES or window.one_by_one):
        decimal = window.marks[:1] == ["."] and window.shape[0] == 1
        return None if window.is_part or decimal else digits
    abroad = _ABROAD.fullmatch(digits)
    if abroad is None or window.is_part:
        return None
    called = window.text[max(0, window.start - 1) : window.start] == "+" or digits.startswith("00")
    return f"0{abroad[1]}" if called or _NAMED_PHONE.search(window.before) else None


# ── bank accounts ────────────────────────────────────────────────────────────────────────────────────────────────


def _is_account(window: _Window) -> bool:
    shape = window.shape
    if len(window.digits) not in _ACCOUNT_DIGITS or re.match(r"-[0-9]", window.text[window.end : window.end + 2]):
        return False
    written_so = shape in _ACCOUNT_SHAPES
    if not (written_so or (window.dashed and len(shape) <= _MOST_PARTS)) or window.is_part:
        return False
    # No other number of ours is written 123-4-56789-0.
    if shape == _ACCOUNT_SHAPE and window.dashed:
        return True
    subject = _subject(window)
    return subject == "account" or (subject == "bank" and written_so)


def _subject(window: _Window) -> str | None:
    """Return what the words before a number say that it is: `account`, `bank`, `other`, or None."""
    said = [found.lastgroup for found in _WORDS.finditer(window.before)]
    return said[-1] if said else None
