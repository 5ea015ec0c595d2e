"""The right pane: an open record with its head, notices, tools, text and people; or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.editor import Editor
from fieldnotes_ui.widgets.editor_bar import EditorBar
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.find_bar import FindBar
from fieldnotes_ui.widgets.fit import Fit
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.people_chips import PeopleChips
from fieldnotes_ui.widgets.record_head import RecordHead
from fieldnotes_ui.widgets.strip import Strip

_NONE = N_("Choose a record on the left, or write a new one.")
_SEALED = N_("Sealed — open the compartment to read this record. It closes by itself after two minutes without a key.")
_LEFT = N_(
    "Sealed, and its key is not on this computer. This record is stored; it can be read again when you are back, by "
    "nobody before."
)
_OPEN_SEALED = N_("Open the compartment…")
_KEEP, _DISCARD = N_("Keep"), N_("Discard")
_RETRY = N_("Retry")
_IN_FIELDS = N_("Kept in fields. Words can be marked here.")
_CHANGE_FIELDS = N_("Change the fields…")
_LEAST_TEXT = 120
"""Pixels of text that stay in view, whatever stands above it."""
_MINE, _THEIRS = N_("Save mine as newest"), N_("Show the other")


class RecordPane(QFrame):
    """Only shows and reports; what is stored is the page's business."""

    unseal_wanted = Signal()
    draft_kept = Signal()
    draft_discarded = Signal()
    retry_wanted = Signal()
    mine_wanted = Signal()
    theirs_wanted = Signal()
    fields_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setMinimumWidth(380)
        self.head, self.editor, self.people = RecordHead(), Editor(), PeopleChips()
        self.bar, self.search = EditorBar(self.editor), FindBar(self.editor)
        self.bar.find_wanted.connect(self.search.ask)
        self._strips()
        record = QWidget()
        inside = QVBoxLayout(record)
        inside.setContentsMargins(24, 16, 16, 12)
        inside.setSpacing(10)
        for widget in (self.problem, self.conflict, self.draft, self.head, self.fields, self.bar, self.search):
            inside.addWidget(widget)
        self.editor.setMinimumHeight(theme.scaled(_LEAST_TEXT))
        inside.addWidget(self.editor, 1)
        inside.addWidget(self.people)
        nothing = EmptyState("file-text", tr(_NONE))
        sealed = EmptyState("file-lock", tr(_SEALED), tr(_OPEN_SEALED))
        sealed.wanted.connect(self.unseal_wanted)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for page in (nothing, Fit(record), sealed, EmptyState("plane", tr(_LEFT))):
            self._stack.addWidget(page)

    def _strips(self) -> None:
        self.draft = Strip("info", "")
        keep, discard = button(tr(_KEEP), primary=True), button(tr(_DISCARD))
        keep.clicked.connect(self.draft_kept)
        discard.clicked.connect(self.draft_discarded)
        self.problem = Strip("danger", "")
        retry = button(tr(_RETRY), icon="redo-2")
        retry.clicked.connect(self.retry_wanted)
        self.conflict = Strip("warn", "")
        mine, theirs = button(tr(_MINE)), button(tr(_THEIRS))
        mine.clicked.connect(self.mine_wanted)
        theirs.clicked.connect(self.theirs_wanted)
        self.fields = Strip("info", tr(_IN_FIELDS))
        change = button(tr(_CHANGE_FIELDS), icon="pencil")
        change.clicked.connect(self.fields_wanted)
        for strip, buttons in (
            (self.fields, (change,)),
            (self.draft, (keep, discard)),
            (self.problem, (retry,)),
            (self.conflict, (mine, theirs)),
        ):
            for made in buttons:
                strip.add_button(made)
            strip.hide()

    def show_sealed(self, *, is_here: bool = True) -> None:
        """Why nothing is shown: the compartment is closed, or its key is elsewhere."""
        self._wipe()
        self._stack.setCurrentIndex(2 if is_here else 3)

    def show_nothing(self) -> None:
        self._wipe()
        self._stack.setCurrentIndex(0)

    def show_in_fields(self, in_fields: bool) -> None:
        """Whether the text is made of fields: then it is read and marked here, and changed with them."""
        self.fields.setVisible(in_fields)
        self.editor.set_marks_only(in_fields)
        self.bar.show_marks_only(in_fields)
        if in_fields:
            self.search.shut()  # it may have been opened over a text that it could replace words in

    def show_text(self) -> None:
        self.hide_strips()
        self._stack.setCurrentIndex(1)

    @property
    def shows_text(self) -> bool:
        return self._stack.currentIndex() == 1

    @property
    def shows_sealed(self) -> bool:
        return self._stack.currentIndex() in (2, 3)

    def hide_strips(self) -> None:
        for strip in (self.draft, self.problem, self.conflict):
            strip.hide()

    def say(self, strip: Strip, words: str) -> None:
        strip.show_message(strip.tone, words)
        strip.show()

    def _wipe(self) -> None:
        self.hide_strips()
        self.search.shut()
        self.editor.forget()
        self.head.title.clear()
        self.people.show_people((), names_open=False)
