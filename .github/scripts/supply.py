"""What the program is made of, from the lock files: a bill of materials, and whether any of it has a known weakness.

    python3 -I .github/scripts/supply.py bill > bill.json      CycloneDX 1.6 of what a site is built with
    python3 -I .github/scripts/supply.py audit                 asks OSV about every locked package, those of tests too

Needs nothing but Python's own library, so that what looks after the dependencies adds none. The audit fails when it
can't ask, and when it gets fewer answers than it had questions: silence is not health.
"""

# ruff: noqa: INP001 - a script that stands by itself

import base64
import json
import re
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent.parent
OSV = "https://api.osv.dev/v1/querybatch"
BATCH = 500
SECONDS = 60
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
Ask = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


@dataclass(frozen=True, order=True)
class Package:
    """One locked package. `sha512` is of npm's archive; a Python lock has a hash for each of many files."""

    ecosystem: str
    name: str
    version: str
    sha512: str = ""

    @property
    def purl(self) -> str:
        """Return its package URL."""
        kind = self.ecosystem.lower()
        name = self.name.lower().replace("_", "-") if kind == "pypi" else self.name
        return f"pkg:{kind}/{quote(name, safe='/')}@{quote(self.version, safe='')}"


def of_python(lock: str) -> Iterator[Package]:
    """Yield what a requirements lock names."""
    for name, version in PINNED.findall(lock):
        yield Package("PyPI", name, version)


def of_npm(lock: str, *, dev: bool) -> Iterator[Package]:
    """Yield what package-lock.json names; without `dev`, only what the published site contains."""
    for path, package in json.loads(lock)["packages"].items():
        if path and (dev or not package.get("dev")):
            name = package.get("name") or path.rpartition("node_modules/")[2]
            digest = package.get("integrity", "").removeprefix("sha512-")
            yield Package("npm", name, package["version"], base64.b64decode(digest).hex() if digest else "")


def locked(root: Path, *, dev: bool) -> list[Package]:
    """Return every locked package once, sorted."""
    names = ["requirements.lock", *(["requirements-dev.lock"] if dev else [])]
    found = {package for name in names for package in of_python((root / name).read_text("utf-8"))}
    return sorted(found | {*of_npm((root / "package-lock.json").read_text("utf-8"), dev=dev)})


def bill(root: Path) -> dict[str, Any]:
    """Return the bill of materials of what a site is built with: the same locks, the same bill."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    components = []
    for package in locked(root, dev=False):
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": package.purl,
            "name": package.name,
            "version": package.version,
            "purl": package.purl,
        }
        if package.sha512:
            component["hashes"] = [{"alg": "SHA-512", "content": package.sha512}]
        components.append(component)
    me = {"type": "application", "name": project["name"], "version": project["version"], "bom-ref": project["name"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": me},
        "components": components,
    }


def ask_osv(queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ask about some packages; raises OSError or ValueError when there is no answer."""
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(OSV, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        results: list[dict[str, Any]] = json.load(answer)["results"]
    return results


def weaknesses(packages: Iterable[Package], ask: Ask) -> list[str]:
    """Return a line for each known weakness. Raises ValueError when a question got no answer."""
    asked = list(packages)
    if not asked:
        raise ValueError("there is nothing to ask about")
    found = []
    for start in range(0, len(asked), BATCH):
        some = asked[start : start + BATCH]
        queries = [{"package": {"name": one.name, "ecosystem": one.ecosystem}, "version": one.version} for one in some]
        answers = ask(queries)
        if len(answers) != len(some):
            raise ValueError(f"{len(some)} questions, {len(answers)} answers")
        for package, answer in zip(some, answers, strict=True):
            found += [f"{package.name} {package.version}: {one['id']}" for one in answer.get("vulns", [])]
            if answer.get("next_page_token"):
                found.append(f"{package.name} {package.version}: …")
    return found


def main(arguments: list[str], ask: Ask = ask_osv) -> int:
    """Run one of the two and return the exit code: 1 for a weakness, 2 when it could not be found out."""
    if arguments == ["bill"]:
        sys.stdout.write(json.dumps(bill(ROOT), ensure_ascii=False, indent=2) + "\n")
        return 0
    if arguments != ["audit"]:
        sys.stderr.write("supply.py bill | audit\n")
        return 2
    try:
        packages = locked(ROOT, dev=True)
        found = weaknesses(packages, ask)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        sys.stderr.write(f"ตรวจไม่ได้ จึงถือว่าไม่ผ่าน / could not be checked, so it fails: {fault}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stderr.write(f"ตรวจ {len(packages)} แพ็กเกจ พบช่องโหว่ {len(found)} รายการ / {len(found)} known weaknesses\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
