"""The guide for staff below `/staff/`: the chapters, what each message means, and what each field holds.

The chapters come from generator/guide, the messages from the table of rules, and the fields from the models, so none
of the three can say something else than the program does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator import addresses
from generator.guide import Chapter, Piece, chapters, picture_size
from generator.kinds import KINDS, Kind
from generator.markdown import Target, kind_of_target, spoken, to_html
from generator.pages.page import TITLES, Content, Here, Link, Page
from generator.rules import RULES, Rule
from generator.schemas.examples import examples
from generator.schemas.notes import Note, notes

EDITOR = "/admin/"
"""The form editor, of which the guide speaks by its address."""

_CODE = re.compile(r"<code>([a-z-]+|/[a-z/]+/)</code>")
_PLACES = re.compile(r"\{[a-z_]+\}")
_EXAMPLE_YEAR, _EXAMPLE_DAY = 2564, "2564-01-15"
_SEVERITIES_TH = {"error": "ข้อผิดพลาด", "warning": "คำเตือน"}

GROUPS = (
    ("unreadable-file", "file", "ตัวไฟล์และรูปแบบ YAML"),
    ("missing-office", "place", "ชื่อไฟล์และที่วางไฟล์"),
    ("missing-field", "field", "ค่าในช่อง"),
    ("needs-summary-or-body", "together", "ช่องที่ต้องสอดคล้องกัน"),
    ("not-a-picture", "attached", "ภาพและไฟล์แนบ"),
    ("html-in-text", "text", "ข้อความและลิงก์ในเนื้อหา"),
    ("missing-file", "reference", "สิ่งที่อ้างถึง"),
    ("import-file-exists", "import", "ตารางที่นำเข้า"),
    ("national-id", "personal", "ข้อมูลส่วนบุคคล"),
    ("dead-link", "built", "เว็บไซต์ที่สร้างแล้ว"),
)
"""The parts of the table of rules: the code that each begins with, its anchor and its title."""

_MADE_BY = {
    "office": "init",
    "oit": "new oit 2565 O10",
    "document": 'new document "ชื่อเอกสาร"',
    "news": 'new news "หัวข้อข่าว"',
    "lesson": 'new lesson "หัวข้อ"',
    "honor": 'new honor "ชื่อรางวัล"',
    "assessment": "new assessment 2564",
    "survey": 'new survey 2564 "ชื่อการสำรวจ"',
    "programme": "new programme 2564",
    "schools": 'new school "ชื่อโรงเรียน"',
}
"""The command that writes a file of a kind."""


@dataclass(frozen=True)
class Way:
    """A page of the guide in a list, with one sentence about it."""

    link: Link
    text: str


@dataclass(frozen=True)
class StaffView:
    """`/staff/`."""

    chapters: tuple[Way, ...]
    tables: tuple[Way, ...]


@dataclass(frozen=True)
class PieceView:
    """A part of a step; `label` says what a block of code is, `src` where a picture stands."""

    kind: str
    label: str
    text: str
    html: Markup | None
    src: Markup | None
    width: int
    height: int


@dataclass(frozen=True)
class StepView:
    """A heading with its anchor, and what stands below it."""

    anchor: str
    title: str
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True)
class ChapterView:
    """`/staff/news/` and its like."""

    crumbs: tuple[Link, ...]
    lead: Markup
    steps: tuple[StepView, ...]
    before: Link | None
    after: Link | None


@dataclass(frozen=True)
class MessageView:
    """One rule: its code, which is its anchor too, and the three things to know."""

    code: str
    severity: str
    severity_th: str
    says: str
    means: str
    fix: str


@dataclass(frozen=True)
class MessagesView:
    """`/staff/messages/`: (anchor, title, rules) of each part."""

    crumbs: tuple[Link, ...]
    mistakes: Link
    groups: tuple[tuple[str, str, tuple[MessageView, ...]], ...]


@dataclass(frozen=True)
class ReferenceView:
    """`/staff/reference/`: (link, where its files stand) of each kind."""

    crumbs: tuple[Link, ...]
    kinds: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class FieldView:
    """One field of a kind."""

    anchor: str
    name: str
    label: str
    needed: str | None
    help: str
    example: str
    inner: tuple[tuple[str, str, str | None, str], ...]
    """(name, label, "จำเป็น" or nothing, help) of the fields within it, the deeper ones by their whole names."""


@dataclass(frozen=True)
class KindView:
    """`/staff/reference/news/` and its like."""

    crumbs: tuple[Link, ...]
    place: str
    command: str | None
    fields: tuple[FieldView, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the guide."""
    yield _index(content)
    for number, chapter in enumerate(chapters()):
        yield _chapter(content, chapter, number)
    yield _messages(content)
    yield _reference(content)
    for kind in KINDS:
        yield _kind(content, kind)


