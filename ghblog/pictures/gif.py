"""GIF, block by block (GIF89a). No pixel is decoded."""

from __future__ import annotations

from ghblog.pictures.stripped import DamagedError, Stripped

_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
# How often it repeats, and its colour profile.
_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def strip_gif(data: bytes) -> Stripped:
    """A GIF without comments, XMP, other applications' blocks and what follows its end.

    One that breaks off after its first frame has begun is shown by browsers, and stays so; before
    that, raises DamagedError.
    """
    position = 13 + _table(data, 10)
    if len(data) < position:
        raise DamagedError
    kept = [data[:position]]
    frames = 0
    while position < len(data):
        kind = data[position]
        if kind == _END:
            kept.append(data[position : position + 1])
            break
        if kind not in {_IMAGE, _EXTENSION}:
            position += 1  # a stray byte between blocks, which readers skip
            continue
        end = _end(data, position)
        if kind == _IMAGE:
            frames += 1
        if kind == _IMAGE or _stays(data[position:end]):
            kept.append(data[position:end])
        position = end
    if not frames:
        raise DamagedError
    return Stripped.of(data, kept, moves=frames > 1)


def _table(data: bytes, place: int) -> int:
    """Bytes of the colour table that the flags at `place` announce."""
    flags = data[place] if place < len(data) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end(data: bytes, position: int) -> int:
    """Where the block at `position` ends."""
    if data[position] == _IMAGE:
        position += 11 + _table(
            data, position + 9
        )  # its place and size, its colours, its code size
    else:
        position += 2
    while position < len(data) and data[position]:
        position += 1 + data[position]
    return min(position + 1, len(data))


def _stays(block: bytes) -> bool:
    label = block[1] if len(block) > 1 else _COMMENT
    if label == _APPLICATION:
        return block.startswith(_KEPT, 3)
    return label != _COMMENT
