"""A plan as terminal text: to be read in ten seconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ghblog.model import WRITES, Action, Change, IndexChange, Plan
from ghblog.report.hazards import hazards
from ghblog.report.style import NARROW, SIGNS, count_text, cut, draw, size_text, text, whole

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

# More lines of one kind than this are counted, not shown.
MOST = 20
_PLACE = re.compile(r"(.+?):(\d+): ")
_QUIET = (Action.KEEP, Action.REFRESH)


def plan_text(
    plan: Plan,
    *,
    width: int = 100,
    color: bool = False,
    agreed: bool = False,
    posts: bool = True,
) -> str:
    """What a publish would do, and why.

    Args:
        agreed: somebody has said yes to it already, however unsafe it is.
        posts: it is about posts, and not about the index alone.
    """
    shown = [change for change in plan.changes if change.action not in _QUIET]
    table = _table(shown, width, most=MOST)
    head = _head(plan, posts=posts)
    return draw(*head, *table, *_tail(plan, agreed=agreed), width=width, color=color)


def status_text(plan: Plan, *, width: int = 100, color: bool = False) -> str:
    """Every post and its state."""
    table = _table(plan.changes, width, most=len(plan.changes))
    return draw(*_head(plan), *table, *_tail(plan), width=width, color=color)


def summary(plan: Plan) -> str:
    """All posts in one line, counted by state."""
    posts = {(change.action, change.path or change.post) for change in plan.changes}
    words = Counter(SIGNS[action][2] for action, _ in posts)
    order = dict.fromkeys(word for _, _, word in SIGNS.values())
    return " · ".join(f"{words[word]} {word}" for word in order if words[word]) or "no posts"


def _head(plan: Plan, *, posts: bool = True) -> Iterator[RenderableType]:
    blog = "" if plan.blog == "main" else f", blog {plan.blog}"
    yield text(f"{plan.repository.name} {whose(plan)}{blog}", style="bold")
    if posts:
        yield text(summary(plan))
    yield text("")


def whose(plan: Plan) -> str:
    """For whom the plan was made."""
    return f"as {plan.viewer}" if plan.viewer else "without asking GitHub"


def _table(changes: Sequence[Change], width: int, *, most: int) -> Iterator[RenderableType]:
    """A line a change; the reason below it where there is no room beside."""
    from rich.table import Table

    if not changes:
        return
    narrow = width < NARROW
    table = Table.grid(padding=(0, 2))
    for ratio in (0, 1, 0) if narrow else (0, 3, 0, 5):
        table.add_column(ratio=ratio or None, overflow="fold", no_wrap=ratio == 0)
    hidden: Counter[Action] = Counter()
    seen: Counter[Action] = Counter()
    before: Change | None = None
    for change in changes:
        seen[change.action] += 1
        if seen[change.action] > most:
            hidden[change.action] += 1
            continue
        sign, style, _ = SIGNS[change.action]
        number = f"#{change.entry.number}" if change.entry else ""
        name, reason = _told(change, before)
        row = (text(sign, style=style), name, text(number))
        table.add_row(*row, *(() if narrow else (text(reason),)))
        if narrow and reason:
            table.add_row("", text(reason))
        before = change
    yield table
    for action, count in hidden.items():
        yield text(f"   … and {count} more {SIGNS[action][2]} (--json lists all)")


def _told(change: Change, before: Change | None) -> tuple[Text, str]:
    """What a line calls the post, and why it is in the plan; neither says what the other does."""
    reason = reason_of(change)
    if change.title:
        again = before is not None and before.action is change.action is Action.REFUSE
        again = again and before is not None and before.path == change.path
        return cut("" if again else change.title), reason
    line, rest = placed(change, reason)
    if line:
        return text(f"{change.path}:{line}"), rest
    return text(change.path or change.post), reason


def placed(change: Change, reason: str) -> tuple[int, str]:
    """The line of the post's file that a reason begins with, and the rest; 0 if it names none."""
    place = _PLACE.match(reason)
    if place and place[1] == change.path:
        return int(place[2]), reason[place.end() :]
    return 0, reason


