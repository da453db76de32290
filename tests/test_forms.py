"""The form editor's configuration, pages and links: everything that can be said of them without a browser."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from generator import addresses
from generator.assets import Assets
from generator.exports.editor import editor
from generator.forms import config, fields_of_kinds
from generator.forms.widgets import Form, short_forms
from generator.kinds import BY_NAME, KINDS
from generator.library import load
from generator.pages import Content
from generator.pages.editing import edit_links

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = {"decap-cms.js": b"program", "editor.js": b"start", "token.js": b"token", "editor.css": b""}
SERVICES = {
    "github": "{backend: github, repo: lp2/site}",
    "github with a service": "{backend: github, repo: lp2/site, auth_url: 'https://auth.lp2.go.th'}",
    "gitlab": "{backend: gitlab, repo: lp2/site, branch: live, app_id: abc}",
    "gitea": "{backend: gitea, repo: lp2/site, app_id: abc, server: 'https://git.lp2.go.th'}",
}


def content_of(root: Path, program: Mapping[str, bytes] = PROGRAM) -> Content:
    library = load(root).library
    assert library is not None
    return Content(library, Assets(root, root / "cache"), editor=program)


@pytest.fixture
def with_service(small_site: Callable[[str], Path]) -> Callable[[str], Content]:
    """Return a function that gives the content of a small office whose files are kept by a git service."""

    def make(service: str) -> Content:
        root = small_site("nothing-but-an-office")
        with (root / "disclosures/office.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\neditor: {SERVICES[service]}\n")
        return content_of(root)

    return make


@pytest.fixture(scope="module")
def demo() -> Content:
    return content_of(ROOT)


def collections(made: Mapping[str, object]) -> list[dict[str, Any]]:
    found = made["collections"]
    assert isinstance(found, list)
    return found


def widgets(value: object) -> Iterator[dict[str, Any]]:
    """Yield every field of a form, at any depth."""
    if isinstance(value, dict):
        if "widget" in value:
            yield value
        for child in value.values():
            yield from widgets(child)
    elif isinstance(value, list):
        for child in value:
            yield from widgets(child)


# ---- forms -----------------------------------------------------------------------------------------------------------


def test_every_kind_but_catalogues_has_a_collection(demo: Content) -> None:
    formats = {one["format"] for one in collections(config(demo))}

    assert formats == {f"prongsai-{kind.name}" for kind in KINDS} - {"prongsai-catalogue"}


def test_every_field_has_a_thai_label_and_every_choice_its_words() -> None:
    plain = [
        (kind, widget["name"])
        for kind, made in fields_of_kinds().items()
        for widget in widgets(made)
        if not widget["label"] or [option for option in widget.get("options", []) if option["label"] == option["value"]]
    ]

    # LINE and Facebook are names.
    assert plain == []


def test_the_form_of_a_kind_has_all_its_fields_but_tables_of_free_names() -> None:
    missing = {
        kind.name: lost
        for kind in KINDS
        if kind.name != "catalogue"
        and (
            lost := [info.alias or name for name, info in kind.model.model_fields.items()
                     if (info.alias or name) not in [field["name"] for field in fields_of_kinds()[kind.name]]]
        )
    }  # fmt: skip

    assert missing == {"assessment": ["indicators"]}


def test_the_office_offers_its_own_units_schools_documents_items_and_elements(demo: Content) -> None:
    (year,) = (one for one in collections(config(demo)) if one["name"] == "oit-2564")
    (item,) = (one for one in year["files"] if one["name"] == "o10")
    found = {widget["name"]: widget for widget in widgets(item["fields"])}

    assert item["file"] == "disclosures/oit/2564/o10.yaml"
    assert found["item"]["default"] == "O10"
    assert found["unit"]["options"][1] == {"label": "กลุ่มนโยบายและแผน", "value": "policy"}
    assert [option["value"] for option in found["covers"]["options"]] == ["1", "2", "3"]
    assert {option["value"] for option in found["document"]["options"]} == set(demo.library.documents)


def test_a_year_without_its_folder_yet_is_offered_when_it_is_the_current_one(small_site: Callable[[str], Path]) -> None:
    content = content_of(small_site("nothing-but-an-office"))
    year = content.office.current_year
    names = [one["name"] for one in collections(config(content))]

    assert [f"news-{year}", f"lessons-{year}", f"honors-{year}", f"surveys-{year}"] == [
        name for name in names if name.endswith(f"-{year}") and not name.startswith("oit")
    ]


def test_short_forms_are_found_at_any_depth() -> None:
    assert {kind.name: made for kind in KINDS if kind.name != "catalogue" and (made := short_forms(kind.model))} == {
        "office": {"name": ["th"], "executives.*.photo": ["file"]},
        "honor": {"certificate": ["file"]},
        "schools": {"networks.*": ["id", "name"]},
    }


@pytest.mark.parametrize("day", ["2563-10-01", "2564-09-30", "2020-12-31", "2021-01-01"])
def test_a_day_of_the_folders_year_fits_the_form(day: str) -> None:
    assert matches(day)


@pytest.mark.parametrize("day", ["2563-09-30", "2564-10-01", "2564-00-10", "2564-01-32", "15 ม.ค. 2564"])
def test_a_day_of_another_year_does_not(day: str) -> None:
    assert not matches(day)


def matches(day: str) -> bool:
    (date,) = (field for field in Form(year=2564).fields(BY_NAME["news"].model) if field["name"] == "date")
    return re.search(date["pattern"][0], day) is not None


# ---- services --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "backend"),
    [
        ("github", {"name": "github", "repo": "lp2/site", "branch": "main"}),
        (
            "github with a service",
            {"name": "github", "repo": "lp2/site", "branch": "main", "base_url": "https://auth.lp2.go.th"},
        ),
        (
            "gitlab",
            {"name": "gitlab", "repo": "lp2/site", "branch": "live", "app_id": "abc", "auth_type": "pkce",
             "base_url": "https://gitlab.com", "api_root": "https://gitlab.com/api/v4"},
        ),
        (
            "gitea",
            {"name": "gitea", "repo": "lp2/site", "branch": "main", "app_id": "abc", "auth_type": "pkce",
             "base_url": "https://git.lp2.go.th", "api_root": "https://git.lp2.go.th/api/v1"},
        ),
    ],
)  # fmt: skip
def test_the_editor_saves_where_office_yaml_says(
    with_service: Callable[[str], Content], service: str, backend: dict[str, str]
) -> None:
    assert config(with_service(service))["backend"] == backend


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("github", "https://github.com/lp2/site/edit/main/disclosures/office.yaml"),
        ("gitlab", "https://gitlab.com/lp2/site/-/edit/live/disclosures/office.yaml"),
        ("gitea", "https://git.lp2.go.th/lp2/site/_edit/main/disclosures/office.yaml"),
    ],
)
def test_without_the_editor_a_page_is_edited_in_the_repository(
    with_service: Callable[[str], Content], service: str, address: str
) -> None:
    content = with_service(service)
    content.editor = {}

    assert edit_links(content) == dict.fromkeys((addresses.HOME, addresses.ABOUT, addresses.CONTACT), address)


def test_the_link_of_a_page_leads_to_a_collection_and_an_entry_that_the_editor_has(demo: Content) -> None:
    made = {one["name"]: one for one in collections(config(demo))}
    lost = []
    for address, link in edit_links(demo).items():
        _, _, name, _, entry = link.split("/")
        files = made[name].get("files") if name in made else []
        if files is not None and entry not in [file["name"] for file in files]:
            lost.append((address, link))

    assert lost == []
    assert (
        edit_links(demo)["news/2564/integrity-declaration"] == "#/collections/news-2564/entries/integrity-declaration"
    )
    assert edit_links(demo)["oit/2565/o5"] == "#/collections/oit-2565/entries/o5"


# ---- pages -----------------------------------------------------------------------------------------------------------


def hash_of(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def test_the_page_names_its_scripts_by_hash_and_may_speak_with_the_service_alone(
    with_service: Callable[[str], Content],
) -> None:
    files = dict(editor(with_service("github"), []))
    page = html.fromstring(files["admin/index.html"])
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    start, program = hash_of(b"start"), hash_of(b"program")

    assert page.xpath("//script/@src") == ["editor.js", "decap-cms.js"]
    assert page.xpath("//script/@integrity") == [start, program]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert policy == (
        f"default-src 'none'; script-src '{start}' '{program}' 'strict-dynamic' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; base-uri 'none'; object-src 'none'; "
        "img-src 'self' data: blob: https://avatars.githubusercontent.com; font-src 'self' data:; "
        "connect-src 'self' blob: data: http://localhost:* http://127.0.0.1:* https://api.github.com; "
        "form-action 'self'"
    )


def test_a_token_is_asked_for_where_github_has_no_sign_in_service(with_service: Callable[[str], Content]) -> None:
    assert b"lp2/site" in dict(editor(with_service("github"), []))["admin/token.html"]


def test_no_token_is_asked_for_where_there_is_one(with_service: Callable[[str], Content]) -> None:
    assert "admin/token.html" not in dict(editor(with_service("github with a service"), []))


def test_without_the_program_the_page_says_what_is_missing_and_asks_for_nothing(
    small_site: Callable[[str], Path],
) -> None:
    files = dict(editor(content_of(small_site("nothing-but-an-office"), {}), []))

    assert sorted(files) == ["admin/editor.css", "admin/index.html"]
    assert html.fromstring(files["admin/index.html"]).xpath("//script") == []


def test_what_forms_share_is_written_once(demo: Content) -> None:
    text = dict(editor(demo, []))["admin/config.yml"]
    read = yaml.safe_load(text)

    assert read == json.loads(json.dumps(config(demo)))
    assert len(text) * 4 < len(json.dumps(read, ensure_ascii=False).encode())


# ---- an editor of text -----------------------------------------------------------------------------------------------


def test_vs_code_checks_every_kind_of_file_by_its_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))

    assert settings["yaml.schemas"] == {
        f"generator/schema/{kind.name}.json": f"disclosures/{kind.place.replace('YEAR', '*')}" for kind in KINDS
    }
