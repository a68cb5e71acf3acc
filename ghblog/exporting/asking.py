"""What GitHub holds, as far as an export needs to know it."""

from __future__ import annotations

from ghblog.errors import NotAuthenticatedError
from ghblog.exporting.finding import find, refused
from ghblog.exporting.values import Job, Order
from ghblog.model import Document, Ledger, Reader, Refusal, Repository
from ghblog.offline import Memory
from ghblog.prepare import Sources, Wish, read_github
from ghblog.sync.addresses import POST
from ghblog.sync.links import owners, places
from ghblog.workshop import Workshop

_WITHOUT = (
    "without a token, --local takes the pictures from here, and --offline goes by what was read of "
    "GitHub last"
)


def make_job(workshop: Workshop, wanted: str, order: Order) -> Job:
    """A post and all that is known of it. Raises GhblogError."""
    sources = workshop.sources()
    post = find(workshop, sources, wanted)
    built = sources.build(post)
    if isinstance(built, Refusal):
        raise refused(built)
    shown = {slot.target for part in built.parts for slot in part.slots}
    pictures = tuple(one for one in post.pictures if one.key in shown)
    linked = any(one.startswith(POST) for one in shown)
    repository, ledger, notices = _github(
        workshop, sources, order, needed=linked or bool(pictures and not order.local)
    )
    entries = ledger.posts.values()
    followed = {one.id: one for one in sources.follow(owners(entries))}[post.id]
    if followed != post and isinstance(again := sources.build(followed), Document):
        post, built = followed, again
    document = built.linked(places(entries, sources.posts, ledger.posts))
    return Job(workshop, sources, order, post, document, pictures, repository, ledger, notices)


def _github(
    workshop: Workshop, sources: Sources, order: Order, *, needed: bool
) -> tuple[Repository, Ledger, tuple[str, ...]]:
    """The repository and what was published to it; GitHub is asked only where that is needed."""
    settings = sources.settings
    memory = workshop.remembered(settings)
    online = needed and not order.offline and not order.local
    reader: Reader = _door(workshop) if online else workshop.offline(settings, memory)
    notices = () if online else _as_of(memory, needed=needed)
    (snapshot, ledger), _, told = read_github(
        settings, sources, Wish(offline=True), reader, workshop.patience()
    )
    return snapshot.repository, ledger, (*notices, *told)


def _door(workshop: Workshop) -> Reader:
    """GitHub. Raises NotAuthenticatedError, which tells of the ways without a token, too."""
    try:
        return workshop.door()
    except NotAuthenticatedError as error:
        raise NotAuthenticatedError(
            error.message, where=error.where, hint=f"{_WITHOUT}; else {error.hint}"
        ) from error


def _as_of(memory: Memory | None, *, needed: bool) -> tuple[str, ...]:
    if not needed:
        return ()
    if memory is None:
        return ("GitHub was never read from here: links to other posts stay paths",)
    return (f"as GitHub was on {memory.as_of:%Y-%m-%d at %H:%M} UTC",)
