"""The link check: each fault once, by kind, and none that is not there."""

from pathlib import Path

import pytest

from generator import webcheck
from generator.webcheck import WebFault, check_site

GOOD = {
    "index.html": '<h1 id="top">ก</h1><a href="oit/2564/">ปี</a><a href="./">นี่</a><a href="?q=1#top">ค้น</a>',
    "oit/2564/index.html": (
        '<a href="../../">แรก</a><a href="../..">แรก</a><a href="o1/#e1">ข้อ</a><a href="o1/?x=1#%E0%B8%81">ไทย</a>'
        '<a href="#">บน</a><a href="#top">บน</a><a href="../../a.pdf#page=12">PDF</a><a href=".">นี่</a>'
        '<a href="o1/#:~:text=abc">ข้อความ</a><a href="mailto:a@b.go.th">อีเมล</a><a href="tel:+6653">โทร</a>'
        '<a href="https://www.example.go.th/x">นอก</a><link rel="canonical" href="https://www.example.go.th/">'
        '<img src="data:image/png;base64,AAAA" srcset="../../p.png 1x, ../../p.png 2x">'
        '<svg><use href="#e"/></svg><p id="e" style="background:url(../../p.png)"></p>'
        '<a name="old"></a><a href="#old">x</a>'
    ),
    "oit/2564/o1/index.html": (
        '<p id="e1"></p><p id="ก"></p><a href="../../../%E0%B9%84%E0%B8%97%E0%B8%A2%20ab.pdf">ไฟล์</a>'
    ),
    "admin/index.html": '<script src="https://cdn.example.com/cms.js"></script>',
    "404.html": '<link rel="stylesheet" href="/sub/a.css"><a href="/sub/">แรก</a>',
    "go/index.html": '<meta http-equiv="refresh" content="0; url=../oit/2564/">',
    "a.css": '@import "b.css"; a{background:url(p.png#x)} /* url(gone.png) */ b{fill:url(#id)}',
    "b.css": "",
    "empty.html": "",
    "a.pdf": "",
    "p.png": "",
    "ไทย ab.pdf": "",
}


def lay(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / "out" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out" / path).write_text(text, "utf-8")
    return folder / "out"


def check(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    faults = check_site(lay(folder, files), folder / "cache")
    return [(fault.page, fault.target, fault.kind) for fault in faults]


def test_a_good_site_has_no_fault(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("markup", "target", "kind"),
    [
        ('<a href="gone/">x</a>', "b/gone/index.html", "missing"),
        ('<a href="../x.pdf">x</a>', "x.pdf", "missing"),
        ('<a href="../b">x</a>', "b", "missing"),
        ('<a href="%2e%2e/x%2epdf">x</a>', "x.pdf", "missing"),
        ('<img src="../P.png">', "P.png", "missing"),
        ('<img srcset="../p.png 1x, q.png 2x" src="../p.png">', "b/q.png", "missing"),
        ('<video poster="v.png"></video>', "b/v.png", "missing"),
        ('<form action="send"></form>', "b/send", "missing"),
        ('<button formaction="send">x</button>', "b/send", "missing"),
        ('<object data="o.svg"></object>', "b/o.svg", "missing"),
        ('<link rel="alternate" href="../feed.xml">', "feed.xml", "missing"),
        ('<meta http-equiv="Refresh" content="0;URL=\'../gone/\'">', "gone/index.html", "missing"),
        ("<style>a{background:url('w.png')}</style>", "b/w.png", "missing"),
        ('<p style="background:url(w.png)"></p>', "b/w.png", "missing"),
        ('<svg><use xlink:href="../s.svg#i"/></svg>', "s.svg", "missing"),
        ('<a href="#none">x</a>', "b/index.html#none", "fragment"),
        ('<a href="../#none">x</a>', "index.html#none", "fragment"),
        ('<p id="a"></p><p id="a"></p>', "#a", "duplicate-id"),
        ('<a href="/oit/">x</a>', "/oit/", "absolute"),
        ('<a href="../../x">x</a>', "../../x", "beyond-root"),
        ('<a href="..\\x">x</a>', "..\\x", "bad-url"),
        ('<a href="http://[x">x</a>', "http://[x", "bad-url"),
        ('<a href="JavaScript:alert(1)">x</a>', "JavaScript:alert(1)", "script"),
        ('<script src="//cdn.example.com/a.js"></script>', "//cdn.example.com/a.js", "other-host"),
        ('<img src="https://x.example/a.png">', "https://x.example/a.png", "other-host"),
        ('<iframe src="https://x.example/"></iframe>', "https://x.example/", "other-host"),
        ('<link rel="Stylesheet" href="https://x.example/a.css">', "https://x.example/a.css", "other-host"),
        ('<link rel="preconnect" href="https://x.example">', "https://x.example", "other-host"),
        ("<style>@import 'https://x.example/a.css';</style>", "https://x.example/a.css", "other-host"),
        ("<style>@font-face{src:url(//x.example/f.woff2)}</style>", "//x.example/f.woff2", "other-host"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, markup: str, target: str, kind: str) -> None:
    files = {"index.html": '<p id="top"></p>', "p.png": "", "b/index.html": f"<h1>ก</h1>{markup}"}

    assert check(tmp_path, files) == [("b/index.html", target, kind)]


def test_faults_of_stylesheets_and_error_pages_are_found(tmp_path: Path) -> None:
    files = {
        "a/s.css": "a{background:url(../gone.png)} b{background:url(https://x.example/b.png)}",
        "404.html": '<img src="https://x.example/a.png"><a href="gone/">x</a>',
    }

    assert check(tmp_path, files) == [
        ("404.html", "gone/index.html", "missing"),
        ("404.html", "https://x.example/a.png", "other-host"),
        ("a/s.css", "gone.png", "missing"),
        ("a/s.css", "https://x.example/b.png", "other-host"),
    ]


def test_what_people_dropped_is_left_alone(tmp_path: Path) -> None:
    out = lay(tmp_path, {"files/saved.html": '<a href="gone/">x</a>'})

    assert check_site(out, tmp_path / "cache", skip=["files/"]) == []
    assert check_site(out, tmp_path / "cache") == [WebFault("files/saved.html", "files/gone/index.html", "missing")]


def test_a_page_is_read_once_and_its_links_are_judged_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = webcheck.read

    def counted(path: str, content: bytes) -> webcheck.Holding:
        read.append(path)
        return real(path, content)

    monkeypatch.setattr(webcheck, "read", counted)
    files = {"index.html": '<a href="a/#x">x</a>', "a/index.html": '<p id="x"></p>'}

    assert check(tmp_path, files) == []
    assert check(tmp_path, files) == []
    assert read == ["a/index.html", "index.html"]
    assert check(tmp_path, files | {"a/index.html": '<p id="y"></p>'}) == [("index.html", "a/index.html#x", "fragment")]
    assert read == ["a/index.html", "index.html", "a/index.html"]
    (tmp_path / "out" / "a" / "index.html").unlink()
    assert check_site(tmp_path / "out", tmp_path / "cache") == [WebFault("index.html", "a/index.html", "missing")]
    assert len(read) == 3


@pytest.mark.parametrize("damage", ["", "null", "[1]", '[["a"], {"k": [[7], [], [], []]}]', '[[], {"k": [1]}]'])
def test_a_damaged_memory_is_only_slower(tmp_path: Path, damage: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "webcheck.json").write_text(damage, "utf-8")

    assert check(tmp_path, GOOD) == []
