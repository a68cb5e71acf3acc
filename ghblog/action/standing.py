"""Where the checkout stands: behind the branch, without its past, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ghblog.action.event import Event
from ghblog.model import Action, Change, Head, Plan

if TYPE_CHECKING:
    from ghblog.blog import Blog


def standing(blog: Blog, plan: Plan, event: Event) -> Iterator[str]:
    """What is to be told of the checkout."""
    checkout = blog.checkout()
    if checkout is None:
        yield (
            "git knows nothing of the blog's folder (no checkout, no git, or a folder of another "
            "user): no dates come from it, and an old checkout is not noticed"
        )
        return
    tip = _tip(blog, event)
    has = checkout.contains(tip.oid) if tip else "yes"
    # A shallow clone of anything but the branch itself (a merge on trial, another branch) may well
    # have that commit somewhere in its past.
    if tip and (has == "no" or (has == "unknown" and event.ref == f"refs/heads/{tip.branch}")):
        yield _behind(checkout.head(), tip)
    today = blog.clock.now().date()
    if any(_undated(one, today) for one in plan.of(Action.CREATE)) and checkout.shallow():
        yield (
            "this is a shallow clone: a new post whose date neither its front matter nor its name "
            "tells gets the day on which it is published (with `fetch-depth: 0` in the checkout it "
            "gets that of its first commit)"
        )


def _tip(blog: Blog, event: Event) -> Head | None:
    """The head of the default branch as it was just read; None if the files are kept elsewhere."""
    settings = blog.named_settings()
    memory = blog.remembered(settings) if blog.github else None
    same = event.repository.casefold() == settings.repository.casefold()
    return memory.snapshot.default if memory and same else None


def _behind(head: str, tip: Head) -> str:
    """That undoes nothing: a checkout older than what was published last is refused."""
    return (
        f"the checkout is at {head[:9]}, without the newest commit of {tip.branch}, "
        f"{tip.oid[:9]}: the run for that one publishes it (`ref: github.ref` in the checkout "
        "takes the branch's newest commit)"
    )


def _undated(change: Change, today: date) -> bool:
    """Whether a post is of today (in whatever zone) for want of anything that says otherwise."""
    post = change.source
    if post is None or not post.date_guessed or abs((post.date - today).days) > 1:
        return False
    return str(post.date.year) not in f"{post.path} {post.title}"
