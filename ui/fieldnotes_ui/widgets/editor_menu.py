"""The editor's context menu, in the house's own words: Qt's lacks Azerbaijani and copies past our clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

Key = QKeySequence.StandardKey
UNDO, REDO, CUT, COPY, PASTE, ALL = (
    N_("Undo"), N_("Redo"), N_("Cut"), N_("Copy"), N_("Paste without formatting"), N_("Select all"),
)  # fmt: skip
MARK = N_("Protect this passage…")

_LINES = (
    (UNDO, "undo-2", Key.Undo), (REDO, "redo-2", Key.Redo), None, (CUT, "", Key.Cut), (COPY, "", Key.Copy),
    (PASTE, "", Key.Paste), (ALL, "", Key.SelectAll), None, (MARK, "eye-off", None),
)  # fmt: skip


def editor_menu(parent: QWidget, does: dict[str, Callable[[], None] | None]) -> QMenu:
    """A menu of what can be done now; a line whose action is None is shown disabled."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for line in _LINES:
        if line is None:
            menu.addSeparator()
            continue
        name, icon, key = line
        action = menu.addAction(tr(name))
        if icon:
            action.setIcon(theme.icon(icon))
        if key is not None:
            action.setShortcut(QKeySequence(key))
        wanted = does.get(name)
        action.setEnabled(wanted is not None)
        if wanted is not None:
            action.triggered.connect(wanted)
    return menu
