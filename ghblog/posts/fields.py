"""What the front matter's fields mean: title, date, drafts, labels and the id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from ghblog.model import Kind, Meta, Settings
from ghblog.posts.dates import BadDateError, given
from ghblog.posts.faults import FaultError
from ghblog.posts.front_matter import Field, FrontMatter

TITLE_LIMIT = 256
"""Characters of a title, by GitHub."""
LABEL_LIMIT = 50
"""Characters of a label's name, by GitHub."""
LABELS_LIMIT = 100
"""Labels of an issue, by GitHub."""
ID_LIMIT = 200

_YES = frozenset({"true", "yes", "on", "y"})
_NO = frozenset({"false", "no", "off", "n"})
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_COMMAS = re.compile("[,\uff0c\u3001]")  # the comma of ASCII, full-width, and the enumeration comma
_DATE_HINT = "write 2022-07-10, or 2022-07-10 18:30, or 2022-07-10T18:30:00+08:00"


def tidy(title: str) -> str:
    """A title on one line."""
    return _SPACE.sub(" ", title).strip()


def title_of(front: FrontMatter) -> tuple[str, int]:
    """The title that the front matter gives, and its line; empty if it gives none."""
    found = front.get("title")
    if not found:
        return "", 1
    if found.text is None:
        raise FaultError(found.line, "has a title that is not a text", "write title: and a text")
    return tidy(found.text), found.line


def check_title(title: str, line: int) -> None:
    """Refuse what GitHub does not take as a title."""
    if len(title) > TITLE_LIMIT:
        message = f"has a title of {len(title)} characters, and GitHub takes {TITLE_LIMIT}"
        raise FaultError(line, message, "give it a shorter one, such as with title: at its head")


def date_of(front: FrontMatter, zone: tzinfo | None) -> tuple[date, datetime] | None:
    """The day and the moment that the front matter gives; None if it gives none."""
    found = front.get("date")
    if not found:
        return None
    if found.text is None:
        raise FaultError(found.line, "has a date that is not a text", _DATE_HINT)
    try:
        return given(found.text, zone)
    except BadDateError as error:
        raise FaultError(found.line, f"has an impossible date: {error}", _DATE_HINT) from error


def held_of(front: FrontMatter, moment: datetime | None, now: datetime) -> str:
    """Why the post is not to be published yet; empty: it is."""
    if _flag(front, "draft"):
        return f"it is a draft ({front.written('draft', 'true')})"
    if _flag(front, "published") is False:
        return f"it is not to be published ({front.written('published', 'false')})"
    if moment and moment > now:
        shown = moment.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
        return f"its date, {shown}, is in the future"
    return ""


def labels_of(front: FrontMatter, more: Iterable[str]) -> tuple[str, ...]:
    """The post's own labels and `more`, none twice (case does not count on GitHub)."""
    found = front.get("labels")
    own = _list(found) if found else ()
    labels: dict[str, str] = {}
    for label in (*own, *more):
        labels.setdefault(label.casefold(), label)
    line = found.line if found else 1
    for label in labels.values():
        if len(label) > LABEL_LIMIT:
            message = f'has a label of {len(label)} characters, "{label}"'
            raise FaultError(line, message, f"GitHub takes {LABEL_LIMIT}")
    if len(labels) > LABELS_LIMIT:
        raise FaultError(line, f"has {len(labels)} labels", f"GitHub takes {LABELS_LIMIT}")
    return tuple(labels.values())


def target_of(front: FrontMatter, settings: Settings) -> tuple[Kind, str, int]:
    """Kind, category and number of what the post is or becomes on GitHub."""
    named = [
        (kind, number)
        for kind in Kind
        if (number := _number(front, str(kind))) is not None  # `issue: 12`, `discussion: 12`
    ]
    given = front.get("target")
    if given and (given.text or "") not in {str(kind) for kind in Kind}:
        raise FaultError(
            given.line, "has a target that is none", "write target: issue, or discussion"
        )
    kind = Kind(given.text or "") if given else named[0][0] if named else settings.kind
    if len(named) > 1 or (named and named[0][0] is not kind):
        line = (front.get("discussion") or front.get("issue") or Field(1)).line
        raise FaultError(line, "names an issue and a discussion", "a post is one of them")
    category = front.get("category") if kind is Kind.DISCUSSION else None
    text = tidy(category.text or "") if category else settings.category
    return kind, text if kind is Kind.DISCUSSION else "", named[0][1] if named else 0


