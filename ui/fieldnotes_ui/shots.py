"""Pictures of every main page, light and dark, of the demonstration's invented project: `make demo`, `make shots`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fieldnotes import files, process
from fieldnotes.services import find
from fieldnotes.services import session as sessions
from fieldnotes.services.session import SUFFIX, Session
from fieldnotes_ui.app import Program, application
from fieldnotes_ui.preferences import Scheme

SIZE = (1366, 768)
_PATIENCE_MS = 20_000
_SETTLE_MS = 150


class Photographer:
    """Goes through the window as a person would and keeps a picture of each place."""

    def __init__(self, program: Program, folder: Path, vault: Path, passphrase: str) -> None:
        self._program = program
        self._folder = folder
        self._vault = vault
        self._passphrase = passphrase
        self.taken: list[Path] = []

    def take_all(self, scheme: Scheme) -> None:
        program, window = self._program, self._program.window
        program.preferences = replace(program.preferences, scheme=scheme)
        program.dress()
        window.apply_preferences(program.preferences)
        for name, show in self._places():
            show()
            self._settle()
            self._keep(window, f"{name}-{scheme.value}")
        program.desk.lock()
        self._settle()
        self._keep(window, f"locked-{scheme.value}")

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

    def _open_vault(self) -> None:
        desk = self._program.desk

        def opened() -> Session:
            session = sessions.unlock(self._vault, self._passphrase)
            session.open_sealed(self._passphrase)
            return session

        desk.adopt(desk.on_vault_thread(opened))
        self._program.window.visit("library", "open_record", self._ask(_longest_record))

    def _ask(self, work: Callable[[Session], str]) -> str:
        answers: list[str] = []
        self._program.desk.ask(self._program.window, lambda session, _: work(session), answers.append)
        _wait_until(lambda: bool(answers))
        return answers[0]

    def _settle(self) -> None:
        QTest.qWait(_SETTLE_MS)
        _wait_until(lambda: not self._program.desk.busy)
        QTest.qWait(_SETTLE_MS)

    def _keep(self, widget: QWidget, name: str) -> None:
        path = self._folder / "screenshots" / f"{name}.png"
        widget.grab().save(str(path))
        self.taken.append(path)


def _wait_until(done: Callable[[], bool]) -> None:
    """Let the window live until `done`, or until patience ends (the picture then shows what is there)."""
    for _ in range(_PATIENCE_MS // _SETTLE_MS):
        if done():
            return
        QTest.qWait(_SETTLE_MS)


def _longest_record(session: Session) -> str:
    """An open record that shows most of what a page has: passages, a source, consent."""
    views = [find.record(session, row.row.code) for row in find.rows(session, case="C-001")]
    return max(views, key=lambda view: (len(view.record.body.passages), len(view.record.body.text))).record.code


def _first_source(session: Session) -> str:
    del session
    return "S-001"


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m fieldnotes_ui.shots DIR`, where DIR was made by `fieldnotes-cli demo`."""
    parser = argparse.ArgumentParser(prog="fieldnotes-shots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder: Path = parser.parse_args(argv).folder.absolute()
    process.harden()
    vault = next(iter(folder.glob(f"*{SUFFIX}")))
    passphrase = files.read_limited(folder / "passphrase.txt", 4096).decode().split("\n", 1)[0]
    (folder / "screenshots").mkdir(exist_ok=True)
    app = application()
    program = Program(app, vault=vault, stored=False)
    program.window.resize(*SIZE)
    program.window.show()
    photographer = Photographer(program, folder, vault, passphrase)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        photographer.take_all(scheme)
    program.close()
    for path in photographer.taken:
        print(path)  # noqa: T201 - what it made
    return 0


if __name__ == "__main__":
    sys.exit(main())
