"""One line of what is known of somebody: a mark, words edited in place, a note beside them, the way to remove it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row, tool
from fieldnotes_ui.widgets.name_edit import NameEdit

_REMOVE = N_("Remove")
_LABEL_WIDTH = 112


def inline(text: str, name: str, *, hint: str = "") -> NameEdit:
    """A line that looks like text until it is pointed at."""
    line = NameEdit(text, covered=bool(text))
    line.setObjectName("inline")
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setToolTip(name)
    line.setCursorPosition(0)
    return line


class ParticularRow(QWidget):
    """`kept` carries the words and the note once either was changed, `removed` nothing. Empty words mean: remove.

    Without `icon` a name stands in front, with `fixed` the line stays when it is emptied.
    """

    kept = Signal(str, str)
    removed = Signal()
    copy_wanted = Signal(str)
    uncovered = Signal()

    def __init__(
        self,
        words: str,
        name: str,
        *,
        icon: str = "",
        note: str = "",
        note_hint: str = "",
        hint: str = "",
        fixed: bool = False,
    ) -> None:
        super().__init__()
        self._was = (words, note)
        self.words = inline(words, name, hint=hint)
        self.note = inline(note, note_hint or name, hint=note_hint)
        self.note.setVisible(bool(note_hint))
        mark = QLabel()
        if icon:
            mark.setPixmap(theme.icon(icon, "text2").pixmap(16, 16))
            mark.setFixedWidth(22)
        else:
            mark = label(name, "muted")
            mark.setFixedWidth(theme.scaled(_LABEL_WIDTH))
            mark.setWordWrap(True)
        mark.setBuddy(self.words)
        self.remove = tool("x", tr(_REMOVE))
        self.remove.setAccessibleName(f"{tr(_REMOVE)}: {name}")  # the words may be hidden
        self.remove.clicked.connect(self.removed)
        self.remove.setVisible(not fixed)
        self._fixed = fixed
        inside = row(mark, self.words, self.note, self.remove, spacing=4)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setStretch(1, 3)
        inside.setStretch(2, 2)
        self.setLayout(inside)
        for line in (self.words, self.note):
            line.editingFinished.connect(self.settle)
            line.reverted.connect(self._revert)
            line.copy_wanted.connect(self.copy_wanted)
            line.uncovered.connect(self.uncovered)

    def settle(self) -> None:
        """Hand over what was changed and not yet kept."""
        typed = (" ".join(self.words.text().split()), " ".join(self.note.text().split()))
        if typed == self._was:
            return
        if not typed[0] and not self._fixed:
            self._revert()
            return
        self._was = typed
        self.kept.emit(*typed)

    def wipe(self) -> None:
        """Empty the line without a word: losing the focus by being taken away is not an edit."""
        self._was = ("", "")
        for line in (self.words, self.note):
            line.blockSignals(True)
            line.clear()

    def _revert(self) -> None:
        for line, text in zip((self.words, self.note), self._was, strict=True):
            line.setText(text)
            line.setModified(False)
