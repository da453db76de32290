"""`/admin/`: the form editor, its configuration for this office, and its pages."""

import json
from collections.abc import Iterator, Sequence
from functools import partial

import yaml

from generator.exports.wellknown import PRIVATE
from generator.forms import config, editor_pages, inputs
from generator.pages import Content, Page


def editor(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield everything below `/admin/`; without the program, only a page that says what is missing."""
    del pages
    for name, data in editor_pages(content):
        yield f"{PRIVATE}/{name}", data
    if not content.editor:
        return
    yield f"{PRIVATE}/config.yml", content.memory.shelf("editor").recall(inputs(content), partial(_config, content))
    for name, data in content.editor.items():
        yield f"{PRIVATE}/{name}", data


def _config(content: Content) -> bytes:
    # What many forms share, such as the list of all items, is written once: YAML refers to the first place.
    text: str = yaml.dump(
        _shared(config(content), {}), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000
    )
    return text.encode()


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # ten times as fast, where PyYAML was built with libyaml

_WORTH_SHARING = 100
"""Characters; a reference to less than that would save nothing."""


def _shared(value: object, seen: dict[str, object]) -> object:
    """Return `value` with parts that are equal being the same object."""
    if isinstance(value, dict):
        made: object = {name: _shared(child, seen) for name, child in value.items()}
    elif isinstance(value, list | tuple):
        made = [_shared(child, seen) for child in value]
    else:
        return value
    key = json.dumps(made, ensure_ascii=False)
    return seen.setdefault(key, made) if len(key) > _WORTH_SHARING else made
