"""The door of both APIs: who asks, may they ask now, and the headers that every answer bears."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from email.utils import format_datetime

from ghblog.sandbox.limits import Limits, Refusal, creations
from ghblog.sandbox.log import Incoming
from ghblog.sandbox.rest.call import Answer, message
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.world import World


def read_token(authorization: str) -> str:
    """The token in an Authorization header: `Bearer x`, `token x` or Basic."""
    scheme, _, value = authorization.strip().partition(" ")
    if scheme.lower() in {"bearer", "token"}:
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""


def identify(world: World, headers: Mapping[str, str]) -> Viewer | None:
    """Who asks; a viewer without user if nobody says, None for a token that is not known."""
    given = headers.get("authorization", "")
    return world.viewer(read_token(given)) if given else Viewer()


def admit(world: World, limits: Limits, incoming: Incoming) -> Viewer | Answer:
    """The viewer, or the answer that turns the request away."""
    if not incoming.headers.get("user-agent"):
        return message(403, "Request forbidden by administrative rules. Send a User-Agent header.")
    viewer = identify(world, incoming.headers)
    if viewer is None:
        return message(401, "Bad credentials")
    if incoming.graphql and viewer.user is None:
        return message(401, "This endpoint requires you to be authenticated.")
    if incoming.path.endswith("/rate_limit"):
        return viewer
    refusal = limits.take(
        viewer,
        resource(incoming),
        writes=incoming.writes,
        creates=creations(incoming.method, incoming.path, incoming.fields),
    )
    if refusal is None:
        return viewer
    answer = _limited(limits, refusal, incoming)
    shown = {**answer.headers, **budget_headers(limits, viewer, incoming)}
    return Answer(answer.body, answer.status, shown)


def resource(incoming: Incoming) -> str:
    """Which budget a request is counted against."""
    return "graphql" if incoming.graphql else "core"


def _limited(limits: Limits, refusal: Refusal, incoming: Incoming) -> Answer:
    wait = {} if refusal.primary else {"retry-after": str(refusal.retry_after)}
    status = limits.graphql_status if incoming.graphql else limits.status
    if incoming.graphql and (refusal.primary or status == 200):
        error = {"type": "RATE_LIMITED", "code": "graphql_rate_limit", "message": refusal.message}
        return Answer({"errors": [error]}, headers=wait)
    return Answer(message(status, refusal.message).body, status, wait)


def budget_headers(limits: Limits, viewer: Viewer, incoming: Incoming) -> dict[str, str]:
    """x-ratelimit-*, and the scopes of a token that has scopes."""
    budget = limits.budget(viewer, resource(incoming))
    shown = {
        "x-ratelimit-limit": str(budget.limit),
        "x-ratelimit-remaining": str(budget.remaining),
        "x-ratelimit-used": str(budget.used),
        "x-ratelimit-reset": str(int(budget.reset)),
        "x-ratelimit-resource": resource(incoming),
    }
    if viewer.token and viewer.token.scoped:
        shown["x-oauth-scopes"] = ", ".join(viewer.token.scopes)
        shown["x-accepted-oauth-scopes"] = "repo"
    return shown


def standing_headers(world: World, number: int) -> dict[str, str]:
    """Headers of every answer; `Date` is by the sandbox's clock."""
    return {
        "date": format_datetime(world.clock.now().replace(microsecond=0), usegmt=True),
        "server": "github.com",
        "x-github-request-id": f"SAND:{number:06X}:BOX0",
        "x-github-media-type": "github.v3; format=json",
        "x-github-api-version-selected": "2022-11-28",
    }
