"""From the question what is to be released to a proposal that two people can say yes to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, LadderNeedsTwo, MosaicOpen, SuggestionsOpen
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.proposal import Stage
from fieldnotes.model.record import Case
from fieldnotes.progress import Watch
from fieldnotes.services import approvals, export_choices, find, ladders, proposal_terms, share
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.export_choices import Choices
from fieldnotes.services.ladders import TopicView
from fieldnotes.services.preparing import How
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.ladder import LadderDialog
from fieldnotes_ui.dialogs.release_propose import ProposalWanted, ProposeDialog

_PROPOSED, _DRAFTED = N_("The release is proposed. Let two people read it."), N_("It is a draft: something is open.")
_ANSWERED_FOR = frozenset((SuggestionsOpen.code, MosaicOpen.code, LadderNeedsTwo.code))
"""What somebody may answer for; anything else is decided in the workbench."""


class Proposing(QObject):
    """`proposed` when something was, also as a draft."""

    proposed = Signal()

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk

    def ask(self, code: str = "") -> None:
        """Ask what is to be proposed; `code`: that again, as it was."""

        def work(session: Session, _: Watch) -> tuple[list[Case], ProposalTerms | None]:
            return find.cases(session), proposal_terms.terms_of(session, code) if code else None

        self._desk.ask(self._page, work, lambda found: self._show(*found))

    def _show(self, cases: list[Case], at: ProposalTerms | None) -> None:
        needing = [one for one in Audience if approvals.needed_for(one)]
        dialog = ProposeDialog(cases, needing, self._page, at=at)
        dialog.main.setEnabled(bool(cases))
        dialog.turned.connect(lambda: self._read_choices(dialog))
        dialog.details_wanted.connect(lambda: self._ask_for_details(dialog))
        dialog.wanted.connect(lambda wanted: self._propose(dialog, wanted))
        dialog.open()
        self._read_choices(dialog)

    def _read_choices(self, dialog: ProposeDialog) -> None:
        case, audience = dialog.chosen_case(), dialog.chosen_audience()
        if not case:
            return

        def show(choices: Choices) -> None:
            if (case, audience) == (dialog.chosen_case(), dialog.chosen_audience()):
                dialog.show_choices(choices)

        self._desk.ask(
            dialog,
            lambda session, _: export_choices.choices(session, case, audience),
            show,
            failed=lambda error: dialog.show_problem(messages.words(error)),
        )

    def _ask_for_details(self, dialog: ProposeDialog) -> None:
        """The examples are what the engine writes: they are made on the other thread."""
        audience = dialog.chosen_audience()

        def show(topics: tuple[TopicView, ...]) -> None:
            if dialog.chosen_audience() is audience and not dialog.findChildren(LadderDialog):
                asked = LadderDialog(audience, topics, dialog.ladder, dialog)
                asked.chosen.connect(dialog.tell)
                asked.open()

        self._desk.free(dialog, lambda _: ladders.topics(audience), show)

    def _propose(self, dialog: ProposeDialog, wanted: ProposalWanted) -> None:
        how = _how(wanted)

        def work(session: Session, watch: Watch) -> tuple[ProposalView, Preview | None]:
            made = approvals.propose(
                session,
                wanted.case,
                wanted.audience,
                accept_quasi=wanted.accepted.quasi,
                how=how,
                door=wanted.door,
                watch=watch,
            )
            is_to_be_answered = made.stage is Stage.DRAFT and made.open in _ANSWERED_FOR
            return made, share.preview(session, wanted.case, wanted.audience, how=how) if is_to_be_answered else None

        def done(found: tuple[ProposalView, Preview | None]) -> None:
            view, preview = found
            self.proposed.emit()
            if preview is not None:
                dialog.ask_to_accept(preview)
                return
            dialog.accept()
            self._desk.notice.emit(tr(_DRAFTED if view.stage is Stage.DRAFT else _PROPOSED))

        def failed(error: FieldNotesError) -> None:
            dialog.show_problem(messages.words(error))

        self._desk.ask(dialog, work, done, failed=failed)


def _how(wanted: ProposalWanted) -> How:
    envelope = Envelope(series=wanted.series, expires=wanted.expires, tlp=wanted.tlp, correction=wanted.correction)
    return wanted.accepted.how(How(ladder=wanted.ladder, envelope=envelope))
