"""Dialects that other packages bring: whatever they do is told, and spoils nothing in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.live import live_marks
from ghblog.markdown.dialects.pieces import Build, Offer, Piece, Problem
from ghblog.markdown.dialects.proposing import Proposal, live_proposals
from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.values import Vault

if TYPE_CHECKING:
    from ghblog.markdown.dialects.reading import Found

Tell = Callable[[str, Piece, Problem], None]
"""Takes a problem that a dialect, by name, has with a piece."""

_CODE = "dialect-failed"


class Plugged:
    """The dialects of other packages at work on one text."""

    def __init__(self, dialects: Sequence[Dialect]) -> None:
        self._dialects = list(dialects)
        self._met: set[str] = set()  # those that found something

    def proposals(self, text: str, tell: Tell) -> list[Proposal]:
        """What they found, each by itself: one that overrides mistune's rules harms no other."""
        return [
            (name, piece, partial(_offer, build))
            for _, found in self._found(text, tell)
            for name, piece, build in live_proposals(text, found)
        ]

    def look_for_rest(self, text: str, tell: Tell) -> None:
        """Tell of what was found and is still there: a spoiler must not be published as typed."""
        self._dialects = [each for each in self._dialects if each.name in self._met]
        for dialect, found in self._found(text, tell):
            live = live_marks(text, [each.start for each in found])
            for each in found:
                if each.start in live:
                    piece = Piece(text, each.start, each.end)
                    tell(dialect.name, piece, _refused(dialect))

    def _found(self, text: str, tell: Tell) -> Iterator[tuple[Dialect, list[Found]]]:
        from ghblog.markdown.dialects.reading import StumbledError, find_plugged

        for dialect in [each for each in self._dialects if each.needle.search(text)]:
            try:
                found = find_plugged(text, dialect)
            except StumbledError as error:
                self._dialects.remove(dialect)
                tell(dialect.name, Piece(text, error.start, error.start), _failed(dialect, error))
                continue
            # One that proposes what stands there already leaves it as it is.
            found = [
                replace(one, attrs={"markdown": one.attrs["markdown"]})
                for one in found
                if one.attrs["markdown"] != text[one.start : one.end]
            ]
            if found:
                self._met.add(dialect.name)
                yield dialect, found


def _offer(build: Build, piece: Piece, vault: Vault) -> Offer | None:
    """What is proposed; if it is refused, that is told at the end."""
    offer = build(piece, vault)
    return replace(offer, otherwise=None) if offer else None


def _failed(dialect: Dialect, error: Exception) -> Problem:
    message = f"the dialect “{dialect.name}” of {dialect.package} failed: {error}"
    hint = "take it out of posts.dialects, and tell those who made it"
    return Problem(_CODE, message, hint, error=True)


def _refused(dialect: Dialect) -> Problem:
    message = (
        f"what the dialect “{dialect.name}” of {dialect.package} makes of this "
        "would change other parts of the page, too"
    )
    hint = "put blank lines round it, or take the dialect out of posts.dialects"
    return Problem(_CODE, message, hint, error=True)
