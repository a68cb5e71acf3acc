"""What becomes of a picture on its way to the readers."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures.drawing import (
    PROFILE,
    SECRET,
    XMP,
    chunk,
    corners,
    deep,
    exif,
    moving,
    photo,
    read,
    saved,
    scene,
    screenshot,
)
from PIL import Image, ImageChops, ImageCms, ImageSequence

from ghblog.pictures import PictureKind, Problem, Wishes, inspect, picture_key, prepare

ALL = Wishes()
SMALL = Wishes(max_width=40)


def prepared(data: bytes, wishes: Wishes = ALL) -> bytes:
    assert isinstance(inspect(data, wishes), PictureKind)
    made = prepare(data, wishes)
    assert isinstance(made, bytes), made
    assert isinstance(inspect(made, wishes), PictureKind)
    return made


UPRIGHT = ("red", "blue", "green", "green")


def as_stored(orientation: int) -> Image.Image:
    """The scene as a camera stores it that was held like that."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return scene().transpose(back[orientation]) if orientation in back else scene()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_shown_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    data = saved(
        as_stored(orientation), kind, exif=exif(orientation), icc_profile=PROFILE, quality=95
    )
    shown = read(prepared(data))
    assert (shown.size, corners(shown)) == ((48, 32), UPRIGHT)
    assert dict(shown.getexif()) == {}
    assert shown.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("orientation", [1, 6])
