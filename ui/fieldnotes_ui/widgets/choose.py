"""File dialogs that remember nothing."""

from __future__ import annotations

from PySide6.QtCore import QSettings


def forget_dialog_history(_: int = 0) -> None:
    """Qt's own file dialog writes the folders it was in to a readable file; take them out again."""
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
