"""README in English and in Chinese: short, and the same in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from docs.pages import FENCE, READMES, ROOT, links, named, read, shown

from ghblog.config import load

ENGLISH, CHINESE = READMES
START = ROOT / "docs" / "start.md"


def test_both_readmes_have_the_same_sections_and_show_the_same() -> None:
    english, chinese = (read(page) for page in READMES)
    assert levels(english) == levels(chinese)
    for kind in ("sh", "toml", "yaml", "python", "text"):
        assert shown(ENGLISH, kind) == shown(CHINESE, kind)
    one, other = (
        [link for link in links(page) if not link.startswith("README")] for page in READMES
    )
    assert set(one) == set(other)
    assert re.findall(r"^\| `([^`]+)`", english, re.MULTILINE) == re.findall(
        r"^\| `([^`]+)`", chinese, re.MULTILINE
    )


def levels(page: str) -> list[int]:
    """The depth of each heading, and how many points its section's list has."""
    sections = re.split(r"^(?=#+ )", FENCE.sub("", page), flags=re.MULTILINE)[1:]
    depths = [len(one) - len(one.lstrip("#")) for one in sections]
    points = [len(re.findall(r"^(?:-|\d\.) ", one, re.MULTILINE)) for one in sections]
    return [value for pair in zip(depths, points, strict=True) for value in pair]


@pytest.mark.parametrize("page", READMES, ids=named)
def test_a_readme_is_short(page: Path) -> None:
    assert len(read(page).splitlines()) <= 200


@pytest.mark.parametrize("page", [*READMES, START], ids=named)
def test_the_workflow_has_twelve_lines(page: Path) -> None:
    workflow = next(block for block in shown(page, "yaml") if "jobs:" in block)
    assert len(workflow.strip().splitlines()) == 12
    assert [workflow] == shown(ENGLISH, "yaml")


def test_the_workflow_names_the_commit_of_checkout_that_the_project_uses() -> None:
    (workflow,) = shown(ENGLISH, "yaml")
    steps = yaml.safe_load(workflow)["jobs"]["publish"]["steps"]
    assert steps[0]["uses"] in read(ROOT / ".github" / "workflows" / "ci.yml")
    assert steps[1]["uses"] == "OWNER/ghblog@COMMIT"


def test_every_workflow_of_the_docs_takes_checkout_from_that_commit() -> None:
    (workflow,) = shown(ENGLISH, "yaml")
    (commit,) = re.findall(r"actions/checkout@(\w+)", workflow)
    used = {
        each
        for page in (ROOT / "docs").glob("*.md")
        for each in re.findall(r"actions/checkout@(\w+)", read(page))
    }
    assert used == {commit}


def test_the_settings_in_the_readme_are_good_ones(tmp_path: Path) -> None:
    (block,) = shown(ENGLISH, "toml")
    assert len(block.strip().splitlines()) == 3
    (tmp_path / "ghblog.toml").write_text(block, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    settings = load(tmp_path, environ={})
    assert (settings.repository, settings.posts_folder) == ("you/weekly", "reports")


@pytest.mark.parametrize("page", READMES, ids=named)
def test_the_token_and_who_publishes_are_told_beside_the_workflow(page: Path) -> None:
    text = read(page)
    after = text[text.index("uses: OWNER/ghblog@COMMIT") :]
    told = after[: after.index("\n## ")]
    assert "`GITHUB_TOKEN`" in told and "github-actions[bot]" in told
    assert "secrets.GHBLOG_TOKEN" in told and "docs/recipes.md#your-own-name" in told
