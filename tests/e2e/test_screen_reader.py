"""The window as a screen reader tells it: read from another process through AT-SPI, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from tests.helpers.person import Person, at_the_window, unnamed
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(240)]

PASSPHRASE = "six grey herons over the salt works"
LOCKED, OPEN = "FieldNotes — locked", "FieldNotes"
PLACES = {
    "ctrl+1": "Cases",
    "ctrl+2": "Register",
    "ctrl+3": "Redact",
    "ctrl+4": "Bundles",
    "ctrl+5": "Security",
    "ctrl+6": "Keys",
    "ctrl+7": "Travel",
    "ctrl+8": "Today",
    "ctrl+9": "Sharing",
    "ctrl+comma": "Settings",
}
DIALOGS = ("ctrl+slash", "ctrl+k", "F1", "ctrl+shift+n", "ctrl+shift+p", "ctrl+t", "ctrl+shift+q", "ctrl+shift+i")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "notes.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    sample.build(session)
    session.lock()
    return path


def test_everything_that_can_be_reached_is_told_by_name_and_role(vault: Path, tmp_path: Path) -> None:
    silent: dict[str, list[str]] = {}
    with at_the_window(tmp_path / "home", tmp_path / "pictures", vault) as person:
        silent["entrance"] = unnamed(person.showing())
        unlock(person)
        for keys in PLACES:
            person.presses(keys)
            person.rests()
            silent[keys] = unnamed(person.showing())
        for keys in DIALOGS:
            person.presses(keys)
            dialog = person.waits_for_a_dialog()
            silent[keys] = unnamed(list(dialog.everything()))
            person.presses("Escape")
            person.waits_for_no_dialog()
    assert {where: names for where, names in silent.items() if names} == {}


def unlock(person: Person) -> None:
    person.waits_for_title(LOCKED)
    person.types(PASSPHRASE)
    person.presses("Return")
    person.waits_for_title(OPEN)
    person.waits_for("Cases")
