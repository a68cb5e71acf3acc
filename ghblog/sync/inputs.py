"""What a plan is made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ghblog.model import Document, Existing, Ledger, Post, Refusal, Settings

Build = Callable[[Post], Document | Refusal]


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a plan is made from.

    Attributes:
        ledger: as read, with what was recovered.
        records: post id → what bears its marker, for entries that only the markers told.
        build: a post's document, or why it cannot be made; called for what changed only.
        lacks: what the repository lacks for a document (a category, a milestone): why it cannot be
            written, and what to do; None if nothing.
        doubtful: post id → why its entry cannot be told (several bear its marker).
        titles: number → title of what bears no marker and may be the same post made by hand.
        only: paths the plan is limited to; None for all.
        refresh: compare all texts, whatever the hashes say.
    """

    settings: Settings
    ledger: Ledger
    posts: Sequence[Post]
    refusals: Sequence[Refusal]
    build: Build
    titles: Mapping[int, str] = field(default_factory=dict)
    records: Mapping[str, Existing] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)
    lacks: Callable[[Document], tuple[str, str] | None] = lambda _: None
    only: Collection[str] | None = None
    refresh: bool = False
