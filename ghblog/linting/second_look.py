"""What only few posts make worth a second look: where links lead, and what else there is to tell of
posts that are refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ghblog.linting.old_names import OldNames, old_named
from ghblog.linting.respelling import Respelling
from ghblog.linting.unfollowed import Reach, unfollowed
from ghblog.model import Files, Finding, Settings
from ghblog.posts import discover
from ghblog.posts.draft import look_again
from ghblog.posts.lookup import Lookup


def second_look(
    files: Files,
    settings: Settings,
    paths: Sequence[str],
    reach: Reach,
    names: OldNames,
    *,
    files_too: bool,
) -> Iterator[Finding]:
    """What these posts' words and links tell.

    Args:
        files_too: tell of links to files, too.
    """
    lookup = Lookup(files, settings, discover(files, settings), names.owners) if paths else None
    for path in paths:
        looked = look_again(files, path, lookup) if lookup else None
        if lookup is None or looked is None:
            continue
        wording, gallery = looked
        yield from (*wording.findings, *gallery.findings)
        yield from (
            each
            for each in unfollowed(path, wording, gallery, reach)
            if files_too or each.code != "untracked-file"
        )
        if any(slot.target in names.now for slot in gallery.slots):
            links = Respelling(path, wording.lines.source, lookup, names).links
            yield from old_named(path, links)
