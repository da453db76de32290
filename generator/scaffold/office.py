"""`prongsai init`: the tree of a new office, from a few answers that the model itself judges.

Contact that nobody has given yet stands as a placeholder, which `check` refuses to publish: better no site than one
that tells the public to ring 0 0000 0000.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.fields import SLUG, Known, parse_url
from generator.kinds.office import Office
from generator.problem import Place, Problem
from generator.reading import read_record
from generator.rules import problem
from generator.scaffold.catalogues import no_catalogue, path_of, supplied
from generator.scaffold.entries import schools_text
from generator.scaffold.filling import Filling, quoted, text_of
from generator.scaffold.writing import Made, Said, ScaffoldError, write_new
from generator.schemas.examples import examples
from generator.site import PRODUCT
from generator.source import parse_document
from generator.text import arabic_digits, forbidden, visible
from generator.tree import CONTENT

_YEAR = re.compile("[0-9]{4}")
OFFICE = f"{CONTENT}/office.yaml"
FOLDERS = (
    "assessments",
    "catalogues",
    "documents",
    "files",
    "honors",
    "lessons",
    "news",
    "oit",
    "programme",
    "surveys",
)
IGNORED = """\
# สิ่งที่ prongsai build สร้างให้ สร้างใหม่ได้เสมอ จึงไม่เก็บใน git
/site/
/.site.*
/.prongsai/
/docs/

# ไฟล์ชั่วคราวของเครื่องและโปรแกรมสำนักงาน
.DS_Store
Thumbs.db
desktop.ini
~$*
"""


@dataclass(frozen=True)
class Question:
    """What a new office is asked. `usual` is the answer of somebody who only presses Enter, where there is one."""

    name: str
    flag: str
    ask_th: str
    usual: str | None


QUESTIONS = (
    Question("name", "--name", "ชื่อเต็มของหน่วยงาน เช่น สำนักงานเขตพื้นที่การศึกษาประถมศึกษา… เขต 1", None),
    Question("short_name", "--short-name", "ชื่อย่อ เช่น สพป.… เขต 1 (ถ้าไม่มี กด Enter)", ""),
    Question("url", "--url", "ที่อยู่เว็บไซต์ ขึ้นต้นด้วย https:// (ถ้ายังไม่มี กด Enter)", ""),
    Question("body_type", "--body-type", "ประเภทหน่วยงาน สำนักงานเขตพื้นที่การศึกษาคือ esao (กด Enter เพื่อใช้ esao)", "esao"),
    Question("current_year", "--year", "ปีงบประมาณที่จะเริ่ม พ.ศ. สี่หลัก เช่น 2567", None),
    Question("email", "--email", "อีเมลของหน่วยงาน (ถ้ายังไม่ทราบ กด Enter แล้วเติมใน office.yaml ก่อนเผยแพร่)", ""),
    Question("phone", "--phone", "โทรศัพท์ เช่น 0 53xx xxxx (ถ้ายังไม่ทราบ กด Enter แล้วเติมใน office.yaml ก่อนเผยแพร่)", ""),
)
_CONTACT = {"phone": "0 0000 0000", "email": "office@example.go.th"}
"""What stands for contact that nobody has given, and is never published."""
_GOOD = {"name": "ก", "body_type": "esao", "current_year": "2564", "email": "a@a.go.th", "phone": "0 2000 0001"}
"""Answers that are right, to judge one more beside them."""


def refuse_taken(target: Path) -> None:
    """Raise ScaffoldError where an office has its content already, before anybody is asked anything."""
    place = target / CONTENT
    if place.is_symlink() or (os.path.lexists(target) and not target.is_dir()):
        raise ScaffoldError(
            f"{visible(str(target), 300)} ใช้ไม่ได้ เพราะเป็นทางลัดหรือไม่ใช่โฟลเดอร์",
            f"{visible(str(target), 300)} is no folder",
        )
    if os.path.lexists(place) and not (place.is_dir() and not any(place.iterdir())):
        raise ScaffoldError(
            f"ใน {visible(str(target), 300)} มี {CONTENT}/ อยู่แล้ว ไม่ได้แตะต้อง",
            f"{visible(str(target), 300)} holds {CONTENT}/ already and was not touched",
        )


def complete(
    given: Mapping[str, str | None], read: Callable[[str], str] | None, tell: Callable[[str], None]
) -> dict[str, str]:
    """Return an answer to every question: those given by flags, the others asked for.

    read: asks a person; None where there is no terminal. tell: says what is wrong with an answer, which is then asked
    for again. A flag with a wrong answer, or a needed one that is missing, raises ScaffoldError.
    """
    answers = {name: value for name, value in given.items() if value is not None}
    for question in QUESTIONS:
        if question.name in answers and (fault := fault_of(question.name, answers[question.name])):
            raise ScaffoldError(f"{question.flag}: {fault.th}", f"{question.flag}: {fault.en}")
    left = [question for question in QUESTIONS if question.name not in answers]
    if read is None:
        missing = " ".join(question.flag for question in left if question.usual is None)
        if missing:
            raise ScaffoldError(f"ต้องระบุ {missing}", f"{missing} must be given")
        return {**answers, **{question.name: question.usual or "" for question in left}}
    for question in left:
        answers[question.name] = _ask(question, read, tell)
    return answers


def _ask(question: Question, read: Callable[[str], str], tell: Callable[[str], None]) -> str:
    while True:
        answer = read(question.ask_th).strip()
        if not answer and question.usual is not None:
            return question.usual
        if not answer:
            tell("ข้อนี้จำเป็นต้องตอบ / an answer is needed")
        elif fault := fault_of(question.name, answer):
            tell(f"{fault.th} วิธีแก้: {fault.fix_th} / {fault.en}")
        else:
            return answer


def fault_of(name: str, answer: str) -> Problem | None:
    """Return what the model of `office.yaml` has against one answer, or None."""
    if not answer.strip() and name not in ("name", "current_year", "body_type"):
        return None
    if character := forbidden(answer):
        return problem("forbidden-character", Place(OFFICE), char=character)
    return next(iter(_faults(office_text({**_GOOD, name: answer}))), None)


def _faults(text: str) -> list[Problem]:
    document = parse_document(OFFICE, text)
    return [*document.problems, *read_record(document, Office, Known())[1]]


def office_text(answers: Mapping[str, str], hosts: Sequence[str] = ()) -> str:
    """Return `office.yaml` with the answers in it, every other field explained. hosts: names of the office's site."""
    year = arabic_digits(answers["current_year"]).strip()
    body_type = answers["body_type"].strip()
    given = {
        "name": quoted(answers["name"]),
        "body_type": body_type if SLUG.fullmatch(body_type) else quoted(body_type),
        "current_year": year if _YEAR.fullmatch(year) else quoted(year),
    }
    for name in ("short_name", "url"):
        if answers.get(name):
            given[name] = quoted(answers[name])
    if hosts:
        given["own_hosts"] = f"[{', '.join(map(quoted, hosts))}]"
    contact = [f"  {name}: {quoted(answers.get(name) or usual)}" for name, usual in _CONTACT.items()]
    missing = [name for name in _CONTACT if not answers.get(name)]
    if missing:
        contact.insert(0, f"##   {' และ '.join(missing)} ข้างล่างยังเป็นค่าตัวอย่าง ใส่ของจริงก่อน จึงจะเผยแพร่ได้")
    given["contact"] = "\n".join(
        [
            "",
            *contact,
            "#   address: เลขที่ ถนน ตำบล อำเภอ จังหวัด รหัสไปรษณีย์ (ตัวอย่าง)",
            '#   fax: "0 0000 0000"',
            "#   map_url: https://www.example.go.th/map",
        ]
    )
    # An expiry further ahead than a year would outlive the people it names.
    expires = f"{int(year) + 1}-09-30" if _YEAR.fullmatch(year) else ""
    head = ("ข้อมูลของหน่วยงาน ใช้ในหัวเว็บไซต์ หน้าเกี่ยวกับเรา และหน้าติดต่อ",)
    return text_of(Office, Filling(given, examples("office", 0, expires)), head)


