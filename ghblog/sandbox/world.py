"""All that the sandbox knows: users, tokens, repositories, one clock, one lock."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from ghblog.sandbox.clock import SandboxClock
from ghblog.sandbox.git import GitStore
from ghblog.sandbox.items import Attachment
from ghblog.sandbox.problems import not_found
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.users import ACTIONS_BOT, Token, User, Viewer


class World:
    """The state behind the server. Whoever reads or changes it holds `lock`."""

    def __init__(self, clock: SandboxClock, folder: Path | None = None) -> None:
        self.clock = clock
        self.folder = folder
        self.url = "http://127.0.0.1"
        self.lock = threading.RLock()
        self.lag = 0.0
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.repositories: dict[int, Repository] = {}
        self.names: dict[str, int] = {}
        self.attachments: dict[str, Attachment] = {}
        self.last_id = 1000
        self.add_user(ACTIONS_BOT, kind="Bot")

    @property
    def api_url(self) -> str:
        """Where REST begins."""
        return f"{self.url}/api/v3"

    def now(self) -> datetime:
        """The time to the second, as GitHub keeps it."""
        return self.clock.now().replace(microsecond=0)

    def next_id(self) -> int:
        """A fresh database id."""
        self.last_id += 1
        return self.last_id

    def add_user(self, login: str, *, kind: str = "User", name: str = "") -> User:
        """Make a user, unless there is one."""
        with self.lock:
            key = login.casefold()
            if key not in self.users:
                self.users[key] = User(self.next_id(), login, kind, name)
            return self.users[key]

    def user(self, login: str) -> User:
        """The user of this login. A login that a test mentions first is made on the spot."""
        return self.users.get(login.casefold()) or self.add_user(login)

    def add_token(
        self,
        login: str,
        value: str,
        *,
        permissions: Mapping[str, str] | None = None,
        repositories: Iterable[Repository] | None = None,
        scopes: Iterable[str] = ("repo", "gist", "read:org"),
    ) -> Token:
        """Give a user a token; one that begins with `ghs_` acts as github-actions[bot]."""
        with self.lock:
            ids = None if repositories is None else frozenset(repo.id for repo in repositories)
            token = Token(value, login, permissions, ids, tuple(scopes))
            if token.kind == "installation":
                token = Token(value, ACTIONS_BOT, permissions, ids, (), owner=login)
            self.tokens[value] = token
            return token

    def viewer(self, value: str) -> Viewer | None:
        """Who comes with this token; None if nobody knows it."""
        token = self.tokens.get(value)
        return Viewer(self.user(token.login), token) if token else None

    def add_repository(
        self, name: str, *, files: Mapping[str, bytes] | None, private: bool
    ) -> Repository:
        """Make a repository: with a first commit of `files`, or empty if None."""
        with self.lock:
            owner, _, short = name.partition("/")
            number = self.next_id()
            git = GitStore(self.folder / "git" / f"{number}.git" if self.folder else None)
            repo = Repository(self, number=number, owner=self.user(owner), name=short, git=git)
            repo.private = private
            self.repositories[number] = repo
            self.names[name.casefold()] = number
            if files is not None:
                repo.commit(repo.default_branch, files, "Initial commit")
            return repo

    def add_attachment(
        self,
        name: str,
        data: bytes,
        content_type: str,
        *,
        id: str = "",  # noqa: A002 - what it is
        repository: int = 0,
        uploader: str = "",
    ) -> Attachment:
        """Keep a file as if it had been dropped into a text."""
        with self.lock:
            number = id or str(uuid4())
            made = Attachment(number, name, content_type, data, repository, uploader)
            self.attachments[made.id] = made
            return made

    def knows(self, name: str) -> bool:
        """Whether there is a repository of this name or former name."""
        return self.names.get(name.casefold()) in self.repositories

    def rename(self, repo: Repository, name: str) -> None:
        """Give a repository another name; its old names lead to it."""
        with self.lock:
            repo.name = name
            self.names[repo.full_name.casefold()] = repo.id

    def find(self, owner: str, name: str) -> Repository:
        """The repository of this name or former name. Raises RefusedError."""
        number = self.names.get(f"{owner}/{name}".casefold())
        if number is None or number not in self.repositories:
            raise not_found()
        return self.repositories[number]
