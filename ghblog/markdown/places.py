"""Where a page names URLs that a reader's browser would follow or show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ghblog.markdown.html import SPACE, Attribute, Kind, Piece, read

_URL_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
}
# (tag, attribute) shown as a picture; of the others, `src` is a film or a sound
_PICTURES = {("img", "src"), ("img", "srcset"), ("source", "srcset"), ("video", "poster")}

_SRCSET_URL = re.compile(r"[ \t\n\f\r,]*([^ \t\n\f\r]+)")
_SRCSET_REST = re.compile(r"(?:[^(),]|\([^)]*\)?|\))*")


class Place(NamedTuple):
    """A URL in a page: `html[start:end]`, still HTML-escaped."""

    start: int
    end: int
    image: bool
    media: bool
    bare: bool


def places(html: str, pieces: Iterable[Piece] | None = None) -> Iterator[Place]:
    """The URLs of links, pictures, films and sounds in a page, in order.

    Args:
        html: the page.
        pieces: the page's pieces, or its start tags alone, if they are read already.
    """
    for piece in read(html) if pieces is None else pieces:
        if piece.kind is not Kind.START or piece.name not in _URL_ATTRIBUTES:
            continue
        for attribute in piece.attributes:
            if attribute.name in _URL_ATTRIBUTES[piece.name]:
                image = (piece.name, attribute.name) in _PICTURES
                media = not image and attribute.name == "src"
                for start, end in _spans(html, attribute):
                    yield Place(start, end, image, media, attribute.bare)


def srcset_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The URLs in a `srcset` value `text[start:end]` (rules: the HTML standard, “srcset”)."""
    position = start
    while match := _SRCSET_URL.match(text, position, end):
        first, last = match.span(1)
        position = last
        while last > first and text[last - 1] == ",":
            last -= 1
        if last == position:  # no comma closed it, so descriptors such as `2x` follow
            rest = _SRCSET_REST.match(text, position, end)
            assert rest is not None
            position = rest.end()
        if first < last:
            yield first, last


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the outer white space, which browsers ignore round URLs."""
    value = text[start:end]
    first = start + len(value) - len(value.lstrip(SPACE))
    return first, max(first, start + len(value.rstrip(SPACE)))


def _spans(html: str, attribute: Attribute) -> Iterator[tuple[int, int]]:
    if attribute.name == "srcset":
        yield from srcset_spans(html, attribute.start, attribute.end)
    else:
        yield trimmed(html, attribute.start, attribute.end)
