"""Taking whole lines out of a text where no paragraph begins and ends with them."""

from __future__ import annotations

import re

from ghblog.markdown.github import page
from ghblog.markdown.lines import newline
from ghblog.markdown.probe import Probe
from ghblog.markdown.swapping import Swap, Swapped

_QUOTE = re.compile(r"[ \t>]*")
_REST = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_KEPT = "<!-- -->"


def cut(text: str, start: int, end: int) -> Swapped | None:
    """`text` without the lines from the one that begins with `text[start:end]` to the one that ends
    with it; None if that is not whole lines, or something else would change.

    A paragraph of ours is put in before the lines, behind them, and in their place. What the page
    shows above and below it must be the same each time, and just this is left when it is gone.
    """
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = _REST.match(text, end)
    if _QUOTE.fullmatch(text, line, start) is None or rest is None:
        return None
    lead, gone, tail = text[:line], text[line : rest.end()], text[rest.end() :]
    prefix = text[line:start]
    blank = prefix.rstrip()
    mark = Probe("", besides=text).head(0)
    line_end = newline(text)
    own = line_end.join([blank, prefix + mark, blank])
    above = _halves(lead + own + line_end + gone + tail, mark)
    below = _halves(lead + gone + line_end + own + tail, mark)
    around = _halves(lead + own + tail, mark)
    if above is None or below is None or around != (above[0], below[1]):
        return None
    for new, shown in ((blank, ""), (line_end.join([blank, prefix + _KEPT, blank]), _KEPT + "\n")):
        result = lead + new + tail
        if page(result) == around[0] + shown + around[1]:
            return Swapped(result, (Swap(line, rest.end(), new, shown, block=True),))
    return None


def _halves(text: str, mark: str) -> tuple[str, str] | None:
    """What the page shows above and below the paragraph that is this mark."""
    above, found, below = page(text).partition(f"<p>{mark}</p>\n")
    return (above, below) if found and mark not in above + below else None
