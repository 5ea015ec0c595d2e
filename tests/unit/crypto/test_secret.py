from __future__ import annotations

import copy
import pickle
import unicodedata

import pytest

from fieldnotes.crypto.secret import Secret


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret(b"very private")
    assert "private" not in repr(secret)
    assert "private" not in str(secret)
    assert "private" not in f"{secret}"


def test_wiping_overwrites_the_buffer_in_place() -> None:
    buffer = bytearray(b"very private")
    secret = Secret.adopt(buffer)
    secret.wipe()
    assert buffer == bytes(len(buffer))
    with pytest.raises(ValueError, match="wiped"):
        secret.reveal()


def test_the_context_manager_wipes() -> None:
    buffer = bytearray(b"very private")
    with Secret.adopt(buffer) as secret:
        assert bytes(secret.reveal()) == b"very private"
    assert buffer == bytes(len(buffer))


def test_the_view_cannot_be_written() -> None:
    view = Secret(b"abc").reveal()
    with pytest.raises(TypeError):
        view[0] = 0


def test_secrets_are_not_compared_by_accident() -> None:
    with pytest.raises(TypeError):
        _ = Secret(b"a") == Secret(b"a")
    with pytest.raises(TypeError):
        hash(Secret(b"a"))
    assert Secret(b"a").same_as(Secret(b"a"))
    assert not Secret(b"a").same_as(Secret(b"b"))


def test_secrets_are_not_pickled_or_copied_by_accident() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(b"a"))
    with pytest.raises(TypeError):
        copy.copy(Secret(b"a"))
    with pytest.raises(TypeError):
        copy.deepcopy(Secret(b"a"))


def test_a_deliberate_copy_is_wiped_on_its_own() -> None:
    first = Secret(b"abc")
    second = first.copy()
    first.wipe()
    assert bytes(second.reveal()) == b"abc"


def test_a_passphrase_is_the_same_however_its_letters_were_composed() -> None:
    composed = unicodedata.normalize("NFC", "çay körpü")
    assert Secret.of(composed).same_as(Secret.of(unicodedata.normalize("NFD", composed)))


@pytest.mark.parametrize(("one", "other"), [("ılıq", "iliq"), ("Çay", "çay"), ("ə", "e")])
def test_a_passphrase_is_never_folded(one: str, other: str) -> None:
    assert not Secret.of(one).same_as(Secret.of(other))


def test_random_secrets_differ() -> None:
    assert len(Secret.random()) == 32
    assert not Secret.random().same_as(Secret.random())
