"""Views into Markdown: one template a kind of page, every text escaped unless it already is safe HTML.

`finalize` makes escaping the rule and not a thing to remember: whatever a template prints becomes literal text, except
values that the views made as Markup (addresses, cleaned HTML). Content is never read as a template.
"""

import json
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.dates import thai_date
from generator.markdown import literal
from generator.memory import digest
from generator.pages import Content, Page
from generator.pages.page import Deferred


def _finalize(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return Markup(literal("" if value is None else str(value)))  # noqa: S704 - `literal` leaves nothing active


@cache
def _environment(compiled: Path | None) -> Environment:
    if compiled:
        compiled.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        loader=PackageLoader("generator", "templates"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def render_remembered(content: Content, page: Page) -> str:
    """Return the Markdown of a page, and have published what it shows; a page that is known is not made again."""
    make = partial(render, page, content.assets.cache.parent / "compiled")
    if not page.key:
        return make()
    said = (page.template, page.title, page.description, page.updated, page.scripts)
    key = digest(page.key, repr((*said, page.card, page.graph, page.share, page.edit)))
    shelf = content.memory.shelf("pages")
    text, noted = shelf.recall(key, partial(content.assets.noting, make))
    if not content.assets.ask_again(noted):
        text, noted = content.assets.noting(make)
    return text


def render(page: Page, compiled: Path | None = None) -> str:
    """Return the Markdown of a page, front matter included. compiled: a folder to keep compiled templates in."""
    view = page.view.make() if isinstance(page.view, Deferred) else page.view
    body = _environment(compiled).get_template(page.template).render(view=view, title=page.title, share=page.share)
    # JSON strings are YAML strings, whatever is in them, so no text can forge a line of front matter.
    head: dict[str, object] = {
        "title": page.title,
        "description": page.description,
        "kind": page.template.removesuffix(".md.j2"),
    }
    if page.updated:
        head |= {"updated": thai_date(page.updated), "updated_iso": page.updated.isoformat()}
    if page.edit:
        head["edit"] = page.edit
    if page.scripts:
        head["scripts"] = page.scripts
    if page.card:
        head |= {"card": page.card.address, "card_alt": page.card.alt}
    if page.graph:
        # As text, since the engine is not to read it; `<` must not close the element that it stands in.
        head["graph"] = json.dumps(page.graph, ensure_ascii=False).replace("<", "\\u003c")
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(("---", *lines, "generated: true", "---", "", body.strip(), ""))
