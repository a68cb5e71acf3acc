"""Pictures that posts show on GitHub and that need no second upload."""

from __future__ import annotations

from collections.abc import Sequence

from ghblog.adopting.values import AdoptWish
from ghblog.model import Document, Existing, Ledger, Listener, Post
from ghblog.model.adoption import Match
from ghblog.pictures import Wishes
from ghblog.prepare import Sources
from ghblog.recognising import Shown, recognise


def recognised(
    wish: AdoptWish,
    sources: Sources,
    ledger: Ledger,
    matches: Sequence[Match],
    existing: Sequence[Existing],
    listen: Listener,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Local pictures that GitHub shows already, if that is wanted.

    Returns:
        (picture key → URL, URLs that could not be fetched with the reason)
    """
    if wish.web is None:
        return {}, ()
    pairs: list[Shown] = []
    for post, one in _shown(matches, sources.posts, ledger, existing):
        document = sources.build(post) if post.pictures else None
        if isinstance(document, Document):
            keys = [slot.target for part in document.parts for slot in part.slots]
            pairs.append((keys, one.body))
    wishes = Wishes.of(sources.settings)
    known = ledger.pictures
    return recognise(pairs, known, wish.web, home=wish.home, listen=listen, wishes=wishes)


def _shown(
    matches: Sequence[Match], posts: Sequence[Post], ledger: Ledger, existing: Sequence[Existing]
) -> list[tuple[Post, Existing]]:
    """Posts whose pictures on GitHub are not ours: taken over now, or earlier and not edited
    since."""
    present = {one.node: one for one in existing}
    shown = [(match.post, match.existing) for match in matches if match.found and match.existing]
    for post in posts:
        entry = ledger.posts.get(post.id)
        if entry and entry.text and entry.node in present:
            shown.append((post, present[entry.node]))
    return shown
