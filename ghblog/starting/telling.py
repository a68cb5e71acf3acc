"""What `ghblog init` says: what it found, what else to know, what comes next. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ghblog.starting.layout import Layout, within
from ghblog.starting.learning import learn_title

_LINKED = re.compile(r"https://[^/\s]+/([^/\s]+/[^/\s]+)/(?:issues|discussions)/(\d+)")
SETTINGS = "ghblog.toml"
"""The file that `ghblog init` makes."""
_SHOWN = 3  # files named where many are meant
_RECENT = 8  # titles to learn from


def found(layout: Layout) -> Iterator[tuple[str, str]]:
    """(what, which), to be shown."""
    unknown = "unknown: no git remote tells it; see --repository"
    yield "Repository", layout.repository or unknown
    folder = "this folder" if layout.folder == "." else f"{layout.folder}/"
    yield "Reports", f"{folder}{' (a new folder)' if layout.fresh else ''}: {_count(layout)}"
    if learnt := learn_title([each.title for each in layout.posts[:_RECENT]]):
        yield "Titles", f"{learnt.pattern}, as in “{learnt.example}”"
    facts = layout.facts
    zone = facts.settings.timezone if facts.settings_path else facts.zone
    yield "Time zone", zone or _no_zone(layout)


def _no_zone(layout: Layout) -> str:
    """What to write where nothing tells the zone, as on Windows; workflows run in UTC."""
    path = layout.facts.settings_path or f"{layout.facts.below}{SETTINGS}"
    return f'unknown; write yours into {path}: timezone = "Asia/Shanghai", or another'


def notes(layout: Layout) -> Iterator[str]:
    """Files that would be posts though they do not look like reports, and the other way."""
    if layout.facts.settings_path:
        return
    reports = set(layout.reports)
    odd = sorted(each.path for each in layout.posts if each.path not in reports)
    if odd and len(odd) < len(layout.posts):
        what = f"Not like reports, but would be published, too: {_some(odd)}."
        yield f"{what} posts.exclude keeps them out."
    yield from _passed_over(layout)
    outside = sorted(path for path in layout.reports if not within(path, layout.folder))
    if outside:
        yield (f"Like reports, but not in that folder: {_some(outside)}. --folder takes another.")


def _passed_over(layout: Layout) -> Iterator[str]:
    paths = layout.facts.passed_over
    if len(paths) > len(layout.posts):
        what = f"{paths[-1]} and its like, {len(paths)} in all, are no posts"
        yield f'{what}: nothing called README is. posts.exclude = ["README.md"] takes them in.'


def next_step(layout: Layout, *, written: bool = False) -> str:
    """The command that goes on from here, and why; before it what it needs.

    Args:
        written: there are new files. What GitHub has not when the index is committed there, such
            as its markers in the README, is a conflict at the next pull.
    """
    steps = [_command(layout)]
    if written and layout.facts.branch:
        steps.insert(0, "commit and push these files before you publish")
    if not layout.repository:
        path = layout.facts.settings_path or f"{layout.facts.below}{SETTINGS}"
        steps.insert(0, f'set repository = "OWNER/NAME" in {path}')
    return ", then ".join(steps)


def _command(layout: Layout) -> str:
    if count := _on_github(layout):
        return f"`ghblog adopt --dry-run`: GitHub seems to have {count} of them already."
    if layout.posts:
        return "`ghblog preview`; or, if GitHub has some of them already, `ghblog adopt`."
    return "`ghblog new`: this week's report."


def _count(layout: Layout) -> str:
    posts = layout.posts
    if not posts:
        return "none yet"
    newest = f"“{posts[0].title}”"
    return f"1, {newest}" if len(posts) == 1 else f"{len(posts)}, up to {newest}"


def _on_github(layout: Layout) -> int:
    """How many posts surely are issues or discussions: they, or the README, name these."""
    named = sum("issue" in each.front or "discussion" in each.front for each in layout.posts)
    linked = {
        number
        for name, number in _LINKED.findall(layout.facts.readme or "")
        if name.casefold() == layout.repository.casefold()
    }
    return min(max(named, len(linked)), len(layout.posts))


def _some(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown
