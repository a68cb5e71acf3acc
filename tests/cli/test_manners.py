"""`--quiet` and `--verbose` of every command: what is said, what is not, and the same exit code."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from shells import Done, Shell
from typed import ALL
from writers import Writer

from ghblog.preview import Preview
from ghblog.sandbox import Sandbox

REQUEST = "status 200"


class Case(NamedTuple):
    """A command as typed.

    Attributes:
        asks: whether it asks GitHub.
        code: what it ends with.
        next: whether it says what to do next.
    """

    typed: str
    asks: bool = True
    code: int = 0
    next: bool = True


CASES = [
    Case("init --yes --repository writer/weekly --folder posts", asks=False),
    Case("new --date 2022-07-10", asks=False),
    Case("check", asks=False, next=False),
    Case("publish --dry-run"),
    Case("publish --dry-run --offline", asks=False),
    Case("publish --yes"),
    Case("publish posts/a.md --yes"),
    Case("adopt --dry-run", next=False),
    Case("import --dry-run", next=False),
    Case("preview --no-open --port 0"),
    Case("status"),
    Case("status --exit-code", code=3),
    Case("status --verify"),
    Case("index --dry-run", next=False),
    Case("export posts/a.md --md", asks=False, next=False),
    Case("export posts/a.md --html --local -o a.html", asks=False),
    Case("auth status"),
    Case("auth login --with-token"),
    Case("auth logout", asks=False, next=False),
    Case("demo --no-serve"),
    Case("completion bash", asks=False, next=False),
]
IDS = [case.typed for case in CASES]


@pytest.fixture
def folder(blog: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A blog with one new post; a preview of it is looked at once."""
    blog.write("posts/a.md", "# A\n\ntext\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("ghp_writer\n"))
    serve = Preview.run

    def run(preview: Preview) -> None:
        monkeypatch.setattr(Preview, "run", serve)
        with preview, looked_at(preview):
            pass

    monkeypatch.setattr(Preview, "run", run)
    fresh = tmp_path / "fresh"
    (fresh / "posts").mkdir(parents=True)
    (fresh / "posts/2022-07-w2.md").write_text("# 2022年7月第二周周报\n\ntext\n", "utf-8")
    return fresh


@contextmanager
def looked_at(preview: Preview) -> Iterator[None]:
    """Somebody reads the first page until GitHub was read."""
    import urllib.request

    for _ in range(200):
        with urllib.request.urlopen(f"{preview.url}/") as answer:
            if "GitHub as of" in answer.read().decode():
                break
    yield


def typed(
    shell: Shell, case: Case, fresh: Path, monkeypatch: pytest.MonkeyPatch, flag: str = ""
) -> Done:
    if case.typed.startswith("init"):
        monkeypatch.chdir(fresh)
    return shell(*case.typed.split(), *([flag] if flag else []))


def test_every_command_is_in_the_table() -> None:
    known = {" ".join(("ghblog", *case.typed.split()[:2])) for case in CASES}
    assert [name for name in ALL if not any(one.startswith(name) for one in known)] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_quiet_leaves_data_and_the_exit_code(
    folder: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    done = typed(shell, case, folder, monkeypatch, "--quiet")
    assert (done.code, done.err) == (case.code, "")


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_verbose_adds_the_requests_and_never_a_token(
    folder: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    done = typed(shell, case, folder, monkeypatch, "--verbose")
    assert done.code == case.code
    assert (REQUEST in done.err) == case.asks
    assert REQUEST not in done.out
    for secret in ("ghp_writer", "ghp_demo"):
        assert secret not in done.out + done.err


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_next_step_is_told_unless_there_is_none(
    folder: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    done = typed(shell, case, folder, monkeypatch)
    assert done.code == case.code
    assert REQUEST not in done.err
    if case.next:
        assert "Next: " in done.err
        assert "Next: " not in done.out


@pytest.mark.parametrize("flag", ["--quiet", "--verbose"])
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("status",), 4),
        (("publish", "-n"), 4),
        (("auth", "status"), 4),
        (("export", "posts/none.md", "--md"), 2),
        (("publish", "--offline"), 2),
    ],
)
def test_an_error_is_told_and_ends_alike_however_much_is_said(
    blog: Writer,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    code: int,
    flag: str,
) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_wrong")
    done = shell(*argv, flag)
    assert done.code == code == shell(*argv).code
    assert "error" in done.err.lower()
    assert "ghp_wrong" not in done.out + done.err


def test_quiet_still_says_why_a_token_will_not_do(
    blog: Writer, sandbox: Sandbox, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_reader")
    loud, quiet = shell("auth", "status"), shell("auth", "status", "-q")
    assert loud.code == quiet.code == 4
    assert "Missing: " in loud.out + loud.err
    assert "Missing: " in quiet.out + quiet.err
