"""The panel of what remains of each person: what is told, and what its buttons ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from fieldnotes.services.mosaic import PersonMosaic, Remaining, State, Weight
from fieldnotes_ui.widgets.mosaic_panel import MosaicPanel

JOB = Remaining("job", "T-001", "R-001", "kamera operatoru & usta", 12, 28, 0, specific=True)
PLACE = Remaining("place", "T-002", "R-002", "в Гяндже", 3, 11, 2, specific=True, undecided=True)
TITLE = Remaining("event", "T-002", "R-002", "المرأة الوحيدة", 0, 14, 0, specific=True, in_title=True)
YEARS = tuple(
    Remaining("date", "T-001", "R-001", str(year), year, year + 4, 5, specific=False) for year in range(2010, 2016)
)
OPEN = PersonMosaic("S-001", "Source K", (JOB, PLACE, TITLE, *YEARS), Weight.HIGH, 1, State.OPEN)
CLEAR = PersonMosaic("P-002", "[Person 7]", YEARS[:1], Weight.LOW, 4, State.CLEAR)


@pytest.fixture
def panel(qtbot: QtBot) -> MosaicPanel:
    made = MosaicPanel()
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    return made


def words(panel: MosaicPanel) -> str:
    shown = [one.text() for one in panel.findChildren(QLabel)] + [
        one.text() for one in panel.findChildren(QAbstractButton)
    ]
    return "\n".join(shown)


def press(panel: MosaicPanel, name: str) -> None:
    made = [one for one in panel.findChildren(QAbstractButton) if name in (one.accessibleName(), one.text())]
    QTest.mouseClick(made[0], Qt.MouseButton.LeftButton)


def test_everybody_is_shown_with_what_stands_in_full_and_a_few_of_the_rest(panel: MosaicPanel) -> None:
    panel.show_people((OPEN, CLEAR))
    shown = words(panel)
    assert "Source K" in shown
    assert "[Person 7]" in shown
    assert all(fact.text.replace("&", "&&") in shown for fact in (JOB, PLACE, TITLE))
    assert "2012" in shown
    assert "2015" not in shown
    assert "3 made coarser" in shown


def test_its_buttons_ask_for_the_place_a_mark_and_an_acceptance(panel: MosaicPanel, qtbot: QtBot) -> None:
    panel.show_people((OPEN, CLEAR))
    with qtbot.waitSignal(panel.place_wanted) as place:
        press(panel, f"Go to {JOB.text}")
    assert place.args == ["T-001", 12, 28]
    with qtbot.waitSignal(panel.generalise_wanted) as mark:
        press(panel, f"Generalise {PLACE.text}")
    assert mark.args == ["T-002", 3, 11]
    with qtbot.waitSignal(panel.accept_wanted) as accepted:
        press(panel, "Accept with a second person…")
    assert accepted.args == ["S-001"]


def test_only_who_blocks_can_be_accepted_and_only_texts_can_be_marked(panel: MosaicPanel) -> None:
    panel.show_people((CLEAR,))
    assert "Accept" not in words(panel)
    assert "Generalise" not in words(panel)
    panel.show_people(())
    assert "Nothing remains" in words(panel)
