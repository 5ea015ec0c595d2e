"""F1: the manual opens where help is wanted, can be searched, and is whole in every language."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from fieldnotes.services import manual
from fieldnotes_ui.dialogs.manual import _TOPIC_OF, Manual
from fieldnotes_ui.main_window import PLACES, MainWindow
from tests.ui.test_window import settle, unlock, window

__all__ = ["window"]


def opened(window: MainWindow) -> Manual:
    (dialog,) = window.findChildren(Manual)
    return dialog


def test_the_manual_opens_at_the_topic_of_the_place_also_while_locked(qtbot: QtBot, window: MainWindow) -> None:
    window.run("manual")
    assert opened(window).page.toPlainText().startswith("First steps")
    opened(window).close()
    desk = unlock(window)
    window.go("travel")
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: not window.findChildren(Manual))
    window.run("manual")
    assert opened(window).page.toPlainText().startswith("Before the border")
    opened(window).close()


def test_a_search_keeps_the_topics_that_hold_every_word(qtbot: QtBot, window: MainWindow) -> None:
    window.run("manual")
    dialog = opened(window)
    dialog.search.setText("shut DOWN asleep")
    assert [dialog.list.item(line).text() for line in range(dialog.list.count())] == ["Before the border"]
    dialog.search.setText("no such words here")
    assert dialog.list.count() == 0
    assert dialog.page.toPlainText() == ""
    dialog.search.clear()
    assert dialog.list.count() == len(manual.topics("en"))
    dialog.close()


def test_every_place_of_the_window_has_a_topic() -> None:
    keys = {topic.key for topic in manual.topics("en")}
    assert {place for place, *_ in PLACES} <= _TOPIC_OF.keys()
    assert set(_TOPIC_OF.values()) <= keys


@pytest.mark.parametrize("language", ["az", "ru", "tr"])
def test_the_manual_is_whole_in_every_language(language: str) -> None:
    for source, topic in zip(manual.topics("en"), manual.topics(language), strict=True):
        assert topic.title != source.title
        assert shape(topic.text) == shape(source.text)


def shape(markdown: str) -> list[str]:
    """Headings, list items and table rows in order, without their words."""
    return re.findall(r"^(#+|-|\d\.|\|)", markdown, re.MULTILINE)
