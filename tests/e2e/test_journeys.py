"""The first day of a researcher at a real window: by key alone, and with nothing but what a screen reader is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.contact import Compared
from fieldnotes.model.register import RelationKind
from fieldnotes.services import contacts, find, reading, register
from fieldnotes.services import keys as key_stores
from fieldnotes.services import session as sessions
from tests.helpers.person import Person, at_the_window
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(300)]

PASSPHRASE = "six grey herons over the salt works"
NAMES, STRANGER = ("Tofiq Zerbeliyev", "Rasim Quluzade"), "Kamran Muradov"
EDITOR, CAR = "Gunel", "some car"


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


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """An empty vault that knows an editor whose words were compared; her keys stand beside it."""
    path = tmp_path / "notes.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    with key_stores.create(tmp_path / "me.fnkeys", PASSPHRASE, name=EDITOR, params=cheap_kdf()) as keys:
        card = keys.card()
    contacts.verify(session, contacts.add(session, card.text).code, words=" ".join(card.words), how=Compared.IN_PERSON)
    session.lock()
    return path


def test_a_day_from_a_first_case_to_a_bundle_for_an_editor(vault: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "FN-TEST00.age"
    with at_the_window(tmp_path / "home", tmp_path / "pictures", vault) as person:
        person.types(PASSPHRASE)
        person.presses("Return")
        person.waits_for("All records")
        starts_a_case(person)
        registers_a_person_and_her_brother(person)
        notes_the_consent(person)
        writes_a_testimony(person)
        protects_its_last_words(person)
        decides_what_leaves(person)
        exports(person, bundle)
        person.presses("ctrl+l")
        person.waits_for_title("FieldNotes — locked")
    with key_stores.unlock(tmp_path / "me.fnkeys", PASSPHRASE) as keys:
        (record,) = reading.open_bundle(bundle, keys).opened.records
    assert not [name for name in (*NAMES, STRANGER, "grey") if name.split()[0] in record.text]
    assert CAR in record.text
    session = sessions.unlock(vault, PASSPHRASE)
    session.open_sealed(PASSPHRASE)
    assert [case.title for case in find.cases(session)] == ["Salt works"]
    assert sorted(entry.identity.name for entry in register.entries(session) if entry.identity) == sorted(
        (*NAMES, STRANGER)
    )
    assert [(one.a, one.b, one.kind) for one in session.vault.relations()] == [("P-001", "S-001", RelationKind.SIBLING)]
    consent = register.consent(session, "S-001")
    assert consent is not None
    assert consent.answers == dict.fromkeys((Use.PRESS, Use.PUBLICATION), Answer.ANONYMOUS)
    (release,) = register.releases(session)
    assert release.bundle_id
    session.lock()


def starts_a_case(person: Person) -> None:
    person.presses("ctrl+shift+n")
    person.waits_for_a_dialog()
    person.types("Salt works")
    person.presses("Return")
    person.waits_for_no_dialog()


def registers_a_person_and_her_brother(person: Person) -> None:
    person.presses("ctrl+shift+p")
    person.waits_for("Passphrase of the sealed compartment")
    person.types(PASSPHRASE)
    person.presses("Return")
    for name, role, code in ((NAMES[0], "Source", "S-001"), (NAMES[1], "Relative", "P-001")):
        person.waits_for("Ways to reach this person")
        person.waits_for_a_dialog()
        person.goes_to("Name")
        person.types(name)
        person.goes_to("Role")
        person.types(role)
        person.pushes("Add")
        person.waits_for_no_dialog()
        person.waits_for(code)
        if code == "S-001":
            person.presses("ctrl+shift+p")
    person.keeps_a_picture("registered")
    person.presses("ctrl+r")
    person.waits_for("Relation of P-001")
    person.waits_for_a_dialog()
    person.types("S-001")
    person.presses("Down", "Return", "Return")
    person.waits_for_no_dialog()
    person.rests()


def notes_the_consent(person: Person) -> None:
    """That she may be quoted in the press and in publications without her name."""
    person.goes_to("Code, name or role")
    person.types("S-001")
    person.presses("Down")
    person.waits_for_the_keyboard_at("S-001")
    person.presses("F6", "F6")
    person.waits_for_the_keyboard_at("What was agreed to, for each use")
    person.presses(*["Down"] * 5, *["Right"] * 3)
    for use in ("Press", "Publication"):
        person.presses("space")
        assert person.cell() == f"{use}: Anonymous, chosen"
        person.presses("Down")
    person.pushes("Save consent")
    person.waits_for("Consent was given on")
    person.keeps_a_picture("consent")


def writes_a_testimony(person: Person) -> None:
    person.presses("ctrl+n")
    person.waits_for_a_dialog()
    person.types("First talk")
    person.goes_to("Protection level")
    person.types("Anonymous")
    person.goes_to("Source")
    person.types("S-001")
    person.presses("Down", "Return")
    person.rests()
    person.pushes("Start writing")
    person.waits_for_no_dialog()
    person.waits_for_the_keyboard_at("Text of the testimony")
    person.types(f"{STRANGER} drove. {NAMES[0]} was taken in May. Her brother {NAMES[1]} saw the grey car")


def protects_its_last_words(person: Person) -> None:
    person.presses("ctrl+shift+Left", "ctrl+shift+Left", "ctrl+m")
    person.waits_for("“grey car”")
    person.waits_for_a_dialog()
    person.goes_to("Replacement")
    person.types(CAR)
    person.keeps_a_picture("passage")
    person.presses("Return")
    person.waits_for_no_dialog()
    person.presses("ctrl+s")
    person.waits_for("S-001, mentioned 1 time")
    person.keeps_a_picture("written")


def decides_what_leaves(person: Person) -> None:
    person.presses("ctrl+3")
    person.waits_for("1 likely name stands in nobody's entry")
    person.waits_for_the_keyboard_at(STRANGER)
    person.keeps_a_picture("to-decide")
    person.presses("r")
    person.waits_for("Nothing is left to decide. 1 record can leave.")
    person.keeps_a_picture("decided")


def exports(person: Person, bundle: Path) -> None:
    person.presses("ctrl+shift+x")
    person.waits_for_a_dialog()
    person.waits_for_the_keyboard_at(EDITOR)
    person.presses("space")
    person.fills("File", str(bundle))
    person.keeps_a_picture("export")
    person.pushes("Seal and write")
    person.waits_for("The bundle is written")
    person.keeps_a_picture("receipt")
    person.presses("Return")
    person.waits_for_no_dialog()
