"""A setting, and a value that it cannot have."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields

from ghblog.model import Settings


class BadValueError(ValueError):
    """A value that cannot be; `hint` says what would do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Key:
    """A setting.

    Attributes:
        path: the key path in the file, dotted.
        field: the field of `Settings` that holds it.
        type: what the file must hold; `list` is a list of strings.
        help: what it means, as one or two sentences of Markdown.
        check: raises BadValueError if the value cannot be; gets it in the file's type.
    """

    path: str
    field: str
    type: type[str | int | bool | list[str]]
    help: str
    check: Callable[..., None]

    @property
    def variable(self) -> str:
        """The environment variable that beats the file."""
        return "GHBLOG_" + self.path.upper().replace(".", "_")

    @property
    def default(self) -> object:
        """What it is when nobody sets it, in the file's type."""
        value = next(field.default for field in fields(Settings) if field.name == self.field)
        assert value is not MISSING
        if isinstance(value, str):
            return str(value)
        return list(value) if isinstance(value, tuple) else value


def nearest(name: str, names: Sequence[str]) -> str:
    """A hint with the nearest right name; empty if none is near."""
    found = difflib.get_close_matches(name, names, n=1)
    return f'did you mean "{found[0]}"?' if found else ""
