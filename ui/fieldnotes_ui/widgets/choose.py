"""File dialogs that remember nothing."""

from __future__ import annotations

from PySide6.QtCore import QSettings


def forget_dialog_history(_: object = None) -> None:
    """Take the folders that Qt's file dialog was in out of its settings.

    Connect it to `destroyed`: the dialog's destructor writes them once more after `finished`.
    """
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
