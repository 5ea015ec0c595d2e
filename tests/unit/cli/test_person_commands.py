"""person and consent: lists show codes, what is behind one is shown when asked for and stands in the ledger."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.helpers.commands import Run, run
from tests.helpers.vaults import SOURCE, master_vault, vault_path

__all__ = ["master_vault", "run", "vault_path"]

NAME = "Şəfiqə Nurlanqızı"
DETAILS = """
name = "Rəşid Kərimzadə"
aliases = ["Рашид Керимзаде"]
phones = ["+995 599 10 20 30"]
handles = ["rk_tbilisi"]
addresses = ["Nizami küçəsi 12, mənzil 4, Gəncə"]
documents = ["passport=AZE12345678"]
birth = "1984, Şəki"
special = { health = "asthma" }
"""


def _events(run: Run) -> list[tuple[str, str]]:
    return [(event["event"], event["facts"]) for event in run("ledger", "show", names=False)["events"]]


def test_the_list_shows_codes_and_needs_no_names(run: Run) -> None:
    (only,) = run("person", "list", names=False)["persons"]
    assert (only["code"], only["role"], only["name"], only["aliases"]) == (SOURCE, "source", None, [])
    lines = run("person", "list", names=False, text=True)["text"].splitlines()
    assert lines[0].split() == ["CODE", "TYPE", "ROLE", "LEVEL"]
    assert "reveal-all" not in dict(_events(run))


def test_revealing_the_list_is_one_act_in_the_ledger(run: Run) -> None:
    (only,) = run("person", "list", "--reveal")["persons"]
    assert only["name"] == NAME
    assert dict(_events(run))["reveal-all"] == "count: 1"


def test_one_entry_is_shown_by_its_code_until_it_is_revealed(run: Run) -> None:
    assert run("person", "show", SOURCE, names=False)["name"] is None
    assert "reveal" not in dict(_events(run))
    assert run("person", "show", SOURCE, "--reveal")["name"] == NAME
    assert dict(_events(run))["reveal"] == f"code: {SOURCE}"


def test_everything_known_of_somebody_comes_from_a_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "rk.toml"
    file.write_text(DETAILS, encoding="utf-8")
    code = run("person", "add", "--details", str(file), "--role", "relative")["code"]
    shown = run("person", "show", code, "--reveal")
    assert shown["aliases"] == ["Рашид Керимзаде"]
    assert [one["value"] for one in shown["contacts"]] == ["+995 599 10 20 30", "rk_tbilisi"]
    assert shown["addresses"] == [{"place": "Nizami küçəsi 12, mənzil 4, Gəncə", "note": ""}]
    assert shown["documents"] == [{"kind": "passport", "number": "AZE12345678"}]
    assert (shown["birth"], shown["special"]) == ("1984, Şəki", {"health": "asthma"})
    monkeypatch.setattr("sys.stdin", io.StringIO('occupation = "tailor"\nspecial = { ethnicity = "Talysh" }'))
    run("person", "edit", code, "--details", "-", "--email", "rk@nowhere.example", "--drop", "rk_tbilisi")
    shown = run("person", "show", code, "--reveal")
    assert [one["value"] for one in shown["contacts"]] == ["+995 599 10 20 30", "rk@nowhere.example"]
    assert (shown["occupation"], shown["special"]) == ("tailor", {"health": "asthma", "ethnicity": "Talysh"})
    lines = run("person", "show", code, "--reveal", text=True)["text"]
    assert "documents: kind passport, number AZE12345678" in lines


@pytest.mark.parametrize(
    "words", ["not toml", 'colour = "red"', "phones = 12", 'special = { shoes = "x" }', 'documents = ["x"]']
)
def test_a_file_that_is_something_else_is_refused(run: Run, tmp_path: Path, words: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(words, encoding="utf-8")
    run("person", "add", "--name", "Nərgiz", "--details", str(file), code=16)
    assert [person["code"] for person in run("person", "list", names=False)["persons"]] == [SOURCE]


def test_a_new_main_name_keeps_the_old_one_to_look_for(run: Run) -> None:
    run("person", "edit", SOURCE, "--name", "Şəfiqə Quliyeva", "--role", "victim")
    shown = run("person", "show", SOURCE, "--reveal")
    assert (shown["name"], shown["role"]) == ("Şəfiqə Quliyeva", "victim")
    assert NAME in shown["aliases"]


def test_what_is_not_there_cannot_be_dropped(run: Run) -> None:
    run("person", "edit", SOURCE, "--drop", "nobody", code=16)


def test_answers_are_set_without_names_and_words_only_with_them(run: Run, tmp_path: Path) -> None:
    run("consent", "set", SOURCE, "--use", "press=anonymous", names=False)
    run("consent", "set", SOURCE, "--guardian", "nənəsi", names=False, code=11)
    words = tmp_path / "words.toml"
    words.write_text('conditions = "Kəndin adı çəkilməsin."', encoding="utf-8")
    run("consent", "set", SOURCE, "--guardian", "nənəsi", "--words", str(words))
    shown = run("consent", "show", SOURCE, names=False)
    assert (shown["state"], shown["uses"], shown["words"]) == ("ok", {"press": "anonymous"}, None)
    told = run("consent", "show", SOURCE, "--reveal")["words"]
    assert (told["guardian"], told["conditions"]) == ("nənəsi", "Kəndin adı çəkilməsin.")
    assert ("reveal", f"code: {SOURCE}, what: consent") in _events(run)
    run("consent", "set", SOURCE, code=16)
