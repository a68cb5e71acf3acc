"""A rendered page made fit for showing here: nothing of it is fetched from elsewhere, and its own
pictures come from the preview. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

# An attribute's value may hold `>`; serialisers escape only what ends it.
_ATTRIBUTES = r'(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?'
_TAG = re.compile(rf"<(img|source|video|a)\b({_ATTRIBUTES})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
_MISSING = "/missing/"  # as `viewing.MISSING`
_ADDRESSES = ("src", "srcset", "href", "poster")


@dataclass(frozen=True, slots=True)
class Fit:
    """A page, how many pictures of it stand elsewhere, and how many are nowhere."""

    html: str
    remote: int = 0
    missing: int = 0


def fit(html: str, origin: str, note: str, lacking: str = "") -> Fit:
    """A page for showing.

    Args:
        html: sanitised, attributes in double quotes.
        origin: where the preview is served; its addresses become relative to the page's host.
        note: what the placeholder of a remote picture says besides its address.
        lacking: what that of a missing one says besides its path.
    """
    count = missing = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal count, missing
        name = match[1].lower()
        found: dict[str, str] = dict(_ATTRIBUTE.findall(match[2]))
        for key in _ADDRESSES:
            if key in found:
                found[key] = _here(found[key], origin)
        if name != "source" and found.get("src", "").startswith(_MISSING):
            missing += 1
            return _gap(name, found, lacking)
        if name == "source" and not _is_here(found.get("srcset", found.get("src", ""))):
            return ""
        if name == "img" and not _is_here(found.get("src", "")):
            count += 1
            return _placeholder(found, note)
        if name == "video":
            if not _is_here(found.get("poster", "/")):
                del found["poster"]
            if "src" in found and not _is_here(found["src"]):
                count += 1
                return f"{_placeholder(found, note)}<video hidden>"
        return _tag(name, found)

    shown = _TAG.sub(mend, html)
    return Fit(shown, count, missing)


def addresses(html: str) -> list[str]:
    """All addresses of a page in their order."""
    return [
        unescape(value)
        for tag in _TAG.finditer(html)
        for key, value in _ATTRIBUTE.findall(tag[2])
        if key in _ADDRESSES
    ]


def _here(address: str, origin: str) -> str:
    """Addresses of the preview without its origin: people may come by another name. Several are
    in a `srcset`."""
    return re.sub(rf"(^|,\s*){re.escape(origin)}/", r"\1/", address) if origin else address


def _is_here(addresses: str) -> bool:
    """Whether nothing leads elsewhere."""
    if addresses.startswith("data:image/"):
        return True
    each = [one.strip() for one in addresses.split(",")]
    return all(one.startswith("/") and not one.startswith(("//", "/\\")) for one in each)


def _tag(name: str, attributes: dict[str, str]) -> str:
    inside = "".join(
        f' {key}="{value}"' if value or key in {*_ADDRESSES, "alt"} else f" {key}"
        for key, value in attributes.items()
    )
    return f"<{name}{inside}>"


def _placeholder(attributes: dict[str, str], note: str) -> str:
    """What stands for a remote picture; the values are escaped already."""
    source, alt = attributes.get("src", ""), attributes.get("alt", "")
    words = f"<b>{alt}</b> " if alt else ""
    return (
        f'<span class="remote-picture" data-src="{source}" data-alt="{alt}"'
        f' title="{escape(note)}">{words}<span>{source}</span></span>'
    )


def _gap(name: str, attributes: dict[str, str], lacking: str) -> str:
    """What stands for a picture or film that is not there: its path as typed."""
    path = escape(unquote(unescape(attributes["src"].removeprefix(_MISSING))))
    alt = f" ({attributes['alt']})" if attributes.get("alt") else ""
    words = f"<b>{escape(lacking)}</b> <code>{path}</code>{alt}"
    rest = "<video hidden>" if name == "video" else ""
    return f'<span class="missing-picture">{words}</span>{rest}'
