"""Where the entry behind a page is edited: in the form editor when the site has one, else in the repository."""

from urllib.parse import quote

from generator import addresses
from generator.fields import item_code
from generator.kinds.office import Editor
from generator.pages.page import Content
from generator.tree import CONTENT

FOLDERS = ("news", "lessons", "honors", "surveys")
"""Sections with a folder for each year, in which the editor makes new entries."""


def edit_links(content: Content) -> dict[str, str]:
    """Return where each page that comes from an entry is edited, by the page's address."""
    editor = content.office.editor
    if content.editor and (editor or content.office.demo):
        return {address: place_in_editor(path) for address, path in _sources(content, unwritten=True).items()}
    if editor:
        return {address: _in_repository(editor, path) for address, path in _sources(content, unwritten=False).items()}
    return {}


def collection_of(section: str, year: int) -> str:
    """Return the name of the editor's collection for a section and a year."""
    return f"{section}-{year}"


def place_in_editor(path: str) -> str:
    """Return the place in the form editor of the entry at `path` (`disclosures/news/2564/a.yaml`)."""
    *folders, name = path.removesuffix(".yaml").removesuffix(".yml").split("/")[1:]
    # A year's folder has a collection of its own; what stands alone has one under its own name.
    collection = "-".join(folders) or name
    entry = (item_code(name) or name).lower() if folders[:1] == [addresses.OIT] else name
    return f"#/collections/{collection}/entries/{entry}"


def path_of_item(content: Content, year: int, code: str) -> str:
    """Return the file that answers an item, or the one that `prongsai new` would give it."""
    entry = content.library.disclosures.get((year, code))
    return entry.path if entry else f"{CONTENT}/{addresses.OIT}/{year}/o{int(code[1:]):02}.yaml"


def _sources(content: Content, *, unwritten: bool) -> dict[str, str]:
    """Return the content file behind each page. unwritten: also where an item's answer would stand."""
    library = content.library
    found = dict.fromkeys((addresses.HOME, addresses.ABOUT, addresses.CONTACT), library.office.path)
    found |= {
        addresses.entry_of(section, post.year, post.name): post.path
        for section, posts in library.posts
        for post in posts
    }
    found |= {addresses.document_of(name): entry.path for name, entry in library.documents.items()}
    found |= {
        answer.address: path_of_item(content, year, code)
        for (year, code), answer in content.answers.items()
        if unwritten or answer.entry
    }
    found |= {addresses.year_of(addresses.PROGRAMME, year): entry.path for year, entry in library.programmes.items()}
    if library.assessments:
        found[addresses.RESULTS] = library.assessments[max(library.assessments)].path
    if library.schools.schools:
        schools = [addresses.SCHOOLS, *(addresses.school_of(school.id) for school in library.schools.schools)]
        found |= dict.fromkeys(schools, f"{CONTENT}/schools.yaml")
    return found


def _in_repository(editor: Editor, path: str) -> str:
    """Return the page on which the git service edits a file."""
    server = editor.server.href.rstrip("/") if editor.server else f"https://{editor.backend}.com"
    verb = {"github": "edit", "gitlab": "-/edit", "gitea": "_edit"}[editor.backend]
    return f"{server}/{quote(editor.repo)}/{verb}/{quote(editor.branch)}/{quote(path)}"
