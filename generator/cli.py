"""The command line: it parses, calls and prints, and does nothing else.

Data goes to stdout, talk to stderr, Thai first. Exit codes: 0 fine, 1 the content has errors, 2 wrong usage or a
broken machine, 130 interrupted.
"""

import argparse
import importlib
import io
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from generator.cards.fonts import available as cards_available
from generator.doctor import Finding, Program, examine, lock_text, page, this_machine
from generator.engine import EngineError
from generator.forms import program as editor_program
from generator.gather import QUESTIONS as QUESTIONS_TO_ASK
from generator.gather import GatherError, as_csv, as_json, as_text, ask, gather
from generator.ledger import STATES_TH
from generator.links import LinksError, visit_links
from generator.notices import calendar_notices, link_notices
from generator.output import OutputError
from generator.problem import Problem
from generator.publish import PublishError
from generator.report import NoCatalogueError, report
from generator.rules import RULES
from generator.scaffold import KINDS_TO_MAKE, QUESTIONS, Made, ScaffoldError, complete, make, refuse_taken, start
from generator.schema import stale_schemas, write_schemas
from generator.seal import SealError, freeze, verify
from generator.serve import serve
from generator.site import PRODUCT, Outcome, build, check_content
from generator.summary import summary
from generator.tables import TableError, import_table
from generator.talk import Progress, say
from generator.text import visible

