"""`from ghblog import Blog`: what docs/python.md says of it, and its types."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docs.pages import read, shown
from package.building import ROOT, Built
from writers import Writer, put

import ghblog
from ghblog import (
    Action,
    Blog,
    ConfigError,
    GhblogError,
    NotAuthenticatedError,
    Plan,
    Progress,
    RateLimitedError,
    Status,
)
from ghblog.errors import AttachmentRefusedError

PAGE = ROOT / "docs" / "python.md"
METHODS = ["open", "plan", "text", "publish", "plan_index", "write_index", "check", "export"]

MYPY = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=cache"]

CONSUMER = """
from collections.abc import Sequence
from pathlib import Path

import ghblog
from ghblog import Action, Blog, Change, Checked, Exported, GhblogError, Outcome, Plan, Progress


def planned(blog: Blog) -> Sequence[Change]:
    plan: Plan = blog.plan([Path("a.md")], offline=True)
    return plan.of(Action.CREATE)


def done(blog: Blog) -> list[str]:
    outcome: Outcome | None = blog.publish(agree=lambda plan: not plan.unsafe)
    return [result.url for result in outcome.results] if outcome else []


def listen(progress: Progress) -> None:
    reveal_type(progress.done)


def opened() -> Blog:
    try:
        return Blog.open(listen=listen, stop=lambda: False)
    except GhblogError as error:
        raise SystemExit(error.exit_code) from error


