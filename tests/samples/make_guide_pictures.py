"""Makes the pictures of the guide, in generator/guide/pictures, by doing what it says in a copy of the demo office.

Run: .venv/bin/python tests/samples/make_guide_pictures.py [NAME …]
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browsing import CHROMIUM, FLAGS, served  # noqa: E402
from following import Reader, chapter_of, pieces_of, start, wrong_with  # noqa: E402

from generator.guide import FOLDER  # noqa: E402
from generator.guide import PICTURES as FOLDER_NAME  # noqa: E402

WIDTH, HEIGHT, MOST = 900, 720, 60_000
OVERLAY_PORT = 8827


def news_page(reader: Reader, browser: Browser) -> Image.Image:
    """The news item of the chapter on news, just published."""
    _follow(reader, "news")
    return _of_site(reader, browser, "news/2564/open-house/", "main")


def o10_page(reader: Reader, browser: Browser) -> Image.Image:
    """The page of O10 with its three elements covered."""
    _follow(reader, "evidence")
    return _of_site(reader, browser, "oit/2565/o10/", "main")


def mistake_overlay(reader: Reader, browser: Browser) -> Image.Image:
    """The preview with the mistakes of the chapter on mistakes over it."""
    reader.types("make site")
    with _preview(reader) as address:
        page = _page(browser, f"{address}news/")
        pieces = pieces_of(chapter_of("mistakes"))
        list(wrong_with(reader, pieces[: next(at for at, one in enumerate(pieces) if one.kind == "answer")]))
        page.wait_for_selector("pre[role=alert]", timeout=60_000)
        return _shot(page)


PICTURES: dict[str, Callable[[Reader, Browser], Image.Image]] = {
    "news-page.webp": news_page,
    "o10-page.webp": o10_page,
    "mistake-overlay.webp": mistake_overlay,
}
"""How each picture is made."""


def main(names: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        for name in names or PICTURES:
            with tempfile.TemporaryDirectory() as folder:
                reader = start(Path(folder) / "clone", Path(folder) / "home")
                _save(PICTURES[name](reader, browser), FOLDER / FOLDER_NAME / name)
        browser.close()


def _follow(reader: Reader, chapter: str) -> None:
    wrong = list(wrong_with(reader, pieces_of(chapter_of(chapter))))
    if wrong:
        raise SystemExit("\n\n".join(wrong))


def _of_site(reader: Reader, browser: Browser, address: str, top: str) -> Image.Image:
    """Return a page of the site from its content on, without the head that all pages have."""
    with served(reader.root / "site") as base:
        page = _page(browser, base + address)
        page.locator(top).evaluate("element => element.scrollIntoView()")
        return _shot(page)


@contextmanager
def _preview(reader: Reader) -> Iterator[str]:
    command = [sys.executable, "-m", "generator", "serve", "--root", str(reader.root), "--port", str(OVERLAY_PORT)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8") as server:
        for line in server.stderr or ():
            if "http://" in line:
                break
        yield f"http://127.0.0.1:{OVERLAY_PORT}/"
        server.terminate()


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="th-TH", reduced_motion="reduce")
    page.goto(address)
    page.wait_for_load_state("networkidle") if "8827" not in address else page.wait_for_timeout(1_500)
    return page


def _shot(page: Page) -> Image.Image:
    picture = Image.open(BytesIO(page.screenshot()))
    page.close()
    return picture.convert("RGB")


def _save(picture: Image.Image, path: Path) -> None:
    """Save a picture at the best quality that keeps it light."""
    kept = BytesIO()
    for quality in range(86, 40, -6):
        kept = BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= MOST:
            break
    path.write_bytes(kept.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])
