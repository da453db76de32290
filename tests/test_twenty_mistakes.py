"""Ten files of one office, twenty different mistakes of the kind people make: one run reports each, and once."""

import base64
from pathlib import Path

from generator.site import check_content

FILES = {
    "office.yaml": """\
name: สำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต 2
short_name: สพป.ลำพูน เขต 2
url: www.lp2.go.th
body_type: esao
current_year: 2564
contact:
  phone: 053 979 688
  email: saraban@lp2
units:
  - {id: policy, name: กลุ่มนโยบายและแผน}
  - {id: finance, name: กลุ่มบริหารงานการเงินและสินทรัพย์}
""",
    "catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: แบบวัดการเปิดเผยข้อมูลสาธารณะ ปี 2564
calendar:
  - {phase: ตอบแบบวัด OIT, from: 2564-03-01, to: 2563-04-30}
indicators:
  - id: "9"
    title: การเปิดเผยข้อมูล
    sub_indicators:
      - id: "9.1"
        title: ข้อมูลพื้นฐาน
        items:
          - {code: O1, title: โครงสร้าง, concept: structure, elements: [แสดงแผนผัง]}
          - {code: O2, title: ข้อมูลผู้บริหาร, concept: structure, elements: [แสดงรายนาม]}
""",
    "oit/2564/o1.yaml": """\
item: O1
status: publish
unit: polcy
evidence:
  - title: โครงสร้างการบริหารงาน
    url: https://www.lp2.go.th/structure
    covers: [1]
""",
    "oit/2564/o02.yaml": """\
item: O2
status: published
evidence:
  - title: ทำเนียบผู้บริหาร
    file: files/2564/executives.txt
    url: https://www.lp2.go.th/executives
    covers: [1]
    issued: 15/11/2563
""",
    "news/2564/meeting.yaml": """\
title: ประชุมคณะทำงาน: ครั้งที่ 1/2564
date: 2564-02-30
summary: ประชุมเตรียมรับการประเมิน ITA
""",
    "news/2564/workshop.yaml": """\
title: อบรมเชิงปฏิบัติการ
date: 15 ตุลาคม 2564
summary: ครูในสังกัดเข้าร่วม 120 คน
title: อบรม
""",
    "lessons/2564/clinic.yaml": """\
title: คลินิก ITA
date: 2564-05-20
summary: สิ่งที่ได้เรียนรู้
contxt: เริ่มจากโรงเรียนนำร่อง
dimension: transparency
body: |
  โรงเรียนนำร่อง 12 แห่ง

  ![](files/2564/pilot.png)
""",
    "honors/2564/award.yaml": """\
title: รางวัลสำนักงานโปร่งใส
date: 2564-08-20
summary: ได้คะแนนสูงสุดของภาค
level: national
recipients: []
prize_baht: 10,000 บาท
""",
    "documents/action-plan.yaml": """\
title: แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564
file: files/2564/action-plan.pdf
period: ปี 2564
""",
    "assessments/2564.yaml": """\
fiscal_year: 2563
announced: 2564-08-20
total: 105.5
level: AA
""",
}

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="

MISTAKES = [
    ("assessments/2564.yaml", 1, "wrong-year-field"),
    ("assessments/2564.yaml", 3, "number-out-of-range"),
    ("catalogues/oit-2564.yaml", 5, "end-before-start"),
    ("catalogues/oit-2564.yaml", 14, "duplicate-id"),
    ("documents/action-plan.yaml", 2, "missing-file"),
    ("documents/action-plan.yaml", 3, "bad-period"),
    ("honors/2564/award.yaml", 5, "one-recipient"),
    ("honors/2564/award.yaml", 6, "bad-number"),
    ("lessons/2564/clinic.yaml", 4, "unknown-field"),
    ("lessons/2564/clinic.yaml", 9, "picture-without-alt"),
    ("news/2564/meeting.yaml", 1, "colon-in-value"),
    ("news/2564/meeting.yaml", 2, "no-such-day"),
    ("news/2564/workshop.yaml", 2, "wrong-year-folder"),
    ("news/2564/workshop.yaml", 4, "duplicate-key"),
    ("office.yaml", 3, "bad-url"),
    ("office.yaml", 8, "bad-email"),
    ("oit/2564/o02.yaml", 4, "one-source"),
    ("oit/2564/o02.yaml", 8, "bad-date"),
    ("oit/2564/o1.yaml", 2, "bad-choice"),
    ("oit/2564/o1.yaml", 3, "unknown-unit"),
]


def test_twenty_mistakes_in_ten_files_are_twenty_problems_each_at_its_line(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / "disclosures" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "disclosures" / path).write_text(text, "utf-8")
    files = tmp_path / "disclosures/files/2564"
    files.mkdir(parents=True)
    (files / "executives.txt").write_text("ทำเนียบผู้บริหาร\n", "utf-8")
    (files / "pilot.png").write_bytes(base64.b64decode(PICTURE))

    problems = check_content(tmp_path).problems

    found = [(found.place.path.removeprefix("disclosures/"), found.place.line, found.code) for found in problems]
    assert found == MISTAKES
    assert len({code for _, _, code in MISTAKES}) == 20
    assert len({path for path, _, _ in MISTAKES}) == 10
