"""What all pages share: a page as plain data, links that hold under any sub-path, and the content they draw from.

A view is a frozen dataclass with exactly what its template prints, in order, already formatted and already linked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import escape
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.assets import Assets, PublishedPicture
from generator.catalogue import Catalogue, Item
from generator.dates import short_thai_date
from generator.evidence import KINDS_TH, ResolvedEvidence, of_disclosure, resolve, trusted
from generator.fields import Picture
from generator.kinds.office import Office
from generator.kinds.oit import Disclosure, Evidence
from generator.library import Library
from generator.markdown import Target, file_of_target, kind_of_target, to_html
from generator.memory import Memory, digest
from generator.readiness import Readiness, readiness
from generator.reading import Entry
from generator.snapshots import Seal
from generator.text import sort_key


@dataclass(frozen=True)
class SocialCard:
    """The picture that messengers show for a shared link: its address on the site, and what stands on it."""

    address: str
    alt: str


@dataclass(frozen=True)
class Share:
    """How a page is passed on: its whole address, and the links that hand it to others."""

    address: str
    line: Markup
    facebook: Markup


@dataclass(frozen=True)
class Deferred:
    """A view that is made when it is needed, which it is not while the page is remembered."""

    make: Callable[[], object]


@dataclass(frozen=True)
class Page:
    """A page of the site: its address, the template that prints it, and the view it prints."""

    address: str
    template: str
    title: str
    description: str
    view: "object | Deferred"
    updated: date | None = None
    """The day its content last changed, as far as the content says."""
    scripts: tuple[str, ...] = ()
    """Scripts this page needs beside site.js: file names in assets/javascripts/."""
    card: SocialCard | None = None
    """The picture that a shared link shows."""
    graph: tuple[Mapping[str, object], ...] = ()
    """JSON-LD objects that describe the page to search engines."""
    share: Share | None = None
    """None while the office has not said the address of its site."""
    edit: str = ""
    """Where its entry is edited: a place in the form editor (`#/…`), a whole address, or nothing."""
    key: str = ""
    """A digest of all that the view is made from; with one, a page that is known need not be made again."""

    @property
    def path(self) -> str:
        """The Markdown file in `docs/`."""
        return f"{self.address}/index.md" if self.address else "index.md"


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: Markup


@dataclass(frozen=True)
class FilterView:
    """A list to choose from: the name of the rows' attribute, its label, and what there is to choose."""

    name: str
    label: str
    choices: tuple[str, ...]


def filter_of(name: str, label: str, values: Iterable[str | None]) -> FilterView:
    """Return a filter over the values that occur, in dictionary order."""
    return FilterView(name, label, tuple(sorted({value for value in values if value}, key=sort_key)))


@dataclass(frozen=True)
class PictureView:
    """A picture with its sizes, for `<img>`."""

    src: Markup
    srcset: Markup
    width: int
    height: int
    alt: str
    caption: str | None
    small: Markup
    """The address of the smallest size, for lists."""
    large: Markup
    """The address of the largest size, to look at closely."""


@dataclass(frozen=True)
class EvidenceView:
    """One row of evidence as a reader sees it."""

    id: str
    title: str
    href: Markup
    external: bool
    shown: str
    """The address as it is printed on paper."""
    kind: str
    size: str | None
    download: str | None
    pdf_page: int | None
    issued: str | None
    period: str | None
    covers: tuple[int, ...]
    state: str | None
    advice: str | None
    """What the office should change so that the link opens for everybody."""
    pages: int | None
    sha256: str | None
    preview: PictureView | None
    document: Link | None


def href(address: str) -> Markup:
    """Return an address, made safe to stand in a quoted attribute."""
    return Markup(escape(address, quote=True))  # noqa: S704 - escaped in this very line


