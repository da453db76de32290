"""Text into pages: plain text shows as it was typed, and Markdown can't do more than Markdown does."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown import Markdown

from generator.markdown import (
    Target,
    file_of_target,
    html_in,
    is_dense,
    kind_of_target,
    literal,
    spoken,
    targets,
    to_html,
)
from generator.text import forbidden, normalise, one_line

many = settings(deadline=None, derandomize=True, max_examples=250)

# MkDocs adds the first three to those of mkdocs.yml.
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]


def page(markdown: str) -> html.HtmlElement:
    """Return what a browser would see of a page with this Markdown."""
    return html.fragment_fromstring(Markdown(extensions=EXTENSIONS).convert(markdown), create_parent="main")


# ── plain text ───────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<iframe src="//evil">',
    "<base href=//evil>",
    "<style>*{display:none}</style>",
    '<meta http-equiv=refresh content="0;url=//evil">',
    "[กด](javascript:alert(1))",
    "[กด][1]",
    "[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<https://evil.example.com>",
    "![x](https://evil.example.com/x.png)",
    "หัวข้อ {: onclick=alert(1) }",
    "{ onmouseover=alert(1) .x }",
    "{: #__search }",
    "ก | ข | ค",
    "|---|---|",
    "`โค้ด`",
    "` ค้าง",
    "```",
    "~~~",
    "# หัวข้อ",
    "หัวข้อ #",
    "===",
    "---",
    "***",
    "- รายการ",
    "* รายการ",
    "+ รายการ",
    "1. รายการ",
    "2564. รายการ",
    "> คำพูด",
    '=== "แท็บ"',
    "!!! note",
    "??? note",
    '--8<-- "/etc/passwd"',
    "[TOC]",
    "[^1]",
    "*[A]: b",
    ":smile:",
    "==x==",
    "++k++",
    "^^x^^",
    "~x~",
    "$x$",
    "{{ 7*7 }}",
    "{% raw %}",
    "{% include '/etc/passwd' %}",
    "{{ config }}",
    "{# ก #}",
    "</td></table></div></main>",
    "<!-- ค้าง",
    "-->",
    "<![CDATA[",
    "]]>",
    "&copy;",
    "&#x3c;script&#x3e;",
    "&lt;b&gt;",
    "&amp;amp;",
    "ท้าย\\",
    "\\*ก\\*",
    "<วันที่>",
    "**หนา** __หนา__ *เอน* _เอน_",
    "a_b_c",
    "100%",
    "5 < 6 > 4 & 3",
    "“ก” ‘ข’ – … ½",
    "\"ก\" 'ข'",
    "klzzwxh:0001",
    "wzxhzdk:0",
    "stash0",
    "title: x",
    "👩‍🏫 1️⃣",
]

lines = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=30),
    st.text("<>&\"'`*_{}[]()#+-.!|\\:;=~$%^@/, ax1ก่", max_size=30),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map(" ".join),
).map(one_line)
honest = lines.filter(lambda text: bool(text) and forbidden(text) is None)


def shows_as_typed(text: str) -> None:
    made = literal(text)
    whole = page(
        f"# {made} {{: #post }}\n\n{made}\n\n"
        f'<div class="post">\n<p class="lead">{made}</p>\n\n<a title="{made}" href="x">{made}</a>\n</div>\n'
    )
    found = {node.tag: node for node in whole.iter()}

    assert [node.tag for node in whole] == ["h1", "p", "div"]
    assert [node.tag for node in whole.iterdescendants()] == ["h1", "p", "div", "p", "a"]
    assert [node.text_content() for node in whole.iter("h1", "p", "a")] == [text] * 4
    assert found["a"].attrib == {"title": text, "href": "x"}
    assert found["h1"].attrib == {"id": "post"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_typed(text: str) -> None:
    shows_as_typed(text)


@many
@given(honest)
def test_any_text_shows_as_typed_in_a_heading_in_running_text_and_in_an_attribute(text: str) -> None:
    shows_as_typed(text)


# ── Markdown fields ──────────────────────────────────────────────────────────────────────────────────────────────

ATTACKS = [
    *HOSTILE,
    *("\n", "\n\n", "    ", "> ", "- ", "1. ", "| a | b |\n|---|---|\n| ", " | ", "```\n"),
    *("<", ">", '"', "'", "&", "\\", "&#", ";", "[", "](", ")", "![", "][1]\n\n[1]: ", ' "title"'),
    *("javascript:", "JaVaScRiPt&#58;", "java\tscript:", "data:text/html,", "vbscript:", "//"),
    *("https://a.th/", "files/a.png", "<b>", "</div>", "<div onclick=x>", "onerror=alert(1)", "x onload=y"),
    *('<a href="javascript:x">y</a>', "<math><mtext></p><style><!--</style><img src onerror=x>"),
    *("<details open ontoggle=x>", "{: onclick=x }", "id=__search"),
    *("\x02", "\x03", "\x02klzzwxh:0\x03", "\x02wzxhzdk:0\x03", "\x02amp\x03", "\u2028", "\x00"),
]
attacks = st.one_of(
    st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=4)), max_size=12).map("".join),
    st.text("<>&\"'`*_{}[]()#+-.!|\\:;=~ \n\t1ax", max_size=60),
    st.text(),
)

PLAIN = ["p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "li", "h2", "h3", "h4", "h5", "h6"]
TABLE = ["table", "thead", "tbody", "tr", "th", "td"]
ALLOWED: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "rel"}),
    "img": frozenset({"src", "alt", "loading"}),
    "ol": frozenset({"start"}),
    "div": frozenset({"class", "tabindex"}),
    **{tag: frozenset() for tag in (*PLAIN, *TABLE)},
}
"""Every element that may come out of a field, with the attributes that it may have."""


def as_typed(target: Target) -> str:
    """Resolve a target in the least careful way there is."""
    return target.address


def assert_harmless(node: html.HtmlElement) -> None:
    for child in node.iterdescendants():
        assert isinstance(child.tag, str), etree.tostring(child)
        assert set(child.attrib) <= ALLOWED[child.tag], etree.tostring(child)
        for name in ("href", "src"):
            # As a browser reads it: without tabs and line ends, and without what stands around it.
            address = re.sub(r"[\t\n\r]", "", child.get(name, "")).strip("".join(map(chr, range(33)))).lower()
            assert not re.match(r"(javascript|vbscript|data|file|blob|filesystem)[:&%]", address)
        if child.tag == "div":
            assert dict(child.attrib) == {"class": "scroll", "tabindex": "0"}


@pytest.mark.parametrize(
    "frame", ["{}", "[ก]({})", "[ก](<{}>)", "![ก]({})", "[ก][1]\n\n[1]: {}", "<{}>", "![{}](a.png)", "[{}](a)"]
)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_anything_that_acts(attack: str, frame: str) -> None:
    made = to_html(frame.replace("{}", attack), as_typed)

    assert_harmless(html.fragment_fromstring(made, create_parent="main"))


@many
@given(attacks)
def test_no_text_becomes_anything_that_acts(text: str) -> None:
    made = to_html(text, as_typed)

    assert_harmless(html.fragment_fromstring(made, create_parent="main"))


@many
@given(attacks)
def test_what_a_text_becomes_stays_in_its_place_on_the_page(text: str) -> None:
    made = to_html(text, as_typed)
    alone = html.fragment_fromstring(made, create_parent="main")

    whole = page(f'# หัวข้อ\n\n<div class="post">\n<div class="body">{made}</div><p id="after">ต่อ</p>\n</div>\n\nท้าย\n')

    bodies = whole.findall(".//div[@class='body']")
    assert [node.tag for node in whole] == ["h1", "div", "p"]
    assert len(bodies) == 1
    assert [node.tag for node in bodies[0].iterdescendants()] == [node.tag for node in alone.iterdescendants()]
    assert "".join(bodies[0].text_content().split()) == "".join(alone.text_content().split())
    assert whole.xpath("string(.//p[@id='after'])") == "ต่อ"


@many
@given(attacks)
def test_html_in_a_field_is_found_at_its_place(text: str) -> None:
    for offset, tag in html_in(text):
        assert text[offset : offset + len(tag)] == tag
        assert tag.startswith("<")


@many
@given(attacks)
def test_every_link_of_the_page_was_judged_before(text: str) -> None:
    judged = {target.address for target in targets(text)}
    asked: list[str] = []

    to_html(text, lambda target: asked.append(target.address))

    assert judged == set(asked)


def test_a_link_that_is_refused_leaves_its_words() -> None:
    made = to_html("ดู [คำสั่ง](x) และ ![ผัง](y)", lambda _: None)

    assert html.fragment_fromstring(made).text_content() == "ดู คำสั่ง และ "
    assert "href" not in made
    assert "src" not in made


TABLE_HTML = """\
<div class="scroll" tabindex="0"><table>
<thead>
<tr>
<th>ก</th>
<th>ข</th>
</tr>
</thead>
<tbody>
<tr>
<td>1</td>
<td>2</td>
</tr>
</tbody>
</table></div>"""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# ก\n\n### ข\n\n# ค", "<h2>ก</h2>\n<h3>ข</h3>\n<h2>ค</h2>"),
        ("#### ก", "<h2>ก</h2>"),
        ("ก **ข** *ค* `ง<จ>`", "<p>ก <strong>ข</strong> <em>ค</em> <code>ง&lt;จ&gt;</code></p>"),
        ("<b>ก</b> &copy;", "<p>&lt;b&gt;ก&lt;/b&gt; ©</p>"),
        ("<div>ก</div>", "<p>&lt;div&gt;ก&lt;/div&gt;</p>"),
        ("<script>ก()</script>\n\nข", "<p>&lt;script&gt;ก()&lt;/script&gt;</p>\n<p>ข</p>"),
        ("[ก](/news/)", '<p><a href="/news/" rel="noopener">ก</a></p>'),
        ("![ก](files/a.png)", '<p><img alt="ก" loading="lazy" src="files/a.png"></p>'),
        ("ก | ข\n---|---\n1 | 2", TABLE_HTML),
        ("3. ก\n4. ข", '<ol start="3">\n<li>ก</li>\n<li>ข</li>\n</ol>'),
        ("{{ 7*7 }} {: .x } [TOC] $x$", "<p>{{ 7*7 }} {: .x } [TOC] $x$</p>"),
    ],
)
def test_markdown_becomes_the_html_that_people_expect(text: str, made: str) -> None:
    assert to_html(text, as_typed) == made


def test_code_keeps_its_blank_lines() -> None:
    made = to_html("    ก\n\n\n    ข\n\nค", as_typed)

    assert html.fragment_fromstring(made, create_parent="main").findtext("pre/code") == "ก\n\n\nข\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[ก](a) ![ข](b)", [Target("link", "a", "ก"), Target("picture", "b", "ข")]),
        ("[ก][1]\n\n[1]: a", [Target("link", "a", "ก")]),
        ("<https://a.th/?b=1&c=2>", [Target("link", "https://a.th/?b=1&c=2", "https://a.th/?b=1&c=2")]),
        ("`[ก](a)`", []),
        ("[ก](<a b>)", [Target("link", "a b", "ก")]),
        ('[ก](a "ข")', [Target("link", "a", "ก")]),
        ("[![ข](b)](a)", [Target("link", "a", ""), Target("picture", "b", "ข")]),
    ],
)
def test_links_and_pictures_are_listed_in_order(text: str, found: list[Target]) -> None:
    assert targets(text) == found


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("ก <b>ข</b> <i>ค</i>", ["<b>", "<i>"]),
        ("ก\n<!-- ข -->", ["<!--"]),
        ("<img src=x onerror=y>", ["<img src=x onerror=y>"]),
        ("<br/>", ["<br/>"]),
        ("<?php ?>", ["<?p"]),
        ("`<b>` ``<i>`` ", []),
        ("```\n<b>\n```", []),
        ("ก\n\n    <b>โค้ด</b>\n", []),
        ("5 < 6, a < b, <วันที่>, <3", []),
        ("<https://www.lp2.go.th> <a@b.go.th>", []),
    ],
)
def test_tags_are_told_from_signs_and_from_code(text: str, tags: list[str]) -> None:
    assert [tag for _, tag in html_in(text)] == tags


@pytest.mark.parametrize(
    "code", ["\n\n\t<b>\n", "\n\n    <b>\n", "~~~\n<b>\n~~~\n", "```\n<b>\n```\n", "`<b>` "], ids=range(5)
)
def test_a_tag_behind_code_is_found_where_it_stands(code: str) -> None:
    assert list(html_in(f"{code}<s>")) == [(len(code), "<s>")]


def test_what_is_searched_are_the_words_without_the_marks() -> None:
    text = "## หัวข้อ\n\n- [ลิงก์](http://a.th) **หนา** _เอน_ a_b\n1. ข้อ\n> คำ\n![ภาพ](a.png)\n\n| ก | ข |\n| --- | --- |"

    assert spoken(text) == "หัวข้อ ลิงก์ หนา เอน a_b ข้อ คำ ภาพ ก ข"


def test_two_thousand_brackets_are_a_text_and_one_more_is_none() -> None:
    assert (is_dense("[" * 2_000), is_dense("[" * 2_001)) == (False, True)
    assert targets("[ก](http://a.th)" + "[" * 2_000) == []


def test_headings_begin_where_the_page_wants_them_and_leave_no_level_out() -> None:
    made = to_html("# ก\n\n### ข\n\n##### ค", lambda _: None, top=5)

    assert made == "<h5>ก</h5>\n<h6>ข</h6>\n<h6>ค</h6>"
    assert to_html("# ก", lambda _: None, top=1) == "ก"


@pytest.mark.parametrize(
    ("resolved", "href"),
    [
        ("http://a.th", ' href="http://a.th"'),
        ("https://a.th", ' href="https://a.th"'),
        ("mailto:a@b.th", ' href="mailto:a@b.th"'),
        ("tel:053", ' href="tel:053"'),
        ("../a/", ' href="../a/"'),
        ("ftp://a.th", ""),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_only_what_the_page_gives_for_an_address_is_in_the_link(resolved: str | None, href: str) -> None:
    asked: list[Target] = []

    def answered(target: Target) -> str | None:
        asked.append(target)
        return resolved

    made = to_html("[ก **ข** ค](http://x.th)", answered)

    assert made == f'<p><a{href} rel="noopener">ก <strong>ข</strong> ค</a></p>'
    assert asked == [Target("link", "http://x.th", "ก ข ค")]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("files/a.pdf", "files/a.pdf"),
        ("./files/a.pdf#page=2", "files/a.pdf"),
        ("/files/%E0%B8%81X", "files/กX"),
        ("files/", None),
        ("/news/a", None),
        ("https://a.th/files/a", None),
    ],
)
def test_which_file_an_address_names(address: str, path: str | None) -> None:
    assert file_of_target(address) == path


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("./files/a.pdf", "file"),
        ("/files/", "bad"),
        ("/News_2/A-b#Top_1", "page"),
        ("//news", "bad"),
        ("https://www.lp2.go.th/a", "web"),
        ("http://www.lp2.go.th/a", "web"),
        ("mailto:a@b.go.th", "mail"),
        ("tel:+66-53-979688", "mail"),
        ("files/2564/แผน.pdf", "file"),
        ("/files/a.pdf", "file"),
        ("/news/2564/a/", "page"),
        ("/", "page"),
        ("/about/#contact", "page"),
        ("#ก", "bad"),
        ("#top", "bad"),
        ("javascript:alert(1)", "bad"),
        ("JAVASCRIPT:alert(1)", "bad"),
        ("data:text/html,x", "bad"),
        ("//evil.example.com", "bad"),
        ("/\\evil.example.com", "bad"),
        ("/news/../../etc", "bad"),
        ("files/../office.yaml", "bad"),
        ("../a", "bad"),
        ("a.html", "bad"),
        ("mailto:a@b.go.th\nbcc:x", "bad"),
        ("tel:<script>", "bad"),
        ("", "bad"),
    ],
)
def test_what_an_address_is(address: str, kind: str) -> None:
    assert kind_of_target(address) == kind


@many
@given(st.text())
def test_an_address_is_always_something(address: str) -> None:
    assert kind_of_target(address) in {"web", "mail", "file", "page", "fragment", "bad"}
    assert kind_of_target(f"java{address}script:x") == "bad"


def test_the_samples_above_are_spelt_as_they_are_shown() -> None:
    assert [normalise(text) for text in HOSTILE] == HOSTILE
