"""What a suggestion is: a span of a text that may identify somebody, of which kind, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.i18n import N_

CERTAIN = 0.8
"""From this confidence on a suggestion is ticked beforehand."""
LIKELY = 0.3
"""Below this confidence a suggestion stays folded away under "maybe"."""


class Kind(StrEnum):
    PERSON = "person"
    LEGAL_PROFESSIONAL = "legal-professional"
    ROLE = "role"
    ORG = "org"
    PLACE = "place"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    NATIONALITY = "nationality"
    ETHNIC = "ethnic"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    QUANTITY = "quantity"
    MONEY = "money"
    CODE = "code"
    ID = "id"
    BANK = "bank"
    PLATE = "plate"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"


NAMES = frozenset({Kind.PERSON, Kind.LEGAL_PROFESSIONAL, Kind.ORG, Kind.PLACE})
"""Kinds that the register can hold and that are looked for in the whole vault once accepted."""


class Band(StrEnum):
    """TICKED beforehand, SHOWN, or folded away as MAYBE."""

    TICKED = "ticked"
    SHOWN = "shown"
    MAYBE = "maybe"


def band_of(confidence: float) -> Band:
    if confidence >= CERTAIN:
        return Band.TICKED
    return Band.SHOWN if confidence >= LIKELY else Band.MAYBE


LABELS: dict[Kind, str] = {
    Kind.PERSON: N_("person"),
    Kind.LEGAL_PROFESSIONAL: N_("lawyer, judge or official"),
    Kind.ROLE: N_("occupation"),
    Kind.ORG: N_("organisation"),
    Kind.PLACE: N_("place"),
    Kind.ADDRESS: N_("address"),
    Kind.COORDINATES: N_("coordinates"),
    Kind.NATIONALITY: N_("nationality"),
    Kind.ETHNIC: N_("people or faith"),
    Kind.DATE: N_("date"),
    Kind.TIME: N_("time of day"),
    Kind.AGE: N_("age"),
    Kind.QUANTITY: N_("number"),
    Kind.MONEY: N_("sum of money"),
    Kind.CODE: N_("case number"),
    Kind.ID: N_("document number"),
    Kind.BANK: N_("bank account"),
    Kind.PLATE: N_("number plate"),
    Kind.PHONE: N_("telephone number"),
    Kind.EMAIL: N_("e-mail address"),
    Kind.URL: N_("web address"),
    Kind.HANDLE: N_("account name"),
}
"""How the kinds are called, marked for translation."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Code points [start, end) of the text look like something of this kind.

    `confidence` lies between 0 and 1; `why` is a short English reason marked for translation and holds no text of the
    document.
    """

    start: int
    end: int
    kind: Kind
    confidence: float
    why: str

    @property
    def band(self) -> Band:
        return band_of(self.confidence)


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Sorted candidates that do not overlap: the surer one wins, then the longer, then the earlier."""
    taken: list[Candidate] = []
    covered: set[int] = set()
    for one in sorted(candidates, key=lambda one: (-one.confidence, one.start - one.end, one.start, one.kind)):
        places = range(one.start, one.end)
        if places and covered.isdisjoint(places):
            covered.update(places)
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)