def meta_of(front: FrontMatter, kind: Kind) -> Meta:
    """Open or closed, lock, pin, milestone and assignees, as far as the post gives them."""
    closed, reason = _closed(front, kind)
    for name in ("pin", "milestone", "assignees"):
        found = front.fields.get(name)
        if found and kind is Kind.DISCUSSION:
            raise FaultError(found.line, f"has {name}: only issues have that on GitHub")
    milestone, assignees = front.fields.get("milestone"), front.get("assignees")
    return Meta(
        closed=closed,
        reason=reason,
        locked=_flag(front, "locked"),
        pinned=_flag(front, "pin"),
        milestone=tidy(milestone.text or "") if milestone else None,
        assignees=_list(assignees) if assignees else None,
    )


_REASONS = {
    Kind.ISSUE: ("completed", "not_planned"),
    Kind.DISCUSSION: ("resolved", "outdated", "duplicate"),
}


def _closed(front: FrontMatter, kind: Kind) -> tuple[bool | None, str]:
    found = front.get("closed")
    value = (found.text or "").strip().lower() if found else ""
    if value in _REASONS[kind]:
        return True, value
    if found and value not in _YES | _NO:
        hint = f"write closed: true, false, {' or '.join(_REASONS[kind])}"
        raise FaultError(found.line, f'has closed: "{value}", which {kind}s know not', hint)
    return _flag(front, "closed"), ""


def _number(front: FrontMatter, name: str) -> int | None:
    """The number that `issue:` or `discussion:` gives; other words are other tools' business."""
    found = front.get(name)
    text = (found.text or "").strip().removeprefix("#") if found else ""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,9}", text) else None


def id_of(front: FrontMatter, path: str) -> tuple[str, int]:
    """The post's id and the line that gives it; `path` is the id of a post that names none."""
    found = front.get("id")
    if not found:
        value, line = unicodedata.normalize("NFC", path), 1
    elif found.text is None:
        raise FaultError(found.line, "has an id that is not a text", "write id: and a text")
    else:
        value, line = unicodedata.normalize("NFC", found.text.strip()), found.line
    problem = _id_problem(value)
    if problem:
        hint = "give it another with id: in its front matter" if not found else ""
        raise FaultError(line, f'has an id that cannot be, "{_visible(value)}": {problem}', hint)
    return value, line


def _id_problem(value: str) -> str:
    parts = value.split("/")
    if "" in parts:
        return "between, before and after / there must be something"
    if {".", "..", ".git"}.intersection(part.lower() for part in parts):
        return "no part of it may be . or .. or .git"
    if "\\" in value:
        return "it has a backslash"
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        return "it has a control character"
    return f"it has more than {ID_LIMIT} characters" if len(value) > ID_LIMIT else ""


def _visible(text: str) -> str:
    shown = "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _list(found: Field) -> tuple[str, ...]:
    if found.items is None and found.text is None:
        hint = "write labels: [one, two], or one in each line, after a hyphen"
        raise FaultError(found.line, "has labels that are not a list of texts", hint)
    items = found.items if found.items is not None else _COMMAS.split(found.text or "")
    return tuple(label for label in map(tidy, items) if label)


def _flag(front: FrontMatter, name: str) -> bool | None:
    found = front.get(name)
    if not found:
        return None
    value = (found.text or "").strip().lower()
    if value not in _YES | _NO:
        message = f"has {name}: that is neither true nor false"
        hint = f"write {front.written(name, 'true')}, or false"
        raise FaultError(found.line, message, hint, "front-matter")
    return value in _YES
