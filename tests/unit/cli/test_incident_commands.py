"""incident, publication, evidence, note, vocabulary and template on the command line, by options and by files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fieldnotes.cli.main import main
from fieldnotes.errors import BadValue, EvidenceChanged, FormNeeded, NoSuchRecord
from fieldnotes.vault.vault import Vault
from tests.helpers.commands import Run, run
from tests.helpers.vaults import CASE, SOURCE, master_vault, reopen, vault_path

__all__ = ["master_vault", "run", "vault_path"]

FILE = """
place = "Gəncə, Nizami küçəsi"
when = "c. 2016-04"

[[acts]]
what = "dismissal"
victims = ["P-001"]
targets = ["S-001"]
methods = ["method:asphyxiation"]
articles = ["535.1"]
trigger = "B-001"

[acts.official]
words = "He yelled."
source = "the police"

[acts.account]
words = "He did not."
source = "S-001"
"""


@pytest.fixture
def told(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """With a brother, a publication and an incident from standard input."""
    run("person", "add", "--name", "Elşad Quliyev", "--role", "victim")
    run("publication", "add", "--case", CASE, "--title", "Neft", "--author", SOURCE, "--on", "2016-03-12", names=True)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILE.encode()), encoding="utf-8"))
    assert run("incident", "add", "--case", CASE, "--file", "-", "--language", "en")["code"] == "I-001"
    return run


def test_an_incident_from_a_file_is_shown_listed_and_found(told: Run) -> None:
    shown = told("incident", "show", "I-001")
    assert shown["form"]["when"] == "c. 2016-04"
    assert shown["form"]["acts"][0]["official"] == {"words": "He yelled.", "source": "the police"}
    assert "Stated official reason (alleged): He yelled. (source: the police)" in shown["text"]
    (listed,) = told("incident", "list")["incidents"]
    assert (listed["code"], listed["acts"][0]["what"]) == ("I-001", "act:dismissal")
    (published,) = told("publication", "list")["publications"]
    assert (published["code"], published["author"]) == ("B-001", SOURCE)
    assert "I-001" in told("incident", "show", "I-001", text=True)["text"]
    assert "act:dismissal" in told("incident", "list", text=True)["text"]


def test_reprisals_within_days_of_a_publication(told: Run) -> None:
    (found,) = told("incident", "reprisals", "--within", "30")["reprisals"]
    assert (found["incident"], found["publication"], found["stated"], found["by_proxy"]) == (
        "I-001",
        "B-001",
        True,
        True,
    )
    assert "by proxy" in told("incident", "reprisals", text=True)["text"]
    assert told("incident", "reprisals", "--case", CASE, "--within", "1")["reprisals"]
    told("incident", "edit", "I-001", "--on", "2017")
    assert told("incident", "reprisals", "--within", "30")["reprisals"] == []


def test_options_add_to_an_act_and_begin_another(told: Run) -> None:
    told("incident", "edit", "I-001", "--method", "electric-shocks", "--fine", "200 AZN", "--described", "two men")
    told(
        "incident",
        "edit",
        "I-001",
        "--act",
        "2",
        "--what",
        "travel-ban",
        "--victim",
        "P-001",
        "--attribution",
        "denied",
    )
    first, second = told("incident", "show", "I-001")["form"]["acts"]
    assert first["methods"] == ["method:asphyxiation", "method:electric-shocks"]
    assert (first["fine"], first["perpetrators"]) == ("200 AZN", [{"described": "two men"}])
    assert (second["what"], second["attribution"]) == ("act:travel-ban", "denied")
    told("incident", "edit", "I-001", "--act", "4", "--fine", "1 AZN", code=BadValue.exit_code)
    assert told("version", "list", "I-001")["versions"]


def test_what_cannot_be_understood_is_refused(told: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told("incident", "edit", "T-001", "--fine", "1 AZN", code=FormNeeded.exit_code)
    told("incident", "add", "--case", CASE, "--what", "juggling", code=BadValue.exit_code)
    told("incident", "add", "--case", CASE, "--victim", "P-999", code=NoSuchRecord.exit_code)
    told("incident", "add", "--case", CASE, "--on", "yesterday", code=BadValue.exit_code)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"place = "), encoding="utf-8"))
    told("incident", "add", "--case", CASE, "--file", "-", code=BadValue.exit_code)


def test_evidence_in_and_out(run: Run, tmp_path: Path, vault_path: Path) -> None:
    file, out = tmp_path / "letter.txt", tmp_path / "out.txt"
    file.write_bytes(b"An owl.")
    made = run("evidence", "add", str(file), "--case", CASE, "--origin", "by post", "--giver", SOURCE, names=False)
    assert (made["code"], made["size"]) == ("V-001", 7)
    (listed,) = run("evidence", "list")["evidence"]
    assert listed["sha256"] == made["sha256"]
    assert run("evidence", "verify")["evidence"] == [{"code": "V-001", "original": True, "copy": True}]
    run("evidence", "take-out", "V-001", "--out", str(out), "--who", "Leyla", names=False)
    assert out.read_bytes() == b"An owl."
    assert [one["act"] for one in run("evidence", "list")["evidence"][0]["custody"][1:]] == ["taken-out"]
    _swap_bytes(vault_path)
    assert not run("evidence", "verify", "V-001", code=1)["evidence"][0]["original"]
    run("evidence", "take-out", "V-001", "--out", str(tmp_path / "x"), code=EvidenceChanged.exit_code)


def _swap_bytes(path: Path) -> None:
    vault: Vault = reopen(path)
    vault._store.connection.write("DELETE FROM evidence_piece")
    vault.lock()


def test_a_quick_note_needs_one_line(run: Run) -> None:
    made = run("note", "quick", "14:35 @ Nizami 12, qara Lada 10-AA-123", names=False)
    assert (made["case"], made["plate"], made["car"], made["place"]) == (CASE, "10-AA-123", "qara Lada", "Nizami 12")
    assert made["at"].endswith("T14:35")


def test_own_terms_and_templates(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("vocabulary", "add", "method", "--label", "az=Su kəsilməsi", "--label", "en=Water cut off", names=False)[
        "code"
    ]
    terms = run("vocabulary", "list", "--kind", "method", names=False)["terms"]
    assert {"code": code, "labels": {"az": "Su kəsilməsi", "en": "Water cut off"}, "own": True} in terms
    assert "Su kəsilməsi" in run("vocabulary", "list", "--language", "az", names=False, text=True)["text"]
    assert main(["template", "list", "--json"]) == 0
    names = [one["name"] for one in json.loads(capsys.readouterr().out)["templates"]]
    assert names[0] == "exile-interview"
    made = run("template", "use", "reprisal", "--case", CASE, "--language", "az", "--source", SOURCE)
    assert made == {"code": "I-001", "kind": "incident"}
    assert "Nədən sonra" in run("incident", "show", "I-001")["text"]


def test_a_file_is_not_imported_as_a_kind_with_fields(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["import", str(tmp_path), "x.txt", "--case", CASE, "--kind", "incident"])
