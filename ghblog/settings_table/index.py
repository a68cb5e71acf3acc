"""Whether and where the index of posts is kept: `[index]`."""

from __future__ import annotations

from ghblog.settings_table.checks import anything, relative
from ghblog.settings_table.key import BadValueError, Key


def _index_path(value: str) -> None:
    relative(value)
    bad = {"", ".", ".git"}.intersection(part.lower() for part in value.split("/"))
    if bad or not value.lower().endswith((".md", ".markdown")):
        message = f'"{value}" is not the path of a Markdown file in the repository'
        raise BadValueError(message, 'write one such as "README.md"')


INDEX: tuple[Key, ...] = (
    Key("index.enabled", "index", bool, "Whether the index of posts is written.", anything),
    Key(
        "index.path",
        "index_path",
        str,
        "The Markdown file in the repository that holds the index.",
        _index_path,
    ),
)
