"""The types of fields: from the text somebody typed to a value, or to a rule's code that says why not.

Validators raise PydanticCustomError with the rule's code as its type and the rule's values as its context, so every
sentence stays in `rules`. What a reference may point to comes in as the validation context (`Known`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NoReturn
from urllib.parse import quote, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.dates import BUDDHIST_YEARS, DateError, fiscal_year, parse_date, thai_date
from generator.text import ANY_ZERO_WIDTH, arabic_digits, nearest, normalise, one_line

ONE_LINE_LIMIT = 300
EXPLANATION_LIMIT = 2_000
MARKDOWN_LIMIT = 100_000
URL_LIMIT = 2_000
NAME_BYTES_LIMIT = 200
MAX_FILE_BYTES = 20_000_000


@dataclass(frozen=True)
class StoredFile:
    """A file under `files/`: size in bytes, and what its first bytes say it is (`pdf`, `png`, … or `?`)."""

    path: str
    size: int
    real_type: str


@dataclass(frozen=True)
class Known:
    """What references may point to. None means that nothing can be said, because its file could not be read."""

    files: Mapping[str, StoredFile] = field(default_factory=dict)
    units: frozenset[str] | None = None
    schools: frozenset[str] | None = None
    networks: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    pages: frozenset[str] | None = None
    aliases: frozenset[str] | None = None
    unsure: tuple[str, ...] = ()
    """Beginnings of addresses of which nothing can be said."""
    items: Mapping[int, frozenset[str] | None] = field(default_factory=dict)
    folder_year: int | None = None
    item_code: str | None = None
    element_count: int | None = None

    def within(self, **changes: Any) -> "Known":
        """Return the same knowledge with what one file adds to it: its folder's year, its item."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Fault:
    """A mistake between fields: where in the entry, which rule, and the rule's values."""

    steps: tuple[str | int, ...]
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def rows(
    data: Mapping[str, object], *names: str, steps: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, object]]]:
    """Yield every table in the lists within lists that `names` lead to, with its steps."""
    listing = data.get(names[0])
    for number, row in enumerate(listing if isinstance(listing, list) else ()):
        if isinstance(row, dict):
            here = (*steps, names[0], number)
            if names[1:]:
                yield from rows(row, *names[1:], steps=here)
            else:
                yield here, row


def duplicates(
    data: Mapping[str, object], *names: str, spelt: Callable[[str], str | None] = str.strip
) -> Iterator[Fault]:
    """Yield a fault for each value of the last of `names` that stands a second time in the lists the others lead to.

    spelt: gives the one spelling that values are compared in.
    """
    seen: dict[str, tuple[str | int, ...]] = {}
    for steps, row in rows(data, *names[:-1]):
        value = row.get(names[-1])
        key = spelt(value) if isinstance(value, str) else None
        if not key:
            continue
        if key in seen:
            yield Fault((*steps, names[-1]), "duplicate-id", {"value": value, "first": _spot(seen[key])})
        seen.setdefault(key, steps)


def _spot(steps: tuple[str | int, ...]) -> str:
    """Return `units[3]` for the third of `units`."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).strip(".")


def backwards(row: Mapping[str, object], steps: tuple[str | int, ...]) -> Iterator[Fault]:
    """Yield the fault of a span from `from` to `to` that ends before it starts."""
    try:
        first, last = (parse_date(str(row[name])) for name in ("from", "to"))
    except (KeyError, DateError):
        return
    if last < first:
        yield Fault((*steps, "to"), "end-before-start", {"start": thai_date(first), "end": thai_date(last)})


class Record(BaseModel):
    """What all content models share: no unknown fields, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: object) -> object:
        """Take a known field that was left blank as not given; an unknown one is still a mistake."""
        if not isinstance(data, dict):
            return data
        known = {info.alias or name for name, info in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in known}

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:  # noqa: ARG003 - for those who have something to say
        """Yield what is wrong between fields. `data` is the entry as typed, so this runs whatever else is wrong."""
        yield from ()


