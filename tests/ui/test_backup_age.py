"""The status line says how old the newest backup is, and warns where that is older than the policy allows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldnotes import clock
from fieldnotes.services import backup
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.backup_age import BackupAge
from tests.ui.share_helpers import settle


@pytest.fixture
def line(qtbot: QtBot, desk: Desk) -> BackupAge:
    made = BackupAge(desk)
    qtbot.addWidget(made)
    return made


def told(line: BackupAge, desk: Desk, qtbot: QtBot) -> tuple[str, bool]:
    line.look()
    settle(qtbot, desk)
    assert line._age is not None
    return line._words.text(), line._age.is_late


def test_it_tells_what_the_vault_says_and_nothing_once_it_is_locked(
    qtbot: QtBot, desk: Desk, line: BackupAge, tmp_path: Path
) -> None:
    assert line.isHidden()
    assert told(line, desk, qtbot) == ("No backup yet", True)
    session = desk._session
    assert session is not None
    desk.on_vault_thread(lambda: backup.make(session, tmp_path))
    assert told(line, desk, qtbot) == ("Backed up today", False)
    assert not line.isHidden()
    for days, words, is_late in ((1, "Backup 1 day old", False), (30, "Backup 30 days old", False)):
        with clock.fixed(clock.now() + timedelta(days=days)):
            assert told(line, desk, qtbot) == (words, is_late)
    with clock.fixed(clock.now() + timedelta(days=31)):
        assert told(line, desk, qtbot) == ("Backup 31 days old", True)
    desk.lock()
    settle(qtbot, desk)
    assert line.isHidden()
