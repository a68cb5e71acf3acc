"""The dialects that other packages bring, loaded when a post is read and the settings name one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from ghblog.errors import ConfigError
from ghblog.markdown.dialects import DIALECTS, Dialect
from ghblog.model import Settings
from ghblog.plugins import Plugin, plugins_named

_KEY = "posts.dialects"
_BUILT_IN = {"root-url", *(each.name for each in DIALECTS)}


def plugged(settings: Settings) -> tuple[Dialect, ...]:
    """The dialects of `settings` that are not built in, in order.

    Raises ConfigError where one is not there, cannot be loaded or is no plugin.
    """
    return tuple(_dialect(name) for name in settings.dialects if name not in _BUILT_IN)


def _dialect(name: str) -> Dialect:
    found = plugins_named(name)
    if len(found) != 1:
        raise ConfigError(
            f"the dialect “{name}” is brought by {len(found)} packages, not by one",
            where=_KEY,
            hint="install or uninstall one, or take the name out",
        )
    return _loaded(found[0])


@cache
def _loaded(plugin: Plugin) -> Dialect:
    from ghblog.markdown.dialects.reading import try_out, unheard

    try:
        with unheard():
            loaded: Any = plugin.entry.load()
        dialect = Dialect(plugin.name, _own(loaded), _needle(loaded), package=plugin.package)
        try_out(dialect)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a stranger's code, which may do anything, even exit
        why = " ".join(f"{type(error).__name__}: {error}".split())
        raise ConfigError(
            f"the dialect “{plugin.name}” of {plugin.package} cannot be loaded: {why}",
            where=_KEY,
            hint=f"take it out, or mend {plugin.package.partition(' ')[0]}",
        ) from error
    return dialect


def _own(loaded: Any) -> Callable[..., None]:
    """The plugin as a function of our own, which can be a key whatever that one is."""
    if not callable(loaded):
        message = f"its entry point leads to {type(loaded).__name__}, and not to a function"
        raise TypeError(message)

    def use(md: Any) -> None:
        loaded(md)

    return use


def _needle(loaded: Any) -> re.Pattern[str]:
    """What every text with something of the dialect holds; by default nothing is known."""
    needle = getattr(loaded, "needle", "")
    if not isinstance(needle, str):
        message = f"its needle is {type(needle).__name__}, and not a text"
        raise TypeError(message)
    return re.compile(re.escape(needle))