def about(label_th: str, help_th: str = "", en: str = "", **options: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return a pydantic Field with its Thai label and help and an English gloss: the only place they are written."""
    return Field(title=label_th, description=help_th or None, json_schema_extra={"x-en": en} if en else None, **options)


def refuse(code: str, **values: object) -> NoReturn:
    """Refuse the value being validated for the reason `code`."""
    # The name and the template are both the rule's code; what is said to people stands in `rules`.
    raise PydanticCustomError(code, code, values)


def _known(info: ValidationInfo) -> Known | None:
    return info.context if isinstance(info.context, Known) else None


def _text(value: object) -> str:
    if value is None:
        refuse("empty-field")
    if not isinstance(value, str):
        refuse("wants-text")
    return value


def _hint(near: str | None) -> str:
    return f"หมายถึง “{near}” หรือไม่" if near else ""


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _limited(text: str, limit: int) -> str:
    if len(text) > limit:
        refuse("too-long", length=len(text), limit=limit)
    if not text:
        refuse("empty-field")
    return text


def _one_line(value: object) -> str:
    return _limited(one_line(_text(value)), ONE_LINE_LIMIT)


def _explanation(value: object) -> str:
    return _limited(one_line(_text(value)), EXPLANATION_LIMIT)


def _markdown(value: object) -> str:
    return _limited(normalise(_text(value)).strip("\n"), MARKDOWN_LIMIT)


OneLine = Annotated[str, BeforeValidator(_one_line)]
Explanation = Annotated[str, BeforeValidator(_explanation)]
Markdown = Annotated[str, BeforeValidator(_markdown)]


class Localized(Record):
    """A name in Thai, and in English where there is one."""

    th: OneLine = about("ภาษาไทย")
    en: OneLine | None = about("ภาษาอังกฤษ", default=None)


def _localized(value: object) -> object:
    return {"th": value} if isinstance(value, str) else value


LocalizedText = Annotated[Localized, BeforeValidator(_localized)]


# ── plain values ─────────────────────────────────────────────────────────────────────────────────────────────────


def _boolean(value: object) -> bool:
    text = _text(value).strip()
    if text not in ("true", "false"):
        refuse("bad-boolean", value=text)
    return text == "true"


_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,6})?")


def _number(value: object) -> Decimal:
    text = arabic_digits(_text(value)).strip()
    most = 30
    if not _NUMBER.fullmatch(text) or len(text) > most:
        refuse("bad-number", value=text)
    return Decimal(text.replace(",", ""))


def _between(low: int, high: int) -> AfterValidator:
    def check(number: Decimal) -> Decimal:
        if not low <= number <= high:
            refuse("number-out-of-range", value=number, low=low, high=high)
        return number

    return AfterValidator(check)


def _whole(value: object) -> int:
    number = _number(value)
    if number != number.to_integral_value():
        refuse("bad-number", value=value)
    return int(number)


def _whole_between(low: int, high: int) -> AfterValidator:
    def check(number: int) -> int:
        if not low <= number <= high:
            refuse("number-out-of-range", value=number, low=low, high=high)
        return number

    return AfterValidator(check)


Boolean = Annotated[bool, BeforeValidator(_boolean)]
Score = Annotated[Decimal, BeforeValidator(_number), _between(0, 100)]
Money = Annotated[Decimal, BeforeValidator(_number), _between(0, 10**12)]
Amount = Annotated[Decimal, BeforeValidator(_number), _between(0, 10**6)]
Count = Annotated[int, BeforeValidator(_whole), _whole_between(0, 10**9)]
Positive = Annotated[int, BeforeValidator(_whole), _whole_between(1, 10**6)]


def _date(value: object) -> date:
    text = _text(value).strip()
    try:
        return parse_date(text)
    except DateError as fault:
        refuse(fault.code, value=text)


Date = Annotated[date, BeforeValidator(_date)]


def _element(number: int, info: ValidationInfo) -> int:
    known = _known(info)
    if known and known.element_count and number > known.element_count:
        refuse("unknown-element", value=number, count=known.element_count, item=known.item_code)
    return number


ElementNumber = Annotated[int, BeforeValidator(_whole), _whole_between(1, 99), AfterValidator(_element)]


def _date_in_folder(day: date, info: ValidationInfo) -> date:
    known = _known(info)
    if known and known.folder_year and fiscal_year(day) != known.folder_year:
        refuse("wrong-year-folder", date=thai_date(day), right=fiscal_year(day), folder=known.folder_year)
    return day


DateInFolder = Annotated[date, BeforeValidator(_date), AfterValidator(_date_in_folder)]


def _fiscal_year(value: object) -> int:
    text = arabic_digits(_text(value)).strip()
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) not in BUDDHIST_YEARS:
        refuse("bad-fiscal-year", value=text)
    return int(text)


def _year_of_folder(year: int, info: ValidationInfo) -> int:
    known = _known(info)
    if known and known.folder_year and year != known.folder_year:
        refuse("wrong-year-field", value=year, folder=known.folder_year)
    return year


FiscalYear = Annotated[int, BeforeValidator(_fiscal_year)]
FiscalYearOfFolder = Annotated[int, BeforeValidator(_fiscal_year), AfterValidator(_year_of_folder)]


@dataclass(frozen=True)
class Coverage:
    """The span a piece of evidence says it covers: a fiscal year, its first half (`half`), or any (year None)."""

    year: int | None
    half: bool = False

    def __str__(self) -> str:
        """Return it as it is written in YAML."""
        return "any" if self.year is None else f"{self.year}-6m" if self.half else str(self.year)


def _coverage(value: object) -> Coverage:
    text = arabic_digits(_text(value)).strip()
    if text == "any":
        return Coverage(None)
    found = re.fullmatch(r"([0-9]{4})(-6m)?", text)
    if not found or int(found[1]) not in BUDDHIST_YEARS:
        refuse("bad-period", value=text)
    return Coverage(int(found[1]), half=bool(found[2]))


CoverageField = Annotated[Coverage, PlainValidator(_coverage, json_schema_input_type=str)]


# ── ids, codes and references ────────────────────────────────────────────────────────────────────────────────────

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_CODE = re.compile(r"[Oo]0{0,2}([1-9][0-9]{0,2})")


def _exact(value: object) -> str:
    text = _text(value).strip()
    if ANY_ZERO_WIDTH.search(text):
        refuse("zero-width")
    return text


def _slug(value: object) -> str:
    text = _exact(value)
    if not SLUG.fullmatch(text) or not good_file_name(text):
        refuse("bad-id", value=text)
    return text


def item_code(text: str) -> str | None:
    """Return `O10` for `O10`, `o10` or `O010`, and None for anything else."""
    found = _CODE.fullmatch(text)
    return f"O{found[1]}" if found else None


def _item_code(value: object) -> str:
    text = _exact(value)
    code = item_code(arabic_digits(text))
    if code is None:
        refuse("bad-code", value=text)
    return code


def _item_of_file(code: str, info: ValidationInfo) -> str:
    known = _known(info)
    if known and known.item_code and code != known.item_code:
        refuse("wrong-item-file", item=code, file=known.item_code.lower())
    if known and known.item_code and known.folder_year:
        _check_item(known, known.folder_year, code)
    return code


def _check_item(known: Known, year: int, code: str) -> None:
    """Refuse a code that the year's catalogue does not have, or a year without a catalogue."""
    if year not in known.items:
        refuse("unknown-year", year=year, known=", ".join(map(str, sorted(known.items))))
    codes = known.items[year]
    if codes is not None and code not in codes:
        refuse("unknown-item", year=year, item=code, near=_hint(nearest(code, sorted(codes))))


Slug = Annotated[str, BeforeValidator(_slug)]
ItemCode = Annotated[str, BeforeValidator(_item_code)]
ItemOfFile = Annotated[str, BeforeValidator(_item_code), AfterValidator(_item_of_file)]


@dataclass(frozen=True, order=True)
class ItemRef:
    """An item of a year's catalogue, written `2564/O33`."""

    year: int
    code: str

    def __str__(self) -> str:
        """Return it as it is written in YAML."""
        return f"{self.year}/{self.code}"


def _item_ref(value: object, info: ValidationInfo) -> ItemRef:
    text = arabic_digits(_exact(value))
    year_text, _, code_text = text.partition("/")
    code = item_code(code_text)
    if not re.fullmatch(r"[0-9]{4}", year_text) or code is None:
        refuse("bad-item-reference", value=text)
    year = int(year_text)
    known = _known(info)
    if known:
        _check_item(known, year, code)
    return ItemRef(year, code)


ItemReference = Annotated[ItemRef, PlainValidator(_item_ref, json_schema_input_type=str)]


def _reference(kind: Literal["unit", "school", "network", "document"]) -> AfterValidator:
    def check(text: str, info: ValidationInfo) -> str:
        known = _known(info)
        names = getattr(known, f"{kind}s") if known else None
        if names is not None and text not in names:
            near = _hint(nearest(text, sorted(names)))
            refuse(f"unknown-{kind}", value=text, known=", ".join(sorted(names)), near=near)
        return text

    return AfterValidator(check)


UnitId = Annotated[str, BeforeValidator(_slug), _reference("unit")]
SchoolId = Annotated[str, BeforeValidator(_slug), _reference("school")]
DocumentId = Annotated[str, BeforeValidator(_slug), _reference("document")]
NetworkName = Annotated[str, BeforeValidator(_one_line), _reference("network")]


def _page_address(value: object, info: ValidationInfo) -> str:
    text = _exact(value).strip("/")
    known = _known(info)
    unsure = known.unsure if known else ()
    if known and known.pages is not None and text not in known.pages and not f"{text}/".startswith(unsure):
        refuse("unknown-page", value=text, near=_hint(nearest(text, sorted(known.pages))))
    return text


PageAddress = Annotated[str, BeforeValidator(_page_address)]

_ADDRESS_PART = re.compile(r"[A-Za-z0-9_~\u0e01-\u0e5b](?:[A-Za-z0-9_.~\u0e01-\u0e5b-]{0,99})")
RESERVED_ROOTS = frozenset(
    {"assets", "data", "files", "admin", "search", "staff", "404.html", "index.html", "sitemap.xml", "feed.xml",
     "feed.json", "robots.txt", ".well-known", "cname"}
)  # fmt: skip


def alias_of(text: str) -> str:
    """Return an old address in the one spelling that addresses are compared in."""
    return text.strip().strip("/").removesuffix("/index.html")


def _alias(value: object) -> str:
    text = alias_of(_exact(value))
    parts = text.split("/")
    good = all(_ADDRESS_PART.fullmatch(part) and good_file_name(part) for part in parts)
    paging = re.search(r"(^|/)page/[0-9]+$", text) is not None  # the further pages of a list
    if not text or not good or paging or parts[0].lower() in RESERVED_ROOTS:
        refuse("bad-address", value=text)
    return text


Alias = Annotated[str, BeforeValidator(_alias)]


# ── addresses on the web ─────────────────────────────────────────────────────────────────────────────────────────


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
    return unicodedata.normalize("NFKC", plain) == plain


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
    return parse_url(_exact(value))


UrlField = Annotated[Url, PlainValidator(_url, json_schema_input_type=str)]


def _email(value: object) -> str:
    text = _exact(value)
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+", text):
        refuse("bad-email", value=text)
    return text


def _host(value: object) -> str:
    text = _exact(value).lower()
    if not _HOST.fullmatch(text) or not text.isascii():
        refuse("bad-host", value=text)
    return text


Email = Annotated[str, BeforeValidator(_email)]
Host = Annotated[str, BeforeValidator(_host)]


def _colour(value: object) -> str:
    text = _exact(value).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        refuse("bad-colour", value=text)
    least = 4.5  # WCAG 2.2 AA for text, which is white on this colour
    if _contrast_with_white(text) < least:
        refuse("pale-colour", value=text)
    return text


def _contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of WCAG 2.2 between a colour `#rrggbb` and white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    dark = 0.04045
    linear = [part / 12.92 if part <= dark else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


Colour = Annotated[str, BeforeValidator(_colour)]


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────

PICTURES = ("jpg", "jpeg", "png")
EVIDENCE_TYPES = (
    *PICTURES,
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "doc",
    "xls",
    "ppt",
    "odt",
    "ods",
    "csv",
    "txt",
    "mp3",
    "mp4",
)
# What the first bytes of a file with this extension must say. The rest have no signature that can be relied on.
REAL_TYPES = {
    "jpg": "jpg", "jpeg": "jpg", "png": "png", "pdf": "pdf", "docx": "zip", "xlsx": "zip", "pptx": "zip",
    "odt": "zip", "ods": "zip", "doc": "ole", "xls": "ole", "ppt": "ole",
}  # fmt: skip
WRAPPED = ("zip", "ole")
"""A new Office format within the container of the old ones: one with a password, which `inspection` tells."""
REAL_NAMES = {"?": "ไฟล์ชนิดอื่น", "lfs": "ตัวชี้ Git LFS", "html": "หน้าเว็บ HTML"}
"""What people call a type that has no name of its own."""
_RESERVED_STEMS = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def good_file_name(name: str) -> bool:
    """Return whether every system can hold a file of this name: Thai is fine, tricks and device names are not."""
    if not name or name[0] in ".-~" or name[-1] in ". " or len(name.encode("utf-8", "replace")) > NAME_BYTES_LIMIT:
        return False
    if re.search(r'[\x00-\x1f\x7f:?*<>|"\\`$%;\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]', name):
        return False
    last_of_basic_plane = 0xFFFF
    return not _RESERVED_STEMS.fullmatch(name) and all(ord(character) <= last_of_basic_plane for character in name)


def extension(path: str) -> str:
    """Return the extension in lower case without its dot, or an empty text."""
    name = path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _file(value: object, info: ValidationInfo) -> str:
    text = normalise(_exact(value)).removeprefix("./")
    parts = text.split("/")
    least = 2
    if parts[0] != "files" or len(parts) < least or not all(good_file_name(part) for part in parts):
        refuse("bad-path", value=text)
    known = _known(info)
    if known is None:
        return text
    stored = known.files.get(text)
    if stored is None:
        refuse("missing-file", value=text, near=_hint(nearest(text, known.files)))
    if stored.size == 0:
        refuse("empty-evidence-file", value=text)
    if stored.size > MAX_FILE_BYTES:
        million = 1_000_000
        refuse("large-evidence-file", value=text, size=stored.size // million, limit=MAX_FILE_BYTES // million)
    return text


def _of_type(allowed: tuple[str, ...], code: str) -> AfterValidator:
    def check(path: str, info: ValidationInfo) -> str:
        kind = extension(path)
        if kind not in allowed:
            refuse(code, value=path, extension=kind, choices=", ".join(allowed))
        known = _known(info)
        claimed = REAL_TYPES.get(kind)
        real = known.files[path].real_type if known and path in known.files else claimed
        if (claimed and real != claimed and (claimed, real) != WRAPPED) or real in ("html", "lfs"):
            refuse("false-file-type", value=path, claimed=kind.upper(), real=REAL_NAMES.get(str(real), real))
        return path

    return AfterValidator(check)


EvidenceFile = Annotated[str, BeforeValidator(_file), _of_type(EVIDENCE_TYPES, "file-type")]
PictureFile = Annotated[str, BeforeValidator(_file), _of_type(PICTURES, "not-a-picture")]
CertificateFile = Annotated[str, BeforeValidator(_file), _of_type((*PICTURES, "pdf"), "not-a-picture")]

_FILE = TypeAdapter(EvidenceFile)
_PICTURE = TypeAdapter(PictureFile)


def file_fault(path: str, known: Known, *, picture: bool) -> tuple[str, Mapping[str, object]] | None:
    """Return the rule and its values that speak against a file that Markdown names, or None."""
    try:
        (_PICTURE if picture else _FILE).validate_python(path, context=known)
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        return details["type"], details.get("ctx", {})
    return None


def is_weak_alt(text: str) -> bool:
    """Return whether a picture's text says nothing of what is in it."""
    return bool(_WEAK_ALT.fullmatch(text))


_WEAK_ALT = re.compile(r"(?i)(image|picture|photo|img|dsc|ภาพ|รูป|รูปภาพ|ภาพที่|รูปที่)?[\s_-]*[0-9]*(\.(jpe?g|png))?")


def _alt(value: object) -> str:
    text = _one_line(value)
    if _WEAK_ALT.fullmatch(text):
        refuse("weak-alt", value=text)
    return text


class Picture(Record):
    """A picture with the text that stands for it where it can't be seen."""

    file: PictureFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png ใน files/", "picture file")
    alt: Annotated[str, BeforeValidator(_alt)] = about(
        "คำบรรยายภาพ", "บอกว่าในภาพมีอะไร สำหรับผู้ที่มองไม่เห็นภาพ", "text for those who can't see it"
    )
    caption: OneLine | None = about("คำใต้ภาพ", default=None)


def _bare_picture(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


class BarePicture(Record):
    """A picture whose text may be left out, because the name beside it says what it is."""

    file: CertificateFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png หรือไฟล์ .pdf ใน files/")
    alt: OneLine | None = about("คำบรรยายภาพ", default=None)
    caption: OneLine | None = about("คำใต้ภาพ", default=None)


PictureOrPath = Annotated[BarePicture, BeforeValidator(_bare_picture)]


class BarePhoto(BarePicture):
    """A photo of a person, whose name stands beside it."""

    file: PictureFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png ใน files/")


PhotoOrPath = Annotated[BarePhoto, BeforeValidator(_bare_picture)]

Step = Literal["P", "D", "M", "C", "A", "S"]
Dimension = Literal["transparency", "accountability", "service-integrity", "culture", "work-integrity"]
