"""How the web says “sign in first”, “no such page”, “no robots” and “come back later” without saying so in the status.

Tables of signs, and nothing else. They are looked for where a page says what it is: in its title, its headings, and in
all of its words only if there are few. A long page that merely mentions such a sentence is a page.
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

SERVICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("google-sites", re.compile(r"sites\.google\.com")),
    ("google-drive", re.compile(r"(?:drive|docs|forms|script)\.google\.com|forms\.gle")),
    ("onedrive", re.compile(r"1drv\.ms|onedrive\.live\.com|(?:.+\.)?(?:onedrive|sharepoint|office)\.com")),
    ("facebook", re.compile(r"(?:.+\.)?(?:facebook|fb)\.com|fb\.(?:me|watch)")),
)
"""Services whose sharing has a known switch: the reason, and their hosts."""

_GOOGLE = re.compile(r"accounts\.google\.com")
_MICROSOFT = re.compile(r"login\.(?:live|microsoft|microsoftonline|windows)\.(?:com|net)")
_SIGN_IN_HOSTS = re.compile(rf"{_GOOGLE.pattern}|{_MICROSOFT.pattern}|access\.line\.me")
_SIGN_IN_PLACES = re.compile(
    r"(?:[^/]+\.)?facebook\.com/(?:login|checkpoint)\b.*|(?:[^/]+\.)?instagram\.com/accounts/login\b.*"
    r"|[^/]+\.sharepoint\.com/_layouts/15/authenticate\.aspx.*",
    re.DOTALL,
)
# Asked whether somebody is signed in by chance, these services send everybody else straight back.
_ONLY_ASKING = re.compile(r"(?:^|&)(?:passive=true|prompt=none)(?:&|$)")

_GOOGLE_TITLE = re.compile(r"google (?:drive|docs|sheets|slides|forms|ไดรฟ์|เอกสาร)", re.IGNORECASE)
_LOGIN_PART = re.compile(
    r"(?:(?:user|member|admin|account|web|wp|sso|cas|auth)[-_.]?)?(?:log|sign)[-_]?[io]n(?:page|form)?"
    r"(?:\.(?:php|aspx?|jsp|html?|do|action))?|servicelogin|authenticate(?:\.aspx)?"
)


def sign_in_service(url: str) -> bool:
    """Return whether `url` is where a known service asks who you are."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if _ONLY_ASKING.search(parts.query):
        return False
    return bool(_SIGN_IN_HOSTS.fullmatch(host) or _SIGN_IN_PLACES.fullmatch(f"{host}{parts.path.lower()}"))


