"""What the search knows of a page."""

from dataclasses import dataclass
from datetime import date

KINDS_TH = {
    "oit": "ข้อมูลสาธารณะ",
    "news": "ข่าว",
    "lesson": "บทเรียน",
    "honor": "เกียรติยศ",
    "document": "เอกสาร",
    "result": "ผลการประเมิน",
    "programme": "โครงการ",
    "school": "โรงเรียน",
    "page": "หน้าเว็บ",
}
"""The kinds that a search can be narrowed to, in the order they are offered."""


@dataclass(frozen=True)
class Document:
    """A page as the search knows it; all texts are plain, without markup."""

    address: str
    kind: str
    """One of `KINDS_TH`."""
    title: str
    lead: str = ""
    """What says most about the page: its summary, or what an item demands."""
    body: str = ""
    """Everything else that people may look for."""
    year: int | None = None
    """The fiscal year, พ.ศ."""
    day: date | None = None
    quiet: bool = False
    """Whether it comes after others that fit as well: a list, or an item that nobody has answered yet."""
