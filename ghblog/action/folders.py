"""Which folder of the workspace holds the blog."""

from __future__ import annotations

from pathlib import Path

from ghblog.action.inputs import Inputs
from ghblog.errors import ConfigError, UsageError

_SETTINGS = ("ghblog.toml", "pyproject.toml")


def blog_folder(inputs: Inputs, workspace: Path) -> Path:
    """The folder that the inputs mean.

    Args:
        workspace: `GITHUB_WORKSPACE`, resolved: nothing outside of it is published.

    Raises UsageError, ConfigError.
    """
    folder = (workspace / inputs.folder).resolve()
    if not folder.is_relative_to(workspace):
        raise UsageError(
            f"{inputs.folder!r} is outside of the checkout",
            where="input folder",
            hint="write a folder below the repository's top",
        )
    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {inputs.folder!r} in the checkout",
            where="input folder",
            hint="it is counted from the repository's top; actions/checkout must come first",
        )
    if not inputs.config:
        return folder
    config = (folder / inputs.config).resolve()
    if not config.is_relative_to(folder):
        message = f"{inputs.config!r} is outside of {inputs.folder!r}"
        raise ConfigError(message, where="input config", hint="write a file below it")
    if config.name not in _SETTINGS:
        raise ConfigError(
            f"settings are read from files of the name {' or '.join(_SETTINGS)} only, "
            f"not from {inputs.config!r}",
            where="input config",
            hint="put it into a folder of its own, as blog/ghblog.toml",
        )
    if not config.is_file():
        raise ConfigError(
            f"there is no {inputs.config!r} in {inputs.folder!r}", where="input config"
        )
    return config.parent