reveal_type(ghblog.__version__)
reveal_type(opened().check().files)
exported: Exported = opened().export("a")
checked: Checked = opened().check()
wrong: int = exported.text
opened().publish(agre=None)
"""


def test_importing_it_imports_nothing_else_until_a_name_is_asked_for() -> None:
    script = "import sys, ghblog; print(*(name for name in sys.modules if 'ghblog.' in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", ghblog.__all__)
def test_every_public_name_is_there_and_in_the_docs(name: str) -> None:
    assert getattr(ghblog, name)
    assert name in dir(ghblog)
    assert f"`{name}`" in read(PAGE)


def test_the_docs_name_no_other() -> None:
    told = set(re.findall(r"^\| (`.+?`) \|", read(PAGE), re.MULTILINE))
    names = {name for cell in told for name in re.findall(r"\w+", cell)}
    assert names <= {*ghblog.__all__}
    used = {
        name.strip()
        for block in shown(PAGE, "python")
        for names in re.findall(r"from ghblog import (.+)", block)
        for name in names.split(",")
    }
    assert used <= {*ghblog.__all__}


def test_a_name_that_is_not_there_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Blogg'"):
        _ = ghblog.Blogg
    with pytest.raises(ImportError):
        exec("from ghblog import Blogg")


@pytest.mark.parametrize("name", METHODS)
def test_a_method_of_the_docs_says_what_it_takes_and_raises(name: str) -> None:
    told = getattr(Blog, name).__doc__
    assert told and f"`{name}" in read(PAGE)
    assert "Raises" in told or name in {"text", "plan"}


def test_a_program_that_uses_it_is_checked_against_the_installed_wheel(
    built: Built, tmp_path: Path
) -> None:
    put(tmp_path, "consumer.py", CONSUMER)
    blocks = shown(PAGE, "python")
    assert len(blocks) > 6
    names = [put(tmp_path, f"block_{n}.py", text).name for n, text in enumerate(blocks)]
    done = subprocess.run(
        [*MYPY, "--python-executable", str(built.installed.python), "consumer.py", *names],
        cwd=tmp_path,
        env=built.installed.variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line.partition(": ")[2] for line in done.stdout.splitlines()[:-1]]
    assert told == [
        'note: Revealed type is "int"',
        'note: Revealed type is "str"',
        'note: Revealed type is "int"',
        'error: Incompatible types in assignment (expression has type "str", variable has type '
        '"int")  [assignment]',
        'error: Unexpected keyword argument "agre" for "publish" of "Blog"; did you mean "agree"?'
        "  [call-arg]",
        'note: "publish" defined in "ghblog.blog"',
    ], done.stdout + done.stderr


def test_an_unsafe_plan_is_not_carried_out_unless_it_is_agreed_to(writer: Writer) -> None:
    writer.write_posts(5)
    asked: list[Plan] = []

    def agree(plan: Plan) -> bool:
        asked.append(plan)
        return True

    assert writer.blog().publish() is None
    assert writer.titles() == []
    outcome = writer.blog().publish(agree=agree)
    assert outcome and outcome.ok
    assert len(writer.titles()) == 5
    (plan,) = asked
    assert plan.unsafe and len(plan.of(Action.CREATE)) == 5


def test_a_run_that_is_stopped_tells_what_it_did_not_do_and_leaves_nothing_open(
    writer: Writer,
) -> None:
    writer.write_posts(3)
    writer.stop = lambda: len(writer.titles()) == 1
    outcome = writer.publish()
    assert outcome and not outcome.ok
    assert [one.status for one in outcome.results] == [Status.DONE, Status.SKIPPED, Status.SKIPPED]
    assert outcome.settled and outcome.problem
    assert b"claim" not in writer.stored("posts.json")
    writer.stop = lambda: False
    again = writer.publish()
    assert again and again.ok and len(again.results) == 2
    assert sorted(writer.titles()) == ["Report 0", "Report 1", "Report 2"]


def test_progress_is_heard_in_the_thread_that_publishes(writer: Writer) -> None:
    threads: set[int] = set()
    counts: list[tuple[int, int]] = []

    def listen(progress: Progress) -> None:
        threads.add(threading.get_ident())
        counts.append((progress.done, progress.total))

    writer.write_posts(2)
    blog = writer.blog()
    blog.listen = listen
    blog.publish()
    assert threads == {threading.get_ident()}
    assert (2, 2) in counts and all(done <= total for done, total in counts)


def test_a_page_is_made_of_a_post_that_is_not_published(writer: Writer) -> None:
    writer.write("posts/a.md", "# A title\n\nSome **words**.\n")
    made = writer.blog().export("posts/a.md", local=True, offline=True)
    assert made.title == "A title"
    assert made.text.lstrip().lower().startswith("<!doctype html")
    assert ">words</strong>" in made.text
    markdown = writer.blog().export(writer.folder / "posts/a.md", html=False, local=True)
    assert "Some **words**.\n" in markdown.text


ERRORS = [
    ConfigError("no", where="ghblog.toml:1", hint="mend it"),
    RateLimitedError("later", until=datetime(2026, 11, 22, tzinfo=UTC), hint="wait"),
    AttachmentRefusedError("no", all_of_them=True),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_reach_another_process_whole(error: GhblogError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is type(error)
        assert (str(again), vars(again)) == (str(error), vars(error))


def test_a_plan_and_what_was_checked_can_be_kept(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\n@somebody [[nowhere]]\n")
    for made in (writer.plan(), writer.blog().check(), writer.publish()):
        assert pickle.loads(pickle.dumps(made)) == made


@pytest.mark.parametrize("name", ["wekly", "a\0b", "x" * 5000])
def test_a_folder_that_is_not_there_is_not_taken_for_the_one_above(
    writer: Writer, name: str
) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        Blog.open(writer.folder / name, environ={})
    assert Blog.open(writer.folder / "posts", environ={}).settings.root == writer.folder


def test_errors_say_what_where_and_what_next(writer: Writer) -> None:
    with pytest.raises(ConfigError) as bad:
        Blog.open(writer.folder, environ={}, overrides={"publish.max_new": "many"})
    assert bad.value.exit_code == 2
    assert "publish.max_new" in bad.value.where
    with pytest.raises(GhblogError) as missing:
        Blog.open(writer.folder, environ={"GITHUB_API_URL": writer.box.api_url}).plan()
    assert isinstance(missing.value, NotAuthenticatedError)
    assert missing.value.exit_code == 4 and missing.value.hint


def test_a_program_that_goes_on_after_an_interrupt_waits_for_its_own_run_a_minute_at_most(
    writer: Writer,
) -> None:
    def listen(_: Progress) -> None:
        if writer.titles():
            raise KeyboardInterrupt

    writer.write_posts(3)
    blog = writer.blog()
    blog.listen = listen
    with pytest.raises(KeyboardInterrupt):
        blog.publish()
    assert writer.titles() == ["Report 0"]
    blog.listen = writer.heard.append
    begun = writer.box.clock.now()
    again = blog.publish()
    assert again and again.ok
    assert sorted(writer.titles()) == ["Report 0", "Report 1", "Report 2"]
    assert (writer.box.clock.now() - begun).total_seconds() < 90