def start(target: Path, answers: Mapping[str, str], product: Path = PRODUCT) -> Made:
    """Write the tree of a new office below `target`: all of `disclosures/` at once, or nothing of it."""
    refuse_taken(target)
    year = int(arabic_digits(answers["current_year"]).strip())
    files = {f"{folder}/.gitkeep": "" for folder in FOLDERS}
    office = office_text(answers, _own_hosts(answers.get("url", "").strip()))
    files |= {"office.yaml": office, "schools.yaml": schools_text(None)}
    has = supplied(answers["body_type"], product)
    if year in has:
        files[path_of(year).removeprefix(f"{CONTENT}/")] = has[year]
    target.mkdir(parents=True, exist_ok=True)
    _place(target, files)
    written = [f"{CONTENT}/{path}" for path in sorted(files) if not path.endswith(".gitkeep")]
    kept = []
    if os.path.lexists(target / ".gitignore"):
        kept.append(".gitignore")
    else:
        written.append(write_new(target, ".gitignore", IGNORED))
    return Made(tuple(written), tuple(kept), tuple(_talk(target, answers, has, kept)))


def _own_hosts(url: str) -> list[str]:
    """Return the names that a site answers to: with and without www."""
    host = parse_url(url).host if url else ""
    return list(dict.fromkeys(filter(None, (host, host.removeprefix("www.")))))


def _place(target: Path, files: Mapping[str, str]) -> None:
    """Write the files into a folder beside, then move that into its place, where an empty one may stand."""
    beside = Path(tempfile.mkdtemp(prefix=".prongsai-init-", dir=target))
    try:
        for path, text in files.items():
            write_new(beside, f"{CONTENT}/{path}", text)
        if (target / CONTENT).is_dir():
            (target / CONTENT).rmdir()
        (beside / CONTENT).rename(target / CONTENT)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _talk(target: Path, answers: Mapping[str, str], has: dict[int, str], kept: Sequence[str]) -> Iterator[Said]:
    """Yield what to say of a new tree: what was left alone, what is still missing, what comes next."""
    year = int(arabic_digits(answers["current_year"]))
    if kept:
        yield "มี .gitignore อยู่แล้ว ไม่ได้แตะต้อง", ".gitignore was there and stays as it is"
    missing = [name for name in _CONTACT if not answers.get(name)]
    if missing:
        yield (
            f"ยังเผยแพร่ไม่ได้จนกว่าจะใส่ {' และ '.join(missing)} จริงใน {OFFICE}",
            f"nothing is published until {OFFICE} holds the real {' and '.join(missing)}",
        )
    place = visible(str(target), 300)
    if year in has:
        yield (
            f"ต่อไป เข้าโฟลเดอร์ {place} แล้วสั่ง prongsai new year {year} เพื่อสร้างไฟล์ของทุกข้อ และ prongsai serve เพื่อดูเว็บไซต์",
            f"next, in {place}: prongsai new year {year} for a file of every item, prongsai serve to see the site",
        )
    else:
        yield no_catalogue(year, has)
