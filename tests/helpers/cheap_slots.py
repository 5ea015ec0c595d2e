"""Let new key slots cost what a test can pay: the floor for new ones is the floor for opening."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import kdf
from tests.helpers.vaults import cheap_kdf


@pytest.fixture
def cheap_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled floor and the measurement of this computer; what they lead to is tested by its numbers alone."""
    monkeypatch.setattr(kdf, "NEW_FLOOR_KIB", kdf.OPEN_FLOOR_KIB)
    monkeypatch.setattr(kdf, "NEW_FLOOR_ITERATIONS", kdf.OPEN_FLOOR_ITERATIONS)
    monkeypatch.setattr(kdf, "calibrate", cheap_kdf)
