"""A sentence of the program in Chinese; one that nobody put into Chinese stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from ghblog.preview.chinese.catalogue import Catalogue, read

SENTENCES = ("posts", "pictures", "checks", "plan", "settings", "github")
PARTS = ("words", "foreign")  # only in holes of others
_PLACE = re.compile(r"(.+?:[0-9]+|[\w.]+): (.+)", re.DOTALL)  # of `file:line` or a setting
_LISTED = 12  # reasons in a list; texts with more commas are no lists


@cache
def catalogue(*names: str) -> Catalogue:
    """The catalogue made of these files."""
    here = Path(__file__).parent
    return Catalogue(one for name in names for one in read(here / f"{name}.txt"))


@lru_cache(maxsize=4096)
def in_chinese(sentence: str) -> str:
    """A sentence as the program says it, in Chinese; as it is if it is none of ours."""
    return _hinted(sentence) or _placed(sentence) or sentence


def _hinted(text: str) -> str:
    """`message (hint)`, as findings are told in a line."""
    if not text.endswith(")"):
        return ""
    for at in _places(text, " ("):
        message, hint = _placed(text[:at]), _listed(text[at + 2 : -1])
        if message and hint:
            return f"{message}（{hint}）"
    return ""


def _placed(text: str) -> str:
    """`file:line: message`, or `key: message`."""
    if (found := _PLACE.fullmatch(text)) and (message := _listed(found[2])):
        return f"{found[1]}：{message}"
    if whole := _listed(text):
        return whole
    for at in _places(text, ": "):
        if message := _listed(text[at + 2 :]):
            return f"{text[:at]}：{message}"
    return ""


def _listed(text: str) -> str:
    """One sentence, or several with commas between them: then all must be known."""
    if whole := catalogue(*SENTENCES).whole.get(text):
        return whole
    for at in _places(text, ", "):
        if (head := _one(text[:at])) and (rest := _listed(text[at + 2 :])):
            return f"{head}，{rest}"
    return _one(text)


def _one(text: str) -> str:
    return _in(catalogue(*SENTENCES), text)


def _in(among: Catalogue, text: str) -> str:
    """The sentence of whose marked holes most is known; empty if it is none."""
    if whole := among.whole.get(text):
        return whole
    first = ""
    for sentence, values in among.find(text):
        known = {n: _ours(values[n]) for n, marked in sentence.holes if marked}
        made = sentence.fill(values, known)
        if all(known.values()) and (known or not first):
            return made
        first = first or made
    return first


def _ours(text: str) -> str:
    """What stands in a hole for words of ours; empty if it is none of them."""
    return _in(catalogue(*PARTS), text) or _placed(text)


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a mark stands; nowhere in a text with too many of them."""
    if text.count(mark) <= _LISTED:
        yield from (found.start() for found in re.finditer(re.escape(mark), text))
