"""Every argument that takes one of a few words says in the help which these are."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.cli.arguments import Chosen, audience
from fieldnotes.cli.main import main, parser
from fieldnotes.model.audience import Audience


def _commands(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from _commands(one)


def test_every_choice_is_told() -> None:
    chosen = [
        (command.prog, action)
        for command in _commands(parser())
        for action in command._actions
        if isinstance(action.type, Chosen)
    ]
    assert len(chosen) > 20
    for _, action in chosen:
        assert isinstance(action.type, Chosen)
        assert [word for word in action.type.allowed.split() if word not in (action.help or "")] == []


def test_nobody_at_the_terminal_is_told_kindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contact that does not exist is said before anybody is asked for words."""
    secret = tmp_path / "pp"
    secret.write_text("six quiet ferries left before dawn\n", encoding="utf-8")
    vault = tmp_path / "notes.fieldnotes"
    assert main(["vault", "create", str(vault), "--passphrase-file", str(secret)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["contact", "verify", str(vault), "K-001", "--passphrase-file", str(secret)]) not in (0, 90)
    assert "eight words" not in capsys.readouterr().out


def test_an_audience_may_be_called_as_the_manual_calls_it() -> None:
    assert audience("Lawyer") is audience("legal") is Audience.LEGAL
    with pytest.raises(argparse.ArgumentTypeError, match="internal editor partner legal public"):
        audience("newspaper")
