"""Runs MkDocs, through its public interface only, in this process.

MkDocs is shown every page but renders only the ones asked for; the others are marked as excluded, so that links to them
are checked and resolved all the same. It reads no folder: what merely lies in docs/ is neither seen nor published.
"""

import html
import logging
import os
import re
import shutil
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from generator.engine import raw
from generator.engine.job import EngineError, Job, SourcePage
from generator.engine.policy import fingerprint

ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "SOURCE_DATE_EPOCH": "0",  # or MkDocs would read the clock
}
SCRATCH_DOCS = "docs"
SCRATCH_SITE = "site"


def run(job: Job, wanted: Collection[str], scratch: Path, done: Callable[[], None], *, theme: bool) -> Path:
    """Render the pages whose paths are `wanted` into a folder under `scratch`, and return that folder.

    With `theme`, the theme's files and 404.html are put there too. `done` is called after each page.
    Raises EngineError with every complaint of MkDocs, and OSError when the disk refuses.
    """
    site = scratch / SCRATCH_SITE
    (scratch / SCRATCH_DOCS).mkdir(parents=True)
    with _environment(), _complaints(job.docs.name) as complaints:
        try:
            _build(job, frozenset(wanted), scratch, done, theme=theme)
        except ImportError as error:
            complaints.append(f"ใช้ MkDocs ไม่ได้ สั่ง make site / MkDocs is missing, run make site: {error}")
        except SystemExit as error:  # Abort, which only repeats how many complaints there are
            if not complaints:
                complaints.append(str(error))
        # A guest's bug must not become a traceback; MkDocs has named the page in the record before.
        except Exception as error:
            if isinstance(error, OSError) and error.errno:  # the disk, not a template that is missing
                raise
            complaints.append(f"{type(error).__name__}: {error}")
    if complaints:
        raise EngineError(complaints)
    return site


def _build(job: Job, wanted: frozenset[str], scratch: Path, done: Callable[[], None], *, theme: bool) -> None:
    # Imported here: half a second that `prongsai check`, and a build in which nothing has changed, need not wait.
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    config = load_config(
        str(job.config_file),
        docs_dir=str(scratch / SCRATCH_DOCS),
        site_dir=str(scratch / SCRATCH_SITE),
        site_name=job.settings.name,
        site_url=job.settings.url,
        # MkDocs and Material print titles of the navigation as HTML.
        nav=[{html.escape(title): path} for title, path in job.settings.nav],
        strict=True,
    )
    config.extra.update(job.settings.extra)
    config.theme.static_templates = {"404.html"} if theme else set()
    config.plugins["prongsai"] = _guide(job, wanted, done, theme=theme)
    build(config)


def _guide(job: Job, wanted: frozenset[str], done: Callable[[], None], *, theme: bool) -> Any:  # noqa: ANN401
    """Return the plugin that tells MkDocs which files there are; its class cannot exist before MkDocs is imported."""
    from jinja2 import Environment, FileSystemBytecodeCache  # noqa: PLC0415
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415
    from mkdocs.plugins import BasePlugin  # noqa: PLC0415
    from mkdocs.structure.files import File, Files, InclusionLevel  # noqa: PLC0415
    from mkdocs.structure.pages import Page  # noqa: PLC0415

    def page_file(page: SourcePage, config: MkDocsConfig) -> File:
        # NOT_IN_NAV: the navigation names the main pages only, on purpose.
        inclusion = InclusionLevel.NOT_IN_NAV if page.path in wanted else InclusionLevel.EXCLUDED
        return File.generated(config, page.path, content=page.text, inclusion=inclusion)

    class Guide(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
        blocks: ClassVar[dict[str, list[str]]] = {}

        def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
            shown = [page_file(page, config) for page in job.pages]
            shown += [
                File.generated(config, asset, content=b"", inclusion=InclusionLevel.EXCLUDED)
                for asset in sorted(job.assets)
            ]
            if theme:
                own = job.project.resolve() / "overrides"
                shown += [file for file in files if _stands_in(own, file.abs_src_path)]
            return Files(shown)

        def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
            del config, files
            templates = job.cache / "templates"
            templates.mkdir(parents=True, exist_ok=True)
            env.bytecode_cache = FileSystemBytecodeCache(str(templates))
            # `{{ 'assets/javascripts/site.js' | integrity }}`, and the same of a text that stands in the template.
            env.filters["integrity"] = cache(lambda path: fingerprint((job.project / "overrides" / path).read_bytes()))
            env.filters["integrity_of_text"] = lambda text: fingerprint(text.encode())

        def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
            del config, files
            markdown, self.blocks[page.file.src_uri] = raw.take(markdown)
            return markdown

        def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
            del config, files
            return raw.give_back(html, self.blocks.pop(page.file.src_uri, []))

        def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
            del page, config
            done()
            return REFERENCE.sub(_plain_mark, output)

    return Guide()


REFERENCE = re.compile(r"&#([0-9]{2,3});")
NEEDED = frozenset("<>&\"'")


def _plain_mark(found: re.Match[str]) -> str:
    """Return the punctuation mark that Markdown had to be kept from, unless HTML has a meaning for it too."""
    mark = chr(int(found[1]))
    return found[0] if mark in NEEDED or not (mark.isascii() and mark.isprintable()) else mark


def _stands_in(folder: Path, path: str | None) -> bool:
    return path is not None and Path(path).resolve().is_relative_to(folder)


@contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Collector(logging.Handler):
    def __init__(self, docs: str) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._docs = docs

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().replace("Doc file '", f"'{self._docs}/"))


@contextmanager
def _complaints(docs: str) -> Iterator[list[str]]:
    """Collect what MkDocs and Python-Markdown say from WARNING up, instead of letting them print it."""
    collector = _Collector(docs)
    loggers = [logging.getLogger("mkdocs"), logging.getLogger("MARKDOWN")]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            # What MkDocs does with Python that it should no longer do is not this site's fault, even under -W error.
            warnings.simplefilter("ignore")
            yield collector.messages
    finally:
        for logger, level, propagate in before:
            logger.removeHandler(collector)
            logger.setLevel(level)
            logger.propagate = propagate


def discard(scratch: Path) -> None:
    """Remove a scratch folder of this run, or of one that was killed."""
    shutil.rmtree(scratch, ignore_errors=True)
