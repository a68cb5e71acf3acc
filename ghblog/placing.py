"""What a store needs to know of a picture: whether GitHub attaches it, where the pushed source has
it. Part of `blog`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ghblog.model import Picture
from ghblog.sync.stores import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ghblog.checkout import Checkout


def why_not_attached(picture: Picture, size: int) -> str:
    """Why GitHub would not take a picture of so many bytes as an attachment; empty if it would."""
    from ghblog.pictures import attachable, kinds

    known = (kinds.PNG, kinds.JPEG, kinds.GIF, kinds.WEBP, kinds.SVG)
    films = (kinds.MP4, kinds.MOV, kinds.WEBM)
    kind = next((kind for kind in (*known, *films) if kind.suffix == picture.suffix), None)
    return attachable(kind, size) if kind else f"GitHub attaches no {picture.suffix} files"


def mime(picture: Picture) -> str:
    """The media type of what is uploaded."""
    from ghblog.pictures import mime_of

    return mime_of(picture.suffix)


def locator(checkout: Checkout | None, root: Path) -> Callable[[Picture], str | Unfit]:
    """What finds pictures in the pushed source: `source/<commit>/<path>`, or why it is not there.

    Args:
        root: the blog's.
    """
    from ghblog.pictures import foreign

    @cache
    def commit() -> str:
        return checkout.pushed_head() if checkout else ""

    def locate(picture: Picture) -> str | Unfit:
        if checkout is None:
            return Unfit("cannot be linked where it is: the blog's folder is no git checkout")
        if not commit():
            return Unfit("is not on GitHub yet: the checked out commit is not pushed", "git push")
        try:
            data = (root / picture.path).read_bytes()
        except OSError as error:
            return Unfit(f"cannot be read any more: {error.strerror or error}", "run it again")
        if foreign(data):
            hint = 'convert it, or set pictures.store = "branch": then ghblog does'
            return Unfit("is of a kind that GitHub does not show where it is", hint)
        path = (root / picture.path).resolve().relative_to(checkout.top.resolve()).as_posix()
        if not checkout.holds(path):
            hint = "git add and commit it, push, and run it again"
            return Unfit("is not in the pushed commit as it is here", hint)
        return f"source/{commit()}/{path}"

    return locate
