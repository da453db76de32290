"""The JSON Schemas in `generator/schema/`: written from the models, kept in git, and said to be stale when they are."""

from pathlib import Path

from generator.assets import write_whole
from generator.exports.schemas import schema_files

SCHEMAS = Path(__file__).resolve().parent / "schema"
"""Where the repository keeps them, for editors."""


def write_schemas(folder: Path = SCHEMAS) -> list[str]:
    """Write every schema whose file in `folder` is missing or different; return the names of those."""
    stale = stale_schemas(folder)
    files = schema_files()
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in files:
            write_whole(folder / name, files[name])
        else:
            (folder / name).unlink()
    return stale


def stale_schemas(folder: Path = SCHEMAS) -> list[str]:
    """Return the names of the files in `folder` that are not what the models say: missing, different, or left over."""
    files = schema_files()
    there = {path.name: path.read_bytes() for path in folder.glob("*.json")} if folder.is_dir() else {}
    return sorted(name for name in {*files, *there} if files.get(name) != there.get(name))
