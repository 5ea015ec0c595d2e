"""File dialogs for the lines of the travel page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.file_dialogs import ask_for_folder, ask_to_open, ask_to_save
from fieldnotes_ui.widgets.path_line import PathLine

_OPEN, _SAVE, _FOLDER = N_("Choose a file"), N_("Write to"), N_("Choose a folder")


def choose_file(parent: QWidget, line: PathLine) -> None:
    ask_to_open(parent, tr(_OPEN), line.show_path)


def choose_folder(parent: QWidget, line: PathLine) -> None:
    ask_for_folder(parent, tr(_FOLDER), line.show_path)


def choose_target(parent: QWidget, line: PathLine, name: str) -> None:
    ask_to_save(parent, tr(_SAVE), Path.home() / name, line.show_path)
