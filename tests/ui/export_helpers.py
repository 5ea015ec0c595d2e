"""What the tests of exports from the workbench share: the dialog, filled and sent off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from fieldnotes.services.views import CardView
from fieldnotes_ui.dialogs.export import ExportDialog
from fieldnotes_ui.dialogs.receipt import ReceiptDialog
from tests.ui.conftest import type_text
from tests.ui.share_helpers import Redacting, dialog_of

REASON = "iki nəfər baxdı"


def ask(work: Redacting) -> ExportDialog:
    work.bench._export.click()
    return dialog_of(work.qtbot, work.page, ExportDialog)


def compare_words(dialog: ExportDialog) -> None:
    for box in dialog.recipients.findChildren(QCheckBox):
        box.setChecked(True)


def say_why(dialog: ExportDialog) -> None:
    """What is asked where something remains of somebody, or a likely name is in nobody's entry."""
    for line, words in (
        (dialog.accepting.reason, REASON),
        (dialog.accepting.who, "Günel"),
        (dialog.accepting.second, "Rəşad"),
    ):
        if line.isVisibleTo(dialog) and not line.text():
            type_text(line, words)


def filled(work: Redacting, card: CardView, out: Path) -> ExportDialog:
    dialog = ask(work)
    dialog.recipients.add_card(card)
    compare_words(dialog)
    say_why(dialog)
    dialog.file.show_path(out)
    return dialog


def written(work: Redacting, dialog: ExportDialog) -> ReceiptDialog:
    dialog.main.click()
    return dialog_of(work.qtbot, work.page, ReceiptDialog)
