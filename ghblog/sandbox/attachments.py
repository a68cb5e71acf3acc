"""Files dropped into texts: who may upload what, and who sees it.

GitHub describes none of this; the rules are those that its own `gh` and people who tried tell.
docs/sandbox.md says which of them nobody could confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ghblog.sandbox.items import Attachment, Comment, Item
from ghblog.sandbox.problems import Reason, RefusedError, invalid, not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.world import World

RAW = "application/octet-stream"
MAX_PICTURE = 10 * 2**20
MAX_FILM = 100 * 2**20
TYPES: Mapping[str, tuple[str, ...]] = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
    "video/mp4": ("mp4",),
    "video/quicktime": ("mov",),
    "video/webm": ("webm",),
}


def attach(
    viewer: Viewer, world: World, asked: Mapping[str, str], sent_as: str, data: bytes
) -> Attachment:
    """Keep a file that a program uploads.

    Args:
        asked: the query: `name`, `content_type` and `repository_id`.
        sent_as: the request's Content-Type, which is never the file's own.
    """
    if viewer.user is None:
        raise RefusedError(Reason.UNAUTHORIZED, "Requires authentication")
    repo = _repository(viewer, world, asked.get("repository_id", ""))
    if sent_as != RAW:
        raise RefusedError(Reason.UNSUPPORTED, f"Content-Type must be {RAW}.")
    name, kind = asked.get("name", ""), asked.get("content_type", "")
    _check(name, kind, data)
    return world.add_attachment(name, data, kind, repository=repo.id, uploader=viewer.login)


def _repository(viewer: Viewer, world: World, number: str) -> Repository:
    """The repository that it is for. An installation's token gets 404 whatever it may do."""
    repo = world.repositories.get(int(number)) if number.isascii() and number.isdigit() else None
    refused = viewer.token is None or viewer.token.kind == "installation"
    if repo is None or refused or not viewer.can(repo, "contents"):
        raise not_found()
    if repo.archived:
        raise RefusedError(Reason.ARCHIVED, "Repository was archived so is read-only.")
    return repo


def _check(name: str, kind: str, data: bytes) -> None:
    if kind not in TYPES:
        raise _invalid("content_type", f"content_type {kind!r} is not supported")
    stem, _, suffix = name.rpartition(".")
    if not stem or suffix.lower() not in TYPES[kind]:
        raise _invalid("name", f"name {name!r} does not have an extension of {kind}")
    if not data:
        raise _invalid("size", "size must be greater than 0")
    most = MAX_FILM if kind.startswith("video/") else MAX_PICTURE
    if len(data) > most:
        raise _invalid("size", f"size must be less than {most // 2**20} MB")


def _invalid(field: str, text: str) -> RefusedError:
    return invalid(text, resource="Asset", field=field)


def visible(world: World, made: Attachment, viewer: Viewer | None) -> bool:
    """Whether a viewer gets the bytes: anybody once a text refers, or did refer, to it; before
    that, whoever is signed in and may see the repository that it was uploaded for."""
    repo = world.repositories.get(made.repository)
    if viewer and viewer.user and repo and viewer.permission(repo):
        return True
    return any(made.id in text for text in _texts(world))


def _texts(world: World) -> Iterator[str]:
    for repo in world.repositories.values():
        for item in repo.items.values():
            yield from _versions(item)
            for comment in item.comments:
                yield from _versions(comment)


def _versions(written: Item | Comment) -> Iterator[str]:
    yield written.body
    yield from (edit.text for edit in written.history)
