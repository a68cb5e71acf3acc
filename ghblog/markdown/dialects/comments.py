"""Obsidian's `%%private words%%`: taken out, or the post is not published.

A plugin finds the `%%` that are no code to mistune, and cmark-gfm says which are none to GitHub. In
what is left after the removal, cmark-gfm alone is asked: nothing may look like a comment there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ghblog.markdown.dialects.composing import compose, settle
from ghblog.markdown.dialects.cutting import cut
from ghblog.markdown.dialects.live import live_marks
from ghblog.markdown.dialects.pieces import token, widened
from ghblog.markdown.dialects.values import END, Doubt
from ghblog.markdown.probe import tries
from ghblog.markdown.swapping import Swap, Swapped

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = r"(?<!%)%%+"

_RUN = re.compile(PATTERN)
# Words begin right behind it, and none ends right before it.
_OPENING = re.compile(r"(?:\A|[^A-Za-z%])%%+[^\W_]")
# What may stand on a line before a block's first words.
_LEAD = re.compile(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*")
_BLANK_LINE = re.compile(r"(?:\r\n?+|\n)[ \t>]*(?:\r\n?|\n)")
_BEFORE = re.compile(r"[ \t]*\Z")
_BEHIND = re.compile(r"[ \t]*")
_LINE_BEFORE = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*\Z")
_LINE_BEHIND = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_PAGES = 5  # that `cut` renders
_REACH = 200  # characters looked at before a comment: no line is indented further


class Run(NamedTuple):
    """Percent signs, two or more."""

    start: int
    end: int


class Rest(NamedTuple):
    """What is left and may be private; not an `error` where it probably is not."""

    start: int
    end: int
    message: str
    error: bool = True


class Pair(NamedTuple):
    """A comment with its percent signs; not `sure` where nobody can tell whether it is one."""

    start: int
    end: int
    sure: bool


def plugin(md: Markdown) -> None:
    """A mistune plugin: what may begin or end a comment."""
    md.inline.register("comment_mark", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    state.append_token(token(lambda _piece, _vault: None))
    return match.end()


def live_runs(text: str) -> list[Run]:
    """The percent signs that GitHub shows, and those of which nobody can tell."""
    runs = [Run(*match.span()) for match in _RUN.finditer(text) if not _escaped(text, match)]
    live = live_marks(text, [run.start + 1 for run in runs])
    return [run for run in runs if run.start + 1 in live]


def pairs(text: str, runs: Sequence[Run]) -> Iterator[Pair]:
    """What is a comment, or looks like one, given the percent signs that count.

    Behind a number they are just percent signs (`50%% 60%%`). A single one hides all that follows
    it in Obsidian. A comment of several paragraphs begins its line and ends its line.
    """
    left = list(runs)
    while left:
        opening = left.pop(0)
        if _counts(text, opening):
            continue
        begins = _begins(text, opening)
        if left:
            closing = left.pop(0)
            sure = _is_comment(text, opening, closing, begins=begins)
            if _counts(text, closing) and left and not _apart(text, closing, left[0]):
                sure = False  # `%%it was 50%% of all%%` may end at either
                closing = left.pop(0)
            yield Pair(opening.start, closing.end, sure)
        else:
            yield Pair(opening.start, opening.end, sure=False)


def remove(text: str, seen: Sequence[Run]) -> Swapped:
    """`text` without its comments, as far as cmark-gfm confirms that nothing else goes.

    Args:
        text: any text.
        seen: the percent signs that are no code to mistune.
    """
    runs = live_runs(text)
    edges = {edge for run in seen for edge in run}
    sure = [pair for pair in pairs(text, runs) if pair.sure and {pair.start, pair.end} <= edges]
    result, done = settle(text, [_swaps(text, pair) for pair in sure])
    stuck = [pair for n, pair in enumerate(sure) if n not in done]
    for pair, _ in zip(reversed(stuck), islice(tries(text), 0, None, _PAGES), strict=False):
        start = result.now(pair.start)
        once = None if start is None else cut(result.text, start, start + pair.end - pair.start)
        if once:
            result = compose(text, result, once)
    return result


def left_over(text: str) -> Iterator[Rest]:
    """Where a text still shows what may be private, and why."""
    for pair in pairs(text, live_runs(text)):
        if not _RUN.fullmatch(text, pair.start, pair.end):
            yield Rest(*pair[:2], f"what stands from here to the %% in line {END} may be private")
        elif _begins(text, Run(*pair[:2])) or _OPENING.search(text, pair.start - 1, pair.end + 1):
            yield Rest(*pair[:2], "what %% begins here is not ended by another %%")
        else:
            message = "Obsidian hides what follows this %%, and GitHub shows it"
            yield Rest(*pair[:2], message, error=False)


def doubt(line: int, end: int, rest: Rest) -> Doubt:
    """A post with private words is not published.

    Args:
        line, end: where they begin and end.
    """
    hint = "put %% around whole words or, alone on their lines, around paragraphs with blank "
    hint += "lines about them; write `%%` as code where you mean it"
    return Doubt("comments", line, "private-comment", rest.error, rest.message, hint, end)


def _escaped(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 50) : match.start()]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _counts(text: str, run: Run) -> bool:
    """Whether it stands behind a number."""
    return text[max(0, run.start - 1) : run.start].isdigit()


def _apart(text: str, one: Run, other: Run) -> bool:
    return _BLANK_LINE.search(text, one.end, other.start) is not None


def _begins(text: str, run: Run) -> bool:
    line = max(text.rfind("\n", 0, run.start), text.rfind("\r", 0, run.start)) + 1
    return _LEAD.fullmatch(text, line, run.start) is not None


def _is_comment(text: str, opening: Run, closing: Run, *, begins: bool) -> bool:
    inner = text[opening.end : closing.start]
    ends = _REST_OF_LINE.match(text, closing.end) is not None
    if _apart(text, opening, closing):
        return begins and ends
    # `for %%i in (*) do echo %%i` are two words, and not a comment and a word.
    tight = inner != "" and not inner[:1].isspace()
    following = text[closing.end : closing.end + 1]
    return not (tight and inner[-1:].isspace() and not ends and following.isalnum())


def _swaps(text: str, pair: Pair) -> list[Swap]:
    """Ways to take a comment out: as it is, with the blanks or the line end next to it, or with
    an empty comment of HTML left, which keeps apart what would melt together."""
    start, end, _sure = pair
    spans = [(start, end)]
    for pattern in (_BEFORE, _LINE_BEFORE):
        match = pattern.search(text, max(0, start - _REACH), start)
        spans += [(match.start(), end)] if match else []
    for pattern in (_BEHIND, _LINE_BEHIND):
        match = pattern.match(text, end)
        spans += [(start, match.end())] if match else []
    swaps = [Swap(*span, "", "", block=True) for span in dict.fromkeys(spans)]
    wide = widened(text, start, end)
    kept = f"{text[wide[0] : start]}<!-- -->{text[end : wide[1]]}"
    return [*swaps, Swap(start, end, "<!-- -->", "<!-- -->"), Swap(*wide, kept)]
