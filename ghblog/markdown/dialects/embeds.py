"""Obsidian's `![[a.png]]`, `![[a.png|300]]`, `![[a.png|words]]` and `![[post]]`."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ghblog.markdown.dialects.pieces import Offer, Piece, Problem, token
from ghblog.markdown.dialects.values import Several, Vault
from ghblog.markdown.dialects.writing import (
    anchor,
    angled,
    attribute,
    file_url,
    image_tag,
    label,
    link,
    name_of,
)
from ghblog.markdown.swapping import Swap

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

PATTERN = (
    r"!\[\[(?P<embed_target>[^\[\]\n|#]+)(?P<embed_part>#[^\[\]\n|]*)?"
    r"(?P<embed_rest>\|[^\[\]\n]*)?\]\]"
)
PICTURE = re.compile(r"\.(?:png|jpe?g|jfif|gif|webp|svg|bmp|avif|heic|heif|tiff?)\Z", re.IGNORECASE)
FILM = re.compile(r"\.(?:mp4|mov|webm|m4v)\Z", re.IGNORECASE)
LIKELY = re.compile(
    r"!\[\[(?P<embed_target>(?:(?!\]\]|\[\[)[^\r\n|]){1,300}?\.(?:png|jpe?g|jfif|gif|webp|svg|bmp|avif|heic|heif|tiff?"
    r"|mp4|mov|webm|m4v))(?=[ \t]*\\?[|\]#])",
    re.IGNORECASE,
)
"""What looks like an embedded picture or film, even if it is none for mistune."""

_SIZE = re.compile(r"(?P<width>[0-9]+)(?:x(?P<height>[0-9]+))?")


def plugin(md: Markdown) -> None:
    """A mistune plugin: Obsidian's embeds."""
    md.inline.register("embed", PATTERN, _parse, before="link")


def _parse(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    target = match["embed_target"].rstrip("\\").strip()
    rest = [each.strip(" \\") for each in (match["embed_rest"] or "").split("|")[1:]]
    state.append_token(token(partial(_build, target, match["embed_part"] or "", rest)))
    return match.end()


def _build(target: str, part: str, rest: list[str], piece: Piece, vault: Vault) -> Offer | None:
    shown = bool(PICTURE.search(target) or FILM.search(target))
    found = vault.embed(target) if shown else vault.note(target)
    if isinstance(found, Several):
        return Offer(problems=(_ambiguous(target, found, error=shown),))
    if not shown:
        return _note(target, part, found, rest, piece, vault)
    if found is None:
        message = f'there is no file "{target}" to show here'
        hint = "put it beside the post, or correct its name"
        return Offer(problems=(Problem("missing-embed", message, hint, error=True),))
    return Offer(_shown(found, rest, piece), otherwise=lost(target, found))


def _shown(path: str, rest: list[str], piece: Piece) -> tuple[Swap, ...]:
    url = file_url(path)
    size = _SIZE.fullmatch(rest[-1]) if rest else None
    words = "|".join(rest[:-1] if size else rest)
    if FILM.search(path):
        name = words or name_of(url)
        html = f'<a href="{attribute(url)}">{escape(name)}</a>'
        return piece.swap(link(label(name), url)), piece.swap(html, html)
    tag = image_tag(
        url,
        width=size["width"] if size else "",
        height=(size["height"] or "") if size else "",
        alt=words,
    )
    plain = piece.swap(f"![{label(words)}]({angled(url)})")
    return piece.tag(tag) if size else (plain, *piece.tag(tag))


def _note(
    target: str, part: str, found: str | None, rest: list[str], piece: Piece, vault: Vault
) -> Offer:
    """GitHub cannot show one post in another, so a link leads there."""
    if found is None and vault.exists(target):
        found = target
    message = f'GitHub cannot show "{target}" within a post'
    if found is None:
        hint = "there is no such post either; correct its name"
        return Offer(problems=(Problem("note-embed", message, hint),))
    heading = part.rpartition("#")[2]
    fragment = f"#{anchor(heading)}" if heading and not heading.startswith("^") else ""
    words = label("|".join(rest) or target + part)
    problem = Problem("note-embed", message, "a link leads there; copy what readers need")
    return Offer((piece.swap(link(words, file_url(found) + fragment)),), (problem,))


def _ambiguous(target: str, found: Several, *, error: bool) -> Problem:
    names = ", ".join(found.names)
    hint = "write more of its path"
    return Problem("ambiguous-embed", f'"{target}" may be any of {names}', hint, error=error)


def lost(target: str, path: str = "") -> Problem:
    """A picture that the writer meant and nobody would see."""
    message = f'the picture "{target}" cannot be shown at this place'
    hint = f"write ![]({angled(file_url(path or target))}) in a paragraph of its own"
    return Problem("missing-embed", message, hint, error=True)
