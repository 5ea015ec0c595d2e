"""unrelate: what it prints, and where there is no such relation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldnotes.cli.main import main
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, SOURCE, master_vault, vault_path

__all__ = ["master_vault", "vault_path"]


def test_a_relation_is_taken_away_once(tmp_path: Path, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(PASSPHRASE, encoding="utf-8")
    second.write_text(SEALED_PASSPHRASE, encoding="utf-8")
    opening = ["--passphrase-file", str(first)]
    new = ["person", "add", str(vault_path), "--name", "Aygün Səlimli", "--level", "INTERNAL"]
    assert main([*new, *opening, "--sealed-passphrase-file", str(second), "--json"]) == 0
    code = json.loads(capsys.readouterr().out)["code"]
    both = [str(vault_path), code, SOURCE, "--as", "sibling", *opening]
    assert main(["relate", *both]) == 0
    capsys.readouterr()

    assert main(["unrelate", *both, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["a"], told["b"], told["as"]) == (code, SOURCE, "sibling")
    assert SOURCE in told["raised"]
    assert main(["unrelate", *both]) == 15
