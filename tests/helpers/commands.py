"""Commands run on a vault as scripts run them: secrets from files, answers as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the vault with `--json`; the answer, which must come with `code`."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(PASSPHRASE, encoding="utf-8")
    second.write_text(SEALED_PASSPHRASE, encoding="utf-8")

    def command(*words: str, code: int = 0, names: bool = True, text: bool = False) -> dict[str, Any]:
        group, rest = list(words[:2]), list(words[2:])
        argv = [*group, str(vault_path), *rest, "--passphrase-file", str(first)]
        argv += ["--sealed-passphrase-file", str(second)] if names else []
        assert main(argv + ([] if text else ["--json"])) == code, capsys.readouterr().err
        out = capsys.readouterr().out
        return {"text": out} if text or not out else dict(json.loads(out))

    return command
