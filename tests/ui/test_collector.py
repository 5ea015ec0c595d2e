"""The collector that stands in for Python's own: when it looks, and for what it waits."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fieldnotes_ui.garbage import _MOST_WAITS, _THRESHOLDS, Collector


@pytest.fixture
def collected() -> Iterator[list[int]]:
    """The generations that are looked at."""
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def test_it_waits_for_a_job_but_not_for_ever(qapp: QApplication, collected: list[int]) -> None:
    parent = QObject(qapp)
    collector = Collector(parent, lambda: True)
    young = [[number] for number in range(2 * _THRESHOLDS[0])]
    for _ in range(_MOST_WAITS - 1):
        collector._collect()
    assert collected == []
    collector._collect()
    assert len(collected) == 1
    assert young
    collector.stop()
    parent.deleteLater()


def test_it_looks_as_soon_as_nothing_runs(qapp: QApplication, collected: list[int]) -> None:
    running = [True]
    parent = QObject(qapp)
    collector = Collector(parent, lambda: bool(running))
    young = [[number] for number in range(2 * _THRESHOLDS[0])]
    collector._collect()
    running.clear()
    collector._collect()
    assert len(collected) == 1
    assert young
    collector.stop()
    parent.deleteLater()
