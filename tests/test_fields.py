"""Single fields: whatever is typed becomes a value of its type, or is refused by a rule that exists."""

import re
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator import fields
from generator.fields import Url, extension, good_file_name, item_code, parse_url
from generator.problem import Place
from generator.rules import RULES, problem

many = settings(deadline=None, derandomize=True, max_examples=250)

FIELDS = {
    name: TypeAdapter(annotation)
    for name, annotation in vars(fields).items()
    if isinstance(annotation, type(Annotated[int, ""])) and not name.startswith("_")
}
"""Every type of field there is, by its name."""


def read(name: str, value: object) -> Any:  # noqa: ANN401 - whatever the type makes of it
    """Return the value, or the code of the rule that refuses it."""
    try:
        return FIELDS[name].validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["type"]


def test_the_list_of_fields_is_not_empty() -> None:
    assert {"OneLine", "Markdown", "Date", "Score", "UrlField", "EvidenceFile", "Alias", "ItemReference"} <= set(FIELDS)


pieces = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        ["https://", "http://", "javascript:", "//", ".", "/", "@", ":", "?", "#", " ", "%", "%2e", "files/"]
    ),
    st.sampled_from(["../", "O10", "2564", "-6m", "15", "true", "any", "ข่าว", "1e3", "ม.ค."]),
)


@given(st.lists(pieces, max_size=6).map("".join))
@settings(deadline=None, derandomize=True, max_examples=60)
@pytest.mark.parametrize("name", sorted(FIELDS))
def test_any_text_is_a_value_or_refused_by_a_rule_that_can_be_said(name: str, text: str) -> None:
    try:
        FIELDS[name].validate_python(text)
    except ValidationError as error:
        for details in error.errors():
            if details["type"] in RULES:
                values = {"field": "f", "label": "f", "known": "", **details.get("ctx", {})}
                assert str(problem(details["type"], Place("a.yaml"), **values)).isprintable()
            else:
                assert details["type"] in {"literal_error", "model_type", "tuple_type", "dict_type", "missing"}


@pytest.mark.parametrize("value", [5, ["a"], {"a": "b"}])
@pytest.mark.parametrize(
    "name", ["OneLine", "Markdown", "Date", "Score", "Boolean", "UrlField", "Slug", "EvidenceFile"]
)
def test_a_list_or_a_group_is_no_text(name: str, value: object) -> None:
    assert read(name, value) == "wants-text"


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("Score", "99.15", Decimal("99.15")),
        ("Score", "๙๙.๑๕", Decimal("99.15")),
        ("Score", "100", Decimal(100)),
        ("Score", "100.000001", "number-out-of-range"),
        ("Score", "-0.1", "number-out-of-range"),
        ("Score", "9" * 5000, "bad-number"),
        ("Score", "0x" + "f" * 5000, "bad-number"),
        ("Score", "1.", "bad-number"),
        ("Score", ".5", "bad-number"),
        ("Score", "+1", "bad-number"),
        ("Score", "1e1", "bad-number"),
        ("Score", "nan", "bad-number"),
        ("Score", "(12)", "bad-number"),
        ("Score", "1,2", "bad-number"),
        ("Score", "٣", "bad-number"),
        ("Money", "1,234,567.50", Decimal("1234567.50")),
        ("Money", "12,34", "bad-number"),
        ("Money", "1.234,50", "bad-number"),
        ("Count", "1,500", 1500),
        ("Count", "1.5", "bad-number"),
        ("Boolean", "true", True),
        ("Boolean", "false", False),
        ("Boolean", "yes", "bad-boolean"),
        ("Boolean", "True", "bad-boolean"),
        ("Boolean", "1", "bad-boolean"),
        ("FiscalYear", "๒๕๖๔", 2564),
        ("FiscalYear", "2021", "bad-fiscal-year"),
        ("FiscalYear", "2564.0", "bad-fiscal-year"),
        ("ItemCode", "o010", "O10"),
        ("ItemCode", "O๑๐", "O10"),
        ("ItemCode", "027", "bad-code"),
        ("ItemCode", "О1", "bad-code"),
        ("ItemCode", "O1000", "bad-code"),
        ("Slug", "annual-plan", "annual-plan"),
        ("Slug", "Annual", "bad-id"),
        ("Slug", "-a", "bad-id"),
        ("Slug", "o\u0441d", "bad-id"),
        ("Slug", "a\u200bb", "zero-width"),
        ("OneLine", "ก\nข", "ก ข"),
        ("OneLine", "\u200b ", "empty-field"),
        ("OneLine", "ก" * 301, "too-long"),
        ("Explanation", "ก" * 2001, "too-long"),
        ("Markdown", "ก" * 100_001, "too-long"),
        ("Markdown", "\n  ก\n", "  ก"),
        ("Colour", "#0B5394", "#0b5394"),
        ("Colour", "red", "bad-colour"),
        ("Colour", "#ffd700", "pale-colour"),
        ("AnyColour", "#FFD700", "#ffd700"),
        ("AnyColour", "gold", "bad-colour"),
        ("Email", "saraban@lp2.go.th", "saraban@lp2.go.th"),
        ("Email", "ครู@lp2.go.th", "bad-email"),
        ("Email", "a@b.go.th\nbcc:c@d.go.th", "bad-email"),
        ("Host", "WWW.lp2.go.th", "www.lp2.go.th"),
        ("Host", "https://lp2.go.th", "bad-host"),
        ("Alias", "/old/news-12/", "old/news-12"),
        ("Alias", "old/index.html", "old"),
        ("Alias", "ข่าว/เก่า", "ข่าว/เก่า"),
        ("Alias", "../a", "bad-address"),
        ("Alias", "a//b", "bad-address"),
        ("Alias", "/", "bad-address"),
        ("Alias", "assets/x", "bad-address"),
        ("Alias", "a?b", "bad-address"),
        ("EvidenceFile", "files/2564/แผน.pdf", "files/2564/แผน.pdf"),
        ("EvidenceFile", "files/ค\u0e4d\u0e32.pdf", "files/คำ.pdf"),
        ("EvidenceFile", "files/../a.pdf", "bad-path"),
        ("EvidenceFile", "files/a.exe", "file-type"),
        ("PictureFile", "files/a.pdf", "not-a-picture"),
        ("CertificateFile", "files/a.pdf", "files/a.pdf"),
    ],
)
def test_a_field_reads_what_was_meant_and_nothing_else(name: str, text: str, result: object) -> None:
    assert read(name, text) == result


