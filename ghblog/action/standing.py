"""Where the checkout stands: behind the branch, or without its past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ghblog.model import Action, Plan

if TYPE_CHECKING:
    from ghblog.blog import Blog


def behind(blog: Blog, plan: Plan) -> Iterator[str]:
    """A notice, if the default branch has commits that the checkout lacks. That undoes nothing:
    a checkout older than what was published last is refused."""
    checkout, memory = blog.checkout(), blog.remembered(blog.named_settings())
    if checkout is None or memory is None or memory.snapshot.default is None or not plan.viewer:
        return
    if checkout.repository().casefold() != plan.repository.name.casefold():
        return
    tip, head = memory.snapshot.default, checkout.head()
    if tip.oid == head or checkout.contains(tip.oid) == "yes":
        return
    yield (
        f"the checkout is at {head[:9]}, and {tip.branch} has gone on to {tip.oid[:9]}: the run "
        "for that commit publishes what is new there; with ref: ${{ github.ref }} in the checkout "
        "this run would have seen it"
    )


def shallow_told(blog: Blog, plan: Plan) -> Iterator[str]:
    """A notice, if new posts take today's date because git's past is missing."""
    checkout = blog.checkout()
    guessed = [one for one in plan.of(Action.CREATE) if one.source and one.source.date_guessed]
    if guessed and checkout is not None and checkout.shallow():
        yield (
            "this is a shallow clone: a new post whose date neither its front matter nor its name "
            "or title tells gets the day of its first publish; with fetch-depth: 0 in the checkout "
            "git's first commit of it would tell"
        )
