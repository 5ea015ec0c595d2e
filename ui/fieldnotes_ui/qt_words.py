"""What Qt itself says in file dialogs and in the menus of fields, in the languages of the window.

Qt's own catalogues know Russian and Turkish, not Azerbaijani, and a packaged program may lack them. So these texts
are ours like any other, for all languages. What is not listed here Qt says in English.
"""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from fieldnotes.i18n import N_, tr

_CONTEXTS = frozenset(
    {
        "QFileDialog",
        "QFileSystemModel",
        "QAbstractFileIconProvider",
        "QLineEdit",
        "QWidgetTextControl",
        "QPlatformTheme",
    }
)
_WORDS = frozenset(
    {
        N_("&Choose"), N_("&Delete"), N_("&Look in:"), N_("&New Folder"), N_("&Open"), N_("&Rename"), N_("&Save"),
        N_("All Files (*)"), N_("Back"), N_("Change to detail view mode"), N_("Change to list view mode"),
        N_("Create New Folder"), N_("Create a New Folder"), N_("Detail View"), N_("Directories"), N_("Directory:"),
        N_("File &name:"), N_("Files"), N_("Files of &type:"), N_("Forward"), N_("Go back"), N_("Go forward"),
        N_("Go to the parent directory"), N_("List View"), N_("List of places and bookmarks"), N_("Parent Directory"),
        N_("Show &hidden files"), N_("Sidebar"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        N_("Computer"), N_("Date Modified"), N_("Name"), N_("Size"), N_("Type"), N_("Drive"), N_("Folder"),
        N_("Unknown"),
        N_("&Copy"), N_("&Paste"), N_("&Redo"), N_("&Undo"), N_("Cu&t"), N_("Delete"), N_("Select All"),
        N_("&No"), N_("&Yes"), N_("Cancel"), N_("Close"), N_("OK"), N_("Open"), N_("Save"),
    }
)  # fmt: skip
"""As Qt 6.11 asks for them; a test asks Qt."""


class QtWords(QTranslator):
    """Install once; it follows the language that the window speaks."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Ours where it is listed. None leaves the text to the next translator, which an empty text would not."""
        del disambiguation, n
        known = context in _CONTEXTS and source in _WORDS
        return tr(source) if known else None  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        return False
