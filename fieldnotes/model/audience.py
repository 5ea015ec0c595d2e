"""Whom a bundle is made for."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    INTERNAL = "internal"
    EDITOR = "editor"
    PARTNER = "partner"
    """An organisation that works on the same matter and was named to the source."""
    LEGAL = "legal"
    PUBLIC = "public"
