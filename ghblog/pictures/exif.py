"""The one thing in Exif that a picture needs to be shown right: which side is up."""

from __future__ import annotations

import struct

UPRIGHT = 1
_ORIENTATION, _SHORT = 0x0112, 3


def orientation_of(exif: bytes) -> int:
    """The orientation that Exif tells, 1 to 8; 1 if it tells none or makes no sense.

    Only Exif's counts: browsers take no notice of the one in XMP.
    """
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for n in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * n)
            if tag == _ORIENTATION:
                return int(value) if kind == _SHORT and 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def exif_of(orientation: int) -> bytes:
    """Exif that tells the orientation and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
