"""Personal data that somebody looked at and let stand, with the reason: `personal-data.yaml`."""

from generator.fields import Date, Explanation, OneLine, Record, about
from generator.personal.sighting import FindingKind


class Waiver(Record):
    """One finding that may stand. The mask says which number it is without showing it."""

    where: OneLine = about("อยู่ที่ไฟล์ใด", "เช่น oit/2564/o10.yaml หรือ files/2564/plan.pdf")
    finding: FindingKind = about(
        "ชนิดของข้อมูล",
        "national-id เลขบัตรประชาชน, mobile-number เบอร์มือถือ, private-mail อีเมลส่วนตัว, bank-account บัญชีธนาคาร",
    )
    masked: OneLine = about("ค่าที่ปิดไว้", "คัดลอกจากข้อความเตือน เช่น 08x-xxx-xx00 (a1) ห้ามใส่เลขจริง")
    reason: Explanation = about("เหตุผล", "เหตุใดจึงเผยแพร่ได้ เช่น เจ้าของยินยอม หรือไม่ใช่ข้อมูลส่วนบุคคล")
    by: OneLine = about("ผู้อนุญาต")
    date: Date = about("วันที่อนุญาต")


class Waivers(Record):
    """The whole of `personal-data.yaml`."""

    waivers: tuple[Waiver, ...] = about("ข้อยกเว้น", default=())
