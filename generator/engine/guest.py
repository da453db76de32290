"""Runs MkDocs, or ProperDocs, through the public interface they share, in this process.

ProperDocs is MkDocs 1.x carried on under another name: the same modules, with another word before them. Either is shown
every page but renders only the ones asked for; the others are marked as excluded, so that links to them are checked and
resolved all the same. It reads no folder: what merely lies in docs/ is neither seen nor published.
"""

import html
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from generator.engine import raw
from generator.engine.frame import equip
from generator.engine.job import EngineError, Job, SourcePage

Theirs: TypeAlias = Any
"""An object of the engine: its modules have two names, so its classes can't be named here."""

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
    Raises EngineError with every complaint of the engine, and OSError when the disk refuses.
    """
    site = scratch / SCRATCH_SITE
    (scratch / SCRATCH_DOCS).mkdir(parents=True)
    with _environment(), _complaints(job) as complaints:
        try:
            _build(job, frozenset(wanted), scratch, done, theme=theme)
        except ImportError as error:
            label = job.engine.label
            complaints.append(f"ใช้ {label} ไม่ได้ ติดตั้งใหม่ / {label} cannot be used, install it again: {error}")
        except SystemExit as error:  # Abort, which only repeats how many complaints there are
            if not complaints:
                complaints.append(str(error))
        # A guest's bug must not become a traceback; the engine has named the page in the record before.
        except Exception as error:
            if isinstance(error, OSError) and error.errno:  # the disk, not a template that is missing
                raise
            complaints.append(f"{type(error).__name__}: {error}")
    if complaints:
        raise EngineError(complaints)
    return site


def _build(job: Job, wanted: frozenset[str], scratch: Path, done: Callable[[], None], *, theme: bool) -> None:
    # Imported here: half a second that `prongsai check`, and a build in which nothing has changed, need not wait.
    build = _part(job, "commands.build").build
    load_config = _part(job, "config").load_config

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


def _part(job: Job, name: str) -> Theirs:
    return import_module(f"{job.engine.name}.{name}")


def _guide(job: Job, wanted: frozenset[str], done: Callable[[], None], *, theme: bool) -> Theirs:
    """Return the plugin that tells the engine which files there are; its class cannot exist before that is imported."""
    file_of = _part(job, "structure.files").File.generated
    files_of = _part(job, "structure.files").Files
    levels = _part(job, "structure.files").InclusionLevel

    def page_file(page: SourcePage, config: Theirs) -> Theirs:
        # NOT_IN_NAV: the navigation names the main pages only, on purpose.
        inclusion = levels.NOT_IN_NAV if page.path in wanted else levels.EXCLUDED
        return file_of(config, page.path, content=page.text, inclusion=inclusion)

    class Guide(_part(job, "plugins").BasePlugin):  # type: ignore[misc]
        blocks: ClassVar[dict[str, list[str]]] = {}

        def on_files(self, files: Theirs, *, config: Theirs) -> Theirs:
            shown = [page_file(page, config) for page in job.pages]
            shown += [file_of(config, asset, content=b"", inclusion=levels.EXCLUDED) for asset in sorted(job.assets)]
            if theme:
                own = job.project.resolve() / "overrides"
                shown += [file for file in files if _stands_in(own, file.abs_src_path)]
            return files_of(shown)

        def on_env(self, env: Theirs, *, config: Theirs, files: Theirs) -> None:
            del config, files
            equip(env, job)

        def on_page_markdown(self, markdown: str, *, page: Theirs, config: Theirs, files: Theirs) -> str:
            del config, files
            markdown, self.blocks[page.file.src_uri] = raw.take(markdown)
            return markdown

        def on_page_content(self, html: str, *, page: Theirs, config: Theirs, files: Theirs) -> str:
            del config, files
            return raw.give_back(html, self.blocks.pop(page.file.src_uri, []))

        def on_post_page(self, output: str, *, page: Theirs, config: Theirs) -> str:
            del page, config
            done()
            return raw.plain(output)

    return Guide()


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
def _complaints(job: Job) -> Iterator[list[str]]:
    """Collect what the engine and Python-Markdown say from WARNING up, instead of letting them print it."""
    collector = _Collector(job.docs.name)
    loggers = [logging.getLogger(job.engine.name), logging.getLogger("MARKDOWN")]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        with warnings.catch_warnings():
            # What it does with Python that it should no longer do is not this site's fault, even under -W error.
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
