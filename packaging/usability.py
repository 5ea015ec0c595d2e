"""Ten tasks done by key alone in the real window: counts the keystrokes of each and writes docs/usability.md.

Words that belong to the work (a name, a passphrase, a sentence) are counted apart from the keys that lead there.
Somebody who knows the window is measured: shortcuts are used, nothing is looked for.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pulse import say, turn
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from fieldnotes import process
from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from fieldnotes_ui.app import Program, application

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "usability.md"
PASSPHRASE = "six grey herons over the salt works"
MOST_TABS, MOST_TURNS, TURN_MS, QUIET = 60, 500, 20, 16
HEAD = """# How many keys ten tasks take

Measured by `make usability`: real key events in the real window, on the sample project, by somebody who knows the
shortcuts. *Keys* lead there (a shortcut, Tab, an arrow and Enter are one each); *letters* are the words of the work
itself, such as a name. The program checks after each task that what was to be done is done.

| | task | keys | letters | the way |
|---|---|---:|---:|---|
"""


class Lost(Exception):
    """A key led somewhere else than it should."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one task took."""

    task: str
    keys: int
    letters: int
    way: str


class Typist:
    """Hands on the keyboard of the active window; counts what they press."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.keys = self.letters = 0
        self.way: list[str] = []

    def press(self, *sequences: str) -> None:
        for sequence in sequences:
            combination = QKeySequence(sequence)[0]
            QTest.keyClick(self._window(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            self._tell(sequence)
            self.rest()

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self._window(), letter)
        self.letters += len(text)
        self._tell("words")
        self.rest()

    def go_to(self, name: str) -> None:
        """Tab, or back by Shift+Tab where that is nearer."""
        forward, back = self._steps_to(name, "Tab"), self._steps_to(name, "Shift+Tab")
        key, steps = ("Tab", forward) if forward <= back else ("Shift+Tab", back)
        if steps > MOST_TABS:
            raise Lost(f"Tab does not come to {name}")
        for _ in range(steps):
            self._click(key)
        self.keys += steps
        if steps:
            self._tell(f"{key} × {steps}" if steps > 1 else key)

    def rest(self) -> None:
        """Until nothing is being worked on any more."""
        quiet = 0
        for _ in range(MOST_TURNS):
            turn(TURN_MS)
            quiet = 0 if self._program.desk.busy else quiet + 1
            if quiet >= QUIET:
                break
        top = QApplication.activeModalWidget() or self._program.window
        if not top.isActiveWindow():  # without a window manager nobody gives the keyboard to a dialog and back
            top.activateWindow()
            turn(TURN_MS)

    def at(self) -> str:
        focus = QApplication.focusWidget()
        if focus is None:
            return ""
        found = QAccessible.queryAccessibleInterface(focus)
        return focus.accessibleName() or (found.text(QAccessible.Text.Name) if found is not None else "")

    def _steps_to(self, name: str, key: str) -> int:
        """How many presses away it is; the keyboard comes back to where it was."""
        start, steps = QApplication.focusWidget(), 0
        while not self.at().startswith(name) and steps <= MOST_TABS:
            self._click(key)
            steps += 1
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)
        return steps

    def _click(self, key: str) -> None:
        combination = QKeySequence(key)[0]
        QTest.keyClick(self._window(), combination.key(), combination.keyboardModifiers())

    def _window(self) -> QWidget:
        """The field that has the keyboard, in the dialog that is open or the window."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._program.window
        focus = QApplication.focusWidget()
        return focus if focus is not None and (focus is top or top.isAncestorOf(focus)) else top

    def _tell(self, word: str) -> None:
        if not (self.way and self.way[-1] == word == "words"):
            self.way.append(word)


