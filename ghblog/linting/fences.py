"""A code block that nobody closes: all that follows is code on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from ghblog.linting.telling import Body
from ghblog.markdown.github import page
from ghblog.markdown.lines import Lines
from ghblog.model import Finding

_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r'<pre data-sourcepos="(\d+):')


def endless_code(body: Body) -> Iterator[Finding]:
    """A finding for the fence below which everything to the end of the file is code.

    Told by a word put below the text: it comes out in a code block.
    """
    if "```" not in body.text and "~~~" not in body.text:
        return
    word = next(word for n in count() if (word := f"x{n}gb") not in body.text)
    html = page(f"{body.text}\n\n{word}\n", positions=True)
    block = next(reversed(list(_BLOCK.finditer(html))), None)
    # A word in a code block is followed by nothing but its end.
    if not block or "</pre>" in html[block.end() :].partition(word)[0]:
        return
    if not html.rstrip().endswith(f"{word}\n</code></pre>"):
        return
    start = Lines(body.text).starts[int(block[1]) - 1]
    fence = _FENCE.match(body.text, start)
    if not fence:
        return
    hint = f"close it with a line of {fence[1]}, and of nothing else"
    message = "the code block that begins here never ends, so everything below it is code"
    yield body.tell(start, "endless-code", message, hint)
