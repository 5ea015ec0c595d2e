"""A relation noted by mistake is taken away, and nobody loses protection by it."""

from __future__ import annotations

import pytest

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType, Relation, RelationKind, Role
from fieldnotes.services import register
from fieldnotes.services.session import Session
from tests.helpers.sharing import shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]


def person(session: Session, name: str, level: Level) -> str:
    return register.add_entry(session, name=name, aliases=[], type=EntityType.PERSON, role=Role.OTHER, level=level).code


def levels(session: Session, *codes: str) -> list[Level]:
    return [register.entry(session, code).level for code in codes]


def test_whoever_was_protected_through_kin_keeps_that_level_as_an_own_one(sharing: Session) -> None:
    high = person(sharing, "Kəmalə Bağırlı", Level.INTERNAL)
    low, child = person(sharing, "Tural Bağırlı", Level.ROLE), person(sharing, "Nigar Bağırlı", Level.ROLE)
    register.relate(sharing, low, high, RelationKind.SIBLING)
    register.relate(sharing, child, low, RelationKind.CHILD)

    done = register.unrelate(sharing, low, high, RelationKind.SIBLING)

    assert set(done.raised) == {low, child}
    assert levels(sharing, high, low, child) == [Level.INTERNAL] * 3
    assert {low, high, child} <= done.changes.entries
    assert register.relations(sharing) == [Relation(child, low, RelationKind.CHILD)]
    assert not sharing.vault.check()


def test_where_nothing_is_lost_nothing_is_raised(sharing: Session) -> None:
    high, low = person(sharing, "Kəmalə Bağırlı", Level.INTERNAL), person(sharing, "Tural Bağırlı", Level.ROLE)
    register.relate(sharing, low, high, RelationKind.COLLEAGUE)
    register.relate(sharing, low, high, RelationKind.SIBLING)
    register.relate(sharing, low, high, RelationKind.OTHER_RELATIVE)

    assert register.unrelate(sharing, low, high, RelationKind.COLLEAGUE).raised == ()
    assert register.unrelate(sharing, low, high, RelationKind.SIBLING).raised == ()
    assert levels(sharing, low) == [Level.ROLE]


def test_what_was_never_noted_cannot_be_taken_away(sharing: Session) -> None:
    one, two = person(sharing, "Kəmalə Bağırlı", Level.ROLE), person(sharing, "Tural Bağırlı", Level.ROLE)
    register.relate(sharing, one, two, RelationKind.CHILD)

    with pytest.raises(NoSuchRecord):
        register.unrelate(sharing, two, one, RelationKind.CHILD)
