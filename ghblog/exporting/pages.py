"""An exported post as a page that stands alone."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape

from ghblog.exporting.pictures import path_of, stand_in
from ghblog.exporting.values import Job
from ghblog.model import Picture
from ghblog.placing import mime

_LINKED = re.compile(r'<a [^>]*href="(?P<to>[^"]*)"[^>]*>(?P<picture><img [^>]*>)</a>')
_PAGE = """\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body style="max-width:50em;margin:0 auto;padding:1em">
{body}
</body>
</html>
"""


def nowhere(job: Job) -> str:
    """An address for links that lead nowhere; the page has their words only."""
    return f"{job.workshop.pages_url()}/ghblog-not-published"


def page(job: Job, texts: Sequence[str]) -> str:
    """The page.

    Args:
        texts: of the parts, without markers.
    """
    from ghblog.inlining import inlined
    from ghblog.render import Place, issue_page, style_sheet

    known = job.sources.settings.repository  # else `#12` would lead to a stranger's
    place = Place(job.workshop.pages_url(), job.repository.name if known else "")
    parts = "\n".join(issue_page(text, place) for text in texts)
    parts = re.sub(
        rf'<a [^>]*href="{re.escape(nowhere(job))}[^>]*>(.*?)</a>', r"\1", parts, flags=re.S
    )
    title = escape(job.post.title)
    body = inlined(
        f'<article class="markdown-body">\n<h1>{title}</h1>\n{parts}\n</article>', style_sheet()
    )
    if job.order.local:
        for picture in job.pictures:
            body = _embedded(job, body, picture)
    return _PAGE.format(title=title, body=body)


def _embedded(job: Job, body: str, picture: Picture) -> str:
    """The page with the picture's bytes in it; a film stays a file beside it."""
    address = stand_in(job, picture)
    if picture.film:
        return body.replace(address, path_of(job, picture))

    def alone(found: re.Match[str]) -> str:
        return found["picture"] if found["to"] == address else found[0]

    data = base64.b64encode(job.workshop.load(picture)).decode("ascii")
    return _LINKED.sub(alone, body).replace(address, f"data:{mime(picture)};base64,{data}")
