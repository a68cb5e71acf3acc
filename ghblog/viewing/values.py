"""What a look at a blog shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ghblog.model import Action, Finding, Kind, Plan


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of posts.

    Attributes:
        state: what a publish would do, as `Action`.
        number: on GitHub; 0 if it is not there.
        url: on GitHub; empty if it is not there.
    """

    id: str
    path: str
    title: str
    date: date | None
    kind: Kind
    state: Action
    reason: str = ""
    hint: str = ""
    number: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it is in its file now.

    Attributes:
        parts: the text and comments as they will be sent, without markers; addresses as far as
            they are known.
        local: the same with addresses of the preview.
        exact: pages of `local`, or of `draft`, as GitHub itself made them, where that was asked
            for.
        before: the text on GitHub, all parts; None if it is not known, empty if there is none.
        draft: a text that cannot be published, with addresses of the preview for what it leads
            to; what is broken in it is marked as missing. Front matter is taken off.
        findings: of `ghblog check`.
        source: the file's text; empty if it cannot be read.
        notices: how the page came to be, where that is not as always: whole sentences.
    """

    summary: Summary
    labels: tuple[str, ...] = ()
    category: str = ""
    parts: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    before: str | None = None
    draft: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """All posts at one moment.

    Attributes:
        as_of: when GitHub was read; None if it never was: then every post is new.
        offline: why GitHub could not be read; empty if it was.
        lacking: whether texts on GitHub are wanted for comparing that were not read yet.
    """

    plan: Plan
    posts: tuple[Summary, ...]
    as_of: datetime | None = None
    offline: str = ""
    lacking: bool = False
    notices: tuple[str, ...] = ()
