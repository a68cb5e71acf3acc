"""Links by old names, written by the new ones where readers see no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from ghblog.linting.machine_paths import as_destination
from ghblog.linting.old_names import OldLink, OldNames
from ghblog.linting.wikilinks import respelled_wikilink
from ghblog.markdown.probe import halve
from ghblog.model import Slot
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import read_front_matter
from ghblog.posts.gallery import Gallery
from ghblog.posts.links import POST
from ghblog.posts.lookup import Lookup
from ghblog.posts.source import Source, take_apart
from ghblog.posts.targets import relative
from ghblog.posts.wording import Wording

_LOOKS = 32  # how often a text is read anew, at most, to prove what is written otherwise
_REST_OF_LINE = re.compile(r"[^\r\n]*")

Spelling = tuple[int, int, str]
"""(start, end, new): offsets in the file's text, and what is to stand there."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where such a link stands, and other spellings of it, the likeliest first."""

    link: OldLink
    spellings: tuple[Spelling, ...] = ()


@dataclass
class Respelling:
    """The links of a post that spell old names.

    What becomes of them is proved by reading the text anew: what would be published must stay the
    same, letter by letter, so that nothing is written on GitHub for it.

    Attributes:
        path: of the post.
        lookup: knows the old names, too.
        links: in the order of the text.
        text: the file's, with those written anew that can be.
    """

    path: str
    source: Source
    lookup: Lookup
    names: OldNames
    links: tuple[OldLink, ...] = field(init=False)
    text: str = field(init=False)
    _done: dict[int, Spelling] = field(default_factory=dict, init=False)  # by the link's number

    def __post_init__(self) -> None:
        wording, gallery = self.lookup.look(self.source, self.path)
        self._goal = self._gist(self.source, wording, gallery)
        spots = [
            self._spot(wording, slot, path)
            for slot in gallery.slots
            if (path := self.names.now.get(slot.target)) is not None
        ]
        self._prove(spots)
        self.links = tuple(self._told(n, each) for n, each in enumerate(spots))
        self.text = self._with({})

    def _spot(self, wording: Wording, slot: Slot, path: str) -> _Spot:
        raw = wording.text[slot.start : slot.end]
        link = OldLink(wording.lines.at(slot.start), raw, path)
        body, start = self.source.body, wording.lines.chain.origin(slot.start)
        if not path:
            return _Spot(link)
        if body.startswith(raw, start):
            return self._plain(link, slot, start)
        if wiki := respelled_wikilink(body, start, path, self.path):
            there = self.source.offset(start)
            spelt = tuple((there, there + len(wiki.raw), each) for each in wiki.spellings)
            return _Spot(replace(link, raw=wiki.raw), spelt)
        typed = unquote(raw)  # some other dialect made a link of it
        rest = _REST_OF_LINE.match(body, start)
        at = body.find(typed, start, rest.end()) if rest else -1
        return _Spot(link) if at < 0 else self._plain(replace(link, raw=typed), slot, at)

    def _plain(self, link: OldLink, slot: Slot, start: int) -> _Spot:
        """A destination that stands in the body at `start`; its fragment stays."""
        there = self.source.offset(start)
        end = there + len(link.raw.partition("#")[0] if slot.fragment else link.raw)
        spelt = _destinations(link.raw, link.path, self.path)
        return _Spot(link, tuple((there, end, each) for each in spelt))

    def _prove(self, spots: Sequence[_Spot]) -> None:
        """Choose for each the first of its spellings that leads there and changes nothing else."""
        turns = iter(range(_LOOKS))
        for choice in range(max((len(each.spellings) for each in spots), default=0)):
            left = [
                (n, each.spellings[choice])
                for n, each in enumerate(spots)
                if n not in self._done and choice < len(each.spellings)
            ]
            halve(left, self._accept, turns)

    def _accept(self, group: Sequence[tuple[int, Spelling]]) -> list[int] | None:
        """The group, if with all that was accepted before it changes nothing else."""
        text = self._with(dict(group))
        try:
            source = take_apart(text, read_front_matter(text), self.path)
        except FaultError:
            return None
        if self._gist(source, *self.lookup.look(source, self.path)) != self._goal:
            return None
        self._done.update(group)
        return [n for n, _ in group]

    def _with(self, more: Mapping[int, Spelling]) -> str:
        """The file's text with these, and all that was accepted, written anew."""
        text = self.source.text
        for start, end, new in sorted({**self._done, **more}.values(), reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _gist(self, source: Source, wording: Wording, gallery: Gallery) -> list[object]:
        """What is published of a text: with equal gists, the same is."""
        found: list[object] = [source.title]
        position = 0
        for slot in gallery.slots:
            path = self.names.now.get(slot.target)
            target = POST + path if path else slot.target
            found += [wording.text[position : slot.start], (target, slot.fragment)]
            position = slot.end
        return [*found, wording.text[position:]]

    def _told(self, number: int, spot: _Spot) -> OldLink:
        if number not in self._done:
            return spot.link
        start, end, new = self._done[number]
        return replace(spot.link, new=new + spot.link.raw[end - start :])


def _destinations(raw: str, path: str, post: str) -> Iterator[str]:
    """How a link may spell a path: from the root where it did so, else relative to the post; with
    spaces as they are where it had some."""
    for one in (f"/{path}", relative(path, post))[0 if raw.startswith("/") else 1 :]:
        if " " in raw:
            yield one
        yield as_destination(one)
