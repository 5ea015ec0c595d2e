"""Which ladder is in force in the workbench: chosen beside the audience, gone with it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services import ladders
from fieldnotes.services.ladders import Ladder, Topic, TopicView
from fieldnotes.services.preparing import USUAL, How
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.ladder import LadderDialog
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.widgets.ladder_words import RUNGS, TOPICS

_USUAL = N_("Details: as usual")
_CHOSEN = NN_("Details: {n} chosen", "Details: {n} chosen")
_SAYS_USUAL = N_("Details are told as is usual for this audience.")
_SAYS = N_("Details are told by choice: {choices}. The rest as usual.")
_ONE = N_("{topic}: {rung}")


class Telling(QObject):
    """`changed` follows another choice: what was read with the old one must be read again."""

    changed = Signal()

    def __init__(self, page: QWidget, desk: Desk, bench: Workbench) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._bench = bench
        self._ladder: Ladder | None = None
        self._is_asking = False
        bench.telling_wanted.connect(self.ask)
        self._show()

    def how(self) -> How:
        """For preview, export, pages and what remains of people alike."""
        return How(ladder=self._ladder) if self._ladder is not None else USUAL

    def words(self) -> str:
        """Which ladder is in force, as a sentence."""
        if self._ladder is None:
            return tr(_SAYS_USUAL)
        rungs = ladders.differing(self._ladder, self._bench.audience())
        said = (tr(_ONE, topic=tr(TOPICS[topic]), rung=tr(RUNGS[rung])) for topic, rung in rungs.items())
        return tr(_SAYS, choices=", ".join(said))

    def reset(self) -> None:
        """As usual again, without telling anybody."""
        self._ladder = None
        for dialog in self._page.findChildren(LadderDialog):
            dialog.close()
        self._show()

    def ask(self) -> None:
        """The examples are what the engine writes: they are made on the other thread. Asked once, however often the
        button is pressed meanwhile."""
        if self._is_asking or self._page.findChildren(LadderDialog):
            return
        self._is_asking = True
        audience = self._bench.audience()

        def show(topics: tuple[TopicView, ...]) -> None:
            if self._desk.is_open and self._bench.audience() is audience:
                dialog = LadderDialog(audience, topics, self._ladder, self._page)
                dialog.chosen.connect(self._choose)
                dialog.open()

        job = self._desk.free(self._page, lambda _: ladders.topics(audience), show)
        job.ended.connect(self._has_asked)

    def _has_asked(self) -> None:
        self._is_asking = False

    def _choose(self, ladder: Ladder | None) -> None:
        if ladder != self._ladder:
            self._ladder = ladder
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        differs = len(self._differing())
        self._bench.show_telling(trn(*_CHOSEN, differs) if differs else tr(_USUAL), self.words(), chosen=bool(differs))

    def _differing(self) -> list[Topic]:
        return list(ladders.differing(self._ladder, self._bench.audience())) if self._ladder is not None else []
