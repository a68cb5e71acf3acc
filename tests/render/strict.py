"""A page read strictly: whatever is not known to be harmless is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ghblog.render import formulas, sanitiser

VOID = {"br", "hr", "img", "input", "source", "wbr"}
OURS = {"g-emoji", "svg", "circle"}
ELEMENTS = {*sanitiser.TAGS.split(), *formulas._KNOWN, *OURS}
ATTRIBUTES = {
    *sanitiser._ANYWHERE.split(),
    *(name for names in sanitiser.ATTRIBUTES.values() for name in names),
    *formulas._KEPT,
    *("class", "rel", "target", "data-source", "viewBox", "cx", "cy", "r", "fill"),
}
LEADING = {"href", "src", "srcset", "poster", "cite", "longdesc", "action", "background", "fill"}
NAMED = {"id", "name"}
PIECE = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?: [a-zA-Z-]+=\"[^\"]*\")*)>|([^<>]+)")
ATTRIBUTE = re.compile(r' ([a-zA-Z-]+)="([^"]*)"')
HARMLESS = re.compile(r"(?:https?:|mailto:|xmpp:|ircs?:)|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def dangers(html: str) -> list[str]:
    """What in a page is not known to be harmless, or is not well formed."""
    found: list[str] = []
    open_elements: list[str] = []
    position = 0
    for match in PIECE.finditer(html):
        if match.start() != position:
            found.append(f"not HTML as it should be: {html[position : match.start()][:60]!r}")
        position = match.end()
        slash, name, attributes, _text = match.groups()
        if not name:
            continue
        found += _of_tag(name, attributes)
        if slash:
            if not open_elements or open_elements.pop() != name:
                found.append(f"</{name}> closes nothing")
        elif name not in VOID:
            open_elements.append(name)
    if position != len(html):
        found.append(f"the rest is no HTML: {html[position:][:60]!r}")
    return found + [f"<{name}> is not closed" for name in open_elements]


def _of_tag(name: str, attributes: str) -> Iterator[str]:
    if name not in ELEMENTS:
        yield f"<{name}>"
    for key, value in ATTRIBUTE.findall(attributes):
        plain = re.sub(r"^[\x00-\x20]+|[\t\r\n]", "", unescape(value))  # as browsers do
        if key not in ATTRIBUTES or key.lower().startswith("on"):
            yield f"<{name} {key}>"
        elif key in LEADING and not HARMLESS.match(plain):
            yield f"<{name} {key}={value}>"
        elif key in NAMED and not plain.startswith(sanitiser.PREFIX):
            yield f"<{name} {key}={value}> without a prefix"
