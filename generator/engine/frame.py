"""Puts what an engine made of a page's Markdown into our own templates, for an engine that has no Jinja.

`overrides/` uses little of what MkDocs offers a template, and here is that little: the same names and the same relative
addresses, so that a page is the same byte for byte whoever frames it (tests/test_engines.py holds it to that).
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml

from generator.engine.job import Job, SourcePage
from generator.engine.policy import fingerprint

NOT_FOUND = "404.html"
FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n+", re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def equip(environment: Any, job: Job) -> None:  # noqa: ANN401 - Jinja is imported only when a page is rendered
    """Give a Jinja environment what our templates need beyond what MkDocs gives them."""
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415

    templates = job.cache / "templates"
    templates.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(templates))
    # `{{ 'assets/javascripts/site.js' | integrity }}`, and the same of a text that stands in the template.
    environment.filters["integrity"] = cache(lambda path: fingerprint((job.project / "overrides" / path).read_bytes()))
    environment.filters["integrity_of_text"] = lambda text: fingerprint(text.encode())


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return what a page says before its Markdown, and the Markdown."""
    found = FRONT_MATTER.match(text)
    meta = yaml.safe_load(found[1]) if found else None
    return (meta, text[found.end() :]) if found and isinstance(meta, dict) else ({}, text)


@dataclass(frozen=True)
class FramedPage:
    """A page, or one of the navigation, as our templates see it; the two are equal when they stand at one address."""

    path: str
    title: str = field(compare=False)
    content: str = field(default="", compare=False)
    meta: Any = field(default=None, compare=False)
    canonical_url: str | None = field(default=None, compare=False)

    @cached_property
    def url(self) -> str:
        """Where it is served, from the root of the site: `oit/2564/o1/`, and nothing for the first page."""
        return address(self.path)

    @property
    def is_homepage(self) -> bool:
        """Whether it is the first page of the site."""
        return not self.url


def address(path: str) -> str:
    """Return the address of a page from its path in the docs folder."""
    return SourcePage(path, "").html_path.removesuffix("index.html")


class Frame:
    """Our templates, for one job. `icons`: a folder that has Material's icons in `.icons/`."""

    def __init__(self, job: Job, icons: Path) -> None:
        from jinja2 import Environment, FileSystemLoader, pass_context  # noqa: PLC0415

        self._job = job
        # Autoescape is off, as in MkDocs: the templates are written for that, and say `| e`.
        self._environment = Environment(  # noqa: S701
            loader=FileSystemLoader([job.project / "overrides", icons]), auto_reload=False
        )
        equip(self._environment, job)
        self._environment.filters["url"] = pass_context(_url)
        # Titles of the navigation are printed as HTML, as MkDocs and Material do.
        items = [FramedPage(path, html.escape(title)) for title, path in job.settings.nav]
        self._titles = {item.path: item.title for item in items}
        homepage = next((item for item in items if item.is_homepage), None)
        settings = job.settings
        self._shared = {
            "config": {"site_name": settings.name, "site_url": settings.url, "extra": settings.extra},
            "nav": _Navigation(items, homepage),
        }

    def page(self, page: SourcePage, content: str) -> str:
        """Return the whole HTML of a page from the HTML of its Markdown."""
        meta, _ = front_matter(page.text)
        base = self._job.settings.url
        title = self._titles.get(page.path) or meta.get("title") or _heading(content) or page.path
        canonical = urljoin(base, address(page.path)) if base else None
        shown = FramedPage(page.path, title, content, meta, canonical)
        return self._environment.get_template("main.html").render(self._shared, page=shown, base_url=None)

    def not_found(self) -> str:
        """Return the page for addresses that lead nowhere, which is served at any depth."""
        base_url = urlsplit(self._job.settings.url or "/").path
        return self._environment.get_template(NOT_FOUND).render(self._shared, page=None, base_url=base_url)


@dataclass(frozen=True)
class _Navigation:
    items: list[FramedPage]
    homepage: FramedPage | None


def _heading(content: str) -> str | None:
    found = HEADING.search(content)
    return html.unescape(TAG.sub("", found[1])).strip() if found else None


def _url(context: Any, value: object) -> str:  # noqa: ANN401 - Jinja's context
    """Return an address of the site as the page that is being framed has to write it."""
    path = str(value) or "."
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith(("/", "#")):
        return path
    page = context["page"]
    return relative(path, page.url) if page else f"{context['base_url'].rstrip('/')}/{path}"


def relative(path: str, folder: str) -> str:
    """Return `path` as seen from the folder `folder`, both from the root of the site; a last slash is kept."""
    wanted = [part for part in path.split("/") if part not in {"", "."}]
    here = [part for part in folder.split("/") if part]
    shared = 0
    while shared < min(len(wanted), len(here)) and wanted[shared] == here[shared]:
        shared += 1
    found = "/".join([".."] * (len(here) - shared) + wanted[shared:]) or "."
    return f"{found}/" if path.endswith("/") else found


def theme_files(job: Job) -> dict[str, Callable[[], bytes]]:
    """Return the files of our theme that are published as they are, by their address."""
    own = job.project / "overrides"
    files = sorted(path for path in own.rglob("*") if path.is_file() and path.suffix != ".html")
    return {
        path.relative_to(own).as_posix(): path.read_bytes
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(own).parts)
    }
