"""The ordered source-protection levels. What each allows is decided in `protection.policy` alone."""

from __future__ import annotations

from enum import IntEnum

from fieldnotes.i18n import N_, tr

_WORDS = (N_("PUBLIC"), N_("ROLE"), N_("ANONYMOUS"), N_("INTERNAL"), N_("SEALED"))


class Level(IntEnum):
    """Higher protects more. Stored as its number, written as its name."""

    PUBLIC = 0
    ROLE = 1
    ANONYMOUS = 2
    INTERNAL = 3
    SEALED = 4

    @property
    def letter(self) -> str:
        """The letter of the badge: P, R, A, I, S."""
        return self.name[0]

    @property
    def words(self) -> str:
        """Its name within a sentence, in the reader's language; `name` is what files and commands call it."""
        return tr(_WORDS[self])

    @classmethod
    def parse(cls, text: str) -> Level:
        """Read a level's name in any case.

        Raises:
            KeyError: no level has that name.
        """
        return cls[text.strip().upper()]


DEFAULT_LEVEL = Level.INTERNAL
"""Of anything new."""

INDEXED_LEVELS = (Level.PUBLIC, Level.ROLE, Level.ANONYMOUS, Level.INTERNAL)
"""Levels with a key under the vault's master key and a search table. SEALED has its own slot and none."""
