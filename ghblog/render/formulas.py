r"""TeX as MathML that can do no harm.

latex2mathml turns `\text{<script>}` into a script and keeps `\href`, so only its tree is used, and
written here: known elements, known attributes, everything escaped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ghblog.render.walking import escape, unescape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONGEST = 5_000
_MOST = 20_000  # elements of one formula
_ELEMENTS = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose"
    " mfenced msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr"
    " mtd mlabeledtr"
)
_ATTRIBUTES = (
    "display displaystyle scriptlevel mathvariant mathsize mathcolor mathbackground stretchy"
    " symmetric fence form separator largeop movablelimits accent accentunder lspace rspace maxsize"
    " minsize linethickness bevelled width height depth voffset notation open close separators"
    " columnalign rowalign columnlines rowlines columnspacing rowspacing frame rowspan columnspan"
    " side"
)
_KNOWN = frozenset(_ELEMENTS.split())
_KEPT = frozenset(_ATTRIBUTES.split())
_VALUE = re.compile(r"[\w#%.,+ ()|\[\]{}-]{0,60}")


class FormulaError(ValueError):
    """It is no TeX that we can show; the message is for people."""


def inline(tex: str, source: str) -> str:
    """HTML of a formula within a line.

    Args:
        tex: without its delimiters.
        source: as typed, which is shown where the formula cannot be.
    """
    return _wrapped(tex, source, "span", "math-inline", "inline")


def display(tex: str, source: str) -> str:
    """HTML of a formula on lines of its own, like `inline`."""
    return _wrapped(tex, source, "span", "math-display", "block")


def fenced(tex: str) -> str:
    """HTML of a formula that stands as a block; where it cannot be shown, it stays code."""
    source = f"```math\n{tex}```"
    return _wrapped(
        tex, source, "div", "math-display", "block", f"<pre><code>{escape(tex)}</code></pre>"
    )


def _wrapped(tex: str, source: str, tag: str, kind: str, shape: str, otherwise: str = "") -> str:
    try:
        shown = mathml(tex.strip(), shape)
    except FormulaError as error:
        title = escape(f"Unable to render expression: {error}")
        told = otherwise or escape(source)
        return f'<{tag} class="{kind} math-error" title="{title}">{told}</{tag}>'
    return f'<{tag} class="{kind}" data-source="{escape(source)}">{shown}</{tag}>'


@lru_cache(maxsize=256)
def mathml(tex: str, shape: str) -> str:
    """MathML of a formula, safe to put into a page.

    Args:
        tex: at most `LONGEST` characters.
        shape: `inline` or `block`.

    Raises:
        FormulaError: it cannot be read, or is too long.
    """
    if not tex:
        raise FormulaError("it is empty")
    if len(tex) > LONGEST:
        raise FormulaError(f"it is longer than {LONGEST:,} characters")
    from latex2mathml.converter import convert_to_element

    try:
        tree = convert_to_element(tex, display=shape)
        parts: list[str] = []
        _write(tree, parts)
    except FormulaError:
        raise
    except Exception as error:  # noqa: BLE001 (bad TeX ends it in many ways, RecursionError among them)
        raise FormulaError(_reason(error)) from None
    return "".join(parts)


def _reason(error: Exception) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
    return words.lower() or "it cannot be read"


def _write(element: Element, parts: list[str]) -> None:
    if element.tag not in _KNOWN or len(parts) > _MOST:
        raise FormulaError(f"{element.tag} is not shown")
    attributes = "".join(
        f' {key}="{escape(value)}"'
        for key, value in element.attrib.items()
        if key in _KEPT and _VALUE.fullmatch(value)
    )
    parts.append(f"<{element.tag}{attributes}>{_text(element.text)}")
    for child in element:
        _write(child, parts)
        parts.append(_text(child.tail))
    parts.append(f"</{element.tag}>")


def _text(text: str | None) -> str:
    """Symbols come as character references, which the library would resolve in its last step."""
    return escape(unescape(text)) if text else ""
