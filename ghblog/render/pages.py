"""A whole page, as far as GitHub's readers would notice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape

from ghblog.markdown.github import page
from ghblog.render.sanitiser import PREFIX, sanitised

_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTE = re.compile(r"</?blockquote(?: [^>]*)?>")
_ALERT = re.compile(
    r"<blockquote>\s*<p>\[!(note|tip|important|warning|caution)\][ \t]*(<br>\n?|\n|</p>\n?)",
    re.IGNORECASE,
)


def page_html(text: str, *, hard_breaks: bool) -> str:
    """The HTML that GitHub would show for `text`: safe to put into a page of our own.

    Args:
        text: Markdown.
        hard_breaks: single line breaks count, as in issues, discussions and comments; not in
            files.

    Returns:
        Sanitised HTML. Headings have ids as GitHub's have (`user-content-…`); quotes that
        begin with `[!NOTE]` and its like are alerts.
    """
    return _with_alerts(_with_anchors(sanitised(page(text, hard_breaks=hard_breaks))))


def _with_anchors(html: str) -> str:
    used: Counter[str] = Counter()

    def anchored(match: re.Match[str]) -> str:
        level, attributes, content = match.groups()
        slug = _slug(unescape(_TAG.sub("", content)))
        number = used[slug]
        used[slug] += 1
        if not slug or " id=" in attributes:
            return match.group()
        name = f"{slug}-{number}" if number else slug
        return f'<h{level}{attributes} id="{PREFIX}{name}">{content}</h{level}>'

    return _HEADING.sub(anchored, html)


def _slug(title: str) -> str:
    """GitHub's name for a heading: letters, marks, digits, `_` and `-`, spaces as `-`."""
    kept = (each for each in title.strip().lower() if _is_word(each) or each in " -")
    return "".join(kept).replace(" ", "-")


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def _with_alerts(html: str) -> str:
    """Outermost quotes that begin with `[!NOTE]` as alerts; inner ones stay quotes, as there."""
    parts: list[str] = []
    position = depth = 0
    alert = False
    for match in _QUOTE.finditer(html):
        if not match.group().startswith("</"):
            depth += 1
            opening = _ALERT.match(html, match.start()) if depth == 1 else None
            if opening:
                parts += (html[position : match.start()], _alert_head(opening))
                position = opening.end()
                alert = True
        else:
            depth -= 1
            if depth == 0 and alert:
                parts += (html[position : match.start()], "</div>")
                position = match.end()
                alert = False
    return "".join([*parts, html[position:]])


def _alert_head(opening: re.Match[str]) -> str:
    kind = opening[1].lower()
    rest = "" if opening[2].startswith("</p>") else "<p>"
    return (
        f'<div class="markdown-alert markdown-alert-{kind}">\n'
        f'<p class="markdown-alert-title">{kind.capitalize()}</p>\n{rest}'
    )
