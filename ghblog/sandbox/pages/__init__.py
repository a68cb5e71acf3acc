"""Pages for people: what a reader would see on GitHub. Private repositories show, too: whoever
looks at a sandbox is its owner."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ghblog.sandbox.attachments import visible
from ghblog.sandbox.gate import identify
from ghblog.sandbox.pages import code, items
from ghblog.sandbox.pages.site import Site
from ghblog.sandbox.problems import RefusedError, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.world import World

RepositoryPage = Callable[[Site, Repository, Request], Response]
_REPOSITORY: tuple[tuple[str, RepositoryPage], ...] = (
    ("", lambda site, repo, _: code.home(site, repo)),
    ("/tree/{rest:path}", lambda site, repo, r: code.tree(site, repo, r.path_params["rest"])),
    ("/blob/{rest:path}", lambda site, repo, r: code.blob(site, repo, r.path_params["rest"], r)),
    ("/raw/{rest:path}", lambda _, repo, r: _raw(repo, r.path_params["rest"])),
    ("/commits/{rest:path}", lambda site, repo, r: code.commits(site, repo, r.path_params["rest"])),
    ("/commit/{rest:path}", lambda site, repo, r: code.tree(site, repo, r.path_params["rest"])),
    ("/issues", lambda site, repo, r: items.listing(site, repo, "issue", r)),
    ("/issues/{number:int}", lambda site, repo, r: _item(site, repo, "issue", r)),
    ("/pulls", lambda site, repo, r: items.listing(site, repo, "pull", r)),
    ("/pull/{number:int}", lambda site, repo, r: _item(site, repo, "pull", r)),
    ("/discussions", lambda site, repo, r: items.listing(site, repo, "discussion", r)),
    ("/milestone/{number:int}", items.milestone),
    ("/discussions/categories/{slug}", items.category),
    ("/discussions/{number:int}", lambda site, repo, r: _item(site, repo, "discussion", r)),
)
_COLORS = ("#0969da", "#1a7f37", "#8250df", "#bf3989", "#bc4c00", "#9a6700")


def _item(site: Site, repo: Repository, kind: Any, request: Request) -> Response:
    return items.single(site, repo, kind, request.path_params["number"])


def _raw(repo: Repository, rest: str) -> Response:
    _, path, commit = code.split(repo, rest)
    return code.raw(repo, commit, path)


def routes(world: World) -> list[Route]:
    """The pages' routes; `/{owner}` comes last, it takes anything."""
    site = Site(world)

    def guarded(make: Callable[[Request], Response]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            with world.lock:
                try:
                    return make(request)
                except RefusedError as error:
                    return site.page("missing.html", status=404, what=error.message)

        return endpoint

    def below(make: RepositoryPage) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            owner, name = request.path_params["owner"], request.path_params["repo"]
            repo = world.find(owner, name)
            if repo.full_name.casefold() != f"{owner}/{name}".casefold():
                rest = request.url.path.removeprefix(f"/{owner}/{name}")
                query = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(f"/{repo.full_name}{rest}{query}", 301)
            return make(site, repo, request)

        return page

    inner = [
        Route("/{owner}/{repo}" + path, guarded(below(make)), methods=["GET"])
        for path, make in _REPOSITORY
    ]
    top = {
        "/": lambda _: _index(site, ""),
        "/assets/style.css": lambda _: site.style(),
        "/user-attachments/assets/{name}": lambda r: _attachment(world, r),
        "/user-images/{owner:int}/{name}": lambda r: _attachment(world, r),
        "/avatars/{number:int}": lambda request: _avatar(world, request.path_params["number"]),
    }
    owner = Route("/{owner}", guarded(lambda r: _index(site, r.path_params["owner"])))
    missing = Route("/{rest:path}", guarded(lambda r: _missing(site, r)))
    return [*(Route(path, guarded(make)) for path, make in top.items()), *inner, owner, missing]


def _index(site: Site, owner: str) -> Response:
    found = [
        repo
        for repo in site.world.repositories.values()
        if not owner or repo.owner.login.casefold() == owner.casefold()
    ]
    if owner and owner.casefold() not in site.world.users:
        return site.page("missing.html", status=404, what=f"There is nobody called {owner}.")
    return site.page("index.html", heading=owner or "Repositories", repositories=found)


def _missing(site: Site, request: Request) -> Response:
    return site.page("missing.html", status=404, what=f"There is no page {request.url.path}.")


def _attachment(world: World, request: Request) -> Response:
    """A file that was dropped into a text; in addresses of years ago its id ends the name."""
    name: str = request.path_params["name"]
    made = world.attachments.get(name.partition(".")[0][-36:])
    if made is None or not visible(world, made, identify(world, request.headers)):
        raise not_found(f"There is no attachment {name}.")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": code.RAW_POLICY}
    return Response(made.data, headers=headers, media_type=made.content_type)


def _avatar(world: World, number: int) -> Response:
    login = next((user.login for user in world.users.values() if user.id == number), "S")
    color = _COLORS[number % len(_COLORS)]
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<rect width="40" height="40" rx="8" fill="{color}"/>'
        '<text x="20" y="27" font-size="20" font-family="sans-serif" fill="#fff" '
        f'text-anchor="middle">{escape(login[:1].upper())}</text></svg>'
    )
    return Response(drawn, media_type="image/svg+xml")
