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
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import yaml

from generator.problem import Place, Problem
from generator.rules import problem
from generator.text import ANY_ZERO_WIDTH, forbidden

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_MAX_MENDINGS = 60
_MOST_PROBLEMS = 200

Step = str | int

# libyaml is some eight times faster; the pure reader gives the same events where it is missing.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A text as typed. `empty` is true for nothing, `~`, `null` and blank quotes."""

    text: str
    place: Place
    empty: bool = False
    block: int | None = None
    """The indent of a text written as a block after `|`: its first line is the line below `place`."""


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
    """Return the tree as dicts, lists and texts; a field that was left empty is None."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Listing):
        return [plain(child) for child in node.nodes]
    return {key: plain(child) for key, child in node.nodes.items()}


def given(node: Node) -> object:
    """Return the tree as dicts, lists and texts with only what was given.

    A value that was refused still counts as given: it is an empty text.
    """
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [given(child) for child in node.nodes]
    return {
        key: "" if key in node.broken else given(child)
        for key, child in node.nodes.items()
        if key in node.broken or not is_empty(child)
    }


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
    raw = read_raw(root, path)
    return Document(path, None, (raw,)) if isinstance(raw, Problem) else decode_document(path, raw)


def read_raw(root: Path, path: str) -> bytes | Problem:
    """Return the bytes of one content file, or why there are none to be read."""
    try:
        raw = read_regular_file(root / path)
    except OSError:
        return problem("unreadable-file", Place(path))
    if raw is None:
        return problem("not-a-regular-file", Place(path))
    if len(raw) > MAX_BYTES:
        return problem("file-too-big", Place(path), limit=MAX_BYTES // 1_000_000)
    return raw


def decode_document(path: str, raw: bytes) -> Document:
    """Parse the bytes of one content file into a tree with positions."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return Document(path, None, (problem("not-utf8", Place(path, line), guess=_guess_encoding(raw)),))
    if _is_utf16(raw):
        return Document(path, None, (problem("not-utf8", Place(path), guess="UTF-16"),))
    return parse_document(path, text)


