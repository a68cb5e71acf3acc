"""Films for tests, with everything in them that a phone or a camera puts there. They hold no
pictures: nothing here plays them."""

from __future__ import annotations

import struct

SECRET = b"+48.8584+002.2945/"
TRACK = b"GPS9 48.8584 2.2945"
MADE = 3_870_000_000  # seconds since 1904
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def box(name: bytes, *inside: bytes, wide: bool = False) -> bytes:
    """A box of an MP4, its size in 32 or 64 bits."""
    body = b"".join(inside)
    if wide:
        return struct.pack(">I4sQ", 1, name, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, name) + body


def _header(name: bytes, version: int = 0) -> bytes:
    times = struct.pack(">QQ" if version else ">II", MADE, MADE + 1)
    return box(name, bytes([version, 0, 0, 0]), times, bytes(80))


def _full(name: bytes, *numbers: int) -> bytes:
    return box(name, bytes(4), struct.pack(f">{len(numbers)}I", *numbers))


def place() -> bytes:
    """As phones write it: `©xyz`, behind it some maker's words."""
    told = struct.pack(">HH", len(SECRET), 0x15C7) + SECRET
    return box(b"udta", box(b"\xa9xyz", told), box(b"smta", b"SM-G991B" + SECRET), bytes(4))


def keys() -> bytes:
    """As Apple writes it."""
    key = b"com.apple.quicktime.location.ISO6709"
    value = box(b"data", struct.pack(">II", 1, 0), SECRET)
    return box(
        b"meta",
        box(b"hdlr", bytes(8), b"mdta", bytes(13)),
        box(b"keys", struct.pack(">II", 0, 1), box(b"mdta", key)),
        box(b"ilst", box(b"\0\0\0\1", value)),
    )


def track(kind: bytes, samples: tuple[int, ...], at: int, *more: bytes) -> bytes:
    """A track whose samples lie one after the other in a single chunk."""
    table = box(
        b"stbl",
        _full(b"stsz", 0, len(samples), *samples),
        _full(b"stsc", 1, 1, len(samples), 1),
        _full(b"stco", 1, at),
    )
    media = box(
        b"mdia",
        _header(b"mdhd"),
        box(b"hdlr", bytes(8), kind, bytes(13)),
        box(b"minf", table),
    )
    return box(b"trak", _header(b"tkhd", 1), media, *more)


PIXELS = b"\0\1\2\3 the pictures themselves"


def film(brand: bytes = b"mp42", *, wide: bool = False, first: bool = False) -> bytes:
    """A film with its place in four ways, its telemetry, and its time.

    Args:
        brand: what it says it is.
        wide: sizes in 64 bits.
        first: the index stands before the pictures, as for the web.
    """
    head = box(b"ftyp", brand, bytes(4), b"isom" if brand != b"qt  " else b"qt  ")
    media = box(b"mdat", PIXELS, TRACK, TRACK, wide=wide)

    def index(at: int) -> bytes:
        return box(
            b"moov",
            _header(b"mvhd"),
            track(b"vide", (len(PIXELS),), at, place(), keys()),
            track(b"meta", (len(TRACK), len(TRACK)), at + len(PIXELS)),
            place(),
            keys(),
            box(b"uuid", XMP, b"<x:xmpmeta>", SECRET),
            wide=wide,
        )

    body = 16 if wide else 8
    if first:
        return head + index(len(head) + len(index(0)) + body) + media
    return head + media + index(len(head) + body)


def element(name: bytes, *inside: bytes, unknown: bool = False) -> bytes:
    """An element of a WebM, its size in eight bytes."""
    body = b"".join(inside)
    size = b"\x01" + b"\xff" * 7 if unknown else b"\x01" + len(body).to_bytes(7, "big")
    return name + size + body


def webm(kind: bytes = b"webm", *, live: bool = False) -> bytes:
    """A WebM (or Matroska) with tags that tell its place."""
    head = element(b"\x1aE\xdf\xa3", element(b"\x42\x86", b"\1"), element(b"\x42\x82", kind))
    tag = element(b"\x45\xa3", b"LOCATION") + element(b"\x44\x87", SECRET)
    tags = element(b"\x12\x54\xc3\x67", element(b"\x73\x73", element(b"\x67\xc8", tag)))
    cluster = element(b"\x1f\x43\xb6\x75", PIXELS, unknown=live)
    return head + element(b"\x18\x53\x80\x67", tags, cluster, unknown=live)
