"""A plan or an outcome as Markdown, for a workflow's summary and a pull request's comment. Nothing
in it notifies anybody, whatever titles say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from ghblog.model import Action, Change, IndexChange, Kind, Outcome, Plan, Result, Status
from ghblog.report.hazards import hazards
from ghblog.report.inert import code, fenced, link, prose, row
from ghblog.report.outcome import word_of
from ghblog.report.plan import MOST, placed, reason_of, summary, way_of
from ghblog.report.style import SIGNS, count_text, size_text

# The gravest first: a table may be cut.
_ORDER = (
    Action.REFUSE,
    Action.CONFLICT,
    Action.CREATE,
    Action.UPDATE,
    Action.RECORD,
    Action.RENAME,
    Action.GONE,
    Action.HOLD,
)
_RESULTS = (Status.FAILED, Status.DOUBT, Status.SKIPPED, Status.DONE)
_TAIL = 0.5  # the most of a report that what stands below its table may take


def plan_markdown(plan: Plan, *, most: int, files: str = "", agreed: bool = False) -> str:
    """What a publish would do, and why.

    Args:
        most: bytes of UTF-8 that it may have.
        files: where the source files can be read, up to their paths below the blog's root; empty
            if nowhere.
        agreed: somebody has said yes to it already.
    """
    head = f"{_whose(plan)}: {prose(summary(plan))}.\n\n"
    shown = [one for action in _ORDER for one in plan.of(action)]
    rows = (_change_row(plan, one, files) for one in shown)
    tail = _fitting(_plan_tail(plan, agreed=agreed), int(most * _TAIL))
    room = most - _size(head) - _size(tail)
    return head + table(("", "post", "why"), list(rows), room) + tail


def outcome_markdown(outcome: Outcome, *, most: int) -> str:
    """What became of a plan.

    Args:
        most: bytes of UTF-8 that it may have.
    """
    results = sorted(outcome.results, key=lambda one: _RESULTS.index(one.status))
    rows = [row(word_of(one), link(_title(one.change), one.url), _ended(one)) for one in results]
    tail = _fitting(_outcome_tail(outcome), int(most * _TAIL))
    head = "" if results else "No post was written.\n\n"
    room = most - _size(head) - _size(tail)
    return head + table(("", "post", ""), rows, room) + tail


def table(head: Sequence[str], rows: Sequence[str], room: int) -> str:
    """As many rows as there is room for, in bytes, and how many there are more; no row, no table.

    Args:
        rows: as `inert.row` makes them.
    """
    if not rows:
        return ""
    lines = [row(*head), row(*("---" for _ in head))]
    used = sum(map(_size, lines)) + _MORE_SIZE
    for number, line in enumerate(rows):
        used += _size(line)
        if used > room:
            more = f"\n… and {len(rows) - number:,} more, for which there is no room here.\n\n"
            return "".join([*lines, more]) if number else more
        lines.append(line)
    return "".join([*lines, "\n"])


_MORE_SIZE = 80


def _fitting(lines: Iterator[str], most: int) -> str:
    """The lines that there is room for."""
    kept: list[str] = []
    used = 0
    for line in lines:
        used += _size(line)
        if used <= most:
            kept.append(line)
    return "".join(kept)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _whose(plan: Plan) -> str:
    blog = "" if plan.blog == "main" else f", blog {code(plan.blog)}"
    viewer = f" as {code(plan.viewer)}" if plan.viewer else " (GitHub was not asked)"
    return f"{link(plan.repository.name, plan.repository.url)}{viewer}{blog}"


def _title(change: Change) -> str:
    return change.title or change.path or change.post


def _change_row(plan: Plan, change: Change, files: str) -> str:
    word = SIGNS[change.action][2]
    if change.title:
        return row(word, _post(plan, change, files), prose(reason_of(change)))
    line, reason = placed(change, reason_of(change))
    return row(word, link_to(files, change.path or change.post, line), prose(reason))


def _post(plan: Plan, change: Change, files: str) -> str:
    """The post's title, leading to where it is on GitHub, else to its file."""
    entry = change.entry
    if entry and plan.repository.url:
        kind = "discussions" if entry.kind is Kind.DISCUSSION else "issues"
        return link(change.title, f"{plan.repository.url}/{kind}/{entry.number}")
    return link(change.title, address(files, change.path))


