"""The pages of the documentation, and what stands in them for a reader to type or to copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

from ghblog.markdown.github import page as rendered

ROOT = Path(__file__).parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<kind>[\w-]*)\n(?P<text>.*?)^ *(?P=fence)[ ]*$",
    re.DOTALL | re.MULTILINE,
)
PROGRAMS = "ghblog|git|gh|make|pip|pipx|uv|uvx|hugo|pre-commit|python3?|curl|docker|brew|apt"
_INLINE = re.compile(rf"(?<!`)`(?P<typed>(?:{PROGRAMS}) [^`]+)`(?!`)")
# What tells the tests, and no reader: comments are not shown.
#   <!-- file: reports/a.md -->     the next block is this file
#   <!-- picture: reports/a.png --> there is such a picture
#   <!-- done: ghblog publish -->   that is what somebody did before
#   <!-- printed -->                the next block is what the commands before it say
#   <!-- example: blog -->          what follows begins in a folder of its own; see stage.py
_DIRECTIVE = re.compile(
    r"^ *<!-- (?P<name>file|example|picture|done|printed)(?:: (?P<value>.+?))? -->$", re.MULTILINE
)

ASIDE = frozenset({"inline", "example", "picture", "done"})  # steps that are no blocks


@dataclass(frozen=True)
class Step:
    """Something on a page that a test does.

    Attributes:
        kind: the block's language, or one of `ASIDE`.
        file: the file that the block is, below the example's folder; empty if it is none.
        printed: whether it is what the commands before it say.
    """

    page: str
    line: int
    kind: str
    text: str
    file: str = ""
    printed: bool = False

    @property
    def where(self) -> str:
        """`docs/start.md:12`"""
        return f"{self.page}:{self.line}"


def named(path: Path) -> str:
    """A page's path below the project."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """A page's text."""
    return path.read_text(encoding="utf-8")


def links(page: Path) -> Iterator[str]:
    """Where a page's links and pictures lead."""
    yield from re.findall(r'(?:href|src)="([^"]+)"', rendered(read(page)))


def without_blocks(text: str) -> str:
    """The text with its blocks blanked, everything else where it was."""
    return FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def shown(page: Path, kind: str) -> list[str]:
    """The blocks of one language."""
    return [step.text for step in steps(page) if step.kind == kind]


def steps(page: Path) -> list[Step]:
    """All that a page has to try, in its order."""
    text, name = read(page), named(page)
    found: list[tuple[int, Step]] = []
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        block = dedent(match["text"]) if match["indent"] else match["text"]
        found.append((match.start(), Step(name, line, match["kind"], block)))
    prose = without_blocks(text)
    for match in _INLINE.finditer(prose):
        line = text.count("\n", 0, match.start()) + 1
        typed = " ".join(match["typed"].split())
        found.append((match.start(), Step(name, line, "inline", typed)))
    for match in _DIRECTIVE.finditer(prose):
        line = text.count("\n", 0, match.start()) + 1
        found.append((match.start(), Step(name, line, match["name"], match["value"] or "")))
    return list(_with_files([step for _, step in sorted(found, key=lambda one: one[0])]))


def _with_files(found: list[Step]) -> Iterator[Step]:
    file, printed = "", False
    for step in found:
        if step.kind == "file":
            file = step.text
        elif step.kind == "printed":
            printed = True
        elif step.kind in ASIDE:
            yield step
        else:
            yield replace(step, file=file, printed=printed)
            file, printed = "", False
    assert not file and not printed, "a block is announced, and none follows"
