"""The dialogs of sharing for somebody who sees no screen or uses no mouse: every part has a name, Escape leaves."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.contact import Contact
from fieldnotes.model.proposal import Door, Outside, Stage
from fieldnotes.model.record import Case
from fieldnotes.model.tlp import Tlp
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.approving import Shown
from fieldnotes.services.releases import Reader, ReleaseLine, Why
from fieldnotes_ui.dialogs.approve import ApproveDialog
from fieldnotes_ui.dialogs.contact_changed import ChangedKeysDialog
from fieldnotes_ui.dialogs.contact_code import CardCodeDialog
from fieldnotes_ui.dialogs.contact_compare import CompareDialog
from fieldnotes_ui.dialogs.contact_edit import EditContactDialog
from fieldnotes_ui.dialogs.release_propose import ProposeDialog
from fieldnotes_ui.dialogs.release_recall import RecallDialog
from tests.ui.share_helpers import words_on
from tests.ui.test_accessibility import described, interactive, name_of

WORDS = ("river", "stone", "lamp", "window", "copper", "garden", "seven", "north")
CONTACT = Contact("CONTACT-001", "Nərgiz & ortaqlar", ("age1x",), b"k" * 32, WORDS, "2026-01-01", "{}", "2026-01-02")
RECORD = BundleRecord("R-001", "testimony", "az", "ANONYMOUS", "Söhbət", "They came in the morning.", "", ())
LINE = ReleaseLine(
    "ab" * 16, "FN-7Q3K2M", "2026-05-01T10:00:00Z", "C-001", "editor", "bundle", "Yaz", 2, "AMBER", "", "", False,
    (Reader("key", "Günel"), Reader("other", "")), (), "cd" * 32, "", "", "",
)  # fmt: skip


def picture() -> bytes:
    """A PNG of nothing."""
    written = io.BytesIO()
    Image.new("L", (8, 8)).save(written, "PNG")
    return written.getvalue()


def view(*, stale: str = "") -> ProposalView:
    outside = Outside(Door.SEALED, Tlp.CLEAR, "2999-01-02", "The month was wrong.")
    return ProposalView(
        "PROPOSAL-001", "C-001", Audience.PUBLIC, Stage.SELF_CHECKED, "", "2026-05-01T10:00:00Z", 2, (), (), ("T-001",),
        outside=outside, words=WORDS, stale=stale,
    )  # fmt: skip


DIALOGS: tuple[Callable[[QWidget], QDialog], ...] = (
    lambda parent: CompareDialog(CONTACT, parent),
    lambda parent: EditContactDialog(CONTACT, parent),
    lambda parent: ChangedKeysDialog(parent),
    lambda parent: CardCodeDialog(picture(), WORDS, parent),
    lambda parent: ProposeDialog([Case("id", "C-001", "Bakı")], [Audience.PUBLIC], parent),
    lambda parent: ApproveDialog(Shown(view(), (RECORD,), current=True), parent),
    lambda parent: RecallDialog([LINE], Path("notices"), Why.CONSENT, parent),
)


@pytest.mark.parametrize("make", DIALOGS)
def test_every_part_has_a_name_and_escape_leaves(qtbot: QtBot, make: Callable[[QWidget], QDialog]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = make(parent)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    silent = [described(widget) for widget in interactive(dialog) if not name_of(widget)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert silent == []
    assert not dialog.isVisible()


def test_what_is_approved_beside_the_records_is_said_with_words_to_compare(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ApproveDialog(Shown(view(), (RECORD,), current=True), parent)
    dialog.open()
    words = words_on(dialog)

    assert "TLP:CLEAR" in words
    assert "opens until 2 January 2999" in words
    assert "The month was wrong." in words
    assert all(word in words for word in WORDS)
    assert dialog.text.toPlainText() == "Söhbət\n\nThey came in the morning."
    assert dialog.main.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Shown(view(), (RECORD,), current=False), "has changed since this was proposed"),
        (Shown(view(stale="a record has a newer version: propose it again"), (RECORD,), current=True), "newer version"),
    ],
)
def test_nobody_can_say_yes_to_what_has_changed(qtbot: QtBot, shown: Shown, words: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ApproveDialog(shown, parent)
    dialog.open()

    assert not dialog.main.isEnabled()
    assert not dialog.owner.isVisible()
    assert words in words_on(dialog)
    dialog.reject()


def test_an_end_and_a_correction_are_asked_for_where_they_go_along(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ProposeDialog([Case("id", "C-001", "Bakı")], [Audience.PUBLIC], parent)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    dialog.expires.setText("2999-01-01")
    dialog.correction.setText("Bir cümlə.")
    dialog.door.setCurrentIndex(dialog.door.findData(Door.CLEAR.value))
    assert not dialog.expires.isVisible()
    with qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.main.click()
    assert wanted.args is not None
    assert (wanted.args[0].expires, wanted.args[0].correction) == ("", "")
    dialog.door.setCurrentIndex(dialog.door.findData(Door.SEALED.value))
    assert dialog.expires.isVisible()
