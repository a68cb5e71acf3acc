"""`ghblog check`, as the writer sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shells import Shell, Write
from writers import png

GOOD = "# A report\n\ntext\n"


def test_a_finding_is_a_line_with_place_severity_words_and_code(write: Write, shell: Shell) -> None:
    write("img/猫.png", png())
    write("2022-07-w1.md", "# 第一周\n\n![猫](img/描.png)\n")
    write("2022-07-w2.md", "# Second\n\n<!-- call Ann -->\n")
    write("good.md", GOOD)
    done = shell("check")
    assert done.code == 1
    assert done.out.splitlines() == [
        '2022-07-w1.md:3: error: there is no picture "img/描.png" [missing-picture]',
        '    did you mean "img/猫.png"?',
        "2022-07-w2.md:3: warning: the comment “call Ann” is published, though it is not shown "
        "[html-comment]",
        "    delete it if it is not meant for readers: they can see it in the source",
        "",
        "1 error, 1 warning in 2 of 3 posts",
    ]
    assert "--explain" in done.err


def test_a_blog_in_order_is_exit_0_and_says_what_is_next(write: Write, shell: Shell) -> None:
    write("good.md", GOOD)
    done = shell("check")
    assert (done.code, done.out) == (0, "Nothing to mend in 1 post.\n")
    assert "ghblog publish --dry-run" in done.err


def test_a_folder_without_posts_is_in_order(shell: Shell, folder: Path) -> None:
    done = shell("check")
    assert (done.code, done.out) == (0, "Nothing to mend in 0 posts.\n")


@pytest.mark.parametrize(("flags", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_are_exit_1_only_with_strict(
    write: Write, shell: Shell, flags: list[str], code: int
) -> None:
    write("a.md", GOOD + "<!-- call Ann -->\n")
    assert shell("check", *flags).code == code


def test_what_is_only_worth_knowing_is_counted_and_shown_with_all(
    write: Write, shell: Shell
) -> None:
    write("a.png", png())
    write("a.md", GOOD + "![](a.png)\n" * 3)
    write("b.md", "# B\n\n![](a.png)\n")
    done = shell("check")
    assert done.code == 0
    assert done.out.splitlines() == [
        "info: A picture without a description, 4 times in 2 posts [missing-alt]",
        "",
        "4 notes in 2 of 2 posts (--all shows each)",
    ]
    assert shell("check", "--all").out.count("[missing-alt]") == 4
    assert shell("check", "--strict").code == 0


def test_many_findings_of_a_kind_in_one_post_are_counted(write: Write, shell: Shell) -> None:
    write("a.md", GOOD + "".join(f"\n<!-- secret {n} -->\n" for n in range(9)))
    out = shell("check").out
    assert out.count("is published") == 3
    assert out.count("they can see it in the source") == 1
    assert "a.md: 6 more [html-comment]\n" in out
    assert out.endswith("\n9 warnings in 1 of 1 post (--all shows each)\n")
    assert shell("check", "--all").out.count("is published") == 9


def test_paths_limit_it_to_these_posts(write: Write, shell: Shell) -> None:
    write("a.md", "")
    write("b/c.md", "")
    write("b/d.md", GOOD)
    assert shell("check", "b/d.md").code == 0
    assert "in 1 of 2 posts" in shell("check", "b").out
    assert "a.md" not in shell("check", "b").out
    done = shell("check", "ghblog.toml")
    assert done.code == 2 and "is no post of this blog" in done.err


def test_titles_of_posts_that_are_not_asked_for_count(write: Write, shell: Shell) -> None:
    write("a.md", "# Report\n\nx")
    write("b.md", "---\ntitle: ' report'\n---\nx")
    write("c.md", "# Another\n\nx")
    done = shell("check", "b.md")
    assert "b.md:2: warning: “report” is the title of a.md, too [duplicate-title]" in done.out
    assert "a.md:1: warning: “Report” is the title of b.md, too" in shell("check").out


def test_drafts_are_looked_at_too(write: Write, shell: Shell) -> None:
    write("a.md", "---\ndraft: true\n---\n![x](no.png)\n")
    assert "a.md:4: error:" in shell("check").out


def test_json_has_every_finding_and_a_version(write: Write, shell: Shell) -> None:
    write("a.md", "# 周报\n\n" + "<!-- 秘密 -->\n\n" * 5 + "![x](no.png)\n")
    done = shell("check", "--json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (1, "")
    assert (told["version"], told["ok"], told["posts"]) == (1, False, 1)
    assert told["counts"] == {"error": 1, "warning": 5, "info": 0}
    assert told["findings"][5] == {
        "path": "a.md",
        "line": 13,
        "code": "missing-picture",
        "severity": "error",
        "message": 'there is no picture "no.png"',
        "hint": "put it there, or correct its name",
    }
    assert "秘密" in done.out


def test_annotations_are_escaped_as_the_runner_undoes_it(write: Write, shell: Shell) -> None:
    write("100%, or: less.md", '# T\n\n![x](50%25.png "a")\n\n<!-- 1%\n\n2: a,b -->\n')
    lines = shell("check", "--github").out.splitlines()
    assert lines[0] == (
        "::error file=100%25%2C or%3A less.md,line=3,title=missing-picture::"
        'there is no picture "50%2525.png"%0Aput it there, or correct its name'
    )
    assert lines[1].startswith("::warning file=100%25%2C or%3A less.md,line=5,title=html-comment::")
    assert "the comment “1%25 2: a,b”" in lines[1]
    assert lines[2] == "1 error, 1 warning in 1 of 1 post"


def test_annotations_come_by_themselves_in_a_workflow_the_gravest_first(
    write: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    write("a.md", "# T\n\n![](http://example.org/a.png)\n")
    write("b.md", "")
    lines = shell("check").out.splitlines()
    assert [line.split(" ")[0] for line in lines[:2]] == ["::error", "::warning"]
    assert lines[2:] == ["1 error, 1 warning, 1 note in 2 of 2 posts (--all shows each)"]
    assert shell("check", "--all").out.splitlines()[2].startswith("::notice file=blog/a.md,line=3,")
    assert lines[0].startswith("::error file=blog/b.md,line=1,")
    assert "::" not in shell("check", "--no-github").out
    assert json.loads(shell("check", "--json").out)["version"] == 1


def test_colour_is_for_terminals_and_names_cannot_steer_one(
    write: Write, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md", "# T\n\n![x](no\x1b[2J.png)\n")
    assert "\x1b" not in shell("check").out
    assert "\\x1b[2J" in shell("check").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = shell("check").out
    assert "\x1b[31;1merror:\x1b[0m" in out and "\x1b[2J" not in out


@pytest.mark.parametrize("code", ["dead-picture", "html-comment"])
def test_a_code_is_explained(shell: Shell, code: str) -> None:
    done = shell("check", "--explain", code)
    assert done.code == 0
    assert f"[{code}], warning" in done.out and len(done.out) > 150


def test_an_unknown_code_is_exit_2(shell: Shell) -> None:
    done = shell("check", "--explain", "nonsense")
    assert done.code == 2 and "dead-picture" in done.err


def test_titles_and_labels_that_github_does_not_take_are_errors_with_their_line(
    write: Write, shell: Shell
) -> None:
    write("a.md", f"---\ndate: 2022-07-10\ntitle: {'x' * 257}\n---\ntext\n")
    write("b.md", "# B\n---\ntext\n")
    write("c.md", f"---\ntitle: c\nlabels: [ok, {'y' * 51}]\n---\ntext\n")
    out = shell("check").out
    assert "a.md:3: error: has a title of 257 characters, and GitHub takes 256 [title]" in out
    assert "c.md:3: error: has a label of 51 characters" in out


def test_a_picture_that_will_not_show_is_named_though_it_exists(write: Write, shell: Shell) -> None:
    write("a.png", png())
    write("a.md", "# T\n\n<br/>\n![x](a.png)\n")
    done = shell("check")
    assert "a.md:4: warning: " in done.out and "[dead-picture]" in done.out


def test_it_needs_no_git_no_settings_and_no_home(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    environ = {"PATH": "", "PYTHONPATH": ":".join(sys.path), "SYSTEMROOT": "C:\\Windows"}
    command = [sys.executable, "-m", "ghblog", "check"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "Nothing to mend in 1 post.\n"), done.stderr


SCRIPT = """
import sys
from ghblog.cli import main
code = main(sys.argv[1:])
names = {name.split(".")[0] for name in sys.modules}
print(sorted(names & {"github", "requests", "urllib3", "keyring", "starlette", "rich", "jinja2"}))
"""


@pytest.mark.parametrize("flags", [[], ["--json"], ["--help"], ["--explain", "toc"]])
def test_it_imports_nothing_that_talks_to_anybody(
    write: Write, folder: Path, flags: list[str]
) -> None:
    write("a.png", png())
    write("a.md", "# T\n\n![](a.png)\n\n![[no.png]]\n")
    command = [sys.executable, "-c", SCRIPT, "check", *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_name_of_a_file_makes_a_line_or_steers_a_terminal(write: Write, shell: Shell) -> None:
    write("a\n::error::b\x1b[2J.md", "![x](no.png)\n")
    for argv in (["--no-github"], ["--github"], ["--github", "--all"]):
        out = shell("check", *argv).out
        assert "\x1b" not in out
        assert not any(line.startswith("::error::") for line in out.splitlines())
