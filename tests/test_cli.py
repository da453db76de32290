"""The command line as people and machines meet it: what it prints, where, and with which exit code."""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import site
from generator.cli import main
from generator.rules import RULES
from generator.text import visible

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("prongsai")
posix_only = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and devices of POSIX")

FINE: Mapping[str, str] = {
    "office.yaml": "name: สพป.ทดสอบ เขต 1\nbody_type: esao\ncurrent_year: 2564\n",
    "catalogues/oit-2564.yaml": """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
indicators:
  - id: "9"
    title: ก
    sub_indicators:
      - {id: "9.1", title: ก, items: [{code: O1, title: ก, concept: a}, {code: O2, title: ข, concept: b}]}
""",
    "oit/2564/o1.yaml": "item: O1\nstatus: published\nevidence: [{page: about}, {page: contact}]\n",
    "oit/2564/o2.yaml": "item: O2\nstatus: published\nevidence: [{page: about}]\n",
}
WARNING: Mapping[str, str] = {"notes.txt": "บันทึก"}
ERROR: Mapping[str, str] = {
    "news/2564/a.yaml": "title: ข่าว, 100%\ndat: 2564-01-15\nsummary: ก\n",
    "news/2564/b.yaml": 'title: "\\e[31m"\ndate: "2564-01-15\\n::error::x"\nsummary: ก\n',
}

SAID = """\
disclosures/news/2564/a.yaml:1:1: error[missing-field] ขาดช่อง “date” / field “date” is missing
disclosures/news/2564/a.yaml:2:1: error[unknown-field] ไม่รู้จักช่อง “dat” หมายถึง “date” หรือไม่ \
/ unknown field “dat”, did you mean “date”?
disclosures/news/2564/b.yaml:1:8: error[forbidden-character] มีอักขระที่ใช้ไม่ได้ (U+001B) \
/ there is a character that can't be used (U+001B)
disclosures/news/2564/b.yaml:2:7: error[bad-date] ช่อง “date” อ่านวันที่ “2564-01-15⏎::error::x” ไม่ได้ \
/ field “date”: “2564-01-15⏎::error::x” is not a date we read
disclosures/notes.txt:1:1: warning[unknown-file] ไม่รู้จักไฟล์หรือโฟลเดอร์นี้ จึงไม่ได้นำไปใช้ \
/ this file or folder has no place here and is not used
""".splitlines()
"""What `check` prints of WARNING and ERROR."""


def office(root: Path, *more: Mapping[str, str]) -> Path:
    for files in (FINE, *more):
        for path, text in files.items():
            (root / "disclosures" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "disclosures" / path).write_text(text, "utf-8")
    return root


def run(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the console script itself."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)], env=os.environ | environment, capture_output=True, check=False, timeout=60
    )


def thai_first(line: str) -> bool:
    """Return whether there is Thai before any English sentence (names of commands, files and rules aside)."""
    words = re.search(r"[A-Za-z]{2,} [a-z]{2,}", line)
    thai = re.search("[\u0e01-\u0e5b]", line)
    return thai is not None and (words is None or thai.start() < words.start())


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────────────


def test_fine_content_prints_nothing_but_a_summary_to_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(office(tmp_path))]) == 0

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "ตรวจ 4 ไฟล์: ข้อผิดพลาด 0 คำเตือน 0 / 4 entries: 0 errors, 0 warnings\n"


def test_the_text_form_has_a_line_for_each_problem_and_one_for_its_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(office(tmp_path, WARNING, ERROR))]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[::2] == SAID
    assert all(line.startswith("    วิธีแก้: ") for line in lines[1::2])


def test_the_json_form_is_exactly_that_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", "--root", str(office(tmp_path, WARNING, ERROR))]) == 1

    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(answer) == ["problems", "counts"]
    assert answer["counts"] == {"entries": 6, "items": 2, "evidence": 3, "errors": 4, "warnings": 1}
    assert [list(found) for found in answer["problems"]] == [
        ["path", "line", "column", "severity", "code", "th", "en", "fix_th"]
    ] * 5
    assert answer["problems"][0] == {
        "path": "disclosures/news/2564/a.yaml",
        "line": 1,
        "column": 1,
        "severity": "error",
        "code": "missing-field",
        "th": "ขาดช่อง “date”",
        "en": "field “date” is missing",
        "fix_th": "เพิ่มบรรทัด date: … (วันที่)",
    }
    places = [(found["path"], found["line"], found["column"]) for found in answer["problems"]]
    assert places == sorted(places)


