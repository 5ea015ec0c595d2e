"""page: what it prints, what it writes, and that a refusal writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.sharing import FIRST, SECOND, shared_master, shared_path
from tests.unit.cli.test_review_commands import Run, hits, run

__all__ = ["cheap_floor", "run", "shared_master", "shared_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor")
EDITOR = ("--audience", "editor")


def test_an_undecided_name_leaves_no_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "page.html"

    assert run("page", *EDITOR, "--out", out)[0] == 21
    assert not out.exists()


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_settled_case_becomes_one_private_file(run: Run, tmp_path: Path, form: str) -> None:
    run("decide", "--hit", hits(run)["Bahar"]["id"], "--as", "redact")
    out = tmp_path / "page"
    words = [*EDITOR, "--format", form, "--out", out, "--accept-suggestions", "baxıldı"]

    code, told, err = run("page", *words)

    assert (code, err) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert told["records"] == ["R-001", "R-002"]
    assert told["gate"]["passed"]
    assert not [name for name in ("Bahar", "Qoşqarlı", FIRST, SECOND) if name in text]
    assert text.startswith("<!DOCTYPE html>") == (form == "html")
    assert out.stat().st_mode & 0o077 == 0
    assert run("page", *words)[0] != 0
    assert out.read_text(encoding="utf-8") == text


def test_one_record_can_be_asked_for(run: Run, tmp_path: Path) -> None:
    run("decide", "--hit", hits(run)["Bahar"]["id"], "--as", "redact")
    words = [*EDITOR, "--format", "text", "--out", tmp_path / "page.txt", "--record", FIRST]

    assert len(run("page", *words, "--accept-suggestions", "baxıldı")[1]["records"]) == 1
