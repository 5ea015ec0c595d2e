"""From the command line: what somebody is told who does something for the first time, or something that misleads."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.sharing import PASSWORD, shared_master, shared_path

__all__ = ["cheap_floor", "shared_master", "shared_path"]

Run = Callable[..., tuple[int, dict[str, Any], str]]
NAME = "Sevda Rəhimova"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with `--json`; its exit code, its answer, what it said on standard error."""
    file = tmp_path / "passphrase"
    file.write_text(PASSWORD, encoding="utf-8")

    def command(*words: object, text: bool = False) -> tuple[int, dict[str, Any], str]:
        code = main([*map(str, words), "--passphrase-file", str(file), *(() if text else ("--json",))])
        out, err = capsys.readouterr()
        return code, {"text": out} if text else json.loads(out) if out.strip() else {}, err

    return command


def written(run: Run, vault: Path, tmp_path: Path, text: str) -> str:
    """A case with one record of this text; its code."""
    file = tmp_path / "told.md"
    file.write_text(text, encoding="utf-8")
    case = run("case", "add", vault, "--title", "Winter")[1]["code"]
    code: str = run("import", vault, file, "--case", case)[1]["records"][0]["code"]
    return code


def test_the_ending_of_a_vaults_folder_may_be_left_out(run: Run, shared_path: Path) -> None:
    assert shared_path.suffix
    assert run("case", "list", shared_path.with_suffix(""))[0] == 0


def test_a_name_that_is_registered_already_is_told_with_both_ways_out(run: Run, shared_path: Path) -> None:
    first = run("person", "add", shared_path, "--name", NAME)[1]
    second = run("person", "add", shared_path, "--name", NAME.upper())[1]
    assert first["same_name"] == []
    assert second["same_name"] == [first["code"]]
    told = run("person", "add", shared_path, "--name", NAME, text=True)[1]["text"]
    assert "suggest join" in told
    assert "suggest not-same" in told
    assert NAME not in told


def test_words_for_readers_that_hold_a_name_are_refused_and_nothing_is_marked(
    run: Run, shared_path: Path, tmp_path: Path
) -> None:
    run("person", "add", shared_path, "--name", NAME)
    code = written(run, shared_path, tmp_path, "She was ill that winter.")
    refused, _, err = run(
        "mark", shared_path, code, "--quote", "was ill", "--level", "SEALED", "--replace", "saw sevda"
    )
    assert refused == 121
    assert "sevda" not in err.casefold()
    assert run("show", shared_path, code)[1]["passages"] == []


def test_marks_that_overlap_are_told_with_what_readers_will_see(run: Run, shared_path: Path, tmp_path: Path) -> None:
    code = written(run, shared_path, tmp_path, "She was ill that winter, she said.")
    mark = ("mark", shared_path, code, "--level")
    assert run(*mark, "INTERNAL", "--quote", "She was ill that winter", "--replace", "a season")[1]["overlaps"] == []
    told = run(*mark, "SEALED", "--quote", "was ill", "--replace", "her health")[1]["overlaps"]
    assert told == [{"start": 0, "end": 23, "marks": 2, "shown": "her health"}]


def test_a_name_in_a_reason_or_title_is_warned_of_by_its_code(run: Run, shared_path: Path, tmp_path: Path) -> None:
    person = run("person", "add", shared_path, "--name", NAME)[1]["code"]
    code = written(run, shared_path, tmp_path, "She was ill that winter.")
    for words in (
        ("level", "set", shared_path, code, "ANONYMOUS", "--reason"),
        ("case", "add", shared_path, "--title"),
    ):
        done, _, err = run(*words, f"agreed with {NAME}")
        assert done == 0
        assert person in err
        assert NAME not in err


def test_a_record_that_stays_names_the_command_that_would_change_it(
    run: Run, shared_path: Path, tmp_path: Path
) -> None:
    case = run("case", "add", shared_path, "--title", "Winter")[1]["code"]
    file = tmp_path / "told.md"
    file.write_text("It was cold.", encoding="utf-8")
    run("import", shared_path, file, "--case", case, "--source", "public-document")
    told = run("preview", shared_path, "--case", case, "--audience", "editor", text=True)[1]["text"]
    assert "next: level set VAULT CODE PUBLIC|ROLE|ANONYMOUS" in told


def test_a_recovery_code_that_nobody_types_back_is_said_to_open_nothing(
    run: Run, shared_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = run("recovery", "new", shared_path)
    assert code == 16
    assert "open nothing" in err
    assert "not the words" not in err
