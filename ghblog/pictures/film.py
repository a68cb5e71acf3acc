"""Films: told by their content, and whether GitHub plays them."""

from __future__ import annotations

from ghblog.pictures import ebml
from ghblog.pictures.boxes import boxes, brands
from ghblog.pictures.kinds import (
    FILM_LARGEST,
    LFS,
    MOV,
    MP4,
    WEBM,
    PictureKind,
    Problem,
    damaged,
    empty,
    pointer,
)
from ghblog.pictures.signatures import name_of
from ghblog.pictures.stripped import DamagedError, Stripped
from ghblog.pictures.wiping import private_in

FILM_TOO_LARGE = Problem(
    f"is larger than {FILM_LARGEST:,} bytes", "make it shorter or smaller, or link to it elsewhere"
)
_PLAYED = "GitHub plays mp4, mov and webm"
_CONVERT = "save it as MP4 with H.264, which every browser plays"
_QUICKTIME = b"qt  "


def _brands(names: str) -> frozenset[bytes]:
    return frozenset(name.ljust(4).encode() for name in names.split())


# Brands of films: the standard's own, Apple's and cameras' (the registry is mp4ra.org).
_MP4 = _brands(
    "isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 M4V M4VH M4VP MSNV dash mmp4 "
    "f4v XAVC"
)
# Chief brands of what holds no film, whatever else it says: songs, books, raw photos, pictures.
_NO_FILM = _brands(
    "M4A M4B M4P F4A F4B crx jp2 jpx avif avis mif1 msf1 heic heix heim heis hevc hevx hevm hevs"
)
# QuickTime films of old begin without saying what they are.
_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"sidx", b"mfra"})
_UNSAID = frozenset({b"moov", b"mdat", b"wide", b"pnot"})


def is_film(head: bytes) -> bool:
    """Whether a file that begins so is a film of any sort, whether GitHub plays it or not."""
    return _kind(head) is not None or " film" in name_of(head)


def inspect_film(head: bytes, size: int) -> PictureKind | Problem:
    """What kind of film a file is, or why it cannot be published.

    Args:
        head: its first bytes, some hundreds or all of them. The more there are, the more
            damage is found.
        size: of the whole file, in bytes.
    """
    if not size or not head:
        return empty("film")
    if head.startswith(LFS):
        return pointer("film")
    kind = _kind(head)
    if kind is None:
        name = name_of(head)
        hint = _CONVERT if " film" in name else ""
        return Problem(f"is {name or 'not a film'}: {_PLAYED}", hint)
    if size > FILM_LARGEST:
        return FILM_TOO_LARGE
    try:
        _end_of(head, size, kind)
    except DamagedError:
        return damaged("film")
    return kind


def strip_film(data: bytes) -> Stripped:
    """A film without the place, the maker and the time that it tells, every other byte where it
    was. Anything else as it is. Raises DamagedError if it breaks off."""
    kind = _kind(data)
    if kind is None:
        return Stripped(data)
    end = _end_of(data, len(data), kind)
    edits = ebml.private_in(data) if kind is WEBM else private_in(data)
    if not edits:
        return Stripped(data[:end], moves=True)
    made = bytearray(data)
    for place, new in edits:
        made[place : place + len(new)] = new
    return Stripped(bytes(made[:end]), moves=True)


def _kind(head: bytes) -> PictureKind | None:
    if head.startswith(ebml.MAGIC):
        return WEBM if ebml.doctype(head) == "webm" else None
    said = brands(head)
    if not said:
        return MOV if head[4:8] in _UNSAID and next(boxes(head, 0, 1 << 62), None) else None
    if said[0] in _NO_FILM:
        return None
    if said[0] == _QUICKTIME:
        return MOV
    if not _MP4.isdisjoint(said):
        return MP4
    return MOV if _QUICKTIME in said else None


def _end_of(head: bytes, size: int, kind: PictureKind) -> int:
    """Where a film ends; what follows is not part of it. Raises DamagedError if it breaks off, or
    lacks what says where its pictures are."""
    if kind is WEBM:
        ebml.check_end(head, size)
        return size
    names: set[bytes] = set()
    last = 0
    for box in boxes(head, 0, size):
        if box.end > size:
            if b"moov" in names and box.name not in _TOP:
                break  # what a camera puts behind its film merely looks like a box
            raise DamagedError
        names.add(box.name)
        last = box.end
    beyond = last + 8 > len(head) and last + 8 <= size  # there may be more than we were given
    if b"moov" not in names and not beyond:
        raise DamagedError
    return size if beyond else last
