"""For every test: no passphrase is stretched twice. For the whole run: how many work at once."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from fieldnotes.crypto import kdf
from tests.helpers.remembered import RememberedArgon2id

MOST_WORKERS = 4


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than processors: who drives a real window waits for it most of the time."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


@pytest.fixture(scope="session", autouse=True)
def _stretching_is_remembered() -> Iterator[None]:
    """In this process; the tests of the stretching itself and every program that a test starts pay in full."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "Argon2id", RememberedArgon2id)
        yield
