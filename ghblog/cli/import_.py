"""`ghblog import`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from ghblog.cli.console import complain, confirm, on_terminal, say, tell
from ghblog.cli.opening import opened
from ghblog.cli.publish import as_text

if TYPE_CHECKING:
    from ghblog.importing import Imported, Item
    from ghblog.intake import Taken
    from ghblog.model.adoption import Adoption

FORMAT = 1
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    name="import",
    epilog="Exit codes: 0 done, 1 some were not written, 2 usage or settings, 4 not "
    "authenticated or not allowed, 5 somebody else publishes. Nothing on GitHub is edited.",
)
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="LOGIN",
    help="Whose; several may be given, `*` is anybody. [default: you and those who may publish]",
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
@click.option("--yes", "-y", is_flag=True, help="Do not ask before recording.")
@click.option("--dry-run", "-n", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
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
        _show(taken, dry=dry_run)
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


def imported_data(taken: Taken, *, dry: bool) -> dict[str, Any]:
    """What became of it, for programs. `format` is raised when a key changes its meaning."""
    imported, adopted = taken.imported, taken.adopted
    return {
        "format": FORMAT,
        "dry_run": dry,
        "ok": taken.ok,
        "items": [
            {
                "kind": str(item.kind),
                "number": item.number,
                "title": item.title,
                "path": item.path,
                "fate": str(item.fate),
                "reason": item.reason,
                "comments": item.comments,
                "notes": list(item.notes),
            }
            for item in imported.items
        ],
        "pictures": imported.pictures,
        "recorded": len(adopted.adoption.found) if adopted and adopted.settled else 0,
        "problem": taken.problem or (adopted.problem if adopted else ""),
        "notices": list(imported.notices),
    }


def _show(taken: Taken, *, dry: bool) -> None:
    from ghblog.report.plain import plain

    for line in _lines(taken.imported, dry=dry):
        say(plain(line))
    if problem := taken.problem or (taken.adopted and taken.adopted.problem):
        complain(f"the files are written, but not recorded: {problem}", taken.hint)
    for line in _end(taken, dry=dry):
        tell(plain(line))


def _lines(imported: Imported, *, dry: bool) -> Iterator[str]:
    from ghblog.importing import Fate

    for item in imported.items:
        if item.fate is not Fate.HERE:
            yield _line(item, dry=dry)
        for note in item.notes:
            yield f"      {note}"


def _line(item: Item, *, dry: bool) -> str:
    from ghblog.importing import Fate

    what = f"#{item.number} {item.title}"
    if item.fate is Fate.BLOCKED:
        return f"  x {item.path}  {what}: not written: {item.reason}"
    more = f" (with {item.comments} comment(s))" if item.comments else ""
    return f"  {'+' if dry else 'ok'} {item.path}  {what}{more}"


def _end(taken: Taken, *, dry: bool) -> Iterator[str]:
    from ghblog.importing import Fate

    imported = taken.imported
    yield from imported.notices
    counts = {fate: len(imported.of(fate)) for fate in Fate}
    told = [f"{counts[Fate.WRITTEN]} {'to write' if dry else 'written'}"]
    told += [f"{counts[fate]} {fate}" for fate in (Fate.HERE, Fate.BLOCKED) if counts[fate]]
    if imported.pictures:
        told.append(f"{imported.pictures} picture(s) fetched")
    yield f"{', '.join(told)}."
    if any(item.comments for item in imported.items):
        yield (
            "Comments were put below their posts. They stay on GitHub, too: at the next edit of "
            "such a post its text there will hold them, so delete the comments then."
        )
    if imported.stopped:
        yield "Stopped. Run it again: it goes on from here."
    elif dry:
        yield "Next: `ghblog import`."
    elif taken.adopted and taken.adopted.ok:
        yield f"{len(taken.adopted.adoption.found)} recorded. Next: `ghblog status`."
        if taken.left:
            yield f"{taken.left} cannot be recorded as they are: `ghblog adopt --dry-run` says why."
    elif taken.known and imported.of(Fate.WRITTEN):
        yield (
            f"{taken.known} of them are recorded already, with other files: keep one of the two."
        )
    elif imported.of(Fate.WRITTEN):
        yield "Not recorded. Next: `ghblog adopt`."
