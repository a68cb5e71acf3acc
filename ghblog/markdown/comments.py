"""HTML comments that GitHub takes for comments: finding them, and putting ours in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, read
from ghblog.markdown.lines import newline
from ghblog.markdown.probe import Probe, halve

Span = tuple[int, int]

_OPEN, _CLOSE = "<!--", "-->"
_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")
_LAST_LINE_END = re.compile(r"(?:\r\n|\r|\n)\Z")
_BLANK = " \t\r\n"


class CommentError(ValueError):
    """There is no place in the text where the comment would be one."""


def live_comments(text: str, needle: str) -> tuple[Span, ...]:
    """Offsets of the comments (`<!--` to `-->`) that contain `needle` and that GitHub takes for
    comments: not those in code, in attributes, in other comments, or shown as text.

    Renders nothing where `needle` does not occur.
    """
    spots = list(_candidates(text, needle)) if needle in text else []
    if not spots:
        return ()
    probe = Probe(text)
    return tuple(halve(spots, lambda group: _live(probe, group)))


def is_live_comment(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, from `<!--` to `-->`, is a comment for GitHub."""
    return (start, end) in live_comments(text, text[start:end])


def append_comment(text: str, comment: str) -> str:
    """`text` with a one-line comment below it, behind a blank line.

    Where that would be no comment (below an unclosed fence, say) it goes to the head instead,
    followed by a blank line. No character of `text` is changed; only a missing last line end is
    added. The page is proved to be the old one but for the comment.

    Raises:
        CommentError: neither place will do.
    """
    if "\n" in comment or "\r" in comment:
        raise CommentError("a comment of ours must be one line")
    skip = len(_BOM) if text.startswith(_BOM) else 0
    below = (len(text), _gap_below(text), "")
    above = (skip, "", _gap_above(text[skip:]))
    probe = Probe(text, besides=comment)
    for position, before, after in (below, above):
        if _fits(probe, position, before, comment, after):
            return text[:position] + before + comment + after + text[position:]
    raise CommentError("there is no place in the text where GitHub would take it for a comment")


def strip_comment(text: str, prefix: str) -> tuple[str, str] | None:
    """The inverse of `append_comment`, for a text as GitHub returns it, CRLF or not.

    Args:
        text: looked at only in its last line that is not blank, then in its first.
        prefix: how the comment begins, such as `<!-- ghblog:`.

    Returns:
        (the text without the comment and without the blank line put next to it, the comment),
        or None if neither line is such a comment.
    """
    trimmed = text.rstrip(_BLANK)
    start = max(trimmed.rfind("\n"), trimmed.rfind("\r")) + 1
    if _is_ours(trimmed[start:], prefix):
        return _LAST_LINE_END.sub("", text[:start]), trimmed[start:]
    skip = len(_BOM) if text.startswith(_BOM) else 0
    end = _LINE_END.search(text, skip)
    first = text[skip : end.start()].rstrip(" \t") if end else ""
    if end and _is_ours(first, prefix):
        blank = _LINE_END.match(text, end.end())
        return text[:skip] + text[blank.end() if blank else end.end() :], first
    return None


def _gap_below(text: str) -> str:
    end = newline(text)
    if not text.endswith(("\n", "\r")):
        return end + end if text else ""
    return "\r" if text.endswith("\r") else end  # a line feed would only complete it


def _gap_above(text: str) -> str:
    end = "\n" if text.startswith("\n") else newline(text)  # so that no CR and LF melt together
    return end + end


def _is_ours(line: str, prefix: str) -> bool:
    return line.startswith(prefix) and line.find(_CLOSE) == len(line) - len(_CLOSE)


def _candidates(text: str, needle: str) -> Iterator[Span]:
    """Every `<!--` with the next `-->`, if `needle` stands between them or overlaps them."""
    done = 0
    close = text.find(_CLOSE)
    while close >= 0:
        end = close + len(_CLOSE)
        opening = text.find(_OPEN, done, close)
        while opening >= 0:
            data = text[opening + len(_OPEN) : close]
            alive = not data.startswith((">", "->")) and "--!>" not in data
            if alive and text.find(needle, opening, end) >= 0:
                yield opening, end
            opening = text.find(_OPEN, opening + 1, close)
        done = end
        close = text.find(_CLOSE, end)


def _live(probe: Probe, group: Sequence[Span]) -> list[Span] | None:
    heads = ((start + len(_OPEN), probe.head(n)) for n, (start, _) in enumerate(group))
    html = probe.page_with(heads)
    if html is None:
        return None
    starts = {piece.start for piece in read(html) if piece.kind is Kind.COMMENT}
    return [each for n, each in enumerate(group) if html.find(probe.head(n)) in starts]


def _fits(probe: Probe, position: int, before: str, comment: str, after: str) -> bool:
    """Whether it is a comment there, and the page otherwise the same.

    It is tried with a token in it, so that nothing in the text can be taken for it.
    """
    text = probe.text
    marked = comment.replace(_OPEN, _OPEN + probe.head(0), 1)
    html = page(text[:position] + before + marked + after + text[position:])
    shown = html.find(marked)
    data = shown + len(_OPEN)
    if shown < 0 or html[:shown] + html[shown + len(marked) + 1 :] != probe.page:
        return False
    return any(piece.kind is Kind.COMMENT and piece.start == data for piece in read(html))
