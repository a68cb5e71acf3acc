"""What the ledger will say of a post once its change is made. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ghblog.model import Action, Change, Created, Document, Entry, Post
from ghblog.sync.links import former_after, inputs_of

# What a plan shows in place of a number that GitHub has not given yet.
UNNUMBERED = Created(number=0, node="")

_SETTLED = (
    Action.CREATE,
    Action.UPDATE,
    Action.RECORD,
    Action.RENAME,
    Action.REFRESH,
    Action.KEEP,
)


def entry_after(change: Change, created: Created | None = None) -> Entry | None:
    """The post's entry after its change; as it was where nothing is done, None if there is none.

    Args:
        created: GitHub's answer to a create; needed for these only.
    """
    post, entry, document = change.source, change.entry, change.document
    if post is None or change.action not in _SETTLED:
        return entry
    if entry is None:
        if created is None or document is None:
            return None
        return Entry(
            id=post.id,
            kind=document.kind,
            node=created.node,
            number=created.number,
            title=document.title,
            date=post.date,
            path=post.path,
            source=post.source,
            inputs=inputs_of(post, document.links),
            digest=document.digest,
            labels=document.labels,
        )
    # A guessed date is fixed at the first publish: a file's history may be rewritten.
    fixed = post.date_guessed and not _dateless(entry)
    return replace(
        entry,
        id=post.id,
        path=post.path,
        title=_title(change, entry),
        date=entry.date if fixed else post.date,
        source=post.source,
        inputs=_inputs(post, document, entry),
        digest=document.digest if document else entry.digest,
        labels=_our_labels(change, entry),
        text="" if change.action is Action.UPDATE else entry.text,
        parts=_parts(change, entry),
        former=former_after(entry, post.path),
    )


def _inputs(post: Post, document: Document | None, entry: Entry) -> str:
    """Without a document nothing was built, since the inputs were equal."""
    return inputs_of(post, document.links) if document else entry.inputs


def _parts(change: Change, entry: Entry) -> tuple[str, ...]:
    """Its further parts, where they were read and are all there; a run that writes them enters
    them itself."""
    looked = change.action is Action.RECORD or (change.action is Action.REFRESH and change.further)
    if not looked or not all(change.further):
        return entry.parts
    return tuple(remark.node for remark in change.further if remark)


def labels_after(change: Change) -> tuple[str, ...]:
    """All labels an update sets: what others added stays, of ours only what is still wanted."""
    present = change.present.labels if change.present else ()
    ours = folded(change.entry.labels if change.entry else ())
    wanted = change.document.labels if change.document else ()
    kept = [
        one for one in present if one.casefold() in folded(wanted) or one.casefold() not in ours
    ]
    return (*kept, *(label for label in wanted if label.casefold() not in folded(kept)))


def folded(labels: Iterable[str]) -> frozenset[str]:
    """Labels as GitHub compares them: without regard to case."""
    return frozenset(label.casefold() for label in labels)


def entries_after(
    entries: Mapping[str, Entry], changes: Sequence[Change]
) -> tuple[dict[str, Entry], frozenset[str]]:
    """Entries that the changes set, by id, and ids that they give up (moved files)."""
    changed = {}
    for change in changes:
        entry = entry_after(change, UNNUMBERED)
        if entry and entries.get(entry.id) != entry:
            changed[entry.id] = entry
    moved = frozenset(one.old for one in changes if one.old and one.action in _SETTLED)
    dropped = moved - set(changed)
    return changed, dropped


def _title(change: Change, entry: Entry) -> str:
    """What GitHub's title is: an adopted post may bear another one there until its next edit."""
    adopted = bool(entry.text) and change.action is not Action.UPDATE
    return entry.title if adopted or change.document is None else change.document.title


def _dateless(entry: Entry) -> bool:
    """Whether an entry was rebuilt from a marker, which knows no date of the writer's."""
    return not entry.source


def _our_labels(change: Change, entry: Entry) -> tuple[str, ...]:
    if change.document is None:
        return entry.labels
    if change.action is Action.UPDATE or change.present is None:
        return change.document.labels
    there = folded(change.present.labels)
    return tuple(label for label in change.document.labels if label.casefold() in there)
