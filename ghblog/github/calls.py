"""Requests and answers as values, and what is to be made of an answer. Pure.

The rules are those of GitHub's documentation on rate limits and on troubleshooting the REST API.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ghblog.errors import GhblogError


class Repeat(Enum):
    """What may be done when a request did not end well."""

    FREELY = "harmless to repeat: repeat it after a lost answer and after rate limits"
    IF_REFUSED = "repeat it only when it surely was not carried out"
    NEVER = "leave it to the caller, who must look at its lease first"


def anything(_data: Any) -> bool:
    """Any answer will do."""
    return True


@dataclass(frozen=True, slots=True)
class Call:
    """A request to be sent.

    Attributes:
        path: below the API's base, with a slash at its head; empty for GraphQL.
        body: to be sent as JSON; None for none.
        data: bytes to be sent as they are, to the host for uploads; None for all other calls.
        doing: what it does, to complete "cannot ...", for people.
        right: the right that it needs, named as fine-grained tokens name it.
        writes: whether it changes anything on GitHub.
        content: how many pieces of content GitHub counts it as creating.
        fits: whether the data of a REST answer has the shape that it must have.
        plain: a good answer is text, not JSON.
    """

    verb: str
    path: str
    doing: str
    body: Mapping[str, Any] | None = None
    data: bytes | None = field(default=None, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict)
    repeat: Repeat = Repeat.FREELY
    right: str = "Contents: read"
    writes: bool = False
    content: int = 0
    fits: Callable[[Any], bool] = anything
    plain: bool = False

    @property
    def graphql(self) -> bool:
        """Whether it goes to GraphQL."""
        return not self.path

    @property
    def uploads(self) -> bool:
        """Whether it goes to the host for uploads."""
        return self.data is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers with names in lower case, text."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the errors in a GraphQL answer."""

    type: str
    message: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Good:
    """The request was carried out. GraphQL may have answered in part: `faults` says what not."""

    data: Any
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limited:
    """GitHub asks to wait; the request was not carried out.

    Attributes:
        seconds: how long, as GitHub said; None if it did not.
        patience: seconds to wait the first time when GitHub did not say.
        reason: for people.
    """

    seconds: float | None
    patience: float
    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """No usable answer.

    Attributes:
        sent: whether the request may have reached GitHub, so may have been carried out.
        seconds: how long GitHub asks to wait; None if it did not say.
        hint: what a person can do.
    """

    reason: str
    sent: bool = True
    seconds: float | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """GitHub said no, and will say it again."""

    error: GhblogError


Verdict = Good | Limited | Lost | Refused
