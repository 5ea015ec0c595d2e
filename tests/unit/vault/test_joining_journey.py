"""Entries that were joined in the copy at home are one after the journey too, and nothing of the road is lost."""

from __future__ import annotations

import pytest

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE
from tests.unit.vault.test_merge_strictly import Part, part

__all__ = ["part"]


def _person(vault: Vault, name: str) -> str:
    return vault.add_entry(type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, identity=Identity(name))[
        0
    ].code


def test_a_join_at_home_is_followed(full: Vault, part: Part) -> None:
    keep, other, brother = (_person(full, name) for name in ("Daşqın Səfərli", "Dashgin Safarli", "Elçin Səfərli"))
    full.relate(other, brother, RelationKind.SIBLING)
    card = Card("Söhbət", source=other)
    record = full.add_record(CASE, kind=Kind.TESTIMONY, level=Level.INTERNAL, card=card, body=Body.of("Danışdı."))[
        0
    ].code
    apart = part()
    apart.home.join_entries(keep, other)

    apart.merged()

    joined = apart.road.entry(keep).identity
    assert joined is not None
    assert joined.names == ("Daşqın Səfərli", "Dashgin Safarli")
    with pytest.raises(NoSuchRecord):
        apart.road.entry(other)
    moved = apart.road.row(record).card
    assert moved is not None
    assert moved.source == keep
    related = [(one.a, one.b) for one in apart.road.relations()]
    assert (keep, brother) in related
    assert all(other not in pair for pair in related)


def test_what_the_road_added_to_the_one_that_went_is_kept_and_the_stricter_consent_stands(
    full: Vault, part: Part
) -> None:
    keep, other = _person(full, "Daşqın Səfərli"), _person(full, "Dashgin Safarli")
    full.set_consent(keep, Consent({Use.PRESS: Answer.YES}))
    apart = part(Level.INTERNAL)
    apart.road.change_entry(other, identity=Identity("Dashgin Safarli", ("Дашгин Сафаров",)))
    apart.road.set_consent(other, Consent({Use.PRESS: Answer.NO}))
    apart.home.join_entries(keep, other)

    apart.merged()

    joined, consent = apart.road.entry(keep).identity, apart.road.consent(keep)
    assert joined is not None
    assert set(joined.names) == {"Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафаров"}
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.NO}


def test_a_record_that_home_wrote_meanwhile_finds_the_entry_joined_on_the_road(full: Vault, part: Part) -> None:
    keep, other = _person(full, "Daşqın Səfərli"), _person(full, "Dashgin Safarli")
    apart = part(Level.INTERNAL)
    apart.road.join_entries(keep, other)
    card = Card("Söhbət", source=other)
    apart.home.add_record(CASE, kind=Kind.TESTIMONY, level=Level.INTERNAL, card=card, body=Body.of("Danışdı."))

    (added,) = apart.merged().added

    told = apart.road.row(added).card
    assert told is not None
    assert told.source == keep
    with pytest.raises(NoSuchRecord):
        apart.road.entry(other)
