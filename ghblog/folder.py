"""The writer's folder: posts, templates and pictures, as they are now. Part of `blog`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ghblog.errors import GhblogError, UsageError
from ghblog.index_file import DiskIndex
from ghblog.model import Document, Files, Picture, Post, Refusal, Settings
from ghblog.placing import locator
from ghblog.prepare import Sources
from ghblog.sync.addresses import Site
from ghblog.sync.keeping import FILE, Here

if TYPE_CHECKING:
    from ghblog.checkout import Checkout

TEMPLATES = ("index.md.j2", "readme.md.j2", "removed-part.md.j2")


def with_repository(settings: Settings, checkout: Checkout | None) -> Settings:
    """The settings with the repository filled in, where they or the checkout tell it."""
    known = settings.repository or (checkout.repository() if checkout else "")
    return replace(settings, repository=known)


def read_sources(
    files: Files,
    settings: Settings,
    checkout: Checkout | None,
    now: datetime,
    *,
    index_only: bool = False,
) -> Sources:
    """Read what the writer has.

    Args:
        index_only: leave the posts alone.

    Raises GhblogError.
    """
    from ghblog.posts import build_document, follow, read_posts, zone_of

    # The owner's name is no hazard, and a link to the repository itself no backlink.
    settings = with_repository(settings, checkout)
    posts: Sequence[Post] = ()
    refusals: Sequence[Refusal] = ()

    def first_commits() -> Mapping[str, date]:
        return checkout.first_commits(settings.root, zone_of(settings)) if checkout else {}

    if not index_only:
        posts, refusals = read_posts(files, settings, now=now, first_commits=first_commits)

    def build(post: Post) -> Document | Refusal:
        return build_document(files, settings, post)

    return Sources(
        settings=settings,
        posts=posts,
        refusals=refusals,
        commit=checkout.head() if checkout else "",
        contains=lambda commit: _has(checkout, commit),
        build=build,
        follow=lambda owners: follow(files, settings, posts, refusals, owners),
        templates=own_templates(files),
        site=site_of(settings, checkout),
        locate=locator(checkout, settings.root),
        index_here=_index_here(settings, checkout),
    )


def _index_here(settings: Settings, checkout: Checkout | None) -> Here | None:
    if not settings.index or settings.index_commit != FILE:
        return None
    return DiskIndex(settings, checkout).head


def posts_meant(
    files: Files, settings: Settings, paths: Sequence[str | Path]
) -> frozenset[str] | None:
    """Paths as the user gave them → paths of posts below the root; None for all. Raises
    UsageError where one is no post."""
    if not paths:
        return None
    from ghblog.posts import discover

    known = discover(files, settings)
    return frozenset(one for path in paths for one in _below(Path(path), known, settings))


def _below(path: Path, known: Sequence[str], settings: Settings) -> list[str]:
    try:
        wanted = PurePosixPath(path.resolve().relative_to(settings.root).as_posix())
    except ValueError:
        wanted = PurePosixPath("..")
    found = [one for one in known if wanted in (PurePosixPath(one), *PurePosixPath(one).parents)]
    if found:
        return found
    raise UsageError(
        f"“{path}” is no post of this blog",
        hint=f"posts are below {settings.root / settings.posts_folder}, "
        f"matching {', '.join(settings.include)}",
    )


def picture_bytes(files: Files, settings: Settings, picture: Picture) -> bytes:
    """A picture's bytes, fit to publish. Raises GhblogError if the file changed meanwhile."""
    from ghblog.pictures import Problem, Wishes, picture_key, prepare

    try:
        data, wishes = files.read(picture.path), Wishes.of(settings)
    except OSError as error:
        message = f"the picture cannot be read any more: {error.strerror or error}"
        raise GhblogError(message, where=picture.path, hint="run it again") from error
    if picture_key(data, wishes) != picture.key:
        message = "the picture changed while ghblog was running"
        raise GhblogError(message, where=picture.path, hint="run it again")
    made = prepare(data, wishes)
    if isinstance(made, Problem):
        message = f"the picture {made.message}"
        raise GhblogError(message, where=picture.path, hint=made.hint)
    return made


def own_templates(files: Files) -> dict[str, str]:
    """The blog's own templates, name → text. Raises GhblogError."""
    paths = {name: f"templates/{name}" for name in TEMPLATES}
    return {name: _template(files, path) for name, path in paths.items() if files.exists(path)}


def _template(files: Files, path: str) -> str:
    try:
        return files.read(path).decode()
    except OSError as error:
        why = error.strerror or str(error)
        raise GhblogError(f"it cannot be read: {why}", where=path) from error
    except UnicodeDecodeError as error:
        raise GhblogError("it is not UTF-8 text", where=path) from error


def site_of(settings: Settings, checkout: Checkout | None) -> Site:
    """What the writer's side tells of addresses."""
    template = settings.picture_url
    if checkout is None:
        return Site(template=template)
    folder = settings.root.relative_to(checkout.top.resolve()).as_posix()
    below = "" if folder == "." else f"{folder}/"
    return Site(template=template, source=checkout.repository(), folder=below)


def _has(checkout: Checkout | None, commit: str) -> bool | None:
    """Whether the checkout has a commit; None if nobody can tell."""
    if checkout is None:
        return None
    return {"yes": True, "no": False}.get(checkout.contains(commit))
