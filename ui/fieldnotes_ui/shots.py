"""Pictures of the pages and dialogs, of the demonstration's invented project.

`make demo` takes the pages, light and dark. `make shots` takes everything in every look, and puts it on one sheet.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from fieldnotes import files, process
from fieldnotes.i18n import LANGUAGES
from fieldnotes.services import find
from fieldnotes.services import session as sessions
from fieldnotes.services.session import SUFFIX, Session
from fieldnotes_ui.app import Program, application
from fieldnotes_ui.preferences import Scheme
from fieldnotes_ui.shots_sharing import SharedState, prepare, sharing_scenes

Answer = TypeVar("Answer")
SIZE = (1366, 768)
DIALOGS = (
    "manual", "shortcuts", "palette", "new_case", "new_record", "new_incident", "new_publication",
    "new_from_template", "quick_note", "own_terms", "new_entry", "level", "versions", "recycle_bin",
    "backup", "passphrase", "propose",
)  # fmt: skip
"""Commands of the window that open a dialog on a vault that is open."""
_THUMB_WIDTH, _COLUMNS, _GAP = 455, 6, 12
_PATIENCE_MS = 180_000
_SETTLE_MS = 150


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is dressed for a round of pictures; `is_mirrored` is as Arabic would have it."""

    scheme: Scheme
    language: str = "en"
    is_mirrored: bool = False

    @property
    def name(self) -> str:
        if self.is_mirrored:
            return f"{self.scheme.value}-mirrored"
        return self.scheme.value if self.language == "en" else f"{self.scheme.value}-{self.language}"


PLAIN = (Look(Scheme.LIGHT), Look(Scheme.DARK))
EVERY = (
    *PLAIN,
    Look(Scheme.CONTRAST),
    *(Look(Scheme.LIGHT, language) for language in LANGUAGES if language != "en"),
    Look(Scheme.LIGHT, is_mirrored=True),
)


class Photographer:
    """Goes through the window as a person would and keeps a picture of each place."""

    def __init__(self, program: Program, folder: Path, vault: Path, passphrase: str) -> None:
        self._program = program
        self._folder = folder
        self._vault = vault
        self._passphrase = passphrase
        self.taken: list[Path] = []
        self._shared: SharedState | None = None

    def take_all(self, look: Look, *, dialogs: bool = False) -> None:
        program, window = self._program, self._program.window
        direction = Qt.LayoutDirection.RightToLeft if look.is_mirrored else Qt.LayoutDirection.LeftToRight
        QApplication.setLayoutDirection(direction)
        program.preferences = replace(program.preferences, scheme=look.scheme, language=look.language)
        program.speak()
        program.dress()
        window.apply_preferences(program.preferences)
        for name, show in self._places():
            show()
            self._settle()
            self._keep(window, f"{name}-{look.name}")
        if dialogs:
            self._take_dialogs(look)
        program.desk.lock()
        self._settle()
        self._keep(window, f"locked-{look.name}")

    def _take_dialogs(self, look: Look) -> None:
        window = self._program.window
        for key in DIALOGS:
            window.visit("library", "open_record", self._ask(_longest_record))
            self._settle()
            window.run(key)
            self._keep_dialogs(f"dialog-{key}-{look.name}")
        if self._shared is None:
            self._shared = self._ask(lambda session: prepare(session, self._folder, self._passphrase))
        for name, lead in sharing_scenes(window, self._shared).items():
            for step in lead:
                step()
                self._settle()
            self._keep(window, f"13-{name}-{look.name}")
            self._keep_dialogs(f"dialog-{name}-{look.name}")

    def _keep_dialogs(self, name: str) -> None:
        """Every dialog that is open, which is closed then."""
        self._settle()
        for dialog in [one for one in self._program.window.findChildren(QDialog) if one.isVisible()]:
            self._keep(dialog, name)
            dialog.done(0)
        self._settle()

    def _places(self) -> Iterator[tuple[str, Callable[[], object]]]:
        window = self._program.window
        bundle = next(iter(sorted(self._folder.glob("*.age"))), None)
        yield "1-unlock", window.show_entrance
        yield "2-create", window.show_create
        yield "3-records", self._open_vault
        yield "4-register", lambda: window.visit("register", "open_entry", self._ask(_first_source))
        yield "5-redact", lambda: window.visit("redact", "open_case", "C-001")
        if bundle is not None:
            cards = (self._folder / "editor.identity", self._folder / "author.card.json")
            yield "6-bundle", lambda: window.visit("bundle", "open_bundle", bundle, *cards)
        yield "7-security", lambda: window.go("security")
        yield "8-settings", lambda: window.go("settings")
        yield "10-keys", lambda: window.go("care")
        yield "9-travel", lambda: window.go("travel")
        for leaf in ("contacts", "approvals", "left"):
            yield f"12-sharing-{leaf}", partial(window.visit, "sharing", "show_leaf", leaf)
        yield "11-today", lambda: window.go("today")

    def _open_vault(self) -> None:
        desk = self._program.desk

        def opened() -> Session:
            session = sessions.unlock(self._vault, self._passphrase)
            session.open_sealed(self._passphrase)
            return session

        desk.adopt(desk.on_vault_thread(opened))
        self._program.window.visit("library", "open_record", self._ask(_longest_record))

    def _ask(self, work: Callable[[Session], Answer]) -> Answer:
        answers: list[Answer] = []
        self._program.desk.ask(self._program.window, lambda session, _: work(session), answers.append)
        _wait_until(lambda: bool(answers))
        return answers[0]

    def _settle(self) -> None:
        _live(_SETTLE_MS)
        _wait_until(lambda: not self._program.desk.busy)
        _live(_SETTLE_MS)

    def _keep(self, widget: QWidget, name: str) -> None:
        path = self._folder / "screenshots" / f"{name}.png"
        widget.grab().save(str(path))
        self.taken.append(path)


