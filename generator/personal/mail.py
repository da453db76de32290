"""Addresses at providers whose mailboxes belong to a person and not to an office."""

import re
from collections.abc import Iterator

from generator.personal.sighting import Sighting, seen

_FAMILIES = frozenset(
    {"gmail", "googlemail", "hotmail", "outlook", "live", "msn", "windowslive", "yahoo", "ymail", "rocketmail",
     "icloud", "aol", "protonmail", "gmx", "yandex", "thaimail", "fastmail"}
)  # fmt: skip
_SUFFIX = re.compile(r"com(?:\.[a-z]{2})?|co\.[a-z]{2}|net|ru|de|fr|it|es|jp|in")
"""What a provider's name ends with in one country or another; never .go.th or .ac.th, which are agencies."""
_EXACTLY = frozenset(
    {"me.com", "mac.com", "mail.com", "mail.ru", "proton.me", "pm.me", "qq.com", "163.com", "126.com", "naver.com",
     "sanook.com", "zoho.com", "tutanota.com", "tuta.io"}
)  # fmt: skip
_LONGEST_NAME = 64
"""RFC 5321 §4.5.3.1.1. A longer name is cut there, which still tells that an address stands in this place."""
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]*[A-Za-z0-9_%+-])?\Z")
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])")


def mails(plain: str) -> Iterator[Sighting]:
    """Yield the private addresses in a text in the plain spelling."""
    at = plain.find("@")
    while at >= 0:
        name = _NAME.search(plain, max(0, at - _LONGEST_NAME), at)
        host = _HOST.match(plain, at + 1)
        if name is not None and host is not None and _is_private(host[0].lower()):
            yield seen("private-mail", name.start(), host.end(), f"{name[0]}@{host[0]}".lower())
        at = plain.find("@", at + 1)


def _is_private(host: str) -> bool:
    family, _, suffix = host.partition(".")
    return host in _EXACTLY or (family in _FAMILIES and _SUFFIX.fullmatch(suffix) is not None)