def test_the_place_where_a_photo_was_taken_is_gone_and_its_colours_stay(orientation: int) -> None:
    data = photo(orientation)
    assert read(data).getexif().get_ifd(0x8825)[1] == "N"
    made = prepared(data)
    shown = read(made)
    assert dict(shown.getexif()) == {}
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile"}
    for trace in (SECRET, b"Exif", b"ns.adobe.com", b"8BIM", b"ftyp"):
        assert trace not in made
    profile = ImageCms.ImageCmsProfile(io.BytesIO(shown.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_a_photo_that_lies_right_keeps_every_pixel() -> None:
    data = photo()
    made = prepared(data)
    assert read(made).tobytes() == read(data).tobytes()
    assert len(made) < len(data)


def test_turning_a_photo_hardly_changes_its_pixels_and_its_size() -> None:
    bands = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.new("L", (256, 256), 99)]
    data = saved(Image.merge("RGB", bands), "JPEG", quality=80, exif=exif(6))
    made = prepared(data)
    wanted = read(data).transpose(Image.Transpose.ROTATE_270)
    extremes = ImageChops.difference(read(made), wanted).getextrema()
    assert all(high <= 12 for _, high in extremes)  # type: ignore[misc]
    assert len(made) <= len(data)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("orientation", [1, 3])
def test_a_png_loses_its_texts_and_keeps_its_pixels(mode: str, orientation: int) -> None:
    image = Image.new("I;16", (8, 8), 40_000) if mode == "I;16" else scene(mode)
    data = screenshot(image, orientation)
    made = prepared(data)
    for trace in (SECRET, b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"prVt", b"adobe"):
        assert trace not in made
    shown = read(made)
    turned = image.transpose(Image.Transpose.ROTATE_180) if orientation == 3 else image
    assert shown.mode == mode
    assert shown.convert("RGBA").tobytes() == turned.convert("RGBA").tobytes()
    assert shown.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("orientation", [1, 8])
def test_transparency_stays(orientation: int) -> None:
    image = scene("RGBA")
    image.putpixel((0, 0), (9, 9, 9, 0))
    for kind in ("PNG", "WEBP"):
        data = saved(image, kind, lossless=True, exif=exif(orientation))
        turned = image.transpose(Image.Transpose.ROTATE_90) if orientation == 8 else image
        assert read(prepared(data)).getchannel("A").tobytes() == turned.getchannel("A").tobytes()
    palette = scene("P")
    data = saved(palette, "PNG", transparency=palette.getpixel((0, 0)), exif=exif(orientation))
    assert read(prepared(data)).convert("RGBA").getchannel("A").getextrema() == (0, 255)


def test_what_says_how_bright_a_png_is_meant_stays_when_it_is_turned() -> None:
    data = saved(scene(), "PNG", exif=exif(3))
    gamma = chunk(b"gAMA", b"\0\0\xb1\x8f")
    made = prepared(data[:33] + gamma + data[33:])
    assert made.count(gamma) == 1


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_goes_on_moving_and_says_nothing_of_its_maker(kind: str) -> None:
    data = moving(kind)
    made = prepared(data, Wishes(max_width=16))
    assert SECRET in data and SECRET not in made
    frames = [frame.convert("RGB").getpixel((1, 1)) for frame in ImageSequence.Iterator(read(made))]
    before = [frame.convert("RGB").getpixel((1, 1)) for frame in ImageSequence.Iterator(read(data))]
    assert len(frames) == 3 and frames == before
    assert read(made).info["loop"] == 0
    assert read(made).size == (32, 24)


def test_xmp_in_a_gif_and_in_a_webp_is_gone() -> None:
    application = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01"
    trailer = bytes([*range(0xFF, -1, -1), 0])
    still = saved(scene("P"), "GIF")
    head = still.index(b",")
    data = still[:head] + application + trailer + still[head:]
    assert SECRET not in prepared(data)
    webp = saved(scene(), "WEBP", xmp=XMP, exif=exif(), icc_profile=PROFILE)
    assert SECRET in webp and SECRET not in prepared(webp)


@pytest.mark.parametrize(
    "data",
    [
        saved(scene(), "JPEG"),
        saved(scene(), "JPEG", progressive=True, icc_profile=PROFILE),
        saved(scene("CMYK"), "JPEG"),
        saved(scene(), "PNG", icc_profile=PROFILE),
        saved(scene(), "WEBP"),
        saved(scene("P"), "GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["jpeg", "progressive", "cmyk", "png", "webp", "gif", "svg"],
)
def test_a_picture_that_needs_nothing_stays_byte_for_byte(data: bytes) -> None:
    assert prepared(data) == data
    assert prepared(data, Wishes(max_width=48)) == data
    assert picture_key(data) == picture_key(data, Wishes(max_width=48, strip=False))


@pytest.mark.parametrize("data", [photo(6), screenshot(), moving("GIF"), moving("WEBP")])
def test_preparing_again_changes_nothing(data: bytes) -> None:
    once = prepared(data)
    assert prepared(once) == once


def test_nothing_is_taken_out_where_the_blog_says_so() -> None:
    data = photo(6)
    assert prepared(data, Wishes(strip=False)) == data
    smaller = read(prepared(photo(6, (300, 200)), Wishes(max_width=40, strip=False)))
    assert smaller.size == (40, 60)
    assert dict(smaller.getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "P", "RGB", "RGBA", "CMYK"])
def test_a_wide_picture_is_made_as_wide_as_wished(kind: str, mode: str) -> None:
    if (kind, mode) in {("JPEG", "P"), ("JPEG", "RGBA"), ("PNG", "CMYK"), ("WEBP", "CMYK")}:
        mode = "RGB"
    noise = Image.effect_noise((400, 300), 90).convert(mode)
    data = saved(noise, kind, icc_profile=PROFILE, exif=exif(6))
    made = prepared(data, SMALL)
    assert read(made).size == (40, 53)
    assert read(made).info["icc_profile"] == PROFILE
    assert len(made) < len(data)
    assert picture_key(data, SMALL) != picture_key(data)


def test_a_narrow_picture_is_never_made_wider() -> None:
    data = saved(scene(), "PNG")
    assert prepared(data, Wishes(max_width=4000)) == data


def test_a_smaller_picture_in_a_larger_file_is_no_gain() -> None:
    image = Image.new("P", (400, 4))
    image.putpalette([0, 0, 0, 255, 255, 255])
    for x in range(400):
        image.putpixel((x, x % 4), 1)
    data = saved(image, "PNG", bits=1, optimize=True)
    made = prepared(data, Wishes(max_width=399))
    assert len(made) <= len(data)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_png_of_sixteen_bits_a_colour_keeps_all_of_them(orientation: int) -> None:
    data = deep(orientation)
    made = prepared(data, Wishes(max_width=16))
    pixels = data[data.index(b"IDAT") - 4 :]
    assert made.endswith(pixels)
    assert SECRET not in made
    # What browsers go by says which side is up, and nothing else.
    assert read(made).getexif() == ({} if orientation == 1 else {0x0112: 6})
    assert prepared(made) == made


def test_a_setting_that_changes_nothing_for_a_picture_leaves_its_key() -> None:
    data = photo()
    assert picture_key(data) == picture_key(data, Wishes(max_width=48))
    assert picture_key(data) != picture_key(data, Wishes(strip=False))


DAMAGED = Problem("is a damaged picture", "save or copy it again")


@pytest.mark.parametrize("data", [photo(), photo(6), screenshot(), moving("WEBP")])
def test_a_picture_that_breaks_off_is_refused_though_a_preview_in_it_is_whole(data: bytes) -> None:
    cut = data[: len(data) // 2]
    assert inspect(cut) == DAMAGED
    assert prepare(cut, ALL) == DAMAGED


def test_pixels_that_break_off_are_refused_when_they_are_needed() -> None:
    whole = saved(scene(size=(300, 200)), "PNG", exif=exif(6))
    head = whole[: whole.index(b"IDAT") - 4]
    data = head + chunk(b"IDAT", b"\x78\x9c\x63") + chunk(b"IEND", b"")
    assert isinstance(inspect(data), PictureKind)
    assert prepare(data, ALL) == DAMAGED


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    problem = Problem(
        "has 1,536 pixels, and ghblog turns or scales pictures of at most 1,000",
        "make it smaller, and save it upright",
    )
    for data in (photo(6), screenshot(orientation=6)):
        assert inspect(data) == problem
        assert prepare(data, ALL) == problem
    assert isinstance(prepare(photo(), ALL), bytes)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    assert inspect(photo()) == Problem("has far too many pixels to be shown", "make it smaller")


SAMPLES = [photo(), photo(6), screenshot(), moving("GIF"), moving("WEBP"), saved(scene(), "WEBP")]


@given(st.sampled_from(SAMPLES), st.data())
def test_no_damage_breaks_the_preparation(picture: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(picture) - 1))
    other = data.draw(st.binary(max_size=6))
    broken = picture[:place] + other + picture[place + len(other) :]
    for each in (broken, broken[:place]):
        assert len(picture_key(each, SMALL)) == 22
        assert prepare(each, SMALL) is not None


@pytest.mark.parametrize("quality", [40, 60, 85])
def test_a_turned_webp_is_no_larger_than_it_was(quality: int) -> None:
    busy = Image.effect_noise((320, 240), 60).convert("RGB")
    out = io.BytesIO()
    busy.save(out, "WEBP", quality=quality, exif=exif(6))
    made = prepared(out.getvalue())
    assert opened_size(made) == (240, 320)
    assert len(made) <= len(out.getvalue())


def opened_size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        return image.size
