"""The docs say what is so: links lead somewhere, what is shown is what the program prints."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from docs.generated import CHECKS, CLI, PLAN, READMES, ROOT, cli_page, example_plan, with_codes
from house.test_rooms import PART_OF, ROOMS

from ghblog.cli.app import app
from ghblog.config import load
from ghblog.markdown.github import page as rendered

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ENGLISH, CHINESE = READMES
STALE = "it is out of date: run `make docs`"
FENCE = re.compile(r"^ *```(?P<kind>\w*)\n(?P<text>.*?)^ *```", re.DOTALL | re.MULTILINE)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def links(page: Path) -> Iterator[str]:
    yield from re.findall(r'(?:href|src)="([^"]+)"', rendered(read(page)))


def anchors(page: Path) -> set[str]:
    """GitHub's anchors of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in headings}


def shown(page: Path, kind: str) -> list[str]:
    """The code blocks of one language."""
    return [match["text"] for match in FENCE.finditer(read(page)) if match["kind"] == kind]


def commands(page: Path) -> Iterator[list[str]]:
    """What the reader is told to type: shell blocks, and commands in the text."""
    for block in shown(page, "sh"):
        yield from (shlex.split(line, comments=True) for line in block.splitlines())
    for text in re.findall(r"`((?:ghblog|make) [^`]+)`", FENCE.sub("", read(page))):
        yield text.replace("…", "").replace("[PATH]", "PATH").split()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_relative_link_leads_to_a_file_or_a_heading(page: Path) -> None:
    dead = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_link_lost_its_definition(page: Path) -> None:
    assert re.findall(r"\]\[\w", re.sub(r"<[^>]+>|`[^`]*`", "", rendered(read(page)))) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_is_named_exists(page: Path) -> None:
    unknown = [words for words in commands(page) if words and not exists(words)]
    assert unknown == []


def exists(words: list[str]) -> bool:
    """Whether there is such a command, with such options."""
    program, *rest = [word for word in words if "=" not in word or word.startswith("-")]
    if program == "make":
        return all(re.search(rf"^{re.escape(goal)}:", MAKEFILE, re.MULTILINE) for goal in rest)
    if Path(program).name != "ghblog":
        return True
    command: click.Command | None = app
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        command, rest = command.get_command(click.Context(command), rest[0]), rest[1:]
    if command is None:
        return False
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    return {word for word in rest if word.startswith("-")} <= {*options, "--help"}


def test_the_page_of_commands_is_up_to_date() -> None:
    assert read(CLI) == cli_page(), STALE


def test_the_page_of_checks_is_up_to_date() -> None:
    page = read(CHECKS)
    assert "### dead-picture" in page
    assert page == with_codes(page), STALE


def test_the_plan_in_the_readmes_is_what_the_program_prints() -> None:
    plan = example_plan()
    assert "4 new · 1 held back" in plan
    for page in READMES:
        found = PLAN.search(read(page))
        assert found
        assert found[0] == plan, STALE


def test_both_readmes_have_the_same_sections_and_show_the_same() -> None:
    english, chinese = (read(page) for page in READMES)
    assert levels(english) == levels(chinese)
    for kind in ("sh", "toml", "python", "text"):
        assert shown(ENGLISH, kind) == shown(CHINESE, kind)
    one, other = (
        {link for link in links(page) if not link.startswith("README")} for page in READMES
    )
    assert one == other
    assert re.findall(r"^\| `([^`]+)`", english, re.MULTILINE) == re.findall(
        r"^\| `([^`]+)`", chinese, re.MULTILINE
    )


def levels(page: str) -> list[int]:
    """The depth of each heading, and how many points its section's list has."""
    sections = re.split(r"^(?=#+ )", FENCE.sub("", page), flags=re.MULTILINE)[1:]
    depths = [len(one) - len(one.lstrip("#")) for one in sections]
    points = [len(re.findall(r"^(?:-|\d\.) ", one, re.MULTILINE)) for one in sections]
    return [value for pair in zip(depths, points, strict=True) for value in pair]


def test_the_settings_in_the_readme_are_good_ones(tmp_path: Path) -> None:
    (block,) = shown(ENGLISH, "toml")
    assert len(block.strip().splitlines()) == 3
    assert set(tomllib.loads(block)) == {"repository", "timezone", "posts"}
    (tmp_path / "ghblog.toml").write_text(block, encoding="utf-8")
    (tmp_path / "reports").mkdir()
    settings = load(tmp_path, environ={})
    assert (settings.repository, settings.posts_folder) == ("you/weekly", "reports")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_in_the_docs_is_python(page: Path) -> None:
    for block in shown(page, "python"):
        compile(block, named(page), "exec")


def test_the_sandbox_in_the_docs_does_what_they_say() -> None:
    (block,) = shown(ROOT / "docs" / "sandbox.md", "python")
    names: dict[str, object] = {}
    exec(block, names)
    assert str(names["repo"])


def test_the_table_of_rooms_is_the_one_that_is_checked() -> None:
    page = read(ROOT / "docs" / "lifecycle.md")
    rows = re.findall(r"^\| (`.+?) \| .+ \| (.+) \|$", page.split("## Rooms")[1], re.MULTILINE)
    told: dict[str, set[str]] = {}
    for names, allowed in rows:
        room, *_ = [name.rstrip("/").removesuffix(".py") for name in re.findall(r"`(.+?)`", names)]
        above = allowed == "everything above"
        told[room] = set(told) if above else set(re.findall(r"\w+", allowed))
    assert told == {room: allowed - {room, "__init__"} for room, allowed in ROOMS.items()}
    parts = {part for part, room in PART_OF.items() if room in {"blog", "config"}}
    assert all(f"`{part}.py`" in page or f"`{part}/`" in page for part in parts)


def test_the_requests_in_the_docs_are_counted_by_a_test() -> None:
    page = read(ROOT / "docs" / "lifecycle.md")
    assert "tests/publish/test_requests.py" in page
    named_tests = set(re.findall(r"`(tests/[^`]+\.py)`", page))
    assert all((ROOT / name).exists() for name in named_tests)
