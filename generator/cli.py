"""The command line: it parses, calls and prints, and does nothing else.

Data goes to stdout, talk to stderr, Thai first. Exit codes: 0 fine, 1 the content has errors, 2 wrong usage or a
broken machine, 130 interrupted.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from generator.commands import BROKEN, COMMANDS, CONTENT_ERRORS, FINE, INTERRUPTED
from generator.refusal import RefusedError
from generator.talk import say
from generator.text import visible

_MOST_MESSAGES = 20


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
        options = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
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
    if options.command.needs_content and not (root / "disclosures").is_dir():
        say(f"ไม่พบโฟลเดอร์ disclosures ใน {visible(str(root))} / no folder “disclosures” in {visible(str(root))}")
        return BROKEN
    try:
        code: int = options.command.run(options)
    except RefusedError as fault:
        say(f"{fault.th} / {fault.en}{':' if fault.messages else ''}")
        for message in fault.messages[:_MOST_MESSAGES]:
            say(f"  {visible(message, 300)}")
        return CONTENT_ERRORS if fault.content else BROKEN
    except BrokenPipeError:
        raise  # the reader of our output has gone, which is no fault of the machine
    except OSError as fault:
        _say_machine(fault)
        return BROKEN
    return code


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the command in `arguments`; the other commands are there by name."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="โฟลเดอร์ที่มี disclosures/ (ปกติคือที่นี่)"
    )
    parser = _Parser(prog="prongsai", description="โปร่งใส: จากไฟล์ YAML เป็นเว็บไซต์ข้อมูลสาธารณะ", parents=[common])
    commands = parser.add_subparsers(required=True, metavar="คำสั่ง")
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.help_th, description=command.help_th, parents=[common])
        added.set_defaults(command=command)
        # A word that is an option's value may be a command's name as well; then two are made ready for one.
        if command.name in arguments:
            command.arguments(added)
    return parser
