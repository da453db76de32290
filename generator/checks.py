"""What only shows when entries are looked at together, or when their texts are read as Markdown.

Each check is a generator of problems; `CHECKS` and `TREE_CHECKS` are the lists that run. A check that concerns one
field alone belongs to the field's type instead.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from pydantic_core import PydanticCustomError

from generator import addresses
from generator.dates import BUDDHIST_YEARS, GREGORIAN_YEARS
from generator.fields import Known, Url, alias_of, file_fault, is_weak_alt, may_lead_on, parse_url
from generator.files_check import check_files
from generator.library import ADDRESSES_PATH, Library, Loaded, known_digest
from generator.markdown import Target, file_of_target, html_in, is_dense, kind_of_target, targets
from generator.memory import digest
from generator.periods import check_periods
from generator.personal_check import check_personal_data
from generator.problem import Place, Problem
from generator.reading import place_in, places
from generator.rules import problem
from generator.source import Listing, Scalar, Table
from generator.text import arabic_digits, nearest

MARKDOWN_FIELDS = frozenset({"body", "context", "actions", "results", "factors", "obstacles", "advice"})
_SHORTENERS = frozenset(
    {"bit.ly", "goo.gl", "tinyurl.com", "t.co", "is.gd", "shorturl.at", "cutt.ly", "rb.gy", "lin.ee", "forms.gle"}
)


def check(loaded: Loaded) -> list[Problem]:
    """Return every problem in what was loaded, sorted by place: those of reading and those of all checks."""
    found = list(loaded.problems)
    shelf, around = loaded.memory.shelf("checks"), known_digest(loaded.known)
    for path in loaded.trees:
        key = digest(loaded.trees.file(path).digest, around)
        found.extend(shelf.recall(key, partial(_check_tree, path, loaded)))
    for check_content in CHECKS:
        found.extend(check_content(loaded))
    return sorted(set(found))


def _check_tree(path: str, loaded: Loaded) -> tuple[Problem, ...]:
    tree = loaded.trees[path]
    return tuple(found for check_tree in TREE_CHECKS for found in check_tree(tree, loaded.known))


def check_markdown(tree: Table, known: Known) -> Iterator[Problem]:
    """HTML shows as text, pictures are ours and described, and links lead somewhere."""
    for name in MARKDOWN_FIELDS & tree.nodes.keys():
        node = tree.nodes[name]
        if isinstance(node, Scalar) and not node.empty:
            yield from _markdown_problems(name, node, known)


def _markdown_problems(name: str, node: Scalar, known: Known) -> Iterator[Problem]:
    if is_dense(node.text):
        yield problem("dense-markdown", node.place, field=name)
        return
    for offset, tag in html_in(node.text) if "<" in node.text else ():
        yield problem("html-in-text", place_in(node, offset), field=name, tag=tag)
    since: dict[str, int] = {}
    for target in targets(node.text):
        # A link that stands twice is found at its second place too.
        offset = node.text.find(f"({target.address}", since.get(target.address, 0))
        offset = offset + 1 if offset >= 0 else max(node.text.find(target.address), 0)
        since[target.address] = offset + 1
        yield from _target_problems(name, target, place_in(node, offset), known)


def _target_problems(name: str, target: Target, place: Place, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with one link or picture of a Markdown field."""
    address = target.address
    kind = kind_of_target(address)
    path = file_of_target(address)
    if target.kind == "picture" and kind != "file":
        yield problem("foreign-picture" if kind == "web" else "bad-link", place, field=name, value=address)
    elif kind == "bad":
        yield problem("bad-link", place, field=name, value=address)
    elif kind == "web":
        yield from _address_problems(parse_url(address), place)
    elif kind == "file" and path is not None:
        fault = file_fault(path, known, picture=target.kind == "picture")
        if fault:
            yield problem(fault[0], place, field=name, **fault[1])
        elif target.kind == "picture" and not target.text.strip():
            yield problem("picture-without-alt", place, field=name, value=address)
        elif target.kind == "picture" and is_weak_alt(target.text.strip()):
            yield problem("weak-alt", place, value=target.text)
    elif kind == "page" and known.pages is not None:
        page = address.partition("#")[0].strip("/")
        if page not in known.pages and not f"{page}/".startswith(known.unsure):
            near = nearest(page, sorted(known.pages))
            yield problem("unknown-page", place, value=page, near=f"หมายถึง “{near}” หรือไม่" if near else "")


def check_web_addresses(tree: Table, known: Known) -> Iterator[Problem]:
    """Addresses that open today but mislead or may not open tomorrow."""
    del known
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
    if year not in library.catalogues and not loaded.catalogues_broken:
        yield problem("no-current-catalogue", office.at("current_year"), year=year, body_type=office.data.body_type)


_ERA_FIELDS = frozenset({"date", "from", "to", "issued", "published", "updated", "announced"})


def check_eras(tree: Table, known: Known) -> Iterator[Problem]:
    """Years of both eras in one file are most often a slip of the pen."""
    del known
    seen: set[bool] = set()
    for name, node in places(tree):
        found = re.search(r"[0-9]{4}", arabic_digits(node.text)) if name in _ERA_FIELDS and not node.empty else None
        if found and (int(found[0]) in BUDDHIST_YEARS or int(found[0]) in GREGORIAN_YEARS):
            seen.add(int(found[0]) in BUDDHIST_YEARS)
            both = 2
            if len(seen) == both:
                yield problem("mixed-eras", node.place)
                break


_POSTS = re.compile(r"disclosures/(?:news|lessons|honors)/")


def check_aliases(loaded: Loaded) -> Iterator[Problem]:
    """An old address leads to one page only, and never away from a page that exists."""
    taken: dict[str, str] = dict.fromkeys(map(str.casefold, loaded.known.pages or ()), "")
    claiming = (path for path in sorted(loaded.trees) if _POSTS.match(path) and loaded.trees.file(path).sketch.aliases)
    for path in claiming:
        listing = loaded.trees[path].nodes.get("aliases")
        for node in listing.nodes if isinstance(listing, Listing) else ():
            if not isinstance(node, Scalar) or node.empty:
                continue
            alias = alias_of(node.text)
            if not may_lead_on(alias):
                continue  # the field itself has said so
            fold = alias.casefold()
            if fold in taken:
                yield problem("address-taken", node.place, value=alias, first=taken[fold] or f"/{alias}/")
            taken.setdefault(fold, path)


def check_vanished(loaded: Loaded) -> Iterator[Problem]:
    """An address once published stays, or leads on through `aliases`."""
    known = loaded.known
    if known.pages is None or known.aliases is None:
        return
    kept = known.pages | known.aliases
    # What stands in a file that can't be read is not gone: that file has its own problem.
    for number, address in loaded.published:
        if address not in kept and not f"{address}/".startswith(known.unsure):
            yield problem("address-vanished", Place(ADDRESSES_PATH, number), value=f"/{address}/")


def aliases(library: Library) -> dict[str, str]:
    """Return each old address with the address of the page it leads to now."""
    return {
        alias: addresses.entry_of(section, entry.year, entry.name)
        for section, posts in library.posts
        for entry in posts
        for alias in entry.data.aliases
    }


TREE_CHECKS: tuple[Callable[[Table, Known], Iterator[Problem]], ...] = (check_markdown, check_web_addresses, check_eras)
"""Checks of one file by itself. What they find is remembered by the file and by all that it may refer to."""

CHECKS: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    check_current_year,
    check_aliases,
    check_vanished,
    check_periods,
    check_files,
    check_personal_data,
)
