"""What is wrong within the files that entries name, said at every place that names them."""

from collections.abc import Collection, Iterator

from generator.fields import REAL_NAMES
from generator.library import WAIVERS_PATH, Loaded
from generator.markdown import file_of_target, targets
from generator.problem import Place, Problem
from generator.reading import places
from generator.rules import problem
from generator.source import Scalar, Table
from generator.text import normalise


def check_files(loaded: Loaded) -> Iterator[Problem]:
    """Whoever opens a file sees what was meant: it is what it claims, whole, unlocked, and nothing in it runs."""
    faulty = {path for path, facts in loaded.inventory.facts.items() if facts.findings}
    for tree in naming(loaded, faulty):
        for _, node in places(tree):
            for path, place in named_files(node):
                facts = loaded.inventory.facts.get(path)
                for finding in facts.findings if facts is not None else ():
                    values = {name: REAL_NAMES.get(text, text) for name, text in finding.values.items()}
                    yield problem(finding.code, place, value=path, **values)


def naming(loaded: Loaded, files: Collection[str]) -> Iterator[Table]:
    """Yield the tree of every entry that names one of `files`."""
    for path in loaded.trees:
        if any(name in files for name in loaded.trees.file(path).sketch.names):
            yield loaded.trees[path]


def named_files(node: Scalar) -> Iterator[tuple[str, Place]]:
    """Yield every file that a text names, as a whole or in a link of its Markdown, and where."""
    if "files/" not in node.text or node.place.path == WAIVERS_PATH:
        return
    whole = normalise(node.text.strip()).removeprefix("./")
    if whole.startswith("files/"):
        yield whole, node.place
    for target in targets(node.text):
        path = file_of_target(target.address)
        if path is not None:
            line = node.text.count("\n", 0, max(node.text.find(target.address), 0))
            yield path, Place(node.place.path, node.place.line + 1 + line, 1) if node.block else node.place
