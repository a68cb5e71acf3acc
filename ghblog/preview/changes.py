"""What a text gains and loses, fit for reading: lines, and words within lines. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AROUND = 3  # equal lines shown on either side
_WORD = re.compile(r"[^\W\u3040-\u9fff\uac00-\ud7af]+|\s+|.", re.DOTALL)
_LIKE = 0.4  # two lines less alike than that are another's place, not an edit
_MOST = 60  # lines in a block; longer ones are not paired
_LONGEST = 2000  # characters in a line; longer ones are not compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line; `changed` within a line that was edited."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a change.

    Attributes:
        sign: `+`, `-`, a space, or `…` for equal lines left out.
        old, new: line numbers from 1; 0 where the line is not.
        left_out: how many equal lines stand for a `…`.
    """

    sign: str
    pieces: tuple[Piece, ...]
    old: int = 0
    new: int = 0
    left_out: int = 0


def rows(before: str, after: str) -> tuple[Row, ...]:
    """The change from one text to another, line by line; empty when they are alike. Line endings
    and white space at the ends of the texts do not count."""
    old, new = _lines(before), _lines(after)
    if old == new:
        return ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found: list[Row] = []
    codes = matcher.get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal":
            found += _equal(old, (i1, i2, j1), first=at == 0, last=at == len(codes) - 1)
        else:
            found += _edited(old[i1:i2], new[j1:j2], i1, j1)
    return tuple(found)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").strip().split("\n") if text.strip() else []


def _equal(
    lines: Sequence[str], at: tuple[int, int, int], *, first: bool, last: bool
) -> Iterator[Row]:
    start, end, other = at
    count = end - start
    head = 0 if first else min(_AROUND, count)
    tail = 0 if last else min(_AROUND, count - head)
    out = count - head - tail
    if out <= 1:  # a line that says so would be no shorter
        head, tail, out = count, 0, 0
    for n in range(head):
        yield Row(" ", (Piece(lines[start + n]),), start + n + 1, other + n + 1)
    if out:
        yield Row("…", (), left_out=out)
    for n in range(count - tail, count):
        yield Row(" ", (Piece(lines[start + n]),), start + n + 1, other + n + 1)


def _edited(old: Sequence[str], new: Sequence[str], i: int, j: int) -> Iterator[Row]:
    pairs = _pairs(old, new) if len(old) <= _MOST and len(new) <= _MOST else {}
    done = 0
    for n, line in enumerate(old):
        if n not in pairs:
            yield Row("-", (Piece(line),), old=i + n + 1)
            continue
        at, (before, after) = pairs[n]
        for m in range(done, at):
            yield Row("+", (Piece(new[m]),), new=j + m + 1)
        yield Row("-", before, old=i + n + 1)
        yield Row("+", after, new=j + at + 1)
        done = at + 1
    for m in range(done, len(new)):
        yield Row("+", (Piece(new[m]),), new=j + m + 1)


_Words = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, tuple[int, _Words]]:
    """Old line → new line that it became, in order, with the words of both."""
    found: dict[int, tuple[int, _Words]] = {}
    start = 0
    for n, line in enumerate(old):
        for m in range(start, min(len(new), start + 5)):
            if words := _words(line, new[m]):
                found[n] = (m, words)
                start = m + 1
                break
    return found


def _words(before: str, after: str) -> _Words | None:
    """The pieces of two lines; None if one is not an edit of the other."""
    if max(len(before), len(after)) > _LONGEST or not before.strip() or not after.strip():
        return None
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < _LIKE:
        return None
    codes = matcher.get_opcodes()
    kept = sum(len("".join(old[i1:i2])) for tag, i1, i2, _, _ in codes if tag == "equal")
    if 2 * kept < _LIKE * (len(before) + len(after)):
        return None
    left = (Piece("".join(old[i1:i2]), tag != "equal") for tag, i1, i2, _, _ in codes if i2 > i1)
    right = (Piece("".join(new[j1:j2]), tag != "equal") for tag, _, _, j1, j2 in codes if j2 > j1)
    return tuple(left), tuple(right)
