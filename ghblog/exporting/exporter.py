"""A post on its way out: found, asked about, made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ghblog.exporting.asking import make_job
from ghblog.exporting.pages import nowhere, page
from ghblog.exporting.pictures import local_urls, published, unseen
from ghblog.exporting.values import Exported, Job, Order
from ghblog.marker import split_marker
from ghblog.sync.addresses import POST
from ghblog.workshop import Workshop


def export(workshop: Workshop, wanted: str, order: Order) -> Exported:
    """Make a page or a text of a post.

    Args:
        workshop: the blog.
        wanted: the path of the post's file, or its id.

    Raises:
        UsageError: there is no such post.
        GhblogError: it cannot be published as it is, or a picture is not published yet.
    """
    job = make_job(workshop, wanted, order)
    pictures = local_urls(job) if order.local else published(job)
    urls = {**pictures, **job.addresses.links(job.document)}
    dead = _unpublished(job, urls)
    if order.html:  # seen from the page, a path would lead to nothing
        urls |= dict.fromkeys(dead, nowhere(job))
    texts = [_text(job, part, urls) for part in range(1, len(job.document.parts) + 1)]
    joined = "\n\n".join(one.strip("\n") for one in texts)
    text = page(job, texts) if order.html else f"{joined}\n"
    return Exported(job.post.title, text, _files(job), (*job.notices, *_notices(job, dead)))


def _text(job: Job, part: int, urls: Mapping[str, str]) -> str:
    return split_marker(job.workshop.composer().compose(job.document, part, urls))[0]


def _files(job: Job) -> frozenset[Path]:
    root = job.workshop.settings.root
    paths = [one.path for one in job.sources.posts]
    paths += [one.path for one in job.sources.refusals]
    paths += [one.path for one in job.pictures]
    paths += [job.sources.settings.index_path]
    return frozenset((root / one).resolve() for one in paths)


def _unpublished(job: Job, urls: Mapping[str, str]) -> list[str]:
    """Targets of links to posts that have no address."""
    slots = {slot.target for part in job.document.parts for slot in part.slots}
    return sorted(one for one in slots if one.startswith(POST) and one not in urls)


def _notices(job: Job, dead: Sequence[str]) -> Iterator[str]:
    if job.pictures and not job.order.local and unseen(job):
        yield "nobody looked whether the pictures are on the branch: publish before you use it"
    becomes = "is left out" if job.order.html else "stays a path"
    for target in dead:
        yield f"the link to {target.removeprefix(POST)} {becomes}: that post is not published"
    if job.repository.private and job.pictures and not job.order.local:
        yield (
            f"{job.repository.name} is private: readers elsewhere will not see the pictures "
            "(--local takes them from here)"
        )
    films = [one.path for one in job.pictures if one.film]
    if films and job.order.local:
        yield f"films stay files, which the page needs beside it: {', '.join(films)}"
