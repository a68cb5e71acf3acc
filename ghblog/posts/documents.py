"""Posts → documents: the text in parts with their slots, proved to survive the rewriting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ghblog.markdown.comments import CommentError
from ghblog.markdown.lines import Lines
from ghblog.markdown.references import RewriteError
from ghblog.markdown.split import SplitError
from ghblog.model import Document, Files, Post, Refusal, Settings
from ghblog.posts.composer import PartComposer
from ghblog.posts.draft import Draft, read_draft
from ghblog.posts.links import POST
from ghblog.posts.lookup import Lookup
from ghblog.posts.parting import TEXT_LIMIT, length, make_parts
from ghblog.posts.reading import zone_of
from ghblog.posts.stand_ins import longest, marker_room, stand_ins

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def build_document(files: Files, settings: Settings, post: Post) -> Document | Refusal:
    """What GitHub should hold for a post, its file read again.

    A refusal if the file or what it leads to is no longer what `post` says, if some URL cannot be
    put in its place without changing the page, or if the text is too long and cannot be parted.
    """
    # Equal inputs prove that it leads to the same posts, so no other needs to be known.
    linked = [each.removeprefix(POST) for each in post.links]
    lookup = Lookup(files, settings, linked, dict(post.former))
    draft = read_draft(
        files, settings, post.path, lookup=lookup, zone=zone_of(settings), now=_NEVER
    )
    if not isinstance(draft, Draft) or (draft.hash, draft.inputs) != (post.source, post.inputs):
        return _refusal(post, 1, "changed while ghblog was running", "run it again")
    slots, text = draft.gallery.slots, draft.wording.text
    urls = stand_ins(settings, post.pictures, slots)
    try:
        room = TEXT_LIMIT - marker_room(settings.blog, post.id)
        parts = make_parts(text, slots, longest(urls), room)
    except SplitError as error:
        line = draft.wording.lines.at(Lines(text).starts[error.line - 1])
        return _refusal(post, line, f"is too long: {error.message}", error.hint, "too-long")
    document = Document(
        post=post.id,
        kind=post.kind,
        title=post.title,
        parts=parts,
        labels=post.labels,
        category=post.category,
        meta=post.meta,
    )
    return _problem(settings, post, document, draft, urls) or document


def _problem(
    settings: Settings,
    post: Post,
    document: Document,
    draft: Draft,
    variants: Sequence[Mapping[str, str]],
) -> Refusal | None:
    """Why the document could not be sent, whatever its URLs are; None if it can."""
    composer = PartComposer(settings.blog)
    lines, text = draft.wording.lines, draft.wording.text
    numbers = range(1, len(document.parts) + 1)
    for number, urls in ((n, one) for n in numbers for one in variants):
        try:
            whole = composer.compose(document, number, urls)
        except RewriteError as error:
            line = _line(draft, document.parts[number - 1].text, error.line)
            message = "a URL cannot be put in its place without changing something else"
            return _refusal(post, line, message, "write it as ![…](…) in a line of its own")
        except CommentError:
            message = "ends in something that GitHub would not let ghblog's own comment follow"
            hint = "close the code block or the HTML comment at its end"
            return _refusal(post, lines.at(len(text)), message, hint)
        if length(whole) > TEXT_LIMIT:
            message = f"is {length(whole):,} characters long, and GitHub takes {TEXT_LIMIT:,}"
            return _refusal(post, 1, message, "make several posts of it", "too-long")
    return None


def _line(draft: Draft, part: str, line: int) -> int:
    """The file's line of a line of a part."""
    starts = Lines(part)
    start = starts.starts[line - 1]
    if part != draft.wording.text:
        start = max(0, draft.wording.text.find(part[start : starts.end(line)]))
    return draft.wording.lines.at(start)


def _refusal(post: Post, line: int, message: str, hint: str, code: str = "unfit") -> Refusal:
    return Refusal(post.path, line, message, hint, id=post.id, code=code)
