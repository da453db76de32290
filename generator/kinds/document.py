"""A document that serves more than one item or year; it has a page of its own."""

from collections.abc import Iterator, Mapping

from generator.fields import (
    CoverageField,
    Date,
    EvidenceFile,
    Fault,
    OneLine,
    Record,
    UnitId,
    UrlField,
    about,
)


class Document(Record):
    """One file of `documents/`."""

    title: OneLine = about("ชื่อเอกสาร")
    file: EvidenceFile | None = about("ไฟล์", default=None)
    url: UrlField | None = about("ที่อยู่เว็บ", default=None)
    issued: Date | None = about("วันที่ของเอกสาร", default=None)
    period: CoverageField | None = about("ช่วงเวลาของเอกสาร", default=None)
    unit: UnitId | None = about("กลุ่มงานเจ้าของเรื่อง", default=None)
    summary: OneLine | None = about("สาระสำคัญ", default=None)
    tags: tuple[OneLine, ...] = about("คำสำคัญ", default=())
    license: OneLine | None = about("สัญญาอนุญาต", default=None)

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """A document opens in one place."""
        yield from file_or_url(data)


def file_or_url(data: Mapping[str, object], steps: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield the fault of having both or neither of `file` and `url`."""
    given = [source for source in ("file", "url") if source in data]
    if len(given) != 1:
        yield Fault(steps, "file-or-url", {"found": ", ".join(given) or "–"})
