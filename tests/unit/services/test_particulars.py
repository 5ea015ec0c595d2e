"""What is known of somebody beside names: cleaned, found by search, and taken out of every export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import BadValue, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import (
    Address,
    Category,
    Contact,
    ContactKind,
    Document,
    EntityType,
    Identity,
    Role,
    Special,
)
from fieldnotes.protection.order import Order
from fieldnotes.services import find, register, release, write
from fieldnotes.services import session as sessions
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.session import Session
from tests.helpers.vaults import PASSPHRASE, cheap_kdf

IDENTITY = Identity(
    "Rəşid Kərimzadə",
    contacts=(Contact.of("+995 599 10 20 30", "after nine"), Contact.of("rk_tbilisi")),
    addresses=(Address("Nizami küçəsi 12, mənzil 4, Gəncə"),),
    documents=(Document("passport", "AZE12345678"),),
    special=(Special(Category.HEALTH, "asthma"),),
)
TEXT = "Rəşid Kərimzadə dedi: 0599 10 20 30, @rk_tbilisi. Nizami küçəsi 12-də qalır, pasport AZE12345678."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "v", PASSPHRASE, params=cheap_kdf())
    yield made
    made.lock()


def test_somebody_named_openly_keeps_number_and_address_to_himself(session: Session) -> None:
    case = write.add_case(session, "Gəncə").code
    register.add_entry(session, identity=IDENTITY, role=Role.OFFICIAL, level=Level.PUBLIC)
    redactor = release.redactor_for(session, case, Audience.EDITOR, [])
    redacted = redactor.redact(TEXT, (), Order(Level.PUBLIC, "az"))
    assert redacted.text.startswith("Rəşid Kərimzadə dedi: ")
    for gone in ("0599 10 20 30", "rk_tbilisi", "Nizami", "12345678"):
        assert gone not in redacted.text
    codes = {code for change in redacted.changes for code in change.entry.split(",") if code}
    assert {entry_of(code) for code in codes} == {"P-001"}
    assert not list(redactor.watchlist(()).in_text(redacted.text))
    assert {found.code for found in redactor.watchlist(()).in_text(TEXT)} >= {"P-001.phone", "P-001.place"}


def test_a_record_is_found_by_the_number_of_somebody_in_it(session: Session) -> None:
    case = write.add_case(session, "Gəncə").code
    code = register.add_entry(session, identity=IDENTITY).code
    row = write.new_record(
        session, case, kind=Kind.NOTE, level=Level.INTERNAL, card=Card("Qeyd"), body=Body.of("Zəng: 0599102030.")
    )
    found = find.search(session, "+995 599 10 20 30")
    assert found.entries == (code,)
    assert [view.row.row.code for view in found.records] == [row.code]


def test_what_was_typed_is_cleaned_and_repetitions_go(session: Session) -> None:
    untidy = Identity(
        " Rəşid \u202eKərimzadə ",
        ("Rashid", "Rashid", " "),
        contacts=(
            Contact.of(" +995  599 10 20 30\n"),
            Contact.of("+995 599 10 20 30"),
            Contact(ContactKind.HANDLE, ""),
        ),
        addresses=(Address(""), Address("Nizami küçəsi\t12")),
        documents=(Document("x", ""),),
        special=(Special(Category.RELIGION, " "), Special(Category.HEALTH, "asthma\n\nsince 2016")),
    )
    code = register.add_entry(session, identity=untidy).code
    assert register.entry(session, code).identity == Identity(
        "Rəşid Kərimzadə",
        ("Rashid",),
        contacts=(Contact(ContactKind.PHONE, "+995 599 10 20 30"),),
        addresses=(Address("Nizami küçəsi 12"),),
        special=(Special(Category.HEALTH, "asthma\n\nsince 2016"),),
    )


@pytest.mark.parametrize(
    "identity",
    [
        Identity("Rəşid", contacts=(Contact(ContactKind.PHONE, "12"),)),
        Identity("Rəşid", contacts=(Contact(ContactKind.EMAIL, "nowhere"),)),
        Identity("Rəşid", addresses=(Address("---"),)),
        Identity("Rəşid", documents=(Document("passport", "x" * 201),)),
        Identity("Rəşid", note="x" * 4001),
    ],
)
def test_what_could_never_be_found_is_refused(session: Session, identity: Identity) -> None:
    with pytest.raises(BadValue):
        register.add_entry(session, identity=identity)
    assert register.entries(session) == []


def test_one_part_is_changed_without_the_other(session: Session) -> None:
    code = register.add_entry(session, identity=IDENTITY).code
    register.change_names(session, code, Identity("Rəşid K.", ("Rashid",)))
    register.change_particulars(session, code, Identity("stale", contacts=(Contact.of("@new"),)))
    known = register.entry(session, code).identity
    assert known == Identity("Rəşid K.", ("Rashid",), contacts=(Contact.of("@new"),))


def test_words_of_a_consent_need_the_compartment_and_answers_do_not(session: Session) -> None:
    code = register.add_entry(session, identity=IDENTITY).code
    register.set_consent(session, code, {Use.PRESS: Answer.ROLE}, form=ConsentForm(given="oral", language="az"))
    session.close_sealed()
    with pytest.raises(SealedClosed):
        register.set_consent(session, code, {}, form=ConsentForm(guardian="nənəsi"))
    register.set_consent(session, code, {Use.UN: Answer.NO}, form=ConsentForm())
    register.withdraw_consent(session, code)
    session.open_sealed(PASSPHRASE)
    consent = register.consent(session, code)
    assert consent is not None
    assert consent.withdrawn
    assert consent.answers == {Use.PRESS: Answer.ROLE, Use.UN: Answer.NO}
    assert consent.form == ConsentForm(given="oral", language="az")
    register.set_consent(session, code, {}, form=ConsentForm(guardian="nənəsi"))
    again = register.consent(session, code)
    assert again is not None
    assert again.form == ConsentForm(given="oral", language="az", guardian="nənəsi")


def test_contacts_and_numbers_typed_as_aliases_of_somebody_named_openly_stay_sealed(session: Session) -> None:
    case = write.add_case(session, "Gəncə").code
    aliases = ("Rashid K.", "+995 599 10 20 30", "rk@nowhere.example", "@rk_tbilisi", "t.me/rk_tbilisi", "AZE12345678")
    register.add_entry(session, name="Rəşid Kərimzadə", aliases=aliases, role=Role.OFFICIAL, level=Level.PUBLIC)
    text = "Rashid K. dedi: 0599 10 20 30, rk@nowhere.example, @rk_tbilisi, t.me/rk_tbilisi, pasport AZE12345678."
    redactor = release.redactor_for(session, case, Audience.EDITOR, [])
    redacted = redactor.redact(text, (), Order(Level.PUBLIC, "az")).text
    assert redacted.startswith("Rashid K. dedi: ")
    for gone in ("10 20 30", "rk@nowhere", "rk_tbilisi", "12345678"):
        assert gone not in redacted
    assert not list(redactor.watchlist(()).in_text(redacted))


def test_a_contact_that_is_an_entry_of_its_own_has_its_own_level(session: Session) -> None:
    case = write.add_case(session, "Gəncə").code
    number = ("+995 599 10 20 30", "0322 10 20 30")
    register.add_entry(session, name=number[0], aliases=number[1:], type=EntityType.PHONE, level=Level.PUBLIC)
    redactor = release.redactor_for(session, case, Audience.EDITOR, [])
    text = "Qaynar xətt: 0322 10 20 30."
    assert redactor.redact(text, (), Order(Level.PUBLIC, "az")).text == text
