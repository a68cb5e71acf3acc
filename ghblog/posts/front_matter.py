"""Front matter: the YAML between `---` lines at the head of a post.

Read from the parser's events, not into Python values: a date stays what the writer typed, no
nesting can exhaust the stack, and no alias grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ghblog.posts.faults import FaultError, line_at

# Possessive: a CRLF that could also be two line ends would double the work with each blank line.
_END = r"(?:\r\n?+|\n)"
_OPENING = re.compile(rf"(?:[ \t]*+{_END})*+(?P<mark>---)[ \t]*{_END}")
_CLOSING = re.compile(rf"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:{_END}|\Z)")
_KEY = re.compile(r"\s*(?:#[^\r\n]*\s+)*([A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_ANY_KEY = re.compile(r"(?:\A|(?<=\n)|(?<=\r))([A-Za-z_-]+)[ \t]*:(?=[ \t\r\n]|\Z)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

# Keys by which we know front matter where it does not stand on the first line.
WELL_KNOWN = frozenset(
    {"title", "date", "draft", "id", "tags", "labels", "layout", "categories", "published", "slug"}
    | {"typora-root-url", "typora-copy-images-to"}
)
# Of these we read the value, so they must not be there twice.
_READ = frozenset(
    {"title", "date", "draft", "published", "id", "labels", "target", "category", "issue"}
    | {"discussion", "closed", "locked", "pin", "milestone", "assignees"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter.

    Attributes:
        line: of the key, in the file.
        text: a scalar as typed (without quotes); None if it is none, or null.
        items: a list's scalars; None if it is no list or holds something else.
        null: it has no value.
    """

    line: int
    text: str | None = None
    items: tuple[str, ...] | None = None
    null: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a post says; `end` is the offset where its Markdown begins."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    end: int = 0

    def get(self, name: str) -> Field | None:
        """A key's field; None if it is missing or has no value."""
        found = self.fields.get(name)
        return None if found is None or found.null else found


def read_front_matter(text: str) -> FrontMatter:
    """The front matter that `text` begins with; an empty one if it begins with none.

    It begins on the first line; below blank lines only if it has a well-known key. A block
    that is not closed, or is no mapping, is Markdown: thematic breaks and text.

    Raises:
        FaultError: it is meant as front matter, and is not YAML.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening and not closing and _begun(text, opening):
        hint = "write a line of --- below its last key"
        raise FaultError(1, "begins with front matter that never ends", hint)
    if not opening or not closing:
        return FrontMatter()
    block = text[opening.end() : closing.start()]
    first = opening.start("mark") == 0
    try:
        fields = dict(_fields(block, text, opening.end()))
    except FaultError:
        if _meant(block, first=first):
            raise
        return FrontMatter()
    if not fields or not (first or WELL_KNOWN.intersection(fields)):
        return FrontMatter()
    return FrontMatter(fields, closing.end())


def _begun(text: str, opening: re.Match[str]) -> bool:
    """Whether the very first lines are a rule and a key that only front matter has there."""
    key = _ANY_KEY.match(text, opening.end())
    return opening.start("mark") == 0 and key is not None and key[1] in WELL_KNOWN


def _meant(block: str, *, first: bool) -> bool:
    """Whether broken YAML was meant as front matter, and is not text between two rules."""
    if WELL_KNOWN.intersection(match[1] for match in _ANY_KEY.finditer(block)):
        return True
    return first and _KEY.match(block) is not None


def _fields(block: str, text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """The fields of a block that stands at `offset` of the file's text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    seen: dict[str, int] = {}
    try:
        events = iter(yaml.parse(block, Loader=loader))
        root = next(
            event for event in events if isinstance(event, yaml.NodeEvent | yaml.StreamEndEvent)
        )
        if not isinstance(root, yaml.MappingStartEvent):
            return
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            assert key.start_mark is not None
            line = line_at(text, offset + key.start_mark.index)
            name = key.value if isinstance(key, yaml.ScalarEvent) else ""
            _skip(events, key)
            value = _value(events, line)
            if not name:
                continue
            if name in seen and name in _READ:
                message = f'has "{name}:" twice in its front matter, in line {seen[name]} and here'
                raise FaultError(line, message, "delete one of them")
            seen[name] = line
            yield name, value
        for _rest in events:  # what is wrong behind the mapping is wrong too
            pass
    except yaml.YAMLError as error:
        raise _broken(error, block, text, offset) from error


def _value(events: Iterator[Any], line: int) -> Field:
    import yaml

    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        null = event.implicit[0] and event.value in _NULLS
        return Field(line, text=None if null else event.value, null=null)
    inner = list(_skip(events, event))
    simple = all(isinstance(each, yaml.ScalarEvent) for each in inner)
    if isinstance(event, yaml.SequenceStartEvent) and simple:
        return Field(line, items=tuple(each.value for each in inner))
    return Field(line)


def _skip(events: Iterator[Any], event: Any) -> list[Any]:
    """Pass over the rest of a node; its inner events, without the one that ends it."""
    import yaml

    starts, ends = yaml.CollectionStartEvent, yaml.CollectionEndEvent
    inner: list[Any] = []
    depth = int(isinstance(event, starts))
    while depth:
        inner.append(next(events))
        depth += isinstance(inner[-1], starts) - isinstance(inner[-1], ends)
    return inner[:-1]


def _broken(error: Any, block: str, text: str, offset: int) -> FaultError:
    from yaml.reader import Reader

    mark = getattr(error, "problem_mark", None)
    odd = Reader.NON_PRINTABLE.search(block)
    if mark is None:
        place = odd.start() if odd else 0
        reason = f"U+{ord(odd.group()):04X} is not allowed in YAML" if odd else "it is not YAML"
    else:
        place = min(mark.index, len(block.rstrip()))
        reason = str(getattr(error, "problem", None) or "it is not YAML")
    hint = 'text with ": " or "#" in it, or with one of [{*&!%@` first, needs quotes'
    message = f"has front matter that is not YAML: {reason}"
    return FaultError(line_at(text, offset + place), message, hint)
