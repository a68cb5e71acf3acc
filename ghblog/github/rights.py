"""What an account may not do that publishing needs, and how to allow it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ghblog.github.adapter import Account
from ghblog.github.tokens import TokenKind, how_to_allow

# An App's token may tell no permission at all: then only trying shows.
_TOO_LITTLE = frozenset({"READ", "TRIAGE"})
_SCOPED = frozenset({TokenKind.CLASSIC, TokenKind.OAUTH})
_TELLS_NOTHING = frozenset({TokenKind.FINE_GRAINED, TokenKind.APP_USER, TokenKind.INSTALLATION})


@dataclass(frozen=True, slots=True)
class Lack:
    """A right that is missing.

    Attributes:
        what: a clause without its full stop.
        how: what to do about it.
    """

    what: str
    how: str


def lacks(account: Account, repository: str, host: str) -> tuple[Lack, ...]:
    """What is missing for publishing to `repository`, as far as GitHub tells.

    Args:
        repository: `owner/name` as asked for; empty if there is none to look at.
        host: the host with GitHub's pages.
    """
    found = []
    if account.kind in _SCOPED and account.scopes is not None and not _scope_fits(account):
        wanted = "`repo`" if account.private else "`repo`, or `public_repo` for public repositories"
        how = how_to_allow(account.kind, "Contents: write", host)
        found.append(Lack(f"the token lacks the scope {wanted}", how))
    if repository and not account.repository:
        how = "check the spelling of `repository`; for a private repository: "
        how += how_to_allow(account.kind, "Contents: write", host)
        found.append(Lack(f"{repository} is not there, or not visible to this token", how))
    elif account.permission in _TOO_LITTLE:
        how = "ask its owner for write access, or check `repository` in ghblog.toml"
        what = f"{account.login} may only {account.permission.lower()} in {account.repository}"
        found.append(Lack(what, how))
    return tuple(found)


def untold(account: Account) -> str:
    """What GitHub does not tell of such a token, and what it needs; empty if it tells all."""
    if account.kind not in _TELLS_NOTHING:
        return ""
    return (
        "GitHub does not tell what this kind of token may do; ghblog needs Contents and Issues, "
        "read and write (for discussions also Discussions, for an index by pull request also Pull "
        "requests)"
    )


def _scope_fits(account: Account) -> bool:
    scopes = account.scopes or ()
    return "repo" in scopes or ("public_repo" in scopes and not account.private)
