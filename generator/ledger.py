"""What the last link check saw, as `links` wrote it to `ledger.json`. The build reads this and never the network.

The file is read twice as loosely as it is written: whoever edits it by hand may lose a date, but never stops a build.
The facts of the content (media type, size, hash, title) are those of the last time the address opened, so that they
can be compared with the next; status and final address are those of the last visit, whatever came of it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from generator.problem import Place, Problem
from generator.rules import problem

LEDGER_PATH = "disclosures/ledger.json"
UNUSABLE = frozenset({"broken", "needs-login"})
THAI_TIME = timezone(timedelta(hours=7))
"""Days are counted as the office counts them; Thailand has no summer time."""

STATES_TH: Mapping[str, str] = {
    "ok": "เปิดได้",
    "changed": "เปิดได้ แต่เนื้อหาเปลี่ยนไปจากครั้งก่อน",
    "moved": "ย้ายไปที่อยู่ใหม่แล้ว",
    "needs-login": "ต้องเข้าสู่ระบบก่อนจึงจะเปิดได้",
    "broken": "เปิดไม่ได้",
    "unsure": "ยังไม่แน่ใจว่าเปิดได้",
}
STATES = tuple(STATES_TH)

ADVICE_TH: Mapping[str, str] = {
    # states, where the reason has no advice of its own
    "changed": "เปิดดูว่าเป็นเอกสารที่ต้องการอ้างอยู่หรือไม่ ถ้าใช่ไม่ต้องแก้อะไร",
    "moved": "เปลี่ยนที่อยู่ในไฟล์ YAML เป็นที่อยู่ใหม่",
    "needs-login": "เปิดให้ผู้ที่ไม่ได้เข้าสู่ระบบดูได้ หรือวางไฟล์ไว้ใน files/ แทน",
    "broken": "หาที่อยู่ใหม่ของเอกสาร หรือวางไฟล์ไว้ใน files/ แทน",
    "unsure": "ลองเปิดดูเอง ถ้าเปิดได้ให้บันทึกในช่อง human_check",
    # walls: what the owner of the page must change
    "google-drive": "ใน Google Drive กด “แชร์” แล้วเปลี่ยนการเข้าถึงทั่วไปเป็น “ทุกคนที่มีลิงก์”",
    "google-sites": "ใน Google Sites กด “แชร์” แล้วเปลี่ยนเว็บไซต์ที่เผยแพร่แล้วเป็น “สาธารณะ” และกดเผยแพร่อีกครั้ง",
    "onedrive": "ใน OneDrive หรือ SharePoint กด “แชร์” เลือก “ทุกคนที่มีลิงก์” แล้วใช้ลิงก์ใหม่ที่ได้",
    "facebook": "ตั้งโพสต์หรือเพจ Facebook เป็น “สาธารณะ” ถ้าเป็นสาธารณะแล้ว ให้เปิดดูโดยไม่เข้าสู่ระบบแล้วบันทึกในช่อง human_check",
    "sign-in": "ที่อยู่นี้พาไปหน้าเข้าสู่ระบบ ให้เปิดเป็นสาธารณะ หรือวางไฟล์ไว้ใน files/ แทน",
    # failures
    "not-found": "เว็บปลายทางตอบว่าไม่มีหน้านี้แล้ว ให้หาที่อยู่ใหม่ หรือวางไฟล์ไว้ใน files/ แทน",
    "soft-404": "หน้าเปิดขึ้นมาแต่บอกว่าไม่พบ ให้หาที่อยู่ใหม่ หรือวางไฟล์ไว้ใน files/ แทน",
    "parked": "เว็บปลายทางถูกระงับ หมดอายุ หรือยังไม่มีเนื้อหา ให้หาที่อยู่ใหม่",
    "wrong-type": "ที่อยู่บอกว่าเป็นไฟล์ แต่ได้หน้าเว็บหรือไฟล์ชนิดอื่น ให้ใช้ลิงก์ที่เปิดไฟล์ได้โดยตรง",
    "empty": "เปิดแล้วว่างเปล่า ให้ตรวจไฟล์ที่ต้นทาง",
    "refused": "เว็บปลายทางไม่รับคำขอ ให้ตรวจว่าคัดลอกที่อยู่มาครบ",
    "server-error": "เว็บปลายทางขัดข้อง ให้แจ้งผู้ดูแลเว็บนั้น",
    "dns": "ไม่มีชื่อเว็บไซต์นี้ในอินเทอร์เน็ต ให้ตรวจตัวสะกด หรือหาที่อยู่ใหม่",
    "unreachable": "ติดต่อเครื่องแม่ข่ายของเว็บปลายทางไม่ได้",
    "no-connection": "เครื่องแม่ข่ายของเว็บปลายทางไม่รับการเชื่อมต่อ",
    "timeout": "เว็บปลายทางไม่ตอบภายใน 15 วินาที",
    "reset": "เว็บปลายทางตัดการเชื่อมต่อกลางคัน",
    "bad-answer": "เว็บปลายทางตอบผิดรูปแบบ ให้แจ้งผู้ดูแลเว็บนั้น",
    "bad-redirect": "เว็บปลายทางพาไปที่อยู่ที่ใช้ไม่ได้ ให้หาที่อยู่ใหม่",
    "too-many-redirects": "เว็บปลายทางพาไปต่อหลายทอดไม่รู้จบ ให้หาที่อยู่ใหม่",
    "private-address": "ที่อยู่นี้อยู่ในเครือข่ายภายใน คนภายนอกเปิดไม่ได้ ให้ใช้ที่อยู่สาธารณะ",
    "tls-expired": "ใบรับรองความปลอดภัย (HTTPS) ของเว็บปลายทางหมดอายุ ให้แจ้งผู้ดูแลเว็บนั้น",
    "tls-name": "ใบรับรองความปลอดภัย (HTTPS) เป็นของเว็บอื่น ให้ตรวจที่อยู่ หรือแจ้งผู้ดูแลเว็บนั้น",
    "tls-self-signed": "ใบรับรองความปลอดภัย (HTTPS) ของเว็บปลายทางไม่มีผู้รับรอง ให้แจ้งผู้ดูแลเว็บนั้น",
    # what a robot can't tell
    "robots": "เว็บปลายทางไม่ให้โปรแกรมตรวจ ลองเปิดดูเอง ถ้าเปิดได้ให้บันทึกในช่อง human_check",
    "busy": "เว็บปลายทางขอให้มาใหม่ภายหลัง จะตรวจอีกครั้งในรอบหน้า",
    "slow": "ไฟล์มาช้าจนตรวจไม่จบ ลองเปิดดูเอง ถ้าเปิดได้ให้บันทึกในช่อง human_check",
    "too-big": "ใหญ่เกิน 20 MB จึงตรวจไม่จบ ลองเปิดดูเอง และควรทำไฟล์ให้เล็กลง",
    "encoded": "เว็บปลายทางส่งเนื้อหาในรูปแบบที่โปรแกรมอ่านไม่ได้ ลองเปิดดูเอง ถ้าเปิดได้ให้บันทึกในช่อง human_check",
    "tls": "เชื่อมต่อแบบปลอดภัย (HTTPS) กับเว็บปลายทางไม่สำเร็จ ลองเปิดดูเอง ถ้าเปิดได้ให้บันทึกในช่อง human_check",
}
"""What to do, by the state and, more exactly, by the reason for it."""


@dataclass(frozen=True)
class LinkRecord:
    """What is known of one URL. Dates are in Thai time; None means never, or not known."""

    state: str
    checked_at: datetime | None = None
    last_ok: datetime | None = None
    """When it last opened, whatever was to be said about it (`ok`, `changed`, `moved`)."""
    first_failure: datetime | None = None
    """The first of the failures that `fail_streak` counts."""
    fail_streak: int = 0
    status: int | None = None
    final_url: str | None = None
    media_type: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    """Of a file, the hash of its bytes; of a web page, of its words without numbers and dates (`links.page`)."""
    title: str | None = None
    reason: str | None = None
    """A key of `ADVICE_TH`."""

    @property
    def state_th(self) -> str:
        """The state in words."""
        return STATES_TH[self.state]

    @property
    def advice_th(self) -> str | None:
        """What somebody should do about it, or None when there is nothing to do."""
        return ADVICE_TH.get(self.reason or "") or ADVICE_TH.get(self.state)

    def as_json(self) -> dict[str, Any]:
        """Return the object of contract §5, with `reason`."""
        facts = asdict(self)
        return {
            key: fact.isoformat("T", "seconds") if isinstance(fact, datetime) else fact for key, fact in facts.items()
        }


@dataclass(frozen=True)
class Ledger:
    """The recorded facts of each URL, as in contract §5."""

    urls: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def state(self, url: str) -> str | None:
        """Return the state of a URL, or None when it was never visited."""
        record = self.urls.get(url)
        return str(record["state"]) if record else None

    def record(self, url: str) -> LinkRecord | None:
        """Return what is known of a URL, or None when it was never visited."""
        raw = self.urls.get(url)
        if not raw:
            return None
        return LinkRecord(
            state=str(raw["state"]),
            checked_at=_moment(raw.get("checked_at")),
            last_ok=_moment(raw.get("last_ok")),
            first_failure=_moment(raw.get("first_failure")),
            fail_streak=_count(raw.get("fail_streak")) or 0,
            status=_count(raw.get("status")),
            final_url=_text(raw.get("final_url")),
            media_type=_text(raw.get("media_type")),
            bytes=_count(raw.get("bytes")),
            sha256=_text(raw.get("sha256")),
            title=_text(raw.get("title")),
            reason=_text(raw.get("reason")),
        )


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=THAI_TIME)
        return moment.astimezone(THAI_TIME) if moment else None
    except (ValueError, OverflowError):
        return None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _text(value: object) -> str | None:
    # A lone surrogate can stand in JSON but in no page.
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else None


def read_ledger(root: Path) -> tuple[Ledger, list[Problem]]:
    """Return the ledger, empty when there is none, and what is wrong with its file."""
    path = root / LEDGER_PATH
    try:
        if path.is_symlink() or not path.exists():
            return Ledger(), []
        content = json.loads(path.read_text("utf-8"))
        urls = content["urls"]
        sound = content["version"] == 1 and all(record["state"] in STATES for record in urls.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound, urls = False, {}
    return (Ledger(urls), []) if sound else (Ledger(), [problem("bad-ledger", Place(LEDGER_PATH))])


def ledger_bytes(records: Mapping[str, LinkRecord]) -> bytes:
    """Return the file: the same records, the same bytes."""
    urls = {url: record.as_json() for url, record in records.items()}
    text = json.dumps({"version": 1, "urls": urls}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()
