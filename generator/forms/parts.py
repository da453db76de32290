"""The files of the form editor that are not made from content: its program, which npm has brought, and our own scripts.

Nothing of the program is kept in the repository. `package-lock.json` pins it by hash, and a machine without npm builds
a site without the editor.
"""

from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
START, TOKEN, SHEET = "editor.js", "token.js", "editor.css"
OWN = (START, "yaml.js", TOKEN, SHEET)
PROGRAM = "decap-cms.js"
_PROGRAM = Path("decap-cms") / "dist" / PROGRAM
_YAML = Path("yaml") / "browser"


def program(modules: Path) -> dict[str, bytes]:
    """Return the editor's files by their names below `/admin/`; none when `modules` (node_modules) lacks it."""
    if not (modules / _PROGRAM).is_file() or not (modules / _YAML / "index.js").is_file():
        return {}
    files = {PROGRAM: (modules / _PROGRAM).read_bytes()}
    files |= {name: (STATIC / name).read_bytes() for name in OWN}
    scripts = sorted((modules / _YAML).rglob("*.js"))
    return files | {f"yaml/{path.relative_to(modules / _YAML).as_posix()}": path.read_bytes() for path in scripts}
