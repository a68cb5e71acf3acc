"""`ghblog adopt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.asking import agreed
from ghblog.cli.console import color, on_terminal, say, tell, width
from ghblog.cli.opening import opened
from ghblog.cli.publish import as_text

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
@click.option("--force", is_flag=True, help="Adopt from a checkout older than the last publish.")
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
    asking = Asking(yes=yes, as_json=as_json, dry_run=dry_run)
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


def finish(adopted: Adopted | None, asking: Asking, *, as_json: bool, dry_run: bool) -> int:
    """Show what became of it; the exit code."""
    from ghblog.report.adopt import adopted_data, adopted_text, adoption_data

    if adopted is None:
        assert asking.adoption
        if as_json:
            say(as_text(adoption_data(asking.adoption)))
        elif dry_run and asking.adoption.pending:
            tell("Next: `ghblog adopt` records it.")
        return asking.code()
    if as_json:
        say(as_text(adopted_data(adopted)))
    else:
        say(adopted_text(adopted, width=width(), color=color()).rstrip("\n"))
        if adopted.ok:
            tell("Next: `ghblog publish --dry-run` shows what is new.")
    return 0 if adopted.ok else 1


class Asking:
    """Shows what was found and asks once: on a terminal the person, elsewhere only whether
    everything is exact."""

    def __init__(self, *, yes: bool, as_json: bool, dry_run: bool) -> None:
        self._yes = yes
        self._json = as_json
        self._dry = dry_run
        self._refused = False
        self.adoption: Adoption | None = None

    def __call__(self, adoption: Adoption) -> bool:
        """Whether to go on."""
        from ghblog.report.adopt import adoption_text

        self.adoption = adoption
        if not self._json:
            say(
                adoption_text(adoption, width=width(), color=color(), agreed=self._yes).rstrip("\n")
            )
            tell("" if adoption.pending else "Nothing to adopt.")
        if not adoption.pending:
            return False
        self._refused = not agreed(
            "Record this?",
            adoption.unsafe,
            yes=self._yes,
            asks=on_terminal() and not self._json and not self._dry,
            not_done="not recorded",
        )
        return not self._refused and not self._dry

    def code(self) -> int:
        """The exit code when nothing was recorded."""
        return 1 if self._refused else 0
