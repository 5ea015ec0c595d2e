"""case move: what it prints, with and without --json, and where nothing could be moved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.vaults import CASE, OPEN_RECORD, PASSPHRASE, master_vault, vault_path

__all__ = ["master_vault", "vault_path"]

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command of two words on the vault; its JSON, what a person reads, or what it says of an error."""
    secret = tmp_path / "first"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def command(*words: str, code: int = 0, text: bool = False) -> Any:
        argv = [*words[:2], str(vault_path), *words[2:], "--passphrase-file", str(secret)]
        assert main(argv + ([] if text else ["--json"])) == code
        told = capsys.readouterr()
        return told.err if code else told.out if text else json.loads(told.out)

    return command


def test_records_are_put_into_another_case(run: Run) -> None:
    other = run("case", "add", "--title", "Başqa")["code"]

    assert run("case", "move", OPEN_RECORD, OPEN_RECORD, "--to", other) == {
        "moved": [OPEN_RECORD],
        "to": other,
        "stayed": [],
    }
    assert run("case", "move", OPEN_RECORD, "--to", other, text=True) == f"All of them are in {other} already.\n"
    assert run("case", "move", OPEN_RECORD, "--to", CASE, text=True) == f"{OPEN_RECORD} is in {CASE}.\n"


def test_a_record_below_the_floor_stays_and_is_said_to(run: Run) -> None:
    closed = run("case", "add", "--title", "Bağlı", "--level", "SEALED")["code"]

    assert f"nothing in {closed} may be below" in run("case", "move", OPEN_RECORD, "--to", closed, code=25)
    run("case", "move", OPEN_RECORD, "--to", "C-009", code=15)
