"""The only package that knows MkDocs and its successors: Markdown in, a folder of HTML out, and nothing rendered twice.

They walk and render everything at every build. So pages are kept by what they are made of, and the engine is given the
ones that have changed; when none has, it is not even imported. What follows after Material for MkDocs ends is in
README.md beside this file.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.engine import guest, workers
from generator.engine.engines import DEFAULT_ENGINE, ENGINES, Engine, EngineMissingError, require_engine
from generator.engine.job import EngineError, Job, SiteSettings, SourcePage, page_key, shared_key
from generator.engine.store import Store

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINES",
    "EngineError",
    "EngineMissingError",
    "RenderResult",
    "SiteSettings",
    "SourcePage",
    "render",
    "require_engine",
]

SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=\S+\.map( ?\*/)?\s*\Z")
"""Points to a file that is not published."""


@dataclass(frozen=True)
class RenderResult:
    """How many pages the engine rendered, and how many were taken from an earlier run."""

    rendered: int
    reused: int
    published: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The site-relative path of every file that was put there, and the digest of all that it was made from."""


def render(
    pages: Sequence[SourcePage],
    settings: SiteSettings,
    *,
    project: Path,
    docs: Path,
    out: Path,
    cache: Path,
    use_cache: bool,
    report: Callable[[int, int], None],
    assets: Iterable[str] = (),
    cores: int | None = None,
    engine: str = DEFAULT_ENGINE,
) -> RenderResult:
    """Write the HTML of all pages, the theme's files and 404.html into the folder `out`.

    project: the folder of mkdocs.yml and overrides/. docs: where the pages lie, for messages only.
    cache: a folder of the engine's own, used by one process at a time; hard links lead from `out` into it, so whoever
    changes a file of `out` must replace it, not write into it.
    use_cache: False renders everything again. report: called with (pages done, pages in all).
    assets: docs-relative paths that somebody else writes into `out`, so that pages may link to them.
    cores: how many processes may render at once; by default one for each core of the machine, up to four.
    engine: one of ENGINES.
    Raises EngineError with every complaint of the engine, EngineMissingError when it is not installed, and OSError when
    `out` or `cache` cannot be written.
    """
    scratch = cache / "scratch"
    guest.discard(scratch)
    job = Job(ENGINES[engine], pages, settings, frozenset(assets), project, docs, cache)
    shared = shared_key(job)
    keys = {page.path: page_key(shared, page) for page in pages}
    store = Store(cache / "store")
    missing = [page for page in pages if not (use_cache and store.has(keys[page.path]))]
    theme = _theme(store, shared) if use_cache else {}

    reused = len(pages) - len(missing)
    report(reused, len(pages))
    if missing or not theme:
        wanted = sorted(page.path for page in missing)
        done = _counter(reused, len(pages), report)
        folders = workers.render(job, wanted, scratch, done, theme=not theme, cores=cores or os.cpu_count() or 1)
        _keep(store, job.engine, missing, keys, folders)
        theme = theme or _keep_theme(store, shared, folders[0])
        guest.discard(scratch)

    files = [(keys[page.path], page.html_path) for page in pages] + [(key, path) for path, key in theme.items()]
    store.publish(files, out)
    store.prune()
    return RenderResult(rendered=len(missing), reused=reused, published={path: key for key, path in files})


def _counter(start: int, total: int, report: Callable[[int, int], None]) -> Callable[[], None]:
    done = start

    def count() -> None:
        nonlocal done
        done += 1
        report(done, total)

    return count


def _keep(
    store: Store, engine: Engine, pages: Sequence[SourcePage], keys: dict[str, str], folders: Sequence[Path]
) -> None:
    unmade = []
    for page in pages:
        made = next((path for folder in folders if (path := folder / page.html_path).is_file()), None)
        if made is None:
            unmade.append(f"{engine.label} ไม่ได้สร้างหน้าจาก {page.path} / {engine.label} made nothing of {page.path}")
        else:
            store.add(keys[page.path], made)
    if unmade:
        raise EngineError(unmade)


def _keep_theme(store: Store, shared: str, folder: Path) -> dict[str, str]:
    """Keep every file that is left in `folder`, and the list of them under the key of the theme."""
    theme: dict[str, str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in {".css", ".js"}:
            path.write_bytes(SOURCE_MAP.sub(b"\n", path.read_bytes()))
        key = f"{shared}-{len(theme)}"
        theme[path.relative_to(folder).as_posix()] = key
        store.add(key, path)
    listing = folder / "theme.json"
    listing.write_text(json.dumps(theme), "utf-8")
    store.add(shared, listing)
    return theme


def _theme(store: Store, shared: str) -> dict[str, str]:
    """Return path → key of the theme's files; nothing when one of them is missing."""
    if not store.has(shared):
        return {}
    theme: dict[str, str] = json.loads(store.path(shared).read_text("utf-8"))
    return theme if all(map(store.has, theme.values())) else {}
