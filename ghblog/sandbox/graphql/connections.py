"""GraphQL connections: pages of things, with GitHub's rules for `first` and `last`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from ghblog.sandbox.problems import Reason, RefusedError

MAX_PAGE = 100


def cursor(key: str) -> str:
    """The opaque cursor of the thing with this key."""
    return base64.b64encode(f"cursor:v2:{key}".encode()).decode()


class Connection:
    """A list that is read by pages.

    `totalCount` may be asked for alone; `nodes`, `edges` and `pageInfo` need `first` or `last`.
    """

    def __init__(self, things: Sequence[Any], paging: dict[str, Any], **extra: Any) -> None:
        self._things = list(things)
        self._paging = paging
        self.field = "nodes"
        self.total_count = len(self._things)
        self.__dict__.update(extra)

    def check(self, field: str) -> None:
        """Refuse pages of more than 100, under this field's name."""
        self.field = field
        for name in ("first", "last"):
            asked = self._paging.get(name)
            if asked is None:
                continue
            if asked < 0:
                raise RefusedError(Reason.UNPROCESSABLE, f"`{name}` on `{field}` is negative.")
            if asked > MAX_PAGE:
                text = f"Requesting {asked} records on the `{field}` connection exceeds the "
                text += f"`{name}` limit of {MAX_PAGE} records."
                raise RefusedError(Reason.EXCESSIVE, text)

    def _slice(self) -> tuple[list[Any], int]:
        """The page and the position of its first thing."""
        first, last = self._paging.get("first"), self._paging.get("last")
        if first is None and last is None:
            text = "You must provide a `first` or `last` value to properly paginate the "
            raise RefusedError(Reason.PAGINATION, f"{text}`{self.field}` connection.")
        start = self._position("after", 0, 1)
        end = self._position("before", len(self._things), 0)
        if first is not None:
            end = min(end, start + first)
        elif last is not None:
            start = max(start, end - last)
        return self._things[start:end], start

    def _position(self, name: str, default: int, step: int) -> int:
        given = self._paging.get(name)
        if not given:
            return default
        for position, thing in enumerate(self._things):
            if cursor(thing.key) == given:
                return position + step
        text = f"`{given}` does not appear to be a valid cursor."
        raise RefusedError(Reason.UNPROCESSABLE, text)

    @property
    def nodes(self) -> list[Any]:
        """The page's things."""
        return self._slice()[0]

    @property
    def edges(self) -> list[Any]:
        """The page's things with their cursors."""
        return [SimpleNamespace(node=each, cursor=cursor(each.key)) for each in self.nodes]

    @property
    def page_info(self) -> Any:
        """Where the page lies."""
        page, start = self._slice()
        return SimpleNamespace(
            start_cursor=cursor(page[0].key) if page else None,
            end_cursor=cursor(page[-1].key) if page else None,
            has_previous_page=start > 0,
            has_next_page=start + len(page) < len(self._things),
        )
