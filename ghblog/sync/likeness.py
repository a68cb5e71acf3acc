"""How alike two texts are, whatever became of their pictures, addresses and white space. Pure.

Comparing every post with every issue letter by letter would take hours, so `nearest` first
counts common shingles, of which each text keeps its smallest few hundred (a bottom-k sketch);
only the best few are then compared by `likeness`.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from ghblog.marker import split_marker

One = TypeVar("One", str, int)
Other = TypeVar("Other", str, int)

# Shingles of this many letters; a text keeps this many of them.
LETTERS = 5
KEPT = 256
# How many of those that share most shingles are compared letter by letter.
COMPARED = 5
# Blocks whose lengths multiply to more are compared by the letters they share only.
_LARGE = 1_000_000

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(
    r"!\[\[[^\]\n]*\]\]"  # an embed
    r"|!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
    r"|<(?:img|source)\b[^>]*>"
    r"|https://github\.com/(?:user-attachments/assets|[\w.-]+/[\w.-]+/assets)/\S+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<=\])\([^()\n]*\)|^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)


def gist(text: str) -> str:
    """What of a text counts when it is compared: words, a line each, without markers, comments,
    pictures, addresses of links, white space and blank lines."""
    text = _COMMENT.sub("", split_marker(text)[0])
    text = _ADDRESS.sub("", _PICTURE.sub("", text))
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line for line in lines if line)


def covers(text: str, other: str) -> bool:
    """Whether nothing of `other` would be lost if `text` took its place: all its words, line by
    line and in order, and no fewer pictures."""
    lines = iter(gist(text).split("\n"))
    same_words = all(line in lines for line in gist(other).split("\n"))
    return same_words and len(_PICTURE.findall(other)) <= len(_PICTURE.findall(text))


def likeness(one: str, other: str) -> float:
    """How much of two gists is the same, from 0 to 1."""
    if one == other:
        return 1.0
    total = len(one) + len(other)
    mine, theirs = one.split("\n"), other.split("\n")
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    same = 0
    for tag, start, end, begin, stop in matcher.get_opcodes():
        left, right = "\n".join(mine[start:end]), "\n".join(theirs[begin:stop])
        if tag == "equal":
            same += len(left) + (end < len(mine) and stop < len(theirs))
        elif tag == "replace":
            same += _common(left, right)
    return 2 * same / total


def share(one: str, other: str) -> float:
    """How much of the shorter of two gists is in the longer one, from 0 to 1."""
    shorter = min(len(one), len(other))
    return (
        min(1.0, likeness(one, other) * (len(one) + len(other)) / 2 / shorter) if shorter else 0.0
    )


def nearest(gists: Mapping[One, str], others: Mapping[Other, str]) -> dict[One, dict[Other, float]]:
    """For each text those of the others that are most like it, with their likeness.

    Args:
        gists: by any key; empty ones are like nothing.
        others: the same.
    """
    where: defaultdict[int, list[Other]] = defaultdict(list)
    for key, text in others.items():
        for shingle in _sketch(text):
            where[shingle].append(key)
    found = {}
    for name, text in gists.items():
        shared = Counter(key for shingle in _sketch(text) for key in where.get(shingle, ()))
        best = sorted(shared, key=lambda key: (-shared[key], str(key)))[:COMPARED]
        found[name] = {key: likeness(text, others[key]) for key in best}
    return found


def _common(one: str, other: str) -> int:
    """How many letters two blocks share, in order; of large ones, in any order."""
    if len(one) * len(other) > _LARGE:
        return (Counter(one) & Counter(other)).total()
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _sketch(text: str) -> list[int]:
    return heapq.nsmallest(KEPT, set(_shingles(text)))


def _shingles(text: str) -> Iterator[int]:
    flat = text.replace("\n", " ").casefold()
    for start in range(max(1, len(flat) - LETTERS + 1) if flat else 0):
        yield zlib.crc32(flat[start : start + LETTERS].encode("utf-8", "replace"))
