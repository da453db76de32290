"""Free of the engine: whichever renders, a visitor, an assessor and a search engine get the same site."""

import os
import shutil
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from browsing import need
from lxml import html
from test_engine import BLOCKS, ROOT, SETTINGS, page, pages, tree

from generator.cli import main
from generator.engine import ENGINES, EngineError, RenderResult, SourcePage, engines, render
from generator.webcheck import WebFault, check_site

OTHERS = ("properdocs", "zensical")
pytestmark = need(all(map(find_spec, OTHERS)), "an engine beside MkDocs (properdocs, zensical)")


class Kept(NamedTuple):
    """What of a page must not depend on the engine."""

    title: str
    links_of_head: list[str]
    says_of_itself: list[str]
    policy_and_scripts: list[str]
    anchors: list[str]
    items: list[str]
    evidence: list[str]
    covered: list[str]
    targets: list[str]
    text: str


def kept(content: bytes) -> Kept:
    read = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))

    def every(query: str) -> list[str]:
        return [str(found) for found in cast("list[str]", read.xpath(query))]

    return Kept(
        title=read.findtext(".//title") or "",
        links_of_head=every("//head/link/@href"),
        says_of_itself=every("//head/meta[@name or @property]/@content | //script[@type]/text()"),
        policy_and_scripts=every("//meta[@http-equiv]/@content | //script/@src | //script/@integrity"),
        anchors=every("//@id"),
        items=every("//@data-oit"),
        evidence=every("//@data-evidence"),
        covered=every("//@data-covered"),
        targets=every("//body//@href | //body//@src | //body//@srcset"),
        text=" ".join(" ".join(every("//body//text()")).split()),
    )