def summary_of(chapter: Chapter) -> str:
    """Return the introduction of a chapter as plain text."""
    return spoken(chapter.lead)


def _crumbs(here: Here, *more: str) -> tuple[Link, ...]:
    return tuple(here.link(TITLES[address], address) for address in (addresses.STAFF, *more))


def _index(content: Content) -> Page:
    here = Here(addresses.STAFF, content)
    ways = (
        Way(here.link(chapter.title, addresses.chapter_of(chapter.name)), summary_of(chapter)) for chapter in chapters()
    )
    tables = (
        Way(here.link(TITLES[addresses.MESSAGES], addresses.MESSAGES), "ข้อความทุกข้อที่โปรแกรมแจ้ง พร้อมเหตุผลและวิธีแก้"),
        Way(here.link(TITLES[addresses.REFERENCE], addresses.REFERENCE), "ทุกช่องของไฟล์ทุกชนิด ช่องใดจำเป็น กรอกอย่างไร"),
    )
    view = StaffView(tuple(ways), tables)
    text = "เพิ่มข่าว ตอบข้อ OIT แก้ข้อผิดพลาด นำตารางเดิมเข้า และเริ่มปีใหม่ โดยไม่ต้องรู้โปรแกรม"
    return Page(here.address, "staff.md.j2", TITLES[here.address], text, view)


# ── chapters ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _chapter(content: Content, chapter: Chapter, number: int) -> Page:
    here = Here(addresses.chapter_of(chapter.name), content)
    view = ChapterView(
        _crumbs(here),
        _prose(here, chapter.lead),
        tuple(
            StepView(f"part-{at}", step.title, tuple(_piece(here, piece) for piece in step.pieces))
            for at, step in enumerate(chapter.steps, 1)
        ),
        _neighbour(here, number - 1),
        _neighbour(here, number + 1),
    )
    return Page(here.address, "staff-chapter.md.j2", chapter.title, summary_of(chapter), view)


def _neighbour(here: Here, number: int) -> Link | None:
    known = chapters()
    if not 0 <= number < len(known):
        return None
    return here.link(known[number].title, addresses.chapter_of(known[number].name))


_LABELS = {
    "command": "พิมพ์คำสั่ง",
    "answer": "โปรแกรมตอบ",
    "file": "ไฟล์ {}",
    "written": "ไฟล์ {} ที่คำสั่งเขียนให้",
}


def _piece(here: Here, piece: Piece) -> PieceView:
    html = _prose(here, piece.text) if piece.kind == "prose" else None
    src, size = None, (0, 0)
    if piece.kind == "picture":
        src, size = here.to(addresses.guide_picture_of(piece.name)), picture_size(piece.name)
    return PieceView(piece.kind, _LABELS.get(piece.kind, "").format(piece.name), piece.text, html, src, *size)


def _prose(here: Here, text: str) -> Markup:
    """Return Markdown of the guide as HTML: chapters, codes of messages and addresses of this site become links."""

    def resolve(target: Target) -> str | None:
        name = target.address.removesuffix(".md")
        if name in addresses.CHAPTERS:
            return addresses.relative(here.address, addresses.chapter_of(name))
        return target.address if kind_of_target(target.address) == "web" else None

    def linked(found: re.Match[str]) -> str:
        address = _address_of(found[1])
        return found[0] if address is None else f'<a href="{here.to(address)}">{found[0]}</a>'

    return Markup(_CODE.sub(linked, to_html(text, resolve, top=3)))  # noqa: S704 - cleaned by nh3


