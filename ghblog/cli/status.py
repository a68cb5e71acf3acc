"""`ghblog status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ghblog.cli import options
from ghblog.cli.console import as_text, color, say, tell, width
from ghblog.cli.opening import opened
from ghblog.cli.plans import CHANGES_PENDING, unhappy

if TYPE_CHECKING:
    from ghblog.model import Plan


@click.command(
    epilog="Exit codes: 0 done, 1 posts need mending, 2 usage or settings, 3 changes pending (with "
    "--exit-code), 4 not authenticated or not allowed."
)
@click.option(
    "--verify", is_flag=True, help="Read every published text: which were edited on the web?"
)
@options.as_json("As JSON.")
@options.exit_code("Exit 3 if a publish would change anything.")
def command(*, verify: bool, as_json: bool, exit_code: bool) -> int:
    """Show every post: new, changed, in step, edited on the web, gone, renamed, held back.

    Edits made on the web are seen where the file changed, too; --verify looks at all.

    \b
    ghblog status                     every post and its state
    ghblog status --verify            which were edited on the web?
    ghblog status --exit-code -q      in a script: 3 if a publish would change anything
    """  # noqa: D301  # a true backspace is how click keeps these lines apart
    from ghblog.report import plan_data, status_text

    with opened() as blog:
        plan = blog.plan(verify=verify)
    if as_json:
        say(as_text(plan_data(plan)))
    else:
        say(status_text(plan, width=width(), color=color()).rstrip("\n"))
        tell(_next(plan))
    if unhappy(plan):
        return 1
    return CHANGES_PENDING if exit_code and plan.pending else 0


def _next(plan: Plan) -> str:
    if unhappy(plan):
        return "Next: mend what is marked “x” or “!”, then `ghblog publish`."
    if plan.pending:
        return "Next: `ghblog publish`."
    return "No file changed since it was published. (--verify reads GitHub's texts, too.)"
