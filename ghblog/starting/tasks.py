"""Open tasks of a report, to be carried over into the next. Pure.

Only what GitHub shows as an open check box counts, at any depth of lists. The text of each is
kept as typed, with the items that it stands below; cmark-gfm must show the same tasks in what is
carried over of a list's item, else its tasks become plain lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ghblog.index.templates import markdown_text
from ghblog.starting.items import LINE_END, MARKER, Item, every, items_of, text_from

_BOX = re.compile(r"\[(?=[ \txX]\](?:[ \t]|\Z))")


def open_tasks(text: str) -> tuple[str, int]:
    """The open tasks of a report as Markdown, and how many; empty if there are none.

    Args:
        text: Markdown without front matter.
    """
    if "[ ]" not in text and "[\t]" not in text:
        return "", 0
    lines = LINE_END.split(text)
    kept = _kept(items_of(text))
    carried = [_carried(each, lines) for each in kept]
    return "\n".join(carried), sum(len(_open([each])) for each in kept)


def _carried(item: Item, lines: Sequence[str]) -> str:
    """An item with the tasks in it; plain lines where its words need what stood elsewhere, such
    as the definition of a link."""
    written = "\n".join(_written(item, lines, ""))
    if _shape(items_of(written)) == _shape([item]):
        return written
    return "\n".join(f"- [ ] {markdown_text(each)}" for each in _open([item]))


def _shape(items: Sequence[Item]) -> list[object]:
    return [(each.text, each.open, _shape(each.below)) for each in items]


def _open(items: Sequence[Item]) -> list[str]:
    return [each.text for each in every(items) if each.open]


def _kept(items: Sequence[Item]) -> list[Item]:
    """Open tasks and what they stand below."""
    made = []
    for item in items:
        item.below = _kept(item.below)
        if item.text and (item.below or item.open):
            made.append(item)
        else:  # such as `- - [ ] task`
            made += item.below
    return made


def _written(item: Item, lines: Sequence[str], indent: str) -> Iterator[str]:
    own = [line.rstrip() for line in lines[item.first - 1 : item.last]]
    while len(own) > 1 and not own[-1]:
        own.pop()
    rest = MARKER.sub("", text_from(own[0], item.column), count=1)
    plain = _BOX.sub(r"\\[", rest, count=1) if _BOX.match(rest) else rest
    yield f"{indent}- [ ] {rest}" if item.open else f"{indent}- {plain}"
    inner = indent + "  "
    for line in _dedented(own[1:]):
        yield inner + line if line else ""
    for each in item.below:
        yield from _written(each, lines, inner)


def _dedented(lines: Sequence[str]) -> list[str]:
    wide = [line.expandtabs(4) for line in lines]
    margin = min((len(line) - len(line.lstrip(" ")) for line in wide if line.strip()), default=0)
    return [line[margin:] for line in wide]
