"""What a token may not do, and how to allow it."""

from __future__ import annotations

import pytest

from ghblog.github import Account, TokenKind, lacks, untold

NAME = "writer/weekly"


def account(
    kind: TokenKind = TokenKind.CLASSIC,
    scopes: tuple[str, ...] | None = ("repo",),
    permission: str = "ADMIN",
    *,
    private: bool | None = False,
    there: bool = True,
) -> Account:
    repository = NAME if there else ""
    permission = permission if there else ""
    return Account("writer", kind, scopes, repository, permission, private=private)


@pytest.mark.parametrize(
    "good",
    [
        account(),
        account(scopes=("public_repo", "gist")),
        account(private=True),
        account(TokenKind.OAUTH, ("gist", "repo")),
        account(TokenKind.FINE_GRAINED, None, "WRITE"),
        account(TokenKind.INSTALLATION, None, ""),
        account(TokenKind.UNKNOWN, None, "MAINTAIN"),
    ],
)
def test_nothing_is_missing_where_nothing_is_known_to_be(good: Account) -> None:
    assert lacks(good, NAME, "github.com") == ()


@pytest.mark.parametrize(
    ("poor", "what", "how"),
    [
        (account(scopes=()), "lacks the scope", "https://github.com/settings/tokens"),
        (account(scopes=("gist",)), "`public_repo` for public", "the scope `repo`"),
        (account(scopes=("public_repo",), private=True), "the scope `repo`", "write access"),
        (account(TokenKind.OAUTH, ()), "lacks the scope", "gh auth refresh --scopes repo"),
        (account(permission="READ"), "may only read in writer/weekly", "write access"),
        (account(permission="TRIAGE"), "may only triage in", "write access"),
        (account(there=False), "is not there, or not visible", "spelling of `repository`"),
        (
            account(TokenKind.FINE_GRAINED, None, there=False),
            "is not there, or not visible",
            "it must name this repository",
        ),
    ],
)
def test_what_is_missing_is_named_with_the_way_to_get_it(
    poor: Account, what: str, how: str
) -> None:
    (lack,) = lacks(poor, NAME, "github.com")
    assert what in lack.what
    assert how in lack.how


def test_without_a_repository_only_the_token_is_looked_at() -> None:
    assert lacks(account(there=False), "", "github.com") == ()
    assert len(lacks(account(scopes=(), there=False), "", "github.com")) == 1


def test_what_github_does_not_tell_is_said() -> None:
    assert "Contents and Issues" in untold(account(TokenKind.FINE_GRAINED, None))
    assert untold(account()) == ""
