"""`ghblog adopt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.asking import Asking
from ghblog.cli.console import as_text, color, say, tell, width
from ghblog.cli.opening import opened

if TYPE_CHECKING:
    from ghblog.model.adoption import Adopted, Adoption


@click.command(
    epilog="Exit codes: 0 done, 1 something failed or needs a yes, 2 usage or settings, "
    "4 not authenticated or not allowed, 5 somebody else publishes."
)
@options.paths
@options.dry_run("Show what was found and record nothing.")
@options.as_json("What was found, or recorded, as JSON.")
@options.yes("Do not ask; take over what is only likely, too.")
@options.authors(
    "Look at what this person opened, and at nothing else. May be given several times. "
    "[default: all who may publish here]"
)
@click.option(
    "--pictures",
    is_flag=True,
    help="Fetch the pictures that are on GitHub, to recognise them and never upload them again.",
)
@click.option("--no-index", is_flag=True, help="Leave the index README alone.")
@options.force("Adopt from a checkout older than the last publish.")
@options.max_wait
def command(
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    as_json: bool,
    yes: bool,
    authors: tuple[str, ...],
    pictures: bool,
    no_index: bool,
    force: bool,
    max_wait: int,
) -> int:
    """Take over issues and discussions that exist already, and edit none of them.

    Posts are matched by marker, by `issue: 12` or `discussion: 12` in the front matter, by
    title, then by likeness of text. What was matched is recorded; each text gets its marker
    with the post's next real edit. PATHs limit it to these posts.

    \b
    ghblog adopt --dry-run            which post is which issue
    ghblog adopt                      record it, after one question
    ghblog adopt --author old-login   what somebody else opened for you
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    asking = AdoptionAsking(yes=yes, as_json=as_json, dry_run=dry_run)
    with opened(max_wait=max_wait) as blog:
        adopted = blog.adopt(
            paths,
            authors=authors,
            pictures=pictures,
            index=not no_index,
            force=force,
            dry_run=dry_run,
            agree=asking,
        )
    return finish(adopted, asking, as_json=as_json, dry_run=dry_run)


def finish(adopted: Adopted | None, asking: AdoptionAsking, *, as_json: bool, dry_run: bool) -> int:
    """Show what became of it; the exit code."""
    from ghblog.report.adopt import adopted_data, adopted_text, adoption_data

    if adopted is None:
        assert asking.shown
        if as_json:
            say(as_text(adoption_data(asking.shown)))
        elif dry_run and asking.shown.pending:
            tell("Next: `ghblog adopt` records it.")
        return 1 if asking.refused else 0
    if as_json:
        say(as_text(adopted_data(adopted)))
    else:
        say(adopted_text(adopted, width=width(), color=color()).rstrip("\n"))
        if adopted.ok:
            tell("Next: `ghblog publish --dry-run` shows what is new.")
    return 0 if adopted.ok else 1


class AdoptionAsking(Asking["Adoption"]):
    """Shows what was found and asks once; elsewhere than on a terminal all of it must be exact."""

    question = "Record this?"
    not_done = "not recorded"

    def __init__(self, *, yes: bool, as_json: bool, dry_run: bool) -> None:
        super().__init__(yes=yes, as_json=as_json)
        self._dry = dry_run

    def __call__(self, proposed: Adoption) -> bool:
        """Whether to go on; a dry run never does."""
        return super().__call__(proposed) and not self._dry

    def show(self, proposed: Adoption) -> None:
        """What was found."""
        from ghblog.report.adopt import adoption_text

        text = adoption_text(proposed, width=width(), color=color(), agreed=self.yes)
        say(text.rstrip("\n"))
        tell("" if proposed.pending else "Nothing to adopt.")

    @property
    def asks(self) -> bool:
        """Whether a person will be asked."""
        return super().asks and not self._dry
