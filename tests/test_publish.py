"""Publishing: whatever happens, the site is the old one or the new one, whole."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from generator import publish
from generator.publish import MARKER, PublishError, check_place, lock, staging, swap

ROOT = Path(__file__).resolve().parent.parent
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="how Linux does it")


def office(tmp_path: Path) -> Path:
    root = tmp_path / "สำนักงาน เขต 2"
    (root / "disclosures").mkdir(parents=True)
    return root


def put(root: Path, text: str, site: Path | None = None) -> Path:
    site = site or root / "site"
    with staging(site, root) as new:
        (new / "oit").mkdir()
        (new / "oit" / "index.html").write_text(text, "utf-8")
        swap(new, site)
    return site


def page(site: Path) -> str:
    return (site / "oit" / "index.html").read_text("utf-8")


def leftovers(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}."))


def run(script: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("exchange", [True, False])
def test_the_new_site_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda _new, _site: False)
    root = office(tmp_path)
    (root / "site").mkdir()  # an empty folder may be taken

    put(root, "แรก")
    (root / "site" / "old.html").write_text("จะหายไป", "utf-8")
    site = put(root, "ที่สอง")

    assert page(site) == "ที่สอง"
    assert sorted(path.name for path in site.iterdir()) == [MARKER, "oit"]
    assert leftovers(site) == []


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    root = office(tmp_path)
    site = put(root, "เดิม")

    with pytest.raises(ZeroDivisionError), staging(site, root) as new:
        (new / "half.html").write_text("ครึ่งเดียว", "utf-8")
        raise ZeroDivisionError

    assert page(site) == "เดิม"
    assert leftovers(site) == []


@linux_only
def test_modes_are_for_a_web_server_whatever_the_umask(tmp_path: Path) -> None:
    root = office(tmp_path)
    before = os.umask(0o077)
    try:
        site = put(root, "อ่านได้")
    finally:
        os.umask(before)

    modes = {path.relative_to(site).as_posix(): oct(path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")]}
    assert modes == {".": "0o755", MARKER: "0o644", "oit": "0o755", "oit/index.html": "0o644"}


@pytest.mark.parametrize("exchange", [True, False])
@linux_only
def test_kill_nine_at_any_moment_leaves_a_whole_site(tmp_path: Path, exchange: bool) -> None:
    root = office(tmp_path)
    site = root / "site"
    script = """
        import sys
        from pathlib import Path
        from generator import publish
        if sys.argv[2] == "False":
            publish._exchange = lambda new, site: False
        root = Path(sys.argv[1])
        for number in range(100_000):
            with publish.lock(root), publish.staging(root / "site", root) as new:
                for name in range(40):
                    (new / f"{name}.html").write_text(str(number), "utf-8")
                publish.swap(new, root / "site")
            if number == 0:
                print("first", flush=True)
        """
    moments = random.Random(2564)  # noqa: S311
    for _ in range(8):
        process = run(script, root, exchange)
        assert process.stdout
        assert process.stdout.readline() == "first\n"
        time.sleep(moments.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        with lock(root), staging(site, root):
            pass  # the next run: recovers before anything else
        contents = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
        assert len(contents) == 40
        assert len(set(contents.values())) == 1
        assert leftovers(site) == []


def test_a_run_killed_between_its_two_renames_is_undone(tmp_path: Path) -> None:
    root = office(tmp_path)
    site = put(root, "เดิม")
    site.rename(root / ".site.old-abc")
    (root / ".site.new-abc").mkdir()
    (root / ".site.new-abc" / "index.html").write_text("ใหม่", "utf-8")

    with staging(site, root):
        assert page(site) == "เดิม"
    assert leftovers(site) == []


def test_if_the_second_rename_fails_the_old_site_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = office(tmp_path)
    site = put(root, "เดิม")
    monkeypatch.setattr(publish, "_exchange", lambda _new, _site: False)
    real = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if self.name.startswith(".site.new-"):
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(PublishError, match="Input/output error"):
        put(root, "ใหม่")

    assert page(site) == "เดิม"


@linux_only
def test_a_full_disk_is_said_in_words_and_the_old_site_stays(tmp_path: Path) -> None:
    root = office(tmp_path)
    site = put(root, "เดิม")
    script = """
        import resource, sys
        from pathlib import Path
        from generator.publish import PublishError, staging, swap
        root = Path(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            with staging(root / "site", root) as new:
                (new / "big.html").write_text("x" * 100_000, "utf-8")
                swap(new, root / "site")
        except PublishError as error:
            print(error.en)
        """
    said, _ = run(script, root).communicate()

    assert said.startswith("cannot write ")
    assert said.endswith("(File too large); the old site is untouched\n")
    assert page(site) == "เดิม"
    assert leftovers(site) == []


@linux_only
def test_a_second_build_at_once_is_refused_and_a_later_one_is_not(tmp_path: Path) -> None:
    root = office(tmp_path)
    script = """
        import sys
        from pathlib import Path
        from generator.publish import PublishError, lock
        try:
            with lock(Path(sys.argv[1])):
                print("mine")
        except PublishError as error:
            print(error.en)
        """
    with lock(root) as folder:
        assert folder == root / ".prongsai"
        assert run(script, root).communicate()[0] == (
            "another build of this site is running; wait for it and try again\n"
        )
    assert run(script, root).communicate()[0] == "mine\n"


def refusal(place: Path, root: Path) -> str:
    try:
        check_place(place, root)
    except PublishError as error:
        return error.en.removeprefix(str(place))
    return "fine"


def test_places_that_are_not_ours_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = office(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.docx").write_text("งาน", "utf-8")
    other = tmp_path / "other"
    (other / "disclosures").mkdir(parents=True)
    (other / MARKER).touch()
    file = tmp_path / "file"
    file.touch()
    link = tmp_path / "link"
    (tmp_path / "target").mkdir()
    link.symlink_to(tmp_path / "target")

    places = [Path("/"), home, tmp_path, root, root / "disclosures" / "x", foreign, other, file, link, root / "ok"]
    answers = {place.name: refusal(place, root) for place in places}

    sources = " holds sources or a home folder, so a site cannot be put there"
    assert answers == {
        "": sources,
        "home": sources,
        tmp_path.name: sources,
        root.name: sources,
        "x": sources,
        "foreign": " holds files that this program did not make; move them away or use another folder",
        "other": sources,
        "file": " is not a folder",
        "link": " is a symbolic link, not a folder",
        "ok": "fine",
    }
    assert (foreign / "thesis.docx").exists()


def test_a_site_elsewhere_and_a_relative_one_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = office(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert page(put(root, "ที่อื่น", tmp_path / "deep" / "er" / "public_html")) == "ที่อื่น"
    put(root, "สัมพัทธ์", Path("relative"))
    put(root, "อีกครั้ง", Path("relative"))
    assert page(tmp_path / "relative") == "อีกครั้ง"
    assert leftovers(tmp_path / "relative") == []


def test_caches_that_came_from_elsewhere_are_not_believed(tmp_path: Path) -> None:
    root = office(tmp_path)
    with lock(root) as folder:
        (folder / "engine").mkdir()
        (folder / "engine" / "page").write_text("ของเรา", "utf-8")
    with lock(root) as folder:
        assert (folder / "engine" / "page").is_file()

    shutil.copytree(root, tmp_path / "clone")  # as git or an archive would bring it
    with lock(tmp_path / "clone") as folder:
        assert sorted(path.name for path in folder.iterdir()) == ["lock", "made-here"]
