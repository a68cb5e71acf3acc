"""What is set besides title and text: labels of discussions, open or closed, lock, pin. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ghblog.model import Change, Document, Existing, Finish, Kind, Label
from ghblog.sync.entries import folded, labels_after

PINS = 3  # as many issues as GitHub pins in a repository
_GRAY = "ededed"  # what GitHub gives a label that somebody makes without choosing
_STYLE = re.compile(r"([^=]+?)\s*=\s*#?([0-9A-Fa-f]{6})(?:\s+(.*))?")


def finish_of(change: Change, label_ids: Mapping[str, str], pinned: Sequence[int]) -> Finish:
    """What is left to set once title and text are there.

    Args:
        label_ids: name → node id of the labels that the document wants.
        pinned: numbers of the issues that are pinned now.
    """
    document, present = change.document, change.present
    assert document
    add, remove = _label_changes(change, label_ids)
    meta = document.meta
    closed = _differs(meta.closed, present.closed if present else False)
    return Finish(
        add_labels=add,
        remove_labels=remove,
        closed=closed,
        reason=meta.reason if closed else "",
        locked=_differs(meta.locked, present.locked if present else False),
        pinned=_pin(meta.pinned, present, pinned),
    )


def unmet(document: Document, present: Existing) -> bool:
    """Whether something besides title and text is not as the document wants it."""
    meta = document.meta
    return (
        not folded(document.labels) <= folded(present.labels)
        or _differs(meta.closed, present.closed) is not None
        or _differs(meta.locked, present.locked) is not None
        or _differs(meta.pinned, present.pinned) is not None
        or (meta.milestone is not None and meta.milestone != present.milestone)
        or (
            document.kind is Kind.DISCUSSION
            and document.category.casefold() != present.category.casefold()
        )
    )


def labels_to_make(
    documents: Iterable[Document], missing: Iterable[str], styles: Iterable[str]
) -> tuple[Label, ...]:
    """Labels to make before posts that bear them are written.

    GitHub makes those of an issue itself; a discussion's must be there, and who set a colour
    wants it.
    """
    styled = {label.name.casefold(): label for label in map(parse_style, styles)}
    absent = {name.casefold(): name for name in missing}
    wanted: dict[str, Label] = {}
    for document in documents:
        for name in document.labels:
            key = name.casefold()
            if key in absent and (document.kind is Kind.DISCUSSION or key in styled):
                style = styled.get(key)
                color, text = (style.color, style.description) if style else (_GRAY, "")
                wanted.setdefault(key, Label(name, color, text))
    return tuple(wanted.values())


def parse_style(style: str) -> Label:
    """`name = rrggbb description`, checked by the settings → a label."""
    found = _STYLE.fullmatch(style.strip())
    assert found
    return Label(found[1], found[2].lower(), found[3] or "")


def _label_changes(
    change: Change, ids: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    document, present = change.document, change.present
    if document is None or document.kind is Kind.ISSUE:
        return (), ()  # theirs go by name, with the text
    there = folded(present.labels) if present else frozenset()
    add = [ids[name] for name in document.labels if name.casefold() not in there and name in ids]
    stay = folded(labels_after(change))
    pairs = zip(present.labels, present.label_ids, strict=True) if present else ()
    remove = [node for name, node in pairs if name.casefold() not in stay]
    return tuple(add), tuple(remove)


def _differs(wanted: bool | None, present: bool) -> bool | None:  # noqa: FBT001  # a value
    return wanted if wanted is not None and wanted != present else None


def _pin(wanted: bool | None, present: Existing | None, pinned: Sequence[int]) -> bool | None:  # noqa: FBT001
    change = _differs(wanted, present.pinned if present else False)
    return None if change and len(pinned) >= PINS else change
