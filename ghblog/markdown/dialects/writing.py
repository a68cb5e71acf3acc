"""Markdown and HTML written so that they mean in their place just what they say."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from ghblog.markdown.swapping import inline_page

# What ends something in a destination, or means something in a URL that a file name does not.
_FILE = re.compile(r"[%#?<>\\`\"|\x00-\x1f]")
_TYPED = re.compile(r"[<>`|\x00-\x1f]")
_LABEL = re.compile(r"[\\\[\]*_~<>&|!]")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_SPACE = re.compile(r"[ \t\r\n]+")


def file_url(path: str) -> str:
    """A file's name as the path of a URL; letters, spaces and brackets stay readable."""
    return _FILE.sub(_percent, path)


def angled(url: str) -> str:
    """A URL, typed or made, as a Markdown destination between angle brackets."""
    return f"<{_TYPED.sub(_percent, url)}>"


def label(text: str) -> str:
    """Words that are to be shown as they are, as a link's text or a picture's alternative."""
    # A backtick may be the end of code that begins before, even behind a backslash.
    plain = _LABEL.sub(r"\\\g<0>", _SPACE.sub(" ", text).strip())
    return plain.replace("`", "&#96;")


def link(words: str, url: str) -> str:
    """A link; both as Markdown already, the URL without its brackets."""
    return f"[{words}]({angled(url)})"


def is_one(markdown: str) -> bool:
    """Whether it is one link or picture from end to end: a link in a link's text is none."""
    shown = inline_page(markdown) or ""
    link_alone = shown.startswith("<a ") and shown.endswith("</a>") and shown.count("<a ") == 1
    return link_alone or (shown.startswith("<img ") and shown.find(">") == len(shown) - 1)


def anchor(heading: str) -> str:
    """The fragment that GitHub gives a heading: lower case, no punctuation, hyphens."""
    return _NOT_IN_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def attribute(value: str) -> str:
    """A value between double quotes in a tag that stands in Markdown."""
    safe = escape(_SPACE.sub(" ", value)).replace("`", "&#96;")
    return safe.replace("|", "&#124;").replace("\\", "&#92;")


def image_tag(url: str, **attributes: str) -> str:
    """`<img>` with those of the attributes that are not empty, and always an `alt`."""
    alt = attributes.pop("alt", "")
    parts = [f'<img src="{attribute(url)}"']
    parts += [f'{name}="{attribute(value)}"' for name, value in attributes.items() if value]
    return " ".join([*parts, f'alt="{attribute(alt)}">'])


def name_of(url: str) -> str:
    """The file name at a URL's end, for people."""
    path = re.split(r"[?#]", url, maxsplit=1)[0].replace("\\", "/")
    return unquote(path.rstrip("/").rpartition("/")[2])


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())
