"""Long work: shown once it lasts, with the time left and a way to stop it; short work is never seen."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.progress import Step, Watch
from fieldnotes_ui.jobs import Job, Jobs
from fieldnotes_ui.widgets import job_row, pace, work_status
from fieldnotes_ui.widgets.job_row import JobRow
from fieldnotes_ui.widgets.pace import Pace
from fieldnotes_ui.widgets.work_status import WorkStatus


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is long in these tests is over soon."""
    monkeypatch.setattr(job_row, "PATIENCE_MS", 10)
    monkeypatch.setattr(work_status, "LONG_MS", 20)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


class Work:
    """Lasts until it is released or stopped; tells one step after the other."""

    def __init__(self) -> None:
        self.end, self.steps = threading.Event(), 0

    def __call__(self, watch: Watch) -> str:
        while not self.end.wait(0.002):
            self.steps += 1
            watch.step(min(self.steps, 90), 100, "working")
        return "done"


def test_a_row_shows_how_far_work_is_and_goes_with_it(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    row, work = JobRow(owner), Work()
    job = Job(owner, work)
    row.follow(job, "Reading…")
    jobs.start(job)
    assert not row.isVisible()
    qtbot.waitUntil(lambda: row.isVisible() and row.bar.maximum() == 100 and row.bar.value() > 0)
    assert row.words.text() == "Reading…"
    work.end.set()
    qtbot.waitUntil(lambda: not row.isVisible())
    assert not row.is_following


def test_work_that_is_over_soon_is_never_seen(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    row = JobRow(owner)
    row._late.setInterval(10_000)
    job = Job(owner, lambda _: None)
    row.follow(job, "Reading…")
    with qtbot.waitSignal(job.ended):
        jobs.start(job)
    assert not row._late.isActive()
    assert not row.isVisible()


def test_stop_stops_and_says_so(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    row, job = JobRow(owner), Job(owner, Work())
    row.follow(job, "Reading…")
    jobs.start(job)
    qtbot.waitUntil(row.isVisible)
    with qtbot.waitSignal(job.cancelled):
        row.stop.click()
        assert row.left.text() == "Stopping…"
    assert not row.isVisible()


def test_what_somebody_typed_is_not_stopped(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    row, work = JobRow(owner), Work()
    job = Job(owner, work, lasting=True)
    row.follow(job, "Saving…")
    jobs.start(job)
    assert not row.stop.isEnabled()
    work.end.set()
    qtbot.waitUntil(lambda: not row.is_following)


def test_the_status_line_shows_whatever_lasts(qtbot: QtBot, jobs: Jobs, owner: QWidget) -> None:
    status, work = WorkStatus(lambda: jobs.running, owner), Work()
    status.show()
    jobs.start(Job(owner, work))
    status.look()
    qtbot.waitUntil(lambda: status.row.isVisible())
    work.end.set()
    qtbot.waitUntil(lambda: not status.row.isVisible() and not status._timer.isActive())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (3.0, "a few seconds left"),
        (23.0, "about 25 seconds left"),
        (58.0, "about 1 minute left"),
        (200.0, "about 3 minutes left"),
    ],
)
def test_time_left_is_said_as_a_person_would(seconds: float | None, said: str) -> None:
    assert pace.words_for(seconds) == said


def test_time_left_follows_from_how_it_went() -> None:
    told = Pace()
    assert told.seconds_left(Step(0, 100, ""), 0.0) is None
    assert told.seconds_left(Step(1, 100, ""), 1.0) is None
    assert told.seconds_left(Step(20, 100, ""), 4.0) == pytest.approx(16.0)
    assert told.seconds_left(Step(5, None, ""), 5.0) is None
    assert told.seconds_left(Step(1, 30, ""), 6.0) is None  # something else is counted now
