"""Somebody at a real window: keys through xdotool, a screen reader's ear through AT-SPI, pictures of every step."""

from __future__ import annotations

import mmap
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QImage

from tests.helpers import spoken
from tests.helpers.screen import PATIENCE_S, Hands, environment, missing_tools, screen, wait_until
from tests.helpers.spoken import Ear, Heard, innermost, with_the_keyboard

MOST_TABS, MOST_LINES = 90, 40
_NO_KIND = {"panel", "scroll bar", "graphic", "status bar", "unknown", "invalid"}


class Person:
    """Reads by ear and acts by key alone: where it cannot get to by keyboard, nobody can."""

    def __init__(self, display: str, ear: Ear, frames: Path, pictures: Path) -> None:
        self._hands = Hands(display)
        self._ear = ear
        self._frames = frames
        self._pictures = pictures
        self._steps = 0

    # --- hearing ----------------------------------------------------------------------------------------------------

    def showing(self) -> list[Heard]:
        return self._ear.showing()

    def hears(self, words: str) -> bool:
        """Whether something on the screen says these words."""
        return any(words in thing.name for thing in self.showing())

    def waits_for(self, words: str) -> None:
        self._until(lambda: self.hears(words), f"nothing says “{words}”")

    def waits_for_the_keyboard_at(self, name: str) -> None:
        """Until the keyboard is at something whose name begins so."""
        self._until(lambda: self.at().startswith(name), f"the keyboard does not come to “{name}”")

    def waits_for_title(self, title: str) -> None:
        self._until(lambda: title in self._hands.titles(), f"no window is called “{title}”")

    def waits_for_a_dialog(self) -> Heard:
        """Until one is open, has the keyboard and has come to rest."""
        self._until(lambda: bool(with_the_keyboard(self._dialogs())), "no dialog opened")
        self.rests()
        found = self.dialog()
        assert found is not None, "the dialog went"
        return found

    def waits_for_no_dialog(self) -> None:
        """Until the last has gone and the keyboard is in the window again."""
        self._until(lambda: not self._dialogs() and self._ear.focused() is not None, "the dialog stays")

    def dialog(self) -> Heard | None:
        """The dialog that is open, the innermost of several."""
        found = self._dialogs()
        return found[-1] if found else None

    def _dialogs(self) -> list[Heard]:
        return [thing for thing in self.showing() if thing.role == "dialog"]

    def rests(self) -> None:
        """Wait until what is told has come to rest: the same three times in a row."""
        told: list[list[str]] = []
        self._until(lambda: _is_steady(told, [thing.name for thing in self.showing()]), "it goes on changing")

    def reads(self, name: str) -> str:
        """What stands in the field or text of this name."""
        found = [thing for thing in self.showing() if thing.name == name]
        return max((self._ear.text_of(thing) for thing in found), key=len, default="")

    def cell(self) -> str:
        """The cell of the table that the keyboard is at, as it is told."""
        return self._ear.cell()

    def at(self) -> str:
        """The name of what the keyboard is at, "" if that is nothing."""
        focused = self._ear.focused()
        return focused.name if focused is not None else ""

    # --- acting -----------------------------------------------------------------------------------------------------

    def comes_to_the_window(self) -> None:
        self._until(lambda: bool(self._hands.titles()), "no window came")
        self._hands.focus()
        self._until(lambda: self._ear.focused() is not None, "nothing has the keyboard")

    def presses(self, *keys: str) -> None:
        """Keys as xdotool names them: Return, ctrl+n, shift+Tab."""
        for key in keys:
            self._hands.key(key)

    def types(self, text: str) -> None:
        self._hands.type(text)

    def goes_to(self, name: str, *, back: bool = False) -> Heard:
        """Tab until the keyboard is at something whose name begins so, or at a line of it."""
        seen: list[str] = []
        here = with_the_keyboard(self._ear.windows())
        for _ in range(MOST_TABS):
            focused = innermost(here)
            if focused is not None and any(one.name.startswith(name) for one in here):
                return focused
            seen.append(focused.name if focused is not None else "-")
            self.presses("shift+Tab" if back else "Tab")
            here = self._leaves(focused)
        self.keeps_a_picture("lost")
        raise AssertionError(f"the keyboard does not come to “{name}”; it came to {list(dict.fromkeys(seen))}")

    def _leaves(self, place: Heard | None) -> list[Heard]:
        """What has the keyboard once a key has been heeded: one pressed too early would lead past what is wanted."""
        here: list[Heard] = []

        def left() -> bool:
            here[:] = with_the_keyboard(self._ear.windows())
            return not _is_same(innermost(here), place)

        self._until(left, "the keyboard stays where it is")
        return here

    def pushes(self, name: str, *, back: bool = False) -> None:
        """Go to a button and press it."""
        self.goes_to(name, back=back)
        self.presses("space")

    def fills(self, name: str, text: str) -> None:
        """Go to a field and put this in place of what is there."""
        self.goes_to(name)
        self.presses("ctrl+a")
        self.types(text)
        self._until(lambda: self.reads(name) == text or "●" in self.reads(name), f"“{name}” did not take the text")

    def chooses(self, line: str, *, of: str) -> None:
        """Go to a list and in it to the line that begins so."""
        self.goes_to(of)
        self.presses("Home")
        self.rests()
        focused = self._ear.focused()
        for _ in range(MOST_LINES):
            if focused is not None and focused.name.startswith(line):
                return
            self.presses("Down")
            focused = innermost(self._leaves(focused))
        raise AssertionError(f"“{of}” has no line “{line}”")

    def runs(self, words: str) -> None:
        """A command by its name, through the palette."""
        self.presses("ctrl+k")
        self.waits_for("Commands")
        self.types(words)
        self.presses("Return")

    def keeps_a_picture(self, name: str) -> Path:
        """What the whole screen shows now."""
        self._steps += 1
        target = self._pictures / f"{self._steps:02}-{name}.png"
        picture(self._frames).save(str(target))
        return target

    def _until(self, what: Callable[[], bool], otherwise: str) -> None:
        def known() -> bool:
            try:
                return what()
            except TimeoutError:  # a program at work answers when it is asked again
                return False

        try:
            wait_until(known, every_s=0.05)
        except TimeoutError:
            self.keeps_a_picture("stuck")
            heard = [thing.name for thing in self.showing() if thing.name]
            raise AssertionError(f"{otherwise}; the keyboard is at “{self.at()}”, and heard is {heard}") from None


