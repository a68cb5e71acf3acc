"""What a person sees: text, exit codes, and the way on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shells import Shell
from writers import Writer, png


def test_help_shows_every_command(shell: Shell) -> None:
    done = shell("--help")
    assert done.code == 0
    for name in ("publish", "status", "index", "auth", "demo"):
        assert f"\n  {name} " in done.out


@pytest.mark.parametrize(
    "argv", [["nonsense"], ["publish", "--nonsense"], ["publish", "no-such-file.md"]]
)
def test_a_wrong_command_line_is_exit_2(blog: Writer, shell: Shell, argv: list[str]) -> None:
    done = shell(*argv)
    assert done.code == 2
    assert "Error" in done.err


def test_a_dry_run_can_be_read_in_ten_seconds(blog: Writer, shell: Shell) -> None:
    picture = blog.write("posts/pictures/猫.png", png()).read_bytes()
    blog.write("posts/2022-07-w2.md", "# 2022年7月第二周周报\n\n![](pictures/猫.png)\n")
    blog.write("posts/2022-07-w1.md", "# 2022年7月第一周周报\n\ntext\n")
    blog.write("posts/bad.md", "---\ntitle: [\n---\ntext\n")
    done = shell("publish", "--dry-run")
    assert done.code == 1
    lines = [line.rstrip() for line in done.out.splitlines()]
    assert lines[:2] == ["writer/weekly as writer", "2 new · 1 refused"]
    assert lines[3].startswith("+  2022年7月第一周周报  ")
    assert lines[4].startswith("+  2022年7月第二周周报  ")
    size = f"{len(picture)} B"
    assert lines[4].endswith(f"new · posts/2022-07-w2.md · 1 new picture, {size}")
    assert any(line.startswith("x  ") and "posts/bad.md:2" in line for line in lines)
    assert "as attachments" in done.out
    assert "README.md: " in done.out
    assert blog.repo.issues == []


def test_columns_are_aligned_although_chinese_letters_are_wide(blog: Writer, shell: Shell) -> None:
    from rich.cells import cell_len

    blog.write("posts/a.md", "# 周报\n\ntext\n")
    blog.write("posts/b.md", "# Report\n\ntext\n")
    lines = [line for line in shell("publish", "-n").out.splitlines() if line.startswith("+")]
    assert len({cell_len(line.partition("new ·")[0]) for line in lines}) == 1


@pytest.mark.parametrize(("flags", "code"), [([], 0), (["--exit-code"], 3)])
def test_pending_changes_are_exit_3_only_when_asked(
    blog: Writer, shell: Shell, flags: list[str], code: int
) -> None:
    blog.write_posts(1)
    assert shell("publish", "--dry-run", *flags).code == code
    assert shell("status", *flags).code == code
    shell("publish", "--yes")
    assert shell("publish", "--dry-run", *flags).code == 0
    assert shell("status", *flags).code == 0


def test_publishing_shows_addresses_and_the_next_step(blog: Writer, shell: Shell) -> None:
    blog.write_posts(2)
    done = shell("publish")
    assert done.code == 0
    assert f"published  Report 0  {blog.box.url}/writer/weekly/issues/1" in done.out
    assert "ghblog status" in done.err
    assert shell("publish").out.splitlines()[1] == "2 in step"


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_an_unsafe_plan_needs_a_yes_in_the_dry_run_too(
    blog: Writer, shell: Shell, dry: list[str]
) -> None:
    blog.write_posts(4)
    done = shell("publish", *dry)
    assert done.code == 1
    assert "publish.max_new = 3" in done.out
    assert blog.repo.issues == []
    assert "This needs a yes (--yes): " in done.out
    done = shell("publish", "--yes", *dry)
    assert done.code == 0
    assert "needs a yes" not in done.out
    assert "Agreed to with --yes: 4 new posts" in done.out
    assert len(blog.repo.issues) == (0 if dry else 4)


def test_the_diff_shows_the_text_that_changes(blog: Writer, shell: Shell) -> None:
    blog.write("posts/a.md", "# A\n\nold line\nsame\n")
    shell("publish")
    blog.write("posts/a.md", "# A\n\nnew line\nsame\n")
    done = shell("publish", "--dry-run", "--diff")
    assert "-old line\n+new line\n same" in done.out
    assert "ghblog {" not in done.out


def test_json_is_versioned_and_complete(blog: Writer, shell: Shell) -> None:
    blog.write("posts/p.png", png())
    blog.write("posts/a.md", "---\ntitle: A\nlabels: [x]\n---\n![](p.png)\n")
    plan = json.loads(shell("publish", "--dry-run", "--json").out)
    assert plan["version"] == 1
    assert plan["pending"] is True
    assert [(change["action"], change["id"]) for change in plan["changes"]] == [("create", "a")]
    assert plan["pictures"]["uploads"][0]["path"] == "posts/p.png"
    outcome = json.loads(shell("publish", "--json").out)
    assert outcome["ok"] is True
    assert outcome["results"][0]["number"] == 1
    assert json.loads(shell("publish", "--json").out)["pending"] is False
    assert json.loads(shell("status", "--json").out)["changes"][0]["action"] == "keep"


def test_status_names_every_state(blog: Writer, shell: Shell) -> None:
    for name in ("kept", "changed", "edited", "gone", "moved"):
        blog.write(f"posts/{name}.md", f"# {name}\n\ntext of {name}\n")
    shell("publish", "--yes")
    blog.write("posts/changed.md", "# changed\n\nnew text\n")
    (blog.folder / "posts/gone.md").unlink()
    (blog.folder / "posts/moved.md").rename(blog.folder / "posts/elsewhere.md")
    blog.write("posts/fresh.md", "# fresh\n\ntext\n")
    blog.write("posts/later.md", "---\ntitle: later\ndraft: true\n---\ntext\n")
    blog.write("posts/empty.md", "# empty\n")
    issue = next(one for one in blog.repo.issues if one.title == "edited")
    issue.body = issue.body.replace("text", "text, edited")
    done = shell("status", "--verify")
    assert done.code == 1
    assert done.out.splitlines()[1] == (
        "1 new · 1 changed · 1 renamed · 1 in step · 1 held back · "
        "1 edited on the web · 1 refused · 1 gone"
    )


def test_the_index_is_written_alone(blog: Writer, shell: Shell) -> None:
    blog.write_posts(1)
    shell("publish")
    blog.repo.commit("main", {"README.md": b"# overwritten\n"}, "oops")
    assert shell("index", "--dry-run", "--exit-code").code == 3
    done = shell("index")
    assert done.code == 0
    assert "[Report 0]" in blog.readme()
    assert blog.readme().startswith("# overwritten\n")
    before = blog.requests()
    assert shell("index").code == 0
    assert blog.requests() - before == 1


def test_a_path_that_is_no_post_is_told(blog: Writer, shell: Shell) -> None:
    blog.write_posts(1)
    blog.write("notes.txt", "x")
    done = shell("publish", "notes.txt")
    assert done.code == 2
    assert "is no post of this blog" in done.err


def test_a_folder_stands_for_the_posts_below_it(blog: Writer, shell: Shell) -> None:
    blog.write("posts/2021/a.md", "# A\n\ntext\n")
    blog.write("posts/2022/b.md", "# B\n\ntext\n")
    assert shell("publish", "posts/2022").code == 0
    assert blog.titles() == ["B"]


def test_no_token_is_exit_4_with_the_ways_on(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GH_TOKEN")
    monkeypatch.setenv("PATH", "")
    done = shell("publish")
    assert done.code == 4
    assert "GH_TOKEN" in done.err


def test_a_bad_token_is_exit_4_and_never_shown(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_badbadbad")
    done = shell("publish")
    assert done.code == 4
    assert "ghp_badbadbad" not in done.out + done.err


def test_bad_settings_are_exit_2_with_file_and_line(blog: Writer, shell: Shell) -> None:
    blog.write("ghblog.toml", 'repository = "writer/weekly"\n[publish]\nmax_nwe = 5\n')
    done = shell("publish")
    assert done.code == 2
    assert "ghblog.toml:3" in done.err
    assert "max_new" in done.err


def test_without_a_repository_the_way_on_is_told(blog: Writer, shell: Shell) -> None:
    blog.write("ghblog.toml", "")
    done = shell("publish")
    assert done.code == 2
    assert 'repository = "owner/name"' in done.err


def test_auth_status_says_where_the_token_comes_from_and_never_shows_it(
    blog: Writer, shell: Shell
) -> None:
    done = shell("auth", "status")
    assert done.code == 0
    assert "GH_TOKEN" in done.out
    assert "classic personal access token" in done.out
    assert "writer/weekly: admin" in done.out
    assert "ghp_writer" not in done.out + done.err


def test_auth_status_of_somebody_who_may_only_read_is_exit_4(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_reader")
    assert shell("auth", "status").code == 4


def test_the_demo_ends_by_itself(shell: Shell) -> None:
    done = shell("demo", "--no-serve")
    assert done.code == 0
    assert "published  2026年11月第二周周报" in done.out
    assert "A second run: nothing to do, 1 request." in done.out


def test_the_demo_goes_on_in_a_folder_that_is_kept(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert shell("demo", "--no-serve", "--folder", str(folder)).code == 0
    again = shell("demo", "--no-serve", "--folder", str(folder))
    assert again.code == 0
    assert "4 in step" in again.out


def test_a_fault_in_ghblog_gives_no_traceback(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghblog.blog.Blog.plan", lambda *_, **__: 1 / 0)
    done = shell("publish", "--dry-run")
    assert done.code == 1
    assert "fault in ghblog" in done.err
    assert "Traceback" not in done.err


def test_a_settings_file_that_leads_nowhere_is_not_passed_over(blog: Writer, shell: Shell) -> None:
    path = blog.folder / "ghblog.toml"
    path.unlink()
    path.symlink_to("nowhere")
    done = shell("publish")
    assert done.code == 2
    assert "a link to nothing" in done.err


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_closed_streams_do_no_harm(
    blog: Writer, shell: Shell, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    blog.write_posts(1)
    monkeypatch.setattr(f"sys.{stream}", None)
    assert shell("publish", "--yes").code == 0
    assert blog.titles() == ["Report 0"]


def test_a_template_that_leads_out_of_the_folder_is_told(
    blog: Writer, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    (blog.folder / "templates").mkdir()
    (blog.folder / "templates/index.md.j2").symlink_to(tmp_path / "secret")
    blog.write_posts(1)
    done = shell("publish")
    assert done.code == 1
    assert "templates/index.md.j2" in done.err
    assert "fault" not in done.err


def test_status_does_not_say_that_all_is_well_when_it_is_not(blog: Writer, shell: Shell) -> None:
    blog.write("posts/empty.md", "# empty\n")
    assert "in step" not in shell("status").err


def test_check_asks_nobody_and_writes_the_new_names_of_posts_that_moved(
    blog: Writer, shell: Shell
) -> None:
    blog.write("posts/w1.md", "# One\n\nThe text of the first.\n")
    post = blog.write("posts/z.md", "# Z\n\n[x](w1.md) and [[w1]]\n")
    assert shell("publish", "--yes").code == 0
    (blog.folder / "posts/w1.md").rename(blog.folder / "posts/第一周.md")
    before = blog.requests()
    done = shell("check", "--all", "--strict")
    assert done.code == 0
    said = (
        "posts/z.md:3: info: the link to “w1.md” spells the old name of posts/第一周.md [old-name]"
    )
    assert f"{said}\n    write 第一周.md\n" in done.out
    assert "Next: `ghblog check --fix`" in done.err
    done = shell("check", "--fix")
    assert done.code == 1
    assert "posts/z.md:3: w1.md: write 第一周.md\n" in done.err
    assert "not fixed: nobody can be asked here. If you mean it, add --yes." in done.err
    done = shell("check", "--fix", "--yes", "--all")
    assert done.code == 0
    assert "Corrected 1 post.\n" in done.err
    assert "old-name" not in done.out
    assert post.read_text("utf-8") == "# Z\n\n[x](第一周.md) and [[第一周|w1]]\n"
    assert blog.requests() == before
