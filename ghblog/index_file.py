"""The index in the working copy: `index.commit = "file"`. Part of `blog`."""

from __future__ import annotations

import secrets
import shutil
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ghblog.errors import ConfigError, GhblogError
from ghblog.model import Head, Settings

if TYPE_CHECKING:
    from ghblog.checkout import Checkout

_INSTEAD = 'clone it and run there, or set index.commit to "branch" or "pull-request"'
_LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class DiskIndex:
    """Implements `model.IndexFile`. Looks at nothing until it is asked.

    Attributes:
        settings: with the repository filled in where it is known.
        checkout: that the blog lies in, if any.
    """

    settings: Settings
    checkout: Checkout | None

    @property
    def path(self) -> str:
        """Of the index, below the checkout's top, POSIX."""
        return self.settings.index_path

    def head(self) -> Head:
        """The file as it is. Raises ConfigError where it must not be touched, or when there is no
        checkout of the repository that holds the blog."""
        top = self._top()
        place = self._place(top)
        data = self._read(place)
        files = {} if data is None else _text(self.path, data)
        return Head(
            branch="",
            oid="",
            date=_LONG_AGO,
            message="",
            files=files,
            unreadable=(self.path,) if data is not None and not files else (),
            names=tuple(sorted(each.name for each in top.iterdir())),
        )

    def put(self, text: str) -> str:
        """Replace it at once; its path. Raises GhblogError."""
        place = self._place(self._top())
        part = place.with_name(f".ghblog-{secrets.token_hex(6)}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("xb") as file:
                    file.write(text.encode())
                if place.exists():
                    shutil.copymode(place, part)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise _told(f"it cannot be written: {_why(error)}", self.path) from error
        return str(place)

    def _top(self) -> Path:
        found = self.checkout.repository() if self.checkout else ""
        wanted, root = self.settings.repository, self.settings.root
        if self.checkout is None:
            message = f'index.commit is "file", and {root} is in no checkout of {wanted}'
            raise ConfigError(message, hint=_INSTEAD)
        top = self.checkout.top
        if not found:
            message = f'index.commit is "file", and the checkout {top} has no remote on GitHub'
            raise ConfigError(message, hint=_INSTEAD)
        if found.casefold() != wanted.casefold():
            message = f'index.commit is "file", and {top} is a checkout of {found}, not of {wanted}'
            raise ConfigError(message, hint=_INSTEAD)
        return top.resolve()

    def _place(self, top: Path) -> Path:
        """Where it is after resolving links: inside the checkout, and none of git's own files."""
        try:
            place = (top / self.path).resolve()
        except (OSError, RuntimeError) as error:  # links in a circle
            raise _told(f"it cannot be read: {_why(error)}", self.path) from error
        inside = place.is_relative_to(top)
        if not inside or ".git" in (part.lower() for part in place.relative_to(top).parts):
            raise ConfigError(
                f"{self.path} leads out of the checkout, to {place}",
                where=str(top / self.path),
                hint="ghblog follows no link out of the repository; set another index.path",
            )
        return place

    def _read(self, place: Path) -> bytes | None:
        """Its bytes; None if there is none."""
        try:
            if not stat.S_ISREG(place.stat().st_mode):
                raise ConfigError("it is no file", where=self.path, hint="set another index.path")
            return place.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _told(f"it cannot be read: {_why(error)}", self.path) from error


def _text(path: str, data: bytes) -> dict[str, str]:
    try:
        return {path: data.decode()}
    except UnicodeDecodeError:
        return {}


def _told(message: str, path: str) -> GhblogError:
    return ConfigError(message, where=path, hint="see to it, and run it again")


def _why(error: OSError | RuntimeError) -> str:
    return getattr(error, "strerror", None) or str(error)