@pytest.mark.parametrize("text", ["2564", "2564-6m", "any"])
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(read("CoverageField", text)) == text


@pytest.mark.parametrize("text", ["2021", "2564-9m", "2564-6M", "2564-2565", "all", "ปี 2564", ""])
def test_other_periods_are_refused(text: str) -> None:
    assert read("CoverageField", text) == "bad-period"


# ── web addresses ────────────────────────────────────────────────────────────────────────────────────────────────


def refusal(text: str) -> str | None:
    try:
        parse_url(text)
    except PydanticCustomError as fault:
        return fault.type
    return None


hosts = st.one_of(
    st.sampled_from(["www.lp2.go.th", "ลำพูน.ไทย", "xn--e1afmkfd", "1.2.3.4", "[::1]", "a", "WWW.LP2.GO.TH:8080"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
)
rest = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@many
@given(st.sampled_from(["http", "https", "HTTPS"]), hosts, st.sampled_from(["", "/", "?", "#", "/a?b=c#"]), rest)
def test_an_address_that_is_taken_can_stand_in_any_link(scheme: str, host: str, joint: str, tail: str) -> None:
    text = f"{scheme}://{host}{joint}{tail}"
    if (code := refusal(text)) is not None:
        assert code in RULES
        return

    url = parse_url(text)
    assert re.fullmatch(r"https?://[!#$%&()*+,./:;=?@\[\]~\w-]+", url.href, re.ASCII)
    assert "@" not in urlsplit(url.href).netloc
    assert re.fullmatch(r"[\w.-]+|\[[0-9A-Fa-f:.%\w]+\]", url.host, re.ASCII)
    assert parse_url(url.href).href == url.href


@many
@given(rest)
def test_what_follows_the_host_is_encoded_and_nothing_of_it_is_lost(tail: str) -> None:
    text = f"https://www.lp2.go.th/{tail}"
    if refusal(text) is not None or "%" in tail or tail != tail.strip():
        return
    plain, made = urlsplit(text), urlsplit(parse_url(text).href)

    assert [unquote(part) for part in (made.path, made.query, made.fragment)] == [
        plain.path,
        plain.query,
        plain.fragment,
    ]


@pytest.mark.parametrize(
    ("text", "href", "host"),
    [
        ("https://www.lp2.go.th", "https://www.lp2.go.th", "www.lp2.go.th"),
        ("HTTPS://WWW.lp2.go.th/A", "https://www.lp2.go.th/A", "www.lp2.go.th"),
        ("http://lp2.go.th:8080/a?b=1#c", "http://lp2.go.th:8080/a?b=1#c", "lp2.go.th"),
        ("https://lp2.go.th/แผน", "https://lp2.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99", "lp2.go.th"),
        ("https://lp2.go.th/a b|c\"d'e<f>", "https://lp2.go.th/a%20b%7Cc%22d%27e%3Cf%3E", "lp2.go.th"),
        ("https://lp2.go.th/a%20b", "https://lp2.go.th/a%20b", "lp2.go.th"),
        ("https://lp2.go.th/a(1).pdf#page=3", "https://lp2.go.th/a(1).pdf#page=3", "lp2.go.th"),
        ("https://ลำพูน.ไทย/", "https://xn--q3cju6cub7h.xn--o3cw4h/", "xn--q3cju6cub7h.xn--o3cw4h"),
        ("https://[2001:db8::1]:443/a", "https://[2001:db8::1]:443/a", "[2001:db8::1]"),
    ],
)
def test_an_address_is_made_fit_for_a_link(text: str, href: str, host: str) -> None:
    assert parse_url(text) == Url(text, href, host)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("javascript:alert(1)", "bad-scheme"),
        ("JaVaScRiPt:alert(1)", "bad-scheme"),
        (" javascript:alert(1)", "bad-scheme"),
        ("java\tscript:alert(1)", "bad-url"),
        ("java\nscript:alert(1)", "bad-url"),
        ("\x01javascript:alert(1)", "bad-url"),
        ("data:text/html,x", "bad-scheme"),
        ("vbscript:x", "bad-scheme"),
        ("file:///etc/passwd", "bad-scheme"),
        ("//evil.example.com", "bad-scheme"),
        ("mailto:a@b.go.th", "bad-scheme"),
        ("www.lp2.go.th", "bad-url"),
        ("/oit/2564/", "bad-url"),
        ("", "bad-url"),
        ("https://", "bad-url"),
        ("https:///a", "bad-url"),
        ("https:lp2.go.th", "bad-url"),
        ("https://lp2.go.th\\@evil.example.com", "bad-url"),
        ("https://lp2.go.th:port/", "bad-url"),
        ("https://lp2 .go.th/", "bad-url"),
        ("https://lp2\u3000.go.th/", "bad-url"),
        ("https://a\u2100b.go.th/", "bad-url"),
        ("https://" + "a" * 64 + ".go.th/", "bad-url"),
        ("https://" + "a." * 127 + "th/", "bad-url"),
        ("https://lp2.go.th/" + "a" * 2000, "bad-url"),
        ("https://user@lp2.go.th/", "url-userinfo"),
        ("https://user:pw@lp2.go.th/", "url-userinfo"),
        ('https://lp2".go.th/', "bad-url"),
        ("https://lp2<b>.go.th/", "bad-url"),
        ("https://lp2%2ego.th/", "bad-url"),
        ("https://lp2|a.go.th/", "bad-url"),
    ],
)
def test_an_address_that_misleads_is_refused(text: str, code: str) -> None:
    assert refusal(text) == code


