"""Where the tokens of mistune plugins stood in the text.

mistune does not say, so a mark is put before everything that one of the plugins' rules matches,
and a rule that makes a token is asked what is before it. In a tag it goes behind the name: before
it, it would make another block of it. Imports mistune: import it late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from mistune import BlockParser, BlockState, InlineParser, InlineState, Markdown
from mistune.plugins import import_plugin

from ghblog.markdown.dialects.registry import Dialect

_BASE = ("table", "strikethrough", "footnotes", "task_lists")
_MARK = re.compile(r"x[0-9]+gb(?P<number>[0-9]{6})m\Z")
_TAG_MARK = re.compile(r"<[A-Za-z]+ x[0-9]+gb(?P<number>[0-9]{6})t")
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
        self.owners: dict[str, str] = {}

    def parse_method(self, m: re.Match[str], state: InlineState) -> int | None:
        end = super().parse_method(m, state)
        if m.lastgroup in self.owners:
            _note(state, self.owners[m.lastgroup], m.start(), end)
        return end


class _Block(BlockParser):
    """The same for blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.owners: dict[str, str] = {}

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        end = super().parse_method(m, state)
        if m.lastgroup in self.owners:
            _note(state, self.owners[m.lastgroup], m.start(), end)
        return end


def _note(state: InlineState | BlockState, owner: str, start: int, end: int | None) -> None:
    token = state.tokens[-1] if state.tokens else {}
    attrs = token.get("attrs", {})
    if end and ("build" in attrs or "markdown" in attrs) and "stood" not in token:
        mark = _MARK.search(state.src, max(0, start - 20), start)
        mark = mark or _TAG_MARK.match(state.src, start)
        token["stood"] = (owner, int(mark["number"]) if mark else -1, state.src[start:end])


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
            parser.owners.update({name: dialect.name for name in parser.rules if name not in known})

    def read(self, text: str) -> Iterator[Found]:
        """Every token of the dialects, in the order of the parsed page."""
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
        tokens: Any = self._markdown("".join([*parts, text[position:]]))
        walk = _Walk(text, spots, re.compile(f" {stem}[0-9]{{6}}t|{stem}[0-9]{{6}}m"), self._inline)
        return walk.found(tokens, ())


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
        self, text: str, spots: list[int], mark: re.Pattern[str], inline: InlineParser
    ) -> None:
        self._text = text
        self._spots = spots
        self._mark = mark
        self._inline = inline

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
            return self._inline(token["raw"], {"ref_links": {}})
        children: Sequence[dict[str, Any]] = token.get("children", ())
        return children

    def _placed(
        self, token: dict[str, Any], path: tuple[str, ...], *, first: bool
    ) -> Iterator[Found]:
        dialect, number, marked = token["stood"]
        words = self._mark.sub("", marked).strip("\n")
        if words != marked and number >= 0:  # marks in it, and so in what the plugin noted
            again = self._inline(words, {"ref_links": {}})
            token = next((one for one in again if one.get("stood", ("",))[-1] == words), {})
        pattern = re.compile("".join(_flexible(words)))
        if number >= 0:
            match = pattern.match(self._text, self._spots[number])
        else:  # no mark: it must be the only such piece of the text
            matches = [*pattern.finditer(self._text)]
            match = matches[0] if len(matches) == 1 else None
        if match and token:
            yield Found(dialect, match.start(), match.end(), path, first, token["attrs"])


def _flexible(words: str) -> Iterator[str]:
    """A pattern of the text that a token's words may come from: mistune takes the marks of quotes
    from lines, tabs from lists, and backslashes from bars in tables."""
    position = 0
    for blank in _BLANK.finditer(words):
        yield re.escape(words[position : blank.start()]).replace(r"\|", r"\\?\|")
        yield _LINE_END if "\n" in blank.group() else r"[ \t]+"
        position = blank.end()
    yield re.escape(words[position:]).replace(r"\|", r"\\?\|")
