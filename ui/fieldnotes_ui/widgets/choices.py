"""Choices of a form: a case, a register entry, a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QToolButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import PUBLIC_DOCUMENT
from fieldnotes_ui.widgets.labels import tool
from fieldnotes_ui.widgets.named_combo import NamedCombo

_NONE, _PUBLIC = N_("not named yet"), N_("none — a public document")
_UNKNOWN = N_("not given")
_NAMES = N_("Show names. That they were shown is written to the ledger.")
_PLAIN = {"en": "English", "es": "español"}
"""Where Qt would name a country too."""
LANGUAGES = ("az", "ru", "tr", "en", "ka", "ar", "fa", "de", "fr", "es", "uk", "hy", "ku", "he")


class CodeCombo(NamedCombo):
    """(code, words) pairs; typing finds a code or a word. `code` is the chosen one."""

    def __init__(self, pairs: Sequence[tuple[str, str]], chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code, words in pairs:
            self.addItem(_words(code, words), code)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line = self.lineEdit()
        assert line is not None  # it is editable
        line.editingFinished.connect(self._settle)

    def code(self) -> str:
        return str(self.currentData() or "")

    def show_names(self, names: Mapping[str, str]) -> None:
        """Say the names of the codes that have one; what is chosen stays chosen."""
        for place in range(self.count()):
            code = str(self.itemData(place) or "")
            if code in names:
                self.setItemText(place, _words(code, names[code]))

    def _settle(self) -> None:
        """Text that names nothing falls back to what was chosen, so that nothing is guessed."""
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if found >= 0:
            self.setCurrentIndex(found)
        else:
            self.setEditText(self.itemText(self.currentIndex()))


def names_button() -> QToolButton:
    """Beside a choice of register entries: shows their names, which lists do not without being asked."""
    return tool("eye", tr(_NAMES))


def _words(code: str, words: str) -> str:
    return f"{code} — {words}" if words else code


def source_combo(entries: Sequence[tuple[str, str]], chosen: str = "") -> CodeCombo:
    """The register entry who speaks; the first choices are nobody yet, and nobody at all."""
    made = CodeCombo(entries)
    made.insertItem(0, tr(_NONE), "")
    made.insertItem(1, tr(_PUBLIC), PUBLIC_DOCUMENT)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


def language_name(code: str) -> str:
    """A language by its own name; a code that Qt does not know stays a code."""
    locale = QLocale(code)
    if not code or locale.language() == QLocale.Language.C:
        return code
    return _PLAIN.get(code) or locale.nativeLanguageName()


class LanguageCombo(QComboBox):
    """A language by its own name. `code` is its ISO 639-1 code or empty."""

    def __init__(self, chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(tr(_UNKNOWN), "")
        for code in LANGUAGES:
            self._add(code)
        self.show_code(chosen)

    def show_code(self, code: str) -> None:
        """Choose a language, also one that the list does not have."""
        if code and self.findData(code) < 0:
            self._add(code)
        self.setCurrentIndex(max(0, self.findData(code)))

    def _add(self, code: str) -> None:
        self.addItem(f"{language_name(code)} ({code})", code)

    def code(self) -> str:
        return str(self.currentData() or "")
