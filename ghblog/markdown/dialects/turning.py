"""From tokens to a new text: offers, the proof, and what is told about it."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.markdown.dialects import comments, embeds
from ghblog.markdown.dialects.composing import compose, settle
from ghblog.markdown.dialects.live import live_marks
from ghblog.markdown.dialects.pieces import Piece, Problem
from ghblog.markdown.dialects.plugged import Plugged
from ghblog.markdown.dialects.proposing import choices, holds_another, proposals
from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.values import Doubt, Turned, Turning, Vault
from ghblog.markdown.lines import Lines
from ghblog.markdown.swapping import Swapped

_PASSES = 3  # a link round a picture: first the picture


def run(text: str, vault: Vault, dialects: Sequence[Dialect]) -> Turning:
    """`text` with the dialects turned; see `turn`."""
    names = {each.name for each in _present(text, dialects)}
    if not names:
        return Turning(Swapped(text))
    work = _Work(text, vault, [each for each in dialects if each.package])
    if "comments" in names:
        work.remove_comments([each for each in dialects if each.name == "comments"])
    rest = [each for each in dialects if each.name != "comments" and not each.package]
    for _ in range(_PASSES):
        if not work.step(rest):
            break
    work.look_for_plugged()
    if "embeds" in names:
        work.look_for_embeds()
    return work.turning()


def _present(text: str, dialects: Sequence[Dialect]) -> list[Dialect]:
    return [each for each in dialects if each.needle.search(text)]


class _Work:
    """A text on its way."""

    def __init__(self, text: str, vault: Vault, plugged: Sequence[Dialect]) -> None:
        self._text = text
        self._vault = vault
        self._plugged = Plugged(plugged)
        self._lines = Lines(text)
        self._swapped = Swapped(text)
        self._owners: dict[int, str] = {}  # where something was turned → by which dialect
        self._failed: set[int] = set()  # where nothing will do
        self._doubts: dict[tuple[int, str], Doubt] = {}

    def turning(self) -> Turning:
        """What became of the text."""
        turned = tuple(
            Turned(
                self._owners.get(each.start, ""),
                self._lines.number(each.start),
                self._text[each.start : each.end],
                each.new,
            )
            for each in self._swapped.done
        )
        doubts = sorted(self._doubts.items(), key=lambda pair: pair[0])
        return Turning(self._swapped, turned, tuple(doubt for _, doubt in doubts))

    def remove_comments(self, dialects: Sequence[Dialect]) -> None:
        """Take private words out; a doubt for each place where that is not certain."""
        from ghblog.markdown.dialects.reading import find

        seen = [comments.Run(each.start, each.end) for each in find(self._text, dialects)]
        self._swapped = comments.remove(self._text, seen)
        self._owners.update({each.start: "comments" for each in self._swapped.done})
        for rest in comments.left_over(self._swapped.text):
            start, last = (self._swapped.origin(at) for at in (rest.start, rest.end - 1))
            doubt = comments.doubt(self._lines.number(start), self._lines.number(last), rest)
            self._doubts.setdefault((start, doubt.code), doubt)

    def step(self, dialects: Sequence[Dialect]) -> bool:
        """Turn what can be turned at once; whether anything was."""
        text = self._swapped.text
        proposed = [
            *proposals(text, _present(text, dialects)),
            *self._plugged.proposals(text, self._tell),
        ]
        offers = []
        for name, piece, build in proposed:
            offer = build(piece, self._vault)
            for problem in offer.problems if offer else ():
                self._tell(name, piece, problem)
            if offer and offer.swaps and self._swapped.origin(piece.start) not in self._failed:
                offers.append((name, piece, offer))
        pieces = sorted((piece.start, -piece.end) for _, piece, _ in offers)
        inner = [each for each in offers if not holds_another(each[1], pieces)]
        result, done = settle(text, [choices(piece, offer) for _, piece, offer in inner])
        for n, (name, piece, offer) in enumerate(inner):
            start = self._swapped.origin(piece.start)
            if n in done:
                self._owners[self._swapped.origin(done[n].start)] = name
            else:
                self._failed.add(start)
                if offer.otherwise:
                    self._tell(name, piece, offer.otherwise)
        self._swapped = compose(self._text, self._swapped, result)
        return bool(done)

    def look_for_plugged(self) -> None:
        """What another package's dialect means must not be published as it is typed."""
        self._plugged.look_for_rest(self._swapped.text, self._tell)

    def look_for_embeds(self) -> None:
        """A picture that could not be turned must not be lost in silence."""
        text = self._swapped.text
        found = [
            each for each in embeds.LIKELY.finditer(text) if not text[: each.start()].endswith("\\")
        ]
        live = live_marks(text, [each.start() + 2 for each in found])
        for each in found:
            start = self._swapped.origin(each.start())
            known = any(at == start and doubt.error for (at, _), doubt in self._doubts.items())
            if each.start() + 2 in live and not known:
                self._tell("embeds", Piece(text, *each.span()), embeds.lost(each["embed_target"]))

    def _tell(self, name: str, piece: Piece, problem: Problem) -> None:
        start = self._swapped.origin(piece.start)
        if self._swapped.now(start) is None and not problem.error:
            return  # within what was turned: it was told of what stood there
        doubt = Doubt(
            name,
            self._lines.number(start),
            problem.code,
            problem.error,
            problem.message,
            problem.hint,
        )
        self._doubts.setdefault((start, problem.code), doubt)
