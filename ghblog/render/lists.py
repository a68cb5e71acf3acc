"""Task lists and footnotes, which cmark-gfm makes, dressed as GitHub dresses them."""

from __future__ import annotations

from ghblog.render.walking import name, split

_FOOTNOTES = '<section class="footnotes">'
_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="" aria-label="{}"{}>'


def with_tasks(html: str) -> str:
    """Check boxes at the head of list items marked as tasks; all other inputs taken out, for only
    GitHub itself makes those."""
    if "<input" not in html:
        return html
    tokens = split(html)
    lists: list[int] = []
    item = -1
    for position, token in enumerate(tokens):
        called = name(token)
        if called in ("ul", "ol"):
            lists.append(position)
        elif called in ("/ul", "/ol"):
            lists.pop()
        elif called == "input":
            tokens[position] = _box(token) if item >= 0 and lists else ""
            if tokens[position]:
                _mark(tokens, item, "task-list-item")
                _mark(tokens, lists[-1], "contains-task-list")
        if called == "li":
            item = position
        elif called != "p" and token.strip():
            item = -1
    return "".join(tokens)


def with_footnotes(html: str) -> str:
    """The section of footnotes with the heading that is for screen readers only."""
    heading = '<h2 id="user-content-footnote-label" class="sr-only">Footnotes</h2>'
    return html.replace(_FOOTNOTES, _FOOTNOTES + heading, 1)


def _box(token: str) -> str:
    done = " checked=" in token
    label = "Completed task" if done else "Incomplete task"
    return _BOX.format(label, ' checked=""' if done else "")


def _mark(tokens: list[str], position: int, word: str) -> None:
    if " class=" not in tokens[position]:
        tokens[position] = f'{tokens[position][:-1]} class="{word}">'
