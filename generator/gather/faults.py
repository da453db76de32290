"""Why an office was left out, and why gathering could not be done: one table of sentences, Thai first.

These are no problems of content (`rules`): the files are another office's, and nobody here can mend them.
"""

from dataclasses import dataclass

from generator.refusal import RefusedError
from generator.text import visible

_SAID = {
    "address": (
        "ไม่ใช่ที่อยู่เว็บไซต์ (http:// หรือ https://) หรือโฟลเดอร์ที่มีอยู่",
        "neither a web address (http:// or https://) nor a folder that exists",
    ),
    "no-data": (
        "ไม่พบ data/index.json เว็บไซต์นี้อาจไม่ได้สร้างด้วยโปร่งใส",
        "there is no data/index.json: perhaps the site is not made with Prongsai",
    ),
    "no-file": ("ดัชนีอ้างถึง {name} แต่ไม่พบไฟล์นี้", "the index names {name}, which is not there"),
    "refused": ("เว็บไซต์ตอบรหัส {status} เมื่อขอ {name}", "the site answered {status} for {name}"),
    "visit": ("เปิด {name} ไม่ได้: {advice}", "{name} could not be opened: {reason}"),
    "too-big": ("{name} ใหญ่เกิน {limit} MB", "{name} is bigger than {limit} MB"),
    "unreadable": ("อ่าน {name} จากเครื่องไม่ได้: {reason}", "{name} could not be read from the disk: {reason}"),
    "shape": (
        "{name} ไม่ตรงกับแบบที่เผยแพร่ ที่ {where}",
        "{name} does not keep to its published schema, at {where}: {reason}",
    ),
    "hash": (
        "ลายนิ้วมือของ {name} ไม่ตรงกับดัชนี เว็บไซต์อาจกำลังปรับปรุง ให้รวบรวมใหม่ภายหลัง",
        "the hash of {name} is not the one in the index; perhaps the site is being updated: gather again later",
    ),
    "late": ("หมดเวลาก่อนถึงหน่วยงานนี้", "time ran out before this office was reached"),
    "no-site": ("ไม่มีที่อยู่เว็บไซต์ในรายการ", "the list has no address of a website"),
}


@dataclass(frozen=True)
class Fault:
    """Why the data of one office could not be taken, safe to print."""

    code: str
    th: str
    en: str


def fault(code: str, **values: object) -> Fault:
    """Return the fault of this code; what others wrote is shortened and made safe to print."""
    th, en = _SAID[code]
    shown = {name: visible(str(value), 300) for name, value in values.items()}
    return Fault(code, th.format(**shown), en.format(**shown))


class GatherError(RefusedError):
    """Gathering could not be done at all."""
