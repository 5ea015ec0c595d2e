"""A record as it is beside the same record as it would leave, scrolled together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import ChangeKind
from fieldnotes.services.views import RecordPreview, RemainingDetail
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import label, row
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.spans import Span, Tone

_ORIGINAL, _REDACTED = N_("Original · read only"), N_("As it would leave")
_ORIGINAL_NAME, _REDACTED_NAME = N_("Original text"), N_("Redacted text")
_STAYS = N_("This record stays in the vault.")
_TIP = N_("{label}: {why}")
_OPEN_TIP = N_("Possible name: not decided yet")
_DETAIL_TIP = N_("Could identify somebody: {facet}")
_NEAR = 30
"""Code points on each side by which a place is told from another; the services' contexts are wider."""
_TONES = {
    ChangeKind.NAME: (Tone.TAKEN_NAME, Tone.PUT_NAME),
    ChangeKind.PASSAGE: (Tone.TAKEN_PASSAGE, Tone.PUT_PASSAGE),
    ChangeKind.OFF_RECORD: (Tone.TAKEN_PASSAGE, Tone.PUT_PASSAGE),
    ChangeKind.DETAIL: (Tone.TAKEN_DETAIL, Tone.PUT_DETAIL),
}


class Compare(QSplitter):
    """`copy_wanted` carries words of the original, `copy_redacted_wanted` of the redacted text.

    What is said about a change stands in its tooltip and, for the caret, over the text.
    """

    copy_wanted = Signal(str)
    copy_redacted_wanted = Signal(str)

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
        self._reasons = label("", "muted", wrap=True)
        self._right = QStackedWidget()
        self._right.addWidget(self.redacted)
        self._right.addWidget(self._withheld())
        self.addWidget(_pane(tr(_ORIGINAL), self.original, self.original))
        self.addWidget(_pane(tr(_REDACTED), self._right, self.redacted))
        self.original.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.original))
        self.redacted.verticalScrollBar().valueChanged.connect(lambda _: self._follow(self.redacted))

    def show_record(
        self, record: RecordPreview | None, surfaces: Sequence[str] = (), details: Sequence[RemainingDetail] = ()
    ) -> None:
        """`surfaces` are spellings nobody has decided on; `details` those of this record.

        The same record again stays at the place that was read.
        """
        self._record = None  # nothing follows while the texts do not belong together
        if record is None:
            self.original.show_text("")
            self.redacted.show_text("")
            self._right.setCurrentIndex(0)
            return
        self.original.show_text(record.original, _spans_before(record, surfaces, details))
        self.redacted.show_text(record.redacted, _spans_after(record))
        self._reasons.setText("\n".join(reason.text for reason in record.reasons))
        self._right.setCurrentIndex(0 if record.included else 1)
        self._record = record
        self._follow(self.original)

    def show_place(self, record: RecordPreview, start: int, end: int) -> None:
        """Frame a place of the original; what became of it comes into view beside it."""
        self.original.show_current(start, end)
        if record.included:
            self._follow(self.original)

    def _follow(self, source: ReadingText) -> None:
        """Bring the other text to the same words: they differ in length, but not in order."""
        record = self._record
        if self._moving or record is None or not record.included:
            return
        self._moving = True
        target = self.redacted if source is self.original else self.original
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
        for widget in (picture, head, self._reasons):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
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


def open_places(record: RecordPreview, surface: str, contexts: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Where a spelling stands and is not already part of what is taken out: there it was decided by other means.

    Places that read as one of `contexts` (words with white space made single) come first.
    """
    text, found = record.original, []
    at = text.find(surface) if surface else -1
    while at >= 0:
        end = at + len(surface)
        before = bisect_right(record.changes, end - 1, key=lambda change: change.start) - 1
        if before < 0 or record.changes[before].end <= at:
            found.append((at, end))
        at = text.find(surface, end)
    return sorted(found, key=lambda place: not _reads_as(text, place, contexts))


def _reads_as(text: str, place: tuple[int, int], contexts: Sequence[str]) -> bool:
    start, end = place
    around = " ".join(text[max(0, start - _NEAR) : end + _NEAR].split())
    return any(around in context for context in contexts)


def _spans_before(record: RecordPreview, surfaces: Sequence[str], details: Sequence[RemainingDetail]) -> list[Span]:
    tips = {(one.label, one.why): tr(_TIP, label=one.label, why=tr(one.why)) for one in record.changes}
    taken = [Span(one.start, one.end, _TONES[one.kind][0], tips[one.label, one.why]) for one in record.changes]
    unsettled = [
        Span(start, end, Tone.OPEN, tr(_OPEN_TIP))
        for surface in surfaces
        for start, end in open_places(record, surface)
    ]
    named = [Span(one.start, one.end, Tone.DETAIL, tr(_DETAIL_TIP, facet=one.facet)) for one in details]
    return [*taken, *named, *unsettled]


def _spans_after(record: RecordPreview) -> list[Span]:
    tips = {one.why: tr(one.why) for one in record.changes}
    return [Span(one.new_start, one.new_end, _TONES[one.kind][1], tips[one.why]) for one in record.changes]


def _pane(name: str, inside: QWidget, text: ReadingText) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(4, 10, 4, 4)
    layout.setSpacing(4)
    about = ElidedLabel("", "small")
    text.reached.connect(about.setText)
    head = row(label(name, "section"), about, spacing=14)
    head.setStretch(1, 1)
    head.setContentsMargins(12, 0, 12, 0)
    layout.addLayout(head)
    layout.addWidget(inside, 1)
    frame.setMinimumWidth(220)
    return frame
