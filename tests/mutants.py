"""The strength of the tests: small changes to the code, drawn by lot, that the tests must see.

    python tests/mutants.py 20        so many for each module; prints those that nobody saw

A change is one expression or statement of a function made another: a comparison turned, `and` for `or`, a number one
higher, a text another, a condition denied, a value not returned. Each is put into a copy of the tree and the tests of
that part are run. A change that means the same counts as not seen, so nobody reaches 100 %.
"""

import ast
import copy
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gates import copied, passes, tests

PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "การอ่าน / reader": (("source", "reading"), ("test_source.py", "test_cases.py", "test_fields.py")),
    "การตรวจ / checks": (("checks",), ("test_cases.py", "test_twenty_mistakes.py", "test_periods.py", "test_site.py")),
    "คะแนน / scoring": (("scoring", "readiness"), ("test_scoring.py", "test_readiness.py", "test_report.py")),
    "ลิงก์ / links": (("links/judgement", "links/walls", "links/gate"), ("test_links.py",)),
    "การแปลงข้อความ / escaping": (("render", "markdown"), ("test_markdown.py", "test_description.py", "test_sites.py")),
}
"""The modules of each part, and the tests that answer for them."""

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A piece of a module's source, from byte to byte, and what takes its place."""

    module: str
    line: int
    start: int
    end: int
    instead: str

    def applied(self, source: bytes) -> bytes:
        """Return the source with the change in it."""
        return source[: self.start] + self.instead.encode() + source[self.end :]


def mutants(module: str, source: bytes) -> Iterator[Mutant]:
    """Yield every change there is to the functions of a module."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        within_texts = {
            id(part) for node in ast.walk(function) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for statement in function.body[1:] if ast.get_docstring(function) is not None else function.body:
            for node in ast.walk(statement):
                made = None if id(node) in within_texts else changed(node)
                if made is not None and isinstance(node, ast.expr | ast.stmt) and node.end_lineno is not None:
                    start = starts[node.lineno - 1] + node.col_offset
                    end = starts[node.end_lineno - 1] + (node.end_col_offset or 0)
                    yield Mutant(module, node.lineno, start, end, made)


def changed(node: ast.AST) -> str | None:
    """Return the source of what takes a node's place, or None."""
    other = copy.copy(node)
    if isinstance(other, ast.Compare) and type(other.ops[0]) in TURNED:
        other.ops = [TURNED[type(other.ops[0])](), *other.ops[1:]]  # type: ignore[list-item]
    elif isinstance(other, ast.BoolOp | ast.BinOp) and type(other.op) in TURNED:
        other.op = TURNED[type(other.op)]()  # type: ignore[assignment]
    elif isinstance(other, ast.UnaryOp) and isinstance(other.op, ast.Not):
        return f"({ast.unparse(other.operand)})"
    elif isinstance(other, ast.Constant) and isinstance(other.value, bool):
        other.value = not other.value
    elif isinstance(other, ast.Constant) and isinstance(other.value, int):
        other.value += 1
    elif isinstance(other, ast.Constant) and isinstance(other.value, str) and other.value:
        other.value = f"{other.value}XX"
    elif isinstance(other, ast.IfExp):
        other.test = ast.UnaryOp(ast.Not(), other.test)
    elif isinstance(other, ast.Return) and other.value is not None:
        return None if isinstance(other.value, ast.Constant) and other.value.value is None else "return None"
    elif isinstance(other, ast.Break | ast.Continue):
        return "break" if isinstance(other, ast.Continue) else "continue"
    else:
        return None
    return f"({ast.unparse(other)})"


def survivors(tree: Path, part: str, each: int, lot: random.Random) -> tuple[int, list[str]]:
    """Change the modules of a part, `each` times each; return how often, and the changes that no test saw."""
    modules, answering = PARTS[part]
    command, tried, unseen = tests(*answering), 0, []
    for module in modules:
        path = tree / "generator" / f"{module}.py"
        source = path.read_bytes()
        every = list(mutants(module, source))
        for mutant in lot.sample(every, min(each, len(every))):
            path.write_bytes(mutant.applied(source))
            tried += 1
            if passes(command, tree):
                was = source[mutant.start : mutant.end].decode()
                unseen.append(f"generator/{module}.py:{mutant.line}: {was} → {mutant.instead}")
        path.write_bytes(source)
    return tried, unseen


def strength(each: int) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each part, how many changes were tried, and those that were not seen."""
    lot = random.Random(2564)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="prongsai-mutants-") as name:
        tree = copied(Path(name))
        for part, (_, answering) in PARTS.items():
            if not passes(tests(*answering), tree):
                raise RuntimeError(f"{part}: the tests are red as they are")
            yield part, *survivors(tree, part, each, lot)


if __name__ == "__main__":
    for said, count, left in strength(int(sys.argv[1])):
        print(f"{said}: {count - len(left)} / {count}", *left, sep="\n  ", flush=True)
