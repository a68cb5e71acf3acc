"""Where a destination in a post leads: a file of the blog, the web, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePath
from urllib.parse import unquote

from ghblog.model import Files

# A scheme has two letters at least: one is a drive of Windows.
_ELSEWHERE = re.compile(r"\s*(?:(?!file:)[a-z][a-z0-9+.-]+:|//|#|\Z)", re.IGNORECASE)
_DRIVE = re.compile(r"(?:[a-z]:|\\\\[^\\/]+\\)", re.IGNORECASE)
_FILE_URL = re.compile(r"file:", re.IGNORECASE)
_MACHINE = re.compile(
    r"(?:/(?:Applications|Library|Users|Volumes|data|etc|home|media|mnt|opt|private|root|sdcard"
    r"|storage|tmp|usr|var|[a-z])/|~[\w.-]*/)"
)


class Astray(Enum):
    """Why a destination leads to no file of the blog's."""

    MISSING = auto()
    OUTSIDE = auto()
    MACHINE = auto()  # a path that is right on one computer only


@dataclass(frozen=True, slots=True)
class Base:
    """What a post's destinations are relative to.

    Attributes:
        post: the post's path below the blog's root.
        slash: folders below the root that a destination with a `/` first may begin in, the
            likeliest first; the root itself is tried last.
    """

    post: str
    slash: tuple[str, ...] = ()

    def paths(self, target: str) -> Iterator[str | None]:
        """The paths below the root that `target` may mean; None for one that leads out of it."""
        if target.startswith("/"):
            yield from (below(folder, target.lstrip("/")) for folder in (*self.slash, ""))
        else:
            yield below(posixpath.dirname(self.post), target)


@dataclass(frozen=True, slots=True)
class Spot:
    """A file of the blog's: its path below the root, and what the URL says behind it."""

    path: str
    fragment: str = ""


def is_elsewhere(target: str) -> bool:
    """Whether a destination is none of the blog's files: a URL, `data:`, `#…`, or nothing."""
    return _ELSEWHERE.match(target) is not None


def locate(files: Files, base: Base, raw: str, url: str) -> Spot | Astray:
    """The file, below the blog's root, that a destination in a post means.

    Args:
        raw: the destination as typed.
        url: the same as GitHub reads it, percent-encoded.
    """
    typed = unquote(raw)
    if _FILE_URL.match(typed) or _DRIVE.match(raw) or _DRIVE.match(typed):
        return Astray.MACHINE
    outside = False
    for target, fragment in spellings(raw, url):
        for path in base.paths(target):
            if path is None:
                outside = True
            elif files.exists(path):
                if files.inside(path):
                    return Spot(path, fragment)
                outside = True
    if _MACHINE.match(typed):
        return Astray.MACHINE
    return Astray.OUTSIDE if outside else Astray.MISSING


def relative(path: str, post: str) -> str:
    """How a post refers to a file of the blog."""
    return posixpath.relpath(path, posixpath.dirname(post) or ".")


def below(folder: str, target: str) -> str | None:
    """`target` in `folder`, both below the root; None if that leads out of it."""
    path = posixpath.normpath(posixpath.join(folder, target))
    return None if path == ".." or path.startswith(("../", "/")) else path


def slash_folders(root: PurePath, post: str, root_url: str) -> tuple[str, ...]:
    """Where `/` leads by a post's `typora-root-url`: a folder relative to the post, or one on
    the writer's computer, which counts where it lies in the blog's root, or one below it."""
    written = root_url.strip()
    if not written or is_elsewhere(written) or _FILE_URL.match(written):
        return ()
    if PurePath(written).is_absolute() and PurePath(written).is_relative_to(root):
        return (PurePath(written).relative_to(root).as_posix(),)
    if _DRIVE.match(written):
        return ()
    plain = written.replace("\\", "/")
    folder = "" if plain.startswith("/") else posixpath.dirname(post)
    found = below(folder, plain.lstrip("/"))
    return () if found is None else (found,)


def spellings(raw: str, url: str) -> Iterator[tuple[str, str]]:
    """What the writer may have meant, the most literal first: (path, fragment with its `#`)."""
    whole = [raw, url, unquote(url), unquote(raw)]
    whole += [each.replace("\\", "/") for each in (unquote(url), unquote(raw))]
    fragment = "".join(re.findall(r"#.*", url)[:1])
    bare = [re.split(r"[?#]", each, maxsplit=1)[0] for each in (*whole[:2], raw.replace("\\", "/"))]
    found = dict.fromkeys(whole, "")
    for each in (*bare, *map(unquote, bare)):
        found.setdefault(each, fragment)
    yield from ((target, behind) for target, behind in found.items() if target)


def suggestion(files: Files, base: Base, url: str) -> str:
    """A file of the blog's that may be meant, as the post would write it; or nothing."""
    plain = re.split(r"[?#]", unquote(url), maxsplit=1)[0].replace("\\", "/")
    path = next((one for one in base.paths(plain) if one), "")
    near = files.similar(path) if path else ""
    if not near:
        return ""
    meant = f"/{near}" if url.startswith("/") else relative(near, base.post)
    return f'did you mean "{meant}"?'


def file_name(raw: str) -> str:
    """The last part of a path, whatever system it is of."""
    return re.split(r"[\\/]", unquote(raw))[-1]
