"""Makes docs/site.png, the picture of the site in README, from the site as it is built: `make site` first.

Run: .venv/bin/python tests/samples/make_screenshot.py
"""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = (("/", 1100), ("/oit/2564/o10/", 390))


def main() -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(ROOT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        shots = [_shot(browser, f"http://127.0.0.1:{server.server_port}{path}", width) for path, width in VIEWS]
        browser.close()
    gap = 24
    sheet = Image.new("RGB", (sum(one.width for one in shots) + gap * 3, shots[0].height + gap * 2), "#dfe5eb")
    left = gap
    for one in shots:
        sheet.paste(one, (left, gap))
        left += one.width + gap
    small = sheet.resize((sheet.width * 3 // 4, sheet.height * 3 // 4), Image.Resampling.LANCZOS)
    small.quantize(128).save(ROOT / "docs" / "site.png", optimize=True)


def _shot(browser: Browser, address: str, width: int) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": 820})
    page.goto(address)
    picture = Image.open(BytesIO(page.screenshot()))
    page.close()
    return picture.convert("RGB")


if __name__ == "__main__":
    main()
