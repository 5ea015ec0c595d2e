"""Forms and bytes of evidence go wherever their record goes: on a journey, into a merge, out of the vault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Act, Claim, Evidence, Incident, Publication
from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, Body, Card, Kind, Passage
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.progress import Watch
from fieldnotes.vault.records import recoding
from fieldnotes.vault.records.evidence_files import PIECE_BYTES, Part
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import open_whole
from tests.helpers.vaults import decrypted_pages, files_with

DATA = b"Two owls flew over the samovar. " * (PIECE_BYTES // 32 + 1)
WORDS = "qonşunun samovarı"
ACT = Act("act:arrest", ("P-001",), ("S-001",), official=Claim(f"he took {WORDS}", "polis"), trigger="B-001")


def furnish(vault: Vault, level: Level) -> tuple[str, str]:
    """An incident about S-001 and P-001, and two pieces of evidence, at one level."""
    incident = Incident(UncertainDate.parse("2016-04"), acts=(ACT,))
    body = Body((Block(f"Victim: P-001, for S-001: {WORDS}"),), form=incident)
    made, _ = vault.add_record("C-001", kind=Kind.INCIDENT, level=level, card=Card("Həbs", source="S-001"), body=body)
    proof = Body((Block("Given by: S-001"),), form=Evidence("a.bin", size=len(DATA), giver="S-001"))
    kept, _ = vault.add_record("C-001", kind=Kind.EVIDENCE, level=level, card=Card("Film"), body=proof)
    vault.put_evidence(kept.code, Part.ORIGINAL, DATA)
    vault.put_evidence(kept.code, Part.COPY, DATA[:5])
    return made.code, kept.code


def pieces(vault: Vault) -> int:
    return int(vault._store.connection.value("SELECT count(*) FROM evidence_piece"))


@pytest.mark.parametrize("level", [Level.SEALED, Level.INTERNAL])
def test_what_is_left_behind_is_not_there_and_comes_back_whole(full: Vault, package_path: Path, level: Level) -> None:
    incident, evidence = furnish(full, level)
    term, _ = full.add_term("method", {"az": "Su kəsilməsi"})
    before = full.record(incident).body
    trip, _ = journeys.leave(full, package_path, Level.SEALED, level)
    assert not full.has_record(incident)
    assert pieces(full) == 0
    assert b"samovar" not in decrypted_pages(full)
    assert full.terms() == {term: {} if level is Level.INTERNAL else {"az": "Su kəsilməsi"}}
    assert full.check() == []

    journeys.come_back(full, trip)
    assert full.record(incident).body == before
    assert full.evidence(evidence, Part.ORIGINAL) == DATA
    assert full.evidence(evidence, Part.COPY) == DATA[:5]
    assert full.terms() == {term: {"az": "Su kəsilməsi"}}
    assert full.check() == []


@pytest.fixture
def apart(full: Vault, package_path: Path, tmp_path: Path) -> Iterator[tuple[Vault, journeys.Trip, Vault]]:
    """The laptop on its journey, and the copy that stayed at home; both had the records before."""
    furnish(full, Level.INTERNAL)
    full.lock()
    home = tmp_path / "home.fieldnotes"
    shutil.copytree(tmp_path / "study.fieldnotes", home)
    road = open_whole(tmp_path / "study.fieldnotes")
    trip, _ = journeys.leave(road, package_path, Level.SEALED)
    stayed = open_whole(home)
    yield road, trip, stayed
    stayed.lock()
    road.lock()


def test_a_merge_brings_forms_bytes_and_terms(apart: tuple[Vault, journeys.Trip, Vault]) -> None:
    road, trip, home = apart
    incident, evidence = furnish(home, Level.INTERNAL)
    term, _ = home.add_term("act", {"en": "Window broken"})
    own, _ = road.add_term("act", {"en": "Door painted"})
    home.lock()
    merged = journeys.come_back(road, trip, home=_path(road)).merged
    assert merged is not None
    assert set(merged.added) == {incident, evidence}
    form = road.record(incident).body.form
    assert isinstance(form, Incident)
    assert form.acts == (ACT,)
    assert road.evidence(evidence, Part.ORIGINAL) == DATA
    assert road.terms() == {own: {"en": "Door painted"}, term: {"en": "Window broken"}}
    assert road.check() == []


def _path(road: Vault) -> Path:
    return road.path.with_name("home.fieldnotes")


def test_codes_that_both_sides_gave_are_told_apart_in_texts_and_fields(
    apart: tuple[Vault, journeys.Trip, Vault],
) -> None:
    """Home registers P-002 and writes of her; the laptop has given P-002 to somebody else."""
    road, trip, home = apart
    for vault, name in ((home, "Evdəki Qız"), (road, "Yoldakı Oğlan")):
        vault.add_entry(type=EntityType.PERSON, role=Role.VICTIM, level=Level.ANONYMOUS, identity=Identity(name))
    body = Body.of("Victim: P-002 was seen.")
    body = Body(body.blocks, (Passage(8, 13, Level.SEALED, "P-002"), Passage(18, 22, Level.INTERNAL, "seen")))
    body = Body(body.blocks, body.passages, Incident(acts=(Act("act:arrest", ("P-002",)),)))
    row, _ = home.add_record("C-001", kind=Kind.INCIDENT, level=Level.INTERNAL, card=Card("x"), body=body)
    about = Body((Block("Author: P-002"),), form=Publication("Neft", author="P-002"))
    home.save("I-001", card=Card("Həbs", source="S-001"), body=Body((Block("Victim: P-002"),), form=Incident()))
    home.add_record("C-001", kind=Kind.PUBLICATION, level=Level.INTERNAL, card=Card("y"), body=about)
    home.lock()

    merged = journeys.come_back(road, trip, home=_path(road)).merged
    assert merged is not None
    new = merged.recoded["P-002"]
    identity = road.entry(new).identity
    assert identity is not None
    assert identity.name == "Evdəki Qız"
    found = road.record(row.code).body
    assert found.text == f"Victim: {new} was seen."
    assert [(one.quote, found.text[one.start : one.end]) for one in found.passages] == [(new, new), ("seen", "seen")]
    assert isinstance(found.form, Incident)
    assert found.form.acts[0].victims == (new,)
    publication = road.record("B-001").body
    assert publication.text == f"Author: {new}"
    assert isinstance(publication.form, Publication)
    assert publication.form.author == new
    assert road.record("I-001").body.text == f"Victim: {new}"
    assert road.check() == []


def test_a_longer_code_moves_the_marks_behind_it() -> None:
    body = Body.of("P-999 and P-999 met.\nThen P-1 left.", (Passage(16, 19, Level.INTERNAL, "met"),))
    new = recoding.recoded_body(body, {"P-999": "P-1000"})
    (passage,) = new.passages
    assert new.text == "P-1000 and P-1000 met.\nThen P-1 left."
    assert new.text[passage.start : passage.end] == passage.quote == "met"
    assert recoding.recoded_body(body, {"P-001": "P-002"}) is body


def test_everything_moves_with_its_level_and_survives_new_keys(full: Vault) -> None:
    incident, evidence = furnish(full, Level.INTERNAL)
    full.set_level(evidence, Level.SEALED)
    full.set_level(evidence, Level.ANONYMOUS, reason="agreed")
    full.purging.purge(["T-002"], live=True, watch=Watch())  # which gives INTERNAL and the database new keys
    assert full.evidence(evidence, Part.ORIGINAL) == DATA
    assert full.record(incident).body.form is not None
    assert full.check() == []
    assert files_with(full.path, ["samovar"]) == set()


def test_a_purge_of_an_incident_leaves_nothing_of_its_form(full: Vault) -> None:
    incident, evidence = furnish(full, Level.INTERNAL)
    assert WORDS.encode() not in decrypted_pages(full)
    full.delete(incident)
    full.delete(evidence)
    full.purging.purge([incident, evidence], watch=Watch())
    assert not full.has_record(incident)
    assert pieces(full) == 0
    assert full.check() == []
