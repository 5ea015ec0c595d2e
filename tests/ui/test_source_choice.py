"""Whose words a record is: nobody yet and nobody at all are two choices, and neither is taken for the other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.record import PUBLIC_DOCUMENT, Card
from fieldnotes_ui.dialogs.new_record import CardDialog
from fieldnotes_ui.widgets.choices import source_combo

SOURCES = [("S-001", "source")]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _changed(dialog: CardDialog, code: str) -> list[object]:
    heard: list[object] = []
    dialog.changed.connect(heard.append)
    dialog.source.setCurrentIndex(dialog.source.findData(code))
    dialog.submit()
    return heard


def test_nobody_is_chosen_at_first_and_it_is_no_public_document(qtbot: QtBot) -> None:
    combo = source_combo(SOURCES)
    qtbot.addWidget(combo)
    assert combo.code() == ""
    assert [combo.itemData(at) for at in range(combo.count())] == ["", PUBLIC_DOCUMENT, "S-001"]


def test_a_public_document_keeps_its_other_tags(page: QWidget) -> None:
    dialog = CardDialog("T-001", Card(source="S-001", tags=("toy", "law:535.1")), SOURCES, page)
    assert _changed(dialog, PUBLIC_DOCUMENT) == [Card(tags=(PUBLIC_DOCUMENT, "toy", "law:535.1"))]


def test_a_public_document_gets_a_source_and_loses_the_mark(page: QWidget) -> None:
    dialog = CardDialog("T-001", Card(tags=(PUBLIC_DOCUMENT, "toy")), SOURCES, page)
    assert dialog.source.code() == PUBLIC_DOCUMENT
    assert dialog.tags.text() == "toy"
    assert _changed(dialog, "S-001") == [Card(source="S-001", tags=("toy",))]
