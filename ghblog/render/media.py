"""Pictures that lead to themselves, and films."""

from __future__ import annotations

import re

from ghblog.render.walking import attribute, name, split, unescape

# What was dropped into a text on GitHub, now and in earlier years.
_FILM = re.compile(
    r"https?://(?:[^/?#\s]+/user-attachments/assets/[\w-]+"
    r"|[^/?#\s]+/[\w.-]+/[\w.-]+/assets/\d+/[\w-]+"
    r"|user-images\.githubusercontent\.com/\S+\.(?:mp4|mov|webm))",
    re.ASCII | re.IGNORECASE,
)


def with_linked_pictures(html: str) -> str:
    """Each picture as a link to itself, unless it is in a link or a `<picture>` already."""
    if "<img" not in html:
        return html
    tokens = split(html)
    inside = 0
    for position, token in enumerate(tokens):
        called = name(token)
        if called in ("a", "picture"):
            inside += 1
        elif called in ("/a", "/picture"):
            inside -= 1
        elif called == "img" and not inside and (source := attribute(token, "src")):
            opening = f'<a target="_blank" rel="noopener noreferrer nofollow" href="{source}">'
            tokens[position] = f"{opening}{token}</a>"
    return "".join(tokens)


def with_films(html: str, text: str) -> str:
    """Players in place of the addresses of attachments that stand bare and alone on a line.

    Whether such an attachment is a film only GitHub knows: a picture's address would stay a link
    there. ghblog itself writes a bare address for films only.

    Args:
        html: sanitised.
        text: the Markdown: `[address](address)` is a link, and looks the same in the page.
    """
    alone = {line.strip() for line in text.splitlines() if _FILM.fullmatch(line.strip())}
    if not alone:
        return html
    tokens = split(html)
    for position in range(1, len(tokens) - 3):
        url = attribute(tokens[position], "href") if name(tokens[position]) == "a" else ""
        if unescape(url) not in alone or tokens[position + 1] != url:
            continue
        if name(tokens[position + 2]) == "/a" and _is_alone(tokens, position):
            tokens[position] = (
                f'<video src="{url}" controls="" muted="" data-source="{url}"></video>'
            )
            tokens[position + 1] = tokens[position + 2] = ""
    return "".join(tokens)


def _is_alone(tokens: list[str], position: int) -> bool:
    before, after = tokens[position - 1], tokens[position + 3]
    starts = name(before) in ("p", "br", "li") or before.endswith("\n")
    return starts and (name(after) in ("/p", "br", "/li") or after.startswith("\n"))
