"""Pictures for tests, with everything in them that a camera or an editor puts there."""

from __future__ import annotations

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

SECRET = b"Elm Street 13"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def scene(mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> Image.Image:
    """Red at the left above, blue at the right above, green below."""
    image = Image.new("RGB", size, "green")
    half = (size[0] // 2, size[1] // 2)
    image.paste("red", (0, 0, *half))
    image.paste("blue", (half[0], 0, size[0], half[1]))
    return image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """Orientation, maker, and the place."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = SECRET.decode()
    degrees = (IFDRational(48), IFDRational(51), IFDRational(30))
    made.get_ifd(0x8825).update({1: "N", 2: degrees, 3: "E", 4: degrees})
    return made.tobytes()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(orientation: int = 1, size: tuple[int, int] = (48, 32)) -> bytes:
    """A JPEG as a phone makes it: place, colour profile, XMP, comment, and a video behind it."""
    data = saved(
        scene(size=size),
        "JPEG",
        quality=95,
        exif=exif(orientation),
        icc_profile=PROFILE,
        xmp=XMP,
        comment=SECRET,
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04" + SECRET
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + b"\0\0\0\x18ftypmp42" + SECRET


def heic(image: Image.Image, **options: object) -> bytes:
    """A HEIC file as another library than ghblog's JPEG writer makes it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, **options)
    return out.getvalue()


def phone(orientation: int = 6) -> bytes:
    """As a phone makes it: place, maker, colour profile, and which side is up."""
    return heic(scene(), exif=exif(orientation), icc_profile=PROFILE, xmp=XMP, quality=90)


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def deep(orientation: int = 1, size: tuple[int, int] = (48, 32)) -> bytes:
    """A PNG with sixteen bits in each of three colours, which Pillow cannot write."""
    rows = b"".join(
        b"\0" + bytes((x * 7 + y) % 256 for x in range(6 * size[0])) for y in range(size[1])
    )
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 16, 2, 0, 0, 0)),
            chunk(b"eXIf", exif(orientation).removeprefix(b"Exif\0\0")),
            chunk(b"tEXt", b"Author\0" + SECRET),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


def screenshot(image: Image.Image | None = None, orientation: int = 1) -> bytes:
    """A PNG with texts, a place, a time, a private chunk and a colour profile."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_text("Comment", SECRET.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add(b"prVt", SECRET)
    data = saved(
        image or scene(), "PNG", pnginfo=texts, icc_profile=PROFILE, exif=exif(orientation)
    )
    return data + SECRET


def moving(kind: str) -> bytes:
    """An animation of three frames that goes on for ever."""
    frames = [Image.new("RGB", (32, 24), colour) for colour in ("red", "green", "blue")]
    more: dict[str, object] = {"comment": SECRET} if kind == "GIF" else {"exif": exif(1)}
    return saved(
        frames[0], kind, save_all=True, append_images=frames[1:], duration=70, loop=0, **more
    )


def read(data: bytes) -> Image.Image:
    """The file as a picture."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corners(image: Image.Image) -> tuple[str, ...]:
    """The colours at the corners: left above, right above, left below, right below."""
    names = {(1, 0, 0): "red", (0, 0, 1): "blue", (0, 1, 0): "green"}
    width, height = image.size
    rgb = image.convert("RGB")
    places = [(2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3)]
    found = []
    for place in places:
        value = rgb.getpixel(place)
        assert isinstance(value, tuple)
        found.append(names[tuple(int(part > 90) for part in value)])  # type: ignore[index]
    return tuple(found)
