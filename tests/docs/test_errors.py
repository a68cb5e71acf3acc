"""docs/errors.md explains the errors that the code has, and none that it has not.

What GitHub, the way to it and the token cause is made to happen in
tests/github/test_github_errors_page.py; this is about the words of all the others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from docs.pages import ROOT, read

from ghblog import errors

PAGE = ROOT / "docs" / "errors.md"
HOLE = "\0"
PLACEHOLDERS = re.compile(r"\b(?:HOST|REPOSITORY|TOKEN|TIME|SOURCE|PATH|N)\b|…")
KINDS = {name for name in vars(errors) if name.endswith("Error")}
KINDS |= {"IndexProblemError", "StoppedError"}
# Errors of these rooms are about the blog as a whole. Those of a post are in docs/checks.md, by
# code; those of the command line and of a setting's value say all that there is to say.
TOLD = (
    "action",
    "credentials.py",
    "github",
    "index",
    "keyrings.py",
    "posts/plugging.py",
    "prepare",
    "rounds.py",
    "sync",
    "workshop.py",
)
# Words that only join others, which are explained themselves, and what says everything.
PLAIN = {
    "cannot {}: {}",
    "cannot {}: {}{}",
    "cannot {} now: GitHub asks to wait",
    "cannot {} now: {}; GitHub asks to wait until {}",
    "{}s are switched off in {}",
    "it is {}",
    "the token is empty or holds characters that no token has",
    "GitHub renders no more than {} bytes at a time",
    "{} is no host",
}


def said(node: ast.expr) -> str:
    """A text as the code has it, with a hole for each value; empty if it has none of its own."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            HOLE if isinstance(each, ast.FormattedValue) else said(each) for each in node.values
        )
    return ""


def messages() -> Iterator[str]:
    """What the errors of the rooms in `TOLD` say."""
    for room in TOLD:
        path = ROOT / "ghblog" / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(read(file))):
                yield from _said_by(node)


def _said_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        text = said(node.args[0])
        if node.func.id in KINDS and text.strip(HOLE + ": "):
            yield text


@cache
def texts() -> str:
    """All texts of the code."""
    trees = (ast.parse(read(file)) for file in (ROOT / "ghblog").rglob("*.py"))
    return "\n".join(
        said(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.expr)
    )


def explained() -> list[str]:
    """The messages of the page, in bold at the beginning of a paragraph or behind another."""
    paragraphs = [" ".join(each.split()) for each in read(PAGE).split("\n\n")]
    heads = [each.partition(" — ")[0] for each in paragraphs if each.startswith("**")]
    return [bold for head in heads for bold in re.findall(r"\*\*(.+?)\*\*", head)]


def pieces(message: str) -> list[str]:
    """What of it stands in the code in one: between values, and where two texts are joined."""
    parts = re.split(
        rf"{PLACEHOLDERS.pattern}|[:;,()]|\band\b|\bwhich\b|\bnow\b|\bcannot\b|\d[\d,]*", message
    )
    return [part.strip(" “”\"'`") for part in parts]


@pytest.mark.parametrize("message", sorted(set(messages())))
def test_every_error_is_explained(message: str) -> None:
    shown = message.replace(HOLE, "{}")
    patterns = [".*".join(map(re.escape, PLACEHOLDERS.split(each))) for each in explained()]
    plain = message.replace(HOLE, "X")
    assert shown in PLAIN or any(re.search(pattern, plain) for pattern in patterns), shown


@pytest.mark.parametrize("message", explained())
def test_every_explained_error_can_happen(message: str) -> None:
    missing = [piece for piece in pieces(message) if piece and piece not in texts()]
    assert missing == []


def test_what_is_left_out_is_still_said() -> None:
    found = {message.replace(HOLE, "{}") for message in messages()}
    assert PLAIN - found == set()
