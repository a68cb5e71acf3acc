"""A whole page, as far as GitHub's readers would notice.

What the writer typed is sanitised first; all that is added after that is made here, of escaped
text and addresses that were looked at.
"""

from __future__ import annotations

from ghblog.markdown.github import page
from ghblog.render.alerts import with_alerts
from ghblog.render.chips import with_chips
from ghblog.render.code_blocks import with_code
from ghblog.render.emoji import with_emoji
from ghblog.render.headings import with_anchors
from ghblog.render.lists import with_footnotes, with_tasks
from ghblog.render.mathematics import with_math
from ghblog.render.media import with_films, with_linked_pictures
from ghblog.render.place import Place
from ghblog.render.references import with_references
from ghblog.render.relative import with_addresses
from ghblog.render.sanitiser import sanitised


def issue_page(text: str, place: Place) -> str:
    """The HTML that GitHub shows for the text of an issue, a discussion or a comment.

    Args:
        text: Markdown.
        place: where it stands.

    Returns:
        Sanitised HTML, to stand in an element of the class `markdown-body`. Single line breaks
        are `<br>`; mentions, issues and commits are links. Headings have no names: links to
        them lead nowhere there (github/markup#437).
    """
    html = with_math(_page(text, hard_breaks=True))
    html = with_addresses(html, place, below="issues")
    html = with_films(html, text)
    html = with_references(html, place)
    return with_code(with_linked_pictures(with_emoji(with_chips(html))))


def file_page(text: str, place: Place) -> str:
    """The HTML that GitHub shows for a Markdown file such as a README.

    Args:
        text: Markdown.
        place: where it stands; relative addresses lead into its repository, as seen from the top
            folder.

    Returns:
        Sanitised HTML, like that of `issue_page`. Single line breaks do not count, nobody is
        mentioned, and headings can be linked to.
    """
    # headings get their names before anything in them is turned into something else
    html = with_math(with_anchors(_page(text, hard_breaks=False), linked=True))
    html = with_addresses(html, place, below="blob/HEAD")
    return with_code(with_linked_pictures(with_emoji(with_films(html, text))))


def page_html(text: str, *, hard_breaks: bool) -> str:
    """The page without what depends on where it stands, as GitHub's API gives it.

    Args:
        text: Markdown.
        hard_breaks: single line breaks count, as in issues, discussions and comments; not in
            files.

    Returns:
        Sanitised HTML. Headings have ids as GitHub's have (`user-content-…`); quotes that
        begin with `[!NOTE]` and its like are alerts.
    """
    html = with_tasks(sanitised(page(text, hard_breaks=hard_breaks)))
    return with_alerts(with_anchors(html, linked=False))


def _page(text: str, *, hard_breaks: bool) -> str:
    """What issues and files have in common, but for what comes last: code, because its colours
    make many tags."""
    html = with_tasks(sanitised(page(text, hard_breaks=hard_breaks)))
    return with_alerts(with_footnotes(html))
