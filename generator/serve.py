"""`prongsai serve`: the site on this machine, built again when a file is saved.

The folder that is served is swapped as a whole, so a reader sees the old page or the new one. A mistake keeps the old
site and is shown over the page as well as in the terminal.
"""

import json
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from generator.engine import EngineError
from generator.engine.policy import fingerprint
from generator.exports.wellknown import PRIVATE
from generator.outcome import Outcome
from generator.output import OutputError
from generator.progress import Progress
from generator.publish import PublishError
from generator.site import PRODUCT, build
from generator.talk import say

_STATE_PATH = "/.prongsai-state"
# Asks once a second what is new. It stands only in pages served here, never in the published site.
_SCRIPT = """
(function () {
  var seen = null, box = null;
  setInterval(function () {
    fetch("%s").then(function (answer) { return answer.json(); }).then(function (state) {
      if (seen !== null && state.version !== seen) { location.reload(); }
      seen = state.version;
      if (state.problems && !box) {
        box = document.body.appendChild(document.createElement("pre"));
        box.setAttribute("role", "alert");
        box.style.cssText = "position:fixed;inset:auto 0 0;max-height:50%%;overflow:auto;margin:0;padding:1rem;" +
          "background:#7f1d1d;color:#fff;z-index:99;white-space:pre-wrap;font:14px/1.6 sans-serif";
      }
      if (box && state.problems) { box.textContent = state.problems; }
      if (box && !state.problems) { box.remove(); box = null; }
    }).catch(function () { /* the server has stopped */ });
  }, 700);
})();
"""


def _watching(page: bytes) -> bytes:
    """Return a page with the script that asks, and with a policy that lets it run."""
    script = (_SCRIPT % _STATE_PATH).encode()
    page = page.replace(b"; script-src ", f"; script-src '{fingerprint(script)}' ".encode(), 1)
    return page.replace(b"</body>", b"<script>%b</script></body>" % script)


class State:
    """What the browser asks for: which build is shown, and what is wrong with the files as they are now."""

    def __init__(self) -> None:
        self.version = 0
        self.problems = ""
        self._lock = threading.Lock()

    def built(self, problems: str) -> None:
        """Note the end of a build; without problems the pages are new."""
        with self._lock:
            self.problems = problems
            if not problems:
                self.version += 1

    def as_json(self) -> bytes:
        """Return what the page's script reads."""
        with self._lock:
            return json.dumps({"version": self.version, "problems": self.problems}).encode()


class _Handler(SimpleHTTPRequestHandler):
    """The site's files, with the script that reloads added to pages."""

    def __init__(self, *arguments: Any, state: State, **options: Any) -> None:
        self._state = state
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.path.partition("?")[0] == _STATE_PATH:
            self._send(self._state.as_json(), "application/json")
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        # The form editor is left alone: a reload in the middle of a sentence would cost the sentence.
        if page.suffix == ".html" and page.is_file() and not self.path.startswith(f"/{PRIVATE}/"):
            self._send(_watching(page.read_bytes()), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the terminal for what matters."""


class _Server(ThreadingHTTPServer):
    """A server that does not mind a browser that leaves in the middle of a picture."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing: what is wrong with the content is said elsewhere."""


def serve(root: Path, port: int) -> int:
    """Build, serve and watch until interrupted; return the exit code."""
    most = 65_535
    if not 0 <= port <= most:
        say(f"พอร์ตต้องเป็นเลข 0 ถึง {most} / a port is a number from 0 to {most}")
        return 2
    state = State()
    site = root / "site"
    seen = _signature(root)
    _rebuild(root, site, state)
    if not site.is_dir():
        say("ยังไม่มีเว็บไซต์ให้เปิดดู แก้ข้อผิดพลาดข้างต้นแล้วบันทึก จะสร้างใหม่ให้เอง / no site yet: mend and save")
        site.mkdir()
    try:
        server = _Server(("127.0.0.1", port), partial(_Handler, directory=str(site), state=state))
    except OSError as fault:
        say(f"เปิดพอร์ต {port} ไม่ได้ ใช้ --port เลขอื่น / port {port} can't be used ({fault.strerror})")
        return 2
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    say(f"เปิดดูที่ {address} กด Ctrl-C เพื่อหยุด / serving at {address}")
    folders = [path for path in _watched(root) if path.exists()]
    # The first round comes after a moment even when nothing happens: it finds what was saved during the first build.
    for changes in watch(
        *folders, debounce=200, step=50, rust_timeout=300, yield_on_timeout=True, raise_interrupt=True
    ):
        if changes or (seen and seen != _signature(root)):
            _rebuild(root, site, state)
        seen = None
    return 0


def _signature(root: Path) -> tuple[tuple[str, int], ...] | None:
    """Return the name and time of every content file."""
    return tuple(sorted((str(path), path.lstat().st_mtime_ns) for path in (root / "disclosures").rglob("*")))


def _watched(root: Path) -> list[Path]:
    """Return what a build depends on: the content, and for those who work on it the design."""
    return [root / "disclosures", PRODUCT / "generator" / "templates", PRODUCT / "overrides", PRODUCT / "mkdocs.yml"]


def _rebuild(root: Path, site: Path, state: State) -> None:
    started = time.perf_counter()
    try:
        with Progress() as progress:
            outcome = build(root, site, preview=True, report=progress.report)
    except (PublishError, OutputError) as fault:
        state.built(f"{fault.th} / {fault.en}")
        say(state.problems)
        return
    except EngineError as fault:
        state.built("\n".join(fault.messages))
        say(state.problems)
        return
    errors = _errors(outcome)
    for error in errors:
        say(error)
    state.built("\n\n".join(errors))
    seconds = time.perf_counter() - started
    if outcome.pages:
        say(f"พร้อมแล้วใน {seconds:.1f} วินาที สร้างใหม่ {outcome.rendered} หน้า / ready, {outcome.rendered} pages anew")
    else:
        say("ยังไม่ปรับปรุง หน้าเดิมยังอยู่ / kept the old pages")


def _errors(outcome: Outcome) -> list[str]:
    return [f"{found}\nวิธีแก้: {found.fix_th}" for found in outcome.problems if found.severity == "error"]
