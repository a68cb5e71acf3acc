"""The local pictures of a post's body: found, checked, and each given its place in the text."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ghblog.markdown.references import Reference, find_references
from ghblog.model import Files, Picture, Slot
from ghblog.pictures import TOO_LARGE, PictureKind, Problem, Wishes, inspect, picture_key
from ghblog.posts.faults import FaultError
from ghblog.posts.source import Source
from ghblog.posts.targets import Astray, is_elsewhere, locate, relative

_DYING = "private-user-images.githubusercontent.com"
_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)\b", re.IGNORECASE)
# What mistune may see as a picture where GitHub does not: embeds, spaces, sizes.
_EMBED = re.compile(r"!\[\[|!\[[^\]\n]*\]\([^<)\n][^)\n]*[ \t][^)\n]*\)")


@dataclass(slots=True)
class Gallery:
    """The pictures of one body.

    Attributes:
        slots: in the body, ascending.
        pictures: once each, in the order of the text.
        faults: what makes the post unfit to publish.
        notices: (line in the file, what the writer should know).
    """

    slots: list[Slot] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    faults: list[FaultError] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)


class Curator:
    """Fills galleries; reads each picture once, however many posts show it."""

    def __init__(self, files: Files, wishes: Wishes) -> None:
        self._files = files
        self._wishes = wishes
        self._seen: dict[str, Picture | Problem] = {}

    def gallery(self, source: Source, post: str) -> Gallery:
        """The local pictures of a body and what is wrong with them."""
        gallery = Gallery()
        asked: list[str] = []
        references = find_references(source.body, wanted=lambda raw: _wanted(raw, asked))
        for reference in references:
            if reference.image or reference.media:
                self._add(gallery, reference, source, post)
        live = sum(1 for each in references if _SUFFIX.search(each.raw))
        if live < sum(1 for raw in asked if _SUFFIX.search(raw)) or _EMBED.search(source.body):
            gallery.notices += self._meant(gallery, source, post)
        return gallery

    def _add(self, gallery: Gallery, reference: Reference, source: Source, post: str) -> None:
        if _DYING in reference.url:
            line = source.line(reference.line)
            gallery.notices.append((line, "this link to a picture dies within minutes"))
        if is_elsewhere(reference.url):
            return
        picture = self._picture(reference, post)
        if isinstance(picture, Astray):
            line = source.line(reference.line)
            gallery.faults.append(FaultError(line, picture.message, picture.hint))
            return
        slot = Slot(reference.start, reference.end, picture.key, reference.bare)
        gallery.slots.append(slot)
        gallery.pictures.setdefault(picture.key, picture)

    def _picture(self, reference: Reference, post: str) -> Picture | Astray:
        raw = reference.raw
        if reference.media and not reference.image:
            message = f'"{raw}" is played: video and audio files cannot be uploaded yet'
            return Astray(message, "link to a copy on the web")
        path = locate(self._files, post, raw, reference.url)
        if isinstance(path, Astray):
            return path
        if path not in self._seen:
            self._seen[path] = self._look(path)
        found = self._seen[path]
        if isinstance(found, Problem):
            return Astray(f'the picture "{raw}" {found.message}', found.hint)
        return found

    def _look(self, path: str) -> Picture | Problem:
        try:
            data = self._files.read(path)
        except OSError as error:
            if error.errno == errno.EFBIG:
                return TOO_LARGE
            return Problem(f"cannot be read: {error.strerror or error}")
        kind = inspect(data, self._wishes)
        if isinstance(kind, PictureKind):
            return Picture(picture_key(data, self._wishes), path, kind.suffix, len(data))
        return kind

    def _meant(self, gallery: Gallery, source: Source, post: str) -> Iterator[tuple[int, str]]:
        """Pictures that are there, and that GitHub will not show as they are written."""
        from ghblog.markdown.dialect import pictures_meant

        shown = {picture.path for picture in gallery.pictures.values()}
        for target, line in pictures_meant(source.body):
            if is_elsewhere(target):
                continue
            path = locate(self._files, post, target, target)
            if isinstance(path, Astray) or path in shown:
                continue
            here = source.line(line)
            advice = _advice(relative(path, post), re.split(r"\r\n?|\n", source.text)[here - 1])
            yield here, f'GitHub will not show the picture "{target}": {advice}'


def _advice(name: str, line: str) -> str:
    """How a picture is written so that it shows, given the line that did not do."""
    written = f"](<{name}>)" if re.search(r"[\s()]", name) else f"]({name})"
    # It is right by itself, so something above it, such as an HTML tag, swallows it.
    return "leave a blank line above it" if written in line else f"write ![{written}"


def _wanted(raw: str, asked: list[str]) -> bool:
    if is_elsewhere(raw) and _DYING not in raw:
        return False
    asked.append(raw)
    return True
