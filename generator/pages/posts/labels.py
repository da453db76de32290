"""The words of the three sections: what they are called, and the labels of steps, dimensions and levels."""

from dataclasses import dataclass

from generator import addresses
from generator.pages.page import TITLES

STEPS_TH = {
    "P": "วางแผน",
    "D": "ลงมือปฏิบัติ",
    "M": "เสริมสร้าง สนับสนุน ให้กำลังใจ",
    "C": "ตรวจสอบ ติดตาม ประเมินผล",
    "A": "ปรับปรุง พัฒนา สรุปรายงาน",
    "S": "เผยแพร่ แลกเปลี่ยนเรียนรู้",
}
DIMENSIONS_TH = {
    "transparency": "ด้านความโปร่งใส",
    "accountability": "ด้านความพร้อมรับผิด",
    "service-integrity": "ด้านคุณธรรมการให้บริการ",
    "culture": "ด้านวัฒนธรรมคุณธรรมในองค์กร",
    "work-integrity": "ด้านคุณธรรมการทำงานในหน่วยงาน",
}
LEVELS_TH = {
    "international": "ระดับนานาชาติ",
    "national": "ระดับประเทศ",
    "region": "ระดับภาค",
    "province": "ระดับจังหวัด",
    "office": "ระดับเขตพื้นที่",
}
"""Highest first: the order in which a wall of honours shows them."""

LESSON_PARTS = (
    ("context", "ที่มาและความสำคัญ"),
    ("actions", "สิ่งที่ทำ"),
    ("results", "ผลที่เกิดขึ้น"),
    ("factors", "ปัจจัยความสำเร็จ"),
    ("obstacles", "ปัญหาและอุปสรรค"),
    ("advice", "ข้อเสนอแนะสำหรับผู้ที่จะนำไปใช้"),
)
"""The parts of a lesson in reading order; their names are the anchors on its page."""

LESSON_IN_SHORT = {"context": "ที่มา", "actions": "สิ่งที่ทำ", "results": "ผล"}
"""The parts that the summary at the top tells in short."""


@dataclass(frozen=True)
class Section:
    """One of the three sections."""

    address: str
    title: str
    noun: str
    about: str
    empty: str
    """What will come here and when, for an office that has nothing yet."""
    first: int
    """How many the first page of a list shows at most, a multiple of PER_PAGE. Further pages show PER_PAGE, so that
    their addresses stay what they always were, however full the first page is."""


PER_PAGE = 12

SECTIONS = {
    addresses.NEWS: Section(
        addresses.NEWS,
        TITLES[addresses.NEWS],
        "ข่าว",
        "ข่าวและกิจกรรมของหน่วยงาน",
        "ยังไม่มีข่าว ข่าวแรกจะแสดงที่นี่ทันทีที่หน่วยงานเผยแพร่",
        PER_PAGE,
    ),
    addresses.LESSONS: Section(
        addresses.LESSONS,
        TITLES[addresses.LESSONS],
        "บทเรียน",
        "สิ่งที่หน่วยงานและโรงเรียนได้เรียนรู้จากการทำงาน",
        "ยังไม่มีบทเรียน บทเรียนจะแสดงที่นี่เมื่อจบกิจกรรมและถอดบทเรียนเสร็จ",
        2 * PER_PAGE,
    ),
    addresses.HONORS: Section(
        addresses.HONORS,
        TITLES[addresses.HONORS],
        "รางวัล",
        "รางวัลและเกียรติบัตรที่บุคลากร โรงเรียน และหน่วยงานได้รับ",
        "ยังไม่มีรางวัล รางวัลจะแสดงที่นี่เมื่อหน่วยงานที่มอบประกาศผล",
        3 * PER_PAGE,
    ),
}
