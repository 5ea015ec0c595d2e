"""The security lead's visit: what happened to a vault, from its folder alone, and what shows that it was put back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import Desk

NAME = "Tofiq Zərbəliyev"
TEXT = "They came in the morning and asked about the wedding."


def _lead(desk: Desk) -> tuple[Path, Path]:
    """The lead's identity and card."""
    identity, card = desk.folder / "lead.key", desk.folder / "lead.card"
    desk.does("identity", "new", identity, "--name", "Lead", "--post-quantum", opens=False)
    card.write_text(desk.does("identity", "card", identity, opens=False)["card"], encoding="utf-8")
    return identity, card


def _exported(desk: Desk) -> None:
    case = desk.case()
    source = desk.person(NAME, "--role", "source", "--level", "ANONYMOUS")
    desk.does("consent", "set", desk.vault, source, "--use", "press=anonymous")
    desk.testimony(case, TEXT, "--source", source, "--level", "ANONYMOUS", "--language", "en")
    desk.redact_everything(case)
    answer = desk.export(case, "--accept-quasi", "looked at by two people", "--second", "Kamran")
    assert answer.code == 0, answer.err


def test_the_lead_reads_what_happened_and_no_name_is_in_it(desk: Desk) -> None:
    identity, card = _lead(desk)
    desk.does("ledger", "auditor", desk.vault, "--to", card)
    _exported(desk)

    seen = desk.run("ledger", "verify", desk.vault, "--audit-identity", identity, opens=False)
    assert seen.code == 0, seen.err
    assert seen.data["flaws"] == []
    events = [event["event"] for event in seen.data["events"]]
    assert {"auditor", "unlocked", "case", "register", "consent", "add", "export"} <= set(events)
    assert "Zərbəliyev" not in seen.out
    assert "wedding" not in seen.out

    shown = desk.does("ledger", "show", desk.vault)["events"]
    assert [event["event"] for event in shown][-len(events) - 1 : -1] == events
    stranger = desk.does("ledger", "verify", desk.vault, opens=False)
    assert (stranger["flaws"], stranger["events"]) == ([], [])


def test_a_bundle_that_left_shows_that_the_vault_was_put_back(desk: Desk) -> None:
    before = desk.folder / "before"
    shutil.copytree(desk.vault, before)
    _exported(desk)
    anchored = ("--anchor", desk.folder / "out.age", "--identity", desk.editor()[0])
    seen = desk.run("ledger", "verify", desk.vault, *anchored, opens=False)
    assert (seen.code, seen.data["anchored"]) == (0, True)

    shutil.rmtree(desk.vault)
    shutil.copytree(before, desk.vault)
    assert desk.does("ledger", "verify", desk.vault, opens=False)["flaws"] == []
    back = desk.run("ledger", "verify", desk.vault, *anchored, opens=False)
    assert (back.code, back.data["anchored"]) == (43, False)
    assert len(back.data["flaws"]) == 1


def test_a_kept_checkpoint_does_the_same_and_a_foreign_one_is_refused(desk: Desk) -> None:
    note = desk.folder / "note.txt"
    note.write_text(desk.does("ledger", "checkpoint", desk.vault)["note"], encoding="utf-8")
    desk.case()
    assert desk.does("ledger", "verify", desk.vault, "--anchor", note, opens=False)["anchored"]
    note.write_text("fieldnotes/ nothing", encoding="utf-8")
    refused = desk.run("ledger", "verify", desk.vault, "--anchor", note, opens=False)
    assert (refused.code, "checkpoint" in refused.err) == (73, True)


@pytest.mark.parametrize("back", ["vault.db", "audit.fnl"])
def test_a_file_that_was_put_back_is_told_at_the_next_command_which_still_works(desk: Desk, back: str) -> None:
    desk.case()
    old = (desk.vault / back).read_bytes()
    desk.case("Second")
    desk.case("Third")
    (desk.vault / back).write_bytes(old)

    answer = desk.run("case", "list", desk.vault)
    assert answer.code == 0
    assert "warning:" in answer.err
    assert "hint:" in answer.err
    assert "warning:" in desk.run("case", "list", desk.vault).err, "until somebody has read it"
    desk.does("ledger", "acknowledge", desk.vault)
    quiet = desk.run("case", "list", desk.vault)
    assert (quiet.code, quiet.err) == (0, "")
    alarms = [event for event in desk.does("ledger", "show", desk.vault)["events"] if event["event"] == "alarm"]
    assert len(alarms) == 1


def test_the_vault_check_fails_while_the_database_is_an_older_one(desk: Desk) -> None:
    old = (desk.vault / "vault.db").read_bytes()
    desk.case()
    (desk.vault / "vault.db").write_bytes(old)
    answer = desk.run("vault", "check", desk.vault)
    assert (answer.code, "database-older" in answer.err) == (43, True)


def test_an_auditor_needs_a_card_with_a_key_that_lasts(desk: Desk) -> None:
    card = desk.folder / "weak.card"
    identity = desk.folder / "weak.key"
    desk.does("identity", "new", identity, "--name", "Weak", "--classic", opens=False)
    card.write_text(desk.does("identity", "card", identity, opens=False)["card"], encoding="utf-8")
    assert desk.run("ledger", "auditor", desk.vault, "--to", card).code == 72
    desk.does("ledger", "auditor", desk.vault, "--to", "none")
