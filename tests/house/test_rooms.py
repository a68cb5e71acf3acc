"""Who imports whom: the table of docs/lifecycle.md, checked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ghblog"

# What every room may speak: the frozen words, and where the templates are.
WORDS = {"model", "marker", "errors", "resources", "codes"}
CORE = {
    "plugins",
    "config",
    "credentials",
    "checkout",
    "clock",
    "machine",
    "markdown",
    "render",
    "pictures",
    "posts",
    "index",
    "sync",
    "github",
    "report",
    "web",
    "importing",
    "linting",
    "starting",
}
ROOMS: dict[str, set[str]] = {
    "model": set(),
    "marker": {"model"},
    "errors": set(),
    "resources": set(),
    "codes": {"model"},
    "plugins": set(),
    "config": {"model", "errors", "plugins", "config"},
    "credentials": {"model", "errors"},
    "checkout": {"model", "errors"},
    "clock": {"model"},
    "machine": {"model"},
    "markdown": set(),
    "render": {"markdown"},
    "pictures": {"model"},
    "posts": {*WORDS, "plugins", "markdown", "pictures"},
    "linting": {*WORDS, "markdown", "posts", "pictures"},
    "index": {"model", "render", "resources"},
    "sync": {*WORDS, "index"},
    "github": {*WORDS, "__init__"},
    "report": {"model", "codes"},
    "web": {"model", "errors"},
    "importing": {*WORDS, "markdown", "pictures"},
    "starting": {
        "model",
        "errors",
        "config",
        "checkout",
        "markdown",
        "posts",
        "index",
        "importing",
        "__init__",
    },
    "blog": {*WORDS, *CORE, "blog"},
    "preview": {*WORDS, "blog", "report", "render"},
    "action": {*WORDS, "blog", "report", "render"},
    "sandbox": {"render"},
    "cli": {*WORDS, *CORE, "blog", "preview", "action", "sandbox", "__init__"},
}
# Modules that belong to a room of another name.
PART_OF = {
    "prepare": "blog",
    "rounds": "blog",
    "index_file": "blog",
    "publishing": "blog",
    "folder": "blog",
    "hosting": "blog",
    "lookout": "blog",
    "adopting": "blog",
    "recognising": "blog",
    "intake": "blog",
    "placing": "blog",
    "workshop": "blog",
    "offline": "blog",
    "viewing": "blog",
    "exporting": "blog",
    "inlining": "blog",
    "checking": "blog",
    "renamed": "blog",
    "mending": "blog",
    "mending_disk": "blog",
    "settings_table": "config",
    "keyrings": "credentials",
    "__main__": "cli",
    "__init__": "__init__",
}
# What `ghblog/__init__.py` shows of the rooms; it imports none of them until it is asked.
FACE = {"__init__", "blog", "errors", "model"}


def modules() -> Iterator[Path]:
    return iter(sorted(path for path in PACKAGE.rglob("*.py") if "templates" not in path.parts))


def room_of(dotted: str) -> str:
    name = dotted.split(".")[1] if "." in dotted else "__init__"
    return PART_OF.get(name, name)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "ghblog":
                yield from (f"ghblog.{alias.name}" for alias in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.ImportFrom):
            yield "ghblog.relative-imports-are-not-used-here"


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    relative = path.relative_to(PACKAGE).with_suffix("")
    room = room_of(".".join(["ghblog", *relative.parts]))
    allowed = FACE if room == "__init__" else ROOMS[room] | {room}
    ours = [
        name
        for name in imported(ast.parse(path.read_text("utf-8")))
        if name.split(".")[0] == "ghblog"
    ]
    wrong = [name for name in ours if _room(name) not in allowed]
    assert wrong == []


def _room(name: str) -> str:
    return "__init__" if name in {"ghblog", "ghblog.__version__"} else room_of(name)


def test_the_package_itself_imports_no_room_until_a_name_is_asked_for() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    typing = [node for node in tree.body if isinstance(node, ast.If)]
    assert [ast.unparse(node.test) for node in typing] == ["TYPE_CHECKING"]
    rest = ast.Module([node for node in tree.body if node not in typing], [])
    assert [name for name in imported(rest) if name.split(".")[0] == "ghblog"] == []


def test_the_arrows_form_no_circle() -> None:
    done: set[str] = set()
    left = {room: allowed - {room, "__init__"} for room, allowed in ROOMS.items()}
    while ready := [room for room, needs in left.items() if needs <= done]:
        done |= set(ready)
        left = {room: needs for room, needs in left.items() if room not in ready}
    assert left == {}


def test_pygithub_is_imported_in_one_room_only() -> None:
    users = {
        room_of(".".join(["ghblog", *path.relative_to(PACKAGE).with_suffix("").parts]))
        for path in modules()
        for name in imported(ast.parse(path.read_text("utf-8")))
        if name.split(".")[0] == "github"
    }
    assert users == {"github"}


def test_nothing_but_the_command_line_prints() -> None:
    printing = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []
