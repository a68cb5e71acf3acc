"""What pages show of the program is what the program prints, and tables are those of the code."""

from __future__ import annotations

import re

from docs.generated import CHECKS, CLI, PLAN, READMES, ROOT, cli_page, example_plan, with_codes
from docs.pages import read
from house.test_rooms import PART_OF, ROOMS

STALE = "it is out of date: run `make docs`"


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
