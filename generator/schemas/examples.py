"""What a clerk sees as an example of each field: a value that `check` accepts once its files and names are there.

`{year}` stands for the fiscal year of the file and `{day}` for a day in it. A value of more lines starts with a line
break, as it stands below its field in YAML. Nothing here is a fact about a real office.
"""

from collections.abc import Mapping
from datetime import date

from generator.dates import BUDDHIST_OFFSET

EVIDENCE = """
  - title: แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. {year}
    file: files/{year}/action-plan.pdf
    pdf_page: 1
    covers: [1]
    period: {period}
    issued: {day}
  - title: หน้าเว็บที่เผยแพร่ข้อมูลเรื่องนี้
    url: https://www.example.go.th/plan
    covers: [1]
    human_check:
      date: {day}
      by: กลุ่มนโยบายและแผน
      note: เปิดได้โดยไม่ต้องเข้าสู่ระบบ
  - document: strategic-plan
    covers: [1]
  - page: contact
    covers: [1]"""

_COMMON: Mapping[str, str] = {
    "summary": "สำนักงานจัดประชุมคณะทำงาน เพื่อติดตามความก้าวหน้าของการเปิดเผยข้อมูล",
    "body": "|\n  ย่อหน้าแรกบอกว่าใครทำอะไร ที่ไหน เมื่อไร\n\n  เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่\n\n  - ขึ้นต้นด้วยขีดคือรายการ",
    "cover": "\n  file: files/{folder}/cover.jpg\n  alt: ผู้เข้าประชุมนั่งรอบโต๊ะในห้องประชุม\n  caption: การประชุมคณะทำงาน",
    "gallery": "\n  - file: files/{folder}/meeting-1.jpg\n    alt: ผู้อำนวยการกล่าวเปิดการประชุม\n    caption: พิธีเปิด",
    "attachments": (
        "\n  - title: รายงานการประชุม\n    file: files/{folder}/report.pdf"
        "\n  - title: เอกสารประกอบการประชุม\n    url: https://www.example.go.th/report"
    ),
    "tags": "[ความโปร่งใส, ITA]",
    "step": "P",
    "items": "[{year}/O1]",
    "schools": "[school-01]",
    "aliases": "[old/page-1]",
    "unit": "policy",
    "note": "ข้อมูลเบื้องต้น จะปรับปรุงเมื่อมีเอกสารทางการ",
    "evidence": EVIDENCE,
}

