"""File dialogs that are opened, not waited for, and remember nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes_ui.widgets.choose import forget_dialog_history

Chosen = Callable[[Path], object]


def ask_to_open(parent: QWidget, title: str, chosen: Chosen, *, kinds: str = "") -> QFileDialog:
    """One existing file. `kinds` is Qt's filter text."""
    return _shown(QFileDialog(parent, title, str(Path.home()), kinds), QFileDialog.FileMode.ExistingFile, chosen)


def ask_for_folder(parent: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    """One existing folder."""
    return _shown(QFileDialog(parent, title, str(Path.home())), QFileDialog.FileMode.Directory, chosen)


def ask_to_save(parent: QWidget, title: str, suggested: Path, chosen: Chosen, *, kinds: str = "") -> QFileDialog:
    """A file to write; Qt asks before one that exists is taken."""
    dialog = QFileDialog(parent, title, str(suggested), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return _shown(dialog, QFileDialog.FileMode.AnyFile, chosen)


def _shown(dialog: QFileDialog, mode: QFileDialog.FileMode, chosen: Chosen) -> QFileDialog:
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # the desktop's own keeps a list of recent files
    dialog.setFileMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.destroyed.connect(forget_dialog_history)
    dialog.open()
    return dialog
