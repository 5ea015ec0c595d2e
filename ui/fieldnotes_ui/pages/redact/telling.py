"""How something would leave the workbench: the ladder, chosen beside the audience, and which records alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.services import ladders
from fieldnotes.services.ladders import Ladder, TopicView
from fieldnotes.services.preparing import USUAL, How
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.ladder import LadderDialog
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.widgets.ladder_words import in_full, in_short


class Telling(QObject):
    """`changed` follows another choice: what was read with the old one must be read again.

    `only`: the records that leave where not all of the case do.
    """

    changed = Signal()

    def __init__(self, page: QWidget, desk: Desk, bench: Workbench) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._bench = bench
        self._ladder: Ladder | None = None
        self.only: frozenset[str] = frozenset()
        self._is_asking = False
        bench.telling_wanted.connect(self.ask)
        self._show()

    def how(self) -> How:
        """For preview, export, pages and what remains of people alike."""
        return How(ladder=self._ladder, only=self.only) if self._ladder is not None or self.only else USUAL

    def words(self) -> str:
        """Which ladder is in force, as a sentence."""
        return in_full(self._ladder, self._bench.audience())

    def reset(self, ladder: Ladder | None = None) -> None:
        """As usual again, or as somebody proposed it, without telling anybody."""
        self._ladder = ladder
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
                dialog.chosen.connect(self.choose)
                dialog.open()

        job = self._desk.free(self._page, lambda _: ladders.topics(audience), show)
        job.ended.connect(self._has_asked)

    def _has_asked(self) -> None:
        self._is_asking = False

    def choose(self, ladder: Ladder | None) -> None:
        """Tell details so from now on."""
        if ladder != self._ladder:
            self._ladder = ladder
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        audience = self._bench.audience()
        chosen = self._ladder is not None and bool(ladders.differing(self._ladder, audience))
        self._bench.show_telling(in_short(self._ladder, audience), self.words(), chosen=chosen)
