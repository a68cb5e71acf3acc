"""The example of docs/dialects.md: built, installed beside the wheel, and published with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from package.building import Built, Environment, build_one, fill, required
from plugging import EXAMPLE
from writers import Writer, make_writer

from ghblog.sandbox import Sandbox, SandboxClock

POST = """\
# A film

Go and see it.

:::spoiler How it ends
The butler did it, %%says Ann%% and ![[map.svg]] shows where.
:::

```text
:::spoiler
as typed
:::
```
"""
SETTINGS = 'repository = "writer/weekly"\nposts.folder = "posts"\npictures.store = "branch"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Writer]:
    """A sandbox with the real clock, which another process has, too."""
    with Sandbox(clock=SandboxClock()) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# weekly\n"})
        yield make_writer(box, repo, tmp_path)
        assert not box.crashes, box.crashes


@pytest.fixture
def environment(built: Built, tmp_path: Path) -> Environment:
    """An empty environment with ghblog's wheel and the example's."""
    sources = shutil.copytree(
        EXAMPLE.parent, tmp_path / "sources", ignore=shutil.ignore_patterns("__pycache__")
    )
    build_one("wheel", sources, tmp_path / "built")
    (wheel,) = (tmp_path / "built").iterdir()
    shutil.rmtree(sources)
    made = Environment(tmp_path / "environment")
    fill(made, required(built.metadata, set()))
    made.install(str(built.wheel), str(wheel))
    return made


def test_a_post_is_published_with_it(environment: Environment, real: Writer) -> None:
    environ = {"GITHUB_API_URL": real.box.api_url, "GH_TOKEN": "ghp_writer"}
    real.write("ghblog.toml", f'{SETTINGS}posts.dialects = ["default", "spoiler"]\n')
    real.write("posts/film.md", POST)
    real.write("posts/map.svg", SVG)
    done = environment.ghblog("publish", "--yes", folder=real.folder, environ=environ)
    assert done.returncode == 0, done.stdout + done.stderr
    body = real.body(1)
    assert "<details><summary>How it ends</summary>\n\nThe butler did it," in body
    assert "shows where.\n\n</details>\n" in body
    assert "Ann" not in body and "![[" not in body and "/pictures/" in body
    assert "```text\n:::spoiler\nas typed\n:::\n```\n" in body

    again = environment.ghblog("publish", folder=real.folder, environ=environ)
    assert again.returncode == 0 and "Nothing to publish" in again.stderr


def test_without_being_named_it_does_nothing(environment: Environment, real: Writer) -> None:
    real.write("ghblog.toml", SETTINGS)
    real.write("posts/film.md", POST)
    real.write("posts/map.svg", SVG)
    order = ["export", "posts/film.md", "--md", "--local", "--offline"]
    done = environment.ghblog(*order, folder=real.folder)
    assert done.returncode == 0, done.stderr
    assert ":::spoiler How it ends\nThe butler did it," in done.stdout


def test_uninstalled_it_is_missed(built: Built, real: Writer) -> None:
    real.write("ghblog.toml", f'{SETTINGS}posts.dialects = ["default", "spoiler"]\n')
    done = built.installed.ghblog("check", folder=real.folder)
    assert done.returncode == 2
    assert 'ghblog.toml:4: posts.dialects: there is no dialect "spoiler"' in done.stderr
    assert "install the package that brings it" in done.stderr
