"""How the workbench is laid out: choices and gate above, records, two texts, what is left to decide, numbers below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QProgressBar, QSplitter, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audience import Audience
from fieldnotes.progress import Step
from fieldnotes.services.views import RecordPreview
from fieldnotes_ui import theme
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.models.review import ReviewBook
from fieldnotes_ui.pages.redact import counting
from fieldnotes_ui.pages.redact.gate import GateState
from fieldnotes_ui.widgets.compare import Compare
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.legend import Legend
from fieldnotes_ui.widgets.review_keys import ReviewKeys
from fieldnotes_ui.widgets.review_panel import ReviewPanel
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.short_button import ShortButton
from fieldnotes_ui.widgets.short_combo import ShortCombo
from fieldnotes_ui.widgets.side_pane import SidePane
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _TITLE_OF = N_("Redact"), N_("Redact {case}")
_CASE, _AUDIENCE = N_("Case"), N_("Audience")
_EXPORT, _MORE = N_("Export…"), N_("Other ways out: copy, page, PDF, print")
_NEXT, _OPEN_SEALED = N_("Show next  F8"), N_("Open the compartment…")
_TELLING = N_("How much details tell…")
_RECORDS = N_("Records of the case")
_OPEN_RECORD = N_("Open the record")
_STAYS, _STAYS_BECAUSE = N_("stays"), N_("stays: {reason}")
_CHANGES = NN_("{n} change", "{n} changes")
_OPEN_TAG = N_("{n} open")
_HINT = N_("? shows the keys")
_PROGRESS = N_("Decided so far")
_WIDE = 1500
"""Pixels from which a pane at the side leaves what is to be decided its place."""
_ROOMY, _CODE_LETTERS, _TITLE_LETTERS = 1500, 9, 26
"""Pixels from which the title of the case has room beside its code, and letters that are shown of both then or not."""
_PANEL, _PANEL_MOST = 304, 400
"""Least width of what is to be decided: in letters of the usual size, and in the largest."""
_AUDIENCES = {
    Audience.INTERNAL: N_("Internal team"),
    Audience.EDITOR: N_("Editor"),
    Audience.PARTNER: N_("Partner organisation"),
    Audience.LEGAL: N_("Lawyer or court"),
    Audience.PUBLIC: N_("Public"),
}


class Workbench(QWidget):
    """The widgets of the page and how values are put into them. It decides nothing.

    `asked_anew` follows another case or audience; `record_chosen` and `record_opened` carry a record's code; `filtered`
    follows a press on the legend.
    """

    asked_anew = Signal()
    record_chosen = Signal(str)
    record_opened = Signal(str)
    export_wanted = Signal()
    next_wanted = Signal()
    sealed_wanted = Signal()
    telling_wanted = Signal()
    filtered = Signal()

    def __init__(self, book: ReviewBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.items = ItemModel(self)
        self.records = ItemList(tr(_RECORDS), self.items)
        self.compare = Compare()
        self.legend = Legend(counting.SAMPLES)
        self.panel = ReviewPanel(book)
        self.side = SidePane()
        self._make_head()
        self._lay_out()
        self._connect()
        self.forget()

    # --- what is chosen -------------------------------------------------------------------------------------------

    def case(self) -> str:
        return str(self._case.currentData() or "")

    def audience(self) -> Audience:
        return Audience(self._audience.chosen())

    def choose_audience(self, audience: Audience) -> None:
        self._audience.choose(audience.value)

    def choose_case(self, code: str) -> None:
        at = self._case.findData(code)
        if at >= 0:
            self._case.setCurrentIndex(at)

    def choose_record(self, code: str) -> None:
        """Mark a record in the list without telling anybody."""
        self.records.blockSignals(True)
        self.records.choose(code)
        self.records.blockSignals(False)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_cases(self, cases: Sequence[tuple[str, str]], wanted: str) -> None:
        kept = wanted or self.case()
        self._case.blockSignals(True)
        self._case.clear()
        for code, title in cases:
            self._case.addItem(isolated(code, title), code)
        self._case.setCurrentIndex(max(0, self._case.findData(kept)))
        self._case.blockSignals(False)
        self._show_title()

    def show_beside(self, title: str, explains: str, panel: QWidget) -> None:
        """A panel in the pane at the side. In a narrow window what is left to decide makes room for it."""
        self.side.show_panel(title, explains, panel)
        self._make_room()

    def _make_room(self) -> None:
        self.panel.setVisible(self.side.panel is None or self.width() >= _WIDE)
        self._case.setMinimumContentsLength(_TITLE_LETTERS if self.width() >= _ROOMY else _CODE_LETTERS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def cycle(self, by: int) -> None:
        """The focus to the next or previous pane: records, original, redacted, what is left to decide, the side."""
        panes: list[tuple[QWidget, QWidget]] = [
            (self.records, self.records),
            (self.compare.original, self.compare.original),
            (self.compare.redacted, self.compare.redacted),
            (self.panel, self.panel.list),
        ]
        if self.side.panel is not None:
            panes.append((self.side, self.side.panel))
        panes = [pair for pair in panes if pair[1].isVisible()]
        here = self.focusWidget()
        at = (
            at for at, (pane, _) in enumerate(panes) if here is not None and (pane is here or pane.isAncestorOf(here))
        )
        now = next(at, -by)
        panes[(now + by) % len(panes)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        self.items.show_items(())
        self.compare.show_record(None)
        self.panel.forget()
        self.legend.show_numbers({})
        self._progress.hide()
        self._decided.setText("")
        self._open_record.setEnabled(False)

    def show_records(self, records: Sequence[RecordPreview], shown: str) -> None:
        self.items.show_items([_item(record, self._book.count(record=record.code).open) for record in records])
        self._open_record.setEnabled(bool(records))
        self.choose_record(shown)

    def show_numbers(self, record: RecordPreview | None) -> None:
        """Of what is stored now."""
        self.legend.show_numbers(counting.numbers(self._book, record))
        done, whole, words = counting.progress(self._book, record.code if record is not None else "")
        self._progress.setVisible(bool(whole))
        self._progress.setRange(0, max(whole, 1))
        self._progress.setValue(done)
        self._progress.setAccessibleDescription(words)
        self._decided.setText(words)

    def work_keys(self, do: Mapping[str, Callable[[str], object]]) -> None:
        """The keys count in the texts, the list and its card."""
        ReviewKeys(self._inner, do)

    def show_step(self, step: Step) -> None:
        self._progress.show()
        self._progress.setRange(0, step.total or 0)
        self._progress.setValue(step.done)

    def show_gate(self, state: GateState) -> None:
        self._gate.show_message(state.tone, state.words)
        self._next.setVisible(state.leads and bool(self.panel.items.items))
        self._sealed.hide()
        self._export.setEnabled(state.can_export)
        self.more.setEnabled(state.can_export)
        self._export.setToolTip(f"{tr(_EXPORT)}  Ctrl+Shift+X" if state.can_export else state.words)

    def show_telling(self, short: str, words: str, *, chosen: bool) -> None:
        """How much details tell: on its button, and in a line above the texts where it is not as usual."""
        self.telling.setText(f" {short}")
        self.telling.setAccessibleName(f"{tr(_TELLING)} {short}")
        self.telling.setToolTip(f"{tr(_TELLING)}\n{words}")
        self.told.setText(words if chosen else "")
        self.told.setVisible(chosen)

    def show_sealed(self, words: str) -> None:
        self.show_gate(GateState("warn", words, can_export=False))
        self._sealed.show()
        page, at = self.parentWidget(), QApplication.focusWidget()
        if page is not None and at is not None and (at is page or page.isAncestorOf(at)):
            self._sealed.setFocus()  # all the rest of the page is empty

    def _show_title(self) -> None:
        self._title.setText(tr(_TITLE_OF, case=self.case()) if self.case() else tr(_TITLE))

    def _on_case(self) -> None:
        self._show_title()
        self.asked_anew.emit()

    # --- building -------------------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        self._title = ElidedLabel(tr(_TITLE), "h1")
        self._case = ShortCombo()
        self._case.setAccessibleName(tr(_CASE))
        self._case.currentTextChanged.connect(self._case.setToolTip)
        self._case.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._case.setMinimumContentsLength(_CODE_LETTERS)
        self._case.setMaximumWidth(340)
        pairs = [(audience.value, tr(words)) for audience, words in _AUDIENCES.items()]
        self._audience = Segments(tr(_AUDIENCE), pairs, Audience.EDITOR.value)
        self.telling = button(tr(_TELLING), icon="sliders-horizontal")
        self.told = label("", "muted", wrap=True)
        self.told.hide()
        self._export = button(tr(_EXPORT), icon="package", primary=True)
        self._export.setShortcut("Ctrl+Shift+X")
        self.more = tool("chevron-down", tr(_MORE))
        self._gate = Strip()
        self._next = self._gate.add_button(button(tr(_NEXT)))
        self._sealed = self._gate.add_button(button(tr(_OPEN_SEALED), icon="lock-open"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(220)
        self._progress.setAccessibleName(tr(_PROGRESS))
        self._decided = label("", "muted")

    def _lay_out(self) -> None:
        self._open_record = ShortButton(tr(_OPEN_RECORD), "file-text")
        self._open_record.clicked.connect(lambda: self.record_opened.emit(self.records.current_key()))
        left = QFrame()
        side = QVBoxLayout(left)
        side.setContentsMargins(1, 0, 1, 0)  # a mirrored splitter cuts one pixel off
        side.setSpacing(8)
        side.addWidget(self.records, 1)
        side.addWidget(self._open_record)
        left.setMinimumWidth(160)
        middle = QWidget()
        texts = QVBoxLayout(middle)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(8)
        texts.addWidget(self.compare, 1)
        texts.addWidget(self.legend)
        self.panel.setMinimumWidth(min(theme.scaled(_PANEL), _PANEL_MOST))
        self._inner = _splitter(middle, self.panel)
        self._inner.setSizes([720, 310])
        # Not in the inner one: there every letter is a key of the review.
        body = _splitter(left, self._inner, self.side)
        body.setSizes([190, 1040, 340])
        body.setStretchFactor(0, 0)
        body.setStretchFactor(1, 1)
        self._inner.setStretchFactor(0, 1)
        self._inner.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.setSpacing(10)
        layout.addLayout(
            Flow(self._title, self._audience, self.telling, self._case, self._export, self.more, grows=self._title)
        )
        layout.addWidget(self._gate)
        layout.addWidget(self.told)
        layout.addWidget(body, 1)
        layout.addLayout(row(self._progress, self._decided, None, label(tr(_HINT), "small")))
        land_on(self, self.panel)

    def _connect(self) -> None:
        self._case.currentIndexChanged.connect(lambda _: self._on_case())
        self._audience.changed.connect(lambda _: self.asked_anew.emit())
        self.records.chosen.connect(self.record_chosen)
        self.records.activated.connect(lambda _: self.compare.lead_on())
        self.compare.record_wanted.connect(self.record_opened)
        self._export.clicked.connect(self.export_wanted)
        self.telling.clicked.connect(self.telling_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._sealed.clicked.connect(self.sealed_wanted)
        self.legend.changed.connect(self.filtered)
        self.side.closed.connect(self._make_room)
        self.side.closed.connect(self.panel.list.setFocus)
        self.panel.ran_out.connect(self.compare.redacted.setFocus)  # what is to be read next: as it would leave


def _splitter(*widgets: QWidget) -> QSplitter:
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(12)
    made.setChildrenCollapsible(False)
    for widget in widgets:
        made.addWidget(widget)
    return made


def _item(record: RecordPreview, still: int) -> Item:
    open_words = tr(_OPEN_TAG, n=still) if still else ""
    below = (
        isolated(open_words, trn(*_CHANGES, len(record.changes)), record.label) if record.included else _stays(record)
    )
    icon, tone = ("circle-help", "warn") if still else ("check", "ok") if record.included else ("file-lock", "text3")
    title = isolated(record.code, record.title) if record.title != record.code else record.code
    return Item(record.code, title, below, icon=icon, tone=tone, quiet=not record.included)


def _stays(record: RecordPreview) -> str:
    reason = record.reasons[0].text if record.reasons else ""
    return tr(_STAYS_BECAUSE, reason=reason) if reason else tr(_STAYS)
