"""Issues and discussions for people."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from ghblog.sandbox.items import Comment, Item, ItemKind
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


def listing(site: Site, repo: Repository, kind: ItemKind, request: Request) -> Response:
    """The list, newest first."""
    query = request.query_params
    state, label = query.get("state", "open"), query.get("label", "")
    everything = repo.listed(kind)
    named = [item for item in everything if not label or label in item.labels]
    found = [item for item in named if item.closed == (state == "closed")][::-1]
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
        opened=sum(not item.closed for item in named),
        closed=sum(item.closed for item in named),
        page=page,
        pages=pages,
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
    parts = [_part(site, repo, item), *(_part(site, repo, made) for made in item.comments)]
    return site.page(
        "item.html",
        repo,
        tab=kind,
        item=item,
        folder=FOLDERS[kind],
        parts_shown=parts,
        category=repo.categories.get(item.category),
        older=numbers[place - 1] if place else None,
        newer=numbers[place + 1] if place + 1 < len(numbers) else None,
    )


def _part(site: Site, repo: Repository, made: Item | Comment) -> Any:
    created: datetime = made.created
    kind = "issue" if isinstance(made, Item) else "issuecomment"
    return SimpleNamespace(
        anchor=f"{kind}-{made.id}",
        author=made.author,
        author_id=repo.world.user(made.author).id,
        association=repo.association(made.author).title(),
        created=created,
        edited=made.edited,
        html=Markup(site.html(made.body, hard_breaks=True)),  # noqa: S704 - sanitised
    )
