"""One file → all that can be told of it without any other file but its pictures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import PurePosixPath

from ghblog.markdown.github import RENDERER
from ghblog.model import Files, Kind, Meta, Refusal, Settings, canonical, short_hash
from ghblog.posts.dates import guess
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.fields import date_of, held_of, id_of, labels_of, meta_of, target_of
from ghblog.posts.front_matter import WELL_KNOWN, read_front_matter
from ghblog.posts.gallery import Curator, Gallery
from ghblog.posts.source import Source, take_apart


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as read, its text included: made for one file at a time.

    Attributes:
        id_line: where the id is given; 1 if it is the path's.
        date: None if neither front matter, name, title nor path tell one.
        hash, inputs: as `Post.source` and `Post.inputs`.
    """

    id: str
    id_line: int
    source: Source
    gallery: Gallery
    date: date | None
    date_guessed: bool
    labels: tuple[str, ...]
    held: str
    kind: Kind
    category: str
    meta: Meta
    number: int
    hash: str
    inputs: str


def id_path(path: str, folder: str) -> str:
    """The id that a post has by its path: below the posts folder, without suffix."""
    below = PurePosixPath(path)
    if folder not in {"", "."} and below.is_relative_to(folder):
        below = below.relative_to(folder)
    return str(below.with_suffix(""))


def read_draft(
    files: Files,
    settings: Settings,
    path: str,
    *,
    curator: Curator,
    zone: tzinfo | None,
    now: datetime,
) -> Draft | tuple[Refusal, ...]:
    """A post's file, read and judged; its refusals, at least one, if it cannot be published."""
    guessed = id_path(path, settings.posts_folder)
    try:
        data = files.read(path)
        text = decode(data, path)
        front = read_front_matter(text)
        post_id, id_line = id_of(front, guessed)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return (Refusal(path, 1, message, id=guessed, unread=True),)
    except FaultError as fault:
        return (_refusal(path, fault, guessed, unread=True),)
    number = 0
    try:
        source = take_apart(text, front, path)
        given = date_of(front, zone)
        labels = labels_of(front, settings.labels)
        kind, category, number = target_of(front, settings)
        meta = meta_of(front, kind)
        held = held_of(front, given[1] if given else None, now)
        gallery = curator.gallery(source, path)
    except FaultError as fault:
        return (replace(_refusal(path, fault, post_id), number=number),)
    if front.fields and not WELL_KNOWN.intersection(front.fields):
        names = ", ".join(front.fields)
        gallery.notices.append((1, f"“{names}” is taken for front matter, and not published"))
    if gallery.faults:
        faults = (_refusal(path, fault, post_id) for fault in gallery.faults)
        return tuple(replace(refusal, number=number) for refusal in faults)
    day = given[0] if given else guess(PurePosixPath(path).stem, source.title, path)
    found = short_hash(data)
    keys = [slot.target for slot in gallery.slots]
    wanted = [kind, source.title, sorted(labels), category, asdict(meta)]
    inputs = [found, RENDERER, wanted, keys]
    return Draft(
        id=post_id,
        id_line=id_line,
        source=source,
        gallery=gallery,
        date=day,
        date_guessed=given is None,
        labels=labels,
        held=held,
        kind=kind,
        category=category,
        meta=meta,
        number=number,
        hash=found,
        inputs=short_hash(canonical(inputs)),
    )


def _refusal(path: str, fault: FaultError, post_id: str, *, unread: bool = False) -> Refusal:
    return Refusal(path, fault.line, fault.message, fault.hint, id=post_id, unread=unread)
