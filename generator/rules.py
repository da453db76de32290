"""Every mistake we can name: one row a code, with its Thai and English sentence, the fix and the reason.

This table is the only home of sentences about mistakes. Values in braces are made safe to print before they are
put in, so a hostile file name or text can't reach the terminal, and nor can anybody's ID number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.personal import veiled
from generator.problem import Place, Problem, Severity
from generator.text import visible


@dataclass(frozen=True)
class Rule:
    """A row of the table. `th`, `en` and `fix_th` are templates; `why_th` says what it means and why it matters."""

    th: str
    en: str
    fix_th: str
    why_th: str
    severity: Severity = "error"


_OR_WAIVE = (
    "ถ้าเผยแพร่ได้จริง ให้บันทึกเหตุผลไว้ใน disclosures/personal-data.yaml "
    "(พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 ห้ามเปิดเผยโดยไม่มีความยินยอมหรือกฎหมายรองรับ)"
)
_IN_THE_ORIGINAL = "ลบในไฟล์ต้นฉบับแล้วบันทึกใหม่ (แถบดำที่วางทับใน PDF ไม่ได้ลบข้อความข้างใต้)"

RULES: Mapping[str, Rule] = {
    # ── the file itself ──────────────────────────────────────────────────────────────────────────────────────
    "unreadable-file": Rule(
        "เปิดอ่านไฟล์นี้ไม่ได้",
        "this file can't be opened",
        "ตรวจสิทธิ์การอ่านของไฟล์ แล้วลองใหม่",
        "โปรแกรมไม่มีสิทธิ์อ่านไฟล์ หรือไฟล์ถูกลบระหว่างทำงาน",
    ),
    "not-a-regular-file": Rule(
        "ไม่ใช่ไฟล์ธรรมดา (เป็นทางลัดหรืออุปกรณ์)",
        "not a regular file (a link, pipe or device)",
        "วางไฟล์จริงแทนทางลัด",
        "ทางลัดอาจชี้ออกนอกโฟลเดอร์ของเว็บไซต์และเผยแพร่สิ่งที่ไม่ควรเผยแพร่",
    ),
    "file-too-big": Rule(
        "ไฟล์ YAML ใหญ่เกิน {limit} MB",
        "the YAML file is over {limit} MB",
        "แยกเป็นหลายไฟล์ หรือย้ายเอกสารไปไว้ใน files/",
        "ไฟล์ YAML มีไว้เก็บข้อความสั้น ๆ ไฟล์ที่ใหญ่ผิดปกติมักเกิดจากวางเอกสารผิดที่",
    ),
    "not-utf8": Rule(
        "ไฟล์ไม่ได้บันทึกเป็น UTF-8 (น่าจะเป็น {guess})",
        "the file is not UTF-8 (looks like {guess})",
        "เปิดไฟล์แล้วเลือก “บันทึกเป็น” รหัสอักขระ UTF-8",
        "ภาษาไทยที่บันทึกด้วยรหัสอื่นจะอ่านไม่ออกบนเว็บไซต์",
    ),
    "control-character": Rule(
        "มีอักขระควบคุมที่มองไม่เห็น ({char})",
        "there is an invisible control character ({char})",
        "ลบอักขระนั้น หรือพิมพ์ข้อความช่วงนั้นใหม่",
        "อักขระควบคุมมักติดมาจากการคัดลอก และทำให้ไฟล์อ่านไม่ได้",
    ),
    "merge-conflict": Rule(
        "มีเครื่องหมายการแก้ไขชนกันของ git ค้างอยู่",
        "a git merge conflict marker was left in the file",
        "เลือกข้อความที่ต้องการ แล้วลบบรรทัด <<<<<<< ======= และ >>>>>>> ออก",
        "มีสองคนแก้ไฟล์เดียวกัน ต้องเลือกก่อนว่าจะใช้ข้อความของใคร",
    ),
    "bad-yaml": Rule(
        "รูปแบบ YAML ไม่ถูกต้องที่บรรทัดนี้",
        "the YAML can't be read at this line",
        "ตรวจการย่อหน้า เครื่องหมาย : และเครื่องหมายคำพูดที่เปิดแล้วไม่ปิด ในบรรทัดนี้และบรรทัดก่อนหน้า",
        "โปรแกรมอ่านต่อไม่ได้ จึงยังไม่ได้ตรวจส่วนที่เหลือของไฟล์",
    ),
    "tab-indent": Rule(
        "ย่อหน้าด้วยปุ่ม Tab",
        "the line is indented with a tab",
        "ใช้ช่องว่าง 2 เคาะแทน Tab",
        "YAML ไม่ยอมให้ย่อหน้าด้วย Tab",
    ),
    "odd-space": Rule(
        "ย่อหน้าด้วยช่องว่างชนิดพิเศษที่ดูเหมือนช่องว่างปกติ",
        "the line is indented with a special kind of space",
        "ลบช่องว่างหน้าบรรทัดแล้วเคาะช่องว่างปกติใหม่",
        "ช่องว่างที่คัดลอกจากเว็บหรือ Word อาจไม่ใช่ช่องว่างที่ YAML รู้จัก",
    ),
    "colon-in-value": Rule(
        "ข้อความ “{value}” มีเครื่องหมาย : ตามด้วยช่องว่าง จึงต้องใส่เครื่องหมายคำพูด",
        "the text “{value}” has a colon and a space, so it needs quotes",
        "ใส่เครื่องหมาย ' คร่อมข้อความทั้งหมด เช่น title: 'ข่าว: วันนี้'",
        "YAML เข้าใจว่าสิ่งที่อยู่หน้า : เป็นชื่อช่อง",
    ),
    "special-first-character": Rule(
        "ข้อความขึ้นต้นด้วย {char} จึงต้องใส่เครื่องหมายคำพูด",
        "a text that starts with {char} needs quotes",
        "ใส่เครื่องหมาย ' คร่อมข้อความทั้งหมด",
        "เครื่องหมายนี้มีความหมายพิเศษใน YAML",
    ),
    "open-quote": Rule(
        "เครื่องหมายคำพูด {char} ของข้อความ “{value}” ไม่ได้คร่อมทั้งข้อความ",
        "the quote {char} in “{value}” does not enclose the whole text",
        "ใส่เครื่องหมาย ' คร่อมข้อความทั้งหมด ถ้าในข้อความมี ' ให้พิมพ์ซ้ำสองตัว",
        "YAML อ่านข้อความในเครื่องหมายคำพูดจนถึงตัวปิด",
    ),
    "no-space-after-colon": Rule(
        "หลัง “{key}:” ต้องเว้นหนึ่งเคาะ",
        "a space is needed after “{key}:”",
        "เติมช่องว่างหลังเครื่องหมาย :",
        "ถ้าไม่เว้น YAML จะไม่รู้ว่าเป็นชื่อช่อง",
    ),
    "second-document": Rule(
        "มีเครื่องหมาย --- เริ่มเอกสารที่สองในไฟล์เดียวกัน",
        "the file holds a second document after ---",
        "ลบบรรทัด --- และแยกรายการที่สองไปเป็นอีกไฟล์",
        "หนึ่งไฟล์คือหนึ่งรายการ ส่วนที่สองจะไม่ถูกอ่าน",
    ),
    "empty-file": Rule(
        "ไฟล์ว่าง",
        "the file is empty",
        "เติมช่องที่จำเป็น หรือลบไฟล์นี้ ใช้คำสั่ง prongsai new เพื่อดูแบบ",
        "ไฟล์ที่ไม่มีเนื้อหาสร้างหน้าเว็บไม่ได้",
    ),
    "not-a-mapping": Rule(
        "ไฟล์ต้องเป็นรายการ “ชื่อช่อง: ค่า” ทีละบรรทัด",
        "the file must be a list of “field: value” lines",
        "เขียนเป็น title: … ขึ้นบรรทัดใหม่ date: … ตามแบบ",
        "โปรแกรมรู้จักข้อมูลจากชื่อช่อง",
    ),
    "too-deep": Rule(
        "ข้อมูลซ้อนกันลึกเกิน {limit} ชั้น",
        "the data is nested more than {limit} levels deep",
        "ตรวจวงเล็บหรือย่อหน้าที่เปิดค้างไว้",
        "ไม่มีช่องใดที่ต้องซ้อนลึกขนาดนั้น",
    ),
    "alias": Rule(
        "ใช้ตัวอ้างอิง YAML ({name}) ไม่ได้",
        "YAML anchors and aliases are not allowed ({name})",
        "พิมพ์ข้อความซ้ำตามจริง หรือใส่เครื่องหมายคำพูดถ้าเป็นข้อความที่ขึ้นต้นด้วย & หรือ *",
        "ตัวอ้างอิงทำให้ไฟล์เล็กขยายจนเครื่องค้างได้",
    ),
    "tag": Rule(
        "ใช้ป้ายชนิดของ YAML ({tag}) ไม่ได้",
        "YAML tags are not allowed ({tag})",
        "ลบป้ายที่ขึ้นต้นด้วย ! ออก",
        "ป้ายชนิดสั่งให้โปรแกรมทำอย่างอื่นนอกจากอ่านข้อความได้",
    ),
    "merge-key": Rule(
        "ใช้ << รวมข้อมูลไม่ได้",
        "the merge key << is not allowed",
        "พิมพ์ช่องที่ต้องการลงไปตรง ๆ",
        "การรวมข้อมูลทำให้ไม่รู้ว่าค่ามาจากบรรทัดใด",
    ),
    "bad-key": Rule(
        "ชื่อช่องต้องเป็นข้อความ",
        "a field name must be a text",
        "แก้ชื่อช่องให้เป็นคำภาษาอังกฤษตามแบบ",
        "มักเกิดจากวงเล็บ [ ] หรือ { } หรือ ? ที่ต้นบรรทัด",
    ),
    "duplicate-key": Rule(
        "ช่อง “{key}” ซ้ำกับบรรทัดที่ {first}",
        "field “{key}” was already given on line {first}",
        "เหลือไว้บรรทัดเดียว",
        "ถ้าไม่แก้ โปรแกรมไม่รู้ว่าจะใช้ค่าใด",
    ),
    "invisible-in-key": Rule(
        "ชื่อช่องมีอักขระที่มองไม่เห็น ({char})",
        "the field name has an invisible character ({char})",
        "ลบชื่อช่องแล้วพิมพ์ใหม่",
        "อักขระที่มองไม่เห็นทำให้ชื่อช่องไม่ตรงกับแบบ",
    ),
    "forbidden-character": Rule(
        "มีอักขระที่ใช้ไม่ได้ ({char})",
        "there is a character that can't be used ({char})",
        "ลบอักขระนั้น หรือพิมพ์ข้อความใหม่",
        "อักขระควบคุม อักขระกลับทิศทาง และวรรณยุกต์ซ้อนกันหลายชั้นทำให้ผู้อ่านเห็นข้อความผิดไปจากจริง",
    ),
    "lost-after-hash": Rule(
        "ข้อความหลังเครื่องหมาย # จะหายไป: “{lost}”",
        "what follows the # is lost: “{lost}”",
        "ถ้าเป็นส่วนหนึ่งของข้อความ ให้ใส่เครื่องหมายคำพูดคร่อมทั้งหมด ถ้าเป็นหมายเหตุ ให้เว้นสองเคาะหน้า # และหนึ่งเคาะหลัง #",
        "YAML ถือว่าสิ่งที่อยู่หลัง # เป็นหมายเหตุที่ไม่แสดง",
        "warning",
    ),
    "more-problems": Rule(
        "ไฟล์นี้มีข้อผิดพลาดอีกมาก แสดงเฉพาะส่วนแรก",
        "this file has many more problems; only the first are shown",
        "แก้ส่วนที่แสดงก่อน แล้วสั่งตรวจใหม่",
        "ข้อผิดพลาดจำนวนมากมักมีสาเหตุเดียวกัน",
    ),
    # ── where files stand ────────────────────────────────────────────────────────────────────────────────────
    "missing-office": Rule(
        "ไม่พบไฟล์ office.yaml ซึ่งบอกว่าเป็นเว็บไซต์ของหน่วยงานใด",
        "office.yaml, which says whose site this is, is missing",
        "สร้าง disclosures/office.yaml ตามแบบในคู่มือ",
        "ทุกหน้าต้องใช้ชื่อหน่วยงานและปีปัจจุบันจากไฟล์นี้",
    ),
    "unknown-file": Rule(
        "ไม่รู้จักไฟล์หรือโฟลเดอร์นี้ จึงไม่ได้นำไปใช้",
        "this file or folder has no place here and is not used",
        "ย้ายไปโฟลเดอร์ที่ถูกต้อง เช่น news/2564/ หรือ files/ หรือลบออก",
        "ไฟล์ที่วางผิดที่จะไม่ขึ้นเว็บไซต์",
        "warning",
    ),
    "misplaced-entry": Rule(
        "ไฟล์นี้อยู่ผิดที่ จึงไม่ขึ้นเว็บไซต์",
        "this entry stands in the wrong place and would not be published",
        "ย้ายไปโฟลเดอร์ที่ถูกต้อง เช่น news/2564/, oit/2564/ หรือ documents/ {near}",
        "โปรแกรมรู้ว่าไฟล์เป็นรายการชนิดใดจากโฟลเดอร์ที่อยู่",
    ),
    "wrong-extension": Rule(
        "ไฟล์ต้องลงท้ายด้วย .yaml",
        "the file name must end in .yaml",
        "เปลี่ยนนามสกุลไฟล์เป็น .yaml",
        "ไฟล์นามสกุลอื่นจะไม่ถูกอ่าน",
    ),
    "bad-file-name": Rule(
        "ชื่อไฟล์หรือโฟลเดอร์ “{name}” ใช้ไม่ได้",
        "the file or folder name “{name}” can't be used",
        "ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) เท่านั้น เช่น ita-clinic.yaml",
        "ชื่อไฟล์กลายเป็นที่อยู่หน้าเว็บ จึงต้องพิมพ์และส่งต่อได้ทุกโปรแกรม",
    ),
    "bad-files-name": Rule(
        "ชื่อไฟล์แนบ “{name}” ใช้ไม่ได้",
        "the name of the attached file “{name}” can't be used",
        'เปลี่ยนชื่อไฟล์: ห้ามใช้ : ? * < > | " \\ % $ ; ห้ามขึ้นต้นด้วยจุดหรือขีด ห้ามลงท้ายด้วยจุดหรือช่องว่าง และยาวไม่เกิน 200 ไบต์',
        "ชื่อเช่นนี้เปิดไม่ได้บนบางเครื่อง",
    ),
    "reserved-name": Rule(
        "ชื่อ “{name}” สงวนไว้ให้ระบบ",
        "the name “{name}” is reserved",
        "ตั้งชื่อไฟล์อื่น",
        "ชื่อนี้จะไปทับหน้าที่ระบบสร้าง",
    ),
    "bad-year-folder": Rule(
        "โฟลเดอร์ “{name}” ต้องเป็นปีงบประมาณ พ.ศ. สี่หลัก",
        "folder “{name}” must be a four-digit Buddhist fiscal year",
        "ใช้ชื่อโฟลเดอร์ เช่น 2564",
        "รายการแยกเก็บตามปีงบประมาณ",
    ),
    "path-collision": Rule(
        "ชื่อไฟล์นี้ชนกับ “{other}” บนเครื่องที่ไม่แยกตัวพิมพ์ใหญ่เล็ก",
        "this name collides with “{other}” where capitals don't count",
        "เปลี่ยนชื่อไฟล์ใดไฟล์หนึ่ง",
        "บน Windows และ macOS จะเหลือเพียงไฟล์เดียว",
    ),
    "unused-file": Rule(
        "ไม่มีรายการใดอ้างถึงไฟล์นี้ จึงไม่ได้เผยแพร่",
        "no entry refers to this file, so it is not published",
        "อ้างถึงไฟล์ในรายการที่เกี่ยวข้อง หรือลบไฟล์ออก",
        "เผยแพร่เฉพาะไฟล์ที่มีรายการอ้างถึง เพื่อไม่ให้ไฟล์ภายในหลุดออกไป",
        "warning",
    ),
    # ── fields ───────────────────────────────────────────────────────────────────────────────────────────────
    "missing-field": Rule(
        "ขาดช่อง “{field}”",
        "field “{field}” is missing",
        "เพิ่มบรรทัด {field}: … ({label})",
        "ช่องนี้จำเป็นต้องมี",
    ),
    "empty-field": Rule(
        "ช่อง “{field}” ว่างอยู่",
        "field “{field}” is empty",
        "เติมค่าในช่อง {field} ({label})",
        "ช่องนี้จำเป็นต้องมีค่า",
    ),
    "unknown-field": Rule(
        "ไม่รู้จักช่อง “{field}”",
        "unknown field “{field}”",
        "ลบช่องนี้ หรือใช้ช่องที่มี: {known}",
        "ช่องที่ไม่รู้จักจะไม่ขึ้นบนเว็บไซต์ จึงต้องแจ้งไม่ให้ข้อมูลหายไปเงียบ ๆ",
    ),
    "unknown-field-near": Rule(
        "ไม่รู้จักช่อง “{field}” หมายถึง “{near}” หรือไม่",
        "unknown field “{field}”, did you mean “{near}”?",
        "แก้ชื่อช่องเป็น {near}",
        "ช่องที่สะกดผิดจะไม่ขึ้นบนเว็บไซต์",
    ),
    "wants-text": Rule(
        "ช่อง “{field}” ต้องเป็นข้อความ",
        "field “{field}” must be a text",
        "เขียนข้อความต่อจากเครื่องหมาย : ในบรรทัดเดียว",
        "ช่องนี้เป็นข้อความเดียว ไม่ใช่รายการหรือกลุ่มช่อง",
    ),
    "wants-list": Rule(
        "ช่อง “{field}” ต้องเป็นรายการ",
        "field “{field}” must be a list",
        "ขึ้นบรรทัดใหม่แล้วนำหน้าแต่ละรายการด้วย “- ”",
        "ช่องนี้มีได้หลายรายการ",
    ),
    "wants-table": Rule(
        "ช่อง “{field}” ต้องเป็นกลุ่มช่องย่อย",
        "field “{field}” must be a group of fields",
        "ขึ้นบรรทัดใหม่ ย่อหน้า 2 เคาะ แล้วเขียนช่องย่อย: {known}",
        "ช่องนี้ประกอบด้วยช่องย่อย",
    ),
    "too-long": Rule(
        "ช่อง “{field}” ยาว {length} ตัวอักษร เกินที่กำหนด {limit}",
        "field “{field}” has {length} characters, over the limit of {limit}",
        "ย่อข้อความ หรือย้ายรายละเอียดไปไว้ในช่องเนื้อหา",
        "ข้อความยาวเกินไปทำให้ตารางและการ์ดอ่านไม่ได้",
    ),
    "bad-choice": Rule(
        "ช่อง “{field}” ใช้ค่า “{value}” ไม่ได้ เลือกได้: {choices}",
        "field “{field}” can't be “{value}”; choose one of: {choices}",
        "เลือกค่าจากรายการ",
        "ช่องนี้มีค่าให้เลือกที่แน่นอน",
    ),
    "bad-choice-near": Rule(
        "ช่อง “{field}” ใช้ค่า “{value}” ไม่ได้ หมายถึง “{near}” หรือไม่",
        "field “{field}” can't be “{value}”, did you mean “{near}”?",
        "แก้เป็น {near} (เลือกได้: {choices})",
        "ช่องนี้มีค่าให้เลือกที่แน่นอน",
    ),
    "bad-boolean": Rule(
        "ช่อง “{field}” ต้องเป็น true หรือ false ไม่ใช่ “{value}”",
        "field “{field}” must be true or false, not “{value}”",
        "พิมพ์ true (ใช่) หรือ false (ไม่ใช่)",
        "คำว่า yes, no, on, off อ่านได้หลายความหมาย",
    ),
    "bad-number": Rule(
        "ช่อง “{field}” ต้องเป็นตัวเลข ไม่ใช่ “{value}”",
        "field “{field}” must be a number, not “{value}”",
        "พิมพ์ตัวเลขล้วน เช่น 1500 หรือ 99.15",
        "ตัวเลขที่มีหน่วยหรือเครื่องหมายอื่นปนอยู่คำนวณไม่ได้",
    ),
    "number-out-of-range": Rule(
        "ช่อง “{field}” มีค่า {value} ซึ่งอยู่นอกช่วง {low} ถึง {high}",
        "field “{field}” is {value}, outside {low} to {high}",
        "ตรวจตัวเลขอีกครั้ง",
        "ค่านี้เป็นไปไม่ได้สำหรับช่องนี้",
    ),
    "bad-date": Rule(
        "ช่อง “{field}” อ่านวันที่ “{value}” ไม่ได้",
        "field “{field}”: “{value}” is not a date we read",
        "เขียนเป็น ปี-เดือน-วัน เช่น 2564-01-15 หรือ 15 มกราคม 2564",
        "รูปแบบอื่นอ่านได้หลายแบบ จึงไม่เดา",
    ),
    "bad-year": Rule(
        "ช่อง “{field}” ปีใน “{value}” ไม่ใช่ทั้ง พ.ศ. และ ค.ศ.",
        "field “{field}”: the year in “{value}” is neither Buddhist nor Gregorian",
        "ใช้ปี พ.ศ. 2400–2700 หรือ ค.ศ. 1900–2200",
        "ปีนอกช่วงนี้มักเป็นการพิมพ์ผิด",
    ),
    "no-such-day": Rule(
        "ช่อง “{field}” ไม่มีวันที่ “{value}” ในปฏิทิน",
        "field “{field}”: there is no such day as “{value}”",
        "ตรวจวันและเดือน (29 กุมภาพันธ์มีเฉพาะปีอธิกสุรทิน เช่น 2563, 2567)",
        "วันนี้ไม่มีอยู่จริง",
    ),
    "bad-fiscal-year": Rule(
        "ช่อง “{field}” ต้องเป็นปีงบประมาณ พ.ศ. สี่หลัก ไม่ใช่ “{value}”",
        "field “{field}” must be a four-digit Buddhist fiscal year, not “{value}”",
        "พิมพ์ปี พ.ศ. เช่น 2564",
        "ปีงบประมาณ 2564 คือ 1 ต.ค. 2563 – 30 ก.ย. 2564",
    ),
    "bad-period": Rule(
        "ช่อง “{field}” ต้องเป็นปี เช่น 2564 หรือครึ่งปี เช่น 2564-6m หรือ any ไม่ใช่ “{value}”",
        "field “{field}” must be a year (2564), a half year (2564-6m) or any, not “{value}”",
        "พิมพ์ช่วงเวลาที่เอกสารครอบคลุม",
        "ผู้ประเมินดูว่าเอกสารเป็นของปีที่กำหนดหรือไม่",
    ),
    "bad-id": Rule(
        "รหัส “{value}” ใช้ไม่ได้",
        "the id “{value}” can't be used",
        "ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด (-) เท่านั้น",
        "รหัสใช้เป็นที่อยู่หน้าเว็บและใช้อ้างถึงกัน",
    ),
    "bad-code": Rule(
        "รหัสข้อ “{value}” ไม่ถูกต้อง ต้องเป็น O ตามด้วยตัวเลข",
        "“{value}” is not an item code: the letter O and a number",
        "พิมพ์ตัวอักษรอังกฤษ O (ไม่ใช่เลขศูนย์) ตามด้วยเลขข้อ เช่น O10",
        "รหัสข้อใช้จับคู่กับแบบวัดของปีนั้น",
    ),
    "bad-item-reference": Rule(
        "อ้างถึงข้อ “{value}” ไม่ถูกรูปแบบ",
        "“{value}” is not a reference to an item",
        "เขียนเป็น ปี/รหัสข้อ เช่น 2564/O33",
        "รหัสข้อเปลี่ยนทุกปี จึงต้องบอกปีเสมอ",
    ),
    "bad-url": Rule(
        "ที่อยู่เว็บ “{value}” ไม่ถูกต้อง",
        "“{value}” is not a web address",
        "คัดลอกที่อยู่จากช่องที่อยู่ของเบราว์เซอร์ ให้ขึ้นต้นด้วย https://",
        "ลิงก์ที่เปิดไม่ได้ทำให้ข้อนั้นไม่ได้คะแนน",
    ),
    "bad-scheme": Rule(
        "ที่อยู่เว็บต้องขึ้นต้นด้วย https:// ไม่ใช่ “{value}”",
        "a web address must start with https://, not “{value}”",
        "ใช้ที่อยู่ที่ขึ้นต้นด้วย https://",
        "ที่อยู่ชนิดอื่นอาจเป็นอันตรายหรือเปิดไม่ได้จากภายนอก",
    ),
    "url-userinfo": Rule(
        "ที่อยู่เว็บมีชื่อผู้ใช้หรือรหัสผ่านฝังอยู่",
        "the web address carries a user name or password",
        "ลบส่วนที่อยู่หน้า @ ออกจากที่อยู่",
        "รหัสผ่านจะถูกเผยแพร่ และผู้อ่านอาจถูกหลอกว่าเป็นเว็บอื่น",
    ),
    "url-http": Rule(
        "ที่อยู่เว็บใช้ http:// ซึ่งไม่เข้ารหัส",
        "the web address uses http://, which is not encrypted",
        "ลองเปลี่ยนเป็น https:// แล้วเปิดดู",
        "เบราว์เซอร์รุ่นใหม่เตือนผู้เปิดว่าไม่ปลอดภัย",
        "warning",
    ),
    "url-odd-host": Rule(
        "ชื่อเว็บ “{host}” มีอักษรที่หน้าตาคล้ายอักษรอื่น (ชื่อจริงคือ {ascii})",
        "the host “{host}” has look-alike letters (really {ascii})",
        "ตรวจว่าเป็นเว็บที่ต้องการจริง",
        "ชื่อเว็บปลอมมักใช้อักษรต่างภาษาที่หน้าตาเหมือนกัน",
        "warning",
    ),
    "url-shortener": Rule(
        "“{host}” เป็นลิงก์ย่อ ผู้ประเมินไม่เห็นว่าพาไปที่ใด",
        "“{host}” is a link shortener, so nobody sees where it leads",
        "ใส่ที่อยู่เต็มของปลายทาง",
        "ลิงก์ย่อหมดอายุได้ และปิดบังปลายทาง",
        "warning",
    ),
    "zero-width": Rule(
        "ช่อง “{field}” มีอักขระแฝงที่มองไม่เห็น",
        "field “{field}” has an invisible zero-width character",
        "ลบค่าแล้วพิมพ์ใหม่",
        "รหัสและที่อยู่ที่มีอักขระแฝงจะไม่ตรงกับของจริง",
    ),
    "bad-path": Rule(
        "ที่อยู่ไฟล์ “{value}” ใช้ไม่ได้",
        "the file path “{value}” can't be used",
        "เขียนเป็น files/… โดยไม่มี .. หรือ \\ หรือชื่อไดรฟ์",
        "อ้างถึงได้เฉพาะไฟล์ในโฟลเดอร์ disclosures/files/",
    ),
    "bad-address": Rule(
        "ที่อยู่หน้า “{value}” ใช้ไม่ได้",
        "the page address “{value}” can't be used",
        "เขียนเป็นที่อยู่ในเว็บไซต์นี้ เช่น old/news-12 โดยไม่มี http และไม่มี ..",
        "ช่องนี้รับเฉพาะที่อยู่ภายในเว็บไซต์",
    ),
    "bad-colour": Rule(
        "สี “{value}” ไม่ถูกต้อง",
        "“{value}” is not a colour",
        "เขียนเป็น # ตามด้วยเลขฐานสิบหกหกตัว เช่น #0b5394",
        "ค่าอื่นอาจทำให้หน้าเว็บเสียหาย",
    ),
    "pale-colour": Rule(
        "สี “{value}” อ่อนเกินไป ตัวอักษรสีขาวบนสีนี้อ่านยาก",
        "the colour “{value}” is too pale for the white text on it",
        "เลือกสีที่เข้มขึ้น (ความต่างกับสีขาวอย่างน้อย 4.5 : 1)",
        "ผู้มีสายตาเลือนรางอ่านตัวอักษรบนพื้นสีอ่อนไม่ออก",
    ),
    "mixed-eras": Rule(
        "ไฟล์นี้ใช้ทั้งปี พ.ศ. และปี ค.ศ.",
        "this file has years of both eras",
        "ใช้ พ.ศ. ให้เหมือนกันทั้งไฟล์ เช่น 2564-01-15",
        "ปีสองแบบในไฟล์เดียวมักเกิดจากการพิมพ์ผิด",
        "warning",
    ),
    "dense-markdown": Rule(
        "ช่อง “{field}” มีเครื่องหมาย [ มากผิดปกติ",
        "field “{field}” has an odd number of [ signs",
        "ลบเครื่องหมายที่ไม่ได้ใช้",
        "ข้อความเช่นนี้ทำให้การสร้างหน้าเว็บช้ามาก",
    ),
    "bad-email": Rule(
        "ที่อยู่อีเมล “{value}” ไม่ถูกต้อง",
        "“{value}” is not an e-mail address",
        "เขียนเป็น ชื่อ@หน่วยงาน.go.th",
        "ประชาชนต้องส่งถึงหน่วยงานได้จริง",
    ),
    "bad-host": Rule(
        "ชื่อเว็บ “{value}” ไม่ถูกต้อง",
        "“{value}” is not a host name",
        "เขียนเฉพาะชื่อเว็บ เช่น www.lp2.go.th",
        "ใช้บอกว่าลิงก์ใดเป็นเว็บของหน่วยงานเอง",
    ),
    # ── fields that belong together ──────────────────────────────────────────────────────────────────────────
    "needs-summary-or-body": Rule(
        "ต้องมีช่อง {fields} อย่างน้อยหนึ่งช่อง",
        "one of {fields} is needed",
        "เพิ่มช่องใดช่องหนึ่ง",
        "หน้าที่มีแต่หัวข้อไม่มีเนื้อหาให้อ่าน",
    ),
    "one-source": Rule(
        "หลักฐานต้องมีช่อง file, url, document หรือ page เพียงช่องเดียว (พบ {found})",
        "evidence needs exactly one of file, url, document, page (found: {found})",
        "ให้มีช่องเดียว ถ้ามีหลายที่ให้แยกเป็นหลายหลักฐาน",
        "หลักฐานหนึ่งแถวเปิดได้ที่เดียว ผู้ประเมินจึงไม่ต้องเดา",
    ),
    "file-or-url": Rule(
        "ต้องมีช่อง file หรือ url เพียงช่องเดียว (พบ {found})",
        "exactly one of file and url is needed (found: {found})",
        "ให้มีช่องเดียว",
        "เอกสารหนึ่งรายการเปิดได้ที่เดียว",
    ),
    "title-needed": Rule(
        "หลักฐานที่เป็น {source} ต้องมีช่อง “title” บอกชื่อเอกสาร",
        "evidence by {source} needs a “title”",
        "เพิ่ม title: ชื่อเอกสารจริง ไม่ใช่ “รายละเอียด 1”",
        "ผู้ประเมินต้องรู้ว่าเอกสารคืออะไรก่อนเปิด",
    ),
    "explanation-needed": Rule(
        "สถานะ “{status}” ต้องมีช่อง “explanation” อธิบายเหตุผล",
        "status “{status}” needs an “explanation”",
        "เพิ่ม explanation: … เช่น ในปีงบประมาณนี้ไม่มีเรื่องร้องเรียน",
        "คำตอบว่า “ไม่มี” ได้คะแนนเมื่อมีคำอธิบายเผยแพร่",
    ),
    "one-recipient": Rule(
        "รางวัลต้องมีผู้รับอย่างน้อยหนึ่งราย",
        "an honour needs at least one recipient",
        "เพิ่ม recipients: พร้อมชื่อผู้รับ",
        "หน้าเกียรติยศแสดงตามผู้รับ",
    ),
    "end-before-start": Rule(
        "วันสิ้นสุด {end} มาก่อนวันเริ่ม {start}",
        "the end {end} is before the start {start}",
        "สลับวันที่ หรือแก้วันที่ที่พิมพ์ผิด",
        "ปฏิทินที่กลับด้านแสดงผลไม่ได้",
    ),
    "wrong-year-folder": Rule(
        "วันที่ {date} อยู่ในปีงบประมาณ {right} แต่ไฟล์อยู่ในโฟลเดอร์ {folder}",
        "{date} is in fiscal year {right}, but the file is in folder {folder}",
        "ย้ายไฟล์ไปโฟลเดอร์ {right} หรือแก้วันที่",
        "ปีงบประมาณเริ่ม 1 ตุลาคมของปีก่อนหน้า",
    ),
    "wrong-year-field": Rule(
        "ปีในช่อง “{field}” คือ {value} แต่ชื่อไฟล์หรือโฟลเดอร์คือ {folder}",
        "“{field}” says {value}, but the file or folder says {folder}",
        "แก้ให้ตรงกัน",
        "ปีไม่ตรงกันทำให้ข้อมูลไปขึ้นผิดปี",
    ),
    "wrong-item-file": Rule(
        "ไฟล์ชื่อ {file} แต่ช่อง item คือ {item}",
        "the file is named {file}, but the item is {item}",
        "แก้ช่อง item หรือเปลี่ยนชื่อไฟล์ให้ตรงกัน",
        "หนึ่งไฟล์คือคำตอบของหนึ่งข้อ",
    ),
    "pdf-page-without-pdf": Rule(
        "ช่อง pdf_page ใช้ได้เฉพาะกับไฟล์ PDF",
        "pdf_page is only for PDF files",
        "ลบช่อง pdf_page",
        "ไฟล์ชนิดอื่นเปิดตรงหน้าที่ต้องการไม่ได้",
    ),
    "not-a-picture": Rule(
        "“{value}” ไม่ใช่ไฟล์ภาพที่ใช้ได้",
        "“{value}” is not a picture we can use",
        "ใช้ภาพ .jpg หรือ .png (ภาพ HEIC จากโทรศัพท์ให้แปลงเป็น JPG ก่อน)",
        "ภาพชนิดอื่นแสดงบนบางเครื่องไม่ได้",
    ),
    "broken-picture": Rule(
        "ไฟล์ภาพเสียหายหรือไม่ใช่ภาพ JPG/PNG จริง",
        "the picture is damaged or not really JPG or PNG",
        "เปิดภาพแล้วบันทึกใหม่เป็น JPG (ภาพ HEIC จากโทรศัพท์ให้แปลงเป็น JPG ก่อน)",
        "ภาพที่เสียหายแสดงบนเว็บไซต์ไม่ได้",
    ),
    "picture-too-large": Rule(
        "ภาพมีขนาดเกิน 40 ล้านจุด",
        "the picture has over 40 million pixels",
        "ย่อภาพให้ด้านยาวไม่เกิน 4000 จุด",
        "ภาพใหญ่ผิดปกติทำให้เครื่องค้าง",
    ),
    "file-type": Rule(
        "ไฟล์ชนิด “{extension}” ใช้เป็นหลักฐานไม่ได้",
        "files of type “{extension}” can't be evidence",
        "แปลงเป็น PDF หรือใช้ {choices}",
        "ไฟล์บางชนิดเปิดไม่ได้ทุกเครื่อง หรืออาจเป็นอันตรายต่อผู้เปิด",
    ),
    # ── within a file ────────────────────────────────────────────────────────────────────────────────────────
    "unreadable-document": Rule(
        "โปรแกรมอ่านเนื้อในของไฟล์ “{value}” ไม่สำเร็จ",
        "the inside of file “{value}” can't be read",
        "เปิดไฟล์แล้วบันทึกหรือสั่งพิมพ์เป็น PDF ใหม่ จากนั้นวางทับไฟล์เดิม",
        "ไฟล์ที่โครงสร้างผิดปกติหรือใช้เวลาอ่านนานเกินไป อาจทำให้เครื่องของผู้ประเมินค้าง",
    ),
    "damaged-document": Rule(
        "ไฟล์ “{value}” ไม่ครบหรือเสียหาย",
        "file “{value}” is incomplete or damaged",
        "ดาวน์โหลดหรือคัดลอกไฟล์จากต้นฉบับใหม่ แล้วลองเปิดดูจนถึงหน้าสุดท้าย",
        "มักเกิดจากการดาวน์โหลดหรือคัดลอกไม่จบ ผู้ประเมินอาจเปิดไม่ได้หรือเห็นไม่ครบหน้า",
    ),
    "pdf-without-pages": Rule(
        "ไฟล์ “{value}” ไม่มีหน้าเลย",
        "file “{value}” has no page",
        "สร้าง PDF ใหม่จากต้นฉบับ",
        "ผู้ประเมินเปิดแล้วไม่เห็นอะไร",
    ),
    "locked-document": Rule(
        "ไฟล์ “{value}” ต้องใช้รหัสผ่านจึงเปิดได้",
        "file “{value}” can't be opened without a password",
        "เปิดไฟล์ด้วยรหัสผ่าน แล้วบันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
        "ผู้ประเมินและประชาชนไม่มีรหัสผ่าน จึงเปิดดูไม่ได้",
    ),
    "restricted-pdf": Rule(
        "ไฟล์ “{value}” เปิดได้ แต่ถูกจำกัดสิทธิ์ เช่น ห้ามพิมพ์หรือคัดลอกข้อความ",
        "file “{value}” opens, but printing or copying may be forbidden in it",
        "บันทึก PDF ใหม่โดยไม่ตั้งการรักษาความปลอดภัย",
        "ข้อมูลสาธารณะควรพิมพ์ คัดลอก และอ่านออกเสียงด้วยโปรแกรมได้",
        "warning",
    ),
    "active-pdf": Rule(
        "ไฟล์ “{value}” มีคำสั่งหรือโปรแกรมแฝงอยู่ ({what})",
        "file “{value}” holds a script or program ({what})",
        "เปิดไฟล์แล้วสั่งพิมพ์เป็น PDF ใหม่ (Print to PDF) จะเหลือเฉพาะหน้าเอกสาร",
        "คำสั่งที่ทำงานเองเมื่อเปิดไฟล์เป็นช่องทางของไวรัส เว็บไซต์ราชการต้องไม่ส่งต่อ",
    ),
    "content-after-end": Rule(
        "ไฟล์ “{value}” มีข้อมูลอื่นต่อท้าย PDF",
        "file “{value}” has other data after the end of the PDF",
        "เปิดไฟล์แล้วบันทึกเป็น PDF ใหม่",
        "มักเป็นหน้าเว็บที่ระบบดาวน์โหลดต่อท้ายมาเอง บางโปรแกรมจะเปิดไฟล์นี้ไม่ได้",
        "warning",
    ),
    "scan-without-text": Rule(
        "ไฟล์ “{value}” เป็นภาพสแกนที่ไม่มีข้อความให้ค้นหรืออ่านออกเสียง",
        "file “{value}” is a scan without text to search or read aloud",
        "ใช้ไฟล์ที่บันทึกเป็น PDF จากต้นฉบับ หรือสแกนใหม่โดยเปิดตัวเลือก OCR ภาษาไทย",
        "ผู้พิการทางการเห็นอ่านไม่ได้ และค้นหาคำในเอกสารไม่พบ",
        "warning",
    ),
    "office-macro": Rule(
        "ไฟล์ “{value}” มีมาโคร (คำสั่งที่ทำงานเอง)",
        "file “{value}” holds macros",
        "บันทึกเป็นชนิดที่ไม่มีมาโคร (.docx, .xlsx, .pptx) หรือแปลงเป็น PDF",
        "มาโครเป็นช่องทางของไวรัส ผู้ประเมินจะเห็นคำเตือนหรือเปิดไม่ได้",
    ),
    "unsafe-archive": Rule(
        "โครงสร้างภายในของไฟล์ “{value}” ผิดปกติและอาจเป็นอันตราย",
        "the inside of file “{value}” is built to do harm",
        "สร้างเอกสารใหม่ด้วย Word, Excel หรือ PowerPoint แล้วคัดลอกเนื้อหามาใส่",
        "ไฟล์ที่ขยายจนเต็มเครื่องหรือเขียนทับไฟล์อื่นเมื่อแตกออก ไม่ได้เกิดจากโปรแกรมสำนักงานทั่วไป",
    ),
    "not-plain-text": Rule(
        "ไฟล์ “{value}” อ่านเป็นข้อความไม่ได้",
        "file “{value}” can't be read as text",
        "บันทึกใหม่เป็น UTF-8 (ใน Excel เลือก CSV UTF-8) หรือเปลี่ยนนามสกุลให้ตรงกับชนิดของไฟล์",
        "ไฟล์ .csv และ .txt ต้องเป็นตัวอักษรล้วนในรหัส UTF-8 หรือ Windows-874",
    ),
    "private-details": Rule(
        "ไฟล์ “{value}” มีข้อมูลที่อาจไม่ได้ตั้งใจเผยแพร่ ({what})",
        "file “{value}” holds details that may not be meant for the public ({what})",
        "ใน Word หรือ Excel เลือก File › Info › Inspect Document ลบข้อมูลที่พบ แล้วบันทึกหรือแปลงเป็น PDF ใหม่",
        "ชื่อผู้จัดทำ ร่องรอยการแก้ไข ความเห็น และแผ่นงานที่ซ่อนไว้ ใครก็เปิดดูได้ (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล)",
        "warning",
    ),
    "weak-alt": Rule(
        "คำบรรยายภาพ “{value}” ไม่ได้บอกว่าในภาพมีอะไร",
        "the picture text “{value}” doesn't say what is in the picture",
        "เขียน alt ให้คนที่มองไม่เห็นรู้ว่าในภาพมีอะไร",
        "ผู้ใช้โปรแกรมอ่านหน้าจอรู้จักภาพจากข้อความนี้เท่านั้น",
    ),
    # ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────
    "html-in-text": Rule(
        "ช่อง “{field}” มีคำสั่ง HTML ({tag}) ซึ่งจะแสดงเป็นตัวอักษรธรรมดา",
        "field “{field}” has HTML ({tag}), which will show as plain text",
        "ลบคำสั่ง HTML แล้วใช้รูปแบบ Markdown เช่น **ตัวหนา**",
        "เพื่อความปลอดภัย เว็บไซต์ไม่รับ HTML จากเนื้อหา",
        "warning",
    ),
    "foreign-picture": Rule(
        "ช่อง “{field}” ใช้ภาพจากเว็บอื่น “{value}”",
        "field “{field}” shows a picture from another site, “{value}”",
        "ดาวน์โหลดภาพมาไว้ใน files/ แล้วอ้างเป็น files/…",
        "ภาพจากเว็บอื่นหายได้ และเปิดเผยผู้เข้าชมให้เว็บนั้นทราบ",
    ),
    "picture-without-alt": Rule(
        "ช่อง “{field}” มีภาพ “{value}” ที่ไม่มีคำบรรยาย",
        "field “{field}” has a picture “{value}” without a text",
        "เขียนเป็น ![คำบรรยายภาพ]({value})",
        "ผู้ใช้โปรแกรมอ่านหน้าจอรู้จักภาพจากข้อความนี้เท่านั้น",
    ),
    "bad-link": Rule(
        "ช่อง “{field}” มีลิงก์ “{value}” ที่ใช้ไม่ได้",
        "field “{field}” has a link “{value}” that can't be used",
        "ใช้ที่อยู่ https://… หรือ files/… หรือที่อยู่หน้าในเว็บไซต์นี้ เช่น /news/",
        "ลิงก์ชนิดอื่นอาจเป็นอันตราย",
    ),
    # ── references ───────────────────────────────────────────────────────────────────────────────────────────
    "missing-file": Rule(
        "ไม่พบไฟล์ “{value}”",
        "file “{value}” does not exist",
        "ตรวจชื่อไฟล์ใน disclosures/files/ (ตัวพิมพ์ใหญ่เล็กต้องตรง) {near}",
        "ลิงก์ที่ไม่มีไฟล์ปลายทางทำให้ข้อนั้นไม่ได้คะแนน",
    ),
    "empty-evidence-file": Rule(
        "ไฟล์ “{value}” ว่างเปล่า (0 ไบต์)",
        "file “{value}” is empty (0 bytes)",
        "อัปโหลดไฟล์ใหม่",
        "ผู้ประเมินเปิดไฟล์ว่างไม่ได้",
    ),
    "large-evidence-file": Rule(
        "ไฟล์ “{value}” ใหญ่ {size} MB เกิน {limit} MB",
        "file “{value}” is {size} MB, over {limit} MB",
        "ลดขนาดไฟล์ (บันทึกเป็น PDF คุณภาพสำหรับเว็บ) หรือแยกไฟล์",
        "ไฟล์ใหญ่เปิดช้าบนโทรศัพท์ และที่เก็บไฟล์รับไม่ได้",
    ),
    "false-file-type": Rule(
        "ไฟล์ “{value}” ไม่ใช่ {claimed} จริง (เนื้อในเป็น {real})",
        "file “{value}” is not really {claimed} (it is {real})",
        "บันทึกหรือแปลงไฟล์ใหม่ให้ตรงนามสกุล",
        "ไฟล์ที่ไม่ตรงนามสกุลเปิดไม่ได้",
    ),
    "unknown-year": Rule(
        "ยังไม่มีแบบวัดของปี {year}",
        "there is no catalogue for {year}",
        "เพิ่ม catalogues/oit-{year}.yaml หรือแก้ปี (ปีที่มี: {known})",
        "ต้องรู้ว่าปีนั้นกำหนดให้เปิดเผยข้อใดบ้าง",
    ),
    "unknown-item": Rule(
        "ปี {year} ไม่มีข้อ {item}",
        "there is no item {item} in {year}",
        "ตรวจเลขข้อในแบบวัดของปีนั้น {near}",
        "เลขข้อเปลี่ยนทุกปี",
    ),
    "unknown-unit": Rule(
        "ไม่รู้จักกลุ่มงาน “{value}”",
        "unknown unit “{value}”",
        "ใช้รหัสกลุ่มงานใน office.yaml: {known} {near}",
        "รายการต้องมีผู้รับผิดชอบที่มีอยู่จริง",
    ),
    "unknown-school": Rule(
        "ไม่รู้จักโรงเรียน “{value}”",
        "unknown school “{value}”",
        "ใช้รหัสโรงเรียนใน schools.yaml {near}",
        "รหัสที่ไม่มีจะเชื่อมไปหน้าโรงเรียนไม่ได้",
    ),
    "unknown-network": Rule(
        "ไม่รู้จักเครือข่าย “{value}”",
        "unknown network “{value}”",
        "ใช้รหัสเครือข่ายในช่อง networks {near}",
        "โรงเรียนต้องอยู่ในเครือข่ายที่มีอยู่",
    ),
    "unknown-document": Rule(
        "ไม่รู้จักเอกสาร “{value}”",
        "unknown document “{value}”",
        "ใช้ชื่อไฟล์ใน documents/ (ไม่ต้องมี .yaml) {near}",
        "เอกสารที่ใช้หลายข้อเก็บไว้ใน documents/",
    ),
    "unknown-page": Rule(
        "ไม่มีหน้า “{value}” ในเว็บไซต์นี้",
        "there is no page “{value}” on this site",
        "ตรวจที่อยู่หน้า เช่น news/2564/ชื่อไฟล์ หรือ about {near}",
        "ลิงก์ไปหน้าที่ไม่มีทำให้หลักฐานเปิดไม่ได้",
    ),
    "unknown-element": Rule(
        "ข้อ {item} มีองค์ประกอบ 1 ถึง {count} ไม่มีองค์ประกอบที่ {value}",
        "item {item} has elements 1 to {count}, not {value}",
        "แก้เลขในช่อง covers",
        "covers บอกว่าหลักฐานนี้แสดงองค์ประกอบใดของข้อ",
    ),
    "wrong-period": Rule(
        "หลักฐานเป็นของปี {given} แต่ข้อ {item} ของปี {year} ควรเป็นของปี {right}",
        "this evidence is of {given}, but for item {item} of {year} it should be of {right}",
        "แนบเอกสารของปี {right} แทน หรือแก้ช่อง period ถ้าพิมพ์ผิด",
        "หลักฐานผิดปีไม่ได้คะแนน มักเกิดจากการคัดลอกรายการของปีก่อน (6m คือหกเดือนแรก ต.ค.–มี.ค.)",
        "warning",
    ),
    "bad-snapshot": Rule(
        "ไฟล์ผนึกเสียหายหรือถูกแก้ด้วยมือ",
        "this seal can't be read, or was edited by hand",
        "นำไฟล์เดิมกลับมาจากประวัติ git (git checkout -- {path}) อย่าผนึกทับ เพราะจะไม่ใช่สิ่งที่ผู้ประเมินเห็นในวันนั้น",
        "ไฟล์ใน snapshots/ เขียนโดย prongsai freeze เป็นหลักฐานว่าในวันนั้นเผยแพร่อะไร",
    ),
    "duplicate-id": Rule(
        "“{value}” ซ้ำกับ {first}",
        "“{value}” is already used at {first}",
        "เปลี่ยนค่าใดค่าหนึ่งให้ไม่ซ้ำ",
        "ค่าที่ซ้ำทำให้ไม่รู้ว่าอ้างถึงรายการใด",
    ),
    "duplicate-disclosure": Rule(
        "ข้อ {item} ของปี {year} มีคำตอบแล้วใน {first}",
        "item {item} of {year} is already answered in {first}",
        "รวมเป็นไฟล์เดียว",
        "หนึ่งข้อมีได้คำตอบเดียว (o1 กับ o01 คือข้อเดียวกัน)",
    ),
    "duplicate-catalogue": Rule(
        "ปี {year} มีแบบวัดแล้วใน {first}",
        "year {year} already has a catalogue in {first}",
        "เหลือไว้ไฟล์เดียว",
        "หนึ่งปีมีแบบวัดของหน่วยงานประเภทเดียวกันได้ชุดเดียว",
    ),
    "no-current-catalogue": Rule(
        "ปีปัจจุบันคือ {year} แต่ไม่มีแบบวัดของปีนั้นสำหรับ “{body_type}”",
        "the current year is {year}, but it has no catalogue for “{body_type}”",
        "เพิ่ม catalogues/oit-{year}.yaml หรือแก้ current_year",
        "หน้าแรกแสดงความคืบหน้าของปีปัจจุบัน",
        "warning",
    ),
    "address-taken": Rule(
        "ที่อยู่ “{value}” มีหน้าใช้อยู่แล้ว ({first})",
        "the address “{value}” is already in use ({first})",
        "ลบบรรทัดนี้ใน aliases หรือใช้ที่อยู่อื่น",
        "ที่อยู่เดียวพาไปสองหน้าไม่ได้",
    ),
    "address-vanished": Rule(
        "ที่อยู่ “{value}” เคยเผยแพร่แล้ว แต่จะหายไป",
        "the address “{value}” was published before and would vanish",
        "นำรายการเดิมกลับมา หรือเพิ่มที่อยู่นี้ในช่อง aliases ของรายการที่มาแทน",
        "ที่อยู่ที่ส่งให้ผู้ประเมินหรือแชร์ไปแล้วต้องเปิดได้เสมอ",
    ),
    "placeholder": Rule(
        "ช่อง “{field}” ยังเป็นค่าตัวอย่าง “{value}”",
        "field “{field}” still holds the sample value “{value}”",
        "ใส่ข้อมูลจริงของหน่วยงาน หรือใส่ demo: true ถ้าเป็นเว็บไซต์สาธิต",
        "ข้อมูลตัวอย่างต้องไม่ขึ้นเว็บไซต์จริงของหน่วยงาน",
    ),
    "bad-ledger": Rule(
        "ไฟล์ผลการตรวจลิงก์เสียหาย",
        "the link check's ledger can't be read",
        "ลบไฟล์ ledger.json แล้วสั่ง prongsai links ใหม่",
        "ไฟล์นี้เขียนโดยโปรแกรม ไม่ควรแก้ด้วยมือ",
    ),
    "no-cards": Rule(
        "เครื่องนี้วาดภาพการ์ดสำหรับแชร์ลิงก์ไม่ได้ เว็บไซต์จึงไม่มีภาพการ์ด ส่วนอื่นครบตามปกติ",
        "this machine can't draw the pictures for shared links, so the site has none; all else is there",
        "ติดตั้ง FriBiDi (Debian/Ubuntu: apt-get install libfribidi0, macOS: brew install fribidi) แล้วสั่ง make site",
        "การวางสระและวรรณยุกต์ไทยในภาพต้องใช้ FriBiDi กับชุดตัวอักษร FiraGO ถ้าไม่มี ภาพจะอ่านไม่ออก จึงไม่วาดเลย",
        "warning",
    ),
    # ── a table that is imported ─────────────────────────────────────────────────────────────────────────────
    "import-file-exists": Rule(
        "ข้อ {item} มีไฟล์ {file} อยู่แล้ว จึงไม่ได้แตะ ({count} แถว)",
        "{item} has the file {file} already, which stays as it is ({count} rows)",
        "ถ้าต้องการใช้ข้อมูลจากตาราง ย้ายไฟล์เดิมออกก่อน แล้วสั่งนำเข้าอีกครั้ง",
        "คำสั่งนำเข้าไม่เขียนทับงานที่ทำไว้แล้ว",
        "warning",
    ),
    "import-row-without-item": Rule(
        "แถวนี้ไม่มีเลขข้อ OIT จึงไม่ได้นำเข้า: {text}",
        "this row has no item's number, so it was not imported: {text}",
        "ใส่เลขข้อ เช่น O10 ในตาราง แล้วสั่งนำเข้าอีกครั้ง หรือเพิ่มหลักฐานในไฟล์ของข้อนั้นเอง",
        "โปรแกรมไม่เดาว่าหลักฐานเป็นของข้อใด",
        "warning",
    ),
    "import-unknown-item": Rule(
        "แบบวัดปี {year} ไม่มีข้อ {item} แถวนี้จึงไม่ได้นำเข้า: {text}",
        "there is no item {item} in {year}, so this row was not imported: {text}",
        "ตรวจเลขข้อ และตรวจว่าตารางเป็นของปีที่สั่ง",
        "แต่ละปีมีจำนวนข้อไม่เท่ากัน และเลขเดียวกันอาจเป็นคนละเรื่อง",
        "warning",
    ),
    "import-several-items": Rule(
        "แถวนี้มีหลายเลขข้อ จึงไม่ได้นำเข้า: {text}",
        "this row names several items, so it was not imported: {text}",
        "แยกเป็นข้อละแถว แล้วสั่งนำเข้าอีกครั้ง",
        "โปรแกรมไม่เดาว่าหลักฐานใดเป็นของข้อใด",
        "warning",
    ),
    "import-table-without-items": Rule(
        "ตารางนี้ไม่มีเลขข้อ OIT จึงไม่ได้นำเข้า ({count} แถว)",
        "this table has no item's number, so it was not imported ({count} rows)",
        "ถ้าเป็นตาราง OIT ใส่เลขข้อในช่องแรก เช่น O1 แล้วสั่งนำเข้าอีกครั้ง",
        "ในไฟล์อาจมีคำชี้แจงหรือตารางเรื่องอื่นปนอยู่",
        "warning",
    ),
    "import-sheet-of-other-year": Rule(
        "แผ่นนี้เป็นของปี {found} จึงไม่ได้นำเข้า ({count} แถว)",
        "this sheet is of {found}, so it was not imported ({count} rows)",
        "สั่งนำเข้าอีกครั้งด้วย --year {found} หรือเปลี่ยนชื่อแผ่นถ้าตั้งชื่อผิดปี",
        "หลักฐานผิดปีไม่ได้คะแนน",
        "warning",
    ),
    "import-row-of-other-year": Rule(
        "แถวนี้อยู่ใต้หัวข้อของปี {found} จึงไม่ได้นำเข้า: {text}",
        "this row stands under a heading of {found}, so it was not imported: {text}",
        "สั่งนำเข้าอีกครั้งด้วย --year {found}",
        "หลักฐานผิดปีไม่ได้คะแนน",
        "warning",
    ),
    "import-link-of-other-year": Rule(
        "ลิงก์ของข้อ {item} อยู่ในช่องของปี {found} จึงไม่ได้นำเข้า: {value}",
        "a link of {item} stands in a column of {found}, so it was not imported: {value}",
        "สั่งนำเข้าอีกครั้งด้วย --year {found} หรือเพิ่มลิงก์ในไฟล์ของข้อนี้ถ้าเป็นของปีนี้จริง",
        "หลักฐานผิดปีไม่ได้คะแนน",
        "warning",
    ),
    "import-link-relative": Rule(
        "ไม่รู้ว่าลิงก์ของข้อ {item} อยู่ที่เว็บไซต์ใด: {value}",
        "a link of {item} doesn't say which site it is on: {value}",
        "เปิดหน้าเดิม คัดลอกที่อยู่เต็มที่ขึ้นต้นด้วย https:// แล้วเพิ่มในไฟล์ของข้อนี้",
        "หน้าที่บันทึกไว้บางหน้าเก็บลิงก์แบบย่อ และไม่ได้เก็บที่อยู่ของหน้าไว้",
        "warning",
    ),
    "import-link-not-web": Rule(
        "ลิงก์ของข้อ {item} ไม่ได้นำไปหน้าเว็บหรือไฟล์ใด: {value}",
        "a link of {item} leads to no page or file: {value}",
        "เพิ่มที่อยู่จริงที่ขึ้นต้นด้วย https:// ในไฟล์ของข้อนี้",
        "อีเมล สูตร และลิงก์ภายในหน้าเดียวกันใช้เป็นหลักฐานไม่ได้",
        "warning",
    ),
    "import-link-refused": Rule(
        "ที่อยู่เว็บของข้อ {item} ใช้ไม่ได้: {value}",
        "a web address of {item} can't be used: {value}",
        "เปิดลิงก์เดิมในเบราว์เซอร์ แล้วคัดลอกที่อยู่ที่ถูกต้องมาใส่ในไฟล์ของข้อนี้",
        "ที่อยู่พิมพ์ผิด ยาวเกินไป หรือมีชื่อผู้ใช้และรหัสผ่านปนอยู่",
        "warning",
    ),
    # ── personal data ────────────────────────────────────────────────────────────────────────────────────────────
    "national-id": Rule(
        "ข้อความนี้มีเลขประจำตัวประชาชน {masked}",
        "there is a national ID number: {masked}",
        f"ลบเลขนี้ หรือปิดไว้เช่น 1-xxxx-xxxxx-xx-1 {_OR_WAIVE}",
        "เลขประจำตัวประชาชนใช้สวมรอยทำธุรกรรมแทนเจ้าของได้",
    ),
    "national-id-in-file": Rule(
        "ไฟล์ “{value}” มีเลขประจำตัวประชาชน {masked} ({where})",
        "there is a national ID number in file “{value}”, {where_en}: {masked}",
        f"{_IN_THE_ORIGINAL} {_OR_WAIVE}",
        "เลขประจำตัวประชาชนใช้สวมรอยทำธุรกรรมแทนเจ้าของได้",
    ),
    "mobile-number": Rule(
        "ข้อความนี้มีเบอร์มือถือ {masked}",
        "there is a private mobile number: {masked}",
        f"ใช้เบอร์โทรศัพท์ของสำนักงานแทน {_OR_WAIVE}",
        "เบอร์มือถือเป็นข้อมูลส่วนบุคคล และถูกนำไปใช้หลอกลวงได้",
        "warning",
    ),
    "mobile-number-in-file": Rule(
        "ไฟล์ “{value}” มีเบอร์มือถือ {masked} ({where})",
        "there is a private mobile number in file “{value}”, {where_en}: {masked}",
        f"{_IN_THE_ORIGINAL} {_OR_WAIVE}",
        "เบอร์มือถือเป็นข้อมูลส่วนบุคคล และถูกนำไปใช้หลอกลวงได้",
        "warning",
    ),
    "private-mail": Rule(
        "ข้อความนี้มีอีเมลส่วนตัว {masked}",
        "there is a private mail address: {masked}",
        f"ใช้อีเมลของหน่วยงานแทน ถ้าเป็นอีเมลของสำนักงานให้ใส่ไว้ใน contact ของ office.yaml {_OR_WAIVE}",
        "อีเมลส่วนตัวเป็นข้อมูลส่วนบุคคล หนังสือราชการควรใช้อีเมลของหน่วยงาน",
        "warning",
    ),
    "private-mail-in-file": Rule(
        "ไฟล์ “{value}” มีอีเมลส่วนตัว {masked} ({where})",
        "there is a private mail address in file “{value}”, {where_en}: {masked}",
        f"{_IN_THE_ORIGINAL} {_OR_WAIVE}",
        "อีเมลส่วนตัวเป็นข้อมูลส่วนบุคคล หนังสือราชการควรใช้อีเมลของหน่วยงาน",
        "warning",
    ),
    "bank-account": Rule(
        "ข้อความนี้มีเลขบัญชีธนาคาร {masked}",
        "there is a bank account number: {masked}",
        f"ลบเลขบัญชีนี้ หรือปิดไว้เช่น xxx-x-xxxx0-0 {_OR_WAIVE}",
        "เลขบัญชีเป็นข้อมูลส่วนบุคคล และถูกนำไปใช้แอบอ้างได้",
        "warning",
    ),
    "bank-account-in-file": Rule(
        "ไฟล์ “{value}” มีเลขบัญชีธนาคาร {masked} ({where})",
        "there is a bank account number in file “{value}”, {where_en}: {masked}",
        f"{_IN_THE_ORIGINAL} {_OR_WAIVE}",
        "เลขบัญชีเป็นข้อมูลส่วนบุคคล และถูกนำไปใช้แอบอ้างได้",
        "warning",
    ),
    "idle-waiver": Rule(
        "ข้อยกเว้นนี้ไม่ได้ใช้แล้ว ไม่พบ {masked} ใน “{value}”",
        "this waiver waives nothing: there is no {masked} in “{value}”",
        "ลบข้อยกเว้นนี้ หรือแก้ where, finding และ masked ให้ตรงกับข้อความเตือน",
        "ข้อยกเว้นที่ค้างอยู่อาจปล่อยผ่านข้อมูลที่ใส่เข้ามาภายหลังโดยไม่มีใครทบทวน",
        "warning",
    ),
    "unsearched-document": Rule(
        "ตรวจหาข้อมูลส่วนบุคคลในไฟล์ “{value}” ได้ไม่ครบ",
        "file “{value}” can't be searched to its end for personal data",
        "เปิดดูด้วยตาว่าไม่มีเลขบัตรประชาชนหรือเบอร์ส่วนตัว หรือแยกเป็นไฟล์ที่สั้นลง",
        "ไฟล์ยาวหรือซับซ้อนเกินกว่าที่โปรแกรมจะอ่านจบในเวลาที่กำหนด",
        "warning",
    ),
    # ── the site that was built ──────────────────────────────────────────────────────────────────────────────
    "dead-link": Rule(
        "หน้า {page} มีลิงก์ภายในที่ไม่มีปลายทาง: {target}",
        "page {page} has an internal link that leads nowhere: {target}",
        "ตรวจลิงก์ในเนื้อหาของหน้านั้น ถ้าไม่พบ โปรดแจ้งผู้ดูแลโปรแกรม",
        "ลิงก์เสียทำให้ผู้ประเมินหาข้อมูลไม่พบ",
    ),
}


SPOTS: Mapping[str, tuple[str, str]] = {
    "page": ("หน้า {name}", "page {name}"),
    "line": ("บรรทัด {name}", "line {name}"),
    "paragraph": ("ย่อหน้าที่ {name}", "paragraph {name}"),
    "margin": ("หัวกระดาษ ท้ายกระดาษ เชิงอรรถ หรือความเห็น", "a header, footer, note or comment"),
    "slide": ("สไลด์ {name}", "slide {name}"),
    "sheet": ("แผ่นงาน {name}", "sheet {name}"),
    "cell": ("ช่อง {name}", "cell {name}"),
    "comment": ("ความเห็นในแผ่นงาน", "a comment in a sheet"),
    "metadata": ("ข้อมูลกำกับไฟล์ {name}", "metadata {name}"),
    "inside": ("เนื้อในไฟล์", "inside"),
}
"""Where within a file something stands, in Thai and English."""


def problem(code: str, place: Place, **values: object) -> Problem:
    """Return the problem `code` at `place`; raises KeyError for a code or a value that the table doesn't know."""
    rule = RULES[code]
    safe = {name: visible(veiled(str(value)), 200) for name, value in values.items()}
    return Problem(
        Place(visible(veiled(place.path), 300), place.line, place.column),
        code.removesuffix("-near"),
        rule.severity,
        rule.th.format_map(safe),
        rule.en.format_map(safe),
        " ".join(rule.fix_th.format_map(safe).split()),
    )
