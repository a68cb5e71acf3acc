"""HTML comments: hidden on the page, and plain to see for whoever looks at the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.linting.telling import Body, quoted
from ghblog.markdown.comments import live_comments
from ghblog.model import Finding

_OPEN, _CLOSE = "<!--", "-->"
# Words to programs, not to people: where a summary ends, what a formatter is to leave alone.
_DIRECTIVE = re.compile(
    r"\s*(?:\Z|more\s*\Z|/?toc\b|tocstop|omit in toc|(?:start|end) doctoc|ghblog:|truncate\s*\Z"
    r"|(?:markdownlint|prettier|textlint|remark|cspell|spell-?checker|vale|lint|dprint|eslint)\b)",
    re.IGNORECASE,
)
_HINT = "delete it if it is not meant for readers: they can see it in the source"


def comments(body: Body) -> Iterator[Finding]:
    """A finding for each comment that GitHub hides and that says something."""
    for start, end in live_comments(body.text, _OPEN):
        words = body.text[start + len(_OPEN) : end - len(_CLOSE)]
        if not _DIRECTIVE.match(words):
            message = f"the comment {quoted(words)} is published, though it is not shown"
            yield body.tell(start, "html-comment", message, _HINT)
