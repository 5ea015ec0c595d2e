"""What the ledger tells of a vault's life, whoever read it: its owner inside, or an auditor from the folder alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldnotes.vault.keys.capsules import BROUGHT_BACK, SENT_AWAY
from fieldnotes.vault.ledger.ledger import LedgerEntry
from fieldnotes.vault.ledger.ledger_reader import Event
from fieldnotes.vault.policies import INSTALLED


@dataclass(frozen=True, slots=True)
class Told:
    """One event: `number` counts from 1, `at` is a moment (ISO 8601, UTC). Codes and numbers only."""

    number: int
    at: str
    event: str
    facts: Mapping[str, str | int]


class History:
    """Events, oldest first. `missing`: how many entries before or between them could not be read."""

    __slots__ = ("_told", "missing")

    def __init__(self, told: Iterable[Told], missing: int = 0) -> None:
        self._told = tuple(told)
        self.missing = missing

    @classmethod
    def of_owner(cls, entries: Iterable[LedgerEntry]) -> History:
        return cls(Told(entry.seq, entry.at, entry.event, entry.facts) for entry in entries)

    @classmethod
    def of_auditor(cls, events: Iterable[Event], missing: int) -> History:
        return cls((Told(event.number, event.at, event.event, event.facts) for event in events), missing)

    @property
    def began(self) -> datetime | None:
        """When the first event that is known here was written; None when none is."""
        return datetime.fromisoformat(self._told[0].at) if self._told else None

    def newest(self, *events: str) -> datetime | None:
        """When the last of `events` happened; None when none ever did."""
        moments = [one.at for one in self._told if one.event in events]
        return datetime.fromisoformat(moments[-1]) if moments else None

    def alarms(self, *kinds: str) -> int:
        """How many times the ledger tells of one of these notices in earlier sessions or in this one."""
        return sum(one.event == "alarm" and one.facts.get("what") in kinds for one in self._told)

    @property
    def slots(self) -> frozenset[int]:
        """Numbers of the slots that the ledger knows of: the two of the beginning and all that were added."""
        added = " ".join(str(one.facts.get("written", "")) for one in self._told)
        return frozenset({1, 2, *map(int, added.split())})

    @property
    def passphrase_words(self) -> dict[int, int]:
        """How hard each slot's passphrase was judged to guess when it was set, in dice words."""
        judged = [one.facts for one in self._told if "strength" in one.facts]
        return {
            int(number): int(facts["strength"]) for facts in judged for number in str(facts.get("written", "1")).split()
        }

    @property
    def policy_version(self) -> int:
        """The highest version of the policy that was ever installed; 0 for none."""
        told = [one.facts.get("version", 0) for one in self._told if one.event == INSTALLED]
        return max((int(version) for version in told), default=0)

    @property
    def is_offices_copy(self) -> bool:
        """Whether what was sealed for an office was opened here with the office's key, and not sealed again since."""
        moved = [one.event for one in self._told if one.event in (SENT_AWAY, BROUGHT_BACK)]
        return moved[-1:] == [BROUGHT_BACK]

    def under_policy(self) -> list[Told]:
        """What was written down since the present policy was installed."""
        last = max((one.number for one in self._told if one.event == INSTALLED), default=0)
        return [one for one in self._told if one.number > last]

    @property
    def exports(self) -> frozenset[str]:
        """Numbers of everything that left."""
        return frozenset(str(one.facts["bundle"]) for one in self._told if one.event in ("export", "read-out"))

    def steps_back(self, least: timedelta) -> int:
        """How many entries are more than `least` older than the one before."""
        moments = [datetime.fromisoformat(one.at) for one in self._told]
        return sum(earlier - later > least for earlier, later in itertools.pairwise(moments))

    def older_programs(self) -> int:
        """How often the vault was opened with an older program than before."""
        told = [one.facts.get("version", "") for one in self._told if one.event in ("create", "program")]
        versions = [_version(version) for version in told]
        return sum(later < earlier for earlier, later in itertools.pairwise(versions))


def _version(text: object) -> tuple[int, ...]:
    return tuple(int(part) for part in str(text).split(".") if part.isdecimal())
