"""`prongsai init`: a new office's tree from a few answers, and nothing published while it holds placeholders."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from generator.cli import main
from generator.kinds.office import Office
from generator.scaffold import QUESTIONS, ScaffoldError, complete, start
from generator.schemas.notes import notes
from generator.site import build, check_content
from generator.source import parse_document, plain

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = {
    "name": "สำนักงานทดสอบ เขต 1",
    "short_name": "สพป.ทดสอบ เขต 1",
    "url": "https://www.test.go.th",
    "body_type": "esao",
    "current_year": "2565",
    "email": "office@test.go.th",
    "phone": "0 2000 0001",
}
FLAGS = [text for question in QUESTIONS for text in (question.flag, ANSWERS[question.name])]
posix_only = pytest.mark.skipif(os.name == "nt", reason="links of POSIX")


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def office_of(root: Path) -> dict[str, object]:
    document = parse_document("office.yaml", (root / "disclosures/office.yaml").read_text("utf-8"))
    assert document.tree is not None
    data = plain(document.tree)
    assert isinstance(data, dict)
    return data


def answering(*answers: str) -> tuple[Callable[[str], str], list[str], list[str]]:
    """Return a person who gives these answers, what that person was asked, and room for what was said of them."""
    left: Iterator[str] = iter(answers)
    asked: list[str] = []

    def read(question: str) -> str:
        asked.append(question)
        return next(left)

    return read, asked, []


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_office_is_a_whole_tree_with_nothing_wrong_in_it(tmp_path: Path) -> None:
    made = start(tmp_path / "office", ANSWERS)

    folders = ("assessments", "catalogues", "documents", "files", "honors", "lessons", "news", "oit", "programme")
    files = [f"disclosures/{folder}/.gitkeep" for folder in (*folders, "surveys")]
    written = ["disclosures/catalogues/oit-2565.yaml", "disclosures/office.yaml", "disclosures/schools.yaml"]
    assert sorted(tree(tmp_path / "office")) == sorted([*files, *written, ".gitignore"])
    assert made.written == (*written, ".gitignore")
    assert check_content(tmp_path / "office").problems == ()
    assert office_of(tmp_path / "office") == {
        "name": "สำนักงานทดสอบ เขต 1",
        "short_name": "สพป.ทดสอบ เขต 1",
        "url": "https://www.test.go.th",
        "body_type": "esao",
        "current_year": "2565",
        "own_hosts": ["www.test.go.th", "test.go.th"],
        "contact": {"phone": "0 2000 0001", "email": "office@test.go.th"},
    }


def test_the_catalogue_is_that_of_the_product_byte_for_byte(tmp_path: Path) -> None:
    start(tmp_path, ANSWERS)

    path = "disclosures/catalogues/oit-2565.yaml"
    assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes()


def test_the_same_answers_make_the_same_bytes(tmp_path: Path) -> None:
    start(tmp_path / "one", ANSWERS)
    start(tmp_path / "two", ANSWERS)

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_every_field_of_the_office_is_explained_and_its_examples_are_right_for_a_demonstration(tmp_path: Path) -> None:
    start(tmp_path, ANSWERS)
    place = tmp_path / "disclosures/office.yaml"
    (tmp_path / "disclosures/files/office").mkdir()
    Image.new("RGB", (512, 512), "teal").save(tmp_path / "disclosures/files/office/emblem.png")
    Image.new("RGB", (90, 120), "teal").save(tmp_path / "disclosures/files/office/director.jpg")
    lines = [line for line in place.read_text("utf-8").splitlines() if not line.startswith("##")]
    used = "\n".join(re.sub("^# ?", "", line) for line in lines)

    place.write_text(used, "utf-8")

    assert [str(found) for found in check_content(tmp_path).problems] == []
    assert set(office_of(tmp_path)) == {note.name for note in notes(Office)}
    place.write_text(used.replace("demo: true", "demo: false"), "utf-8")
    assert {found.code for found in check_content(tmp_path).problems} == {"placeholder"}


def test_the_empty_site_is_built_and_goes_on_to_a_year_of_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path), *FLAGS]) == 0
    assert main(["new", "year", "2565", "--root", str(tmp_path)]) == 0
    capsys.readouterr()

    outcome = build(tmp_path, tmp_path / "site", report=lambda *_: None)

    assert [str(found) for found in outcome.problems if found.code != "no-cards"] == []
    item = (tmp_path / "site/oit/2565/o10/index.html").read_text("utf-8")
    assert "กำลังจัดทำ" in item
    assert "สพป.ทดสอบ เขต 1" in item


@pytest.mark.parametrize(
    ("missing", "codes"), [(("email",), 1), (("phone",), 1), (("email", "phone"), 2)], ids=["email", "phone", "both"]
)
def test_contact_that_is_left_to_fill_is_never_published(
    tmp_path: Path, missing: tuple[str, ...], codes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    start(tmp_path, {**ANSWERS, **dict.fromkeys(missing, "")})

    assert main(["build", "--root", str(tmp_path)]) == 1

    printed = capsys.readouterr()
    said = re.findall(r"disclosures/office\.yaml:\d+:\d+: error\[placeholder\] ช่อง “(\w+)” ยังเป็นค่าตัวอย่าง", printed.out)
    assert (sorted(said), len(said)) == (sorted(missing), codes)
    assert not (tmp_path / "site").exists()
    assert "nothing was published" in printed.err


def test_a_year_without_a_catalogue_is_begun_all_the_same_and_says_how_to_get_one(tmp_path: Path) -> None:
    made = start(tmp_path, {**ANSWERS, "current_year": "๒๖๙๙"})

    assert [found.code for found in check_content(tmp_path).problems] == ["no-current-catalogue"]
    assert office_of(tmp_path)["current_year"] == "2699"
    assert made.said[-1][1] == (
        "there is no catalogue for 2699: write disclosures/catalogues/oit-2699.yaml, then run prongsai new year 2699"
    )


# ── what is there already ────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_holds_content_is_refused_and_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "disclosures").mkdir()
    (tmp_path / "disclosures/office.yaml").write_text("name: ก\n", "utf-8")
    before = tree(tmp_path)

    assert main(["init", str(tmp_path), *FLAGS]) == 2

    assert tree(tmp_path) == before
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "holds disclosures/ already and was not touched" in printed.err


def test_other_files_stay_and_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "disclosures").mkdir()
    (tmp_path / ".gitignore").write_text("ของเดิม", "utf-8")
    (tmp_path / "README.md").write_text("ของเดิม", "utf-8")

    made = start(tmp_path, ANSWERS)

    assert made.kept == (".gitignore",)
    assert made.said[0][1] == ".gitignore was there and stays as it is"
    assert {(tmp_path / name).read_text("utf-8") for name in (".gitignore", "README.md")} == {"ของเดิม"}
    assert check_content(tmp_path).problems == ()


@posix_only
def test_no_link_is_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "office").mkdir()
    (tmp_path / "office/disclosures").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ScaffoldError, match="is no folder"):
        start(tmp_path / "office", ANSWERS)

    assert tree(tmp_path) == {}


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("ก", "utf-8")

    with pytest.raises(ScaffoldError, match="is no folder"):
        start(tmp_path / "office", ANSWERS)


def test_a_disk_that_fails_halfway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(OSError, match="No space left"):
        start(tmp_path, ANSWERS)

    assert list(tmp_path.iterdir()) == []


# ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_what_no_flag_gave_is_asked_and_enter_takes_the_usual_answer() -> None:
    read, asked, told = answering("", "", "2565", "", "")

    answers = complete({"name": "สพป.ทดสอบ", "url": ""}, read, told.append)

    assert answers == {
        "name": "สพป.ทดสอบ",
        "short_name": "",
        "url": "",
        "body_type": "esao",
        "current_year": "2565",
        "email": "",
        "phone": "",
    }
    assert asked == [question.ask_th for question in QUESTIONS if question.name not in ("name", "url")]
    assert told == []


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("name", "", "an answer is needed"),
        ("name", "ก\x1b[31m", "there is a character that can't be used (U+001B)"),
        ("name", "\udcff", "there is a character that can't be used (U+DCFF)"),
        ("name", "สพป.ตัวอย่าง", "field “name” still holds the sample value “สพป.ตัวอย่าง”"),
        ("url", "www.test.go.th", "“www.test.go.th” is not a web address"),
        ("body_type", "สพป", "the id “สพป” can't be used"),
        ("current_year", "2022", "field “current_year” must be a four-digit Buddhist fiscal year, not “2022”"),
        ("current_year", "²⁵", "field “current_year” must be a four-digit Buddhist fiscal year, not “²⁵”"),
        ("email", "office", "“office” is not an e-mail address"),
        ("email", "office@example.com", "field “email” still holds the sample value “office@example.com”"),
        ("phone", "0 0000 0000", "field “phone” still holds the sample value “0 0000 0000”"),
    ],
)
def test_a_bad_answer_is_told_in_thai_and_asked_for_again(name: str, wrong: str, said: str) -> None:
    read, asked, told = answering(wrong, ANSWERS[name])

    answers = complete({key: value for key, value in ANSWERS.items() if key != name}, read, told.append)

    assert answers == ANSWERS
    assert len(asked) == 2
    (sentence,) = told
    assert re.match("[\u0e01-\u0e5b]", sentence)
    assert sentence.endswith(f" / {said}")


def test_a_bad_flag_names_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "office"), *FLAGS, "--email", "office"]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("--email: ")
    assert not (tmp_path / "office").exists()


def test_without_a_terminal_what_is_missing_is_a_usage_error_that_names_the_flags(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert main(["init", str(tmp_path / "office"), "--url", "https://www.test.go.th"]) == 2

    assert capsys.readouterr() == ("", "ต้องระบุ --name --year / --name --year must be given\n")
    assert not (tmp_path / "office").exists()


def test_a_person_who_leaves_has_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", terminal)

    assert main(["init", str(tmp_path / "office")]) == 2

    asked, left = capsys.readouterr().err.splitlines()
    assert asked == QUESTIONS[0].ask_th
    assert left.startswith("ยังตอบไม่ครบ")
    assert not (tmp_path / "office").exists()
