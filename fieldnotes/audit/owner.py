"""The open vault as an audit may use it: live values, counts and verdicts come out, texts stay in.

Everything is measured once for each audit, on the connection that the program itself uses.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from fieldnotes.audit.leftovers import Found, Limits, Place, pieces_of, search
from fieldnotes.errors import HeaderDamaged, VaultDamaged
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault.backup.backups import Backup
from fieldnotes.vault.check import Area
from fieldnotes.vault.facts import DatabaseFacts
from fieldnotes.vault.keys.capsules import BROUGHT_BACK, SENT_AWAY
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.policies import INSTALLED
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

    def header_damage(self) -> str:
        """What is wrong with the header file now, by the live master key and the database; empty when nothing is."""
        try:
            self._vault.verify_header()
        except HeaderDamaged as error:
            return str(error.params["what"])
        return ""

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
    def _ledger(self) -> list[LedgerEntry]:
        return self._vault.ledger()

    @cached_property
    def backups(self) -> list[Backup]:
        """Every backup that was written down, newest first, with what it still holds."""
        return self._vault.backups.all()

    @property
    def began(self) -> datetime:
        """When the first event was written."""
        return datetime.fromisoformat(self._ledger[0].at)

    def newest(self, *events: str) -> datetime | None:
        """When the last of `events` happened; None when none ever did."""
        moments = [entry.at for entry in self._ledger if entry.event in events]
        return datetime.fromisoformat(moments[-1]) if moments else None

    def alarms(self, *kinds: str) -> int:
        """How many times the ledger tells of one of these notices in earlier sessions or in this one."""
        return sum(entry.event == "alarm" and entry.facts.get("what") in kinds for entry in self._ledger)

    @cached_property
    def slots(self) -> frozenset[int]:
        """Numbers of the slots that the ledger knows of: the two of the beginning and all that were added."""
        added = " ".join(str(entry.facts.get("written", "")) for entry in self._ledger)
        return frozenset({1, 2, *map(int, added.split())})

    @cached_property
    def passphrase_words(self) -> dict[int, int]:
        """How hard each slot's passphrase was judged to guess when it was set, in dice words."""
        judged = [entry.facts for entry in self._ledger if "strength" in entry.facts]
        return {
            int(number): int(facts["strength"]) for facts in judged for number in str(facts.get("written", "1")).split()
        }

    @property
    def policy_version(self) -> int:
        """The highest version of the policy that was ever installed, as the ledger tells; 0 for none."""
        told = [entry.facts.get("version", 0) for entry in self._ledger if entry.event == INSTALLED]
        return max((int(version) for version in told), default=0)

    @property
    def is_offices_copy(self) -> bool:
        """Whether what was sealed for an office was opened here with the office's key, and not sealed again since."""
        return [entry.event for entry in self._ledger if entry.event in (SENT_AWAY, BROUGHT_BACK)][-1:] == [
            BROUGHT_BACK
        ]

    def under_policy(self) -> list[LedgerEntry]:
        """What was written down since the present policy was installed."""
        last = max((entry.seq for entry in self._ledger if entry.event == INSTALLED), default=0)
        return [entry for entry in self._ledger if entry.seq > last]

    @property
    def exports(self) -> tuple[frozenset[str], frozenset[str]]:
        """Numbers of what left, as the ledger tells and as the register of exports has them."""
        told = (str(entry.facts["bundle"]) for entry in self._ledger if entry.event in ("export", "read-out"))
        return frozenset(told), frozenset(release.id for release in self._vault.releases())

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

    def steps_back(self, least: timedelta) -> int:
        """How many entries are more than `least` older than the one before."""
        moments = [datetime.fromisoformat(entry.at) for entry in self._ledger]
        return sum(earlier - later > least for earlier, later in itertools.pairwise(moments))

    def older_programs(self) -> int:
        """How often the vault was opened with an older program than before."""
        told = [entry.facts.get("version", "") for entry in self._ledger if entry.event in ("create", "program")]
        versions = [_version(version) for version in told]
        return sum(later < earlier for earlier, later in itertools.pairwise(versions))

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


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(part) for part in str(text).split(".") if part.isdecimal())
