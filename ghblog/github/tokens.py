"""What a token is, as far as its first letters tell."""

from __future__ import annotations

import re
from enum import StrEnum


class TokenKind(StrEnum):
    """The kinds of token, in words for people."""

    CLASSIC = "classic personal access token"
    FINE_GRAINED = "fine-grained personal access token"
    OAUTH = "OAuth token (as `gh auth login` makes)"
    INSTALLATION = "GitHub Actions or App installation token"
    APP_USER = "GitHub App user token"
    UNKNOWN = "token of an unknown kind"


_PREFIXES = {
    "ghp_": TokenKind.CLASSIC,
    "github_pat_": TokenKind.FINE_GRAINED,
    "gho_": TokenKind.OAUTH,
    "ghs_": TokenKind.INSTALLATION,
    "ghu_": TokenKind.APP_USER,
}


# What ghblog may need besides Contents, as people and as workflows call it.
_AREAS = {
    "Issues": "issues",
    "Discussions": "discussions",
    "Pull requests": "pull-requests",
}
_ALL_THREE = "`contents: write`, `issues: write` and `pull-requests: write`"


def token_kind(token: str) -> TokenKind:
    """The kind of `token`, by its prefix; 40 hex digits are a classic token of old."""
    for prefix, kind in _PREFIXES.items():
        if token.startswith(prefix):
            return kind
    return TokenKind.CLASSIC if re.fullmatch(r"[0-9a-f]{40}", token) else TokenKind.UNKNOWN


def how_to_allow(kind: TokenKind, right: str, host: str) -> str:
    """How to give a token the right that it lacks.

    Args:
        kind: the token's kind.
        right: a fine-grained right such as `Issues: write`.
        host: the host with GitHub's pages, such as `github.com`.
    """
    area = right.partition(":")[0]
    area = area if area in _AREAS else "Issues"
    rights = f"`contents: write` and `{_AREAS[area]}: write`"
    rights = _ALL_THREE if _AREAS[area] == "pull-requests" else rights
    match kind:
        case TokenKind.CLASSIC:
            return (
                "it needs the scope `repo` (`public_repo` is enough for a public repository), and "
                f"its owner write access there: https://{host}/settings/tokens"
            )
        case TokenKind.FINE_GRAINED:
            return (
                f"it must name this repository and have {right} (ghblog needs Contents: write and "
                f"{area}: write): https://{host}/settings/personal-access-tokens"
            )
        case TokenKind.INSTALLATION:
            return (
                f"it lacks {right}; put `permissions:` with {rights} into the workflow (an App "
                "needs the same permissions)"
            )
        case TokenKind.OAUTH:
            return (
                "run `gh auth refresh --scopes repo`; its owner needs write access to the "
                "repository, and an organisation may have to approve the application"
            )
        case TokenKind.APP_USER:
            return f"the App must be installed on this repository with {right}"
        case TokenKind.UNKNOWN:
            return f"it needs {right} on this repository (classic tokens: the scope `repo`)"
