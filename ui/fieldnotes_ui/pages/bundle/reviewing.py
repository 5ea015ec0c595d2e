"""Reviewing an opened bundle: remarks, verdicts, and the file that goes back to its author."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.bundle import Fate, Trust
from fieldnotes.model.differences import Freshness
from fieldnotes.model.review import RecordVerdict, Remark, RemarkKind, ReviewVerdict
from fieldnotes.services import people, reviewing
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Reading
from fieldnotes.services.reviewing import Draft, Finished
from fieldnotes.services.views import CardView
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.known_author import KnownAuthorDialog
from fieldnotes_ui.dialogs.remark import RemarkDialog
from fieldnotes_ui.widgets.bundle_reader import BundleReader
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.remark_words import TONES, VERDICTS, kind_name
from fieldnotes_ui.widgets.review_side import ReviewSide
from fieldnotes_ui.widgets.spans import Span, Tone

_PLACES = {
    Freshness.NEWER: (
        "info",
        N_("It is newer than the one of its series that you saw before: number {seq} after {seen}."),
    ),
    Freshness.OLDER: (
        "warn",
        N_("It is older than what you have seen of its series: number {seq}, and you have seen {seen}."),
    ),
    Freshness.FORKED: (
        "danger",
        N_(
            "You have seen another bundle in its place in the series. Ask the author, over another channel, who made "
            "them."
        ),
    ),
}
_KNOW, _CARD = N_("The author's card…"), N_("The author's contact card")
_FATES = {Fate.ADDED: N_("new"), Fate.CHANGED: N_("changed")}
_FRESH = N_("New or changed since the bundle that you saw before")
_REMARK_TIP = N_("{kind}: {text}")
_NO_PASSAGE = N_("Mark a passage of the text first.")
_SAVE = N_("Where to write the review")
_WRITTEN = N_("The review was written: {name}. Only the author can read it; send it to them.")


class Reviewing(QObject):
    """Works on one reader and one open key store, which the page closes.

    `reopen` asks to judge the bundle anew: its author is known now.
    """

    reopen = Signal()

    def __init__(self, desk: Desk, reader: BundleReader, keys: Keys, reading: Reading, bundle: Path) -> None:
        super().__init__(reader)
        self._desk, self._reader = desk, reader
        self._keys, self._reading, self._bundle = keys, reading, bundle
        self._draft: Draft | None = None
        self.side = ReviewSide(reader)
        self.side.hide()
        self._tell_place()
        if reviewing.may_review(reading):
            self._offer_to_know_the_author()
        else:
            self._begin()

    @property
    def keys(self) -> Keys:
        return self._keys

    # --- beginning ------------------------------------------------------------------------------------------------

    def _tell_place(self) -> None:
        reading = self._reading
        if reading.author:
            self._reader.show_author(reading.author)
        if reading.freshness in _PLACES:
            tone, words = _PLACES[reading.freshness]
            self._reader.show_place(tone, tr(words, seq=reading.opened.manifest.seq, seen=reading.seen))

    def _offer_to_know_the_author(self) -> None:
        if self._reading.opened.trust is Trust.UNKNOWN:
            know = self._reader.trust.add_button(button(tr(_KNOW), icon="user-round-plus"))
            know.clicked.connect(lambda: ask_to_open(self._reader, tr(_CARD), self.read_author_card))

    def read_author_card(self, path: Path) -> None:
        """Show a card's words and remember its author once somebody says that they were compared."""

        def ask(card: CardView) -> None:
            dialog = KnownAuthorDialog(card, self._reader)

            def known(_: object) -> None:
                dialog.accept()
                self.reopen.emit()

            dialog.confirmed.connect(
                lambda called: self._desk.free(
                    dialog,
                    lambda _: self._keys.trust(path, called=called),
                    known,
                    failed=lambda error: dialog.show_problem(messages.words(error)),
                )
            )
            dialog.open()

        self._desk.free(self._reader, lambda _: people.read_card(path), ask, failed=self._failed)

    def _begin(self) -> None:
        side, reader = self.side, self._reader
        reader.add_side(side)
        reader.shown.connect(self._on_shown)
        side.remark_wanted.connect(self.ask_remark)
        side.verdict_wanted.connect(self.judge)
        side.note_wanted.connect(self._note)
        side.take_back_wanted.connect(self.take_back)
        side.remark_chosen.connect(self._frame)
        side.finish_wanted.connect(self.ask_where_to_finish)
        for keys, act in (
            ("C", lambda: self.ask_remark(RemarkKind.COMMENT)),
            ("Q", lambda: self.ask_remark(RemarkKind.QUERY)),
            ("R", lambda: self.ask_remark(RemarkKind.RISK)),
            ("A", lambda: self._toggle(ReviewVerdict.ACCEPT)),
            ("X", lambda: self._toggle(ReviewVerdict.RETURN)),
            ("Ctrl+Return", self.ask_where_to_finish),
        ):
            made = QShortcut(QKeySequence(keys), reader)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)
        self._do(lambda: reviewing.begin(self._keys, self._reading))

    # --- saying ---------------------------------------------------------------------------------------------------

    def ask_remark(self, kind: RemarkKind) -> None:
        """Ask what to say about what is selected, or about the paragraph of the caret."""
        record = self._reader.record
        if record is None:
            return
        start, end = self._passage(record.text)
        if start >= end:
            self._desk.notice.emit(tr(_NO_PASSAGE))
            return
        dialog = RemarkDialog(kind, record.text[start:end], self._reader)
        dialog.given.connect(lambda words: self.remark(record.label, kind, words, start, end))
        dialog.open()

    def remark(self, label: str, kind: RemarkKind, words: str, start: int, end: int) -> None:
        def work() -> Draft:
            reviewing.remark(self._keys, self._reading, label, kind, words, start=start, end=end)
            return reviewing.begin(self._keys, self._reading)

        self._do(work)

    def take_back(self, remark_id: str) -> None:
        if remark_id:
            self._do(lambda: reviewing.take_back(self._keys, self._reading, remark_id))

    def judge(self, verdict: ReviewVerdict) -> None:
        """Of the record on view, with its note as it stands in the field."""
        record, note = self._reader.record, self.side.note.text()
        if record is not None:
            self._do(lambda: reviewing.judge(self._keys, self._reading, record.label, verdict, note=note))

    def _note(self, note: str) -> None:
        judged = self._judged()
        if judged is not None:
            self._do(lambda: reviewing.judge(self._keys, self._reading, judged.label, judged.verdict, note=note))

    def _toggle(self, verdict: ReviewVerdict) -> None:
        judged = self._judged()
        if judged is not None:
            self.judge(ReviewVerdict.OPEN if judged.verdict is verdict else verdict)

    # --- finishing ------------------------------------------------------------------------------------------------

    def ask_where_to_finish(self) -> None:
        if self._draft is not None:
            suggested = self._bundle.with_suffix(reviewing.SUFFIX)
            ask_to_save(self._reader, tr(_SAVE), suggested, self.finish)

    def finish(self, out: Path) -> None:
        def done(finished: Finished) -> None:
            self._desk.notice.emit(tr(_WRITTEN, name=Path(finished.file).name))

        self._desk.free(
            self._reader, lambda _: reviewing.finish(self._keys, self._reading, out), done, failed=self._failed
        )

    # --- showing --------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Draft]) -> None:
        self._desk.free(self._reader, lambda _: work(), self._show, failed=self._refused)

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        judged = [one for one in draft.records if one.verdict is not ReviewVerdict.OPEN]
        self.side.show_progress(len(judged), len(draft.records))
        fates = {one.label: one.fate for one in self._reading.differences}
        self._reader.show_tags({one.label: _tag(one, fates.get(one.label)) for one in draft.records})
        self._show_record()

    def _on_shown(self, _label: str) -> None:
        self._show_record()

    def _show_record(self) -> None:
        judged, record = self._judged(), self._reader.record
        if judged is None or record is None or self._draft is None:
            return
        remarks = [one for one in self._draft.remarks if one.label == judged.label]
        self._reader.show_marks([*self._fresh(record.text), *_marks(record.text, remarks)])
        self.side.show_record(judged, remarks)

    def _fresh(self, text: str) -> list[Span]:
        """The paragraphs that the bundle before did not have; none of a record that is new as a whole."""
        record = self._reader.record
        found = next((one for one in self._reading.differences if record and one.label == record.label), None)
        if found is None or found.fate is not Fate.CHANGED:
            return []
        spans, at = [], 0
        for number, line in enumerate(text.split("\n")):
            if number in found.fresh and line:
                spans.append(Span(at, at + len(line), Tone.ADDED, tr(_FRESH)))
            at += len(line) + 1
        return spans

    def _frame(self, remark_id: str) -> None:
        record = self._reader.record
        found = next((one for one in self._draft.remarks if one.id == remark_id), None) if self._draft else None
        place = found.anchor.span_in(record.text) if found is not None and record is not None else None
        if place is not None:
            self._reader.text.bring_into_view(place[0])

    def _judged(self) -> RecordVerdict | None:
        """What is said of the record on view."""
        record = self._reader.record
        if self._draft is None or record is None:
            return None
        return next((one for one in self._draft.records if one.label == record.label), None)

    def _passage(self, text: str) -> tuple[int, int]:
        start, end = self._reader.text.selected()
        if start != end:
            return start, end
        stops = text.find("\n", start)
        return text.rfind("\n", 0, start) + 1, len(text) if stops < 0 else stops

    def _refused(self, error: FieldNotesError) -> None:
        self._failed(error)
        self._show_record()

    def _failed(self, error: FieldNotesError) -> None:
        self._desk.failed.emit(error)


def _tag(judged: RecordVerdict, fate: Fate | None) -> str:
    verdict = tr(VERDICTS[judged.verdict]) if judged.verdict is not ReviewVerdict.OPEN else ""
    return isolated(*filter(None, (tr(_FATES[fate]) if fate in _FATES else "", verdict)))


def _marks(text: str, remarks: list[Remark]) -> list[Span]:
    places = ((one, one.anchor.span_in(text)) for one in remarks)
    return [
        Span(*place, TONES[one.kind], tr(_REMARK_TIP, kind=kind_name(one.kind), text=one.text))
        for one, place in places
        if place is not None
    ]
