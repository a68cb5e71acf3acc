"""Ask, and enter what was found into the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ghblog.adopting.finding import find
from ghblog.adopting.values import AdoptWish, Found, Room
from ghblog.errors import GhblogError
from ghblog.model import Plan, Status
from ghblog.model.adoption import Adopted, Adoption
from ghblog.rounds import ask_once, in_rounds, telling
from ghblog.sync.adopt import AdoptDesk, record
from ghblog.sync.indexing import Settled

Agree = Callable[[Adoption], bool]


def adopt(wish: AdoptWish, agree: Agree, room: Room) -> Adopted | None:
    """Record which posts are which issues and discussions; None if there was nothing to record or
    it was not agreed to. Raises GhblogError."""
    agreed = ask_once(agree, _gist)

    def attempt() -> Adopted | None:
        found = find(wish, room)
        if not found.adoption.pending:
            agree(found.adoption)
            return None
        return _record(wish, found, room) if agreed(found.adoption) else None

    return in_rounds(attempt)


def _gist(adoption: Adoption) -> list[tuple[str, int]]:
    return [(match.post.id, match.existing.number) for match in adoption.found if match.existing]


def _record(wish: AdoptWish, found: Found, room: Room) -> Adopted:
    desk = _desk(found, room)
    room.ports.machine.begin(desk.run)
    try:
        with telling(room.writing):
            settled = record(desk, found.entries, found.texts, index=wish.index)
    except GhblogError as error:
        settled = Settled(message=error.message, hint=error.hint)
    finally:
        room.ports.machine.end(desk.run)
    return _adopted(found.adoption, settled)


def _desk(found: Found, room: Room) -> AdoptDesk:
    adoption = found.adoption
    return AdoptDesk(
        ports=room.ports,
        plan=Plan(adoption.repository, adoption.viewer, adoption.blog, adoption.head, ()),
        snapshot=found.known.snapshot,
        remote=found.known.ledger,
        run=secrets.token_hex(8),
        commit=found.commit,
        pictures=dict(adoption.pictures),
        unmarked=found.known.unmarked,
    )


def _adopted(adoption: Adoption, settled: Settled) -> Adopted:
    problem = "" if settled.ledger else settled.message or "the ledger could not be written"
    return Adopted(
        adoption=adoption,
        settled=settled.ledger,
        index=settled.index,
        index_message=settled.message if settled.index is Status.FAILED else "",
        problem=problem,
        hint=settled.hint or ("run it again" if problem else ""),
        index_at=settled.at,
    )
