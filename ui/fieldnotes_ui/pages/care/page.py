"""Keys and copies: who can open the vault, what saves it when a passphrase or a computer is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audit import Running
from fieldnotes.services import care as cares
from fieldnotes.services.access import SEALED
from fieldnotes.services.care import Care, Code
from fieldnotes_ui.autolock.triggers import locking_events
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.pages.care import telling
from fieldnotes_ui.pages.care.copies import Copies
from fieldnotes_ui.pages.care.governing import Governing
from fieldnotes_ui.pages.care.recovering import Recovering
from fieldnotes_ui.pages.care.ways import Ways
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.fact_card import FactCard
from fieldnotes_ui.widgets.figure_card import FigureCard
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, column, label
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.next_card import NextCard, NextStep
from fieldnotes_ui.widgets.policy_card import PolicyCard
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Keys and copies")
_ABOUT = N_("Who can open this vault, and what brings it back when a passphrase is forgotten or a computer is gone.")
_NEXT = N_("Until this vault survives")
_STEPS = (
    (N_("Passphrase"), "", ""),
    (N_("Recovery code"), N_("Nobody can reset a passphrase. A code on paper opens the vault when it is forgotten."),
     N_("Make a recovery code…")),
    (N_("Backup"), N_("There is one copy of these testimonies. A disk that breaks or is taken ends them."),
     N_("Make a backup…")),
    (N_("Test"), N_("A backup that was never opened is a hope. Open it once with nothing but what you remember."),
     N_("Test the backup…")),
)  # fmt: skip
_WAYS, _WAYS_ABOUT = N_("Ways in"), N_("Each of these opens it alone. Remove what nobody needs any more.")
_CHANGE, _ADD, _ORGANISATION = N_("Change passphrase…"), N_("Add a passphrase…"), N_("Add an organisation…")
_UPGRADE_WHY, _UPGRADE = (
    N_("A passphrase is cheaper to guess than it has to be on this computer."), N_("Make it costlier…"),
)  # fmt: skip
_CODE, _NO_CODE = (
    N_("Recovery code"), N_("There is none. If the passphrase is forgotten, everything in this vault is gone."),
)  # fmt: skip
_MADE, _UNDATED = N_("On paper since {day}."), N_("There is one.")
_OPENS_BOTH, _OPENS_VAULT = N_("It opens real names too."), N_("It does not open the sealed compartment.")
_TRIED, _UNTRIED = N_("Tested on {day}."), N_("Never tested: fetch the paper and try it.")
_MAKE_CODE, _RENEW_CODE, _TRY = N_("Make a recovery code…"), N_("Make a new one…"), N_("Try it…")
_COPIES, _NO_COPIES = N_("Backups"), N_("No backup is known.")
_MAKE, _SCHEDULE, _OTHER = N_("Make one now…"), N_("Schedule…"), N_("Restore another…")
_FIGURES = (
    N_("ways into this vault"), N_("recovery code tested"), N_("last backup"), N_("backup tested"),
)  # fmt: skip
_SIDE_BY_SIDE = 700
_DAYS, _TODAY, _NEVER = NN_("{n} day ago", "{n} days ago"), N_("Today"), N_("Never")


class CarePage(QWidget):
    """`looked` carries what was found each time, as a Care."""

    looked = Signal(object)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self.care: Care | None = None
        self.ways, self.recovering, self.copies = Ways(desk, self), Recovering(desk, self), Copies(desk, self)
        self.governing = Governing(desk, self)
        self.next = NextCard(tr(_NEXT), [NextStep(*(tr(words) if words else "" for words in one)) for one in _STEPS])
        self.slot_card = FactCard("key-round", tr(_WAYS), tr(_WAYS_ABOUT))
        self.code_card = FactCard("list-ordered", tr(_CODE), "")
        self.copy_card = FactCard("archive", tr(_COPIES), "")
        self.policy_card = PolicyCard()
        self._figures = QHBoxLayout()
        self._build()
        for part in (self.ways, self.recovering, self.copies, self.governing):
            part.changed.connect(self.look)
        self.next.wanted.connect(self._go_on)
        desk.sealed_changed.connect(self.look)
        self.look()

    @Slot()
    def look(self) -> None:
        """Read anew how the vault stands."""
        if self._desk.is_open:
            running = Running(locks_on=locking_events(self._desk.watched), sealed_idle_s=self._desk.sealed_idle_s)
            self._desk.ask(self, lambda session, _: cares.look(session, running=running), self._show)

    def upgrade(self) -> None:
        """Offered elsewhere, done here."""
        self.ways.upgrade()

    def make_backup(self) -> None:
        self.copies.make()

    def change_passphrase(self) -> None:
        self.ways.change()

    def make_code(self) -> None:
        self.recovering.make(key_file=self.ways.asks_for_key_file())

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show(self, care: Care) -> None:
        self.care = care
        self.ways.show(care)
        self.copies.show(care)
        at = telling.first_missing(care)
        self.next.setVisible(at < len(_STEPS))
        if at < len(_STEPS):
            self.next.show_step(at)
        self._show_figures(care, hidden=at < len(_STEPS))
        self.slot_card.show_rows(
            [telling.slot_row(slot, cheap=slot.id in care.cheap, remove=self.ways.remove) for slot in care.slots]
        )
        self._cheap.setVisible(bool(care.cheap))
        self.code_card.say(_code_words(care.code))
        self._new_code.setText(tr(_MAKE_CODE if care.code is None else _RENEW_CODE))
        self._new_code.setAccessibleName(self._new_code.text())
        self._try_code.setVisible(care.code is not None)
        self.policy_card.show_policy(care.policy)
        self.copy_card.say(telling.schedule_words(care.schedule, care.due))
        key_file = self.ways.asks_for_key_file()
        rows = [
            telling.backup_row(
                view,
                test=lambda one: self.copies.test(one, key_file=key_file),
                restore=lambda one: self.copies.restore(one, key_file=key_file),
            )
            for view in care.backups
        ]
        self.copy_card.show_rows(rows or [label(tr(_NO_COPIES), "muted")])
        self.looked.emit(care)

    def _show_figures(self, care: Care, *, hidden: bool) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if hidden:
            return
        ways, code, last, tested = (tr(words) for words in _FIGURES)
        stamps = (
            ("list-ordered", code, care.code.tested if care.code is not None else ""),
            ("archive", last, care.last.made if care.last is not None else ""),
            ("archive-restore", tested, care.tested.tested if care.tested is not None else ""),
        )
        ways_card = FigureCard("key-round", "accent")
        ways_card.show_figure(str(len(care.slots)), ways)
        self._figures.addWidget(ways_card)
        for icon, words, stamp in stamps:
            due = not stamp or (words == last and care.due is not None)
            made = FigureCard(icon, "warn" if due else "ok")
            made.show_figure(_age(stamp), words)
            self._figures.addWidget(made)

    def _go_on(self, step: int) -> None:
        if step == 1:
            self.make_code()
        elif step == 2:
            self.copies.make()
        elif self.care is not None:
            self.copies.test(self.care.last, key_file=self.ways.asks_for_key_file())

    # --- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._fill_cards()
        (ways, left), (saving, right) = column(spacing=14), column(spacing=14)
        for side, cards in ((left, (self.slot_card,)), (right, (self.code_card, self.copy_card))):
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        body = Columns((ways, 1), (saving, 1), least=_SIDE_BY_SIDE)
        self._figures.setSpacing(12)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 18, 24, 18)
        inside.setSpacing(12)
        inside.addWidget(label(tr(_TITLE), "h1"))
        inside.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        inside.addWidget(self.next)
        inside.addLayout(self._figures)
        inside.addWidget(body)
        inside.addWidget(self.policy_card)
        inside.addStretch(1)
        self.next.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _fill_cards(self) -> None:
        change, add, organisation = (
            button(tr(_CHANGE), icon="key-round"), button(tr(_ADD)), button(tr(_ORGANISATION)),
        )  # fmt: skip
        change.clicked.connect(self.ways.change)
        add.clicked.connect(self.ways.add)
        organisation.clicked.connect(self.ways.add_organisation)
        self._cheap = Strip("warn", tr(_UPGRADE_WHY))
        costlier = self._cheap.add_button(button(tr(_UPGRADE)))
        costlier.clicked.connect(self.ways.upgrade)
        self._cheap.hide()
        self.slot_card.inside.insertWidget(1, self._cheap)
        self.slot_card.inside.addLayout(Flow(change))
        self.slot_card.inside.addLayout(Flow(add, organisation))
        self._new_code, self._try_code = button(tr(_MAKE_CODE)), button(tr(_TRY))
        self._new_code.clicked.connect(self.make_code)
        self._try_code.clicked.connect(self.recovering.try_code)
        self.code_card.inside.addLayout(Flow(self._new_code, self._try_code))
        make, schedule, other = button(tr(_MAKE), icon="archive"), button(tr(_SCHEDULE)), button(tr(_OTHER))
        make.clicked.connect(self.copies.make)
        schedule.clicked.connect(self.copies.choose_schedule)
        other.clicked.connect(lambda: self.copies.restore(key_file=self.ways.asks_for_key_file()))
        self.copy_card.inside.addLayout(Flow(make, schedule, other))
        self.policy_card.wanted.connect(lambda: self.governing.install(key_file=self.ways.asks_for_key_file()))
        self.policy_card.send_wanted.connect(lambda: self.governing.send(key_file=self.ways.asks_for_key_file()))
        land_on(self, change)


def _code_words(code: Code | None) -> str:
    if code is None:
        return tr(_NO_CODE)
    made = tr(_MADE, day=local_day(code.made)) if code.made else tr(_UNDATED)
    tested = tr(_TRIED, day=local_day(code.tested)) if code.tested else tr(_UNTRIED)
    return " ".join((made, tr(_OPENS_BOTH if SEALED in code.opens else _OPENS_VAULT), tested))


def _age(stamp: str) -> str:
    if not stamp:
        return tr(_NEVER)
    days = cares.days_since(stamp)
    return trn(*_DAYS, days) if days else tr(_TODAY)
