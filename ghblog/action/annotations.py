"""Notes as annotations, which GitHub shows beside the lines of a commit. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ghblog.action.commands import command
from ghblog.action.notes import LEVELS, Note
from ghblog.report import plain

MOST = 10
"""Of each level, a step: GitHub shows no more."""


def commands_of(notes: Sequence[Note], prefix: str | None) -> list[str]:
    """Commands for the notes: at most ten of each level, the last of which counts the rest.

    Args:
        prefix: the blog's folder below the workspace, ending in `/`; empty if they are one; None
            if it lies elsewhere, where GitHub finds no file.
    """
    kinds = Counter(note.level for note in notes)
    shown: list[str] = []
    for level in LEVELS.values():
        several = [note for note in notes if note.level == level]
        kept = several if kinds[level] <= MOST else several[: MOST - 1]
        shown += [_command(note, prefix) for note in kept]
        if left := kinds[level] - len(kept):
            what = f"and {left:,} more of this kind: the step's summary and its log have them"
            shown.append(command(level, what, {"title": "ghblog"}))
    return shown


def _command(note: Note, prefix: str | None) -> str:
    place: dict[str, object] = {}
    if note.path and prefix is not None:
        place = {"file": plain(prefix + note.path)}
        if note.line:
            place |= {"line": note.line, "endLine": note.line}
    return command(note.level, plain(note.message), {**place, "title": plain(note.title)})
