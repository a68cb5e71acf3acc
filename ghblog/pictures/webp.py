"""WebP, chunk by chunk (RFC 9649). No pixel is decoded."""

from __future__ import annotations

from collections.abc import Iterator

from ghblog.pictures.stripped import DamagedError, Stripped

_KEPT = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def strip_webp(data: bytes) -> Stripped:
    """A WebP without Exif, XMP, unknown chunks and what follows its end.

    Raises DamagedError if it breaks off.
    """
    kept: list[bytes] = []
    exif, moves = b"", False
    for name, chunk in _chunks(data):
        if name == b"EXIF":
            exif = exif or chunk[8:].removeprefix(b"Exif\0\0")
        moves = moves or name == b"ANMF"
        if name in _KEPT:
            kept.append(_without_flags(chunk) if name == b"VP8X" else chunk)
    body = b"WEBP" + b"".join(kept)
    head = b"RIFF" + len(body).to_bytes(4, "little")
    return Stripped.of(data, (head, body), exif, moves=moves)


def is_lossless(data: bytes) -> bool:
    """Whether a still one keeps every pixel."""
    return any(name == b"VP8L" for name, _ in _chunks(data))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, the whole chunk with the byte that makes its length even)."""
    whole = 8 + int.from_bytes(data[4:8], "little")
    if whole > len(data) or data[8:12] != b"WEBP":
        raise DamagedError
    position = 12
    while position + 8 <= whole:
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + size
        if end > whole:
            raise DamagedError
        chunk = data[position:end] + b"\0" * (size % 2)
        yield data[position : position + 4], chunk
        position = end + size % 2


def _without_flags(chunk: bytes) -> bytes:
    """The head that announces what follows, Exif and XMP no longer among it."""
    flags = chunk[8] & ~(_EXIF_FLAG | _XMP_FLAG) if len(chunk) > 8 else 0
    return chunk[:8] + bytes([flags]) + chunk[9:]
