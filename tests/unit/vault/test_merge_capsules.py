"""A copy at home that seals for an office, which alone can read it, is merged without losing what it sealed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldnotes.crypto import age
from fieldnotes.errors import ReturnRefused
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Passage
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, SECRET, STAYS
from tests.helpers.vaults import cheap_kdf, reopen, sealed_passphrase
from tests.unit.vault.test_merge_strictly import Apart, Part, part

__all__ = ["part"]

OFFICE = age.generate_identity(post_quantum=True)
CHANGED = Identity("Zöhrə Qasımxanlı", ("Zohra Kasumova",), birth="1979")


def seal(vault: Vault) -> None:
    vault.rekeying.send_sealed_away([age.recipient_of(OFFICE)])


def at_the_office(apart: Apart) -> Vault:
    """The road's vault after the merge, with what home sealed opened."""
    apart.road.rekeying.bring_sealed_back([OFFICE], sealed_passphrase(), cheap_kdf())
    assert apart.road.check() == []
    return apart.road


def test_names_that_home_sealed_for_the_office_are_kept_beside_ours(part: Part) -> None:
    apart = part()
    before = apart.home.entry("P-001").identity
    apart.home.change_entry("S-001", identity=CHANGED, level=Level.INTERNAL)
    seal(apart.home)

    merged = apart.merged()

    assert dict(merged.apart) == {"S-001": "S-002"}
    ours, theirs = apart.road.entry("S-001"), apart.road.entry("S-002")
    assert ours.identity is not None
    assert theirs.identity is None
    assert (theirs.role, theirs.level, ours.level) == (ours.role, Level.INTERNAL, Level.INTERNAL)
    assert {(one.a, one.b) for one in apart.road.relations()} == {("P-001", "S-001"), ("P-001", "S-002")}
    assert apart.road.entry("P-001").identity == before
    office = at_the_office(apart)
    assert office.entry("S-002").identity == CHANGED
    assert office.entry("S-001").identity == ours.identity
    office.join_entries("S-001", "S-002")
    joined = office.entry("S-001").identity
    assert joined is not None
    assert {"Zohra Kasumova", "Zohra Gasimkhanli"} <= set(joined.names)


def test_a_record_that_home_wrote_keeps_its_source_where_two_stand_for_it(part: Part) -> None:
    apart = part()
    apart.home.save(GOES, card=Card("Qeyd", source="S-001"), body=Body.of("Evdə yazılan."))
    apart.home.change_entry("S-001", identity=CHANGED)
    apart.home.relate("S-001", "F-001", RelationKind.COLLEAGUE)
    seal(apart.home)

    merged = apart.merged()

    assert (merged.changed, merged.conflicts) == ((GOES,), ())
    card = apart.road.row(GOES).card
    assert card is not None
    assert card.source == "S-001"
    assert ("S-001", "F-001") in {(one.a, one.b) for one in apart.road.relations()}


def test_words_of_a_consent_that_home_sealed_are_kept(part: Part) -> None:
    apart = part()
    apart.home.set_consent("S-001", Consent({Use.PRESS: Answer.NO}, form=ConsentForm(conditions="yeni şərt")))
    new, _ = apart.home.add_entry(
        type=EntityType.PERSON, role=Role.SOURCE, level=Level.ROLE, identity=Identity("Evdəki Kişi")
    )
    apart.home.set_consent(new.code, Consent({Use.PRESS: Answer.ROLE}, form=ConsentForm(conditions="adsız yazılsın")))
    seal(apart.home)

    merged = apart.merged()

    assert dict(merged.apart) == {"S-001": "S-003"}
    ours = apart.road.consent("S-001")
    assert ours is not None
    assert ours.answers == {Use.PRESS: Answer.NO}
    office = at_the_office(apart)
    said = {code: consent.form.conditions for code, consent in office.consents().items() if consent.form}
    assert said == {"S-001": "əvvəlcə bacısı oxusun", "S-002": "adsız yazılsın", "S-003": "yeni şərt"}


def test_names_that_nobody_reads_on_either_side_are_taken_from_home(
    full: Vault, package_path: Path, tmp_path: Path
) -> None:
    seal(full)
    path, home = full.path, tmp_path / "home.fieldnotes"
    full.lock()
    shutil.copytree(path, home)
    road = reopen(path)
    apart = Apart(road, journeys.leave(road, package_path, Level.INTERNAL)[0], reopen(home))
    apart.home.change_entry("S-001", identity=CHANGED)

    merged = apart.merged()

    assert (dict(merged.apart), merged.entries) == ({}, ())
    assert at_the_office(apart).entry("S-001").identity == CHANGED
    road.lock()


def test_records_of_both_that_home_sealed_are_refused_until_the_office_opened_them(part: Part) -> None:
    apart = part()
    text = "Dərbənd küçəsindəki evdən köçüb."
    body = Body.of(text, (Passage(0, 7, Level.SEALED, "Dərbənd"),))
    for code in (STAYS, SECRET):
        apart.home.save(code, card=Card("Ünvan", source="S-001"), body=body)
    seal(apart.home)
    path = apart.home.path

    with pytest.raises(ReturnRefused, match=f"{STAYS}, {SECRET}"):
        apart.merged()

    assert apart.road.sealed_is_away
    assert not apart.road.sealed_is_open
    apart.home = reopen(path)
    apart.home.rekeying.bring_sealed_back([OFFICE], sealed_passphrase(), cheap_kdf())
    assert apart.merged().changed == (STAYS, SECRET)
    assert [apart.road.record(code).body.text for code in (STAYS, SECRET)] == [text, text]
