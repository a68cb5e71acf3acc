"""The composer: a part of a document → the text that GitHub gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ghblog.markdown.comments import append_comment
from ghblog.markdown.references import rewrite
from ghblog.markdown.rewriting import written
from ghblog.markdown.swapping import Swap, swap
from ghblog.marker import marker_for
from ghblog.model import Document, Part, Slot
from ghblog.posts.links import is_link

_PLAYED = "/user-attachments/assets/"


@dataclass(frozen=True, slots=True)
class PartComposer:
    """`model.ports.Composer` for a blog of this name."""

    blog: str

    def compose(self, document: Document, part: int, urls: Mapping[str, str]) -> str:
        """The final text of part `part` (from 1), marker included.

        Films that stand alone and are attachments become bare URLs, which GitHub plays.

        Args:
            urls: slot's target → its URL. Every picture's key must be there; links to posts and
                files that are not stay as they were typed.

        Raises:
            RewriteError: a URL cannot be put in its place without changing something else.
            CommentError: GitHub would take the marker for text, wherever it stands.
        """
        text = filled(document.parts[part - 1], urls)
        parts = len(document.parts)
        marker = marker_for(self.blog, document.post, part, parts, document.digest, text)
        return append_comment(text, marker)


def filled(part: Part, urls: Mapping[str, str]) -> str:
    """The text of a part with its URLs, without a marker. Raises RewriteError as `compose` does."""
    chosen = _playing(part, urls)
    slots = [
        (each.start, each.end, urls[each.target] + each.fragment, each.bare)
        for each in chosen.slots
        if each.target in urls or not is_link(each)
    ]
    return rewrite(chosen.text, slots)


def _playing(part: Part, urls: Mapping[str, str]) -> Part:
    """The part with bare URLs in place of the links to films, where that is proved to do."""
    swaps = {
        Swap(*each.around, url, html=f'<a href="{url}">{url}</a>'): each
        for each in part.slots
        if each.around != (0, 0) and _PLAYED in (url := written(urls.get(each.target, "")))
    }
    if not swaps:
        return part
    done = swap(part.text, tuple(swaps))
    gone = [(each.start, each.end, len(each.new)) for each in done.done]
    kept = [each for each in part.slots if each.around[:1] not in {one[:1] for one in gone}]
    return Part(done.text, tuple(_moved(each, gone) for each in kept))


def _moved(slot: Slot, gone: Sequence[tuple[int, int, int]]) -> Slot:
    shift = sum(new - (end - start) for start, end, new in gone if end <= slot.start)
    return replace(slot, start=slot.start + shift, end=slot.end + shift)
