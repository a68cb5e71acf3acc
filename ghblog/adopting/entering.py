"""What the ledger learns of posts that are taken over. Pure, but for building documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from ghblog.marker import read_marker, unedited
from ghblog.model import Document, Entry, Ledger, Post
from ghblog.model.adoption import Match
from ghblog.prepare import Sources
from ghblog.sync.addresses import POST, place_of
from ghblog.sync.adopt import entry_for
from ghblog.sync.entries import folded
from ghblog.sync.links import places
from ghblog.sync.recover import Recovered, whole_texts

# A date guessed later than this after the issue was opened is none: a report comes before it.
LATE = timedelta(days=7)


def to_enter(
    matches: Sequence[Match], sources: Sources, recovered: Recovered, zone: tzinfo | None
) -> tuple[dict[str, Entry], dict[str, str]]:
    """What the ledger learns, and the texts that it keeps as merge bases. What bears a marker is
    entered whatever the posts are limited to, as publishing does."""
    known = _places(matches, sources.posts, recovered.ledger)
    entries = {id_: recovered.ledger.posts[id_] for id_ in recovered.records}
    texts = whole_texts(recovered)
    for match in matches:
        if match.existing is None or not match.found:
            continue
        document = sources.build(match.post)
        if not isinstance(document, Document):
            continue
        document = document.linked(known)
        day = _day(match, zone)
        entry = entry_for(match, document, day)
        if read_marker(match.existing.body) and not _in_step(match, document):
            entry = replace(
                entries[match.post.id], path=match.post.path, date=day, labels=entry.labels
            )
        else:
            texts[match.post.id] = match.existing.body
        entries[match.post.id] = entry
    return entries, texts


def _places(matches: Sequence[Match], posts: Sequence[Post], ledger: Ledger) -> Mapping[str, str]:
    """Where posts are, with those that are taken over now."""
    found = {
        POST + match.post.path: place_of(match.existing.kind, match.existing.number)
        for match in matches
        if match.existing and match.found
    }
    return {**places(ledger.posts.values(), posts, ledger.posts), **found}


def _in_step(match: Match, document: Document) -> bool:
    """Whether a text with our marker is what the file says, so that nothing is left to do."""
    now = match.existing
    marker = read_marker(now.body) if now else None
    if now is None or marker is None or not unedited(now.body):
        return False
    if marker.parts > 1:  # nobody looked at its comments yet: the next plan does
        return False
    return marker.digest == document.digest and folded(document.labels) <= folded(now.labels)


def _day(match: Match, zone: tzinfo | None) -> date:
    created = match.existing.created if match.existing else None
    if created is None or not match.post.date_guessed:
        return match.post.date
    opened = created.astimezone(zone).date()
    return opened if match.post.date - opened > LATE else match.post.date
