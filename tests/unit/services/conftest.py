"""Fixtures of the services' tests."""

from __future__ import annotations

from tests.helpers.journeys import furnished_master
from tests.helpers.sharing import shared_master, shared_path, sharing

__all__ = ["furnished_master", "shared_master", "shared_path", "sharing"]
