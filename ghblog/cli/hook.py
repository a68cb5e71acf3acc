"""`ghblog hook`: what `.pre-commit-hooks.yaml` runs. Not for people, so it is in no list of
commands; they have `ghblog check`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from ghblog.cli import options
from ghblog.cli.console import color, say
from ghblog.cli.opening import opened


@click.command(hidden=True)
@options.strict
@click.argument("paths", nargs=-1, type=click.Path())
def command(paths: tuple[str, ...], *, strict: bool) -> int:
    """Check the posts among files, each in the blog that it belongs to.

    Silent when there is nothing to say. Files that are no posts are passed over: pre-commit names
    every Markdown file that is to be committed, and knows nothing of blogs.
    """
    good = [_checked(root, posts, strict=strict) for root, posts in _by_blog(paths)]
    return 0 if all(good) else 1


def _by_blog(paths: Iterable[str]) -> list[tuple[Path, list[Path]]]:
    """The folders of blogs, each with the posts meant in it. Raises ConfigError."""
    from ghblog.config import load
    from ghblog.posts import DiskFiles, discover

    places = [Path(path).resolve() for path in paths]
    settings = {folder: load(folder, environ={}) for folder in {each.parent for each in places}}
    roots = {each.root: each for each in settings.values()}
    known = {
        root: {root / path for path in discover(DiskFiles(root), each)}
        for root, each in roots.items()
    }
    found: dict[Path, list[Path]] = {}
    for place in places:
        root = settings[place.parent].root
        if place in known[root]:
            found.setdefault(root, []).append(place)
    return sorted(found.items())


def _checked(root: Path, posts: list[Path], *, strict: bool) -> bool:
    from ghblog.model import Severity
    from ghblog.report.check import check_text

    with opened(str(root)) as blog:
        checked = blog.check([str(each) for each in posts])
    warnings = checked.of(Severity.WARNING)
    if not checked.ok or warnings:
        findings = [replace(each, path=_from_here(root / each.path)) for each in checked.findings]
        say(check_text(findings, checked.files, color=color()).rstrip("\n"))
    return checked.ok and not (strict and warnings)


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
