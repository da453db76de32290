"""What a visit means, and what it makes of what was known before. Pure: a visit, a record and a date in, a record out.

Three things are kept apart. A failure is the other side saying or showing that the evidence is not there: it counts,
and three on at least two days make `broken`. What only stops a robot (a bot wall, “too many requests”, a file too big
for us) counts for nothing either way. And a wall that a sharing switch opens is `needs-login` at once, because it
would stay so however often we came.
"""

import re
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from urllib.parse import unquote, urlsplit, urlunsplit

from generator.fields import REAL_TYPES, extension
from generator.ledger import THAI_TIME, LinkRecord
from generator.links.page import Page, read_page, shown
from generator.links.visit import Visit
from generator.links.walls import (
    ACCESS,
    BUSY,
    NOT_FOUND,
    NOT_FOUND_ALONE,
    PARKED,
    PLEASE_SIGN_IN,
    ROBOTS,
    SIGN_IN,
    login_path,
    service_of,
    sign_in_service,
    wall_of,
)

FAILURES_TO_BREAK = 3
UNCOUNTED = frozenset({"robots", "busy", "slow", "too-big", "encoded", "tls"})
"""Reasons that say nothing of the evidence: the state is `unsure` and the streak of failures stays as it is."""
WALLS = frozenset({"google-drive", "google-sites", "onedrive", "facebook", "sign-in"})

_SHORT = 600
_SHORT_WALL = 1_500
"""Characters of a page that says one thing only. Google's wall lists accounts and links beside it."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")
_PDF_HEADER_WITHIN = 1024
"""Readers of PDF take a header that stands a little later (ISO 32000-1, annex H.3.4.1)."""
_FILE_TYPES = frozenset({*REAL_TYPES, "csv", "txt", "zip", "rar", "mp3", "mp4"})
_OFFICE = frozenset({"docx", "xlsx", "pptx"})
_OFFICE_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""A zip, or the older container that holds one under a password."""
_FINAL_URL_LIMIT = 2_000


class Judged:
    """A visit with what can be told from it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @cached_property
    def media_type(self) -> str | None:
        """What the server calls the body."""
        given = self.visit.headers.get("content-type", "").partition(";")[0].strip().lower()
        return given if _MEDIA_TYPE.fullmatch(given) else None

    @cached_property
    def is_html(self) -> bool:
        """Whether a browser shows it as a page."""
        if self.media_type in _HTML:
            return True
        return self.media_type in (None, "application/octet-stream") and _looks_like_html(self.visit.sample)

    @cached_property
    def page(self) -> Page:
        """What the page says; of a short text that is no page, the text."""
        visit = self.visit
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", visit.headers.get("content-type", ""), re.IGNORECASE)
        if self.is_html:
            return read_page(visit.sample, found[1] if found else None)
        if self.media_type == "text/plain" and len(visit.sample) < _SHORT:
            return Page(text=" ".join(visit.sample.decode("utf-8", "replace").split()))
        return Page()

    @cached_property
    def reason(self) -> str | None:
        """Why the evidence can't be said to be there, as a key of `ledger.ADVICE_TH`; None when it opened."""
        visit = self.visit
        if len(visit.trail) > 1 and sign_in_service(visit.trail[-1]):
            return self._wall()
        if visit.trouble:
            return visit.trouble
        return self._by_words() or self._by_status() or self._by_content()

    def _says(self, signs: re.Pattern[str], short: int = _SHORT) -> bool:
        page = self.page
        places = [page.title, *page.headings, *([page.text] if len(page.text) <= short else [])]
        return any(signs.search(place) for place in places)

    def _wall(self) -> str:
        return wall_of(self.visit.trail, self.page.title)

    def _by_words(self) -> str | None:
        """Return what the page says of itself, whatever its status."""
        visit, page = self.visit, self.page
        if visit.status in (404, 410):
            return None
        if self._says(ACCESS, _SHORT_WALL) or self._signs_in():
            return self._wall()
        if "cf-mitigated" in visit.headers or "x-amzn-waf-action" in visit.headers or self._says(ROBOTS):
            return "robots"
        facebook = service_of(visit.trail[-1]) == "facebook"
        if facebook and self._says(re.compile(r"content isn.?t available|เนื้อหานี้ไม่พร้อมใช้งาน", re.IGNORECASE), 20_000):
            return "facebook"
        if len(page.text) <= _SHORT and self._says(BUSY):
            return "busy"
        return None

    def _signs_in(self) -> bool:
        """Return whether this is where one signs in, and not a page with a sign-in box beside its content."""
        visit, page = self.visit, self.page
        redirected = len(visit.trail) > 1
        if redirected and login_path(visit.trail[-1]) and not login_path(visit.trail[0]):
            return True
        if page.asks_password:
            return login_path(visit.trail[-1]) or self._says(SIGN_IN) or self._says(PLEASE_SIGN_IN)
        # Without one: a sign-in page that scripts draw, or the request to go there. Not a menu with the word in it.
        return self._says(SIGN_IN, short=0) or (len(page.text) <= _SHORT and self._says(PLEASE_SIGN_IN))

    def _by_status(self) -> str | None:
        visit = self.visit
        status = visit.status or 0
        if status == HTTPStatus.UNAUTHORIZED:
            return "sign-in"
        if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in visit.headers:
            return "busy"
        if status == HTTPStatus.BAD_REQUEST and service_of(visit.trail[-1]) == "facebook":
            return "robots"  # its answer to whoever is no browser
        for statuses, reason in _STATUSES:
            if status in statuses:
                return reason
        return None

    def _by_content(self) -> str | None:
        """Return what is wrong with what came with status 200."""
        visit, page = self.visit, self.page
        if visit.size == 0:
            return "empty"
        if self._says(PARKED):
            return "parked"
        alone = any(NOT_FOUND_ALONE.fullmatch(place) for place in (_first_part(page.title), *page.headings))
        if page.marked_missing or alone or self._says(NOT_FOUND):
            return "soft-404"
        return "wrong-type" if self._wrong_type() else None

    def _wrong_type(self) -> bool:
        """Return whether the address or the server promises a file, and what came is none, or another."""
        visit = self.visit
        claimed = {_ending(visit.trail[0]), _ending(visit.trail[-1])} & _FILE_TYPES
        if self.media_type == "application/pdf":
            claimed |= {"pdf"}
        if "pdf" in claimed and b"%PDF-" not in visit.sample[:_PDF_HEADER_WITHIN]:
            return True
        if claimed & _OFFICE and not visit.sample.startswith(_OFFICE_SIGNATURES):
            return True
        # Many a system “exports” a table of HTML as .xls, and says so in the media type.
        return bool(claimed) and (self.media_type in _HTML or (self.is_html and "xls" not in claimed))


