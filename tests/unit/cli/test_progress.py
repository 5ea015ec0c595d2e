"""Long work tells a terminal where it is, wipes that away at the end, and says nothing to a file."""

from __future__ import annotations

import io

import pytest

from fieldnotes.cli import progress
from fieldnotes.progress import Cancelled


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_each_step_on_one_line_that_is_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.shown() as watch:
        watch.step(0, 69, "V01")
        watch.step(17, None, "leftovers")
        watch.step(1, 69, "V02")
    assert stream.getvalue() == "\r\x1b[K1 of 69  V01\r\x1b[K2 of 69  V02\r\x1b[K"


def test_a_file_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.shown() as watch:
        watch.step(0, 69, "V01")
    assert stream.getvalue() == ""


def test_the_line_is_wiped_away_where_the_work_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.shown() as watch:
        watch.cancel()
        with pytest.raises(Cancelled):
            watch.step(0, 69, "V01")
    assert stream.getvalue() == "\r\x1b[K"
