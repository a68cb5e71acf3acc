"""Where an exported post shows its pictures from."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from ghblog.errors import GhblogError
from ghblog.exporting.values import Job
from ghblog.model import Picture
from ghblog.sync.addresses import ATTACHED

# More pictures than this are counted, not named.
_MOST = 10


def published(job: Job) -> dict[str, str]:
    """Picture key → URL. Raises GhblogError when some are not published yet."""
    at = {one.key: place for one in job.pictures if (place := _place(job, one))}
    missing = [one.path for one in job.pictures if one.key not in at]
    if missing:
        more = f" and {len(missing) - _MOST} more" if len(missing) > _MOST else ""
        count = f"{len(missing)} picture{'s are' if len(missing) > 1 else ' is'}"
        raise GhblogError(
            f"{count} not published yet: {', '.join(missing[:_MOST])}{more}",
            where=job.post.path,
            hint=f"`ghblog publish {job.post.path}` first, or --local to take them from here",
        )
    return job.addresses.pictures(at)


def _place(job: Job, picture: Picture) -> str:
    """Where a picture is stored, as the ledger says it; empty if it is not."""
    if stored := job.known.pictures.get(picture.key):
        return stored
    if job.sources.settings.store == "source":
        located = job.sources.locate(picture)
        return located if isinstance(located, str) else ""
    return picture.stored_path if unseen(job) else ""


def unseen(job: Job) -> bool:
    """Whether the branch's addresses are all that can be told: they follow from the content."""
    branch = job.sources.settings.store == "branch"
    return branch and job.order.offline and not job.known.head


def local_urls(job: Job) -> dict[str, str]:
    """Picture key → path from the folder; for a page, an address that gives way to the bytes."""
    if job.order.html:
        return {one.key: stand_in(job, one) for one in job.pictures}
    return {one.key: path_of(job, one) for one in job.pictures}


def stand_in(job: Job, picture: Picture) -> str:
    """An address that gives way to the picture's bytes."""
    return f"{job.workshop.pages_url()}{ATTACHED}{picture.key}"


def path_of(job: Job, picture: Picture) -> str:
    """A picture's path as an address, from where the export will stand."""
    root = job.workshop.settings.root
    folder = job.order.folder or (root / job.post.path).parent
    try:
        return quote(Path(os.path.relpath(root / picture.path, folder)).as_posix())
    except ValueError:  # another drive
        return (root / picture.path).as_uri()
