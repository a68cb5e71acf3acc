"""What files are that GitHub neither shows nor plays, by their first bytes, for people to read."""

from __future__ import annotations

# (offset, bytes there, name); the first that fits counts.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"BM", "a BMP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"\0\0\1\0", "an icon (ICO)"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (4, b"ftypM4A", "a sound recording (M4A)"),
    (4, b"ftypM4B", "a sound recording (M4B)"),
    (4, b"ftypcrx ", "a raw photo (CR3)"),
    (4, b"ftypmsf1", "a HEIF sequence"),
    (4, b"ftypavis", "an AVIF sequence"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftyphev", "a HEIC sequence"),
    (4, b"ftypmif1", "a HEIF picture"),
    (4, b"ftyp3g", "a 3GP film"),
    (4, b"ftyp", "a film of an unknown kind"),
    (0, b"\x1aE\xdf\xa3", "a Matroska film"),
    (8, b"AVI LIST", "an AVI film"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media film"),
    (0, b"FLV\1", "a Flash film"),
    (0, b"\0\0\1\xba", "an MPEG film"),
    (0, b"\0\0\1\xb3", "an MPEG film"),
    (8, b"WAVEfmt", "a sound recording (WAV)"),
    (0, b"fLaC", "a sound recording (FLAC)"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"\x1f\x8b", "a file compressed with gzip"),
    (0, b"PK\3\4", "a ZIP archive"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"ID3", "an MP3 recording"),
)


def name_of(data: bytes) -> str:
    """What `data` is, such as `a BMP picture`; empty if we do not know it."""
    for offset, signature, name in _SIGNATURES:
        if data.startswith(signature, offset):
            return name
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (perhaps an error page, saved in place of the picture)"
    return ""
