"""The register: who and what redaction looks for, what they agreed to, where the records speak of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.register import KINSHIP, EntityType, Entry, Identity, Relation, Role
from fieldnotes.progress import Watch
from fieldnotes.services import ordering, register
from fieldnotes.services.session import Session
from fieldnotes.services.views import RowView
from fieldnotes_ui import theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.models.entries import EntryFilter, EntryModel
from fieldnotes_ui.moments import dated_words, local_day
from fieldnotes_ui.pages.register.agreeing import Agreeing
from fieldnotes_ui.pages.register.alike import Comparing
from fieldnotes_ui.pages.register.following import Following
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.pages.register.naming import Naming
from fieldnotes_ui.pages.register.relating import Relating
from fieldnotes_ui.pages.register.revealing import Revealing
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.entry_list import EntryList
from fieldnotes_ui.widgets.entry_view import EntryView
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.line_list import Line
from fieldnotes_ui.widgets.register_words import sentence, spoken

_EMPTY = N_("Nobody is registered yet. Names in the register are what redaction looks for.")
_FIRST = N_("Register a person")
_CHOOSE = N_("Choose an entry to see its names, relations and consent.")
_KIN = N_("protection passes along")
_ADDED = N_("{code} is registered")
_WITH_NAME = N_("{sentence} — {name}")
_UNTITLED = N_("{code} · {day}")
_TITLED = N_("{code} · {title}")
_LIST_WIDTH, _LIST_MOST = 360, 400
_ISOLATED = "\u2068{}\u2069"
"""Each part keeps its own direction inside a line of the other one."""


class RegisterPage(QWidget):
    """`record_wanted` carries a record's code, `status` a tone (ok, busy, warn) and a sentence.

    `left_wanted` carries the code of somebody whose releases are to be called back.
    """

    record_wanted = Signal(str)
    left_wanted = Signal(str)
    status = Signal(str, str)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self._asked_for = ""
        self._quiet = False
        self._relations: list[Relation] = []
        self._looking: Job | None = None
        self.entries = EntryModel(spoken, self)
        self._filter = EntryFilter(self.entries, self)
        self.list = EntryList(self._filter)
        self.view = EntryView()
        self._lay_out()
        self._keeping = Keeping(self, desk)
        self._naming, self._revealing = Naming(self, desk, clipboard, self._keeping), Revealing(desk, self)
        self._comparing = Comparing(
            self, desk, self._keeping, self._revealing, entries=self.entries, card=self.view.alike
        )
        self._following = Following(self, desk, self._keeping, self.view)
        self._relating = Relating(self, desk, self._keeping, self.view, lambda: self._relations)
        self._agreeing = Agreeing(self, desk, clipboard, self._keeping, self.view.consent)
        self._agreeing.left_wanted.connect(self.left_wanted)
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self._show_left)
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._look_for_mentions)
        self._connect(clipboard)
        self._on_sealed(desk.sealed_open)

    # --- what the window asks for ---------------------------------------------------------------------------------

    def open_entry(self, code: str) -> None:
        """Show an entry, whatever the list is narrowed to."""
        row = self.entries.row_of(code)
        if row < 0:
            self._asked_for = code
            return
        if not self._filter.mapFromSource(self.entries.index(row, 0)).isValid():
            self.list.show_all()
        self.list.select(self._filter.mapFromSource(self.entries.index(row, 0)).row())

    def new_entry(self, type: EntityType = EntityType.PERSON) -> None:  # noqa: A002 - the domain's word
        """Ask for a new entry; for the passphrase of the sealed compartment first where it is closed."""
        self._naming.ask_for_entry(type)

    def next_pane(self) -> None:
        """From the list to the entry, to what its person agreed to, and round."""
        self._cycle(1)

    def previous_pane(self) -> None:
        self._cycle(-1)

    def _cycle(self, by: int) -> None:
        view = self.view
        panes: list[tuple[QWidget, QWidget]] = [
            (self.list, self.list.view), (view.head, view.head.level), (view.consent, view.consent.table)
        ]  # fmt: skip
        panes = [pair for pair in panes if pair[1].isVisible()]
        here = self.focusWidget()
        held = (at for at, (pane, _) in enumerate(panes) if here is not None and pane.isAncestorOf(here))
        if panes:
            stop = panes[(next(held, -by) + by) % len(panes)][1]
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
            view.ensureWidgetVisible(stop)

    # --- reading --------------------------------------------------------------------------------------------------

    def _read_all(self) -> None:
        if not self._desk.is_open:
            return  # the news of what was kept may come after the lock
        self._desk.ask(self, lambda s, _: (register.entries(s), register.relations(s)), self._show_all)

    def _show_all(self, read: tuple[list[Entry], list[Relation]]) -> None:
        found, self._relations = read
        if any(entry.identity is not None for entry in found) and not self._desk.sealed_open:
            return  # read just before the compartment closed; the next reading is on its way
        self._stack.setCurrentIndex(1 if found else 0)
        wanted, self._asked_for = self._asked_for or self._code or (found[0].code if found else ""), ""
        self.entries.show_entries(found)
        self._count()
        if wanted == self._code:
            self._select_quietly()
            self._refresh()
        elif self.entries.row_of(wanted) >= 0:
            self.open_entry(wanted)

    def _choose(self, code: str) -> None:
        if code == self._code or self._quiet:
            return
        self.view.flush()
        self._agreeing.put_aside()
        self._code = code
        self._refresh()
        self.view.show_mentions(None, sealed=False)
        self._soon.start()
        self.view.to_top()

    def _refresh(self) -> None:
        """Show the chosen entry as it was last read."""
        entry = self.entries.entry(self._code)
        self._right.setCurrentIndex(0 if entry is None else 1)
        if entry is not None:
            self._show_entry(entry)
            self._comparing.show_for(entry.code)
            self._following.show_for(entry)
            self._relating.show_for(entry.code)
            self._agreeing.read(entry)

    def _on_uncovered(self) -> None:
        entry = self.entries.entry(self._code)
        if entry is not None:
            self._revealing.shown(entry)

    def _show_entry(self, entry: Entry) -> None:
        self.view.show_entry(entry)
        self.view.show_relations([self._line(one) for one in self._relations if entry.code in (one.a, one.b)])

    def _line(self, relation: Relation) -> Line:
        """A relation as seen from the chosen entry: opening it goes to the other side."""
        other = relation.b if relation.a == self._code else relation.a
        entry = self.entries.entry(other)
        words = sentence(relation.a, relation.kind, relation.b)
        if entry is not None and entry.identity is not None and self.entries.named:
            words = tr(_WITH_NAME, sentence=words, name=_ISOLATED.format(entry.identity.name))
        level = entry.level if entry is not None else Level.SEALED
        return Line(other, words, level, tag=tr(_KIN) if relation.kind in KINSHIP else "", marked=True)

    def _look_for_mentions(self) -> None:
        if self._looking is not None and isValid(self._looking):
            self._looking.watch.cancel()
        code = self._code
        if code and self._desk.is_open:
            self._looking = self._desk.ask(
                self, lambda s, watch: _mentioned(s, watch, code), lambda rows: self._show_mentions(code, rows)
            )

    def _show_mentions(self, code: str, rows: list[RowView]) -> None:
        if code == self._code:
            self.view.show_mentions([_record_line(row) for row in rows], sealed=not self._desk.sealed_open)

    # --- what happens ---------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.entries:
            self._read_all()
        if changes.records or changes.entries:
            self._soon.start()

    def _on_sealed(self, is_open: bool) -> None:
        self.list.show_sealed(not is_open)
        if is_open:
            self._show_left()
            self._countdown.start()
        else:
            self._countdown.stop()
            self._take_names_off()
        if self._desk.is_open:
            self._read_all()
            self._soon.start()

    def _take_names_off(self) -> None:
        """Keep what was typed, then let no name stand on the screen, at once."""
        if self._desk.is_open:
            self.view.flush()
        self._naming.put_away()
        self._agreeing.seal()
        self.entries.seal()
        entry = self.entries.entry(self._code)
        if entry is not None:
            self._show_entry(entry)
            self._select_quietly()

    def _hand_over(self) -> None:
        """The vault is about to be locked."""
        self.view.flush()
        self._naming.put_away()
        self._agreeing.hand_over()

    def _look_for(self, code: str) -> None:
        """Show this entry when the register is read next."""
        self._asked_for = code if code != self._code else ""

    def _on_added(self, code: str) -> None:
        self._asked_for = code
        self.status.emit("ok", tr(_ADDED, code=code))
        self._desk.tell(Changes(entries=frozenset({code})))

    def _change_names(self, code: str, identity: Identity) -> None:
        self._keeping.keep(code, lambda session: register.change_names(session, code, identity))

    def _change_particulars(self, code: str, identity: Identity) -> None:
        self._keeping.keep(code, lambda session: register.change_particulars(session, code, identity))

    def _change_role(self, role: Role) -> None:
        code = self._code
        entry = self.entries.entry(code)
        if entry is not None and entry.role is not role:
            self.view.head.show_entry(entry)  # the old role stands until the vault has the new one
            self._naming.with_names(
                lambda: self._keeping.keep(code, lambda session: register.change_entry(session, code, role=role))
            )

    def _name_the_list(self, named: bool) -> None:
        """Names in the list are shown because somebody asked for it, never because the compartment is open."""
        if named:
            self._revealing.all_shown()
        self.entries.show_names(named)
        entry = self.entries.entry(self._code)
        if entry is not None:
            self._show_entry(entry)

    def _relate(self) -> None:
        self._naming.relate(self._code, [entry for entry in self.entries.entries if entry.code != self._code])

    def _narrow(self, text: str, type: EntityType | None) -> None:  # noqa: A002 - the domain's word
        self._quiet = True
        self._filter.narrow(text, type)
        self._select_quietly()
        self._count()

    def _select_quietly(self) -> None:
        """Mark the shown entry in the list if it is there; the page does not move."""
        self._quiet = True
        row = self.entries.row_of(self._code)
        self.list.select(self._filter.mapFromSource(self.entries.index(row, 0)).row() if row >= 0 else -1)
        self._quiet = False

    def _count(self) -> None:
        shown, n = self._filter.rowCount(), self.entries.rowCount()
        some = trn("{shown} of {n} entry", "{shown} of {n} entries", n, shown=shown)
        self.list.show_count(some if shown != n else trn("{n} entry", "{n} entries", n))

    def _show_left(self) -> None:
        self.view.names.show_left(self._desk.sealed_seconds)

    # --- building -------------------------------------------------------------------------------------------------

    def _connect(self, clipboard: Clipboard) -> None:
        desk, view = self._desk, self.view
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed)
        desk.closing.connect(self._hand_over)
        self._keeping.status.connect(self.status)
        self._keeping.refused.connect(self._read_all)
        self._naming.added.connect(self._on_added)
        self._comparing.joined.connect(self._look_for)
        self.list.chosen.connect(self._choose)
        self.list.narrowed.connect(self._narrow)
        self.list.names_wanted.connect(self._name_the_list)
        self.list.add_wanted.connect(self.new_entry)
        self._empty.wanted.connect(self.new_entry)
        view.head.level_wanted.connect(
            lambda level: self._keeping.change_level(self._code, self.view.head.level.level, level)
        )
        view.head.role_wanted.connect(self._change_role)
        view.names.reveal_wanted.connect(lambda: self._naming.with_names(view.names.adding.setFocus))
        view.consent.reveal_wanted.connect(lambda: self._naming.with_names(view.consent.setFocus))
        view.uncovered.connect(self._on_uncovered)
        view.names.hide_wanted.connect(desk.close_sealed)
        view.names.identity_wanted.connect(self._change_names)
        view.particulars.identity_wanted.connect(self._change_particulars)
        view.particulars.copy_wanted.connect(clipboard.copy)
        view.names.copy_wanted.connect(clipboard.copy)
        view.relate_wanted.connect(self._relate)
        view.entry_wanted.connect(self.open_entry)
        view.record_wanted.connect(self.record_wanted)

    def _lay_out(self) -> None:
        self._empty = EmptyState("users", tr(_EMPTY), tr(_FIRST))
        self._right = QStackedWidget()
        self._right.addWidget(EmptyState("user-round", tr(_CHOOSE)))
        self._right.addWidget(self.view)
        right = QFrame()
        right.setObjectName("well")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._right)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(min(theme.scaled(280), _LIST_MOST))
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 3 * _LIST_WIDTH])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(splitter)
        self._stack.setCurrentIndex(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        land_on(self, self.list.search)


def _mentioned(session: Session, watch: Watch, code: str) -> list[RowView]:
    """Records that speak of an entry, each already cut to what lists may show of it."""
    return ordering.rows(session, [row.code for row in register.mentioned_in(session, code, watch=watch)])


def _record_line(view: RowView) -> Line:
    known = dated_words(view.row.card.dated, short=True) if view.row.card is not None else ""
    day = known or local_day(view.row.updated, short=True)
    if view.preview_hidden:
        return Line(view.row.code, tr(_UNTITLED, code=view.row.code, day=day), view.effective, quiet=True)
    words = tr(_TITLED, code=view.row.code, title=_ISOLATED.format(view.title))
    return Line(view.row.code, words, view.effective, tag=day)
