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
            raise _cannot("written", self.path, error) from error
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
            raise _cannot("read", self.path, error) from error


def index_file(settings: Settings, checkout: Checkout | None) -> DiskIndex:
    """The index in the working copy. Raises ConfigError when there is no checkout of the
    repository that holds the blog."""
    if checkout is None:
        raise ConfigError(
            f'index.commit is "file", and {settings.root} is in no checkout of '
            f"{settings.repository or 'the repository'}",
            hint=_INSTEAD,
        )
    found = checkout.repository()
    if found.casefold() != settings.repository.casefold():
        what = f"a checkout of {found}" if found else "a checkout without a remote on GitHub"
        raise ConfigError(
            f'index.commit is "file", and {checkout.top} is {what}, not of {settings.repository}',
            hint=_INSTEAD,
        )
    return DiskIndex(checkout.top, settings.index_path)


def _text(path: str, data: bytes) -> dict[str, str]:
    try:
        return {path: data.decode()}
    except UnicodeDecodeError:
        return {}


def _cannot(what: str, path: str, error: OSError) -> GhblogError:
    why = error.strerror or str(error)
    return ConfigError(f"it cannot be {what}: {why}", where=path, hint="see to it, run it again")
