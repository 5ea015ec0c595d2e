"""The workspace page: three panes side by side and what the window asks of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fieldnotes.errors import FieldNotesError, ReasonNeeded
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Card
from fieldnotes.progress import Watch
from fieldnotes.services import find, write
from fieldnotes.services.session import Session
from fieldnotes_ui import messages, theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.level import LevelDialog
from fieldnotes_ui.dialogs.new_record import CardDialog
from fieldnotes_ui.dialogs.passage import PassageDialog
from fieldnotes_ui.dialogs.reason import ReasonDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.pages.library.beside import Beside
from fieldnotes_ui.pages.library.bringing import Bringing, Choices
from fieldnotes_ui.pages.library.erasing import Erasing
from fieldnotes_ui.pages.library.fields import Fields
from fieldnotes_ui.pages.library.listing import Listing
from fieldnotes_ui.pages.library.many import Many
from fieldnotes_ui.pages.library.recent import Recent
from fieldnotes_ui.pages.library.sealing import Sealing
from fieldnotes_ui.pages.library.terming import Terming
from fieldnotes_ui.pages.library.versions import Versions
from fieldnotes_ui.pages.library.writing import Writing
from fieldnotes_ui.picking import offer_names
from fieldnotes_ui.widgets.beside_pane import BesidePane
from fieldnotes_ui.widgets.editor import Selected
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.record_pane import RecordPane
from fieldnotes_ui.widgets.script_fonts import FontNotice

_NOTHING_SELECTED = N_("Select the words to protect first.")
_LEAST, _ROOMY = 820, 1500
"""Pixels from which navigator, list and one record, or two, have room beside each other."""
_WIDTHS = (230, 330, 760, 560)


class LibraryPage(QWidget):
    """`redact_wanted` is a case and its records that leave alone, none for all; `status` a tone and words."""

    redact_wanted = Signal(str, object)
    person_wanted = Signal(str)
    status = Signal(str, str)
    travel_wanted = Signal()

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self._wants_cases: bool | None = None  # nobody has said so: as there is room
        self.pane = RecordPane()
        self.writing = Writing(desk, clipboard, self.pane, self)
        self.listing = Listing(desk, self)
        self.many = Many(desk, self, self.listing)
        self.beside = Beside(desk, self, BesidePane())
        self.beside.pane.scroll_with(self.pane.editor.verticalScrollBar())
        self.recent = Recent(self)
        self.bringing = Bringing(desk, self)
        self.fields = Fields(desk, self)
        self.terming = Terming(desk, self)
        self.versions = Versions(desk, self)
        self.erasing = Erasing(desk, self)
        self.sealing = Sealing(desk, self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for at, widget in enumerate((self.listing.navigator, self.listing.list, self.pane, self.beside.pane)):
            split.addWidget(widget)
            split.setStretchFactor(at, 1 if at > 1 else 0)
        self.listing.navigator.setMaximumWidth(theme.scaled(340))
        self.listing.list.setMaximumWidth(theme.scaled(480))
        split.setSizes(list(_WIDTHS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.fields.drafting.strip)
        self.fonts = FontNotice()
        layout.addWidget(self.fonts)
        layout.addWidget(split, 1)
        self._connect()
        self._add_keys()
        land_on(self, self.listing.list)

    def _connect(self) -> None:
        navigator, records, pane = self.listing.navigator, self.listing.list, self.pane
        navigator.new_record_wanted.connect(self.new_record)
        navigator.new_kind_wanted.connect(lambda verb: getattr(self, verb)())
        navigator.new_case_wanted.connect(self.new_case)
        navigator.import_wanted.connect(self.import_files)
        navigator.bin_wanted.connect(self.show_bin)
        navigator.away_wanted.connect(self.travel_wanted)
        records.new_wanted.connect(self.new_record)
        records.dropped.connect(lambda paths: self.bringing.import_files(paths, self.listing.case))
        records.person_wanted.connect(self._leave_for_person)
        records.entered.connect(pane.editor.setFocus)
        records.beside_wanted.connect(lambda at: self.open_beside(self.listing.records.code_at(at)))
        self.beside.pane.open_wanted.connect(self._exchange)
        self.beside.shown.connect(self._make_room)
        self.beside.pane.closed.connect(self._on_alone)
        for picked in (self.recent.chosen, self.listing.picked, self.fields.made_record):
            picked.connect(self.writing.open)
        self.writing.told.connect(self.status)
        self.writing.shown.connect(self._mark_open)
        self.writing.stays.connect(self._mark_open)
        self.bringing.made_case.connect(self.open_case)
        self.bringing.made_record.connect(self._begin)
        self.fields.case_needed.connect(self.new_case)
        pane.fields_wanted.connect(self.change_fields)
        self.bringing.sealed_wanted.connect(self.sealing.write)
        pane.editor.left.connect(records.view.setFocus)
        pane.editor.mark_wanted.connect(self.mark_passage)
        pane.bar.mark_wanted.connect(self.mark_passage)
        pane.bar.redact_wanted.connect(self._leave_for_redaction)
        pane.head.level_wanted.connect(self.raise_or_lower)
        pane.head.details_wanted.connect(self._change_card)
        pane.head.source_wanted.connect(self._show_source)
        pane.people.chosen.connect(self._leave_for_person)
        pane.head.versions_wanted.connect(self.show_versions)
        pane.head.recycle_wanted.connect(self.recycle)
        self.erasing.recycled.connect(lambda code: self._let_go((code,)))
        self.many.binned.connect(self._let_go)
        self.many.export_wanted.connect(self.redact_wanted)
        self.many.offer(self.open_beside, self.raise_or_lower, self.move_to_case, self.show_versions, self.recycle)
        pane.unseal_wanted.connect(self._unseal)
        self.versions.unseal_wanted.connect(self._unseal)

    def _add_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, does in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.writing.save),
            (QKeySequence("Alt+Down"), partial(self.listing.step, 1)),
            (QKeySequence("Alt+Up"), partial(self.listing.step, -1)),
        ):
            QShortcut(keys, self, context=within).activated.connect(does)

    def _mark_open(self) -> None:
        self.listing.mark_open(self.writing.code, readable=self.pane.shows_text)
        self.recent.note(self.writing.code)
        if self.pane.shows_text and self.writing.view is not None:
            QTimer.singleShot(0, self, partial(self.fonts.look, self.writing.view.record.body))

    # --- what the window asks ---------------------------------------------------------------------------------------

    def open_record(self, code: str) -> None:
        self.writing.open(code)

    def open_beside(self, code: str = "") -> None:
        """A record, or the one that is current in the list, beside the open one. The navigator makes room for it."""
        wanted = code or self.listing.records.code_at(self.listing.list.view.currentIndex().row())
        if wanted:
            self._wants_cases = None
            self.beside.show(wanted)

    def close_beside(self) -> None:
        self.beside.pane.close_pane()

    def show_cases(self) -> None:
        """Show the cases where they are away, or take them away: whoever says so has it so in any window."""
        self._wants_cases = self.listing.navigator.isHidden()
        self._make_room()
        (self.listing.navigator.view if self._wants_cases else self.listing.list.view).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The cases go first where not everything has room beside each other."""
        needed = _ROOMY if self.beside.pane.code else theme.scaled(_LEAST)
        has_room = self.width() >= needed
        self.listing.navigator.setVisible(has_room if self._wants_cases is None else self._wants_cases)

    def _on_alone(self) -> None:
        self._make_room()
        if self.pane.shows_text:
            self.pane.editor.setFocus()

    def _exchange(self, code: str) -> None:
        """The record beside is opened, the open one goes beside."""
        before = self.writing.code
        self.writing.open(code)
        if before and before != code:
            self.writing.after_saving(lambda: self.beside.show(before))

    def show_recent(self) -> None:
        self.recent.offer(self.listing.title_of, self.listing.list.field)

    def open_case(self, code: str) -> None:
        self.listing.show_case(code)

    def focus_search(self) -> None:
        """In a text, that text is searched; a second time, or elsewhere, the case."""
        if self.pane.editor.hasFocus():
            self.pane.search.ask()
            return
        self.listing.list.field.setFocus()
        self.listing.list.field.selectAll()

    def focus_search_everywhere(self) -> None:
        typed = self.listing.list.field.text()
        self.listing.show_all()
        self.listing.list.field.setText(typed)
        self.focus_search()

    def new_case(self) -> None:
        self.bringing.new_case()

    def new_record(self) -> None:
        self.bringing.new_record(self.listing.case)

    def new_incident(self) -> None:
        self.fields.new_incident(self.listing.case)

    def new_publication(self) -> None:
        self.fields.new_publication(self.listing.case)

    def new_evidence(self) -> None:
        self.fields.new_evidence(self.listing.case)

    def new_from_template(self) -> None:
        self.fields.new_from_template(self.listing.case)

    def quick_note(self) -> None:
        self.fields.quick_note(self.listing.case)

    def own_terms(self) -> None:
        self.terming.show()

    def change_fields(self) -> None:
        """The form of the open record, once its marks are stored."""
        view = self.writing.view
        if view is not None and view.in_fields:
            self.writing.after_saving(lambda: self.fields.change(self.writing.view or view))

    def import_files(self) -> None:
        self.bringing.choose_files(self.listing.case)

    def show_versions(self) -> None:
        """What the open record said before, once its typing is one of its versions."""
        if self.writing.view is not None:
            self.writing.after_saving(lambda: self.versions.show(self.writing.code))

    def compare(self, code: str, version: int) -> None:
        """Open a record and compare one of its versions with the present one."""
        self.writing.open(code)
        self.versions.show(code, first=version)

    def recycle(self) -> None:
        """Move the open record to the recycle bin, its last typing included; or those that are chosen in the list."""
        if self.many.are_chosen:
            self.writing.after_saving(self.many.recycle)
        elif self.writing.view is not None:
            self.writing.after_saving(lambda: self.erasing.recycle(self.writing.code))

    def show_bin(self) -> None:
        self.erasing.show_bin()

    def move_to_case(self) -> None:
        """Put the open record, or those that are chosen in the list, into another case."""
        self.writing.after_saving(lambda: self.many.move(self.writing.code))

    def _let_go(self, codes: tuple[str, ...]) -> None:
        if self.writing.code in codes:
            self.writing.close()

    def next_pane(self) -> None:
        self._cycle(1)

    def previous_pane(self) -> None:
        self._cycle(-1)

    def _cycle(self, by: int) -> None:
        stops: list[QWidget] = [self.listing.navigator.view, self.listing.list.view]
        panes: list[QWidget] = [self.listing.navigator, self.listing.list]
        if self.pane.shows_text:
            stops.append(self.pane.editor)
            panes.append(self.pane)
        if self.beside.pane.code:
            stops.append(self.beside.pane.text)
            panes.append(self.beside.pane)
        if self.listing.navigator.isHidden():
            del stops[0], panes[0]
        here = self.focusWidget()
        now = next((at for at, pane in enumerate(panes) if here is not None and pane.isAncestorOf(here)), -by)
        stops[(now + by) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- level ------------------------------------------------------------------------------------------------------

    def order(self) -> None:
        """Choose the order of the list."""
        self.listing.offer_orders()

    def undo_many(self) -> None:
        """Take back the last change of several records."""
        self.many.take_back()

    def raise_or_lower(self) -> None:
        if self.many.are_chosen:
            self.writing.after_saving(self.many.change_level)
            return
        view = self.writing.view
        if view is None:
            return
        row = view.record.row
        forbidden = {level: find.forbidden_by(level) for level in Level}
        dialog = LevelDialog(row.code, row.level, forbidden, self, reasons=view.reasons)
        dialog.chosen.connect(lambda level: self._set_level(row.code, level))
        dialog.open()

    def _set_level(self, code: str, level: Level, reason: str = "", second: str = "") -> None:
        def refused(error: FieldNotesError) -> None:
            if isinstance(error, ReasonNeeded):
                dialog = ReasonDialog(code, level, self, asks_two=self._desk.limits.two_to_lower)
                dialog.given.connect(lambda why: self._set_level(code, level, why, dialog.second.text()))
                dialog.open()
            else:
                self._desk.failed.emit(error)

        def work(session: Session, _: Watch) -> Changes:
            return write.set_level(session, code, level, reason=reason, second=second)

        self._desk.ask(self, work, failed=refused)

    # --- passages, card, sealed -------------------------------------------------------------------------------------

    def mark_passage(self) -> None:
        if self.writing.view is None:
            return
        where = self.pane.editor.selected()
        if where is None:
            self._desk.notice.emit(tr(_NOTHING_SELECTED))
            return
        dialog = PassageDialog(where.quote, where.present, self)
        dialog.wanted.connect(partial(self._mark, where))
        dialog.open()

    def _mark(self, where: Selected, level: Level, replacement: str, reason: str) -> None:
        self.pane.editor.mark(where, level, replacement=replacement, reason=reason)
        self.pane.editor.setFocus()
        self.writing.save()

    def _change_card(self) -> None:
        view = self.writing.view
        if view is None:
            return
        card = view.record.row.card or Card()

        def ask(choices: Choices) -> None:
            dialog = CardDialog(view.record.code, card, choices.sources, self)
            offer_names(self._desk, self, dialog)
            dialog.changed.connect(self.writing.save_card)
            dialog.open()

        self.bringing.choices(ask)

    def _unseal(self) -> None:
        dialog = RevealDialog(self)
        dialog.submitted.connect(
            lambda passphrase: self._desk.open_sealed(
                dialog, passphrase, dialog.accept, lambda error: dialog.show_error(messages.words(error))
            )
        )
        dialog.open()

    # --- leaving ----------------------------------------------------------------------------------------------------

    def _begin(self, code: str) -> None:
        """Show a record that was just made, ready to be written in."""
        self.writing.open(code)
        self.pane.editor.setFocus()

    def _show_source(self) -> None:
        view = self.writing.view
        if view is not None and view.record.row.card is not None:
            self._leave_for_person(view.record.row.card.source)

    def _leave_for_person(self, code: str) -> None:
        self.writing.after_saving(lambda: self.person_wanted.emit(code))

    def _leave_for_redaction(self) -> None:
        view = self.writing.view
        if view is not None:
            self.writing.after_saving(lambda: self.redact_wanted.emit(view.record.row.case, ()))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.writing.is_dirty:
            self.writing.save()
