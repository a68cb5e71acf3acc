"""What every view knows, and how fields find their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from graphql import GraphQLResolveInfo

from ghblog.sandbox.graphql.connections import Connection
from ghblog.sandbox.limits import Limits
from ghblog.sandbox.problems import Reason, RefusedError
from ghblog.sandbox.rest.shapes import stamp
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.world import World

_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z]+)")


@dataclass(frozen=True)
class Context:
    """Who asks whom."""

    world: World
    limits: Limits
    viewer: Viewer


class View:
    """A thing as GraphQL shows it: a field `fooBar` is the attribute or method `foo_bar`."""

    typename: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.world = context.world
        self.viewer = context.viewer

    @property
    def key(self) -> str:
        """What a cursor is made of."""
        return str(getattr(self, "id", ""))


@lru_cache(maxsize=2048)
def snake(name: str) -> str:
    """`bodyHTML` → `body_html`."""
    return _HUMP.sub(lambda hump: "_" + hump[1].lower(), name).lower()


def resolve(source: Any, info: GraphQLResolveInfo[Context], **arguments: Any) -> Any:
    """The value of a field. One that the sandbox does not furnish is an error, never null."""
    name = snake(info.field_name)
    if not hasattr(type(source), name) and name not in vars(source):
        text = f"The sandbox does not furnish {info.parent_type.name}.{info.field_name}."
        raise RefusedError(Reason.UNFURNISHED, text)
    value = getattr(source, name)
    if callable(value):
        value = value(**{snake(key): given for key, given in arguments.items()})
    if isinstance(value, Connection):
        value.check(info.field_name)
    return stamp(value) if isinstance(value, datetime) else value


def type_name(value: Any, *_: Any) -> str:
    """The object type of a value where an interface stands."""
    return str(value.typename)