def _live(ms: int) -> None:
    """Let the window live. (`QTest.qWait` would hold Python's lock, and the vault's thread would stand still.)"""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _wait_until(done: Callable[[], bool]) -> None:
    """Let the window live until `done`, or until patience ends (the picture then shows what is there)."""
    for _ in range(_PATIENCE_MS // _SETTLE_MS):
        if done():
            return
        _live(_SETTLE_MS)


def _longest_record(session: Session) -> str:
    """An open record that shows most of what a page has: passages, a source, consent."""
    views = [find.record(session, row.row.code) for row in find.rows(session, case="C-001")]
    return max(views, key=lambda view: (len(view.record.body.passages), len(view.record.body.text))).record.code


def _first_source(session: Session) -> str:
    del session
    return "S-001"


def contact_sheet(pictures: Sequence[Path], target: Path) -> Path:
    """All pictures on one, small, in rows, each with its name above it."""
    line = 18
    thumbs = []
    for path in pictures:
        image = QImage(str(path)).scaledToWidth(_THUMB_WIDTH, Qt.TransformationMode.SmoothTransformation)
        thumbs.append((path.stem, image))
    rows = [thumbs[at : at + _COLUMNS] for at in range(0, len(thumbs), _COLUMNS)]
    heights = [max(image.height() for _, image in row) + line + _GAP for row in rows]
    sheet = QImage(_COLUMNS * (_THUMB_WIDTH + _GAP) + _GAP, sum(heights) + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (name, image) in enumerate(row):
            left = _GAP + column * (_THUMB_WIDTH + _GAP)
            painter.drawText(left, top + line - 6, name)
            painter.drawImage(left, top + line, image)
        top += height
    painter.end()
    sheet.save(str(target))
    return target


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m fieldnotes_ui.shots DIR`, where DIR was made by `fieldnotes-cli demo`."""
    parser = argparse.ArgumentParser(prog="fieldnotes-shots")
    parser.add_argument("folder", type=Path, metavar="DIR", help="made by `fieldnotes-cli demo DIR`")
    parser.add_argument("--every", action="store_true", help="every look, dialogs too, and a sheet with all of them")
    options = parser.parse_args(argv)
    folder: Path = options.folder.absolute()
    process.harden()
    vault = next(iter(folder.glob(f"*{SUFFIX}")), None)
    if vault is None or not (folder / "passphrase.txt").is_file():
        parser.error("DIR holds no demonstration. Make one with `fieldnotes-cli demo DIR`.")
    passphrase = files.read_limited(folder / "passphrase.txt", 4096).decode().split("\n", 1)[0]
    (folder / "screenshots").mkdir(exist_ok=True)
    app = application()
    program = Program(app, vault=vault, stored=False)
    program.window.resize(*SIZE)
    program.window.show()
    photographer = Photographer(program, folder, vault, passphrase)
    for look in EVERY if options.every else PLAIN:
        photographer.take_all(look, dialogs=options.every)
    program.close()
    if options.every:
        photographer.taken.append(contact_sheet(photographer.taken, folder / "screenshots" / "sheet.png"))
    for path in photographer.taken:
        print(path)  # noqa: T201 - what it made
    return 0


if __name__ == "__main__":
    sys.exit(main())
