"""A page as GitHub itself made it (`POST /markdown`), fit for showing here."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ghblog.render.sanitiser import ATTRIBUTES, SCHEMES, TAGS

# GitHub fetches pictures for its readers through a proxy, and names where they really are.
_PROXIED = re.compile(r'(<img\b[^>]*?\bsrc=")[^"]*("[^>]*?\bdata-canonical-src="([^"]*)")')


def exact_page(html: str) -> str:
    """GitHub's HTML with pictures from where they are, and nothing in it that runs: an answer is
    trusted no more than a report is."""
    direct = _PROXIED.sub(lambda found: f"{found[1]}{found[3]}{found[2]}", html)
    cleaned: str = _cleaner().clean(direct)
    return cleaned


@cache
def _cleaner() -> Any:
    import nh3

    # GitHub takes classes away from what people type, so those that are left are its own.
    attributes = {**ATTRIBUTES, "*": ATTRIBUTES["*"] | {"class"}}
    return nh3.Cleaner(
        tags={*TAGS.split(), "g-emoji"},
        attributes=attributes,
        clean_content_tags={"script", "style"},
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        url_schemes=SCHEMES,
        link_rel="nofollow",
    )
