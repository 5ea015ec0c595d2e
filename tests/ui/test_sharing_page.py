"""The page of sharing: contacts and their words, proposals and who says yes, what left and calling it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared, Standing
from fieldnotes.model.proposal import Door, Stage
from fieldnotes.services import approvals, consent_labels, contacts, keys, own_card, people, register, releases, write
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.approve import ApproveDialog
from fieldnotes_ui.dialogs.consent import RecallDialog
from fieldnotes_ui.dialogs.contact_changed import ChangedKeysDialog
from fieldnotes_ui.dialogs.contact_code import CardCodeDialog
from fieldnotes_ui.dialogs.contact_compare import CompareDialog
from fieldnotes_ui.dialogs.release_propose import ProposeDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.pages.register import RegisterPage
from fieldnotes_ui.pages.sharing import SharingPage
from fieldnotes_ui.widgets.fact_row import FactRow
from tests.helpers.vaults import cheap_kdf
from tests.ui.conftest import CASE, PASSPHRASE, type_text
from tests.ui.share_helpers import dialog_of, send, settle, words_on

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
WAIT_MS = 30_000
NAME = "Günel & redaktor"


class Sharing:
    """The page as its user sees it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.told: list[str] = []
        self.errors: list[object] = []
        desk.notice.connect(self.told.append)
        desk.failed.connect(self.errors.append)
        self.page = SharingPage(desk, clipboard)
        qtbot.addWidget(self.page)
        self.page.resize(1290, 710)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.settle()

    def settle(self) -> None:
        settle(self.qtbot, self.desk)

    def ask(self, work: Callable[[Session], T]) -> T:
        session = self.desk._session
        assert session is not None
        return self.desk.on_vault_thread(lambda: work(session))

    def turn(self, leaf: str) -> None:
        self.page.show_leaf(leaf)
        self.settle()

    def dialog(self, kind: type[D]) -> D:
        return dialog_of(self.qtbot, self.page, kind)

    def rows(self) -> list[FactRow]:
        is_first = self.page.leaves.chosen() == "contacts"
        card = self.page.contacts.list if is_first else self.page.approvals.list
        return [one for one in card.rows() if isinstance(one, FactRow)]

    def propose(self, audience: Audience = Audience.PUBLIC, door: Door = Door.SEALED) -> ProposalView:
        """Somebody settled what was open, with reasons, and proposed the case."""
        how = How(second="Kamran", accept_suggestions="invented people")
        made = self.ask(lambda one: approvals.propose(one, CASE, audience, accept_quasi="ok", how=how, door=door))
        self.turn("approvals")
        return made


