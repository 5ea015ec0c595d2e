"""review-hits, decide, decisions, redaction-log, resolve-label: what they print, and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from fieldnotes.crypto.identity import Identity
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, PASSWORD, SOURCE, shared_master, shared_path

__all__ = ["cheap_floor", "shared_master", "shared_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run(shared_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the case with `--json`: exit code, answer, standard error."""
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")

    def command(name: str, *words: object, case: bool = True, as_json: bool = True) -> tuple[int, dict[str, Any], str]:
        argv = [
            name,
            str(shared_path),
            *(["--case", CASE] if case else []),
            *map(str, words),
            "--passphrase-file",
            str(secret),
        ]
        capsys.readouterr()
        code = main([*argv, *(["--json"] if as_json else [])])
        out, err = capsys.readouterr()
        return code, (json.loads(out) if as_json and out.strip() else {"raw": out}), err

    return command


def hits(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    code, found, _ = run("review-hits", *words)
    assert code == 0
    return {hit["surface"]: hit for hit in found["hits"]}


def test_hits_are_listed_with_places_candidates_and_why(run: Run) -> None:
    hit = hits(run)["Bahar"]
    assert [place["record"] for place in hit["places"]] == [FIRST, FIRST]
    assert hit["places"][0]["place"] == f"{FIRST}:{hit['places'][0]['start']}"
    assert [one["code"] for one in hit["candidates"]] == [GIRL]
    assert (hit["certain"], hit["decision"]) == (False, None)
    assert hits(run, "--all")["Qoşqarlı"]["guess"] == SOURCE


def test_deciding_showing_and_taking_back(run: Run) -> None:
    hit = hits(run)["Bahar"]
    place = hit["places"][0]["place"]
    told = ["--hit", hit["id"], "--as", "keep", "--scope", "here", "--place", place, "--reason", "legal", "--who", "N"]
    assert run("decide", *told, "--note", "yaz")[:2] == (0, {"hit": hit["id"], "as": "keep"})
    assert len(hits(run)["Bahar"]["places"]) == 1
    (decision,) = run("decisions")[1]["decisions"]
    assert (decision["place"], decision["who"], decision["reason"], decision["note"]) == (place, "N", "legal", "yaz")
    assert "N" in run("decisions", as_json=False)[1]["raw"]
    assert run("decide", "--hit", hit["id"], "--as", "redact", "--scope", "always")[0] == 0
    assert hits(run) == {}
    assert run("decide", "--undo", "--hit", decision["hit"])[1] == {"hit": decision["hit"], "undone": True}
    assert run("decide", "--undo", "--hit", hit["id"])[0] == 0
    assert run("decide", "--undo", "--hit", hit["id"])[0] == 27
    assert run("decisions")[1] == {"decisions": []}


def test_one_place_needs_to_be_named_and_the_places_are_listed(run: Run) -> None:
    hit = hits(run)["Bahar"]
    code, _, err = run("decide", "--hit", hit["id"], "--as", "keep", "--scope", "here")
    assert (code, "--scope here" in err) == (16, True)
    printed = run("review-hits", as_json=False)[1]["raw"]
    assert all(place["place"] in err and place["place"] in printed for place in hit["places"])


def test_what_is_certain_needs_force_and_a_reason_and_a_whole_name_stays_out(run: Run) -> None:
    found = hits(run, "--all")
    keep = ["--hit", found["Qoşqarlı"]["id"], "--as", "keep"]
    assert run("decide", *keep)[0] == 92
    assert run("decide", *keep, "--force")[0] == 92
    assert run("decide", *keep, "--force", "--reason", "legal")[0] == 0
    code, _, err = run("decide", "--hit", found["Şəkər Qoşqarlı"]["id"], "--as", "keep", "--force", "--note", "x")
    assert (code, "Qoşqarlı" in err) == (93, False)


def test_whose_name_it_is_can_be_said(run: Run) -> None:
    hit = hits(run, "--all")["Qoşqarlı"]
    assert run("decide", "--hit", hit["id"], "--as", "redact", "--label", MAN)[0] == 0
    records = run("preview", "--audience", "editor")[1]["records"]
    change = next(change for change in records[1]["changes"] if change["entry"] == MAN)
    assert (change["who"], change["reason"]) == ("owner", "third-party")
    assert run("decide", "--hit", hit["id"], "--as", "redact", "--label", GIRL)[0] == 16


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_log_is_printed_or_written_and_holds_no_name(run: Run, tmp_path: Path, form: str) -> None:
    code, printed, _ = run("redaction-log", "--audience", "editor", "--format", form, as_json=False)
    out = tmp_path / "log"
    assert run("redaction-log", "--audience", "editor", "--format", form, "--out", out)[0] == code == 0
    assert out.read_text(encoding="utf-8").strip() == printed["raw"].strip()
    assert "R-001" in printed["raw"]
    assert not any(name in printed["raw"] for name in ("Qoşqarlı", "Şəkər", SOURCE, FIRST))
    assert run("redaction-log", "--audience", "editor", "--out", out)[0] != 0


def test_an_export_with_labels_of_its_own_is_resolved_by_the_vault(run: Run, tmp_path: Path) -> None:
    run("decide", "--hit", hits(run)["Bahar"]["id"], "--as", "redact")
    card = tmp_path / "reader.card"
    card.write_text(Identity.generate("Redaktor").card().text, encoding="utf-8")
    out, log = tmp_path / "out.age", tmp_path / "log.html"
    accepted = ["--accept-quasi", "baxıldı", "--accept-suggestions", "baxıldı"]
    words = [
        "--audience",
        "editor",
        "--to",
        card,
        "--out",
        out,
        "--compared",
        "--fresh-labels",
        "--log",
        log,
        *accepted,
    ]
    code, receipt, err = run("export", *words)
    assert (code, err) == (0, "")
    assert receipt["bundle_id"] in log.read_text(encoding="utf-8")
    included = {record["code"]: record["label"] for record in receipt["included"]}
    found = run("resolve-label", "--bundle", receipt["bundle_id"], "--label", included[FIRST], case=False)
    assert found[1]["codes"] == [FIRST]
    short = run("resolve-label", "--bundle", receipt["bundle_id"][:8], "--label", included[FIRST], case=False)
    assert short[1]["codes"] == [FIRST]
    code, _, err = run("resolve-label", "--bundle", receipt["bundle_id"][:2], "--label", included[FIRST], case=False)
    assert (code, "bundle show" in err) == (16, True)
    out.unlink()
    assert run("export", *words)[0] != 0
    assert not out.exists()
