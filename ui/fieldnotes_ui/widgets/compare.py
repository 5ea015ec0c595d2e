"""A record as it is beside the same record as it would leave, scrolled together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import staying
from fieldnotes.services.views import RecordPreview
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.spans import Span

_ORIGINAL, _REDACTED = N_("Original · read only"), N_("As it would leave")
_ORIGINAL_NAME, _REDACTED_NAME = N_("Original text"), N_("Redacted text")
_STAYS = N_("This record stays in the vault.")
_OPEN_RECORD, _OPEN_CONSENT = N_("Open the record  Enter"), N_("Open the consent of {source}  Enter")


class Compare(QSplitter):
    """`copy_wanted` carries words of the original, `copy_redacted_wanted` of the redacted text.

    What is said about a change stands in its tooltip and, for the caret, over the text. From a record that stays,
    `record_wanted` and `entry_wanted` lead to where that can be changed: the record, or the consent of its source.
    """

    copy_wanted = Signal(str)
    copy_redacted_wanted = Signal(str)
    record_wanted = Signal(str)
    entry_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        self.setContentsMargins(1, 0, 1, 0)  # mirrored, it cuts one pixel off
        self._record: RecordPreview | None = None
        self._moving = False
        self.original = ReadingText(tr(_ORIGINAL_NAME))
        self.redacted = ReadingText(tr(_REDACTED_NAME))
        self.original.copy_wanted.connect(self.copy_wanted)
        self.redacted.copy_wanted.connect(self.copy_redacted_wanted)
        self._reasons, self._steps = label("", "muted", wrap=True), label("", wrap=True)
        self.lead = button(tr(_OPEN_RECORD))
        self.lead.clicked.connect(self.lead_on)
        self._right = QStackedWidget()
        self._right.addWidget(self.redacted)
        self._right.addWidget(self._withheld())
        self.addWidget(_pane(tr(_ORIGINAL), self.original, self.original))
        self.addWidget(_pane(tr(_REDACTED), self._right, self.redacted))
        self.original.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.original))
        self.redacted.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.redacted))
        for text in (self.original, self.redacted):
            text.completed.connect(lambda: self._follow(self.original))

    def show_record(
        self, record: RecordPreview | None, before: Sequence[Span] = (), after: Sequence[Span] = ()
    ) -> None:
        """`before` are marks of the original, `after` of the redacted text.

        The same record again stays at the place that was read, whatever was decided in between.
        """
        same = record is not None and self._record is not None and record.code == self._record.code
        self._record = None  # nothing follows while the texts do not belong together
        if record is None:
            self.original.show_text("")
            self.redacted.show_text("")
            self._right.setCurrentIndex(0)
            return
        self.original.show_text(record.original, before, stay=same)
        self.redacted.show_text(record.redacted, after, stay=same, soon=True)
        self._reasons.setText("\n".join(reason.text for reason in record.reasons))
        steps = dict.fromkeys(filter(None, (staying.step(one, record.source) for one in record.reasons)))
        self._steps.setText("\n".join(steps))
        of_consent = bool(record.source) and staying.lies_with_consent(record.reasons)
        self.lead.setText(tr(_OPEN_CONSENT, source=record.source) if of_consent else tr(_OPEN_RECORD))
        self.lead.setAccessibleName(self.lead.text())
        self._right.setCurrentIndex(0 if record.included else 1)
        self._record = record
        self._follow(self.original)

    def lead_on(self) -> None:
        """To where the reason for which the shown record stays can be changed."""
        record = self._record
        if record is None or record.included:
            return
        if record.source and staying.lies_with_consent(record.reasons):
            self.entry_wanted.emit(record.source)
        else:
            self.record_wanted.emit(record.code)

    def show_marks(self, before: Sequence[Span], after: Sequence[Span]) -> None:
        """Other marks over the same texts."""
        self.original.show_spans(before)
        self.redacted.show_spans(after)

    def show_place(self, record: RecordPreview, start: int, end: int) -> None:
        """Frame a place of the original; what became of it comes into view beside it."""
        self.original.show_current(start, end)
        if record.included:
            self._follow(self.original)

    def _follow(self, source: ReadingText) -> None:
        """Bring the other text to the same words: they differ in length, but not in order."""
        record = self._record
        target = self.redacted if source is self.original else self.original
        if self._moving or record is None or not record.included or not (source.is_whole and target.is_whole):
            return
        self._moving = True
        bar, other = source.verticalScrollBar(), target.verticalScrollBar()
        if bar.value() == 0:
            other.setValue(0)
        elif bar.value() == bar.maximum():
            other.setValue(other.maximum())
        else:
            place, above = source.top()
            target.show_top((moved if source is self.original else moved_back)(record, place), above)
        self._moving = False

    def _withheld(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(theme.icon("file-lock", "text3").pixmap(44, 44))
        head = label(tr(_STAYS), "h2", wrap=True)
        for widget in (picture, head, self._reasons, self._steps):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addWidget(self.lead, 0, Qt.AlignmentFlag.AlignCenter)
        return page


def moved(record: RecordPreview, place: int) -> int:
    """Where a place of the original is found in the redacted text; inside a change, where its wording begins."""
    before = bisect_right(record.changes, place, key=lambda change: change.start) - 1
    if before < 0:
        return min(place, len(record.redacted))
    change = record.changes[before]
    new = change.new_start if place < change.end else place - change.end + change.new_end
    return min(new, len(record.redacted))


def moved_back(record: RecordPreview, place: int) -> int:
    """Where a place of the redacted text was in the original."""
    before = bisect_right(record.changes, place, key=lambda change: change.new_start) - 1
    if before < 0:
        return min(place, len(record.original))
    change = record.changes[before]
    old = change.start if place < change.new_end else place - change.new_end + change.end
    return min(old, len(record.original))


def _pane(name: str, inside: QWidget, text: ReadingText) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(4, 10, 4, 4)
    layout.setSpacing(4)
    about = ElidedLabel("", "small")
    text.reached.connect(about.setText)
    head = row(ElidedLabel(name.upper(), "section"), about, spacing=14)
    head.setStretch(1, 1)
    head.setContentsMargins(12, 0, 12, 0)
    layout.addLayout(head)
    layout.addWidget(inside, 1)
    frame.setMinimumWidth(180)
    return frame
