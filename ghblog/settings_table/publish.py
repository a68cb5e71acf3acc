"""What a publish may do, and whom it disturbs: `[publish]`."""

from __future__ import annotations

import re

from ghblog.settings_table.checks import choice, each_is
from ghblog.settings_table.key import BadValueError, Key

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\[bot\])?")
_MENTIONABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:/[A-Za-z0-9][A-Za-z0-9_-]*)?")


def _max_new(value: int) -> None:
    if value < 0:
        raise BadValueError(f"{value} is less than 0", "0 asks before every new post")


PUBLISH: tuple[Key, ...] = (
    Key(
        "publish.mentions",
        "mentions",
        str,
        'What becomes of the `@name` of other people: `"quiet"` puts an invisible break into it, '
        'so that nobody is notified; `"keep"` leaves it. The repository\'s owner is never made '
        "quiet. See [Mentions and backlinks](writing.md#mentions-and-backlinks).",
        choice("quiet", "keep"),
    ),
    Key(
        "publish.allow_mentions",
        "allow_mentions",
        list,
        "Whom to notify all the same: names of accounts, and of teams as `org/team`, without `@`.",
        each_is(
            _MENTIONABLE,
            "an account or a team",
            'write names such as "octocat" or "github/docs", without @',
        ),
    ),
    Key(
        "publish.backlinks",
        "backlinks",
        str,
        "What becomes of links to issues, pull requests, discussions and commits, which leave a "
        'trace there: `"keep"` leaves them; `"quiet"` leads those of other repositories through '
        "`redirect.github.com`, and puts an invisible break into `#12`.",
        choice("keep", "quiet"),
    ),
    Key(
        "publish.max_new",
        "max_new",
        int,
        "A publish that would create more new posts than this asks for `--yes`.",
        _max_new,
    ),
    Key(
        "publish.publishers",
        "publishers",
        list,
        "Accounts that may publish besides you, the owner, members and collaborators: markers by "
        "anybody else are ignored.",
        each_is(_LOGIN, "a GitHub account", 'write names such as "octocat" or "github-actions"'),
    ),
)