FINE, CONTENT_ERRORS, BROKEN, INTERRUPTED = 0, 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and the Thai sentence first."""

    def error(self, message: str) -> NoReturn:
        say(f"คำสั่งไม่ถูกต้อง ดูวิธีใช้ด้วย {self.prog} --help / wrong usage: {visible(message, 300)}")
        raise SystemExit(BROKEN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    # A console may have been closed; what is said to it is then said to nobody.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding (LANG=C, Windows cp874) must not make Thai an error.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        code = _run(options)
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else BROKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader (`| head`) has gone: nothing more to say
        return FINE
    except OSError as fault:
        _drop_output()  # the disk that our output goes to is full
        _say_machine(fault)
        return BROKEN
    return code


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that Python has nothing to complain about at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_machine(fault: OSError) -> None:
    say(f"เครื่องทำงานไม่สำเร็จ: {visible(str(fault))} / the machine refused: {visible(str(fault))}")


def _run(options: argparse.Namespace) -> int:
    # MkDocs takes relative paths from its own configuration, so none may reach it.
    root = options.root = Path(getattr(options, "root", ".")).absolute()
    if options.needs_content and not (root / "disclosures").is_dir():
        say(f"ไม่พบโฟลเดอร์ disclosures ใน {visible(str(root))} / no folder “disclosures” in {visible(str(root))}")
        return BROKEN
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (LinksError, TableError, GatherError) as fault:
        say(f"{fault.th} / {fault.en}")
        return CONTENT_ERRORS if fault.content else BROKEN
    except (PublishError, OutputError, ScaffoldError, NoCatalogueError, SealError) as fault:
        say(f"{fault.th} / {fault.en}")
    except EngineError as fault:
        say("โปรแกรมสร้างหน้าเว็บรายงานปัญหา โปรดแจ้งผู้ดูแลโปรแกรม / the page engine reports problems:")
        for message in fault.messages[:20]:
            say(f"  {visible(message, 300)}")
    except BrokenPipeError:
        raise  # the reader of our output has gone, which is no fault of the machine
    except OSError as fault:
        _say_machine(fault)
    return BROKEN


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="โฟลเดอร์ที่มี disclosures/ (ปกติคือที่นี่)"
    )
    parser = _Parser(prog="prongsai", description="โปร่งใส: จากไฟล์ YAML เป็นเว็บไซต์ข้อมูลสาธารณะ", parents=[common])
    commands = parser.add_subparsers(required=True, metavar="คำสั่ง")

    def command(name: str, help_th: str, run: Callable[[argparse.Namespace], int], *, content: bool = True) -> _Parser:
        added = commands.add_parser(name, help=help_th, description=help_th, parents=[common])
        added.set_defaults(run=run, needs_content=content)
        return added

    check = command("check", "ตรวจเนื้อหาทั้งหมด ไม่เขียนอะไร", _check)
    check.add_argument("--format", choices=("text", "github", "json"), default="text", help="รูปแบบผลลัพธ์")
    check.add_argument("--strict", action="store_true", help="ถือคำเตือนเป็นข้อผิดพลาด")
    making = command("build", "ตรวจแล้วสร้างเว็บไซต์ลงใน site/", _build)
    making.add_argument("--clean", action="store_true", help="สร้างใหม่ทั้งหมด ไม่ใช้ของที่เก็บไว้")
    making.add_argument("--site", type=Path, metavar="DIR", help="โฟลเดอร์เว็บไซต์ (ปกติคือ site/)")
    serving = command("serve", "เปิดดูเว็บไซต์ในเครื่อง และปรับปรุงทันทีที่บันทึกไฟล์", _serve)
    serving.add_argument("--port", type=int, default=8000, metavar="N", help="พอร์ต (ปกติ 8000)")
    starting = command("init", "เริ่มเว็บไซต์ของหน่วยงานใหม่ ถามไม่กี่ข้อ แล้วเขียน disclosures/", _init, content=False)
    starting.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="โฟลเดอร์ที่จะเริ่ม (ปกติคือที่นี่)")
    for question in QUESTIONS:
        starting.add_argument(question.flag, dest=question.name, metavar="TEXT", help=question.ask_th)
    making_new = command("new", "เขียนไฟล์ใหม่พร้อมคำอธิบายทุกช่อง", _new)
    making_new.add_argument("kind", choices=KINDS_TO_MAKE, help="ชนิดของรายการ")
    making_new.add_argument("words", nargs="*", help="เช่น หัวข้อข่าว, 2564 O10 (oit) หรือ 2565 (year)")
    making_new.add_argument("--date", help="วันที่ (ปกติคือวันนี้)")
    making_new.add_argument("--slug", help="ชื่อไฟล์ภาษาอังกฤษ")
    importing = command("import", "นำตาราง OIT ที่มีอยู่ (.xlsx .csv .html) เข้าเป็นไฟล์ของปี", _import)
    importing.add_argument("table", type=Path, metavar="TABLE", help="ไฟล์ตาราง")
    importing.add_argument("--year", type=int, required=True, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    linking = command("links", "ตรวจว่าลิงก์หลักฐานยังเปิดได้ แล้วบันทึกผลใน ledger.json", _links)
    linking.add_argument("--only-stale", action="store_true", help="เฉพาะที่ไม่ได้ตรวจใน 3 วัน หรือยังมีเรื่องต้องดู")
    linking.add_argument("--allow-private", action="store_true", help="ยอมเข้าเครือข่ายภายใน (สำหรับการทดสอบ)")
    _add_gathering(command("gather", "รวมข้อมูลที่หลายหน่วยงานเผยแพร่เป็นชุดเดียว แล้วถามภาพรวม", _gather, content=False))
    reporting = command("report", "บอกว่าข้อใดยังขาดอะไร และคะแนนที่คาด", _report)
    reporting.add_argument("year", type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    reporting.add_argument("--format", choices=("text", "json"), default="text", help="รูปแบบผลลัพธ์")
    summing = command("summary", "เทียบเนื้อหากับโฟลเดอร์เดิม เป็นข้อความ Markdown สำหรับคำขอแก้ไข", _summarise)
    summing.add_argument("before", type=Path, metavar="DIR", help="โฟลเดอร์เดิมที่มี disclosures/")
    noticing = command("notice", "สิ่งที่ควรแจ้งเตือน เป็น JSON สำหรับ .github/workflows", _notice)
    noticing.add_argument("about", choices=("links", "calendar"), help="ลิงก์ที่ต้องแก้ หรือกำหนดการ")
    noticing.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="วันที่ ค.ศ. (ปกติคือวันนี้)")
    freezing = command("freeze", "ผนึกสิ่งที่ผู้ประเมินเห็นด้วยลายนิ้วมือไฟล์", _freeze)
    freezing.add_argument("year", type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ.")
    freezing.add_argument("--round", type=int, required=True, metavar="N", help="รอบที่")
    command("verify", "บอกว่ามีอะไรเปลี่ยนไปจากที่ผนึกไว้", _verify)
    schema = command("schema", "เขียน JSON Schema จากแบบข้อมูล", _schema, content=False)
    schema.add_argument("--check", action="store_true", help="ไม่เขียน บอกเพียงว่าไฟล์ใดเก่า")
    command("doctor", "บอกว่าเครื่องนี้สร้างเว็บไซต์ได้หรือไม่ และต้องติดตั้งอะไร", _doctor, content=False)
    command("rules", "อธิบายข้อผิดพลาดทุกชนิดและวิธีแก้", _rules, content=False)
    return parser


def _add_gathering(gathering: _Parser) -> None:
    gathering.add_argument("places", nargs="*", metavar="PLACE", help="ที่อยู่เว็บ โฟลเดอร์ หรือ @รายการ.txt @รายการ.csv")
    gathering.add_argument("--out", type=Path, default=Path("national"), metavar="DIR", help="ที่เก็บ (ปกติ national/)")
    gathering.add_argument("--ask", choices=tuple(QUESTIONS_TO_ASK), help="คำถาม (ไม่บอก PLACE คือถามชุดที่มีอยู่)")
    gathering.add_argument("--year", type=int, metavar="YEAR", help="ถามเฉพาะปีงบประมาณ พ.ศ. นี้")
    gathering.add_argument("--format", choices=("text", "json", "csv"), default="text", help="รูปแบบคำตอบ")
    gathering.add_argument("--allow-private", action="store_true", help="ยอมเข้าเครือข่ายภายใน (สำหรับการทดสอบ)")


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(options: argparse.Namespace) -> int:
    outcome = check_content(options.root)
    _PRINTERS[options.format](outcome)
    _summary(outcome)
    return CONTENT_ERRORS if outcome.errors or (options.strict and outcome.warnings) else FINE


def _build(options: argparse.Namespace) -> int:
    site = (options.site or options.root / "site").absolute()
    with Progress() as progress:
        outcome = build(options.root, site, clean=options.clean, report=progress.report)
    _print_text(outcome)
    _summary(outcome)
    if not outcome.pages:
        say("ไม่ได้เผยแพร่ เว็บไซต์เดิมยังอยู่ครบ / nothing was published; the old site is untouched")
        return CONTENT_ERRORS
    say(
        f"สร้างเว็บไซต์แล้ว {outcome.pages} หน้า (สร้างใหม่ {outcome.rendered}) ไฟล์และภาพ {outcome.files} ไฟล์ ที่ {site} / "
        f"built {outcome.pages} pages ({outcome.rendered} anew), {outcome.files} files, in {site}"
    )
    return FINE


def _serve(options: argparse.Namespace) -> int:
    return serve(options.root, options.port)


def _new(options: argparse.Namespace) -> int:
    made = make(options.root, options.kind, options.words, day=options.date, slug=options.slug, today=_today())
    return _print_made(made)


def _init(options: argparse.Namespace) -> int:
    target = (options.folder or options.root).absolute()
    refuse_taken(target)
    given = {question.name: getattr(options, question.name) for question in QUESTIONS}
    return _print_made(start(target, complete(given, _ask if sys.stdin and sys.stdin.isatty() else None, say)))


def _ask(question: str) -> str:
    say(question)
    try:
        return input()
    except EOFError:
        raise ScaffoldError("ยังตอบไม่ครบ จึงไม่ได้เขียนอะไร", "not all was answered, so nothing was written") from None


def _print_made(made: Made) -> int:
    sys.stdout.writelines(f"{path}\n" for path in made.written)
    for sentence in made.said:
        say(" / ".join(sentence))
    return FINE


def _import(options: argparse.Namespace) -> int:
    found = import_table(options.root, options.table, options.year)
    sys.stdout.writelines(f"{path}\n" for path in found.written)
    _print_problems(found.problems)
    say(
        f"อ่าน {found.read} แถว: นำเข้า {found.placed} หัวตาราง {found.headings} ของข้อที่มีไฟล์แล้ว {found.kept} "
        f"นำเข้าไม่ได้ {found.unplaced} / read {found.read} rows: {found.placed} imported, {found.headings} headings, "
        f"{found.kept} of items that have a file, {found.unplaced} not placed"
    )
    say(
        f"เขียน {len(found.written)} ไฟล์ หลักฐาน {found.evidence} แถว / "
        f"wrote {len(found.written)} files with {found.evidence} pieces of evidence"
    )
    if found.renamed:
        say(
            f"หลักฐาน {found.renamed} แถวไม่มีชื่อจริงในตาราง ใช้ชื่อข้อกับลำดับแทน โปรดแก้ title / "
            f"{found.renamed} had no real name and were named after their item: mend title"
        )
    if found.loose:
        say(f"ลิงก์นอกตาราง เช่น เมนู {found.loose} ลิงก์ ไม่ได้นำเข้า / {found.loose} links outside tables were left out")
    if found.written:
        say("ตรวจแต่ละไฟล์ เติม covers แล้วสั่ง prongsai check / look at each file, fill in covers, then run check")
    return FINE if found.complete else CONTENT_ERRORS


def _links(options: argparse.Namespace) -> int:
    with Progress() as progress:
        summary = visit_links(
            options.root,
            only_stale=options.only_stale,
            allow_private=options.allow_private,
            now=datetime.now().astimezone(),
            report=progress.report,
        )
    for line in summary.attention:
        sys.stdout.write(f"{visible(line, 600)}\n")
    counted = " ".join(f"{STATES_TH[state]} {count}" for state, count in summary.counts.items() if count)
    say(
        f"ตรวจ {summary.visited} ลิงก์ เปลี่ยนสถานะ {len(summary.changes)}: {counted} / "
        f"visited {summary.visited}, changed {len(summary.changes)}"
    )
    if summary.left:
        say(f"เหลือ {summary.left} ลิงก์ สั่ง prongsai links --only-stale เพื่อตรวจต่อ / {summary.left} left")
    return FINE  # a dead link is a finding in the ledger, not a failure of the command


def _gather(options: argparse.Namespace) -> int:
    if not options.places and not options.ask:
        say("บอกที่อยู่ของหน่วยงานอย่างน้อยหนึ่งแห่ง หรือคำถามด้วย --ask / name at least one place, or a question by --ask")
        return BROKEN
    complete = _gather_places(options) if options.places else True
    if options.ask:
        answer = ask(options.out, options.ask, options.year)
        if options.format == "json":
            sys.stdout.write(as_json(options.ask, options.year, answer))
        elif options.format == "csv":
            sys.stdout.write(as_csv(options.ask, answer))
        else:
            wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            sys.stdout.write(as_text(options.ask, answer, wide))
    return FINE if complete else CONTENT_ERRORS


def _gather_places(options: argparse.Namespace) -> bool:
    """Gather, say what came of it, and return whether every office was read."""
    begun = time.perf_counter()
    with Progress() as progress:
        found = gather(options.places, options.out, allow_private=options.allow_private, report=progress.report)
    for th, en in found.left_out:
        say(f"ไม่ได้อ่าน {th} / left out {en}")
    say(
        f"อ่าน {found.offices} หน่วยงาน {found.years_read} ปี (ไม่เปลี่ยน {found.years_kept}): "
        f"{found.items} ข้อ หลักฐาน {found.evidence} แถว ที่ {options.out} / "
        f"read {found.offices} offices, {found.years_read} years ({found.years_kept} unchanged), "
        f"{found.items} items, {found.evidence} rows of evidence, into {options.out}"
    )
    if found.left_out or found.silent:
        say(
            f"อ่านไม่ได้ {len(found.left_out)} หน่วยงาน ไม่มีเว็บไซต์ {found.silent} หน่วยงาน / "
            f"{len(found.left_out)} left out, {found.silent} without a site"
        )
    say(f"ใช้เวลา {time.perf_counter() - begun:.1f} วินาที{_memory()}")
    return not found.left_out


def _memory() -> str:
    """Return how much memory this took at most, where the system tells."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows
        return ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1_000_000 if sys.platform == "darwin" else 1_000)  # bytes there, thousands of them elsewhere
    return f" หน่วยความจำสูงสุด {megabytes:.0f} MB"


