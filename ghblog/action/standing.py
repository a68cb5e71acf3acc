"""Where the checkout stands: behind the branch, without its past, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ghblog.action.event import Event
from ghblog.model import Action, Change, Plan

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.checkout import Checkout


def standing(blog: Blog, plan: Plan, event: Event) -> Iterator[str]:
    """What is to be told of the checkout."""
    checkout = blog.checkout()
    if checkout is None:
        yield (
            "git knows nothing of the blog's folder (no checkout, no git, or a folder of another "
            "user): no dates come from it, and an old checkout is not noticed"
        )
        return
    yield from _behind(blog, checkout, event)
    yield from _shallow(checkout, plan, blog.clock.now().date())


def _behind(blog: Blog, checkout: Checkout, event: Event) -> Iterator[str]:
    """That undoes nothing: a checkout older than what was published last is refused."""
    settings = blog.named_settings()
    memory = blog.remembered(settings) if blog.github else None
    tip = memory.snapshot.default if memory else None
    if tip is None or event.repository.casefold() != settings.repository.casefold():
        return
    head, has = checkout.head(), checkout.contains(tip.oid)
    # What a pull request would merge is on no branch: of a shallow clone nobody can tell then.
    if has == "no" or (has == "unknown" and not event.number):
        yield (
            f"the checkout is at {head[:9]}, without the newest commit of {tip.branch}, "
            f"{tip.oid[:9]}: the run for that one publishes it (`ref: github.ref` in the checkout "
            "takes the branch's newest commit)"
        )


def _shallow(checkout: Checkout, plan: Plan, today: date) -> Iterator[str]:
    """Told only if it matters for a new post."""
    undated = any(_undated(one, today) for one in plan.of(Action.CREATE))
    if undated and checkout.shallow():
        yield (
            "this is a shallow clone: a new post whose date neither its front matter nor its name "
            "tells gets the day on which it is published (with `fetch-depth: 0` in the checkout it "
            "gets that of its first commit)"
        )


def _undated(change: Change, today: date) -> bool:
    """Whether a post is of today (in whatever zone) for want of anything that says otherwise."""
    post = change.source
    if post is None or not post.date_guessed or abs((post.date - today).days) > 1:
        return False
    return str(post.date.year) not in f"{post.path} {post.title}"
