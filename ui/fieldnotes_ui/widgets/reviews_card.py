"""Reviews that came back: how many, what is open, and how one is taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.remarks import ReviewView
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Reviews by editors")
_NONE = N_("An editor's review is a .fnreview file. It is checked as a whole before anything of it is taken in.")
_COUNT = NN_("{n} review was taken in.", "{n} reviews were taken in.")
_OPEN = NN_("{n} remark waits for your answer.", "{n} remarks wait for your answer.")
_TAKE_IN, _READ = N_("Take in a review…"), N_("What editors said…")


class ReviewsCard(QFrame):
    take_in_wanted = Signal()
    read_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._about = label(tr(_NONE), "muted", wrap=True)
        self.open = Strip("warn", "")
        self.open.hide()
        take_in = button(tr(_TAKE_IN), icon="inbox")
        take_in.clicked.connect(self.take_in_wanted)
        self._read = button(tr(_READ), icon="message-square")
        self._read.clicked.connect(self.read_wanted)
        self._read.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(self._about)
        layout.addWidget(self.open)
        layout.addLayout(row(take_in, self._read, None))

    def show_reviews(self, reviews: Sequence[ReviewView]) -> None:
        if not reviews:
            return
        left = sum({(one.bundle, one.reviewer): one.open for one in reviews}.values())
        self._about.setText(trn(*_COUNT, len(reviews)))
        self.open.show_message("warn", trn(*_OPEN, left))
        self.open.setVisible(bool(left))
        self._read.show()
