"""A small tolerant tag reader: HTML as a browser cuts it into pieces, never raising.

The standard library's `html.parser` raises AssertionError on `<![](d.png)`, and cmark-gfm passes
whatever the writer typed. Rules: the tokenization chapter of the HTML standard, without its
raw-text elements (cmark-gfm's `tagfilter` leaves none of them alive).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape as _unescape
from html.entities import html5
from typing import NamedTuple

SPACE = " \t\n\f\r"

_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_SIMPLE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)>")
# Text and tags as cmark-gfm writes them: nothing that needs a closer look.
_RUN = re.compile(r"""(?:[^<]++|</?[A-Za-z][A-Za-z0-9]*+(?: [A-Za-z-]++="[^"]*+")*+(?: /)?>)*+""")
_CLOSING = re.compile(r"</[A-Za-z]")
_NAME = re.compile(r"[^ \t\n\f\r/>]*")
_ATTRIBUTE = re.compile(
    r"[ \t\n\f\r/]*(?P<name>[^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"
    r"(?:[ \t\n\f\r]*=[ \t\n\f\r]*"
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>(?!["'])[^ \t\n\f\r>]*)"""
    r"""|(?P<open>["'])))?"""
)
_TAG_END = re.compile(r"[ \t\n\f\r/]*>")
_COMMENT_END = re.compile(r"--!?>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")


class Kind(Enum):
    """What a piece of HTML is."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    OTHER = auto()  # doctypes, CDATA and what else browsers drop


class Attribute(NamedTuple):
    """An attribute; `html[start:end]` is its value as typed, without quotes."""

    name: str  # in lower case
    start: int
    end: int
    bare: bool  # a value without quotes
    value: str  # unescaped


class Piece(NamedTuple):
    """A piece of HTML, `html[start:end]`; a comment's covers its data only."""

    kind: Kind
    start: int
    end: int
    name: str = ""  # a tag's, in lower case
    attributes: tuple[Attribute, ...] = ()

    def names(self) -> Iterator[str]:
        """The tag's name, then its attributes'."""
        yield self.name
        for attribute in self.attributes:
            yield attribute.name

    def get(self, name: str) -> str:
        """An attribute's value, unescaped; empty if there is none."""
        return next((each.value for each in self.attributes if each.name == name), "")


def read(html: str, *, about: str = "") -> Iterator[Piece]:
    """Cut HTML into pieces, in order. Never raises; what a browser drops at the end is dropped.

    Args:
        html: any text.
        about: pieces without this may be left out, which is much faster.
    """
    position = following = 0
    while opening := _OPENING.search(html, position):
        if about:
            following = following if following >= position else html.find(about, position)
            if following < 0:
                return
            run = _RUN.match(html, position, following)
            if run and run.end() > opening.start():
                position = run.end()
                continue
        if opening.start() > position:
            yield Piece(Kind.TEXT, position, opening.start())
        simple = _SIMPLE.match(html, opening.start())  # most tags: worth a way of their own
        if simple:
            position = simple.end()
            kind = Kind.END if simple[1] else Kind.START
            yield Piece(kind, opening.start(), position, simple[2].lower())
            continue
        piece, position = _read_markup(html, opening.start())
        if piece is None:
            return
        yield piece
    if position < len(html):
        yield Piece(Kind.TEXT, position, len(html))


def unescape(value: str) -> str:
    """An attribute's value with its character references resolved, as browsers do it: `&copy=`
    stays, because references without a semicolon count only where no name or value goes on.
    """
    if "&" not in value:
        return value

    def resolve(match: re.Match[str]) -> str:
        reference = match.group()
        if reference.startswith("&#"):
            return _unescape(reference)
        known = html5.get(reference[1:])
        if reference.endswith(";") or value[match.end() : match.end() + 1] != "=":
            return known or reference
        return reference

    return _ENTITY.sub(resolve, value)


def _read_markup(html: str, start: int) -> tuple[Piece | None, int]:
    if html.startswith("<!--", start):
        return _read_comment(html, start)
    following = html[start + 1]
    if _CLOSING.match(html, start):
        return _read_tag(html, start, start + 2)
    if following in "/!?":
        end = html.find(">", start)
        return (Piece(Kind.OTHER, start, end + 1), end + 1) if end >= 0 else (None, len(html))
    return _read_tag(html, start, start + 1)


def _read_comment(html: str, start: int) -> tuple[Piece, int]:
    for short in ("<!-->", "<!--->"):
        if html.startswith(short, start):
            return Piece(Kind.COMMENT, start + 4, start + 4), start + len(short)
    end = _COMMENT_END.search(html, start + 4)
    if end is None:
        return Piece(Kind.COMMENT, start + 4, len(html)), len(html)
    return Piece(Kind.COMMENT, start + 4, end.start()), end.end()


def _read_tag(html: str, start: int, name_start: int) -> tuple[Piece | None, int]:
    name = _NAME.match(html, name_start)
    assert name is not None
    position = name.end()
    attributes: dict[str, Attribute] = {}
    while (end := _TAG_END.match(html, position)) is None:
        match = _ATTRIBUTE.match(html, position)
        if match is None or match["open"]:  # the text ends within the tag
            return None, len(html)
        attribute = _attribute(match)
        attributes.setdefault(attribute.name, attribute)  # the first one counts
        position = match.end()
    kind = Kind.START if name_start == start + 1 else Kind.END
    piece = Piece(kind, start, end.end(), name.group().lower(), tuple(attributes.values()))
    return piece, end.end()


def _attribute(match: re.Match[str]) -> Attribute:
    group = next((each for each in ("double", "single", "bare") if match[each] is not None), "")
    start, end = match.span(group) if group else (match.end(), match.end())
    return Attribute(
        match["name"].lower(), start, end, group == "bare", unescape(match[group] if group else "")
    )
