"""An open vault's keys: changed, or sent to somebody else; a part of the façade in `vault.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.keys import capsules, rotation
from fieldnotes.vault.opened import Opened


class Rekeying:
    """Each method's errors are those of the function it calls."""

    def __init__(self, live: Callable[[], Opened], replaced: Callable[[Opened], None]) -> None:
        self._live = live
        self._replaced = replaced

    def rotate_levels(self, levels: Collection[Level], watch: Watch | None = None) -> Changes:
        """New keys for `levels`; see `rotation.rotate_levels`."""
        self._replaced(rotation.rotate_levels(self._live(), levels, watch or Watch()))
        return Changes()

    def rewrite_database(self, watch: Watch | None = None) -> Changes:
        """The database afresh under a new key; see `rotation.rewrite_database`."""
        self._replaced(rotation.rewrite_database(self._live(), watch or Watch()))
        return Changes()

    def send_sealed_away(self, recipients: Sequence[str], watch: Watch | None = None) -> Changes:
        """Everything SEALED into capsules; see `capsules.send_away`."""
        self._replaced(capsules.send_away(self._live(), recipients, watch or Watch()))
        return Changes()

    def bring_sealed_back(
        self, identities: Sequence[str], passphrase: Secret, kdf: KdfParams, watch: Watch | None = None
    ) -> Changes:
        """Capsules into SEALED values under a new passphrase; see `capsules.bring_back`."""
        self._replaced(capsules.bring_back(self._live(), identities, passphrase, kdf, watch or Watch()))
        return Changes()
