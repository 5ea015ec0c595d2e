"""status, task, timeline, graph, find and searches: what each prints, with and without --json."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from tests.helpers.vaults import (
    CASE,
    HIDDEN_RECORD,
    OPEN_RECORD,
    PASSPHRASE,
    SEALED_PASSPHRASE,
    SOURCE,
    master_vault,
    vault_path,
)

__all__ = ["master_vault", "vault_path"]

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, vault_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command on the vault, `verbs` words long; its JSON, or with `text` what a person reads."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(PASSPHRASE, encoding="utf-8")
    second.write_text(SEALED_PASSPHRASE, encoding="utf-8")

    def command(*words: str, verbs: int = 2, code: int = 0, text: bool = False) -> Any:
        argv = [*words[:verbs], str(vault_path), *words[verbs:], "--passphrase-file", str(first)]
        if words[0] != "searches" and words[:2] != ("consent", "withdraw"):
            argv += ["--sealed-passphrase-file", str(second)]
        assert main(argv + ([] if text else ["--json"])) == code
        told = capsys.readouterr()
        if code:
            return told.err
        return told.out if text else json.loads(told.out)

    return command


def test_an_arrest_says_what_happened(run: Run) -> None:
    made = run("status", "set", SOURCE, "arrested", "--on", "c. 2026-03", "--words", "Naxçıvan", "--who", "Nərmin")
    assert made["raised"] == [{"code": SOURCE, "old": "ANONYMOUS", "new": "INTERNAL"}]
    assert (made["triggered"], made["task"], made["releases"], made["on"]) == (True, "TASK-001", [], "c. 2026-03")
    assert "Naxçıvan" not in json.dumps(made, ensure_ascii=False)
    told = run("status", "set", SOURCE, "released", text=True)
    assert told == f"{SOURCE} is released, noted as STATUS-002.\n"
    (old, now) = run("status", "list", "--words")["statuses"]
    assert (old["words"], old["present"], now["present"]) == ("Naxçıvan", False, True)
    lines = run("status", "list", "--now", text=True).splitlines()
    assert [line.split()[:2] for line in lines] == [["PERSON", "STATUS"], [SOURCE, "released"]]
    run("status", "remove", "STATUS-001")
    assert [one["code"] for one in run("status", "list")["statuses"]] == ["STATUS-002"]
    assert "date" in run("status", "set", SOURCE, "dead", "--on", "soon", code=16)


def test_tasks_are_added_listed_and_done(run: Run) -> None:
    run("consent", "set", SOURCE, "--review", "2026-01-01")
    made = run("task", "add", "Şəfiqə Nurlanqızına zəng", "--about", SOURCE, "--due", "2027-01-01")
    run("task", "add", "Oxu", "--about", OPEN_RECORD, "--kind", "read-back")
    assert (made["code"], made["level"]) == ("TASK-001", "SEALED")
    told = run("task", "list")["tasks"]
    assert [(one["due"], one["code"], one["kind"], one["derived"]) for one in told] == [
        ("2026-01-01", "", "consent-review", True),
        ("2027-01-01", "TASK-001", "other", False),
        ("", "TASK-002", "read-back", False),
    ]
    assert run("task", "done", "TASK-002", text=True) == "TASK-002 is done.\n"
    assert len(run("task", "list")["tasks"]) == 2
    assert "DONE" in run("task", "list", "--all", text=True)
    assert run("task", "list", "--about", CASE, text=True) == "Nothing is to be done.\n"
    run("task", "done", "TASK-404", code=15)
    run("task", "add", "Oxu", "--due", "sabah", code=16)


def test_a_timeline_and_a_graph_are_printed_by_codes(run: Run) -> None:
    run("status", "set", SOURCE, "abroad", "--on", "2016-11")
    run("consent", "set", SOURCE, "--use", "internal=yes", "--embargo", "2999-01-01")
    groups = run("timeline", "--person", SOURCE, verbs=1)["groups"]
    assert groups[0]["heading"] == "2016-11"
    (item,) = groups[0]["items"]
    assert (item["start"], item["end"], item["precision"]) == ("2016-11-01", "2016-11-30", "month")
    assert "2999-01" in [group["heading"] for group in groups]
    text = run("timeline", "--case", CASE, verbs=1, text=True)
    assert OPEN_RECORD in text
    assert HIDDEN_RECORD in text
    drawn = run("graph", SOURCE, verbs=1)
    assert [(node["code"], node["status"], node["x"]) for node in drawn["nodes"]] == [(SOURCE, "abroad", 0.0)]
    assert run("graph", SOURCE, verbs=1, text=True).split()[0] == SOURCE


def test_searches_are_found_saved_and_forgotten(run: Run) -> None:
    found = run("find", "535.1 case:c-001", verbs=1)
    assert [one["code"] for one in found["records"]] == [OPEN_RECORD]
    assert [one["code"] for one in run("search", "level:sealed", verbs=1)["records"]] == [HIDDEN_RECORD]
    run("searches", "save", "maddə", "535.1")
    assert [one["code"] for one in run("find", "--saved", "maddə", verbs=1)["records"]] == [OPEN_RECORD]
    assert run("searches", "list", text=True).split() == ["NAME", "QUERY", "maddə", "535.1"]
    run("searches", "remove", "maddə")
    run("find", "--saved", "maddə", verbs=1, code=15)
    run("find", "söz", "--saved", "maddə", verbs=1, code=16)
    run("find", verbs=1, code=16)
    assert run("find", "--reprisals-within", "30", verbs=1)["query"] == "reprisal:30"
    run("find", "--reprisals-within", "9999", verbs=1, code=19)
    told = run("find", "söz kind:diary", verbs=1, code=19)
    assert "character 10" in told
    assert "testimony" in told
