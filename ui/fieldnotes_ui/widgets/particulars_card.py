"""What else is known of somebody, while names are open: contacts, exact places, documents, and what puts at risk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import Address, Category, Contact, Document, EntityType, Entry, Identity, Special
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, column, label, row
from fieldnotes_ui.widgets.name_edit import NameEdit
from fieldnotes_ui.widgets.particular_row import ParticularRow, inline
from fieldnotes_ui.widgets.register_words import CATEGORIES, CONTACT_ICONS
from fieldnotes_ui.widgets.strip import Strip

_CONTACTS = N_("Reached by")
_PLACES = N_("To be found at")
_DOCUMENTS = N_("Documents")
_ABOUT = N_("About")
_RISK = N_("What puts at risk")
_LOOKED_FOR = N_("Redaction looks for these as it does for names, even where the name may appear.")
_NOT_LOOKED_FOR = N_("Redaction does not look for these words. Write down what the work needs, no more.")
_ADD_CONTACT = N_("Phone, e-mail or @handle")
_ADD_PLACE = N_("An exact place: street, house, town")
_ADD_DOCUMENT = N_("Number of a passport, a residence permit …")
_SAFE = N_("when it is safe")
_WHEN = N_("since when, with whom")
_KIND = N_("which document")
_NOTHING = N_("nothing noted")
_REMOVED = N_("“{words}” was removed: redaction no longer looks for it.")
_UNDO = N_("Undo")
_LINES = (("birth", N_("Born")), ("citizenship", N_("Citizenship")), ("occupation", N_("Occupation")))


class _Section(QWidget):
    """A heading, lines, and a line to add another. `typed` carries what was added."""

    typed = Signal(str)

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.adding = inline("", hint, hint=hint)
        self.adding.editingFinished.connect(self.add)
        self._rows, self.lines = column(spacing=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(title, "section"))
        layout.addWidget(self._rows)
        self._end = QWidget()
        mark = QLabel()
        mark.setPixmap(theme.icon("plus", "text3").pixmap(16, 16))
        mark.setFixedWidth(22)
        end = row(mark, self.adding, spacing=4)
        end.setContentsMargins(0, 0, 0, 0)
        self._end.setLayout(end)
        layout.addWidget(self._end)
        self._end.setVisible(bool(hint))

    def add(self) -> None:
        words = " ".join(self.adding.text().split())
        self.adding.clear()
        if any(sign.isalnum() for sign in words):
            self.typed.emit(words)

    def rows(self) -> list[ParticularRow]:
        found = (self.lines.itemAt(at) for at in range(self.lines.count()))
        return [one for item in found if item is not None and isinstance(one := item.widget(), ParticularRow)]

    def show_rows(self, rows: Sequence[ParticularRow]) -> None:
        for old in self.rows():
            old.wipe()
            self.lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        for one in rows:
            self.lines.addWidget(one)


class ParticularsCard(QFrame):
    """`identity_wanted` is what is to be kept now, with the entry's code. A pending line is handed over by `flush`."""

    identity_wanted = Signal(str, object)
    copy_wanted = Signal(str)
    uncovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._code = ""
        self._identity: Identity | None = None
        self._before: Identity | None = None
        self.contacts = _Section(tr(_CONTACTS), tr(_ADD_CONTACT))
        self.places = _Section(tr(_PLACES), tr(_ADD_PLACE))
        self.documents = _Section(tr(_DOCUMENTS), tr(_ADD_DOCUMENT))
        self.about, self.risk = _Section(tr(_ABOUT)), _Section(tr(_RISK))
        self.contacts.typed.connect(lambda words: self._add("contacts", Contact.of(words)))
        self.places.typed.connect(lambda words: self._add("addresses", Address(words)))
        self.documents.typed.connect(lambda words: self._add("documents", Document("", words)))
        self._undo = Strip("warn")
        self.undo_button = self._undo.add_button(button(tr(_UNDO), icon="undo-2"))
        self.undo_button.clicked.connect(self._take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(14)
        for part in (self.contacts, self.places, self.documents, self._undo):
            layout.addWidget(part)
        layout.addWidget(label(tr(_LOOKED_FOR), "small", wrap=True))
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        layout.addWidget(rule)
        layout.addWidget(self.about)
        layout.addWidget(self.risk)
        layout.addWidget(label(tr(_NOT_LOOKED_FOR), "small", wrap=True))
        self.hide()

    @property
    def sections(self) -> tuple[_Section, ...]:
        return self.contacts, self.places, self.documents, self.about, self.risk

    def show_entry(self, entry: Entry) -> None:
        """Show what is known; nothing of it while names are sealed. What is being typed stays for the same entry."""
        known = entry.identity
        if entry.code != self._code or known is None:
            self._before = None
            for section in self.sections:
                section.adding.clear()
        changed = (entry.code, known) != (self._code, self._identity)
        self._code, self._identity = entry.code, known
        if changed:
            self._rebuild()
        person = entry.type is EntityType.PERSON
        for section in (self.documents, self.about, self.risk):
            section.setVisible(person)
        self._undo.setVisible(self._before is not None)
        self.setVisible(known is not None and entry.type in (EntityType.PERSON, EntityType.ORG))

    def flush(self) -> None:
        """Hand over what was typed and not yet kept."""
        if self._identity is None:
            return
        for section in self.sections:
            for one in section.rows():
                one.settle()
            section.add()

    def _add(self, part: str, made: Contact | Address | Document) -> None:
        assert self._identity is not None
        had = getattr(self._identity, part)
        if made not in had:
            self._keep(_with(self._identity, part, (*had, made)))

    def _change(self, part: str, at: int, made: Contact | Address | Document) -> None:
        assert self._identity is not None
        had = list(getattr(self._identity, part))
        had[at] = made
        self._keep(_with(self._identity, part, tuple(dict.fromkeys(had))))

    def _remove(self, part: str, at: int, words: str) -> None:
        assert self._identity is not None
        before = self._identity
        had = getattr(before, part)
        self._undo.show_message("warn", tr(_REMOVED, words=words))
        self._keep(_with(before, part, had[:at] + had[at + 1 :]), before=before)
        self.undo_button.setFocus()

    def _take_back(self) -> None:
        if self._before is not None:
            self._keep(self._before)

    def _say(self, name: str, words: str, _: str) -> None:
        assert self._identity is not None
        self._keep(_with(self._identity, name, words))

    def _say_special(self, category: Category, words: str, _: str) -> None:
        assert self._identity is not None
        told = {one.category: one for one in self._identity.special} | {category: Special(category, words)}
        self._keep(
            replace(self._identity, special=tuple(told[one] for one in Category if one in told and told[one].words))
        )

    def _keep(self, identity: Identity, *, before: Identity | None = None) -> None:
        self._identity, self._before = identity, before
        self._undo.setVisible(before is not None)
        self._rebuild()
        self.identity_wanted.emit(self._code, identity)

    def _rebuild(self) -> None:
        """New lines; the focus stays at its place."""
        focused = next((place for place, line in self._places() if line.hasFocus()), None)
        self._show_rows(self._identity or Identity(""))
        for place, line in self._places():
            if place == focused:
                line.setFocus()

    def _places(self) -> Iterator[tuple[tuple[int, int, bool], NameEdit]]:
        """Every line in its place: section, row, whether it is the note."""
        for at, section in enumerate(self.sections):
            for number, one in enumerate(section.rows()):
                yield (at, number, False), one.words
                yield (at, number, True), one.note

    def _show_rows(self, known: Identity) -> None:
        self.contacts.show_rows(
            [
                self._row("contacts", at, one.value, tr(_ADD_CONTACT), CONTACT_ICONS[one.kind], one.note, Contact.of)
                for at, one in enumerate(known.contacts)
            ]
        )
        self.places.show_rows(
            [
                self._row("addresses", at, one.place, tr(_PLACES), "map-pin", one.note, Address)
                for at, one in enumerate(known.addresses)
            ]
        )
        self.documents.show_rows(
            [
                self._row("documents", at, one.number, tr(_DOCUMENTS), "file-text", one.kind, _document)
                for at, one in enumerate(known.documents)
            ]
        )
        self.about.show_rows([self._line(tr(words), getattr(known, name), self._say, name) for name, words in _LINES])
        special = {one.category: one.words for one in known.special}
        self.risk.show_rows(
            [self._line(tr(CATEGORIES[one]), special.get(one, ""), self._say_special, one) for one in Category]
        )

    def _row(
        self,
        part: str,
        at: int,
        words: str,
        name: str,
        icon: str,
        note: str,
        make: Callable[[str, str], Contact | Address | Document],
    ) -> ParticularRow:
        hint = {"contacts": tr(_SAFE), "addresses": tr(_WHEN), "documents": tr(_KIND)}[part]
        made = ParticularRow(words, name, icon=icon, note=note, note_hint=hint)
        made.kept.connect(lambda words, note: self._change(part, at, make(words, note)))
        made.removed.connect(lambda: self._remove(part, at, words))
        made.copy_wanted.connect(self.copy_wanted)
        made.uncovered.connect(self.uncovered)
        return made

    def _line(self, name: str, words: str, say: Callable[..., None], what: str | Category) -> ParticularRow:
        made = ParticularRow(words, name, fixed=True, hint=tr(_NOTHING))
        made.kept.connect(partial(say, what))
        made.copy_wanted.connect(self.copy_wanted)
        made.uncovered.connect(self.uncovered)
        return made


def _with(identity: Identity, part: str, value: object) -> Identity:
    changes: dict[str, Any] = {part: value}
    return replace(identity, **changes)


def _document(number: str, kind: str) -> Document:
    return Document(kind, number)
