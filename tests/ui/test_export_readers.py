"""Who gets a bundle made in the workbench, and what is written on its outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.contact import Compared
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, contacts, people, receive, releases
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.export import ExportDialog
from fieldnotes_ui.dialogs.export_copies import CopiesDialog
from tests.ui.conftest import CASE, PASSPHRASE
from tests.ui.export_helpers import ask, say_why, written
from tests.ui.share_helpers import Redacting, dialog_of, words_on


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


@pytest.fixture
def card(tmp_path: Path) -> CardView:
    return people.new_identity(tmp_path / "editor.identity", "Günel & redaktor")


# --- contacts and what is written on the outside -------------------------------------------------------------------


def known(work: Redacting, card: CardView, *, compared: bool = True) -> str:
    """The code of a contact with this card."""

    def keep(session: Session, _: Watch) -> str:
        made = contacts.add(session, card.text)
        return contacts.confirm(session, made, how=Compared.VOICE).code if compared else made.code

    return work.ask(keep)


def tick(work: Redacting, dialog: ExportDialog, name: str) -> None:
    work.qtbot.waitUntil(lambda: bool(dialog.recipients.contacts), timeout=10_000)
    next(one for one in dialog.recipients.contacts if one.view.contact.name == name).box.setChecked(True)


def test_a_contact_whose_words_were_compared_is_ticked_and_nothing_more_is_asked(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    known(work, card)
    dialog = ask(work)
    tick(work, dialog, card.name)
    say_why(dialog)
    dialog.file.show_path(tmp_path / "out.age")
    assert dialog.main.isEnabled()
    written(work, dialog)

    assert receive.open_bundle(tmp_path / "out.age", identity=tmp_path / "editor.identity").records


def test_the_keyboard_begins_at_the_first_contact(work: Redacting, card: CardView) -> None:
    known(work, card)
    dialog = ask(work)
    work.qtbot.waitUntil(lambda: bool(dialog.recipients.contacts), timeout=10_000)
    first = dialog.recipients.contacts[0].box

    assert dialog.focusWidget() is first
    assert first.accessibleName() == f"{card.name}: Words compared"


def test_who_was_not_compared_may_not_get_what_is_anonymous_and_is_not_confirmed_by_an_export(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    known(work, card, compared=False)
    dialog = ask(work)
    tick(work, dialog, card.name)
    say_why(dialog)
    dialog.file.show_path(tmp_path / "out.age")

    assert not dialog.main.isEnabled()
    assert f"Not compared: {card.name}" in words_on(dialog)
    assert not work.ask(lambda session, _: contacts.all_of(session))[0].contact.verified


def test_series_end_mark_and_correction_are_on_the_bundle(work: Redacting, card: CardView, tmp_path: Path) -> None:
    known(work, card)
    for out, correction in ((tmp_path / "1.age", ""), (tmp_path / "2.age", "one month was wrong")):
        dialog = ask(work)
        tick(work, dialog, card.name)
        say_why(dialog)
        dialog.file.show_path(out)
        dialog.more.switch.click()
        dialog.more.series.setCurrentText("Yaz")
        dialog.more.expires.setText("2999-01-02")
        dialog.more.tlp.setCurrentIndex(dialog.more.tlp.findData("RED"))
        dialog.more.correction.setText(correction)
        dialog.more.silent.setChecked(bool(correction))
        receipt = written(work, dialog)
        receipt.main.click()
        work.settle()
        work.ask(lambda session, _: session.reauthenticate(PASSPHRASE))
    manifest = receive.open_bundle(tmp_path / "2.age", identity=tmp_path / "editor.identity").manifest

    assert (manifest.seq, manifest.expires, manifest.correction) == (2, "2999-01-02", "one month was wrong")
    assert manifest.tlp is Tlp.RED
    assert manifest.changes == ()
    dialog = ask(work)
    work.qtbot.waitUntil(lambda: bool(dialog.recipients.contacts), timeout=10_000)
    assert dialog.more.series.findText("Yaz") > 0


def test_a_day_that_is_none_keeps_the_button_grey_and_says_so(work: Redacting, card: CardView, tmp_path: Path) -> None:
    known(work, card)
    dialog = ask(work)
    tick(work, dialog, card.name)
    say_why(dialog)
    dialog.file.show_path(tmp_path / "out.age")
    dialog.more.expires.setText("tomorrow")

    assert not dialog.main.isEnabled()
    assert "written as year-month-day" in words_on(dialog)


def test_every_reader_gets_a_copy_of_her_own_in_a_new_folder(work: Redacting, card: CardView, tmp_path: Path) -> None:
    other = people.new_identity(tmp_path / "other.identity", "Nərgiz")
    for one in (card, other):
        known(work, one)
    dialog = ask(work)
    for one in (card, other):
        tick(work, dialog, one.name)
    say_why(dialog)
    dialog.more.each.setChecked(True)
    path = dialog.file.path()
    assert path is not None
    assert path.suffix == ""
    dialog.file.show_path(tmp_path / "copies")
    dialog.main.click()
    copies = dialog_of(work.qtbot, work.page, CopiesDialog)
    words = words_on(copies)

    files = sorted((tmp_path / "copies").iterdir())
    assert len(files) == 2
    assert all(file.name in words for file in files)
    assert all(one.name in words for one in (card, other))
    copies.main.click()


def test_what_needs_two_people_says_where_they_say_yes_and_can_go_to_a_reviewer(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    known(work, card)
    work.audience(Audience.PUBLIC)
    dialog = ask(work)
    tick(work, dialog, card.name)
    say_why(dialog)
    assert "on the page Sharing" in words_on(dialog)
    dialog.file.show_path(tmp_path / "out.age")
    dialog.for_review.setChecked(True)
    written(work, dialog)

    assert work.ask(lambda session, _: releases.all_of(session))[0].for_review


def test_what_two_people_approved_leaves_from_the_workbench_as_it_was_proposed(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    known(work, card)

    def approve(session: Session, _: Watch) -> str:
        how = How(second="Kamran", accept_suggestions="invented people")
        made = approvals.propose(session, CASE, Audience.PUBLIC, accept_quasi="invented", how=how)
        session.reauthenticate(PASSPHRASE)
        approvals.approve(session, made.code)
        approvals.approve(session, made.code, identity=tmp_path / "editor.identity")
        session.reauthenticate(PASSPHRASE)
        return made.code

    work.audience(Audience.PUBLIC)
    code = work.ask(approve)
    work.desk.tell(Changes(decisions=True))
    work.settle()
    dialog = ask(work)
    tick(work, dialog, card.name)
    say_why(dialog)
    dialog.file.show_path(tmp_path / "out.age")
    written(work, dialog)

    assert work.ask(lambda session, _: releases.all_of(session))[0].proposal == code
