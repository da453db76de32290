"""What the office tells: news, lessons learned and honours. One file is one page."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from generator.fields import (
    Alias,
    DateInFolder,
    Dimension,
    EvidenceFile,
    Fault,
    ItemReference,
    Markdown,
    Money,
    OneLine,
    Picture,
    PictureOrPath,
    Record,
    SchoolId,
    Step,
    UnitId,
    UrlField,
    about,
)
from generator.kinds.document import file_or_url


class Attachment(Record):
    """A file or a web address that goes with a page."""

    title: OneLine = about("ชื่อไฟล์แนบ")
    file: EvidenceFile | None = about("ไฟล์", default=None)
    url: UrlField | None = about("ที่อยู่เว็บ", default=None)


class Post(Record):
    """What news, lessons and honours have in common."""

    TEXTS: ClassVar[tuple[str, ...]] = ("summary", "body")
    """Fields of which one at least must be there."""

    title: OneLine = about("หัวข้อ", en="title")
    date: DateInFolder = about("วันที่", "เช่น 2564-01-15", "date")
    summary: OneLine | None = about("สรุป", "หนึ่งหรือสองประโยค", default=None)
    body: Markdown | None = about("เนื้อหา", default=None)
    cover: Picture | None = about("ภาพปก", default=None)
    gallery: tuple[Picture, ...] = about("ภาพกิจกรรม", default=())
    attachments: tuple[Attachment, ...] = about("ไฟล์แนบ", default=())
    tags: tuple[OneLine, ...] = about("คำสำคัญ", default=())
    step: Step | None = about("ขั้นตอนของโครงการ", "P, D, M, C, A หรือ S", default=None)
    items: tuple[ItemReference, ...] = about("ข้อ OIT ที่เกี่ยวข้อง", "เช่น 2564/O33", default=())
    schools: tuple[SchoolId, ...] = about("โรงเรียน", default=())
    aliases: tuple[Alias, ...] = about("ที่อยู่เดิม", "ที่อยู่เก่าที่ต้องพามาหน้านี้", default=())

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A page says something, once it has a title and a date."""
        if {"title", "date"} <= data.keys() and not any(name in data for name in cls.TEXTS):
            yield Fault((), "needs-summary-or-body", {"fields": " / ".join(cls.TEXTS)})
        attachments = data.get("attachments")
        for number, row in enumerate(attachments if isinstance(attachments, list) else ()):
            if isinstance(row, dict):
                yield from file_or_url(row, ("attachments", number))


class News(Post):
    """A piece of news."""


class Lesson(Post):
    """What was learned from doing something."""

    authors: tuple[OneLine, ...] = about("ผู้ถอดบทเรียน", default=())
    school: SchoolId | None = about("โรงเรียน", default=None)
    unit: UnitId | None = about("กลุ่มงาน", default=None)
    dimension: Dimension | None = about("ด้าน", default=None)
    context: Markdown | None = about("ที่มาและความสำคัญ", default=None)
    actions: Markdown | None = about("สิ่งที่ทำ", default=None)
    results: Markdown | None = about("ผลที่เกิดขึ้น", default=None)
    factors: Markdown | None = about("ปัจจัยความสำเร็จ", default=None)
    obstacles: Markdown | None = about("ปัญหาและอุปสรรค", default=None)
    advice: Markdown | None = about("ข้อเสนอแนะ", default=None)

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A lesson also tells its context, or has a body."""
        yield from super().faults(data)
        if ("summary" in data) and not ("context" in data or "body" in data):
            yield Fault((), "needs-summary-or-body", {"fields": "context / body"})


class Recipient(Record):
    """Who was honoured."""

    name: OneLine = about("ชื่อผู้รับ")
    kind: Literal["person", "school", "office"] = about("ประเภทผู้รับ", default="person")
    school: SchoolId | None = about("โรงเรียน", default=None)


class Honor(Post):
    """An award that somebody received."""

    level: Literal["office", "province", "region", "national", "international"] = about("ระดับรางวัล")
    awarded_by: OneLine | None = about("หน่วยงานที่มอบ", default=None)
    recipients: tuple[Recipient, ...] = about("ผู้ได้รับ")
    certificate: PictureOrPath | None = about("เกียรติบัตร", default=None)
    prize_baht: Money | None = about("เงินรางวัล (บาท)", default=None)

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """An honour is somebody's."""
        yield from super().faults(data)
        if data.get("recipients") == []:
            yield Fault(("recipients",), "one-recipient")
