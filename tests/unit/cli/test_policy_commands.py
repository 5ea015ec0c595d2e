"""policy sign, show, check, install: what they print, and which exit code says what went wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fieldnotes import clock
from fieldnotes.cli.main import main
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, master_vault, vault_path

__all__ = ["cheap_floor", "master_vault", "vault_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

STRICT = "[kdf]\nmin_words = 8\n"
Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with `--json`: exit code, answer, standard error. `opens` gives the vault's passphrase."""

    def command(*words: object, opens: bool = False, sealed: bool = False) -> tuple[int, dict[str, Any], str]:
        argv = [str(word) for word in words] + ["--json"]
        for wanted, name, text in (
            (opens, "passphrase", PASSPHRASE),
            (sealed, "sealed-passphrase", SEALED_PASSPHRASE),
        ):
            file = tmp_path / f"{name}.txt"
            file.write_text(text + "\n", encoding="utf-8")
            argv += [f"--{name}-file", str(file)] if wanted else []
        capsys.readouterr()
        code = main(argv)
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.strip() else {}, err

    return command


def test_a_lead_signs_and_anybody_checks(run: Run, lead: Lead, tmp_path: Path) -> None:
    file, identity = tmp_path / "office.toml", tmp_path / "lead.identity"
    file.write_bytes(lead.text(STRICT))
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    assert run("policy", "check", file)[0] == 70
    code, made, _ = run("policy", "sign", file, "--identity", identity)
    assert (code, made["signed"], len(made["fingerprint"])) == (0, True, 8)
    code, found, _ = run("policy", "check", file, "--card", lead.card(tmp_path))
    assert (code, found["confirmed"], found["fingerprint"]) == (0, True, made["fingerprint"])
    assert run("policy", "check", file, "--key", made["key"])[0] == 0
    assert run("policy", "check", file, "--card", Lead().card(tmp_path))[0] == 70
    other = tmp_path / "elsewhere.minisig"
    run("policy", "sign", file, "--identity", identity, "--out", other)
    assert run("policy", "check", file, "--signature", other)[0] == 0


def test_a_slip_of_the_pen_is_not_signed(run: Run, lead: Lead, tmp_path: Path) -> None:
    file, identity = tmp_path / "office.toml", tmp_path / "lead.identity"
    file.write_bytes(lead.text("[kdf]\nmin_word = 8\n"))
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    code, _, said = run("policy", "sign", file, "--identity", identity)
    assert (code, "kdf.min_word" in said) == (70, True)


