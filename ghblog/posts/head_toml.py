"""Front matter in TOML → its fields.

tomllib tells the values and what is wrong; a walk over the tokens tells the lines of the keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from ghblog.posts.faults import FaultError, line_at
from ghblog.posts.head_values import Field

_LINE_END = re.compile(r"\r\n?")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}" + r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
    r"|#[^\n]*|[\[\]{}\n]|[ \t]+|[\w-]+|.",
    re.DOTALL,
)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")
# Long names of many parts take tomllib time that grows with the square of their number.
_MOST = 32_768
_TOO_LARGE = 1 << 63  # by TOML; Python does not write down what is much larger
_HINT = 'a text needs quotes: title = "…"; dates are 2022-07-10 or 2022-07-10T18:30:00+08:00'


def toml_fields(block: str, text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """The fields of a block that stands at `offset` of the file's text.

    A date is given as TOML writes it, without fractions of a second.

    Raises:
        FaultError: it is not TOML, or has a key twice, which TOML forbids for every key.
    """
    first = line_at(text, offset)
    block = _LINE_END.sub("\n", block)
    if len(block) > _MOST:
        raise FaultError(first, f"has front matter of more than {_MOST:,} characters")
    values = _values(block, first)
    lines: dict[str, int] = {}
    for name, line, _table in _keys(block):
        lines.setdefault(name, line)
    for name, value in values.items():
        yield name, _field(value, first + lines.get(name, 0))


def _values(block: str, first: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(block, parse_float=str)
    except RecursionError as error:
        raise FaultError(first, "has front matter that is nested too deeply") from error
    except ValueError as error:  # tomllib's own, or a number that Python finds too long
        place = _PLACE.search(str(error))
        line = int(place[1]) - 1 if place and place[1] else block.rstrip("\n").count("\n")
        reason = _PLACE.sub("", str(error))
        if reason.startswith("Cannot "):  # of what is right by itself, and there already
            _refuse_twins(block, line, first)
        message = f"has front matter that is not TOML: {reason}"
        raise FaultError(first + line, message, _HINT) from error


def _refuse_twins(block: str, line: int, first: int) -> None:
    """Say which key is there twice, if it is one at the top; what stands before `line` is TOML."""
    seen: dict[str, int] = {}
    for name, at, table in _keys("\n".join(block.split("\n")[: line + 1])):
        if name in seen and not table:
            message = (
                f'has "{name}" twice in its front matter, in line {first + seen[name]} and here'
            )
            raise FaultError(first + at, message, "delete one of them")
        seen.setdefault(name, at)


def _field(value: Any, line: int) -> Field:
    text = _text(value)
    if text is not None:
        return Field(line, text=text)
    if isinstance(value, list):
        items = [item for each in value if (item := _text(each)) is not None]
        return Field(line, items=tuple(items) if len(items) == len(value) else None)
    return Field(line)


def _text(value: Any) -> str | None:
    """A scalar as it would be typed; None: it is none."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= _TOO_LARGE:
        return None
    return str(value) if isinstance(value, str | int) else None


def _keys(block: str) -> Iterator[tuple[str, int, bool]]:
    """(name, line from 0, whether it heads or is part of a table) of what stands at the top."""
    line = depth = 0
    within = False  # a table: its keys are not the post's
    fresh = True  # nothing but white space since the line began
    tokens = [each[0] for each in _TOKEN.finditer(block)]
    for n, token in enumerate(tokens):
        if depth == 0 and fresh and token == "[":  # noqa: S105  # a bracket
            within = True
            yield _name(next((one for one in tokens[n:] if one.strip(" \t[")), "")), line, True
        elif depth == 0 and fresh and not within and _is_key(token):
            after = next((one for one in tokens[n + 1 :] if one.strip(" \t")), "")
            if after in {"=", "."}:
                yield _name(token), line, after == "."
        line += token.count("\n")
        depth = max(0, depth + (token in {"[", "{"}) - (token in {"]", "}"}))
        fresh = token == "\n" or (fresh and not token.strip(" \t"))  # noqa: S105


def _is_key(token: str) -> bool:
    return token[:1] in {'"', "'"} or re.fullmatch(r"[\w-]+", token) is not None


def _name(token: str) -> str:
    """A key's name; as typed where it is no key."""
    try:
        return next(iter(tomllib.loads(f"{token} = 1")), token)
    except ValueError:
        return token
