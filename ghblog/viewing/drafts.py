"""Texts that cannot be published: the writer should see them all the same, what they lead to
included; what is broken is marked as missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ghblog.markdown.dialects import Several, turn
from ghblog.markdown.dialects.embeds import FILM
from ghblog.markdown.references import Reference, RewriteError, find_references
from ghblog.model import Files, Part, Picture, Settings, Slot
from ghblog.pictures import Wishes
from ghblog.posts.composer import filled
from ghblog.posts.curator import Curator
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import FrontMatter, read_front_matter
from ghblog.posts.gallery import Gallery
from ghblog.posts.lookup import Lookup
from ghblog.posts.source import Source, take_apart
from ghblog.posts.targets import Base, is_elsewhere
from ghblog.posts.vault import PostVault, Vaults
from ghblog.posts.wording import Wording
from ghblog.viewing.places import Places

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n.*?^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_PRIVATE = "private-comment"
_GONE = "missing:"  # a target of no other kind
_NO_LINK = "?"  # behind a film's name, so that it is no link, which may lead nowhere


@dataclass(frozen=True, slots=True)
class Drafted:
    """A text that cannot be published, ready for showing.

    Attributes:
        text: empty if there is none.
        pictures: those that it shows.
        private: it may hold what the writer means to keep private, and what cannot be taken out.
    """

    text: str
    pictures: tuple[Picture, ...] = ()
    private: bool = False


def drafted(
    files: Files, settings: Settings, path: str, source: str, lookup: Lookup, places: Places
) -> Drafted:
    """What can be shown of a file.

    Args:
        source: the file's text.
        lookup: knows the posts that may be linked to.
    """
    made = _taken_apart(source, path)
    if made is None:
        return Drafted("")
    made = _with_embeds(files, settings, made, path)
    wording, gallery = lookup.look(made, path)
    gone = [*_broken(wording, gallery)]
    slots = tuple(sorted([*gallery.slots, *gone], key=lambda each: each.start))
    urls = places.urls(each.target for each in gallery.slots)
    urls |= {each.target: places.missing(each.target.removeprefix(_GONE)) for each in gone}
    try:
        text = filled(Part(wording.text, slots), urls)
    except RewriteError:
        text = wording.text
    private = any(each.code == _PRIVATE for each in wording.faults)
    return Drafted(text, tuple(gallery.pictures.values()), private)


def typed_text(source: str) -> str:
    """A file's text, front matter taken off, that may be broken; empty if it is blank."""
    text = _FRONT_MATTER.sub("", source.replace("\r\n", "\n"), count=1)
    return text if text.strip() else ""


def typed_title(source: str, path: str) -> str:
    """The title of a text that cannot be published; its path if it tells none."""
    try:
        return take_apart(source, read_front_matter(source), path).title
    except FaultError:
        return path


def _taken_apart(source: str, path: str) -> Source | None:
    """The parts of a text, as far as its head can be understood; None if it has no text."""
    try:
        return take_apart(source, read_front_matter(source), path)
    except FaultError:
        body = typed_text(source)
        return Source(body, FrontMatter(), path, 1, body, (0, 0)) if body else None


def _with_embeds(files: Files, settings: Settings, source: Source, path: str) -> Source:
    """The same with `![[…]]` made pictures, whether there are such files or not."""
    if "embeds" not in settings.dialects or "![[" not in source.body:
        return source
    curator = Curator(files, Wishes.of(settings))
    vault = _Hopeful(PostVault(files, Vaults(files), curator, Base(path)))
    body = turn(source.body, vault, ("embeds",)).swapped.text
    return Source(body, source.front, source.title, 1, body, (0, 0))


class _Hopeful:
    """`markdown.dialects.Vault` in which every picture and film is there."""

    def __init__(self, vault: PostVault) -> None:
        self._vault = vault
        self.note, self.exists, self.width = vault.note, vault.exists, vault.width

    def embed(self, name: str) -> str | Several | None:
        """The file; else its name, as that of a picture."""
        found = self._vault.embed(name)
        if isinstance(found, str):
            return found
        return name + _NO_LINK if FILM.search(name) else name


def _broken(wording: Wording, gallery: Gallery) -> Iterator[Slot]:
    """Where pictures and films stand that nobody can show."""
    good = {each.start for each in gallery.slots}
    for each in find_references(wording.text, wanted=lambda raw: not is_elsewhere(raw)):
        if each.start not in good and _shown(each, wording):
            typed = unquote(each.raw).removesuffix(_NO_LINK)
            yield Slot(each.start, each.end, _GONE + typed, each.bare)


def _shown(reference: Reference, wording: Wording) -> bool:
    return reference.image or reference.media or wording.is_film(reference.start)
