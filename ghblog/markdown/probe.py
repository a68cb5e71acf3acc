"""Asking cmark-gfm by insertion: put unique tokens into a text, see where they come out.

A page with the tokens deleted must be the page of the untouched text, character for character:
then nothing was disturbed, and what is seen of the tokens is true of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import TypeVar

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, read
from ghblog.markdown.places import Place, places

Item = TypeVar("Item")
Found = TypeVar("Found")


class Probe:
    """A text, its page, and tokens that occur in neither.

    A token is plain letters and digits, so that no rule of Markdown or HTML minds it, and its
    first letter occurs in it only once, so that two tokens cannot make a third between them.
    They do not occur in `besides` either.
    """

    def __init__(self, text: str, besides: str = "") -> None:
        self.text = text
        self.page = page(text)
        low = f"{text} {besides}".lower()
        stem = next(stem for n in count() if (stem := f"x{n}gb") not in low)
        self._stem = stem
        self._tokens = re.compile(stem + r"[0-9]{6}[ht]")

    def head(self, number: int) -> str:
        """The token that marks where item `number` begins."""
        return f"{self._stem}{number:06}h"

    def tail(self, number: int) -> str:
        """The token that marks where item `number` ends."""
        return f"{self._stem}{number:06}t"

    def places(self, html: str) -> dict[int, list[Place]] | None:
        """Where a page with tokens has URLs that begin with a head, by item.

        Autolinks are left out: their text is their URL, so it cannot be changed alone.
        None if a token stands in the name of a tag or an attribute: it has made another of it.
        """
        tags = [piece for piece in read(html, about=self._stem) if piece.kind is Kind.START]
        if any(self._stem in name for tag in tags for name in tag.names()):
            return None
        found: dict[int, list[Place]] = {}
        for place in places(html, tags):
            match = self._tokens.match(html, place.start)
            if match and match.group().endswith("h"):
                found.setdefault(int(match.group()[-7:-1]), []).append(place)
        return {number: spots for number, spots in found.items() if not self._is_auto(html, spots)}

    def holds(self, html: str, number: int, place: Place) -> bool:
        """Whether a place that begins with an item's head ends with its tail."""
        return html.endswith(self.tail(number), place.start, place.end)

    def _is_auto(self, html: str, spots: Sequence[Place]) -> bool:
        start, end = spots[0].start, spots[0].end
        head = self._tokens.match(html, start)
        return head is not None and html.startswith(f'">{head.group()}', end)

    def spots(self, html: str) -> dict[str, list[int]]:
        """Where each token stands in a page, ascending."""
        found: dict[str, list[int]] = {}
        for match in self._tokens.finditer(html):
            found.setdefault(match.group(), []).append(match.start())
        return found

    def clean(self, html: str) -> str:
        """The page without any token."""
        return self._tokens.sub("", html)

    def page_with(self, insertions: Iterable[tuple[int, str]]) -> str | None:
        """The page of the text with tokens at these offsets, or None if they disturb it.

        Tokens for one offset are put there in the order given.
        """
        html = page(insert(self.text, insertions))
        return html if self.clean(html) == self.page else None


def insert(text: str, insertions: Iterable[tuple[int, str]]) -> str:
    """`text` with pieces inserted at offsets, those for one offset in the order given."""
    parts: list[str] = []
    position = 0
    for offset, piece in sorted(insertions, key=lambda each: each[0]):
        parts += (text[position:offset], piece)
        position = offset
    return "".join([*parts, text[position:]])


def tries(text: str, worth: int = 1) -> Iterator[int]:
    """A turn for each attempt worth making at something: a second or two in all, times `worth`."""
    return iter(range(worth * max(64, min(1_000, 15_000_000 // (len(text) + 1)))))


def halve(
    items: Sequence[Item],
    attempt: Callable[[Sequence[Item]], list[Found] | None],
    turns: Iterator[int] | None = None,
) -> list[Found]:
    """What `attempt` finds for all items, or, where it gives None, for each half of them.

    An item for which it gives None alone is dropped.

    Args:
        turns: one is taken for each attempt; when there are no more, what is not found yet is
            dropped, too. None: there are always more.
    """
    if not items or (turns is not None and next(turns, None) is None):
        return []
    found = attempt(items)
    if found is not None:
        return found
    middle = len(items) // 2
    if not middle:
        return []
    return halve(items[:middle], attempt, turns) + halve(items[middle:], attempt, turns)
