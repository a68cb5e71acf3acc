"""The composer: a part of a document → the text that GitHub gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ghblog.markdown.comments import append_comment
from ghblog.markdown.references import rewrite
from ghblog.marker import marker_for
from ghblog.model import Document


@dataclass(frozen=True, slots=True)
class PartComposer:
    """`model.ports.Composer` for a blog of this name."""

    blog: str

    def compose(self, document: Document, part: int, urls: Mapping[str, str]) -> str:
        """The final text of part `part` (from 1), marker included.

        Args:
            urls: picture key → its URL; each slot's key must be there.

        Raises:
            RewriteError: a URL cannot be put in its place without changing something else.
            CommentError: GitHub would take the marker for text, wherever it stands.
        """
        chosen = document.parts[part - 1]
        slots = [(each.start, each.end, urls[each.target], each.bare) for each in chosen.slots]
        text = rewrite(chosen.text, slots)
        parts = len(document.parts)
        marker = marker_for(self.blog, document.post, part, parts, document.digest, text)
        return append_comment(text, marker)
