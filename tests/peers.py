"""Other people's engines, each set up fairly to make a site of the same Markdown, and our engine in the same place.

What a peer leaves out is said in `without`, because it is part of the figure. `python tests/peers.py FOLDER` is what is
timed for ours: it reads FOLDER/docs and publishes FOLDER/site.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from large import ITEMS
from stopwatch import FailedError, Taken, repeated, run

from generator.engine import SiteSettings, SourcePage, render
from generator.publish import lock, staging, swap, tidy
from generator.webcheck import check_site

ROOT = Path(__file__).resolve().parent.parent
STAND_INS = (
    *("assets/images/favicon.png", "assets/images/touch-icon.png", "assets/stylesheets/identity.css"),
    *("feed.xml", "feed.json"),
)
"""What every page of ours asks for, and what not the engine brings, but the steps that table B has."""
OURS, HUGO = "โปร่งใส", "hugo"
HUGO_LAYOUT = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{{ .Title }}</title>
{{ with .OutputFormats.Get "html" }}<link rel="canonical" href="{{ .Permalink }}">{{ end }}</head><body>
<nav>{{ range .Site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a> {{ end }}</nav>
{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>
"""
HUGO_LINK = """{{- $to := urls.Parse .Destination -}}
{{- if $to.Host -}}<a href="{{ .Destination }}">{{ .Text | safeHTML }}</a>
{{- else -}}
{{- with .Page.GetPage (replaceRE `(^|/)index\\.md$` "${1}_index.md" $to.Path) -}}
<a href="{{ .RelPermalink }}{{ with $to.Fragment }}#{{ . }}{{ end }}">{{ $.Text | safeHTML }}</a>
{{- else }}{{ errorf "no page %s" .Destination }}{{ end -}}
{{- end -}}
"""
"""Finds the page that a link to a .md file means, as the others do by themselves."""


@dataclass(frozen=True)
class Peer:
    """An engine: how a folder is made ready for it, and how it is run there."""

    name: str
    release: str
    command: tuple[str, ...]
    without: str
    """What its site has not, Thai and English; empty for what it does out of the box."""
    prepare: Callable[[Path, dict[str, str]], None]
    made: tuple[str, ...] = ("site", ".cache")
    """What a build leaves in the folder, and a cold one must not find."""
    docs: str = "docs"
    site: str = "site"


@dataclass(frozen=True)
class Times:
    """A peer's two figures; `failed` says why there are none."""

    peer: Peer
    cold: Taken | None = None
    edit: Taken | None = None
    failed: str = ""


def time_peer(peer: Peer, folder: Path, pages: dict[str, str]) -> Times:
    """Build cold and after one edit in `folder`; look each time whether all of it, and the edit, is in the site."""
    peer.prepare(folder, pages)
    last, numbers = list(pages)[-1], iter(range(1, 100))
    page = folder / peer.docs / last
    edits: list[str] = []

    def clear() -> None:
        for name in peer.made:
            shutil.rmtree(folder / name, ignore_errors=True)

    def edit() -> None:
        edits.append(f"แก้ครั้งที่ {next(numbers)}")
        page.write_text(f"{pages[last]}\n{edits[-1]}\n", "utf-8")

    def build() -> Taken:
        taken = run(peer.command, folder)
        _look(folder / peer.site, len(pages), last, edits)
        return taken

    try:
        return Times(peer, repeated(clear, build), repeated(edit, build))
    except FailedError as error:
        return Times(peer, failed=str(error))


def _look(site: Path, count: int, last: str, edits: list[str]) -> None:
    made = sum(1 for _ in site.rglob("index.html"))
    if made < count:
        raise FailedError(f"{made} of {count} pages were made")
    if edits and edits[-1] not in (site / last.removesuffix(".md") / "index.html").read_text("utf-8"):
        raise FailedError("the edit is not in the site")


@contextmanager
def peers(years: range) -> Iterator[tuple[list[Peer], list[str]]]:
    """Yield ours and the peers that this machine has, and a line for each one that it hasn't."""
    missing = []
    with tempfile.TemporaryDirectory(prefix="prongsai-bench-tools-") as tools:
        found = [ours(), *stocks(years)]
        for name, peer in (("Zensical", zensical(Path(tools), years)), ("Hugo", hugo(years))):
            if peer is None:
                missing.append(f"{name}: ไม่ได้วัด เพราะเครื่องนี้ไม่มี / not measured, because it is not here")
            else:
                found.append(peer)
        yield found, missing


def ours() -> Peer:
    command = (sys.executable, str(Path(__file__).resolve()), ".")
    without = "ไม่มีดัชนีค้นหา ภาพ และข้อมูลเปิด (อยู่ในตาราง B) / no search index, pictures and data: those are in table B"
    return Peer(OURS, version("prongsai"), command, without, _write_docs, made=("site", ".prongsai"))


def stocks(years: range) -> list[Peer]:
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    release = f"{version('mkdocs')} + Material {version('mkdocs-material')}"
    return [
        Peer("MkDocs", release, command, "", _mkdocs(years, [])),
        Peer("MkDocs pruned", release, command, "", _mkdocs(years, ["navigation.prune"])),
    ]


