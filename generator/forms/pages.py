"""The two pages of `/admin/`, which have a policy of their own: the editor runs code that it makes from patterns.

Its scripts are still named by hash, and it may speak with the office's git service and this machine only. The editor
would also ask a status page how the service is; that the policy forbids, and the editor does without.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.forms.parts import PROGRAM, SHEET, START, STATIC, TOKEN
from generator.kinds.office import Editor
from generator.pages import Content

LOCAL = "http://localhost:* http://127.0.0.1:*"
"""Where the program stands in for a git service, on the editor's own machine."""


@dataclass(frozen=True)
class Script:
    """A script of the page: where it is, and its fingerprint."""

    address: str
    integrity: str


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(STATIC),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def editor_pages(content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield the pages by their names below `/admin/`."""
    files, editor = content.editor, content.office.editor
    # Ours comes first: it tells the program not to start by itself.
    scripts = [_script(files, START), _script(files, PROGRAM)] if files else []
    yield "index.html", _page("index.html.j2", content, scripts, _policy(scripts, editor), "")
    if not files:
        yield SHEET, (STATIC / SHEET).read_bytes()
    elif editor and editor.backend == "github" and not editor.auth_url:
        own = [_script(files, TOKEN)]
        policy = f"default-src 'none'; script-src '{own[0].integrity}'; {_SHARED}; style-src 'self'; form-action 'none'"
        yield "token.html", _page("token.html.j2", content, own, policy, editor.repo)


_SHARED = "base-uri 'none'; object-src 'none'; img-src 'self' data: blob:"


def _policy(scripts: list[Script], editor: Editor | None) -> str:
    if not scripts:
        return f"default-src 'none'; {_SHARED}; style-src 'self'; form-action 'none'"
    named = " ".join(f"'{script.integrity}'" for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            # `strict-dynamic` lets the two scripts load their own parts; `unsafe-eval` is for the checks of the forms.
            f"script-src {named} 'strict-dynamic' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            f"{_SHARED}{' https://avatars.githubusercontent.com' if editor and editor.backend == 'github' else ''}",
            "font-src 'self' data:",
            " ".join(filter(None, ("connect-src 'self' blob: data:", LOCAL, _service(editor)))),
            "form-action 'self'",
        )
    )


def _service(editor: Editor | None) -> str:
    """Return the host that the editor speaks with."""
    if editor is None:
        return ""
    if editor.backend == "github":
        return "https://api.github.com"
    return f"https://{editor.server.host}" if editor.server else f"https://{editor.backend}.com"


def _script(files: Mapping[str, bytes], name: str) -> Script:
    return Script(name, fingerprint(files[name]))


def fingerprint(content: bytes) -> str:
    """Return `sha384-…`, the hash that is usual for the integrity of what others made."""
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def _page(template: str, content: Content, scripts: list[Script], policy: str, repo: str) -> bytes:
    return (
        _environment()
        .get_template(template)
        .render(policy=policy, office=content.office.label, scripts=scripts, repo=repo)
        .encode()
    )
