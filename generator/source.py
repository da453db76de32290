"""YAML as text with positions: the one way content comes in.

Every scalar stays the text that was typed (`no`, `012`, `1.10`), so nothing is guessed or lost; the schema gives
types later. Events are read one by one, never loaded into objects: aliases, anchors, tags and deep nesting are
refused before they can cost anything. A line that YAML can't read is mended where the intention is plain, so that
one run can report what stands below it too; the file still counts as wrong.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.problem import Place, Problem
from generator.rules import problem
from generator.text import ANY_ZERO_WIDTH, forbidden

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_MAX_MENDINGS = 20

Step = str | int

# libyaml is some eight times faster; the pure reader gives the same events where it is missing.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A text as typed. `empty` is true for nothing, `~`, `null` and blank quotes."""

    text: str
    place: Place
    empty: bool = False
    block: bool = False
    """Written as a block after `|`, so that its first line is the line below `place`."""


@dataclass(frozen=True)
class Listing:
    """A YAML sequence."""

    nodes: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A YAML mapping. `keys` has the place of each key; `broken` names keys whose value was already reported."""

    nodes: Mapping[str, "Node"]
    keys: Mapping[str, Place]
    place: Place
    broken: frozenset[str] = frozenset()


Node = Scalar | Listing | Table


@dataclass(frozen=True)
class Document:
    """One content file: its tree (None when it could not be read) and what was wrong with reading it."""

    path: str
    tree: Table | None
    problems: tuple[Problem, ...] = ()


def plain(node: Node) -> object:
    """Return the tree as dicts, lists and texts, without the fields that were left empty."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain(child) for child in node.nodes]
    return {key: plain(child) for key, child in node.nodes.items() if not is_empty(child)}


def is_empty(node: Node) -> bool:
    """Return whether the node is a field that somebody left blank."""
    return isinstance(node, Scalar) and node.empty


def find(tree: Node, steps: tuple[Step, ...]) -> Node | None:
    """Return the node at `steps`, or None."""
    node: Node | None = tree
    for step in steps:
        if isinstance(node, Table) and isinstance(step, str):
            node = node.nodes.get(step)
        elif isinstance(node, Listing) and isinstance(step, int):
            node = node.nodes[step] if step < len(node.nodes) else None
        else:
            return None
    return node


def place_at(tree: Node, steps: tuple[Step, ...], *, key: bool = False) -> Place:
    """Return the place of the value (or of the key) at `steps`, or of the nearest thing around it that exists."""
    for length in range(len(steps), 0, -1):
        parent = find(tree, steps[: length - 1])
        last = steps[length - 1]
        if isinstance(parent, Table) and last in parent.keys:
            node = parent.nodes[str(last)]
            at_key = key or not isinstance(node, Scalar) or node.empty
            return parent.keys[str(last)] if at_key else node.place
        if isinstance(parent, Listing) and isinstance(last, int) and last < len(parent.nodes):
            return parent.nodes[last].place
    return tree.place


