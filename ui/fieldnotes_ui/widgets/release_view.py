"""One thing that left: when, to whom, which records at which level, what its sources had agreed to, how to know it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audience import Audience
from fieldnotes.services import consent_labels
from fieldnotes.services.releases import ReleaseLine, ReleaseRecord
from fieldnotes_ui.moments import day_words, local_day, local_moment
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.fact_row import FactRow
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.strip import Strip

HOW = {
    "bundle": N_("Bundle"), "html": N_("Page"), "text": N_("Text"), "pdf": N_("PDF"),
    "docx": N_("Document"), "odt": N_("Document"), "print": N_("Printed"), "clipboard": N_("Copied"),
    "evidence-pack": N_("Evidence pack"), "uwazi": N_("Folder for Uwazi"),
}  # fmt: skip
"""Ways out, as the register of exports writes them."""
_FOR, _LEFT = N_("For: {audience}"), N_("left on {moment}")
_SERIES, _ENDS = N_("number {seq} of the series {series}"), N_("opens until {day}")
_REVIEW, _PROPOSAL = N_("for review only"), N_("approved as {code}")
_RECALLED = N_("Called back on {day}. Ask its readers whether they destroyed it.")
_NOT_RECALLED = N_("Nobody called it back.")
_READERS, _RECORDS = N_("Readers"), N_("Records")
_STRANGER = N_("A key that is not in the contacts")
_NOBODY = N_("It was not encrypted: whoever holds it can read it.")
_RECORD = N_("{code}, version {version}")
_AS = N_("{level}. It left as {label}.")
_CONSENT, _NO_CONSENT = N_("Covered by consent: {consent}."), N_("No person’s consent was needed.")
_CORRECTION, _REASON = N_("Told its readers as a correction: {words}"), N_("Why it left: {words}")
_NUMBER, _DIGEST = N_("Number"), N_("SHA-256")
_RECALL = N_("Call it back…")
_MORE = NN_("and {n} record more", "and {n} records more")
_SHOWN = 40


class ReleaseView(QScrollArea):
    """`recall_wanted` carries the ReleaseLine that is shown."""

    recall_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_line(self, line: ReleaseLine) -> None:
        holder = QFrame(self)
        holder.setObjectName("card")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        recall = button(tr(_RECALL), icon="undo-2")
        recall.clicked.connect(lambda: self.recall_wanted.emit(line))
        layout.addWidget(label(line.code, "h1"))
        layout.addWidget(label(_facts(line), "muted", wrap=True))
        layout.addLayout(row(recall, None))
        if line.recalled:
            layout.addWidget(Strip("warn", tr(_RECALLED, day=local_day(line.recalled))))
        else:
            layout.addWidget(label(tr(_NOT_RECALLED), "muted"))
        for words, text in ((_CORRECTION, line.correction), (_REASON, line.reason)):
            if text:
                layout.addWidget(label(tr(words, words=text), wrap=True))
        layout.addWidget(label(tr(_READERS), "section"))
        for name in dict.fromkeys(one.name or tr(_STRANGER) for one in line.readers) or [tr(_NOBODY)]:
            layout.addWidget(label(name, wrap=True))
        layout.addWidget(label(tr(_RECORDS), "section"))
        for record in line.records[:_SHOWN]:
            layout.addWidget(_record(record))
        if len(line.records) > _SHOWN:
            layout.addWidget(label(trn(*_MORE, len(line.records) - _SHOWN), "muted"))
        for name, value in ((_NUMBER, line.bundle_id), (_DIGEST, _halves(line.sha256))):
            layout.addWidget(label(tr(name), "section"))
            layout.addWidget(label(value, "mono", wrap=True))
        layout.addStretch(1)
        self.setWidget(holder)


def for_whom(line: ReleaseLine) -> str:
    known = line.audience in set(Audience)
    return tr(AUDIENCES[Audience(line.audience)]) if known else line.audience


def how(line: ReleaseLine) -> str:
    return tr(HOW[line.how]) if line.how in HOW else line.how


def _facts(line: ReleaseLine) -> str:
    return isolated(
        how(line),
        tr(_FOR, audience=for_whom(line)),
        tr(_LEFT, moment=local_moment(line.at)),
        tr(_SERIES, seq=line.seq, series=line.series) if line.series else "",
        f"TLP:{line.tlp}" if line.tlp else "",
        tr(_ENDS, day=day_words(line.expires)) if line.expires else "",
        tr(_REVIEW) if line.for_review else "",
        tr(_PROPOSAL, code=line.proposal) if line.proposal and not line.for_review else "",
    )


def _record(record: ReleaseRecord) -> FactRow:
    left = tr(_AS, level=level_name(record.level), label=record.label) if record.label else level_name(record.level)
    consent = tr(_CONSENT, consent=consent_labels.worded(record.consent)) if record.consent else tr(_NO_CONSENT)
    return FactRow("file-text", tr(_RECORD, code=record.code, version=record.version), [left, consent])


def _halves(digest: str) -> str:
    """In groups that can be read to somebody; a line may break between them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
