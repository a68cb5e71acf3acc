"""SVG, told by its root element; nothing in it is fetched or expanded."""

from __future__ import annotations

import io
import re

_TAG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]|\A(?:\xff\xfe<|\xfe\xff\0<)")
_ROOTS = {"svg", "{http://www.w3.org/2000/svg}svg"}


def svg_problem(data: bytes) -> str | None:
    """Why `data` is no SVG that can be shown; empty if it is one; None if it is no SVG at all."""
    if not _TAG.match(data[:200]):
        return None
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root = None
    try:
        for _event, element in iterparse(io.BytesIO(data), events=("start",)):
            if root is None:
                root = element
                if root.tag not in _ROOTS:
                    return None
    except ParseError as error:
        line = error.position[0]
        return (
            f"is an SVG picture that breaks off or is damaged at its line {line}"
            if (root is not None)
            else None
        )
    except DefusedXmlException:
        return "is an SVG picture that declares XML entities" if b"<svg" in data else None
    except (LookupError, ValueError):  # an encoding that nobody knows
        return "is an SVG picture in an unknown encoding" if b"<svg" in data else None
    return ""
