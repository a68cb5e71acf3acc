"""Pictures that the writer surely meant, and that GitHub will not show as they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from ghblog.markdown.probe import tries
from ghblog.model import Files, Finding, Severity
from ghblog.posts.source import Source
from ghblog.posts.targets import Astray, Base, Spot, is_elsewhere, locate, relative
from ghblog.posts.wording import Wording

_PAGES = 30  # that one try of an advice may render


def dead_pictures(
    files: Files, wording: Wording, base: Base, shown: Collection[str]
) -> Iterator[Finding]:
    """The pictures of a text whose files are there, and that are none for GitHub, each place where
    one stands by itself: the same file may well be shown elsewhere.

    Args:
        shown: paths of those that GitHub does show; it counts where a place cannot be judged.
    """
    from ghblog.markdown.dialect import may_lose_some, pictures_at

    text = wording.text
    if not may_lose_some(text):
        return
    from ghblog.markdown.fates import Fate, advice, fates

    meant: dict[int, tuple[str, str]] = {}
    for target, offset in pictures_at(text):
        found = Astray.MISSING if is_elsewhere(target) else locate(files, base, target, target)
        if isinstance(found, Spot):
            meant.setdefault(offset, (target, found.path))
    known = fates(text, list(meant))
    turns = islice(tries(text), 0, None, _PAGES)
    told = set()
    for offset, (target, path) in meant.items():
        fate = known.get(offset)
        here = wording.lines.at(offset)
        dead = fate is Fate.DEAD or (fate is None and path not in shown)
        if dead and (here, target) not in told:
            told.add((here, target))
            hint = advice(text, offset, relative(path, base.post), turns)
            message = f'GitHub will not show the picture "{target}"'
            yield Finding(base.post, here, "dead-picture", Severity.WARNING, message, hint)


def pictures_in_title(files: Files, source: Source, base: Base) -> Iterator[Finding]:
    """Pictures in the heading that became the title, of which GitHub shows the letters."""
    heading = source.text[slice(*source.cut)]
    if "![" not in heading:
        return
    from ghblog.markdown.dialect import pictures_meant

    for target, _ in pictures_meant(heading):
        if not is_elsewhere(target) and isinstance(locate(files, base, target, target), Spot):
            message = f'GitHub shows no picture in a title, so "{target}" is not shown'
            hint = "put it below the heading"
            line = source.title_line
            yield Finding(base.post, line, "dead-picture", Severity.WARNING, message, hint)
