"""A themed application, a desk on an invented vault, and a check that no test leaves anything behind."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from fieldnotes_ui import theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Jobs
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
CASE = "C-001"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    return qapp


@pytest.fixture(scope="session")
def sample_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project in a locked vault with cheap keys. Copy it, never open it."""
    path = tmp_path_factory.mktemp("ui") / "study.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    sample.build(session)
    session.lock()
    return path


@pytest.fixture
def vault_path(sample_vault: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample vault, locked."""
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(sample_vault, path)
    return path


@pytest.fixture
def sealed_closed_desk(qapp: QApplication, vault_path: Path) -> Iterator[Desk]:
    """A desk on the sample vault; the sealed compartment is closed."""
    desk = Desk()
    desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(vault_path, PASSPHRASE)))
    yield desk
    desk.close()


@pytest.fixture
def shut_desk(qapp: QApplication) -> Iterator[Desk]:
    """A desk with no vault: all that an editor needs."""
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def desk(qapp: QApplication, vault_path: Path) -> Iterator[Desk]:
    """A desk on the sample vault with real names open."""
    desk = Desk()

    def opened() -> sessions.Session:
        session = sessions.unlock(vault_path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        return session

    desk.adopt(desk.on_vault_thread(opened))
    yield desk
    desk.close()


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[Clipboard]:
    made = Clipboard()
    yield made
    made.clear()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """No window, running timer, job or thread survives a test, and no widget that Python still holds.

    What was there before is set aside from the collector's work meanwhile: looking through all of it again after
    every test took longer than most tests. A file of tests that only look at one window says `SHARES_A_WINDOW`.
    """
    if getattr(request.module, "SHARES_A_WINDOW", False):
        yield
        return
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    ran_before = {id(timer) for timer in qapp.findChildren(QTimer)}
    threads = set(threading.enumerate())
    gc.freeze()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [*_running(gc.get_objects()), *_running(qapp.findChildren(QTimer), but=ran_before)]
    gc.unfreeze()
    left = [
        widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and shiboken6.isValid(widget)
    ]
    names = [f"{type(widget).__name__} {'shown' if widget.isVisible() else 'hidden'}" for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    assert not names, f"left open: {names}"
    assert not running, f"still running: {running}"
    assert not [thread for thread in threading.enumerate() if thread not in threads and thread.name.startswith("vault")]


def _running(things: Iterable[object], *, but: Container[int] = ()) -> Iterator[str]:
    """Timers and jobs among these that go on, those with an id of `but` aside."""
    for thing in things:
        if isinstance(thing, QObject) and id(thing) not in but and shiboken6.isValid(thing):
            if isinstance(thing, QTimer) and thing.isActive():
                yield f"timer of {type(thing.parent()).__name__}"
            if isinstance(thing, Jobs) and thing.busy:
                yield "jobs"


def type_text(widget: QWidget, text: str) -> None:
    """Text as an input method commits it; synthetic key presses cannot carry letters beyond ASCII."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
