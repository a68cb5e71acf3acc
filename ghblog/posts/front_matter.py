"""Front matter: the YAML between `---` lines, or TOML between `+++`, at the head of a post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ghblog.posts.faults import FaultError
from ghblog.posts.head_toml import toml_fields
from ghblog.posts.head_values import WELL_KNOWN, Field, FrontMatter
from ghblog.posts.head_yaml import yaml_fields

__all__ = ["WELL_KNOWN", "Field", "FrontMatter", "read_front_matter"]

# Possessive: a CRLF that could also be two line ends would double the work with each blank line.
_END = r"(?:\r\n?+|\n)"
_OPENING = re.compile(rf"(?:[ \t]*+{_END})*+(?P<mark>---|\+\+\+)[ \t]*{_END}")
_COMMENTS = r"\s*(?:#[^\r\n]*\s+)*"


@dataclass(frozen=True, slots=True)
class _Language:
    """How front matter looks in a language.

    Attributes:
        mark: the line that opens it.
        closing: a line that ends it.
        key: a key that the text begins with, perhaps below comments; group 1.
        any_key: a key at the beginning of some line; group 1.
        fields: reads a block.
        sign: as in `FrontMatter`.
    """

    mark: str
    closing: re.Pattern[str]
    key: re.Pattern[str]
    any_key: re.Pattern[str]
    fields: Callable[[str, str, int], Iterator[tuple[str, Field]]]
    sign: str


def _closing(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\n)|(?<=\r))(?:{lines})[ \t]*(?:{_END}|\Z)")


_LINE = r"(?:\A|(?<=\n)|(?<=\r))"
_COLON, _EQUALS = r"[ \t]*:(?=[ \t\r\n]|\Z)", r"[ \t]*="
_YAML = _Language(
    "---",
    _closing(r"---|\.\.\."),
    re.compile(rf"{_COMMENTS}([A-Za-z_][\w-]*){_COLON}"),
    re.compile(rf"{_LINE}([A-Za-z_-]+){_COLON}"),
    yaml_fields,
    ": ",
)
_TOML = _Language(
    "+++",
    _closing(r"\+\+\+"),
    re.compile(rf"{_COMMENTS}([A-Za-z_][\w-]*){_EQUALS}"),
    re.compile(rf"{_LINE}[ \t]*+([A-Za-z_-]+){_EQUALS}"),
    toml_fields,
    " = ",
)
_LANGUAGES = {each.mark: each for each in (_YAML, _TOML)}

_JSON = re.compile(r'\{\s*"[^"\r\n]*"\s*:')
_JSON_KEY = re.compile(r'[{,]\s*"([A-Za-z_-]+)"\s*:')
_JSON_HEAD = 4_096  # characters in which one of its well-known keys stands


def read_front_matter(text: str) -> FrontMatter:
    """The front matter that `text` begins with; an empty one if it begins with none.

    It begins on the first line; below blank lines only if it has a well-known key. A block
    that is not closed, or is no mapping, is Markdown: thematic breaks and text.

    Raises:
        FaultError: it is meant as front matter, and cannot be read: it never ends, is not YAML
            or TOML, or is JSON.
    """
    _refuse_json(text)
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter()
    language = _LANGUAGES[opening["mark"]]
    closing = language.closing.search(text, opening.end())
    if not closing:
        _refuse_endless(text, opening, language)
        return FrontMatter()
    block = text[opening.end() : closing.start()]
    first = opening.start("mark") == 0
    try:
        fields = dict(language.fields(block, text, opening.end()))
    except FaultError:
        if _meant(block, language, first=first):
            raise
        return FrontMatter()
    if not fields or not (first or WELL_KNOWN.intersection(fields)):
        return FrontMatter()
    return FrontMatter(fields, closing.end(), language.sign)


def _refuse_endless(text: str, opening: re.Match[str], language: _Language) -> None:
    """Refuse a text whose very first lines are a rule and a key that only front matter has
    there."""
    key = language.any_key.match(text, opening.end())
    if opening.start("mark") == 0 and key is not None and key[1] in WELL_KNOWN:
        hint = f"write a line of {language.mark} below its last key"
        raise FaultError(1, "begins with front matter that never ends", hint)


def _refuse_json(text: str) -> None:
    """Refuse Hugo's third kind of head: to publish it as text would publish drafts."""
    if not _JSON.match(text):
        return
    if WELL_KNOWN.intersection(_JSON_KEY.findall(text, 0, _JSON_HEAD)):
        hint = "write it as YAML between two lines of ---: `hugo convert toYAML` does that"
        raise FaultError(1, "begins with front matter in JSON, which ghblog does not read", hint)


def _meant(block: str, language: _Language, *, first: bool) -> bool:
    """Whether a broken block was meant as front matter, and is not text between two rules."""
    if WELL_KNOWN.intersection(match[1] for match in language.any_key.finditer(block)):
        return True
    return first and language.key.match(block) is not None
