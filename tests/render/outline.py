"""A page's text and blocks, with what is added to cmark-gfm's page taken away again."""

from __future__ import annotations

import re
from html import unescape

import nh3

from ghblog.markdown.github import page
from ghblog.render import sanitiser
from ghblog.render.walking import attribute, closing, name, split

_HEADINGS = "h1 h2 h3 h4 h5 h6"
BLOCKS = frozenset(
    f"p {_HEADINGS} ul ol li blockquote pre table thead tbody tr th td hr img details summary dl dt"
    " dd figure figcaption caption section".split()
)
# Unknown elements are dropped by a sanitiser with or without their text: all known ones stay.
_EVERY = (
    "address article aside audio body button center data datalist fieldset font footer form frame "
    "frameset head header hgroup html legend main map marquee menu meter nav nobr object optgroup "
    "option output param progress select slot track u area base big col colgroup embed link meta "
    "acronym applet basefont bgsound blink dir isindex keygen label listing search"
)
_FORMULA = re.compile(r"```math\n(.*)```\Z", re.DOTALL)


def expected(text: str, *, hard_breaks: bool) -> list[str]:
    """The outline of cmark-gfm's own page, as a browser reads it."""
    html = nh3.clean(
        page(text, hard_breaks=hard_breaks),
        tags={*sanitiser.TAGS.split(), *_EVERY.split()},
        clean_content_tags=set(),
        attributes={"*": {"class"}},
        url_schemes=set(),
    )
    return _outline(split(html))


def found(html: str) -> list[str]:
    """The outline of a page of ours, without what was added to it."""
    tokens = split(html)
    position = 0
    kept: list[str] = []
    while position < len(tokens):
        token = tokens[position]
        called = name(token)
        source = attribute(token, "data-source")
        kind = attribute(token, "class")
        end = closing(tokens, position) if called and not called.startswith("/") else position
        if kind == "markdown-alert-title":
            position = end
            if source.endswith("\n\n"):
                kept.append(f"<p>{source}</p>")
            else:
                _insert(tokens, position + 1, source)
        elif source:
            kept.append(_typed(source))
            position = end
        elif kind == "drawn-note" or (called, kind) == ("h2", "sr-only"):
            position = end
        elif called == "div" and kind.startswith("markdown-alert "):
            kept.append("<blockquote>")
            tokens[end] = "</blockquote>"
        else:
            kept.append(token)
        position += 1
    return _outline(kept)


def _insert(tokens: list[str], position: int, source: str) -> None:
    """Put the line that made a quote an alert back into the paragraph behind its title."""
    while name(tokens[position]) != "p":
        position += 1
    tokens[position] += source


def _typed(source: str) -> str:
    fence = _FORMULA.match(source)
    if fence:
        return f"<pre><code>{fence[1]}</code></pre>"
    return f"${source[2:-2]}$" if source.startswith("$`") else source


def _outline(tokens: list[str]) -> list[str]:
    """Block tags and the text between them, white space folded but in code."""
    steps: list[str] = []
    text = ""
    code = 0
    for token in split("".join(tokens)):
        called = name(token)
        if called.lstrip("/") not in BLOCKS:
            text += "\n" if called == "br" else "" if called else unescape(token)
            continue
        shown = text if code else " ".join(text.split())
        steps += [shown] * bool(shown) + [called]
        text = ""
        code += (called == "pre") - (called == "/pre")
    return [*steps, *([" ".join(text.split())] if text.strip() else [])]
