"""What somebody answers for when something leaves although a question is open: why, and who looked at it besides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services import mosaic
from fieldnotes.services.preparing import How
from fieldnotes.services.views import Preview
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.ladder_words import TOPICS
from fieldnotes_ui.widgets.strip import Strip

_PEOPLE = NN_("Too much may remain of {n} person: {labels}", "Too much may remain of {n} people: {labels}")
_SUGGESTED = NN_(
    "{n} likely name would leave although nobody registered or rejected it.",
    "{n} likely names would leave although nobody registered or rejected them.",
)
_FINER = N_("Told more exactly than is usual for this audience: {topics}.")
_REASON = N_("Why may they go?")
_REASON_HINT = N_("Written to the ledger with what leaves.")
_WHO, _SECOND = N_("Your name"), N_("Name of the second person who looked at it")
_NEEDS_REASON = N_("Say why what remains may go.")
_NEEDS_TWO = N_("Two different people must have looked at what remains of somebody.")
_WHY, _WHY_HINT = N_("Why it leaves"), N_("Kept in the vault with the release, and told to no reader.")
_NO_WHY = N_("Say why it leaves: the project's policy asks for a reason.")
_SHOWN = 8
_MORE = N_("{words} and {count} more")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """Answers to what was asked, empty where nothing was. `names` is the reason why likely names may go, `why`
    the one for which it leaves at all."""

    reason: str = ""
    who: str = ""
    second: str = ""
    names: str = ""
    why: str = ""

    @property
    def quasi(self) -> str:
        """The reason for what remains of people, which two looked at."""
        return self.reason if self.second else ""

    def how(self, how: How) -> How:
        envelope = replace(how.envelope, reason=self.why or how.envelope.reason)
        who = self.who or how.who
        return replace(how, accept_suggestions=self.names, who=who, second=self.second, envelope=envelope)


NOTHING = Accepted()


class Accepting(QWidget):
    """Shows what a preview leaves open and asks for it; nothing to see where nothing is."""

    changed = Signal()

    def __init__(self, preview: Preview, parent: QWidget | None = None, *, asks_why: bool = False) -> None:
        """`asks_why`: the policy wants a reason for everything that leaves."""
        super().__init__(parent)
        self._asks_why = asks_why
        people = _open_people(preview)
        self._asks_two = bool(people or preview.finer)
        self._asks_names = bool(preview.suggestions)
        self.asks = asks(preview)
        self.reason, self.who, self.second = QLineEdit(), QLineEdit(), QLineEdit()
        self.why = QLineEdit()
        for one in (self.reason, self.who, self.second, self.why):
            one.setMaxLength(_LONGEST)
            one.textChanged.connect(self.changed)
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        if people:
            form.addWidget(Strip("warn", trn(*_PEOPLE, len(people), labels=shortened(people))))
        if preview.finer:
            form.addWidget(Strip("warn", tr(_FINER, topics=", ".join(tr(TOPICS[topic]) for topic in preview.finer))))
        if preview.suggestions:
            form.addWidget(Strip("warn", trn(*_SUGGESTED, preview.suggestions)))
        if self.asks:
            form.addWidget(field(tr(_REASON), self.reason, tr(_REASON_HINT)))
        if self._asks_two:
            form.addWidget(field(tr(_WHO), self.who))
            form.addWidget(field(tr(_SECOND), self.second))
        if asks_why:
            form.addWidget(field(tr(_WHY), self.why, tr(_WHY_HINT)))

    def missing(self) -> str:
        """What is still to be said, as a sentence; empty when all is there."""
        if self.asks and not self.reason.text().strip():
            return tr(_NEEDS_REASON)
        if self._asks_two and not _differ(self.who.text(), self.second.text()):
            return tr(_NEEDS_TWO)
        return tr(_NO_WHY) if self._asks_why and not self.why.text().strip() else ""

    def given(self) -> Accepted:
        reason, who, second = (one.text().strip() for one in (self.reason, self.who, self.second))
        return Accepted(reason, who, second, reason if self._asks_names else "", self.why.text().strip())


def asks(preview: Preview) -> bool:
    """Does this preview leave anything open that somebody can answer for?"""
    return bool(_open_people(preview) or preview.finer or preview.suggestions)


def _open_people(preview: Preview) -> list[str]:
    return [one.label for one in preview.mosaics if one.state is mosaic.State.OPEN]


def shortened(words: list[str]) -> str:
    """The first few, and how many more there are."""
    shown = ", ".join(words[:_SHOWN])
    more = len(words) - _SHOWN
    return tr(_MORE, words=shown, count=more) if more > 0 else shown


def _differ(one: str, other: str) -> bool:
    names = {" ".join(name.casefold().split()) for name in (one, other)}
    return len(names) == 2 and "" not in names
