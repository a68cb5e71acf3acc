"""A post as a page or a text that other platforms take: `ghblog export`. Part of `blog`.

It is what GitHub gets, without the marker; pictures at the addresses where GitHub shows them.
"""

from __future__ import annotations

import base64
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from ghblog.errors import GhblogError, NotAuthenticatedError, UsageError
from ghblog.marker import split_marker
from ghblog.model import Document, Ledger, Picture, Post, Reader, Refusal, Repository
from ghblog.offline import Memory
from ghblog.placing import mime
from ghblog.prepare import Sources, Wish, read_github
from ghblog.sync.addresses import ATTACHED, POST, Addresses
from ghblog.sync.ledger import branch_name
from ghblog.sync.links import places
from ghblog.workshop import Workshop

# More pictures than this are counted, not named.
_MOST = 10
_MEANT = 3  # posts named where one is not found
_WITHOUT = (
    "without a token, --local takes the pictures from here, and --offline goes by what was read of "
    "GitHub last"
)
_LINKED = re.compile(r'<a [^>]*href="(?P<to>[^"]*)"[^>]*>(?P<picture><img [^>]*>)</a>')
_PAGE = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body style="max-width:50em;margin:0 auto;padding:1em">
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Order:
    """How a post is wanted.

    Attributes:
        html: as a page; else as Markdown.
        local: pictures from the files: in the page itself, in Markdown as paths.
        offline: go by what was read of GitHub last.
        folder: where it will stand, for paths of local pictures; by default beside its source.
    """

    html: bool
    local: bool = False
    offline: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A post for elsewhere.

    Attributes:
        sources: files that it was made from, and must not be written over.
        notices: what the writer should know of it.
    """

    title: str
    text: str
    sources: frozenset[Path]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """A post on its way out.

    Attributes:
        pictures: those that its text shows.
        known: what GitHub holds, as far as it was asked.
    """

    workshop: Workshop
    sources: Sources
    order: Order
    post: Post
    document: Document
    pictures: tuple[Picture, ...]
    repository: Repository
    known: Ledger
    notices: tuple[str, ...] = ()

    @property
    def addresses(self) -> Addresses:
        """Where pictures, posts and files are."""
        branch = branch_name(self.sources.settings.blog)
        return Addresses(self.repository, branch, self.sources.site)


def export(workshop: Workshop, wanted: str, order: Order) -> Exported:
    """Make a page or a text of a post.

    Args:
        workshop: the blog.
        wanted: the path of the post's file, or its id.

    Raises:
        UsageError: there is no such post.
        GhblogError: it cannot be published as it is, or a picture is not published yet.
    """
    job = _job(workshop, wanted, order)
    pictures = _local_urls(job) if order.local else _published(job)
    urls = {**pictures, **job.addresses.links(job.document)}
    texts = [_text(job, part, urls) for part in range(1, len(job.document.parts) + 1)]
    joined = "\n\n".join(one.strip("\n") for one in texts)
    text = _page(job, texts) if order.html else f"{joined}\n"
    return Exported(job.post.title, text, _files(job), (*job.notices, *_notices(job, urls)))


def _job(workshop: Workshop, wanted: str, order: Order) -> _Job:
    sources = workshop.sources()
    post = _find(workshop, sources, wanted)
    built = sources.build(post)
    if isinstance(built, Refusal):
        raise _refused(built)
    shown = {slot.target for part in built.parts for slot in part.slots}
    pictures = tuple(one for one in post.pictures if one.key in shown)
    linked = any(one.startswith(POST) for one in shown)
    repository, ledger, notices = _github(
        workshop, sources, order, needed=linked or bool(pictures and not order.local)
    )
    document = built.linked(places(ledger.posts.values(), sources.posts, ledger.posts))
    return _Job(workshop, sources, order, post, document, pictures, repository, ledger, notices)


def _find(workshop: Workshop, sources: Sources, wanted: str) -> Post:
    root, folder = workshop.settings.root, workshop.settings.posts_folder
    same = unicodedata.normalize("NFC", wanted).removesuffix("/")
    for refusal in sources.refusals:  # one that cannot be published has no id but its path
        told = unicodedata.normalize("NFC", os.path.relpath(refusal.path, folder))
        names = (refusal.path, Path(told).with_suffix("").as_posix())
        if same in names or _is_file(wanted, root / refusal.path):
            raise _refused(refusal)
    for post in sources.posts:
        if same in (post.id, post.path) or _is_file(wanted, root / post.path):
            return post
    hint = "give the path of its file, or its id; `ghblog check` looks at all posts"
    near = _near(same, sources.posts)
    raise UsageError(
        f"“{wanted}” is no post of this blog",
        hint=f"did you mean {' or '.join(f'“{one}”' for one in near)}?" if near else hint,
    )


def _is_file(wanted: str, file: Path) -> bool:
    """Whether what was typed leads to a file; it may be anything, such as a title."""
    try:
        return Path(wanted).samefile(file)
    except (OSError, ValueError):
        return False


def _near(wanted: str, posts: Sequence[Post]) -> list[str]:
    """Paths of the posts that may be meant: their names are the same, else alike."""
    names: dict[str, list[str]] = {}
    for post in posts:
        path = unicodedata.normalize("NFC", post.path)
        names.setdefault(PurePosixPath(path).stem, []).append(post.path)
    name = PurePosixPath(wanted).name.removesuffix(".md")
    found = [name] if name in names else get_close_matches(name, names, n=_MEANT)
    return [path for one in found for path in names[one]][:_MEANT]


def _refused(refusal: Refusal) -> GhblogError:
    where = f"{refusal.path}:{refusal.line}"
    return GhblogError(refusal.message, where=where, hint=refusal.hint)


def _github(
    workshop: Workshop, sources: Sources, order: Order, *, needed: bool
) -> tuple[Repository, Ledger, tuple[str, ...]]:
    """The repository and what was published to it; GitHub is asked only where that is needed."""
    settings = sources.settings
    memory = workshop.remembered(settings)
    online = needed and not order.offline and not order.local
    reader: Reader = _door(workshop) if online else workshop.offline(settings, memory)
    notices = () if online else _as_of(memory, needed=needed)
    (snapshot, ledger), _, told = read_github(
        settings, sources, Wish(offline=True), reader, workshop.patience()
    )
    return snapshot.repository, ledger, (*notices, *told)


def _door(workshop: Workshop) -> Reader:
    """GitHub. Raises NotAuthenticatedError, which tells of the ways without a token, too."""
    try:
        return workshop.door()
    except NotAuthenticatedError as error:
        raise NotAuthenticatedError(
            error.message, where=error.where, hint=f"{_WITHOUT}; else {error.hint}"
        ) from error


def _as_of(memory: Memory | None, *, needed: bool) -> tuple[str, ...]:
    if not needed:
        return ()
    if memory is None:
        return ("GitHub was never read from here: links to other posts stay paths",)
    return (f"as GitHub was on {memory.as_of:%Y-%m-%d at %H:%M} UTC",)


def _published(job: _Job) -> dict[str, str]:
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


def _place(job: _Job, picture: Picture) -> str:
    """Where a picture is stored, as the ledger says it; empty if it is not."""
    if stored := job.known.pictures.get(picture.key):
        return stored
    if job.sources.settings.store == "source":
        located = job.sources.locate(picture)
        return located if isinstance(located, str) else ""
    return picture.stored_path if _unseen(job) else ""


def _unseen(job: _Job) -> bool:
    """Whether the branch's addresses are all that can be told: they follow from the content."""
    branch = job.sources.settings.store == "branch"
    return branch and job.order.offline and not job.known.head


