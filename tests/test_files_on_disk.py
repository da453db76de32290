"""What a case can't hold: links and pipes, files that are too big, and what only shows when a site is made."""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.outcome import Outcome
from generator.site import build, check_content
from generator.source import MAX_BYTES, read_document

OFFICE = "name: สพป.ทดสอบ เขต 1\nbody_type: esao\ncurrent_year: 2564\n"
CATALOGUE = "fiscal_year: 2564\nbody_type: esao\ntitle: แบบวัด\nindicators: []\n"
NEWS = "title: ข่าว\ndate: 2564-01-15\nsummary: ก\n"


def office(root: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a small office with these files besides (paths below disclosures/), and return its folder of content."""
    given = {"office.yaml": OFFICE, "catalogues/oit-2564.yaml": CATALOGUE}
    for path, content in {**given, **(files or {})}.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root / "disclosures"


def found(outcome: Outcome) -> list[str]:
    return [f"{one.place} {one.code}" for one in outcome.problems]


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_checking_writes_nothing(tmp_path: Path) -> None:
    office(tmp_path, {"news/2564/a.yaml": NEWS, "news/2564/b.yaml": "title: ["})
    before = tree(tmp_path)

    check_content(tmp_path)

    assert tree(tmp_path) == before


def test_a_file_that_goes_away_while_we_read_is_a_problem_of_that_file(tmp_path: Path) -> None:
    document = read_document(tmp_path, "disclosures/news/2564/gone.yaml")

    assert document.tree is None
    assert [(str(one.place), one.code) for one in document.problems] == [
        ("disclosures/news/2564/gone.yaml:1:1", "unreadable-file")
    ]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_links_and_pipes_are_neither_followed_nor_opened(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("title: ความลับ\ndate: 2564-01-15\nsummary: ก\n", "utf-8")
    (outside / "secret.txt").write_text("ความลับ", "utf-8")
    content = office(tmp_path, {"news/2564/a.yaml": f"{NEWS}attachments: [{{title: ก, file: files/linked.txt}}]\n"})
    (content / "files").mkdir()
    (content / "files/linked.txt").symlink_to(outside / "secret.txt")
    (content / "files/folder").symlink_to(outside)
    (content / "news/2564/linked.yaml").symlink_to(outside / "secret.yaml")
    (content / "lessons").symlink_to(outside)
    os.mkfifo(content / "news/2564/pipe.yaml")
    (content / "documents").mkdir()
    (content / "documents/broken.yaml").symlink_to(outside / "nothing.yaml")

    assert found(check_content(tmp_path)) == [
        "disclosures/documents/broken.yaml:1:1 not-a-regular-file",
        "disclosures/files/folder:1:1 not-a-regular-file",
        "disclosures/files/linked.txt:1:1 not-a-regular-file",
        "disclosures/lessons:1:1 not-a-regular-file",
        "disclosures/news/2564/a.yaml:4:32 missing-file",
        "disclosures/news/2564/linked.yaml:1:1 not-a-regular-file",
        "disclosures/news/2564/pipe.yaml:1:1 not-a-regular-file",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_in_place_of_the_office_or_the_ledger_is_not_followed(tmp_path: Path) -> None:
    content = office(tmp_path, {"elsewhere.txt": '{"version": 1, "urls": {}}'})
    (content / "office.yaml").rename(content / "moved.txt")
    (content / "office.yaml").symlink_to(content / "moved.txt")
    (content / "ledger.json").symlink_to(content / "elsewhere.txt")

    assert [line for line in found(check_content(tmp_path)) if "unknown-file" not in line] == [
        "disclosures/ledger.json:1:1 not-a-regular-file",
        "disclosures/office.yaml:1:1 missing-office",
        "disclosures/office.yaml:1:1 not-a-regular-file",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_became_a_link_or_a_pipe_while_we_read_is_not_opened(tmp_path: Path, kind: str) -> None:
    (tmp_path / "secret.yaml").write_text(NEWS, "utf-8")
    if kind == "link":
        (tmp_path / "a.yaml").symlink_to("secret.yaml")
    elif kind == "pipe":
        os.mkfifo(tmp_path / "a.yaml")
    else:
        (tmp_path / "a.yaml").mkdir()

    document = read_document(tmp_path, "a.yaml")

    assert document.tree is None
    assert [(str(one.place), one.code) for one in document.problems] == [("a.yaml:1:1", "not-a-regular-file")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"version": 2, "urls": {}}',
        '{"version": 1, "urls": []}',
        '{"version": 1, "urls": {"https://www.go.th": {}}}',
        '{"version": 1, "urls": {"https://www.go.th": {"state": "fine"}}}',
        '{"version": 1, "urls": {"https://www.go.th": "ok"}}',
        '{"version": 1, "urls": {',
        "[" * 100_000,
        "\udcff",
    ],
    ids=range(12),
)
def test_a_ledger_that_we_did_not_write_is_a_problem_of_the_ledger(tmp_path: Path, text: str) -> None:
    content = office(tmp_path)
    (content / "ledger.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert found(check_content(tmp_path)) == ["disclosures/ledger.json:1:1 bad-ledger"]


def test_an_entry_of_a_megabyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    padded = NEWS.encode() + b"# "
    office(
        tmp_path,
        {
            "news/2564/most.yaml": padded.ljust(MAX_BYTES, b"x"),
            "news/2564/over.yaml": padded.ljust(MAX_BYTES + 1, b"x"),
            "news/2564/over-too.yaml": b"[" * (2 * MAX_BYTES),
        },
    )

    assert found(check_content(tmp_path)) == [
        "disclosures/news/2564/over-too.yaml:1:1 file-too-big",
        "disclosures/news/2564/over.yaml:1:1 file-too-big",
    ]


def test_evidence_of_twenty_megabytes_is_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    rows = "".join(f"  - {{title: ก, file: files/{name}.mp3}}\n" for name in ("most", "over", "far-over"))
    content = office(tmp_path, {"news/2564/a.yaml": f"{NEWS}attachments:\n{rows}"})
    (content / "files").mkdir()
    for name, size in (("most", 20_000_000), ("over", 20_000_001), ("far-over", 200_000_000)):
        with (content / f"files/{name}.mp3").open("wb") as file:
            file.write(b"ID3")
            file.truncate(size)  # a file with a hole, which takes no room

    assert found(check_content(tmp_path)) == [
        "disclosures/news/2564/a.yaml:6:22 large-evidence-file",
        "disclosures/news/2564/a.yaml:7:22 large-evidence-file",
    ]


def test_of_hundreds_of_mistakes_the_first_are_shown_and_the_rest_is_mentioned(tmp_path: Path) -> None:
    unknown = "".join(f"field{number}: ก\n" for number in range(5_000))
    doubled = "".join("title: ก\n" for _ in range(5_000))
    office(tmp_path, {"news/2564/a.yaml": NEWS + unknown, "news/2564/b.yaml": NEWS + doubled})

    codes = Counter((one.place.path, one.code) for one in check_content(tmp_path).problems)

    assert codes["disclosures/news/2564/a.yaml", "more-problems"] == 1
    assert codes["disclosures/news/2564/b.yaml", "more-problems"] == 1
    assert 50 <= codes["disclosures/news/2564/a.yaml", "unknown-field"] <= 500
    assert 50 <= codes["disclosures/news/2564/b.yaml", "duplicate-key"] <= 500


def test_markdown_that_would_stall_the_build_is_refused_and_a_long_text_is_not(tmp_path: Path) -> None:
    office(
        tmp_path,
        {
            "news/2564/a.yaml": f"{NEWS}body: |\n  {'[' * 50_000}\n",
            "news/2564/b.yaml": f"{NEWS}body: |\n  {'[ก](/about/) ' * 1_000}\n",
        },
    )

    assert found(check_content(tmp_path)) == ["disclosures/news/2564/a.yaml:4:7 dense-markdown"]


def test_names_that_differ_in_capitals_only_collide(tmp_path: Path) -> None:
    (tmp_path / "capitals").touch()
    if (tmp_path / "CAPITALS").exists():
        pytest.skip("this disk takes capitals for small letters")
    office(tmp_path, {"files/A.txt": "ก", "files/a.txt": "ข", "News/2564/a.yaml": NEWS, "news/x": ""})

    assert [line for line in found(check_content(tmp_path)) if "collision" in line] == [
        "disclosures/files/a.txt:1:1 path-collision",
        "disclosures/news:1:1 path-collision",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names in Unicode")
def test_a_file_name_that_is_no_text_at_all_is_printed_safely(tmp_path: Path) -> None:
    content = office(tmp_path)
    for name in (b"\xa1\xd2.yaml", b"\xff\xfe.txt"):
        Path(os.fsdecode(os.fsencode(content) + b"/" + name)).write_text("title: ก\n", "utf-8")

    lines = [str(one) for one in check_content(tmp_path).problems]

    assert len(lines) == 2
    assert all(line.isprintable() and line.encode() for line in lines)


def test_mistakes_stop_the_build_and_leave_the_old_site(tmp_path: Path) -> None:
    office(tmp_path, {"news/2564/a.yaml": NEWS})
    build(tmp_path, tmp_path / "site", report=lambda *_: None)
    old = tree(tmp_path / "site")
    cover = "cover: {file: files/a.png, alt: ห้องประชุม}\n"
    office(tmp_path, {"news/2564/a.yaml": NEWS + cover, "files/a.png": b"\x89PNG\r\n\x1a\nnoise"})

    outcome = build(tmp_path, tmp_path / "site", report=lambda *_: None)

    assert found(outcome) == ["disclosures/news/2564/a.yaml:4:15 broken-picture"]
    assert outcome.pages == 0
    assert tree(tmp_path / "site") == old


def test_links_to_no_heading_stop_the_build_and_leave_no_site(tmp_path: Path) -> None:
    office(tmp_path, {"news/2564/a.yaml": f"{NEWS}body: '[ก](/contact/#nowhere) และ [ข](/about/#nowhere)'\n"})

    outcome = build(tmp_path, tmp_path / "site", report=lambda *_: None)

    assert [one.code for one in outcome.problems] == ["dead-link", "dead-link"]
    assert outcome.pages == 0
    assert not (tmp_path / "site").exists()
