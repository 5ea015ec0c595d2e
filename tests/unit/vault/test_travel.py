"""Leaving part of a vault behind: proved first, then gone without a trace, and the vault goes on working."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from fieldnotes.errors import AlreadyExists, LeftBehind, NoSuchRecord, SealedWordsTouched, TravelRefused
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Body, Card, Draft, Kind, Passage
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.redaction.fold import search_fold
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.keys.keys import AWAY_KID
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import (
    GOES,
    GONE_WITH_CASE,
    GONE_WITH_INTERNAL,
    GONE_WITH_SEALED,
    SECOND,
    SECRET,
    STAYS,
)
from tests.helpers.vaults import decrypted_pages, encodings_of, files_with, reopen, sealed_passphrase


def holds(vault: Vault, texts: list[str]) -> set[str]:
    """What somebody who has every key of this laptop finds: in pages, in what opens, in the search tables."""
    opened = bytearray(decrypted_pages(vault))
    for value in sealed_values.all_of(vault._store):
        if value.kid > 0:
            opened += value.opened(vault._store) + b"\n"
    for file in vault.path.rglob("*"):
        opened += file.read_bytes()
    found = {text for text in texts if any(form in opened for form in encodings_of(text))}
    found |= {text for text in texts if unicodedata.normalize("NFKD", text.casefold()).encode() in opened}
    return found | {text for text in texts if vault.search(parse(f'"{text}"'))}


def test_the_search_of_this_test_finds_what_is_there(full: Vault) -> None:
    everything = [*GONE_WITH_SEALED, *GONE_WITH_INTERNAL, *GONE_WITH_CASE]

    assert holds(full, everything) == set(everything)


def test_no_word_of_it_is_in_a_search_table(full: Vault, package_path: Path) -> None:
    texts = [*GONE_WITH_SEALED, *GONE_WITH_INTERNAL, *GONE_WITH_CASE]
    words = {search_fold(word).encode() for text in texts for word in text.split() if len(word) > 7}
    before = decrypted_pages(full)
    assert any(word in before for word in words)  # terms with a common beginning share it

    journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL, cases=("C-002",))

    after = decrypted_pages(full)
    assert {word for word in words if word in after} == set()


@pytest.mark.parametrize("again", [False, True])
def test_nothing_of_what_was_left_behind_is_on_the_laptop(full: Vault, package_path: Path, again: bool) -> None:
    _, left = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL, cases=("C-002",))
    path = full.path
    if again:
        full.lock()
        full = reopen(path)

    assert holds(full, [*GONE_WITH_SEALED, *GONE_WITH_INTERNAL, *GONE_WITH_CASE]) == set()
    assert (left.lingering, left.away.records, left.away.names) == (0, 4, 3)
    assert left.sampled > 0
    assert full.check() == []
    full.lock()
    assert files_with(path, [*GONE_WITH_SEALED, *GONE_WITH_INTERNAL, *GONE_WITH_CASE]) == set()
    assert {item.name for item in path.iterdir()} <= {"header.fnv", "vault.db", "audit.fnl", "lock"}


def test_what_is_away_shows_as_codes(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)

    assert [(case.code, case.title) for case in full.cases()] == [("C-001", ""), ("C-002", "")]
    assert [(entry.code, entry.identity) for entry in full.entries()] == [
        ("S-001", None),
        ("P-001", None),
        ("F-001", None),
    ]
    assert [row.code for row in full.rows()] == [SECOND, STAYS]
    assert full.record(STAYS).body.text == "O, bazarda işləyirdi. Sonra ▒▒▒ adamlara çörək aparırdı."
    assert full.consents()["S-001"].answers == {}
    assert full.releases()[0].labels == {}
    assert full.level_changes(SECOND)[-1].reason == ""
    assert full.drafts() == []
    with pytest.raises(NoSuchRecord):
        full.record(GOES)
    with pytest.raises(LeftBehind):
        full.revision(STAYS, 1)


def test_no_passphrase_opens_what_is_away(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED)
    path = full.path
    full.lock()
    vault = reopen(path)

    with pytest.raises(LeftBehind):
        vault.open_sealed(sealed_passphrase())
    assert vault.sealed_is_away
    assert vault.can_write_sealed
    assert [slot.opens for slot in Vault.info(path).slots] == ["vmk"]
    assert "away" in Vault.info(path).slot_types
    vault.lock()


def test_the_vault_works_on_the_road(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)

    code = journeys.add(full, Level.INTERNAL, "Yolda", "Sərhəddə yeni adamla danışdım.")
    hidden = journeys.add(full, Level.SEALED, "Yolda gizli", "Onun yeni ünvanı Rusavidədir.")
    entry, _ = full.add_entry(
        type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, identity=Identity("Nigar Şirvanzadə")
    )
    words = Passage(0, 8, Level.SEALED, "Sərhəddə")
    full.save(code, card=Card("Yolda"), body=Body.of("Sərhəddə yeni adamla danışdım.", (words,)))
    draft = Draft("c" * 32, "", "C-001", Kind.NOTE, Level.SEALED, "", Body.of("gizli qaralama"))
    full.put_draft(draft)
    full.put_draft(draft)

    assert full.search(parse("adamla"))[0].row.code == code
    assert full.row(hidden).card is None
    assert full.entry(entry.code).identity is None
    assert full.check() == []
    with pytest.raises(LeftBehind):
        full.record(hidden)
    with pytest.raises(SealedWordsTouched):
        full.save(code, card=Card("Yolda"), body=Body.of("Başqa"))
    assert holds(full, ["Nigar Şirvanzadə", "Rusavidədir", "gizli qaralama"]) == set()


def test_a_record_can_be_raised_to_sealed_on_the_road(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED)

    full.set_level(GOES, Level.SEALED)

    assert full.row(GOES).card is None
    assert holds(full, ["səhər saatlarında"]) == set()


def test_codes_go_on_where_they_were(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)

    assert journeys.add(full, Level.PUBLIC, "Yeni", "Yeni elan") == "T-005"


def test_names_in_texts_that_stay_are_told(full: Vault, package_path: Path) -> None:
    code = journeys.add(full, Level.ROLE, "Adla", f"Mən {journeys.NAMES[0]} ilə danışdım.")

    _, left = journeys.leave(full, package_path, Level.SEALED)

    assert left.still_named == (code,)
    assert left.lingering == 0


def test_nothing_is_removed_without_the_words(full: Vault, package_path: Path) -> None:
    before = journeys.told(full)
    trip = journeys.pack(full, package_path, Level.SEALED, Level.INTERNAL)

    with pytest.raises(TravelRefused):
        full.journey.leave(("eight", *trip.words()[1:]))
    with pytest.raises(TravelRefused):
        full.journey.leave(())

    assert journeys.told(full) == before
    assert full.journey.pending is not None


def test_a_vault_that_changed_since_is_not_left(full: Vault, package_path: Path) -> None:
    trip = journeys.pack(full, package_path, Level.SEALED)
    journeys.add(full, Level.PUBLIC, "Son", "Son dəqiqədə yazıldı.")

    with pytest.raises(TravelRefused):
        full.journey.leave(trip.words())

    assert full.record(SECRET).body.text == "Dərbənd küçəsindəki evdə qalır."


def test_unlocking_again_changes_nothing_that_counts(full: Vault, package_path: Path) -> None:
    trip = journeys.pack(full, package_path, Level.SEALED)
    path = full.path
    full.lock()
    full = reopen(path)
    full.append_ledger("unlocked")

    full.journey.leave(trip.words())

    assert full.journey.away is not None
    assert full.journey.away.finished


def test_a_package_is_not_written_over_and_not_twice_left(full: Vault, package_path: Path, tmp_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)

    with pytest.raises(TravelRefused):
        journeys.pack(full, tmp_path / "second.fnr", Level.INTERNAL)
    with pytest.raises(TravelRefused):
        full.journey.leave(trip.words())

    package_path.with_name("there.fnr").write_bytes(b"x")
    journeys.come_back(full, trip)
    with pytest.raises(AlreadyExists):
        journeys.pack(full, package_path.with_name("there.fnr"), Level.INTERNAL)


def test_sealed_has_to_be_open_to_be_left(full: Vault, package_path: Path) -> None:
    full.close_sealed()

    with pytest.raises(TravelRefused):
        journeys.pack(full, package_path, Level.SEALED)

    assert not package_path.exists()


def test_only_a_case_is_left(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, cases=("C-002",))

    assert [(case.code, case.title) for case in full.cases()] == [("C-001", "Biləsuvar həbsləri"), ("C-002", "")]
    assert [row.code for row in full.rows()] == [SECRET, GOES, STAYS]
    assert full.entry("S-001").identity is not None
    assert holds(full, GONE_WITH_CASE) == set()
    assert full.check() == []


def test_every_away_value_is_empty(full: Vault, package_path: Path) -> None:
    journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)

    away = [value for value in sealed_values.all_of(full._store) if value.kid == AWAY_KID]

    assert away
    assert all(value.wrapped == b"" for value in away)