def read_regular_file(path: Path, limit: int = MAX_BYTES) -> bytes | None:
    """Return the bytes, at most one more than allowed, or None for anything but a regular file.

    A link or a pipe is never opened for reading. Raises OSError.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return None
        return file.read(limit + 1)


def _is_utf16(raw: bytes) -> bool:
    """Return whether a file without a mark is UTF-16: half of each Latin letter is a zero byte, which UTF-8 takes."""
    zeros = raw.count(b"\0")
    return len(raw) // 10 < zeros <= len(raw) // 2


def _guess_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    first, last = 0xA1, 0xFB  # ก and ๛ in TIS-620
    thai = sum(first <= byte <= last for byte in raw)
    return "Windows-874 (TIS-620)" if thai > len(raw) // 10 else "?"


def parse_document(path: str, text: str) -> Document:
    """Parse the text of one content file into a tree with positions."""
    found = list(_raw_faults(path, text))
    if any(fault.code == "merge-conflict" for fault in found):
        return Document(path, None, tuple(found))
    # Line separators of other systems are no line breaks to an editor, so they must not be to YAML either.
    text = _RAW_CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_LINE_SEPARATORS)
    draft = _Draft(path, text.split("\n"))
    for _ in range(_MAX_MENDINGS):
        reader = _Reader(draft)
        try:
            tree = reader.read()
        except (yaml.YAMLError, ValueError) as fault:  # PyYAML's own reader lets a bad \\U escape out as ValueError
            before = list(draft.lines)
            mended = draft.mend(fault)
            if mended and mended.place.line not in {seen.place.line for seen in found}:
                found.append(mended)
            if draft.lines == before:
                return Document(path, None, tuple(found + reader.problems))
            continue
        except _StopReadingError:
            tree = None
        return Document(path, tree, tuple(found + reader.problems))
    return Document(path, None, tuple(found))


_LINE_SEPARATORS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_RAW_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONFLICT = re.compile(r"(?m)^(?:<{7} |>{7} |={7}$|\|{7} )")


def _raw_faults(path: str, text: str) -> Iterator[Problem]:
    for found in islice(_RAW_CONTROL.finditer(text), _MOST_PROBLEMS):
        yield problem("control-character", _place(path, text, found.start()), char=f"U+{ord(found[0]):04X}")
    if conflict := _CONFLICT.search(text):
        yield problem("merge-conflict", _place(path, text, conflict.start()))


def _place(path: str, text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(path, text.count("\n", 0, offset) + 1, offset - start + 1)


_KEY_AND_VALUE = re.compile(r"^(\s*(?:- )*[\w-]+:\s+)(\S.*?)\s*$")
_LIST_VALUE = re.compile(r"^(\s*(?:- )+)(\S.*?)\s*$")
_NO_SPACE = re.compile("^(\\s*(?:- )*)([A-Za-z_][\\w-]*)(:|：)[\u00a0\u3000]*(?!//)(\\S.*)$")
_ODD_INDENT = re.compile("^[ ]*([\t\u00a0\u3000\u2000-\u200a]+)[ \t\u00a0\u3000\u2000-\u200a]*")
_TOP_KEY = re.compile(r"^([A-Za-z_][\w-]*)\s*:")
_TOO_DEEP_FOR_YAML = "exceeded maximum nesting depth"
"""What libyaml says of a thousand open brackets on a line, which it reads ahead before it hands out the first."""
_STRANGE_ESCAPE = re.compile(
    r"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})"  # half of a pair of UTF-16
    r"|U(0000[dD][89a-fA-F][0-9a-fA-F]{2}|(?!000|0010)[0-9a-fA-F]{8})"  # the same in full, and beyond Unicode
    r"|.)"
)
_NO_CHARACTERS = range(0xFDD0, 0xFDF0)
"""Unicode promises never to make characters of these."""


@dataclass
class _Draft:
    """The lines of a file as they are read, mended where the intention is plain."""

    path: str
    lines: list[str]
    shifts: dict[int, tuple[int, int]] = field(default_factory=dict)
    """For a mended line: from which column on it was moved, and by how much."""
    lost: set[str] = field(default_factory=set)
    """Top-level fields that could not be read at all."""
    strange: dict[str, str] = field(default_factory=dict)
    """By `U+XXXX`, what stands in the place of an escape that means no character, and what was typed there."""

    def mend(self, fault: Exception) -> Problem | None:
        """Say what is wrong with a line that YAML can't read, and mend it, or take the field that holds it out.

        None when the reader will find it and say it better.
        """
        mark = getattr(fault, "problem_mark", None)
        context = getattr(fault, "context_mark", None)
        number = min(mark.line, len(self.lines) - 1) if mark else 0
        column = mark.column + 1 if mark else 1
        start = min(context.line, number) if context else number
        if str(getattr(fault, "problem", "")) == _TOO_DEEP_FOR_YAML:
            self._drop(number)
            return problem("too-deep", Place(self.path, number + 1, column), limit=MAX_DEPTH)
        if self._without_strange(number):
            return None
        for near in (number, number - 1, start):
            if near >= 0 and near not in self.shifts and (mended := self._mend_line(near)):
                return mended
        at = Place(self.path, start + 1, context.column + 1) if context and start != number else None
        self._drop(start)
        return problem("bad-yaml", at or Place(self.path, number + 1, column))

    def _without_strange(self, number: int) -> bool:
        """Put what no field may hold, and YAML can read, in the place of escapes that stand for no character."""

        def replaced(found: re.Match[str]) -> str:
            typed = found[1] or found[2]
            if typed is None:
                return found[0]
            stand_in = chr(min(_NO_CHARACTERS.start + len(self.strange), _NO_CHARACTERS.stop - 1))
            self.strange[f"U+{ord(stand_in):04X}"] = f"U+{int(typed, 16):04X}"
            return f"{found[0][:2]}{ord(stand_in):0{len(typed)}x}"  # as long as before: no place moves

        line = self.lines[number]
        self.lines[number] = _STRANGE_ESCAPE.sub(replaced, line)
        return self.lines[number] != line

    def _mend_line(self, number: int) -> Problem | None:
        line = self.lines[number]
        if odd := _ODD_INDENT.match(line):
            at = Place(self.path, number + 1, odd.start(1) + 1)
            self._replace(number, " " * self._likely_indent(number) + line[odd.end() :], 0)
            return problem("tab-indent" if "\t" in odd[1] else "odd-space", at)
        if found := _NO_SPACE.match(line):
            at = Place(self.path, number + 1, found.start(3) + 1)
            self._replace(number, f"{found[1]}{found[2]}: {found[4]}", found.start(4))
            return problem("no-space-after-colon", at, key=found[2])
        found = _KEY_AND_VALUE.match(line) or _LIST_VALUE.match(line)
        if found and self._stands_alone(number) and _is_broken(found[2]):
            first = found[2][0]
            if first in "[{" and found[2].count("]") + found[2].count("}") < found[2].count(first):
                return None  # an open bracket: what was meant is a list, not a text
            code = "open-quote" if first in "'\"" else "special-first-character"
            code = code if first in _SPECIAL else "colon-in-value"
            at = Place(self.path, number + 1, found.start(2) + 1)
            quoted = found[2].replace("'", "''")
            self._replace(number, f"{found[1]}'{quoted}'", found.start(2))
            return problem(code, at, value=found[2], char=found[2][0])
        return None

    def _stands_alone(self, number: int) -> bool:
        """Return whether no deeper line follows, so that the value is all on this line."""
        indent = len(self.lines[number]) - len(self.lines[number].lstrip(" "))
        below = next((line for line in self.lines[number + 1 :] if line.strip()), "")
        return len(below) - len(below.lstrip(" ")) <= indent

    def _replace(self, number: int, line: str, column: int) -> None:
        self.shifts[number] = (column, len(line) - len(self.lines[number]))
        self.lines[number] = line

    def _likely_indent(self, number: int) -> int:
        """Return the indent that a line was most likely meant to have: that of the line above, or one step in."""
        above = next((line for line in reversed(self.lines[:number]) if line.strip()), "")
        lead = re.match(r" *(?:- )*", above)
        indent = len(lead[0]) if lead else 0
        return indent + 2 if above.rstrip().endswith(":") else indent

    def _drop(self, number: int) -> None:
        """Blank the top-level field that holds a line, so that the rest of the file can be read."""
        first = next((at for at in range(number, -1, -1) if _TOP_KEY.match(self.lines[at])), None)
        key = _TOP_KEY.match(self.lines[first]) if first is not None else None
        if first is None or key is None or key[1] in self.lost:
            return
        self.lost.add(key[1])
        self.lines[first] = f"{key[1]}:"
        for at in range(first + 1, len(self.lines)):
            if _TOP_KEY.match(self.lines[at]):
                break
            self.lines[at] = ""


_SPECIAL = "@`%[]{}\"'*&!|>,?-"


def _is_broken(value: str) -> bool:
    """Return whether YAML can't read a value that stands on one line."""
    try:
        for _ in yaml.parse(f"k: {value}", Loader=_LOADER):
            pass
    except (yaml.YAMLError, ValueError):
        return True
    return False


