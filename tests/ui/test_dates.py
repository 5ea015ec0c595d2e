"""Dates on the screen: in the language of the window, as exact as they are known, wherever one is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes import i18n, resources
from fieldnotes.model.status import State, Status
from fieldnotes.services import timeline
from fieldnotes.services.views import FoundView
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.main_window import PLACES, MainWindow
from fieldnotes_ui.models.items import Item
from fieldnotes_ui.moments import dated_words, day_words, local_day, local_minute, local_moment
from fieldnotes_ui.widgets import timeline_list
from fieldnotes_ui.widgets.record_row import facts_of
from fieldnotes_ui.widgets.status_words import status_words
from tests.ui.conftest import CASE
from tests.ui.test_languages import shown
from tests.ui.test_window import settle, unlock, window

__all__ = ["window"]

_STORED = re.compile(r"(?<!\d)(19|20)\d\d-[01]\d")
"""A date as it is stored: a year and a month in digits."""


def speak(language: str) -> None:
    i18n.set_language(resources.path("translations"), language)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("language", "day", "short", "month"),
    [
        ("en", "4 November 2016", "4 Nov 2016", "November 2016"),
        ("az", "4 noyabr 2016", "4 noy 2016", "noyabr 2016"),
        ("ru", "4 ноября 2016", "4 нояб. 2016", "ноябрь 2016"),
        ("tr", "4 Kasım 2016", "4 Kas 2016", "Kasım 2016"),
    ],
)
def test_a_date_is_said_in_the_language_of_the_window(language: str, day: str, short: str, month: str) -> None:
    speak(language)

    assert day_words("2016-11-04") == day
    assert day_words("2016-11-04", short=True) == short
    assert day_words("2016-11").casefold() == month.casefold()
    assert day_words("2016") == "2016"
    assert local_day("2016-11-04T12:00:00Z") == day
    assert local_day("2016-11-04") == day
    assert local_minute("2016-11-04T14:35") == f"{day}, 14:35"
    assert local_moment("2016-11-04T12:00:00Z").startswith(f"{day}, ")


@pytest.mark.parametrize("language", ["en", "az", "ru", "tr"])
@pytest.mark.parametrize("stored", ["c. 2016-11", "2016-11..2017-02", "2016-11-04"])
def test_an_uncertain_date_is_said_too(language: str, stored: str) -> None:
    speak(language)
    said = dated_words(stored)

    assert "2016" in said
    assert day_words("2016-11") in said or day_words("2016-11-04") in said
    assert not _STORED.search(said)
    assert not _STORED.search(status_words(Status("", "S-001", State.ARRESTED, on=stored, noted="")))


@pytest.mark.parametrize("text", ["", "yesterday", "2016-13", "2016-11-99"])
def test_what_is_no_date_stays_as_it_was_written(text: str) -> None:
    assert dated_words(text) == text
    assert day_words(text) == text


def cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    """All that a model gives a view to show, and what our own delegates draw of it."""
    for row in range(min(model.rowCount(parent), 200)):
        for column in range(model.columnCount(parent) if isinstance(model, QAbstractTableModel) else 1):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(index.data(role) or "")
            drawn = index.data(Qt.ItemDataRole.UserRole)
            if isinstance(drawn, FoundView):
                yield facts_of(drawn)
            elif isinstance(drawn, Item):
                yield f"{drawn.title} {drawn.below} {drawn.tag}"
            if column == 0:
                yield from cells(model, index)


def words_of(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        yield from shown(widget)
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            yield from cells(model, QModelIndex())


@pytest.mark.parametrize("language", ["en", "az"])
def test_no_place_of_the_window_shows_a_date_as_it_is_stored(qtbot: QtBot, window: MainWindow, language: str) -> None:
    speak(language)
    desk = unlock(window)
    left: set[tuple[str, str]] = set()
    places = [place for place, *_ in PLACES if place != "security"]  # what the audit measured stands as in its report
    for place in places:
        if place == "library":
            window.visit("library", "open_record", "T-001")
        elif place == "register":
            window.visit("register", "open_entry", "S-001")
        page = window.go(place)
        settle(qtbot, desk)
        assert page is not None
        left |= {(place, text) for text in words_of(page) if _STORED.search(text)}
    assert not left


def test_no_line_of_a_timeline_shows_one(desk: Desk) -> None:
    speak("tr")
    session = desk._session
    assert session is not None
    items = desk.on_vault_thread(lambda: timeline.of_case(session, CASE))
    dated = [item for item in items if item.dated]

    assert dated
    assert not [item for item in dated if _STORED.search(timeline_list.spoken(item))]
    assert not [
        group for group in timeline.grouped(items) if _STORED.search(timeline_list.heading_words(group.heading))
    ]
