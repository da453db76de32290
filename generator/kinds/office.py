"""The agency whose site this is: `office.yaml`."""

from collections.abc import Iterator, Mapping
from typing import Literal

from generator.fields import (
    AnyColour,
    Boolean,
    Colour,
    Date,
    Email,
    Explanation,
    Fault,
    FiscalYear,
    Host,
    LocalizedText,
    Markdown,
    OneLine,
    PhotoOrPath,
    PictureFile,
    Record,
    Slug,
    UrlField,
    about,
    duplicates,
)

ChannelKind = Literal["complaint-corruption", "complaint", "facebook", "line", "qa", "e-service", "comment"]
EditorBackend = Literal["github", "gitlab", "gitea"]


class Contact(Record):
    """How the public reaches the office."""

    address: Explanation | None = about("ที่อยู่", default=None)
    phone: OneLine | None = about("โทรศัพท์", default=None)
    fax: OneLine | None = about("โทรสาร", default=None)
    email: Email | None = about("อีเมล", default=None)
    map_url: UrlField | None = about("ลิงก์แผนที่", default=None)


class Channel(Record):
    """A way in for the public: complaints, questions, services, comments."""

    kind: ChannelKind = about("ประเภทช่องทาง")
    title: OneLine = about("ชื่อช่องทาง")
    url: UrlField = about("ที่อยู่เว็บ")


class Executive(Record):
    """One of the people who lead the office."""

    name: OneLine = about("ชื่อ-นามสกุล")
    position: OneLine = about("ตำแหน่ง")
    photo: PhotoOrPath | None = about("รูปถ่าย", default=None)
    phone: OneLine | None = about("โทรศัพท์", default=None)
    email: Email | None = about("อีเมล", default=None)


class Unit(Record):
    """A unit of the office, such as กลุ่มนโยบายและแผน."""

    id: Slug = about("รหัสกลุ่มงาน")
    name: OneLine = about("ชื่อกลุ่มงาน")


class Security(Record):
    """Whom to tell of a hole in the site, for `/.well-known/security.txt` (RFC 9116)."""

    contact: UrlField = about("หน้าเว็บที่รับแจ้งช่องโหว่", "ขึ้นต้นด้วย https:// เช่น หน้าติดต่อเรา")
    expires: Date = about("ใช้ได้ถึงวันที่", "ไม่ควรเกินหนึ่งปี ครบกำหนดแล้วให้ตรวจช่องทางและเลื่อนวัน")


class Editor(Record):
    """Where the content is kept, for the form editor at /admin/ and for the links that lead to it."""

    backend: EditorBackend = about("ระบบที่เก็บเนื้อหา", "github, gitlab หรือ gitea (Forgejo ใช้ gitea)", "git service")
    repo: OneLine = about("ที่เก็บ (repository)", "เจ้าของ/ชื่อ เช่น lp2-office/website", "owner/name")
    branch: OneLine = about("สาขาที่เผยแพร่", "ปกติคือ main", "branch", default="main")
    server: UrlField | None = about("ที่อยู่ของระบบ", "เฉพาะ gitea และ gitlab ที่ติดตั้งเอง", default=None)
    app_id: OneLine | None = about(
        "รหัสแอป (Application ID)", "เฉพาะ gitlab และ gitea", "OAuth application id", default=None
    )
    auth_url: UrlField | None = about(
        "บริการลงชื่อเข้าใช้ของ GitHub",
        "ถ้าไม่มี ผู้แก้ไขลงชื่อด้วยรหัสเข้าถึง (token) ของตนเอง",
        "OAuth proxy",
        default=None,
    )


class Office(Record):
    """The whole of `office.yaml`."""

    name: LocalizedText = about("ชื่อหน่วยงาน", en="name of the office")
    short_name: OneLine | None = about("ชื่อย่อ", default=None)
    url: UrlField | None = about("ที่อยู่เว็บไซต์", "เช่น https://www.lp2.go.th", default=None)
    body_type: Slug = about("ประเภทหน่วยงาน", "เช่น esao")
    current_year: FiscalYear = about("ปีงบประมาณปัจจุบัน")
    own_hosts: tuple[Host, ...] = about("ชื่อเว็บของหน่วยงาน", default=())
    body: Markdown | None = about("เกี่ยวกับหน่วยงาน", "ข้อความในหน้าเกี่ยวกับเรา", default=None)
    contact: Contact = about("การติดต่อ", default=Contact())
    channels: tuple[Channel, ...] = about("ช่องทาง", default=())
    executives: tuple[Executive, ...] = about("ผู้บริหาร", default=())
    units: tuple[Unit, ...] = about("กลุ่มงาน", default=())
    intro: OneLine | None = about("ประโยคแนะนำ", "หนึ่งประโยคใต้ชื่อหน่วยงานที่หน้าแรก", default=None)
    colour: Colour | None = about("สีหลัก", "สีเข้ม ตัวอักษรสีขาวต้องอ่านบนสีนี้ได้ เช่น #0b5394", default=None)
    accent: AnyColour | None = about("สีรอง", "สีเน้น อ่อนหรือเข้มก็ได้ เช่น #f0b13c", default=None)
    emblem: PictureFile | None = about("ตราหน่วยงาน", "ภาพสี่เหลี่ยมจัตุรัส .png พื้นใสหรือ .jpg ใน files/", default=None)
    security: Security | None = about("การแจ้งช่องโหว่ของเว็บไซต์", default=None)
    editor: Editor | None = about("การแก้ไขผ่านแบบฟอร์ม", "ให้หน้า /admin/ บันทึกเป็นคำขอแก้ไขได้", default=None)
    demo: Boolean = about("เว็บไซต์สาธิต", default=False)

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """Unit ids are unique; placeholders are only published by a site that says it is a demonstration."""
        yield from duplicates(data, "units", "id")
        yield from _open_contact(data.get("security"))
        yield from _way_in(data.get("editor"))
        if str(data.get("demo")).strip() == "true":
            return
        for steps, value in _texts(data):
            if steps[-1] != "demo" and is_placeholder(value):
                yield Fault(steps, "placeholder", {"value": value})

    @property
    def label(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name.th

    def unit_name(self, unit: str | None) -> str | None:
        """Return the name of the unit with this id, or None."""
        return next((known.name for known in self.units if known.id == unit), None)


def _open_contact(security: object) -> Iterator[Fault]:
    """Yield the fault of a contact that is told of a hole over an open line, which RFC 9116 §2.5.3 forbids."""
    contact = security.get("contact") if isinstance(security, dict) else None
    if isinstance(contact, str) and contact.strip().lower().startswith("http:"):
        yield Fault(("security", "contact"), "bad-scheme", {"value": contact})


def _way_in(editor: object) -> Iterator[Fault]:
    """Yield what the form editor still lacks to let somebody in."""
    if not isinstance(editor, dict):
        return
    needed = {"gitlab": ("app_id",), "gitea": ("app_id", "server")}.get(str(editor.get("backend")).strip(), ())
    for name in needed:
        if not editor.get(name):
            yield Fault(("editor", name), "missing-field", {"label": Editor.model_fields[name].title})


def _texts(data: object, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the entry with its steps."""
    if isinstance(data, str):
        yield steps, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*steps, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*steps, number))


def is_placeholder(text: str) -> bool:
    """Return whether a value is still the sample of a new tree."""
    low = text.casefold()
    return "ตัวอย่าง" in low or "example." in low or (low != "" and low.strip("0 -") == "")
