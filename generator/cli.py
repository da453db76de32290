"""The command line: it parses, calls and prints, and does nothing else.

Data goes to stdout, talk to stderr, Thai first. Exit codes: 0 fine, 1 the content has errors, 2 wrong usage or a
broken machine, 130 interrupted.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from generator.engine import EngineError
from generator.output import OutputError
from generator.problem import Problem
from generator.publish import PublishError
from generator.rules import RULES
from generator.scaffold import KINDS_TO_MAKE, ScaffoldError, make
from generator.serve import serve
from generator.site import Outcome, build, check_content
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
        # The reader (`| head`) has gone: nothing more to say, and nothing to complain about at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code


def _run(options: argparse.Namespace) -> int:
    root: Path = options.root
    if options.needs_content and not (root / "disclosures").is_dir():
        say(f"ไม่พบโฟลเดอร์ disclosures ใน {visible(str(root))} / no folder “disclosures” in {visible(str(root))}")
        return BROKEN
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (PublishError, OutputError, ScaffoldError) as fault:
        say(f"{fault.th} / {fault.en}")
    except EngineError as fault:
        say("โปรแกรมสร้างหน้าเว็บรายงานปัญหา โปรดแจ้งผู้ดูแลโปรแกรม / the page engine reports problems:")
        for message in fault.messages[:20]:
            say(f"  {visible(message, 300)}")
    except BrokenPipeError:
        raise  # the reader of our output has gone, which is no fault of the machine
    except OSError as fault:
        say(f"เครื่องทำงานไม่สำเร็จ: {visible(str(fault))} / the machine refused: {visible(str(fault))}")
    return BROKEN


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="โฟลเดอร์ที่มี disclosures/ (ปกติคือที่นี่)"
    )
    parser = _Parser(prog="prongsai", description="โปร่งใส: จากไฟล์ YAML เป็นเว็บไซต์ข้อมูลสาธารณะ", parents=[common])
    parser.set_defaults(root=Path())
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
    making_new = command("new", "เขียนไฟล์ใหม่พร้อมคำอธิบายทุกช่อง", _new)
    making_new.add_argument("kind", choices=KINDS_TO_MAKE, help="ชนิดของรายการ")
    making_new.add_argument("words", nargs="*", help="เช่น 2564 O10 หรือ หัวข้อข่าว")
    making_new.add_argument("--date", help="วันที่ (ปกติคือวันนี้)")
    making_new.add_argument("--slug", help="ชื่อไฟล์ภาษาอังกฤษ")
    command("rules", "อธิบายข้อผิดพลาดทุกชนิดและวิธีแก้", _rules, content=False)
    return parser


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(options: argparse.Namespace) -> int:
    outcome = check_content(options.root)
    _PRINTERS[options.format](outcome)
    _summary(outcome)
    return CONTENT_ERRORS if outcome.errors or (options.strict and outcome.warnings) else FINE


def _build(options: argparse.Namespace) -> int:
    site = options.site or options.root / "site"
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
    today = datetime.now().astimezone().date()  # the clerk's own calendar day
    for path in make(options.root, options.kind, options.words, day=options.date, slug=options.slug, today=today):
        sys.stdout.write(f"{path}\n")
    return FINE


def _rules(_: argparse.Namespace) -> int:
    for code, rule in RULES.items():
        if code.endswith("-near"):
            continue
        severity = "ข้อผิดพลาด" if rule.severity == "error" else "คำเตือน"
        fix = " ".join(rule.fix_th.split())
        said = (f"{code} ({severity})", f"{rule.th} / {rule.en}", f"ความหมาย: {rule.why_th}", f"วิธีแก้: {fix}")
        # What stands in braces differs from case to case.
        sys.stdout.write(re.sub(r"\{[a-z]+\}", "…", "\n  ".join(said)) + "\n\n")
    return FINE


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _summary(outcome: Outcome) -> None:
    say(
        f"ตรวจ {outcome.entries} ไฟล์: ข้อผิดพลาด {outcome.errors} คำเตือน {outcome.warnings} / "
        f"{outcome.entries} entries: {outcome.errors} errors, {outcome.warnings} warnings"
    )


def _print_text(outcome: Outcome) -> None:
    for found in outcome.problems:
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