def _local_urls(job: _Job) -> dict[str, str]:
    """Picture key → path from the folder; for a page, an address that gives way to the bytes."""
    if job.order.html:
        return {one.key: _stand_in(job, one) for one in job.pictures}
    return {one.key: _path(job, one) for one in job.pictures}


def _stand_in(job: _Job, picture: Picture) -> str:
    return f"{job.workshop.pages_url()}{ATTACHED}{picture.key}"


def _path(job: _Job, picture: Picture) -> str:
    root = job.workshop.settings.root
    folder = job.order.folder or (root / job.post.path).parent
    try:
        return quote(Path(os.path.relpath(root / picture.path, folder)).as_posix())
    except ValueError:  # another drive
        return (root / picture.path).as_uri()


def _text(job: _Job, part: int, urls: Mapping[str, str]) -> str:
    return split_marker(job.workshop.composer().compose(job.document, part, urls))[0]


def _page(job: _Job, texts: Sequence[str]) -> str:
    from ghblog.inlining import inlined
    from ghblog.render import Place, issue_page, style_sheet

    known = job.sources.settings.repository  # else `#12` would lead to a stranger's
    place = Place(job.workshop.pages_url(), job.repository.name if known else "")
    parts = "\n".join(issue_page(text, place) for text in texts)
    title = escape(job.post.title)
    body = inlined(
        f'<article class="markdown-body">\n<h1>{title}</h1>\n{parts}\n</article>', style_sheet()
    )
    if job.order.local:
        for picture in job.pictures:
            body = _embedded(job, body, picture)
    return _PAGE.format(title=title, body=body)


def _embedded(job: _Job, body: str, picture: Picture) -> str:
    """The page with the picture's bytes in it; a film stays a file beside it."""
    address = _stand_in(job, picture)
    if picture.film:
        return body.replace(address, _path(job, picture))

    def alone(found: re.Match[str]) -> str:
        return found["picture"] if found["to"] == address else found[0]

    data = base64.b64encode(job.workshop.load(picture)).decode("ascii")
    return _LINKED.sub(alone, body).replace(address, f"data:{mime(picture)};base64,{data}")


def _files(job: _Job) -> frozenset[Path]:
    root = job.workshop.settings.root
    paths = [one.path for one in job.sources.posts]
    paths += [one.path for one in job.sources.refusals]
    paths += [one.path for one in job.pictures]
    paths += [job.sources.settings.index_path]
    return frozenset((root / one).resolve() for one in paths)


def _notices(job: _Job, urls: Mapping[str, str]) -> Iterator[str]:
    slots = {slot.target for part in job.document.parts for slot in part.slots}
    if job.pictures and not job.order.local and _unseen(job):
        yield "nobody looked whether the pictures are on the branch: publish before you use it"
    for target in sorted(one for one in slots if one.startswith(POST) and one not in urls):
        path = target.removeprefix(POST)
        yield f"the link to {path} stays a path: that post is not published"
    if job.repository.private and job.pictures and not job.order.local:
        yield (
            f"{job.repository.name} is private: readers elsewhere will not see the pictures "
            "(--local takes them from here)"
        )
    films = [one.path for one in job.pictures if one.film]
    if films and job.order.local:
        yield f"films stay files, which the page needs beside it: {', '.join(films)}"
