"""One file → all that can be told of it, and of the files that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import PurePosixPath

from ghblog.markdown.github import RENDERER
from ghblog.model import (
    Files,
    Finding,
    Kind,
    Meta,
    Refusal,
    Settings,
    Severity,
    Slot,
    canonical,
    short_hash,
)
from ghblog.posts.conflicts import refuse_conflicts
from ghblog.posts.dates import guess
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError, told_as
from ghblog.posts.fields import date_of, held_of, id_of, labels_of, meta_of, target_of
from ghblog.posts.front_matter import WELL_KNOWN, FrontMatter, read_front_matter
from ghblog.posts.gallery import Gallery
from ghblog.posts.lookup import Lookup
from ghblog.posts.source import Source, take_apart
from ghblog.posts.wording import Wording


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
    wording: Wording
    gallery: Gallery
    findings: tuple[Finding, ...]
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
    lookup: Lookup,
    zone: tzinfo | None,
    now: datetime,
) -> Draft | tuple[Refusal, ...]:
    """A post's file, read and judged; its refusals, at least one, if it cannot be published."""
    guessed = id_path(path, settings.posts_folder)
    try:
        data = files.read(path)
        with told_as("encoding"):
            text = decode(data, path)
        with told_as("front-matter"):
            front = _front_matter(text)
        with told_as("id"):
            post_id, id_line = id_of(front, guessed)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return (Refusal(path, 1, message, id=guessed, unread=True, code="unreadable"),)
    except FaultError as fault:
        return (_refusal(path, fault, guessed, unread=True),)
    number = 0
    try:
        refuse_conflicts(text)
        source = take_apart(text, front, path)
        with told_as("date"):
            given = date_of(front, zone)
        with told_as("labels"):
            labels = labels_of(front, settings.labels)
        with told_as("target"):
            kind, category, number = target_of(front, settings)
            meta = meta_of(front, kind)
        held = held_of(front, given[1] if given else None, now)
    except FaultError as fault:
        return (replace(_refusal(path, fault, post_id), number=number),)
    wording, gallery = lookup.look(source, path)
    if faults := [*wording.faults, *gallery.faults]:
        refusals = (_refusal(path, fault, post_id) for fault in faults)
        return tuple(replace(refusal, number=number) for refusal in refusals)
    findings = [*_odd_front_matter(path, front), *wording.findings, *gallery.findings]
    day = given[0] if given else guess(PurePosixPath(path).stem, source.title, path)
    found = short_hash(data)
    wanted = [kind, source.title, sorted(labels), category, asdict(meta)]
    # What settings and other files made of the words is all in the words themselves.
    words = "" if wording.text == source.body else short_hash(wording.text)
    inputs = [found, RENDERER, wanted, words, [_resolved(slot) for slot in gallery.slots]]
    inputs += wording.packages  # a new version is looked at again
    return Draft(
        id=post_id,
        id_line=id_line,
        source=source,
        wording=wording,
        gallery=gallery,
        findings=tuple(sorted(findings, key=lambda each: each.line)),
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


def look_again(files: Files, path: str, lookup: Lookup) -> tuple[Wording, Gallery] | None:
    """The words of a file and what they lead to, published or refused, as far as it can be read."""
    try:
        text = decode(files.read(path), path)
        source = take_apart(text, _front_matter(text), path)
    except (OSError, FaultError):
        return None
    return lookup.look(source, path)


def _front_matter(text: str) -> FrontMatter:
    try:
        return read_front_matter(text)
    except FaultError:
        refuse_conflicts(text)  # more to the point, if that is why
        raise


def _resolved(slot: Slot) -> list[object]:
    return [slot.start, slot.target, slot.fragment, slot.around]


def _odd_front_matter(path: str, front: FrontMatter) -> Iterator[Finding]:
    if front.fields and not WELL_KNOWN.intersection(front.fields):
        names = ", ".join(front.fields)
        message = f"“{names}” is taken for front matter, and not published"
        yield Finding(path, 1, "front-matter", Severity.WARNING, message)


def _refusal(path: str, fault: FaultError, post_id: str, *, unread: bool = False) -> Refusal:
    return Refusal(
        path, fault.line, fault.message, fault.hint, id=post_id, unread=unread, code=fault.code
    )
