"""Key stores in memory: tests never touch the system's own."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryStore(KeyringBackend):
    """Keeps secrets as long as it lives."""

    priority = 1.0
    name = "memory"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class PlaintextKeyring(MemoryStore):
    """Called like that of `keyrings.alt`, which writes a file that others can read."""


class Locked(MemoryStore):
    """A store that nobody has opened, and that says too much."""

    name = "locked"

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("it is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"it is locked, so {password} is lost")


class Forgetful(MemoryStore):
    """A store that keeps nothing."""

    name = "forgetful"

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Stuck(MemoryStore):
    """A store that gives nothing back."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("it is stuck")


def no_store() -> fail.Keyring:
    """What the `keyring` package chooses on a machine without a key store."""
    return fail.Keyring()  # type: ignore[no-untyped-call]


def nothing_kept() -> null.Keyring:
    """A store that says yes to everything and keeps nothing."""
    return null.Keyring()  # type: ignore[no-untyped-call]
