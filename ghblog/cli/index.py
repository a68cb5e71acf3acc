"""`ghblog index`."""

from __future__ import annotations

import click

from ghblog.cli import options
from ghblog.cli.opening import opened
from ghblog.cli.plans import dry_code, show, tell_next
from ghblog.cli.publish import PlanAsking, finish


class _IndexAsking(PlanAsking):
    posts = False


@click.command(
    epilog="Exit codes: 0 done, 1 something failed, 2 usage or settings, 3 it would change (with "
    "--exit-code), 4 not authenticated or not allowed, 5 somebody else publishes."
)
@options.dry_run("Show what would change and write nothing.")
@options.as_json("As JSON.")
@options.exit_code("With --dry-run: exit 3 if it would change.")
@options.yes("Do not ask.")
def command(*, dry_run: bool, as_json: bool, exit_code: bool, yes: bool) -> int:
    """Write the index README from what is published, and touch no post.

    \b
    ghblog index --dry-run            which lines would change
    ghblog index                      write it, after one question
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    with opened() as blog:
        if dry_run:
            plan = blog.plan_index()
            show(blog, plan, as_json=as_json, diff=False, posts=False)
            tell_next(plan, "ghblog index", as_json=as_json)
            return dry_code(plan, yes=yes, exit_code=exit_code)
        asking = _IndexAsking(blog, yes=yes, as_json=as_json, diff=False)
        outcome = blog.write_index(agree=asking)
    return finish(outcome, asking, as_json=as_json)
