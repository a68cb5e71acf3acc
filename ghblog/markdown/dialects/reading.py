"""Where the tokens of mistune plugins stood in the text.

mistune does not say, so a mark is put before everything that one of the plugins' rules matches,
and a rule that makes a token is asked what is before it. In a tag it goes behind the name: before
it, it would make another block of it. Imports mistune: import it late.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count
from threading import RLock
from typing import Any

from mistune import BlockParser, BlockState, InlineParser, InlineState, Markdown
from mistune.plugins import import_plugin

from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.standing import Stood, Stumble, watched, why
from ghblog.markdown.lines import Lines

_ONE_AT_A_TIME = RLock()
_BASE = ("table", "strikethrough", "footnotes", "task_lists")
_TAG_NAME = re.compile(r"<[A-Za-z]+")
_BLANK = re.compile(r"[ \t\n]+")
_BACKSLASHES = re.compile(r"\\*\Z")
# How a line ends in the text where its token has just a line feed.
_LINE_END = r"[ \t]*+(?:\r\n?+|\n)[ \t>]*(?:(?:\r\n?+|\n)[ \t>]*)*"


@dataclass(frozen=True, slots=True)
class Found:
    """A token of a dialect: its `attrs`, and where it stood (see `Piece`)."""

    dialect: str
    start: int
    end: int
    path: tuple[str, ...]
    first: bool
    attrs: dict[str, Any]


class StumbledError(Exception):
    """A plugin of another package failed over a text; `start` is where, as far as can be told."""

    def __init__(self, why: str, start: int) -> None:
        super().__init__(why)
        self.why = why
        self.start = start


@contextmanager
def unheard() -> Iterator[None]:
    """What a stranger's code prints goes to stderr: stdout is for data, such as JSON.

    One at a time, since stdout is everybody's.
    """
    with _ONE_AT_A_TIME, redirect_stdout(sys.stderr):
        yield


def try_out(dialect: Dialect) -> None:
    """Set mistune up with a dialect. Raises whatever its plugin does."""
    with unheard():
        _reader((dialect,))


def find_plugged(text: str, dialect: Dialect) -> list[Found]:
    """The tokens of a dialect of another package. Raises StumbledError."""
    try:
        with unheard():
            return find(text, (dialect,))
    except (StumbledError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a stranger's code, which may do anything, even exit
        raise StumbledError(why(error), 0) from error


def find(text: str, dialects: Sequence[Dialect]) -> list[Found]:
    """The tokens that these dialects make of `text` and whose place is certain, ascending."""
    reader = _reader(tuple(dialects))
    found = {each.start: each for each in reader.read(text)}
    return [found[start] for start in sorted(found)]


@cache
def _reader(dialects: tuple[Dialect, ...]) -> _Reader:
    return _Reader(dialects)


class _Inline(InlineParser):
    """Notes on each token made by one of the rules in `owners` what text it was made of."""

    def __init__(self) -> None:
        super().__init__()
        self.owners: dict[str, Dialect] = {}

    def parse_method(self, m: re.Match[str], state: InlineState) -> int | None:
        owner = self.owners.get(m.lastgroup or "")
        parse = super().parse_method
        return watched(owner, m, state, parse) if owner else parse(m, state)


class _Block(BlockParser):
    """The same for blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.owners: dict[str, Dialect] = {}

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        owner = self.owners.get(m.lastgroup or "")
        parse = super().parse_method
        return watched(owner, m, state, parse) if owner else parse(m, state)


class _Reader:
    """mistune with some dialects' plugins."""

    def __init__(self, dialects: Sequence[Dialect]) -> None:
        self._inline, self._block = _Inline(), _Block()
        plugins = [import_plugin(name) for name in _BASE]
        self._markdown = Markdown(None, block=self._block, inline=self._inline, plugins=plugins)
        for dialect in dialects:
            self._use(dialect)
        specification = self._inline.specification
        self._rules = [re.compile(specification[name]) for name in self._inline.owners]

    def _use(self, dialect: Dialect) -> None:
        before = [(parser, set(parser.rules)) for parser in (self._inline, self._block)]
        self._markdown.use(dialect.plugin)
        for parser, known in before:
            parser.owners.update({name: dialect for name in parser.rules if name not in known})

    def read(self, text: str) -> Iterator[Found]:
        """Every token of the dialects, in the order of the parsed page. Raises StumbledError."""
        spots = sorted({spot for rule in self._rules for spot in _spots(rule, text)})
        low = text.lower()
        stem = next(stem for n in count() if (stem := f"x{n}gb") not in low)
        parts: list[str] = []
        position = 0
        for number, spot in enumerate(spots):
            name = _TAG_NAME.match(text, spot)
            end = name.end() if name else spot
            parts += (text[position:end], f" {stem}{number:06}t" if name else f"{stem}{number:06}m")
            position = end
        mark = re.compile(f" {stem}[0-9]{{6}}t|{stem}[0-9]{{6}}m")
        try:
            tokens: Any = self._markdown("".join([*parts, text[position:]]))
            yield from _Walk(text, spots, mark, self._markdown).found(tokens, ())
        except Stumble as stumble:
            words = mark.sub("", stumble.words)
            start = spots[stumble.number] if stumble.number >= 0 else max(0, text.find(words))
            raise StumbledError(stumble.why, start) from stumble


