"""What GitHub's host for uploads takes, answers and refuses. Pure.

No documentation describes it: the rules are those of GitHub's own `gh` (cli/cli,
internal/attachments) and of people who tried. So each refusal leaves the way to another store open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from ghblog.errors import AttachmentRefusedError, GhblogError, GitHubError
from ghblog.github.calls import Call
from ghblog.github.hosts import is_loopback
from ghblog.github.refusals import Place, foreign_refusal, refusal
from ghblog.github.tokens import TokenKind, how_to_allow

# A URL that can stand in Markdown as it is, alone on a line or in brackets.
_URL = re.compile(r"https?://[\w.:-]+(/[\w.~%-]+)*/user-attachments/assets/[\w.-]+", re.ASCII)
_ELSEWHERE = 'or keep the pictures in the branch: `pictures.store = "branch"`'


def why_not(place: Place) -> str:
    """Why nothing can be attached with this token on this host; empty: it may work."""
    if not place.uploads:
        return f"{place.host} is a GitHub Enterprise Server, which takes no attachments"
    if place.kind is TokenKind.INSTALLATION:
        return f"GitHub takes no attachments from a {place.kind}"
    return ""


def fits(place: Place) -> Callable[[Any], bool]:
    """What tells whether an answer names an attachment."""
    local = is_loopback(urlsplit(f"//{place.host}").hostname or "")

    def names_attachment(data: Any) -> bool:
        url = data.get("url") if isinstance(data, dict) else None
        if not isinstance(url, str) or not _URL.fullmatch(url):
            return False
        parts = urlsplit(url)
        return parts.scheme == "https" or (local and is_loopback(parts.hostname or ""))

    return names_attachment


def upload_refusal(place: Place, call: Call, status: int, message: str) -> GhblogError:
    """The error for an upload's answer with an HTTP status that means no.

    Args:
        place: where we are.
        call: what was asked.
        status: the HTTP status, 300 to 499.
        message: GitHub's own words; empty if it gave none, or the answer is not JSON.
    """
    said = f' (GitHub says: "{" ".join(message.split())[:300]}")' if message else ""
    match status:
        case 401 | 407:
            return refusal(place, call, status, message)
        case 403 | 404:
            return AttachmentRefusedError(
                f"GitHub takes no attachments for {place.name} from this "
                f"{place.kind} (HTTP status {status}){said}",
                all_of_them=True,
                hint=f"{_how_to_allow(place)}; {_ELSEWHERE}",
            )
        case 413:
            return _refused_one(call, f"it is too large{said}")
        case _ if 400 <= status < 500:
            return _refused_one(call, f"GitHub does not take it (HTTP status {status}){said}")
        case _:
            return foreign_refusal(place, call, status)


def unreachable(error: GitHubError) -> GitHubError:
    """The same error, with the way out: a network may let the API through and not uploads."""
    return GitHubError(error.message, hint=f"{error.hint}; {_ELSEWHERE}")


def _refused_one(call: Call, why: str) -> AttachmentRefusedError:
    return AttachmentRefusedError(
        f"cannot {call.doing}: {why}",
        all_of_them=False,
        hint="GitHub takes PNG, JPEG, GIF, WebP and SVG up to 10 MB, MP4, MOV and WebM up to 100 "
        f"MB (10 MB with a free account); make it smaller, {_ELSEWHERE}",
    )


def _how_to_allow(place: Place) -> str:
    if place.kind is TokenKind.INSTALLATION:
        return "use a personal access token in GH_TOKEN"
    return how_to_allow(place.kind, "Contents: write", place.host)
