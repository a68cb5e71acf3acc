"""The GraphQL documents: files in `queries/`, each valid as it stands.

A line that ends in `# each THING` is repeated for every such thing, and its names that end in 0
get the thing's number. `# import FILE` adds the fragments of another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

_EACH = re.compile(r"(?P<line>.*?)\s*# each (?P<thing>\w+)\s*")
_NUMBERED = re.compile(r"(?<=[a-z])0\b")
_IMPORT = re.compile(r"^# import (\S+)\n", re.MULTILINE)
_COMMENT = re.compile(r"^# .*\n", re.MULTILINE)


def document(name: str, counts: Mapping[str, int] | None = None) -> str:
    """The document in `queries/<name>.graphql`, imports included.

    Args:
        name: the file's name without its suffix.
        counts: how many of each thing there are; what is not named here is there once.
    """
    text = _source(f"{name}.graphql")
    imports = [_source(file) for file in _IMPORT.findall(text)]
    whole = _COMMENT.sub("", "\n".join([text, *imports]))
    return "\n".join(_repeated(whole, counts or {}))


def numbered(prefix: str, values: Iterable[Any]) -> dict[str, Any]:
    """Variables for a document's repeated lines: `prefix0`, `prefix1`, ..."""
    return {f"{prefix}{number}": value for number, value in enumerate(values)}


def _repeated(text: str, counts: Mapping[str, int]) -> Iterator[str]:
    for line in text.splitlines():
        match = _EACH.fullmatch(line)
        if match is None:
            yield line
            continue
        for number in range(counts.get(match["thing"], 1)):
            yield _NUMBERED.sub(str(number), match["line"])


@cache
def _source(file: str) -> str:
    return (resources.files("ghblog.github") / "queries" / file).read_text(encoding="utf-8")
