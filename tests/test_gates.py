"""The faults that prove the gates still fit the code, and the locks are what they promise. `make trust` runs them."""

import json
import re

import pytest
from conftest import HERE
from gates import FAULTS, Fault

ROOT = HERE.parent


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.path for fault in FAULTS])
def test_a_fault_still_has_its_place_in_the_code_and_its_gate_among_the_tests(fault: Fault) -> None:
    named = [argument.partition("::") for argument in fault.red if argument.startswith("tests/")]
    lost = [f"{path}::{name}" for path, _, name in named if f"def {name}" not in (ROOT / path).read_text("utf-8")]

    assert fault.old in (ROOT / fault.path).read_text("utf-8")
    assert fault.old != fault.new
    assert lost == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_version_and_a_hash(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pinned = re.compile(
        r"[\w.-]+==[\w.+!-]+( ; [^\\]+?)?\s+--hash=sha256:[0-9a-f]{64}(\s+--hash=sha256:[0-9a-f]{64})*\s*"
    )

    assert len(lines) > 50
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_every_npm_package_has_its_version_and_a_hash_and_names_no_host() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]

    assert [
        path
        for path, package in packages.items()
        if path and not (package["version"] and package.get("integrity", "").startswith("sha512-"))
    ] == []
    assert [path for path, package in packages.items() if "resolved" in package] == []


def test_every_threat_that_is_told_of_has_its_test() -> None:
    table = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", table)

    assert len(named) > 20
    assert [
        (path, name) for path, name in named if f"def {name or 'test_'}" not in (HERE / path).read_text("utf-8")
    ] == []