def zensical(tools: Path, years: range) -> Peer | None:
    """Return Zensical of this environment, else of one made below `tools`; None where it can't be had."""
    python = sys.executable
    if importlib.util.find_spec("zensical") is None:
        python = str(tools / "bin" / "python")
        install = [[sys.executable, "-m", "venv", str(tools)], [python, "-m", "pip", "install", "--quiet", "zensical"]]
        if any(subprocess.run(words, capture_output=True, check=False).returncode for words in install):
            return None
    ask = [python, "-c", "from importlib.metadata import version; print(version('zensical'))"]
    release = subprocess.run(ask, capture_output=True, check=True, text=True).stdout.strip()
    without = "ไม่มีแท็ก เพราะหน่วยความจำไม่พอที่ 5,000 หน้า / no tags, for which memory did not suffice at 5,000 pages"
    command = (python, "-m", "zensical", "build")
    return Peer("Zensical pruned", release, command, without, _mkdocs(years, ["navigation.prune"]))


def hugo(years: range) -> Peer | None:
    """Return the Hugo of this machine, if it has one."""
    if shutil.which(HUGO) is None:
        return None
    said = subprocess.run([HUGO, "version"], capture_output=True, check=True, text=True).stdout
    release = (re.search(r"v[0-9.]+", said) or ["?"])[0]
    without = "ธีมเล็กที่สุด ไม่มีค้นหา ฟีด และเมนูย่อย / smallest theme; no search, feeds and side menu"
    made = ("public", "resources")
    return Peer("Hugo", release, (HUGO, "--quiet"), without, _hugo(years), made, docs="content", site="public")


def _write_docs(folder: Path, pages: dict[str, str]) -> None:
    _write(folder, ((f"docs/{path}", text) for path, text in pages.items()))


def _mkdocs(years: range, features: list[str]) -> Callable[[Path, dict[str, str]], None]:
    """Return what prepares a folder with the items in the navigation and the news out of it, all else as it comes."""
    nav = ["nav:", "- หน้าแรก: index.md"]
    for year in years:
        nav += [f"- OIT {year}:", f"  - oit/{year}/index.md"]
        nav += [f"  - O{number}: oit/{year}/o{number}.md" for number in range(1, ITEMS + 1)]
    config = [
        "site_name: สพป.ลำพูน เขต 2",
        "site_url: https://www.example.go.th/",
        f"theme: {{name: material, language: th, features: [{', '.join(features)}]}}",
        "markdown_extensions: [attr_list]",
        "validation: {nav: {omitted_files: ignore}}",
        *nav,
    ]

    def prepare(folder: Path, pages: dict[str, str]) -> None:
        _write_docs(folder, pages)
        _write(folder, [("mkdocs.yml", "\n".join(config) + "\n")])

    return prepare


def _hugo(years: range) -> Callable[[Path, dict[str, str]], None]:
    menu = "".join(f'[[menu.main]]\nname = "OIT {year}"\nurl = "/oit/{year}/"\n' for year in years)
    config = 'baseURL = "https://www.example.go.th/"\nlanguageCode = "th"\ntitle = "สพป.ลำพูน เขต 2"\n'
    config += f'disableKinds = ["RSS", "taxonomy", "term"]\n{menu}'

    def prepare(folder: Path, pages: dict[str, str]) -> None:
        # Hugo's word for a page with others below it is _index.
        named = ((re.sub(r"(^|/)index\.md$", r"\1_index.md", path), text) for path, text in pages.items())
        _write(folder, ((f"content/{path}", text) for path, text in named))
        layouts = [(f"layouts/_default/{name}.html", HUGO_LAYOUT) for name in ("single", "list")]
        link = ("layouts/_default/_markup/render-link.html", HUGO_LINK)
        _write(folder, [*layouts, link, ("config.toml", config)])

    return prepare


def _write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    for path, text in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _publish(folder: Path) -> None:
    """Do what `prongsai build` does with Markdown: render, check the links of the site, put it in its place."""
    docs, site = folder / "docs", folder / "site"
    pages = [
        SourcePage(path.relative_to(docs).as_posix(), path.read_text("utf-8")) for path in sorted(docs.rglob("*.md"))
    ]
    nav = (("หน้าแรก", "index.md"), ("OIT", "oit/2564/index.md"))
    settings = SiteSettings("สพป.ลำพูน เขต 2", "https://www.example.go.th/", nav, extra={})
    with lock(folder) as cache, staging(site, folder, cache / "spare") as fresh:
        made = render(
            pages,
            settings,
            project=ROOT,
            docs=docs,
            out=fresh,
            cache=cache / "engine",
            use_cache=True,
            report=lambda _done, _total: None,
        )
        for path in STAND_INS:
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).touch()
        tidy(fresh, {*made.published, *STAND_INS})
        if faults := check_site(fresh, cache, known=made.published):
            raise SystemExit(f"the bench's own site is faulty: {sorted({fault.target for fault in faults})}")
        swap(fresh, site)


if __name__ == "__main__":
    _publish(Path(sys.argv[1]).resolve())
