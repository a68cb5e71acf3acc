"""From tokens to a new text: offers, the proof, and what is told about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Any

from ghblog.markdown.dialects import comments, embeds
from ghblog.markdown.dialects.composing import compose, settle
from ghblog.markdown.dialects.live import live_marks, live_spans, live_tags
from ghblog.markdown.dialects.pieces import Build, Offer, Piece, Problem, widened
from ghblog.markdown.dialects.registry import Dialect
from ghblog.markdown.dialects.values import Doubt, Turned, Turning, Vault
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.markdown.swapping import Swap, Swapped

_PASSES = 3  # a link round a picture: first the picture


def run(text: str, vault: Vault, dialects: Sequence[Dialect]) -> Turning:
    """`text` with the dialects turned; see `turn`."""
    names = {each.name for each in _present(text, dialects)}
    if not names:
        return Turning(Swapped(text))
    work = _Work(text, vault)
    if "comments" in names:
        work.remove_comments([each for each in dialects if each.name == "comments"])
    rest = [each for each in dialects if each.name != "comments"]
    for _ in range(_PASSES if rest else 0):
        if not work.step(rest):
            break
    if "embeds" in names:
        work.look_for_embeds()
    return work.turning()


def _present(text: str, dialects: Sequence[Dialect]) -> list[Dialect]:
    return [each for each in dialects if each.needle.search(text)]


class _Work:
    """A text on its way."""

    def __init__(self, text: str, vault: Vault) -> None:
        self._text = text
        self._vault = vault
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
        here = _present(text, dialects)
        offers = []
        for name, piece, build in _pieces(text, here):
            offer = build(piece, self._vault)
            for problem in offer.problems if offer else ():
                self._tell(name, piece, problem)
            if offer and offer.swaps and self._swapped.origin(piece.start) not in self._failed:
                offers.append((name, piece, offer))
        pieces = sorted((piece.start, -piece.end) for _, piece, _ in offers)
        inner = [each for each in offers if not _holds_another(each[1], pieces)]
        result, done = settle(text, [_choices(piece, offer) for _, piece, offer in inner])
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
        doubt = Doubt(
            name,
            self._lines.number(start),
            problem.code,
            problem.error,
            problem.message,
            problem.hint,
        )
        self._doubts.setdefault((start, problem.code), doubt)


Proposal = tuple[str, Piece, Build]


def _pieces(text: str, dialects: Sequence[Dialect]) -> list[Proposal]:
    """What the dialects' plugins found and GitHub shows as running text, or as a tag."""
    from ghblog.markdown.dialects.reading import find

    if not dialects:
        return []
    found = [
        (each.dialect, Piece(text, each.start, each.end, each.path, each.first), _build(each.attrs))
        for each in find(text, dialects)
    ]
    tags = live_tags(text, [piece.inside for _, piece, _ in found if piece.inside])
    words = [(piece.start, piece.end) for _, piece, _ in found if not piece.inside]
    shown = live_spans(text, words)
    wide = {widened(text, *span): span for span in words if span not in shown}
    for span, html in live_spans(text, [*wide]).items():
        shown[wide[span]] = html
    return [
        (name, replace(piece, shown=shown.get((piece.start, piece.end), "")), build)
        for name, piece, build in found
        if piece.inside in tags or (piece.start, piece.end) in shown
    ]


def _build(attrs: dict[str, Any]) -> Build:
    build: Build | None = attrs.get("build")
    return build or partial(_ready, str(attrs["markdown"]))


def _ready(markdown: str, piece: Piece, _vault: Vault) -> Offer:
    """What a plugin that knows nothing of offers proposes."""
    block = Swap(piece.start, piece.end, markdown, page(markdown), block=True)
    problem = Problem("unturned", f"GitHub shows {piece.raw} as it is", "let it stand by itself")
    return Offer((piece.swap(markdown), block), otherwise=problem)


def _choices(piece: Piece, offer: Offer) -> list[Swap]:
    """The offer's swaps, then the same with the emphasis round the piece as a part of it: whether
    `**` begins or ends something depends on what stands next to it, and so would on a mark."""
    start, end = widened(piece.text, piece.start, piece.end)
    before, behind = piece.text[start : piece.start], piece.text[piece.end : end]
    wide = [
        Swap(start, end, before + each.new + behind)
        for each in offer.swaps
        if not each.inside and not each.block and (before or behind)
    ]
    return [*offer.swaps, *wide]


def _holds_another(piece: Piece, others: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the pieces, given as (start, -end) and sorted, lies in this one."""
    first = bisect_right(others, (piece.start, -piece.end))
    behind = (others[n] for n in range(first, len(others)))
    return any(-end <= piece.end for _, end in takewhile(lambda one: one[0] < piece.end, behind))
