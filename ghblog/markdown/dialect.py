"""What the writer meant, as mistune reads it, whatever GitHub makes of it.

The plugins here are ordinary mistune plugins. mistune does not say where in the text a token
stood, so a mark is put before everything that looks like a picture, and read again from
the tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ghblog.markdown.github import page
from ghblog.markdown.html import Kind, read
from ghblog.markdown.lines import Lines

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

_LOOKS_LIKE = re.compile(r"\\.|(?P<spot>!\[|<img(?=[ \t\n\f\r/>]))", re.IGNORECASE)
_LIKE = re.compile(r"!\[|<img(?=[ \t\n\f\r/>])", re.IGNORECASE)
_EMBED = r"!\[\[(?P<embed_target>[^\[\]\n|#]+)(?:[|#][^\[\]\n]*)?\]\]"
# Any inline image, and of these the ones that Markdown does not know: with spaces in the
# destination, or a size behind it.
_IMAGE = r"!\[[^\[\]\n]*\]\([ \t]*(?P<image_target>(?:[^()\n]|\([^()\n]*\))*)\)"
_WITH_TITLE = re.compile(r"""[^ \t]+[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\))[ \t]*""")
_SIZE = re.compile(r"[ \t]+=[0-9]*%?x[0-9]*%?\Z")
_OPENING = re.compile(r"!\[")
_SUFFIX = re.compile(r"\.(?:png|jpe?g|jfif|gif|webp|svg|bmp|avif|heic|tiff?)\Z", re.IGNORECASE)


def pictures_meant(text: str) -> list[tuple[str, int]]:
    """What the writer meant as pictures: (target, line), in order.

    Besides Markdown's own and `<img>`: Obsidian's embeds (`![[a.png|300]]`), destinations with
    spaces (`![x](a b.png)`), and sizes (`![x](a.png =500x)`).

    Returns:
        Targets with percent-encoding resolved, as file names look; lines from 1.
    """
    lines = Lines(text)
    return [(target, lines.number(offset)) for target, offset in pictures_at(text)]


def pictures_at(text: str) -> list[tuple[str, int]]:
    """The same with the offset of each picture's `![` or `<img`."""
    spots = [match.start() for match in _LOOKS_LIKE.finditer(text) if match["spot"]]
    if not spots:
        return []
    low = text.lower()
    stem = next(stem for n in count() if (stem := f"x{n}gb") not in low)
    mark = re.compile(stem + r"([0-9]{6})m")
    parts: list[str] = []
    position = 0
    for n, spot in enumerate(spots):
        parts += (text[position:spot], f"{stem}{n:06}m")
        position = spot
    tokens, state = _parser().parse("".join([*parts, text[position:]]))
    reader = _Reader(mark, spots, state.env["ref_links"])
    return list(reader.pictures(tokens))


def may_lose_some(text: str) -> bool:
    """Whether less is shown on the page than looks like pictures in the text, be it in code."""
    looks = len(_LIKE.findall(text))
    return looks > 0 and looks > len(_LIKE.findall(page(text).replace("![", "")))


def embeds(markdown: Markdown) -> None:
    """A mistune plugin: Obsidian's `![[a.png]]` and `![[a.png|300]]`, pictures only."""
    markdown.inline.register("embed", _EMBED, _parse_embed, before="link")


def spaced_images(markdown: Markdown) -> None:
    """A mistune plugin: images whose destination has spaces in it or a size behind it."""
    markdown.inline.register("spaced_image", _IMAGE, _parse_spaced, before="link")


def _parse_embed(_inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    target = match["embed_target"].strip()
    if _SUFFIX.search(target):
        state.append_token({"type": "image", "children": [], "attrs": {"url": target}})
    else:
        state.append_token({"type": "text", "raw": match.group()})
    return match.end()


def _parse_spaced(inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    target = match["image_target"].strip(" \t")
    known = not re.search(r"[ \t]", target) or _WITH_TITLE.fullmatch(target)
    if known or target.startswith(("<", '"', "'")):
        opening = _OPENING.match(match.string, match.start())
        assert opening is not None
        return inline.parse_link(opening, state)
    url = _SIZE.sub("", target)
    state.append_token({"type": "image", "children": [], "attrs": {"url": url}})
    return match.end()


@cache
def _parser() -> Any:
    import mistune  # here, because `ghblog --help` needs none of it

    plugins: list[Any] = [
        "table",
        "strikethrough",
        "footnotes",
        "task_lists",
        embeds,
        spaced_images,
    ]
    return mistune.create_markdown(renderer=None, plugins=plugins)


class _Reader:
    """Walks through mistune's tokens; the last mark seen belongs to the next picture."""

    def __init__(self, mark: re.Pattern[str], spots: list[int], defined: Any) -> None:
        self._mark = mark
        self._defined = defined
        self._spots = spots
        self._spot = spots[0]

    def pictures(self, tokens: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
        for token in tokens:
            if token["type"] == "image":
                yield unquote(self._seen(token["attrs"]["url"])), self._spot
            elif token["type"] in ("block_html", "inline_html"):
                yield from self._in_html(token)
            elif "raw" in token and token["type"] == "text":
                self._seen(token["raw"])
            yield from self.pictures(token.get("children", []))

    def _seen(self, raw: str) -> str:
        for match in self._mark.finditer(raw):
            self._spot = self._spots[int(match[1])]
        return self._mark.sub("", raw)

    def _in_html(self, token: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
        html = token["raw"]
        for piece in read(html):
            if piece.kind is Kind.TEXT:
                yield from self._in_text(html[piece.start : piece.end], token["type"])
            elif piece.kind is Kind.START and piece.name == "img":
                yield unquote(piece.get("src")), self._spot

    def _in_text(self, text: str, kind: str) -> Iterator[tuple[str, int]]:
        """Markdown right below a tag is raw HTML to GitHub, but not to the writer."""
        if kind == "block_html" and "![" in text:
            yield from self.pictures(_parser().inline(text, {"ref_links": self._defined}))
        else:
            self._seen(text)
