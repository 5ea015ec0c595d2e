"""A record as it is beside the same record as it would leave, scrolled together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import RecordPreview, RemainingDetail
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.reading_text import ReadingText, Span, Tone

_ORIGINAL, _REDACTED = N_("Original · read only"), N_("As it would leave")
_ORIGINAL_NAME, _REDACTED_NAME = N_("Original text"), N_("Redacted text")
_STAYS = N_("This record stays in the vault.")
_TIP = N_("{label}: {why}")
_OPEN_TIP = N_("Possible name: not decided yet")
_DETAIL_TIP = N_("Could identify somebody: {facet}")


class Compare(QSplitter):
    """`copy_wanted` carries words of the original, `copy_redacted_wanted` of the redacted text."""

    copy_wanted = Signal(str)
    copy_redacted_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        self.original = ReadingText(tr(_ORIGINAL_NAME))
        self.redacted = ReadingText(tr(_REDACTED_NAME))
        self.original.copy_wanted.connect(self.copy_wanted)
        self.redacted.copy_wanted.connect(self.copy_redacted_wanted)
        self._reasons = label("", "muted", wrap=True)
        self._right = QStackedWidget()
        self._right.addWidget(self.redacted)
        self._right.addWidget(self._withheld())
        self.addWidget(_pane(tr(_ORIGINAL), self.original))
        self.addWidget(_pane(tr(_REDACTED), self._right))
        self._together(self.original.verticalScrollBar(), self.redacted.verticalScrollBar())

    def show_record(
        self, record: RecordPreview | None, surfaces: Sequence[str] = (), details: Sequence[RemainingDetail] = ()
    ) -> None:
        """`surfaces` are spellings nobody has decided on; `details` those of this record."""
        if record is None:
            self.original.show_text("")
            self.redacted.show_text("")
            self._right.setCurrentIndex(0)
            return
        self.original.show_text(record.original, _spans_before(record, surfaces, details))
        self.redacted.show_text(record.redacted, _spans_after(record))
        self._reasons.setText("\n".join(reason.text for reason in record.reasons))
        self._right.setCurrentIndex(0 if record.included else 1)

    def show_place(self, record: RecordPreview, start: int, end: int) -> None:
        """Frame a place of the original, and bring what became of it into view."""
        self.original.show_current(start, end)
        if record.included:
            self.redacted.bring_into_view(moved(record, start))

    def _withheld(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(theme.icon("file-lock", "text3").pixmap(44, 44))
        head = label(tr(_STAYS), "h2", wrap=True)
        for widget in (picture, head, self._reasons):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        return page

    def _together(self, one: QScrollBar, other: QScrollBar) -> None:
        """Both at the same part of their length: the texts differ in length but not in order."""
        moving = False

        def follow(source: QScrollBar, target: QScrollBar) -> None:
            nonlocal moving
            if moving:
                return
            moving = True
            part = source.value() / source.maximum() if source.maximum() else 0.0
            target.setValue(round(part * target.maximum()))
            moving = False

        one.valueChanged.connect(lambda _: follow(one, other))
        other.valueChanged.connect(lambda _: follow(other, one))


def moved(record: RecordPreview, start: int) -> int:
    """Where a place of the original is found in the redacted text."""
    offset = start
    for change in record.changes:
        if change.start > start:
            break
        offset = change.new_start if start < change.end else start - change.end + change.new_end
    return min(offset, len(record.redacted))


def places_of(surface: str, text: str) -> list[tuple[int, int]]:
    """Every place where a spelling stands, letter for letter."""
    found = []
    at = text.find(surface) if surface else -1
    while at >= 0:
        found.append((at, at + len(surface)))
        at = text.find(surface, at + len(surface))
    return found


def _spans_before(record: RecordPreview, surfaces: Sequence[str], details: Sequence[RemainingDetail]) -> list[Span]:
    taken = [
        Span(change.start, change.end, Tone.TAKEN, tr(_TIP, label=change.label, why=tr(change.why)))
        for change in record.changes
    ]
    unsettled = [
        Span(start, end, Tone.OPEN, tr(_OPEN_TIP))
        for surface in surfaces
        for start, end in places_of(surface, record.original)
    ]
    named = [Span(one.start, one.end, Tone.DETAIL, tr(_DETAIL_TIP, facet=one.facet)) for one in details]
    return [*taken, *named, *unsettled]


def _spans_after(record: RecordPreview) -> list[Span]:
    return [Span(change.new_start, change.new_end, Tone.PUT, tr(change.why)) for change in record.changes]


def _pane(name: str, inside: QWidget) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(4, 10, 4, 4)
    layout.setSpacing(4)
    head = label(name, "section")
    head.setContentsMargins(12, 0, 12, 0)
    layout.addWidget(head)
    layout.addWidget(inside, 1)
    frame.setMinimumWidth(220)
    return frame
