"""What a plugin's rule made of a match, and whether it is fit to be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from mistune import BlockState, InlineState

from ghblog.markdown.dialects.registry import Dialect

_MARK = re.compile(r"x[0-9]+gb(?P<number>[0-9]{6})m\Z")
_TAG_MARK = re.compile(r"<[A-Za-z]+ x[0-9]+gb(?P<number>[0-9]{6})t")
_LONGEST = 200

State = TypeVar("State", InlineState, BlockState)


class Stood(NamedTuple):
    """Where a token stood.

    Attributes:
        owner: the dialect's name.
        number: of the mark before it; -1: there is none.
        words: what it was made of, marks in it included.
        block: whether a rule of blocks made it.
        line: of a block that stands in nothing else, from 0; -1: unknown.
        foreign: whether another package made it.
    """

    owner: str
    number: int
    words: str
    block: bool
    line: int
    foreign: bool


class Stumble(Exception):  # noqa: N818  # `StumbledError` is what comes out
    """A plugin of another package failed over a match."""

    def __init__(self, why: str, number: int, words: str) -> None:
        super().__init__(why)
        self.why = why
        self.number = number
        self.words = words


def why(error: BaseException) -> str:
    """An exception as a piece of a sentence."""
    text = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def watched(
    owner: Dialect,
    m: re.Match[str],
    state: State,
    parse: Callable[[re.Match[str], State], int | None],
) -> int | None:
    """Let a rule of `owner` parse a match, and note on its token what that was made of.

    Raises Stumble where a plugin of another package fails.
    """
    before = state.tokens[-2:]
    try:
        end = parse(m, state)
        if owner.package:
            _check_end(end, m)
        made = [each for each in state.tokens[-2:] if not any(each is one for one in before)]
        if end and made:
            _note(owner, m, state, end, made[-1])
    except (Stumble, KeyboardInterrupt):
        raise
    except BaseException as error:  # SystemExit, too: whether ghblog ends is not its to say
        if not owner.package:
            raise
        words = m.group().strip("\n").partition("\n")[0]
        raise Stumble(why(error), _number(m, state), words) from error
    return end


def _note(owner: Dialect, m: re.Match[str], state: State, end: int, token: dict[str, Any]) -> None:
    attrs = token.get("attrs")
    attrs = attrs if isinstance(attrs, Mapping) else {}
    if owner.package:
        attrs = token["attrs"] = {"markdown": _checked(attrs.get("markdown"))}
    if ("build" in attrs or "markdown" in attrs) and "stood" not in token:
        words = m.string[m.start() : end]
        block = isinstance(state, BlockState)
        number, line = _number(m, state), _line(m, state, words)
        token["stood"] = Stood(owner.name, number, words, block, line, bool(owner.package))


def _check_end(end: object, m: re.Match[str]) -> None:
    if end is not None and not isinstance(end, int):
        raise TypeError("its rule gives back no place")
    if end and end <= m.start():
        raise ValueError("its rule ends before it begins")


def _checked(markdown: object) -> str:
    """The text itself, whatever kind of text it is."""
    if not isinstance(markdown, str):
        raise TypeError('its token has no text as attrs["markdown"]')
    text = str.__str__(markdown)
    if "\0" in text:
        raise ValueError('there is a NUL in its attrs["markdown"]')
    text.encode()  # half a surrogate pair is no text
    return text


def _number(m: re.Match[str], state: InlineState | BlockState) -> int:
    start = m.start()
    mark = _MARK.search(state.src, max(0, start - 20), start)
    mark = mark or _TAG_MARK.match(state.src, start)
    return int(mark["number"]) if mark else -1


def _line(m: re.Match[str], state: InlineState | BlockState, words: str) -> int:
    if not isinstance(state, BlockState) or state.parent is not None:
        return -1
    blank = len(words) - len(words.lstrip("\n"))
    return state.src.count("\n", 0, m.start() + blank)
