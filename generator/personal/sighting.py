"""One piece of personal data that was seen, and the mask it is known by.

A mask shows so little that the number can't be told from it: its ends, and a mark of eight bits. The mark is there
so that a waiver for one number does not hide another one with the same ends; thousands of numbers share both.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

FindingKind = Literal["national-id", "mobile-number", "private-mail", "bank-account"]
FINDINGS: tuple[FindingKind, ...] = ("national-id", "mobile-number", "private-mail", "bank-account")
_ACCOUNT_DIGITS = 10


@dataclass(frozen=True, order=True)
class Sighting:
    """Where in a text something stands, as `text[start:end]`, what it is, and its mask."""

    start: int
    end: int
    kind: FindingKind
    masked: str


def seen(kind: FindingKind, start: int, end: int, value: str) -> Sighting:
    """Return the sighting of `value`, which is digits only or an address in lower case, and forget the value."""
    mark = hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:2]
    return Sighting(start, end, kind, f"{_mask(kind, value)} ({mark})")


def _mask(kind: FindingKind, value: str) -> str:
    if kind == "private-mail":
        name, _, host = value.partition("@")
        return f"{name[0]}***@{host}"
    if kind == "national-id":
        return f"{value[0]}-xxxx-xxxxx-xx-{value[-1]}"
    if kind == "mobile-number":
        return f"{value[:2]}x-xxx-xx{value[-2:]}"
    if len(value) == _ACCOUNT_DIGITS:
        return f"xxx-x-xxxx{value[-2]}-{value[-1]}"
    return "x" * (len(value) - 2) + value[-2:]
