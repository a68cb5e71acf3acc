"""This week's report: its title, its place and its first text. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ghblog.errors import GhblogError
from ghblog.markdown.lines import newline
from ghblog.model import Files, Settings, folded
from ghblog.starting.folders import is_report
from ghblog.starting.heads import front_lines, titled
from ghblog.starting.moving import moved
from ghblog.starting.naming import Named, Wish, name_report
from ghblog.starting.reading import Seen, text_of
from ghblog.starting.rendering import render
from ghblog.starting.tasks import open_tasks

TEMPLATE = "report.md.j2"
_FORTNIGHT = 14  # days
_RECENT = 8  # reports to learn from
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be written.

    Attributes:
        path: below the blog's root.
        last: the path of the report that it follows; empty if it is the first.
        tasks: how many were carried over from it.
    """

    path: str
    title: str
    text: str
    last: str = ""
    tasks: int = 0


def make_report(
    files: Files, settings: Settings, seen: Sequence[Seen], own: Mapping[str, str], wish: Wish
) -> Report:
    """What is to be written.

    Args:
        seen: the reports that exist, the newest first.
        own: the blog's own templates, name → text.

    Raises GhblogError: it is there already, or its template fails.
    """
    recent = _recent(seen, wish.day)
    named = name_report(settings, recent, seen, wish)
    _refuse_twin(files, named, seen, wish.day)
    last = next((each for each in recent if _before(each, wish.day)), None)
    tasks, count = _tasks(files, last, named.path) if last and wish.tasks else ("", 0)
    fronts = [each.front for each in recent]
    values = {
        "title": named.title,
        "heading": _heading(named.title),
        "in_front": titled(fronts),
        "date": wish.day,
        "number": named.number,
        "front": front_lines(fronts, title=named.title, day=wish.day),
        "tasks": tasks,
        "chinese": bool(_CHINESE.search(named.title)) if recent else wish.chinese,
        "last": {"title": last.title, "path": _from(named.path, last.path)} if last else None,
    }
    text = render(TEMPLATE, own, values)
    if recent:
        text = text.replace("\n", newline(text_of(files, recent[0].path)))
    return Report(named.path, named.title, text, last.path if last else "", count)


def _recent(seen: Sequence[Seen], day: date) -> list[Seen]:
    """The last reports before a day, the newest first; where all are later, these, to be named
    like them. Other files count only where there is no report."""
    reports = [each for each in seen if is_report(each)] or list(seen)
    return ([each for each in reports if _before(each, day)] or reports)[:_RECENT]


def _before(seen: Seen, day: date) -> bool:
    """Whether a report that is made for a day may follow this one."""
    return seen.day is None or seen.day <= day


def _refuse_twin(files: Files, named: Named, seen: Sequence[Seen], day: date) -> None:
    # ids must differ in more than letters' case, and so must files on most computers
    alike = [each.path for each in seen if folded(each.path) == folded(named.path)]
    if alike or files.exists(named.path):
        hint = "go on writing there; or choose another --title or --date"
        where = alike[0] if alike else named.path
        raise GhblogError("this report is there already", where=where, hint=hint)
    titled = (each for each in seen if each.title == named.title and _near(each, day))
    same = next(titled, None)
    if same and not named.given:
        hint = "go on writing there; or choose another --title, --style or --date"
        raise GhblogError(f"a report “{same.title}” is there already", where=same.path, hint=hint)


def _near(seen: Seen, day: date) -> bool:
    """Whether it may be of the same week; `第二周` is a title in every month."""
    return seen.day is None or abs((seen.day - day).days) < _FORTNIGHT


def _tasks(files: Files, last: Seen, path: str) -> tuple[str, int]:
    text, count = open_tasks(text_of(files, last.path))
    return moved(text, posixpath.dirname(last.path), posixpath.dirname(path)), count


def _heading(title: str) -> str:
    """The title as a heading's text. A last `#` would be taken for the heading's end."""
    from ghblog.index.templates import markdown_text

    return re.sub(r"(#+)\Z", r"\\\1", markdown_text(title))


def _from(path: str, other: str) -> str:
    return posixpath.relpath(other, posixpath.dirname(path) or ".")
