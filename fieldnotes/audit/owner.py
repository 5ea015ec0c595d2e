"""The open vault as an audit may use it: live values, counts and verdicts come out, texts stay in.

Everything is measured once for each audit, on the connection that the program itself uses.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fieldnotes.audit.history import History
from fieldnotes.audit.leftovers import Found, Limits, Place, pieces_of, search
from fieldnotes.errors import HeaderDamaged, VaultDamaged
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.backup.backups import Backup
from fieldnotes.vault.check import Area
from fieldnotes.vault.facts import DatabaseFacts
from fieldnotes.vault.vault import Vault

_SAMPLED_RECORDS = 64
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Examination:
    """How many things are wrong by area; `finished` is False when the database could not be read to its end."""

    counts: dict[Area, int]
    finished: bool


class Owner:
    """What the owner's presence makes measurable."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._examination: Examination | None = None

    @cached_property
    def database(self) -> DatabaseFacts:
        """The live values of the connection."""
        return self._vault.facts()

    @property
    def vault_id(self) -> str:
        return self._vault.vault_id

    @property
    def sealed_is_open(self) -> bool:
        return self._vault.sealed_is_open

    @cached_property
    def sealed_values(self) -> int:
        """How many values are under the SEALED key: records, register entries, words of passages, versions."""
        return self._vault.sealed_values()

    def header_fits(self) -> bool:
        """Whether the header file, as it is now, is the right one by the live master key and the database."""
        try:
            self._vault.verify_header()
        except HeaderDamaged:
            return False
        return True

    def examine(self, watch: Watch) -> Examination:
        """Every page, seal, search table and ledger entry; done once.

        Raises:
            Cancelled: the user asked to stop.
        """
        if self._examination is None:
            try:
                problems = self._vault.check(watch)
                counts = {area: sum(problem.area is area for problem in problems) for area in Area}
                self._examination = Examination(counts, finished=True)
            except VaultDamaged:
                self._examination = Examination({}, finished=False)
        return self._examination

    @cached_property
    def history(self) -> History:
        """What the ledger tells."""
        return History.of_owner(self._vault.ledger())

    @cached_property
    def backups(self) -> list[Backup]:
        """Every backup that was written down, newest first, with what it still holds."""
        return self._vault.backups.all()

    @property
    def releases(self) -> frozenset[str]:
        """Numbers of what left, as the register of exports has them."""
        return frozenset(release.id for release in self._vault.releases())

    @cached_property
    def levels(self) -> tuple[tuple[str, Level], ...]:
        """The kind and level of every record (`testimony.body`) and register entry (`person.name`); no names."""
        records = ((f"{row.kind}.body", row.level) for row in self._vault.rows())
        return (*records, *((f"{entry.type}.name", entry.level) for entry in self._vault.entries()))

    def names_in(self, stems: Iterable[str]) -> int:
        """How many of `stems` hold a name of the register that is open here, letter case and accents aside."""
        open_here = [entry.identity for entry in self._vault.entries() if entry.identity is not None]
        words = {word for one in open_here for name in (one.name, *one.aliases) for word in name.casefold().split()}
        names = {word for word in words if len(word) >= _SHORTEST_NAME}
        return sum(any(name in stem.casefold() for name in names) for stem in stems)

    def leftovers(self, places: Iterable[Place], *, canary: Path, limits: Limits, watch: Watch) -> Found | None:
        """Search for random pieces of what is protected and open; None when there is nothing to search for.

        Raises:
            OSError: the canary cannot be written.
            Cancelled: the user asked to stop.
        """
        rows = [row for row in self._vault.rows() if row.level is not Level.PUBLIC and row.card is not None]
        chance = secrets.SystemRandom()
        chosen = chance.sample(rows, min(len(rows), _SAMPLED_RECORDS))
        pieces = pieces_of(self._vault.record(row.code).body.text for row in chosen)
        return search(pieces, places, canary=canary, limits=limits, watch=watch) if pieces else None
