"""Which files are posts, and what they become: `[posts]`."""

from __future__ import annotations

import re

from ghblog.settings_table.checks import anything, choice, relative
from ghblog.settings_table.dialects import check_dialects
from ghblog.settings_table.key import BadValueError, Key

_STYLE = re.compile(r"(?P<name>[^=]{1,50}?)\s*=\s*#?(?P<color>[0-9A-Fa-f]{6})(?:\s+(?P<text>.*))?")


def _globs(values: list[str]) -> None:
    for value in values:
        if not value.strip():
            raise BadValueError("it has an empty pattern", 'write one such as "**/*.md"')
        relative(value)


def _include(values: list[str]) -> None:
    if not values:
        raise BadValueError("it is empty, so there would be no posts", 'write ["**/*.md"]')
    _globs(values)


def _labels(values: list[str]) -> None:
    if len(values) > 100:
        raise BadValueError(f"GitHub takes at most 100 labels, and these are {len(values)}")
    for value in values:
        if not value.strip():
            raise BadValueError("it has an empty label")
        if len(value) > 50:
            message = f'GitHub takes labels of at most 50 characters, and "{value}" has more'
            raise BadValueError(message)


def _label_styles(values: list[str]) -> None:
    for value in values:
        found = _STYLE.fullmatch(value.strip())
        if not found:
            hint = 'write "name = rrggbb description", such as "weekly = 0e8a16 every week"'
            raise BadValueError(f'"{value}" is no label with a colour', hint)
        if len(found["text"] or "") > 100:
            raise BadValueError(f'the description in "{value}" has more than 100 characters')


POSTS: tuple[Key, ...] = (
    Key(
        "posts.folder",
        "posts_folder",
        str,
        "The folder of the posts, below the blog's folder. A post's id is its path below it.",
        relative,
    ),
    Key(
        "posts.include",
        "include",
        list,
        "Which files are posts: patterns below the posts folder. `*` stops at `/`, `**/` is any "
        "number of folders. Hidden folders and `node_modules` are never searched.",
        _include,
    ),
    Key(
        "posts.exclude",
        "exclude",
        list,
        "Which of them are not, after all. A list of your own replaces the default: repeat what of "
        "it you want to keep.",
        _globs,
    ),
    Key("posts.labels", "labels", list, "Labels for every post, added to its own.", _labels),
    Key(
        "posts.target",
        "kind",
        str,
        'What a post becomes: `"issue"` or `"discussion"`. A post may say `target:` itself.',
        choice("issue", "discussion"),
    ),
    Key(
        "posts.category",
        "category",
        str,
        "The category of discussions, by name. A post may say `category:` itself. Only GitHub's "
        "web pages can make a category.",
        anything,
    ),
    Key(
        "posts.label_styles",
        "label_styles",
        list,
        "Colours and descriptions of labels, for those that ghblog makes because they are "
        'missing: `"name = rrggbb description"`. Labels that exist stay as they are.',
        _label_styles,
    ),
    Key(
        "posts.dialects",
        "dialects",
        list,
        "What other programs write and GitHub does not know, turned into what it does: see "
        "[Dialects](dialects.md). The list is what is turned: leave a name out to switch it off. "
        '`"default"` stands for all that are built in, and a package that you installed may bring '
        'others: `["default", "spoiler"]`.',
        check_dialects,
    ),
)
