"""What is no page: style, script, pictures and films."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from ghblog.preview.guard import PICTURE_POLICY
from ghblog.preview.ranges import asked_range

_TYPES = {"preview.css": "text/css", "preview.js": "text/javascript", "icon.svg": "image/svg+xml"}


def static(name: str) -> Response:
    """A file of the preview's own; no other name leads anywhere."""
    if name == "page.css":
        return Response(_page_style(), media_type="text/css")
    if name not in _TYPES:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(_text(name), media_type=_TYPES[name])


def picture(found: tuple[bytes, str] | None, asked: str) -> Response:
    """A picture or film, or the part of it that a Range header asks for.

    Args:
        found: its bytes and media type; None: no post shows it.
    """
    if found is None:
        return PlainTextResponse("No post shows such a picture.\n", 404)
    data, media_type = found
    headers = {
        "Content-Security-Policy": PICTURE_POLICY,
        "Cache-Control": "private, max-age=86400, immutable",  # the name is its content's hash
        "Accept-Ranges": "bytes",
    }
    part = asked_range(asked, len(data))
    if part is None:
        return Response(data, 200, headers, media_type)
    start, end = part
    if start == end:
        headers["Content-Range"] = f"bytes */{len(data)}"
        return Response(b"", 416, headers)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Response(data[start:end], 206, headers, media_type)


@cache
def _text(name: str) -> str:
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")


@cache
def _page_style() -> str:
    from ghblog.render import style_sheet

    return style_sheet()
