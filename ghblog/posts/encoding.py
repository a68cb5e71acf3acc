"""A file's bytes → its text, every character as it was but for a byte order mark."""

from __future__ import annotations

import codecs
import re
import shlex
from dataclasses import dataclass

from ghblog.posts.faults import FaultError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32's first bytes begin alike
# Tried in this order on what is not UTF-8: the encodings that people's old notes are in.
_LIKELY = ("gb18030", "big5", "shift_jis", "euc_kr")
# What no text holds: whoever reads such bytes as letters shows nonsense.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Legible:
    """A file's text for looking at.

    Attributes:
        text: empty if nobody can tell it.
        encoding: what it was read as, such as `UTF-8`; empty if nobody can tell.
    """

    text: str
    encoding: str


def decode(data: bytes, path: str) -> str:
    """The text of a file.

    Raises:
        FaultError: it is not UTF-8, or it holds a NUL, with the line and what to do.
    """
    if data.startswith(_WIDE):
        raise FaultError(1, "is UTF-16, not UTF-8", _convert("UTF-16", path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        byte = data[error.start]
        message = f"is not UTF-8 (byte 0x{byte:02X})"
        raise FaultError(_lines(before), message, _convert(_likely(data), path)) from error
    if "\0" in text:
        hint = "save it as UTF-8 text, or keep it out with posts.exclude"
        raise FaultError(_lines(data[: data.index(b"\0")]), "holds a NUL, so it is no text", hint)
    return text


def legible(data: bytes) -> Legible:
    """The text of a file that may be in another encoding than it should: read as the one that
    `decode` names for it, and never with letters in it that nobody typed. Never raises."""
    try:
        return Legible(data.decode("utf-8-sig").replace("\0", "\N{SYMBOL FOR NULL}"), "UTF-8")
    except UnicodeDecodeError:
        name = "UTF-16" if data.startswith(_WIDE) else _likely(data)
    try:
        text = data.decode(name) if name else ""
    except UnicodeDecodeError:
        text = ""
    return Legible("", "") if not text or _CONTROLS.search(text) else Legible(text, name)


def _lines(before: bytes) -> int:
    return len((before.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + b"x").split(b"\n"))


def _likely(data: bytes) -> str:
    for name in _LIKELY:
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name.upper()
    return ""


def _convert(encoding: str, path: str) -> str:
    if not encoding:
        return "save it as UTF-8"
    new = shlex.quote(path + ".new")
    command = f"iconv -f {encoding} -t UTF-8 {shlex.quote(path)} > {new}"
    return f"save it as UTF-8; if it is {encoding}: {command}"
