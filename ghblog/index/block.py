"""The block between the markers of a README. Every byte outside of it is kept."""

from __future__ import annotations

from ghblog.render import live_comments

START = "<!-- ghblog:index:start -->"
END = "<!-- ghblog:index:end -->"


class IndexProblemError(ValueError):
    """The index cannot be written; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def replace_block(readme: str, block: str) -> str:
    """The README with `block` (without markers, LF) between its markers.

    Markers in code or in a text about markers do not count. A README without markers gets
    them at its end. Line endings follow the README's own.

    Raises IndexProblemError when the markers are not exactly one pair in order.
    """
    if _name(START) in block or _name(END) in block:
        raise IndexProblemError("the index itself holds its markers", "correct the template")
    newline = "\r\n" if readme.count("\r\n") * 2 > readme.count("\n") else "\n"
    inner = _wrap(block).replace("\n", newline)
    starts, ends = _markers(readme, START), _markers(readme, END)
    if not starts and not ends:
        return _append(readme, START + inner + END, newline)
    if len(starts) != 1 or len(ends) != 1:
        raise IndexProblemError(
            f"the README has {len(starts)} × “{START}” and {len(ends)} × “{END}”",
            "leave exactly one of each",
        )
    if starts[0][1] > ends[0][0]:
        raise IndexProblemError(f"“{END}” stands before “{START}”", "exchange them")
    return readme[: starts[0][1]] + inner + readme[ends[0][0] :]


def _markers(readme: str, marker: str) -> list[tuple[int, int]]:
    """Where this marker stands, as a comment of its own."""
    name = _name(marker)
    spans = live_comments(readme, name)
    return [(start, end) for start, end in spans if readme[start + 4 : end - 3].strip() == name]


def _name(marker: str) -> str:
    return marker.removeprefix("<!-- ").removesuffix(" -->")


def _wrap(block: str) -> str:
    body = block.strip("\n")
    # Blank lines round it: an HTML comment swallows what follows up to a blank line.
    return f"\n\n{body}\n\n" if body else "\n"


def _append(readme: str, block: str, newline: str) -> str:
    if not readme:
        return block + newline
    gap = newline if readme.endswith(("\n", "\r")) else newline * 2
    whole = readme + gap + block + newline
    if not _markers(whole, START) or not _markers(whole, END):
        raise IndexProblemError(
            "the README ends in something that is still open, a code block or a comment",
            f"close it, or put “{START}” and “{END}” where the index belongs",
        )
    return whole
