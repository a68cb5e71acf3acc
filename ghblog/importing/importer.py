"""Issues and discussions → files, one after another: effects through the ports and the shelf."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from ghblog.errors import GhblogError
from ghblog.importing.album import Album
from ghblog.importing.choosing import Asker, day_of
from ghblog.importing.continuing import going_on, joined
from ghblog.importing.heads import front_matter, id_needed
from ghblog.importing.names import Names
from ghblog.importing.parts import count_of, further_texts, whole
from ghblog.importing.retargeting import (
    links_of,
    remote_pictures,
    retargeted,
    without_addresses,
)
from ghblog.importing.values import Fate, Here, Imported, Item, Order, Shelf
from ghblog.marker import split_marker
from ghblog.model import Existing, GitHub, Listener, Progress, Remark, Repository, Web

# How many posts' comments are read at once: as many as fit into one query.
BATCH = 20


@dataclass
class Importer:
    """Makes files of what is on GitHub.

    Attributes:
        fits: whether a file of this path would be a post of the blog.
        here: what the folder has already, and what is known of posts of ours.
        asker: whose markers count.
        stop: asked between two posts.
    """

    order: Order
    repository: Repository
    github: GitHub
    web: Web
    shelf: Shelf
    fits: Callable[[str], bool]
    here: Here
    asker: Asker
    listen: Listener
    stop: Callable[[], bool]
    _items: list[Item] = field(default_factory=list)
    _links: Mapping[str, str] = field(default_factory=dict)

    def run(self, chosen: Sequence[Existing]) -> Imported:
        """Write the files of these. What is there already is left alone.

        Raises UsageError when the pattern gives no names, and GitHubError.
        """
        self._album = Album(self.web, self.shelf, self.order.folder)
        self._remarks: dict[str, Sequence[Remark]] = {}
        self._names = self._make_names()
        left = self._plan(chosen)
        total, stopped = len(left), False
        for done, (existing, path, notes) in enumerate(left):
            if self.stop():
                stopped = True
                break
            if done % BATCH == 0:
                self._read_remarks([one for one, _, _ in left[done : done + BATCH]])
            self.listen(Progress("files", done, total, existing.title))
            self._items.append(self._item(existing, path, notes))
        else:
            self.listen(Progress("files", total, total, ""))
        items = tuple(sorted(self._items, key=lambda one: one.number))
        return Imported(items, self._album.count, self._album.paths, stopped=stopped)

    def _make_names(self) -> Names:
        order = self.order
        return Names(
            order.folder,
            order.pattern,
            ascii_only=order.ascii_only,
            fits=self.fits,
            taken=self.shelf.paths(),
            known=self.here.numbers,
        )

    def _plan(self, chosen: Sequence[Existing]) -> list[tuple[Existing, str, list[str]]]:
        """What is to be written, and where; what is not is an item already."""
        left, paths = [], dict(self.here.numbers)
        for existing in chosen:
            if path := self.here.numbers.get(existing.number):
                self._items.append(_item(existing, path, Fate.HERE))
                continue
            path, why = self._names.of(existing, self._day(existing))
            if reason := self._blocked(existing):
                self._items.append(_item(existing, path, Fate.BLOCKED, reason))
                continue
            paths[existing.number] = path
            left.append((existing, path, [why] if why else []))
        self._links = links_of(self.repository.url, paths) if self.order.links else {}
        return left

    def _blocked(self, existing: Existing) -> str:
        title = " ".join(existing.title.split()).casefold()
        if path := self.here.titles.get(title):
            return f"{path} has the same title and may be it; see `ghblog adopt`"
        if not split_marker(existing.body)[0].strip():
            return "it has no text"
        return ""

    def _read_remarks(self, batch: Sequence[Existing]) -> None:
        wanted = [one for one in batch if self.order.comments or self._parts(one) > 1]
        if not wanted:
            return
        read = self.github.remarks([one.node for one in wanted])
        self._remarks = {one.node: list(read.get(one.node, ())) for one in wanted}
        for one in wanted:  # what the ledger knows and a lagging list does not show yet
            listed = {remark.node for remark in self._remarks[one.node]}
            lacking = [node for node in self._recorded(one) if node not in listed]
            alone = self.github.remarks(lacking) if lacking else {}
            self._remarks[one.node] = [*self._remarks[one.node], *chain(*alone.values())]

    def _item(self, existing: Existing, path: str, notes: list[str]) -> Item:
        try:
            text, comments, more = self._text(existing)
        except GhblogError as error:
            return _item(existing, path, Fate.BLOCKED, error.message, notes)
        notes = notes + more
        if there := self._names.there(path):
            return self._met(existing, there, text, notes)
        head = front_matter(
            existing,
            self._day(existing),
            post_id=self._id(existing, path),
            category=self.order.category,
        )
        if self.order.dry:
            if self.order.pictures and (count := len(remote_pictures(text))):
                notes.append(f"{count} picture(s) to fetch")
        else:
            picture = self._album.path_of if self.order.pictures else None
            text, failed = retargeted(text, path, picture=picture, links=self._links)
            notes += failed
            try:
                self.shelf.write(path, _bytes(head, text))
            except GhblogError as error:
                return _item(existing, path, Fate.BLOCKED, error.message, notes)
        return _item(existing, path, Fate.WRITTEN, "", notes, comments)

    def _text(self, existing: Existing) -> tuple[str, int, list[str]]:
        """The post's text with its own comments, how many, and what to tell.

        Raises GhblogError when it is in parts, and they are not all there.
        """
        text = split_marker(existing.body)[0].strip("\n")
        marker, remarks = self.asker.own_marker(existing), self._remarks.get(existing.node, ())
        if (count := self._parts(existing)) > 1:
            recorded = self._recorded(existing)
            more = further_texts(marker, count, recorded, remarks, self.asker.trusts)
            return whole([text, *more]), 0, []
        if not self.order.comments or marker:  # ours: its file never held the comments
            return text, 0, []
        own = going_on(existing, remarks)
        text, count = joined(text, own, self.order.zone)
        if count == len(own):
            return text, count, []
        left = len(own) - count
        return text, count, [f"{left} comment(s) of the author's could not be put below it"]

    def _met(self, existing: Existing, path: str, text: str, notes: list[str]) -> Item:
        """A file is there of which nobody knows whose it is: ours, if it says the same."""
        try:
            found = self.shelf.read(path).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            found = ""
        head = front_matter(
            existing,
            self._day(existing),
            post_id=self._id(existing, path),
            category=self.order.category,
        )
        if without_addresses(found) == without_addresses(_bytes(head, text).decode()):
            return _item(existing, path, Fate.HERE, notes=notes)
        return _item(existing, path, Fate.BLOCKED, "a file with other content is there", notes)

    def _parts(self, existing: Existing) -> int:
        return count_of(self.asker.own_marker(existing), self._recorded(existing))

    def _recorded(self, existing: Existing) -> Sequence[str]:
        return self.here.parts.get(existing.number, ())

    def _day(self, existing: Existing) -> date | None:
        return self.here.dates.get(existing.number) or day_of(existing, self.order.zone)

    def _id(self, existing: Existing, path: str) -> str:
        return id_needed(path, self.order.folder, self.here.ids.get(existing.number, ""))


def _bytes(head: str, text: str) -> bytes:
    stripped = text.strip("\n")
    return f"{head}\n{stripped}\n".encode("utf-8", "replace")


def _item(
    existing: Existing,
    path: str,
    fate: Fate,
    reason: str = "",
    notes: Sequence[str] = (),
    comments: int = 0,
) -> Item:
    return Item(
        kind=existing.kind,
        number=existing.number,
        title=existing.title,
        path=path,
        fate=fate,
        reason=reason,
        notes=tuple(notes),
        comments=comments,
    )
