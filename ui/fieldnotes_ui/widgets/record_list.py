"""The middle pane: the search field, what is listed, the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.chosen_bar import ChosenBar
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.job_row import JobRow
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.record_table import RecordTable
from fieldnotes_ui.widgets.strip import Strip

_SEARCH_CASE, _SEARCH_ALL = N_("Search in this case   Ctrl+F"), N_("Search all records   Ctrl+F")
_EMPTY, _NEW = N_("No records yet. Write one, or drop text files here."), N_("New record")
_NOTHING = N_("No record matches. ə and e, и and i are different letters here.")
_PERSON = N_("Show {code} in the register")
_HELP, _SAVED = N_("What can be typed here"), N_("Saved searches")
_UNDO, _SEEN = N_("Take back"), N_("Hide")
_TIMELINE, _ORDER = N_("Timeline of this case"), N_("Order of the list")
DEBOUNCE_MS = 150


class RecordList(QFrame):
    """`search_wanted` comes when typing rests; `picked` is the row to show, `beside_wanted` the one to show beside
    the open record; `dropped` are files from elsewhere; `first_wanted` follows a search that is left for its hits."""

    search_wanted = Signal(str)
    picked = Signal(int)
    beside_wanted = Signal(int)
    entered = Signal()
    new_wanted = Signal()
    dropped = Signal(list)
    person_wanted = Signal(str)
    timeline_wanted = Signal(str)
    undo_wanted = Signal()
    first_wanted = Signal()

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self.setMinimumWidth(240)
        self.setAcceptDrops(True)
        self._quiet = False
        self._case = ""
        self._build(model)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._rest.timeout.connect(lambda: self.search_wanted.emit(self.field.text().strip()))
        self.field.textChanged.connect(lambda _: self._rest.start())
        self.field.returnPressed.connect(self._to_list)

    def _build(self, model: QAbstractItemModel) -> None:
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        looking_glass = self.field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        looking_glass.setText(
            tr(_SEARCH_ALL)
        )  # Qt makes a button of it, which a screen reader would find without a name
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.help, self.saved = tool("circle-help", tr(_HELP)), tool("bookmark", tr(_SAVED))
        self.order, self.working = tool("list-ordered", tr(_ORDER)), JobRow()
        self.timeline = tool("calendar-clock", tr(_TIMELINE))
        self.timeline.clicked.connect(lambda: self.timeline_wanted.emit(self._case))
        self.show_scope(everywhere=True)
        self.show_case("")
        self.count = label("", "small", wrap=True)
        self._people, self._chips = QWidget(), QVBoxLayout()
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(2)
        self._people.setLayout(self._chips)
        self._people.hide()
        self.view = RecordTable(model)
        self.view.selectionModel().currentChanged.connect(self._told)
        self.view.entered.connect(self.entered)
        self.view.beside_wanted.connect(self.beside_wanted)
        self.step = Strip("ok", "")
        self.undo, done = button(tr(_UNDO)), tool("x", tr(_SEEN))
        self.undo.clicked.connect(self.undo_wanted)
        self.step.add_button(self.undo)
        self.step.add_button(done)
        done.clicked.connect(self.step.hide)
        self.step.hide()
        self.chosen = ChosenBar()
        self.view.chosen_changed.connect(self.chosen.show_count)
        self.view.chosen_changed.connect(lambda _: self._told())
        self.chosen.none_wanted.connect(self.choose_one)
        self._nothing = EmptyState("search", tr(_NOTHING))
        empty = EmptyState("file-plus", tr(_EMPTY), tr(_NEW))
        empty.wanted.connect(self.new_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
        for page in (self.view, empty, self._nothing):
            self._stack.addWidget(page)
        layout.addWidget(self.step)
        layout.addWidget(self.chosen)
        land_on(self, self.view)

    def _head(self) -> QVBoxLayout:
        """The field with its menus, how many there are, whom the words may name."""
        head = QVBoxLayout()
        head.setContentsMargins(12, 12, 12, 4)
        head.setSpacing(8)
        top = row(self.field, self.help, self.saved, spacing=2)
        top.setStretchFactor(self.field, 1)
        head.addLayout(top)
        under = row(self.count, self.order, self.timeline, spacing=2)
        under.setStretchFactor(self.count, 1)
        head.addLayout(under)
        head.addWidget(self.working)
        head.addWidget(self._people)
        return head

    # --- showing ----------------------------------------------------------------------------------------------------

    def show_scope(self, *, everywhere: bool) -> None:
        words = tr(_SEARCH_ALL if everywhere else _SEARCH_CASE)
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words.partition("   ")[0])

    def show_case(self, code: str) -> None:
        """The case in sight, which has a timeline; empty for none."""
        self._case = code
        self.timeline.setVisible(bool(code))

    def show_count(self, words: str, *, wrong: bool = False) -> None:
        self.count.setText(words)
        self.count.setObjectName("error" if wrong else "small")
        self.count.style().unpolish(self.count)
        self.count.style().polish(self.count)

    def show_filled(self, *, searching: bool) -> None:
        """The list, or what to do where it is empty."""
        filled = self.view.model().rowCount() > 0
        self._stack.setCurrentIndex(0 if filled else 2 if searching else 1)

    def show_people(self, codes: Sequence[str]) -> None:
        """Register entries whom the words of a search may name."""
        for old in self._people.findChildren(QPushButton):
            self._chips.removeWidget(old)
            old.hide()
            old.deleteLater()
        for code in codes[:3]:
            made = button(tr(_PERSON, code=code), icon="user-round")
            made.setFlat(True)
            made.clicked.connect(lambda _=False, code=code: self.person_wanted.emit(code))
            self._chips.addWidget(made)
        self._people.setVisible(bool(codes))

    def show_step(self, words: str, *, can_undo: bool) -> None:
        """What was done with several records, until it was read or taken back."""
        self.step.show_message("ok", words)
        self.undo.setVisible(can_undo)
        self.step.show()

    def hide_step(self) -> None:
        self.step.hide()

    def select(self, at: int) -> None:
        """Show a row as chosen without asking for it; -1 chooses none. Where several are chosen they stay."""
        if self.view.chosen_count() > 1:
            return
        with self.quietly():
            self.view.choose(at)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """What moves the current row meanwhile is not somebody who wants to read another record."""
        was, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = was

    def choose_one(self) -> None:
        """Of several that are chosen only the current one stays."""
        with self.quietly():
            self.view.choose(self.view.currentIndex().row())

    def choose_first(self) -> None:
        """Somebody wants to read the first line; where one is chosen already, that stays."""
        if not self.view.chosen_count() and self.view.model().rowCount():
            self.view.choose(0)

    def clear_search(self) -> None:
        """Empty the field without searching."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._rest.stop()

    def _told(self) -> None:
        """One line alone is wanted to be read. With Shift the current line moves before it is chosen as well."""
        at = self.view.currentIndex().row()
        if not self._quiet and self.view.chosen_count() == 1 and self.view.chosen_rows() == [at]:
            self.picked.emit(at)

    def _to_list(self) -> None:
        self._rest.stop()
        typed = self.field.text().strip()
        self.search_wanted.emit(typed)
        self.view.setFocus()
        if typed:
            self.first_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.view.chosen_count() > 1:
            self.choose_one()
        elif event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)

    # --- files from elsewhere ---------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def _files(data: QMimeData) -> list[Path]:
    """Paths of local files; anything on another machine is refused."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and not url.host()]