_STATUSES: tuple[tuple[frozenset[int] | range, str], ...] = (
    (frozenset({404, 410}), "not-found"),
    (frozenset({408, 425, 429}), "busy"),
    (frozenset({202, 403, 405, 406, 407, 418, 451, 999}), "robots"),
    (frozenset({204, 205}), "empty"),
    (range(400, 500), "refused"),
    (range(500, 600), "server-error"),
    (range(200), "bad-answer"),
    (range(300, 400), "bad-answer"),
    (range(600, 1000), "bad-answer"),
)


def _looks_like_html(sample: bytes) -> bool:
    start = sample.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head"))


def _first_part(title: str) -> str:
    return re.split(r"\s*[|–—·]\s*|\s+-\s+|\s*-\s+", title, maxsplit=1)[0].strip()


def _ending(url: str) -> str:
    return extension(unquote(urlsplit(url).path))


# ── from visit to record ─────────────────────────────────────────────────────────────────────────────────────────


def record(visit: Visit, before: LinkRecord | None, now: datetime) -> LinkRecord:
    """Return the record after `visit`. `before` is the one it replaces, `now` an aware datetime."""
    moment = now.astimezone(THAI_TIME).replace(microsecond=0)
    judged = Judged(visit)
    known = replace(
        before or LinkRecord("unsure"),
        checked_at=moment,
        status=visit.status,
        final_url=_final_url(visit),
        reason=judged.reason,
    )
    if judged.reason is None:
        return _opened(judged, known, moment)
    if judged.reason in WALLS:
        return replace(known, state="needs-login", first_failure=None, fail_streak=0)
    if judged.reason in UNCOUNTED:
        return replace(known, state="unsure")
    first = (known.first_failure if known.fail_streak else None) or moment
    streak = known.fail_streak + 1
    broken = streak >= FAILURES_TO_BREAK and first.date() < moment.date()
    return replace(known, state="broken" if broken else "unsure", first_failure=first, fail_streak=streak)


def _opened(judged: Judged, known: LinkRecord, moment: datetime) -> LinkRecord:
    visit = judged.visit
    sha256 = judged.page.fingerprint if judged.is_html else visit.sha256
    differs = known.sha256 is not None and known.sha256 != sha256
    return replace(
        known,
        state="moved" if visit.permanent else "changed" if differs else "ok",
        last_ok=moment,
        first_failure=None,
        fail_streak=0,
        media_type=judged.media_type,
        bytes=visit.size,
        sha256=sha256,
        title=shown(judged.page.title) or None,
    )


def _final_url(visit: Visit) -> str | None:
    """Return where it ended, fit for a file that is kept in git and published."""
    if visit.status is None and len(visit.trail) == 1:
        return None
    address = masked(visit.trail[-1])
    return address if len(address) <= _FINAL_URL_LIMIT else address.partition("?")[0][:_FINAL_URL_LIMIT]


_SECRET = re.compile(
    r".*(?:token|secret|passw|signature|credential|session|jwt|api_?key|access_?key).*|sig|sid|pwd|auth|ticket"
)
_SECRET_IF_LONG = re.compile(r"code|key|state|otp|hash|nonce|x-amz-.*")
_LONG = 16


def masked(url: str) -> str:
    """Return `url` with the values of its parameters that look like keys to somebody's door hidden."""
    parts = urlsplit(url)
    path = re.sub(r"(?i)(;jsessionid=)[^/;]+", r"\1***", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path, _hidden(parts.query), _hidden(parts.fragment)))


def _hidden(parameters: str) -> str:
    shown_parts = []
    for part in parameters.split("&"):
        name, equals, value = part.partition("=")
        plain = unquote(name).lower()
        secret = _SECRET.fullmatch(plain) or (_SECRET_IF_LONG.fullmatch(plain) and len(value) >= _LONG)
        shown_parts.append(f"{name}=***" if equals and value and secret else part)
    return "&".join(shown_parts)
