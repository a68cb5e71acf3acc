"""From the writer's folder to the reader, privacy and all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pictures.drawing import PROFILE, SECRET, phone, photo, read, saved, scene
from pictures.filming import film
from writers import Writer, make_writer

from ghblog.errors import ConfigError
from ghblog.model import Action
from ghblog.sandbox import Sandbox


@pytest.fixture
def writer(sandbox: Sandbox, tmp_path: Path) -> Writer:
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
    return make_writer(sandbox, repo, tmp_path)


def uploaded(writer: Writer) -> list[bytes]:
    names = [name for name in writer.repo.files("ghblog") if name.startswith("pictures/")]
    return [writer.stored(name) for name in names]


def test_readers_see_a_photo_upright_and_nothing_of_where_it_was_taken(writer: Writer) -> None:
    source = photo(6)
    path = writer.write("posts/lake.jpg", source)
    writer.write("posts/2022-07-10.md", "# Lake\n\n![](lake.jpg)\n")
    outcome = writer.publish()
    assert outcome is not None and outcome.ok
    (data,) = uploaded(writer)
    assert SECRET not in data and b"Exif" not in data
    shown = read(data)
    assert shown.size == (32, 48)
    assert shown.info["icc_profile"] == PROFILE
    assert path.read_bytes() == source


def test_readers_see_a_phones_heic_photo_as_jpeg(writer: Writer) -> None:
    writer.write("posts/lake.heic", phone())
    writer.write("posts/2022-07-10.md", "# Lake\n\n![](lake.heic)\n")
    outcome = writer.publish()
    assert outcome is not None and outcome.ok
    (name,) = [name for name in writer.repo.files("ghblog") if name.startswith("pictures/")]
    assert name.endswith(".jpg")
    assert read(writer.stored(name)).size == (32, 48)
    assert writer.counted() == (None, 1)


def test_publishing_again_uploads_nothing(writer: Writer) -> None:
    writer.write("posts/lake.jpg", photo(6))
    writer.write("posts/2022-07-10.md", "# Lake\n\n![](lake.jpg)\n")
    writer.publish()
    assert writer.counted() == (None, 1)


def test_a_smaller_width_uploads_only_pictures_that_are_wider(writer: Writer) -> None:
    writer.write("posts/wide.jpg", photo(1, (400, 200)))
    writer.write("posts/small.png", saved(scene(), "PNG"))
    writer.write("posts/2022-07-10.md", "# One\n\n![](wide.jpg)\n")
    writer.write("posts/2022-07-17.md", "# Two\n\n![](small.png)\n")
    writer.publish()
    writer.environ["GHBLOG_PICTURES_MAX_WIDTH"] = "100"
    plan = writer.plan()
    assert [change.path for change in plan.changes if change.action is Action.UPDATE] == [
        "posts/2022-07-10.md"
    ]
    writer.publish()
    assert sorted(read(data).size for data in uploaded(writer)) == [(48, 32), (100, 50), (400, 200)]


@pytest.mark.parametrize("width", ["-1", "3", "1000000"])
def test_a_width_that_cannot_be_is_refused(writer: Writer, width: str) -> None:
    writer.environ["GHBLOG_PICTURES_MAX_WIDTH"] = width
    with pytest.raises(ConfigError, match=f"{width} is no width in pixels"):
        writer.plan()


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        (
            "a.svg",
            lambda: b"<svg>\n<script/></svg>",
            "is an SVG picture with a script in its line 2",
        ),
        ("a.jpg", lambda: b"", "is empty"),
        ("a.jpg", lambda: photo()[:400], "is a damaged picture"),
        ("a.heic", lambda: b"\0\0\0\x1cftypheic\0\0", "is a damaged picture"),
        ("a.jpg", lambda: b"\0\0\0\x1cftyphevc\0\0", "is a HEIC sequence"),
        ("a.png", film, "is a film"),
    ],
)
def test_a_picture_unfit_for_publishing_is_refused_with_its_line(
    writer: Writer, name: str, make: Callable[[], bytes], message: str
) -> None:
    writer.write(f"posts/{name}", make())
    writer.write("posts/2022-07-10.md", f"# One\n\n![]({name})\n")
    writer.write("posts/2022-07-17.md", "# Two\n\nText.\n")
    changes = {change.path: change for change in writer.plan().changes}
    refused = changes["posts/2022-07-10.md"]
    assert refused.action is Action.REFUSE
    assert f'the picture "{name}" {message}' in refused.reason
    assert changes["posts/2022-07-17.md"].action is Action.CREATE
