"""GitHub's refusals as errors for people: what, why, and what to do next. Pure.

`docs/errors.md` explains each message; keep the two in step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ghblog.errors import (
    GhblogError,
    GitHubError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    StaleHeadError,
)
from ghblog.github.calls import Call
from ghblog.github.tokens import TokenKind, how_to_allow


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


def refusal(place: Place, call: Call, status: int, message: str) -> GhblogError:
    """The error for an answer with an HTTP status that means no.

    Args:
        place: where we are.
        call: what was asked.
        status: the HTTP status; 200 for an error of GraphQL.
        message: GitHub's own words; empty if it gave none.
    """
    for statuses, pattern, make in RULES:
        if (not statuses or status in statuses) and re.search(pattern, message, re.IGNORECASE):
            return make(place, call, message)
    return _plain(place, call, message or f"HTTP status {status} without a reason")


def graphql_refusal(place: Place, call: Call, kind: str, message: str) -> GhblogError:
    """The error for one of GraphQL's errors, by its `type` and message."""
    match kind:
        case "STALE_DATA":
            return _stale(place, call, message)
        case "NOT_FOUND":
            return _not_found(place, call, message)
        case "INSUFFICIENT_SCOPES":
            return _not_allowed(place, call, message)
        case "FORBIDDEN":
            return refusal(place, call, 403, message)
        case _:
            return refusal(place, call, 200, message)


def foreign_refusal(place: Place, call: Call, status: int) -> GhblogError:
    """The error for a refusal that is not in GitHub's way of speaking."""
    return GitHubError(
        f"cannot {call.doing}: HTTP status {status}, and the answer is not GitHub's",
        hint=f"see whether GITHUB_API_URL is right (it leads to {place.host}), and whether a proxy "
        "or a sign-in page stands in between",
    )


def _bad_token(place: Place, _call: Call, _message: str) -> GhblogError:
    return NotAuthenticatedError(
        f"{place.host} does not accept the token: it is wrong, expired or revoked",
        hint=f"make a new one (https://{place.host}/settings/tokens) and put it into GH_TOKEN, or "
        "run `gh auth login`",
    )


def _not_allowed(place: Place, call: Call, message: str) -> GhblogError:
    said = f' (GitHub says: "{message}")' if message else ""
    return NotAllowedError(
        f"the {place.kind} may not {call.doing} in {place.name}: it lacks the right "
        f"{call.right}{said}",
        hint=how_to_allow(place.kind, call.right, place.host),
    )


def _single_sign_on(place: Place, call: Call, _message: str) -> GhblogError:
    return NotAllowedError(
        f"cannot {call.doing}: the organisation of {place.name} asks for single sign-on",
        hint=f"authorise the token for it: https://{place.host}/settings/tokens, “Configure SSO”",
    )


def _address(place: Place, call: Call, _message: str) -> GhblogError:
    return NotAllowedError(
        f"cannot {call.doing}: the organisation of {place.name} does not let this machine's "
        "address in (IP allow list)",
        hint="use a network that it allows, or ask one of its owners",
    )


def _not_found(place: Place, call: Call, _message: str) -> GhblogError:
    return NotFoundError(
        f"cannot {call.doing}: {place.name} or what was asked for in it is not there, or not "
        "visible to this token",
        hint="check the spelling of `repository`; for a private repository: "
        + how_to_allow(place.kind, call.right, place.host),
    )


def _renamed(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: {place.name} was renamed or moved, and GitHub does not take writes "
        "under the old name; nothing was written",
        hint="set `repository` in ghblog.toml to its present name, and run the command again",
    )


def _no_issues(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: issues are switched off in {place.name}",
        hint=f"switch them on: https://{place.host}/{place.repository}/settings, “Features”",
    )


def _gone(place: Place, call: Call, _message: str) -> GhblogError:
    return NotFoundError(
        f"cannot {call.doing}: it was deleted from {place.name}",
        hint="`ghblog status` shows what is there",
    )


def _archived(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: {place.name} is archived, so nobody can write to it",
        hint=f"unarchive it: https://{place.host}/{place.repository}/settings, “Danger Zone”",
    )


