"""The front matter of a new report, like that of the last ones. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ghblog.importing.heads import quoted
from ghblog.posts.front_matter import Field

# What belongs to one report alone, or says what became of it.
_OWN = frozenset(
    {"id", "issue", "discussion", "slug", "permalink", "url", "aliases", "closed", "locked", "pin"}
    | {"draft", "published", "lastmod", "updated", "modified", "milestone", "assignees", "number"}
    | {"title", "date", "description", "summary", "excerpt", "cover", "image", "images", "weight"}
)
_SINGLE = frozenset(
    {"labels", "tags", "categories", "category", "layout", "author", "authors", "type", "target"}
)


def front_lines(
    reports: Sequence[Mapping[str, Field]], *, title: str, day: date
) -> tuple[str, ...]:
    """The lines between the `---`; none if the last reports have no front matter.

    Title and date are new; what the last two reports agree on stays. What belongs to one report
    alone, such as an id, is left out.

    Args:
        reports: the fields of the last reports, the newest first.
    """
    if not reports or not reports[0]:
        return ()
    return tuple(_lines(reports, title=title, day=day))


def titled(reports: Sequence[Mapping[str, Field]]) -> bool:
    """Whether the last report has its title in the front matter."""
    found = reports[0].get("title") if reports else None
    return bool(found and found.text)


def _lines(reports: Sequence[Mapping[str, Field]], *, title: str, day: date) -> Iterator[str]:
    for name, field in reports[0].items():
        if name == "title" and field.text:
            yield f"title: {quoted(title)}"
        elif name == "date":
            yield f"date: {day.isoformat()}"
        elif name not in _OWN and _stays(name, field, reports[1:]):
            yield f"{name}: {_value(field)}"


def _stays(name: str, field: Field, others: Sequence[Mapping[str, Field]]) -> bool:
    if field.text is None and field.items is None:
        return False
    before = next((each for each in others if each), None)
    if before is None:
        return name in _SINGLE
    found = before.get(name)
    return found is not None and (found.text, found.items) == (field.text, field.items)


def _value(field: Field) -> str:
    if field.items is not None:
        return f"[{', '.join(map(quoted, field.items))}]"
    text = field.text or ""
    return text if text in {"true", "false"} or text.isdecimal() else quoted(text)
