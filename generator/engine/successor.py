"""Runs Zensical, the successor of Material for MkDocs, as a program of its own.

It has neither plugins nor Jinja, so it gets a project that is made for it: the Markdown without front matter and
without our blocks of HTML, the Markdown dialect of mkdocs.yml, and one template that prints the content alone. What it
makes goes into our own templates. It sees only the pages it is to render, and so can't tell a link to nothing: it
rewrites links by rule, and generator/webcheck.py finds every one that leads nowhere.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from importlib.util import find_spec
from pathlib import Path

import yaml

from generator.engine import raw
from generator.engine.frame import NOT_FOUND, Frame, front_matter, theme_files
from generator.engine.guest import ENVIRONMENT, SCRATCH_DOCS, SCRATCH_SITE
from generator.engine.job import EngineError, Job, SourcePage

CONTENT_ALONE = "{{ page.content }}"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FAULT = re.compile(r"^\w*Error:.*|^thread .* panicked.*", re.MULTILINE)
"""The lines that say what is wrong, among the lines of Python and of drawings of the source."""


def run(job: Job, wanted: Collection[str], scratch: Path, done: Callable[[], None], *, theme: bool) -> Path:
    """Render the pages whose paths are `wanted` into a folder under `scratch`, and return that folder.

    With `theme`, the theme's files and 404.html are put there too. `done` is called after each page.
    Raises EngineError when Zensical fails or a template does, and OSError when the disk refuses.
    """
    site = scratch / SCRATCH_SITE
    site.mkdir(parents=True)
    # Of another name each time: where we are killed it lives on for a moment, and must not write into the next run's.
    project = Path(tempfile.mkdtemp(prefix="zensical-", dir=scratch))
    pages = [page for page in job.pages if page.path in frozenset(wanted)]
    blocks = {page.path: _write(project / SCRATCH_DOCS, page) for page in pages}
    if pages:
        _configure(job, project, pages[0].path)
        _zensical(project)
    try:
        _frame(job, pages, blocks, project / SCRATCH_SITE, site, done, theme=theme)
    # A fault of a template must not become a traceback.
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the disk, not a template that is missing
            raise
        raise EngineError([f"{type(error).__name__}: {error}"]) from error
    return site


def _write(docs: Path, page: SourcePage) -> list[str]:
    """Write the Markdown of a page without what is not for Zensical; return the blocks taken out of it."""
    _, markdown = front_matter(page.text)
    markdown, blocks = raw.take(markdown)
    path = docs / page.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markdown, "utf-8")
    return blocks


def _configure(job: Job, project: Path, first: str) -> None:
    try:
        dialect = yaml.safe_load(job.config_file.read_text("utf-8")).get("markdown_extensions", [])
    except (yaml.YAMLError, AttributeError) as error:
        raise EngineError([f"อ่าน mkdocs.yml ไม่ได้ / mkdocs.yml cannot be read: {error}"]) from error
    frame = project / "frame"
    frame.mkdir()
    (frame / "main.html").write_text(CONTENT_ALONE, "utf-8")
    config = {
        "site_name": job.settings.name,
        "docs_dir": SCRATCH_DOCS,
        "site_dir": SCRATCH_SITE,
        "use_directory_urls": True,
        "theme": {"name": None, "custom_dir": frame.name, "language": "th", "font": False, "features": []},
        "plugins": [],
        # It puts its own reader of code blocks in place of MkDocs' and colours them, unless told not to.
        "markdown_extensions": [*dialect, {"pymdownx.highlight": {"use_pygments": False}}],
        "nav": [{"-": first}],  # or it makes one of all pages, for each page
    }
    (project / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), "utf-8")


def _zensical(project: Path) -> None:
    command = [sys.executable, "-P", "-m", "zensical", "build", "-f", "mkdocs.yml"]
    environment = os.environ | ENVIRONMENT | {"PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True)  # noqa: S603
    if ran.returncode:
        said = COLOUR.sub("", ran.stderr.decode("utf-8", "replace"))
        raise EngineError([f"Zensical หยุดด้วยรหัส / ended with code {ran.returncode}", *FAULT.findall(said)])


def _frame(
    job: Job,
    pages: Collection[SourcePage],
    blocks: dict[str, list[str]],
    made: Path,
    site: Path,
    done: Callable[[], None],
    *,
    theme: bool,
) -> None:
    """Put what was made into our templates; a page that was not made is missed by whoever asked for it."""
    frame = Frame(job, icons=_templates())
    for page in pages:
        source = made / page.html_path
        if source.is_file():
            content = raw.give_back(source.read_text("utf-8"), blocks[page.path])
            _put(site / page.html_path, raw.plain(frame.page(page, content)).encode())
        done()
    if theme:
        for address, content_of in theme_files(job).items():
            _put(site / address, content_of())
        _put(site / NOT_FOUND, frame.not_found().encode())


def _templates() -> Path:
    """Where Zensical keeps its templates, for the icons in them."""
    spec = find_spec("zensical")
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(["ใช้ Zensical ไม่ได้ ติดตั้งใหม่ / Zensical cannot be used, install it again"])
    return Path(next(iter(spec.submodule_search_locations))) / "templates"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
