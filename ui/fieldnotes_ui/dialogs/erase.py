"""The recycle bin; and purging from it: what goes, what no program can reach, which backups still hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services.backup import BackupView
from fieldnotes.services.erase import Gone
from fieldnotes.services.views import RowView
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, field, label
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_MOST_HIGH = 720
"""Pixels of a dialog that a small laptop shows whole."""
_BIN = N_("Recycle bin")
_ABOUT = N_("Records here are in no list and no search, but still in the vault, encrypted as before.")
_EMPTY = N_("Nothing is in the recycle bin.")
_SINCE, _HIDDEN = N_("here since {day}"), N_("Hidden in lists")
_RESTORE, _PURGE, _PURGE_ALL, _CLOSE = (
    N_("Restore"), N_("Delete for good…"), N_("Empty the bin…"), N_("Close"),
)  # fmt: skip
_TITLE = NN_("Delete {n} record for good?", "Delete {n} records for good?")
_CODES = N_("{codes} with every saved version, draft and search entry. Nobody, not even FieldNotes, can bring it back.")
_HOW = N_(
    "The levels it lay under get new keys and the database is written afresh, so that no leftover of it opens with the "
    "keys of today."
)
_REACH = N_("What this does not reach: older copies of the vault's folder, bundles that left, and backups.")
_HELD = N_("Backups that hold it until they are deleted: {names}.")
_NONE_HELD = N_("No backup of this vault is known here.")
_WHY, _WHY_HINT = N_("Why (may stay empty)"), N_("Kept in the vault beside the ledger's note that something went.")
_SURE, _UNSURE = N_("I do not need it any more."), N_("Tick the line above first: this cannot be undone.")
_ACTION, _STOP = N_("Delete for good"), N_("Stop")
_GONE, _DONE = NN_("{n} record is gone", "{n} records are gone"), N_("Done")
_WENT = N_("Versions deleted: {versions}. Drafts deleted: {drafts}. New keys for: {levels}.")
_KEPT = N_("Still named as a code in the register of exports: {codes}.")
_STILL = N_("Still in these backups:")
_BACKUP = N_("{name} of {day}")
_IN_NONE = N_("No backup that is known here still holds it.")


@dataclass(frozen=True, slots=True)
class Binned:
    """A record in the bin and when it came there (UTC)."""

    view: RowView
    since: str


class RecycleBinDialog(QDialog):
    """`restore_wanted` and `purge_wanted` carry codes; the opener answers with `show_binned`."""

    restore_wanted = Signal(str)
    purge_wanted = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_BIN))
        self.resize(640, min(theme.scaled(520), _MOST_HIGH))
        self._model = ItemModel(self)
        self.list = ItemList(tr(_BIN), self._model)
        self.list.setObjectName("boxed")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyState("trash-2", tr(_EMPTY)))
        self.restore = button(tr(_RESTORE), icon="archive-restore")
        self.purge = button(tr(_PURGE), icon="trash-2", danger=True)
        self.purge_all = button(tr(_PURGE_ALL))
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.list.current_key()))
        self.purge.clicked.connect(lambda: self.purge_wanted.emit([self.list.current_key()]))
        self.purge_all.clicked.connect(lambda: self.purge_wanted.emit([item.key for item in self._model.items]))
        close = button(tr(_CLOSE), primary=True)
        close.clicked.connect(self.accept)
        for made in (self.restore, self.purge, self.purge_all):
            made.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_BIN), "h2"))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addWidget(self._stack, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addLayout(Flow(self.restore, self.purge, self.purge_all), 1)
        below.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(below)
        self.show_binned(())

    def show_binned(self, binned: Sequence[Binned]) -> None:
        """What is there now; the first is chosen."""
        self._model.show_items([_item(one) for one in binned])
        self._stack.setCurrentIndex(0 if binned else 1)
        for made in (self.restore, self.purge, self.purge_all):
            made.setEnabled(bool(binned))
        if binned:
            self.list.choose_row(0)


class PurgeDialog(Sheet):
    """`wanted` carries the reason; the dialog then stays, shows steps, and `stopped` is its cancel meanwhile."""

    wanted = Signal(str)
    stopped = Signal()

    def __init__(self, codes: Sequence[str], held: Sequence[BackupView], parent: QWidget) -> None:
        super().__init__(trn(*_TITLE, len(codes)), tr(_ACTION), parent, width=540)
        self._running = False
        self.main.setProperty("primary", False)
        self.main.setProperty("danger", True)
        names = ", ".join(view.name for view in held)
        holds = tr(_HELD, names=names) if held else tr(_NONE_HELD)
        self.inside.addWidget(Points((tr(_CODES, codes=", ".join(codes)), tr(_HOW), tr(_REACH))))
        self.inside.addWidget(Strip("warn" if held else "info", holds))
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.inside.addWidget(field(tr(_WHY), self.reason, tr(_WHY_HINT)))
        self.sure = QCheckBox(tr(_SURE))
        self.inside.addWidget(self.sure)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.inside.addWidget(self.progress)
        self.reason.setFocus()

    def submit(self) -> None:
        if not self.sure.isChecked():
            self.show_problem(tr(_UNSURE))
            return
        self._busy(True)
        self.wanted.emit(self.reason.text().strip())

    def show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def show_failed(self, sentence: str) -> None:
        self._busy(False)
        self.show_problem(sentence)

    def finish(self) -> None:
        """Done, or stopped before anything went."""
        self._running = False
        self.accept()

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()
            self.out.setEnabled(False)
            return
        super().reject()

    def _busy(self, busy: bool) -> None:
        self._running = busy
        self.progress.setVisible(busy)
        self.out.setText(tr(_STOP))
        for control in (self.reason, self.sure, self.main):
            control.setEnabled(not busy)


class GoneDialog(Sheet):
    """What was deleted, and honestly what was not."""

    def __init__(self, gone: Gone, parent: QWidget) -> None:
        super().__init__(trn(*_GONE, len(gone.codes)), tr(_DONE), parent, width=560)
        levels = ", ".join(level_name(level) for level in gone.levels)
        facts = [tr(_WENT, versions=gone.versions, drafts=gone.drafts, levels=levels or "—")]
        if gone.kept:
            facts.append(tr(_KEPT, codes=", ".join(gone.kept)))
        self.inside.addWidget(Points((*facts, *gone.remarks)))
        if gone.still_in:
            lines = [tr(_BACKUP, name=view.name, day=local_day(view.made)) for view in gone.still_in]
            self.inside.addWidget(Strip("warn", "\n".join((tr(_STILL), *lines))))
        else:
            self.inside.addWidget(Strip("ok", tr(_IN_NONE)))
        self.out.hide()


def _item(one: Binned) -> Item:
    view = one.view
    title = tr(_HIDDEN) if view.preview_hidden else view.title
    return Item(
        view.row.code, title, isolated(view.row.code, tr(_SINCE, day=local_day(one.since))), level=view.effective
    )
