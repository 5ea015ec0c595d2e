"""Entries that were joined in the copy at home are one after the journey too, and nothing of the road is lost."""

from __future__ import annotations

import pytest

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.progress import Watch
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


def test_what_home_added_to_the_one_that_the_road_joined_is_kept(full: Vault, part: Part) -> None:
    keep, other, sister = (_person(full, name) for name in ("Daşqın Səfərli", "Dashgin Safarli", "Elçin Səfərli"))
    full.set_consent(keep, Consent({Use.PRESS: Answer.YES}))
    apart = part(Level.INTERNAL)
    apart.road.join_entries(keep, other)
    apart.home.relate(sister, other, RelationKind.SIBLING)
    apart.home.set_consent(other, Consent({Use.PRESS: Answer.NO}))
    apart.home.change_entry(other, level=Level.SEALED)

    merged = apart.merged()

    assert [entry.code for entry in apart.road.entries() if entry.code in (keep, other)] == [keep]
    assert [(one.a, one.b) for one in apart.road.relations() if keep in (one.a, one.b)] == [(sister, keep)]
    consent = apart.road.consent(keep)
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.NO}
    assert apart.road.entry(keep).level is Level.SEALED
    assert (merged.entries, merged.kept) == ((keep,), ())


def test_a_name_that_home_added_to_the_one_that_the_road_joined_is_kept(full: Vault, part: Part) -> None:
    keep, other = _person(full, "Daşqın Səfərli"), _person(full, "Dashgin Safarli")
    apart = part(Level.INTERNAL)
    apart.road.join_entries(keep, other)
    apart.home.change_entry(other, identity=Identity("Dashgin Safarli", ("Дашгин Сафаров",)))

    merged = apart.merged()

    joined = apart.road.entry(keep).identity
    assert joined is not None
    assert set(joined.names) == {"Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафаров"}
    with pytest.raises(NoSuchRecord):
        apart.road.entry(other)
    assert merged.kept == ()


def test_two_who_were_joined_either_way_round_are_one_and_keep_everything(full: Vault, part: Part) -> None:
    first, second, brother = (_person(full, name) for name in ("Daşqın Səfərli", "Dashgin Safarli", "Elçin Səfərli"))
    full.relate(first, brother, RelationKind.SIBLING)
    apart = part(Level.INTERNAL)
    apart.road.join_entries(first, second)
    apart.home.join_entries(second, first)
    card = Card("Söhbət", source=second)
    apart.home.add_record(CASE, kind=Kind.TESTIMONY, level=Level.INTERNAL, card=card, body=Body.of("Danışdı."))

    (added,) = apart.merged().added

    (left,) = (entry for entry in apart.road.entries() if entry.code in (first, second))
    assert left.identity is not None
    assert set(left.identity.names) == {"Daşqın Səfərli", "Dashgin Safarli"}
    assert (left.code, brother) in [(one.a, one.b) for one in apart.road.relations()]
    told = apart.road.row(added).card
    assert told is not None
    assert told.source == left.code


def test_joins_that_meet_in_one_entry_are_followed_to_the_last(full: Vault, part: Part) -> None:
    one, two, three = (_person(full, name) for name in ("Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафаров"))
    apart = part(Level.INTERNAL)
    apart.road.join_entries(three, two)
    apart.home.join_entries(two, one)

    apart.merged()

    (left,) = (entry for entry in apart.road.entries() if entry.code in (one, two, three))
    assert left.code == three
    assert left.identity is not None
    assert set(left.identity.names) == {"Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафаров"}


@pytest.mark.parametrize("on_the_road", [True, False])
def test_names_that_one_side_purged_and_the_other_joined_are_told(full: Vault, part: Part, on_the_road: bool) -> None:
    keep, other = _person(full, "Daşqın Səfərli"), _person(full, "Dashgin Safarli")
    apart = part(Level.INTERNAL)
    purging, joining = (apart.road, apart.home) if on_the_road else (apart.home, apart.road)
    purging.purging.purge([other], watch=Watch())
    joining.join_entries(keep, other)

    assert apart.merged().kept == (keep,)


def test_names_that_the_road_purged_after_a_join_do_not_come_back_with_a_consent(full: Vault, part: Part) -> None:
    keep, other = _person(full, "Daşqın Səfərli"), _person(full, "Dashgin Safarli")
    full.relate(keep, "P-001", RelationKind.SIBLING)
    apart = part(Level.INTERNAL)
    apart.road.join_entries(keep, other)
    apart.road.purging.purge([keep], force=True, watch=Watch())
    apart.home.set_consent(other, Consent({Use.PRESS: Answer.NO}))

    apart.merged()

    assert apart.road.entry(keep).identity == Identity(keep)
    with pytest.raises(NoSuchRecord):
        apart.road.entry(other)
