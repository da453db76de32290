"""What the form editor offers: a collection for every kind of entry but catalogues, and for each year of a kind.

A collection for each year, because the year's folder is then where the entry was begun and not something to get right.
The items of a year are a list of fixed files: nobody can answer an item twice, or one that the catalogue hasn't.
"""

from collections.abc import Iterator

from generator import addresses
from generator.forms.choices import Choices, choices_of
from generator.forms.widgets import Form, Widget, short_forms
from generator.kinds import BY_NAME, KINDS, Kind
from generator.kinds.office import Editor
from generator.memory import digest
from generator.pages import Content
from generator.pages.editing import FOLDERS, collection_of, path_of_item
from generator.tree import CONTENT

SHOWN_YEARS = 3
"""Older years are left out of the menu; their entries are still opened from their pages."""
NOT_OFFERED = ("catalogue",)
_SECTION = {kind.place.split("/")[0].removesuffix(".yaml"): kind for kind in KINDS}


def fields_of_kinds() -> dict[str, list[Widget]]:
    """Return the fields of every kind's form, as far as no office is asked."""
    return {kind.name: Form().fields(kind.model) for kind in KINDS if kind.name not in NOT_OFFERED}


def config(content: Content) -> dict[str, object]:
    """Return the configuration of the editor for this office."""
    return {
        "backend": _backend(content.office.editor),
        # On this machine alone: a program beside the folder takes the place of the git service.
        "local_backend": True,
        "publish_mode": "editorial_workflow",
        "show_preview_links": False,
        "locale": "th",
        "site_url": content.site_url or "..",
        "logo_url": "../assets/images/touch-icon.png",
        "media_folder": f"{CONTENT}/files",
        "public_folder": "files",
        "slug": {"encoding": "unicode", "clean_accents": False, "sanitize_replacement": "-"},
        "editor": {"preview": False},
        "collections": list(_collections(content, choices_of(content))),
        "prongsai": {
            "ready": content.office.editor is not None,
            "kinds": {kind.name: short_forms(kind.model) for kind in KINDS if kind.name not in NOT_OFFERED},
        },
    }


def inputs(content: Content) -> str:
    """Return a digest of all that `config` reads."""
    library = content.library
    years = [sorted({post.year for post in posts}) for _, posts in library.posts]
    years += [sorted({survey.year for survey in library.surveys}), [*library.programmes], [*library.assessments]]
    answered = [(key, entry.path) for key, entry in library.disclosures.items()]
    catalogues = [entry.digest for entry in library.catalogues.values()]
    return digest(library.office.digest, *catalogues, repr((choices_of(content), years, answered)))


def _backend(editor: Editor | None) -> dict[str, object]:
    """Return which git service keeps the content. Without one only the local program is left."""
    if editor is None:
        return {"name": "proxy", "proxy_url": "http://localhost:8081/api/v1", "branch": "main"}
    made: dict[str, object] = {"name": editor.backend, "repo": editor.repo, "branch": editor.branch}
    server = editor.server.href.rstrip("/") if editor.server else f"https://{editor.backend}.com"
    if editor.backend == "github":
        return made | ({"base_url": editor.auth_url.href.rstrip("/")} if editor.auth_url else {})
    made |= {"app_id": editor.app_id, "base_url": server, "auth_type": "pkce"}
    return made | {"api_root": f"{server}/api/{'v4' if editor.backend == 'gitlab' else 'v1'}"}


def _collections(content: Content, choices: Choices) -> Iterator[dict[str, object]]:
    library, current = content.library, content.office.current_year
    surveys = {survey.year for survey in library.surveys}
    written = {section: {post.year for post in posts} for section, posts in library.posts} | {"surveys": surveys}
    years = sorted({*content.years, *(year for found in written.values() for year in found), current}, reverse=True)
    for year in years:
        if year in library.catalogues:
            yield _items(content, choices, year)
        for section in FOLDERS:
            if year in written[section] or year == current:
                yield _folder(content, Form(choices, year), section, year)
    yield _documents(Form(choices))
    for section, known in (("programme", library.programmes), ("assessments", library.assessments)):
        yield _yearly(choices, section, sorted({*known, current}, reverse=True))
    for name in ("office", "schools", "waivers"):
        yield _single(Form(choices), BY_NAME[name])


def _collection(kind: Kind, name: str, label: str, uploads: str) -> dict[str, object]:
    return {
        "name": name,
        "label": label,
        "label_singular": kind.label_th,
        "format": f"prongsai-{kind.name}",
        "media_folder": f"/{CONTENT}/files{uploads}",
        "public_folder": f"files{uploads}",
    }


def _folder(content: Content, form: Form, section: str, year: int) -> dict[str, object]:
    """Return the entries of a section and a year, each a file of its own."""
    kind = _SECTION[section]
    slug = "{{fields.date}}" if "date" in kind.model.model_fields else f"{kind.name}-{_NOW}"
    return _collection(kind, collection_of(section, year), f"{kind.label_th} ปี {year}", f"/{section}/{year}") | {
        "folder": f"{CONTENT}/{section}/{year}",
        "extension": "yaml",
        "create": True,
        "hide": year <= content.office.current_year - SHOWN_YEARS,
        "slug": slug,
        "identifier_field": "title",
        "summary": "{{fields.date}} {{fields.title}}" if "date" in kind.model.model_fields else "{{fields.title}}",
        "fields": form.fields(kind.model),
    }


_NOW = "{{year}}{{month}}{{day}}-{{hour}}{{minute}}{{second}}"
"""The name of an entry without a day of its own: names are ASCII, and a Thai title gives none."""


def _items(content: Content, choices: Choices, year: int) -> dict[str, object]:
    """Return the items of a year, answered or not."""
    kind = BY_NAME["oit"]
    files = [
        {
            "name": item.slug,
            "label": f"{item.code} {item.title.th}",
            "file": path_of_item(content, year, item.code),
            "fields": Form(choices, year, item).fields(kind.model),
        }
        for item in content.library.catalogues[year].data.items
    ]
    return _collection(kind, collection_of(addresses.OIT, year), f"OIT ปี {year}", f"/{year}") | {
        "hide": year <= content.office.current_year - SHOWN_YEARS,
        "files": files,
    }


def _documents(form: Form) -> dict[str, object]:
    kind = BY_NAME["document"]
    return _collection(kind, addresses.DOCUMENTS, "คลังเอกสาร", "/documents") | {
        "folder": f"{CONTENT}/{addresses.DOCUMENTS}",
        "extension": "yaml",
        "create": True,
        "slug": f"{kind.name}-{_NOW}",
        "identifier_field": "title",
        "fields": form.fields(kind.model),
    }


def _yearly(choices: Choices, section: str, years: list[int]) -> dict[str, object]:
    """Return the entries of a kind that has one file a year."""
    kind = _SECTION[section]
    return _collection(kind, section, kind.label_th, f"/{section}") | {
        "files": [
            {
                "name": str(year),
                "label": f"ปี {year}",
                "file": f"{CONTENT}/{section}/{year}.yaml",
                "fields": Form(choices, year).fields(kind.model),
            }
            for year in years
        ]
    }


def _single(form: Form, kind: Kind) -> dict[str, object]:
    """Return a kind of which there is one entry."""
    name = kind.place.removesuffix(".yaml")
    file = {
        "name": name,
        "label": kind.label_th,
        "file": f"{CONTENT}/{kind.place}",
        "fields": form.fields(kind.model),
    }
    return _collection(kind, name, kind.label_th, f"/{name}") | {"files": [file]}
