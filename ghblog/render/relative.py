"""Relative addresses, made to lead where GitHub's readers would get."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from ghblog.render.place import Place
from ghblog.render.walking import attribute, escape, name, split, unescape

_KINDS = {"a": "href", "img": "src", "source": "src", "video": "src"}
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def with_addresses(html: str, place: Place, *, below: str) -> str:
    """The page with its relative addresses made absolute.

    Args:
        html: sanitised.
        place: without a repository, everything stays.
        below: the folder in the repository's pages that the text stands in: `issues`, from where
            a browser leads to nothing, or `blob/HEAD`.
    """
    if not place.repository:
        return html
    tokens = split(html)
    for position, token in enumerate(tokens):
        key = _KINDS.get(name(token))
        value = attribute(token, key) if key else ""
        if not value or _ABSOLUTE.match(unescape(value)):
            continue
        new = escape(_absolute(unescape(value), place, below, picture=key == "src"))
        tokens[position] = token.replace(f' {key}="{value}"', f' {key}="{new}"', 1)
    return "".join(tokens)


def _absolute(value: str, place: Place, below: str, *, picture: bool) -> str:
    root = f"{place.url}/{place.repository}/"
    if below == "issues":
        return _joined(f"{root}{below}/", value)
    folder = f"{root}{'raw/HEAD' if picture else below}/"
    return _joined(folder, value.lstrip("/"))


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:  # such as an IPv6 address that is none
        return base
