"""GitHub as it was when it was read last, for looking only. Part of `blog`.

What was read is kept in the user's cache folder. It feeds previews and dry runs, never a publish:
it can only be read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ghblog.machine import cache_folder
from ghblog.model import (
    Clock,
    Existing,
    Head,
    Ledger,
    Remark,
    Repository,
    Snapshot,
)
from ghblog.sync.ledger import files_of

if TYPE_CHECKING:
    from ghblog.prepare import Prepared

VERSION = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memory:
    """What one reading of GitHub brought.

    Attributes:
        as_of: when it was read, by GitHub's clock.
        texts: node id → issue or discussion, of those whose texts were read.
        remarks: node id → the comments below it, where they were read.
    """

    as_of: datetime
    snapshot: Snapshot
    texts: Mapping[str, Existing] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)


class Cache:
    """Memories in files, one a blog. They may hold texts of a private repository, so they are for
    this user's eyes only.

    Args:
        folder: by default the user's cache folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def load(self, host: str, repository: str, blog: str) -> Memory | None:
        """What was read last; None if nothing was, or it cannot be understood."""
        try:
            text = self._file(host, repository, blog).read_text(encoding="utf-8")
            values = json.loads(text)
            if values["version"] != VERSION or values["of"] != [host, repository, blog]:
                return None
            return decode(Memory, values["memory"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
            return None
        except RecursionError:
            return None

    def save(self, host: str, repository: str, blog: str, memory: Memory) -> None:
        """Keep it; a folder that cannot be written is no error."""
        file = self._file(host, repository, blog)
        values = {"version": VERSION, "of": [host, repository, blog], "memory": encode(memory)}
        with contextlib.suppress(OSError, UnicodeEncodeError):
            data = json.dumps(values, ensure_ascii=False).encode()
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _replace(file, data)

    def _file(self, host: str, repository: str, blog: str) -> Path:
        folder = self._folder or cache_folder()
        name = re.sub(r"[^A-Za-z0-9.-]", "_", f"{host}_{repository}_{blog}".lower())
        which = hashlib.sha256("\n".join((host, repository, blog)).encode()).hexdigest()
        return folder / f"{name}_{which[:8]}.json"


def _replace(file: Path, data: bytes) -> None:
    """Several previews may do this at once, and a reader sees one or the other."""
    handle, fresh = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)  # as 0600
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        Path(fresh).replace(file)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise


class Offline:
    """`model.Reader` over a memory, or over nothing: then every post is new.

    Args:
        here: path → text of the index that lies here; it stands for GitHub's where nothing is
            remembered.
    """

    def __init__(
        self,
        repository: str,
        url: str,
        memory: Memory | None,
        clock: Clock,
        here: Mapping[str, str],
    ) -> None:
        self._clock = clock
        self._memory = memory
        empty = Repository(id=0, name=repository, url=f"{url}/{repository}", permission="ADMIN")
        empty = replace(empty, has_discussions=True)
        head = Head("", "", clock.now(), "", here) if here else None
        nothing = Snapshot(empty, viewer="", default=head, ledger=None)
        self.snapshot = memory.snapshot if memory else nothing
        self.known = memory is not None

    def read(self, **_asked: object) -> Snapshot:
        """What was read last."""
        return self.snapshot

    def read_nodes(self, nodes: Sequence[str]) -> Mapping[str, Existing]:
        """Those texts that were read."""
        texts = self._memory.texts if self._memory else {}
        return {node: texts[node] for node in nodes if node in texts}

    def remarks(self, nodes: Sequence[str]) -> Mapping[str, Sequence[Remark]]:
        """Those comments that were read."""
        known = self._memory.remarks if self._memory else {}
        return {node: known[node] for node in nodes if node in known}

    def list_all(self) -> Sequence[Existing]:
        """Nobody can tell."""
        return ()

    def look_up(self, numbers: Sequence[int]) -> Sequence[Existing]:  # noqa: ARG002  # as the port
        """Nobody can tell."""
        return ()

    def newest_number(self) -> int:
        """What was known."""
        return self.snapshot.highest

    def watchers(self) -> int:
        """Nobody can tell."""
        return 0

    def attachments(self) -> str:
        """Nothing is uploaded."""
        return ""

    def is_private(self, repository: str) -> bool | None:  # noqa: ARG002  # as the port
        """Nobody can tell; the publish asks."""
        return False

    def now(self) -> datetime:
        """This machine's time."""
        return self._clock.now()


def memory_of(prepared: Prepared, now: datetime) -> Memory:
    """What a reading brought, to be remembered."""
    seen = [change for change in prepared.plan.changes if change.present]
    texts = {one.present.node: one.present for one in seen if one.present}
    remarks = {
        one.present.node: (*(part for part in one.further if part), *one.surplus)
        for one in seen
        if one.present and (one.further or one.surplus)
    }
    return Memory(now, prepared.read.snapshot, texts, remarks)


def with_ledger(memory: Memory, ledger: Ledger, branch: str) -> Memory:
    """A memory after a publish: the ledger as the run left it. The texts that it wrote over are
    forgotten."""
    head = Head(branch, ledger.head, memory.as_of, "", files_of(ledger))
    return Memory(memory.as_of, replace(memory.snapshot, ledger=head))


def encode(value: Any) -> Any:
    """A frozen value as JSON data."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: encode(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [encode(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def decode(kind: type[T], value: Any) -> T:
    """JSON data as a frozen value. Raises ValueError, TypeError or KeyError if it is none."""
    made: T = _decode(kind, value)
    return made


def _decode(kind: Any, value: Any) -> Any:
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        known = next(one for one in inside if one is not type(None))
        return None if value is None else _decode(known, value)
    if origin is tuple:
        return tuple(_decode(inside[0], one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        return {_decode(inside[0], key): _decode(inside[1], one) for key, one in value.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _decode(hints[name], one) for name, one in value.items()})  # type: ignore[operator]  # not its type
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is int or issubclass(kind, StrEnum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r:.40} is no {kind}")
    return value
