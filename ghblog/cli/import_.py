"""`ghblog import`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.console import as_text, confirm, on_terminal, say
from ghblog.cli.imported import imported_data, show
from ghblog.cli.opening import opened

if TYPE_CHECKING:
    from ghblog.model.adoption import Adoption

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    name="import",
    epilog="Exit codes: 0 done, 1 some were not written, 2 usage or settings, 4 not "
    "authenticated or not allowed, 5 somebody else publishes. Nothing on GitHub is edited.",
)
@options.authors(
    "Whose; several may be given, `*` is anybody. [default: you and those who may publish]"
)
@click.option("--label", "labels", multiple=True, metavar="NAME", help="Only what has this label.")
@click.option(
    "--category", "categories", multiple=True, metavar="NAME", help="Only discussions of this one."
)
@click.option("--since", type=_DAY, metavar="DAY", help="Only what was opened on it or later.")
@click.option("--until", type=_DAY, metavar="DAY", help="Only what was opened on it or before.")
@click.option(
    "--kind", type=click.Choice(["issue", "discussion", "all"]), default="all", show_default=True
)
@click.option(
    "--state", type=click.Choice(["open", "closed", "all"]), default="all", show_default=True
)
@click.option(
    "--pattern",
    default="{date}-{slug}",
    show_default=True,
    help="Names of the files, of {date} {year} {month} {number} {title} {slug}; / is a folder.",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="Names in ASCII: 周报 becomes zhou-bao.")
@click.option(
    "--comments",
    type=click.Choice(["author", "none"]),
    default="author",
    show_default=True,
    help="Append the author's own comments that directly go on with the post.",
)
@click.option("--no-pictures", is_flag=True, help="Fetch no picture; their addresses stay.")
@click.option("--all-pictures", is_flag=True, help="Fetch pictures from other hosts than GitHub's.")
@click.option("--links", is_flag=True, help="Links between imported posts lead to their files.")
@click.option("--no-record", is_flag=True, help="Write files only; `ghblog adopt` records them.")
@options.yes("Do not ask before recording.")
@options.dry_run("Show what would be written; write nothing.")
@options.as_json("As JSON.")
def command(
    *,
    authors: tuple[str, ...],
    labels: tuple[str, ...],
    categories: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    kind: str,
    state: str,
    pattern: str,
    ascii_only: bool,
    comments: str,
    no_pictures: bool,
    all_pictures: bool,
    links: bool,
    no_record: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Make Markdown files of issues and discussions, pictures included.

    No file is overwritten, and nothing on GitHub is edited. What is here already is left alone,
    so it may be stopped and run again.

    \b
    ghblog import --dry-run                 which files it would be
    ghblog import --label weekly            of what has this label
    ghblog import --author old-login        of what somebody else opened
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.importing import Choice, Order
    from ghblog.model import Kind

    choice = Choice(
        authors=authors,
        labels=labels,
        categories=categories,
        since=_day(since),
        until=_day(until),
        kinds=tuple(Kind) if kind == "all" else (Kind(kind),),
        closed=None if state == "all" else state == "closed",
    )
    order = Order(
        pattern=pattern,
        ascii_only=ascii_only,
        comments=comments == "author",
        pictures=not no_pictures,
        links=links,
        dry=dry_run,
    )
    with opened() as blog:
        agree = None if no_record else _asking(yes=yes or as_json)
        taken = blog.take_in(choice, order, all_pictures=all_pictures, agree=agree)
    if as_json:
        say(as_text(imported_data(taken, dry=dry_run)))
    else:
        show(taken, dry=dry_run)
    return 0 if taken.ok else 1


def _asking(*, yes: bool) -> Callable[[Adoption], bool]:
    """Ask a person once whether to record; elsewhere go on, since it edits no post."""

    def agreed(adoption: Adoption) -> bool:
        if yes or not on_terminal():
            return True
        index = f", and write the index {adoption.index.path}" if adoption.index else ""
        return confirm(
            f"Record {len(adoption.found)} posts in the repository{index}?", default=True
        )

    return agreed


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
