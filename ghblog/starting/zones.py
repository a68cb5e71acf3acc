"""What the machine tells of its place: time zone and language. Reads /etc."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

# In a container or a workflow it only says that nobody chose one.
_UNCHOSEN = frozenset({"UTC", "Etc/UTC", "Universal", "Etc/Universal", "Zulu", "GMT", "UCT"})


def machine_zone(environ: Mapping[str, str], etc: Path = Path("/etc")) -> str:
    """The IANA name of the machine's time zone, from `TZ`, `/etc/timezone` or where
    `/etc/localtime` leads; empty if none tells one (as on Windows), or nobody chose it (UTC)."""
    for name in _names(environ, etc):
        if _known(name):
            return "" if name in _UNCHOSEN else name
    return ""


def chinese(environ: Mapping[str, str]) -> bool:
    """Whether the user's language is Chinese, by the first variable of the locale that is set."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environ[name] for name in names if environ.get(name)), "").startswith("zh")


def _names(environ: Mapping[str, str], etc: Path) -> Iterator[str]:
    given = environ.get("TZ", "").removeprefix(":")
    if given:
        yield _below_zoneinfo(given)
    with contextlib.suppress(OSError, RuntimeError):
        yield _below_zoneinfo(str((etc / "localtime").resolve(strict=True)))
    with contextlib.suppress(OSError, UnicodeDecodeError):
        yield (etc / "timezone").read_text(encoding="utf-8").strip()


def _below_zoneinfo(path: str) -> str:
    name = path.replace("\\", "/").rpartition("zoneinfo/")[2]
    return name.removeprefix("posix/").removeprefix("right/")


def _known(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return "/" in name or name in _UNCHOSEN
