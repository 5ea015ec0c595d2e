"""A sealed note while the key that reads it is elsewhere: written here, and once it is sealed for others only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.badge import LevelBadge
from fieldnotes_ui.widgets.labels import field, row
from fieldnotes_ui.widgets.safe_edit import SafeEdit
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION, _DISCARD = N_("A sealed note"), N_("Seal it"), N_("Discard")
_WRITE_ONLY = N_(
    "Write-only: the key that reads what is sealed is not on this computer. Once this is sealed, nobody can read it "
    "here, not even you, until you are back."
)
_NAME, _TEXT = N_("Title"), N_("Text")
_EMPTY = N_("There are no words to seal yet.")
_SURE = N_("These words are nowhere else. Press Discard once more to throw them away.")
_HIGH = 260


class WriteOnlyDialog(Sheet):
    """`typed` at every change; `wanted` when it is to be sealed; `discarded` when its words were thrown away."""

    typed = Signal()
    wanted = Signal()
    discarded = Signal()
    question = _SURE

    def __init__(self, parent: QWidget, *, title: str = "") -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=640)
        self.inside.addLayout(row(LevelBadge(Level.SEALED), None))
        strip = Strip("warn")
        strip.show_message("warn", tr(_WRITE_ONLY), icon="eye-off")
        self.inside.addWidget(strip)
        self.name = QLineEdit(title)
        self.name.setMaxLength(200)
        self.text = SafeEdit()
        self.text.setObjectName("pane")
        self.text.setMinimumHeight(_HIGH)
        self.text.setTabChangesFocus(True)
        self.text.document().setDefaultFont(theme.font(theme.READING_POINTS))
        self.inside.addWidget(field(tr(_NAME), self.name))
        self.inside.addWidget(field(tr(_TEXT), self.text))
        self.out.setText(tr(_DISCARD))
        self.name.textEdited.connect(lambda _: self.typed.emit())
        self.text.textChanged.connect(self.typed)
        self.text.setFocus()

    def words(self) -> tuple[str, str]:
        """Title and text as they stand."""
        return self.name.text().strip(), self.text.toPlainText()

    def is_empty(self) -> bool:
        return not self.text.toPlainText().strip()

    def submit(self) -> None:
        if self.is_empty():
            self.show_problem(tr(_EMPTY))
            return
        self.main.setEnabled(False)
        self.wanted.emit()

    def show_failed(self, sentence: str) -> None:
        """It is not sealed; the words stay on the screen."""
        self.show_problem(sentence)

    def holds_words(self) -> bool:
        return not self.is_empty()

    def throw_away(self) -> None:
        self.discarded.emit()
