"""The page of all settings: `docs/configuration.md`."""

from __future__ import annotations

import json

from ghblog.settings_table.key import Key
from ghblog.settings_table.table import KEYS

_INTRODUCTION = """\
# Settings

<!-- Generated from ghblog/settings_table/; tests/config checks that it is up to date. -->

ghblog works without any settings file. What you want otherwise stands in `ghblog.toml`, or in
`pyproject.toml` under `[tool.ghblog]` (there, `[posts]` is `[tool.ghblog.posts]`). The file is
looked for in the current folder and the folders above it, up to the top folder of the git
checkout; if a folder has both files, `ghblog.toml` counts. Its folder is the *blog's folder*:
nothing outside of it is read or uploaded. Without a file that is the git checkout's top folder.

Each setting also has an environment variable, which beats the file; a flag on the command line
beats both. In a variable the items of a list are separated by commas; an empty variable counts as
not set. Unknown settings and values that cannot be are errors, never ignored.

```toml
timezone = "Asia/Shanghai"

[posts]
folder = "reports"
labels = ["weekly"]
```
"""

_NAMES = {str: "text", int: "whole number", bool: "`true` or `false`", list: "list of texts"}


def reference() -> str:
    """The text of `docs/configuration.md`."""
    return _INTRODUCTION + "".join(_section(key) for key in KEYS)


def _section(key: Key) -> str:
    default = json.dumps(key.default, ensure_ascii=False)
    facts = f"{_NAMES[key.type]} · default `{default}` · variable `{key.variable}`"
    return f"\n## `{key.path}`\n\n{key.help}\n\n{facts}\n"
