"""What a record says in fields: incidents and their acts, publications, evidence, sightings.

The terms are those of the HURIDOCS Events Standard Formats. A field that points at somebody or something holds a code
(`S-002`, `B-001`); what is coded holds a term of the vocabulary (`act:dismissal`); the rest are words. A record that
has a form has its text made of it, so that whatever reads texts, redaction above all, reads everything the form says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.dates import UNKNOWN_DATE, UncertainDate


class Involvement(StrEnum):
    """How somebody is said to have taken part."""

    DIRECT = "direct"
    ORDERED = "ordered"
    ASSISTED = "assisted"
    TOLERATED = "tolerated"
    UNKNOWN = "unknown"


class Attribution(StrEnum):
    """How far it is known who did it."""

    ALLEGED = "alleged"
    CORROBORATED = "corroborated"
    ESTABLISHED = "established"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who is said to have done it: a register entry, a coded kind of agent, words ("two men in plain clothes")."""

    entry: str = ""
    agent: str = ""
    described: str = ""
    involvement: Involvement = Involvement.UNKNOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of it. `source` says who: a code, or words ("statement of the district police")."""

    words: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who did what to whom. With `targets` other than the victims it is punishment by proxy.

    `official` is the reason that the authorities state, `account` what the person says: neither stands for the other.
    `articles` are numbers of provisions as written ("535.1"), `trigger` the code of a publication, or words.
    """

    what: str = ""
    victims: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    official: Claim = Claim()
    account: Claim = Claim()
    charges: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    fine: str = ""
    penalty: str = ""
    trigger: str = ""
    consequence: str = ""
    attribution: Attribution = Attribution.ALLEGED

    @property
    def is_by_proxy(self) -> bool:
        """Somebody was hit who was not the one meant."""
        return bool(set(self.victims) - set(self.targets)) and bool(self.targets)


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened at one time in one place. `place` is a code, or words from exact to general."""

    when: UncertainDate = UNKNOWN_DATE
    place: str = ""
    acts: tuple[Act, ...] = ()
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What somebody made public. `author` is a code."""

    title: str = ""
    outlet: str = ""
    when: UncertainDate = UNKNOWN_DATE
    url: str = ""
    author: str = ""
    narrative: str = ""


class CustodyAct(StrEnum):
    INGESTED = "ingested"
    VERIFIED = "verified"
    TAKEN_OUT = "taken-out"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Custody:
    """One entry of a custody log: `at` is a UTC time (ISO 8601)."""

    at: str = ""
    act: CustodyAct = CustodyAct.INGESTED
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that is kept as it came. `sha256` and `size` (octets) are of the original at ingest; those of the copy
    are of the stripped one, empty where there is none. `giver` is a code."""

    name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    origin: str = ""
    giver: str = ""
    when: UncertainDate = UNKNOWN_DATE
    copy_sha256: str = ""
    copy_size: int = 0
    custody: tuple[Custody, ...] = ()
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A line of a surveillance log. `at` is local time (ISO 8601 to the minute)."""

    at: str = ""
    place: str = ""
    car: str = ""
    plate: str = ""
    words: str = ""


Form = Incident | Publication | Evidence | Sighting
