"""What people decide about protection is remembered by scope, with who, when and why, whatever becomes of the vault."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fieldnotes.errors import NoSuchHit, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.redaction import EVERYWHERE, About
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.progress import Watch
from fieldnotes.vault import migrate
from fieldnotes.vault.connection import Connection
from fieldnotes.vault.ledger import version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.migrations import ALL
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, STAYS
from tests.helpers.vaults import (
    CASE,
    OPEN_RECORD,
    ROOT,
    SOURCE,
    decrypted_pages,
    encodings_of,
    passphrase,
    reopen,
    sealed_passphrase,
)

WHY = "qonşular onu bu adla tanıyır"


def verdicts(vault: Vault, *scopes: str) -> dict[str, str]:
    return {hit: decision.verdict for hit, decision in vault.decisions(About.NAME, *scopes).items()}


def test_decisions_are_remembered_by_case_with_who_when_and_why(vault: Vault) -> None:
    vault.decide(About.NAME, CASE, "9f3a", "redact", who="araşdırmaçı")
    changes = vault.decide(About.NAME, CASE, "9f3a", "keep", who="Nərmin", reason="legal", label=SOURCE, note=WHY)
    vault.decide(About.NAME, CASE, "77bc", "redact", who="araşdırmaçı")

    assert changes == Changes(cases=frozenset({CASE}), decisions=True)
    assert verdicts(vault, CASE) == {"9f3a": "keep", "77bc": "redact"}
    told = vault.decisions(About.NAME, CASE)["9f3a"]
    assert (told.who, told.reason, told.label, told.note, told.scope) == ("Nərmin", "legal", SOURCE, WHY, CASE)
    assert told.decided.endswith("Z")
    assert WHY not in repr(told)
    with pytest.raises(NoSuchRecord):
        vault.decide(About.NAME, "C-999", "1", "keep", who="x")


def test_of_several_scopes_the_narrowest_counts_and_the_wider_one_again_when_it_is_taken_back(vault: Vault) -> None:
    for scope, verdict in ((EVERYWHERE, "redact"), (CASE, "keep"), (OPEN_RECORD, "redact")):
        vault.decide(About.NAME, scope, "1", verdict, who="x")
    assert verdicts(vault) == {"1": "redact"}
    assert verdicts(vault, OPEN_RECORD, CASE) == {"1": "redact"}
    vault.undecide(About.NAME, OPEN_RECORD, "1")
    assert verdicts(vault, OPEN_RECORD, CASE) == {"1": "keep"}
    vault.undecide(About.NAME, CASE, "1")
    assert verdicts(vault, OPEN_RECORD, CASE) == {"1": "redact"}
    with pytest.raises(NoSuchHit):
        vault.undecide(About.NAME, CASE, "1")
    assert list(vault.all_decisions(About.NAME)) == [(EVERYWHERE, "1")]


def test_what_is_decided_about_names_says_nothing_about_pairs(vault: Vault) -> None:
    vault.decide(About.PAIR, EVERYWHERE, "1", "reject", who="x")
    assert vault.decisions(About.NAME) == {}
    assert vault.decisions(About.PAIR)["1"].verdict == "reject"


def test_a_note_is_not_readable_in_any_page(sealed_vault: Vault) -> None:
    sealed_vault.decide(About.NAME, CASE, "1", "keep", who="x", note=WHY)
    pages = decrypted_pages(sealed_vault)
    assert not any(form in pages for form in encodings_of(WHY))


@pytest.mark.parametrize("change", ["reason = 'legal'", "label = 'P-001'", "blob = x'00'", "verdict = 'redact'"])
def test_an_altered_decision_is_noticed(vault: Vault, change: str) -> None:
    vault.decide(About.NAME, EVERYWHERE, "1", "keep", who="x", note=WHY)
    assert vault.check() == []
    vault._store.connection.write(f"UPDATE verdict SET {change}")
    assert f"decisions {EVERYWHERE}" in [problem.subject for problem in vault.check()]


def test_the_ledger_tells_that_something_was_decided_or_taken_back_and_not_what(vault: Vault) -> None:
    vault.decide(About.MOSAIC, CASE, "5ec4e7", "accept", who="Nərmin", note=WHY)
    vault.undecide(About.MOSAIC, CASE, "5ec4e7")
    last = vault.ledger()[-2:]
    assert [(entry.event, entry.facts["about"], entry.facts["code"]) for entry in last] == [
        ("decide", "mosaic", CASE),
        ("undecide", "mosaic", CASE),
    ]
    assert "5ec4e7" not in json.dumps([entry.facts for entry in last])
    assert vault.check() == []


def test_notes_move_to_new_keys_and_into_a_new_database(sealed_vault: Vault) -> None:
    sealed_vault.decide(About.NAME, CASE, "1", "keep", who="x", note=WHY)
    sealed_vault.rekeying.rotate_levels([Level.INTERNAL])
    sealed_vault.rekeying.rewrite_database()
    assert sealed_vault.decisions(About.NAME, CASE)["1"].note == WHY
    assert sealed_vault.check() == []


def test_a_purged_record_takes_what_was_decided_in_it_along(sealed_vault: Vault) -> None:
    sealed_vault.decide(About.NAME, OPEN_RECORD, "1", "keep", who="x", note=WHY)
    sealed_vault.decide(About.NAME, CASE, "2", "keep", who="x")
    assert Level.INTERNAL in sealed_vault.purging.purge([OPEN_RECORD], live=True, watch=Watch()).levels
    assert list(sealed_vault.all_decisions(About.NAME)) == [(CASE, "2")]
    assert sealed_vault.check() == []


def test_a_purged_entry_takes_what_was_decided_about_it_along(sealed_vault: Vault) -> None:
    """A keyed digest of its names would let whoever holds the vault try guesses at them."""
    other, _ = sealed_vault.add_entry(
        type=EntityType.PERSON, role=Role.OTHER, level=Level.ROLE, identity=Identity("Orxan Nurlanoğlu")
    )
    sealed_vault.decide(About.NAME, CASE, "1", "keep", who="x", note=WHY, entries=(other.code, SOURCE))
    sealed_vault.decide(About.PAIR, EVERYWHERE, "2", "reject", who="x", entries=(other.code, SOURCE))
    sealed_vault.decide(About.NAME, CASE, "3", "keep", who="x", entries=(SOURCE,))
    assert sealed_vault.decisions(About.NAME, CASE)["1"].entries == (other.code, SOURCE)
    sealed_vault.purging.purge([other.code], watch=Watch())
    assert list(sealed_vault.all_decisions(About.NAME)) == [(CASE, "3")]
    assert sealed_vault.all_decisions(About.PAIR) == {}
    assert sealed_vault.check() == []


def test_erasing_a_level_leaves_the_verdict_and_takes_the_note(sealed_vault: Vault) -> None:
    sealed_vault.decide(About.NAME, CASE, "1", "keep", who="x", note=WHY)
    sealed_vault.purging.erase_levels([Level.INTERNAL], watch=Watch())
    found = sealed_vault.decisions(About.NAME, CASE)["1"]
    assert (found.verdict, found.note) == ("keep", "")


# --- journeys


def test_decisions_come_back_from_a_journey_except_those_taken_back_on_it(full: Vault, package_path: Path) -> None:
    full.decide(About.NAME, EVERYWHERE, "always", "redact", who="S", note=WHY)
    full.decide(About.NAME, "C-002", "other", "redact", who="S", note=WHY)
    before = full.all_decisions(About.NAME)
    trip, _ = journeys.leave(full, package_path, Level.INTERNAL)
    assert full.decisions(About.NAME)["always"].note == ""
    full.undecide(About.NAME, EVERYWHERE, "always")

    journeys.come_back(full, trip)

    del before[EVERYWHERE, "always"]
    assert full.all_decisions(About.NAME) == before
    assert full.check() == []


def test_what_was_decided_in_a_record_that_stays_behind_goes_and_returns(full: Vault, package_path: Path) -> None:
    full.decide(About.NAME, GOES, "here", "keep", who="S", note=WHY)
    full.decide(About.NAME, EVERYWHERE, "always", "keep", who="S", note=WHY)
    before = full.all_decisions(About.NAME)
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    assert full.all_decisions(About.NAME) == {}

    journeys.come_back(full, trip)

    assert full.all_decisions(About.NAME) == before
    assert full.check() == []


def test_the_copy_at_home_is_merged_scope_by_scope(full: Vault, package_path: Path, tmp_path: Path) -> None:
    for number in "1234":
        full.decide(About.NAME, STAYS, number, "keep", who="S")
    full.lock()
    path, home_path = tmp_path / "study.fieldnotes", tmp_path / "home.fieldnotes"
    shutil.copytree(path, home_path)
    road, home = journeys.open_whole(path), journeys.open_whole(home_path)
    trip, _ = journeys.leave(road, package_path, Level.ROLE)
    home.undecide(About.NAME, STAYS, "1")
    home.undecide(About.NAME, STAYS, "2")
    road.decide(About.NAME, STAYS, "2", "redact", who="S")
    road.undecide(About.NAME, STAYS, "3")
    home.decide(About.NAME, STAYS, "4", "keep", who="S", label=SOURCE, entries=(SOURCE,))
    said = {"kind": Kind.NOTE, "level": Level.INTERNAL, "card": Card("qeyd"), "body": Body.of("mətn")}
    ours, theirs = (side.add_record("C-001", **said)[0].code for side in (road, home))  # type: ignore[arg-type]
    assert ours == theirs
    road.decide(About.NAME, ours, "5", "keep", who="S")
    home.decide(About.NAME, theirs, "5", "redact", who="S", note=WHY)
    home.lock()

    merged = journeys.come_back(road, trip, home=home_path).merged

    assert merged is not None
    assert verdicts(road, STAYS) == {"2": "redact", "4": "keep"}
    assert road.decisions(About.NAME, STAYS)["4"].label == SOURCE
    assert road.decisions(About.NAME, STAYS)["4"].entries == (SOURCE,)
    assert merged.verdicts == (STAYS,)
    new = merged.recoded[theirs]
    assert (verdicts(road, ours), verdicts(road, new)) == ({"5": "keep"}, {"5": "redact"})
    assert road.decisions(About.NAME, new)["5"].note == WHY
    assert road.check() == []
    road.lock()


# --- vaults of before


def test_decisions_of_an_older_schema_are_there_and_as_its_ledger_tells(vault: Vault, tmp_path: Path) -> None:
    """The digest over names without further words is what earlier programs wrote."""
    vault.decide(About.NAME, CASE, "9f3a", "keep", who="Nərmin")
    vault.decide(About.NAME, CASE, "77bc", "redact", who="Nərmin")
    digest = version_vector.present(vault._store, Of.DECISIONS, CASE)
    old = Connection(tmp_path / "vault.db", vault._store.connection._key, create=True)
    migrate.to_newest(old, name="x", migrations=ALL[:2])
    old.write("INSERT INTO case_file VALUES (7, 'id', 'C-001', 0, 'open', '', 1, 1, x'', x'')")
    for hit, verdict in (("9f3a", "keep"), ("77bc", "redact")):
        old.write("INSERT INTO decision VALUES (7, ?, ?, 'Nərmin', '2026-01-02T03:04:05Z')", hit, verdict)

    migrate.to_newest(old, name="x")

    rows = old.rows("SELECT about, scope, hit, verdict, who, decided, kid FROM verdict ORDER BY hit")
    assert rows[1] == ("name", CASE, "9f3a", "keep", "Nərmin", "2026-01-02T03:04:05Z", None)
    assert [row[2] for row in rows] == ["77bc", "9f3a"]
    assert digest == version_vector.Version(2, version_vector._keyed(vault._store, "decisions", [r[2:4] for r in rows]))
    old.close()


def test_an_old_vault_takes_decisions(tmp_path: Path) -> None:
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    vault = Vault.open(path, passphrase())
    before = vault.all_decisions(About.NAME)
    vault.decide(About.NAME, EVERYWHERE, "1", "redact", who="x", note=WHY)
    vault.lock()
    vault = reopen(path)
    vault.open_sealed(sealed_passphrase())
    assert vault.all_decisions(About.NAME).keys() == {*before, (EVERYWHERE, "1")}
    assert vault.decisions(About.NAME)["1"].note == WHY
    assert vault.check() == []
    vault.lock()
