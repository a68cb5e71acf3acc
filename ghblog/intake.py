"""`ghblog import`: read, choose, write files, and let `adopt` record them. Part of `blog`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from ghblog.adopting import AdoptWish, Room, adopt
from ghblog.errors import GhblogError
from ghblog.importing import Choice, DiskShelf, Fate, Here, Imported, Importer, Order
from ghblog.importing.choosing import Asker, choose
from ghblog.model import Existing, Ledger, Settings, Web
from ghblog.model.adoption import Adopted, Adoption
from ghblog.posts.dates import guess
from ghblog.posts.globs import matches
from ghblog.prepare import Sources, Wish, read_github
from ghblog.sync.recover import recover


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an import.

    Attributes:
        adopted: what was recorded; None if nothing was, or nothing had to be.
        problem, hint: why nothing could be recorded; empty if that did not happen.
        known: how many new files are of posts that the ledger knows with other files.
        left: how many files cannot be recorded as they are.
    """

    imported: Imported
    adopted: Adopted | None = None
    problem: str = ""
    hint: str = ""
    left: int = 0
    known: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything that was wanted is a file now, and recorded."""
        recorded = self.adopted is None or self.adopted.ok
        return (
            recorded
            and not self.left
            and not self.problem
            and not self.imported.of(Fate.BLOCKED)
            and not self.imported.stopped
        )


def take_in(
    choice: Choice,
    order: Order,
    room: Room,
    web: Web,
    *,
    home: str,
    agree: Callable[[Adoption], bool] | None,
) -> Taken:
    """Make files of what is on GitHub; raises GhblogError.

    Args:
        order: folder, category and zone are the settings' own, whatever it says.
        web: fetches pictures.
        home: host, with port, of the blog's own server.
        agree: asked once whether to record what is a file now; None: it is not.
    """
    sources, github = room.read(), room.ports.github
    settings = sources.settings
    order = replace(order, folder=settings.posts_folder, category=settings.category, zone=room.zone)
    (snapshot, ledger), _, notices = read_github(settings, sources, Wish(), github, room.patience)
    existing = github.list_all()
    publishers = settings.publishers
    known = recover(ledger, existing, viewer=snapshot.viewer, publishers=publishers).ledger
    asker = Asker(snapshot.viewer, publishers, settings.blog, room.zone)
    chosen, others = choose(existing, choice, asker)
    shelf = DiskShelf(settings.root, settings.posts_folder)
    importer = Importer(
        order=order,
        repository=snapshot.repository,
        github=github,
        web=web,
        shelf=shelf,
        fits=lambda path: _fits(path, settings),
        here=replace(
            _here(sources, known),
            dates=_dates(chosen, ledger, asker, settings.posts_folder),
            parts={entry.number: entry.parts for entry in known.posts.values()},
        ),
        asker=asker,
        listen=room.ports.listen,
        stop=room.ports.stop,
    )
    room.writing(True)  # noqa: FBT003  # a switch: a signal lets the post at hand be finished
    try:
        imported = importer.run(chosen)
    finally:
        room.writing(False)  # noqa: FBT003
    if others:
        many = f"{others} posts are" if others > 1 else "1 post is"
        notices = [*notices, f"{many} kept by another blog in this repository, and left to it"]
    imported = replace(imported, notices=tuple(notices))
    recorded = {entry.number for entry in known.posts.values()}
    paths = {
        item.path
        for item in imported.items
        if item.fate is not Fate.BLOCKED and item.number not in recorded
    }
    written = imported.of(Fate.WRITTEN)
    again = sum(item.number in recorded for item in written)
    if order.dry or agree is None or imported.stopped or not paths:
        return Taken(imported, known=again)
    wish = AdoptWish(
        only=paths,
        authors=tuple(sorted({one.author for one in chosen})),
        web=_Kept(web, settings.root, imported.fetched),
        home=home,
        index=settings.index,
    )
    try:
        adopted = adopt(wish, _if_any(agree), room)
        found = {match.post.path for match in adopted.adoption.found} if adopted else paths
        return Taken(imported, adopted, left=len(paths - found))
    except GhblogError as error:  # the files are there all the same
        return Taken(imported, problem=str(error), hint=error.hint)


def _if_any(agree: Callable[[Adoption], bool]) -> Callable[[Adoption], bool]:
    return lambda adoption: adoption.pending and agree(adoption)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The web, but for the pictures that are files by now."""

    web: Web
    root: Path
    paths: Mapping[str, str]

    def fetch(self, url: str, *, most: int) -> bytes:
        """The bytes at a URL."""
        if url in self.paths:
            with contextlib.suppress(OSError):
                return (self.root / self.paths[url]).read_bytes()
        return self.web.fetch(url, most=most)


def _here(sources: Sources, known: Ledger) -> Here:
    """Whose the files are that the folder has."""
    numbers = {one.number: one.path for one in sources.refusals if one.number}
    numbers |= {post.number: post.path for post in sources.posts if post.number}
    files = {one.id: one.path for one in sources.refusals}
    files |= {one.id: one.path for one in sources.posts}
    for id_, path in files.items():
        if entry := known.posts.get(id_):
            numbers.setdefault(entry.number, path)
    titles = {
        " ".join(post.title.split()).casefold(): post.path
        for post in sources.posts
        if not post.number and post.id not in known.posts
    }
    ids = {entry.number: id_ for id_, entry in known.posts.items()}
    return Here(numbers, titles, ids)


def _dates(
    chosen: Sequence[Existing], ledger: Ledger, asker: Asker, folder: str
) -> dict[int, date]:
    """Number → day, of posts that ghblog published: the ledger's, which was fixed then; else what
    the file's name, as the marker tells it, and the title gave then."""
    found = {}
    for one in chosen:
        if marker := asker.own_marker(one):
            path = PurePosixPath(folder, marker.post)
            if day := guess(path.name, one.title, str(path)):
                found[one.number] = day
    # One that was made from a marker has no source: its date is the opening day.
    return found | {one.number: one.date for one in ledger.posts.values() if one.source}


def _fits(path: str, settings: Settings) -> bool:
    """Whether a file of this path would be a post."""
    start = "" if settings.posts_folder in {"", "."} else settings.posts_folder.strip("/") + "/"
    below = path.removeprefix(start)
    index = settings.index and path.casefold() == settings.index_path.casefold()
    hidden = any(part.startswith(".") for part in below.split("/"))
    wanted = matches(below, settings.include) and not matches(below, settings.exclude)
    return wanted and not index and not hidden
