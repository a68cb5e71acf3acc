"""What the writer reads about a picture, whatever the file is called."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ghblog.pictures import LARGEST, PictureKind, Problem, inspect, picture_key

SVG = b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
SHOWN = "GitHub shows png, jpg, gif, webp and svg"


def drawn(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, kind, **options)
    return out.getvalue()


def huge_png(side: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "suffix", "mime"),
    [
        (drawn("PNG"), ".png", "image/png"),
        (drawn("JPEG"), ".jpg", "image/jpeg"),
        (drawn("GIF"), ".gif", "image/gif"),
        (drawn("WEBP"), ".webp", "image/webp"),
        (drawn("JPEG") + b"\0\0 more", ".jpg", "image/jpeg"),
        (huge_png(10_000), ".png", "image/png"),
        (SVG, ".svg", "image/svg+xml"),
        (b"\xef\xbb\xbf" + SVG, ".svg", "image/svg+xml"),
        (b"  \n<svg/>", ".svg", "image/svg+xml"),
        (b"<!DOCTYPE svg>\n<svg><a/></svg>", ".svg", "image/svg+xml"),
    ],
)
def test_a_picture_is_told_by_its_content(data: bytes, suffix: str, mime: str) -> None:
    kind = inspect(data)
    assert isinstance(kind, PictureKind)
    assert (kind.suffix, kind.mime) == (suffix, mime)


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "save the picture again"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
            "is a Git LFS pointer, not the picture itself",
            "run git lfs pull",
        ),
        (drawn("BMP"), f"is a BMP picture: {SHOWN}", "save it as JPEG or PNG"),
        (drawn("TIFF"), f"is a TIFF picture: {SHOWN}", "save it as JPEG or PNG"),
        (drawn("ICO"), f"is an icon (ICO): {SHOWN}", ""),
        (b"\0\0\0\x1cftypheic\0\0\0\0", "is a damaged picture", "save or copy it again"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "is a damaged picture", "save or copy it again"),
        (
            b"\0\0\0\x1cftyphevc\0\0\0\0",
            f"is a HEIC sequence: {SHOWN}",
            "save it as GIF or animated WebP",
        ),
        (b"\0\0\0\x1cftypisom\0\0\0\0", f"is a film: {SHOWN}", ""),
        (b"%PDF-1.7", f"is a PDF document: {SHOWN}", ""),
        (b"RIFF\x24\0\0\0WAVEfmt ", f"is a sound recording (WAV): {SHOWN}", ""),
        (
            b"<!DOCTYPE html><html><body>404</body></html>",
            "is a web page (perhaps an error page, saved in place of the picture):"
            f" {SHOWN}",
            "",
        ),
        (b"# Notes\n", f"is not a picture: {SHOWN}", ""),
        (b"<note/>", f"is not a picture: {SHOWN}", ""),
        (drawn("PNG")[:-12], "is a damaged picture", "save or copy it again"),
        (drawn("PNG")[:20], "is a damaged picture", "save or copy it again"),
        (drawn("JPEG")[:-2], "is a damaged picture", "save or copy it again"),
        (drawn("WEBP")[:-4], "is a damaged picture", "save or copy it again"),
        (huge_png(40_000), "has far too many pixels to be shown", "make it smaller"),
        (
            SVG[:-4],
            "is an SVG picture that breaks off or is damaged at its line 3",
            "save it again as plain SVG",
        ),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
            "is an SVG picture that declares XML entities",
            "save it again as plain SVG",
        ),
    ],
)  # fmt: skip
def test_what_github_would_not_show_is_named(data: bytes, message: str, hint: str) -> None:
    assert inspect(data) == Problem(message, hint)


def test_more_than_thirty_million_bytes_are_too_many() -> None:
    data = drawn("PNG")
    whole = data + bytes(LARGEST - len(data))
    assert isinstance(inspect(whole), PictureKind)
    problem = inspect(whole + b"\0")
    assert isinstance(problem, Problem)
    assert problem.message == "is larger than 30,000,000 bytes"


@given(st.sampled_from([drawn("PNG"), drawn("JPEG"), drawn("GIF"), drawn("WEBP"), SVG]), st.data())
def test_no_damage_breaks_the_inspection(picture: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(picture) - 1))
    other = data.draw(st.binary(max_size=6))
    assert inspect(picture[:place] + other + picture[place + len(other) :]) is not None
    assert inspect(picture[:place]) is not None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_inspection(data: bytes) -> None:
    assert inspect(data) is not None


def test_a_key_is_the_contents_own() -> None:
    assert picture_key(b"a") == picture_key(b"a") != picture_key(b"b")
    assert len(picture_key(b"a")) == 22
