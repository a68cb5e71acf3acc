"""Keeping a token in the system's key store, and never anywhere else."""

from __future__ import annotations

import pytest
from keyring.errors import KeyringLocked
from stores import Forgetful, Locked, MemoryStore, PlaintextKeyring, Stuck, no_store, nothing_kept

from ghblog.errors import GhblogError
from ghblog.keyrings import KeyStore, check_keyring, forget, keep, kept, service_name

TOKEN = "ghp_secretsecret"
HOST = "git.example.org"


class Chain:
    """A chain, as the `keyring` package makes one of several backends."""

    def __init__(self, *backends: KeyStore) -> None:
        self.backends = backends

    def get_password(self, service_name: str, username: str) -> str | None:
        found = (one.get_password(service_name, username) for one in self.backends)
        return next((one for one in found if one), None)

    def set_password(self, service_name: str, username: str, password: str) -> None:
        raise AssertionError("its links are asked one by one")

    def delete_password(self, service_name: str, username: str) -> None:
        raise AssertionError("its links are asked one by one")


def test_a_kept_token_is_found_again_for_its_host_alone() -> None:
    store = MemoryStore()
    assert keep(HOST, TOKEN, store) == "memory"
    assert kept(HOST, store) == TOKEN
    assert kept("github.com", store) == ""
    assert list(store.secrets) == [("ghblog:git.example.org", "token")]


def test_another_token_takes_the_place_of_the_first() -> None:
    store = MemoryStore()
    keep(HOST, TOKEN, store)
    keep(HOST, "ghp_other", store)
    assert kept(HOST, store) == "ghp_other"


def test_a_forgotten_token_is_gone_and_forgetting_twice_is_no_error() -> None:
    store = MemoryStore()
    keep(HOST, TOKEN, store)
    assert forget(HOST, store)
    assert kept(HOST, store) == ""
    assert not forget(HOST, store)


@pytest.mark.parametrize("store", [no_store(), nothing_kept(), PlaintextKeyring(), Chain()])
def test_a_machine_without_a_safe_store_is_told_the_ways_on(store: KeyStore) -> None:
    for attempt in (lambda: check_keyring(store), lambda: keep(HOST, TOKEN, store)):
        with pytest.raises(GhblogError, match="key store cannot keep the token") as caught:
            attempt()
        assert "GH_TOKEN" in caught.value.hint
        assert "gh auth login" in caught.value.hint
    assert not getattr(store, "secrets", None)


@pytest.mark.parametrize("store", [Locked(), Forgetful()])
def test_a_store_that_does_not_keep_it_is_told_and_the_token_not_shown(store: KeyStore) -> None:
    check_keyring(store)
    with pytest.raises(GhblogError) as caught:
        keep(HOST, TOKEN, store)
    assert type(store).__name__.lower() in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_of_several_stores_the_first_safe_one_that_works_is_used() -> None:
    plain, good = PlaintextKeyring(), MemoryStore()
    assert keep(HOST, TOKEN, Chain(plain, Locked(), good)) == "memory"
    assert plain.secrets == {}
    assert good.secrets == {(service_name(HOST), "token"): TOKEN}


def test_a_token_is_forgotten_wherever_it_is() -> None:
    plain, good = PlaintextKeyring(), MemoryStore()
    for store in (plain, good):
        store.set_password(service_name(HOST), "token", TOKEN)
    assert forget(HOST, Chain(plain, good))
    assert plain.secrets == good.secrets == {}


def test_a_token_that_cannot_be_taken_out_is_told_with_its_entry() -> None:
    store = Stuck()
    keep(HOST, TOKEN, store)
    with pytest.raises(GhblogError, match="cannot be taken out") as caught:
        forget(HOST, store)
    assert service_name(HOST) in caught.value.hint


def test_a_locked_store_is_as_good_as_none_when_a_token_is_looked_for() -> None:
    assert kept(HOST, Locked()) == ""
    with pytest.raises(KeyringLocked):
        Locked().get_password("a", "b")
