"""`ghblog preview`."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from ghblog.cli import options
from ghblog.cli.console import detail, on_terminal, say, tell
from ghblog.cli.opening import overheard
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.viewing import Viewer


@click.command(epilog="Exit codes: 0 ended by Ctrl-C, 2 usage or settings.")
@click.argument("path", required=False, default=".", type=click.Path(exists=True, path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to serve on; by default the next free one from 4000.",
)
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the page in a browser. [default: on a terminal]",
)
@click.option("--reload/--no-reload", default=True, help="Show saved changes at once.")
@options.offline("Never ask GitHub; what was read before is used.")
@click.option(
    "--exact",
    is_flag=True,
    help="Let GitHub render each text: they leave the machine, and need a token.",
)
def command(
    path: Path,
    *,
    host: str,
    port: int | None,
    opens: bool | None,
    reload: bool,
    offline: bool,
    exact: bool,
) -> int:
    """Show every report as GitHub will show it, beside what publishing would change.

    A local web page that follows what you save, until Ctrl-C. It needs no token and fetches
    nothing from elsewhere; with a token GitHub is read, so that states and changes are real. PATH
    is the blog's folder, or the post to begin with.

    \b
    ghblog preview                       this folder's blog, in the browser
    ghblog preview posts/2026-11-w4.md   begin with this post
    ghblog preview --offline --no-open   never ask GitHub, open nothing
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.blog import Blog
    from ghblog.preview import Preview

    if exact and offline:
        raise UsageError("--exact asks GitHub, and --offline forbids it", hint="leave one out")
    folder = (path if path.is_dir() else path.parent).resolve()
    blog = Blog.open(folder)
    page = _page(blog, path) if path.is_file() else "/"
    preview = Preview(
        _opener(folder, exact=exact),
        blog.settings.root,
        host=host,
        port=port,
        reload=reload,
        offline=offline,
    )
    address = preview.url + page
    say(address)
    tell("Save a report and the page follows. Ctrl-C ends it.")
    detail(f"blog: {blog.settings.root}, its posts below {blog.settings.posts_folder}")
    detail(f"GitHub: {blog.pages_url()}")
    if exact:
        tell("--exact: every text that you look at is sent to GitHub, which renders it.")
    if host not in {"127.0.0.1", "localhost", "::1"}:
        tell("Everybody who reaches this machine can read these posts.")
    if on_terminal() if opens is None else opens:
        webbrowser.open(address)
    with overheard():
        preview.run()
    tell("\nThe preview is over. Next: `ghblog publish --dry-run`.")
    return 0


def _opener(folder: Path, *, exact: bool) -> Callable[[str, bool], Viewer]:
    """What makes a viewer from the settings as they are then."""

    def opened(origin: str, offline: bool) -> Viewer:  # noqa: FBT001  # a switch
        from ghblog.blog import Blog

        return Blog.open(folder).viewer(origin=origin, offline=offline, exact=exact)

    return opened


def _page(blog: Blog, path: Path) -> str:
    """The page of the post in a file; raises UsageError if it is none."""
    only = blog.only([path])
    wanted = next(iter(only or ()), "")
    posts = blog.sources().posts
    found = next((post.id for post in posts if post.path == wanted), "")
    return f"/posts/{quote(found, safe='')}" if found else "/"