def _protected(place: Place, call: Call, message: str) -> GhblogError:
    return NotAllowedError(
        f"cannot {call.doing}: a rule of {place.name} protects the branch "
        f'(GitHub says: "{_line(message)}")',
        hint="let this account (or the App `github-actions`) bypass the rule: "
        f"https://{place.host}/{place.repository}/settings/rules",
    )


def _stale(_place: Place, call: Call, _message: str) -> GhblogError:
    return StaleHeadError(
        f"cannot {call.doing}: the branch was changed meanwhile",
        hint="run the command again: it reads the branch anew",
    )


def _ref_exists(_place: Place, call: Call, _message: str) -> GhblogError:
    return StaleHeadError(
        f"cannot {call.doing}: it is there already",
        hint="run the command again: it reads the branch anew",
    )


def _empty(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: {place.name} has no commit yet",
        hint="run the command again: it makes the first commit",
    )


def _proxy_login(_place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: the proxy asks for a user name and a password",
        hint="put them into the proxy's address: HTTPS_PROXY=http://user:password@host:port",
    )


def _too_long(_place: Place, call: Call, message: str) -> GhblogError:
    return GitHubError(
        f'cannot {call.doing}: it is longer than GitHub takes (GitHub says: "{_line(message)}")',
        hint="split the post: 65,536 characters are the limit for a text, 256 for a title",
    )


def _suspended(place: Place, call: Call, message: str) -> GhblogError:
    return NotAllowedError(
        f"cannot {call.doing}: {place.host} has blocked the account or {place.name} (GitHub says: "
        f'"{_line(message)}")',
        hint="sign in with a browser and see what GitHub says there",
    )


def _plain(place: Place, call: Call, message: str) -> GhblogError:
    return GitHubError(
        f'cannot {call.doing} in {place.name}: GitHub says "{_line(message)}"',
        hint="docs/errors.md explains GitHub's messages; https://www.githubstatus.com says "
        "whether GitHub has trouble",
    )


def _line(message: str, longest: int = 300) -> str:
    line = " ".join(message.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def _no_discussions(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: discussions are switched off in {place.name}",
        hint=f"switch them on: https://{place.host}/{place.repository}/settings, “Features”",
    )


def _pins(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: {place.name} has three pinned issues already, and GitHub pins no "
        "more",
        hint="take `pin: true` out of one of the posts and publish, or unpin one on GitHub",
    )


def _assignees(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: somebody in `assignees` cannot be assigned in {place.name}",
        hint="name the logins of at most ten people who have a right in the repository",
    )


def _milestone(place: Place, call: Call, _message: str) -> GhblogError:
    return GitHubError(
        f"cannot {call.doing}: its milestone is not in {place.name} any more",
        hint="run the command again: it reads the milestones anew",
    )


_Rule = tuple[tuple[int, ...], str, Callable[[Place, Call, str], GhblogError]]

# The first that fits counts: (HTTP statuses, or none for any; pattern in the message; error).
RULES: tuple[_Rule, ...] = (
    ((), r"discussions? (are|has been|have been|is) (disabled|not enabled)", _no_discussions),
    ((), r"(maximum|more than|only|limit)\b.*\bpinned issues|pinned issues.*\blimit", _pins),
    ((422,), r"\bassignees? (is )?invalid", _assignees),
    ((422,), r"\bmilestone (is )?invalid", _milestone),
    ((401,), "", _bad_token),
    ((407,), "", _proxy_login),
    ((), r"is archived|was archived|archived so", _archived),
    ((), r"SAML|single sign-on", _single_sign_on),
    ((), r"IP allow list", _address),
    ((), r"suspended|access blocked|was flagged", _suspended),
    ((), r"issues? (are|has been|have been|is) disabled", _no_issues),
    ((), r"rule violations?|protected branch|branch is protected", _protected),
    ((301, 307, 308), "", _renamed),
    ((410,), r"deleted", _gone),
    ((410,), "", _no_issues),
    ((403, 451), "", _not_allowed),
    ((404,), "", _not_found),
    ((409, 422), r"reference already exists", _ref_exists),
    ((409, 422), r"sha\W* wasn't supplied|is at \w+ but expected", _ref_exists),
    ((409, 422), r"repository is empty", _empty),
    ((), r"expected branch to point to", _stale),
    ((), r"is too long|too many characters", _too_long),
)
