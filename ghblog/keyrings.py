"""The system's key store, by the `keyring` package: reading, keeping and forgetting a token. Part
of `credentials`.

A token is never written where others could read it: a store that keeps plain text, or keeps
nothing at all, is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ghblog.errors import GhblogError

USER = "token"
# Backends that keep nothing, or keep it for everybody to read (those of `keyrings.alt`).
_NOTHING = ("keyring.backends.fail", "keyring.backends.null")
_PLAIN = frozenset({"PlaintextKeyring"})
WITHOUT = (
    "put the token into the environment variable GH_TOKEN instead, or run `gh auth login`: ghblog "
    "takes either; it writes no token into a file of its own"
)


class Keyring(Protocol):
    """The reading part of a `keyring` backend."""

    def get_password(self, service_name: str, username: str) -> str | None:
        """The secret kept under these names; None if there is none."""
        ...


class KeyStore(Keyring, Protocol):
    """A `keyring` backend."""

    def set_password(self, service_name: str, username: str, password: str) -> None:
        """Keep a secret under these names."""
        ...

    def delete_password(self, service_name: str, username: str) -> None:
        """Take it away."""
        ...


def service_name(host: str) -> str:
    """The name under which the keyring keeps the token for `host`."""
    return f"ghblog:{host}"


def system_keyring() -> KeyStore:
    """The backend that the `keyring` package chose for this system."""
    import keyring

    return keyring.get_keyring()


def kept(host: str, keyring: Keyring | None = None) -> str:
    """The token kept for a host; empty if there is none, or no store that works."""
    return looked_up(host, keyring)[0]


def looked_up(host: str, keyring: Keyring | None = None) -> tuple[str, str]:
    """The token kept for a host, and what the store failed with, such as that it is locked; both
    are empty where there is no store, or it has none."""
    store = keyring
    try:
        store = store or system_keyring()
        return store.get_password(service_name(host), USER) or "", ""
    except Exception as error:  # noqa: BLE001 - whatever a backend does wrong, there may be another way
        return "", "" if type(store).__module__ in _NOTHING else type(error).__name__


def check_keyring(keyring: KeyStore | None = None) -> None:
    """Make sure that a token could be kept, before one is asked for. Raises GhblogError."""
    if not any(_usable(keyring)):
        raise _no_store("it has none that keeps secrets safe")


def keep(host: str, token: str, keyring: KeyStore | None = None) -> str:
    """Keep the token for a host.

    Returns:
        What the store calls itself.

    Raises:
        GhblogError: no store keeps it.
    """
    why = "it has none that keeps secrets safe"
    for store in _usable(keyring):
        try:
            store.set_password(service_name(host), USER, token)
            if store.get_password(service_name(host), USER) == token:
                return _name(store)
            why = f"{_name(store)} did not keep it"
        except Exception as error:  # noqa: BLE001 - backends raise what they like
            why = f"{_name(store)}: {error or type(error).__name__}".replace(token, "***")
    raise _no_store(" ".join(why.split()))


def forget(host: str, keyring: KeyStore | None = None) -> bool:
    """Take away the token kept for a host; whether there was one.

    Raises:
        GhblogError: it is there, and cannot be taken away; or the store does not tell.
    """
    found = False
    for store in _stores(keyring):
        token, trouble = looked_up(host, store)
        if trouble:
            raise GhblogError(
                f"nobody can tell whether {_name(store)} has a token for {host}: {trouble}",
                hint="unlock it, and run this again",
            )
        if not token:
            continue
        try:
            store.delete_password(service_name(host), USER)
        except Exception as error:
            raise GhblogError(
                f"the token for {host} cannot be taken out of {_name(store)}: "
                f"{type(error).__name__}",
                hint=f"delete the entry “{service_name(host)}” with your system's own program "
                "for passwords",
            ) from error
        found = True
    return found


def _usable(keyring: KeyStore | None) -> Iterator[KeyStore]:
    for store in _stores(keyring):
        kinds = type(store).__mro__
        if type(store).__module__ not in _NOTHING and not _PLAIN & {
            kind.__name__ for kind in kinds
        }:
            yield store


def _stores(keyring: KeyStore | None) -> Iterator[KeyStore]:
    """The backends one after another: a chain would pass a secret on to any of its links."""
    try:
        chosen = keyring or system_keyring()
        yield from getattr(chosen, "backends", [chosen])
    except Exception:  # noqa: BLE001 - no backend at all
        return


def _name(store: object) -> str:
    return str(getattr(store, "name", "") or type(store).__name__)


def _no_store(why: str) -> GhblogError:
    return GhblogError(f"this machine's key store cannot keep the token: {why}", hint=WITHOUT)
