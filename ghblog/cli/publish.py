"""`ghblog publish`."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.asking import agreed
from ghblog.cli.console import color, on_terminal, say, tell, width
from ghblog.cli.opening import opened
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.model import Outcome, Plan

CHANGES_PENDING = 3
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
@click.option("--exit-code", is_flag=True, help="With --dry-run: exit 3 if changes are pending.")
@options.yes("Do not ask, not even for an unsafe plan.")
@click.option(
    "--refresh", is_flag=True, help="Compare every text with GitHub's, whatever the ledger says."
)
@click.option(
    "--offline",
    is_flag=True,
    help="With --dry-run: ask nobody, compare with what was read of GitHub last.",
)
@click.option("--force", is_flag=True, help="Publish from a checkout older than the last publish.")
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
        asking = Asking(blog, yes=yes, as_json=as_json, diff=diff)
        outcome = blog.publish(
            paths, refresh=refresh, force=force, watchers=asking.asks, agree=asking
        )
    return finish(outcome, asking, as_json=as_json)


def finish(outcome: Outcome | None, asking: Asking, *, as_json: bool) -> int:
    """Show what became of it; the exit code."""
    from ghblog.report import outcome_data, outcome_text, plan_data

    if outcome is None:
        assert asking.plan
        if as_json:
            say(as_text(plan_data(asking.plan)))
        return asking.code()
    if as_json:
        say(as_text(outcome_data(outcome)))
    else:
        say(outcome_text(outcome, width=width(), color=color()).rstrip("\n"))
        if outcome.ok:
            tell(_MEND if unhappy(outcome.plan) else "Next: `ghblog status` shows every post.")
    return 0 if outcome.ok and not unhappy(outcome.plan) else 1


def unhappy(plan: Plan) -> bool:
    """Whether posts are kept from being published by something to mend."""
    from ghblog.model import Action

    index = bool(plan.index and plan.index.error)
    return bool(plan.of(Action.REFUSE, Action.CONFLICT)) or index


class Asking:
    """Shows a plan and asks once: on a terminal the person, elsewhere only whether it is safe."""

    def __init__(self, blog: Blog, *, yes: bool, as_json: bool, diff: bool) -> None:
        self._blog = blog
        self._yes = yes
        self._json = as_json
        self._diff = diff
        self._refused = False
        self.plan: Plan | None = None

    def __call__(self, plan: Plan) -> bool:
        """Whether to go on."""
        self.plan = plan
        if not self._json:
            show(self._blog, plan, as_json=False, diff=self._diff, yes=self._yes)
        if not plan.pending:
            return False
        self._refused = not agreed(
            "Publish this?",
            plan.unsafe,
            yes=self._yes,
            asks=self.asks,
            not_done="not published",
        )
        return not self._refused

    @property
    def asks(self) -> bool:
        """Whether a person will be asked."""
        return on_terminal() and not self._yes and not self._json

    def code(self) -> int:
        """The exit code when nothing was done."""
        assert self.plan
        return 1 if self._refused or unhappy(self.plan) else 0


def dry_code(plan: Plan, *, yes: bool, exit_code: bool) -> int:
    """A dry run's exit code: an unsafe plan fails here as it would in earnest.

    Args:
        yes: the plan need not be safe. Offline it need not: what is new on GitHub by now, nobody
            can tell, and nothing can follow.
    """
    if plan.unsafe and not yes:
        return 1
    if unhappy(plan):
        return 1
    return CHANGES_PENDING if exit_code and plan.pending else 0


def show(blog: Blog, plan: Plan, *, as_json: bool, diff: bool, yes: bool = False) -> None:
    """A plan, on stdout.

    Args:
        yes: somebody has agreed to it already.
    """
    from ghblog.report import plan_data, plan_text

    if as_json:
        say(as_text(plan_data(plan)))
        return
    say(plan_text(plan, width=width(), color=color(), agreed=yes).rstrip("\n"))
    if diff:
        _show_texts(blog, plan)
    if plan.pending:
        tell("")
    else:
        tell(next_step(plan))


def tell_next(plan: Plan, command: str, *, as_json: bool, offline: bool = False) -> None:
    """What carries out a plan that was only shown."""
    if as_json or not plan.pending:
        return
    if offline:
        tell(f"Next: `{command} --dry-run` compares with GitHub as it is now.")
    else:
        tell(f"Next: `{command}{' --yes' if plan.unsafe else ''}` does it.")


def next_step(plan: Plan) -> str:
    """What to do where nothing is to be published."""
    if unhappy(plan):
        return "Nothing to publish. Next: mend what is marked “x” or “!”."
    if not plan.changes:
        return "Nothing to do."
    return "Nothing to publish: no file changed. (`ghblog status --verify` reads GitHub's texts.)"


def _show_texts(blog: Blog, plan: Plan) -> None:
    from ghblog.marker import split_marker
    from ghblog.model import Action
    from ghblog.report import diff_text

    for change in (*plan.writes, *plan.of(Action.CONFLICT)):
        bodies = [change.present.body] if change.present else []
        bodies += [remark.body for remark in change.further if remark]
        before = "\n".join(split_marker(body)[0] for body in bodies)
        text = diff_text(before, blog.text(change), name=change.path, color=color())
        if change.document and text:
            say(f"\n{text}")


def as_text(data: object) -> str:
    """JSON for people and programs: letters as they are where the console can show them, control
    characters escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)
