"""`ghblog check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.console import as_text, color, confirm, on_terminal, say, tell, warn
from ghblog.cli.opening import opened
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.checking import Checked
    from ghblog.linting.moves import Edit, Mending, Move

_MENDABLE = ("machine-path", "run-on-address", "old-name")


@click.command(
    epilog="Exit codes: 0 no errors, 1 errors (with --strict warnings, too) or a fix that needs a "
    "yes, 2 usage or settings."
)
@options.paths
@click.option(
    "--fix",
    is_flag=True,
    help="Copy pictures at paths of this computer beside the post and correct the paths; put < > "
    "round addresses that run on; let links spell the new names of posts that moved.",
)
@options.yes("With --fix: do not ask.")
@click.option("--all", "every", is_flag=True, help="Show every finding; fold and count none.")
@options.strict
@options.as_json("All findings as JSON.")
@click.option(
    "--github/--no-github",
    default=None,
    help="As annotations of a GitHub Actions workflow. [default: when GITHUB_ACTIONS is true, "
    "unless --json]",
)
@click.option("--explain", metavar="CODE", help="Say what a code means and what to do.")
def command(
    paths: tuple[str, ...],
    *,
    fix: bool,
    yes: bool,
    every: bool,
    strict: bool,
    as_json: bool,
    github: bool | None,
    explain: str | None,
) -> int:
    """Say what will go wrong, or notify strangers, before anything is published.

    Needs no token and no network, and changes nothing without --fix. PATHs limit it to these
    posts. docs/checks.md lists all codes.

    \b
    ghblog check                         errors and warnings, with file:line
    ghblog check --fix                   copy pictures that only this computer has
    ghblog check --explain dead-picture  what that means
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    if explain:
        return _explain(explain)
    with opened() as blog:
        mended = not fix or _fix(blog, paths, yes=yes, as_json=as_json)
        checked = blog.check(paths)
        mendable = not fix and not as_json and _mendable(blog, paths, checked)
    if github is None:
        github = os.environ.get("GITHUB_ACTIONS") == "true" and not as_json
    _show(blog, checked, every=every, as_json=as_json, github=github)
    if not as_json:
        tell(_next(checked, mendable=mendable))
    return 0 if mended and _good(checked, strict=strict) else 1


def _explain(name: str) -> int:
    from ghblog.codes import CODES
    from ghblog.report.check import explanation

    if name not in CODES:
        raise UsageError(f"there is no code “{name}”", hint=f"there are {', '.join(sorted(CODES))}")
    say(explanation(CODES[name]).rstrip("\n"))
    return 0


def _show(blog: Blog, checked: Checked, *, every: bool, as_json: bool, github: bool) -> None:
    from ghblog.report.check import annotations_text, check_data, check_text

    findings, files = checked.findings, checked.files
    if as_json:
        say(as_text(check_data(findings, files)))
    elif github:
        text = annotations_text(findings, files, every=every, prefix=_prefix(blog))
        say(text.rstrip("\n"))
    else:
        say(check_text(findings, files, every=every, color=color()).rstrip("\n"))


def _prefix(blog: Blog) -> str:
    """The blog's folder in the repository that the workflow has checked out."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    root = blog.settings.root
    if workspace and root.is_relative_to(top := Path(workspace).resolve()) and root != top:
        return f"{root.relative_to(top).as_posix()}/"
    return ""


def _good(checked: Checked, *, strict: bool) -> bool:
    from ghblog.model import Severity

    return checked.ok and not (strict and checked.of(Severity.WARNING))


def _mendable(blog: Blog, paths: tuple[str, ...], checked: Checked) -> bool:
    """Whether `--fix` has something to do on this computer."""
    steps: list[Move | Edit] = []

    def look(mending: Mending) -> bool:
        steps.extend((*mending.moves, *mending.edits))
        return False

    if any(each.code in _MENDABLE for each in checked.findings):
        blog.fix(paths, agree=look)
    return bool(steps)


def _next(checked: Checked, *, mendable: bool) -> str:
    if mendable:
        return "Next: `ghblog check --fix` mends what can be mended by itself, after a question."
    if not checked.ok:
        return "Next: mend the errors. (`ghblog check --explain CODE` says more.)"
    return "Next: `ghblog publish --dry-run`."


def _fix(blog: Blog, paths: tuple[str, ...], *, yes: bool, as_json: bool) -> bool:
    """Mend what can be mended; whether that was agreed to and went well."""
    from ghblog.report.check import fixed_text, stuck_text

    refused = False
    moves: list[Move] = []
    edits: list[Edit] = []

    def agree(mending: Mending) -> bool:
        nonlocal refused
        refused = not _agreed(mending, yes=yes, asks=on_terminal() and not as_json)
        moves.extend(mending.moves)
        edits.extend(mending.edits)
        return not refused

    wrong = blog.fix(paths, agree=agree)
    for each in wrong:
        tell(stuck_text(each.path, each.line, each.raw, each.why))
    if (moves or edits) and not refused:
        left = {each.path for each in wrong if not each.raw}
        wrongly = {(each.path, each.line, each.raw) for each in wrong}
        failed = {each.target for each in moves if (each.path, each.line, each.raw) in wrongly}
        copied = {each.target for each in moves if each.copy} - failed
        posts = {each.path for each in moves} | {each.path for each in edits}
        tell(fixed_text(len(copied), len(posts - left)))
    return not refused and not wrong


def _agreed(mending: Mending, *, yes: bool, asks: bool) -> bool:
    from ghblog.report.check import edit_text, move_text, stuck_text

    lines = [
        (each.path, each.line, stuck_text(each.path, each.line, each.raw, each.why))
        for each in mending.stuck
    ]
    for move in mending.moves:
        source = str(move.source) if move.copy else ""
        text = move_text(move.path, move.line, move.raw, move.target, source)
        lines.append((move.path, move.line, text))
    for edit in mending.edits:
        text = edit_text(edit.path, edit.line, edit.raw, edit.new)
        lines.append((edit.path, edit.line, text))
    for _path, _line, text in sorted(lines, key=lambda each: each[:2]):
        tell(text)
    if not mending.moves and not mending.edits:
        tell(
            "Nothing to fix: no picture that only this computer has, no address that runs on, "
            "no link by an old name that can be spelled anew."
        )
        return True
    if yes:
        return True
    if asks:
        return confirm("Copy and correct this?" if mending.moves else "Correct this?", default=True)
    warn("not fixed: nobody can be asked here. If you mean it, add --yes.")
    return False
