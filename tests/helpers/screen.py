"""A screen of its own for a real window (Xvfb and a window manager), and hands to use it (xdotool)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("Xvfb", "evilwm", "xdotool", "strace")
PATIENCE_S = 60.0

DRIVEN = """
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
def settle():
    for turn in range(400):
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()
        if not desk.busy and turn > 20:
            break
def type_text(widget, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
"""
"""For a program that drives its own window: let it come to rest (it has a `desk`), and type as an input method does."""


def missing_tools() -> list[str]:
    """The tools that are not here; they are in packaging/debian-test-packages.txt."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def screen(size: str = "1366x768", *, frames: Path | None = None) -> Iterator[str]:
    """A display ("`:7`") that no other test uses, with a window manager, for as long as the block runs.

    With `frames`, a folder, the server keeps what it shows in a file there.
    """
    read_end, write_end = os.pipe()
    kept = [] if frames is None else ["-fbdir", str(frames)]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp", *kept],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        name = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["evilwm", "-display", name, "-fn", "fixed"], stderr=subprocess.DEVNULL)
    try:
        yield name
    finally:
        for process in (manager, server):
            process.kill()
            process.wait()


def environment(display: str, home: Path) -> dict[str, str]:
    """What a program in a window on this display needs, and a home folder that holds nothing else."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def wait_until(what: Callable[[], bool], *, every_s: float = 0.2) -> None:
    """Wait for something that a real program does in its own time.

    Raises:
        TimeoutError: it did not happen within `PATIENCE_S`.
    """
    end = time.monotonic() + PATIENCE_S
    while not what():
        if time.monotonic() > end:
            raise TimeoutError("the window did not come so far")
        time.sleep(every_s)


class Hands:
    """xdotool on one display."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def tool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        return done.stdout.strip()

    def titles(self) -> set[str]:
        windows = self.tool("search", "--onlyvisible", "--name", "FieldNotes").split()
        return {self.tool("getwindowname", window) for window in windows}

    def wait_for(self, title: str) -> None:
        wait_until(lambda: title in self.titles())

    def focus(self) -> None:
        self.tool("search", "--onlyvisible", "--name", "FieldNotes", "windowactivate", "--sync")

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "15", text)

    def key(self, keys: str) -> None:
        self.tool("key", "--clearmodifiers", keys)