def _address_of(code: str) -> str | None:
    """Return where a word in code type leads: the code of a message, or an address of this site."""
    if code in RULES:
        return f"{addresses.MESSAGES}#{code}"
    address = code.strip("/")
    return address if code.startswith("/") and (code == EDITOR or address in addresses.ALWAYS) else None


# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _messages(content: Content) -> Page:
    here = Here(addresses.MESSAGES, content)
    view = MessagesView(
        _crumbs(here),
        here.link("เมื่อขึ้นข้อความผิดพลาด", addresses.chapter_of("mistakes")),
        tuple(_groups()),
    )
    text = "ข้อความทุกข้อที่โปรแกรมแจ้ง หมายความว่าอะไร เหตุใดจึงสำคัญ และแก้อย่างไร"
    return Page(here.address, "staff-messages.md.j2", TITLES[here.address], text, view)


def _groups() -> Iterator[tuple[str, str, tuple[MessageView, ...]]]:
    codes = list(RULES)
    starts = [codes.index(first) for first, _, _ in GROUPS]
    for (_, anchor, title), start, end in zip(GROUPS, starts, [*starts[1:], len(codes)], strict=True):
        yield anchor, title, tuple(_message(code) for code in codes[start:end] if not code.endswith("-near"))


def _message(code: str) -> MessageView:
    rule: Rule = RULES[code]
    says, fix = (_PLACES.sub("…", text) for text in (rule.th, " ".join(rule.fix_th.split())))
    return MessageView(code, rule.severity, _SEVERITIES_TH[rule.severity], says, rule.why_th, fix)


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _reference(content: Content) -> Page:
    here = Here(addresses.REFERENCE, content)
    kinds = ((here.link(kind.label_th, addresses.reference_of(kind.name)), _place(kind)) for kind in KINDS)
    view = ReferenceView(_crumbs(here), tuple(kinds))
    text = "ทุกช่องของไฟล์ทุกชนิด ช่องใดจำเป็น กรอกอย่างไร พร้อมตัวอย่าง"
    return Page(here.address, "staff-reference.md.j2", TITLES[here.address], text, view)


def _place(kind: Kind) -> str:
    place = kind.place.replace("YEAR", "ปี").replace("*", "o10" if kind.name == "oit" else "ชื่อ")
    return f"disclosures/{place}"


def _kind(content: Content, kind: Kind) -> Page:
    here = Here(addresses.reference_of(kind.name), content)
    known = examples(kind.name, _EXAMPLE_YEAR, _EXAMPLE_DAY)
    command = _MADE_BY.get(kind.name)
    view = KindView(
        _crumbs(here, addresses.REFERENCE),
        _place(kind),
        f".venv/bin/prongsai {command}" if command else None,
        tuple(_field(note, known.get(note.name, "")) for note in notes(kind.model)),
    )
    title = f"ช่องของ{kind.label_th}"
    return Page(here.address, "staff-kind.md.j2", title, f"ทุกช่องของไฟล์{kind.label_th} {_place(kind)}", view)


def _field(note: Note, example: str) -> FieldView:
    shown = f"{note.name}:{example if example.startswith(chr(10)) else f' {example}'}" if example else ""
    return FieldView(
        f"field-{note.name.replace('_', '-')}",
        note.name,
        note.label,
        _needed(note),
        note.help_th,
        shown,
        tuple(_within(note.inner, "")),
    )


def _needed(note: Note) -> str | None:
    return "จำเป็น" if note.required else None


def _within(inner: Sequence[Note], above: str) -> Iterator[tuple[str, str, str | None, str]]:
    for note in inner:
        yield f"{above}{note.name}", note.label, _needed(note), note.help_th
        yield from _within(note.inner, f"{above}{note.name} › ")
