"""Between a dialog that stays open and the work it asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import access
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.widgets.file_dialogs import ask_for_folder, ask_to_open
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.path_line import PathLine

T = TypeVar("T")
_FILE, _FOLDER = N_("Choose a file"), N_("Choose a folder")


def ask(desk: Desk, dialog: WorkSheet, work: Callable[[Session, Watch], T], done: Callable[[T], None]) -> None:
    """Have the open vault do it; the dialog shows how far it is and what went wrong."""
    _tie(desk.ask(dialog, work, done, failed=lambda error: dialog.show_failed(messages.words(error))), dialog)


def free(desk: Desk, dialog: WorkSheet, work: Callable[[Watch], T], done: Callable[[T], None]) -> None:
    """The same for work that needs no open vault."""
    _tie(desk.free(dialog, work, done, failed=lambda error: dialog.show_failed(messages.words(error))), dialog)


def choose_file(parent: QWidget, line: PathLine) -> None:
    ask_to_open(parent, tr(_FILE), line.show_path)


def choose_folder(parent: QWidget, line: PathLine) -> None:
    ask_for_folder(parent, tr(_FOLDER), line.show_path)


def serve(new: NewPassphrase, least_words: int) -> None:
    """Judge and draw what a form for a new passphrase asks for; `least_words` is the policy's."""
    new.ask_for(least_words)
    new.judge_wanted.connect(lambda text: new.show_strength(sessions.strength(text, minimum_words=least_words)))
    new.generate_wanted.connect(
        lambda language: new.show_generated(access.generate(language, max(access.WORDS, least_words)))
    )


def _tie(job: Job, dialog: WorkSheet) -> None:
    job.progressed.connect(dialog.show_step)
    job.cancelled.connect(dialog.show_stopped)
    dialog.stopped.connect(job.watch.cancel)
