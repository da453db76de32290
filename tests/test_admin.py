"""The form editor at /admin/, opened in a browser on a local copy: what it writes passes the check.

Sign-in with a git service needs the service; here its answers are acted by the test, and the local program that stands
in for a service is the real one.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import CHROMIUM, ROOT, Visit, need, served, visit
from playwright.sync_api import Browser, Route, expect

from generator.cli import main
from generator.forms.parts import program

MODULES = ROOT / "node_modules"
SERVER = MODULES / "decap-server" / "dist" / "index.js"
NODE = shutil.which("node")
pytestmark = [
    need(CHROMIUM is not None, "Chromium or Chrome"),
    need(NODE is not None and SERVER.is_file() and bool(program(MODULES)), "Node.js with the packages of package.json"),
]

NEWS = "disclosures/news/2564/integrity-declaration.yaml"
NAMED = ("-c", "user.name=ผู้ทดสอบ", "-c", "user.email=test@example.com")


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


@dataclass
class Desk:
    """An editor that is open on a copy of the content in git."""

    made: Visit
    root: Path

    def enter(self, address: str) -> None:
        """Follow “แก้ไขหน้านี้” on a page, and sign in where that is asked."""
        self.made.go(address)
        self.made.page.get_by_role("link", name="แก้ไขหน้านี้").click()
        self.sign_in()

    def sign_in(self) -> None:
        page = self.made.page
        page.get_by_role("button", name="เข้าสู่ระบบ").or_(page.get_by_role("button", name="บันทึก")).first.wait_for()
        if page.get_by_role("button", name="เข้าสู่ระบบ").count():
            page.get_by_role("button", name="เข้าสู่ระบบ").click()

    def save(self, branch: str) -> str:
        """Save, and return what changed in the branch that is to be merged."""
        self.made.page.get_by_role("button", name="บันทึก", exact=True).click()
        name = f"cms/{branch}"
        until(lambda: name in git(self.root, "branch", "--format=%(refname:short)").split())
        until(lambda: git(self.root, "diff", "main", name) != "")
        return git(self.root, "diff", "-U0", "main", name)

    def merged(self, *branches: str) -> Path:
        """Return the content as it is when branches are merged: in a clone, for the program moves in the other."""
        clone = self.root.with_name("merged")
        git(self.root, "clone", "--quiet", "--branch=main", str(self.root), str(clone))
        for branch in branches:
            git(clone, *NAMED, "merge", "--quiet", f"origin/cms/{branch}")
        return clone


def until(true: Callable[[], bool]) -> None:
    """Wait for something that the local program does in its own time."""
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def lines(diff: str) -> list[str]:
    """Return the lines that a change took out and put in."""
    return [line for line in diff.splitlines() if re.match(r"[+-](?![+-]{2} )", line)]


@pytest.fixture
def desk(office: Path, browser: Browser, base: str, tmp_path: Path) -> Iterator[Desk]:
    root = tmp_path / "เนื้อหา"
    shutil.copytree(office / "disclosures", root / "disclosures")
    with (root / NEWS).open("a", encoding="utf-8") as file:
        file.write("# ความเห็นของคนเขียน\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "ผู้ทดสอบ")
    git(root, "config", "user.email", "test@example.com")
    git(root, "config", "core.quotepath", "off")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "เริ่ม")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"PORT": str(port), "BIND_HOST": "127.0.0.1", "MODE": "git", "GIT_REPO_DIRECTORY": str(root)}
    made = visit(browser, base)
    made.context.route("**/admin/config.yml", lambda route: with_port(route, port))
    with subprocess.Popen(
        [str(NODE), str(SERVER)], env=os.environ | told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        until(lambda: listens(port))
        yield Desk(made, root)
        made.context.close()
        server.terminate()
    # The editor asks for drafts that nobody has begun, and is told so; a form that is refused ends in a bare rejection.
    usual = (f"http://127.0.0.1:{port}/", "404 (Not Found)", "undefined")
    assert [fault for fault in made.faults if not any(known in fault for known in usual)] == []


def listens(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def with_port(route: Route, port: int) -> None:
    answer = route.fetch()
    local = f"local_backend: {{url: 'http://127.0.0.1:{port}/api/v1', allowed_hosts: [127.0.0.1]}}"
    route.fulfill(response=answer, body=answer.text().replace("local_backend: true", local))


def test_a_news_item_and_a_disclosure_are_edited_and_only_what_was_edited_changes(desk: Desk) -> None:
    page = desk.made.page
    desk.enter("news/2564/integrity-declaration/")
    title = page.get_by_label("หัวข้อ").first
    expect(title).to_have_value("ประกาศเจตจำนงสุจริตในการบริหารงาน ปีงบประมาณ 2564 (ตัวอย่าง)")
    title.fill("ประกาศเจตจำนงสุจริต: ปี 2564 #1 (ตัวอย่าง)")
    news = desk.save("news-2564/integrity-declaration")

    desk.enter("oit/2564/o10/")
    explanation = page.get_by_label("คำอธิบาย").first
    expect(explanation).to_have_value(re.compile("เผยแพร่แผนปฏิบัติการ"))
    explanation.fill("แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564 (เอกสารตัวอย่าง)")
    item = desk.save("oit-2564/o10")

    assert lines(news) == [
        "-title: ประกาศเจตจำนงสุจริตในการบริหารงาน ปีงบประมาณ 2564 (ตัวอย่าง)",
        '+title: "ประกาศเจตจำนงสุจริต: ปี 2564 #1 (ตัวอย่าง)"',
    ]
    assert [line[:14] for line in lines(item)] == ["-explanation: ", "+explanation: "]
    assert (
        main(["check", "--strict", "--root", str(desk.merged("news-2564/integrity-declaration", "oit-2564/o10"))]) == 0
    )


def test_a_new_entry_is_begun_in_the_folder_of_its_year_and_refused_on_a_day_of_another(desk: Desk) -> None:
    page = desk.made.page
    desk.made.go("admin/#/collections/news-2564/new")
    desk.sign_in()
    page.get_by_label("หัวข้อ").first.fill("ประชุมเครือข่าย (ตัวอย่าง)")
    date = page.get_by_label("วันที่").first
    date.fill("2564-10-01")
    page.get_by_label("สรุป").first.fill("ผู้แทนโรงเรียนประชุมร่วมกัน")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.get_by_text("วันที่ ไม่ตรงกับรูปแบบ").wait_for()  # a day of another year

    date.press("ControlOrMeta+a")
    page.keyboard.insert_text("2564-06-01")
    added = desk.save("news-2564/2564-06-01")

    assert lines(added) == ["+title: ประชุมเครือข่าย (ตัวอย่าง)", "+date: 2564-06-01", "+summary: ผู้แทนโรงเรียนประชุมร่วมกัน"]
    assert "disclosures/news/2564/2564-06-01.yaml" in added
    assert main(["check", "--strict", "--root", str(desk.merged("news-2564/2564-06-01"))]) == 0


def test_an_item_that_was_not_answered_yet_is_answered_under_its_own_code(desk: Desk) -> None:
    page = desk.made.page
    desk.made.go("admin/#/collections/oit-2565/entries/o5")
    desk.sign_in()
    page.get_by_role("combobox").first.click()
    page.get_by_text("ไม่มี (แจ้งแล้ว)").last.click()
    page.get_by_label("คำอธิบาย").first.fill("ปีนี้ไม่มี (ตัวอย่าง)")

    added = desk.save("oit-2565/o5")

    assert lines(added) == ["+item: O5", "+status: none", "+explanation: ปีนี้ไม่มี (ตัวอย่าง)"]
    assert "disclosures/oit/2565/o05.yaml" in added


def test_a_picture_is_uploaded_into_the_files_of_its_section_and_named_as_the_reader_wants_it(desk: Desk) -> None:
    page = desk.made.page
    desk.made.go("admin/#/collections/news-2564/entries/integrity-declaration")
    desk.sign_in()
    page.get_by_test_id("expand-button").first.click()
    page.get_by_role("button", name="เลือกรูปภาพอื่น").first.click()
    picture = desk.root / "disclosures/files/news/2564/ita-clinic-january.jpg"
    page.locator("input[type=file]").first.set_input_files(
        {"name": "ภาพพิธี 1.jpg", "mimeType": "image/jpeg", "buffer": picture.read_bytes()}
    )
    page.get_by_text("ภาพพิธี-1.jpg").first.wait_for()
    page.get_by_role("button", name="เลือกข้อมูลที่ถูกเลือก").click()

    changed = desk.save("news-2564/integrity-declaration")

    assert lines(changed) == [
        "-  file: files/news/2564/integrity-declaration.jpg",
        "+  file: files/news/2564/ภาพพิธี-1.jpg",
    ]
    assert "disclosures/files/news/2564/ภาพพิธี-1.jpg" in changed


# ---- signing in ------------------------------------------------------------------------------------------------------


def test_a_person_signs_in_to_github_with_a_token_of_their_own(
    browser: Browser, small_site: Callable[[str], Path]
) -> None:
    root = small_site("nothing-but-an-office")
    with (root / "disclosures/office.yaml").open("a", encoding="utf-8") as file:
        file.write("\neditor: {backend: github, repo: lp2/site}\n")
    assert main(["build", "--root", str(root)]) == 0
    with served(root / "site") as base:
        made = visit(browser, base)
        asked: list[str] = []
        made.context.route("https://api.github.com/**", lambda route: as_github(route, asked))
        made.context.route("**/admin/config.yml", on_the_web)
        made.go("admin/")
        with made.page.expect_popup() as opening:
            made.page.get_by_role("button", name="GitHub").click()
        window = opening.value
        window.get_by_label("รหัสเข้าถึง").fill("github_pat_of_a_test")
        window.get_by_role("button", name="เข้าใช้").click()
        made.page.get_by_role("link", name="หน่วยงาน").wait_for()
        made.context.close()

    assert asked[:2] == ["/user token github_pat_of_a_test", "/repos/lp2/site token github_pat_of_a_test"]
    assert [fault for fault in made.faults if not re.search(r"api\.github\.com|404 \(", fault)] == []


def as_github(route: Route, asked: list[str]) -> None:
    """Answer as the service does to somebody who may write; what is asked for later is not there."""
    path = urlsplit(route.request.url).path
    asked.append(f"{path} {route.request.headers.get('authorization', '')}")
    known = {
        "/user": {"login": "ta", "name": "ผู้ทดสอบ", "avatar_url": ""},
        "/repos/lp2/site": {"full_name": "lp2/site", "owner": {"login": "lp2"}, "permissions": {"push": True}},
    }
    if path in known:
        route.fulfill(json=known[path])
    else:
        route.fulfill(status=404, json={"message": "Not Found"})


def on_the_web(route: Route) -> None:
    """Hand out the configuration as it works away from the editor's own machine."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("local_backend: true", "local_backend: false"))
