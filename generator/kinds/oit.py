"""What the office answers for one item, and the evidence for it."""

from collections.abc import Iterator, Mapping
from typing import Literal

from generator.fields import (
    Boolean,
    Count,
    CoverageField,
    Date,
    DocumentId,
    ElementNumber,
    EvidenceFile,
    Explanation,
    Fault,
    ItemOfFile,
    OneLine,
    PageAddress,
    Positive,
    Record,
    UnitId,
    UrlField,
    about,
    extension,
)

Status = Literal["published", "none", "preparing", "not-applicable"]
SOURCES = ("file", "url", "document", "page")


class HumanCheck(Record):
    """A person opened the link; this outranks the robot."""

    date: Date = about("วันที่ตรวจ")
    by: OneLine = about("ผู้ตรวจ")
    note: Explanation | None = about("ผลที่พบ", default=None)


class Evidence(Record):
    """One row of evidence: a file, a web address, a document of ours or a page of this site."""

    title: OneLine | None = about("ชื่อหลักฐาน", "ชื่อเอกสารจริง ไม่ใช่ “รายละเอียด 1”", default=None)
    file: EvidenceFile | None = about("ไฟล์", "ไฟล์ใน files/", default=None)
    url: UrlField | None = about("ที่อยู่เว็บ", default=None)
    document: DocumentId | None = about("เอกสาร", "รหัสเอกสารใน documents/", default=None)
    page: PageAddress | None = about("หน้าในเว็บไซต์นี้", "เช่น news/2564/plan-meeting", default=None)
    pdf_page: Positive | None = about("หน้าของ PDF", "เปิดไฟล์ที่หน้านี้", default=None)
    covers: tuple[ElementNumber, ...] = about("องค์ประกอบที่แสดง", "เลของค์ประกอบ เช่น [1, 2]", default=())
    period: CoverageField | None = about("ช่วงเวลาของเอกสาร", "2564 หรือ 2564-6m หรือ any", default=None)
    issued: Date | None = about("วันที่ของเอกสาร", default=None)
    human_check: HumanCheck | None = about("คนตรวจลิงก์แล้ว", default=None)


def evidence_faults(data: Mapping[str, object], within: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield what is wrong between the fields of each row of `evidence`."""
    rows = data.get("evidence")
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if not isinstance(row, dict):
            continue
        steps = (*within, "evidence", number)
        given = [source for source in SOURCES if source in row]
        if not given and row.keys() - Evidence.model_fields.keys():
            continue  # a field that is misspelt says so itself
        if len(given) != 1:
            yield Fault(steps, "one-source", {"found": ", ".join(given) or "–"})
        elif given[0] in ("file", "url") and "title" not in row:
            yield Fault(steps, "title-needed", {"source": given[0]})
        file = row.get("file")
        if "pdf_page" in row and (
            "url" in row or "page" in row or (isinstance(file, str) and extension(file) != "pdf")
        ):
            yield Fault((*steps, "pdf_page"), "pdf-page-without-pdf")


class Change(Record):
    """A note on what was changed and when."""

    date: Date = about("วันที่")
    note: Explanation = about("สิ่งที่เปลี่ยน")


class Feedback(Record):
    """What an assessor found, and what the office replied."""

    round: Count = about("รอบ")
    date: Date = about("วันที่")
    finding: Explanation = about("ข้อสังเกตของผู้ประเมิน")
    reply: Explanation | None = about("คำชี้แจง", default=None)
    resolved: Boolean = about("แก้ไขแล้ว", default=False)


class Disclosure(Record):
    """The office's answer to one item of one year."""

    item: ItemOfFile = about("รหัสข้อ", "เช่น O10", "item")
    status: Status = about("สถานะ", "published เผยแพร่แล้ว, none ไม่มี, preparing กำลังจัดทำ, not-applicable ไม่เกี่ยวข้อง")
    explanation: Explanation | None = about("คำอธิบาย", "ข้อความที่แจ้งผู้ประเมินคู่กับลิงก์", default=None)
    unit: UnitId | None = about("กลุ่มงานที่รับผิดชอบ", default=None)
    published: Date | None = about("วันที่เผยแพร่", default=None)
    updated: Date | None = about("วันที่ปรับปรุง", default=None)
    evidence: tuple[Evidence, ...] = about("หลักฐาน", default=())
    changes: tuple[Change, ...] = about("บันทึกการเปลี่ยนแปลง", default=())
    feedback: tuple[Feedback, ...] = about("ข้อสังเกตของผู้ประเมิน", default=())

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """`none` and `not-applicable` are answers only with a reason; a row of evidence has one source."""
        if data.get("status") in ("none", "not-applicable") and "explanation" not in data:
            yield Fault(("status",), "explanation-needed", {"status": data["status"]})
        yield from evidence_faults(data)
