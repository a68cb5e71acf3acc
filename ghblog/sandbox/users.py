"""Who may do what: users, tokens told apart by their prefix, and rights in a repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ghblog.sandbox.problems import Reason, RefusedError, not_found

if TYPE_CHECKING:
    from ghblog.sandbox.repository import Repository

ACTIONS_BOT = "github-actions[bot]"
RANKS = ("READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN")
_PREFIXES = {
    "ghp_": "classic",
    "gho_": "oauth",
    "ghu_": "app-user",
    "ghs_": "installation",
    "github_pat_": "fine",
}


@dataclass
class User:
    """Somebody with an account; `kind` is User, Organization or Bot."""

    id: int
    login: str
    kind: str = "User"
    name: str = ""

    @property
    def graphql_login(self) -> str:
        """A bot's login has no `[bot]` in GraphQL."""
        return self.login.removesuffix("[bot]")

    @property
    def email(self) -> str:
        """The address GitHub writes into commits."""
        return f"{self.id}+{self.login}@users.noreply.github.com"


@dataclass(frozen=True)
class Token:
    """A token.

    Attributes:
        permissions: area (contents, issues, discussions) → "read" or "write"; None: all.
        repositories: ids of the only repositories that it reaches; None: all of its user.
        owner: whose repositories an installation's token reaches; it acts as a bot there.
        scopes: of a classic token, as in `X-OAuth-Scopes`.
    """

    value: str
    login: str
    permissions: Mapping[str, str] | None = None
    repositories: frozenset[int] | None = None
    scopes: tuple[str, ...] = ("repo", "gist", "read:org")
    owner: str = ""

    def reaches(self, repo: Repository) -> bool:
        """Whether it is meant for this repository at all."""
        if self.repositories is not None:
            return repo.id in self.repositories
        return self.kind != "installation" or repo.owner.login == self.owner

    @property
    def kind(self) -> str:
        """classic, oauth, app-user, installation or fine."""
        for prefix, kind in _PREFIXES.items():
            if self.value.startswith(prefix):
                return kind
        return "classic"

    @property
    def scoped(self) -> bool:
        """Whether it is of the kind that has scopes."""
        return self.kind in {"classic", "oauth"}


@dataclass(frozen=True)
class Viewer:
    """Who asks; without a user it is anybody."""

    user: User | None = None
    token: Token | None = None

    @property
    def login(self) -> str:
        """The login, or nothing."""
        return self.user.login if self.user else ""

    def permission(self, repo: Repository) -> str:
        """ADMIN, MAINTAIN, WRITE, TRIAGE, READ, or nothing when it cannot even be seen."""
        public = "" if repo.private else "READ"
        if not self.user or not self.token:
            return public
        reaches = self.token.reaches(repo)
        if self.token.kind == "installation":
            return "WRITE" if reaches else public
        if not reaches or not self._scope_covers(repo):
            return public
        return repo.permission_of(self.login) or public

    def _scope_covers(self, repo: Repository) -> bool:
        if not self.token or not self.token.scoped:
            return True
        scopes = self.token.scopes
        return "repo" in scopes or ("public_repo" in scopes and not repo.private)

    def can(self, repo: Repository, area: str, wanted: str = "WRITE") -> bool:
        """Whether it has this rank here and the token allows writing in this area."""
        rank = self.permission(repo)
        if not rank or RANKS.index(rank) < RANKS.index(wanted):
            return False
        return self._allowed(area, "write")

    def _allowed(self, area: str, what: str) -> bool:
        limits = self.token.permissions if self.token else None
        if limits is None:
            return True
        return limits.get(area) == "write" or limits.get(area) == what

    def require_sight(self, repo: Repository) -> None:
        """Refuse as if the repository were not there, unless it can be seen."""
        if not self.permission(repo):
            raise not_found()

    def require_read(self, repo: Repository, area: str) -> None:
        """Refuse unless this area can be read."""
        self.require_sight(repo)
        if repo.private and not self._allowed(area, "read"):
            raise self.denial()

    def require_write(self, repo: Repository, area: str, wanted: str = "WRITE") -> None:
        """Refuse unless this area can be written: 404 what is unseen, 403 what is seen."""
        self.require_sight(repo)
        if repo.archived:
            raise RefusedError(Reason.ARCHIVED, "Repository was archived so is read-only.")
        if not self.can(repo, area, wanted):
            raise self.denial()

    def require_comment(self, repo: Repository, area: str) -> None:
        """Refuse unless it may open an issue or comment: on public ones everybody may."""
        self.require_sight(repo)
        if repo.archived:
            raise RefusedError(Reason.ARCHIVED, "Repository was archived so is read-only.")
        if not self.user or not self._allowed(area, "write") or not self._speaks():
            raise self.denial()

    def _speaks(self) -> bool:
        if not self.token or not self.token.scoped:
            return True
        return bool({"repo", "public_repo"} & set(self.token.scopes))

    def denial(self) -> RefusedError:
        """The words GitHub has for a missing right, by kind of token."""
        words = {
            "installation": "Resource not accessible by integration",
            "app-user": "Resource not accessible by integration",
            "fine": "Resource not accessible by personal access token",
        }
        kind = self.token.kind if self.token else ""
        text = words.get(kind, "Must have admin rights to Repository.")
        return RefusedError(Reason.FORBIDDEN, text)
