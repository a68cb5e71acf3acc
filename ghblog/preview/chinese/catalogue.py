"""Sentences with holes, and finding the one that a text was made of. Pure but for reading.

A catalogue is a text file of pairs: a line of English as its source has it, `{}` for each hole,
and below it, indented, the same in Chinese. There `{}` is the next hole, `{1}` the second, and
`{!}` or `{1!}` one that holds words of ours, to be put into Chinese as well. Lines that begin with
`#` and a space are for people.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

HOLE = "{}"
_FILL = re.compile(r"\{(\d*)(!?)\}")
_IDEOGRAPH = r"\u3400-\u9fff"
_WIDE = re.compile(rf"[{_IDEOGRAPH}\u3000-\u303f\uff01-\uff5e]")
_CHARACTER = re.compile(rf"[{_IDEOGRAPH}]")
_LATIN = re.compile(r"[A-Za-z0-9`]")


class Sentence:
    """A pair of a catalogue."""

    def __init__(self, english: str, chinese: str) -> None:
        self.english = english
        self.chinese = chinese

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches every text that was made of it; a group a hole."""
        return re.compile("(.+?)".join(map(re.escape, self.english.split(HOLE))), re.DOTALL)

    @cached_property
    def holes(self) -> tuple[tuple[int, bool], ...]:
        """The holes in Chinese order: which one, from 0, and whether words of ours are in it."""
        found = enumerate(_FILL.finditer(self.chinese))
        return tuple((int(one[1] or n), bool(one[2])) for n, one in found)

    @property
    def words(self) -> list[str]:
        """What stands between white space in every text that was made of it."""
        return [word for word in self.english.split() if HOLE not in word]

    @property
    def weight(self) -> int:
        """How much of it is no hole."""
        return len(self.english.replace(HOLE, ""))

    def fill(self, values: Sequence[str], ours: Mapping[int, str] = MappingProxyType({})) -> str:
        """The Chinese sentence.

        Args:
            values: what is in the holes, in English order.
            ours: hole, from 0 → the same in Chinese, where it was words of ours.
        """
        texts = _FILL.sub("\0", self.chinese).split("\0")
        made = texts[0]
        for (hole, _), text in zip(self.holes, texts[1:], strict=True):
            if told := ours.get(hole):
                made = _beside(_beside(made, told), text)
            else:
                made += values[hole] + text
        return made


class Catalogue:
    """Sentences by their texts. Each is looked for by its rarest word, so that a text is compared
    with few of them."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.whole = {one.english: one.chinese for one in self.sentences if HOLE not in one.english}
        holed = [one for one in self.sentences if HOLE in one.english]
        holed.sort(key=lambda one: one.weight, reverse=True)
        often = Counter(word for one in holed for word in set(one.words))
        self._by_word: dict[str, list[tuple[int, Sentence]]] = defaultdict(list)
        for place, one in enumerate(holed):
            rarest = min(one.words, key=lambda word: often[word], default="")
            self._by_word[rarest].append((place, one))

    def near(self, text: str) -> list[Sentence]:
        """The sentences that `text` may have been made of, by one word of each; those with most
        words of their own first."""
        found = {one for word in {"", *text.split()} for one in self._by_word.get(word, ())}
        return [sentence for _, sentence in sorted(found, key=lambda one: one[0])]

    def find(self, text: str) -> Iterator[tuple[Sentence, tuple[str, ...]]]:
        """Those of them that `text` can be, and what is in their holes then."""
        for sentence in self.near(text):
            if found := sentence.pattern.fullmatch(text):
                yield sentence, found.groups()


def _beside(left: str, right: str) -> str:
    """Two texts, a space between Chinese and Latin words and none between Chinese ones."""
    near, far = left.rstrip(" ")[-1:], right.lstrip(" ")[:1]
    if _WIDE.match(near) and _WIDE.match(far):
        return left.rstrip(" ") + right.lstrip(" ")
    sides = (near, far), (far, near)
    mixed = any(_CHARACTER.match(one) and _LATIN.match(other) for one, other in sides)
    return f"{left.rstrip(' ')} {right.lstrip(' ')}" if mixed else left + right


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a file. Raises ValueError where lines make no pair."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line for line in lines if line.strip() and not line.startswith("# ")]
    for english, chinese in zip(pairs[::2], pairs[1::2], strict=True):
        if english.startswith(" ") or not chinese.startswith(" "):
            raise ValueError(f"{path.name}: no pair: {english!r}, {chinese!r}")
        yield Sentence(english, chinese.strip())