def test_a_policy_is_shown_in_sentences(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    code, found, _ = run("policy", "show", lead.writes(tmp_path, STRICT + "[levels.fields]\n'person.employer' = 3\n"))
    assert code == 0
    assert found["demands"][0]["sentence"].endswith("as 8 words drawn by dice.")
    assert found["unanswered"] == ["levels.fields.person.employer"]
    assert run("policy", "show", vault_path)[1] == {"policy": None}


def test_installing_asks_for_the_words_first(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    file = lead.writes(tmp_path, STRICT)
    code, shown, _ = run("policy", "install", vault_path, file)
    assert (code, shown["installed"]) == (77, False)
    assert run("policy", "show", vault_path)[1] == {"policy": None}
    wrong = " ".join(Lead().signs().words)
    assert run("policy", "install", vault_path, file, "--yes-words", wrong, opens=True)[0] == 77
    words = " ".join(shown["fingerprint"])
    code, done, _ = run("policy", "install", vault_path, file, "--yes-words", words, opens=True)
    assert (code, done["installed"], done["changed"]) == (0, True, True)
    assert run("policy", "show", vault_path)[1]["version"] == 1
    assert run("policy", "install", vault_path, file, opens=True)[1]["changed"] is False
    newer = lead.writes(tmp_path, STRICT, version=2)
    assert run("policy", "install", vault_path, newer, opens=True)[1]["version"] == 2
    assert run("policy", "install", vault_path, file, opens=True)[0] == 75


def test_the_policy_says_no_where_it_matters(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    file = lead.writes(tmp_path, STRICT + "[erase]\nlevel_keys = 'forbidden'\n" + lead.sealing)
    code, done, said = run("policy", "install", vault_path, file, "--card", lead.card(tmp_path), opens=True)
    assert code == 0
    assert "sealed close" in said
    assert any("sealed close" in caution for caution in done["cautions"])
    erased = run("erase-level", vault_path, "INTERNAL", "--confirm", "ERASE INTERNAL", opens=True, sealed=True)
    assert erased[0] == 85
    stranger = Lead().card(tmp_path)
    close = ("sealed", "close", vault_path, "--yes")
    assert run(*close, "--to", stranger, opens=True, sealed=True)[0] == 76
    code, closed, _ = run(*close, opens=True, sealed=True)
    assert (code, closed["recipients"]) == (0, [lead.recipient])
    short = tmp_path / "short.txt"
    short.write_text("külək dəmir sandıq beş armud\n", encoding="utf-8")
    assert run("passwd", vault_path, "--new-passphrase-file", short, opens=True)[0] == 38
    code, _, said = run("passwd", vault_path, "--generate", "az", opens=True)
    assert (code, len(said.split(": ", 1)[1].split("\n")[0].split())) == (0, 8)


def test_an_audit_uses_the_vaults_own_policy(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    file = lead.writes(tmp_path, "[kdf]\nmin_memory_mib = 512\n" + lead.sealing)
    run("policy", "install", vault_path, file, "--card", lead.card(tmp_path), opens=True)
    _, report, _ = run("audit", vault_path, "--mode", "external")
    found = {one["id"]: (one["status"], one["policy"]) for one in report["findings"]}
    assert report["policy"].startswith("ex-2026 version 1 ")
    assert found["H02"] == ("fail", ["kdf.min_memory_mib"])
    assert found["H09"] == ("fail", ["seal.recipients"])
    assert found["C01"][0] == "pass"
    stranger = Lead().writes(tmp_path, version=9)
    _, report, _ = run("audit", vault_path, "--mode", "external", "--policy", stranger)
    assert {one["id"]: one["status"] for one in report["findings"]}["C01"] == "fail"


def test_an_expired_policy_is_told_by_every_command(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    file = lead.writes(tmp_path, STRICT, head="expires = 2020-01-01\n")
    run("policy", "install", vault_path, file, "--card", lead.card(tmp_path), opens=True)
    code, _, said = run("case", "list", vault_path, opens=True)
    assert (code, "expired on 2020-01-01" in said) == (0, True)


def test_plans_to_erase_say_that_the_policy_forbids_it(run: Run, lead: Lead, tmp_path: Path, vault_path: Path) -> None:
    file = lead.writes(tmp_path, "[erase]\nlevel_keys = 'forbidden'\n")
    run("policy", "install", vault_path, file, "--card", lead.card(tmp_path), opens=True)
    _, plan, _ = run("erase-level", vault_path, "INTERNAL", opens=True)
    assert plan["forbidden"] is True


def test_every_line_about_levels_and_bundles_is_kept_by_the_commands(
    run: Run, lead: Lead, tmp_path: Path, vault_path: Path
) -> None:
    lines = (
        "[levels]\nlower_requires = 'reason+second'\n[levels.fields]\n'testimony.body' = 'ROLE'\n"
        "[export]\nrecipients_pinned = true\nttl_days = 30\n[recovery]\ntwo_person = true\n"
    )
    run("policy", "install", vault_path, lead.writes(tmp_path, lines), "--card", lead.card(tmp_path), opens=True)
    lower = ("level", "set", vault_path, "T-001")
    assert run(*lower, "ROLE", "--reason", "razılıq", opens=True)[0] == 54
    assert run(*lower, "PUBLIC", "--reason", "razılıq", "--second", "Sevda", opens=True)[0] == 76
    send = ("export", vault_path, "--case", "C-001", "--audience", "internal", "--out", tmp_path / "x.age", "--to")
    reader = Lead().card(tmp_path)
    assert run(*send, reader, opens=True, sealed=True)[0] == 55
    assert run("slot", "add", vault_path, "--type", "org", "--to", reader, opens=True)[0] == 76
    code, done, _ = run(*send, reader, "--compared", "--accept-suggestions", "baxıldı", opens=True, sealed=True)
    assert (code, len(done["recipients"])) == (0, 1)
    assert run(*lower, "ROLE", "--reason", "razılıq", "--second", "Sevda", opens=True)[0] == 0
    _, report, _ = run("audit", vault_path, opens=True)
    found = {one["id"]: (one["status"], one["policy"]) for one in report["findings"]}
    assert found["E02"] == ("pass", ["export.recipients_pinned", "export.ttl_days"])
    assert found["L04"] == ("pass", ["levels.lower_requires"])
    assert found["V11"] == ("pass", ["levels.fields.testimony.body"])
    assert found["H10"] == ("pass", ["recovery.two_person"])


def test_an_expired_bundle_is_opened_on_request_only(
    run: Run, lead: Lead, tmp_path: Path, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = lead.writes(tmp_path, "[export]\nttl_days = 1\n")
    run("policy", "install", vault_path, file, "--card", lead.card(tmp_path), opens=True)
    identity, out = tmp_path / "lead.identity", tmp_path / "x.age"
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    accepted = ("--compared", "--accept-suggestions", "baxıldı")
    send = ("export", vault_path, "--case", "C-001", "--audience", "internal", *accepted)
    assert run(*send, "--to", lead.card(tmp_path), "--out", out, opens=True, sealed=True)[0] == 0
    code, shown, _ = run("bundle", "verify", out, "--identity", identity)
    assert (code, shown["expired"]) == (0, False)
    monkeypatch.setattr(clock, "today", lambda: date(2099, 1, 1))
    code, _, said = run("bundle", "verify", out, "--identity", identity)
    assert (code, f"expired on {shown['expires']}" in said) == (67, True)
    code, shown, _ = run("bundle", "show", out, "--identity", identity, "--even-expired")
    assert (code, shown["expired"]) == (0, True)


def test_a_lead_writes_a_policy_without_knowing_toml(run: Run, lead: Lead, tmp_path: Path) -> None:
    file, identity = tmp_path / "office.toml", tmp_path / "lead.identity"
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    code, made, _ = run("policy", "new", file, "--strict")
    assert (code, made["id"], made["strict"]) == (0, "office", True)
    assert run("policy", "new", file)[0] == 48
    assert run("policy", "new", tmp_path / "x.toml", "--id", "two words")[0] == 70
    code, done, _ = run("policy", "set", file, "lock.idle_s", "60")
    assert (code, done["version"], done["raised"]) == (0, 1, False)
    assert done["sentence"] == "The program locks after at most 60 seconds without a key or click."
    assert run("policy", "sign", file, "--identity", identity)[0] == 0
    code, done, _ = run("policy", "set", file, "expires", "2099-05-01")
    assert (code, done["version"], done["raised"]) == (0, 2, True)
    code, done, _ = run("policy", "set", file, "lock.on", "--off")
    assert (code, done["version"], done["value"], done["sentence"]) == (0, 2, "", "")
    assert run("policy", "sign", file, "--identity", identity)[0] == 0
    code, shown, _ = run("policy", "show", file)
    assert (shown["version"], shown["expires"]) == (2, "2099-05-01")


def test_a_line_that_cannot_be_set_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    run("policy", "new", file)
    before = file.read_bytes()
    for words in (("lock.idle_s", "9999"), ("lock.idle", "60")):
        assert run("policy", "set", file, *words)[0] == 70
    assert run("policy", "set", file, "lock.idle_s")[0] == 16
    assert run("policy", "set", file, "lock.idle_s", "60", "--off")[0] == 16
    assert file.read_bytes() == before
