"""`ghblog init`."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.asking import agreed
from ghblog.cli.console import color, manners, on_terminal, say, tell
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.starting.values import Chosen, Setup, Writing

_NOBODY = "nobody can be asked here"


@click.command(
    epilog="Exit codes: 0 done, 1 it was not agreed to or not written, 2 usage or settings."
)
@click.option(
    "--folder", metavar="PATH", help="The folder of the reports. [default: where reports are]"
)
@click.option(
    "--repository",
    default="",
    metavar="OWNER/NAME",
    help="The repository that holds the posts. [default: the git remote's]",
)
@click.option("--no-workflow", is_flag=True, help="Write no workflow for GitHub Actions.")
@click.option(
    "--program",
    default="",
    metavar="REQUIREMENT",
    help="What pip installs in the workflow to get ghblog. [default: what is installed here]",
)
@options.dry_run("Show what would be written; write nothing.")
@options.yes("Do not ask.")
def command(
    *,
    folder: str | None,
    repository: str,
    no_workflow: bool,
    program: str,
    dry_run: bool,
    yes: bool,
) -> int:
    """Set a blog up: settings, a workflow that publishes, the place of the index.

    Finds the repository, the folder of the reports, their titles and the time zone; shows what it
    would write, and asks once. Needs no token and no network. No file is overwritten, and what is
    there already is left alone, so it may be run again.

    \b
    ghblog init                    look, ask, write
    ghblog init --dry-run          look only
    ghblog init -n --verbose       look at every line of the new settings, too
    ghblog init --folder reports   of the reports in this folder
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.starting.values import Chosen

    setup, top = _planned(
        folder, Chosen(repository=repository, program=program, workflow=not no_workflow)
    )
    if setup.files and not dry_run and not yes and not on_terminal():
        agreed("", [_NOBODY], yes=False, asks=False, not_done="not written")
        tell("`ghblog init --dry-run` shows what it would write.")
        return 1
    _show(setup)
    if not setup.files:
        tell(f"All there: {', '.join(setup.there)}.")
    elif not dry_run and not _written(setup, top, yes=yes):
        return 1
    if setup.files and dry_run:
        tell("Next: the same without --dry-run writes this.")
    else:
        tell(f"Next: {setup.next}")
    return 0


def _planned(folder: str | None, chosen: Chosen) -> tuple[Setup, Path]:
    """What there is, and what would be written below which folder."""
    from dataclasses import replace

    from ghblog.config import load
    from ghblog.posts import DiskFiles
    from ghblog.starting.disk import check_free
    from ghblog.starting.rendering import own_templates
    from ghblog.starting.settings_file import TEMPLATE
    from ghblog.starting.setup import plan_setup
    from ghblog.starting.surveying import survey
    from ghblog.starting.workflow import WORKFLOW_TEMPLATE

    here = Path.cwd()
    root = load(here, environ={}, overrides={"repository": chosen.repository}).root
    if _is_bare(root):
        hint = "clone it, and run it in the clone"
        raise UsageError("this is a bare git repository, without files", hint=hint)
    files = DiskFiles(root)
    facts, top = survey(here, files, os.environ)
    chosen = replace(chosen, folder=_below(folder, root) if folder else "")
    if facts.settings_path and (folder or chosen.repository):
        name, key = ("folder", "posts.folder") if folder else ("repository", "repository")
        raise UsageError(
            f"the settings are there already: --{name} says nothing to them",
            hint=f"write {key} into {facts.settings_path}",
        )
    setup = plan_setup(facts, chosen, own_templates(files, TEMPLATE, WORKFLOW_TEMPLATE))
    check_free(top, setup.files)
    return setup, top


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and all(
        (folder / name).is_dir() for name in ("objects", "refs")
    )


def _below(folder: str, root: Path) -> str:
    """A folder as typed here → below the blog's root, POSIX. Raises UsageError."""
    place = Path(folder).resolve()
    if not place.is_relative_to(root):
        raise UsageError(f"“{folder}” lies outside of {root}", hint="choose a folder in it")
    if place.exists() and not place.is_dir():
        raise UsageError(f"“{folder}” is no folder")
    return place.relative_to(root).as_posix()


def _written(setup: Setup, top: Path, *, yes: bool) -> bool:
    from ghblog.starting.disk import write_all

    if not agreed("Write this?", [], yes=yes, asks=True, not_done="not written"):
        return False
    write_all(top, setup.files)
    tell(f"Written: {', '.join(each.path for each in setup.files)}.")
    return True


def _show(setup: Setup) -> None:
    from ghblog.report.plain import plain

    for name, value in setup.found:
        say(plain(f"{name:<12}{value}"))
    for writing in setup.files:
        say("")
        for line in _diff(writing):
            say(line)
    if setup.files:
        say("")
    for note in setup.notes:
        tell(plain(note))
    if setup.files and setup.there:
        tell(f"There already: {', '.join(setup.there)}.")


def _diff(writing: Writing) -> Iterator[str]:
    from ghblog.report.plain import plain

    if writing.before is None and writing.path.endswith(".toml") and not manners.verbose:
        yield from _summary(writing)
        return
    before = plain((writing.before or "").replace("\r\n", "\n")).splitlines()
    after = plain(writing.after.replace("\r\n", "\n")).splitlines()
    old = writing.path if writing.before is not None else "nothing"
    lines = list(difflib.unified_diff(before, after, old, writing.path, lineterm=""))
    if not lines:  # an empty file, so that git keeps the folder
        lines = ["--- nothing", f"+++ {writing.path} (empty)"]
    yield from map(_colored, lines)


def _summary(writing: Writing) -> Iterator[str]:
    """New settings: only the lines that set something."""
    from ghblog.report.plain import plain
    from ghblog.starting.settings_file import set_lines

    lines = set_lines(plain(writing.after.replace("\r\n", "\n")))
    yield from map(_colored, ["--- nothing", f"+++ {writing.path}", *(f"+{one}" for one in lines)])
    yield "... and every other setting, explained and commented out: --verbose shows all of it"


def _colored(line: str) -> str:
    return click.style(line, fg="green") if color() and line.startswith("+") else line
