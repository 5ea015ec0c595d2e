"""Terms of one's own: added in the window, offered by the next form, refused where they say nothing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fieldnotes.services import vocabulary
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.terms import TermsDialog
from fieldnotes_ui.pages.library.offering import offers
from tests.ui.library_helpers import Workspace


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


def opened(work: Workspace) -> TermsDialog:
    work.page.own_terms()
    work.settle()
    (dialog,) = [one for one in work.page.findChildren(TermsDialog) if one.isVisible()]
    return dialog


def shown(dialog: TermsDialog) -> list[str]:
    return [dialog.list.item(at).text() for at in range(dialog.list.count())]


def test_a_term_is_kept_with_its_labels_and_offered_by_the_next_form(work: Workspace) -> None:
    dialog = opened(work)
    assert shown(dialog) == ["None yet."]
    dialog.kind.setCurrentIndex(dialog.kind.findData("method"))
    dialog.labels["en"].setText("Cutting off the water")
    dialog.labels["az"].setText("Suyun kəsilməsi")
    dialog.main.click()
    work.settle()

    assert shown(dialog) == ["Cutting off the water — how it was done"]
    assert not any(line.text() for line in dialog.labels.values())
    (term,) = work.ask(lambda session, _: [one for one in vocabulary.of(session).terms("method") if one.is_own])
    assert term.label("az") == "Suyun kəsilməsi"
    assert (term.code, "Cutting off the water") in work.ask(offers).methods
    dialog.reject()


def test_nothing_is_added_without_a_word(work: Workspace) -> None:
    dialog = opened(work)

    assert not dialog.main.isEnabled()
    dialog.labels["ru"].setText("   ")
    assert not dialog.main.isEnabled()
    dialog.reject()
