"""Films: told by their content, refused with a reason, and silent about where they were made."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures.drawing import photo
from pictures.filming import MADE, PIXELS, SECRET, TRACK, box, film, webm

from ghblog.pictures import (
    FILM_LARGEST,
    LARGEST,
    PictureKind,
    Problem,
    Wishes,
    attachable,
    inspect,
    inspect_film,
    is_film,
    mime_of,
    picture_key,
    prepare,
)
from ghblog.pictures.boxes import brands

ALL = Wishes()
PLAYED = "GitHub plays mp4, mov and webm"
CONVERT = "save it as MP4 with H.264, which every browser plays"
DAMAGED = Problem("is a damaged film", "save or copy it again")
OLD = film(b"qt  ")[20:]  # a QuickTime film of old begins with its pictures


@pytest.mark.parametrize(
    ("data", "suffix", "mime"),
    [
        (film(b"mp42"), ".mp4", "video/mp4"),
        (film(b"isom", wide=True), ".mp4", "video/mp4"),
        (film(b"iso6", first=True), ".mp4", "video/mp4"),
        (film(b"M4V "), ".mp4", "video/mp4"),
        (film(b"3gp4"), ".mp4", "video/mp4"),
        (film(b"qt  "), ".mov", "video/quicktime"),
        (OLD, ".mov", "video/quicktime"),
        (webm(), ".webm", "video/webm"),
        (webm(live=True), ".webm", "video/webm"),
    ],
)
def test_a_film_is_told_by_its_content(data: bytes, suffix: str, mime: str) -> None:
    for head in (data, data[:64]):
        kind = inspect_film(head, len(data))
        assert isinstance(kind, PictureKind)
        assert (kind.suffix, kind.mime) == (suffix, mime)
        assert mime_of(suffix) == mime
        assert is_film(head)


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "save the film again"),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "is a Git LFS pointer, not the film itself",
            "run git lfs pull",
        ),
        (webm(b"matroska"), f"is a Matroska film: {PLAYED}", CONVERT),
        (b"RIFF\0\0\0\0AVI LIST", f"is an AVI film: {PLAYED}", CONVERT),
        (box(b"ftyp", b"3gp5\0\0\0\0"), f"is a 3GP film: {PLAYED}", CONVERT),
        (box(b"ftyp", b"M4A \0\0\0\0isom"), f"is a sound recording (M4A): {PLAYED}", ""),
        (box(b"ftyp", b"what\0\0\0\0"), f"is a film of an unknown kind: {PLAYED}", CONVERT),
        (b"# Notes\n", f"is not a film: {PLAYED}", ""),
        (box(b"ftyp", b"heic\0\0\0\0mif1"), f"is a HEIC picture: {PLAYED}", ""),
    ],
)
def test_what_github_would_not_play_is_named(data: bytes, message: str, hint: str) -> None:
    assert inspect_film(data, len(data)) == Problem(message, hint)


def test_a_photo_is_no_film_and_a_film_no_photo() -> None:
    assert not is_film(photo())
    assert isinstance(inspect_film(photo(), 9), Problem)
    assert isinstance(inspect(film()), Problem)


@pytest.mark.parametrize("data", [film(), film(wide=True), film(first=True), webm(), OLD])
def test_a_film_that_breaks_off_is_refused(data: bytes) -> None:
    for cut in (len(data) - 1, len(data) // 2, 70):
        assert inspect_film(data[:cut], cut) == DAMAGED
        assert prepare(data[:cut], ALL) == DAMAGED
        assert len(picture_key(data[:cut])) == 22


def test_a_film_without_its_index_is_refused() -> None:
    data = box(b"ftyp", b"mp42\0\0\0\0") + box(b"mdat", PIXELS)
    assert inspect_film(data, len(data)) == DAMAGED


def test_a_film_that_breaks_off_is_known_by_its_head_alone() -> None:
    data = film()
    assert inspect_film(data[:64], 64) == DAMAGED


def test_more_than_a_hundred_mebibytes_are_too_many() -> None:
    head = box(b"ftyp", b"mp42\0\0\0\0") + struct.pack(">I4s", 1000, b"mdat")
    assert isinstance(inspect_film(head, FILM_LARGEST), PictureKind)
    problem = inspect_film(head, FILM_LARGEST + 1)
    assert isinstance(problem, Problem)
    assert problem.message == "is larger than 104,857,600 bytes"


@pytest.mark.parametrize("brand", [b"mp42", b"qt  "])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("wide", [True, False])
def test_the_place_where_a_film_was_made_is_gone_and_its_pictures_stay_where_they_were(
    brand: bytes, first: bool, wide: bool
) -> None:
    data = film(brand, first=first, wide=wide)
    assert data.count(SECRET) == 7
    made = prepare(data, ALL)
    assert isinstance(made, bytes)
    for trace in (SECRET, TRACK, b"SM-G991B", b"apple", b"xmpmeta", struct.pack(">I", MADE)):
        assert trace in data and trace not in made
    assert len(made) == len(data)
    assert made.index(PIXELS) == data.index(PIXELS)
    assert inspect_film(made, len(made)) == inspect_film(data, len(data))
    assert made.count(b"trak") == 1
    assert prepare(made, ALL) == made


def test_the_place_is_gone_from_a_webm() -> None:
    data = webm()
    made = prepare(data, ALL)
    assert isinstance(made, bytes)
    assert SECRET in data and SECRET not in made and b"LOCATION" not in made
    assert (len(made), made.index(PIXELS)) == (len(data), data.index(PIXELS))
    assert prepare(made, ALL) == made
    assert SECRET not in (prepare(webm(live=True), ALL) or b"")  # type: ignore[operator]


def test_what_a_camera_puts_behind_a_film_is_cut_off() -> None:
    data = film()
    assert prepare(data + b"\xff\xfe\0\1\0\0\0\1" + SECRET, ALL) == prepare(data, ALL)
    assert prepare(data + b"\x7f\0\0\0seen" + SECRET, ALL) == prepare(data, ALL)


def test_a_film_that_tells_nothing_stays_byte_for_byte() -> None:
    data = box(b"ftyp", b"mp42\0\0\0\0") + box(b"moov") + box(b"mdat", PIXELS)
    assert prepare(data, ALL) is data
    assert picture_key(data) == picture_key(data, Wishes(strip=False))


def test_nothing_is_taken_out_where_the_blog_says_so() -> None:
    data = film()
    assert prepare(data, Wishes(strip=False)) == data
    assert prepare(data, Wishes(max_width=9, strip=False)) == data
    assert picture_key(data) != picture_key(data, Wishes(strip=False))


def test_a_box_that_claims_gigabytes_costs_nothing() -> None:
    data = film()
    lie = struct.pack(">I4s", 0xFFFFFFFF, b"udta") + SECRET
    assert prepare(data + lie, ALL) == prepare(data, ALL)
    place = data.rindex(b"meta") - 4
    huge = data[:place] + struct.pack(">I", 0xFFFFFFF0) + data[place + 4 :]
    made = prepare(huge, ALL)
    assert isinstance(made, bytes) and len(made) == len(huge)


def test_a_table_that_claims_too_much_costs_nothing() -> None:
    data = film()
    place = data.rindex(b"stsz") + 8
    lie = data[:place] + struct.pack(">II", 0x7FFFFFFF, 999_999) + data[place + 8 :]
    made = prepare(lie, ALL)
    assert isinstance(made, bytes)
    assert SECRET not in made and TRACK in made


def _tracks_that_claim_all(count: int) -> bytes:
    """A film of a megabyte with tracks of some hundred bytes that each claim all of it."""
    head = box(b"ftyp", b"mp42", bytes(4), b"mp42isom")
    numbers = {b"stsz": (1, 10**6), b"stsc": (1, 1, 10**6, 1), b"stco": (1, len(head) + 8)}
    tables = [
        box(name, bytes(4), struct.pack(f">{len(each)}I", *each)) for name, each in numbers.items()
    ]
    media = box(
        b"mdia",
        box(b"hdlr", bytes(8), b"camm", bytes(13)),
        box(b"minf", box(b"stbl", *tables)),
    )
    return head + box(b"mdat", b"x" * 10**6) + box(b"moov", *[box(b"trak", media)] * count)


def test_tracks_that_claim_the_same_bytes_are_damage_and_cost_nothing() -> None:
    tracemalloc.start()
    made = prepare(_tracks_that_claim_all(500), ALL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(made, Problem)
    assert most < 20 * 10**6
    one = prepare(_tracks_that_claim_all(1), ALL)
    assert isinstance(one, bytes)
    assert b"x" not in one


def test_more_boxes_than_any_camera_makes_are_damage() -> None:
    data = film() + box(b"free") * 200_000
    assert inspect_film(data, len(data)) == DAMAGED
    long = box(b"ftyp", b"mp42", bytes(4), b"abcd" * 10_000)
    assert len(brands(long)) < 2000


@given(st.sampled_from([film(), film(wide=True, first=True), webm(), OLD]), st.data())
def test_no_damage_breaks_anything(data: bytes, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data) - 1))
    other = draw.draw(st.binary(max_size=9))
    broken = data[:place] + other + data[place + len(other) :]
    assert inspect_film(broken, len(broken)) is not None
    assert inspect_film(broken[:place], len(broken)) is not None
    made = prepare(broken, ALL)
    assert isinstance(made, Problem) or len(made) <= len(broken)
    assert len(picture_key(broken)) == 22


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("png", 10 * 2**20, ""),
        (
            "png",
            10 * 2**20 + 1,
            "it has 10,485,761 bytes, and GitHub attaches no picture of more than 10,485,760",
        ),
        ("mp4", 100 * 2**20, ""),
        (
            "mov",
            100 * 2**20 + 1,
            "it has 104,857,601 bytes, and GitHub attaches no film of more than 104,857,600",
        ),
        ("webm", 0, "it is empty"),
    ],
)
def test_what_github_would_not_attach_is_named(name: str, size: int, reason: str) -> None:
    suffix = f".{name}"
    assert attachable(PictureKind(name, suffix, mime_of(suffix)), size) == reason


def test_what_github_attaches_has_its_media_type() -> None:
    assert mime_of(".JPG") == mime_of(".jpeg") == "image/jpeg"
    assert mime_of(".svg") == "image/svg+xml"
    assert mime_of(".m4v") == "video/mp4"
    assert mime_of(".pdf") == "application/octet-stream"
    other = PictureKind("bmp", ".bmp", "image/bmp")
    assert attachable(other, 9) == "GitHub attaches no bmp"
    assert LARGEST < FILM_LARGEST
