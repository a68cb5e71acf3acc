"""Markers: the comment that ends every part ghblog owns.

A marker is an HTML comment holding JSON, on a line of its own, at the very end of the text (at
the head when the end is not live, as after an unclosed fence). It says which post the text
belongs to and what the text was when we wrote it, so that an edit on the web is told from ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ghblog.model import Existing, Remark, canonical, short_hash

FORMAT = 1
PREFIX = "<!-- ghblog "
SUFFIX = " -->"

# GitHub's words for those who may write to the repository (CommentAuthorAssociation).
TRUSTED = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})

_AT_END = re.compile(r"(?:\A|\n)[ \t]*(<!-- ghblog \{[^\n]*\} -->)\s*\Z")
_AT_HEAD = re.compile(r"\A\s*(<!-- ghblog \{[^\n]*?\} -->)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a marker says.

    Attributes:
        post: the post's id.
        part, parts: part k of n, from 1.
        digest: the document's digest when the text was written.
        text: `text_hash` of the text without the marker.
    """

    blog: str
    post: str
    part: int
    parts: int
    digest: str
    text: str


def text_hash(text: str) -> str:
    """Hash of a text without its marker: line endings as LF, outer white space stripped,
    since browsers save CRLF."""
    return short_hash(_newlines(text).strip())


def marker_for(blog: str, post: str, part: int, parts: int, digest: str, text: str) -> str:
    """The marker of part `part` of `parts` whose text, without the marker, is `text`."""
    values = {
        "v": FORMAT,
        "blog": blog,
        "post": post,
        "part": f"{part}/{parts}",
        "digest": digest,
        "text": text_hash(text),
    }
    # Nothing in the JSON may end the comment; in JSON all of it can be escaped.
    inner = canonical(values)
    for bad, escaped in (("--", "-\\u002d"), ("<", "\\u003c"), (">", "\\u003e")):
        inner = inner.replace(bad, escaped)
    return PREFIX + inner + SUFFIX


def split_marker(body: str) -> tuple[str, Marker | None]:
    """A text as GitHub has it → (the text without its marker, the marker or None).

    Looks at the very end and the very head only; an unreadable marker counts as text.
    """
    text = _newlines(body)
    for pattern in (_AT_END, _AT_HEAD):
        found = pattern.search(text)
        marker = _parse(found.group(1)) if found else None
        if found and marker:
            return text[: found.start()] + text[found.end() :], marker
    return text, None


def read_marker(body: str) -> Marker | None:
    """The marker of a text, if it bears one."""
    return split_marker(body)[1]


def unedited(body: str) -> bool:
    """Whether the text hashes to its own marker: nobody edited it since we wrote it."""
    text, marker = split_marker(body)
    return marker is not None and text_hash(text) == marker.text


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for their markers, line endings and outer space."""
    return text_hash(split_marker(one)[0]) == text_hash(split_marker(other)[0])


def trusted(existing: Existing | Remark, viewer: str, publishers: Iterable[str]) -> bool:
    """Whether a marker in this issue, discussion or comment counts: anybody can write one."""
    names = {viewer.casefold(), *(name.casefold() for name in publishers)}
    return existing.author.casefold() in names or existing.association in TRUSTED


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parse(comment: str) -> Marker | None:
    try:
        values = json.loads(comment.removeprefix(PREFIX).removesuffix(SUFFIX))
        part, parts = str(values["part"]).split("/")
        marker = Marker(
            blog=str(values["blog"]),
            post=str(values["post"]),
            part=int(part),
            parts=int(parts),
            digest=str(values["digest"]),
            text=str(values["text"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return marker if values.get("v") == FORMAT else None
