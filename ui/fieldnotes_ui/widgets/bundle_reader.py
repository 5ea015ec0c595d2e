"""An opened bundle: first of all whose it is, then its records to read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord, Difference, Fate, Opened, Trust
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.services import consent_labels
from fieldnotes.services.page_layout import review_lines
from fieldnotes_ui import theme
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.models.kinds import kind_words
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.widgets.badge import LevelBadge
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.spans import Span, Tone
from fieldnotes_ui.widgets.strip import Strip

_TRUST = {
    Trust.VERIFIED: ("ok", N_("Signed by the author whose card you gave. Every part fits the signature.")),
    Trust.UNKNOWN: (
        "warn",
        N_("Signed, but by a key that nobody vouched for. Give the author's card to know who made it."),
    ),
    Trust.UNSIGNED: ("danger", N_("Not signed. Anyone may have written this.")),
}
AUDIENCES = {
    Audience.INTERNAL: N_("The own team"),
    Audience.EDITOR: N_("An editor"),
    Audience.PARTNER: N_("A partner organisation"),
    Audience.LEGAL: N_("A lawyer or court"),
    Audience.PUBLIC: N_("The public"),
}
_FOR = N_("For: {audience}")
_MADE = N_("made on {day}")
_EXPIRES = N_("expires on {day}")
_WITHHELD = NN_("up to {n} record withheld", "up to {n} records withheld")
_SEQ = N_("number {seq} of its series")
_ENDED = N_(
    "Its author wanted it closed after {day}. Ask whether there is a newer one, and do not quote from this one."
)
_SINCE = N_("Since the one before it: {changes}.")
_FATES = {
    Fate.ADDED: NN_("{n} record is new", "{n} records are new"),
    Fate.CHANGED: NN_("{n} record was changed", "{n} records were changed"),
    Fate.REMOVED: NN_("{n} record is not in it any more", "{n} records are not in it any more"),
}
_ALL_SAME = N_("nothing has changed")
_CORRECTION = N_("What is different, says the author: {words}")
_COUNT = NN_("{n} record", "{n} records")
_RECORDS = N_("Records of the bundle")
_TEXT = N_("Text of the record")
_CONSENT = N_("Consent: {consent}")
_SAVE = N_("Save the texts…")
_CLOSE = N_("Close the bundle")
_KNOWN = N_("Signed by {name}, whose card you compared. Every part fits the signature.")
_LABEL = N_("Put in place of what was taken out")
_LABELS = re.compile(
    r"\[(?:Person|Organisation|Place|Phone|E-mail|Account|Relative)(?: \d+)?\]"
    r"|\[…\]|\[off the record\]|\bSource [A-Z]+\b"
)
_KINDS = frozenset(Kind)


class BundleReader(QWidget):
    """Read only; J and K, or N and P, go to the next record and the one before.

    `copy_wanted` carries the record's level by name and the words, `shown` the label of the record on view.
    """

    copy_wanted = Signal(str, str)
    save_wanted = Signal()
    close_wanted = Signal()
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: dict[str, BundleRecord] = {}
        self._shown: BundleRecord | None = None
        self.items = ItemModel(self)
        self.list = ItemList(tr(_RECORDS), self.items)
        self.list.chosen.connect(self._show)
        self.text = ReadingText(tr(_TEXT))
        self.text.copy_wanted.connect(self._copy)
        self.trust = Strip()
        self.place, self.ended, self.asked = Strip(), Strip(), Strip()
        for hidden in (self.place, self.ended, self.asked):
            hidden.hide()
        self._marks: list[Span] = []
        self._tags: dict[str, str] = {}
        self._title = label("", "h1")
        self._facts, self._correction = label("", "muted", wrap=True), label("", wrap=True)
        self._build()
        for key, by in (("J", 1), ("K", -1), ("N", 1), ("P", -1)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=by: self._step(by))

    def show_opened(self, opened: Opened, *, has_expired: bool = False) -> None:
        """`has_expired`: it was opened all the same."""
        manifest = opened.manifest
        self.trust.show_message(*_worded(opened.trust))
        self._title.setText(manifest.code)
        if (asked := manifest.for_review) is not None:
            self.asked.show_message("warn", " ".join(review_lines(tr(AUDIENCES[manifest.audience]), asked)))
        self.asked.setVisible(asked is not None)
        facts = [
            tr(_FOR, audience=tr(AUDIENCES[manifest.audience])),
            trn(*_COUNT, len(opened.records)),
            tr(_MADE, day=day_words(manifest.created)),
            tr(_EXPIRES, day=day_words(manifest.expires)) if manifest.expires else "",
            tr(_SEQ, seq=manifest.seq) if manifest.seq > 1 else "",
            trn(*_WITHHELD, manifest.withheld) if manifest.withheld else "",
            manifest.tlp.mark if manifest.tlp is not None else "",
        ]
        self._facts.setText(isolated(*facts))
        told = [tr(_SINCE, changes=_changed(manifest.changes))] if manifest.changes else []
        told += [tr(_CORRECTION, words=manifest.correction)] if manifest.correction else []
        self._correction.setVisible(bool(told))
        self._correction.setText(" ".join(told))
        self.ended.setVisible(has_expired)
        self.ended.show_message("warn", tr(_ENDED, day=day_words(manifest.expires)) if has_expired else "")
        self._records = {record.label: record for record in opened.records}
        self.items.show_items([_item(record, self._tags) for record in opened.records])
        if opened.records:
            self.list.choose_row(0)
        self.list.setFocus()

    @property
    def record(self) -> BundleRecord | None:
        """The one on view."""
        return self._shown

    def show_author(self, name: str) -> None:
        """The verified signer is somebody whose card the reader's own keys know."""
        self.trust.show_message("ok", tr(_KNOWN, name=name))

    def show_place(self, tone: str, sentence: str) -> None:
        """Where the bundle stands in its series."""
        self.place.show_message(tone, sentence)
        self.place.show()

    def show_marks(self, marks: Sequence[Span]) -> None:
        """Passages of the record on view, over what redaction put in."""
        self._marks = list(marks)
        if self._shown is not None:
            self.text.show_spans([*_labels_in(self._shown.text), *self._marks])

    def show_tags(self, tags: Mapping[str, str]) -> None:
        """A small word at the end of each record in the list, by label."""
        current = self.list.current_key()
        self._tags = dict(tags)
        self.items.show_items([_item(record, self._tags) for record in self._records.values()])
        self.list.blockSignals(True)
        self.list.choose(current)
        self.list.blockSignals(False)

    def add_side(self, side: QWidget) -> None:
        """Something beside the text, for good."""
        side.setMinimumWidth(theme.scaled(300))
        self._splitter.addWidget(side)
        side.show()
        self._splitter.setSizes([260, 640, 330])

    def step(self, by: int) -> None:
        """To the next record, or the one before."""
        self._step(by)

    def _show(self, key: str) -> None:
        record = self._records[key]
        self._shown = record
        self._marks = []
        self._record_title.setText(record.title or record.label)
        level = level_of(record.level)
        self._badge.setVisible(level is not None)
        if level is not None:
            self._badge.show_level(level)
        self._consent.setVisible(bool(record.consent))
        self._consent.setText(tr(_CONSENT, consent=consent_labels.worded(record.consent)))
        self._notes.setVisible(bool(record.notes))
        self._notes.setText("\n".join(record.notes))
        self.text.show_text(record.text, _labels_in(record.text))
        self.shown.emit(key)

    def _step(self, by: int) -> None:
        count = len(self.items.items)
        if count:
            self.list.choose_row((self.list.currentIndex().row() + by) % count)

    def _copy(self, words: str) -> None:
        if self._shown is not None:
            self.copy_wanted.emit(self._shown.level, words)

    def _build(self) -> None:
        save, close = button(tr(_SAVE), icon="download"), button(tr(_CLOSE), icon="x")
        save.clicked.connect(self.save_wanted)
        close.clicked.connect(self.close_wanted)
        self._record_title, self._badge = label("", "h2", wrap=True), LevelBadge()
        self._consent, self._notes = label("", "muted", wrap=True), label("", "small", wrap=True)
        page = QFrame()
        page.setObjectName("card")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(18, 14, 10, 10)
        head = QHBoxLayout()
        head.addWidget(self._record_title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(8)
        inside.addLayout(head)
        inside.addWidget(self._consent)
        inside.addWidget(self.text, 1)
        inside.addWidget(self._notes)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(page)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([300, 900])
        self.list.setMinimumWidth(220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(self.trust)
        for strip in (self.place, self.ended, self.asked):
            layout.addWidget(strip)
        layout.addLayout(row(self._title, None, save, close))
        layout.addWidget(self._facts)
        layout.addWidget(self._correction)
        self._correction.hide()
        layout.addWidget(self._splitter, 1)


def _labels_in(text: str) -> list[Span]:
    """Where redaction put a label, as far as its wording shows: a bundle does not say what was taken out where."""
    return [Span(found.start(), found.end(), Tone.PUT_NAME, tr(_LABEL)) for found in _LABELS.finditer(text)]


def _changed(changes: Sequence[Difference]) -> str:
    """How many records are new, changed and gone since the bundle before."""
    counted = [(fate, sum(one.fate is fate for one in changes)) for fate in _FATES]
    return ", ".join(trn(*_FATES[fate], count) for fate, count in counted if count) or tr(_ALL_SAME)


def level_of(name: str) -> Level | None:
    """A level as a bundle writes it; None for a word that is none."""
    try:
        return Level.parse(name)
    except KeyError:
        return None


def _worded(trust: Trust) -> tuple[str, str]:
    tone, words = _TRUST[trust]
    return tone, tr(words)


def _item(record: BundleRecord, tags: Mapping[str, str]) -> Item:
    kind = kind_words(Kind(record.kind)) if record.kind in _KINDS else record.kind
    return Item(
        key=record.label,
        title=record.title or record.label,
        below=isolated(record.label, kind, record.language),
        level=level_of(record.level),
        icon="file-text",
        tag=tags.get(record.label, ""),
    )
