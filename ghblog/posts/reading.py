"""The blog's folder → its posts, and what cannot be published. One file spoils no other."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from ghblog.model import Files, Post, Refusal, Settings, folded
from ghblog.posts.draft import Draft, read_draft
from ghblog.posts.lookup import Lookup


def discover(files: Files, settings: Settings) -> tuple[str, ...]:
    """Paths of the posts, sorted; the index is none of them."""
    found = files.find(settings.posts_folder, settings.include, settings.exclude)
    index = settings.index_path if settings.index else None
    return tuple(path for path in found if path != index)


def zone_of(settings: Settings) -> tzinfo | None:
    """The blog's time zone; None is the machine's own."""
    return ZoneInfo(settings.timezone) if settings.timezone else None


def read_posts(
    files: Files,
    settings: Settings,
    *,
    now: datetime,
    first_commits: Callable[[], Mapping[str, date]],
) -> tuple[tuple[Post, ...], tuple[Refusal, ...]]:
    """All posts and all refusals, each sorted by path.

    Args:
        now: aware; it dates posts that nothing else dates, and holds back what is yet to come.
        first_commits: path below the root → day of its first commit; called once, and only if
            a post is dated by nothing else.
    """
    zone = zone_of(settings)
    paths = discover(files, settings)
    lookup = Lookup(files, settings, paths)
    commits = cache(first_commits)

    def day_of(path: str) -> date:
        known = commits()
        # git may spell the name in another Unicode form than the disk.
        day = known.get(path) or known.get(unicodedata.normalize("NFC", path))
        return day or now.astimezone(zone).date()

    posts: list[Post] = []
    refusals: list[Refusal] = []
    lines: dict[str, int] = {}
    for path in paths:
        draft = read_draft(files, settings, path, lookup=lookup, zone=zone, now=now)
        if isinstance(draft, Draft):
            lines[path] = draft.id_line
            posts.append(_post(path, draft, day_of))
        else:
            refusals += draft
    twins = _twins(posts, refusals, lines)
    doubtful = {refusal.path for refusal in twins}
    good = (post for post in posts if post.path not in doubtful)
    bad = sorted((*refusals, *twins), key=lambda each: (each.path, each.line))
    return tuple(good), tuple(_printable(refusal) for refusal in bad)


def _post(path: str, draft: Draft, day_of: Callable[[str], date]) -> Post:
    quieted = draft.wording.quieted
    return Post(
        id=draft.id,
        path=path,
        source=draft.hash,
        inputs=draft.inputs,
        title=draft.source.title,
        date=draft.date or day_of(path),
        date_guessed=draft.date_guessed,
        labels=draft.labels,
        kind=draft.kind,
        category=draft.category,
        meta=draft.meta,
        number=draft.number,
        held=draft.held,
        pictures=tuple(draft.gallery.pictures.values()),
        links=tuple(draft.gallery.links),
        sought=tuple(sorted(draft.gallery.sought)),
        findings=draft.findings,
        mentions=quieted.mentions,
        backlinks=quieted.backlinks,
        silenced=quieted.silenced,
        named=draft.id_line > 1,
    )


def _twins(
    posts: Sequence[Post], refusals: Sequence[Refusal], lines: Mapping[str, int]
) -> list[Refusal]:
    """Refusals of all posts whose id another has too, but for the case of letters perhaps."""
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    named = [(each.id, each.path) for each in posts]
    named += [(each.id, each.path) for each in refusals if not each.unread]
    for post_id, path in named:
        holders[folded(post_id)][path] = post_id
    found = []
    for paths in holders.values():
        for path, post_id in paths.items():
            other = min((each for each in paths if each != path), default="")
            if not other:
                continue
            same = paths[other] == post_id
            how = "the same id as" if same else "an id that differs only in case from that of"
            message = f'has {how} {other}, "{paths[other]}"'
            hint = "give one of them another with id: in its front matter"
            found.append(Refusal(path, lines.get(path, 1), message, hint, id=post_id, code="id"))
    return found


def _printable(refusal: Refusal) -> Refusal:
    """A file's name may hold bytes that are no text; what is shown must not."""
    texts = (refusal.path, refusal.message, refusal.hint, refusal.id)
    path, message, hint, post_id = (
        text.encode("utf-8", "backslashreplace").decode() for text in texts
    )
    return replace(refusal, path=path, message=message, hint=hint, id=post_id)
