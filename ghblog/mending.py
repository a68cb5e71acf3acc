"""`ghblog check --fix`: what is to be done about pictures at paths of this computer, addresses that
run on, and links by old names. Part of `blog`; what is done on the disk is in `mending_disk`."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from ghblog.linting.addresses import bracketed
from ghblog.linting.machine_paths import Stray, repointed, strays
from ghblog.linting.moves import Edit, Mending, Move, Stuck
from ghblog.linting.old_names import OldNames
from ghblog.linting.respelling import Respelling
from ghblog.linting.telling import base_of
from ghblog.markdown.references import find_references
from ghblog.mending_disk import BOM, names_in, picture_name, reachable, read_file, why
from ghblog.model import Files, folded, short_hash
from ghblog.pictures import PictureKind, inspect, inspect_film, is_film
from ghblog.posts.encoding import decode
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import FrontMatter, read_front_matter
from ghblog.posts.lookup import Lookup
from ghblog.posts.source import take_apart
from ghblog.posts.targets import Astray, Base, is_elsewhere, locate, relative

_KEPT = "cannot be replaced without changing something else on the page"
_HEAD = 4096  # bytes by which a film is told


class Mender:
    """Plans the mending of posts.

    Args:
        reach: a path as a text has it → where this computer has it; None: nowhere.
        names: that posts had, for links that spell them.
        lookup: what is known of the files, these names included; needed where there are any.
    """

    def __init__(
        self,
        files: Files,
        root: Path,
        reach: Callable[[str], Path | None] = reachable,
        *,
        names: OldNames | None = None,
        lookup: Lookup | None = None,
    ) -> None:
        self._files = files
        self._root = root.resolve()
        self._reach = reach
        self._names = names or OldNames()
        self._lookup = lookup
        self._planned: dict[str, str] = {}  # target, case-folded → hash of what goes there

    def plan(self, paths: Iterable[str]) -> Mending:
        """What can be mended in these posts, and what cannot."""
        mending = Mending()
        done: list[Move | Edit | Stuck] = []
        for path in paths:
            done += reversed(self._plan_post(path, mending))
        moves = tuple(each for each in done if isinstance(each, Move))
        stuck = tuple(each for each in done if isinstance(each, Stuck))
        edits = tuple(each for each in done if isinstance(each, Edit))
        return Mending(moves, stuck, mending.texts, edits)

    def _plan_post(self, path: str, mending: Mending) -> list[Move | Edit | Stuck]:
        """What becomes of one post's destinations and addresses, the last one first."""
        try:
            data = self._files.read(path)  # refuses a link out of the root
            text = decode(data, path)
            front = read_front_matter(text)
        except (OSError, FaultError):
            return []  # the check tells
        done: list[Move | Edit | Stuck] = []
        text = self._respelt(path, text, front, done)
        head, body = text[: front.end], text[front.end :]
        line = len(re.findall(r"\r\n?|\n", head))
        base = base_of(path, front, self._root)
        found = strays(body)
        folder = self._folder(base, body) if found else ""
        for each in reversed(found):  # so that the offsets of those before it stay right
            step = self._mend(base, line + each.line, each, folder)
            if isinstance(step, Move):
                new = repointed(body, each, relative(step.target, path))
                if new is None:
                    step = Stuck(path, step.line, step.raw, _KEPT)
                body = new or body
            done += [step] if step else []
        body, addresses = bracketed(body)
        done += [Edit(path, line + at, url, f"<{url}>") for at, url in reversed(addresses)]
        after = (BOM if data.startswith(BOM) else b"") + (head + body).encode()
        if after != data:
            mending.texts[path] = (data, after)
        return done

    def _respelt(
        self, path: str, text: str, front: FrontMatter, done: list[Move | Edit | Stuck]
    ) -> str:
        """The text, with links by old names spelling the new ones; `done` learns of them."""
        if self._lookup is None or not self._names.now:
            return text
        try:
            source = take_apart(text, front, path)
        except FaultError:
            return text
        made = Respelling(path, source, self._lookup, self._names)
        for each in reversed(made.links):
            if each.new:
                done.append(Edit(path, each.line, each.raw, each.new))
            elif each.path:
                done.append(Stuck(path, each.line, each.raw, _KEPT))
        return made.text

    def _mend(self, base: Base, line: int, stray: Stray, folder: str) -> Move | Stuck | None:
        """What is to be done for one destination; None: it is in order, or not ours to mend."""
        known = locate(self._files, base, stray.raw, stray.url)
        if not isinstance(known, Astray):
            return None
        source = next((found for one in stray.paths if (found := self._reach(one))), None)
        if source is None:
            # A path such as /img/a.png may as well be meant below the blog's root.
            away = Stuck(base.post, line, stray.raw, "is not on this computer")
            return away if known is Astray.MACHINE else None
        if source.is_relative_to(self._root):
            target = source.relative_to(self._root).as_posix()
            return Move(base.post, line, stray.raw, source, target)
        try:
            data = read_file(source)
        except OSError as error:
            return Stuck(base.post, line, stray.raw, f"cannot be read: {why(error)}")
        film = is_film(data[:_HEAD])
        kind = inspect_film(data, len(data)) if film else inspect(data)
        if not isinstance(kind, PictureKind):
            return Stuck(base.post, line, stray.raw, kind.message)
        target, copy = self._place(folder, picture_name(source.name, kind.suffix), data)
        return Move(base.post, line, stray.raw, source, target, copy)

    def _folder(self, base: Base, body: str) -> str:
        """Where most of the post's other pictures are; else the post's own folder."""
        shown = find_references(body, wanted=lambda raw: not is_elsewhere(raw))
        spots = (locate(self._files, base, one.raw, one.url) for one in shown if one.image)
        folders = Counter(
            posixpath.dirname(spot.path) for spot in spots if not isinstance(spot, Astray)
        )
        return folders.most_common(1)[0][0] if folders else posixpath.dirname(base.post)

    def _place(self, folder: str, name: str, data: bytes) -> tuple[str, str]:
        """Where a picture goes, and its hash if it is not there yet. Names that differ only in
        case are the same on many a disk."""
        there = names_in(self._root / folder)
        wanted = short_hash(data)
        stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
        number = 1
        while True:
            one = name if number == 1 else f"{stem}-{number}{suffix}"
            target = posixpath.join(folder, there.get(folded(one), one))
            planned = self._planned.get(folded(target))
            if planned == wanted or (planned is None and folded(one) not in there):
                self._planned[folded(target)] = wanted
                return target, wanted
            if planned is None and self._holds(target, wanted):
                return target, ""
            number += 1

    def _holds(self, target: str, wanted: str) -> bool:
        try:
            return short_hash(self._files.read(target)) == wanted
        except OSError:
            return False
