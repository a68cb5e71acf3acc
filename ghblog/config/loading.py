"""Reading the settings of a blog."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ghblog.config.files import find, top_folder
from ghblog.config.given import given
from ghblog.config.values import check_folder, checked, field
from ghblog.errors import ConfigError
from ghblog.model import Settings
from ghblog.settings_table import KEYS, by_path


def load(
    start: Path, *, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None
) -> Settings:
    """Find and read the settings of the blog that `start` belongs to.

    Looks for `ghblog.toml`, or `[tool.ghblog]` in `pyproject.toml`, in `start` and the folders
    above it, up to git's top folder. Without either the defaults hold, and the blog's root is
    git's top folder, else `start`.

    Args:
        start: a folder, or a file in it.
        environ: the environment; variables beginning with `GHBLOG_` are settings.
        overrides: key path, such as `publish.max_new`, → value, as flags give them.

    Raises:
        ConfigError: something in it cannot be, and where.
    """
    folder = _folder(start)
    top = top_folder(folder)
    source = find(folder, top)
    root = source.path.parent if source else top or folder
    values: dict[str, object] = {}
    where: dict[str, str] = {}
    for path, value, place in given(source, environ, overrides or {}):
        values[path] = checked(by_path()[path], value, place)
        where[path] = place
    check_folder(root, values, where)
    return Settings(root=root, **{key.field: field(key, values) for key in KEYS})


def settings_file(start: Path) -> Path | None:
    """The file that `load` would read; None if there is none. Raises ConfigError."""
    folder = _folder(start)
    source = find(folder, top_folder(folder))
    return source.path if source else None


def _folder(start: Path) -> Path:
    """Raises ConfigError for what is not there: the folder above it may be another blog."""
    try:
        place = start.resolve()
        found = place.exists()
    except (OSError, ValueError):  # too long, or a NUL in it
        found = False
    if not found:
        raise ConfigError(
            "there is no such folder", where=repr(str(start)), hint="correct its name"
        )
    return place if place.is_dir() else place.parent
