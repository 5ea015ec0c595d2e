"""One person? Pairs of register entries, what is said about them, and joining them through the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import ConsentsDiffer, NoSuchRecord, SealedClosed
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.redaction import About
from fieldnotes.model.register import Contact, ContactKind, EntityType, Identity, RelationKind, Role
from fieldnotes.redaction.likeness import LIKELY
from fieldnotes.services import alike, register, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "study", "altı quru söz və bir nar", params=cheap_kdf())
    write.add_case(made, "İş")
    yield made
    made.lock()


def _person(session: Session, name: str, *aliases: str, role: Role = Role.OTHER) -> str:
    return register.add_entry(session, name=name, aliases=aliases, role=role).code


def _found(session: Session) -> set[tuple[str, str]]:
    return {(pair.a, pair.b) for pair in alike.same_people(session)}


def test_spellings_of_one_person_are_asked_about_and_relatives_are_not(session: Session) -> None:
    first = _person(session, "Gülnur Həsənova")
    second = _person(session, "Naməlum", "Gulnut Hasanova")
    _person(session, "Nərmin Həsənova")
    _person(session, "Elçin Həsənov")
    (pair,) = alike.same_people(session)
    assert (pair.a, pair.b) == (first, second)
    assert LIKELY <= pair.score <= 1
    assert pair.why


def test_the_likeliest_pair_comes_first(session: Session) -> None:
    for name in ("Daşqın Səfərli", "Dashgin Safarli", "Gulnur", "Gulnut"):
        _person(session, name)
    scores = [pair.score for pair in alike.same_people(session)]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)


def test_places_in_two_scripts_and_persons_with_one_number_are_asked_about(session: Session) -> None:
    places = [register.add_entry(session, name=name, type=EntityType.PLACE).code for name in ("Xırdalan", "Хырдалан")]
    number = Contact(ContactKind.PHONE, "+994 50 123 45 67")
    people = [
        register.add_entry(session, identity=Identity(name, contacts=(contact,))).code
        for name, contact in (
            ("Nərgiz Qazıyeva", number),
            ("Anonim", Contact(ContactKind.PHONE, "+994501234567")),
        )
    ]
    assert _found(session) == {tuple(places), tuple(people)}


def test_who_is_related_is_not_asked_about(session: Session) -> None:
    first, second = _person(session, "Elmir Zeynallı"), _person(session, "Эльмир Зейналлы")
    assert _found(session) == {(first, second)}
    register.relate(session, first, second, RelationKind.OTHER_RELATIVE)
    assert _found(session) == set()


def test_what_was_said_to_be_two_is_not_asked_again_even_when_names_change(session: Session) -> None:
    first, second = _person(session, "Daşqın Səfərli"), _person(session, "Dashgin Safarli")
    alike.not_same(session, second, first, who="Aygün")
    assert _found(session) == set()
    register.change_entry(session, first, identity=Identity("Daşqın Səfərli", ("Дашгин Сафарли",)))
    assert _found(session) == set()
    (decision,) = session.vault.decisions(About.PAIR).values()
    assert (decision.who, decision.verdict) == ("Aygün", "reject")
    with pytest.raises(NoSuchRecord):
        alike.not_same(session, first, "P-999")


def test_joining_moves_records_and_the_matcher_learns_the_spelling(session: Session) -> None:
    keep, other = _person(session, "Daşqın Səfərli"), _person(session, "Дашгин Сафаров", role=Role.SOURCE)
    card = Card(language="ru", source=other)
    body = Body.of("Позвонил Дашгин Сафаров.")
    record = write.new_record(session, "C-001", kind=Kind.TESTIMONY, card=card, body=body).code
    changes = alike.join(session, keep, other)
    assert changes.records == {record}
    assert [row.code for row in register.mentioned_in(session, keep)] == [record]
    assert [entry.code for entry in register.entries(session)] == [keep]
    assert alike.same_people(session) == ()


def test_consents_that_contradict_stop_the_join(session: Session) -> None:
    keep, other = _person(session, "Daşqın Səfərli"), _person(session, "Dashgin Safarli")
    register.set_consent(session, keep, {Use.PRESS: Answer.YES})
    register.set_consent(session, other, {Use.PRESS: Answer.NO})
    with pytest.raises(ConsentsDiffer) as raised:
        alike.join(session, keep, other)
    assert keep in str(raised.value)
    assert len(register.entries(session)) == 2


def test_nothing_is_compared_while_names_are_sealed(session: Session) -> None:
    _person(session, "Daşqın Səfərli")
    session.close_sealed()
    with pytest.raises(SealedClosed):
        alike.same_people(session)


def test_joining_asks_again_about_what_was_kept_of_either(session: Session) -> None:
    """An old "keep" of the one must not let the other's name through."""
    keep, other = _person(session, "Bahar Kazimi"), _person(session, "Bahar Kazimzadə", role=Role.VICTIM)
    session.vault.decide(About.NAME, "*", "1a", "keep", who="Lalə", entries=(keep,))
    session.vault.decide(About.NAME, "*", "2b", "redact", who="Lalə", entries=(keep, other))

    alike.join(session, keep, other)

    assert session.vault.decisions(About.NAME) == {}