_OWN: Mapping[str, Mapping[str, str]] = {
    "lesson": {
        "authors": "[ชื่อและนามสกุลผู้เขียน]",
        "school": "school-01",
        "dimension": "transparency",
        "context": "|\n  ปัญหาที่พบ และเหตุผลที่ต้องทำเรื่องนี้",
        "actions": "|\n  1. ทำอะไรก่อน\n  2. ทำอะไรต่อ",
        "results": "|\n  เกิดผลอะไรขึ้น วัดได้อย่างไร",
        "factors": "|\n  อะไรทำให้สำเร็จ",
        "obstacles": "|\n  ติดขัดเรื่องใด แก้อย่างไร",
        "advice": "|\n  ถ้าผู้อื่นจะทำตาม ควรรู้อะไร",
    },
    "honor": {
        "level": "province",
        "awarded_by": "สำนักงานศึกษาธิการจังหวัด",
        "recipients.name": "ชื่อและนามสกุลผู้รับรางวัล",
        "certificate": "files/{folder}/certificate.jpg",
        "prize_baht": "5,000",
    },
    "document": {
        "file": "files/{year}/plan.pdf",
        "issued": "{day}",
        "period": "{year}",
        "summary": "แผนที่ใช้เป็นกรอบการทำงานของสำนักงานตลอดปี",
        "license": "CC-BY-4.0",
    },
    "oit": {
        "explanation": "เผยแพร่แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. {year} ซึ่งแสดงครบทุกองค์ประกอบ",
        "published": "{day}",
        "updated": "{day}",
        "changes": "\n  - date: {day}\n    note: เพิ่มรายงานรอบ 6 เดือน",
        "feedback": (
            "\n  - round: 1\n    date: {day}\n    finding: ไม่พบรายงานรอบ 6 เดือน"
            "\n    reply: เพิ่มรายงานในหน้านี้แล้ว\n    resolved: true"
        ),
    },
    "survey": {
        "scale": "5",
        "groups": (
            "\n  - name: ผู้รับบริการ\n    population: 400\n    respondents: 200"
            "\n    subgroups:\n      - name: ครู\n        count: 120"
        ),
        "results": "\n  - dimension: ด้านการให้บริการ\n    mean: 4.25\n    sd: 0.62\n    level: มาก",
        "overall_level": "มาก",
    },
    "assessment": {
        "announced": "{day}",
        "total": "92.50",
        "level": "A",
        "rank": "12",
        "out_of": "100",
        "passed": "true",
        "instruments": "\n  iit: 90.10\n  eit: 91.20\n  oit: 95.30",
        "indicators": '\n  "1": 93.40\n  "2": 91.60',
    },
    "schools": {
        "networks": "\n  - id: network-01\n    name: เครือข่ายในเมือง",
    },
    "office": {
        "short_name": "สพป.ตัวอย่าง เขต 1",
        "url": "https://www.example.go.th",
        "own_hosts": "[www.example.go.th, example.go.th]",
        "body": "|\n  ประวัติ ภารกิจ และพื้นที่รับผิดชอบของสำนักงาน (ตัวอย่าง)",
        "channels": (
            "\n  - kind: complaint-corruption\n    title: แจ้งเรื่องร้องเรียนการทุจริต"
            "\n    url: https://www.example.go.th/complaint"
            "\n  - kind: qa\n    title: ถาม-ตอบ\n    url: https://www.example.go.th/qa"
            "\n  - kind: e-service\n    title: บริการออนไลน์\n    url: https://www.example.go.th/e-service"
        ),
        "executives": (
            "\n  - name: ชื่อและนามสกุล (ตัวอย่าง)\n    position: ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
            '\n    photo: files/office/director.jpg\n    phone: "0 0000 0000"\n    email: director@example.go.th'
        ),
        "units": (
            "\n  - id: admin\n    name: กลุ่มอำนวยการ"
            "\n  - id: policy\n    name: กลุ่มนโยบายและแผน"
            "\n  - id: personnel\n    name: กลุ่มบริหารงานบุคคล"
            "\n  - id: finance\n    name: กลุ่มบริหารงานการเงินและสินทรัพย์"
            "\n  - id: legal\n    name: กลุ่มกฎหมายและคดี"
        ),
        "intro": "รวมข้อมูลที่ประชาชนตรวจสอบได้ของสำนักงาน (ตัวอย่าง)",
        "colour": '"#14504b"',
        "accent": '"#e9b04a"',
        "emblem": "files/office/emblem.png",
        "security": "\n  contact: https://www.example.go.th/contact\n  expires: {day}",
        "demo": "true",
    },
}

PROGRAMME_STEP = (
    "    purpose: ศึกษาผลการประเมินปีก่อน แต่งตั้งคณะทำงาน และจัดทำโครงการ",
    "    activities:",
    "      - title: แต่งตั้งคณะทำงาน",
    "        from: {day}",
    "        to: {day}",
    "        status: planned",
    "        unit: policy",
    "        items: [{year}/O1]",
    "        news: [news/{year}/meeting]",
    "        output: คำสั่งแต่งตั้งคณะทำงาน",
)
"""What may stand below a step of a programme."""

SCHOOL = (
    "    network: network-01",
    "    district: เมือง",
    "    level: อนุบาล–ประถมศึกษา",
    "    url: https://www.example.ac.th",
)
"""What may stand below a school's name."""

FOLDERS = {"news": "news", "lesson": "lessons", "honor": "honors"}


def examples(kind: str, year: int, day: str, period: str | None = None) -> dict[str, str]:
    """Return the example of each field of a kind. day: as it is typed. period: what the item's evidence must cover."""
    found = {**_COMMON, **_OWN.get(kind, {})}
    return {name: fit(text, year, day, FOLDERS.get(kind, kind), period) for name, text in found.items()}


def fit(text: str, year: int, day: str, folder: str = "", period: str | None = None) -> str:
    """Return an example with the year, the day and the rest put in."""
    values = {"{year}": str(year), "{day}": day, "{folder}": folder, "{period}": period or str(year)}
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def thai_day(when: date) -> str:
    """Return a date as it is written in YAML: `2564-01-15`."""
    return f"{when.year + BUDDHIST_OFFSET}-{when.month:02}-{when.day:02}"
