"""What a page shows, so that a part's can be compared with the whole's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ghblog.markdown.split_scan import notes_start, plain

_REFERENCE = re.compile(
    r'<sup class="footnote-ref"><a href="(#fn-[^"]*)" id="fnref-[^"]*" data-footnote-ref>'
    r"[0-9]+</a></sup>"
)
_BACK = re.compile(
    r' ?<a href="#fnref-[^"]*" class="footnote-backref" data-footnote-backref'
    r' data-footnote-backref-idx="[^"]*" aria-label="[^"]*">↩'
    r'(?:<sup class="footnote-ref">[0-9]+</sup>)?</a>'
)
_NOTE = re.compile(r'^<li id="fn-', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page without positions, and without what tells how many footnotes there are.

    Attributes:
        body: the blocks; references to footnotes name them, and give no number.
        notes: the footnotes, each with its name, without the links back.
    """

    body: str
    notes: frozenset[str]


def shows(html: str) -> Shown:
    """What a page shows."""
    start = notes_start(html)
    notes = unnumbered(html[start:]).removesuffix("</ol>\n</section>\n")
    single = _NOTE.split(_BACK.sub("", notes))[1:]
    return Shown(unnumbered(html[:start]), frozenset(each.strip() for each in single))


def unnumbered(html: str) -> str:
    """HTML whose references to footnotes name them, and give no number."""
    return _REFERENCE.sub(r"<sup>\1</sup>", plain(html))
