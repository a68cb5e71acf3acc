r"""What GitHub takes for a mention or a reference, told from the text round one character.

Sources: GitHub's “Autolinked references and URLs” and “Mentioning people and teams”, and for what
they leave open its published filters (html-pipeline), where `\W` is everything but ASCII letters,
digits and `_`: so `你好@bob` is a mention. In doubt it is one: a break that nobody sees is cheap.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

_LONGEST_LOGIN = 39
# Logins of companies' own users end in `_company`.
_MENTION = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*(?:_[A-Za-z0-9]+)*)(/[A-Za-z0-9][A-Za-z0-9._-]*)?")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_REPOSITORY = re.compile(
    r"(?<![A-Za-z0-9_./-])(?:([A-Za-z0-9][A-Za-z0-9-]*)/)?([A-Za-z0-9_.-]+)(?=[#@]\Z)"
)
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}(?![A-Za-z0-9_])")
_SHA = re.compile(r"[0-9a-f]{7,40}(?![A-Za-z0-9_])")
_GH = re.compile(r"(?<![A-Za-z0-9_])GH-\Z", re.IGNORECASE)
_SCHEME = re.compile(r"https?://\Z", re.IGNORECASE)
_PAGE = re.compile(
    r"github\.com/(?P<path>(?P<repository>[A-Za-z0-9-]+/[A-Za-z0-9_.-]+)"
    r"/(?:(?:issues|pull|discussions)/0*[1-9][0-9]*|commit/[0-9a-f]{7,40})(?![A-Za-z0-9_]))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z0-9_]")


class HazardKind(StrEnum):
    """What a piece of text does besides being read."""

    MENTION = "mention"  # somebody gets a notification
    OWN = "own-reference"  # an issue of the same repository gets a trace
    FOREIGN = "foreign-reference"  # one of another repository does
    CLOSING = "closing"  # the same with a word like “fixes” before it: it may be closed


class Home(NamedTuple):
    """Where the text is published, all in lower case.

    Attributes:
        owner: of the repository; mentioning them is none.
        repository: `owner/name`; empty if unknown.
        allowed: logins and `org/team` that may be mentioned.
        mine: further repositories, `owner/name`, that count as the same.
    """

    owner: str
    repository: str
    allowed: Collection[str]
    mine: Collection[str]


class Sign(NamedTuple):
    """What a character is part of.

    Attributes:
        before, after: the mention or reference on either side of where the character ends.
        path: below `https://github.com/`, if it leads into another repository.
        address: whether it is written as a URL.
    """

    kind: HazardKind
    before: str
    after: str
    path: str = ""
    address: bool = False


def judge(left: str, right: str, home: Home) -> Sign | None:
    """What a text node means to GitHub at the place between `left` and `right`.

    Args:
        left: the text up to a `@`, a `#`, `GH-` or `https://`, all of it or its last 200
            characters.
        right: the text from there on.
    """
    if left.endswith("@"):
        return _commit(left, right, home) or _mention(left, right, home)
    if left.endswith("#"):
        return _issue(left, right, home)
    if left.endswith("-"):
        own, number = _GH.search(left), _NUMBER.match(right)
        return Sign(HazardKind.OWN, own[0], number[0]) if own and number else None
    return _address(left, right, home)


def _mention(left: str, right: str, home: Home) -> Sign | None:
    before = left[-2:-1]
    match = _MENTION.match(right)
    if match is None or _WORD.match(before) or len(match[1]) > _LONGEST_LOGIN:
        return None
    if before.isalnum() and _DOMAIN.match(right):  # 邮箱@example.org
        return None
    name = match[0].rstrip("._-").lower()
    if name == home.owner or name in home.allowed:
        return None
    return Sign(HazardKind.MENTION, "@", match[0].rstrip("._-"))


def _commit(left: str, right: str, home: Home) -> Sign | None:
    found, sha = _REPOSITORY.search(left), _SHA.match(right)
    if not found or not found[1] or not sha:
        return None
    return _led(found[0], f"{found[0]}@", sha[0], "commit", home)


def _issue(left: str, right: str, home: Home) -> Sign | None:
    number, found = _NUMBER.match(right), _REPOSITORY.search(left)
    if number is None:
        return None
    if not _WORD.match(left[-2:-1]):
        return Sign(HazardKind.OWN, "#", number[0])
    if found is None:
        return None
    if found[1]:
        return _led(found[0], f"{found[0]}#", number[0], "issues", home)
    return _fork(found[0], number[0], home)


def _fork(user: str, number: str, home: Home) -> Sign | None:
    """`user#12`, an issue of somebody's fork of this repository; but C#12 is a language."""
    if len(user) < 2 or not _MENTION.fullmatch(user):
        return None
    name = home.repository.partition("/")[2]
    if user.lower() == home.owner or not name:
        return Sign(HazardKind.OWN, f"{user}#", number)
    return _led(f"{user}/{name}", f"{user}#", number, "issues", home)


def _address(left: str, right: str, home: Home) -> Sign | None:
    scheme, found = _SCHEME.search(left), _PAGE.match(right)
    if not scheme or not found:
        return None
    if _is_mine(found["repository"], home):
        return Sign(HazardKind.OWN, scheme[0], found[0], address=True)
    return Sign(HazardKind.FOREIGN, scheme[0], found[0], found["path"], address=True)


def _led(repository: str, before: str, after: str, kind: str, home: Home) -> Sign:
    if _is_mine(repository, home):
        return Sign(HazardKind.OWN, before, after)
    return Sign(HazardKind.FOREIGN, before, after, f"{repository}/{kind}/{after}")


def _is_mine(repository: str, home: Home) -> bool:
    low = repository.lower()
    return low == home.repository or low in home.mine
