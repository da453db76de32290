"""The commands, a module each: `arguments` says what may be given, and `run` does it and returns the exit code.

Only the module of the command that was typed is imported, and only what that one needs with it: most of what a short
command would take is otherwise the reading of libraries that it has no use for.
"""

import argparse
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from generator.interrupts import held

FINE, CONTENT_ERRORS, BROKEN, INTERRUPTED = 0, 1, 2, 130
"""The exit codes of contract §3."""


@dataclass(frozen=True)
class Command:
    """A command: its name, what it does, and whether it needs a folder with content to do it in."""

    name: str
    help_th: str
    needs_content: bool = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what may be given to the command."""
        add: Callable[[argparse.ArgumentParser], None] = self._module.arguments
        add(parser)

    def run(self, options: argparse.Namespace) -> int:
        """Do it, and return the exit code."""
        run: Callable[[argparse.Namespace], int] = self._module.run
        return run(options)

    @property
    def _module(self) -> Any:  # noqa: ANN401 - a module
        with held():
            return importlib.import_module(f"generator.commands.{self.name}_command")


COMMANDS = (
    Command("check", "ตรวจเนื้อหาทั้งหมด ไม่เขียนอะไร"),
    Command("build", "ตรวจแล้วสร้างเว็บไซต์ลงใน site/"),
    Command("serve", "เปิดดูเว็บไซต์ในเครื่อง และปรับปรุงทันทีที่บันทึกไฟล์"),
    Command("init", "เริ่มเว็บไซต์ของหน่วยงานใหม่ ถามไม่กี่ข้อ แล้วเขียน disclosures/", needs_content=False),
    Command("new", "เขียนไฟล์ใหม่พร้อมคำอธิบายทุกช่อง"),
    Command("import", "นำตาราง OIT ที่มีอยู่ (.xlsx .csv .html) เข้าเป็นไฟล์ของปี"),
    Command("links", "ตรวจว่าลิงก์หลักฐานยังเปิดได้ แล้วบันทึกผลใน ledger.json"),
    Command("gather", "รวมข้อมูลที่หลายหน่วยงานเผยแพร่เป็นชุดเดียว แล้วถามภาพรวม", needs_content=False),
    Command("report", "บอกว่าข้อใดยังขาดอะไร และคะแนนที่คาด"),
    Command("summary", "เทียบเนื้อหากับโฟลเดอร์เดิม เป็นข้อความ Markdown สำหรับคำขอแก้ไข"),
    Command("notice", "สิ่งที่ควรแจ้งเตือน เป็น JSON สำหรับ .github/workflows"),
    Command("freeze", "ผนึกสิ่งที่ผู้ประเมินเห็นด้วยลายนิ้วมือไฟล์"),
    Command("verify", "บอกว่ามีอะไรเปลี่ยนไปจากที่ผนึกไว้"),
    Command("schema", "เขียน JSON Schema จากแบบข้อมูล", needs_content=False),
    Command("doctor", "บอกว่าเครื่องนี้สร้างเว็บไซต์ได้หรือไม่ และต้องติดตั้งอะไร", needs_content=False),
    Command("rules", "อธิบายข้อผิดพลาดทุกชนิดและวิธีแก้", needs_content=False),
)


def today() -> date:
    """Return the clerk's own calendar day."""
    return datetime.now().astimezone().date()
