"""What an evidence file really is, as far as its bytes tell.

The extension is taken at its word here only where the first bytes agree, which the schema has seen to; everything
deeper is looked at in a process that may die of it (see `isolation`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generator.images import PictureError, decode
from generator.inspection.facts import Facts, Finding, Trace, wrong
from generator.inspection.office import examine_office
from generator.inspection.pdf import examine_pdf
from generator.inspection.traces import SEARCHED, search
from generator.isolation import Limits, each
from generator.personal import veiled
from generator.rules import RULES

__all__ = ["LIMITS", "RECIPE", "Facts", "Finding", "Trace", "examine", "inspect", "inspect_each"]

RECIPE = 2
"""Raised when files are judged in another way, so that old judgements are not taken from the cache."""
LIMITS = Limits(seconds=3, memory=440_000_000)
SEARCH_LIMITS = Limits(seconds=20, memory=440_000_000)
"""Reading every page of a long report takes some seconds."""
UNREADABLE = wrong("unreadable-document")


def inspect(content: bytes, extension: str) -> Facts:
    """Return what a file is, in bounded time and memory; nothing that is in it raises.

    extension: in lower case, one of `fields.EVIDENCE_TYPES`.
    """
    return next(facts for _, facts in inspect_each([(content, extension)]))


def inspect_each(files: Iterable[tuple[bytes, str]]) -> Iterator[tuple[int, Facts]]:
    """Yield the number of each file and what it is, in whatever order they are done; as `inspect`."""
    under_way: dict[int, tuple[bytes, str]] = {}
    settled: list[tuple[int, Facts]] = []
    searched: list[tuple[int, Facts]] = []

    def noted() -> Iterator[tuple[bytes, str]]:
        for number, file in enumerate(files):
            under_way[number] = file
            yield file

    def readable() -> Iterator[tuple[bytes, str]]:
        """Yield the files that are worth reading through: what is wrong with the others is to be mended first."""
        for number, facts in each(examine, noted(), LIMITS, UNREADABLE):
            file = under_way.pop(number)
            good = not any(RULES[finding.code].severity == "error" for finding in facts.findings)
            if good and file[1] in SEARCHED:
                searched.append((number, facts))
                yield file
            else:
                settled.append((number, facts))

    for place, traces in each(search, readable(), SEARCH_LIMITS, None):
        number, facts = searched[place]
        yield number, _with_traces(facts, traces)
    yield from settled


def _with_traces(facts: Facts, traces: tuple[Trace, ...] | None) -> Facts:
    """Return the facts with what the search found; a file that it could not get through says so."""
    if traces is None:
        return replace(facts, findings=(*facts.findings, Finding("unsearched-document")))
    return replace(facts, traces=traces)


def examine(file: tuple[bytes, str]) -> Facts:
    """Return what a file is, without any bound: this is what runs in the process apart."""
    content, extension = file
    try:
        return _masked(_EXAMINERS[extension](content))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what the readers raise for hostile bytes has no end, and is all one to us
        return UNREADABLE


def _masked(facts: Facts) -> Facts:
    """Return the facts as they may be kept and shown: a title or a name within the file may hold anything."""
    findings = tuple(
        Finding(finding.code, {name: veiled(text) for name, text in finding.values.items()})
        for finding in facts.findings
    )
    return replace(facts, title=veiled(facts.title) if facts.title else facts.title, findings=findings)


def _office(extension: str) -> Callable[[bytes], Facts]:
    return lambda content: examine_office(content, extension)


def _picture(content: bytes) -> Facts:
    try:
        decode(content)
    except PictureError as fault:
        return wrong(fault.code)
    return Facts()


def _old_office(_content: bytes) -> Facts:
    """Accept .doc, .xls and .ppt: their macros and passwords can't be told from outside without a parser of our own."""
    return Facts()


def _text(content: bytes) -> Facts:
    """Accept what opens as text: UTF-8, or the Windows-874 of old Thai programs."""
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\n\r\x0c" for character in text):
            return Facts()
    return wrong("not-plain-text")


def _sound(content: bytes) -> Facts:
    if content.startswith(b"ID3") or re.search(rb"\xff[\xe0-\xff]", content[:4096]):
        return Facts()
    return wrong("false-file-type", claimed="MP3", real="?")


def _film(content: bytes) -> Facts:
    known = content[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide")
    return Facts() if known else wrong("false-file-type", claimed="MP4", real="?")


_EXAMINERS: dict[str, Callable[[bytes], Facts]] = {
    "pdf": examine_pdf,
    **{extension: _office(extension) for extension in ("docx", "xlsx", "pptx", "odt", "ods")},
    **dict.fromkeys(("doc", "xls", "ppt"), _old_office),
    **dict.fromkeys(("jpg", "jpeg", "png"), _picture),
    **dict.fromkeys(("csv", "txt"), _text),
    "mp3": _sound,
    "mp4": _film,
}
