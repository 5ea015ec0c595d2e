"""advisories draft, sign, show, check, install: what they print and keep, and that audits go by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, master_vault, vault_path

__all__ = ["cheap_floor", "master_vault", "vault_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor", "home")

BAD, WRONG_SIGNER, EXISTS = 9, 65, 48
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture(scope="module")
def lead() -> Lead:
    return Lead()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main([*map(str, words), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out.strip() else {}

    return command


@pytest.fixture
def signed(run: Run, lead: Lead, tmp_path: Path) -> Path:
    """A table that the lead made of the program's own."""
    file, identity = tmp_path / "table.toml", tmp_path / "lead.identity"
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    assert run("advisories", "draft", file)[0] == 0
    code, made = run("advisories", "sign", file, "--identity", identity)
    assert (code, made["signed"], len(made["fingerprint"])) == (0, True, 8)
    return file


def finding(run: Run, vault: Path, *words: object) -> tuple[str, str]:
    _, told = run("audit", vault, "--mode", "external", "--only", "D01", *words)
    (one,) = told["findings"]
    return one["status"], one["measured"]


def test_a_lead_drafts_and_signs_and_anybody_checks(run: Run, lead: Lead, signed: Path, tmp_path: Path) -> None:
    code, found = run("advisories", "check", signed, "--card", lead.card(tmp_path))
    assert (code, found["confirmed"]) == (0, True)
    assert run("advisories", "check", signed)[1]["fingerprint"] == found["fingerprint"]
    assert run("advisories", "check", signed, "--card", Lead().card(tmp_path))[0] == WRONG_SIGNER
    assert run("advisories", "draft", signed)[0] == EXISTS


def test_what_was_altered_is_neither_checked_nor_installed(run: Run, signed: Path) -> None:
    signed.write_bytes(signed.read_bytes() + b"\n")
    for verb in ("show", "check", "install"):
        assert run("advisories", verb, signed)[0] == BAD
    signed.with_name("table.toml.minisig").unlink()
    assert run("advisories", "show", signed)[1]["signed"] is False
    assert run("advisories", "install", signed)[0] == BAD


def test_no_table_is_signed_that_nobody_can_read(run: Run, signed: Path, tmp_path: Path) -> None:
    signed.write_text("format = 3\n")
    assert run("advisories", "sign", signed, "--identity", tmp_path / "lead.identity")[0] == BAD


def test_an_installed_table_takes_no_earlier_day(run: Run, signed: Path, home: Path, tmp_path: Path) -> None:
    before = run("advisories", "show")[1]
    assert (before["installed"], before["signed"]) == (False, False)
    assert run("advisories", "install", signed)[0] == 0
    after = run("advisories", "show")[1]
    assert (after["installed"], after["signed"], after["faults"]) == (True, True, before["faults"])
    older = tmp_path / "older.toml"
    older.write_text(signed.read_text("utf-8").replace("made_on = 2026", "made_on = 2025"), encoding="utf-8")
    run("advisories", "sign", older, "--identity", tmp_path / "lead.identity")
    assert run("advisories", "install", older)[0] == BAD
    assert (home / "fieldnotes" / "advisories.toml").read_bytes() == signed.read_bytes()
    (home / "fieldnotes" / "advisories.toml").write_bytes(b"spoilt")
    assert run("advisories", "install", older)[0] == 0


def test_audits_go_by_the_file_that_is_given_or_installed(run: Run, signed: Path, vault_path: Path) -> None:
    assert "came with the program" in finding(run, vault_path)[1]
    status, measured = finding(run, vault_path, "--advisories", signed)
    assert (status, "signed by a key that this vault does not know" in measured) == ("warn", True)
    run("advisories", "install", signed)
    assert finding(run, vault_path) == (status, measured)
    signed.write_bytes(b"")
    status, measured = finding(run, vault_path, "--advisories", signed)
    assert (status, "altered" in measured) == ("fail", True)


def test_the_lead_of_the_vaults_policy_is_believed_and_nobody_else(
    run: Run, lead: Lead, signed: Path, vault_path: Path, tmp_path: Path
) -> None:
    for name, text in (("passphrase", PASSPHRASE), ("sealed", SEALED_PASSPHRASE)):
        (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    file, card = lead.writes(tmp_path, "[crypto]\nadvisories_max_age_days = 3650\n"), lead.card(tmp_path)
    opens = ("--passphrase-file", tmp_path / "passphrase.txt")
    assert run("policy", "install", vault_path, file, "--card", card, *opens)[0] == 0
    status, measured = finding(run, vault_path, "--advisories", signed)
    assert (status, "signed by the key that this vault knows" in measured) == ("pass", True)
    other = tmp_path / "other.identity"
    other.write_text(Lead().identity.to_text(), encoding="utf-8")
    run("advisories", "sign", signed, "--identity", other)
    status, measured = finding(run, vault_path, "--advisories", signed)
    assert (status, "signed by another key" in measured) == ("fail", True)
