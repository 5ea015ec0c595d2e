"""For every test: no passphrase is stretched twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldnotes.crypto import kdf
from tests.helpers.remembered import RememberedArgon2id


@pytest.fixture(scope="session", autouse=True)
def _stretching_is_remembered() -> Iterator[None]:
    """In this process; the tests of the stretching itself and every program that a test starts pay in full."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "Argon2id", RememberedArgon2id)
        yield
