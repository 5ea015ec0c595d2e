"""The start-up test notices each primitive that answers wrongly."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import selftest
from fieldnotes.errors import SelfTestFailed


def test_this_computer_computes_correctly() -> None:
    selftest.run()


@pytest.mark.parametrize("name", list(selftest._TESTS))
def test_a_wrong_answer_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "_TESTS", {**selftest._TESTS, name: lambda: False})
    with pytest.raises(SelfTestFailed) as caught:
        selftest.run()
    assert caught.value.params == {"what": name}


def test_a_forgery_that_is_accepted_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Accepting:
        @classmethod
        def from_public_bytes(cls, _public: bytes) -> Accepting:
            return cls()

        def verify(self, _signature: bytes, _message: bytes) -> None:
            return

    monkeypatch.setattr(selftest, "Ed25519PublicKey", Accepting)
    with pytest.raises(SelfTestFailed) as caught:
        selftest.run()
    assert caught.value.params == {"what": "Ed25519"}


def test_a_primitive_that_cannot_be_computed_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> bool:
        raise RuntimeError("no such algorithm")

    monkeypatch.setattr(selftest, "_TESTS", {"Argon2id": missing})
    with pytest.raises(SelfTestFailed):
        selftest.run()
