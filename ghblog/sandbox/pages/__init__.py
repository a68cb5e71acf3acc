"""Pages for people: what a reader would see on GitHub."""

from __future__ import annotations

from starlette.routing import Route

from ghblog.sandbox.world import World


def routes(_: World) -> list[Route]:
    """The pages' routes."""
    return []
