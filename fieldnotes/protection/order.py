"""How one text is to be redacted, beside the passages that are marked in it."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.model.level import Level


@dataclass(frozen=True, slots=True)
class Order:
    """How one text is to be redacted. `level` counts everything that protects the record for this audience.

    `record` and `part` (the text, or its title) say where it stands: decisions on one place need them. `about` are the
    codes of people whom the record as a whole is about: its source, and whoever its title or text names. `records` are
    the labels of other records that it names by their codes.
    """

    level: Level
    language: str = ""
    record: str = ""
    part: str = "text"
    about: frozenset[str] = frozenset()
    records: tuple[tuple[str, str], ...] = ()
