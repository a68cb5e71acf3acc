"""`ghblog demo`."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ghblog.cli.console import color, say, tell, width
from ghblog.errors import GhblogError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.model import Plan
    from ghblog.sandbox import Repository, Sandbox

TOKEN = "ghp_demo"  # noqa: S105  # the sandbox's own, good for nothing else
WRITER = "demo"
REPOSITORY = "demo/weekly"
MOST_EXISTING = 2000
_BY_HAND = "# The files that the posts of `ghblog demo --existing` were made from.\n"
_SETTINGS = f"""{_BY_HAND}repository = "{REPOSITORY}"
timezone = "Asia/Shanghai"

[posts]
folder = "posts"
"""
# What to type next: (what for, in which folder, command).
_EDIT = (("Edit a post and publish it again, in another terminal", "blog", "publish"),)
_TAKE_OVER = (
    ("Take over what is there, in another terminal", "blog", "adopt"),
    ("Or make files of it, in a folder that has none", "empty", "import"),
)


@click.command()
@click.option("--serve/--no-serve", default=True, help="Keep the pages up until Ctrl-C.")
@click.option(
    "--port", default=0, metavar="PORT", help="The sandbox's port; by default a free one."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the blog and the sandbox here, and go on with them next time.",
)
@click.option(
    "--existing",
    type=click.IntRange(1, MOST_EXISTING),
    metavar="N",
    help="Fill the repository with N posts made by hand instead, and write their files, to try "
    "taking them over.",
)
def command(*, serve: bool, port: int, folder: Path | None, existing: int | None) -> int:
    """Publish example reports to an embedded stand-in for GitHub, with pages to click through.

    Nothing leaves this machine and no token is needed.

    \b
    ghblog demo                       publish, then keep the pages up
    ghblog demo --folder trial        go on with it next time
    ghblog demo --existing 50         try taking over what was made by hand
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    try:
        from ghblog.sandbox import Sandbox
    except ImportError as error:
        raise GhblogError(
            f"the demo needs the package “{error.name}”",
            hint=_how_to_install(),
        ) from error
    with _home(folder) as home, Sandbox(folder=home / "github", port=port) as box:
        blog_folder = home / "blog"
        by_hand = existing is not None or _is_by_hand(blog_folder)
        code = _fill(box, blog_folder, existing or 0) if by_hand else _run(box, home)
        if serve:
            _serve(box, home, _TAKE_OVER if by_hand else _EDIT)
        else:
            tell("Next: `ghblog demo` keeps the pages up; `ghblog init` sets up your own blog.")
    return code


def _how_to_install() -> str:
    """How to install what the extra names: its packages themselves, since the name `ghblog[demo]`
    is a stranger's where this ghblog came from a checkout."""
    from ghblog.starting.program import requirements_of

    wanted = requirements_of("demo")
    if not wanted:
        return "install ghblog with its extra “demo”, from where you have it"
    has_pip = find_spec("pip") is not None  # uv makes environments without it
    pip = [sys.executable, "-m", "pip", "install"]
    uv = ["uv", "pip", "install", "--python", sys.executable]
    return f"install it with: {shlex.join([*(pip if has_pip else uv), *wanted])}"