TITLES = {
    addresses.HOME: "หน้าแรก",
    addresses.OIT: "ข้อมูลสาธารณะ (OIT)",
    addresses.NEWS: "ข่าวประชาสัมพันธ์",
    addresses.LESSONS: "ถอดบทเรียน",
    addresses.HONORS: "เกียรติยศ",
    addresses.RESULTS: "ผลการประเมิน ITA และผลสำรวจ",
    addresses.PROGRAMME: "โครงการพัฒนาคุณธรรมและความโปร่งใส",
    addresses.DOCUMENTS: "คลังเอกสาร",
    addresses.SCHOOLS: "โรงเรียนในสังกัด",
    addresses.ABOUT: "เกี่ยวกับหน่วยงาน",
    addresses.CONTACT: "ติดต่อเรา",
    addresses.ACCESSIBILITY: "การเข้าถึงเว็บไซต์",
    addresses.PRIVACY: "ความเป็นส่วนตัว",
    addresses.SEARCH: "ค้นหา",
    addresses.SITEMAP: "แผนผังเว็บไซต์",
    addresses.STAFF: "คู่มือเจ้าหน้าที่",
    addresses.MESSAGES: "ความหมายของข้อความ",
    addresses.REFERENCE: "ช่องข้อมูลทั้งหมด",
}
"""The titles of the pages that every site has."""

MENU = {
    addresses.HOME: "หน้าแรก",
    addresses.OIT: "ข้อมูลสาธารณะ",
    addresses.NEWS: "ข่าว",
    addresses.LESSONS: "บทเรียน",
    addresses.HONORS: "เกียรติยศ",
    addresses.RESULTS: "ผลการประเมิน",
    addresses.PROGRAMME: "โครงการ",
    addresses.DOCUMENTS: "เอกสาร",
    addresses.SCHOOLS: "โรงเรียน",
    addresses.ABOUT: "เกี่ยวกับ",
    addresses.CONTACT: "ติดต่อ",
}
"""The main menu: short names, in order."""


@dataclass
class Content:
    """What pages are made from: the library, the files they ask for, and what is worked out once for all pages."""

    library: Library
    assets: Assets
    seals: tuple[Seal, ...] = ()
    """What was sealed when."""
    editor: Mapping[str, bytes] = field(default_factory=dict)
    """The program of the form editor: the files below `/admin/` that are not made from content; none without npm."""
    memory: Memory = field(default_factory=Memory)
    """What earlier runs worked out."""
    _keys: dict[str, str] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        """The office."""
        return self.library.office.data

    @property
    def catalogues(self) -> list[Catalogue]:
        """The catalogues, by year."""
        return [entry.data for entry in self.library.catalogues.values()]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All fiscal years that have a catalogue, newest first."""
        return tuple(sorted(self.library.catalogues, reverse=True))

    @cached_property
    def site_url(self) -> str:
        """The address of the site without a closing slash, or an empty text when the office has not said it."""
        return self.office.url.href.rstrip("/") if self.office.url else ""

    def printed_url(self, address: str) -> str:
        """Return the whole address of a page as people copy it; without `url` in office.yaml it starts with `/`."""
        return f"{self.site_url}/{address}/"

    @cached_property
    def frame(self) -> str:
        """A digest of what pages of posts and items say of the office, its schools, years and programmes."""
        library = self.library
        years = [entry.digest for entry in library.catalogues.values()]
        programmes = [entry.digest for entry in library.programmes.values()]
        return digest(library.office.digest, repr(library.schools), *years, "/", *programmes)

    def key_of(self, entry: Entry[Any] | None) -> str:
        """Return a digest of an entry and of every file that it names."""
        if entry is None:
            return ""
        if entry.path not in self._keys:
            names = entry.origin.names
            self._keys[entry.path] = digest(entry.digest, *(self.assets.digest_of(name) for name in names))
        return self._keys[entry.path]

    @cached_property
    def users(self) -> dict[str, list["Answer"]]:
        """Which items rely on each document (by id) and each file (by path)."""
        users: dict[str, list[Answer]] = {}
        for answer in self.answers.values():
            for key in dict.fromkeys(row.document or row.file for row in answer.evidence):
                if key:
                    users.setdefault(key, []).append(answer)
        return users

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of pages by address, for evidence that points to a page of this site."""
        library = self.library
        titles = dict(TITLES)
        for catalogue in self.catalogues:
            year = catalogue.year
            titles[addresses.year_of(addresses.OIT, year)] = f"ข้อมูลสาธารณะ (OIT) ปี {year}"
            titles[addresses.assess_of(year)] = f"สำหรับผู้ประเมิน ปี {year}"
            for item in catalogue.items:
                titles[addresses.entry_of(addresses.OIT, year, item.slug)] = f"{item.code} {item.title.th} ปี {year}"
        for section, posts in library.posts:
            for post in posts:
                titles.setdefault(addresses.year_of(section, post.year), f"{TITLES[section]} ปี {post.year}")
                titles[addresses.entry_of(section, post.year, post.name)] = post.data.title
        for name, document in library.documents.items():
            titles[addresses.document_of(name)] = document.data.title
        for year, programme in library.programmes.items():
            titles[addresses.year_of(addresses.PROGRAMME, year)] = f"{programme.data.title} ปี {year}"
        for school in library.schools.schools:
            titles[addresses.school_of(school.id)] = school.name
        return titles

    @cached_property
    def answers(self) -> dict[tuple[int, str], "Answer"]:
        """Every item of every year with the office's answer, by year and code."""
        return {
            (catalogue.year, item.code): self._answer(catalogue, item)
            for catalogue in self.catalogues
            for item in catalogue.items
        }

    def _answer(self, catalogue: Catalogue, item: Item) -> "Answer":
        entry = self.library.disclosures.get((catalogue.year, item.code))
        evidence = tuple(of_disclosure(self.library, entry, item, self.titles)) if entry else ()
        state = readiness(item, entry.data if entry else None, evidence, catalogue.year)
        return Answer(catalogue, item, entry, evidence, state)