def link_to(files: str, path: str, line: int) -> str:
    """A file, and a line of it if that is known, by name; leading to it.

    Args:
        files: as `plan_markdown` takes it.
    """
    return link(f"{path}:{line}" if line else path, address(files, path, line))


def address(files: str, path: str, line: int = 0) -> str:
    """Where a source file can be read; empty if nowhere."""
    if not files or not path:
        return ""
    # GitHub shows a Markdown file as a page, which has no lines, unless it is told not to.
    at = f"?plain=1#L{line}" if line else ""
    return f"{files}{quote(path.encode('utf-8', 'surrogateescape'))}{at}"


def _ended(result: Result) -> str:
    return prose(" · ".join(part for part in (result.message, result.hint) if part))


def _plan_tail(plan: Plan, *, agreed: bool) -> Iterator[str]:
    if plan.unsafe:
        what = "Agreed to with “yes”" if agreed else "**This needs a yes**"
        yield f"{what}: {prose('; '.join(plan.unsafe))}.\n\n"
    if plan.index:
        yield from _index(plan.index)
    if plan.pictures:
        size = size_text(sum(picture.size for picture in plan.pictures))
        yield f"- New pictures: {len(plan.pictures)}, {size}, {prose(plan.store)}\n"
    if plan.missing_labels and plan.writes:
        labels = ", ".join(code(label) for label in plan.missing_labels[:MOST])
        yield f"- Labels to be made: {labels}\n"
    if plan.watchers is not None:
        new = count_text(len(plan.of(Action.CREATE)), "new post")
        people = count_text(plan.watchers, "watcher")
        yield f"- Notifies: {people}, {new}; edits notify nobody\n"
    yield from _hazards(plan)
    yield from _notices(plan.notices)


def _hazards(plan: Plan) -> Iterator[str]:
    counted = hazards(plan)
    if people := counted["mentions"]:
        yield f"- **Mentions: {count_text(people, 'mention')} of other people, who are notified**\n"
    if traces := counted["backlinks"]:
        places = count_text(traces, "issue or pull request", "issues and pull requests")
        yield f"- Backlinks: {places} of other repositories will show that a post leads there\n"


def _notices(notices: Sequence[str]) -> Iterator[str]:
    told = list(dict.fromkeys(notices))
    for notice in told[:MOST]:
        yield f"- Note: {prose(notice)}\n"
    if len(told) > MOST:
        yield f"- … and {count_text(len(told) - MOST, 'note')} more\n"


def _index(index: IndexChange) -> Iterator[str]:
    if index.error:
        hint = f" · {prose(index.hint)}" if index.hint else ""
        yield f"{code(index.path)} cannot be written: {prose(index.error)}{hint}\n\n"
        return
    if index.told:
        yield f"{code(index.path)}: {prose(index.told)}\n\n"
    if not index.changes:
        return
    gains = [line for line in index.gains if line.strip()]
    loses = [line for line in index.loses if line.strip()]
    lines = [f"{sign}{one}" for sign, some in (("-", loses), ("+", gains)) for one in some[:MOST]]
    told = f"{count_text(len(gains), 'line')} more, {len(loses)} less"
    way = prose(way_of(index).removeprefix(", "))
    # One piece: a cut must not leave a fence open.
    yield (
        f"<details><summary>Index: {told}</summary>\n\n"
        f"{code(index.path)}{', ' if way else ''}{way}\n\n"
        f"{fenced(lines, 'diff')}\n</details>\n\n"
    )


def _outcome_tail(outcome: Outcome) -> Iterator[str]:
    hint = f" {prose(outcome.hint)}" if outcome.hint else ""
    if outcome.problem:
        yield f"**Stopped:** {prose(outcome.problem)}.{hint}\n\n"
    index, repository = outcome.plan.index, outcome.plan.repository
    if outcome.index is Status.DONE and index:
        branch = outcome.plan.repository.default_branch or "main"
        url = outcome.index_at or f"{repository.url}/blob/{quote(branch)}/{quote(index.path)}"
        yield f"- Index: {link(index.path, url if url.startswith('http') else '')}\n"
    elif outcome.index is Status.FAILED:
        way = "" if outcome.problem else f".{hint}"  # a problem's hint is told with it
        yield f"- **Index not written:** {prose(outcome.index_message)}{way if hint else ''}\n"
    yield from _notices(outcome.notices)
