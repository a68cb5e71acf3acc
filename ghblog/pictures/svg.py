"""SVG, told by its root element, and searched for what must not be in a picture.

Nothing in it is fetched or expanded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ghblog.pictures.kinds import Problem

_TAG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]|\A(?:\xff\xfe<|\xfe\xff\0<)")
_SVG = "http://www.w3.org/2000/svg"
_ROOTS = {"svg", f"{{{_SVG}}}svg"}
_DAMAGED = "save it again as plain SVG"
_PLAIN = "export it as plain SVG without that, or as PNG"
# Elements that run or embed something else, by name in small letters.
_ELEMENTS = {
    "script": "a script",
    "handler": "a script",
    "foreignobject": "a <foreignObject>",
    "iframe": "an <iframe>",
    "object": "an <object>",
    "embed": "an <embed>",
}
_LINKS = {"href", "src", "data", "base"}
_INSIDE = re.compile(r"#|data:(?:image|font|application/(?:x-)?font)[/\-+;,\w]", re.IGNORECASE)
_STYLE_URL = re.compile(r"""url\(\s*["']?\s*([^"')\s]+)""", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)
_SCHEME = re.compile(r"(?:java|vb)script:", re.IGNORECASE)
_ANIMATED = {"to", "from", "by", "values"}
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class _Found(Exception):  # noqa: N818  # not an error: it ends the reading
    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class _NotSvg(Exception):  # noqa: N818
    """The root element is another one."""


class _Inspector:
    """Takes what the parser reads, and keeps nothing of it but styles."""

    def __init__(self) -> None:
        self.svg = False
        self._style: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self.svg:
            if tag not in _ROOTS:
                raise _NotSvg
            self.svg = True
        name = _local(tag)
        if name in _ELEMENTS:
            raise _Found(_ELEMENTS[name])
        for key, value in attributes.items():
            _check(name, key, value)
        if name == "style":
            self._style = []

    def data(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def end(self, _tag: str) -> None:
        if self._style is not None:
            _check_style("".join(self._style))
            self._style = None

    def pi(self, target: str, _data: str | None = None) -> None:
        if target.split(maxsplit=1)[0:1] == ["xml-stylesheet"]:
            raise _Found("a style sheet from elsewhere")

    def close(self) -> None:
        """The parser asks for it at the end."""


def look_for_svg(data: bytes) -> Problem | bool:
    """Why `data` is no SVG that can be published; True if it is one, False if it is no SVG."""
    return _parsed(data) if _TAG.match(data[:200]) else False


def _parsed(data: bytes) -> Problem | bool:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    inspector = _Inspector()
    parser = DefusedXMLParser(target=inspector)
    try:
        parser.feed(data)
        parser.close()
    except _NotSvg:
        return False
    except _Found as found:
        line = parser.parser.CurrentLineNumber
        return Problem(f"is an SVG picture with {found.what} in its line {line}", _PLAIN)
    except ParseError as error:
        what = f"that breaks off or is damaged at its line {error.position[0]}"
        return _refused(what, inspector.svg)
    except DefusedXmlException:
        return _refused("that declares XML entities", b"<svg" in data)
    except (LookupError, ValueError):  # an encoding that nobody knows
        return _refused("in an unknown encoding", b"<svg" in data)
    return True


def _refused(what: str, svg: object) -> Problem | bool:
    return Problem(f"is an SVG picture {what}", _DAMAGED) if svg else False


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1].lower()


def _check(element: str, key: str, value: str) -> None:
    name = _local(key)
    if key.lower().startswith("on"):
        raise _Found(f"an event handler ({name})")
    # Browsers ignore blanks and control characters in front of and inside a scheme.
    plain = re.sub(r"[\x00-\x20]", "", value)
    if name in _LINKS | _ANIMATED and _SCHEME.search(plain):
        raise _Found("a script")
    # A link is only followed by who clicks on it, and nobody can in a picture.
    if name in _LINKS and element != "a" and plain and not _INSIDE.match(plain):
        raise _Found(f"a reference to something outside of it ({_short(value)})")
    if name == "attributename" and _ends_in_href(plain):
        raise _Found("an animated reference")
    if "}" not in key:
        _check_style(value)


def _ends_in_href(value: str) -> bool:
    return value.lower().rsplit(":", 1)[-1] == "href"


def _check_style(text: str) -> None:
    text = _ESCAPE.sub(_unescaped, _COMMENT.sub("", text))
    if _IMPORT.search(text):
        raise _Found("a style sheet from elsewhere")
    for target in _STYLE_URL.findall(text):
        if not _INSIDE.match(target):
            raise _Found(f"a reference to something outside of it ({_short(target)})")


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if 0 < code < 0x110000 else found[2] or ""


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= 60 else value[:59] + "…"
