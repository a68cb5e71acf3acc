"""`ghblog index`."""

from __future__ import annotations

import click

from ghblog.cli.opening import opened
from ghblog.cli.publish import Asking, dry_code, finish, show


@click.command()
@click.option("--dry-run", "-n", is_flag=True, help="Show what would change and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--exit-code", is_flag=True, help="With --dry-run: exit 3 if it would change.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def command(*, dry_run: bool, as_json: bool, exit_code: bool, yes: bool) -> int:
    """Write the index README from what is published, and touch no post."""
    with opened() as blog:
        if dry_run:
            plan = blog.plan_index()
            show(blog, plan, as_json=as_json, diff=False)
            return dry_code(plan, yes=yes, exit_code=exit_code)
        asking = Asking(blog, yes=yes, as_json=as_json, diff=False)
        outcome = blog.write_index(agree=asking)
    return finish(outcome, asking, as_json=as_json)
