"""`prongsai doctor`: whether this machine can build the site, and what to install."""

import argparse
import sys
from collections.abc import Sequence

from generator.cards.fonts import available as cards_available
from generator.commands import BROKEN, CONTENT_ERRORS, FINE
from generator.doctor import Finding, Program, examine, lock_text, page, this_machine
from generator.forms import program as editor_program
from generator.outcome import Outcome
from generator.schema import stale_schemas
from generator.site import PRODUCT, check_content


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
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