class Tasks:
    """The ten, in the order of a working day. Each leaves the window where the next begins."""

    def __init__(self, program: Program, hands: Typist) -> None:
        self._program = program
        self._hands = hands

    def open_the_vault(self) -> None:
        self._hands.write(PASSPHRASE)
        self._hands.press("Return")
        self._must(self._program.desk.is_open)

    def register_a_person_and_her_brother(self) -> None:
        hands = self._hands
        hands.press("Ctrl+Shift+P")
        if hands.at().startswith("Passphrase"):  # real names are opened once
            hands.write(PASSPHRASE)
            hands.press("Return")
        hands.write("Zulal Ahadova")
        hands.press("Return", "Ctrl+Shift+P")
        hands.write("Karim Ahadov")
        hands.press("Return")
        hands.press("Ctrl+R")
        hands.write("P-010")
        hands.press("Down", "Return", "Return")
        self._must(QApplication.activeModalWidget() is None)

    def find_a_word_everywhere(self) -> None:
        self._hands.press("Ctrl+Shift+F")
        self._hands.write("kitchen")
        self._must(self._list("Records").model().rowCount() == 1)

    def read_what_was_found(self) -> None:
        self._hands.press("Down", "Down")
        self._must("Interview" in self._window_words())

    def write_a_testimony(self) -> None:
        hands = self._hands
        hands.press("Ctrl+N")
        hands.write("First talk")
        hands.press("Return")
        hands.write("He was arrested at home. His brother was there.")
        self._must("First talk" in self._window_words())

    def seal_a_passage(self) -> None:
        hands = self._hands
        hands.press("Ctrl+A", "Ctrl+M")
        self._must(QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None)
        hands.press("Return")

    def write_a_quick_note(self) -> None:
        hands = self._hands
        hands.press("Ctrl+Shift+Q")
        hands.write("The grey car again at nine.")
        hands.press("Return")
        self._must(QApplication.activeModalWidget() is None)

    def note_a_task(self) -> None:
        hands = self._hands
        hands.press("Ctrl+T")
        hands.write("Ask the lawyer")
        hands.press("Return")
        self._must(QApplication.activeModalWidget() is None)

    def withdraw_consent_and_see_what_was_shared(self) -> None:
        hands = self._hands
        hands.press("Ctrl+2")
        hands.write("S-001")
        hands.press("Down")
        hands.press("Ctrl+Shift+W")
        hands.write("S-001")
        hands.press("Return")
        self._must(QApplication.activeModalWidget() is not None)
        hands.press("Escape")

    def lock(self) -> None:
        self._hands.press("Ctrl+L")
        self._must(not self._program.desk.is_open)

    def _must(self, is_done: bool) -> None:
        if not is_done:
            raise Lost(f"at “{self._hands.at()}” after {' '.join(self._hands.way)}")

    def _list(self, name: str) -> QAbstractItemView:
        views = self._program.window.findChildren(QAbstractItemView)
        return next(view for view in views if view.isVisible() and view.accessibleName() == name)

    def _window_words(self) -> str:
        window = self._program.window
        found = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
        lines = [one.text() for one in window.findChildren(QLineEdit) if one.isVisible()]
        return "\n".join((*found, *lines))


def measured(name: str, task: Callable[[], None], hands: Typist) -> Taken:
    hands.keys = hands.letters = 0
    hands.way.clear()
    task()
    return Taken(name, hands.keys, hands.letters, ", ".join(hands.way))


def main() -> int:
    process.harden()
    folder = ROOT / "build" / "usability"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / "notes.fieldnotes"
    cheap = KdfParams(kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS, 4, kdf.fresh_salt())
    session = sessions.create(path, PASSPHRASE, params=cheap)
    sample.build(session)
    session.lock()
    program = Program(application(), vault=path, stored=False)
    program.window.show()
    hands = Typist(program)
    hands.rest()
    tasks = Tasks(program, hands)
    taken = []
    for name, task in [
        ("open the vault", tasks.open_the_vault),
        ("register a person and her brother", tasks.register_a_person_and_her_brother),
        ("find a word in every record", tasks.find_a_word_everywhere),
        ("read what was found", tasks.read_what_was_found),
        ("write a new testimony", tasks.write_a_testimony),
        ("protect a passage of it", tasks.seal_a_passage),
        ("write down what happens in fifteen seconds", tasks.write_a_quick_note),
        ("note a task", tasks.note_a_task),
        ("withdraw consent and see what was shared", tasks.withdraw_consent_and_see_what_was_shared),
        ("lock", tasks.lock),
    ]:
        try:
            taken.append(measured(name, task, hands))
        except Lost as lost:
            program.window.grab().save(str(folder / "lost.png"))
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                dialog.grab().save(str(folder / "lost-dialog.png"))
            say(name, f"lost: {lost}")
            program.close()
            return 1
        say(name, f"{taken[-1].keys} keys, {taken[-1].letters} letters: {taken[-1].way}")
    program.close()
    shutil.rmtree(folder)
    rows = [f"| {n} | {one.task} | {one.keys} | {one.letters} | {one.way} |" for n, one in enumerate(taken, 1)]
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
