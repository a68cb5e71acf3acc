"""Posts → documents: the text with its slots, proved to survive the rewriting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from ghblog.markdown.comments import CommentError
from ghblog.markdown.references import RewriteError
from ghblog.model import Document, Files, Part, Post, Refusal, Settings
from ghblog.pictures import Wishes
from ghblog.posts.composer import PartComposer
from ghblog.posts.draft import Draft, read_draft
from ghblog.posts.gallery import Curator
from ghblog.posts.reading import zone_of

TEXT_LIMIT = 65_536
"""Characters of an issue's body, by GitHub."""

_ASSET = "https://github.com/user-attachments/assets/00000000-0000-4000-8000-{:012}"
# As long as GitHub allows: a text that fits with these fits with the real ones.
_LONGEST_NAME = f"{'o' * 39}/{'r' * 100}"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def build_document(files: Files, settings: Settings, post: Post) -> Document | Refusal:
    """What GitHub should hold for a post, its file read again.

    A refusal if the file or a picture is no longer what `post` says, if some picture's URL
    cannot be put in its place without changing the page, or if the text is too long.
    """
    curator = Curator(files, Wishes.of(settings))
    draft = read_draft(
        files, settings, post.path, curator=curator, zone=zone_of(settings), now=_NEVER
    )
    if not isinstance(draft, Draft) or (draft.hash, draft.inputs) != (post.source, post.inputs):
        return _refusal(post, 1, "changed while ghblog was running", "run it again")
    document = Document(
        post=post.id,
        kind=post.kind,
        title=post.title,
        parts=(Part(draft.source.body, tuple(draft.gallery.slots)),),
        labels=post.labels,
        category=post.category,
        meta=post.meta,
    )
    return _problem(settings, post, document, draft) or document


def _problem(settings: Settings, post: Post, document: Document, draft: Draft) -> Refusal | None:
    composer = PartComposer(settings.blog)
    try:
        texts = [composer.compose(document, 1, urls) for urls in _stand_ins(settings, post)]
    except RewriteError as error:
        line = draft.source.line(error.line)
        message = "a picture's URL cannot be put in its place without changing something else"
        return _refusal(post, line, message, "write it as ![…](…) in a line of its own")
    except CommentError:
        line = draft.source.line(draft.source.body.count("\n") + 1)
        message = "ends in something that GitHub would not let ghblog's own comment follow"
        return _refusal(post, line, message, "close the code block or the HTML comment at its end")
    longest = max(map(len, texts))
    if longest <= TEXT_LIMIT:
        return None
    message = f"is {longest:,} characters long as an issue, and GitHub takes {TEXT_LIMIT:,}"
    return _refusal(post, 1, message, "split it: longer posts are not in this version yet")


def _stand_ins(settings: Settings, post: Post) -> tuple[Mapping[str, str], ...]:
    """URLs such as the pictures may get: in the blog's branch, and as attachments."""
    if not post.pictures:
        return ({},)
    name = settings.repository or _LONGEST_NAME
    branch = "ghblog" if settings.blog == "main" else f"ghblog-{settings.blog}"
    base = f"https://github.com/{name}/blob/{branch}"
    return (
        {each.key: f"{base}/{each.stored_path}?raw=true" for each in post.pictures},
        {each.key: _ASSET.format(n) for n, each in enumerate(post.pictures)},
    )


def _refusal(post: Post, line: int, message: str, hint: str) -> Refusal:
    return Refusal(post.path, line, message, hint, id=post.id)
