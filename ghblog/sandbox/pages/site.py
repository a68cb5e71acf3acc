"""What all pages share: templates, addresses, dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from ghblog.sandbox.items import ItemKind
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.world import World

_POLICY = "default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'"


class Site:
    """Makes pages of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._templates = Environment(
            loader=PackageLoader("ghblog.sandbox.pages", "html"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(day=day, light=light)

    def page(
        self, template: str, repo: Repository | None = None, *, status: int = 200, **values: Any
    ) -> Response:
        """A page from a template."""
        known = {"repo": repo, "at": address(repo), "tab": "", "count": counter(repo), **values}
        text = self._templates.get_template(template).render(known)
        return HTMLResponse(text, status, headers={"Content-Security-Policy": _POLICY})

    def style(self) -> Response:
        """The style sheet."""
        loader = self._templates.loader
        assert loader is not None
        return Response(loader.get_source(self._templates, "style.css")[0], media_type="text/css")

    @staticmethod
    def html(text: str, *, hard_breaks: bool) -> str:
        """Markdown as GitHub renders it, sanitised."""
        from ghblog.render import page_html

        return page_html(text, hard_breaks=hard_breaks)


def address(repo: Repository | None) -> Callable[..., str]:
    """`at("blob", "main", "a b.md")` gives the address below the repository."""

    def at(*parts: object) -> str:
        names = [repo.full_name if repo else "", *map(str, parts)]
        return "/" + "/".join(quote(name) for name in names if name)

    return at


def counter(repo: Repository | None) -> Callable[[ItemKind], int]:
    """How many of a kind are open."""
    return lambda kind: sum(not item.closed for item in repo.of(kind)) if repo else 0


def day(at: datetime) -> str:
    """A date as a reader takes it in."""
    return at.strftime("%Y-%m-%d")


def light(color: str) -> bool:
    """Whether black text reads better on this colour."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140