def test_the_json_form_of_fine_content_is_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", "--root", str(office(tmp_path))]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "problems": [],
        "counts": {"entries": 4, "items": 2, "evidence": 3, "errors": 0, "warnings": 0},
    }


def test_the_github_form_is_one_workflow_command_a_problem_whatever_the_texts_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = {"a,b:c.txt": "", "news/2564/c.yaml": "title: 100%: ก\ndate: 2564-01-15\nsummary: ก\n"}
    assert main(["check", "--format", "github", "--root", str(office(tmp_path, WARNING, ERROR, odd))]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("::warning file=disclosures/a%2Cb%3Ac.txt,line=1,col=1,title=unknown-file::ไม่รู้จักไฟล์")
    assert lines[1] == (
        "::error file=disclosures/news/2564/a.yaml,line=1,col=1,title=missing-field::"
        "ขาดช่อง “date” / field “date” is missing วิธีแก้: เพิ่มบรรทัด date: … (วันที่)"
    )
    assert "“100%25: ก”" in lines[5]
    for line in lines:
        assert re.fullmatch(r"::(error|warning) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::[^\r\n]+", line)
        assert line.isprintable()


def test_rules_explains_every_code_in_thai(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0

    blocks = capsys.readouterr().out.strip().split("\n\n")
    codes = [block.split(" ", 1)[0] for block in blocks]
    assert codes == [code for code in RULES if not code.endswith("-near")]
    for block in blocks:
        head, said, means, fix = block.split("\n")
        assert re.fullmatch(r"[a-z0-9-]+ \((ข้อผิดพลาด|คำเตือน)\)", head)
        assert thai_first(said)
        assert " / " in said
        assert means.startswith("  ความหมาย: ")
        assert fix.startswith("  วิธีแก้: ")
    assert "{" not in "".join(blocks).replace("{ }", "")


@pytest.mark.parametrize("code", RULES)
def test_every_sentence_about_a_mistake_is_thai_before_english(code: str) -> None:
    rule = RULES[code]
    named = {name: set(re.findall(r"\{([a-z_]+)\}", getattr(rule, name))) for name in ("th", "en", "fix_th")}

    assert all(re.search("[\u0e01-\u0e5b]", text) for text in (rule.th, rule.fix_th, rule.why_th))
    assert re.search("[A-Za-z]", rule.en)
    assert not re.search("[\u0e01-\u0e5b]{4}", rule.en)
    assert not any(mark in rule.en for mark in "\n\t")
    said = {name.removesuffix("_en") for name in named["en"]}  # what is a word itself has an English one beside it
    assert said <= named["th"], "the English sentence knows no more than the Thai one"


# ── exit codes and options ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("more", "options", "code"),
    [
        ([], [], 0),
        ([], ["--strict"], 0),
        ([WARNING], [], 0),
        ([WARNING], ["--strict"], 1),
        ([ERROR], [], 1),
        ([WARNING, ERROR], ["--strict"], 1),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_errors_fail_and_strict_makes_warnings_fail_too(
    tmp_path: Path, more: list[Mapping[str, str]], options: list[str], code: int, form: str
) -> None:
    assert main(["check", "--root", str(office(tmp_path, *more)), "--format", form, *options]) == code


def test_the_root_stands_before_or_after_the_command_or_is_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path / "สำนักงาน เขต 2", ERROR)
    before = main(["--root", str(root), "check"]), capsys.readouterr()
    after = main(["check", "--root", str(root)]), capsys.readouterr()
    monkeypatch.chdir(root)
    here = main(["check"]), capsys.readouterr()

    assert before == after == here
    assert here[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "--format", "xml"],
        ["check", "--fast"],
        ["check", "a", "b"],
        ["new"],
        ["new", "poem", "ก"],
        ["check", "--root"],
        ["serve", "--port", "สิบ"],
        ["\x1b[31m\udcff"],
    ],
)
def test_wrong_usage_is_two_with_one_thai_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert thai_first(printed.err)
    assert printed.err.rstrip("\n").isprintable()


