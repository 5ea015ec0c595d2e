"""slot, passwd, recovery, passphrase: what they print, what they ask, and which exit code says what went wrong."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, master_vault, vault_path

__all__ = ["cheap_floor", "master_vault", "vault_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

NEW = "külək dəmir sandıq beş armud"
Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with `--json`; keyword arguments are secrets, given in files: exit code, answer, standard error."""

    def command(*words: object, **secrets: str) -> tuple[int, dict[str, Any], str]:
        argv = [str(word) for word in words] + ["--json"]
        for name, text in secrets.items():
            file = tmp_path / f"{name}.txt"
            file.write_text(text + "\n", encoding="utf-8")
            argv += [f"--{name.replace('_', '-')}-file", str(file)]
        capsys.readouterr()
        code = main(argv)
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.strip() else {}, err

    return command


class Paper:
    """Standard input of somebody who wrote the shown words down and types those asked for."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys, self.shown, self.words = capsys, "", list[str]()

    def readline(self) -> str:
        self.shown += self.capsys.readouterr().err
        pairs = dict(re.findall(r"(\d+)\. (\w+)", self.shown))
        self.words = [pairs[str(place)] for place in range(1, 25)]
        asked = self.shown.rsplit("Type word ", 1)[1].split()[0]
        return self.words[int(asked) - 1] + "\n"

    def isatty(self) -> bool:
        return False


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Paper:
    made = Paper(capsys)
    monkeypatch.setattr(sys, "stdin", made)
    return made


def test_the_list_needs_no_passphrase(run: Run, vault_path: Path) -> None:
    code, data, _ = run("slot", "list", vault_path)
    assert code == 0
    assert [(slot["id"], slot["type"], slot["opens"], slot["factors"]) for slot in data["slots"]] == [
        (1, "passphrase", "vmk", ["pw"]),
        (2, "passphrase", "sealed", ["pw"]),
    ]


def test_passwd_puts_the_new_passphrase_in_place_of_the_old(run: Run, vault_path: Path) -> None:
    code, data, _ = run("passwd", vault_path, passphrase=PASSPHRASE, new_passphrase=NEW)
    assert (code, data["written"], data["new_keys"]) == (0, [1], False)
    assert run("list", vault_path, passphrase=PASSPHRASE)[0] == 10
    assert run("list", vault_path, passphrase=NEW)[0] == 0


def test_passwd_for_the_sealed_compartment_and_with_new_keys(run: Run, vault_path: Path) -> None:
    secrets = {"passphrase": PASSPHRASE, "sealed_passphrase": SEALED_PASSPHRASE, "new_passphrase": NEW}
    code, data, _ = run("passwd", vault_path, "--sealed", "--rotate-keys", **secrets)
    assert (code, data["written"], data["new_keys"]) == (0, [2], True)
    assert run("vault", "check", vault_path, passphrase=PASSPHRASE, sealed_passphrase=NEW)[1]["sealed_checked"]
    assert run("vault", "check", vault_path, passphrase=PASSPHRASE, sealed_passphrase=SEALED_PASSPHRASE)[0] == 11


def test_a_drawn_passphrase_is_shown_before_it_is_set_and_is_not_in_the_answer(run: Run, vault_path: Path) -> None:
    code, data, err = run("passwd", vault_path, "--generate", "az", passphrase=PASSPHRASE)
    drawn = err.split("Your new passphrase: ")[1].splitlines()[0]
    assert code == 0
    assert len(drawn.split()) == 7
    assert drawn not in json.dumps(data, ensure_ascii=False)
    assert run("list", vault_path, passphrase=drawn)[0] == 0


def test_a_key_file_is_made_asked_for_and_named_when_it_is_missing(run: Run, vault_path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick.key"
    code, data, err = run(
        *("slot", "add", vault_path, "--type", "passphrase", "--make-key-file", stick),
        passphrase=PASSPHRASE,
        new_passphrase=NEW,
    )
    assert (code, data["written"], data["key_file_beside_vault"]) == (0, [3], True)
    assert "same disk" in err
    assert run("slot", "remove", vault_path, 1, "--key-file", stick, passphrase=NEW)[0] == 0
    code, _, err = run("list", vault_path, passphrase=NEW)
    assert code == 30
    assert "its key file is needed too" in err
    assert run("list", vault_path, "--key-file", stick, passphrase=NEW)[0] == 0


def test_the_last_slot_stays(run: Run, vault_path: Path) -> None:
    assert run("slot", "remove", vault_path, 1, passphrase=PASSPHRASE)[0] == 35
    assert run("slot", "remove", vault_path, 7, passphrase=PASSPHRASE)[0] == 37


def test_an_upgrade_says_which_slots_it_wrote(run: Run, vault_path: Path) -> None:
    assert run("slot", "upgrade", vault_path, passphrase=PASSPHRASE)[1]["written"] == []


def test_a_recovery_code_is_shown_once_proved_and_opens(run: Run, vault_path: Path, paper: Paper) -> None:
    code, data, err = run("recovery", "new", vault_path, passphrase=PASSPHRASE, sealed_passphrase=SEALED_PASSPHRASE)
    assert (code, data) == (0, {"written": [3, 4], "removed": [], "sealed": True})
    words = "\n".join(paper.words)
    assert run("recovery", "test", vault_path, recovery_code=words)[1] == {"opens": ["vmk", "sealed"]}
    assert run("list", vault_path, recovery_code=words)[0] == 0

    code, data, err = run("recovery", "use", vault_path, recovery_code=words, new_passphrase=NEW)
    assert (code, data["sealed"]) == (0, True)
    assert words not in err
    assert run("vault", "check", vault_path, passphrase=NEW)[1]["sealed_checked"]
    assert run("list", vault_path, passphrase=PASSPHRASE)[0] == 10


def test_a_code_that_was_not_written_down_is_not_kept(
    run: Run, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Careless:
        def readline(self) -> str:
            return "bilmirəm\n"

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", Careless())
    assert run("recovery", "new", vault_path, passphrase=PASSPHRASE)[0] == 39
    assert len(run("slot", "list", vault_path)[1]["slots"]) == 2


def test_recovery_without_a_code_or_an_identity_says_what_it_needs(run: Run, vault_path: Path) -> None:
    assert run("recovery", "use", vault_path, new_passphrase=NEW)[0] == 16


def test_an_organisation_is_named_plainly_and_recovers(run: Run, vault_path: Path, tmp_path: Path) -> None:
    identity, card = tmp_path / "office.identity", tmp_path / "office.card"
    assert run("identity", "new", identity, "--name", "Ofis", "--post-quantum")[0] == 0
    card.write_text(run("identity", "card", identity)[1]["card"], encoding="utf-8")
    code, data, _ = run(
        *("slot", "add", vault_path, "--type", "org", "--opens", "both", "--to", card),
        passphrase=PASSPHRASE,
        sealed_passphrase=SEALED_PASSPHRASE,
    )
    assert (code, data["name"], data["written"]) == (0, "Ofis", [3, 4])
    assert run("vault", "check", vault_path, "--identity", identity)[1]["sealed_checked"]
    assert run("recovery", "use", vault_path, "--identity", identity, new_passphrase=NEW)[0] == 0
    assert run("list", vault_path, passphrase=NEW)[0] == 0
    assert run("slot", "add", vault_path, "--type", "org", passphrase=NEW)[0] == 16


def test_for_people_an_organisation_is_a_warning(
    vault_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], run: Run
) -> None:
    identity, card, secret = tmp_path / "office.identity", tmp_path / "office.card", tmp_path / "secret"
    run("identity", "new", identity, "--name", "Ofis", "--post-quantum")
    card.write_text(run("identity", "card", identity)[1]["card"], encoding="utf-8")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    words = ["slot", "add", str(vault_path), "--type", "org", "--to", str(card), "--passphrase-file", str(secret)]
    capsys.readouterr()
    assert main(words) == 0
    assert "Ofis can now open this vault without you" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["az", "en", "ru"])
def test_generate_draws_as_many_words_as_asked_for(run: Run, language: str) -> None:
    code, data, _ = run("passphrase", "generate", "--language", language, "--words", 9)
    assert (code, data["words"], len(data["passphrase"].split())) == (0, 9, 9)


def test_a_policy_may_ask_for_more(run: Run, vault_path: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('format = "fieldnotes-policy/1"\nid = "x"\nversion = 1\n[kdf]\nmin_words = 9\n', encoding="utf-8")
    assert run("passwd", vault_path, "--policy", policy, passphrase=PASSPHRASE, new_passphrase=NEW)[0] == 38
