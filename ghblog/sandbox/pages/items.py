"""Issues and discussions for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from ghblog.sandbox.items import Comment, Item, ItemKind
from ghblog.sandbox.pages.films import with_players
from ghblog.sandbox.pages.site import Site
from ghblog.sandbox.problems import not_found
from ghblog.sandbox.repository import Repository

PER_PAGE = 25
FOLDERS: dict[ItemKind, str] = {"issue": "issues", "discussion": "discussions", "pull": "pull"}
_HEADINGS: dict[ItemKind, str] = {
    "issue": "Issues",
    "discussion": "Discussions",
    "pull": "Pull requests",
}


def listing(
    site: Site,
    repo: Repository,
    kind: ItemKind,
    request: Request,
    *,
    only: Callable[[Item], bool] = lambda _: True,
    within: str = "",
) -> Response:
    """The list, newest first; `only` those, which are all that is `within` something."""
    query = request.query_params
    state, label = query.get("state", "open"), query.get("label", "")
    everything = [item for item in repo.listed(kind) if only(item)]
    named = [item for item in everything if not label or label in item.labels]
    found = [item for item in named if item.closed == (state == "closed")][::-1]
    pinned = [item for item in everything if item.pinned] if not (within or label) else []
    pages = -(-len(found) // PER_PAGE)
    page = min(max(1, _number(query.get("page", "1"))), max(1, pages))
    return site.page(
        "items.html",
        repo,
        tab=kind,
        heading=_HEADINGS[kind],
        folder=FOLDERS[kind],
        items=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        state=state,
        label=label,
        within=within,
        pinned=pinned,
        opened=sum(not item.closed for item in named),
        closed=sum(item.closed for item in named),
        page=page,
        pages=pages,
    )


def category(site: Site, repo: Repository, request: Request) -> Response:
    """The discussions of a category."""
    slug = request.path_params["slug"]
    made = next((each for each in repo.categories.values() if each.slug == slug), None)
    if made is None:
        raise not_found(f"There is no category {slug} in {repo.full_name}.")
    name, number = f"{made.emoji} {made.name}", made.id
    return listing(
        site,
        repo,
        "discussion",
        request,
        only=lambda item: item.category == number,
        within=name,
    )


def milestone(site: Site, repo: Repository, request: Request) -> Response:
    """The issues of a milestone."""
    number = request.path_params["number"]
    made = repo.milestones.get(number)
    if made is None:
        raise not_found(f"There is no milestone {number} in {repo.full_name}.")
    return listing(
        site,
        repo,
        "issue",
        request,
        only=lambda item: item.milestone == number,
        within=f"🏁 {made.title}",
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 1


def single(site: Site, repo: Repository, kind: ItemKind, number: int) -> Response:
    """One issue, discussion or pull request with its comments."""
    item = repo.items.get(number)
    if item is None or item.kind != kind:
        raise not_found(f"There is no {kind} #{number} in {repo.full_name}.")
    numbers = [each.number for each in repo.of(kind)]
    place = numbers.index(number)
    parts = [
        _part(site, repo, item),
        *(_part(site, repo, made, talk=kind == "discussion") for made in _threads(item)),
    ]
    return site.page(
        "item.html",
        repo,
        tab=kind,
        item=item,
        folder=FOLDERS[kind],
        parts_shown=parts,
        category=repo.categories.get(item.category),
        milestone=repo.milestones.get(item.milestone),
        older=numbers[place - 1] if place else None,
        newer=numbers[place + 1] if place + 1 < len(numbers) else None,
    )


def _threads(item: Item) -> list[Comment]:
    """The comments, each followed by its replies."""
    above = [made for made in item.comments if not made.reply_to]
    below = {
        made.id: [each for each in item.comments if each.reply_to == made.id] for made in above
    }
    return [each for made in above for each in (made, *below[made.id])]


def _part(site: Site, repo: Repository, made: Item | Comment, *, talk: bool = False) -> Any:
    created: datetime = made.created
    kind = "issue" if isinstance(made, Item) else "issuecomment"
    if isinstance(made, Comment) and talk:
        kind = "discussioncomment"
    return SimpleNamespace(
        anchor=f"{kind}-{made.id}",
        author=made.author or "ghost",
        author_id=repo.world.user(made.author).id if made.author else 0,
        association=repo.association(made.author).title(),
        created=created,
        edited=made.edited,
        reply=isinstance(made, Comment) and made.reply_to > 0,
        deleted=isinstance(made, Comment) and made.deleted is not None,
        html=Markup(_html(site, made.body)),  # noqa: S704 - sanitised
    )


def _html(site: Site, text: str) -> str:
    return with_players(site.world, text, site.html(text, hard_breaks=True))