class _StopReadingError(Exception):
    """The rest of the file makes no sense; what was found so far is in `problems`."""


@dataclass
class _Reader:
    draft: _Draft
    problems: list[Problem] = field(default_factory=list)
    has_alias: bool = False

    def read(self) -> Table | None:
        events = yaml.parse("\n".join(self.draft.lines), Loader=_LOADER)
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
            return replace(tree, broken=tree.broken | self.draft.lost)
        if not self.problems:
            empty = tree is None or is_empty(tree)
            self.problems.append(problem("empty-file" if empty else "not-a-mapping", Place(self.draft.path)))
        return None

    def _at(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self.draft.path)
        since, moved = self.draft.shifts.get(mark.line, (0, 0))
        column = mark.column - moved if mark.column > since else mark.column
        line = min(mark.line, len(self.draft.lines) - 1)  # an empty value at the very end stands beyond it
        return Place(self.draft.path, line + 1, max(column, 0) + 1)

    def _report(self, code: str, event: yaml.Event, **values: object) -> None:
        self.problems.append(problem(code, self._at(event), **values))
        if len(self.problems) > _MOST_PROBLEMS:
            self.problems.append(problem("more-problems", self._at(event)))
            raise _StopReadingError

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node | None:
        """Return the node that starts with `event`, or None when it was refused and reported."""
        if depth > MAX_DEPTH:
            self._report("too-deep", event, limit=MAX_DEPTH)
            raise _StopReadingError
        if isinstance(event, yaml.AliasEvent):
            self._report_alias(event, f"*{event.anchor}")
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._report_alias(event, f"&{event.anchor}")
        tag = event.tag if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else None
        tagged = tag is not None and tag != "!"
        if tagged:
            self._report("tag", event, tag=_typed_tag(tag or ""))
        if isinstance(event, yaml.ScalarEvent):
            return None if tagged else self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            node: Node = self._listing(event, events, depth)
        else:
            node = self._table(event, events, depth)
        return None if tagged else node

    def _report_alias(self, event: yaml.Event, name: str) -> None:
        """Report the first anchor or alias of a file: they come in swarms, and one sentence covers them."""
        if not self.has_alias:
            self.has_alias = True
            self._report("alias", event, name=name)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar | None:
        text = event.value
        is_plain = not event.style
        if (character := forbidden(text)) is not None:
            self._report("forbidden-character", event, char=self._typed(character))
            return None
        if is_plain:
            self._check_comment(event)
        blank = not ANY_ZERO_WIDTH.sub("", text).strip()
        empty = blank or (is_plain and text in ("~", "null", "Null", "NULL"))
        return Scalar(text, self._at(event), empty=empty, block=self._indent(event) if event.style == "|" else None)

    def _indent(self, event: yaml.Event) -> int:
        """Return the indent of the first line of a block."""
        first = event.start_mark.line + 1 if event.start_mark else 0
        line = next((line for line in self.draft.lines[first:] if line.strip()), "")
        return len(line) - len(line.lstrip(" "))

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Warn when YAML takes the rest of a sentence for a comment, as in `title: ข่าว #1`."""
        end = event.end_mark
        rest = self.draft.lines[end.line][end.column :] if end and end.line < len(self.draft.lines) else ""
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
            if event.tag:
                self._report("tag", event, tag=_typed_tag(event.tag))
            else:
                self._report_alias(event, f"&{event.anchor}")
        odd = next((char for char in key if not char.isprintable() or char in "\xa0\u3000"), None)
        if odd is None:
            return key
        self._report("invisible-in-key", event, char=self._typed(f"U+{ord(odd):04X}"))
        # What was meant is plain, so nothing else needs to be said of a field that seems to be missing.
        return "".join(char for char in key if char.isprintable()).strip("\xa0\u3000 ") or None

    def _typed(self, character: str) -> str:
        """Return a character's number as it was typed, where the draft has another in its place."""
        return self.draft.strange.get(character, character)


def _typed_tag(tag: str) -> str:
    """Return a tag the way people type it."""
    return tag.replace("tag:yaml.org,2002:", "!!")
