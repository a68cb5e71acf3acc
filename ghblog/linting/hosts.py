"""Pictures on the web that will not last, and those without an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ghblog.linting.telling import Body, quoted
from ghblog.markdown.references import find_references
from ghblog.model import Finding

_HTTP = re.compile(r"http:", re.IGNORECASE)


def pictures_without_https(body: Body) -> Iterator[Finding]:
    """A finding for each live picture whose address begins with `http:`, or is empty."""
    for each in find_references(body.text, wanted=_doubtful):
        if not each.image:
            continue
        if each.url.strip():
            message = f"the picture {quoted(each.raw, 80)} is at an http: address"
            hint = "try https:, or save it beside the post"
            yield body.tell(each.start, "http-picture", message, hint)
        else:
            hint = "put the path in, or delete it"
            yield body.tell(each.start, "empty-picture", "this picture has no address", hint)


def _doubtful(raw: str) -> bool:
    return not raw.strip() or _HTTP.match(raw) is not None
