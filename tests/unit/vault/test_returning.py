"""Coming back: everything that was left is there again, with everything that was written on the way."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import PackageDamaged, ReturnRefused, WrongSealedPassphrase
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Body, Card, Draft, Kind, Passage
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.travel.returning import Keyholder
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, SECRET, STAYS
from tests.helpers.vaults import passphrase, reopen, sealed_passphrase


@pytest.mark.parametrize(
    ("levels", "cases"),
    [
        ((Level.SEALED, Level.INTERNAL), ()),
        ((Level.SEALED,), ("C-001",)),
        ((Level.INTERNAL, Level.PUBLIC, Level.ANONYMOUS), ()),
        ((), ("C-002",)),
        (tuple(Level), ("C-001", "C-002")),
    ],
)
def test_a_journey_without_a_word_changes_nothing(
    full: Vault, package_path: Path, levels: tuple[Level, ...], cases: tuple[str, ...]
) -> None:
    before, slots = journeys.told(full), Vault.info(full.path).slots
    trip, _ = journeys.leave(full, package_path, *levels, cases=cases)

    journeys.come_back(full, trip)

    assert journeys.told(full) == before
    assert Vault.info(full.path).slots == slots
    assert full.journey.away is None
    assert full.check() == []
    assert full.mentions(STAYS) == {"S-001": 2}


def test_it_opens_as_before_with_both_passphrases(full: Vault, package_path: Path) -> None:
    before, path = journeys.told(full), full.path
    trip, _ = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)
    full.lock()
    vault = reopen(path)
    journeys.come_back(vault, trip)
    vault.lock()

    vault = reopen(path)
    vault.open_sealed(sealed_passphrase())

    assert journeys.told(vault) == before
    assert vault.check() == []
    vault.verify_header()
    vault.lock()


def test_what_was_written_on_the_road_is_kept(full: Vault, package_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)
    plain = journeys.add(full, Level.INTERNAL, "Yolda", "Sərhəddə yeni adamla danışdım.")
    hidden = journeys.add(full, Level.SEALED, "Yolda gizli", "Onun yeni ünvanı Rusavidədir.")
    entry, _ = full.add_entry(
        type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, identity=Identity("Nigar Şirvanzadə")
    )
    full.change_entry("S-001", identity=Identity("Zöhrə xala"))
    mark = Passage(0, 8, Level.SEALED, "Sərhəddə")
    full.save(plain, card=Card("Yolda"), body=Body.of("Sərhəddə yeni adamla danışdım.", (mark,)))
    full.put_draft(Draft("c" * 32, "", "C-001", Kind.NOTE, Level.SEALED, "", Body.of("gizli qaralama")))

    returned = journeys.come_back(full, trip)

    assert full.record(plain).body.text == "Sərhəddə yeni adamla danışdım."
    assert full.revision(plain, 1).body.text == "Sərhəddə yeni adamla danışdım."
    assert full.record(hidden).body.text == "Onun yeni ünvanı Rusavidədir."
    assert full.entry(entry.code).identity == Identity("Nigar Şirvanzadə")
    united = replace(journeys.source_identity(), name="Zöhrə xala", aliases=tuple(journeys.NAMES[:3]))
    assert full.entry("S-001").identity == united
    assert {draft.body.text for draft in full.drafts()} == {"gizli qaralama", "yarımçıq qalmış məktub"}
    assert [found.row.code for found in full.search(parse("Rusavidədir"))] == [hidden]
    assert [found.row.code for found in full.search(parse("Dərbənd"))] == [SECRET]
    assert full.search(parse("saatlarında"))[0].row.code == GOES
    assert returned.restored.names == ("S-001",)
    assert returned.restored.records == (GOES, SECRET, "N-001")
    assert full.check() == []


def test_of_two_consents_the_stricter_stands_and_is_told(full: Vault, package_path: Path) -> None:
    full.set_consent("S-001", Consent({Use.PRESS: Answer.NO, Use.UN: Answer.YES}))
    trip, _ = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)
    full.set_consent("S-001", Consent({Use.PRESS: Answer.YES, Use.UN: Answer.ROLE}))

    returned = journeys.come_back(full, trip)

    consent = full.consent("S-001")
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.NO, Use.UN: Answer.ROLE}
    assert returned.restored.consents == ("S-001",)


def test_what_was_purged_or_dropped_on_the_road_stays_away(full: Vault, package_path: Path) -> None:
    full.put_draft(Draft("d" * 32, "", "C-001", Kind.NOTE, Level.PUBLIC, "", Body.of("bitmiş")))
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    full.drop_draft("d" * 32)
    full.delete(STAYS)

    journeys.come_back(full, trip)

    assert "d" * 32 not in {draft.id for draft in full.drafts()}
    assert [row.code for row in full.recycled()] == [STAYS]


def test_coming_back_twice_is_refused_and_changes_nothing(full: Vault, package_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    journeys.come_back(full, trip)
    before = journeys.told(full)

    with pytest.raises(ReturnRefused):
        journeys.come_back(full, trip)

    assert journeys.told(full) == before


def test_another_package_or_a_damaged_one_is_refused(full: Vault, package_path: Path, tmp_path: Path) -> None:
    other = journeys.pack(full, tmp_path / "older.fnr", Level.SEALED)
    trip, _ = journeys.leave(full, package_path, Level.SEALED)

    with pytest.raises(ReturnRefused):
        journeys.come_back(full, other)
    data = bytearray(package_path.read_bytes())
    data[len(data) // 2] ^= 1
    bent = journeys.Trip(package_path.with_name("bent.fnr"), trip.plan)
    bent.file.write_bytes(data)
    with pytest.raises(PackageDamaged):
        bent.read()

    assert full.journey.away is not None


def test_a_wrong_sealed_passphrase_changes_nothing(full: Vault, package_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    wrong = Keyholder(Credentials(passphrase()), Credentials(Secret.of("başqa bir uzun parol")))

    with pytest.raises(WrongSealedPassphrase):
        full.journey.bring_back(trip.read(), trip.file.read_bytes(), wrong)

    assert full.sealed_is_away
    assert full.journey.away is not None
    assert not (full.path / "travel.new").exists()


def test_keys_that_were_rotated_on_the_road_change_nothing(full: Vault, package_path: Path) -> None:
    path = full.path
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    full.rekeying.rotate_levels([Level.PUBLIC, Level.INTERNAL])
    full.rekeying.rewrite_database()
    journeys.come_back(full, trip)
    full.lock()

    vault = reopen(path)
    vault.open_sealed(sealed_passphrase())

    assert vault.record(SECRET).body.text == "Dərbənd küçəsindəki evdə qalır."
    vault.lock()


def test_the_laptop_may_be_lost_the_package_holds_everything(full: Vault, package_path: Path, tmp_path: Path) -> None:
    before = journeys.told(full)
    trip, _ = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)
    path = full.path
    full.lock()
    shutil.rmtree(path)

    copy = tmp_path / "rescued.fieldnotes"
    copy.mkdir()
    for name, data in trip.read().files.items():
        if name != "return.key":
            (copy / name).write_bytes(data)
    vault = reopen(copy)
    vault.open_sealed(sealed_passphrase())

    assert journeys.told(vault) == before
    assert vault.check() == []
    vault.lock()
