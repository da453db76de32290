"""The engine: the right files, the same bytes whichever way they come about, and every complaint in words."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.engine import EngineError, RenderResult, SiteSettings, SourcePage, guest, raw, render
from generator.engine.store import Store

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = SiteSettings(
    name="สพป.ลำพูน เขต 2",
    url="https://www.example.go.th/",
    nav=(("หน้าแรก", "index.md"), ("ข่าว & กิจกรรม", "news/index.md")),
    extra={"office": {"name": "สำนักงาน", "phone": "0 0000 0000"}},
)
Tree = dict[str, bytes]


def page(path: str, body: str = "เนื้อหา") -> SourcePage:
    return SourcePage(path, f"---\ntitle: หน้า {path}\n---\n# หน้า {path} {{#title}}\n\n{body}\n")


def pages(count: int = 3) -> list[SourcePage]:
    fixed = [page("index.md", "[ข่าว](news/index.md)"), page("news/index.md", "[แรก](p0.md#title)")]
    return fixed + [page(f"news/p{number}.md", f"ข่าวที่ {number} [กลับ](../index.md)") for number in range(count)]


def build(
    folder: Path,
    out: str,
    given: Iterable[SourcePage],
    settings: SiteSettings = SETTINGS,
    *,
    use_cache: bool = True,
    cores: int = 1,
    assets: Iterable[str] = (),
    seen: list[tuple[int, int]] | None = None,
) -> RenderResult:
    return render(
        list(given),
        settings,
        project=ROOT,
        docs=folder / "docs",
        out=folder / out,
        cache=folder / "cache",
        use_cache=use_cache,
        report=lambda done, total: None if seen is None else seen.append((done, total)),
        assets=assets,
        cores=cores,
    )


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def html_of(folder: Path) -> list[str]:
    return sorted(path for path in tree(folder) if path.endswith(".html"))


def test_every_page_becomes_an_index_and_nothing_superfluous_is_there(tmp_path: Path) -> None:
    build(tmp_path, "out", pages(2))

    made = tree(tmp_path / "out")
    assert html_of(tmp_path / "out") == [
        "404.html",
        "index.html",
        "news/index.html",
        "news/p0/index.html",
        "news/p1/index.html",
    ]
    assert sorted({Path(path).suffix for path in made}) == [".css", ".html", ".js"]
    assert [path for path in made if "lunr" in path or "worker" in path or path.startswith("sitemap")] == []
    assert [path for path, content in made.items() if b"sourceMappingURL" in content] == []
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").rglob("*") if path.is_file()} == {0o644}


def test_what_merely_lies_in_docs_is_not_published(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "stray.md").write_text("# หลง", "utf-8")
    (docs / "secret.txt").write_text("ลับ", "utf-8")
    (docs / "link.md").symlink_to("/etc/hostname")

    build(tmp_path, "out", pages(1))

    assert html_of(tmp_path / "out") == ["404.html", "index.html", "news/index.html", "news/p0/index.html"]
    assert [path for path in tree(tmp_path / "out") if path.endswith(".txt")] == []


def test_only_what_changed_is_rendered(tmp_path: Path) -> None:
    before = pages(4)
    after = [*before[:3], page("news/p1.md", "แก้แล้ว"), *before[4:], page("news/new.md")]
    seen: list[tuple[int, int]] = []

    assert build(tmp_path, "1", before, seen=seen) == RenderResult(rendered=6, reused=0)
    assert seen == [(number, 6) for number in range(7)]
    assert build(tmp_path, "2", before) == RenderResult(rendered=0, reused=6)
    seen.clear()
    assert build(tmp_path, "3", after, seen=seen) == RenderResult(rendered=2, reused=5)
    assert seen == [(5, 7), (6, 7), (7, 7)]
    assert build(tmp_path, "4", after, use_cache=False) == RenderResult(rendered=7, reused=0)
    assert build(tmp_path, "5", after, replace(SETTINGS, name="ชื่อใหม่")) == RenderResult(rendered=7, reused=0)


def test_an_incremental_build_is_a_clean_build_byte_for_byte(tmp_path: Path) -> None:
    start = pages(6)
    steps = [
        start,
        [*start[:4], page("news/p2.md", "แก้ครั้งที่ 1 [ใหม่](p9.md)"), *start[5:], page("news/p9.md")],
        [*reversed(start[3:]), *start[:2], page("news/p0.md", "กลับมา")],
        start,
    ]
    for number, step in enumerate(steps):
        (tmp_path / f"clean-{number}").mkdir()
        build(tmp_path / f"clean-{number}", "out", step)
        build(tmp_path, f"incremental-{number}", step)

        assert tree(tmp_path / f"incremental-{number}") == tree(tmp_path / f"clean-{number}" / "out")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux renders in several processes")
def test_several_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    many = pages(3 * 20)
    seen: list[tuple[int, int]] = []
    (tmp_path / "one").mkdir()
    (tmp_path / "three").mkdir()

    build(tmp_path / "one", "out", many)
    build(tmp_path / "three", "out", many, cores=3, seen=seen)

    assert tree(tmp_path / "three" / "out") == tree(tmp_path / "one" / "out")
    assert seen == [(number, 62) for number in range(63)]


def test_hash_seed_time_zone_clock_and_language_do_not_show(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from test_engine import build, pages
        build(Path(sys.argv[1]), "out", pages(2))
        """)
    # From a folder with a Thai name, Python without UTF-8 cannot load any compiled module, ours or not.
    not_utf8 = {"PYTHONUTF8": "0"} if f"{ROOT}{tmp_path}".isascii() else {}
    trees = []
    for number, extra in enumerate(
        [
            {"PYTHONHASHSEED": "0", "TZ": "UTC"},
            {"PYTHONHASHSEED": "4242", "TZ": "Asia/Bangkok", "LC_ALL": "C", **not_utf8},
            {"PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "4102444800", "PYTHONOPTIMIZE": "2"},
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"} | extra
        subprocess.run([sys.executable, "-c", script, folder], env=environment, cwd=folder, check=True)
        trees.append(tree(folder / "out"))

    assert trees[1] == trees[0]
    assert trees[2] == trees[0]


def test_mkdocs_is_not_even_imported_when_nothing_has_changed(tmp_path: Path) -> None:
    build(tmp_path, "1", pages(1))
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from test_engine import build, pages
        build(Path(sys.argv[1]), "2", pages(1))
        print([name for name in ("mkdocs", "jinja2", "markdown") if name in sys.modules])
        """)
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}

    said = subprocess.run(
        [sys.executable, "-c", script, tmp_path], env=environment, check=True, capture_output=True, text=True
    )

    assert said.stdout == "[]\n"
    assert tree(tmp_path / "2") == tree(tmp_path / "1")


def test_all_complaints_come_at_once_in_words_and_nothing_is_kept_or_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    faulty = [
        *pages(1),
        page("a.md", "[หาย](gone.md) ![รูป](picture.png)"),
        page("b.md", "[ไม่มีหัวข้อนี้](#none) [สัมบูรณ์](/oit/)"),
    ]
    for out in ("1", "2"):
        with pytest.raises(EngineError) as raised:
            build(tmp_path, out, faulty)

        assert sorted(raised.value.messages) == [
            "'docs/a.md' contains a link 'gone.md', but the target is not found among documentation files.",
            "'docs/a.md' contains a link 'picture.png', but the target is not found among documentation files.",
            "'docs/b.md' contains a link '#none', but there is no such anchor on this page.",
            "'docs/b.md' contains an absolute link '/oit/', it was left as is.",
        ]
        assert not (tmp_path / out).exists()
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_a_file_that_somebody_else_publishes_may_be_linked_to(tmp_path: Path) -> None:
    build(tmp_path, "out", [*pages(1), page("a.md", "![รูป](images/รูป.png)")], assets=["images/รูป.png"])

    assert b'src="../images/%E0%B8%A3%E0%B8%B9%E0%B8%9B.png"' in tree(tmp_path / "out")["a/index.html"]
    assert "images/รูป.png" not in tree(tmp_path / "out")


def test_a_broken_template_names_the_fault(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "overrides").mkdir(parents=True)
    (project / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    (project / "overrides" / "main.html").write_text("{% if %}", "utf-8")

    with pytest.raises(EngineError) as raised:
        render(
            pages(1),
            SETTINGS,
            project=project,
            docs=tmp_path / "docs",
            out=tmp_path / "out",
            cache=tmp_path / "cache",
            use_cache=True,
            report=lambda _done, _total: None,
        )

    assert raised.value.messages == ("TemplateSyntaxError: Expected an expression, got 'end of statement block'",)


def test_what_is_written_into_a_published_page_is_not_published_again(tmp_path: Path) -> None:
    build(tmp_path, "1", pages(1))
    good = tree(tmp_path / "1")
    with (tmp_path / "1" / "news" / "index.html").open("r+b") as published:
        published.write(b"<!-- other")  # same inode, same length

    assert build(tmp_path, "2", pages(1)) == RenderResult(rendered=1, reused=2)
    assert tree(tmp_path / "2") == good


def test_without_hard_links_pages_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: Path, _target: str) -> None:
        raise OSError(18, "Invalid cross-device link")

    build(tmp_path, "linked", pages(1))
    monkeypatch.setattr(os, "link", refuse)
    build(tmp_path, "copied", pages(1))

    assert tree(tmp_path / "copied") == tree(tmp_path / "linked")


def test_the_store_keeps_the_youngest_of_what_is_not_in_use(tmp_path: Path) -> None:
    for run in range(6):
        store = Store(tmp_path / "store")
        made = tmp_path / "made"
        made.write_text(f"run {run}", "utf-8")
        os.utime(made, ns=(run, run))
        store.add(f"key{run}", made)
        store.prune()

    kept = sorted(path.name.split(".")[0] for path in (tmp_path / "store").iterdir())
    assert kept == ["key3", "key4", "key5"]


def test_names_are_text_and_never_markup(tmp_path: Path) -> None:
    hostile = replace(SETTINGS, name="<b>สพป.</b>", nav=(("<i>หน้าแรก</i>", "index.md"), ("ข่าว", "news/index.md")))

    build(tmp_path, "out", [*pages(1), SourcePage("x.md", "---\ntitle: a<u>b\n---\nเนื้อหา")], hostile)

    made = tree(tmp_path / "out")
    for path in html_of(tmp_path / "out"):
        assert [tag for tag in (b"<b>", b"<i>", b"<u>") if tag in made[path]] == [], path


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux renders in several processes")
def test_a_rendering_process_that_dies_is_an_error_not_a_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> None:
        os._exit(9)

    monkeypatch.setattr(guest, "run", die)
    with pytest.raises(EngineError, match="a rendering process died"):
        build(tmp_path, "out", pages(40), cores=2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux renders in several processes")
@pytest.mark.parametrize("cores", [1, 2])
def test_a_full_disk_is_an_oserror_in_one_process_or_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mkdocs.utils.write_file", fill)
    with pytest.raises(OSError, match="No space left on device"):
        build(tmp_path, "out", pages(40), cores=cores)


BLOCKS = """\
# หัวข้อ {: #title }

<div class="a">
<p>ย่อหน้า</p>

<div>ซ้อน &#40;ก&#41; <strong>หนา</strong></div>
</div>

ย่อหน้า *เอน* [หน้าแรก](index.md)

<p>หนึ่ง</p>

<table>
<tbody><tr><td>ช่อง</td></tr></tbody>
</table>

<p>ค้าง</p> ตามหลัง

<section>
<h2 id="x">ข</h2>
</section>
"""


def spaced(html: bytes) -> str:
    return " ".join(html.decode().split())


def test_html_of_our_templates_comes_out_as_the_markdown_parser_would_have_left_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [SourcePage("index.md", BLOCKS), SourcePage("a.md", f"{BLOCKS}\nprongsai-html-0\n"), page("news/index.md")]
    build(tmp_path / "taken", "out", given)
    taken = [spaced(tree(tmp_path / "taken/out")[path]) for path in ("index.html", "a/index.html")]
    assert len(raw.take(BLOCKS)[1]) == 4

    monkeypatch.setattr(raw, "take", lambda text: (text, []))
    build(tmp_path / "parsed", "out", given)
    parsed = [spaced(tree(tmp_path / "parsed/out")[path]) for path in ("index.html", "a/index.html")]

    assert taken == parsed
    assert "prongsai-html-0" not in taken[0]
    assert "<p>prongsai-html-0</p>" in taken[1]  # somebody wrote it: then nothing is taken out