@pytest.mark.parametrize("command", [["check"], ["build"], ["serve"], ["new", "news", "ก"], ["new", "year", "2565"]])
@pytest.mark.parametrize("place", ["nowhere", "empty", "file", "link-to-itself"])
def test_a_folder_without_content_is_two_with_one_thai_sentence(
    tmp_path: Path, command: list[str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link-to-itself").symlink_to("link-to-itself")

    assert main([*command, "--root", str(tmp_path / place)]) == 2

    printed = capsys.readouterr()
    shown = visible(str(tmp_path / place))
    assert printed.out == ""
    assert printed.err == f"ไม่พบโฟลเดอร์ disclosures ใน {shown} / no folder “disclosures” in {shown}\n"


def test_new_prints_the_path_and_nothing_else_on_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = office(tmp_path)

    assert main(["new", "news", "ประชุม", "ITA", "--date", "2564-01-15", "--root", str(root)]) == 0
    assert capsys.readouterr() == ("disclosures/news/2564/2564-01-15.yaml\n", "")
    assert main(["new", "oit", "2564", "O9", "--root", str(root)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert thai_first(printed.err)


def test_new_takes_any_title_that_a_shell_can_give(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = office(tmp_path)

    code = main(["new", "news", os.fsdecode(b"\xa1\xd2\xff"), "--root", str(root)])

    assert code in {0, 2}
    assert capsys.readouterr().err.count("\n") <= 1


def test_an_interrupted_run_is_130_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: Path) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(site, "check_content", interrupted)

    assert main(["check", "--root", str(office(tmp_path))]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_machine_that_refuses_is_two_with_one_thai_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> None:
        raise OSError(28, "No space left on device", "\x1b[31m/แฟ้ม")

    monkeypatch.setattr(site, "check_content", broken)

    assert main(["check", "--root", str(office(tmp_path))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert thai_first(printed.err)
    assert printed.err.rstrip("\n").isprintable()


# ── the console script itself ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp874"},
    ],
    ids=["C", "C-without-UTF-8", "ascii", "cp874"],
)
def test_any_locale_gets_the_same_utf_8(tmp_path: Path, environment: dict[str, str]) -> None:
    root = office(tmp_path, WARNING, ERROR)

    usual, odd = run("check", "--root", root), run("check", "--root", root, **environment)

    assert (odd.returncode, odd.stdout, odd.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert usual.returncode == 1
    assert "ขาดช่อง “date”" in usual.stdout.decode("utf-8")


def test_the_module_is_the_same_as_the_command(tmp_path: Path) -> None:
    root = office(tmp_path, ERROR)
    arguments = ["check", "--format", "json", "--root", str(root)]

    module = subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=ROOT, capture_output=True, check=False, timeout=60
    )

    command = run(*arguments)
    assert (module.returncode, module.stdout) == (command.returncode, command.stdout)


@posix_only
@pytest.mark.parametrize("command", ["rules", "check --format json", "check", "check --format github", "--help"])
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path, command: str) -> None:
    office(tmp_path, {f"news/2564/n{number}.yaml": "titel: ก\n" for number in range(300)})

    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "{COMMAND}" {command} | head -n 1'],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.stdout.count(b"\n") == 1
    assert done.returncode in {0, 1, 141}
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@posix_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["rules", "check", "check --format json"])
def test_a_full_disk_is_two_with_a_thai_sentence(tmp_path: Path, command: str) -> None:
    office(tmp_path, ERROR)

    done = subprocess.run(
        ["bash", "-c", f'"{COMMAND}" {command} > /dev/full'], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert thai_first(done.stderr.decode("utf-8").splitlines()[-1])


@posix_only
@pytest.mark.parametrize("command", ["check", "rules", "check --format json"])
def test_a_closed_stdout_is_no_crash(tmp_path: Path, command: str) -> None:
    office(tmp_path, ERROR)

    done = subprocess.run(
        ["bash", "-c", f'"{COMMAND}" {command} >&-'], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )

    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2}


def test_a_ctrl_c_while_a_library_is_made_ready_is_130_whatever_the_library_makes_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    really = importlib.import_module

    def interrupted(name: str) -> object:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as came:  # as pydantic does with what comes while it builds a class
            raise RuntimeError("can't build a model") from came
        return really(name)

    monkeypatch.setattr(importlib, "import_module", interrupted)

    assert main(["rules"]) == 130
    assert capsys.readouterr() == ("", "")
