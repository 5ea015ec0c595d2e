"""A searchable choice of one code or of several: a register entry, a coded term, a record; words too where allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.models.offers import Pairs
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import tool
from fieldnotes_ui.widgets.named_combo import NamedCombo

_REMOVE = N_("Remove {words}")
_SEARCH, _ADD = N_("Type to search"), N_("Add…")


class PickCode(NamedCombo):
    """Typing searches in the middle of words. With `words_too`, what names no code is kept as words.

    `terms`: a code is not shown, because its label says all.
    """

    def __init__(
        self, pairs: Pairs, *, words_too: bool = False, terms: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words_too, self._terms = words_too, terms
        self._plain = dict(pairs)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.addItem("", "")
        for code, words in pairs:
            self.addItem(self._shown(code, words), code)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None  # it is editable
        line.setPlaceholderText(tr(_SEARCH))
        if not words_too:
            line.editingFinished.connect(self._settle)
        self.setCurrentIndex(0)

    def value(self) -> str:
        """The code chosen; else, where allowed, the words typed."""
        at = self._place()
        if at >= 0:
            return str(self.itemData(at) or "")
        return self.currentText().strip() if self._words_too else str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        at = self.findData(value)
        if at < 0 and value and not self._words_too:
            self.addItem(value, value)
            at = self.count() - 1
        if at >= 0:
            self.setCurrentIndex(at)
        else:
            self.setEditText(value)
        self._show_beginning()

    def words(self, code: str) -> str:
        """What an offered code is called; the code itself for any other."""
        at = self.findData(code)
        return self.itemText(at) if at > 0 else code

    def show_names(self, names: Mapping[str, str]) -> None:
        """Say the names of the codes that have one; without any, codes alone are shown again."""
        for place in range(1, self.count()):
            code = str(self.itemData(place))
            self.setItemText(place, self._shown(code, names.get(code) or self._plain.get(code, "")))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a form that is scrolled must not change what was chosen

    def _shown(self, code: str, words: str) -> str:
        return words if self._terms else f"{code} — {words}" if words else code

    def _place(self) -> int:
        """Which item the text names: by its whole text, by its code, or as the only one that holds it; else -1."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if at < 0:
            at = self.findData(typed.upper())
        if at < 0 and not self._words_too:
            found = [at for at in range(1, self.count()) if typed.casefold() in self.itemText(at).casefold()]
            at = found[0] if len(found) == 1 else -1
        return at

    def _settle(self) -> None:
        """Text that could be several, or none, falls back to what was chosen before: nothing is guessed."""
        at = self._place()
        self.setCurrentIndex(at if at >= 0 else self.currentIndex())
        self.setEditText(self.itemText(self.currentIndex()))
        self._show_beginning()

    def _show_beginning(self) -> None:
        line = self.lineEdit()
        assert line is not None  # it is editable
        line.setCursorPosition(0)


class PickCodes(QWidget):
    """Several codes, each on a line of its own with a button that takes it away. `changed` after every change."""

    changed = Signal()

    def __init__(self, pairs: Pairs, *, terms: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[str, QWidget] = {}
        self.pick = PickCode(pairs, terms=terms)
        line = self.pick.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr(_ADD))
        self.pick.activated.connect(lambda _: self.take())
        line.editingFinished.connect(self.take)
        self.pick.installEventFilter(self)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._lines.addWidget(self.pick)
        self.setFocusProxy(self.pick)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.pick.setAccessibleName(name)

    def codes(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def show_codes(self, codes: Iterable[str]) -> None:
        for code in tuple(self._chosen):
            self._drop(code)
        for code in codes:
            self._add(code)

    def show_names(self, names: Mapping[str, str]) -> None:
        self.pick.show_names(names)
        for code, line in self._chosen.items():
            words = line.findChild(ElidedLabel)
            if words is not None:
                words.setText(self.pick.words(code))

    def take(self) -> None:
        """Add what the field names, and empty the field."""
        code = self.pick.value()
        if code:
            self._add(code)
        self.pick.setCurrentIndex(0)
        self.pick.setEditText("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in the empty field takes the last one away."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self.pick.currentText()
            and self._chosen
        ):
            self._drop(next(reversed(self._chosen)))
            return True
        return super().eventFilter(watched, event)

    def _add(self, code: str) -> None:
        if code in self._chosen:
            return
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(4)
        words = self.pick.words(code)
        remove = tool("x", tr(_REMOVE, words=code))
        remove.setMinimumSize(28, 28)
        remove.clicked.connect(lambda: self._drop(code))
        layout.addWidget(ElidedLabel(words), 1)
        layout.addWidget(remove)
        self._chosen[code] = line
        self._lines.addWidget(line)
        self.changed.emit()

    def _drop(self, code: str) -> None:
        line = self._chosen.pop(code)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.pick.setFocus()
        self.changed.emit()