def _spots(rule: re.Pattern[str], text: str) -> Iterator[int]:
    """Where a rule matches, the matches overlapping; not behind a backslash that counts."""
    match = rule.search(text)
    while match:
        start = match.start()
        slashes = _BACKSLASHES.search(text, max(0, start - 50), start)
        if slashes is None or len(slashes.group()) % 2 == 0:
            yield start
        match = rule.search(text, start + 1)


class _Walk:
    """Through the tokens of a marked text."""

    def __init__(
        self, text: str, spots: list[int], mark: re.Pattern[str], markdown: Markdown
    ) -> None:
        self._text = text
        self._spots = spots
        self._mark = mark
        self._markdown = markdown

    def found(self, tokens: Sequence[dict[str, Any]], path: tuple[str, ...]) -> Iterator[Found]:
        first = True
        for token in tokens:
            if "stood" in token:
                yield from self._placed(token, path, first=first)
            first = first and token["type"] == "text" and not self._mark.sub("", token["raw"])
            yield from self.found(self._children(token), (*path, token["type"]))

    def _children(self, token: dict[str, Any]) -> Sequence[dict[str, Any]]:
        """Markdown within HTML is none to GitHub, but it is to the writer."""
        if token["type"] == "block_html":
            return self._markdown.inline(token["raw"], {"ref_links": {}})
        children: Sequence[dict[str, Any]] = token.get("children", ())
        return children

    def _placed(
        self, token: dict[str, Any], path: tuple[str, ...], *, first: bool
    ) -> Iterator[Found]:
        stood: Stood = token["stood"]
        words = self._mark.sub("", stood.words).strip("\n")
        attrs = token["attrs"]
        if self._mark.search(stood.words):  # and so in what the plugin noted
            attrs = self._read_again(words, block=stood.block)
        if attrs is None:
            return
        places = self._places(stood, re.compile("".join(_flexible(words))))
        if stood.foreign and not places:
            start = self._spots[stood.number] if stood.number >= 0 else 0
            raise StumbledError("where this stands cannot be told", start)
        for match in places:
            yield Found(stood.owner, match.start(), match.end(), path, first, attrs)

    def _read_again(self, words: str, *, block: bool) -> dict[str, Any] | None:
        """What a plugin notes of these words without marks; None if it sees them otherwise."""
        again: Any = self._markdown(words) if block else None
        again = again or self._markdown.inline(words, {"ref_links": {}})
        noted = ((one.get("stood"), one) for one in again)
        same = (one["attrs"] for stood, one in noted if stood and stood.words.strip("\n") == words)
        return next(same, None)

    def _places(self, stood: Stood, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        if stood.number >= 0 or stood.line >= 0:
            start = (
                self._spots[stood.number] if stood.number >= 0 else self._lines.starts[stood.line]
            )
            match = pattern.match(self._text, start)
            return [match] if match else []
        # No mark: it must be the only such piece of the text. Blocks are all alike, and what
        # another package hides is hidden wherever it stands.
        matches = [*pattern.finditer(self._text)]
        return matches if stood.block or stood.foreign or len(matches) == 1 else []

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)


def _flexible(words: str) -> Iterator[str]:
    """A pattern of the text that a token's words may come from: mistune takes the marks of quotes
    from lines, tabs from lists, and backslashes from bars in tables."""
    position = 0
    for blank in _BLANK.finditer(words):
        yield re.escape(words[position : blank.start()]).replace(r"\|", r"\\?\|")
        yield _LINE_END if "\n" in blank.group() else r"[ \t]+"
        position = blank.end()
    yield re.escape(words[position:]).replace(r"\|", r"\\?\|")
