"""Every command of the window: its name, its key, its menu. What it does is the window's business."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.autolock import PANIC_KEY

_MENUS = (
    (
        N_("&Vault"),
        (
            ("new_case", N_("New case…"), "Ctrl+Shift+N", "folder-plus"),
            ("import", N_("Import files…"), "Ctrl+I", "download"),
            ("recycle_bin", N_("Recycle bin…"), "", "trash-2"),
            ("add_contact", N_("Add a contact…"), "", "user-round-plus"),
            ("propose", N_("Propose a release…"), "", "shield-check"),
            ("backup", N_("Make a backup…"), "", "archive"),
            ("passphrase", N_("Change the passphrase…"), "", "key-round"),
            ("close_sealed", N_("Close the sealed compartment"), "Ctrl+Shift+L", "lock"),
            ("lock", N_("Lock"), "Ctrl+L", "lock"),
            ("panic", N_("Lock at once and hide"), PANIC_KEY, "eye-off"),
            ("quit", N_("Quit"), "Ctrl+Q", "x"),
        ),
    ),
    (
        N_("&Record"),
        (
            ("new_record", N_("New record…"), "Ctrl+N", "file-plus"),
            ("new_incident", N_("New incident…"), "Ctrl+Shift+I", "circle-alert"),
            ("new_publication", N_("New publication…"), "", "quote"),
            ("new_evidence", N_("New evidence…"), "", "paperclip"),
            ("new_from_template", N_("New record from a template…"), "Ctrl+Alt+N", "list-checks"),
            ("quick_note", N_("Quick note…"), "Ctrl+Shift+Q", "timer"),
            ("change_fields", N_("Change the fields…"), "Ctrl+E", "pencil"),
            ("own_terms", N_("Own terms…"), "", "tag"),
            ("new_entry", N_("New register entry…"), "Ctrl+Shift+P", "user-round-plus"),
            ("new_task", N_("New task…"), "Ctrl+T", "list-checks"),
            ("level", N_("Change the level…"), "Ctrl+Shift+E", "shield"),
            ("mark", N_("Mark the selection…"), "Ctrl+M", "eraser"),
            ("versions", N_("Versions: compare, go back, read back…"), "Ctrl+H", "history"),
            ("move_to_case", N_("Put into another case…"), "", "folder"),
            ("recycle", N_("Move to the recycle bin"), "Ctrl+Shift+Del", "trash-2"),
            ("undo_many", N_("Take back the last change of several records"), "Ctrl+Alt+Z", "undo-2"),
        ),
    ),
    (
        N_("&Find"),
        (
            ("find", N_("Find in this case"), "Ctrl+F", "search"),
            ("find_everywhere", N_("Find everywhere"), "Ctrl+Shift+F", "search"),
            ("palette", N_("Commands…"), "Ctrl+K", "command"),
            ("next_open", N_("Next undecided name"), "F8", "chevron-right"),
            ("show_recent", N_("Records opened before…"), "Ctrl+Alt+R", "history"),
            ("order", N_("Order of the list…"), "", "list-ordered"),
            ("show_cases", N_("Show or hide the cases"), "Ctrl+\\", "folder"),
            ("open_beside", N_("Open beside, to compare"), "", "file-text"),
            ("close_beside", N_("Close the record beside"), "", "x"),
        ),
    ),
    (
        N_("&Go"),
        (
            ("today", N_("Today"), "Ctrl+8", "list-checks"),
            ("library", N_("Records"), "Ctrl+1", "file-text"),
            ("register", N_("Register"), "Ctrl+2", "users"),
            ("redact", N_("Redact"), "Ctrl+3", "eraser"),
            ("sharing", N_("Sharing"), "Ctrl+9", "handshake"),
            ("bundle", N_("Bundles"), "Ctrl+4", "package"),
            ("security", N_("Security"), "Ctrl+5", "shield-check"),
            ("care", N_("Keys and copies"), "Ctrl+6", "key-round"),
            ("travel", N_("Travel"), "Ctrl+7", "plane"),
            ("settings", N_("Settings"), "Ctrl+,", "settings"),
            ("next_pane", N_("Next pane"), "F6", "chevron-right"),
            ("previous_pane", N_("Previous pane"), "Shift+F6", "chevron-left"),
        ),
    ),
    (
        N_("&Help"),
        (
            ("manual", N_("Manual"), "F1", "circle-help"),
            ("shortcuts", N_("Keyboard shortcuts"), "Ctrl+/", "command"),
        ),
    ),
)

OF_THE_LIBRARY = (
    "new_incident", "new_publication", "new_evidence", "new_from_template", "quick_note", "change_fields",
    "own_terms", "move_to_case",
    "undo_many", "show_recent", "order", "show_cases", "open_beside", "close_beside",
)  # fmt: skip
"""Commands that are verbs of the library of the same name."""


class ActionBook:
    """The actions of a window, in its menus."""

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], object]]) -> None:
        self.all: list[QAction] = []
        self._menus: list[QMenu] = []
        for _, entries in _MENUS:
            menu = window.menuBar().addMenu("")
            self._menus.append(menu)
            for key, _name, shortcut, icon in entries:
                action = QAction(theme.icon(icon), "", window)
                action.setShortcut(QKeySequence(shortcut))
                action.triggered.connect(lambda _=False, run=handlers[key]: run())
                menu.addAction(action)
                self.all.append(action)
        self.rename()

    def rename(self) -> None:
        """Every name in the language of now."""
        actions = iter(self.all)
        for menu, (title, entries) in zip(self._menus, _MENUS, strict=True):
            menu.setTitle(tr(title))
            for (_, name, *_rest), action in zip(entries, actions, strict=False):
                action.setText(tr(name))
