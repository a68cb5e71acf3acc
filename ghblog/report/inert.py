"""Texts from files and from GitHub as Markdown that shows them and does nothing else: no links, no
mentions, no markup, no commands."""

from __future__ import annotations

import re

from ghblog.report.plain import plain

# GitHub's parser knows no longer runs (cmark-gfm, inlines.c: MAXBACKTICKS).
_LONGEST_FENCE = 80
_RISKY = re.compile(
    # What begins markup, a mention, a reference, an entity, an emoji, a formula or an address; an
    # underscore inside of a word is only that.
    r"[`@#<>|*~\[\]\\&$\x00-\x1f]|(?<![^\W_])_|_(?![^\W_])|:(?=\S)|www\.|\bGH-\d",
    re.IGNORECASE,
)


def code(text: str, most: int = 300) -> str:
    """A text in one line, as code: GitHub looks for nothing inside.

    Args:
        most: characters, of which a longer text keeps the first.
    """
    line = " ".join(plain(text).split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    if not line:
        return ""
    runs = {len(run) for run in re.findall("`+", line)}
    length = next(n for n in range(1, _LONGEST_FENCE) if n not in runs)
    pad = " " if "`" in (line[0], line[-1]) else ""
    return f"{'`' * length}{pad}{line}{pad}{'`' * length}"


def prose(text: str, most: int = 600) -> str:
    """A sentence of ours, which may quote others: as it is where nothing in it means anything in
    Markdown, else as code. What we put in backticks is code."""
    line = " ".join(plain(text).split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    if not _RISKY.search(line):
        return line
    pieces = re.split(r"`([^`]+)`", line)
    if any("`" in piece for piece in pieces):
        return code(line, most)
    shown = [_piece(piece, most, quoted=n % 2 == 1) for n, piece in enumerate(pieces)]
    return "".join(shown)


def link(text: str, url: str) -> str:
    """A text that leads somewhere.

    Args:
        url: made by us or by GitHub; empty: the text leads nowhere.
    """
    shown = code(text)
    return f"[{shown}](<{url}>)" if url and shown and not re.search(r"[<>\s\\]", url) else shown


def row(*cells: str) -> str:
    """A line of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def fenced(lines: list[str], language: str = "") -> str:
    """Lines as a block of code, whatever they hold."""
    shown = [plain(line) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`{3,}", line)), default=2)
    fence = "`" * (longest + 1)
    return "\n".join([f"{fence}{language}", *shown, fence, ""])


def _piece(text: str, most: int, *, quoted: bool) -> str:
    if not text.strip():
        return text
    if not quoted and not _RISKY.search(text):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{code(text, most)}{after}"
