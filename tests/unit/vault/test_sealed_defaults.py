"""What is sealed by default: everything of a register entry but its code, and the words of a consent."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import SealedClosed
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.register import Identity
from fieldnotes.vault import codec
from fieldnotes.vault.erasing import purge
from fieldnotes.vault.ledger.version_vector import Of, stale
from fieldnotes.vault.register import consents
from fieldnotes.vault.store import Store
from fieldnotes.vault.vault import Vault
from tests.helpers.journeys import GONE_WITH_SEALED, PARTICULARS, come_back, leave, source_identity, told
from tests.helpers.vaults import ROOT, SOURCE, decrypted_pages, passphrase, reopen, sealed_passphrase

FORM = ConsentForm(
    given="oral, noted",
    obtained_by="Aytac",
    language="az",
    guardian="nənəsi Bəyaz",
    conditions="Kəndin adı çəkilməsin.",
    notes="Qonşunun evində",
)
ANSWERS = Consent({Use.PRESS: Answer.ANONYMOUS}, obtained_on="2026-11-02")


def _store(vault: Vault) -> Store:
    return vault._store


# --- identities ----------------------------------------------------------------------------------------------------


def test_every_field_of_an_identity_is_kept_and_opens_only_with_the_compartment(sealed_vault: Vault) -> None:
    whole = replace(source_identity(), citizenship="yoxdur", occupation="dərzi")
    sealed_vault.change_entry(SOURCE, identity=whole)
    assert sealed_vault.entry(SOURCE).identity == whole
    sealed_vault.close_sealed()
    assert sealed_vault.entry(SOURCE).identity is None


def test_no_field_of_an_identity_is_in_the_open_database(sealed_vault: Vault) -> None:
    sealed_vault.change_entry(SOURCE, identity=source_identity())
    pages = decrypted_pages(sealed_vault)
    assert not [words for words in PARTICULARS if words.encode() in pages]


def test_an_identity_that_an_earlier_program_wrote_opens_with_nothing_in_its_new_fields() -> None:
    assert codec.load_identity(b'{"name":"Vaqif","aliases":["Vagif"],"note":"x"}') == Identity("Vaqif", ("Vagif",), "x")
    assert codec.load_identity(codec.dump_identity(source_identity())) == source_identity()


# --- consent -------------------------------------------------------------------------------------------------------


def test_the_words_of_a_consent_are_sealed_and_its_answers_are_not(sealed_vault: Vault) -> None:
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=FORM))
    assert sealed_vault.consent(SOURCE) == replace(ANSWERS, form=FORM)
    sealed_vault.close_sealed()
    assert sealed_vault.consent(SOURCE) == replace(ANSWERS, form=None)
    store = _store(sealed_vault)
    version, *columns = store.connection.rows("SELECT version, kid, wrapped, blob FROM consent")[0]
    owner = sealed_vault.entry(SOURCE).id
    raw = store.open(tuple(columns), level=Level.INTERNAL, owner=owner, part="consent", version=version)
    assert "Bəyaz" not in raw.decode()
    assert set(codec.load(raw)) == {"answers", "obtained_on", "review_on", "expires_on", "withdrawn_on"}


def test_answers_change_while_the_words_are_closed_and_the_words_stay(sealed_vault: Vault) -> None:
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=FORM))
    sealed_vault.close_sealed()
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, withdrawn_on="2026-11-20"))
    with pytest.raises(SealedClosed):
        sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=ConsentForm(given="x")))
    sealed_vault.open_sealed(sealed_passphrase())
    assert sealed_vault.consent(SOURCE) == replace(ANSWERS, withdrawn_on="2026-11-20", form=FORM)
    assert sealed_vault.check() == []


def test_an_older_page_of_a_form_is_noticed(sealed_vault: Vault) -> None:
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=FORM))
    connection = _store(sealed_vault).connection
    before = connection.rows("SELECT version, kid, wrapped, blob FROM consent_form")[0]
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=replace(FORM, conditions="Heç nə.")))
    assert list(stale(_store(sealed_vault))) == []
    connection.write("UPDATE consent_form SET version = ?, kid = ?, wrapped = ?, blob = ?", *before)
    assert list(stale(_store(sealed_vault))) == [(Of.CONSENT_FORM, SOURCE)]


def test_purging_an_entry_takes_the_form_of_its_consent(sealed_vault: Vault) -> None:
    sealed_vault.set_consent(SOURCE, replace(ANSWERS, form=FORM))
    purge.remove(_store(sealed_vault), [SOURCE], force=True)
    assert _store(sealed_vault).connection.value("SELECT count(*) FROM consent_form") == 0
    assert list(stale(_store(sealed_vault))) == []


# --- consents of earlier programs ----------------------------------------------------------------------------------


def _as_before(vault: Vault, words: ConsentForm) -> None:
    """The consent of the source as an earlier program wrote it: all of it at INTERNAL."""
    store = _store(vault)
    vault.set_consent(SOURCE, ANSWERS)
    version = int(store.connection.value("SELECT version FROM consent"))
    data = codec.dump_consent(ANSWERS, words=words)
    owner = vault.entry(SOURCE).id
    with store.rewriting():
        columns = store.seal(data, level=Level.INTERNAL, owner=owner, part="consent", version=version)
        store.connection.write("UPDATE consent SET kid = ?, wrapped = ?, blob = ?", *columns)


def _beside_the_answers(vault: Vault) -> ConsentForm | None:
    return consents._unsealed_words(_store(vault), SOURCE)


def test_words_beside_the_answers_are_hidden_at_once_and_sealed_when_the_compartment_opens(vault: Vault) -> None:
    _as_before(vault, ConsentForm(given="oral", conditions="Kəndin adı çəkilməsin."))
    assert vault.consent(SOURCE) == replace(ANSWERS, form=None)
    vault.set_consent(SOURCE, replace(ANSWERS, review_on="2027-01-01"))
    assert _beside_the_answers(vault) == ConsentForm(given="oral", conditions="Kəndin adı çəkilməsin.")
    vault.open_sealed(sealed_passphrase())
    assert _beside_the_answers(vault) is None
    moved = ConsentForm(given="oral", conditions="Kəndin adı çəkilməsin.")
    assert vault.consent(SOURCE) == replace(ANSWERS, review_on="2027-01-01", form=moved)
    vault.close_sealed()
    assert vault.consent(SOURCE) == replace(ANSWERS, review_on="2027-01-01", form=None)
    assert vault.check() == []


def test_a_vault_of_the_first_format_gets_its_words_sealed(tmp_path: Path) -> None:
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    vault = Vault.open(path, passphrase())
    answers = {Use.PRESS: Answer.ANONYMOUS, Use.LEGAL: Answer.ASK}
    before = vault.consent(SOURCE)
    assert before is not None
    assert (before.answers, before.form) == (answers, None)
    vault.open_sealed(sealed_passphrase())
    after = vault.consent(SOURCE)
    assert after is not None
    assert after.form is not None
    assert (after.answers, bool(after.form.given or after.form.conditions)) == (answers, True)
    assert _beside_the_answers(vault) is None
    assert vault.check() == []
    vault.lock()


# --- journeys ------------------------------------------------------------------------------------------------------


def test_identities_and_words_of_consents_do_not_travel_and_come_back(full: Vault, package_path: Path) -> None:
    before = told(full)
    trip, left = leave(full, package_path, Level.SEALED)
    assert left.lingering == 0
    pages = decrypted_pages(full)
    assert not [words for words in GONE_WITH_SEALED if words.encode() in pages]
    consent = full.consent(SOURCE)
    assert consent is not None
    assert (consent.answers, consent.form, consent.away) == ({Use.PRESS: Answer.ANONYMOUS}, None, False)
    come_back(full, trip)
    assert told(full) == before


def test_words_written_on_the_journey_join_those_that_were_left(full: Vault, package_path: Path) -> None:
    trip, _ = leave(full, package_path, Level.SEALED)
    full.set_consent(SOURCE, replace(ANSWERS, form=ConsentForm(conditions="Telefonla yox.")))
    assert full.consent(SOURCE) == replace(ANSWERS, form=None)
    come_back(full, trip)
    consent = full.consent(SOURCE)
    assert consent is not None
    assert consent.form == ConsentForm(conditions="Telefonla yox.\nəvvəlcə bacısı oxusun")
    assert full.check() == []


def test_a_consent_that_is_away_says_so(full: Vault, package_path: Path) -> None:
    trip, _ = leave(full, package_path, Level.INTERNAL, Level.SEALED)
    assert full.consent(SOURCE) == Consent(away=True)
    come_back(full, trip)
    consent = full.consent(SOURCE)
    assert consent is not None
    assert not consent.away
    assert consent.form == ConsentForm(conditions="əvvəlcə bacısı oxusun")


def test_forms_of_two_copies_are_joined(full: Vault, package_path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home.fieldnotes"
    path = full.path
    full.lock()
    shutil.copytree(path, home)
    office = reopen(home)
    office.open_sealed(sealed_passphrase())
    office.set_consent(SOURCE, replace(ANSWERS, form=ConsentForm(conditions="Ofisdə dedi.")))
    office.lock()
    road = reopen(path)
    road.open_sealed(sealed_passphrase())
    trip, _ = leave(road, package_path, Level.SEALED)
    road.set_consent(SOURCE, replace(ANSWERS, form=ConsentForm(conditions="Yolda dedi.")))
    come_back(road, trip, home=home)
    consent = road.consent(SOURCE)
    assert consent is not None
    assert consent.form is not None
    for words in ("Yolda dedi.", "Ofisdə dedi."):
        assert words in consent.form.conditions
    assert road.check() == []
    road.lock()