def reason_of(change: Change) -> str:
    """Why a change is in the plan, and what it brings, in a line."""
    parts = [change.reason]
    if change.path and change.path not in change.reason and change.action is not Action.GONE:
        parts.append(change.path)
    if change.document and len(change.document.parts) > 1 and change.action in WRITES:
        parts.append(f"in {len(change.document.parts)} parts: the text and comments below it")
    if change.surplus and change.action in WRITES:
        comments = count_text(len(change.surplus), "comment")
        parts.append(f"shorter: {comments} of ghblog's below it taken away")
    if change.pictures:
        size = sum(picture.size for picture in change.pictures)
        parts.append(f"{count_text(len(change.pictures), 'new picture')}, {size_text(size)}")
    if change.hint:
        parts.append(change.hint)
    return " · ".join(parts)


def _tail(plan: Plan, *, agreed: bool = False) -> Iterator[RenderableType]:
    if plan.pictures:
        size = size_text(sum(picture.size for picture in plan.pictures))
        yield text(f"\nNew pictures: {len(plan.pictures)}, {size}, {plan.store}")
    if plan.missing_labels and plan.writes:
        yield text(f"Labels to be made: {', '.join(plan.missing_labels)}")
    if plan.watchers is not None:
        new = count_text(len(plan.of(Action.CREATE)), "new post")
        people = count_text(plan.watchers, "watcher")
        yield text(f"Notifies: {people}, {new}; edits notify nobody")
    yield from _hazards(plan)
    if plan.index:
        yield from _index(plan.index)
    notices = list(dict.fromkeys(plan.notices))
    for notice in notices[:MOST]:
        yield text(f"Note: {notice}")
    if len(notices) > MOST:
        more = count_text(len(notices) - MOST, "note")
        yield text(f"… and {more} more: `ghblog check` lists what is in the files")
    if plan.unsafe:
        yield text("")
        yield needed(plan.unsafe, agreed=agreed)


def needed(reasons: Sequence[str], *, agreed: bool) -> Text:
    """Why a yes is needed, or that it was said."""
    what = "Agreed to with --yes" if agreed else "This needs a yes (--yes)"
    return text(f"{what}: {'; '.join(reasons)}.", style="" if agreed else "bold yellow")


def _hazards(plan: Plan) -> Iterator[RenderableType]:
    """Whom the texts notify and where they leave a trace."""
    counted = hazards(plan)
    if people := counted["mentions"]:
        mentions = count_text(people, "mention")
        yield text(f"Mentions: {mentions} of other people, who are notified", style="yellow")
    if traces := counted["backlinks"]:
        places = count_text(traces, "issue or pull request", "issues and pull requests")
        yield text(f"Backlinks: {places} of other repositories will show that a post leads there")
    if quiet := counted["silenced"]:
        yield text(
            f"Made quiet: {count_text(quiet, 'mention or backlink', 'mentions and backlinks')}"
        )


def way_of(index: IndexChange) -> str:
    """How the index gets there, where that is not the default branch."""
    if index.commit == "file":
        return ", in the working copy"
    return f", as a pull request from {index.branch}" if index.branch else ""


def _index(index: IndexChange) -> Iterator[RenderableType]:
    if index.error:
        hint = f" · {index.hint}" if index.hint else ""
        yield text(f"{index.path}: cannot be written: {index.error}{hint}", style="red")
        return
    if index.told:
        yield whole(f"{index.path}: {index.told}")
    if not index.changes:
        return
    gains = [line for line in index.gains if line.strip()]
    loses = [line for line in index.loses if line.strip()]
    count = f"{count_text(len(gains), 'line')} more, {len(loses)} less"
    yield text(f"{index.path}: {count}{way_of(index)}")
    for sign, style, lines in (("-", "red", loses), ("+", "green", gains)):
        for line in lines[:MOST]:
            yield text(f"   {sign} {line}", style=style)
        if len(lines) > MOST:
            yield text(f"   {sign} … {len(lines) - MOST} more")
