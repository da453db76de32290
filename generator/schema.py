"""The schemas and forms in `generator/schema/`, written from the models; `stale_schemas` says which are old."""

from pathlib import Path

from generator.assets import write_whole
from generator.exports.encoders import json_bytes
from generator.exports.schemas import schema_files
from generator.forms import fields_of_kinds

SCHEMAS = Path(__file__).resolve().parent / "schema"
"""Where the repository keeps them, for editors."""


def write_schemas(folder: Path = SCHEMAS) -> list[str]:
    """Write every schema whose file in `folder` is missing or different; return the names of those."""
    stale = stale_schemas(folder)
    files = _files()
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in files:
            write_whole(folder / name, files[name])
        else:
            (folder / name).unlink()
    return stale


def stale_schemas(folder: Path = SCHEMAS) -> list[str]:
    """Return the names of the files in `folder` that are not what the models say: missing, different, or left over."""
    files = _files()
    there = {path.name: path.read_bytes() for path in folder.glob("*.json")} if folder.is_dir() else {}
    return sorted(name for name in {*files, *there} if files.get(name) != there.get(name))


def _files() -> dict[str, bytes]:
    """Return every file as the models have it now. Forms are here as far as no office is asked for its lists."""
    return {**schema_files(), "forms.json": json_bytes(fields_of_kinds())}
