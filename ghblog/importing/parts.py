"""A post of ghblog's in parts (the body, then comments) → its one text. Pure.

What a reader sees of the text is proved to be what the parts show: a text that lost a part would
be published as a shorter post, and the rest of it deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ghblog.errors import GhblogError
from ghblog.markdown.github import page
from ghblog.markdown.split_proof import shows
from ghblog.marker import Marker, read_marker, split_marker
from ghblog.model import Remark

# A list that is cut between its items is two lists on the pages of the parts.
_CUT_LIST = re.compile(r'</(ul|ol)>\n<\1(?: start="[0-9]+")?>\n')
_ITEM = re.compile(r"(?:\A|\n)[ ]{0,3}(?:[-+*]|[0-9]{1,9}[.)])[ \t]")
_DEFINITION = re.compile(r"\[[^\]\n]+\]:")


def count_of(marker: Marker | None, recorded: Sequence[str]) -> int:
    """In how many parts a post of ours is: its marker tells, or the ledger if somebody took the
    marker out."""
    return marker.parts if marker else 1 + len(recorded)


def further_texts(
    marker: Marker | None,
    count: int,
    recorded: Sequence[str],
    remarks: Sequence[Remark],
    trusts: Callable[[Remark], bool],
) -> list[str]:
    """The texts of the parts from the second on, without their markers.

    Args:
        marker: of the first part; None if it bears none.
        count: in how many parts the post is.
        recorded: node ids of its further parts by the ledger.
        remarks: the comments below it, oldest first.
        trusts: whether a marker in a comment counts.

    Raises:
        GhblogError: a part is not there.
    """
    # A deleted comment that has answers keeps its place in a discussion, without its text.
    by_node = {remark.node: remark for remark in remarks if remark.body.strip()}
    found = []
    for number in range(2, count + 1):
        there = by_node.get(recorded[number - 2]) if number - 2 < len(recorded) else None
        one = there or next(
            (each for each in remarks if _is_part(each, marker, number) and trusts(each)), None
        )
        if one is None:
            raise GhblogError(
                f"part {number} of {count} is missing: its comment was deleted, or was never "
                "written, and the other parts alone are not the post; publish it again from the "
                "file it came from, or restore the comment"
            )
        found.append(split_marker(one.body)[0].strip("\n"))
    return found


def whole(texts: Sequence[str]) -> str:
    """The one text of parts that shows what they show; raises GhblogError if there is none."""
    pages = [shows(page(text)) for text in texts]
    body = _uncut("".join(each.body for each in pages))
    notes = frozenset[str]().union(*(each.notes for each in pages))
    for text in _candidates(texts):
        shown = shows(page(text))
        if _uncut(shown.body) == body and shown.notes == notes:
            return text
    raise GhblogError(
        f"its {len(texts)} parts would not show the same as one text (was one of them edited on "
        "the web?); make the file by hand"
    )


def _is_part(remark: Remark, marker: Marker | None, number: int) -> bool:
    own = read_marker(remark.body)
    return (
        own is not None
        and marker is not None
        and (own.blog, own.post, own.part, own.parts)
        == (marker.blog, marker.post, number, marker.parts)
    )


def _uncut(body: str) -> str:
    return _CUT_LIST.sub("", body)


def _candidates(texts: Sequence[str]) -> Iterator[str]:
    """The likeliest first: each definition once, and lists as close as they were."""
    for each in (_once(texts), list(texts)):
        yield _joined(each, close=False)
        yield _joined(each, close=True)


def _joined(texts: Sequence[str], *, close: bool) -> str:
    """The parts, a blank line between each two; none before a list that may go on if `close`."""
    text = texts[0].strip("\n")
    for more in texts[1:]:
        tight = close and _ITEM.match(more)
        text += ("\n" if tight else "\n\n") + more.strip("\n")
    return text


def _once(texts: Sequence[str]) -> list[str]:
    """The parts without the copies of definitions that each part carries at its end."""
    kept: list[str] = []
    for number, text in enumerate(texts):
        others = [*kept, *texts[number + 1 :]]
        body, definitions = _carried(text)
        own = [one for one in definitions if not any(_holds(each, one) for each in others)]
        same = own == definitions
        kept.append(text if same else "\n".join([body, *([""] if own else []), *own]))
    return kept


def _holds(text: str, definition: str) -> bool:
    return f"\n{definition}\n" in f"\n{text}\n"


def _carried(text: str) -> tuple[str, list[str]]:
    """A part's text without the definitions at its very end, and these."""
    lines, end = text.split("\n"), len(text.split("\n"))
    found: list[str] = []
    for index in range(len(lines) - 1, -1, -1):
        if _DEFINITION.match(lines[index]):
            found.insert(0, "\n".join(lines[index:end]).rstrip())
            end = index
        elif lines[index].strip() and not lines[index].startswith((" ", "\t")):
            break
    return "\n".join(lines[:end]).rstrip("\n"), found