def _report(options: argparse.Namespace) -> int:
    found = report(options.root, options.year, _today())
    if options.format == "json":
        json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(found.as_text(shutil.get_terminal_size().columns if sys.stdout.isatty() else None))
    if found.warning:
        say(" / ".join(found.warning))
    return CONTENT_ERRORS if found.errors else FINE


def _summarise(options: argparse.Namespace) -> int:
    if not options.before.is_dir():
        say(f"ไม่พบโฟลเดอร์ {visible(str(options.before))} / no folder “{visible(str(options.before))}”")
        return BROKEN
    sys.stdout.write(summary(options.before.absolute(), options.root, _today()))
    return FINE  # what is wrong is said in it, and `check` fails for it


def _notice(options: argparse.Namespace) -> int:
    day = options.date or _today()
    found = link_notices(options.root) if options.about == "links" else calendar_notices(options.root, day)
    json.dump([one.as_json() for one in found], sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return FINE


def _freeze(options: argparse.Namespace) -> int:
    frozen = freeze(options.root, options.year, options.round, _today())
    if frozen.path is None:
        _print_problems(frozen.problems)
        say("ไม่ได้ผนึก แก้ข้อผิดพลาดก่อน / not sealed: mend the errors first")
        return CONTENT_ERRORS
    sys.stdout.write(f"{frozen.path}\n")
    say(f"ผนึก {frozen.items} ข้อ หลักฐาน {frozen.evidence} แถว / sealed {frozen.items} items, {frozen.evidence} rows")
    return FINE


def _verify(options: argparse.Namespace) -> int:
    found = verify(options.root)
    for difference in found.differences:
        sys.stdout.write(f"{difference}\n")
    _print_problems(found.problems)
    if found.errors:
        say(f"เนื้อหามีข้อผิดพลาด {found.errors} จุด จึงเทียบได้ไม่ครบ / {found.errors} errors, so not all was compared")
    say(
        f"เทียบกับการผนึก {len(found.seals)} รอบ: เปลี่ยนไป {len(found.differences)} แห่ง / "
        f"compared with {len(found.seals)} seals: {len(found.differences)} differences"
    )
    return FINE if found.sound else CONTENT_ERRORS


def _schema(options: argparse.Namespace) -> int:
    names = stale_schemas() if options.check else write_schemas()
    sys.stdout.writelines(f"{name}\n" for name in names)
    return CONTENT_ERRORS if options.check and names else FINE


def _doctor(options: argparse.Namespace) -> int:
    machine = this_machine(options.root)
    outcome = check_content(options.root) if machine.has_content else None
    program = Program(
        errors=outcome.errors if outcome else None,
        cards=cards_available(),
        editor=bool(editor_program(PRODUCT / "node_modules")),
        stale=tuple(stale_schemas()),
    )
    findings = list(examine(machine, program, lock_text()))
    sys.stdout.write(page(findings))
    return _code(findings, outcome)


def _code(findings: Sequence[Finding], outcome: Outcome | None) -> int:
    """Return 1 where only the content is at fault, and 2 where the machine is."""
    faults = sum(finding.mark == "✗" for finding in findings)
    content = bool(outcome and outcome.errors)
    return BROKEN if faults > content else CONTENT_ERRORS if faults else FINE


def _today() -> date:
    return datetime.now().astimezone().date()  # the clerk's own calendar day


def _rules(_: argparse.Namespace) -> int:
    for code, rule in RULES.items():
        if code.endswith("-near"):
            continue
        severity = "ข้อผิดพลาด" if rule.severity == "error" else "คำเตือน"
        fix = " ".join(rule.fix_th.split())
        said = (f"{code} ({severity})", f"{rule.th} / {rule.en}", f"ความหมาย: {rule.why_th}", f"วิธีแก้: {fix}")
        # What stands in braces differs from case to case.
        sys.stdout.write(re.sub(r"\{[a-z_]+\}", "…", "\n  ".join(said)) + "\n\n")
    return FINE


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _summary(outcome: Outcome) -> None:
    say(
        f"ตรวจ {outcome.entries} ไฟล์: ข้อผิดพลาด {outcome.errors} คำเตือน {outcome.warnings} / "
        f"{outcome.entries} entries: {outcome.errors} errors, {outcome.warnings} warnings"
    )


def _print_text(outcome: Outcome) -> None:
    _print_problems(outcome.problems)


def _print_problems(problems: Sequence[Problem]) -> None:
    for found in problems:
        sys.stdout.write(f"{found}\n    วิธีแก้: {found.fix_th}\n")


def _print_json(outcome: Outcome) -> None:
    counts = {
        "entries": outcome.entries,
        "items": outcome.items,
        "evidence": outcome.evidence,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
    }
    json.dump(
        {"problems": [found.as_json() for found in outcome.problems], "counts": counts},
        sys.stdout,
        ensure_ascii=False,
        indent=2,
    )
    sys.stdout.write("\n")


def _print_github(outcome: Outcome) -> None:
    for found in outcome.problems:
        sys.stdout.write(f"{_annotation(found)}\n")


def _annotation(found: Problem) -> str:
    """Return the workflow command that marks a line in a pull request. Every part is escaped as GitHub asks."""
    place = found.place
    parts = {"file": place.path, "line": place.line, "col": place.column, "title": found.code}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in parts.items())
    return f"::{found.severity} {listed}::{_data(f'{found.th} / {found.en} วิธีแก้: {found.fix_th}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_PRINTERS: dict[str, Callable[[Outcome], None]] = {
    "text": _print_text,
    "json": _print_json,
    "github": _print_github,
}
