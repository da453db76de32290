"""Is it HTML: the Nu checker, which the W3C's own validator runs on, reads every page there is."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from browsing import ROOT, need

JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
RUNS = (
    subprocess.run([JAVA or "false", "-jar", str(JAR), "--version"], capture_output=True, check=False).returncode == 0
)
pytestmark = need(RUNS, "Java 17 or vnu-jar")

BY_FILE = "violates Content Security Policy"
"""It reads pages as files, and to a file the policy's 'self' is nobody; test_policy.py asks a browser instead."""


def complaints(site: Path) -> list[str]:
    """Return what the checker says about the pages below a folder, but for the files that the office published."""
    pages = [str(page.relative_to(site)) for page in sorted(site.rglob("*.html"))]
    pages = [page for page in pages if not page.startswith("files/")]
    assert pages
    ran = subprocess.run(
        [str(JAVA), "-jar", str(JAR), "--format", "json", "--no-langdetect", *pages],
        cwd=site,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    return [
        f"{said['url'].rpartition('/site/')[2]}:{said.get('lastLine', 0)}: {said['type']}: {said['message']}"
        for said in json.loads(ran.stderr)["messages"]
        if BY_FILE not in said["message"]
    ]


def test_the_checker_has_nothing_to_say_about_any_page(office: Path) -> None:
    assert complaints(office / "site") == []


def test_the_checker_has_nothing_to_say_about_an_office_that_has_nothing_yet(empty_office: Path) -> None:
    assert complaints(empty_office / "site") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p id="a">ก<p id="a">ข', "error: Duplicate ID “a”."),
        ("<b>ก", "error: Unclosed element “b”."),
    ],
)
def test_the_checker_sees_what_is_wrong(tmp_path: Path, body: str, said: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text(f'<!doctype html><html lang="th"><head><title>ก</title></head>\n<body>{body}</body>')

    assert said in [complaint.partition(": ")[2] for complaint in complaints(site)]
