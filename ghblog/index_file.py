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
    """Implements `model.IndexFile`.

    Attributes:
        top: the checkout's top folder.
        path: of the index, below it, POSIX.
    """

    top: Path
    path: str

    def head(self) -> Head:
        """The file as it is. Raises ConfigError where it must not be touched."""
        place = self._place()
        data = self._read(place)
        files = {} if data is None else _text(self.path, data)
        return Head(
            branch="",
            oid="",
            date=_LONG_AGO,
            message="",
            files=files,
            unreadable=(self.path,) if data is not None and not files else (),
            names=tuple(sorted(each.name for each in self.top.iterdir())),
        )

    def put(self, text: str) -> str:
        """Replace it at once; its path. Raises GhblogError."""
        place = self._place()
        part = place.with_name(f".ghblog-{secrets.token_hex(6)}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(text.encode())
                if place.exists():
                    shutil.copymode(place, part)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise _told(f"it cannot be written: {_why(error)}", self.path) from error
        return str(place)

    def _place(self) -> Path:
        """Where it is after resolving links: inside the checkout, and none of git's own files."""
        top = self.top.resolve()
        place = (top / self.path).resolve()
        inside = place.is_relative_to(top)
        if not inside or ".git" in (part.lower() for part in place.relative_to(top).parts):
            raise ConfigError(
                f"{self.path} leads out of the checkout, to {place}",
                where=str(self.top / self.path),
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


def index_file(settings: Settings, checkout: Checkout | None) -> DiskIndex:
    """The index in the working copy. Raises ConfigError when there is no checkout of the
    repository that holds the blog."""
    found, wanted = checkout.repository() if checkout else "", settings.repository
    if checkout is None:
        message = f'index.commit is "file", and {settings.root} is in no checkout of {wanted}'
        raise ConfigError(message, hint=_INSTEAD)
    if not found:
        message = f'index.commit is "file", and the checkout {checkout.top} has no remote on GitHub'
        raise ConfigError(message, hint=_INSTEAD)
    if found.casefold() != wanted.casefold():
        top = checkout.top
        message = f'index.commit is "file", and {top} is a checkout of {found}, not of {wanted}'
        raise ConfigError(message, hint=_INSTEAD)
    return DiskIndex(checkout.top, settings.index_path)


def _text(path: str, data: bytes) -> dict[str, str]:
    try:
        return {path: data.decode()}
    except UnicodeDecodeError:
        return {}


def _told(message: str, path: str) -> GhblogError:
    return ConfigError(message, where=path, hint="see to it, and run it again")


def _why(error: OSError) -> str:
    return error.strerror or str(error)