# ── names of files and codes of items ────────────────────────────────────────────────────────────────────────────


@many
@given(st.text(st.characters(exclude_characters="/"), max_size=210))
def test_a_good_name_is_one_name_on_every_system(name: str) -> None:
    if not good_file_name(name):
        return

    assert not set(name) & set('\\:?*<>|"\0\n\r\t')
    assert name.strip(". ") == name or name[0] == " "
    assert name not in {"", ".", ".."}
    assert len(name.encode()) <= 200


@pytest.mark.parametrize(
    "name",
    [
        "แผนปฏิบัติการ ประจำปี 2564 (ฉบับแก้ไข).pdf",
        "A.PDF",
        "รายงาน_รอบ-6.เดือน.xlsx",
        "console.pdf",
        "ก" * 66 + ".p",
        "[ITA] O10+O11, 2564 @ลำพูน #1.pdf",
    ],
)
def test_names_that_people_give_are_good(name: str) -> None:
    assert good_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".env", "-rf", "~$แผน.docx", "a.", "a ", "a\\b", "a:b", "a?", "a*", "a<b", "a>b", "a|b"),
        *(
            'a"b',
            "a\nb",
            "a\0b",
            "a\x7fb",
            "CON",
            "con.pdf",
            "NUL.txt",
            "aux",
            "LPT1.pdf",
            "com9.x.y",
        ),
        *("a\u200bb", "\u202efdp.exe", "a\u2066b", "📄.pdf", "\ufeffa", "ก" * 67 + ".pdf", "\udcff.pdf"),
    ],
)
def test_names_that_break_a_system_or_deceive_are_not(name: str) -> None:
    assert not good_file_name(name)


@pytest.mark.parametrize(
    ("path", "ending"),
    [("files/a.PDF", "pdf"), ("a.tar.gz", "gz"), ("files.d/a", ""), ("a", ""), ("files/.pdf", "pdf"), ("a.", "")],
)
def test_an_extension_is_what_follows_the_last_dot_of_the_name(path: str, ending: str) -> None:
    assert extension(path) == ending


@given(st.integers(1, 999), st.sampled_from(["O", "o", "O0", "o00"]))
@settings(deadline=None, derandomize=True)
def test_a_code_is_written_in_one_way(number: int, start: str) -> None:
    assert item_code(f"{start}{number}") == f"O{number}"


@pytest.mark.parametrize(
    "text", ["", "O", "O0", "O000", "10", "010", "0010", "OO1", "O1 ", "O-1", "O1.5", "O1000", "О1", "O１"]
)
def test_other_codes_are_none(text: str) -> None:
    assert item_code(text) is None
