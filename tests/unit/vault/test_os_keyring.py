"""The keyring as a factor: only listed backends, read back before it counts, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldnotes.errors import KeyringUnavailable
from fieldnotes.vault.slots import os_keyring
from tests.helpers import small_keyring
from tests.helpers.small_keyring import SmallKeyring


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    SmallKeyring.entries.clear()
    yield
    SmallKeyring.entries.clear()


def test_what_is_kept_is_read_back_by_the_next_program() -> None:
    path, backend = os_keyring.available([small_keyring.PATH])
    with os_keyring.keep(backend, "a1") as kept:
        assert path == small_keyring.PATH
        assert len(kept) == 32
        found = os_keyring.read(os_keyring.available([small_keyring.PATH])[1], "a1")
        assert found is not None
        assert found.same_as(kept)
    assert os_keyring.read(backend, "another vault") is None


def test_an_entry_that_a_slot_may_depend_on_is_never_overwritten() -> None:
    _, backend = os_keyring.available([small_keyring.PATH])
    first = os_keyring.keep(backend, "a1")
    assert os_keyring.keep(backend, "a1").same_as(first)


def test_a_keyring_that_forgets_is_noticed_when_the_key_is_read_back() -> None:
    _, backend = os_keyring.available([small_keyring.FORGETFUL])
    with pytest.raises(KeyringUnavailable, match="did not give back"):
        os_keyring.keep(backend, "a1")


def test_the_first_of_the_list_that_works_here_is_taken() -> None:
    listed = ["no.such.module.Keyring", small_keyring.ABSENT, small_keyring.PATH]
    assert os_keyring.available(listed)[0] == small_keyring.PATH


@pytest.mark.parametrize(
    "path",
    ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "keyring.backends.chainer.ChainerBackend"],
)
def test_backends_that_keep_nothing_or_ask_others_are_not_on_the_list(path: str) -> None:
    assert path not in os_keyring.ALLOWED
    assert not [allowed for allowed in os_keyring.ALLOWED if "alt" in allowed]


def test_a_class_that_is_only_imported_where_the_list_says_is_refused() -> None:
    with pytest.raises(KeyringUnavailable):
        os_keyring.available([f"{__name__}.SmallKeyring"])


@pytest.mark.parametrize("text", ["", "not base64 at all!", "c2hvcnQ="])
def test_an_entry_that_is_not_ours_is_no_key(text: str) -> None:
    SmallKeyring.entries[os_keyring.SERVICE, "a1"] = text
    assert os_keyring.read(SmallKeyring(), "a1") is None


def test_a_forgotten_entry_is_gone_and_forgetting_twice_is_no_error() -> None:
    _, backend = os_keyring.available([small_keyring.PATH])
    os_keyring.keep(backend, "a1")
    for _ in range(2):
        os_keyring.forget_in([small_keyring.PATH], "a1")
    assert not SmallKeyring.entries
