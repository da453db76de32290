"""Schools under the office, and the networks they work in."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import BeforeValidator

from generator.fields import Fault, NetworkName, OneLine, Record, Slug, UrlField, about, duplicates, rows


def _named(value: object) -> object:
    return {"id": value, "name": value} if isinstance(value, str) else value


class NetworkRecord(Record):
    """A network of schools."""

    id: OneLine = about("รหัสเครือข่าย")
    name: OneLine = about("ชื่อเครือข่าย")


Network = Annotated[NetworkRecord, BeforeValidator(_named)]


class School(Record):
    """One school."""

    id: Slug = about("รหัสโรงเรียน")
    name: OneLine = about("ชื่อโรงเรียน")
    network: NetworkName | None = about("เครือข่าย", default=None)
    district: OneLine | None = about("อำเภอ", default=None)
    level: OneLine | None = about("ระดับชั้นที่เปิดสอน", default=None)
    url: UrlField | None = about("เว็บไซต์โรงเรียน", default=None)


class Schools(Record):
    """The whole of `schools.yaml`. Without `networks`, a school's network is just its name."""

    networks: tuple[Network, ...] = about("เครือข่าย", default=())
    schools: tuple[School, ...] = about("โรงเรียน", default=())

    @classmethod
    def faults(cls, data: Mapping[str, object]) -> Iterator[Fault]:
        """Ids are unique."""
        yield from duplicates(data, "networks", "id")
        yield from duplicates(data, "schools", "id")
        for steps, row in rows(data, "schools"):
            if row.get("id") in ("index", "404", "page"):
                yield Fault((*steps, "id"), "reserved-name", {"name": row["id"]})
