"""Choices of a form: a case, a register entry, a language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import PUBLIC_DOCUMENT

_NONE, _PUBLIC = N_("not named yet"), N_("none — a public document")
_UNKNOWN = N_("not given")
LANGUAGES = ("az", "ru", "tr", "en", "ka", "ar", "fa", "de", "fr", "es", "uk", "hy", "ku", "he")


class CodeCombo(QComboBox):
    """(code, words) pairs; typing finds a code or a word. `code` is the chosen one."""

    def __init__(self, pairs: Sequence[tuple[str, str]], chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for code, words in pairs:
            self.addItem(f"{code} — {words}" if words else code, code)
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

    def _settle(self) -> None:
        """Text that names nothing falls back to what was chosen, so that nothing is guessed."""
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if found >= 0:
            self.setCurrentIndex(found)
        else:
            self.setEditText(self.itemText(self.currentIndex()))


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
    return locale.nativeLanguageName() if code and locale.language() != QLocale.Language.C else code


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
