"""Machine settings: private, forgiving of damage, naming nobody."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from fieldnotes_ui.preferences import Preferences, Scheme

CHOSEN = Preferences(
    scheme=Scheme.DARK, text_percent=150, idle_minutes=2, lock_on_minimise=True, width=1500, height=900, maximised=True
)


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    CHOSEN.save(tmp_path / "fieldnotes")

    assert Preferences.load(tmp_path / "fieldnotes") == CHOSEN


def test_the_file_is_its_users_alone(tmp_path: Path) -> None:
    CHOSEN.save(tmp_path / "fieldnotes")

    (file,) = (tmp_path / "fieldnotes").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_file_holds_appearance_and_locking_and_nothing_else(tmp_path: Path) -> None:
    CHOSEN.save(tmp_path / "fieldnotes")

    (file,) = (tmp_path / "fieldnotes").iterdir()
    assert json.loads(file.read_text()).keys() == {
        "language",
        "scheme",
        "text_percent",
        "idle_minutes",
        "lock_on_minimise",
        "width",
        "height",
        "maximised",
    }


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "7", '{"scheme": 3}', '{"idle_minutes": "5"}', '{"idle_minutes": 100000}',
     '{"idle_minutes": true}', '{"lock_on_minimise": 1}',
     '{"width": 3}', '{"height": "900"}', '{"maximised": 1}', '{"width": 100000}',
     '{"text_percent": -1}', '{"text_percent": [1]}', '{"scheme": "purple"}'],
)  # fmt: skip
def test_a_damaged_file_means_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content)

    assert Preferences.load(tmp_path) == Preferences()


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert Preferences.load(tmp_path / "nowhere") == Preferences()
