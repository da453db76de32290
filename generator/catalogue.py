"""What one fiscal year's assessment demands: indicator → sub-indicator → item → element.

A year is one YAML file and no code: nothing here knows a year, an item's number or how many there are.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from generator.fields import (
    Boolean,
    Date,
    Explanation,
    Fault,
    FiscalYearOfFolder,
    ItemCode,
    LocalizedText,
    OneLine,
    Record,
    Score,
    Slug,
    about,
    backwards,
    duplicates,
    item_code,
    rows,
)

Period = Literal["any", "in_force", "current", "current_6m", "previous", "prev_to_current"]


class Item(Record):
    """One O-number of one year, with the elements it must show."""

    code: ItemCode = about("รหัสข้อ", "เช่น O10", "item code")
    title: LocalizedText = about("ชื่อข้อ", en="title")
    concept: Slug = about("เรื่อง", "คำภาษาอังกฤษที่ใช้โยงข้อเดียวกันข้ามปี", "what links the item across years")
    group: OneLine | None = about("หมวด", default=None)
    period: Period = about("ช่วงเวลาที่หลักฐานต้องครอบคลุม", default="any")
    elements: tuple[Explanation, ...] = about("องค์ประกอบด้านข้อมูล", default=())
    unit: Slug | None = about("กลุ่มงานที่มักรับผิดชอบ", default=None)
    legal: Explanation | None = about("ฐานทางกฎหมาย", default=None)
    title_source: Explanation | None = about("แหล่งที่มาของชื่อข้อ", default=None)
    title_verified: Boolean = about("ยืนยันชื่อข้อแล้ว", default=True)
    elements_source: Explanation | None = about("แหล่งที่มาขององค์ประกอบ", default=None)
    elements_verified: Boolean = about("ยืนยันองค์ประกอบแล้ว", default=True)
    note: Explanation | None = about("หมายเหตุ", default=None)

    @property
    def slug(self) -> str:
        """The last part of the item's address: `o10`."""
        return self.code.lower()


class SubIndicator(Record):
    """A part of an indicator, such as 9.2."""

    id: OneLine = about("เลขตัวชี้วัดย่อย")
    title: LocalizedText = about("ชื่อตัวชี้วัดย่อย")
    items: tuple[Item, ...] = about("ข้อ")


class Indicator(Record):
    """An indicator of the OIT part, such as 9."""

    id: OneLine = about("เลขตัวชี้วัด")
    title: LocalizedText = about("ชื่อตัวชี้วัด")
    sub_indicators: tuple[SubIndicator, ...] = about("ตัวชี้วัดย่อย")


class Weights(Record):
    """How much each instrument counts, in per cent."""

    iit: Score = about("IIT")
    eit: Score = about("EIT")
    oit: Score = about("OIT")


class Level(Record):
    """A band of the total score. `each` demands that score of every instrument too."""

    label: OneLine = about("ชื่อระดับ")
    min: Score = about("คะแนนรวมขั้นต่ำ")
    each: Score | None = about("คะแนนขั้นต่ำของแต่ละเครื่องมือ", default=None)


class Scoring(Record):
    """How the score is made up."""

    rollup: Literal["nested", "flat"] = about("วิธีรวมคะแนน", default="nested")
    weights: Weights | None = about("น้ำหนัก", default=None)
    pass_mark: Score | None = about("คะแนนผ่าน", default=None)
    levels: tuple[Level, ...] = about("ระดับ", default=())


class Phase(Record):
    """A span of the year's calendar, both days included."""

    phase: LocalizedText = about("ช่วง")
    first: Date = about("วันเริ่ม", alias="from")
    last: Date = about("วันสิ้นสุด", alias="to")


class Catalogue(Record):
    """The whole of one fiscal year's demands on one kind of agency."""

    fiscal_year: FiscalYearOfFolder = about("ปีงบประมาณ", "พ.ศ.", "fiscal year")
    body_type: Slug = about("ประเภทหน่วยงาน", "เช่น esao", "kind of agency")
    title: LocalizedText = about("ชื่อ")
    applies_to: Explanation | None = about("ใช้กับหน่วยงาน", default=None)
    sources: tuple[Explanation, ...] = about("แหล่งที่มา", default=())
    verified: Boolean = about("ยืนยันกับเอกสารทางการแล้ว", default=False)
    note: Explanation | None = about("หมายเหตุ", default=None)
    scoring: Scoring = about("การคิดคะแนน", default=Scoring())
    calendar: tuple[Phase, ...] = about("ปฏิทิน", default=())
    indicators: tuple[Indicator, ...] = about("ตัวชี้วัด")

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """Within a year, codes and concepts are unique; a phase does not end before it starts."""
        yield from duplicates(data, "indicators", "sub_indicators", "items", "code", spelt=item_code)
        yield from duplicates(data, "indicators", "id")
        yield from duplicates(data, "indicators", "sub_indicators", "items", "concept")
        yield from duplicates(data, "indicators", "sub_indicators", "id")
        for steps, phase in rows(data, "calendar"):
            yield from backwards(phase, steps)

    @property
    def year(self) -> int:
        """The fiscal year (พ.ศ.)."""
        return self.fiscal_year

    def branches(self) -> Iterator[tuple[Indicator, SubIndicator]]:
        """Yield every sub-indicator with its indicator, in the catalogue's order."""
        for indicator in self.indicators:
            for sub_indicator in indicator.sub_indicators:
                yield indicator, sub_indicator

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in the catalogue's order."""
        return tuple(item for _, sub_indicator in self.branches() for item in sub_indicator.items)

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """Items by their code."""
        return {item.code: item for item in self.items}

    @cached_property
    def by_concept(self) -> dict[str, Item]:
        """Items by what they are about."""
        return {item.concept: item for item in self.items}


def period_th(period: Period, year: int) -> str:
    """Return what an item demands of its evidence's span, in words."""
    before = year - 1
    return {
        "any": "ไม่กำหนดปี",
        "in_force": f"ใช้บังคับในปีงบประมาณ พ.ศ. {year}",
        "current": f"ปีงบประมาณ พ.ศ. {year}",
        "current_6m": f"6 เดือนแรกของปีงบประมาณ พ.ศ. {year} (ต.ค. {before} – มี.ค. {year})",
        "previous": f"ปีงบประมาณ พ.ศ. {before}",
        "prev_to_current": f"ผลของปี พ.ศ. {before} และมาตรการของปี พ.ศ. {year}",
    }[period]
