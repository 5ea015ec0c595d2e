"""The register page: finding, names behind the sealed compartment, relations, consent, what a lock keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.register import Category, EntityType, Identity, Relation, RelationKind, Role, Special
from fieldnotes.services import ledger, policy, register, session
from fieldnotes.services.session import Session
from fieldnotes.services.views import ConsentState, ReleaseView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.consent import RecallDialog, WithdrawDialog, recall_text
from fieldnotes_ui.dialogs.entry import EntryDialog, LowerDialog
from fieldnotes_ui.dialogs.relation import RelationDialog
from fieldnotes_ui.dialogs.relation_away import RelationAwayDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.pages.register import RegisterPage
from fieldnotes_ui.widgets.consent_card import STATES
from fieldnotes_ui.widgets.name_edit import NameEdit, NameLines
from tests.helpers.leads import Lead
from tests.helpers.vaults import cheap_kdf
from tests.ui.conftest import PASSPHRASE, type_text
from tests.ui.register_helpers import SOURCE, opened, settle

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
SOURCE_NAME = "Yavər Dəmirçizadə"
BROTHER = "P-001"


def asked(qtbot: QtBot, desk: Desk, work: Callable[[Session], T]) -> T:
    """What the vault itself says."""
    answers: list[T] = []
    owner = QObject()
    desk.ask(owner, lambda vault, _: work(vault), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def dialog_of(page: RegisterPage, kind: type[D]) -> D:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def everything_shown(page: RegisterPage) -> str:
    labels = [one.text() for one in page.findChildren(QLabel)]
    lines = [one.text() for one in page.findChildren(QLineEdit)]
    listed = [page.list.view.model().index(row, 0).data() for row in range(page.list.view.model().rowCount())]
    related = [line.text for line in page.view.relations.list.lines()]
    return "\n".join((*labels, *lines, *listed, *related))


# --- list and search ------------------------------------------------------------------------------------------------


def test_an_empty_register_says_what_it_is_for_and_offers_the_first_entry(
    qtbot: QtBot, clipboard: Clipboard, tmp_path: Path
) -> None:
    desk = Desk()
    desk.adopt(
        desk.on_vault_thread(lambda: session.create(tmp_path / "new.fieldnotes", PASSPHRASE, params=cheap_kdf()))
    )
    page = RegisterPage(desk, clipboard)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 0)
    page._empty.wanted.emit()
    assert dialog_of(page, EntryDialog).typed().type is EntityType.PERSON
    dialog_of(page, EntryDialog).reject()
    desk.close()


def test_names_are_found_in_any_case_while_open(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.list.search, "ДЕМИРЧИЗАДЕ явер")
    assert [page.list.view.model().index(0, 0).data(Qt.ItemDataRole.UserRole).code] == [SOURCE]
    assert page.list.view.model().rowCount() == 1


def test_while_sealed_names_find_nothing_but_codes_and_roles_do(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    type_text(page.list.search, "Yavər")
    assert page.list.view.model().rowCount() == 0
    page.list.search.clear()
    type_text(page.list.search, "lawyer")
    assert page.list.view.model().rowCount() > 0


def test_type_chips_narrow_and_searching_does_not_leave_the_entry(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.list._chips.button(3).click()
    model = page.list.view.model()
    kinds = {model.index(row, 0).data(Qt.ItemDataRole.UserRole).type for row in range(model.rowCount())}
    assert kinds == {EntityType.PLACE}
    assert page._code == SOURCE
    page.open_entry(BROTHER)
    assert page._code == BROTHER
    assert model.rowCount() == page.entries.rowCount()
    settle(qtbot, desk)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_in_the_search_field_go_to_the_first_hit(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, key: Qt.Key
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.show()
    page.list.search.setFocus()
    QTest.keyClicks(page.list.search, "p-002")
    QTest.keyClick(page.list.search, key)
    assert page.list.view.hasFocus()
    assert page._code == "P-002"
    settle(qtbot, desk)


def test_f6_goes_from_the_list_to_the_entry_to_its_consent_and_round(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.list.search.setFocus()
    stops = (page.view.head.level, page.view.consent.table, page.list.view)
    for stop in stops:
        page.next_pane()
        assert stop.hasFocus()
    page.previous_pane()
    assert page.view.consent.table.hasFocus()
    settle(qtbot, desk)


# --- names ----------------------------------------------------------------------------------------------------------


def test_no_name_is_anywhere_while_sealed(qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    assert SOURCE in everything_shown(page)
    assert "Dəmirçizadə" not in everything_shown(page)
    assert page.view.names.sealed.isVisible()


def test_revealing_asks_for_the_passphrase_and_says_when_it_is_wrong(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    page.view.names.reveal_button.click()
    dialog = dialog_of(page, RevealDialog)
    type_text(dialog.passphrase.line, "not the passphrase at all")
    dialog.open_button.click()
    assert dialog.passphrase.text() == ""
    qtbot.waitUntil(dialog.strip.isVisible)
    type_text(dialog.passphrase.line, PASSPHRASE)
    QTest.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: SOURCE_NAME in everything_shown(page))
    assert ":" in page.view.names.countdown.text()
    settle(qtbot, sealed_closed_desk)


def test_hide_now_takes_every_name_off_at_once_and_keeps_what_was_typed(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.view.names.adding, "Yavar bey")
    page.view.names.hide_button.click()
    assert "Dəmirçizadə" not in everything_shown(page)
    assert "Yavar bey" not in everything_shown(page)
    settle(qtbot, desk)
    assert "Dəmirçizadə" not in everything_shown(page)
    desk.open_sealed(page, PASSPHRASE, lambda: None, lambda error: None)
    qtbot.waitUntil(lambda: "Yavar bey" in everything_shown(page))
    settle(qtbot, desk)


def test_the_idle_closing_registers_a_half_written_entry_and_closes_its_dialog(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.new_entry()
    type_text(dialog_of(page, EntryDialog).name, "Гюльнара Вымышленная")
    desk.close_sealed()
    assert not [one for one in page.findChildren(EntryDialog) if one.isVisible()]
    settle(qtbot, desk)
    desk.open_sealed(page, PASSPHRASE, lambda: None, lambda error: None)
    qtbot.waitUntil(lambda: "Гюльнара Вымышленная" in everything_shown(page))
    settle(qtbot, desk)


def test_aliases_are_added_corrected_removed_and_brought_back(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    names = page.view.names
    before = asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity)
    assert before is not None
    type_text(names.adding, "  ياور   دميرجي ")
    QTest.keyClick(names.adding, Qt.Key.Key_Return)
    settle(qtbot, desk)
    after = asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity)
    assert after is not None
    assert after.aliases == (*before.aliases, "ياور دميرجي")

    line = names.lines[1]
    line.setFocus()
    line.selectAll()
    type_text(line, "Yavər müəllim")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, desk)
    corrected = asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity)
    assert corrected is not None
    assert corrected.aliases[0] == "Yavər müəllim"
    assert corrected.name == before.name

    names._remove(1)
    settle(qtbot, desk)
    removed = asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity)
    assert removed is not None
    assert "Yavər müəllim" not in removed.names
    names.undo_button.click()
    settle(qtbot, desk)
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity) == corrected


def test_a_name_cannot_be_emptied(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    line = page.view.names.lines[0]
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert page.view.names.lines[0].text() == SOURCE_NAME


def test_copying_a_name_goes_through_the_clipboard_that_clears_itself(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    line = page.view.names.lines[0]
    line.selectAll()
    with qtbot.waitSignal(clipboard.remaining):
        QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == SOURCE_NAME
    clipboard.clear()


@pytest.mark.parametrize("kind", [NameEdit, NameLines])
def test_names_are_never_dragged_out(qtbot: QtBot, kind: type[NameEdit] | type[NameLines]) -> None:
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, NameLines):
        field.setPlainText("Aytən")
        field.selectAll()
        assert not field.createMimeDataFromSelection().formats()
    else:
        assert not field.dragEnabled()


# --- what else is known, and what lists show ------------------------------------------------------------------------


def _identity(qtbot: QtBot, desk: Desk) -> Identity:
    found = asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).identity)
    assert found is not None
    return found


def test_the_list_shows_codes_until_names_are_asked_for_and_that_is_noted(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    listed = page.list.view.model()

    def shown() -> str:
        return "\n".join(str(listed.index(row, 0).data()) for row in range(listed.rowCount()))

    related = "\n".join(line.text for line in page.view.relations.list.lines())
    assert SOURCE_NAME not in shown()
    assert "—" not in related
    page.list.names.click()
    settle(qtbot, desk)
    assert SOURCE_NAME in shown()
    assert "—" in "\n".join(line.text for line in page.view.relations.list.lines())
    events = [line.event for line in asked(qtbot, desk, lambda vault: ledger.show(vault))]
    assert events.count("reveal-all") == 1
    desk.close_sealed()
    settle(qtbot, desk)
    assert SOURCE_NAME not in shown()
    assert not page.list.names.isVisible()


def test_what_is_known_of_somebody_is_written_line_by_line(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    card = page.view.particulars
    for section, words in (
        (card.contacts, "+995 599 12 83 46"),
        (card.contacts, "yaver@nowhere.example"),
        (card.contacts, "@yaver_77"),
        (card.places, "Rustaveli prospekti 88, Tbilisi"),
        (card.documents, "AZE 77120934"),
    ):
        type_text(section.adding, words)
        QTest.keyClick(section.adding, Qt.Key.Key_Return)
    settle(qtbot, desk)
    for one, words in ((card.about.rows()[0], "1984, Masallı"), (card.risk.rows()[0], "diabet")):
        type_text(one.words, words)
        one.settle()
    note = card.contacts.rows()[0].note
    type_text(note, "axşam")
    QTest.keyClick(note, Qt.Key.Key_Return)
    settle(qtbot, desk)
    known = _identity(qtbot, desk)
    assert [(one.kind.value, one.note) for one in known.contacts] == [("phone", "axşam"), ("email", ""), ("handle", "")]
    assert [one.place for one in known.addresses] == ["Rustaveli prospekti 88, Tbilisi"]
    assert [one.number for one in known.documents] == ["AZE 77120934"]
    assert (known.birth, known.special) == ("1984, Masallı", (Special(Category.HEALTH, "diabet"),))
    assert known.name == SOURCE_NAME


def test_a_removed_contact_comes_back(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    card = page.view.particulars
    type_text(card.contacts.adding, "+995 599 12 83 46")
    QTest.keyClick(card.contacts.adding, Qt.Key.Key_Return)
    card.contacts.rows()[0].remove.click()
    settle(qtbot, desk)
    assert _identity(qtbot, desk).contacts == ()
    card.undo_button.click()
    settle(qtbot, desk)
    assert len(_identity(qtbot, desk).contacts) == 1


def test_names_and_particulars_that_change_at_once_do_not_undo_each_other(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.view.names.adding, "Yavər dayı")
    type_text(page.view.particulars.places.adding, "Nizami küçəsi 12, Gəncə")
    page.view.flush()
    settle(qtbot, desk)
    known = _identity(qtbot, desk)
    assert "Yavər dayı" in known.aliases
    assert [one.place for one in known.addresses] == ["Nizami küçəsi 12, Gəncə"]


def test_when_the_compartment_closes_nothing_known_stays_on_the_screen_and_what_was_typed_is_kept(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.view.particulars.contacts.adding, "+995 599 12 83 46")
    page.view.consent.words.conditions.setPlainText("Anasının adı çəkilməsin.")
    page.view.consent.table.choose(Use.TRAINING, Answer.YES)
    desk.close_sealed()
    assert not page.view.particulars.isVisible()
    assert page.view.consent.words.typed() is None
    settle(qtbot, desk)
    texts = [one.text() for one in page.findChildren(QLineEdit)]
    texts += [one.toPlainText() for one in page.findChildren(NameLines)]
    assert not {"+995 599 12 83 46", "Anasının adı çəkilməsin."} & set(texts)
    assert page.view.consent.table.answers()[Use.TRAINING] is Answer.YES
    assert page.view.consent.dirty

    def read(vault: Session) -> tuple[Identity | None, Consent | None]:
        vault.open_sealed(PASSPHRASE)
        return register.entry(vault, SOURCE).identity, register.consent(vault, SOURCE)

    identity, consent = asked(qtbot, desk, read)
    assert identity is not None
    assert [one.value for one in identity.contacts] == ["+995 599 12 83 46"]
    assert consent is not None
    assert consent.form is not None
    assert consent.form.conditions == "Anasının adı çəkilməsin."
    assert Use.TRAINING not in consent.answers
    page.view.consent.show_consent(consent, ConsentState.OK)


def test_answers_are_saved_while_the_words_are_sealed(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    assert page.view.consent.words.sealed.isVisible()
    page.view.consent.table.choose(Use.TRAINING, Answer.ASK)
    page.view.consent.save_button.click()
    settle(qtbot, sealed_closed_desk)
    kept = asked(qtbot, sealed_closed_desk, lambda vault: register.consent(vault, SOURCE))
    assert kept is not None
    assert kept.answers[Use.TRAINING] is Answer.ASK


# --- new entries, level, role ---------------------------------------------------------------------------------------


def test_a_name_and_enter_register_a_person_at_internal(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    page.new_entry()
    dialog = dialog_of(page, EntryDialog)
    assert not dialog.add_button.isEnabled()
    type_text(dialog.name, "Хадиджа Придуманная")
    type_text(dialog.aliases, "Xədicə")
    dialog.role.setCurrentIndex(dialog.role.findData(Role.SOURCE))
    with qtbot.waitSignal(desk.changed):
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    settle(qtbot, desk)
    made = asked(qtbot, desk, lambda vault: register.entries(vault)[-1])
    assert (made.level, made.role, made.type) == (Level.INTERNAL, Role.SOURCE, EntityType.PERSON)
    assert made.identity is not None
    assert made.identity.names == ("Хадиджа Придуманная", "Xədicə")
    assert page._code == made.code


def test_while_sealed_a_new_entry_asks_for_the_passphrase_first(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    page.new_entry(EntityType.PLACE)
    reveal = dialog_of(page, RevealDialog)
    type_text(reveal.passphrase.line, PASSPHRASE)
    QTest.keyClick(reveal.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(EntryDialog)))
    dialog = dialog_of(page, EntryDialog)
    assert dialog.typed().type is EntityType.PLACE
    assert not dialog._role_field.isVisible()
    dialog.reject()
    settle(qtbot, sealed_closed_desk)


def test_raising_a_level_is_done_at_once(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    with qtbot.waitSignal(desk.changed):
        page.view.head.menu.actions()[int(Level.SEALED)].trigger()
    settle(qtbot, desk)
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).level) is Level.SEALED
    assert page.view.head.level.level is Level.SEALED


def test_lowering_a_level_needs_a_reason(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.head.menu.actions()[int(Level.PUBLIC)].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(LowerDialog)))
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).level) is Level.ANONYMOUS
    dialog = dialog_of(page, LowerDialog)
    assert not dialog.lower_button.isEnabled()
    QTest.keyClicks(dialog.reason, "agreed in writing")
    with qtbot.waitSignal(desk.changed):
        dialog.lower_button.click()
    settle(qtbot, desk)
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).level) is Level.PUBLIC


def test_lowering_a_level_needs_two_people_where_the_policy_wants_them(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, tmp_path: Path
) -> None:
    lead = Lead()
    file, words = lead.writes(tmp_path, "[levels]\nlower_requires = 'reason+second'\n"), " ".join(lead.signs().words)
    asked(qtbot, desk, lambda session: policy.install(session, PASSPHRASE, file, words=words))
    page = opened(qtbot, desk, clipboard)
    desk.look_at_policy()
    qtbot.waitUntil(lambda: desk.limits.two_to_lower)
    page.view.head.menu.actions()[int(Level.PUBLIC)].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(LowerDialog)))
    dialog = dialog_of(page, LowerDialog)
    QTest.keyClicks(dialog.reason, "agreed in writing")
    assert not dialog.lower_button.isEnabled()
    QTest.keyClicks(dialog.second, "Sevda")
    with qtbot.waitSignal(desk.changed):
        dialog.lower_button.click()
    settle(qtbot, desk)
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).level) is Level.PUBLIC


def test_the_role_is_changed_in_the_head(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    with qtbot.waitSignal(desk.changed):
        page.view.head.role_wanted.emit(Role.VICTIM)
    assert asked(qtbot, desk, lambda vault: register.entry(vault, SOURCE).role) is Role.VICTIM
    settle(qtbot, desk)


# --- relations and mentions -----------------------------------------------------------------------------------------


def test_relations_are_sentences_and_kin_is_marked(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    lines = {line.code: line for line in page.view.relations.list.lines()}
    assert lines[BROTHER].text.startswith("P-001 is sibling of S-001")
    assert lines[BROTHER].tag == "protection passes along"
    assert lines["P-005"].tag == ""
    page.view.relations.list.opened.emit(BROTHER)
    assert page._code == BROTHER
    settle(qtbot, desk)


def test_a_relation_is_added_in_either_direction(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.add_relation.click()
    dialog = dialog_of(page, RelationDialog)
    assert not dialog.add_button.isEnabled()
    dialog.other.setCurrentIndex(dialog.other.findData("P-004"))
    dialog.kind.setCurrentIndex(dialog.kind.findData(RelationKind.CHILD))
    dialog.swap.click()
    assert dialog.said.text() == "P-004 is child of S-001"
    with qtbot.waitSignal(desk.changed):
        dialog.add_button.click()
    settle(qtbot, desk)
    kept = asked(qtbot, desk, register.relations)
    assert Relation("P-004", SOURCE, RelationKind.CHILD) in kept
    assert "P-004" in {line.code for line in page.view.relations.list.lines()}


def test_a_relation_noted_by_mistake_is_taken_away_and_brought_back(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    before = asked(qtbot, desk, register.relations)
    gone = next(one for one in before if {one.a, one.b} == {BROTHER, SOURCE})
    page.view.relations.away_button.click()
    dialog = dialog_of(page, RelationAwayDialog)
    dialog.which.setCurrentIndex(dialog.which.findText(f"{gone.a} is {gone.kind.value} of {gone.b}"))
    assert dialog.stays.isVisible()
    with qtbot.waitSignal(desk.changed):
        dialog.submit()
    settle(qtbot, desk)

    assert set(asked(qtbot, desk, register.relations)) == set(before) - {gone}
    assert BROTHER not in {line.code for line in page.view.relations.list.lines()}
    assert page.view.relations.gone.isVisible()
    with qtbot.waitSignal(desk.changed):
        page.view.relations.undo_button.click()
    settle(qtbot, desk)
    assert set(asked(qtbot, desk, register.relations)) == set(before)
    assert not page.view.relations.gone.isVisible()


def test_what_was_taken_away_is_offered_back_beside_its_entry_alone(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.relations.away_button.click()
    dialog = dialog_of(page, RelationAwayDialog)
    with qtbot.waitSignal(desk.changed):
        dialog.submit()
    settle(qtbot, desk)
    assert page.view.relations.gone.isVisible()
    page.open_entry("P-004")
    settle(qtbot, desk)
    assert not page.view.relations.gone.isVisible()


def test_whom_to_relate_is_chosen_by_code_until_names_are_asked_for_which_is_noted(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.add_relation.click()
    dialog = dialog_of(page, RelationDialog)

    def listed() -> list[str]:
        return [dialog.other.itemText(place) for place in range(dialog.other.count())]

    names = [entry.identity.name for entry in asked(qtbot, desk, register.entries) if entry.identity is not None]
    assert not any(name in text for name in names for text in listed())
    dialog.other.setCurrentIndex(dialog.other.findData(BROTHER))
    dialog.names.click()
    settle(qtbot, desk)
    assert sum(any(name in text for name in names) for text in listed()) == len(listed())
    assert dialog.other.currentData() == BROTHER
    assert [line.event for line in asked(qtbot, desk, lambda vault: ledger.show(vault))].count("reveal-all") == 1
    dialog.reject()


def test_while_sealed_whom_to_relate_offers_no_names(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    page.view.add_relation.click()
    dialog = dialog_of(page, RelationDialog)
    assert not dialog.names.isVisible()
    dialog.reject()


def test_mentions_lead_to_records_and_hide_titles_that_lists_hide(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    lines = page.view.mentions.list.lines()
    assert "T-001" in {line.code for line in lines}
    hidden = next(line for line in lines if line.quiet)
    assert hidden.text.startswith(hidden.code)
    assert hidden.level >= Level.INTERNAL
    with qtbot.waitSignal(page.record_wanted) as wanted:
        page.view.mentions.list.activated.emit(page.view.mentions.list.model().index(0, 0))
    assert wanted.args == [lines[0].code]


# --- consent --------------------------------------------------------------------------------------------------------


def test_answers_are_chosen_by_keyboard_and_saved(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    card = page.view.consent
    assert not card.save_button.isEnabled()
    card.table.setCurrentIndex(card.table.model().index(8, 0))
    QTest.keyClick(card.table, Qt.Key.Key_Right)
    QTest.keyClick(card.table, Qt.Key.Key_Right)
    QTest.keyClick(card.table, Qt.Key.Key_Space)
    assert card.discard_button.isVisible()
    card.expires.setText("2030-02-30")
    card.expires.textEdited.emit("2030-02-30")
    assert not card.save_button.isEnabled()
    card.expires.setText("2030-02-28")
    card.expires.textEdited.emit("2030-02-28")
    with qtbot.waitSignal(desk.changed):
        card.save_button.click()
    settle(qtbot, desk)
    kept = asked(qtbot, desk, lambda vault: register.consent(vault, SOURCE))
    assert kept is not None
    assert kept.answers[Use.TRAINING] is Answer.ASK
    assert kept.expires_on == "2030-02-28"
    assert not card.dirty
    assert "28 February 2030" in card.strip.text


def test_an_embargo_is_set_beside_the_other_days_and_stops_what_leaves(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    card = page.view.consent
    card.embargo.setText("2999-01-01")
    card.embargo.textEdited.emit("2999-01-01")
    with qtbot.waitSignal(desk.changed):
        card.save_button.click()
    settle(qtbot, desk)

    kept = asked(qtbot, desk, lambda vault: register.consent(vault, SOURCE))
    assert kept is not None
    assert kept.under_embargo("2030-01-01")
    assert "Nothing may leave before 1 January 2999" in card.strip.text
    assert not card.dirty


def test_a_recorded_answer_cannot_be_made_unasked(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.consent.table.choose(Use.PRESS, None)
    assert page.view.consent.table.answers()[Use.PRESS] is Answer.ANONYMOUS
    assert not page.view.consent.dirty


def test_unsaved_answers_wait_while_another_entry_is_shown(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.consent.table.choose(Use.TRAINING, Answer.YES)
    with qtbot.waitSignal(page.status) as told:
        page.open_entry(BROTHER)
    assert told.args is not None
    assert told.args[0] == "warn"
    settle(qtbot, desk)
    assert Use.TRAINING not in page.view.consent.table.answers()
    page.open_entry(SOURCE)
    settle(qtbot, desk)
    assert page.view.consent.table.answers()[Use.TRAINING] is Answer.YES
    assert page.view.consent.dirty


def test_withdrawing_needs_the_code_typed_and_lists_what_was_sent(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    page.view.consent.withdraw_button.click()
    dialog = dialog_of(page, WithdrawDialog)
    QTest.keyClicks(dialog.code, "S-00")
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.code, "1")
    dialog.withdraw_button.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(RecallDialog)))
    dialog_of(page, RecallDialog).accept()
    settle(qtbot, desk)
    kept = asked(qtbot, desk, lambda vault: register.consent(vault, SOURCE))
    assert kept is not None
    assert kept.withdrawn
    assert page.view.consent.strip.tone == "danger"
    page.view.consent.table.choose(Use.COURT, Answer.NAME)
    assert not page.view.consent.dirty
    page.view.consent.anew_button.click()
    assert page.view.consent.save_button.isEnabled()


def test_a_recall_letter_tells_of_one_bundle_and_names_nobody(qtbot: QtBot, clipboard: Clipboard) -> None:
    first = ReleaseView("b-77", "2026-05-01T10:00:00Z", "editor", ("T-001",), ("Aytac at the desk",), "ab" * 32)
    second = ReleaseView("b-78", "2026-06-01T10:00:00Z", "legal", ("T-002",), ("A lawyer",), "cd" * 32)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = RecallDialog(SOURCE, [first, second], parent)
    dialog.copy_wanted.connect(clipboard.copy)
    assert "Aytac at the desk" in dialog.list.item(0).text()
    dialog.list.setCurrentRow(1)
    dialog.copy_button.click()
    letter = QGuiApplication.clipboard().text()
    assert letter == recall_text(second)
    assert "b-78" in letter
    assert "cd" * 32 in letter
    for word in ("b-77", "T-002", SOURCE, "A lawyer"):
        assert word not in letter


@pytest.mark.parametrize("state", sorted(set(ConsentState) - {ConsentState.NOT_NEEDED, ConsentState.CLOSED}))
def test_every_state_of_consent_has_words(state: ConsentState) -> None:
    assert STATES[state][2]


# --- a lock ---------------------------------------------------------------------------------------------------------


def test_a_lock_keeps_typed_names_and_conditions_but_no_unsaved_answer(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, vault_path: Path
) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.view.names.adding, "Yavər kişi")
    page.view.consent.table.choose(Use.ARCHIVE, Answer.NAME)
    page.view.consent.words.conditions.setPlainText("Anasının adı çəkilməsin.")
    page.new_entry()
    type_text(dialog_of(page, EntryDialog).name, "Səbinə Uydurma")
    desk.lock()
    page.close()
    opened_again = session.unlock(vault_path, PASSPHRASE)
    opened_again.open_sealed(PASSPHRASE)
    source = register.entry(opened_again, SOURCE)
    consent = register.consent(opened_again, SOURCE)
    names = {name for entry in register.entries(opened_again) if entry.identity for name in entry.identity.names}
    opened_again.lock()
    assert source.identity is not None
    assert "Yavər kişi" in source.identity.aliases
    assert "Səbinə Uydurma" in names
    assert consent is not None
    assert consent.form is not None
    assert consent.form.conditions == "Anasının adı çəkilməsin."
    assert consent.answers[Use.ARCHIVE] is Answer.NO


def test_an_alias_entered_just_before_a_lock_is_kept(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, vault_path: Path
) -> None:
    page = opened(qtbot, desk, clipboard)
    type_text(page.view.names.adding, "Yavər dayı")
    QTest.keyClick(page.view.names.adding, Qt.Key.Key_Return)
    desk.lock()
    page.close()
    again = session.unlock(vault_path, PASSPHRASE)
    again.open_sealed(PASSPHRASE)
    identity = register.entry(again, SOURCE).identity
    again.lock()
    assert identity is not None
    assert "Yavər dayı" in identity.aliases


def test_whose_name_was_shown_stands_in_the_ledger_once_for_each_opening(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    def revealed() -> list[object]:
        lines = asked(qtbot, desk, lambda vault: ledger.show(vault))
        return [line.facts for line in lines if line.event == "reveal"]

    page = opened(qtbot, desk, clipboard)
    for code in (BROTHER, SOURCE, BROTHER):
        page.open_entry(code)
        settle(qtbot, desk)
        QTest.mousePress(page.view.names.hold, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(page.view.names.hold, Qt.MouseButton.LeftButton)
        settle(qtbot, desk)
    noted = [str(facts) for facts in revealed()]
    assert sum(SOURCE in facts for facts in noted) == 1
    assert sum(BROTHER in facts for facts in noted) == 1
    assert SOURCE_NAME not in " ".join(noted)
    desk.close_sealed()
    settle(qtbot, desk)
    page.open_entry(BROTHER)
    settle(qtbot, desk)
    assert len(revealed()) == len(noted)
