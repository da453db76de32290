"""The six-step drive P D M C A S of one year, with its calendar."""

from collections.abc import Iterator, Mapping
from typing import Literal

from generator.fields import (
    Date,
    Explanation,
    Fault,
    ItemReference,
    OneLine,
    PageAddress,
    Record,
    Step,
    UnitId,
    about,
    backwards,
    duplicates,
    rows,
)

ActivityStatus = Literal["planned", "doing", "done"]


class Activity(Record):
    """Something done under a step."""

    title: OneLine = about("กิจกรรม")
    first: Date | None = about("วันเริ่ม", alias="from", default=None)
    last: Date | None = about("วันสิ้นสุด", alias="to", default=None)
    status: ActivityStatus | None = about("สถานะ", default=None)
    unit: UnitId | None = about("กลุ่มงานที่รับผิดชอบ", default=None)
    items: tuple[ItemReference, ...] = about("ข้อ OIT ที่เกี่ยวข้อง", default=())
    news: tuple[PageAddress, ...] = about("ข่าวที่เกี่ยวข้อง", "เช่น news/2564/plan-meeting", default=())
    output: Explanation | None = about("ผลที่ได้", default=None)


class ProgrammeStep(Record):
    """One of the six steps."""

    code: Step = about("ขั้นตอน")
    title: OneLine = about("ชื่อขั้นตอน")
    purpose: Explanation | None = about("สิ่งที่ทำในขั้นตอนนี้", default=None)
    activities: tuple[Activity, ...] = about("กิจกรรม", default=())


class Programme(Record):
    """The whole of `programme/<year>.yaml`."""

    title: OneLine = about("ชื่อโครงการ")
    note: Explanation | None = about("หมายเหตุ", default=None)
    steps: tuple[ProgrammeStep, ...] = about("ขั้นตอน")

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A step stands once, and nothing ends before it starts."""
        yield from duplicates(data, "steps", "code")
        for steps, activity in rows(data, "steps", "activities"):
            yield from backwards(activity, steps)
