"""Say yes to a release: all that would leave is there to be read, and a passphrase or a person's own keys sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QSplitter, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.services import keys
from fieldnotes.services.approving import Shown
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES, level_of
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("What would leave"), N_("I say yes to exactly this")
_PROPOSAL, _FOR = N_("Proposal {code}"), N_("For: {audience}")
_COUNT = NN_("{n} record", "{n} records")
_YES = N_("{count} of {needed} people have said yes")
_RECORDS, _TEXT = N_("Records that would leave"), N_("Text of the record as its readers get it")
_STALE = N_("The text has changed since this was proposed. Propose it again; nobody can say yes to the old one.")
_READ_ALL = N_("Read every record first. Your yes is signed and holds for exactly these words.")
_OWNER = N_("I own this vault: the passphrase is asked for")
_PERSON = N_("I am somebody else, and brought my keys")
_KEYS, _HINT = N_("Keys of the person who says yes"), N_("a .fnkeys file or an identity file; read to sign, not kept")
_PASSPHRASE = N_("Passphrase of the keys")
_NEEDS_FILE = N_("Choose the keys of the person who says yes.")
_NEEDS_PASSPHRASE = N_("Type the passphrase of the keys first.")
_WORDS = N_("Eight words that stand for all of this: compare them, where two people read it on two screens.")
_ENDS, _CORRECTS = N_("opens until {day}"), N_("tells its readers: {words}")
_UNREAD = NN_("{n} record was not looked at yet.", "{n} records were not looked at yet.")


@dataclass(frozen=True, slots=True)
class Yes:
    """Who says it: the owner of the vault without `file`, else somebody with the keys in it."""

    file: Path | None = None
    passphrase: str = field(default="", repr=False)


class ApproveDialog(Sheet):
    """`wanted` carries a Yes; `asked` wants a file dialog."""

    wanted = Signal(object)
    asked = Signal()

    def __init__(self, shown: Shown, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=920)
        self._records: Mapping[str, BundleRecord] = {one.label: one for one in shown.records}
        self._current = shown.current and not shown.view.stale
        self._looked_at: set[str] = set()
        self._items = ItemModel(self)
        self.list = ItemList(tr(_RECORDS), self._items)
        self.text = ReadingText(tr(_TEXT))
        self.owner, self.person = QRadioButton(tr(_OWNER)), QRadioButton(tr(_PERSON))
        self.owner.setChecked(True)
        self.file = PathLine(tr(_KEYS), tr(_HINT))
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self.passphrase.edited.connect(self._check)
        self._missing = label("", "small", wrap=True)
        self._build(shown)
        self.list.chosen.connect(self._show)
        self.person.toggled.connect(self._check)
        self.file.changed.connect(self._check)
        self.file.asked.connect(self.asked)
        self._items.show_items([_item(one) for one in shown.records])
        if shown.records:
            self.list.choose_row(0)
        self.list.setFocus()
        self._check()

    def submit(self) -> None:
        if self.main.isEnabled():
            self.problem.hide()
            self.main.setEnabled(False)
            self.wanted.emit(self._yes())

    def wait(self) -> None:
        """Something else is asked first."""
        self._check()

    def done(self, result: int) -> None:
        self.passphrase.clear()
        super().done(result)

    @property
    def _is_locked(self) -> bool:
        """Whether the keys have a passphrase."""
        path = self.file.path()
        return self.person.isChecked() and path is not None and path.suffix == keys.SUFFIX

    def _yes(self) -> Yes:
        if not self.person.isChecked():
            return Yes()
        return Yes(self.file.path(), self.passphrase.text() if self._is_locked else "")

    def _build(self, shown: Shown) -> None:
        view = shown.view
        facts = isolated(
            tr(_PROPOSAL, code=view.code),
            tr(_FOR, audience=tr(AUDIENCES[view.audience])),
            trn(*_COUNT, len(shown.records)),
            tr(_YES, count=view.counted, needed=view.needed),
        )
        outside = view.outside
        if outside is not None:
            facts = isolated(
                facts,
                outside.door.words,
                outside.tlp.mark,
                tr(_ENDS, day=day_words(outside.expires)) if outside.expires else "",
                tr(_CORRECTS, words=outside.correction) if outside.correction else "",
            )
        self.inside.addWidget(label(facts, "muted", wrap=True))
        tone, words = ("info", tr(_READ_ALL)) if self._current else ("danger", view.stale or tr(_STALE))
        self.inside.addWidget(Strip(tone, words))
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self.list)
        beside.addWidget(self.text)
        beside.setSizes([240, 640])
        beside.setMinimumHeight(theme.scaled(300))
        self.inside.addWidget(beside, 1)
        beside.setVisible(self._current)
        if view.words and self._current:
            self.inside.addWidget(label(tr(_WORDS), "small", wrap=True))
            self.inside.addWidget(WordGrid(view.words))
        self._ways = QWidget()
        ways = QVBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(6)
        for one in (self.owner, self.person, self.file, self.passphrase):
            ways.addWidget(one)
        self._ways.setVisible(self._current)
        self.inside.addWidget(self._ways)
        self.inside.addWidget(self._missing)

    def _show(self, key: str) -> None:
        record = self._records[key]
        self._looked_at.add(key)
        self.text.show_text("\n\n".join(filter(None, (record.title, record.text, *record.notes))), [])
        self._check()

    def _check(self) -> None:
        self.file.setVisible(self.person.isChecked())
        self.passphrase.setVisible(self._is_locked)
        unread = len(self._records.keys() - self._looked_at)
        needs_file = self.person.isChecked() and self.file.path() is None
        needs_words = self._is_locked and not self.passphrase.text()
        told = tr(_NEEDS_FILE) if needs_file else tr(_NEEDS_PASSPHRASE) if needs_words else ""
        told = told or (trn(*_UNREAD, unread) if unread else "")
        self._missing.setText(told)
        self._missing.setVisible(self._current and bool(told))
        self.main.setEnabled(self._current and not needs_file and not needs_words)


def _item(record: BundleRecord) -> Item:
    return Item(record.label, record.title or record.label, record.label, level=level_of(record.level))
