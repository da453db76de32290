"""Addresses on the web, e-mail, hosts and colours."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
)

from generator.colours import READABLE, WHITE, contrast
from generator.fields.record import exact, refuse

URL_LIMIT = 2_000


@dataclass(frozen=True)
class Url:
    """A web address: as typed, and percent-encoded for use in a link."""

    text: str
    href: str
    host: str


_HOST = re.compile(r"(?=.{1,253}$)[^\s./@:\\\"<>|%^`{}#?]+(?:\.[^\s./@:\\\"<>|%^`{}#?]+)*\.?")


def _is_honest(host: str) -> bool:
    """Return whether a host reads as what it is: no ⓖ for g, no 。 for a dot."""
    # NFKC takes sara am apart, which is honest all the same.
    plain = unicodedata.normalize("NFC", host).replace("\u0e33", "")
    return unicodedata.normalize("NFKC", plain) == plain and "\u3002" not in plain  # 。 has no plain form in Unicode


def parse_url(text: str) -> Url:
    """Return the address, or refuse it: only http(s), a real host, no user name, no control or odd space in it."""
    if len(text) > URL_LIMIT or re.search(r"[\x00-\x1f\x7f\\]", text):
        refuse("bad-url", value=text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        refuse("bad-url", value=text)
    if parts.scheme not in ("http", "https"):
        refuse("bad-scheme" if re.match(r"(?i)\s*[a-z%&#;][\w%&#;+.-]*:|//", text) else "bad-url", value=text)
    if "@" in parts.netloc:
        refuse("url-userinfo")
    host = parts.hostname or ""
    is_v6 = parts.netloc.startswith("[")
    honest = is_v6 or (_HOST.fullmatch(host) and _is_honest(host))
    if not honest or " " in parts.netloc:
        refuse("bad-url", value=text)
    try:
        ascii_host = f"[{host}]" if is_v6 else host.encode("idna").decode("ascii")
    except UnicodeError:
        refuse("bad-url", value=text)
    if not is_v6 and not re.fullmatch(r"[A-Za-z0-9_.-]+", ascii_host):
        refuse("bad-url", value=text)
    path = quote(parts.path, safe="/%:@!$&()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&()*+,;=~-._?") if parts.query else ""
    fragment = "#" + quote(parts.fragment, safe="/%:@!$&()*+,;=~-._?") if parts.fragment else ""
    href = f"{parts.scheme}://{ascii_host}{f':{port}' if port else ''}{path}{query}{fragment}"
    return Url(text, href, ascii_host)


def _url(value: object) -> Url:
    return parse_url(exact(value))


UrlField = Annotated[Url, PlainValidator(_url, json_schema_input_type=str)]


def _email(value: object) -> str:
    text = exact(value)
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+", text):
        refuse("bad-email", value=text)
    return text


def _host(value: object) -> str:
    text = exact(value).lower()
    if not _HOST.fullmatch(text) or not text.isascii():
        refuse("bad-host", value=text)
    return text


Email = Annotated[str, BeforeValidator(_email)]
Host = Annotated[str, BeforeValidator(_host)]


def _any_colour(value: object) -> str:
    text = exact(value).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        refuse("bad-colour", value=text)
    return text


def _colour(text: str) -> str:
    if contrast(text, WHITE) < READABLE:
        refuse("pale-colour", value=text)
    return text


AnyColour = Annotated[str, BeforeValidator(_any_colour)]
"""A colour that is only adjusted to what stands on it."""
Colour = Annotated[AnyColour, AfterValidator(_colour)]
"""A colour that white letters stand on."""
