"""The first day of a researcher at a real window: by key alone, and with nothing but what a screen reader is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.model.register import RelationKind
from fieldnotes.services import find, register
from fieldnotes.services import session as sessions
from tests.helpers.person import Person, at_the_window
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(300)]

PASSPHRASE = "six grey herons over the salt works"


def test_a_vault_is_made_and_its_code_is_read_out_word_by_word(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with at_the_window(home, tmp_path / "pictures") as person:
        person.pushes("New vault")
        person.waits_for("Begin")
        person.pushes("Begin")
        person.waits_for("Not a person")
        person.fills("Name", "field-2026")
        person.presses("Return")
        person.waits_for("Repeat")
        person.types(PASSPHRASE)
        person.goes_to("Repeat")
        person.types(PASSPHRASE)
        person.presses("Return")
        person.waits_for("I have written it down")
        person.keeps_a_picture("code")
        words = [thing.name for thing in person.showing() if thing.name.startswith("Word ")]
    assert [word.partition(":")[0] for word in words] == [f"Word {number}" for number in range(1, 25)]
    assert (home / "field-2026.fieldnotes").is_dir()


def test_a_case_is_started_and_a_person_registered_with_her_brother(tmp_path: Path) -> None:
    vault = tmp_path / "notes.fieldnotes"
    sessions.create(vault, PASSPHRASE, params=cheap_kdf()).lock()
    with at_the_window(tmp_path / "home", tmp_path / "pictures", vault) as person:
        person.types(PASSPHRASE)
        person.presses("Return")
        person.waits_for("All records")
        person.presses("ctrl+shift+n")
        person.waits_for_a_dialog()
        person.types("Salt works")
        person.presses("Return")
        person.waits_for_no_dialog()
        person.presses("ctrl+shift+p")
        person.waits_for("Passphrase of the sealed compartment")
        person.types(PASSPHRASE)
        person.presses("Return")
        person.waits_for("Ways to reach this person")
        registers(person, "Tofiq Zerbeliyev", role="Source")
        person.waits_for("S-001")
        person.presses("ctrl+shift+p")
        person.waits_for("Ways to reach this person")
        registers(person, "Rasim Quluzade", role="Relative")
        person.waits_for("P-001")
        person.keeps_a_picture("registered")
        person.presses("ctrl+r")
        person.waits_for("Relation of P-001")
        person.types("S-001")
        person.presses("Down", "Return", "Return")
        person.waits_for_no_dialog()
        person.rests()
        person.presses("ctrl+l")
        person.waits_for_title("FieldNotes — locked")
    session = sessions.unlock(vault, PASSPHRASE)
    session.open_sealed(PASSPHRASE)
    assert [case.title for case in find.cases(session)] == ["Salt works"]
    names = [entry.identity.name for entry in register.entries(session) if entry.identity]
    assert sorted(names) == ["Rasim Quluzade", "Tofiq Zerbeliyev"]
    assert [(one.a, one.b, one.kind) for one in session.vault.relations()] == [("P-001", "S-001", RelationKind.SIBLING)]
    session.lock()


def registers(person: Person, name: str, *, role: str) -> None:
    """In the dialog for a new entry, from its first field."""
    person.goes_to("Name")
    person.types(name)
    person.goes_to("Role")
    person.types(role)
    person.pushes("Add")
    person.waits_for_no_dialog()