def service_of(url: str) -> str | None:
    """Return the service that `url` belongs to, as a reason, or None."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    return next((reason for reason, hosts in SERVICES if hosts.fullmatch(host)), None)


def wall_of(trail: Sequence[str], title: str) -> str:
    """Return whose wall stands at the end of `trail`, as a reason, so that the right switch is named."""
    passed = [service_of(url) for url in trail]
    last = urlsplit(trail[-1])
    wanted = [service_of(value) for _, value in parse_qsl(last.query) if value.startswith("http")]
    host = last.hostname or ""
    guess = None
    if _MICROSOFT.fullmatch(host):
        guess = "onedrive"
    elif (_GOOGLE.fullmatch(host) and "oauth" not in last.path) or _GOOGLE_TITLE.search(title):
        guess = "google-drive"
    return next(filter(None, [*passed, *wanted, guess]), "sign-in")


def login_path(url: str) -> bool:
    """Return whether the path of `url` says that one signs in there."""
    return any(_LOGIN_PART.fullmatch(part) for part in urlsplit(url).path.lower().split("/"))


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_IT = r"(?:หน้า|เพจ|ไฟล์|เนื้อหา|บทความ|เอกสาร)\s?(?:เว็บ)?\s?"
_THIS = r"(?:นี้|ที่\s?(?:คุณ|ท่าน)[^|]{0,40}?)"

NOT_FOUND = _any(
    r"ไม่พบ\s?(?:หน้า(?!ต่าง)|เพจ|เว็บ|ไฟล์|ลิงก์|ลิงค์|url)",
    rf"{_IT}{_THIS}?\s?(?:ไม่มีอยู่|ไม่สามารถพบ|หาไม่พบ|ไม่พร้อมใช้งาน)",
    rf"{_IT}{_THIS}\s?(?:ได้)?ถูก(?:ลบ|ย้าย|นำออก)",
    r"ไม่มี\s?(?:หน้า|เพจ|ไฟล์|เว็บ)(?:เว็บ)?\s?(?:นี้|ที่\s?(?:คุณ|ท่าน))",
    r"ถังขยะของเจ้าของ",
    r"\b(?:page|file|object|document|article|resource|url|component|post|site|item|link)s?\b.{0,60}?"
    r"(?:not found|not be found|n.t be found|cannot be found|not exist|n.t exist|no longer (?:exists?|available)"
    r"|(?:is not|isn.?t) available(?! in\b)|(?:was|been) (?:removed|deleted)|in owner.s trash)",
    r"\berror[ :-]{0,3}404\b|\bhttp[ /-]?404\b|\b404\b.{0,3}not found|\bnothing (?:was )?found\b",
)
"""Anywhere in a title or a heading, or in a short page."""

_SORRY = r"(?:(?:ขออภัย|เสียใจด้วย|อุ๊ปส์?|อุปส์|อ๊ะ|โอ๊ะ|oops|sorry|error|ข้อผิดพลาด|รหัส|http|status)[\s!.,:—–-]*)*"
NOT_FOUND_ALONE = re.compile(
    rf"{_SORRY}(?:404|not found|page not found"
    r"|ไม่พบ(?:ข้อมูล|เนื้อหา|บทความ|เอกสาร|รายการ|สิ่งใด|อะไรเลย)?(?:ที่(?:คุณ|ท่าน)?(?:ต้องการ|ค้นหา|ร้องขอ))?)"
    r"[\s!.…]*(?:error)?",
    re.IGNORECASE,
)
"""All that a title (up to its first dash or bar) or a heading says."""

PARKED = _any(
    r"account (?:has been )?suspended", r"domain (?:name )?(?:is )?(?:for sale|has expired|expired)",
    r"buy this domain", r"โดเมน(?:เนม)?(?:นี้)?(?:ได้)?หมดอายุ", r"เว็บไซต์(?:นี้)?ถูกระงับ",
    r"error establishing a database connection", r"welcome to nginx", r"apache2? .{0,20}default page",
    r"iis windows server", r"test page for the .{0,30}http server",
)  # fmt: skip

ROBOTS = _any(
    r"^just a moment", r"attention required", r"checking (?:if the site connection is secure|your browser)",
    r"verify (?:that )?you are (?:a )?human", r"are you (?:a )?(?:human|robot)", r"^access denied$", r"ddos-guard",
    r"access to this page has been denied", r"^request rejected$", r"the requested url was rejected",
    r"security check", r"ไม่ใช่หุ่นยนต์", r"ไม่ใช่บอท",
)  # fmt: skip

ACCESS = _any(
    r"you (?:need|must have) (?:access|permission)", r"^request access$", r"^ขอสิทธิ์?(?:ใน)?(?:การ)?เข้าถึง$",
    r"(?:คุณ|ท่าน|^)(?:จำเป็น)?ต้อง(?:มี|ขอ)สิทธิ์?(?:ใน)?(?:การ)?เข้าถึง",
    r"google (?:drive|docs|sheets|slides|forms)\W{1,3}sign.?in",
)  # fmt: skip
"""A wall that a permission opens. Apache's “you don't have permission” (403) is none: it may stop robots alone."""

_ENTER = r"(?:เข้าสู่ระบบ|ลงชื่อเข้าใช้|ลงชื่อเข้าสู่ระบบ|ล็อกอิน)"
SIGN_IN = _any(r"^(?:log|sign)[ -]?in\b", r"^authentication required", rf"^{_ENTER}")
PLEASE_SIGN_IN = _any(
    r"(?:you must|you need to|please) (?:be logged in|(?:log|sign)[ -]?in)",
    r"(?:log|sign)[ -]?in (?:to (?:continue|your account|facebook)|required)",
    rf"(?:กรุณา|โปรด|คุณต้อง|ท่านต้อง)(?:ทำการ)?{_ENTER}",
)
"""What a page is called where one signs in, and how it asks one to. Either may stand beside the content of a page."""

BUSY = _any(
    r"ปิดปรับปรุง", r"under (?:maintenance|construction)", r"maintenance mode", r"quota exceeded", r"too many requests"
)  # fmt: skip
"""Only in a short page: a news item may be about it."""
