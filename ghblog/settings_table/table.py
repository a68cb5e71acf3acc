"""All settings, in the order in which they are explained."""

from __future__ import annotations

from ghblog.settings_table.blog import BLOG
from ghblog.settings_table.index import INDEX
from ghblog.settings_table.key import Key
from ghblog.settings_table.new import NEW
from ghblog.settings_table.pictures import PICTURES
from ghblog.settings_table.posts import POSTS
from ghblog.settings_table.publish import PUBLISH

KEYS: tuple[Key, ...] = (*BLOG, *POSTS, *PUBLISH, *PICTURES, *NEW, *INDEX)


def by_path() -> dict[str, Key]:
    """The table by key path."""
    return {key.path: key for key in KEYS}