def read_document(root: Path, path: str) -> Document:
    """Read one content file; nothing that is in it, or that it is, raises."""
    try:
        raw = _read_regular_file(root / path)
    except OSError:
        return Document(path, None, (problem("unreadable-file", Place(path)),))
    if raw is None:
        return Document(path, None, (problem("not-a-regular-file", Place(path)),))
    if len(raw) > MAX_BYTES:
        return Document(path, None, (problem("file-too-big", Place(path), limit=MAX_BYTES // 1_000_000),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return Document(path, None, (problem("not-utf8", Place(path, line), guess=_guess_encoding(raw)),))
    return parse_document(path, text)


def _read_regular_file(path: Path) -> bytes | None:
    """Return the bytes, or None for anything but a regular file; a link or a pipe is never opened for reading."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        return file.read(MAX_BYTES + 1)


def _guess_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    first, last = 0xA1, 0xFB  # ก and ๛ in TIS-620
    thai = sum(first <= byte <= last for byte in raw)
    return "Windows-874 (TIS-620)" if thai > len(raw) // 10 else "?"


def parse_document(path: str, text: str) -> Document:
    """Parse the text of one content file into a tree with positions."""
    found = list(_raw_faults(path, text))
    if any(fault.code in ("control-character", "merge-conflict") for fault in found):
        return Document(path, None, tuple(found))
    lines = text.split("\n")
    for _ in range(_MAX_MENDINGS):
        reader = _Reader(path, lines)
        try:
            tree = reader.read()
        except yaml.YAMLError as fault:
            mended = _mend(path, lines, fault)
            known = {(seen.code, seen.place.line) for seen in found}
            if mended.code != "bad-yaml" and (mended.code, mended.place.line) not in known:
                found.append(mended)
                continue
            if mended.place.line not in {seen.place.line for seen in found}:
                found.append(mended)
            return Document(path, None, tuple(found + reader.problems))
        except _StopReadingError:
            tree = None
        return Document(path, tree, tuple(found + reader.problems))
    return Document(path, None, tuple(found))


_RAW_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONFLICT = re.compile(r"(?m)^(?:<{7} |>{7} |={7}$|\|{7} )")


def _raw_faults(path: str, text: str) -> Iterator[Problem]:
    if found := _RAW_CONTROL.search(text):
        yield problem("control-character", _place(path, text, found.start()), char=f"U+{ord(found[0]):04X}")
    if found := _CONFLICT.search(text):
        yield problem("merge-conflict", _place(path, text, found.start()))


def _place(path: str, text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(path, text.count("\n", 0, offset) + 1, offset - start + 1)


_KEY_AND_VALUE = re.compile(r"^(\s*(?:- )?\s*[\w-]+:\s+)(\S.*?)\s*$")
_NO_SPACE = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w-]*):(?!//)(\S.*)$")
_ODD_INDENT = re.compile("^[ ]*([\t\u00a0\u3000\u2000-\u200a]+)[ \t\u00a0\u3000\u2000-\u200a]*")


def _mend(path: str, lines: list[str], fault: yaml.YAMLError) -> Problem:
    """Say what is wrong with a line that YAML can't read, and mend `lines` where the intention is plain."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    number = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column + 1 if mark else 1
    for near in (number, number - 1):
        if near >= 0 and (odd := _ODD_INDENT.match(lines[near])):
            at = Place(path, near + 1, odd.start(1) + 1)
            lines[near] = " " * _likely_indent(lines, near) + lines[near][odd.end() :]
            return problem("tab-indent" if "\t" in odd[1] else "odd-space", at)
    line = lines[number]
    if (found := _KEY_AND_VALUE.match(line)) and re.search(r":(\s|$)", found[2]) and found[2][0] not in "\"'|>[{":
        quoted = found[2].replace("'", "''")
        lines[number] = f"{found[1]}'{quoted}'"
        return problem("colon-in-value", Place(path, number + 1, found.start(2) + 1), value=found[2])
    if (found := _KEY_AND_VALUE.match(line)) and found[2][0] in "@`%":
        lines[number] = f"{found[1]}'{found[2].replace(chr(39), chr(39) * 2)}'"
        return problem("special-first-character", Place(path, number + 1, found.start(2) + 1), char=found[2][0])
    for near in (number, number - 1):
        if near >= 0 and (found := _NO_SPACE.match(lines[near])):
            lines[near] = f"{found[1]}{found[2]}: {found[3]}"
            return problem("no-space-after-colon", Place(path, near + 1, found.end(2) + 1), key=found[2])
    return problem("bad-yaml", Place(path, number + 1, column))


def _likely_indent(lines: list[str], number: int) -> int:
    """Return the indent that line `number` was most likely meant to have: that of the line above, or one step in."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    indent = len(above) - len(above.lstrip(" "))
    return indent + 2 if above.rstrip().endswith(":") else indent


class _StopReadingError(Exception):
    """The rest of the file makes no sense; what was found so far is in `problems`."""


@dataclass
class _Reader:
    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Table | None:
        events = yaml.parse("\n".join(self.lines), Loader=_LOADER)
        tree: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report("second-document", event)
                    break
            elif isinstance(event, yaml.NodeEvent):
                tree = self._node(event, events, 1)
        if isinstance(tree, Table):
            return tree
        if not self.problems:
            empty = tree is None or is_empty(tree)
            self.problems.append(problem("empty-file" if empty else "not-a-mapping", Place(self.path)))
        return None

    def _at(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)

    def _report(self, code: str, event: yaml.Event, **values: object) -> None:
        self.problems.append(problem(code, self._at(event), **values))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node | None:
        """Return the node that starts with `event`, or None when it was refused and reported."""
        if depth > MAX_DEPTH:
            self._report("too-deep", event, limit=MAX_DEPTH)
            raise _StopReadingError
        if isinstance(event, yaml.AliasEvent):
            self._report("alias", event, name=f"*{event.anchor}")
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._report("alias", event, name=f"&{event.anchor}")
        tag = event.tag if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else None
        tagged = tag is not None and tag != "!"
        if tagged:
            self._report("tag", event, tag=tag)
        if isinstance(event, yaml.ScalarEvent):
            return None if tagged else self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            node: Node = self._listing(event, events, depth)
        else:
            node = self._table(event, events, depth)
        return None if tagged else node

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        text = event.value
        is_plain = not event.style
        if (character := forbidden(text)) is not None:
            self._report("forbidden-character", event, char=character)
            return None
        if is_plain:
            self._check_comment(event)
        blank = not ANY_ZERO_WIDTH.sub("", text).strip()
        empty = blank or (is_plain and text in ("~", "null", "Null", "NULL"))
        return Scalar(text, self._at(event), empty=empty, block=event.style == "|")

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Warn when YAML takes the rest of a sentence for a comment, as in `title: ข่าว #1`."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        thai = any("\u0e01" <= character <= "\u0e5b" for character in event.value)
        if re.match(r"\s+#\S", rest) or (thai and re.match(r" #", rest)):
            self._report("lost-after-hash", event, lost=rest.strip())

    def _listing(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Listing:
        nodes = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            node = self._node(event, events, depth + 1)
            if node is not None:
                nodes.append(node)
        return Listing(tuple(nodes), self._at(start))

    def _table(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Table:
        nodes: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        broken: set[str] = set()
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, depth)
            value = self._node(next(events), events, depth + 1)
            if key is None:
                continue
            if key in keys:
                self._report("duplicate-key", event, key=key, first=keys[key].line)
                continue
            keys[key] = self._at(event)
            if value is None:
                broken.add(key)
                nodes[key] = Scalar("", keys[key], empty=True)
            else:
                nodes[key] = value
        return Table(nodes, keys, self._at(start), frozenset(broken))

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            self._report("bad-key", event)
            self._node(event, events, depth + 1)
            return None
        key = event.value
        if key == "<<":
            self._report("merge-key", event)
            return None
        if event.anchor or event.tag not in (None, "!"):
            self._report("tag" if event.tag else "alias", event, tag=event.tag, name=f"&{event.anchor}")
            return None
        odd = next((char for char in key if not char.isprintable() or char in "\xa0\u3000"), None)
        if odd is not None:
            self._report("invisible-in-key", event, char=f"U+{ord(odd):04X}")
            return None
        return key
