"""How wide a picture is where nobody says how wide to show it."""

from __future__ import annotations

import pytest
from pictures.drawing import exif, moving, photo, saved, scene, screenshot
from PIL import Image

from ghblog.pictures import width_of


@pytest.mark.parametrize(
    ("data", "width"),
    [
        (photo(1), 48),
        (photo(6), 32),
        (screenshot(orientation=8), 32),
        (saved(scene(), "WEBP", exif=exif(5)), 32),
        (moving("GIF"), 32),
        (moving("WEBP"), 32),
        (b'<svg width="120" viewBox="0 0 9 9"/>', 120),
        (b"<?xml version='1.0'?><!-- a > b --><svg width='1.5in' height='9'/>", 144),
        (b'<svg width="90.4px" stroke-width="3"/>', 90),
        (b'<svg stroke-width="3"/>', 0),
        (b'<svg width="100%"/>', 0),
        (b'<svg width="1.2.3"/>', 0),
        (b'<svg width="9"><script/></svg>', 0),
        (b"", 0),
        (b"# Notes", 0),
        (photo()[:300], 0),
    ],
)
def test_the_width_is_that_of_the_picture_with_the_right_side_up(data: bytes, width: int) -> None:
    assert width_of(data) == width


def test_a_bomb_has_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    assert width_of(photo()) == 0
