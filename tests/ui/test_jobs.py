"""Work off the window's thread: in order, its end told once in the window's thread, never after its owner is gone."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.errors import Bug, DiskFull
from fieldnotes.progress import Cancelled, Watch
from fieldnotes_ui.jobs import Job, Jobs

WAIT_MS = 5000
CYCLES = 1000
"""More than the youngest generation holds before the collector looks at it."""


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def until_cancelled(stopped: threading.Event) -> Callable[[Watch], None]:
    def work(watch: Watch) -> None:
        try:
            while not stopped.wait(0.001):
                watch.check()
        except Cancelled:
            stopped.set()
            raise

    return work


def test_the_result_arrives_once_in_the_windows_thread(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    seen: list[tuple[object, bool]] = []
    job = Job(owner, lambda watch: threading.current_thread().name)
    job.succeeded.connect(lambda value: seen.append((value, threading.current_thread() is threading.main_thread())))

    with qtbot.waitSignal(job.ended, timeout=WAIT_MS):
        jobs.start(job)

    assert len(seen) == 1
    name, in_window = seen[0]
    assert str(name).startswith("vault")
    assert in_window
    assert not jobs.busy


def test_the_last_step_is_shown_even_when_the_work_was_quick(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    steps: list[int] = []

    def work(watch: Watch) -> None:
        for done in range(2000):
            watch.step(done, 2000, "reading")

    job = Job(owner, work)
    job.progressed.connect(lambda step: steps.append(step.done))
    with qtbot.waitSignal(job.succeeded, timeout=WAIT_MS):
        jobs.start(job)

    assert steps[-1] == 1999


def test_cancelled_work_ends_as_cancelled_and_not_as_an_error(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    errors: list[object] = []
    job = Job(owner, until_cancelled(threading.Event()))
    job.failed.connect(errors.append)
    jobs.start(job)

    with qtbot.waitSignal(job.cancelled, timeout=WAIT_MS):
        job.watch.cancel()

    assert not errors


def test_our_errors_arrive_as_they_are(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    def work(watch: Watch) -> None:
        raise DiskFull(place="vault")

    job = Job(owner, work)
    with qtbot.waitSignal(job.failed, timeout=WAIT_MS) as told:
        jobs.start(job)

    assert told.args is not None
    assert isinstance(told.args[0], DiskFull)


def test_an_unforeseen_error_tells_its_kind_and_none_of_its_words(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    def work(watch: Watch) -> None:
        raise ValueError("Aytən Səmədova")

    job = Job(owner, work)
    with qtbot.waitSignal(job.failed, timeout=WAIT_MS) as told:
        jobs.start(job)

    assert told.args is not None
    assert isinstance(told.args[0], Bug)
    assert "Aytən" not in f"{told.args[0]} {told.args[0].params}"


def test_work_of_an_owner_that_went_away_is_stopped_and_never_heard_of(qtbot: QtBot, jobs: Jobs) -> None:
    going, stopped = QWidget(), threading.Event()
    heard: list[object] = []
    job = Job(going, until_cancelled(stopped))
    job.succeeded.connect(heard.append)
    job.cancelled.connect(lambda: heard.append("cancelled"))
    jobs.start(job)

    shiboken6.delete(going)

    assert stopped.wait(WAIT_MS / 1000)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=WAIT_MS)
    assert heard == []


def test_lasting_work_survives_its_owner_and_a_general_stop(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    going, gate, done = QWidget(), threading.Event(), threading.Event()
    jobs.start(Job(owner, lambda watch: gate.wait(WAIT_MS / 1000)))
    jobs.start(Job(going, lambda watch: done.set(), lasting=True))

    jobs.cancel_all()
    shiboken6.delete(going)
    gate.set()

    assert done.wait(WAIT_MS / 1000)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=WAIT_MS)


def test_jobs_run_one_after_the_other_in_order(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    log: list[tuple[str, int]] = []

    def work(number: int) -> Callable[[Watch], None]:
        def run(watch: Watch) -> None:
            log.append(("in", number))
            log.append(("out", number))

        return run

    for number in range(20):
        jobs.start(Job(owner, work(number)))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=WAIT_MS)

    assert log == [(side, number) for number in range(20) for side in ("in", "out")]


def test_closing_stops_running_work_and_ends_the_thread(qtbot: QtBot, qapp: QApplication, owner: QWidget) -> None:
    jobs, stopped = Jobs(), threading.Event()
    jobs.start(Job(owner, until_cancelled(stopped)))

    jobs.close()

    assert stopped.is_set()
    assert not jobs.busy


def test_widgets_in_a_cycle_are_destroyed_on_the_windows_thread_only(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    died_on: list[int] = []

    def leave_cycles() -> None:
        for _ in range(CYCLES):
            held: list[object] = [QObject()]
            held.append(held)
            weakref.finalize(held[0], lambda: died_on.append(threading.get_ident()))

    leave_cycles()
    jobs.start(Job(owner, lambda watch: len([[number] for number in range(200_000)])))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=WAIT_MS)

    qtbot.waitUntil(lambda: len(died_on) == CYCLES, timeout=WAIT_MS)
    assert set(died_on) == {threading.get_ident()}
