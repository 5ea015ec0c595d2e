"""What editors said, each at its passage in the original, and a field for the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.remarks import Exactness, RemarkView
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import beside, button, field, label, row
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.remark_words import ICON_TONES, ICONS, TONES, kind_name
from fieldnotes_ui.widgets.spans import Span
from fieldnotes_ui.widgets.stance import Stance
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.words_edit import WordsEdit

_TITLE, _BACK = N_("What editors said"), N_("Back to the bundles")
_OPEN = NN_("{n} remark is not answered yet", "{n} remarks are not answered yet")
_ALL_ANSWERED = N_("Every remark is answered.")
_REMARKS, _TEXT = N_("Remarks"), N_("The original")
_BY = N_("{kind}, by {reviewer} on {day}")
_BLOCKS = N_("This record does not leave again before the warning is answered.")
_RETURNED = N_(
    "The record was returned. It does not leave again before all that was said of it is answered, or its text has "
    "changed."
)
_HOW = {
    Exactness.EXACT: N_("At these very words."),
    Exactness.COVERING: N_("At these words, for which something else stood in the bundle."),
    Exactness.PARAGRAPH: N_("In this paragraph: the words themselves could not be found again."),
    Exactness.RECORD: N_("About the record as a whole, or about words that are not in it any more."),
}
_CLOSED = N_("The record cannot be read now.")
_ANSWER, _SEND, _SEND_TIP = N_("Your answer"), N_("Answer"), N_("Answer, and go to the next  Ctrl+Enter")
_ANSWERED = N_("answered")
_SHOWN = 100


class RemarkAnswers(QWidget):
    """`answer_wanted` carries a remark's code and the words."""

    answer_wanted = Signal(str, str)
    copy_wanted = Signal(str, str)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, RemarkView] = {}
        self.items = ItemModel(self)
        self.list = ItemList(tr(_REMARKS), self.items)
        self.list.chosen.connect(self._show)
        self._count, self._record = label("", "muted"), label("", "h2")
        self._said, self._by, self._how = label("", wrap=True), label("", "muted"), label("", "small", wrap=True)
        self._blocks = Strip("danger", tr(_BLOCKS))
        self.text = ReadingText(tr(_TEXT))
        self.text.copy_wanted.connect(self._copy)
        self.stance, self.answer = Stance(), WordsEdit(lines=2)
        self.send = button(tr(_SEND), primary=True)
        self.send.setToolTip(tr(_SEND_TIP))
        self.send.clicked.connect(self._send)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._send)
        self._sent = ""
        self._build()

    def show_remarks(self, views: Sequence[RemarkView]) -> None:
        """All of them; the one on view stays, else the first that is open."""
        current = self.list.current_key()
        self._views = {one.code: one for one in views}
        self.items.show_items([_item(one) for one in views])
        left = [one.code for one in views if one.is_open]
        self._count.setText(trn(*_OPEN, len(left)) if left else tr(_ALL_ANSWERED))
        sent, self._sent = self._sent, ""
        goes_on = sent == current and current not in left
        for code in (*(left if goes_on else ()), current, *left, *self._views):
            if code in self._views and self.list.choose(code):
                break
        self._page.setVisible(bool(views))
        if goes_on and sent:
            (self.answer if left else self.list).setFocus()

    def _show(self, code: str) -> None:
        view = self._views[code]
        self._record.setText(view.record)
        self._by.setText(tr(_BY, kind=kind_name(view.kind), reviewer=view.reviewer, day=day_words(view.created)))
        self._said.setText(view.text)
        self._blocks.show_message("danger", tr(_RETURNED if view.returned else _BLOCKS))
        self._blocks.setVisible(view.blocks)
        place = view.place
        self._how.setText(tr(_HOW[place.how]) if place is not None else tr(_CLOSED))
        spans = [Span(place.start, place.end, TONES[view.kind], view.text)] if place is not None and view.quote else []
        self.text.show_text(view.original, spans)
        if spans:
            self.text.bring_into_view(spans[0].start)
        self.stance.reset()
        self.answer.setPlainText(view.answer)

    def _send(self) -> None:
        code = self.list.current_key()
        if code:
            self._sent = code
            self.answer_wanted.emit(code, self.stance.with_words(self.answer.words()))

    def _copy(self, words: str) -> None:
        view = self._views.get(self.list.current_key())
        if view is not None:
            self.copy_wanted.emit(view.record, words)

    def _build(self) -> None:
        back = button(tr(_BACK), icon="chevron-left")
        back.clicked.connect(self.back_wanted)
        self._page = QFrame()
        self._page.setObjectName("card")
        inside = QVBoxLayout(self._page)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(10)
        for widget in (self._record, self._by, self._said, self._blocks, self._how):
            inside.addWidget(widget)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.stance)
        inside.addLayout(beside(field(tr(_ANSWER), self.answer), self.send))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(area)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, 900])
        self.list.setMinimumWidth(240)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(tr(_TITLE), "h1"), None, back))
        layout.addWidget(self._count)
        layout.addWidget(splitter, 1)


def _item(view: RemarkView) -> Item:
    return Item(
        key=view.code,
        title=view.text[:_SHOWN],
        below=isolated(view.record, kind_name(view.kind), view.reviewer),
        icon=ICONS[view.kind],
        tone=ICON_TONES[view.kind],
        tag="" if view.is_open else tr(_ANSWERED),
        quiet=not view.is_open,
    )
