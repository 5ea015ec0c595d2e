"""Change where a person stands: what follows is shown before it is done, and what happened afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.status import State
from fieldnotes.services.triggers import Released, StatusSet
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.status_words import STATE_LOOK, STATES, status_words
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION = N_("Where {code} stands"), N_("Note this status")
_STATE, _ON = N_("Status"), N_("Since when")
_ON_HINT = N_("As exactly as it is known: 2026, 2026-03, 2026-03-14 or c. 2026; empty for unknown.")
_WORDS, _WORDS_HINT = N_("Where, and who told it"), N_("Sealed with the names. Empty for nothing.")
_NO_WORDS = N_("Words can be added while the sealed compartment is open.")
_NO_DATE = N_("That is no date. Write it as 2026, 2026-03 or 2026-03-14; about then as c. 2026.")
_LOOKING = N_("Looking at what follows…")
_NOTHING = N_("Nothing else changes.")
_WILL_RISE = N_("{code} and kin come into danger. This follows by itself:")
_RISES = N_("{code}: from {old} to {new}")
_NOBODY_RISES = N_("Nobody is raised: all are at the highest level that is raised to by itself.")
_A_REVIEW = N_("A task for today: review the protection, and what was already sent.")
_CARRIED = NN_("{n} bundle that was sent carries them:", "{n} bundles that were sent carry them:")
_NOT_SENT = N_("No bundle that was sent carries them.")
_BUNDLE = N_("{id}, made on {day}, with {codes}")
_DONE_TITLE, _CLOSE = N_("{code}: {status}"), N_("Close")
_DONE = N_("This was done:")
_NOTED_ONLY = N_("It was noted. Nothing else changed.")
_BY_HAND = N_("Levels are lowered again by hand only, with a reason.")
_REST_MS = 200
_ID = 12


@dataclass(frozen=True, slots=True)
class NewStatus:
    state: State
    on: str
    words: str


def raised_lines(found: StatusSet) -> list[str]:
    """Who is raised, and that there is a review; empty where the status endangers nobody."""
    if not found.triggered:
        return []
    raised = [tr(_RISES, code=one.code, old=level_name(one.old), new=level_name(one.new)) for one in found.raised]
    return [*(raised or [tr(_NOBODY_RISES)]), tr(_A_REVIEW)]


def sent_lines(releases: Sequence[Released]) -> list[str]:
    """The bundles that carry some of them, the newest first."""
    return [
        tr(_BUNDLE, id=one.release.bundle_id[:_ID], day=local_day(one.release.at), codes=", ".join(one.persons))
        for one in releases
    ]


class _Follows(QWidget):
    """What follows, or followed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_parts(self, *parts: QWidget) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for part in parts:
            self._column.addWidget(part)

    def show_set(self, found: StatusSet, heading: str) -> None:
        carried = sent_lines(found.releases)
        sent = trn(*_CARRIED, len(carried)) if carried else tr(_NOT_SENT)
        self.show_parts(
            Strip("warn", heading), Points(raised_lines(found)), Strip("warn" if carried else "ok", sent),
            Points(carried),
        )  # fmt: skip


class StatusDialog(Sheet):
    """`looked` asks what a NewStatus would do, to be answered by `show_follows`; `wanted` is the one to be noted."""

    looked = Signal(object)
    wanted = Signal(object)

    def __init__(self, code: str, present: State | None, parent: QWidget, *, takes_words: bool) -> None:
        super().__init__(tr(_TITLE, code=code), tr(_ACTION), parent, width=560)
        self._code = code
        self.state = QComboBox()
        for state, words in STATES.items():
            self.state.addItem(theme.icon(*STATE_LOOK[state]), tr(words), state)
        if present is not None:
            self.state.setCurrentIndex(self.state.findData(present))
        self.on = QLineEdit()
        self.words = QLineEdit()
        self.words.setEnabled(takes_words)
        self.follows = _Follows()
        self.inside.addWidget(field(tr(_STATE), self.state))
        self.inside.addWidget(field(tr(_ON), self.on, tr(_ON_HINT)))
        self.inside.addWidget(field(tr(_WORDS), self.words, tr(_WORDS_HINT if takes_words else _NO_WORDS)))
        self.inside.addWidget(self.follows)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.look)
        self.state.currentIndexChanged.connect(lambda _: self._edited())
        self.on.textEdited.connect(lambda _: self._edited())
        self.state.setFocus()
        self._edited()

    def typed(self) -> NewStatus | None:
        """What was chosen; None while the date is none."""
        try:
            on = str(UncertainDate.parse(self.on.text()))
        except BadValue:
            return None
        return NewStatus(State(self.state.currentData()), on, self.words.text().strip())

    def look(self) -> None:
        """Ask what would follow of what is typed now."""
        self._rest.stop()
        new = self.typed()
        if new is None:
            self.show_problem(tr(_NO_DATE))
            self.main.setEnabled(False)
            self.follows.show_parts()
        else:
            self.problem.hide()
            self.looked.emit(new)

    def show_follows(self, new: NewStatus, found: StatusSet) -> None:
        """Only what was seen can be noted."""
        typed = self.typed()
        if typed is None or (new.state, new.on) != (typed.state, typed.on):
            return
        if found.triggered:
            self.follows.show_set(found, tr(_WILL_RISE, code=self._code))
        else:
            self.follows.show_parts(Strip("info", tr(_NOTHING)))
        self.main.setEnabled(True)
        self.adjustSize()

    def submit(self) -> None:
        new = self.typed()
        if new is not None and self.main.isEnabled():
            self.main.setEnabled(False)
            self.wanted.emit(new)

    def _edited(self) -> None:
        self.main.setEnabled(False)
        self.follows.show_parts(label(tr(_LOOKING), "muted"))
        self._rest.start()


class StatusDone(Sheet):
    """What a new status did."""

    def __init__(self, done: StatusSet, parent: QWidget) -> None:
        code = done.status.person
        super().__init__(tr(_DONE_TITLE, code=code, status=status_words(done.status)), tr(_CLOSE), parent, width=560)
        self.out.hide()
        self.follows = _Follows()
        self.inside.addWidget(self.follows)
        if done.triggered:
            self.follows.show_set(done, tr(_DONE))
            self.inside.addWidget(label(tr(_BY_HAND), "small", wrap=True))
        else:
            self.follows.show_parts(Strip("ok", tr(_NOTED_ONLY)))
