"""The order in which changes are made, and which of them brings which picture. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ghblog.model import Action, Change, Picture
from ghblog.sync.links import in_dependency_order

_ORDER = {action: n for n, action in enumerate(Action)}


def arrange(changes: Sequence[Change], pictures: Collection[str]) -> tuple[Change, ...]:
    """Put changes in the order they are made, and give each the pictures it is first to need.

    New posts go oldest first, so that their numbers follow their dates, but behind those that
    they lead to.

    Args:
        pictures: keys of the pictures that GitHub has already.
    """
    ordered = sorted(changes, key=_place)
    creates = [one for one in ordered if one.action is Action.CREATE]
    rest = [one for one in ordered if one.action is not Action.CREATE]
    have = set(pictures)
    lost = {picture.key for change in changes for picture in pictures_kept(change)}
    arranged = []
    for change in [*in_dependency_order(creates), *rest]:
        shown = [one for one in pictures_shown(change) if one.key not in lost]
        shown += pictures_kept(change)
        needed = tuple(one for one in shown if one.key not in have)
        have |= {picture.key for picture in needed}
        arranged.append(replace(change, pictures=needed))
    return tuple(arranged)


def pictures_shown(change: Change) -> tuple[Picture, ...]:
    """The pictures that a change needs to be stored, once each."""
    if change.action not in (Action.CREATE, Action.UPDATE) or not change.document:
        return ()
    pictures = {picture.key: picture for picture in change.source.pictures} if change.source else {}
    slots = [slot.target for part in change.document.parts for slot in part.slots]
    return tuple(pictures[key] for key in dict.fromkeys(slots) if key in pictures)


def pictures_kept(change: Change) -> tuple[Picture, ...]:
    """The pictures that a text on GitHub, which stays as it is, shows from the ledger's branch:
    they are lost if somebody deleted the branch."""
    if change.action is not Action.RECORD or not change.source or not change.present:
        return ()
    bodies = [change.present.body, *(one.body for one in change.further if one)]
    pictures = change.source.pictures
    return tuple(one for one in pictures if any(one.stored_path in body for body in bodies))


def _place(change: Change) -> tuple[int, str, str]:
    date = change.source.date.isoformat() if change.source else ""
    return _ORDER[change.action], date, change.path
