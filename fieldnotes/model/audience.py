"""Whom a bundle is made for."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    INTERNAL = "internal"
    EDITOR = "editor"
    LEGAL = "legal"
    PUBLIC = "public"
