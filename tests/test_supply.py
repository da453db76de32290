"""What the program is made of: the bill of materials, the audit that fails when it can't ask, the packed release."""

import gzip
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import HERE

ROOT = HERE.parent
SCRIPT = ROOT / ".github" / "scripts" / "supply.py"
PYTHON_LOCK = (
    "mkdocs==1.6.1 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
)
NPM_LOCK = {
    "packages": {
        "": {"name": "prongsai"},
        "node_modules/yaml": {"version": "2.9.1", "integrity": "sha512-AAE="},
        "node_modules/a/node_modules/@b/c": {"version": "1.0.0", "dev": True},
        "node_modules/react": {"name": "isarray", "version": "2.0.5"},
    }
}


@pytest.fixture
def supply() -> ModuleType:
    spec = importlib.util.spec_from_file_location("supply", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module  # where a dataclass looks for its own module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "prongsai"\nversion = "1.0.0"\n', "utf-8")
    (tmp_path / "requirements.lock").write_text(PYTHON_LOCK, "utf-8")
    (tmp_path / "requirements-dev.lock").write_text(PYTHON_LOCK + "pytest==9.0.0 \\\n", "utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(NPM_LOCK), "utf-8")
    return tmp_path


def test_the_bill_names_what_a_site_is_built_with_and_nothing_of_the_tests(supply: ModuleType, project: Path) -> None:
    assert supply.bill(project)["components"] == [
        {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, **more}
        for purl, name, version, more in (
            ("pkg:pypi/colorama@0.4.6", "colorama", "0.4.6", {}),
            ("pkg:pypi/mkdocs@1.6.1", "mkdocs", "1.6.1", {}),
            ("pkg:npm/isarray@2.0.5", "isarray", "2.0.5", {}),
            ("pkg:npm/yaml@2.9.1", "yaml", "2.9.1", {"hashes": [{"alg": "SHA-512", "content": "0001"}]}),
        )
    ]


def test_the_bill_of_this_project_is_sound_and_complete(supply: ModuleType) -> None:
    bill = supply.bill(ROOT)

    refs = [component["bom-ref"] for component in bill["components"]]
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert len(refs) == len(set(refs))
    assert {"pkg:pypi/mkdocs@1.6.1", "pkg:pypi/mkdocs-material@9.8.1"} <= set(refs)
    assert [component["name"] for component in bill["components"] if component["name"] in {"pytest", "axe-core"}] == []
    purl = re.compile(r"pkg:(pypi|npm)/\S+@\S+")
    assert [ref for ref in refs if not purl.fullmatch(ref)] == []
    hashes = [one["content"] for component in bill["components"] for one in component.get("hashes", [])]
    assert [digest for digest in hashes if not re.fullmatch("[0-9a-f]{128}", digest)] == []


def test_the_audit_asks_about_the_tools_of_the_tests_too(supply: ModuleType, project: Path) -> None:
    asked: list[dict[str, Any]] = []

    def fake(queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        asked.extend(queries)
        return [{"vulns": [{"id": "GHSA-1"}]} if one["package"]["name"] == "yaml" else {} for one in queries]

    found = supply.weaknesses(supply.locked(project, dev=True), fake)

    assert found == ["yaml 2.9.1: GHSA-1"]
    assert [(one["package"]["ecosystem"], one["package"]["name"], one["version"]) for one in asked] == [
        ("PyPI", "colorama", "0.4.6"),
        ("PyPI", "mkdocs", "1.6.1"),
        ("PyPI", "pytest", "9.0.0"),
        ("npm", "@b/c", "1.0.0"),
        ("npm", "isarray", "2.0.5"),
        ("npm", "yaml", "2.9.1"),
    ]


def refused(_: object) -> list[dict[str, Any]]:
    raise OSError("no way out")


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda queries: [{}] * len(queries), 0),
        (lambda queries: [{"vulns": [{"id": "X"}]}, *[{}] * (len(queries) - 1)], 1),
        (lambda queries: [{}] * (len(queries) - 1), 2),
        (lambda _: None, 2),
        (refused, 2),
    ],
    ids=["nothing known", "a weakness", "an answer too few", "no answer", "no network"],
)
def test_the_audit_is_red_when_something_is_known_and_when_it_could_not_ask(
    supply: ModuleType, capsys: pytest.CaptureFixture[str], ask: object, code: int
) -> None:
    assert supply.main(["audit"], ask) == code
    assert in_thai(capsys.readouterr().err)


def in_thai(text: str) -> bool:
    return any("ก" <= letter <= "ฮ" for letter in text)


@pytest.mark.skipif(os.name == "nt", reason="releases are packed on GitHub's Linux machines")
def test_a_release_is_packed_the_same_whenever_and_wherever(tmp_path: Path) -> None:
    archives = []
    for number, place in enumerate(("a", "ข ค")):
        tree = tmp_path / place
        (tree / ".github" / "scripts").mkdir(parents=True)
        for name in ("pack.sh", "supply.py"):
            (tree / ".github" / "scripts" / name).write_bytes((SCRIPT.parent / name).read_bytes())
        for name in ("pyproject.toml", "requirements.lock", "package-lock.json"):
            (tree / name).write_bytes((ROOT / name).read_bytes())
        site = tree / "made"
        (site / "oit").mkdir(parents=True)
        for page in (site / ".prongsai", site / "index.html", site / "oit" / "index.html"):
            page.write_text("หน้า", "utf-8")
            page.chmod(0o600 if number else 0o644)
        environment = os.environ | {
            "GITHUB_REF_NAME": "v1.0.0",
            "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
            "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
        }
        git = ["git", "-c", "user.name=ก", "-c", "user.email=a@b.example"]
        for command in (
            [*git, "init", "--quiet"],
            [*git, "add", ".github"],
            [*git, "commit", "--quiet", "--message", "หนึ่ง"],
            ["bash", ".github/scripts/pack.sh", "release", "made"],
        ):
            subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True)
        archives.append({path.name: path.read_bytes() for path in (tree / "release").iterdir()})

    one, other = archives
    names = [f"prongsai-v1.0.0-{part}" for part in ("bill.cdx.json", "site.tar.gz", "source.tar.gz")]
    assert sorted(one) == ["SHA256SUMS", *names]
    assert one == other
    sums = "".join(f"{hashlib.sha256(one[name]).hexdigest()}  {name}\n" for name in names)
    assert one["SHA256SUMS"].decode() == sums
    packed = tmp_path / "site.tar"
    packed.write_bytes(gzip.decompress(one[names[1]]))
    with tarfile.open(packed) as tar:
        assert sorted(tar.getnames()) == [".", "./index.html", "./oit", "./oit/index.html"]
