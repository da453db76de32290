"""The pipeline: read, check, plan, render, write, publish.

Nothing is written before everything was checked, and nothing is published before everything was written.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator import unchanged
from generator.assets import Assets, clear_beside, clear_unfinished, write_whole
from generator.cards.fonts import available as cards_available
from generator.checks import MARKDOWN_FIELDS, aliases, check
from generator.colours import palette
from generator.conservation import prove
from generator.engine import DEFAULT_ENGINE, EngineError, SiteSettings, SourcePage, require_engine
from generator.engine import render as render_html
from generator.exports import export
from generator.fields import PICTURES, Record, extension
from generator.forms import program
from generator.kinds.posts import Honor
from generator.library import ADDRESSES_PATH, MEMORY_PATH, Library, Loaded, load
from generator.linking import make_folder
from generator.markdown import file_of_target, targets
from generator.memory import Memory
from generator.outcome import Outcome
from generator.output import write_docs
from generator.pages import Content, Page, plan
from generator.pages.cards import faces, with_cards
from generator.pages.home import channels
from generator.pages.page import MENU
from generator.problem import Place, Problem
from generator.publish import lock, staging, swap, tidy
from generator.render import render_remembered
from generator.rules import problem
from generator.snapshots import seals
from generator.tree import CONTENT
from generator.webcheck import check_site

Report = Callable[[str, int, int], None]
"""Called with the stage of long work, how much of it is done, and how much there is."""

PRODUCT = Path(__file__).resolve().parent.parent
"""Where mkdocs.yml and overrides/ are taken from when the root has none of its own."""


def check_content(root: Path) -> Outcome:
    """Read and check everything below `root`, and write nothing."""
    loaded = load(root)
    return _outcome(loaded, check(loaded))


def _outcome(loaded: Loaded, problems: Sequence[Problem], **made: int) -> Outcome:
    return Outcome(tuple(sorted(problems)), loaded.entries, loaded.items, loaded.evidence, **made)


def build(
    root: Path,
    site: Path,
    *,
    clean: bool = False,
    preview: bool = False,
    engine: str = DEFAULT_ENGINE,
    report: Report,
) -> Outcome:
    """Check everything below `root` and publish it at `site`.

    clean: render every page again. preview: don't note the addresses as published, since a draft may change its name.
    engine: what makes HTML of the Markdown.
    Raises PublishError, OutputError, EngineMissingError or EngineError when it is the machine that is in the way.
    """
    require_engine(engine)
    before = unchanged.looks(root)
    loaded = load(root, Memory(root / MEMORY_PATH, forget=clean))
    problems = check(loaded)
    loaded.trees.close()
    found = _outcome(loaded, problems)
    library = loaded.library
    if library is None or any(found.severity == "error" for found in problems):
        return _outcome(loaded, problems)
    with lock(root) as cache, staging(site, root, None if clean else cache / "spare") as fresh:
        if clean:
            shutil.rmtree(cache / "webcheck", ignore_errors=True)
        clear_unfinished(cache / "assets", root / "docs")
        clear_beside(root / ADDRESSES_PATH)
        loaded.inventory.keep(root)
        assets = Assets(root, cache / "assets", loaded.inventory.facts, loaded.inventory.hashes)
        evidence, pictures = asked_files(library)
        emblem = library.office.data.emblem
        assets.prepare(
            evidence, pictures, lambda done, total: report("ภาพ", done, total), previews=evidence, emblem=emblem
        )
        if assets.problems:
            return _outcome(loaded, problems + assets.problems)
        content = Content(library, assets, tuple(seals(root)), program(PRODUCT / "node_modules"), loaded.memory)
        pages = _illustrated(content, plan(content), report)
        if not cards_available():
            problems = [*problems, problem("no-cards", Place(f"{CONTENT}/office.yaml"))]
        texts = {page.path: render_remembered(content, page) for page in pages}
        write_docs(root / "docs", texts)
        made = render_html(
            [SourcePage(path, text) for path, text in texts.items()],
            _settings(content, pages),
            project=root if (root / "mkdocs.yml").is_file() else PRODUCT,
            docs=root / "docs",
            out=fresh,
            cache=cache / "engine",
            use_cache=not clean,
            report=lambda done, total: report("หน้า", done, total),
            engine=engine,
        )
        files = assets.write(fresh)
        outputs = export(content, pages)
        _write(fresh, outputs)
        tidy(fresh, {*made.published, *files, *outputs})
        lost = prove(content, pages, outputs, fresh)
        if lost:
            raise EngineError(lost)
        faults = check_site(fresh, cache, skip=("files/",), known=made.published)
        if faults:
            dead = [
                problem("dead-link", Place(f"docs/{fault.page}"), page=fault.page, target=fault.target)
                for fault in faults
            ]
            return _outcome(loaded, problems + dead)
        swap(fresh, site)
        if not preview:
            _remember_addresses(root, loaded, pages)
        loaded.memory.save()
        unchanged.remember(root, before, found, written=PurePosixPath(ADDRESSES_PATH).name)
    return _outcome(loaded, problems, pages=len(pages), rendered=made.rendered, files=len(files))


def _illustrated(content: Content, pages: Sequence[Page], report: Report) -> list[Page]:
    """Return the pages with their social cards, drawn when the pages are known and not rendered yet."""
    if not cards_available():
        return list(pages)
    cards = faces(content, pages)
    content.assets.prepare_cards(cards.values(), lambda done, total: report("การ์ด", done, total))
    return with_cards(content, pages, cards)


def asked_files(library: Library) -> tuple[set[str], set[str]]:
    """Return the files that pages will offer, and the pictures that pages will show."""
    offered: set[str] = set()
    shown: set[str] = set()
    rows = [row for entry in library.disclosures.values() for row in entry.data.evidence]
    rows += [row for entry in library.assessments.values() for row in entry.data.evidence]
    rows += [row for survey in library.surveys for row in survey.data.evidence]
    offered.update(row.file for row in rows if row.file)
    offered.update(entry.data.file for entry in library.documents.values() if entry.data.file)
    photos = [person.photo.file for person in library.office.data.executives if person.photo]
    for _, posts in library.posts:
        for post in posts:
            offered.update(one.file for one in post.data.attachments if one.file)
            shown.update(picture.file for picture in (post.data.cover, *post.data.gallery) if picture)
            if isinstance(post.data, Honor) and post.data.certificate:
                photos.append(post.data.certificate.file)
            _ask_in_texts(post.data, offered, shown)
    _ask_in_texts(library.office.data, offered, shown)
    shown.update(filter(None, [library.office.data.emblem]))
    for photo in photos:
        (shown if extension(photo) in PICTURES else offered).add(photo)
    return offered, shown


def _ask_in_texts(record: Record, offered: set[str], shown: set[str]) -> None:
    """Add the files that the Markdown fields of a record link to, and the pictures they show."""
    for name in MARKDOWN_FIELDS & type(record).model_fields.keys():
        text = getattr(record, name)
        if isinstance(text, str) and "files/" in text:
            for target in targets(text):
                path = file_of_target(target.address)
                if path:
                    (shown if target.kind == "picture" else offered).add(path)


def _settings(content: Content, pages: Sequence[Page]) -> SiteSettings:
    """Return what all pages share. Nothing in it changes from one entry to the next, so an edit costs one page."""
    office = content.office
    existing = {page.address: page for page in pages}
    nav = tuple((label, existing[address].path) for address, label in MENU.items() if address in existing)
    contact = office.contact
    return SiteSettings(
        name=office.label,
        url=f"{content.site_url}/" if content.site_url else "",
        nav=nav,
        extra={
            "demo": office.demo,
            "office": {
                "name": office.name.th,
                "name_en": office.name.en,
                "address": contact.address,
                "phone": contact.phone,
                "email": contact.email,
            },
            "emblem": _emblem(content),
            "shades": dict(palette(office.colour, office.accent).light),
            "channels": [{"text": one.link.text, "href": str(one.link.href)} for one in channels(content)],
        },
    )


def _write(out: Path, outputs: Mapping[str, bytes]) -> None:
    """Write what the exports made, where it is not there already."""
    for address, data in outputs.items():
        target = out / address
        if not target.is_file() or target.read_bytes() != data:
            make_folder(target.parent)
            if target.is_dir():
                shutil.rmtree(target)
            write_whole(target, data)


def _emblem(content: Content) -> dict[str, object] | None:
    """Return the emblem for the head of every page, and have the site's icons made of it."""
    emblem = content.office.emblem
    made = content.assets.picture(emblem) if emblem else None
    if emblem is None or made is None:
        return None
    content.assets.publish_icons(emblem)
    return {"src": made.sizes[0][0], "width": made.width, "height": made.height}


def _remember_addresses(root: Path, loaded: Loaded, pages: Sequence[Page]) -> None:
    """Add what was published to the list of every address ever published."""
    now = {page.address for page in pages if "/page/" not in f"/{page.address}/"}
    if loaded.library is not None:
        now |= aliases(loaded.library).keys()
    known = {address for _, address in loaded.published}
    lines = [f"/{address}/" if address else "/" for address in sorted(known | now)]
    head = "# ทุกที่อยู่ที่เคยเผยแพร่ เขียนโดย prongsai build อย่าแก้ด้วยมือ\n"
    content = (head + "\n".join(lines) + "\n").encode()
    target = root / ADDRESSES_PATH
    if not target.is_file() or target.read_bytes() != content:
        write_whole(target, content)
