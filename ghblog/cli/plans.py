"""Plans as commands show them, and what follows from one: the exit code, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ghblog.cli.console import as_text, color, say, tell, width

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.model import Plan

CHANGES_PENDING = 3


def unhappy(plan: Plan) -> bool:
    """Whether posts are kept from being published by something to mend."""
    from ghblog.model import Action

    index = bool(plan.index and plan.index.error)
    return bool(plan.of(Action.REFUSE, Action.CONFLICT)) or index


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


def show(
    blog: Blog,
    plan: Plan,
    *,
    as_json: bool,
    diff: bool,
    yes: bool = False,
    posts: bool = True,
) -> None:
    """A plan, on stdout.

    Args:
        yes: somebody has agreed to it already.
        posts: it is about posts, and not about the index alone.
    """
    from ghblog.report import plan_data, plan_text

    if as_json:
        say(as_text(plan_data(plan)))
        return
    told = plan_text(plan, width=width(), color=color(), agreed=yes, posts=posts)
    say(told.rstrip("\n"))
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
    return f"Nothing to publish: {_why(plan)}. (`ghblog status --verify` reads GitHub's texts.)"


def _why(plan: Plan) -> str:
    """Why nothing is published: a post that waits, or whose file is gone, did change."""
    from ghblog.model import Action
    from ghblog.report.style import count_text

    held = count_text(len(plan.of(Action.HOLD)), "post")
    gone = count_text(len(plan.of(Action.GONE)), "file")
    parts = [f"{held} held back"] if plan.of(Action.HOLD) else []
    parts += [f"{gone} gone"] if plan.of(Action.GONE) else []
    return f"{' and '.join(parts)}, no other file changed" if parts else "no file changed"


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
