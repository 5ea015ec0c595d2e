"""Sealed for an office: write-only in the field, readable again from a backup with the office's key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto import age
from fieldnotes.errors import (
    AlreadyExists,
    BadIdentityFile,
    BadRecipient,
    NoSuchRecord,
    SealedClosed,
    SealedElsewhere,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Role
from fieldnotes.services import backup, find, people, register, release, sealed, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.vault.keys import sealed_values
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, cheap_kdf

NAME = "Şəfiqə Nurlanqızı"
SECRET = "Anasının evi Batumidədir."


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "field", PASSPHRASE, sealed_passphrase=SEALED_PASSPHRASE, params=cheap_kdf())
    write.add_case(made, "Gəncə")
    register.add_entry(made, type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, name=NAME)
    write.new_record(made, "C-001", kind=Kind.NOTE, card=Card(), body=Body.of(SECRET), level=Level.SEALED)
    yield made
    made.lock()


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Path]:
    """The office's identity file and its card."""
    identity, card = tmp_path / "office.identity", tmp_path / "office.card"
    card.write_text(people.new_identity(identity, "Office", post_quantum=True).text, encoding="utf-8")
    return identity, card


def test_a_name_is_revealed_only_on_purpose_and_written_down(field: Session) -> None:
    assert sealed.reveal(field, "S-001").name == NAME
    assert [entry.facts for entry in field.vault.ledger() if entry.event == "reveal"] == [{"code": "S-001"}]
    with pytest.raises(NoSuchRecord):
        sealed.reveal(field, "S-999")
    field.close_sealed()
    with pytest.raises(SealedClosed):
        sealed.reveal(field, "S-001")


def test_the_field_writes_what_only_the_office_reads(field: Session, office: tuple[Path, Path], tmp_path: Path) -> None:
    identity, card = office
    found = sealed.send_away(field, [card])
    assert (found.is_here, found.is_open, len(found.recipients)) == (False, False, 1)
    with pytest.raises(SealedClosed):
        sealed.reveal(field, "S-001")
    write.new_record(field, "C-001", kind=Kind.NOTE, card=Card(), body=Body.of("Yolda."), level=Level.SEALED)
    with pytest.raises(SealedClosed):
        find.record(field, "N-002")
    (tmp_path / "post").mkdir()
    sent = backup.path_of(backup.make(field, tmp_path / "post").backup)

    opened = sealed.unseal(
        sent,
        tmp_path / "office",
        PASSPHRASE,
        identity=identity,
        sealed_passphrase="üç göy daş bir körpü",
        params=cheap_kdf(),
    )

    assert sealed.reveal(opened, "S-001").name == NAME
    assert [find.record(opened, code).record.body.text for code in ("N-001", "N-002")] == [SECRET, "Yolda."]
    assert opened.vault.check() == []
    opened.lock()


def test_a_strangers_key_and_an_existing_place_are_refused(
    field: Session, office: tuple[Path, Path], tmp_path: Path
) -> None:
    sealed.send_away(field, [office[1]])
    (tmp_path / "post").mkdir()
    sent = backup.path_of(backup.make(field, tmp_path / "post").backup)
    stranger = tmp_path / "stranger.identity"
    people.new_identity(stranger, "Stranger", post_quantum=True)
    with pytest.raises(BadIdentityFile):
        sealed.unseal(sent, tmp_path / "a", PASSPHRASE, identity=stranger, sealed_passphrase=SEALED_PASSPHRASE)
    with pytest.raises(AlreadyExists):
        sealed.unseal(sent, field.path, PASSPHRASE, identity=office[0], sealed_passphrase=SEALED_PASSPHRASE)


def test_nothing_is_sent_away_to_a_card_without_a_strong_key(field: Session, tmp_path: Path) -> None:
    card = tmp_path / "weak.card"
    card.write_text(people.new_identity(tmp_path / "weak.identity", "Weak", post_quantum=False).text, encoding="utf-8")
    with pytest.raises(BadRecipient):
        sealed.send_away(field, [card])
    assert sealed.reveal(field, "S-001").name == NAME


def test_it_is_told_where_names_stand_in_the_open_before_the_key_goes(
    field: Session, office: tuple[Path, Path]
) -> None:
    body = Body.of(f"{NAME} Gəncədə danışdı.")
    told = write.new_record(field, "C-001", kind=Kind.NOTE, card=Card(), body=body, level=Level.INTERNAL)
    write.new_record(field, "C-001", kind=Kind.NOTE, card=Card(), body=Body.of("Yağış yağırdı."), level=Level.INTERNAL)

    found = sealed.send_away(field, [office[1]])

    assert found.named == (told.code,)
    assert find.record(field, told.code).record.body == body


def test_nothing_leaves_while_a_name_of_the_register_can_be_read_at_the_office_only(field: Session) -> None:
    store = field.vault._store
    (name,) = (one for one in sealed_values.all_of(store, {Level.SEALED}) if one.table.name == "entry")
    store.keys.seal_to = (age.recipient_of(age.generate_identity(post_quantum=True)),)
    with store.rewriting():
        name.send_away(store)

    with pytest.raises(SealedElsewhere):
        release.redactor_for(field, "C-001", Audience.EDITOR, [])
