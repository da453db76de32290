"""Says on GitHub what our own program wrote: one comment on a pull request, one issue a notice, one pull request.

Only the standard library and `gh` are used, because this runs where a token may write, and nothing that is downloaded
should run there. Whatever comes from outside is data: it is read from files, sent as JSON on standard input, and never
put into a command. The pull request is found from the event that GitHub wrote, never from an artifact, which whoever
opened the pull request has made.
"""

# ruff: noqa: INP001 - a script that stands by itself

import argparse
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

MOST_ARCHIVE_BYTES = 1_000_000
MOST_TEXT_BYTES = 300_000
MOST_CHARACTERS = 65_000
"""GitHub takes 65,536."""
BOT = "github-actions[bot]"
SUMMARY = "<!-- prongsai:summary -->"
_TAG = re.compile(r"<(?!(?:/?code|br)>|!-- prongsai:[\w-]+ -->)")
_LINKS = re.compile(r"@(?=\w)|\](?=[\[(:])|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def api(path: str, *, method: str = "GET", body: object = None, every_page: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Ask GitHub's API and return its answer; a list of pages is returned as one list."""
    command = ["gh", "api", "--method", method, path]
    if every_page:
        command += ["--paginate", "--slurp"]
    given = None
    if body is not None:
        command += ["--input", "-"]
        given = json.dumps(body).encode()
    answer = json.loads(_run(command, given) or b"null")
    return [one for page in answer for one in page] if every_page else answer


def _run(command: list[str], given: bytes | None = None) -> bytes:
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - no shell, our own words


def tell(text: str) -> None:
    """Say a line in the log. A line that begins with `::` would be a command to the runner."""
    sys.stdout.write(f"- {' '.join(text.split())}\n")


def harmless(text: str) -> str:
    """Return a text from outside, fit to stand under our name: nobody is mentioned, nothing links or is hidden.

    What our program writes has none of it, but whoever opened the pull request may have written this instead.
    """
    shown = _TAG.sub("&lt;", _UNSEEN.sub("", text))
    return _LINKS.sub("\\g<0>\u2060", shown)[:MOST_CHARACTERS]


# ── the comment ──────────────────────────────────────────────────────────────────────────────────────────────────


def comment(repository: str, event: dict[str, Any]) -> None:
    """Write the summary of a finished check to its pull request: one comment, renewed each time."""
    run = event["workflow_run"]
    number = pull_request(repository, run)
    if number is None:
        tell("ไม่มีคำขอแก้ไขที่เปิดอยู่และตรงกับการตรวจนี้ จึงไม่เขียนความเห็น")
        return
    text = artifact(repository, int(run["id"]))
    if text is None or not text.startswith(SUMMARY):
        tell("การตรวจนี้ไม่มีผลสรุปที่ใช้ได้ จึงไม่เขียนความเห็น")
        return
    site = f"{os.environ['GITHUB_SERVER_URL']}/{repository}/actions/runs/{int(run['id'])}#artifacts"
    body = {"body": f"{harmless(text)}\n[ดาวน์โหลดเว็บไซต์ที่สร้างจากคำขอนี้ และดูผลตรวจทั้งหมด]({site})\n"}
    written = [
        one["id"]
        for one in api(f"repos/{repository}/issues/{number}/comments?per_page=100", every_page=True)
        if (one.get("user") or {}).get("login") == BOT and (one.get("body") or "").startswith(SUMMARY)
    ]
    if written:
        api(f"repos/{repository}/issues/comments/{int(written[0])}", method="PATCH", body=body)
    else:
        api(f"repos/{repository}/issues/{number}/comments", method="POST", body=body)
    tell(f"เขียนผลสรุปในคำขอ {number} แล้ว")


def pull_request(repository: str, run: dict[str, Any]) -> int | None:
    """Return the open pull request whose newest commit was checked, or None: another push has come, or it is closed."""
    fork = run["head_repository"]
    if fork is None:  # it was deleted while the check ran
        return None
    head = quote(f"{fork['owner']['login']}:{run['head_branch']}", safe="")
    found = api(f"repos/{repository}/pulls?state=open&per_page=100&head={head}", every_page=True)
    numbers = [int(one["number"]) for one in found if one["head"]["sha"] == run["head_sha"]]
    return min(numbers, default=None)


def artifact(repository: str, run: int) -> str | None:
    """Return the text that the check left, or None when there is none that can be used."""
    listed = api(f"repos/{repository}/actions/runs/{run}/artifacts?per_page=100")["artifacts"]
    fitting = [one for one in listed if one["name"] == "summary" and one["size_in_bytes"] <= MOST_ARCHIVE_BYTES]
    if not fitting:
        return None
    archive = _run(["gh", "api", f"repos/{repository}/actions/artifacts/{int(fitting[0]['id'])}/zip"])
    return unpacked(archive)


def unpacked(archive: bytes) -> str | None:
    """Return the one text in the archive: read here, in memory, and no more of it than a comment may hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open("summary.md") as file:
            return file.read(MOST_TEXT_BYTES).decode("utf-8", "ignore")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None


# ── issues ───────────────────────────────────────────────────────────────────────────────────────────────────────


def issues(repository: str, notices: list[dict[str, Any]]) -> None:
    """File each notice: as it stands in the issue that was filed for it before, else as a new one.

    A notice that is told `once` leaves an issue alone that people have closed.
    """
    path = f"repos/{repository}/issues?state=all&per_page=100&creator={quote(BOT, safe='')}"
    filed = [one for one in api(path, every_page=True) if "pull_request" not in one]
    for notice in notices:
        mine = [one for one in filed if (one.get("body") or "").startswith(notice["marker"])]
        content = {"title": notice["title"][:250], "body": harmless(notice["body"])}
        if mine:
            _renew(repository, min(mine, key=lambda one: int(one["number"])), notice, content)
        elif notice["open"]:
            made = api(f"repos/{repository}/issues", method="POST", body={**content, "labels": [notice["label"]]})
            tell(f"เปิดประกาศ {int(made['number'])}: {notice['title']}")
        else:
            tell(f"ไม่มีอะไรต้องประกาศ: {notice['title']}")


def _renew(repository: str, issue: dict[str, Any], notice: dict[str, Any], content: dict[str, str]) -> None:
    is_open = issue["state"] == "open"
    if notice["once"] and not is_open:
        tell(f"ประกาศ {int(issue['number'])} ปิดแล้ว ไม่เปิดซ้ำ")
        return
    same = all(issue.get(name) == text for name, text in content.items())
    if same and is_open == notice["open"]:
        tell(f"ประกาศ {int(issue['number'])} ไม่เปลี่ยน")
        return
    state = "open" if notice["open"] else "closed"
    api(f"repos/{repository}/issues/{int(issue['number'])}", method="PATCH", body={**content, "state": state})
    tell(f"ปรับประกาศ {int(issue['number'])} แล้ว")


# ── pull requests ────────────────────────────────────────────────────────────────────────────────────────────────


def propose(repository: str, branch: str, title: str, text: str) -> None:
    """Open the pull request of a branch that was pushed, unless it is open already: then the push has renewed it."""
    head = quote(f"{repository.partition('/')[0]}:{branch}", safe="")
    if api(f"repos/{repository}/pulls?state=open&head={head}"):
        tell("คำขอแก้ไขเดิมยังเปิดอยู่ และปรับตามผลล่าสุดแล้ว")
        return
    base = api(f"repos/{repository}")["default_branch"]
    content = {"title": title, "body": text, "head": branch, "base": base}
    made = api(f"repos/{repository}/pulls", method="POST", body=content)
    tell(f"เปิดคำขอแก้ไข {int(made['number'])} แล้ว")


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; the repository and the event come from the runner's environment."""
    parser = argparse.ArgumentParser(prog="say.py", description="เขียนผลตรวจลงใน GitHub")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("comment", help="เขียนผลสรุปในคำขอแก้ไข")
    commands.add_parser("issues", help="เปิดหรือปรับประกาศ").add_argument("notices", type=Path)
    proposing = commands.add_parser("propose", help="เปิดคำขอแก้ไขของ branch")
    proposing.add_argument("branch")
    proposing.add_argument("title")
    proposing.add_argument("text", type=Path)
    options = parser.parse_args(arguments)
    repository = os.environ["GITHUB_REPOSITORY"]
    if options.command == "comment":
        comment(repository, json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8")))
    elif options.command == "issues":
        issues(repository, json.loads(options.notices.read_text("utf-8")))
    else:
        propose(repository, options.branch, options.title, options.text.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
