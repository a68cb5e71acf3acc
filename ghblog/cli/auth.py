"""`ghblog auth`."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from ghblog.cli.console import on_terminal, say, tell, warn
from ghblog.cli.opening import opened
from ghblog.errors import UsageError

if TYPE_CHECKING:
    from ghblog.blog import Blog
    from ghblog.github import Account, GitHubAdapter

_LONGEST = 10_000  # characters of a token, or it is something else
_HOST = click.option(
    "--host",
    metavar="HOST",
    help="Such as git.example.org. [default: where GITHUB_API_URL leads, else github.com]",
)


@click.group()
def command() -> None:
    """Keep a token, and see which one is used and what it may do.

    \b
    ghblog auth login       keep a token in the system's key store
    ghblog auth status      which token is used, and what it may do
    ghblog auth logout      forget the kept token
    """  # noqa: D301  # a true backspace is how click keeps these lines apart


@command.command(
    epilog="Exit codes: 0 done, 1 not kept, 2 usage, 4 not accepted or rights missing."
)
@_HOST
@click.option("--with-token", is_flag=True, help="Read the token from stdin; ask nobody.")
def login(host: str | None, *, with_token: bool) -> int:
    """Check a token with GitHub and keep it in the system's key store.

    It is asked for without being shown. A token in GH_TOKEN or GITHUB_TOKEN is used before the
    kept one. No file with the token is written.

    \b
    ghblog auth login
    ghblog auth login --with-token < token.txt
    ghblog auth login --host git.example.org
    """  # noqa: D301
    from ghblog.credentials import VARIABLES, checked, host_of
    from ghblog.keyrings import check_keyring, keep

    api_url = _api_url(host)
    name = host_of(api_url)
    check_keyring()
    source = "stdin" if with_token else "the prompt"
    with opened() as blog:  # settings that cannot be read are told before anybody types
        token = checked(_read_token() if with_token else _ask_token(name), source)
        door, repository = _door(blog, token, api_url)
        account = door.whoami()
        store = keep(name, token)
        tell(f"The token of {account.login} is kept for {name} in {store}.")
        code = _show(account, repository, api_url, source=store, pictures=door.attachments())
    for variable in VARIABLES:
        if os.environ.get(variable, "").strip():
            tell(f"Note: {variable} is set, and wins over the kept token until it is unset.")
    if not code:
        tell(_next(api_url, repository))
    return code


@command.command(
    epilog="Exit codes: 0 done, 1 it could not be taken out of the key store, 2 usage."
)
@_HOST
def logout(host: str | None) -> int:
    """Forget the kept token. It stays good until it is revoked on GitHub.

    \b
    ghblog auth logout
    ghblog auth logout --host git.example.org
    """  # noqa: D301
    from ghblog.credentials import find_token, host_of
    from ghblog.errors import NotAuthenticatedError
    from ghblog.keyrings import forget

    api_url = _api_url(host)
    name = host_of(api_url)
    if forget(name):
        tell(f"The token for {name} is forgotten. To revoke it: https://{name}/settings/tokens")
    else:
        tell(f"No token for {name} was kept.")
    try:
        left = find_token(api_url, _variables(api_url)).source
    except NotAuthenticatedError:
        tell("Next: `ghblog auth login` keeps another one.")
    else:
        tell(f"Note: there is still a token from {left}, which is used.")
    return 0


@command.command(
    epilog="Exit codes: 0 the token may publish, as far as GitHub tells, 1 something failed, "
    "2 usage or settings, 4 no token, not accepted, or rights missing."
)
@_HOST
def status(host: str | None) -> int:
    """Where the token comes from, whose it is, and what it may do here.

    A token is looked for in GH_TOKEN, GITHUB_TOKEN, the keyring and `gh auth token`, in this
    order. It is never shown.

    \b
    ghblog auth status
    ghblog auth status --host git.example.org
    """  # noqa: D301
    from ghblog.credentials import find_token, hidden

    api_url = _api_url(host)
    token = find_token(api_url, _variables(api_url))
    with opened() as blog:
        door, repository = _door(blog, token.value, api_url)
        pictures = door.attachments()
        code = _show(door.whoami(), repository, api_url, source=token.source, pictures=pictures)
    if unused := hidden(api_url, _variables(api_url)):
        tell(f"Note: there is a token in {' and in '.join(unused)}, too, which is not used.")
    if not code:
        tell(_next(api_url, repository))
    return code


def _api_url(host: str | None) -> str:
    from ghblog.credentials import api_url_of

    known = _known()
    return api_url_of(host, known) if host else known


def _variables(api_url: str) -> Mapping[str, str]:
    """The environment without tokens that are meant for another host: they must not be sent to
    the one that was typed."""
    from ghblog.credentials import VARIABLES, host_of

    if api_url == _known():
        return os.environ
    for name in VARIABLES:
        if os.environ.get(name, "").strip():
            here, there = host_of(_known()), host_of(api_url)
            tell(f"Note: {name} is meant for {here}, and not used for {there}.")
    return {name: value for name, value in os.environ.items() if name not in VARIABLES}


def _known() -> str:
    from ghblog.hosting import api_of

    return api_of(os.environ)


def _door(blog: Blog, token: str, api_url: str) -> tuple[GitHubAdapter, str]:
    """The door to GitHub and the blog's repository; empty if nothing tells it."""
    from ghblog.github import connect

    try:
        repository = blog.repository() if api_url == _known() else ""
    except UsageError:
        repository = ""
    return connect(token, api_url, repository, blog.clock, notify=tell), repository


