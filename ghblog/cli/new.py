"""`ghblog new`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.console import say, tell
from ghblog.cli.opening import opened
from ghblog.errors import GhblogError, UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.starting.report import Report


def _day(value: str) -> date:
    """A day as YYYY-MM-DD; slashes are good, too."""
    from ghblog.posts.dates import YEARS

    try:
        day = datetime.strptime(value.replace("/", "-"), "%Y-%m-%d").date()  # noqa: DTZ007  # a day
    except ValueError as error:
        raise click.BadParameter(
            f"“{value}” is no day: write it as YYYY-MM-DD, such as 2026-12-20"
        ) from error
    if day.year not in YEARS:
        raise click.BadParameter(f"“{value}” is not between {YEARS[0]} and {YEARS[-1]}")
    return day


@click.command(
    epilog="Exit codes: 0 done, 1 the report is there already, or was not written, 2 usage or "
    "settings."
)
@click.option(
    "--date", "day", type=_day, metavar="DAY", help="The day that it is of. [default: today]"
)
@click.option("--title", default="", help="Its title. [default: like the last ones]")
@click.option(
    "--style",
    default="",
    metavar="STYLE",
    help="chinese (2022年7月第二周周报), iso (2022-W28), number (Weekly #128), or a "
    "pattern such as 'Weekly {year}-{month:02}'. [default: new.title, else like the last ones]",
)
@click.option("--no-tasks", is_flag=True, help="Leave the last report's open tasks there.")
@click.option("--edit", "-e", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@options.dry_run("Show its path and text; write nothing.")
def command(
    *, day: date | None, title: str, style: str, no_tasks: bool, edit: bool, dry_run: bool
) -> int:
    """Start this week's report, like the last one.

    Its title, file name, folder and front matter go on like those of the reports that exist; open
    tasks (`- [ ]`) of the last one are carried over. templates/report.md.j2 in your blog, if there
    is one, is what it is made from. Nothing is overwritten. Its path is printed.

    \b
    ghblog new                          this week's
    ghblog new --edit                   and open it in your editor
    ghblog new --date 2022-07-10        that week's
    ghblog new --title "A week off"     with a title of its own
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.report.plain import plain

    editor = _editor() if edit and not dry_run else []
    with opened(overrides={"new.title": style or None}) as blog:
        report = _made(blog, day, title, tasks=not no_tasks)
        if not dry_run:
            _write(blog, report)
        shown = _from_here(blog.settings.root / report.path)
    say(plain(shown))
    if dry_run:
        say("\n" + plain(report.text.replace("\r\n", "\n")).rstrip("\n"))
    if report.tasks:
        one = "1 open task" if report.tasks == 1 else f"{report.tasks} open tasks"
        tell(plain(f"“{report.title}”, with {one} of {report.last}."))
    else:
        tell(plain(f"“{report.title}”."))
    if editor:
        _open(editor, blog.settings.root / report.path)
    if not dry_run:
        tell("Next: write, then `ghblog preview`.")
    return 0


def _made(blog: Blog, day: date | None, title: str, *, tasks: bool) -> Report:
    from ghblog.posts import discover, zone_of
    from ghblog.starting.naming import Wish
    from ghblog.starting.reading import look
    from ghblog.starting.rendering import own_templates
    from ghblog.starting.report import TEMPLATE, make_report
    from ghblog.starting.zones import chinese

    today = blog.clock.now().astimezone(zone_of(blog.settings)).date()
    wish = Wish(day or today, title, tasks, chinese=chinese(os.environ))
    seen = look(blog.files, discover(blog.files, blog.settings))
    own = own_templates(blog.files, TEMPLATE)
    return make_report(blog.files, blog.settings, seen, own, wish)


def _write(blog: Blog, report: Report) -> None:
    from ghblog.importing.disk import DiskShelf

    if not DiskShelf(blog.settings.root, "").write(report.path, report.text.encode()):
        raise GhblogError("this report is there already", where=report.path)


def _from_here(path: Path) -> str:
    """A path as one would type it here."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on Windows, another drive
        return str(path)


def _editor() -> list[str]:
    """The editor's command line. Raises UsageError."""
    windows = os.name == "nt"
    told = [os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR")]
    command = told[0] or told[1]
    words = _words(command or ("notepad" if windows else ""), windows=windows)
    if not words:
        raise UsageError(
            "--edit needs the name of your editor in EDITOR", hint="such as: export EDITOR=nano"
        )
    return words


def _words(command: str, *, windows: bool) -> list[str]:
    """A command line's words; a program's path may have spaces, on Windows backslashes, too."""
    if shutil.which(command):
        return [command]
    try:
        words = shlex.split(command, posix=not windows)
    except ValueError:
        return []
    return [word.strip('"') for word in words] if windows else words


def _open(editor: list[str], path: Path) -> None:
    try:
        program = shutil.which(editor[0]) or editor[0]  # on Windows it may be a code.cmd
        done = subprocess.run([program, *editor[1:], str(path)], check=False)  # noqa: S603  # theirs
    except OSError as error:
        why = error.strerror or str(error)
        raise GhblogError(
            f"the editor cannot be started: {why}", where=editor[0], hint=f"the report is in {path}"
        ) from error
    if done.returncode:
        raise GhblogError(
            f"the editor ended with {done.returncode}", hint=f"the report is in {path}"
        )
