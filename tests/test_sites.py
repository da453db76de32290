"""Whole small sites (`tests/sites`): what a person may put in, and what must not come out.

They are built by the command itself, so a test sees what that person sees: an exit code, sentences and a site.
"""

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeAlias, cast, get_args
from urllib.parse import unquote

import pytest
import yaml
from elsewhere import built_elsewhere
from lxml import html
from markdown import Markdown
from PIL import Image
from pydantic.fields import FieldInfo

from generator.cli import main
from generator.fields import Explanation, OneLine, Picture, Record
from generator.kinds import KINDS
from generator.markdown import to_html

# Python 3.12 warns of a fork beside threads, and a worker of pytest-xdist has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")

ROOT = Path(__file__).resolve().parent.parent
Copy = Callable[[str], Path]
Tree: TypeAlias = html.HtmlElement


def build(root: Path, *options: str) -> int:
    return main(["build", "--root", str(root), *options])


def parse(content: bytes) -> Tree:
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def page(root: Path, address: str) -> Tree:
    return parse((root / "site" / address / "index.html").read_bytes())


def find(tree: Tree, query: str) -> list[Tree]:
    return cast("list[Tree]", tree.xpath(query))


def words(tree: Tree) -> str:
    return " ".join(tree.text_content().split())


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems(root: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    """Return the path, line and code of everything that `check` has to say."""
    capsys.readouterr()
    main(["check", "--root", str(root), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["problems"]
    return [(one["path"].removeprefix("disclosures/"), one["line"], one["code"]) for one in found]


def edit(root: Path, path: str, old: str, new: str) -> None:
    target = root / "disclosures" / path
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new), "utf-8")


def write(root: Path, path: str, text: str) -> None:
    target = root / "disclosures" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


# ── offices and years that nobody has thought of ─────────────────────────────────────────────────────────────────


def test_a_year_somebody_makes_up_works_from_its_one_catalogue_file(small_site: Copy) -> None:
    root = small_site("made-up-year")
    assert build(root) == 0

    year = page(root, "oit/2571")
    rows = {row.get("data-oit"): row for row in find(year, "//*[@data-oit]")}
    assert list(rows) == ["O2", "O1", "O3", "O4", "O100"]
    assert [words(heading) for heading in find(year, "//h2[starts-with(@id, 'i')]")] == [
        "ตัวชี้วัดที่ 1 ข้อมูลที่ประชาชนอยากรู้",
        "ตัวชี้วัดที่ 2 เสียงตอบกลับ",
    ]
    assert [words(heading) for heading in find(year, "//main//h3")] == ["1.1 เงิน", "1.2 คน", "2.1 เรื่องร้องเรียน"]
    covered = {
        code: [element.get("data-covered") for element in find(row, ".//*[@data-covered]")]
        for code, row in rows.items()
    }
    assert covered == {  # evidence of 2570 shows nothing of an item that asks for 2571
        "O2": ["true", "true", "false"],
        "O1": ["false"],
        "O3": ["false", "false"],
        "O4": ["false"],
        "O100": [],
    }
    assert [words(find(row, ".//*[contains(@class, 'status-')]")[0]) for row in rows.values()] == [
        "เผยแพร่แล้ว",
        "ยังไม่มีข้อมูล",
        "ยังไม่มีข้อมูล",
        "ไม่มี (แจ้งแล้ว)",
        "ยังไม่มีข้อมูล",
    ]
    items = sorted(path.name for path in (root / "site" / "oit" / "2571").iterdir() if path.name.startswith("o"))
    assert items == ["o1", "o100", "o2", "o3", "o4"]
    assert "1 ต.ค. 2570" not in words(year)
    assert "15 ม.ค. – 28 ก.พ. 2571" in words(year)
    assert "ยังไม่ได้ยืนยัน" in words(year)
    assert "สำนักปลัดเทศบาล" in words(page(root, "oit/2571/o2"))
    assert "oit/2571/" in [link.get("href") for link in find(page(root, ""), "//main//a")]


def test_a_catalogue_for_another_kind_of_office_shows_nowhere(small_site: Copy) -> None:
    root = small_site("made-up-year")
    text = (root / "disclosures/catalogues/oit-2571.yaml").read_text("utf-8")
    write(root, "catalogues/oit-2570.yaml", text.replace("2571", "2570").replace("municipality", "province"))

    assert build(root) == 0
    assert sorted(path.name for path in (root / "site" / "oit").iterdir()) == ["2571", "index.html"]


def test_an_office_with_nothing_but_its_name_has_a_site_that_says_what_will_come(small_site: Copy) -> None:
    root = small_site("nothing-but-an-office")
    assert build(root) == 0

    for address in ("oit", "news", "lessons", "honors", "documents", "results"):
        assert "จะแสดงที่นี่" in words(page(root, address)), address
    home = page(root, "")
    assert words(find(home, "//h1")[0]) == "องค์การบริหารส่วนตำบลทุ่งหัวช้าง"
    menu = [link.get("href", "") for link in find(home, "//*[@id='menu']//a")]
    assert {"oit/", "news/", "contact/"} <= set(menu)
    assert {"programme/", "schools/"}.isdisjoint(menu)
    assert "เว็บไซต์สาธิต" not in words(home)
    assert [path for path, tree in html_pages(root).items() if re.search("None|Undefined", words(tree))] == []


def test_pages_refer_to_each_other_by_what_the_entries_say(small_site: Copy) -> None:
    root = small_site("small")
    assert build(root) == 0

    links = {link.get("href"): words(link) for link in find(page(root, "oit/2564/o1"), "//*[@data-evidence]//a")}
    assert links == {
        "../../../files/2564/f81007d1e209.pdf#page=2": "แผนงานทั้งเล่ม",
        "../../../files/2564/strategy.pdf": "ยุทธศาสตร์ห้าปี",
        "../../../documents/strategy/": "ข้อและปีอื่นที่ใช้เอกสารนี้",
        "../../../news/2564/plan-meeting/": "ประชุมวางแผน",
        "../../../files/2564/photo.jpg": "ผังโครงสร้าง",
        "https://www.small.go.th/budget?%E0%B8%9B%E0%B8%B5=2564": "ตารางงบประมาณ",
    }
    school = [link.get("href") for link in find(page(root, "schools/ban-noi"), "//main//*[@class='card-text']//a")]
    assert school == [
        "../../honors/2564/school-award/",
        "../../lessons/2564/listening/",
        "../../news/2564/plan-meeting/",
    ]
    document = [link.get("href") for link in find(page(root, "documents/strategy"), "//*[@class='links']//a")]
    assert document == ["../../oit/2564/o1/"]


def test_the_first_build_lists_every_address_it_publishes(small_site: Copy) -> None:
    root = small_site("small")
    assert build(root) == 0

    listed = (root / "disclosures" / "addresses.txt").read_text("utf-8").splitlines()
    pages = [path.removesuffix("index.html") for path in files_in(root / "site") if path.endswith("index.html")]
    assert listed[0].startswith("# ")
    assert listed[1:] == sorted(f"/{address}" for address in pages if not address.startswith("admin/"))
    assert {"/", "/oit/2565/o2/", "/old/plan-meeting/", "/schools/ban-noi/"} <= set(listed)


# ── hostile texts ────────────────────────────────────────────────────────────────────────────────────────────────

PAIRS = [  # what does harm at the start of a line, and what does so at its end
    ("<script>alert(1)</script>", "{: onclick=x }"),
    ("```", "{ #id .class onclick=x }"),
    ("# - 1. > + * _ = ---", "\\ \\| \\< \\"),
    ("{% raw %}{% include '/etc/passwd' %}{# x #}", "{{ 7*7 }}"),
    ("[กด](javascript:alert(1)) ![x](https://evil.example/x)", "](javascript:alert(1))"),
    ("~~~ `a` ``", "<img src=x onerror=alert(1)>"),
    ("|", "a | b | --- |"),
    ("</td></table></div></main>", "<!-- <![CDATA[ <?php"),
    ("<วันที่>", "&copy; &lt; &#60; &amp;lt;"),
    ('=== "x" !!! note --8<-- [TOC] [^1] *[A]: b :smile: $x$', '" onmouseover="alert(1)'),
    ("**หนา** __x__ *y* ~~z~~ <https://evil.example>", "ราคา 5 < 6 & 7 > 3 'ก' \"ข\" %20 %s"),
]
HOSTILE = [text for pair in PAIRS for text in pair]
TOKEN = re.compile(r"T\d{3}")
NOT_SHOWN = {
    "catalogue": {"title.en", "calendar.phase.en", "indicators.title.en", "indicators.sub_indicators.title.en"}
    | {"scoring.levels.label", "indicators.sub_indicators.items.group"},
    "office": {"executives.photo.caption", "editor.branch", "editor.app_id"},
    "schools": {"networks.id", "schools.network"},
    "waivers": {"waivers.where", "waivers.masked", "waivers.reason", "waivers.by"},
}
"""Texts that no page prints: English names of parts, what only works inside, and what nobody asked to see."""


def entries(root: Path) -> Iterator[tuple[str, Path, Any]]:
    """Yield the kind, the path and the data of every entry, all scalars as text."""
    for kind in KINDS:
        for path in sorted((root / "disclosures").glob(kind.place.replace("YEAR", "*"))):
            yield kind.name, path, yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


def spread(root: Path, before: str, after: str) -> None:
    """Put hostile texts around every token in the entries."""

    def changed(value: object) -> object:
        if isinstance(value, dict):
            return {changed(key): changed(child) for key, child in value.items()}
        if isinstance(value, list):
            return [changed(child) for child in value]
        return around(str(value), before, after)

    for _, path, data in list(entries(root)):
        # JSON is YAML, and quotes whatever is in it.
        path.write_text(json.dumps(changed(data), ensure_ascii=False, indent=1), "utf-8")


def around(text: str, before: str, after: str) -> str:
    return TOKEN.sub(lambda found: f"{before}{found[0]}{after}", text)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in what JSON holds, in order."""
    if isinstance(value, str):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(child)


@pytest.fixture(scope="session")
def tame(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tree]:
    """Return the pages of the site in which every text is a token and nothing else."""
    root = shutil.copytree(ROOT / "tests" / "sites" / "every-field", tmp_path_factory.mktemp("tame") / "root")
    assert build(root) == 0
    return html_pages(root)


def html_pages(root: Path) -> dict[str, Tree]:
    return {path: parse(content) for path, content in files_in(root / "site").items() if path.endswith(".html")}


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_hostile_texts_in_every_field_show_as_typed_and_change_no_page(
    small_site: Copy, tame: Mapping[str, Tree], before: str, after: str
) -> None:
    root = small_site("every-field")
    spread(root, before, after)

    assert build(root) == 0
    pages = html_pages(root)
    assert pages.keys() == tame.keys()
    for path, tree in pages.items():
        for plain, element in zip(tame[path].iter(), tree.iter(), strict=True):
            assert (element.tag, sorted(element.attrib)) == (plain.tag, sorted(plain.attrib)), path
            if element.get("type") == "application/ld+json":
                # JSON has a way of its own to write marks, so what it says is compared.
                said = [around(text, before, after) for text in texts_in(json.loads(plain.text or ""))]
                assert list(texts_in(json.loads(element.text or ""))) == said, path
                assert "<" not in (element.text or ""), path
                continue
            expected = [around(text or "", before, after) for text in (plain.text, plain.tail)]
            assert [element.text or "", element.tail or ""] == expected, path
            for name, value in plain.attrib.items():
                # An anchor within the page may be made of a text in any way, if only it is found: `build` has looked.
                if name not in {"id", "aria-labelledby"} and not value.startswith("#"):
                    # What is asked of the search is percent-encoded.
                    shown = unquote(element.attrib[name]) if "search/?q=" in value else element.attrib[name]
                    assert shown == around(value, before, after), path


def test_the_tokens_stand_in_every_text_field_there_is_and_nearly_all_are_shown(
    small_site: Copy, tame: Mapping[str, Tree]
) -> None:
    root = small_site("every-field")
    shown = {token for tree in tame.values() for token in TOKEN.findall(html.tostring(tree, encoding="unicode"))}
    held: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    hidden: dict[str, set[str]] = {}
    for kind, _, data in entries(root):
        for path, token in tokens(data):
            held[kind].add(path)
            if token not in shown:
                hidden.setdefault(kind, set()).add(path)

    assert {kind.name: set(text_fields(kind.model)) - held[kind.name] for kind in KINDS} == {
        kind.name: set() for kind in KINDS
    }
    assert hidden == NOT_SHOWN


def tokens(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the dotted name of each field that holds a token, and the token."""
    if isinstance(value, dict):
        for key, child in value.items():
            if TOKEN.fullmatch(key):
                yield path, key
            else:
                yield from tokens(child, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for child in value:
            yield from tokens(child, path)
    elif found := TOKEN.fullmatch(str(value)):
        yield path, found[0]


TEXTS = (*get_args(OneLine)[1:], *get_args(Explanation)[1:], *Picture.model_fields["alt"].metadata)
"""The validators that make a field a plain text on one line."""


def text_fields(model: type[Record], path: str = "") -> Iterator[str]:
    """Yield the dotted name of every plain text on one line in the records of a model."""
    for name, info in model.model_fields.items():
        yield from _texts_in(info, f"{path}.{info.alias or name}" if path else info.alias or name)


def _texts_in(annotation: object, path: str) -> Iterator[str]:
    if isinstance(annotation, FieldInfo):
        if any(one in TEXTS for one in annotation.metadata):
            yield path
        yield from _texts_in(annotation.annotation, path)
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield from text_fields(annotation, path)
    elif any(one in TEXTS for one in get_args(annotation)):
        yield path
    else:
        for argument in get_args(annotation):
            yield from _texts_in(argument, path)


def test_a_hostile_web_address_and_file_name_stay_in_their_attribute(small_site: Copy) -> None:
    root = small_site("small")
    name = "ราคา {{ 7+7 }} #1 [ก](ข) =@(1).pdf"
    address = "https://www.small.go.th/a?q=\"><script>alert(1)</script>&b={{ 7*7 }}'|)(`#{: onclick=x }"
    target = root / "disclosures" / "oit" / "2564" / "o01.yaml"
    data = yaml.load(target.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    del data["evidence"][0]["pdf_page"]  # what opens at a page is not offered for download
    data["evidence"][0]["file"] = f"files/2564/{name}"
    data["evidence"][-1]["url"] = address
    target.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    files = root / "disclosures" / "files" / "2564"
    shutil.copy(files / "strategy.pdf", files / name)

    assert build(root) == 0
    tree = page(root, "oit/2564/o1")
    assert {link.get("download") for link in find(tree, "//a[@download]")} == {name}
    (link,) = find(tree, "//a[@class='external']")
    assert link.get("href") == (
        "https://www.small.go.th/a?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&b=%7B%7B%207*7%20%7D%7D%27%7C)(%60"
        "#%7B:%20onclick=x%20%7D"
    )
    assert find(tree, "//main//script | //*[@onclick]") == []


BODIES = [
    "```\nรั้วที่ไม่ปิด\n\n</div></main><script>alert(1)</script>\n\n# หัวข้อ",
    "~~~~ {: onclick=x }\n<script>alert(1)</script>",
    "    รหัส </code></pre></div>\n\nต่อ",
    "<div markdown='1'>\n\n</div></div></main>\n\n<script>alert(1)</script>\n\nต่อ",
    "<!-- ไม่ปิด\n\n<p>",
    "<![CDATA[ <? <x",
    "<style>body{display:none}</style> <svg/onload=alert(1)> <iframe src=//evil.example>",
    "ย่อหน้า {: onclick=alert(1) #content .x }\n{: onclick=alert(1) }\n\n# หัวข้อ {: #content onclick=x }",
    '[ก](https://a.go.th/"onclick=x "ชื่อ\\" onclick=x") [ข]: javascript:alert(1)\n\n[ข]\n\n<javascript:alert(1)>',
    "| ก | ข |\n| --- | --- |\n| </td></table> | {: onclick=x } |\n\n</table>",
    "> > > - 1. *ก **ข ~~ค\n\n***\n---\n===\n\n* * *",
    '{{ 7*7 }} {% raw %} {# x #} --8<-- [TOC]\n\n[TOC]\n\n[^1]: ก\n\n*[ก]: ข\n\n!!! note\n    ก\n\n=== "ก"\n    ข',
    "&lt;script&gt; &#60;script&#62; &copy; \\<script\\>",
    "wzxhzdk:0 klzzwxh:0001",
    "# ก\n\n###### ข\n\nค\n===\n\nง\n---\n",
    "`` ` `` ` <b> ``` <script>",
    "ท้ายบรรทัด\\\n  \nท้าย\\",
]
MAY_STAND: dict[str, AbstractSet[str]] = {
    "a": {"href", "rel"}, "img": {"src", "alt", "loading"}, "ol": {"start"}, "div": {"class", "tabindex"},
    **{f"h{level}": set() for level in range(2, 7)},
    **dict.fromkeys(("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "li"), frozenset()),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "th", "td"), frozenset()),
}  # fmt: skip


def skeleton(tree: Tree) -> list[tuple[int, str, list[str]]]:
    """Return depth, tag and attributes of every element of a page outside the text that a person wrote."""
    (body,) = find(tree, "//div[@class='body']")
    inside = set(body.iterdescendants())
    return [
        (sum(1 for _ in element.iterancestors()), str(element.tag), sorted(map(str, element.attrib)))
        for element in tree.iter()
        if element not in inside
    ]


def test_no_markdown_reaches_the_rest_of_its_page(small_site: Copy) -> None:
    root = small_site("small")
    head = "title: ข่าวกลาง\ntags: [ก]\nattachments: [{title: ไฟล์, file: files/2564/strategy.pdf}]\n"
    for number, body in enumerate(["ย่อหน้าเดียว", *BODIES]):
        text = f"{head}date: 2563-12-{number + 1:02}\nbody: {json.dumps(body, ensure_ascii=False)}\n"
        write(root, f"news/2564/n{number}.yaml", text)

    assert build(root) == 0
    plain = skeleton(page(root, "news/2564/n0"))
    for number, body in enumerate(BODIES, 1):
        tree = page(root, f"news/2564/n{number}")
        assert skeleton(tree) == plain, body
        for element in find(tree, "//div[@class='body']//*"):
            assert element.tag in MAY_STAND, body
            assert set(element.attrib) <= set(MAY_STAND[str(element.tag)]), body
            assert not re.match(r"(?i)\s*(javascript|data|vbscript):", element.get("href", "")), body


def in_the_page(text: str) -> Tree:
    """Return a Markdown field as it comes out: rendered by us, and read again by the engine as part of a page."""
    made = to_html(text, lambda _target: None)
    return html.fromstring(Markdown(extensions=["attr_list"]).convert(f"<div>\n{made}\n</div>"))


@pytest.mark.parametrize("code", [hostile for hostile in HOSTILE if "`" not in hostile])
def test_code_in_markdown_shows_as_typed(code: str) -> None:
    tree = in_the_page(f"ก `{code}` ข\n\n    {code}\n")

    assert [element.text_content() for element in find(tree, ".//code")] == [code, f"{code}\n"]


def test_code_in_markdown_keeps_its_blank_lines() -> None:
    (code,) = find(in_the_page("    ก\n\n\n    ข\n"), ".//code")

    assert code.text_content() == "ก\n\n\nข\n"


def test_html_in_markdown_shows_as_text_and_is_a_warning(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_site("small")
    body = "  <div class=x>\n  กล่อง\n  </div>\n\n  <b>หนา</b> และ <วันที่>\n"
    write(root, "news/2564/html.yaml", f"title: ก\ndate: 2563-12-01\nbody: |\n{body}")

    assert build(root) == 0
    (shown,) = find(page(root, "news/2564/html"), "//div[@class='body']")
    assert words(shown) == " ".join(body.split())
    assert {element.tag for element in shown.iterdescendants()} == {"p"}
    assert problems(root, capsys) == [
        ("files/2564/unused.csv", 1, "unused-file"),
        ("news/2564/html.yaml", 4, "html-in-text"),
        ("news/2564/html.yaml", 8, "html-in-text"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[x](files/2564/page.html)",
        "[x](files/2564/run.exe)",
        "[x](files/2564/empty.pdf)",
        "[x](files/2564/false.pdf)",
        "![คนสองคน](files/2564/strategy.pdf)",
    ],
)
def test_a_file_that_is_no_evidence_is_no_more_so_in_markdown(
    small_site: Copy, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    root = small_site("small")
    for name, content in (("page.html", "<script>"), ("run.exe", "MZ"), ("empty.pdf", ""), ("false.pdf", "<html>")):
        if name in link:
            write(root, f"files/2564/{name}", content)
    write(root, "news/2564/linked.yaml", f"title: ก\ndate: 2563-12-01\nbody: |\n  ก\n\n  {link}\n")

    assert build(root) == 1
    assert not (root / "site").exists()
    assert [(path, line) for path, line, _ in problems(root, capsys)] == [
        ("files/2564/unused.csv", 1),
        ("news/2564/linked.yaml", 6),
    ]


def test_a_file_with_spaces_in_its_name_can_be_linked_from_markdown(
    small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site("small")
    shutil.copy(root / "disclosures/files/2564/strategy.pdf", root / "disclosures/files/2564/แผน ก (1).pdf")
    write(root, "news/2564/linked.yaml", "title: ก\ndate: 2563-12-01\nbody: '[x](<files/2564/แผน ก (1).pdf>)'\n")

    assert build(root) == 0
    (link,) = find(page(root, "news/2564/linked"), "//div[@class='body']//a")
    assert (root / "site/news/2564/linked" / link.get("href", "")).is_file()
    assert problems(root, capsys) == [("files/2564/unused.csv", 1, "unused-file")]


# ── what goes wrong leaves the old site ──────────────────────────────────────────────────────────────────────────


def test_an_entry_that_is_removed_is_missed_and_nothing_is_published(
    small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site("small")
    assert build(root) == 0
    before = files_in(root / "site")
    listed = (root / "disclosures/addresses.txt").read_text("utf-8").splitlines()
    (root / "disclosures/news/2564/new-year.yaml").unlink()

    assert build(root) == 1
    assert files_in(root / "site") == before
    line = listed.index("/news/2564/new-year/") + 1
    assert problems(root, capsys) == [
        ("addresses.txt", line, "address-vanished"),
        ("files/2564/unused.csv", 1, "unused-file"),
    ]

    edit(root, "news/2564/plan-meeting.yaml", "[old/plan-meeting]", "[old/plan-meeting, news/2564/new-year]")
    assert build(root) == 0
    (refresh,) = find(page(root, "news/2564/new-year"), "//meta[@http-equiv='refresh']")
    assert refresh.get("content") == "0; url=../../../news/2564/plan-meeting/"
    assert (root / "disclosures/addresses.txt").read_text("utf-8").splitlines() == listed


def broken_yaml(root: Path) -> None:
    write(root, "news/2564/new-year.yaml", "title: 'เปิดแล้วไม่ปิด\ndate: 2564-01-01\n")


def wrong_field(root: Path) -> None:
    edit(root, "news/2564/new-year.yaml", "date: 2564-01-01", "date: 2564-13-01")


def missing_file(root: Path) -> None:
    (root / "disclosures/files/2564/strategy.pdf").unlink()


def missing_office(root: Path) -> None:
    (root / "disclosures/office.yaml").unlink()


def half_a_picture(root: Path) -> None:
    """Its first bytes are those of a picture."""
    photo = root / "disclosures/files/2564/photo.jpg"
    photo.write_bytes(photo.read_bytes()[:900])


def anchor_to_nowhere(root: Path) -> None:
    """Only found in the finished HTML."""
    edit(root, "news/2564/plan-meeting.yaml", "(/oit/2564/o1/)", "(/oit/2564/o1/#nowhere)")


def script_link(root: Path) -> None:
    edit(root, "news/2564/plan-meeting.yaml", "(/oit/2564/o1/)", "(javascript:alert(1))")


def link_out_of_the_tree(root: Path) -> None:
    (root / "disclosures/files/2564/passwd.txt").symlink_to("/etc/passwd")


def somebody_elses_page(root: Path) -> None:
    write(root, "news/2564/third.yaml", "title: ข่าวที่สาม\ndate: 2564-01-03\nsummary: ก\n")
    target = root / "docs/news/2564/third/index.md"
    target.parent.mkdir(parents=True)
    target.write_text("# ของคนอื่น\n", "utf-8")


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (broken_yaml, 1, "disclosures/news/2564/new-year.yaml:"),
        (wrong_field, 1, "disclosures/news/2564/new-year.yaml:2:7: error[no-such-day]"),
        (missing_file, 1, "disclosures/documents/strategy.yaml:2:7: error[missing-file]"),
        (missing_office, 1, "disclosures/office.yaml:1:1: error[missing-office]"),
        (half_a_picture, 1, "error[broken-picture]"),
        (anchor_to_nowhere, 1, "error[dead-link]"),
        (script_link, 1, "disclosures/news/2564/plan-meeting.yaml:5:"),
        (link_out_of_the_tree, 1, "disclosures/files/2564/passwd.txt:1:1: error[not-a-regular-file]"),
        (somebody_elses_page, 2, "docs/news/2564/third/index.md"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_an_error_anywhere_is_said_and_leaves_every_byte_of_the_old_site(
    small_site: Copy, capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None], code: int, said: str
) -> None:
    root = small_site("small")
    assert build(root) == 0
    before, listed = files_in(root / "site"), (root / "disclosures/addresses.txt").read_bytes()
    damage(root)
    capsys.readouterr()

    assert build(root) == code
    spoken = capsys.readouterr()
    assert said in spoken.out + spoken.err
    assert "Traceback" not in spoken.err
    assert files_in(root / "site") == before
    assert (root / "disclosures/addresses.txt").read_bytes() == listed
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []


def test_a_folder_of_somebody_elses_is_refused_as_a_site(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_site("small")
    foreign = root.parent / "งานของคนอื่น"
    foreign.mkdir()
    (foreign / "thesis.docx").write_text("วิทยานิพนธ์", "utf-8")

    assert build(root, "--site", str(foreign)) == 2
    assert f"{foreign} มีไฟล์ที่โปรแกรมนี้ไม่ได้สร้าง" in capsys.readouterr().err
    assert files_in(foreign) == {"thesis.docx": "วิทยานิพนธ์".encode()}
    assert not (root / "site").exists()
    assert build(root, "--site", str(root.parent / "public html")) == 0
    assert (root.parent / "public html" / "index.html").is_file()
    assert not (root / "site").exists()


# ── what is published, and what is not ───────────────────────────────────────────────────────────────────────────


def test_stray_files_in_docs_are_neither_published_nor_touched(small_site: Copy) -> None:
    root = small_site("small")
    stray = {"notes.md": b"# notes", ".env": b"SECRET=1", "news/2564/list.xlsx": b"PK", "oit/README.md": b"# read me"}
    for path, content in stray.items():
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_bytes(content)

    assert build(root) == 0
    first = files_in(root / "site")
    assert build(root) == 0
    assert files_in(root / "site") == first
    docs = files_in(root / "docs")
    assert {path: docs[path] for path in stray} == stray
    assert [path for path in first if "notes" in path or path.endswith((".env", "list.xlsx", ".md"))] == []
    assert b"read me" not in b"".join(first.values())


def test_a_file_is_published_only_while_an_entry_refers_to_it(
    small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site("small")
    secret = (root / "disclosures/files/2564/unused.csv").read_bytes()
    plan = (root / "disclosures/files/2564/แผนงาน ปี 2564.pdf").read_bytes()
    assert build(root) == 0
    assert secret not in files_in(root / "site").values()
    assert files_in(root / "site")["files/2564/f81007d1e209.pdf"] == plan
    assert problems(root, capsys) == [("files/2564/unused.csv", 1, "unused-file")]

    edit(root, "oit/2564/o01.yaml", "file: files/2564/แผนงาน ปี 2564.pdf", "file: files/2564/strategy.pdf")
    edit(root, "oit/2564/o2.yaml", "status: none", "status: none\nevidence: [{title: ก, file: files/2564/unused.csv}]")
    assert build(root) == 0
    assert plan not in files_in(root / "site").values()
    assert files_in(root / "site")["files/2564/unused.csv"] == secret


def test_pictures_are_upright_and_carry_nothing_of_the_camera(small_site: Copy) -> None:
    root = small_site("small")
    sources = [root / "disclosures/files/2564" / name for name in ("photo.jpg", "chart.png")]
    for source in sources:
        with Image.open(source) as image:
            assert image.size == (96, 64)
            assert image.getexif()[0x0112] == 6  # held sideways
            assert image.getexif().get_ifd(0x8825)
        assert b"Owner of the camera" in source.read_bytes()

    assert build(root) == 0
    made = files_in(root / "site").items()
    pictures = {
        path: content
        for path, content in made
        if path.endswith((".jpg", ".webp")) and not path.startswith(("assets/cards/", "assets/guide/"))
    }
    assert len(pictures) == 5  # the evidence, two pictures of pages, and the previews of two pieces of evidence
    for path, content in pictures.items():
        with Image.open(io.BytesIO(content)) as image:
            assert image.size in ((64, 96), (480, 289)), path  # upright, or the first page of a PDF
            assert dict(image.getexif()) == {}, path
        assert not re.search(rb"Owner|Exif|xmp|xpacket|taken at home", content), path
    shown = find(page(root, "honors/2564/school-award"), "//main//img")
    assert [(image.get("width"), image.get("height")) for image in shown] == [("64", "96")]


# ── the same content, the same bytes ─────────────────────────────────────────────────────────────────────────────


def modes_in(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): oct(path.stat().st_mode & 0o777) for path in folder.rglob("*")}


def test_the_same_content_gives_the_same_bytes_in_eight_circumstances(tmp_path: Path) -> None:
    one = None
    for circumstance, root in built_elsewhere(ROOT / "tests" / "sites" / "small", tmp_path):
        made = [files_in(root / folder) for folder in ("site", "docs", "disclosures")], modes_in(root / "site")
        assert made == (one or made), circumstance.name
        one = one or made


def rename_with_alias(root: Path) -> None:
    folder = root / "disclosures/news/2564"
    (folder / "plan-meeting.yaml").rename(folder / "planning.yaml")
    edit(root, "news/2564/planning.yaml", "[old/plan-meeting]", "[old/plan-meeting, news/2564/plan-meeting]")
    edit(root, "oit/2564/o01.yaml", "news/2564/plan-meeting", "news/2564/planning")
    edit(root, "programme/2564.yaml", "news/2564/plan-meeting", "news/2564/planning")


def edit_and_add(root: Path) -> None:
    edit(root, "news/2564/new-year.yaml", "สวัสดีปีใหม่", "สวัสดีปีใหม่ 2564")
    edit(root, "documents/strategy.yaml", "ยุทธศาสตร์ห้าปี", "ยุทธศาสตร์ 5 ปี")
    write(root, "news/2564/third.yaml", "title: ข่าวที่สาม\ndate: 2564-01-03\nsummary: ก\n")
    Image.new("RGB", (80, 40), "#036").save(root / "disclosures/files/2564/photo.jpg")


def delete_with_alias(root: Path) -> None:
    (root / "disclosures/news/2564/new-year.yaml").unlink()
    edit(root, "news/2564/third.yaml", "summary: ก", "summary: ก\naliases: [/news/2564/new-year/]")


def change_what_all_pages_share(root: Path) -> None:
    edit(root, "office.yaml", "0 5355 1234", "0 5355 5678")
    write(root, "catalogues/oit-2565.yaml", (ROOT / "tests/sites/small/disclosures/catalogues/oit-2565.yaml")
          .read_text("utf-8").replace("ผลงาน", "ผลลัพธ์"))  # fmt: skip


def test_building_what_changed_gives_what_building_everything_gives(small_site: Copy, tmp_path: Path) -> None:
    root = small_site("small")
    assert build(root) == 0
    seen = [files_in(root / "site")]
    for number, change in enumerate((edit_and_add, rename_with_alias, delete_with_alias, change_what_all_pages_share)):
        change(root)
        assert build(root) == 0
        seen.append(files_in(root / "site"))
        assert seen[-1] != seen[-2]

        fresh = tmp_path / f"fresh {number}"
        shutil.copytree(root / "disclosures", fresh / "disclosures")
        assert build(fresh, "--clean") == 0
        assert seen[-1] == files_in(fresh / "site")
        assert files_in(root / "docs") == files_in(fresh / "docs")
    assert build(root, "--clean") == 0
    assert files_in(root / "site") == seen[-1]


# ── where the office lies ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", [".", "..", "elsewhere"])
def test_the_root_may_be_given_in_any_way(small_site: Copy, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    root = small_site("small")
    if place == ".":
        monkeypatch.chdir(root)
        assert main(["build"]) == 0
    elif place == "..":
        monkeypatch.chdir(root.parent)
        assert main(["build", "--root", root.name]) == 0
    else:
        (root.parent / "elsewhere").mkdir()
        monkeypatch.chdir(root.parent / "elsewhere")
        assert main(["build", "--root", str(root)]) == 0
        assert list(Path().iterdir()) == []
    assert (root / "site" / "oit" / "2564" / "o1" / "index.html").is_file()


def test_the_root_may_stand_before_the_command_too(
    small_site: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_site("small")
    other = root.parent / "other"
    shutil.copytree(ROOT / "tests" / "sites" / "made-up-year", other)
    monkeypatch.chdir(other)
    counts = []
    for arguments in (
        ["check", "--root", str(root), "--format", "json"],
        ["--root", str(root), "check", "--format", "json"],
    ):
        assert main(arguments) == 0
        counts.append(json.loads(capsys.readouterr().out)["counts"]["entries"])

    assert counts == [14, 14]