def _read_token() -> str:
    if sys.stdin is None:
        raise UsageError("there is no stdin to read the token from")
    if sys.stdin.isatty():
        hint = "`ghblog auth login` asks without showing it; or: --with-token < FILE"
        raise UsageError("what is typed here would be shown", hint=hint)
    source = getattr(sys.stdin, "buffer", None)
    text = _decoded(source.read(_LONGEST + 1)) if source else sys.stdin.read(_LONGEST + 1)
    if len(text) > _LONGEST:
        raise UsageError("this is no token: it is too long", hint="pass a file with it alone")
    return text.strip()


def _decoded(data: bytes) -> str:
    """Files of Windows programs begin with a mark; what is no text becomes what no token has."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig", "replace")


def _ask_token(host: str) -> str:
    if not on_terminal():
        raise UsageError(
            "nobody can be asked for the token here",
            hint="pass it on stdin: ghblog auth login --with-token < FILE",
        )
    tell(f"Make a token: https://{host}/settings/personal-access-tokens/new")
    tell("  this repository only; Contents and Issues: read and write (Discussions, if you use it)")
    tell(f"  or a classic one with the scope `repo`: https://{host}/settings/tokens/new")
    return str(click.prompt(f"Token for {host} (not shown)", hide_input=True, err=True)).strip()


def _show(account: Account, repository: str, api_url: str, *, source: str, pictures: str) -> int:
    """What the token is and may do, on stdout; the exit code."""
    from ghblog.credentials import host_of
    from ghblog.github import lacks, untold
    from ghblog.report.plain import plain

    host = host_of(api_url)
    lines = {
        "host": host,
        "token from": f"{source} ({account.kind})",
        "account": account.login,
        "scopes": None if account.scopes is None else ", ".join(account.scopes) or "none",
        "valid until": account.expires,
        "repository": _repository(repository, account),
        "pictures": f"to a branch: {pictures}" if pictures else "as attachments",
        "rights": untold(account),
    }
    for name, value in lines.items():
        if value:
            say(plain(f"{name:<12} {value}"))
    missing = lacks(account, repository, host)
    for lack in missing:
        warn(plain(f"Missing: {lack.what}\n  {lack.how}"))
    return 4 if missing else 0


def _repository(asked: str, account: Account) -> str:
    if not asked:
        return ""
    if not account.repository:
        return f"{asked}: not there, or not visible with this token"
    kind = {True: ", private", False: ", public", None: ""}[account.private]
    return f"{account.repository}: {account.permission.lower() or 'rights unknown'}{kind}"


def _next(api_url: str, repository: str) -> str:
    if api_url != _known():
        return f"Next: set GITHUB_API_URL={api_url}, so that the other commands use this host."
    if not repository:
        return "Next: in a folder of reports, `ghblog publish --dry-run` shows what would be done."
    return "Next: `ghblog publish --dry-run`."
