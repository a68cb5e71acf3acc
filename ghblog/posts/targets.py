"""Where a picture's destination leads: a file of the blog, the web, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Astray:
    """Why a destination leads to no picture of the blog's; the message is a whole sentence."""

    message: str
    hint: str = ""


def is_elsewhere(target: str) -> bool:
    """Whether a destination is none of the blog's files: a URL, `data:`, `#…`, or nothing."""
    return _ELSEWHERE.match(target) is not None


def locate(files: Files, post: str, raw: str, url: str) -> str | Astray:
    """The file, below the blog's root, that a destination in a post means.

    Args:
        post: the post's path.
        raw: the destination as typed.
        url: the same as GitHub reads it, percent-encoded.
    """
    typed = unquote(raw)
    if _FILE_URL.match(typed) or _DRIVE.match(raw) or _DRIVE.match(typed):
        return _on_one_machine(raw)
    outside = False
    for target in _spellings(raw, url):
        path = _below_root(post, target)
        if path is None:
            outside = True
        elif files.exists(path):
            outside = not files.inside(path)
            if not outside:
                return path
    if _MACHINE.match(typed):
        return _on_one_machine(raw)
    if outside:
        hint = "copy the picture into the blog's folder"
        return Astray(f'the picture "{raw}" lies outside of the blog\'s folder', hint)
    return Astray(f'there is no picture "{raw}"', _suggestion(files, post, url))


def relative(path: str, post: str) -> str:
    """How a post refers to a file of the blog."""
    return posixpath.relpath(path, posixpath.dirname(post) or ".")


def _on_one_machine(raw: str) -> Astray:
    name = re.split(r"[\\/]", unquote(raw))[-1]
    message = f'the picture "{raw}" has a path that is right on one computer only'
    return Astray(message, f'copy the picture beside the post and write "{name}"')


def _spellings(raw: str, url: str) -> Iterator[str]:
    """What the writer may have meant, the most literal first."""
    whole = [raw, url, unquote(url), unquote(raw)]
    whole += [each.replace("\\", "/") for each in (unquote(url), unquote(raw))]
    bare = [re.split(r"[?#]", each, maxsplit=1)[0] for each in (*whole[:2], raw.replace("\\", "/"))]
    yield from dict.fromkeys(each for each in (*whole, *bare, *map(unquote, bare)) if each)


def _below_root(post: str, target: str) -> str | None:
    """The path below the root; None if it leads out of it."""
    folder = "" if target.startswith("/") else posixpath.dirname(post)
    path = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    return None if path == ".." or path.startswith("../") else path


def _suggestion(files: Files, post: str, url: str) -> str:
    plain = re.split(r"[?#]", unquote(url), maxsplit=1)[0].replace("\\", "/")
    path = _below_root(post, plain)
    near = files.similar(path) if path else ""
    if not near:
        return "put it there, or correct its name"
    meant = f"/{near}" if url.startswith("/") else relative(near, post)
    return f'did you mean "{meant}"?'
