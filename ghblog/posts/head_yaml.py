"""Front matter in YAML → its fields.

Read from the parser's events, not into Python values: a date stays what the writer typed, no
nesting can exhaust the stack, and no alias grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ghblog.posts.faults import FaultError, line_at
from ghblog.posts.head_values import READ, Field

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def yaml_fields(block: str, text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """The fields of a block that stands at `offset` of the file's text; none if it is no mapping.

    Raises:
        FaultError: it is not YAML, or has a key twice that we read.
    """
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
            if name in seen and name in READ:
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
