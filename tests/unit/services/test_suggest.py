"""Suggestions of a case: grouped, accepted with all spellings, rejected for good, and never about what is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import BadValue, NoSuchHit, NoSuchRecord, SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.redaction import EVERYWHERE, About
from fieldnotes.model.register import ContactKind, EntityType, Role
from fieldnotes.services import register, suggest, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.services.suggest import Band, Suggestion
from fieldnotes.services.suggest import Kind as What
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
AZ = """Qardaşım Elçin Həsənov polisdə döyüldü. Vəkilim Daşqın Səfərli idi.
O gün Dashgin Safarli mənə +994 50 123 45 67 nömrəsindən zəng etdi. Elçin sonra getdi."""
RU = "Потом пришёл адвокат Дашгин Сафарли. Пишите ему на dashgin.s@example.org, он ответит."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())
    write.add_case(made, "İş")
    yield made
    made.lock()


def _add(session: Session, text: str, language: str, *, case: str = "C-001", title: str = "") -> str:
    card = Card(title=title, language=language)
    return write.new_record(session, case, kind=Kind.TESTIMONY, card=card, body=Body.of(text)).code


def _named(session: Session, words: str, case: str = "C-001") -> Suggestion:
    return next(one for one in suggest.suggestions(session, case) if words in one.spellings)


def _surfaces(session: Session, case: str = "C-001") -> set[str]:
    return {spelling for one in suggest.suggestions(session, case) for spelling in one.spellings}


def test_one_person_in_three_spellings_is_one_suggestion(session: Session) -> None:
    records = (_add(session, AZ, "az"), _add(session, RU, "ru"))
    found = _named(session, "Daşqın Səfərli")
    assert {"Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафарли"} <= set(found.spellings)
    assert found.records == records
    assert found.count >= 3
    assert any("zəng etdi" in context for context in found.contexts)


def test_brothers_and_strangers_are_not_thrown_together(session: Session) -> None:
    _add(session, AZ + " Qardaşım Elşən Həsənov susdu.", "az")
    assert "Elşən Həsənov" not in _named(session, "Elçin Həsənov").spellings


def test_a_capital_asks_nothing_when_the_case_writes_the_word_small(session: Session) -> None:
    _add(session, "Onu Zərgül gördü. Dedi ki, Peyvənd yoxdur.", "az")
    assert suggest.blocks(_named(session, "Peyvənd"))
    _add(session, "Həyətdə peyvənd vurdular, sonra peyvənd bitdi.", "az")
    assert not suggest.blocks(_named(session, "Peyvənd"))
    assert suggest.blocks(_named(session, "Zərgül"))


def test_words_of_another_language_or_of_an_account_are_no_evidence(session: Session) -> None:
    _add(session, "Dedi ki, Peyvənd yoxdur.", "az")
    _add(session, "Yaz: @peyvənd, peyvənd.info, peyvənd@example.org", "az")
    _add(session, "Dün peyvənd, sonra peyvənd.", "tr")
    assert suggest.blocks(_named(session, "Peyvənd"))


def test_contacts_are_suggested_and_surest_come_first(session: Session) -> None:
    _add(session, AZ, "az")
    _add(session, RU, "ru")
    found = suggest.suggestions(session, "C-001")
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)
    assert {(one.kind, one.band) for one in found} >= {(What.PHONE, Band.TICKED), (What.EMAIL, Band.TICKED)}


def test_what_the_register_covers_is_not_suggested(session: Session) -> None:
    _add(session, AZ, "az")
    register.add_entry(session, name="Daşqın Səfərli")
    assert not {"Daşqın Səfərli", "Dashgin Safarli"} & _surfaces(session)
    assert "Elçin Həsənov" in _surfaces(session)


def test_our_own_labels_are_not_suggested(session: Session) -> None:
    _add(session, "We met [Person 12] and Source K near [Place 3]. [Organisation 4] was there too.", "en")
    assert suggest.suggestions(session, "C-001") == ()


def test_a_title_of_ones_own_is_read_too(session: Session) -> None:
    _add(session, "Danışdı və getdi.", "az", title="Zəng: +994 55 765 43 21")
    spot = _named(session, "+994 55 765 43 21").spots[0]
    assert (spot.part, spot.start) == ("title", 6)


def test_accepting_registers_her_with_every_spelling(session: Session) -> None:
    records = (_add(session, AZ, "az"), _add(session, RU, "ru"))
    changes = suggest.accept(
        session, "C-001", [_named(session, "Daşqın Səfərli").id], role=Role.LAWYER, level=Level.ROLE
    )
    (code,) = changes.entries
    entry = register.entry(session, code)
    assert (entry.type, entry.role, entry.level) == (EntityType.PERSON, Role.LAWYER, Level.ROLE)
    assert not {"Daşqın Səfərli", "Dashgin Safarli", "Дашгин Сафарли"} & _surfaces(session)
    assert [row.code for row in register.mentioned_in(session, code)] == list(records)


def test_the_name_without_its_case_ending_is_the_main_one(session: Session) -> None:
    _add(session, "Elnur Hüseynzadəyə dedim. Sonra Elnur Hüseynzadəyə yazdım. Elnur Hüseynzadə gəldi.", "az")
    found = _named(session, "Elnur Hüseynzadə")
    assert "Elnur Hüseynzadəyə" in found.spellings
    (code,) = suggest.accept(session, "C-001", [found.id]).entries
    identity = register.entry(session, code).identity
    assert identity is not None
    assert identity.name == "Elnur Hüseynzadə"
    assert not set(found.spellings) & _surfaces(session)


def test_a_likely_name_of_a_person_must_be_settled_and_a_likely_place_need_not(session: Session) -> None:
    _add(session, "Axşam Murad gəldi. Sonra Murad getdi.", "az")
    murad = _named(session, "Murad")
    assert (murad.band, suggest.blocks(murad)) == (Band.SHOWN, True)
    assert suggest.blocks(replace(murad, band=Band.TICKED))
    assert not suggest.blocks(replace(murad, band=Band.MAYBE))
    assert not suggest.blocks(replace(murad, kind=What.PLACE))
    assert not suggest.blocks(replace(murad, kind=What.PHONE))


def test_names_may_be_corrected_while_accepting(session: Session) -> None:
    _add(session, AZ, "az")
    found = _named(session, "Daşqın Səfərli")
    (code,) = suggest.accept(session, "C-001", [found.id], names=["Daşqın Səfərlizadə", "Daşqın Səfərli"]).entries
    identity = register.entry(session, code).identity
    assert identity is not None
    assert identity.names == ("Daşqın Səfərlizadə", "Daşqın Səfərli")
    with pytest.raises(BadValue):
        suggest.accept(session, "C-001", [one.id for one in suggest.suggestions(session, "C-001")], names=["X"])


def test_a_number_joins_the_person_whose_it_is(session: Session) -> None:
    _add(session, AZ, "az")
    code = register.add_entry(session, name="Daşqın Səfərli").code
    suggest.accept(session, "C-001", [_named(session, "+994 50 123 45 67").id], join_to=code)
    identity = register.entry(session, code).identity
    assert identity is not None
    assert [(one.kind, one.value) for one in identity.contacts] == [(ContactKind.PHONE, "+994 50 123 45 67")]
    assert "+994 50 123 45 67" not in _surfaces(session)


def test_a_spelling_joins_an_entry_that_it_is_like(session: Session) -> None:
    _add(session, "Adiliyyə polisinin rəisi Gulnut Hasanova çıxış etdi. Gulnut Hasanova getdi.", "az")
    code = register.add_entry(session, name="Gülnur Həsənova").code
    likely = [one for one in suggest.suggestions(session, "C-001") if code in one.same_as]
    if likely:  # the matcher itself may know the slip already
        suggest.accept(session, "C-001", [likely[0].id], join_to=code)
    assert "Gulnut Hasanova" not in _surfaces(session)


def test_an_unknown_entry_or_suggestion_changes_nothing(session: Session) -> None:
    _add(session, AZ, "az")
    before = suggest.suggestions(session, "C-001")
    with pytest.raises(NoSuchHit):
        suggest.accept(session, "C-001", [before[0].id, "0000000000"])
    with pytest.raises(NoSuchRecord):
        suggest.accept(session, "C-001", [before[0].id], join_to="P-999")
    with pytest.raises(NoSuchHit):
        suggest.reject(session, "C-001", [before[0].id, "0000000000"])
    assert suggest.suggestions(session, "C-001") == before
    assert register.entries(session) == []


def test_a_rejection_is_remembered_with_who_and_when_and_without_the_words(session: Session) -> None:
    _add(session, AZ, "az")
    found = _named(session, "Daşqın Səfərli")
    suggest.reject(session, "C-001", [found.id], who="Aygün")
    assert not set(found.spellings) & _surfaces(session)
    (one,) = suggest.rejected(session, "C-001")
    assert (one.suggestion.surface, one.who, one.always) == (found.surface, "Aygün", False)
    assert one.decided.startswith("20")
    for (scope, hit), decision in session.vault.all_decisions(About.SUGGESTION).items():
        assert (scope, decision.verdict, decision.note) == ("C-001", "reject", "")
        assert "f" not in hit.strip("0123456789abcdef")


def test_a_rejection_counts_in_its_case_only_unless_it_is_for_always(session: Session) -> None:
    other = write.add_case(session, "Başqa").code
    for case in ("C-001", other):
        _add(session, AZ, "az", case=case)
    suggest.reject(session, "C-001", [_named(session, "Elçin Həsənov").id])
    suggest.reject(session, "C-001", [_named(session, "Daşqın Səfərli").id], always=True)
    assert "Elçin Həsənov" in _surfaces(session, other)
    assert "Daşqın Səfərli" not in _surfaces(session, other)
    assert {scope for scope, _ in session.vault.all_decisions(About.SUGGESTION)} == {"C-001", EVERYWHERE}


def test_what_was_rejected_can_be_suggested_again(session: Session) -> None:
    _add(session, AZ, "az")
    before = suggest.suggestions(session, "C-001")
    found = _named(session, "Daşqın Səfərli")
    suggest.reject(session, "C-001", [found.id], always=True)
    suggest.restore(session, "C-001", found.id)
    assert suggest.suggestions(session, "C-001") == before
    with pytest.raises(NoSuchHit):
        suggest.restore(session, "C-001", found.id)


def test_a_new_version_is_read_again_and_an_old_one_is_not(session: Session) -> None:
    code = _add(session, AZ, "az")
    first = suggest.suggestions(session, "C-001")
    assert suggest.suggestions(session, "C-001") is first
    write.save(session, code, card=Card(language="az"), body=Body.of("Vəkilim Nərgiz Qazıyeva idi."))
    assert "Nərgiz Qazıyeva" in _surfaces(session)
    assert "Elçin Həsənov" not in _surfaces(session)


def test_nothing_is_suggested_while_names_are_sealed(session: Session) -> None:
    _add(session, AZ, "az")
    suggest.suggestions(session, "C-001")
    session.close_sealed()
    with pytest.raises(SealedClosed):
        suggest.suggestions(session, "C-001")


def test_a_case_that_is_not_there_is_said(session: Session) -> None:
    with pytest.raises(NoSuchRecord):
        suggest.suggestions(session, "C-009")
