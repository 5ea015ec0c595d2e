"""How much details tell in what is made now: one row a topic, its rungs from the most to the least telling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QScrollArea, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.services.ladders import Ladder, Rung, Topic, TopicView, choose, tells_more
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.ladder_words import RUNGS, TOPICS
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION, _USUAL = N_("How much details tell"), N_("Show it so"), N_("As usual again")
_EXPLAINS = N_(
    "It holds for this audience, for everything that is made from here, until another audience is chosen. One thing is "
    "told in one way throughout."
)
_RUNG_USUAL = N_("{rung} (usual)")
_ANCHOR = N_("Days count from")
_MORE = N_("More is told than this audience usually reads: {topics}.")
_HIGH = 380


class LadderDialog(Sheet):
    """`chosen` carries the Ladder, or None where everything is as usual."""

    chosen = Signal(object)

    def __init__(self, audience: Audience, topics: Sequence[TopicView], now: Ladder | None, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=640)
        self._audience = audience
        self._topics = topics
        self.boxes: dict[Topic, QComboBox] = {}
        self.anchor = QDateEdit(QDate.currentDate())
        self.anchor.setDisplayFormat("yyyy-MM-dd")
        self.anchor.setAccessibleName(tr(_ANCHOR))
        self._anchor_name = label(tr(_ANCHOR))
        self._anchor_name.setBuddy(self.anchor)
        self._more = Strip()
        self._more.hide()
        self.usual = button(tr(_USUAL), icon="undo-2")
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(self._choose_usual)
        self.inside.addWidget(self._rows(), 1)
        self.inside.addWidget(self._more)
        self.inside.addLayout(row(self.usual, None))
        if now is not None and now.anchor is not None:
            self.anchor.setDate(QDate(now.anchor.year, now.anchor.month, now.anchor.day))
        for view in topics:
            rung = now.rung(view.topic) if now is not None else view.usual
            self.boxes[view.topic].setCurrentIndex(self.boxes[view.topic].findData(rung.value))
        self._look()
        self.boxes[topics[0].topic].setFocus()

    def rungs(self) -> dict[Topic, Rung]:
        """What is chosen now."""
        return {topic: Rung(box.currentData()) for topic, box in self.boxes.items()}

    def submit(self) -> None:
        day = self.anchor.date()
        self.chosen.emit(choose(self._audience, self.rungs(), date(day.year(), day.month(), day.day())))
        self.accept()

    def _choose_usual(self) -> None:
        for view in self._topics:
            self.boxes[view.topic].setCurrentIndex(self.boxes[view.topic].findData(view.usual.value))

    def _look(self) -> None:
        """Examples, the day to count from, and a word where this tells more than is usual."""
        rungs = self.rungs()
        relative = rungs[Topic.DATES] is Rung.RELATIVE
        self.anchor.setVisible(relative)
        self._anchor_name.setVisible(relative)
        more = tells_more(rungs, self._audience)
        if more:
            self._more.show_message("warn", tr(_MORE, topics=", ".join(tr(TOPICS[topic]) for topic in more)))
        self._more.setVisible(bool(more))
        self.usual.setEnabled(any(rungs[view.topic] is not view.usual for view in self._topics))

    def _rows(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        line = 0
        for view in self._topics:
            name = label(tr(TOPICS[view.topic]))
            box = self.boxes[view.topic] = self._box(view)
            name.setBuddy(box)
            grid.addWidget(name, line, 0)
            grid.addWidget(box, line, 1)
            line += 1
            if view.topic is Topic.DATES:
                grid.addWidget(self._anchor_name, line, 0)
                grid.addWidget(self.anchor, line, 1, Qt.AlignmentFlag.AlignLeading)
                line += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        area.setMinimumHeight(_HIGH)
        return area

    def _box(self, view: TopicView) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(tr(TOPICS[view.topic]))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for one in view.rungs:
            words = tr(RUNGS[one.rung])
            named = tr(_RUNG_USUAL, rung=words) if one.rung is view.usual else words
            box.addItem(isolated(named, one.example), one.rung.value)
        box.currentIndexChanged.connect(lambda _: self._look())
        return box
