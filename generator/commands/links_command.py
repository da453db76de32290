"""`prongsai links`: whether the evidence on other sites still opens."""

import argparse
import sys
from datetime import datetime

from generator.commands import FINE
from generator.ledger import STATES_TH
from generator.links import visit_links
from generator.progress import Progress
from generator.talk import say
from generator.text import visible


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given."""
    parser.add_argument("--only-stale", action="store_true", help="เฉพาะที่ไม่ได้ตรวจใน 3 วัน หรือยังมีเรื่องต้องดู")
    parser.add_argument("--allow-private", action="store_true", help="ยอมเข้าเครือข่ายภายใน (สำหรับการทดสอบ)")


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit code."""
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
