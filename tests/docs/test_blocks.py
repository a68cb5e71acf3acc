"""Every block and every command of the documentation does what it stands there for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from docs.blocks import HANDLERS, Reader
from docs.cannot import CANNOT, needed_for
from docs.pages import ASIDE, FENCE, PAGES, Step, named, read, steps
from stores import MemoryStore

from ghblog.markdown.github import page as rendered
from ghblog.sandbox import SandboxClock


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    """An empty key store instead of the system's own."""
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryStore())
    yield
    keyring.set_keyring(before)


# A change log tells of commands as they were.
TRIED = [page for page in PAGES if steps(page) and page.name != "CHANGELOG.md"]


@pytest.mark.parametrize("page", TRIED, ids=named)
def test_everything_on_a_page_works_as_it_stands_there(
    page: Path, tmp_path: Path, frozen: SandboxClock
) -> None:
    with Reader(tmp_path, frozen) as reader:
        for step in steps(page):
            reader.try_out(step)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_is_found_and_says_what_it_is(page: Path) -> None:
    found = [step for step in steps(page) if step.kind not in ASIDE]
    assert rendered(read(page)).count("<pre") == len(FENCE.findall(read(page))) == len(found)
    assert {step.kind for step in found} <= set(HANDLERS)


def test_whatever_is_left_out_is_still_there() -> None:
    every = [line for page in TRIED for step in steps(page) for line in _lines(step)]
    used = {needed_for(*line) for line in every}
    assert [one for one in CANNOT if one not in used] == []


def _lines(step: Step) -> list[tuple[str, str]]:
    commands = step.text.splitlines() if step.kind in {"sh", "inline"} else []
    return [(step.page, line) for line in commands]
