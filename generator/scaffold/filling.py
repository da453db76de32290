"""The text of a new file: every field of its model explained in Thai, needed ones open, the others as comments.

Two marks make a file that can be taken into use with one key of any editor. `##` is an explanation; `#` and one space
is a field that is not used yet. “Toggle comment” over the whole file turns `##` into `#` and the fields into fields.
Labels and help come from the models, so they are written in one place only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.fields import Record
from generator.schemas.notes import Note, notes

HOW_TO = (
    "## บรรทัดที่ขึ้นต้นด้วย ## คือคำอธิบาย ลบทิ้งได้",
    "## บรรทัดที่ขึ้นต้นด้วย # ตัวเดียวคือช่องที่ยังไม่ได้ใช้ ถ้าจะใช้ ให้ลบ # กับช่องว่างหนึ่งเคาะหน้าบรรทัด แล้วแก้ค่า",
    "## กรอกเสร็จแล้วสั่ง prongsai check",
)


@dataclass(frozen=True)
class Filling:
    """What a new file holds: names of fields with their values as YAML. A value of more lines starts with a line break.

    given: fields in use; a line of a value that starts with `#` is a comment. opened: fields that are not needed, and
    yet left open for the person to fill. examples: values for fields that are not used yet. instead: fields of which
    one excludes another, with what is said in place of an example to uncomment.
    """

    given: Mapping[str, str]
    examples: Mapping[str, str]
    opened: tuple[str, ...] = ()
    instead: Mapping[str, str] | None = None


def text_of(model: type[Record], filling: Filling, head: Iterable[str] = ()) -> str:
    """Return the text of a file that holds one entry. head: lines above it, without marks."""
    lines = [f"## {line}" for line in head]
    lines += HOW_TO
    for note in notes(model):
        lines.append("")
        lines += _field(note, filling)
    return "\n".join(lines) + "\n"


def _field(note: Note, filling: Filling) -> Iterator[str]:
    example = filling.examples.get(note.name, "")
    is_open = note.name not in filling.given and (note.required or note.name in filling.opened)
    yield f"## {note.line(example if is_open else '')}"
    yield from _within(note, "  ", filling.examples)
    if note.name in filling.given:
        yield from f"{note.name}:{_value(filling.given[note.name])}".split("\n")
    elif is_open:
        yield f"{note.name}:"
    elif filling.instead and note.name in filling.instead:
        yield f"## {note.name}: {filling.instead[note.name]}"
    else:
        yield from commented(f"{note.name}:{_value(example)}".split("\n"))


def _within(note: Note, indent: str, examples: Mapping[str, str]) -> Iterator[str]:
    for one in note.inner:
        yield f"##{indent}{one.name}: {one.line(examples.get(f'{note.name}.{one.name}', ''))}"
        yield from _within(one, f"{indent}  ", examples)


def _value(text: str) -> str:
    return text if text.startswith("\n") or not text else f" {text}"


def commented(lines: Iterable[str]) -> list[str]:
    """Return lines as a person comments them out."""
    return [f"# {line}" if line else "#" for line in lines]


def quoted(text: str) -> str:
    """Return a text as a YAML value that comes back as it was typed."""
    return json.dumps(text, ensure_ascii=False)
