"""The addresses of the site, without a leading or closing slash; the home page is the empty text.

Everything that names a page asks here, so an address is written in one way only.
"""

HOME = ""
OIT = "oit"
NEWS = "news"
LESSONS = "lessons"
HONORS = "honors"
DOCUMENTS = "documents"
RESULTS = "results"
PROGRAMME = "programme"
SCHOOLS = "schools"
ABOUT = "about"
CONTACT = "contact"
ACCESSIBILITY = "accessibility"
PRIVACY = "privacy"
SEARCH = "search"
SITEMAP = "sitemap"
STAFF = "staff"
MESSAGES = f"{STAFF}/messages"
REFERENCE = f"{STAFF}/reference"
CHAPTERS = ("start", "news", "evidence", "mistakes", "assessors", "import", "year", "office", "privacy", "words")
"""The chapters of the guide, in their order: the names of files in generator/guide and of pages below /staff/."""

RSS = "feed.xml"
JSON_FEED = "feed.json"
DATA = "data"
"""The folder of what machines read."""
DATA_INDEX = f"{DATA}/index.json"

ALWAYS = (
    HOME,
    OIT,
    NEWS,
    LESSONS,
    HONORS,
    DOCUMENTS,
    RESULTS,
    ABOUT,
    CONTACT,
    ACCESSIBILITY,
    PRIVACY,
    SEARCH,
    SITEMAP,
    STAFF,
    MESSAGES,
    REFERENCE,
    *(f"{STAFF}/{chapter}" for chapter in CHAPTERS),
)
"""Pages every site has, however little it holds."""


def year_of(section: str, year: int) -> str:
    """Return the address of a section's page for one year."""
    return f"{section}/{year}"


def entry_of(section: str, year: int, slug: str) -> str:
    """Return the address of an entry: news, a lesson, an honour, an item."""
    return f"{section}/{year}/{slug}"


def dimension_of(dimension: str) -> str:
    """Return the address of the lessons of one dimension."""
    return f"{LESSONS}/{dimension}"


def assess_of(year: int) -> str:
    """Return the address of the page that holds a whole year for the assessor."""
    return f"{OIT}/{year}/assess"


def data_of(year: int, extension: str) -> str:
    """Return the address of the year's data in one format."""
    return f"{DATA}/oit-{year}.{extension}"


def qr_of(page: str) -> str:
    """Return the address of the QR code of a page, which stands beside it."""
    return f"{page}/qr.svg"


def document_of(name: str) -> str:
    """Return the address of a document's page."""
    return f"{DOCUMENTS}/{name}"


def chapter_of(name: str) -> str:
    """Return the address of a chapter of the guide."""
    return f"{STAFF}/{name}"


def reference_of(kind: str) -> str:
    """Return the address of the page that explains the fields of a kind."""
    return f"{REFERENCE}/{kind}"


def guide_picture_of(name: str) -> str:
    """Return the address of a picture of the guide."""
    return f"assets/guide/{name}"


def school_of(name: str) -> str:
    """Return the address of a school's page."""
    return f"{SCHOOLS}/{name}"


def relative(origin: str, target: str) -> str:
    """Return the link from the page at `origin` to the page or file at `target`, true under any sub-path.

    A `target` with a dot in its last part is a file; any other is a page and gets a closing slash.
    """
    up = "../" * len([part for part in origin.split("/") if part])
    address, mark, fragment = target.partition("#")
    is_file = "." in address.rsplit("/", 1)[-1]
    path = address if is_file or not address else f"{address}/"
    return f"{up}{path}{mark}{fragment}" or "./"
