"""What is proposed in the window is what leaves: every choice of an export, asked for once and filled in afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Door, Stage
from fieldnotes.model.record import Case
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.redaction import ladder
from fieldnotes.services import approvals, proposal_terms
from fieldnotes.services.export_choices import Choices
from fieldnotes.services.preparing import How
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.release_propose import ProposalWanted, ProposeDialog
from tests.ui.conftest import CASE, type_text
from tests.ui.export_helpers import ask
from tests.ui.share_helpers import WAIT_MS, Redacting, words_on
from tests.ui.test_sharing_dialogs import view
from tests.ui.test_sharing_page import Sharing

ENDS, CORRECTION, SERIES = "2999-01-02", "Bir cümlə düzəldildi.", "Yaz"
CASES = [Case("id", "C-001", "Bakı"), Case("other", "C-002", "")]
CHOICES = Choices(series=(SERIES,), tlp=Tlp.AMBER, tlp_allowed=(Tlp.RED, Tlp.AMBER, Tlp.GREEN), approvals=2)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened(qtbot: QtBot, parent: QWidget, at: ProposalTerms | None = None) -> ProposeDialog:
    dialog = ProposeDialog(CASES, [Audience.LEGAL, Audience.PUBLIC], parent, at=at)
    dialog.show_choices(CHOICES)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def submitted(qtbot: QtBot, dialog: ProposeDialog) -> ProposalWanted:
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.main.click()
    assert wanted.args is not None
    told = wanted.args[0]
    assert isinstance(told, ProposalWanted)
    return told


def test_every_choice_of_a_bundle_is_asked_for_and_handed_on(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(qtbot, parent)
    coarse = ladder.parse("dates=decade", Audience.LEGAL)
    dialog.mark.choose(Tlp.GREEN)
    dialog.series.setCurrentText(SERIES)
    dialog.tell(coarse)
    assert dialog.details.text().strip() != "Details: as usual"

    wanted = submitted(qtbot, dialog)
    assert (wanted.tlp, wanted.series, wanted.ladder) == (Tlp.GREEN, SERIES, coarse)
    dialog.door.setCurrentIndex(dialog.door.findData(Door.CLEAR.value))
    dialog.main.setEnabled(True)
    wanted = submitted(qtbot, dialog)
    assert (wanted.tlp, wanted.series) == (None, "")


def test_what_was_chosen_for_another_audience_does_not_hold_for_this_one(qtbot: QtBot, parent: QWidget) -> None:
    dialog = opened(qtbot, parent)
    dialog.tell(ladder.parse("dates=decade", Audience.LEGAL))
    dialog.series.setCurrentText(SERIES)
    with qtbot.waitSignal(dialog.turned):
        dialog.audience.setCurrentIndex(1)

    assert (dialog.ladder, dialog.series.currentText()) == (None, "")


def test_what_is_proposed_again_is_there_as_it_was(qtbot: QtBot, parent: QWidget) -> None:
    terms = ProposalTerms(view(), SERIES, ladder.parse("dates=year", Audience.PUBLIC))
    dialog = ProposeDialog(CASES, [Audience.LEGAL, Audience.PUBLIC], parent, at=terms)
    dialog.show_choices(Choices(tlp=Tlp.CLEAR, tlp_allowed=(Tlp.CLEAR,), approvals=2))
    wanted = submitted(qtbot, dialog)

    assert (wanted.audience, wanted.expires, wanted.correction) == (Audience.PUBLIC, ENDS, "The month was wrong.")
    assert (wanted.series, wanted.ladder, wanted.tlp) == (SERIES, terms.ladder, None)


def test_what_remains_is_answered_for_where_it_is_proposed(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    sharing = Sharing(qtbot, desk, clipboard)
    sharing.turn("approvals")
    sharing.page.approvals.propose_button.click()
    dialog = sharing.dialog(ProposeDialog)
    dialog.audience.setCurrentIndex(dialog.audience.findData(Audience.PUBLIC.value))
    sharing.settle()
    dialog.series.setCurrentText(SERIES)
    dialog.expires.setText(ENDS)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.accepting is not None, timeout=WAIT_MS)
    asked = dialog.accepting
    assert asked is not None
    assert not dialog.main.isEnabled()
    for line, words in ((asked.reason, "iki nəfər baxdı"), (asked.who, "Günel"), (asked.second, "Rəşad")):
        type_text(line, words)
    dialog.main.click()
    sharing.settle()

    (row,) = sharing.rows()
    assert "Checked, waiting" in words_on(row)
    kept = sharing.ask(lambda one: proposal_terms.standing(one, CASE, Audience.PUBLIC))
    assert kept is not None
    assert kept.view.stage is Stage.SELF_CHECKED
    assert kept.view.outside is not None
    assert (kept.series, kept.view.outside.expires) == (SERIES, ENDS)


def test_the_export_is_filled_in_as_two_people_approve_it(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    work = Redacting(qtbot, desk, clipboard)

    def propose(session: Session, _: Watch) -> ProposalTerms:
        how = How(
            ladder.parse("dates=year", Audience.PUBLIC),
            second="Kamran",
            accept_suggestions="invented people",
            envelope=Envelope(series=SERIES, expires=ENDS, correction=CORRECTION),
        )
        made = approvals.propose(session, CASE, Audience.PUBLIC, accept_quasi="invented", how=how)
        return proposal_terms.terms_of(session, made.code)

    terms = work.ask(propose)
    work.page.open_proposed(terms)
    work.settle()
    assert work.bench.audience() is Audience.PUBLIC
    assert work.page.telling.how().ladder == terms.ladder
    dialog = ask(work)
    work.settle()
    told = dialog.more.chosen()
    assert (told.series, told.expires, told.correction) == (SERIES, ENDS, CORRECTION)
    assert f"0 of 2 people said yes to {terms.view.code}" in words_on(dialog)
    assert dialog.area.verticalScrollBar().value() == 0
    dialog.reject()

    work.page.telling.choose(None)
    work.settle()
    dialog = ask(work)
    work.settle()
    assert dialog.more.chosen().expires == ""
    dialog.tell_so.click()
    work.settle()
    assert work.page.telling.how().ladder == terms.ladder
