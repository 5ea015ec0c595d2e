"""Beside an opened bundle: what the review says about the record that is shown, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.review import TEXT_LIMIT, RecordVerdict, Remark, RemarkKind, ReviewVerdict
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, field, label, row
from fieldnotes_ui.widgets.remark_words import ICON_TONES, ICONS, kind_name

_TITLE = N_("Your review")
_JUDGED = N_("{done} of {all} records judged")
_ACCEPT, _RETURN = N_("Accept  A"), N_("Return  X")
_SAY = N_("Mark a passage in the text, then say what it is. Without a mark it is the paragraph of the caret.")
_BUTTONS = {
    RemarkKind.COMMENT: N_("Comment  C"),
    RemarkKind.QUERY: N_("Question  Q"),
    RemarkKind.RISK: N_("Risk  R"),
}
_NOTE, _NOTE_HINT = N_("Note on the whole record"), N_("Needed to return a record without a remark.")
_REMARKS = N_("Remarks on this record")
_COUNT = NN_("{n} remark on this record", "{n} remarks on this record")
_WALK = N_("N and P go to the next record and the one before.")
_NO_REMARKS = N_("No remark on this record yet.")
_TAKE_BACK = N_("Take the remark back")
_FINISH = N_("Finish the review…  Ctrl+Enter")
_SHOWN = 120


class ReviewSide(QFrame):
    """Asks for everything by signals; shows what it is given."""

    remark_wanted = Signal(object)
    verdict_wanted = Signal(object)
    note_wanted = Signal(str)
    take_back_wanted = Signal(str)
    remark_chosen = Signal(str)
    finish_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._said = ""
        self._progress = label("", "muted")
        self.accept, self.back = button(tr(_ACCEPT), icon="check"), button(tr(_RETURN), icon="undo-2")
        sides = ((self.accept, ReviewVerdict.ACCEPT, "left"), (self.back, ReviewVerdict.RETURN, "right"))
        for made, verdict, edge in sides:
            made.setCheckable(True)
            made.setObjectName("segment")
            made.setProperty("edge", edge)
            made.clicked.connect(lambda checked, verdict=verdict: self._judge(verdict, checked=checked))
        self.note = QLineEdit()
        self.note.setMaxLength(TEXT_LIMIT)
        self.note.editingFinished.connect(self._on_note)
        self.remarks = ItemModel(self)
        self.list = ItemList(tr(_REMARKS), self.remarks)
        self.list.chosen.connect(self.remark_chosen)
        self._count = label("", "muted", wrap=True)
        self.take_back = button(tr(_TAKE_BACK), icon="eraser")
        self.take_back.clicked.connect(lambda: self.take_back_wanted.emit(self.list.current_key()))
        self.finish = button(tr(_FINISH), primary=True)
        self.finish.clicked.connect(self.finish_wanted)
        self._build()

    def show_record(self, judged: RecordVerdict, remarks: Sequence[Remark]) -> None:
        """What is said of the record that is shown."""
        self.accept.setChecked(judged.verdict is ReviewVerdict.ACCEPT)
        self.back.setChecked(judged.verdict is ReviewVerdict.RETURN)
        self._said = judged.note
        self.note.setText(judged.note)
        self.remarks.show_items([_item(one) for one in remarks])
        self.list.setVisible(bool(remarks))
        self.take_back.setVisible(bool(remarks))
        self._count.setText(trn(*_COUNT, len(remarks)) if remarks else tr(_NO_REMARKS))
        if remarks:
            self.list.choose_row(len(remarks) - 1)

    def show_progress(self, done: int, whole: int) -> None:
        self._progress.setText(tr(_JUDGED, done=done, all=whole))

    def _judge(self, verdict: ReviewVerdict, *, checked: bool) -> None:
        self.verdict_wanted.emit(verdict if checked else ReviewVerdict.OPEN)

    def _remark_button(self, kind: RemarkKind) -> QPushButton:
        made = button(tr(_BUTTONS[kind]), icon=ICONS[kind], danger=kind is RemarkKind.RISK)
        made.clicked.connect(lambda: self.remark_wanted.emit(kind))
        return made

    def _on_note(self) -> None:
        if self.note.text().strip() != self._said:
            self._said = self.note.text().strip()
            self.note_wanted.emit(self._said)

    def _build(self) -> None:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(10)
        inside.addLayout(row(self.accept, self.back, spacing=0))
        inside.addWidget(label(tr(_WALK), "small", wrap=True))
        inside.addWidget(field(tr(_NOTE), self.note, tr(_NOTE_HINT)))
        inside.addWidget(label(tr(_SAY), "small", wrap=True))
        comment, query, risk = (self._remark_button(kind) for kind in RemarkKind)
        inside.addLayout(row(comment, query))
        inside.addWidget(risk)
        inside.addWidget(self._count)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.take_back)
        inside.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        area.setMinimumWidth(holder.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(self._progress)
        layout.addWidget(area, 1)
        layout.addWidget(self.finish)


def _item(one: Remark) -> Item:
    return Item(
        key=one.id, title=one.text[:_SHOWN], below=kind_name(one.kind), icon=ICONS[one.kind], tone=ICON_TONES[one.kind]
    )
