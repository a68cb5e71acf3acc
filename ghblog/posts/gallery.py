"""What a post's words lead to: pictures, films, other posts and files, each with its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ghblog.markdown.references import Reference, find_references
from ghblog.model import Files, Finding, Picture, Severity, Slot
from ghblog.pictures import Problem
from ghblog.posts.curator import FILM_SUFFIXES, Curator
from ghblog.posts.faults import FaultError
from ghblog.posts.films import alone
from ghblog.posts.former import Former, sought_by
from ghblog.posts.links import POST, Linker
from ghblog.posts.meant import dead_pictures
from ghblog.posts.targets import Astray, Base, is_elsewhere, locate
from ghblog.posts.wording import Wording
from ghblog.posts.words import astray_picture, bad_picture

_DYING = "private-user-images.githubusercontent.com"


@dataclass(slots=True)
class Gallery:
    """What one text leads to.

    Attributes:
        slots: in the text, ascending.
        pictures: once each, in the order of the text.
        shown: paths of pictures and films; of some, the bytes are the same.
        links: `post:<path>`, once each, in the order of the text.
        sought: keys (`former.name_key`) of notes that are not there.
        faults: what makes the post unfit to publish.
    """

    slots: list[Slot] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    links: dict[str, None] = field(default_factory=dict)
    sought: set[str] = field(default_factory=set)
    faults: list[FaultError] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Gatherer:
    """Fills galleries.

    Args:
        posts: paths of the blog's posts, as far as they may be linked to.
        former: names that they had.
    """

    def __init__(
        self, files: Files, curator: Curator, posts: Collection[str], former: Former
    ) -> None:
        self._files = files
        self._curator = curator
        self._linker = Linker(files, posts, former)

    def gather(self, wording: Wording, base: Base) -> Gallery:
        """The pictures, films and links of a text, and what is wrong with them."""
        gallery = Gallery()
        for reference in find_references(wording.text, wanted=_wanted):
            self._add(gallery, reference, wording, base)
        gallery.findings += dead_pictures(self._files, wording, base, gallery.shown)
        return gallery

    def _add(self, gallery: Gallery, reference: Reference, wording: Wording, base: Base) -> None:
        line = wording.lines.at(reference.start)
        shown = reference.image or reference.media
        if shown and _DYING in reference.url:
            hint = "save the picture beside the post, or take its address from the comment's text"
            message = "this link to a picture dies within minutes"
            gallery.findings.append(
                Finding(base.post, line, "dying-url", Severity.WARNING, message, hint)
            )
        if is_elsewhere(reference.url):
            return
        if shown or wording.is_film(reference.start):
            self._picture(gallery, reference, wording, base, line)
        elif not self._film(gallery, reference, wording, base, line):
            slot, findings = self._linker.link(reference, base, line)
            gallery.findings += findings
            if any(each.code == "dead-link" for each in findings):
                gallery.sought |= {*sought_by(reference.raw, reference.url)}
            gallery.slots += [slot] if slot else []
            if slot and slot.target.startswith(POST):
                gallery.links[slot.target] = None

    def _picture(
        self, gallery: Gallery, reference: Reference, wording: Wording, base: Base, line: int
    ) -> None:
        """What is surely meant to be shown or played: it is there, or the post is unfit."""
        noun = "picture" if reference.image else "film"
        found = locate(self._files, base, reference.raw, reference.url)
        if isinstance(found, Astray):
            fault = astray_picture(self._files, base, reference, found, line, noun)
            gallery.faults.append(fault)
            return
        look = self._curator.picture if reference.image else self._curator.film
        picture = look(found.path)
        if isinstance(picture, Problem):
            gallery.faults.append(bad_picture(reference, picture, line, noun))
            return
        _hang(gallery, reference, picture, wording, line)

    def _film(
        self, gallery: Gallery, reference: Reference, wording: Wording, base: Base, line: int
    ) -> bool:
        """Whether a link leads to a film that can be uploaded; if not, it leads to the file."""
        if not re.split(r"[?#]", reference.url.lower())[0].endswith(FILM_SUFFIXES):
            return False
        found = locate(self._files, base, reference.raw, reference.url)
        if isinstance(found, Astray):
            return False
        picture = self._curator.film(found.path)
        if isinstance(picture, Problem):
            message = f'the film "{reference.raw}" {picture.message}, so it stays a link'
            gallery.findings.append(
                Finding(base.post, line, "film-problem", Severity.WARNING, message, picture.hint)
            )
            return False
        _hang(gallery, reference, picture, wording, line)
        return True


def _hang(
    gallery: Gallery, reference: Reference, picture: Picture, wording: Wording, line: int
) -> None:
    around = (0, 0)
    if picture.film and not reference.media:
        told = not wording.is_film(reference.start)
        around = alone(wording.text, reference.start, reference.end, told=told) or around
    slot = Slot(reference.start, reference.end, picture.key, reference.bare, around=around)
    gallery.slots.append(slot)
    gallery.shown.add(picture.path)
    gallery.pictures.setdefault(picture.key, replace(picture, line=line))


def _wanted(raw: str) -> bool:
    return not is_elsewhere(raw) or _DYING in raw
