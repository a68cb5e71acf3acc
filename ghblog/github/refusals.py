"""GitHub's refusals as errors for people. Pure; `wordings` has what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ghblog.errors import GhblogError
from ghblog.github import wordings
from ghblog.github.calls import Call
from ghblog.github.tokens import TokenKind, how_to_allow
from ghblog.github.wordings import Wording

_LONGEST = 300  # characters of GitHub's words in a message


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are and with what: for messages and hints.

    Attributes:
        repository: `owner/name`; empty if none is spoken of.
        host: the host with GitHub's pages, such as `github.com`.
        kind: the token's kind.
        uploads: whether the host takes attachments at all.
    """

    repository: str
    host: str
    kind: TokenKind
    uploads: bool = True

    @property
    def name(self) -> str:
        """The repository, or the host, for a sentence."""
        return self.repository or self.host


# The first that fits counts: (HTTP statuses, or none for any; pattern in the message; wording).
RULES: tuple[tuple[tuple[int, ...], str, Wording], ...] = (
    (
        (),
        r"discussions? (are|has been|have been|is) (disabled|not enabled)",
        wordings.NO_DISCUSSIONS,
    ),
    (
        (),
        r"(maximum|more than|only|limit)\b.*\bpinned issues|pinned issues.*\blimit",
        wordings.PINS,
    ),
    ((422,), r"\bassignees? (is )?invalid", wordings.ASSIGNEES),
    ((422,), r"\bmilestone (is )?invalid", wordings.MILESTONE),
    ((401,), "", wordings.BAD_TOKEN),
    ((407,), "", wordings.PROXY_LOGIN),
    ((), r"is archived|was archived|archived so", wordings.ARCHIVED),
    ((), r"SAML|single sign-on", wordings.SINGLE_SIGN_ON),
    ((), r"IP allow list", wordings.ADDRESS),
    ((), r"suspended|access blocked|was flagged", wordings.SUSPENDED),
    ((), r"issues? (are|has been|have been|is) disabled", wordings.NO_ISSUES),
    ((), r"not permitted to create or approve pull requests", wordings.NO_PULLS_BY_ACTIONS),
    ((422,), r"pull request already exists", wordings.PULL_EXISTS),
    ((422,), r"no commits between", wordings.NO_COMMITS),
    ((422,), r"not a fast.forward", wordings.BACKWARD),
    (
        (),
        r"rule violations?|protected branch|branch is protected|made through a pull request"
        r"|approving review is required|required status checks? ",
        wordings.PROTECTED,
    ),
    ((301, 307, 308), "", wordings.RENAMED),
    ((410,), r"deleted", wordings.GONE),
    ((410,), "", wordings.NO_ISSUES),
    ((403, 451), "", wordings.NOT_ALLOWED),
    ((404,), "", wordings.NOT_FOUND),
    ((409, 422), r"reference already exists", wordings.REF_EXISTS),
    ((409, 422), r"sha\W* wasn't supplied|is at \w+ but expected", wordings.REF_EXISTS),
    ((409, 422), r"repository is empty", wordings.EMPTY),
    ((), r"expected branch to point to", wordings.STALE),
    ((), r"is too long|too many characters", wordings.TOO_LONG),
)

# GraphQL's types of error that say all themselves.
_TYPES = {
    "STALE_DATA": wordings.STALE,
    "NOT_FOUND": wordings.NOT_FOUND,
    "INSUFFICIENT_SCOPES": wordings.NOT_ALLOWED,
}


def refusal(place: Place, call: Call, status: int, message: str) -> GhblogError:
    """The error for an answer with an HTTP status that means no.

    Args:
        place: where we are.
        call: what was asked.
        status: the HTTP status; 200 for an error of GraphQL.
        message: GitHub's own words; empty if it gave none.
    """
    for statuses, pattern, wording in RULES:
        if (not statuses or status in statuses) and re.search(pattern, message, re.IGNORECASE):
            return _told(wording, place, call, message)
    reason = message or f"HTTP status {status} without a reason"
    return _told(wordings.PLAIN, place, call, reason)


def graphql_refusal(place: Place, call: Call, kind: str, message: str) -> GhblogError:
    """The error for one of GraphQL's errors, by its `type` and message."""
    if kind in _TYPES:
        return _told(_TYPES[kind], place, call, message)
    return refusal(place, call, 403 if kind == "FORBIDDEN" else 200, message)


def foreign_refusal(place: Place, call: Call, status: int) -> GhblogError:
    """The error for a refusal that is not in GitHub's way of speaking."""
    return _told(wordings.FOREIGN, place, call, f"HTTP status {status}")


def _told(wording: Wording, place: Place, call: Call, message: str) -> GhblogError:
    facts = {
        "doing": call.doing,
        "place": place.name,
        "repository": place.repository,
        "host": place.host,
        "kind": place.kind,
        "right": call.right,
        "allow": how_to_allow(place.kind, call.right, place.host),
        "said": _line(message),
        "because": f' (GitHub says: "{message}")' if message else "",
    }
    return wording.error(wording.text.format_map(facts), hint=wording.hint.format_map(facts))


def _line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
