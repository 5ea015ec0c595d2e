"""The reason code of a mark that nobody gave one: derived from what was found."""

from __future__ import annotations

from collections.abc import Collection

from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType, Role
from fieldnotes.redaction.generalise import Facet

_FACETS = {
    Facet.PLACE: ReasonCode.LOCATION,
    Facet.MOVES: ReasonCode.LOCATION,
    Facet.ORIGIN: ReasonCode.LOCATION,
    Facet.HEALTH: ReasonCode.HEALTH,
    Facet.KINSHIP: ReasonCode.RELATIVE,
    Facet.FAMILY: ReasonCode.RELATIVE,
}
"""Every other facet is a quasi-identifier."""

PASSAGE = ReasonCode.QUASI
OFF_RECORD = ReasonCode.CONSENT


def of_name(kind: EntityType, role: Role, *, is_relative: bool) -> ReasonCode:
    """Of a name, number or address of somebody in this role."""
    if role is Role.SOURCE:
        return ReasonCode.SOURCE
    if kind is EntityType.PLACE:
        return ReasonCode.LOCATION
    return ReasonCode.RELATIVE if is_relative or role is Role.RELATIVE else ReasonCode.THIRD_PARTY


def of_several(reasons: Collection[ReasonCode]) -> ReasonCode:
    """Of a name that could be several people's: one that does not tell whose, unless it is the same for all."""
    return next(iter(reasons)) if len(set(reasons)) == 1 else ReasonCode.THIRD_PARTY


def of_facet(facet: str) -> ReasonCode:
    """Of a detail that is told less exactly."""
    return _FACETS.get(Facet(facet), ReasonCode.QUASI)


def given(code: str, otherwise: ReasonCode) -> ReasonCode:
    """What a person chose, if it is a code that this program knows."""
    return ReasonCode(code) if code in tuple(ReasonCode) else otherwise
