"""Google's Lighthouse on one page, as on a middling phone: four scores out of 100."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable

from browsing import CHROMIUM, FLAGS, ROOT

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
NODE = shutil.which("node") or shutil.which("nodejs")
RUNS = subprocess.run([NODE or "false", str(PROGRAM), "--version"], capture_output=True, check=False).returncode == 0
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(url: str, categories: Iterable[str] = CATEGORIES) -> dict[str, int]:
    """Return the score of a page by category. Lighthouse itself exits with 0 whatever it finds."""
    ran = subprocess.run(
        [
            str(NODE),
            str(PROGRAM),
            url,
            "--quiet",
            "--output=json",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(categories)}",
            f"--chrome-flags={' '.join(['--headless', *FLAGS])}",
        ],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found = json.loads(ran.stdout)["categories"]
    return {name: round(found[name]["score"] * 100) for name in found}
