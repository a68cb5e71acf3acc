"""For every long text: parts in which each live destination has its slot, or a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ghblog.markdown.github import page
from ghblog.markdown.references import find_references, rewrite
from ghblog.markdown.split import SplitError
from ghblog.model import Slot
from ghblog.posts.parting import length, make_parts

PIECES = (
    "text\n\n", "# H\n\n", "## 二\n\n", "![x](a.png)\n\n", "![x][p] and [l](b.md#h)\n\n",
    "[p]: a.png\n\n", "[P]: a.png 'other'\n", "[p]:\n  c.png\n\n", "> ![q](a.png)\n\n", "- x\n",
    "- ![l][p]\n", "```\n![c](a.png)\n```\n\n", "<img src=a.png>\n\n", "note[^1]\n\n",
    "<details>\n\n![d](a.png)\n\n</details>\n\n", "[^1]: ![n](a.png)\n\n", "word " * 9, "[p]",
    "| a |\n|---|\n| ![t](a.png) |\n\n", "🎉🎉🎉\n\n", "![a](a.png)" * 3, "\r\n\r\n",
    "<a href='b.md'>", "</a>\n\n",
)  # fmt: skip
URLS = {"picture": "https://example.com/" + "p" * 40, "post:b.md": "https://example.com/9"}


@given(st.lists(st.sampled_from(PIECES), min_size=4, max_size=40).map("".join))
def test_every_part_fits_and_leads_where_the_whole_did(text: str) -> None:
    slots = [
        Slot(one.start, one.end, "picture" if one.image else "post:b.md", one.bare)
        for one in find_references(text)
    ]
    longest = {target: len(url) for target, url in URLS.items()}
    try:
        parts = make_parts(text, slots, longest, room=300)
    except SplitError:
        return
    shown = 0
    for part in parts:
        spans = [(one.start, one.end, URLS[one.target], one.bare) for one in part.slots]
        whole = rewrite(part.text, spans)
        assert length(whole) <= 300
        left = [one.raw for one in find_references(whole) if not one.raw.startswith("https:")]
        assert left == []
        shown += page(whole).count("<img")
    assert shown >= page(text).count("<img")
