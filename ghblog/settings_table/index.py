"""Whether and where the index of posts is kept: `[index]`."""

from __future__ import annotations

from ghblog.settings_table.checks import anything, choice, relative
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
    Key(
        "index.commit",
        "index_commit",
        str,
        'How the index gets there: `"branch"` commits it to the default branch; `"pull-request"` '
        "proposes it on the branch `ghblog-index` (`ghblog-index-<blog.name>` for a blog of "
        "another name) and keeps one pull request up to date, for a default branch that is "
        'protected; `"file"` writes the file in your checkout of the repository and commits '
        "nothing. See [Proposing the index](lifecycle.md#proposing-the-index).",
        choice("branch", "pull-request", "file"),
    ),
)