@pytest.fixture
def sharing(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Sharing:
    return Sharing(qtbot, desk, clipboard)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return made_card(tmp_path, "editor", NAME)


def made_card(folder: Path, file: str, name: str) -> Path:
    path = folder / f"{file}.card.json"
    path.write_text(people.new_identity(folder / f"{file}.identity", name).text, encoding="utf-8")
    return path


def press(within: QWidget, words: str) -> None:
    """The button with this name."""
    next(one for one in within.findChildren(QPushButton) if one.accessibleName() == words).click()


# --- contacts -----------------------------------------------------------------------------------------------------


def test_a_card_from_its_file_is_a_contact_that_nobody_trusts_yet(sharing: Sharing, card: Path) -> None:
    sharing.page.contacts.add(card)
    sharing.settle()

    (row,) = sharing.rows()
    assert NAME in words_on(row)
    assert "Not compared" in words_on(row)
    assert "Anybody could have made this card" in words_on(row)
    assert "Compare the eight words" in sharing.told[-1]


def test_a_card_is_read_from_a_picture_of_its_code(sharing: Sharing, card: Path, tmp_path: Path) -> None:
    own_card.save_picture(people.read_card(card), tmp_path / "card.png")
    sharing.page.contacts.add(tmp_path / "card.png")
    sharing.settle()

    assert [one.contact.name for one in sharing.ask(contacts.all_of)] == [NAME]


def test_what_is_no_card_is_refused_and_nobody_is_added(sharing: Sharing, tmp_path: Path) -> None:
    bad = tmp_path / "bad.card.json"
    bad.write_text("{}", encoding="utf-8")
    sharing.page.contacts.add(bad)
    sharing.settle()

    assert sharing.errors
    assert sharing.ask(contacts.all_of) == ()


def test_words_that_were_typed_are_compared_by_the_program(sharing: Sharing, card: Path) -> None:
    sharing.page.contacts.add(card)
    sharing.settle()
    press(sharing.rows()[0], "Compare the words…")
    dialog = sharing.dialog(CompareDialog)
    assert not dialog.main.isEnabled()
    type_text(dialog.typed, "river stone lamp river stone lamp river stone")
    dialog.main.click()
    sharing.qtbot.waitUntil(dialog.problem.isVisible, timeout=WAIT_MS)
    assert sharing.ask(contacts.all_of)[0].standing is Standing.UNVERIFIED
    dialog.typed.clear()
    type_text(dialog.typed, " ".join(people.read_card(card).words).upper())
    dialog.main.click()
    sharing.settle()

    (row,) = sharing.rows()
    assert "Words compared" in words_on(row)
    assert "Compared by voice on" in words_on(row)


def test_words_compared_with_ones_own_ears_are_ticked_and_how_is_kept(sharing: Sharing, card: Path) -> None:
    sharing.page.contacts.add(card)
    sharing.settle()
    press(sharing.rows()[0], "Compare the words…")
    dialog = sharing.dialog(CompareDialog)
    assert dialog.same.text() == f"{NAME} read out these eight words, in this order".replace("&", "&&")
    assert all(word in words_on(dialog) for word in people.read_card(card).words)
    dialog.how.choose(Compared.IN_PERSON.value)
    dialog.same.setChecked(True)
    dialog.main.click()
    sharing.settle()

    (view,) = sharing.ask(contacts.all_of)
    assert (view.standing, view.contact.how) == (Standing.VERIFIED, Compared.IN_PERSON.value)


def test_other_keys_for_somebody_who_is_known_are_a_loud_question(sharing: Sharing, card: Path, tmp_path: Path) -> None:
    known = sharing.ask(lambda session: contacts.confirm(session, contacts.add(session, card), how=Compared.VOICE))
    other = made_card(tmp_path, "other", NAME)
    sharing.page.contacts.add(other)
    dialog = sharing.dialog(ChangedKeysDialog)
    assert "other keys" in words_on(dialog)
    dialog.out.click()
    sharing.settle()
    assert sharing.ask(contacts.all_of)[0].contact.age == known.age
    sharing.page.contacts.add(other)
    sharing.dialog(ChangedKeysDialog).main.click()
    sharing.settle()

    (row,) = sharing.rows()
    assert "KEYS CHANGED" in words_on(row)
    assert sharing.ask(contacts.all_of)[0].standing is Standing.CHANGED


def test_a_contact_gets_another_name_and_an_end_and_can_be_forgotten(sharing: Sharing, card: Path) -> None:
    sharing.page.contacts.add(card)
    sharing.settle()
    contact = sharing.ask(contacts.all_of)[0].contact
    dialog = sharing.page.contacts.edit(contact)
    dialog.name.setText("Nərgiz, qəzet")
    dialog.expires.setText("2999-13-01")
    dialog.main.click()
    assert dialog.problem.isVisible()
    dialog.expires.setText("2999-03-01")
    dialog.main.click()
    sharing.settle()
    assert "The card ends on 1 March 2999." in words_on(sharing.rows()[0])
    assert "Nərgiz, qəzet" in words_on(sharing.rows()[0])
    again = sharing.page.contacts.edit(sharing.ask(contacts.all_of)[0].contact)
    again.expires.clear()
    again.main.click()
    sharing.settle()
    assert "ends on" not in words_on(sharing.rows()[0])
    assert sharing.ask(contacts.all_of)[0].contact.expires == ""
    sharing.page.contacts.remove(contact)
    sharing.settle()

    assert sharing.rows() == []
    assert "Nobody yet" in words_on(sharing.page)


def test_the_own_card_shows_its_words_and_is_given_away_as_file_and_picture(sharing: Sharing, tmp_path: Path) -> None:
    card = sharing.ask(people.author_card)
    assert all(word in words_on(sharing.page.contacts.own) for word in card.words)
    sharing.page.contacts.save_card(tmp_path / "mine.card.json")
    sharing.page.contacts.save_picture(tmp_path / "mine.png")
    sharing.page.contacts.show_code()
    dialog = sharing.dialog(CardCodeDialog)
    sharing.settle()

    assert not dialog.picture.pixmap().isNull()
    assert people.read_card(tmp_path / "mine.card.json").words == card.words
    assert people.read_card(tmp_path / "mine.png").words == card.words
    dialog.main.click()


# --- approvals ----------------------------------------------------------------------------------------------------


def test_a_release_is_proposed_and_a_draft_leads_to_the_workbench(qtbot: QtBot, sharing: Sharing) -> None:
    sharing.turn("approvals")
    sharing.page.approvals.propose_button.click()
    dialog = sharing.dialog(ProposeDialog)
    dialog.main.click()
    sharing.settle()
    (row,) = sharing.rows()
    assert "Draft" in words_on(row)
    assert "still to be decided" in words_on(row)

    with qtbot.waitSignal(sharing.page.case_wanted) as asked:
        press(row, "Open the case in the workbench")
    assert asked.args == [CASE]


def test_what_is_approved_is_shown_word_by_word_and_the_passphrase_is_asked_for(sharing: Sharing) -> None:
    made = sharing.propose()
    session = sharing.desk._session
    assert session is not None
    session.use_proof()
    press(sharing.rows()[0], "Read and approve…")
    dialog = sharing.dialog(ApproveDialog)
    assert "0 of 2 people have said yes" in words_on(dialog)
    assert all(word in words_on(dialog) for word in made.words)
    for row in range(len(made.records)):
        dialog.list.choose_row(row)
        assert dialog.text.toPlainText().strip()
        assert "Aynur" not in dialog.text.toPlainText()
    dialog.main.click()
    again = dialog_of(sharing.qtbot, dialog, RevealDialog)
    type_text(again.passphrase.line, PASSPHRASE)
    again.open_button.click()
    sharing.qtbot.waitUntil(
        lambda: sharing.ask(lambda one: approvals.get(one, made.code)).counted == 1, timeout=WAIT_MS
    )
    sharing.settle()

    assert "1 of 2 people have said yes" in words_on(sharing.rows()[0])
    assert "by passphrase" in words_on(sharing.rows()[0])


def test_a_second_person_says_yes_with_her_own_locked_keys(sharing: Sharing, tmp_path: Path) -> None:
    made = sharing.propose()
    file, phrase = tmp_path / "lawyer.fnkeys", "on beş quru söz və bir alma"
    with keys.create(file, phrase, name="Kamran", params=cheap_kdf()) as store:
        text = store.card().text
    sharing.ask(lambda one: contacts.confirm(one, contacts.add(one, text), how=Compared.IN_PERSON))
    sharing.page.approvals.read(made.code)
    dialog = sharing.dialog(ApproveDialog)
    dialog.person.setChecked(True)
    assert not dialog.main.isEnabled()
    dialog.file.show_path(file)
    assert "passphrase of the keys" in words_on(dialog)
    type_text(dialog.passphrase.line, phrase)
    dialog.main.click()
    sharing.qtbot.waitUntil(
        lambda: sharing.ask(lambda one: approvals.get(one, made.code)).counted == 1, timeout=WAIT_MS
    )
    sharing.settle()

    assert "Kamran said yes" in words_on(sharing.rows()[0])
    assert "compared only shortly before" in words_on(sharing.rows()[0])


def test_a_stranger_cannot_say_yes(sharing: Sharing, tmp_path: Path) -> None:
    made = sharing.propose()
    made_card(tmp_path, "stranger", "Somebody")
    sharing.page.approvals.read(made.code)
    dialog = sharing.dialog(ApproveDialog)
    dialog.person.setChecked(True)
    dialog.file.show_path(tmp_path / "stranger.identity")
    dialog.main.click()
    sharing.qtbot.waitUntil(dialog.problem.isVisible, timeout=WAIT_MS)

    assert "were not compared" in dialog.problem.text()
    assert sharing.ask(lambda one: approvals.get(one, made.code)).counted == 0


def test_a_text_that_changed_since_says_that_it_must_be_proposed_again(sharing: Sharing) -> None:
    made = sharing.propose()
    code = "T-001"
    assert code in made.records

    def change(session: Session) -> None:
        record = session.vault.record(code)
        card = record.row.card
        assert card is not None
        write.save(session, code, card=card, body=record.body.of(record.body.text + "\nBir cümlə də."))

    sharing.ask(change)
    sharing.turn("contacts")
    sharing.turn("approvals")

    (row,) = sharing.rows()
    assert sharing.ask(lambda one: approvals.get(one, made.code)).stage is Stage.DRAFT
    assert "again" in words_on(row)
    assert [one.accessibleName() for one in row.findChildren(QPushButton)] == ["Propose it again…"]


# --- what left ----------------------------------------------------------------------------------------------------


def test_nothing_left_says_so(sharing: Sharing) -> None:
    sharing.turn("left")

    assert "Nothing has left this vault" in words_on(sharing.page.left)


def test_what_left_tells_readers_records_levels_and_consent(sharing: Sharing, tmp_path: Path) -> None:
    sent = send(sharing.desk, tmp_path)
    sharing.turn("left")

    (line,) = sharing.page.left.lines
    words = words_on(sharing.page.left.view)
    assert line.code in words
    assert sent.card.name in words
    assert "T-001, version" in words
    assert "It left as R-00" in words
    kept = next(one.consent for one in line.records if one.consent)
    assert f"Covered by consent: {kept}" not in words
    assert f"Covered by consent: {consent_labels.worded(kept)}." in words
    assert "Nobody called it back." in words
    assert line.sha256 in words.replace(" ", "")


def test_withdrawn_consent_leads_to_what_carries_her_and_to_notices(sharing: Sharing, tmp_path: Path) -> None:
    send(sharing.desk, tmp_path)
    sharing.page.show_person("S-001")
    sharing.settle()
    assert "1 release carries S-001" in sharing.page.left.told.text
    press(sharing.page.left.told, "Call all of these back…")
    dialog = next(iter(sharing.page.findChildren(QDialog)))
    assert "Somebody withdrew consent" in [one.text() for one in dialog._whys.values() if one.isChecked()]  # type: ignore[attr-defined]
    folder = tmp_path / "notices"
    dialog.folder.show_path(folder)  # type: ignore[attr-defined]
    dialog.main.click()  # type: ignore[attr-defined]
    sharing.settle()

    (notice,) = folder.iterdir()
    assert "Please destroy this bundle" in notice.read_text(encoding="utf-8")
    assert "went to" in words_on(dialog)
    assert sharing.ask(releases.all_of)[0].recalled
    assert "Called back on" in words_on(sharing.page.left.view)
    dialog.accept()


def test_who_withdraws_in_the_register_is_followed_to_what_left(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, tmp_path: Path
) -> None:
    send(desk, tmp_path)
    page = RegisterPage(desk, clipboard)
    qtbot.addWidget(page)
    settle(qtbot, desk)
    session = desk._session
    assert session is not None
    page._agreeing._withdrawn("S-001", desk.on_vault_thread(lambda: register.withdraw_consent(session, "S-001")))
    dialog = dialog_of(qtbot, page, RecallDialog)
    with qtbot.waitSignal(page.left_wanted) as wanted:
        dialog.back_button.click()
    settle(qtbot, desk)

    assert wanted.args == ["S-001"]


def test_words_that_name_somebody_are_not_put_into_a_notice(sharing: Sharing, tmp_path: Path) -> None:
    send(sharing.desk, tmp_path)
    sharing.turn("left")
    name = sharing.ask(lambda one: one.vault.entry("S-001").told_apart)
    assert name is not None
    dialog = sharing.page.left.recall(sharing.page.left.lines)
    dialog.words.setPlainText(f"{name.name} withdrew.")
    dialog.folder.show_path(tmp_path / "notices")
    dialog.main.click()
    sharing.qtbot.waitUntil(dialog.problem.isVisible, timeout=WAIT_MS)

    assert name.name not in dialog.problem.text()
    assert not (tmp_path / "notices").exists()
    dialog.reject()


def test_a_found_copy_leads_to_its_release(sharing: Sharing, tmp_path: Path) -> None:
    sent = send(sharing.desk, tmp_path)
    sharing.turn("left")
    sharing.page.left.show_copy(sent.bundle)
    sharing.settle()
    assert "The copy is of 1 release." in sharing.page.left.told.text
    stranger = tmp_path / "stranger.bin"
    stranger.write_bytes(b"nothing of ours")
    sharing.page.left.show_copy(stranger)
    sharing.settle()

    assert sharing.errors
    assert len(sharing.page.left.lines) == 1
