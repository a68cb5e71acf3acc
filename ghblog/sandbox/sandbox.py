"""The sandbox as tests and the demo hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from ghblog.sandbox.app import App
from ghblog.sandbox.clock import SandboxClock
from ghblog.sandbox.faults import Faults
from ghblog.sandbox.limits import Limits
from ghblog.sandbox.log import Entry
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.server import Server
from ghblog.sandbox.storage import Storage
from ghblog.sandbox.users import Token, User
from ghblog.sandbox.world import World


class Sandbox:
    """A stand-in for GitHub on 127.0.0.1.

    Args:
        clock: the time by which it lives; default: real time that can be advanced.
        folder: where its state is kept and found again; None: in memory.
        port: 0 takes a free one.

    Attributes:
        faults: add what shall go wrong.
        limits: rate limits; numbers may be set.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock | None = None,
        folder: str | Path | None = None,
        port: int = 0,
    ) -> None:
        self.clock = clock or SandboxClock()
        self.faults = Faults()
        self.limits = Limits(self.clock)
        where = None if folder is None else Path(folder)
        self.world = World(self.clock, where)
        self._port = port
        self._app = App(self.world, self.limits, self.faults)
        self._server: Server | None = None
        self._storage = Storage(self.world, where) if where else None
        if self._storage:
            self._storage.load()
            self._app.saved = self._storage.save

    def start(self) -> Self:
        """Serve, from a thread; returns when requests are accepted."""
        self._server = Server(self._app, self._port)
        self.world.url = f"http://127.0.0.1:{self._server.port}"
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop serving; the state stays readable."""
        if self._server:
            self._server.stop()
            self._server = None
        if self._storage:
            self._storage.save()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where people look: `http://127.0.0.1:PORT`."""
        return self.world.url

    @property
    def api_url(self) -> str:
        """Where REST begins; GraphQL is beside it at `/api/graphql`."""
        return self.world.api_url

    @property
    def requests(self) -> list[Entry]:
        """Every request so far, pages included; may be cleared."""
        return self._app.requests

    @property
    def uploads(self) -> list[Entry]:
        """Of the requests, those that uploaded an attachment, or tried to."""
        return [entry for entry in self.requests if entry.upload]

    @property
    def crashes(self) -> list[Exception]:
        """Mistakes of the sandbox itself."""
        return self._app.crashes

    @property
    def lag(self) -> float:
        """Seconds by which lists and search lag behind."""
        return self.world.lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        self.world.lag = seconds

    def add_user(self, login: str, *, token: str = "", kind: str = "User", name: str = "") -> User:
        """Make a user, with a token that may do all that the user may."""
        user = self.world.add_user(login, kind=kind, name=name)
        if token:
            self.add_token(login, token)
        return user

    def add_token(
        self,
        login: str,
        token: str,
        *,
        permissions: Mapping[str, str] | None = None,
        repositories: Iterable[Repository] | None = None,
        scopes: Iterable[str] = ("repo", "gist", "read:org"),
    ) -> Token:
        """Give a user another token.

        Args:
            login: whose it is; one that begins with `ghs_` acts as github-actions[bot] in
                `repositories` (default: all of this user's).
            token: its kind is told by its prefix: ghp_, gho_, ghu_, ghs_, github_pat_.
            permissions: area → "read" or "write"; areas are contents, issues, discussions.
            repositories: the only ones it reaches.
            scopes: of a classic token.
        """
        return self.world.add_token(
            login, token, permissions=permissions, repositories=repositories, scopes=scopes
        )

    def add_repository(
        self,
        name: str,
        *,
        private: bool = False,
        files: Mapping[str, bytes] | None = None,
        has_issues: bool = True,
        has_discussions: bool = False,
    ) -> Repository:
        """Make `owner/name`, with a first commit of `files`, or empty if None.

        One that is there already, in a folder that is used again, is given back as it is.
        """
        if self.world.knows(name):
            return self.repository(name)
        repo = self.world.add_repository(name, files=files, private=private)
        repo.has_issues, repo.has_discussions = has_issues, has_discussions
        if has_discussions:
            repo.make_categories()
        return repo

    def repository(self, name: str) -> Repository:
        """The repository of this name or former name."""
        return self.world.find(*name.split("/", 1))
