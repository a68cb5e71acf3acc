"""Recording what is taken over, as it is: nothing on GitHub is edited.

File and GitHub are left as they are until the file is edited; then the entry's `text` tells a text
that nobody touched since, and that the file holds whole, from one that would lose something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ghblog.errors import AnswerLostError, StaleHeadError
from ghblog.marker import read_marker, text_hash
from ghblog.model import Document, Entry, Ledger
from ghblog.model.adoption import Match
from ghblog.sync.claims import take
from ghblog.sync.desk import Desk
from ghblog.sync.entries import folded
from ghblog.sync.indexing import Settled
from ghblog.sync.likeness import covers
from ghblog.sync.links import inputs_of
from ghblog.sync.ports import PlanOutdatedError
from ghblog.sync.settle import settle

# Bytes of texts in one commit; base64 adds a third, and GitHub takes under 40 MB.
BATCH = 20_000_000


def entry_for(match: Match, document: Document, day: date) -> Entry:
    """What the ledger says of a post that is taken over as it is, until the file is edited.

    Where GitHub shows words or pictures that the file has not, that edit becomes a conflict: the
    entry then knows no text, as if the post had been edited on the web.
    """
    file = "\n".join(part.text for part in document.parts)
    now, post = match.existing, match.post
    assert now
    there = folded(now.labels)
    return Entry(
        id=post.id,
        kind=now.kind,
        node=now.node,
        number=now.number,
        title=now.title,
        date=day,
        path=post.path,
        source=post.source,
        inputs=inputs_of(post, document.links),
        digest=document.digest,
        labels=tuple(label for label in document.labels if label.casefold() in there),
        text=text_hash(now.body) if not read_marker(now.body) and covers(file, now.body) else "",
    )


def still_unmarked(ledger: Ledger, unmarked: Mapping[int, str]) -> dict[int, str]:
    """Of what existed at first contact, what no post is."""
    ours = {entry.number for entry in ledger.posts.values()}
    return {number: title for number, title in unmarked.items() if number not in ours}


@dataclass
class AdoptDesk(Desk):
    """A desk that never writes over what another run did since the matches were made."""

    def wanted(self, remote: Ledger) -> Ledger:
        """The ledger that should be; what is a post by now is no longer unmarked."""
        ledger = super().wanted(remote)
        return replace(ledger, unmarked=still_unmarked(ledger, ledger.unmarked))

    def reread(self, files: tuple[str, ...]) -> None:
        """Read both branches again. Raises PlanOutdatedError unless our entries are there."""
        super().reread(files)
        if not self.entries.items() <= self.remote.posts.items():
            raise PlanOutdatedError


def record(
    desk: AdoptDesk, entries: Mapping[str, Entry], texts: Mapping[str, str], *, index: bool
) -> Settled:
    """Enter what was found into the ledger, with the texts as they are, and write the index.

    Raises PlanOutdatedError when somebody else wrote to the ledger meanwhile, and GhblogError
    when GitHub refuses.
    """
    try:
        if desk.snapshot.default is None and not desk.remote.head:
            take(desk, ())  # a repository without a commit needs one first
            desk.claim = None
        batches = list(_batches(entries, texts)) or [{}]
        settled = Settled()
        for number, batch in enumerate(batches, start=1):
            desk.entries = dict(batch)
            desk.texts = {id_: texts[id_] for id_ in batch if id_ in texts}
            settled = settle(desk, index=index and number == len(batches))
            if not settled.ledger:
                break
    except (StaleHeadError, AnswerLostError) as error:
        raise PlanOutdatedError from error  # read again: that tells what was done
    return settled


def _batches(entries: Mapping[str, Entry], texts: Mapping[str, str]) -> Iterator[dict[str, Entry]]:
    batch: dict[str, Entry] = {}
    size = 0
    for id_, entry in entries.items():
        length = len(texts.get(id_, "").encode())
        if batch and size + length > BATCH:
            yield batch
            batch, size = {}, 0
        batch[id_] = entry
        size += length
    if batch:
        yield batch
