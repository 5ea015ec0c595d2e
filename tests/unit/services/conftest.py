"""Fixtures of the services' tests."""

from __future__ import annotations

from tests.helpers.journeys import furnished_master

__all__ = ["furnished_master"]
