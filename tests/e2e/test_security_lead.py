"""A security lead's proof: the audit read and saved at the window by key alone, then held against the command line's
own look at the folder, and against the folder as somebody else left it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from fieldnotes.model.audit import Status
from fieldnotes.services import sample
from fieldnotes.services import session as sessions
from tests.helpers.person import Person, at_the_window
from tests.helpers.vaults import cheap_kdf

pytestmark = [pytest.mark.real_window, pytest.mark.timeout(240)]

PASSPHRASE = "six grey herons over the salt works"
OF_THE_FILES = {"V01", "V13", "F01", "F03", "F04", "H01", "H02", "N01"}
"""Checks that need no secret: the window and the command line have to measure the same."""
OF_THE_VAULT = ["Yavər", "Dəmirçizadə", "wedding", "notes.fieldnotes"]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "notes.fieldnotes"
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    sample.build(session)
    session.lock()
    return path


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the command looks for leftovers where the window does."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "home" / "tmp"))


def test_what_the_window_measured_is_what_the_folder_shows(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, looked_at, after = (tmp_path / name for name in ("window.json", "folder.json", "after.json"))
    with at_the_window(tmp_path / "home", tmp_path / "pictures", vault) as person:
        person.types(PASSPHRASE)
        person.presses("Return")
        person.waits_for("Cases")
        reads_the_audit(person)
        saves_it(person, saved)
        person.presses("ctrl+l")
        person.waits_for_title("FieldNotes — locked")
    _audits(vault, looked_at)
    window, folder = _statuses(saved), _statuses(looked_at)
    assert {one: window[one] for one in OF_THE_FILES} == {one: folder[one] for one in OF_THE_FILES}
    assert folder["F01"] == Status.PASS
    assert window["V07"] == Status.PASS
    assert folder["V07"] == Status.UNKNOWN  # nobody reads the seals of pages without a key
    told = "".join(path.read_text(encoding="utf-8") for path in (saved, looked_at))
    assert not [word for word in OF_THE_VAULT if word in told]

    (vault / "header.fnv").chmod(0o644)
    _audits(vault, after)
    capsys.readouterr()
    assert main(["audit", "compare", str(looked_at), str(after), "--vault", str(vault), "--json"]) == 1
    compared = json.loads(capsys.readouterr().out)
    assert compared["same_vault"]
    assert [one["id"] for one in compared["differences"] if one["worse"]] == ["F01"]


def reads_the_audit(person: Person) -> None:
    person.presses("ctrl+5")
    person.waits_for("checks pass")
    person.keeps_a_picture("measured")
    person.pushes("Filter the checks", back=True)
    person.types("header")
    person.keeps_a_picture("filtered")
    person.presses("F5")
    person.waits_for("checks pass")
    person.rests()


def saves_it(person: Person, path: Path) -> None:
    person.pushes("Save report", back=True)
    person.waits_for_a_dialog()
    person.presses("ctrl+a")
    person.types(str(path))
    person.presses("Return")
    person.waits_for_no_dialog()
    person.waits_for("The report was saved")
    person.keeps_a_picture("saved")


def _audits(vault: Path, out: Path) -> None:
    main(["audit", str(vault), "--mode", "external", "--format", "json", "--out", str(out)])


def _statuses(path: Path) -> dict[str, Any]:
    return {one["id"]: one["status"] for one in json.loads(path.read_text(encoding="utf-8"))["findings"]}
