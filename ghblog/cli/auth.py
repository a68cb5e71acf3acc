"""`ghblog auth`."""

from __future__ import annotations

import os

import click

from ghblog.cli.console import say, tell
from ghblog.cli.opening import opened


@click.group()
def command() -> None:
    """See which token is used and what it may do."""


@command.command()
def status() -> int:
    """Where the token comes from, whose it is, and what it may do here.

    A token is looked for in GH_TOKEN, GITHUB_TOKEN, the keyring and `gh auth token`, in this
    order. It is never shown.
    """
    from ghblog.credentials import find_token, host_of
    from ghblog.errors import UsageError
    from ghblog.github import connect
    from ghblog.workshop import GITHUB_API

    with opened() as blog:
        api_url = os.environ.get("GITHUB_API_URL") or GITHUB_API
        token = find_token(api_url, os.environ)
        try:
            repository = blog.repository()
        except UsageError:
            repository = ""
        account = connect(token.value, api_url, repository, blog.clock, notify=tell).whoami()
    say(f"host         {host_of(api_url)}")
    say(f"token from   {token.source} ({account.kind})")
    say(f"account      {account.login}")
    if account.scopes is not None:
        say(f"scopes       {', '.join(account.scopes) or 'none'}")
    if account.expires:
        say(f"valid until  {account.expires}")
    if repository:
        say(f"repository   {_repository(repository, account.repository, account.permission)}")
    return 0 if not repository or account.permission in {"WRITE", "MAINTAIN", "ADMIN"} else 4


def _repository(asked: str, found: str, permission: str) -> str:
    if not found:
        return f"{asked}: not there, or not visible with this token"
    return f"{found}: {permission.lower() or 'rights unknown'}"
