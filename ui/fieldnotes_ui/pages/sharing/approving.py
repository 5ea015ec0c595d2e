"""Approvals: what was proposed for partners, lawyers and the public, how many said yes, and reading it to say so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldnotes.errors import ApprovalRefused, FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.proposal import Stage, Way
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, approving, proposal_terms
from fieldnotes.services import keys as key_stores
from fieldnotes.services.approvals import ApprovalView, ProposalView
from fieldnotes.services.approving import Shown
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.approve import ApproveDialog, Yes
from fieldnotes_ui.moments import day_words, local_day
from fieldnotes_ui.pages.sharing.proposing import Proposing
from fieldnotes_ui.proving import proving
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.fact_card import FactCard
from fieldnotes_ui.widgets.fact_row import FactRow
from fieldnotes_ui.widgets.file_dialogs import ask_to_open
from fieldnotes_ui.widgets.labels import button, label, row

_TITLE = N_("Proposed releases")
_ABOUT = N_(
    "What goes to a partner, a lawyer or the public leaves only after two different people said yes to exactly its "
    "words. Propose it here, let both read it, then export it on the page Redact."
)
_NOTHING = N_("Nothing is proposed.")
_PROPOSE = N_("Propose a release…")
_READ = N_("Read and approve…")
_LOOK = N_("Open the case in the workbench")
STAGES = {
    Stage.DRAFT: ("warn", N_("Draft")),
    Stage.SELF_CHECKED: ("info", N_("Checked, waiting")),
    Stage.IN_REVIEW: ("info", N_("In review")),
    Stage.APPROVED: ("ok", N_("Approved")),
    Stage.RELEASED: ("", N_("Released")),
}
_MADE = N_("Proposal {code}, made on {day}.")
_RECORDS = NN_("{n} record.", "{n} records.")
_OPEN = N_("Something in it is still to be decided. The workbench shows what; then propose it again.")
_STILL = N_("Still open: {what}.")
_NEXT = N_("Two people have said yes. It can be exported on the page Redact.")
_YES = N_("{count} of {needed} people have said yes.")
_LEAVES, _LEAVES_UNTIL = N_("It leaves {way}, marked {mark}."), N_("It leaves {way}, marked {mark}, until {day}.")
_AGAIN = N_("Propose it again…")
_EXPORT = N_("Export it in the workbench…")
_HASTY = N_("The card of {name} was compared only shortly before, or after it was proposed: call, and ask whose it is.")
_BY = {
    Way.OWNER: N_("{name} said yes on {day}, by passphrase."),
    Way.KEY: N_("{name} said yes on {day}, with her own keys."),
    Way.REVIEW: N_("{name} said yes on {day}, by a signed review."),
}
_VOID = N_("The yes of {name} does not count any more.")
_SAID = N_("The yes was signed. {count} of {needed} people have said yes.")
_CHOOSE = N_("Choose the keys")


class ApprovalsTab(QWidget):
    """`case_wanted` carries the code of a case to be opened in the workbench, `export_wanted` a ProposalTerms."""

    case_wanted = Signal(str)
    export_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = FactCard("shield-check", tr(_TITLE), tr(_ABOUT))
        self.propose_button = button(tr(_PROPOSE), icon="plus", primary=True)
        self.propose_button.clicked.connect(self.ask_what)
        self.list.inside.addLayout(row(self.propose_button, None))
        self._proposing = Proposing(self, desk)
        self._proposing.proposed.connect(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 18)
        layout.addWidget(self.list)
        layout.addStretch(1)

    def look(self) -> None:
        """Read anew what is proposed."""
        self._desk.ask(self, lambda session, _: approvals.all_of(session), self._show)

    def ask_what(self) -> None:
        self._proposing.ask()

    def lead_on(self, code: str) -> None:
        """Open the workbench as it was proposed, from where it is exported."""
        self._desk.ask(self, lambda session, _: proposal_terms.terms_of(session, code), self.export_wanted.emit)

    def read(self, code: str) -> None:
        """Show what would leave, to be approved or not."""
        self._desk.ask(self, lambda session, watch: approving.shown(session, code, watch=watch), self._show_shown)

    def _show_shown(self, shown: Shown) -> None:
        dialog = ApproveDialog(shown, self)
        dialog.asked.connect(lambda: ask_to_open(dialog, tr(_CHOOSE), dialog.file.show_path))
        dialog.wanted.connect(lambda yes: self._approve(dialog, shown.view.code, yes))
        dialog.open()

    def _approve(self, dialog: ApproveDialog, code: str, yes: Yes) -> None:
        def done(view: ProposalView) -> None:
            dialog.accept()
            self._desk.notice.emit(tr(_SAID, count=view.counted, needed=view.needed))
            self.look()

        def failed(error: FieldNotesError) -> None:
            dialog.show_problem(messages.words(error))
            if isinstance(error, ApprovalRefused):
                self.look()

        def again() -> None:
            if isValid(dialog):
                dialog.submit()

        def refused(error: FieldNotesError) -> None:
            dialog.wait()
            proving(self._desk, dialog, again, failed)(error)

        def work(session: Session, watch: Watch) -> ProposalView:
            del watch
            if yes.file is None or yes.file.suffix != key_stores.SUFFIX:
                return approvals.approve(session, code, identity=yes.file)
            with key_stores.unlock(yes.file, yes.passphrase) as keys:
                return approvals.approve(session, code, keys=keys)

        self._desk.ask(dialog, work, done, failed=refused)

    def _show(self, views: tuple[ProposalView, ...]) -> None:
        self.list.show_rows([self._row(one) for one in views] or [label(tr(_NOTHING), "muted")])

    def _row(self, view: ProposalView) -> FactRow:
        tone, words = STAGES[view.stage]
        tools: list[QWidget] = []
        if view.stale:
            again = button(tr(_AGAIN))
            again.clicked.connect(lambda: self._proposing.ask(view.code))
            tools.append(again)
        elif view.stage is Stage.DRAFT:
            look = button(tr(_LOOK))
            look.clicked.connect(lambda: self.case_wanted.emit(view.case))
            tools.append(look)
        elif view.stage is Stage.APPROVED:
            leave = button(tr(_EXPORT), primary=True)
            leave.clicked.connect(lambda: self.lead_on(view.code))
            tools.append(leave)
        elif view.stage is not Stage.RELEASED:
            read = button(tr(_READ))
            read.clicked.connect(lambda: self.read(view.code))
            tools.append(read)
        return FactRow(
            "shield-check" if view.stage in (Stage.APPROVED, Stage.RELEASED) else "shield",
            isolated(view.case, tr(AUDIENCES[view.audience])),
            _lines(view),
            pills=[(tr(words), tone)],
            warnings=_warnings(view),
            tools=tools,
        )


def _lines(view: ProposalView) -> list[str]:
    made = tr(_MADE, code=view.code, day=local_day(view.made)) if view.made else ""
    found = [" ".join(filter(None, (made, trn(*_RECORDS, len(view.records)) if view.records else "")))]
    if (outside := view.outside) is not None:
        words = _LEAVES_UNTIL if outside.expires else _LEAVES
        shown = {"way": outside.door.words, "mark": outside.tlp.mark}
        found.append(tr(words, **shown, **({"day": day_words(outside.expires)} if outside.expires else {})))
    if view.stage is not Stage.DRAFT:
        found.append(tr(_YES, count=view.counted, needed=view.needed))
    found += [tr(_BY[one.way], name=one.name, day=local_day(one.at)) for one in view.approvals if one.counts]
    return [*found, tr(_NEXT)] if view.stage is Stage.APPROVED else found


def _warnings(view: ProposalView) -> list[str]:
    void: list[ApprovalView] = [one for one in view.approvals if not one.counts]
    found = [tr(_VOID, name=one.name) for one in void]
    found += [tr(_HASTY, name=one.name) for one in view.approvals if one.counts and one.hasty]
    if view.stale:
        return [*found, view.stale]
    if view.stage is not Stage.DRAFT:
        return found
    return [*found, *([tr(_STILL, what=view.open_words)] if view.open_words else []), tr(_OPEN)]