@contextmanager
def _home(folder: Path | None) -> Iterator[Path]:
    """Where the demo lives: a folder that stays, or one that goes with it."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="ghblog-demo-", ignore_cleanup_errors=True) as made:
        yield Path(made).resolve()


def _run(box: Sandbox, home: Path) -> int:
    """Publish, then publish again to show that nothing is left to do."""
    blog_folder = home / "blog"
    from ghblog.cli.opening import overheard
    from ghblog.cli.progress import progress
    from ghblog.report import outcome_text

    if not blog_folder.exists():
        shutil.copytree(Path(__file__).parent.parent / "example", blog_folder)
    _prepare(box)
    tell(f"A stand-in for GitHub runs at {box.url}; the example blog is in {blog_folder}.\n")
    with progress() as listen, overheard():
        blog = _open(box, home)
        blog.listen = listen
        outcome = blog.publish(agree=_show)
    if outcome is not None:
        say(outcome_text(outcome, width=width(), color=color()).rstrip("\n"))
    before = len(box.requests)
    again = _open(box, home).publish(agree=lambda plan: not plan.pending)
    requests = len(box.requests) - before
    in_step = again is None
    say(
        f"\nA second run: {'nothing to do' if in_step else 'something is left'}, "
        f"{requests} request{'' if requests == 1 else 's'}."
    )
    _addresses(box)
    return 0 if in_step and (outcome is None or outcome.ok) else 1


def _is_by_hand(blog_folder: Path) -> bool:
    """Whether a folder that is used again was filled with `--existing`."""
    settings = blog_folder / "ghblog.toml"
    return settings.exists() and settings.read_text(encoding="utf-8").startswith(_BY_HAND)


def _fill(box: Sandbox, blog_folder: Path, count: int) -> int:
    """Posts as somebody made them by hand on the web, and the files they were made from."""
    from ghblog.sandbox.filling import fill, write_sources

    if count and blog_folder.exists():
        raise GhblogError(
            f"{blog_folder.parent} holds a demo already",
            hint="go on with it without --existing, or give another --folder",
        )
    repo = _prepare(box)
    if count:
        write_sources(blog_folder / "posts", fill(repo, count))
        (blog_folder.parent / "empty" / "posts").mkdir(parents=True, exist_ok=True)
        for folder in (blog_folder, blog_folder.parent / "empty"):
            (folder / "ghblog.toml").write_text(_SETTINGS, encoding="utf-8", newline="\n")
    tell(f"A stand-in for GitHub runs at {box.url}.\n")
    ours = sum(item.author == WRITER for item in (*repo.issues, *repo.discussions))
    say(f"{len(repo.issues)} issues and {len(repo.discussions)} discussions are there.")
    say(f"{ours} of them are the writer's, made by hand from the files in {blog_folder / 'posts'}.")
    base = f"{box.url}/{REPOSITORY}"
    say(f"\nThe issues       {base}/issues")
    say(f"The discussions  {base}/discussions")
    return 0


def _prepare(box: Sandbox) -> Repository:
    """The writer and the repository; a folder may have them from last time."""
    box.add_user(WRITER, token=TOKEN)
    readme = "# weekly\n\nEvery week a little. 每周写一点。\n"
    return box.add_repository(REPOSITORY, files={"README.md": readme.encode()})


def _open(box: Sandbox, home: Path) -> Blog:
    """The example blog; all that is remembered is kept here, for another demo is another GitHub."""
    from ghblog.blog import Blog
    from ghblog.clock import SystemClock
    from ghblog.machine import ThisMachine
    from ghblog.offline import Cache

    environ = {"GITHUB_API_URL": box.api_url, "GH_TOKEN": TOKEN}
    blog = Blog.open(home / "blog", environ=environ, machine=ThisMachine(SystemClock(), home))
    blog.cache = Cache(home / "cache")
    return blog


def _show(plan: Plan) -> bool:
    """The demo's writer says yes to all."""
    from ghblog.report import plan_text

    say(plan_text(plan, width=width(), color=color(), agreed=True).rstrip("\n"))
    tell("")
    return plan.pending


def _addresses(box: Sandbox) -> None:
    base = f"{box.url}/{REPOSITORY}"
    say(f"\nThe README with the index   {base}")
    say(f"The posts                   {base}/issues")
    say(f"The ledger                  {base}/tree/ghblog")


def _serve(box: Sandbox, home: Path, hints: Sequence[tuple[str, str, str]]) -> None:
    """Keep the pages up, and say what to type in which folder."""
    try:
        for what, name, subcommand in hints:
            tell(f"\n{what}:")
            tell(f"  cd {home / name}")
            tell(f"  GITHUB_API_URL={box.api_url} GH_TOKEN={TOKEN} {_program()} {subcommand}")
        tell("\nCtrl-C ends the demo.")
        wait_for_ctrl_c()
    except KeyboardInterrupt:
        tell("\nThe demo is over.")


def _program() -> str:
    """How to call this very ghblog from another terminal: after `make demo` it is on no PATH."""
    found = shutil.which("ghblog")
    ours = Path(sys.argv[0]).resolve()
    if found and Path(found).resolve() == ours:
        return "ghblog"
    return shlex.quote(str(ours)) if ours.stem == "ghblog" else f"{sys.executable} -m ghblog"


def wait_for_ctrl_c() -> None:
    """Raises KeyboardInterrupt, in the end."""
    threading.Event().wait()