def build_with(engine: str, folder: Path, given: list[SourcePage], out: str = "out", **more: object) -> RenderResult:
    asked: dict[str, object] = {"project": ROOT, "use_cache": True, "assets": [], "cores": 1} | more
    return render(
        given,
        SETTINGS,
        docs=folder / "docs",
        out=folder / out,
        cache=folder / "cache",
        report=lambda _done, _total: None,
        engine=engine,
        **asked,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("engine", OTHERS)
def test_the_real_office_has_the_same_addresses_items_anchors_and_texts_from_each_engine(
    office: Path, tmp_path: Path, engine: str
) -> None:
    root = shutil.copytree(office, tmp_path / "office", ignore=shutil.ignore_patterns("site", "engine"))
    assert main(["build", "--root", str(root), "--engine", engine]) == 0
    expected, made = tree(office / "site"), tree(root / "site")

    assert sorted(made) == sorted(expected)
    other = [path for path in made if not path.endswith(".html")]
    assert [path for path in other if made[path] != expected[path]] == []
    different = [path for path in made.keys() - other if made[path] != expected[path]]
    assert [path for path in sorted(different) if kept(made[path]) != kept(expected[path])] == []


@pytest.mark.parametrize("engine", OTHERS)
def test_a_small_office_is_the_same_site_byte_for_byte(
    small_site: Callable[[str], Path], tmp_path: Path, engine: str
) -> None:
    root = small_site("every-field")
    assert main(["build", "--root", str(root)]) == 0
    assert main(["build", "--root", str(root), "--engine", engine, "--site", str(tmp_path / "site")]) == 0

    assert tree(tmp_path / "site") == tree(root / "site")


@pytest.mark.parametrize("engine", OTHERS)
def test_an_incremental_build_is_a_clean_build_and_several_processes_make_the_same_bytes(
    tmp_path: Path, engine: str
) -> None:
    before = pages(40)
    after = [*before[:3], page("news/p1.md", "แก้แล้ว [ใหม่](new.md)"), *before[4:], page("news/new.md", BLOCKS)]
    for name in ("one", "clean"):
        (tmp_path / name).mkdir()

    assert build_with(engine, tmp_path / "one", before, "1") == RenderResult(rendered=42, reused=0)
    assert build_with(engine, tmp_path / "one", before, "2") == RenderResult(rendered=0, reused=42)
    assert build_with(engine, tmp_path / "one", after, "3") == RenderResult(rendered=2, reused=41)
    build_with(engine, tmp_path / "clean", after, cores=2)

    assert tree(tmp_path / "one" / "2") == tree(tmp_path / "one" / "1")
    assert tree(tmp_path / "one" / "3") == tree(tmp_path / "clean" / "out")


@pytest.mark.parametrize("engine", ENGINES)
def test_without_material_nothing_is_lost_but_three_icons(tmp_path: Path, engine: str) -> None:
    theirs = files("material") / "templates"
    icons = [Path(".icons/material", f"{name}.svg") for name in ("magnify", "menu", "theme-light-dark")]
    project = tmp_path / "project"
    shutil.copytree(ROOT / "overrides", project / "overrides")
    (project / "mkdocs.yml").write_text(
        (ROOT / "mkdocs.yml").read_text("utf-8").replace("name: material", "name: null"), "utf-8"
    )
    (project / "overrides" / icons[0].parent).mkdir(parents=True)
    for icon in icons:
        (project / "overrides" / icon).write_bytes((theirs / str(icon)).read_bytes())

    build_with(engine, tmp_path, pages(1), "with")
    build_with(engine, tmp_path, pages(1), "without", project=project)

    assert tree(tmp_path / "without") == tree(tmp_path / "with")


def test_pages_of_one_engine_are_never_taken_for_those_of_another(tmp_path: Path) -> None:
    made = [build_with(engine, tmp_path, pages(1)) for engine in (*ENGINES, *ENGINES)]

    anew, again = RenderResult(rendered=3, reused=0), RenderResult(rendered=0, reused=3)
    assert made == [anew, anew, anew, again, again, again]


def test_a_new_version_of_an_engine_renders_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_with("zensical", tmp_path, pages(1))
    monkeypatch.setattr(engines, "version", lambda name: "9.9.9" if name == "zensical" else version(name))

    assert build_with("zensical", tmp_path, pages(1)) == RenderResult(rendered=3, reused=0)


INSTALL = ".venv/bin/python -m pip install -e '.[engines]'"
MISSING = {  # what is not there: who asked for it, and the sentence in two languages
    "mkdocs-material": (
        "mkdocs",
        "ใช้ MkDocs ไม่ได้ เครื่องนี้ไม่มี mkdocs-material สั่ง make site",
        "MkDocs needs mkdocs-material, which is not installed: run make site",
    ),
    "properdocs": (
        "properdocs",
        f"ใช้ ProperDocs ไม่ได้ เครื่องนี้ไม่มี properdocs ติดตั้งด้วย {INSTALL}",
        f"ProperDocs needs properdocs, which is not installed: install it with {INSTALL}",
    ),
    "zensical": (
        "zensical",
        f"ใช้ Zensical ไม่ได้ เครื่องนี้ไม่มี zensical ติดตั้งด้วย {INSTALL}",
        f"Zensical needs zensical, which is not installed: install it with {INSTALL}",
    ),
}


@pytest.mark.parametrize("distribution", MISSING)
def test_an_engine_that_is_not_installed_is_one_sentence(
    small_site: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    distribution: str,
) -> None:
    engine, th, en = MISSING[distribution]

    def refuse(name: str) -> str:
        if name == distribution:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(engines, "version", refuse)
    root = small_site("nothing-but-an-office")

    assert main(["build", "--root", str(root), "--engine", engine]) == 2
    assert capfd.readouterr() == ("", f"{th} / {en}\n")
    assert not (root / "site").exists()


FAULTY = [
    *pages(1),
    page("a.md", "[หาย](gone.md) ![รูป](picture.png)"),
    page("b.md", "[ไม่มีหัวข้อนี้](#none) [สัมบูรณ์](/oit/)"),
]


def test_properdocs_names_every_fault_that_mkdocs_does(tmp_path: Path) -> None:
    said = {}
    for engine in ("mkdocs", "properdocs"):
        with pytest.raises(EngineError) as raised:
            build_with(engine, tmp_path, FAULTY)
        said[engine] = sorted(raised.value.messages)

    assert said["properdocs"] == said["mkdocs"]
    assert len(said["mkdocs"]) == 4


def test_what_zensical_says_nothing_of_our_own_check_of_the_site_finds(tmp_path: Path) -> None:
    project = project_with(tmp_path / "project", config="markdown_extensions: [attr_list]\n")
    build_with("zensical", tmp_path, FAULTY, project=project)

    assert check_site(tmp_path / "out", tmp_path / "cache") == [
        WebFault("a/index.html", "gone/index.html", "missing"),
        WebFault("a/index.html", "picture.png", "missing"),
        WebFault("b/index.html", "/oit/", "absolute"),
        WebFault("b/index.html", "b/index.html#none", "fragment"),
    ]


CODE = "# โค้ด {#title}\n\n```python\nprint('ก') if 1 < 2 else None\n```\n\n    เยื้อง\n\n[หน้านี้เอง](a.md) ![รูป](รูป.png)\n"


def test_zensical_writes_code_links_to_the_same_page_and_thai_names_of_pictures_in_its_own_way(tmp_path: Path) -> None:
    given = [*pages(1), SourcePage("a.md", CODE)]
    written, around = {}, {}
    for engine in ENGINES:
        (tmp_path / engine).mkdir()
        build_with(engine, tmp_path / engine, given, assets=["รูป.png"])
        whole = (tmp_path / engine / "out" / "a" / "index.html").read_text("utf-8")
        before, _, rest = whole.partition('<h1 id="title">โค้ด</h1>\n')
        content, _, after = rest.partition("\n\n</main>")
        written[engine], around[engine] = content.split("\n"), (before, after)

    assert around["zensical"] == around["properdocs"] == around["mkdocs"]
    assert written["properdocs"] == written["mkdocs"]
    assert written["mkdocs"] == [
        "<pre><code class=\"language-python\">print('ก') if 1 &lt; 2 else None",
        "</code></pre>",
        "<pre><code>เยื้อง",
        "</code></pre>",
        '<p><a href="./">หน้านี้เอง</a> <img alt="รูป" src="../%E0%B8%A3%E0%B8%B9%E0%B8%9B.png" /></p>',
    ]
    assert written["zensical"] == [
        '<pre class="highlight"><code class="language-python">print(\'ก\') if 1 &lt; 2 else None</code></pre>',
        '<pre class="highlight"><code>เยื้อง</code></pre>',
        '<p><a href="../a/">หน้านี้เอง</a> <img alt="รูป" src="../รูป.png" /></p>',
    ]


def project_with(folder: Path, *, config: str = "", main_html: str = "{{ page.content }}") -> Path:
    (folder / "overrides").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(f"site_name: x\n{config}", "utf-8")
    (folder / "overrides" / "main.html").write_text(main_html, "utf-8")
    (folder / "overrides" / "404.html").write_text("-", "utf-8")
    return folder


def test_a_broken_template_is_named_by_zensical_too(tmp_path: Path) -> None:
    project = project_with(tmp_path / "project", main_html="{% if %}")

    with pytest.raises(EngineError) as raised:
        build_with("zensical", tmp_path, pages(1), project=project)

    assert raised.value.messages == ("TemplateSyntaxError: Expected an expression, got 'end of statement block'",)


def test_zensical_that_fails_says_so_in_its_own_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = project_with(tmp_path / "project", config="markdown_extensions: [no.such.extension]\n")

    with pytest.raises(EngineError) as raised:
        build_with("zensical", tmp_path, pages(1), project=project)

    assert raised.value.messages == (
        "Zensical หยุดด้วยรหัส / ended with code 1",
        "RuntimeError: Python error: ModuleNotFoundError: No module named 'no'",
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("config", ["a: [", "- a list"])
def test_a_configuration_that_zensical_is_not_given_is_an_error_in_words(tmp_path: Path, config: str) -> None:
    project = project_with(tmp_path / "project")
    (project / "mkdocs.yml").write_text(config, "utf-8")

    with pytest.raises(EngineError, match=r"mkdocs\.yml cannot be read"):
        build_with("zensical", tmp_path, pages(1), project=project)


def test_a_full_disk_is_an_oserror_with_zensical_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.engine.successor._put", fill)
    with pytest.raises(OSError, match="No space left on device"):
        build_with("zensical", tmp_path, pages(1))


def test_what_merely_lies_in_docs_is_not_published_by_zensical_either(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "stray.md").write_text("# หลง", "utf-8")
    (docs / "link.md").symlink_to(os.devnull)

    build_with("zensical", tmp_path, pages(1))

    assert sorted(path for path in tree(tmp_path / "out") if not path.startswith("assets/")) == [
        "404.html",
        "index.html",
        "news/index.html",
        "news/p0/index.html",
    ]
