"""The reader of the pages notices what does not work: a check that cannot fail is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.blocks import Reader
from docs.pages import Step

from ghblog.errors import GhblogError
from ghblog.sandbox import SandboxClock

POST = "# A\n\n![gone](/etc/gone.gif)\n"
WORKFLOW = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n"


@pytest.fixture
def tried(tmp_path: Path, frozen: SandboxClock) -> list[str]:
    """What became of each block that does not work."""
    told = []
    with Reader(tmp_path, frozen) as reader:
        for kind, text in (
            ("sh", "ghblog publish --no-such-option"),
            ("sh", "false\ntrue"),
            ("sh", "ghblog export nothing.md --md | cat"),
            ("sh", "ghblog auth status; echo github_pat_you"),
            ("inline", "git no-such-command"),
            ("toml", '[posts]\nfoldr = "reports"\n'),
            ("yaml", WORKFLOW),
            ("yaml", "---\ndate: 2022-13-10\n---\n"),
            ("markdown", POST),
            ("json", "{"),
            ("text", "ghblog publish\n"),
            ("python", "raise ValueError('no')"),
        ):
            try:
                reader.try_out(Step("docs/a.md", 1, kind, text))
            except (AssertionError, GhblogError, ValueError, pytest.fail.Exception):
                continue
            told.append(f"{kind}: {text}")
    return told


def test_whatever_does_not_work_is_noticed(tried: list[str]) -> None:
    assert tried == []


def test_what_is_not_printed_is_noticed(tmp_path: Path, frozen: SandboxClock) -> None:
    with Reader(tmp_path, frozen) as reader:
        reader.try_out(Step("docs/a.md", 1, "sh", "echo one"))
        reader.try_out(Step("docs/a.md", 2, "text", "one\n", printed=True))
        with pytest.raises(AssertionError, match="one"):
            reader.try_out(Step("docs/a.md", 3, "text", "two\n", printed=True))


def test_what_one_block_sets_the_next_one_finds(tmp_path: Path, frozen: SandboxClock) -> None:
    with Reader(tmp_path, frozen) as reader:
        reader.try_out(Step("docs/a.md", 1, "sh", "mkdir new\ncd new\nexport WHERE='a b'"))
        reader.try_out(Step("docs/a.md", 2, "sh", 'echo "$WHERE" $(basename "$PWD")'))
        reader.try_out(Step("docs/a.md", 3, "text", "a b new\n", printed=True))


def test_an_example_begins_in_a_folder_of_its_own(tmp_path: Path, frozen: SandboxClock) -> None:
    with Reader(tmp_path, frozen) as reader:
        reader.try_out(Step("docs/a.md", 1, "sh", "touch here\nghblog publish"))
        reader.try_out(Step("docs/a.md", 2, "example", "blog"))
        reader.try_out(
            Step("docs/a.md", 3, "sh", "test ! -e here\nghblog publish --dry-run | grep '3 new'")
        )
