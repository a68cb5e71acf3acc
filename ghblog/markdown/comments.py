"""HTML comments that GitHub takes for comments: finding them, and putting ours in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, read
from ghblog.markdown.lines import newline
from ghblog.markdown.probe import Probe, halve

Span = tuple[int, int]

_OPEN, _CLOSE = "<!--", "-->"
_BOM = "\ufeff"


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


def _gap_below(text: str) -> str:
    end = newline(text)
    if not text.endswith(("\n", "\r")):
        return end + end if text else ""
    return "\r" if text.endswith("\r") else end  # a line feed would only complete it


def _gap_above(text: str) -> str:
    end = "\n" if text.startswith("\n") else newline(text)  # so that no CR and LF melt together
    return end + end


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
