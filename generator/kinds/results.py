"""Official ITA results, and what surveys found."""

from collections.abc import Iterator, Mapping

from generator.fields import (
    Amount,
    Boolean,
    Count,
    Date,
    Explanation,
    Fault,
    FiscalYearOfFolder,
    OneLine,
    Positive,
    Record,
    Score,
    about,
)
from generator.kinds.oit import Evidence, evidence_faults


class Instruments(Record):
    """The scores of the three instruments."""

    iit: Score | None = about("IIT", default=None)
    eit: Score | None = about("EIT", default=None)
    oit: Score | None = about("OIT", default=None)


class Assessment(Record):
    """The official result of one fiscal year."""

    fiscal_year: FiscalYearOfFolder = about("ปีงบประมาณ")
    announced: Date | None = about("วันที่ประกาศ", default=None)
    total: Score = about("คะแนนรวม")
    level: OneLine | None = about("ระดับ", default=None)
    rank: Positive | None = about("อันดับ", default=None)
    out_of: Positive | None = about("จากทั้งหมด (เขต)", default=None)
    passed: Boolean | None = about("ผ่าน", default=None)
    instruments: Instruments | None = about("คะแนนรายเครื่องมือ", default=None)
    indicators: dict[OneLine, Score] | None = about("คะแนนรายตัวชี้วัด", default=None)
    note: Explanation | None = about("หมายเหตุ", default=None)
    evidence: tuple[Evidence, ...] = about("หลักฐาน", default=())

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A row of evidence has one source."""
        yield from evidence_faults(data)


class Subgroup(Record):
    """A part of a group of respondents."""

    name: OneLine = about("กลุ่มย่อย")
    count: Count = about("จำนวน (คน)")


class Group(Record):
    """The people a survey asked."""

    name: OneLine = about("กลุ่มเป้าหมาย")
    population: Count | None = about("จำนวนทั้งหมด (คน)", default=None)
    respondents: Count | None = about("ผู้ตอบ (คน)", default=None)
    subgroups: tuple[Subgroup, ...] = about("กลุ่มย่อย", default=())


class Finding(Record):
    """One line of a survey's results."""

    dimension: OneLine = about("ด้าน")
    mean: Amount | None = about("ค่าเฉลี่ย", default=None)
    sd: Amount | None = about("ส่วนเบี่ยงเบนมาตรฐาน", default=None)
    level: OneLine | None = about("ระดับ", default=None)


class Survey(Record):
    """A satisfaction or performance survey."""

    title: OneLine = about("ชื่อการสำรวจ")
    fiscal_year: FiscalYearOfFolder = about("ปีงบประมาณ")
    scale: Positive | None = about("จำนวนระดับของมาตรวัด", default=None)
    groups: tuple[Group, ...] = about("กลุ่มเป้าหมาย", default=())
    results: tuple[Finding, ...] = about("ผลรายด้าน", default=())
    overall_level: OneLine | None = about("ระดับในภาพรวม", default=None)
    note: Explanation | None = about("หมายเหตุ", default=None)
    evidence: tuple[Evidence, ...] = about("หลักฐาน", default=())

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A row of evidence has one source."""
        yield from evidence_faults(data)
