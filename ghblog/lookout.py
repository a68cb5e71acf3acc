"""What a plan must look out for in a repository: posts made by hand, second copies, what only a
person can make, pins. Part of `blog`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ghblog.marker import read_marker, trusted
from ghblog.model import (
    WRITES,
    Change,
    Document,
    Existing,
    Kind,
    Ledger,
    Post,
    Reader,
    Settings,
    Snapshot,
)
from ghblog.sync.finishing import PINS
from ghblog.sync.lookup import WINDOW
from ghblog.sync.recover import Recovered, titles_of
from ghblog.sync.titles import title_key


def lacking(snapshot: Snapshot) -> Callable[[Document], tuple[str, str] | None]:
    """What a document needs that only a person can make on GitHub."""
    categories = {name.casefold() for name in snapshot.categories}

    def lacks(document: Document) -> tuple[str, str] | None:
        milestone = document.meta.milestone
        if milestone and milestone not in snapshot.milestones:
            return f"there is no milestone “{milestone}”", _there_are(snapshot.milestones)
        if document.kind is Kind.ISSUE or document.category.casefold() in categories:
            return None
        hint = f"{_there_are(snapshot.categories)}; only GitHub's web pages can make one"
        if document.category:
            return f"there is no discussion category “{document.category}”", hint
        return "it becomes a discussion and names no category", f"write category: …; {hint}"

    return lacks


def _there_are(names: Iterable[str]) -> str:
    return f"there are: {', '.join(names) or 'none'}"


def titles_by_hand(
    settings: Settings,
    posts: Sequence[Post],
    snapshot: Snapshot,
    recovered: Recovered,
    github: Reader,
) -> dict[int, str]:
    """What may be a post made by hand: all at first contact, and since then what the writers
    themselves opened (a reader's title must not keep a post back)."""
    ours = {entry.number for entry in recovered.ledger.posts.values()}
    seen = {one.number for one in recovered.unmarked}
    recent = [one for one in snapshot.recent if one.number not in ours | seen]
    found = tuple(one for one in recovered.unmarked if not _of_another_blog(one, settings))
    if recovered.ledger.head:  # not first contact, but a dead run's creates were looked for
        found = tuple(one for one in found if _writers(one, snapshot, settings))
    told = titles_of(one for one in recent if _writers(one, snapshot, settings))
    before = {**recovered.ledger.unmarked, **told}
    return {**titles_of(found), **_still_by_hand(posts, recovered.ledger, before, github, settings)}


def pins_told(snapshot: Snapshot, changes: Sequence[Change]) -> list[str]:
    """Wishes for pins that GitHub has no room for."""
    wishes = [
        change
        for change in changes
        if change.document and change.document.meta.pinned and change.action in WRITES
        if not (change.present and change.present.pinned)
    ]
    free = max(0, PINS - len(snapshot.pinned))
    pinned = ", ".join(f"#{number}" for number in snapshot.pinned) or "none"
    return [
        f"“{change.title}” cannot be pinned: GitHub pins {PINS} issues, and there are {pinned} "
        "and those before it"
        for change in wishes[free:]
    ]


def twins_told(settings: Settings, snapshot: Snapshot, recovered: Recovered) -> list[str]:
    """Issues that may be second copies of published posts: a create that GitHub carried out more
    than a minute after its connection was lost, or a copy made by hand."""
    ours = {entry.number for entry in recovered.ledger.posts.values()}
    published = {title_key(entry.title): entry for entry in recovered.ledger.posts.values()}
    known = {*ours, *recovered.ledger.unmarked, *(one.number for one in recovered.unmarked)}
    return [
        f"#{one.number} bears the title of #{published[key].number} “{one.title}”, "
        "and ghblog does not keep it: if it is a second copy, delete it on GitHub"
        for one in snapshot.recent
        if one.number not in known
        and (key := title_key(one.title)) in published
        and _writers(one, snapshot, settings)
    ]


def _writers(one: Existing, snapshot: Snapshot, settings: Settings) -> bool:
    """Whether one of those who publish here opened it."""
    return trusted(one, snapshot.viewer, settings.publishers)


def _of_another_blog(one: Existing, settings: Settings) -> bool:
    """Whether another blog of the same repository keeps it: it was not made by hand."""
    marker = read_marker(one.body)
    return marker is not None and marker.blog != settings.blog


def _still_by_hand(
    posts: Sequence[Post],
    ledger: Ledger,
    titles: Mapping[int, str],
    github: Reader,
    settings: Settings,
) -> Mapping[int, str]:
    """Titles from first contact and of the newest. Those that would keep a post back are looked
    at again: they may have been changed or deleted since, and only their text tells whose they
    are."""
    new = {title_key(post.title) for post in posts if post.id not in ledger.posts}
    clashes = [number for number, title in titles.items() if title_key(title) in new]
    if not clashes:
        return {}
    found = github.look_up(sorted(clashes)[-WINDOW:])
    return titles_of(one for one in found if not _of_another_blog(one, settings))