def _is_steady(told: list[list[str]], now: list[str]) -> bool:
    told.append([name for name in now if not name.startswith("Locks in")])
    return len(told) >= 3 and told[-1] == told[-2] == told[-3]


def _is_same(one: Heard | None, other: Heard | None) -> bool:
    return one is not None and other is not None and one.address == other.address


def unnamed(things: list[Heard]) -> list[str]:
    """What can be reached by key and would be read out as nothing, or as no kind of control."""
    return [
        f"{thing.role} “{thing.name}”"
        for thing in things
        if thing.is_focusable and (not thing.name.strip() or thing.role in _NO_KIND)
    ]


def picture(frames: Path) -> QImage:
    """The screen of an Xvfb that was started with -fbdir: an X window dump of 32 bits a pixel."""
    with (frames / "Xvfb_screen0").open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        header = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + colours * 12
        pixels = bytes(data[start : start + stride * height])
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()


@contextmanager
def at_the_window(home: Path, pictures: Path, *arguments: str | Path, size: str = "1366x768") -> Iterator[Person]:
    """The program started on a screen of its own with these arguments, and somebody in front of it."""
    assert not missing_tools() + spoken.missing(), "they are in packaging/debian-test-packages.txt"
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    pictures.mkdir(parents=True, exist_ok=True)
    frames = home.parent / f"{home.name}-frames"
    frames.mkdir()
    with spoken.session_bus() as bus, Ear(bus) as ear, screen(size, frames=frames) as display:
        program = subprocess.Popen(
            [sys.executable, "-m", "fieldnotes_ui", *map(str, arguments)],
            env={**environment(display, home), **spoken.environment(bus), "LANG": "en_GB.UTF-8"},
        )
        person = Person(display, ear, frames, pictures)
        try:
            try:
                person.comes_to_the_window()
                yield person
            except BaseException:
                person.keeps_a_picture("at-the-end")
                raise
            _ends(program, home)
        finally:
            program.kill()
            program.wait()


def _ends(program: subprocess.Popen[bytes], home: Path) -> None:
    """As a desktop's session ends. No thread or job keeps it, and nothing of its work is left beside what it stored."""
    program.send_signal(signal.SIGTERM)
    try:
        assert program.wait(PATIENCE_S) == 0
    except subprocess.TimeoutExpired:
        raise AssertionError("the program does not end") from None
    assert [path.name for path in (home / "tmp").iterdir()] == []
