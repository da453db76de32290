"""What is to be rendered, and the key each result is kept under.

A page's HTML depends on its own text and on what all pages share, and on nothing else: no page says what the page next
to it is called. That is what makes an edit cost one page instead of all of them, and it must stay so.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.engine.engines import Engine, require_engine
from generator.refusal import RefusedError

HERE = Path(__file__).parent


class EngineError(RefusedError):
    """The engine failed, or has complaints; `messages` are its own words, one fault each."""

    def __init__(self, messages: Iterable[str]) -> None:
        super().__init__(
            "โปรแกรมสร้างหน้าเว็บรายงานปัญหา โปรดแจ้งผู้ดูแลโปรแกรม", "the page engine reports problems", messages=messages
        )


@dataclass(frozen=True)
class SourcePage:
    """One Markdown page, front matter included, under its path in the docs folder (`oit/2564/o1.md`)."""

    path: str
    text: str

    @property
    def html_path(self) -> str:
        """Where the page is served from: `oit/2564/o1/index.html`, by MkDocs' rule for directory URLs."""
        path = PurePosixPath(self.path)
        folder = path.parent if path.stem in {"index", "README"} else path.with_suffix("")
        return str(folder / "index.html")


@dataclass(frozen=True)
class SiteSettings:
    """What all pages share. Anything that changes here renders every page again, so: nothing that changes daily."""

    name: str
    url: str
    nav: tuple[tuple[str, str], ...]
    """(title, page path), in order."""
    extra: Mapping[str, object]
    """JSON-able; templates read it as `config.extra`."""


@dataclass(frozen=True)
class Job:
    """Everything one run of the engine reads."""

    engine: Engine
    pages: Sequence[SourcePage]
    settings: SiteSettings
    assets: frozenset[str]
    """Docs-relative paths of files that somebody else publishes, and that pages may link to."""
    project: Path
    docs: Path
    cache: Path

    @property
    def config_file(self) -> Path:
        """MkDocs' configuration."""
        return self.project / "mkdocs.yml"


def shared_key(job: Job) -> str:
    """Digest of all that shows on every page: settings, configuration, theme, the engine and its versions."""
    settings = job.settings
    versions = [platform.python_version_tuple()[:2], job.engine.name, *require_engine(job.engine.name)]
    # The order of `extra` is kept: a template may loop over it.
    said = [versions, settings.name, settings.url, settings.nav, settings.extra]
    digest = hashlib.blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=20)

    overrides = sorted(path for path in (job.project / "overrides").rglob("*") if path.is_file())
    own = sorted(HERE.glob("*.py"))
    for path, base in [(path, job.project) for path in (job.config_file, *overrides)] + [(path, HERE) for path in own]:
        content = path.read_bytes()
        digest.update(b"%b\0%d\0%b" % (os.fsencode(path.relative_to(base)), len(content), content))
    return digest.hexdigest()


def page_key(shared: str, page: SourcePage) -> str:
    """Digest of all that one page's HTML depends on."""
    return hashlib.blake2b(f"{shared}\0{page.path}\0{page.text}".encode(), digest_size=20).hexdigest()
