"""What only shows when entries are looked at together, or when their texts are read as Markdown.

Each check is a generator of problems; `CHECKS` is the list that runs. A check that concerns one field alone belongs
to the field's type instead.
"""

import re
from collections.abc import Callable, Iterator

from pydantic_core import PydanticCustomError

from generator import addresses
from generator.fields import Url, parse_url
from generator.library import ADDRESSES_PATH, Library, Loaded
from generator.markdown import html_in, kind_of_target, targets
from generator.problem import Place, Problem
from generator.reading import places
from generator.rules import problem
from generator.source import Scalar
from generator.text import nearest, normalise

MARKDOWN_FIELDS = frozenset({"body", "context", "actions", "results", "factors", "obstacles", "advice"})
_SHORTENERS = frozenset(
    {"bit.ly", "goo.gl", "tinyurl.com", "t.co", "is.gd", "shorturl.at", "cutt.ly", "rb.gy", "lin.ee", "forms.gle"}
)


def check(loaded: Loaded) -> list[Problem]:
    """Return every problem in what was loaded, sorted by place: those of reading and those of all checks."""
    found = list(loaded.problems)
    for check_content in CHECKS:
        found.extend(check_content(loaded))
    return sorted(set(found))


def check_markdown(loaded: Loaded) -> Iterator[Problem]:
    """HTML shows as text, pictures are ours and described, and links lead somewhere."""
    for tree in loaded.trees.values():
        for name in MARKDOWN_FIELDS & tree.nodes.keys():
            node = tree.nodes[name]
            if isinstance(node, Scalar) and not node.empty:
                yield from _markdown_problems(name, node, loaded)


def _markdown_problems(name: str, node: Scalar, loaded: Loaded) -> Iterator[Problem]:
    for offset, tag in html_in(node.text) if "<" in node.text else ():
        yield problem("html-in-text", _line_of(node, offset), field=name, tag=tag)
    for target in targets(node.text):
        address = target.address
        place = _line_of(node, max(node.text.find(address), 0))
        kind = kind_of_target(address)
        if target.kind == "picture":
            if kind != "file":
                yield problem("foreign-picture" if kind == "web" else "bad-link", place, field=name, value=address)
            elif not target.text.strip():
                yield problem("picture-without-alt", place, field=name, value=address)
        elif kind == "bad":
            yield problem("bad-link", place, field=name, value=address)
        if kind == "file" and (path := normalise(address.strip("/"))) not in loaded.known.files:
            near = nearest(path, loaded.known.files)
            yield problem("missing-file", place, value=path, near=f"หมายถึง “{near}” หรือไม่" if near else "")
        if kind == "page" and loaded.known.pages is not None:
            page = address.partition("#")[0].strip("/")
            if page not in loaded.known.pages:
                near = nearest(page, sorted(loaded.known.pages))
                yield problem("unknown-page", place, value=page, near=f"หมายถึง “{near}” หรือไม่" if near else "")


def _line_of(node: Scalar, offset: int) -> Place:
    """Return the place within a text: exact by line where it was written as a block (`|`)."""
    if not node.block:
        return node.place
    return Place(node.place.path, node.place.line + 1 + node.text.count("\n", 0, offset), 1)


def check_web_addresses(loaded: Loaded) -> Iterator[Problem]:
    """Addresses that open today but mislead or may not open tomorrow."""
    for tree in loaded.trees.values():
        for name, node in places(tree):
            if name in ("url", "map_url") and not node.empty:
                try:
                    url = parse_url(node.text.strip())
                except PydanticCustomError:
                    continue
                yield from _address_problems(url, node.place)


def _address_problems(url: Url, place: Place) -> Iterator[Problem]:
    if url.href.startswith("http://"):
        yield problem("url-http", place)
    if "xn--" in url.host:
        typed = re.sub(r"^[a-z]+://", "", url.text).split("/")[0]
        # A host all in Thai is honest; look-alikes mix scripts or hide behind punycode.
        if not re.fullmatch(r"[\u0e01-\u0e5b.-]+(:\d+)?", typed):
            yield problem("url-odd-host", place, host=typed, ascii=url.host)
    if url.host.removeprefix("www.") in _SHORTENERS:
        yield problem("url-shortener", place, host=url.host)


def check_current_year(loaded: Loaded) -> Iterator[Problem]:
    """The current year has a catalogue for this kind of office."""
    library = loaded.library
    if library is None:
        return
    office = library.office
    year = office.data.current_year
    broken = any(codes is None for codes in loaded.known.items.values())
    if year not in library.catalogues and not broken:
        yield problem("no-current-catalogue", office.at("current_year"), year=year, body_type=office.data.body_type)


def check_aliases(loaded: Loaded) -> Iterator[Problem]:
    """An old address leads to one page only, and never away from a page that exists."""
    if loaded.library is None:
        return
    taken: dict[str, str] = dict.fromkeys(loaded.known.pages or (), "")
    for _, posts in loaded.library.posts:
        for entry in posts:
            for number, alias in enumerate(entry.data.aliases):
                if alias in taken:
                    first = taken[alias] or f"/{alias}/"
                    yield problem("address-taken", entry.at("aliases", number), value=alias, first=first)
                taken.setdefault(alias, entry.path)


def check_vanished(loaded: Loaded) -> Iterator[Problem]:
    """An address once published stays, or leads on through `aliases`."""
    known = loaded.known
    if loaded.library is None or known.pages is None or known.aliases is None:
        return
    kept = known.pages | known.aliases
    # What stands in a file that can't be read is not gone: that file has its own problem.
    unsure = [f"{addresses.year_of(addresses.OIT, year)}/" for year, codes in known.items.items() if codes is None]
    if known.schools is None:
        unsure.append(f"{addresses.SCHOOLS}/")
    for number, address in loaded.published:
        if address not in kept and not f"{address}/".startswith(tuple(unsure)):
            yield problem("address-vanished", Place(ADDRESSES_PATH, number), value=f"/{address}/")


def aliases(library: Library) -> dict[str, str]:
    """Return each old address with the address of the page it leads to now."""
    return {
        alias: addresses.entry_of(section, entry.year, entry.name)
        for section, posts in library.posts
        for entry in posts
        for alias in entry.data.aliases
    }


CHECKS: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    check_markdown,
    check_web_addresses,
    check_current_year,
    check_aliases,
    check_vanished,
)
