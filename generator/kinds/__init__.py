"""The kinds of entries people write. A new kind is one class, one line here and one template."""

from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.fields import Record
from generator.kinds.document import Document
from generator.kinds.office import Office
from generator.kinds.oit import Disclosure
from generator.kinds.posts import Honor, Lesson, News
from generator.kinds.programme import Programme
from generator.kinds.results import Assessment, Survey
from generator.kinds.school import Schools
from generator.kinds.waivers import Waivers


@dataclass(frozen=True)
class Kind:
    """A kind of entry: where its files stand below `disclosures/`, and what they hold.

    `place` is a path with `YEAR` for a fiscal year's folder or file name and `*` for the entry's own name.
    """

    name: str
    model: type[Record]
    place: str
    label_th: str
    label_en: str


KINDS: tuple[Kind, ...] = (
    Kind("office", Office, "office.yaml", "หน่วยงาน", "office"),
    Kind("catalogue", Catalogue, "catalogues/*.yaml", "แบบประเมิน", "catalogue"),
    Kind("oit", Disclosure, "oit/YEAR/*.yaml", "ข้อมูลสาธารณะ", "disclosure"),
    Kind("document", Document, "documents/*.yaml", "เอกสาร", "document"),
    Kind("news", News, "news/YEAR/*.yaml", "ข่าว", "news"),
    Kind("lesson", Lesson, "lessons/YEAR/*.yaml", "บทเรียน", "lesson"),
    Kind("honor", Honor, "honors/YEAR/*.yaml", "เกียรติยศ", "honour"),
    Kind("assessment", Assessment, "assessments/YEAR.yaml", "ผลการประเมิน", "assessment"),
    Kind("survey", Survey, "surveys/YEAR/*.yaml", "ผลการสำรวจ", "survey"),
    Kind("programme", Programme, "programme/YEAR.yaml", "โครงการ", "programme"),
    Kind("schools", Schools, "schools.yaml", "โรงเรียน", "schools"),
    Kind("waivers", Waivers, "personal-data.yaml", "ข้อยกเว้นข้อมูลส่วนบุคคล", "personal data waivers"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
