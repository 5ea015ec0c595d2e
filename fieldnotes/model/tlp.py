"""The Traffic Light Protocol, version 2.0 (FIRST, August 2022): how far a reader may pass on what she got."""

from __future__ import annotations

from enum import StrEnum


class Tlp(StrEnum):
    """From nobody else to everybody."""

    RED = "RED"
    AMBER_STRICT = "AMBER+STRICT"
    AMBER = "AMBER"
    GREEN = "GREEN"
    CLEAR = "CLEAR"

    @property
    def mark(self) -> str:
        """As the standard writes it."""
        return f"TLP:{self.value}"