@dataclass(frozen=True)
class Answer:
    """An item with what the office answers to it."""

    catalogue: Catalogue
    item: Item
    entry: Entry[Disclosure] | None
    evidence: tuple[ResolvedEvidence, ...]
    readiness: Readiness

    @property
    def address(self) -> str:
        """The item's page."""
        return addresses.entry_of(addresses.OIT, self.catalogue.year, self.item.slug)


@dataclass(frozen=True)
class Here:
    """The page being made: turns addresses, files and Markdown into what stands on this page."""

    address: str
    content: Content

    def to(self, target: str) -> Markup:
        """Return the link from here to a page or file of the site."""
        return href(addresses.relative(self.address, target))

    def link(self, text: str, target: str) -> Link:
        """Return a link from here to a page of the site."""
        return Link(text, self.to(target))

    def picture(self, picture: Picture | None) -> PictureView | None:
        """Return a picture for this page."""
        return self.picture_at(picture.file, picture.alt, picture.caption) if picture else None

    def picture_at(self, path: str, alt: str, caption: str | None = None) -> PictureView | None:
        """Return the picture at `files/…`, or None when it could not be read (which is a problem of its own)."""
        made = self.content.assets.picture(path)
        return self._view(made, alt, caption) if made else None

    def _view(self, made: PublishedPicture, alt: str, caption: str | None) -> PictureView:
        srcset = ", ".join(f"{addresses.relative(self.address, address)} {width}w" for address, width in made.sizes)
        middle = made.sizes[len(made.sizes) // 2][0]
        small, large = self.to(made.sizes[0][0]), self.to(made.sizes[-1][0])
        return PictureView(self.to(middle), href(srcset), made.width, made.height, alt, caption, small, large)

    def file(self, path: str) -> tuple[Markup, str, str]:
        """Return the link to a published file, its size in words, and the name it is offered under."""
        served = self.content.assets.evidence(path)
        return self.to(served.address), size_th(served.size), served.name

    def evidence(self, row: ResolvedEvidence) -> EvidenceView:
        """Return a row of evidence for this page."""
        target, size, name = Markup(), None, None
        served = self.content.assets.evidence(row.file) if row.file else None
        if row.file and served:
            target, size, name = self.file(row.file)
            if row.pdf_page:
                target += f"#page={row.pdf_page}"
        elif row.url:
            target = href(row.url)
        else:
            target = self.to(row.page or "")
        return EvidenceView(
            id=row.id,
            title=row.title,
            href=target,
            external=row.url is not None,
            shown=self._shown(row),
            kind=KINDS_TH.get(row.kind, row.kind.upper()),
            size=size,
            # A file that opens at a page must open, so it is not offered for download.
            download=name if name and not row.pdf_page and not target.endswith(f"/{name}") else None,
            pdf_page=row.pdf_page,
            issued=short_thai_date(row.issued) if row.issued else None,
            period=coverage_th(row),
            covers=row.covers,
            state=self._state(row),
            advice=row.link.advice_th if row.link and not trusted(row) else None,
            pages=served.pages if served else None,
            sha256=served.sha256 if served else None,
            preview=None,
            document=self._document(row),
        )

    def _shown(self, row: ResolvedEvidence) -> str:
        if row.url:
            return row.url
        site = self.content.site_url
        if row.file:
            page = f"#page={row.pdf_page}" if row.pdf_page else ""
            return f"{site}/{self.content.assets.evidence(row.file).address}{page}"
        return self.content.printed_url(row.page or "")

    def _state(self, row: ResolvedEvidence) -> str | None:
        if row.human_check and trusted(row):
            note = f": {row.human_check.note}" if row.human_check.note else ""
            return f"{row.human_check.by} เปิดตรวจเมื่อ {short_thai_date(row.human_check.date)}{note}"
        link = row.link
        if link is None:
            return None
        checked = f" ตรวจเมื่อ {short_thai_date(link.checked_at.date())}" if link.checked_at else ""
        alive = link.last_ok and link.state not in ("ok", "changed", "moved")
        seen = f" เปิดได้ครั้งสุดท้าย {short_thai_date(link.last_ok.date())}" if alive and link.last_ok else ""
        return f"{link.state_th}{checked}{seen}"

    def with_preview(self, row: ResolvedEvidence) -> EvidenceView:
        """Return a row of evidence with a picture of its first page, where it has one."""
        view = self.evidence(row)
        made = self.content.assets.preview(row.file) if row.file else None
        if made is None:
            return view
        return replace(view, preview=self._view(made, f"ภาพหน้าแรกของ {row.title}", None))

    def _document(self, row: ResolvedEvidence) -> Link | None:
        if row.document is None:
            return None
        return self.link("ข้อและปีอื่นที่ใช้เอกสารนี้", addresses.document_of(row.document))

    def rows(self, rows: tuple[Evidence, ...], prefix: str) -> tuple[EvidenceView, ...]:
        """Return rows of evidence that stand outside a disclosure, such as those of an assessment."""
        library = self.content.library
        return tuple(map(self.evidence, resolve(library, rows, prefix, self.content.titles)))

    def body(self, text: str | None, *, top: int = 2) -> Markup | None:
        """Return a Markdown field as HTML for this page."""
        return Markup(to_html(text, self._resolve, top=top)) if text else None  # noqa: S704 - cleaned by nh3

    def _resolve(self, target: Target) -> str | None:
        kind = kind_of_target(target.address)
        path = file_of_target(target.address)
        if target.kind == "picture":
            picture = self.picture_at(path, target.text) if kind == "file" and path else None
            return str(picture.src.unescape()) if picture else None
        if kind == "file" and path:
            served = addresses.relative(self.address, self.content.assets.evidence(path).address)
            return served + "".join(target.address.partition("#")[1:])
        if kind == "page":
            page, mark, fragment = target.address.partition("#")
            return addresses.relative(self.address, f"{page.strip('/')}{mark}{fragment}")
        return None if kind == "bad" else target.address


def coverage_th(row: ResolvedEvidence) -> str | None:
    """Return the span that evidence covers, in words."""
    if row.period is None or row.period.year is None:
        return None
    return f"6 เดือนแรกของปี {row.period.year}" if row.period.half else f"ปี {row.period.year}"


def size_th(size: int) -> str:
    """Return a size in bytes the way people say it: `240 KB`, `1.2 MB`."""
    thousand, million = 1_000, 1_000_000
    if size < million:
        return f"{max(1, round(size / thousand))} KB"
    return f"{size / million:.1f} MB"


def number_th(number: object) -> str:
    """Return a number with thousands set apart and no needless zeros: `1,500`, `99.15`."""
    text = f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def blurb(*texts: str | None, limit: int = 160) -> str:
    """Return the first of `texts` that says something, cut to a sentence for search engines and link previews."""
    text = " ".join(next((text for text in texts if text), "").split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def pages_of(count: int, size: int) -> int:
    """Return how many pages a list of `count` takes, at least one."""
    return max(1, -(-count // size))


Maker = Callable[[Content], Iterable[Page]]
