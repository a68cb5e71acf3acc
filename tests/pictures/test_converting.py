"""Photos in kinds that GitHub does not show, as phones make them."""

from __future__ import annotations

import io
import struct

import exifread
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures.drawing import PROFILE, SECRET, XMP, corners, exif, heic, phone, read, saved, scene
from PIL import Image, features

from ghblog.pictures import PictureKind, Problem, Wishes, inspect, picture_key, prepare, width_of

ALL = Wishes()
DAMAGED = Problem("is a damaged picture", "save or copy it again")


def avif(orientation: int = 6, mode: str = "RGB", **options: object) -> bytes:
    return saved(
        scene(mode), "AVIF", exif=exif(orientation), icc_profile=PROFILE, xmp=XMP, **options
    )


def segments(jpeg: bytes) -> dict[int, bytes]:
    """Marker → content of what stands before a JPEG's pixels, read byte by byte."""
    found, place = {}, 2
    while jpeg[place + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", jpeg, place + 2)
        found[jpeg[place + 1]] = jpeg[place + 4 : place + 2 + length]
        place += 2 + length
    return found


@pytest.mark.parametrize("data", [phone(), avif()], ids=["heic", "avif"])
def test_a_phones_photo_is_shown_upright_without_its_place_and_with_its_colours(
    data: bytes,
) -> None:
    assert SECRET in data
    assert inspect(data) == PictureKind("jpg", ".jpg", "image/jpeg")
    made = prepare(data, ALL)
    assert isinstance(made, bytes)
    shown = read(made)
    assert (shown.format, shown.size) == ("JPEG", (32, 48))
    assert corners(shown) == ("green", "red", "green", "blue")
    assert exifread.process_file(io.BytesIO(made)) == {}
    assert SECRET not in made and b"Exif" not in made and b"adobe" not in made
    parts = segments(made)
    assert parts[0xE2] == b"ICC_PROFILE\0\1\1" + PROFILE
    assert set(parts) <= {0xE0, 0xE2, 0xDB, 0xC0, 0xC4}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [phone, avif])
def test_every_side_may_be_up(make: object, orientation: int) -> None:
    stored = saved(scene(), "PNG", exif=exif(orientation))
    data = make(orientation)  # type: ignore[operator]
    made, wanted = prepare(data, ALL), prepare(stored, ALL)
    assert isinstance(made, bytes) and isinstance(wanted, bytes)
    assert corners(read(made)) == corners(read(wanted))
    assert width_of(data) == read(wanted).width


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_transparency_makes_it_a_png(kind: str, mode: str) -> None:
    image = scene(mode)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = heic(image, quality=-1) if kind == "heic" else saved(image, "AVIF", quality=100)
    assert inspect(data) == PictureKind("png", ".png", "image/png")
    made = prepare(data, ALL)
    assert isinstance(made, bytes)
    shown = read(made)
    assert shown.format == "PNG"
    assert shown.getchannel("A").tobytes() == image.getchannel("A").tobytes()


def test_it_is_converted_the_same_way_each_time_whatever_the_settings_keep() -> None:
    data = phone()
    assert prepare(data, ALL) == prepare(data, ALL) == prepare(data, Wishes(strip=False))
    assert picture_key(data) == picture_key(data, Wishes(strip=False))


def test_a_wide_one_is_made_smaller_and_has_another_key() -> None:
    data, small = phone(), Wishes(max_width=20)
    made = prepare(data, small)
    assert isinstance(made, bytes)
    assert read(made).size == (20, 30)
    assert picture_key(data, small) != picture_key(data)
    assert picture_key(data, Wishes(max_width=32)) == picture_key(data)


def test_grey_stays_grey() -> None:
    made = prepare(heic(scene("L")), ALL)
    assert isinstance(made, bytes)
    assert read(made).mode == "L"


@pytest.mark.parametrize("data", [phone(), avif()], ids=["heic", "avif"])
def test_one_that_breaks_off_is_refused(data: bytes) -> None:
    for cut in (16, 100, len(data) // 2, len(data) - 1):
        assert inspect(data[:cut]) == DAMAGED
        assert prepare(data[:cut], ALL) == DAMAGED
        assert width_of(data[:cut]) == 0


@pytest.mark.parametrize("data", [phone(), avif()], ids=["heic", "avif"])
def test_what_a_phone_puts_behind_it_does_not_matter(data: bytes) -> None:
    assert prepare(data + b"\0\0\1\0mpvd" + SECRET, ALL) == prepare(data, ALL)


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    problem = Problem(
        "has 1,536 pixels, and ghblog converts pictures of at most 1,000", "make it smaller"
    )
    for data in (phone(), avif()):
        assert inspect(data) == problem
        assert prepare(data, ALL) == problem


def sized(data: bytes, width: int, height: int) -> bytes:
    """The file, claiming to be of another size."""
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    photo = heic(scene(size=(128, 64)))
    assert prepare(sized(photo, 8, 8), ALL) == DAMAGED
    huge = inspect(sized(photo, 60_000, 60_000))
    assert isinstance(huge, Problem) and "3,600,000,000 pixels" in huge.message


def test_where_nothing_reads_avif_it_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)
    shown = "GitHub shows png, jpg, gif, webp and svg"
    assert inspect(avif()) == Problem(f"is an AVIF picture: {shown}", "save it as JPEG or PNG")
    assert width_of(avif()) == 0


def test_an_animation_is_refused_with_what_to_do() -> None:
    frames = [Image.new("RGB", (32, 24), colour) for colour in ("red", "green")]
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:])
    problem = inspect(data)
    assert isinstance(problem, Problem)
    assert problem.message.startswith("is an AVIF sequence")
    assert problem.hint == "save it as GIF or animated WebP"


@given(st.sampled_from([phone(), avif()]), st.data())
def test_no_damage_breaks_anything(picture: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(picture) - 1))
    other = data.draw(st.binary(max_size=6))
    broken = picture[:place] + other + picture[place + len(other) :]
    assert inspect(broken) is not None
    assert prepare(broken, ALL) is not None
    assert len(picture_key(broken)) == 22
    assert width_of(broken) >= 0
