"""`ghblog import`, as it is typed and read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shells import Shell
from writers import Writer, make_writer, png

from ghblog.sandbox import Sandbox


@pytest.fixture
def blog(online: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """A writer whose folder the shell stands in, with two posts made by hand."""
    repo = online.add_repository(
        "writer/weekly", files={"README.md": b"# weekly\n", "a.png": png()}
    )
    made = make_writer(online, repo, tmp_path)
    shown = f"![a]({repo.url}/blob/main/a.png?raw=true) ![b](https://pictures.example/b.png)"
    repo.add_issue(title="第一周周报", body=shown)
    repo.add_issue(title="第一周周报", body="Other.")
    repo.add_comment(2, "More.")
    monkeypatch.chdir(made.folder)
    return made


def test_what_was_written_is_told_a_line_each(blog: Writer, shell: Shell) -> None:
    done = shell("import")
    assert done.code == 0
    assert done.out.splitlines() == [
        "  ok posts/2026-11-22-第一周周报.md  #1 第一周周报",
        "      https://pictures.example/b.png: pictures.example is not GitHub's; its address stays",
        "  ok posts/2026-11-22-第一周周报-2.md  #2 第一周周报 (with 1 comment(s))",
        "      named otherwise, since #1 has the same",
    ]
    assert "2 written, 1 picture(s) fetched." in done.err
    assert "delete the comments then" in done.err
    assert "2 recorded. Next: `ghblog status`." in done.err


def test_a_dry_run_writes_nothing(blog: Writer, shell: Shell) -> None:
    done = shell("import", "--dry-run", "--ascii")
    assert done.code == 0
    assert "  + posts/2026-11-22-di-yi-zhou-zhou-bao.md  #1 第一周周报" in done.out
    assert "      2 picture(s) to fetch" in done.out
    assert "2 to write." in done.err
    assert list((blog.folder / "posts").iterdir()) == []


def test_the_second_time_there_is_nothing_to_do(blog: Writer, shell: Shell) -> None:
    shell("import")
    done = shell("import")
    assert (done.code, done.out) == (0, "")
    assert "0 written, 2 here already." in done.err


def test_programs_read_json(blog: Writer, shell: Shell) -> None:
    data = json.loads(shell("import", "--json").out)
    assert (data["format"], data["ok"], data["pictures"], data["recorded"]) == (1, True, 1, 2)
    assert [item["fate"] for item in data["items"]] == ["written", "written"]


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("--pattern", "{name}"), 2, "“{name}” is nothing that a pattern knows"),
        (("--since", "yesterday"), 2, "does not match the format"),
        (("--kind", "pull"), 2, "is not one of"),
    ],
)
def test_what_cannot_be_is_refused(
    blog: Writer, shell: Shell, argv: tuple[str, ...], code: int, told: str
) -> None:
    done = shell("import", *argv)
    assert done.code == code
    assert told in done.err


def test_a_file_in_the_way_is_told_with_exit_code_1(blog: Writer, shell: Shell) -> None:
    blog.write("posts/2026-11-22-第一周周报.md", "Mine.\n")
    done = shell("import")
    assert done.code == 1
    assert "not written: a file with other content is there" in done.out


def test_titles_do_not_steer_the_terminal(blog: Writer, shell: Shell) -> None:
    blog.repo.add_issue(title="a\x1b[31mb", body="Text.")
    assert "\x1b" not in shell("import").out
