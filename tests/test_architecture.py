"""The second law of the house: imports point down, in one order, where everybody can see them."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

ORDER = (
    # words and places
    "text",
    "dates",
    "personal",
    "problem",
    "memory",
    "outcome",
    "linking",
    "refusal",
    "rules",
    "colours",
    # reading what people wrote
    "source",
    "fields",
    "catalogue",
    "kinds",
    "schemas",
    "addresses",
    "markdown",
    "tree",
    "reading",
    "content_file",
    "ledger",
    "snapshots",
    # looking into files
    "interrupts",
    "isolation",
    "images",
    "previews",
    "cards",
    "qr",
    "inspection",
    "inventory",
    # all of it
    "library",
    # knowing what it amounts to
    "evidence",
    "periods",
    "readiness",
    "scoring",
    "assets",
    "files_check",
    "personal_check",
    "checks",
    # showing it
    "charts",
    "search",
    "guide",
    "pages",
    "render",
    "forms",
    "exports",
    "output",
    "engine",
    "publish",
    "webcheck",
    "conservation",
    "unchanged",
    "site",
    # beside the pipeline: each uses the library and is used by the command line alone
    "links",
    "answers",
    "report",
    "gfm",
    "summary",
    "notices",
    "transcript",
    "differences",
    "seal",
    "schema",
    "scaffold",
    "tables",
    "gather",
    "doctor",
    # talking with the person
    "talk",
    "progress",
    "serve",
    "commands",
    "cli",
    "__main__",
)
"""Bottom to top. A module imports only what stands before it; a new module gets its place here."""


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def layer(module: str) -> str:
    return module.split(".")[1]


def targets(node: ast.AST) -> Iterator[str]:
    """Every module that an import statement may name: `from generator import x` names generator.x."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        named = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name if name in MODULES else node.module for name in named)


def own_imports(module: str) -> list[str]:
    found = {target for node in ast.walk(parsed(module)) for target in targets(node)}
    return sorted(target for target in found if target in MODULES and target != "generator")


OWN = [module for module in MODULES if module != "generator"]


@pytest.mark.parametrize("module", OWN)
def test_a_module_has_its_place_and_imports_only_from_below(module: str) -> None:
    assert layer(module) in ORDER, "give the new module its place in ORDER"
    place = ORDER.index(layer(module))

    above = [name for name in own_imports(module) if ORDER.index(layer(name)) > place]

    assert above == []


def test_no_imports_go_in_a_circle_within_a_folder_either() -> None:
    TopologicalSorter({module: own_imports(module) for module in OWN}).prepare()


@pytest.mark.parametrize("module", OWN)
def test_our_own_modules_are_imported_at_the_top_and_by_full_name(module: str) -> None:
    top = set(parsed(module).body)
    statements = [node for node in ast.walk(parsed(module)) if isinstance(node, ast.Import | ast.ImportFrom)]

    hidden = [
        node.lineno
        for node in statements
        if node not in top and any(target.split(".")[0] == "generator" for target in targets(node))
    ]
    relative = [node.lineno for node in statements if isinstance(node, ast.ImportFrom) and node.level]
    checking = ["TYPE_CHECKING" for node in ast.walk(parsed(module)) if getattr(node, "id", "") == "TYPE_CHECKING"]

    assert (hidden, relative, checking) == ([], [], [])


def test_only_the_engine_knows_mkdocs_and_its_successors() -> None:
    """Names them, that is: the engine imports them by name, since each page may be rendered by another."""
    names = {"mkdocs", "material", "properdocs", "zensical"}
    knowing = {
        layer(module)
        for module in OWN
        for node in ast.walk(parsed(module))
        for name in (*(target.split(".")[0] for target in targets(node)), getattr(node, "value", None))
        if isinstance(name, str) and name in names
    }

    assert knowing == {"engine"}
