"""A file's bytes → its text, every character as it was but for a byte order mark."""

from __future__ import annotations

import codecs
import shlex

from ghblog.posts.faults import FaultError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32's first bytes begin alike
# Tried in this order on what is not UTF-8: the encodings that people's old notes are in.
_LIKELY = ("gb18030", "big5", "shift_jis", "euc_kr")


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
