"""`ghblog publish`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.asking import Asking
from ghblog.cli.console import as_text, color, say, tell, width
from ghblog.cli.opening import opened
from ghblog.cli.plans import dry_code, show, tell_next, unhappy
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.model import Outcome, Plan

_MEND = "Next: mend what was marked “x” or “!” in the plan, then `ghblog publish` again."


@click.command(
    epilog="Exit codes: 0 done, 1 something failed, must be mended, or needs a yes, 2 usage or "
    "settings, 3 changes pending (with --exit-code), 4 not authenticated or not allowed, 5 "
    "somebody else publishes. A dry run that is --offline needs no yes: it only looks."
)
@options.paths
@options.dry_run("Show the plan and write nothing.")
@click.option("--diff", is_flag=True, help="Show the texts, too, as they would be sent.")
@options.as_json("The plan, or the outcome, as JSON.")
@options.exit_code("With --dry-run: exit 3 if changes are pending.")
@options.yes("Do not ask, not even for an unsafe plan.")
@click.option(
    "--refresh", is_flag=True, help="Compare every text with GitHub's, whatever the ledger says."
)
@options.offline("With --dry-run: ask nobody, compare with what was read of GitHub last.")
@options.force("Publish from a checkout older than the last publish.")
@options.max_wait
def command(
    paths: tuple[str, ...],
    *,
    dry_run: bool,
    diff: bool,
    as_json: bool,
    exit_code: bool,
    yes: bool,
    refresh: bool,
    offline: bool,
    force: bool,
    max_wait: int,
) -> int:
    """Make GitHub hold exactly the posts in your files.

    PATHs limit it to these posts; the index README still covers all.

    \b
    ghblog publish --dry-run          what would be done
    ghblog publish -n --diff          the texts, too
    ghblog publish -n --offline       by what was read of GitHub last, without a token
    ghblog publish                    do it, after one question
    ghblog publish 2022-07-w2.md      this one only
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    if offline and not dry_run:
        raise UsageError(
            "--offline can only look", hint="add --dry-run, or publish without --offline"
        )
    with opened(max_wait=max_wait) as blog:
        if dry_run:
            plan = blog.plan(paths, refresh=refresh, force=force, watchers=True, offline=offline)
            show(blog, plan, as_json=as_json, diff=diff, yes=yes)
            tell_next(plan, "ghblog publish", as_json=as_json, offline=offline)
            return dry_code(plan, yes=yes or offline, exit_code=exit_code)
        asking = PlanAsking(blog, yes=yes, as_json=as_json, diff=diff)
        outcome = blog.publish(
            paths, refresh=refresh, force=force, watchers=asking.asks, agree=asking
        )
    return finish(outcome, asking, as_json=as_json)


def finish(outcome: Outcome | None, asking: PlanAsking, *, as_json: bool) -> int:
    """Show what became of it; the exit code."""
    from ghblog.report import outcome_data, outcome_text, plan_data

    if outcome is None:
        assert asking.shown
        if as_json:
            say(as_text(plan_data(asking.shown)))
        return 1 if asking.refused or unhappy(asking.shown) else 0
    if as_json:
        say(as_text(outcome_data(outcome)))
    else:
        say(outcome_text(outcome, width=width(), color=color()).rstrip("\n"))
        if outcome.ok:
            tell(_MEND if unhappy(outcome.plan) else "Next: `ghblog status` shows every post.")
    return 0 if outcome.ok and not unhappy(outcome.plan) else 1


class PlanAsking(Asking["Plan"]):
    """Shows a plan and asks once."""

    question = "Publish this?"
    not_done = "not published"
    posts = True  # it is about posts, and not about the index alone

    def __init__(self, blog: Blog, *, yes: bool, as_json: bool, diff: bool) -> None:
        super().__init__(yes=yes, as_json=as_json)
        self._blog = blog
        self._diff = diff

    def show(self, proposed: Plan) -> None:
        """The plan, and its texts with `--diff`."""
        show(
            self._blog,
            proposed,
            as_json=False,
            diff=self._diff,
            yes=self.yes,
            posts=self.posts,
        )
