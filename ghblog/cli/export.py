"""`ghblog export`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.console import say_bytes, tell
from ghblog.cli.opening import opened
from ghblog.errors import GhblogError, UsageError

if TYPE_CHECKING:
    from ghblog.model import Settings

# Only such files are written over: a slip of the pen must not cost the settings or a picture.
_USUAL = {True: (".html", ".htm", ".xhtml"), False: (".md", ".markdown", ".txt")}


@click.command(
    epilog="Exit codes: 0 done, 1 something failed, such as a picture that is not published yet, "
    "2 usage or settings, 4 not authenticated or not allowed."
)
@click.argument("post", type=click.Path())
@click.option("--html", is_flag=True, help="A page that stands alone, its style in the elements.")
@click.option("--md", is_flag=True, help="The Markdown as GitHub has it, without the marker.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it there. [default: stdout]",
)
@click.option("--local", is_flag=True, help="Pictures from the files: in the page, or as paths.")
@options.offline("Ask nobody: go by what was read of GitHub last.")
def command(
    post: str, *, html: bool, md: bool, output: Path | None, local: bool, offline: bool
) -> int:
    """Make a page or a text of a post, for other platforms.

    POST is the path of its file, or its id. Pictures are shown from where GitHub has them, so
    they must be published.

    \b
    ghblog export 2022-07-w2.md --html -o w2.html
    ghblog export 2022-07-w2.md --md | xclip -selection clipboard
    ghblog export 2022-07-w2.md --html --local -o w2.html      nothing published yet
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.exporting import Order, export

    if html == md:
        raise UsageError("say in which form: either --html or --md")
    output = None if str(output) == "-" else output
    folder = output.absolute().parent if output else None
    if folder and not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", hint="make it, or write elsewhere")
    order = Order(html=html, local=local, offline=offline, folder=folder)
    with opened() as blog:
        made = export(blog, post, order)
    if output is not None:
        _check(output, made.sources, blog.settings, html=html)
    for notice in made.notices:
        tell(f"Note: {notice}")
    data = made.text.encode("utf-8", "replace")
    if output is None:
        say_bytes(data)
        return 0
    try:
        _write(output, data)
    except OSError as error:
        why = error.strerror or str(error)
        raise GhblogError(f"it cannot be written: {why}", where=str(output)) from error
    tell(f"{made.title}: {output}, {len(data):,} bytes.")
    tell("Next: open it in a browser, and copy." if html else "Next: paste it where you want it.")
    return 0


def _check(output: Path, sources: Collection[Path], settings: Settings, *, html: bool) -> None:
    """Raises UsageError where a file would be lost, or come to be a post itself."""
    if output.resolve() in sources:
        raise UsageError(
            f"{output} is a file of the blog itself", hint="write it elsewhere: -o FILE"
        )
    if output.is_file() and output.suffix.lower() not in _USUAL[html]:
        raise UsageError(
            f"{output} is there already, and its name is not that of an earlier export",
            hint=f"nothing was written; take a name that ends in {_USUAL[html][0]}",
        )
    if _would_be_post(output.resolve(), settings):
        raise UsageError(
            f"{output} lies among the posts, and would be published as one",
            hint="write it elsewhere: -o FILE",
        )


def _would_be_post(place: Path, settings: Settings) -> bool:
    from ghblog.posts.globs import matches

    folder = (settings.root / settings.posts_folder).resolve()
    if not place.is_relative_to(folder):
        return False
    below = place.relative_to(folder).as_posix()
    return matches(below, settings.include) and not matches(below, settings.exclude)


def _write(output: Path, data: bytes) -> None:
    """Write a file, or leave the one that is there as it is."""
    if output.exists() and not output.is_file():  # a device or a pipe must stay what it is
        output.write_bytes(data)
        return
    with tempfile.NamedTemporaryFile(dir=output.parent, prefix=".ghblog-", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.close()
            if output.exists():
                made.chmod(output.stat().st_mode)
            else:
                mask = os.umask(0)
                os.umask(mask)
                made.chmod(0o666 & ~mask)
            made.replace(output)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
