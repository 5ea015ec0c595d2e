"""Names and aliases of a register entry: sealed, or open and edited in place, with the way back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import Entry, Identity
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, column, label, row, tool
from fieldnotes_ui.widgets.name_edit import NameEdit
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Names and aliases")
_SEALED = N_("Real names are in the sealed compartment. They are shown only while it is open.")
_REVEAL = N_("Reveal real names…")
_HIDE = N_("Hide now")
_HOLD = N_("Hold to show")
_HOLD_WHY = N_(
    "Shown only while this is held down, with the mouse or the space bar. To correct a name, write in its line."
)
_LEFT = N_("Closes in {time}")
_LEFT_WHY = N_("After two minutes without a key or a click the sealed compartment closes by itself.")
_NAME = N_("Real name")
_ALIAS = N_("Alias {number}")
_REMOVE = N_("Remove this alias")
_ADD = N_("Another spelling, nickname or former name")
_ADD_BUTTON = N_("Add")
_HINT = N_("Redaction looks for every spelling here, in all scripts. Add what the texts really say.")
_REMOVED = N_("“{name}” was removed: redaction no longer looks for it.")
_UNDO = N_("Undo")

_LETS_GO = (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide)


class NamesCard(QFrame):
    """`identity_wanted` is what is to be kept now, with the entry's code. A pending line is handed over by `flush`.

    Names are points until they are held open (`held`, which every line that hides words obeys) or written in;
    `uncovered` says that one came onto the screen.
    """

    reveal_wanted = Signal()
    hide_wanted = Signal()
    identity_wanted = Signal(str, object)
    copy_wanted = Signal(str)
    held = Signal(bool)
    uncovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._code = ""
        self._identity: Identity | None = None
        self._before: Identity | None = None
        self.lines: list[NameEdit] = []
        self.countdown = label("", "small")
        self.countdown.setToolTip(tr(_LEFT_WHY))
        self.hide_button = button(tr(_HIDE), icon="eye-off")
        self.hide_button.clicked.connect(self.hide_wanted)
        self.hold = button(tr(_HOLD), icon="eye")
        self.hold.setToolTip(tr(_HOLD_WHY))
        self.hold.setAccessibleDescription(tr(_HOLD_WHY))
        self.hold.pressed.connect(lambda: self._hold(True))
        self.hold.released.connect(lambda: self._hold(False))
        self.hold.installEventFilter(self)
        self.sealed = Strip("info", tr(_SEALED))
        self.reveal_button = self.sealed.add_button(button(tr(_REVEAL), icon="lock-open"))
        self.reveal_button.clicked.connect(self.reveal_wanted)
        self._open, self._inside = column(spacing=6)
        self._rows, self._row_layout = column(spacing=2)
        self.adding = self._edit("", tr(_ADD))
        self.adding.setPlaceholderText(tr(_ADD))
        self.adding.returnPressed.connect(self._add)
        self._undo = Strip("warn")
        self.undo_button = self._undo.add_button(button(tr(_UNDO), icon="undo-2"))
        self.undo_button.clicked.connect(self._take_back)
        add = button(tr(_ADD_BUTTON), icon="plus")
        add.clicked.connect(self._add)
        self._inside.addWidget(self._rows)
        self._inside.addWidget(self._undo)
        self._inside.addLayout(row(self.adding, add))
        self._inside.addWidget(label(tr(_HINT), "small", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        title = label(tr(_TITLE), "section")
        layout.addLayout(Flow(title, self.countdown, self.hold, self.hide_button, grows=title))
        layout.addWidget(self.sealed)
        layout.addWidget(self._open)

    def show_entry(self, entry: Entry) -> None:
        """Show an entry's names. What is being typed stays while the entry is the same."""
        if entry.code != self._code:
            self.adding.clear()
            self._before = None
        changed = entry.code != self._code or entry.identity != self._identity
        self._code = entry.code
        if entry.identity is None:
            self.adding.clear()
            self._undo.show_message("warn", "")
            self._before = None
        if changed:
            self._identity = entry.identity
            self._rebuild()
        sealed = entry.identity is None
        for widget, shown in (
            (self.sealed, sealed),
            (self._open, not sealed),
            (self.hide_button, not sealed),
            (self.hold, not sealed),
        ):
            widget.setVisible(shown)
        self.countdown.setVisible(not sealed)
        self._undo.setVisible(self._before is not None)

    def _hold(self, held: bool) -> None:
        """The button lets go by itself when the focus goes, so that nothing stays open on an unwatched screen."""
        self.held.emit(held)
        if held:
            self.uncovered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A menu that opens meanwhile would get the release of the mouse, and the names would stay."""
        if watched is self.hold and event.type() in _LETS_GO and self.hold.isDown():
            self.hold.setDown(False)
            self._hold(False)
        return super().eventFilter(watched, event)

    def show_left(self, seconds: int) -> None:
        self.countdown.setText(tr(_LEFT, time=f"{seconds // 60}:{seconds % 60:02}"))

    def flush(self) -> None:
        """Hand over what was typed and not yet kept. A half-typed correction is added; the old spelling stays."""
        if self._identity is None:
            return
        typed = [
            line.text() for line, kept in zip(self.lines, self._identity.names, strict=True) if line.text() != kept
        ]
        self._keep_more([*typed, self.adding.text()])
        self.adding.clear()

    def _add(self) -> None:
        self._keep_more([self.adding.text()])
        self.adding.clear()
        self.adding.setFocus()

    def _keep_more(self, names: list[str]) -> None:
        assert self._identity is not None
        known = self._identity.names
        new = [name for name in (" ".join(name.split()) for name in names) if name and name not in known]
        if new:
            self._keep(replace(self._identity, aliases=(*self._identity.aliases, *dict.fromkeys(new))))

    def _keep(self, identity: Identity, *, before: Identity | None = None) -> None:
        self._identity = identity
        self._before = before
        self._undo.setVisible(before is not None)
        self._rebuild()
        self.identity_wanted.emit(self._code, identity)

    def _rename(self, number: int, line: NameEdit) -> None:
        if self._identity is None or number >= len(self._identity.names):
            return
        names = list(self._identity.names)
        typed = " ".join(line.text().split())
        if typed == names[number]:
            return
        if not typed or typed in names:
            self._revert(number, line)
            return
        names[number] = typed
        self._keep(replace(self._identity, name=names[0], aliases=tuple(names[1:])))

    def _revert(self, number: int, line: NameEdit) -> None:
        if self._identity is not None:
            line.setText(self._identity.names[number])
            line.setModified(False)

    def _remove(self, number: int) -> None:
        assert self._identity is not None
        before = self._identity
        gone = before.aliases[number - 1]
        kept = tuple(alias for place, alias in enumerate(before.aliases, 1) if place != number)
        self._undo.show_message("warn", tr(_REMOVED, name=gone))
        self._keep(replace(before, aliases=kept), before=before)
        self.undo_button.setFocus()

    def _take_back(self) -> None:
        if self._before is not None:
            self._keep(self._before)
            self.adding.setFocus()

    def _rebuild(self) -> None:
        """New lines for the names; the focus stays at its place."""
        focused = next((number for number, line in enumerate(self.lines) if line.hasFocus()), -1)
        while (item := self._row_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                for line in widget.findChildren(NameEdit):
                    line.blockSignals(True)  # losing the focus by being taken away is not an edit
                    line.clear()
                widget.hide()
                widget.deleteLater()
        self.lines = []
        names = self._identity.names if self._identity is not None else ()
        for number, name in enumerate(names):
            self._row_layout.addWidget(self._row(number, name))
        if 0 <= focused < len(self.lines):
            self.lines[focused].setFocus()

    def _row(self, number: int, name: str) -> QWidget:
        line = self._edit(name, tr(_ALIAS, number=number) if number else tr(_NAME))
        line.setProperty("strong", number == 0)
        line.editingFinished.connect(lambda: self._rename(number, line))
        line.reverted.connect(lambda: self._revert(number, line))
        self.lines.append(line)
        made = QWidget()
        end: QToolButton | QWidget
        if number:
            end = tool("x", tr(_REMOVE))
            end.setAccessibleName(f"{tr(_REMOVE)}: {tr(_ALIAS, number=number)}")  # the name may be hidden
            end.clicked.connect(lambda: self._remove(number))
        else:
            end = QWidget()
            end.setFixedWidth(30)
        inside = row(line, end, spacing=4)
        inside.setContentsMargins(0, 0, 0, 0)
        made.setLayout(inside)
        return made

    def _edit(self, text: str, name: str) -> NameEdit:
        line = NameEdit(text, covered=bool(text))
        line.uncovered.connect(self.uncovered)
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.copy_wanted.connect(self.copy_wanted)
        if text:
            line.setObjectName("inline")
            line.setCursorPosition(0)
        return line
