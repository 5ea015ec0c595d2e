"""What an opening found that does not keep the vault shut but must be told: typed, with a sentence and a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.i18n import N_, tr


class NoticeKind(StrEnum):
    """The value is what the ledger writes down."""

    DATABASE_OLDER = "database-older"
    """The ledger's file goes on after the end that the database knows."""
    PAGES_OLDER = "pages-older"
    """The database is not as the last lock left it."""
    FILE_MISSING = "file-missing"
    FILE_CHANGED = "file-changed"
    """The ledger's file is shorter than what was safely written, or not the one that the database knows."""
    FILE_UNREADABLE = "file-unreadable"
    """The disk refused to read the ledger's file."""
    CLOSE_MISSING = "close-missing"
    """A lock began and its last mark is not there."""


_TOLD = {
    NoticeKind.DATABASE_OLDER: (
        N_("The database is older than the ledger: {count} events that happened later are not in it."),
        N_("If you did not restore a copy yourself, somebody put an old state back. Compare with your newest backup."),
    ),
    NoticeKind.PAGES_OLDER: (
        N_("The database is not as it was when the vault was last locked."),
        N_("Something changed it from outside. Check the vault now, and compare it with your newest backup."),
    ),
    NoticeKind.FILE_MISSING: (
        N_("The ledger's file is missing. A new one was begun."),
        N_("The vault's own copy of the ledger is complete. Your security lead should know of this."),
    ),
    NoticeKind.FILE_CHANGED: (
        N_("The ledger's file was cut, replaced or altered. It is kept beside a new one."),
        N_("The vault's own copy of the ledger is complete. Your security lead should see the old file."),
    ),
    NoticeKind.FILE_UNREADABLE: (
        N_("The ledger's file could not be read. It was left as it is."),
        N_("The vault's own copy of the ledger is complete. If this happens again, the disk may be failing: back up."),
    ),
    NoticeKind.CLOSE_MISSING: (
        N_("The last lock of this vault was not completed."),
        N_("A power failure or a full disk can do this; so can somebody who hides a change. Check the vault."),
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One such finding. `count` is how many events, where the sentence says so."""

    kind: NoticeKind
    count: int = 0

    def sentence_text(self) -> str:
        """The sentence in the reader's language."""
        return tr(_TOLD[self.kind][0], count=self.count)

    def hint_text(self) -> str:
        """What to do, in the reader's language."""
        return tr(_TOLD[self.kind][1])
