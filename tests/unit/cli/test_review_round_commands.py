"""An editor's commands and her author's: keys, reading, reviewing, taking in, answering."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.cli.main import main
from fieldnotes.model.record import Body
from fieldnotes.services import keys as key_stores
from fieldnotes.services import people, write
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.reviewing import AUTHOR, BUNDLE, EDITOR_PASSWORD, KEYS, VAULT, Pair, pair, sent_folder, sent_master
from tests.helpers.sharing import FIRST, PASSWORD, SECOND, shared_master

__all__ = ["cheap_floor", "pair", "sent_folder", "sent_master", "shared_master"]

QUOTE = "Axşam düşəndə kənd yolu qaranlıq idi"
Command = Callable[..., dict[str, Any]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command with `--json` and the secret of its side; the answer, or the error's words under `error`."""
    for name, secret in (("author", PASSWORD), ("editor", EDITOR_PASSWORD)):
        (tmp_path / name).write_text(secret, encoding="utf-8")

    def run(side: str, *words: str | Path, code: int = 0) -> dict[str, Any]:
        argv = [*map(str, words), "--passphrase-file", str(tmp_path / side), "--json"]
        assert main(argv) == code, capsys.readouterr().err
        told = capsys.readouterr()
        return dict(json.loads(told.out)) if not code else {"error": told.err}

    return run


def label_of(command: Command, folder: Path, words: str) -> str:
    shown = command("editor", "bundle", "show", folder / BUNDLE, "--keys", folder / KEYS)
    return next(str(one["label"]) for one in shown["records"] if words in one["text"])


def test_a_review_goes_round(command: Command, sent_folder: Path) -> None:
    bundle, mine = sent_folder / BUNDLE, ("--keys", sent_folder / KEYS)
    label, other = label_of(command, sent_folder, QUOTE), label_of(command, sent_folder, "susdu")

    begun = command("editor", "review", "new", bundle, *mine)
    assert {one["verdict"] for one in begun["records"]} == {"open"}
    on = ("--record", label, "--quote", QUOTE)
    command("editor", "review", "comment", bundle, *mine, *on, "--text", "Hansı kənd?", "--query")
    flag = command("editor", "review", "flag", bundle, *mine, *on, "--text", "Yol onu tanıdır.")
    assert (flag["kind"], flag["paragraph"]) == ("risk", 0)
    slip = command("editor", "review", "comment", bundle, *mine, "--record", other, "--paragraph", "1", "--text", "x")
    command("editor", "review", "take-back", bundle, *mine, slip["id"])
    command("editor", "review", "accept", bundle, *mine, "--record", other)
    judged = command("editor", "review", "return", bundle, *mine, "--record", label, "--note", "Bax.")
    assert {one["label"]: one["verdict"] for one in judged["records"]} == {label: "return", other: "accept"}
    done = command("editor", "review", "finish", bundle, *mine, "--note", "Salam.")
    assert (done["accepted"], done["returned"], done["remarks"], done["number"]) == (1, 1, 2, 1)

    vault = sent_folder / VAULT
    taken = command("author", "review", "import", vault, done["file"])
    assert taken["verdicts"] == {FIRST: "return", SECOND: "accept"}
    assert [(one["kind"], one["quote"]) for one in taken["remarks"] if one["quote"]] == [
        ("query", QUOTE),
        ("risk", QUOTE),
    ]
    assert "taken in before" in command("author", "review", "import", vault, done["file"], code=114)["error"]
    blocking = [one for one in command("author", "review", "list", vault, "--open")["remarks"] if one["blocks"]]
    assert "risk" in {one["kind"] for one in blocking}
    for one in blocking:
        command("author", "review", "answer", vault, one["remark"], "--text", "Kənd dəyişdirildi.")

    listed = command("author", "review", "list", vault, "--record", FIRST)["remarks"]
    assert [one["answer"] for one in listed if one["kind"] == "risk"] == ["Kənd dəyişdirildi."]
    assert not any(one["blocks"] for one in listed)


def test_the_first_line_says_whose_bundle_it_is(
    command: Command, sent_folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    argv = ["bundle", "show", str(sent_folder / BUNDLE), "--keys", str(sent_folder / KEYS)]
    assert main([*argv, "--passphrase-file", str(tmp_path / "editor")]) == 0

    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("Signed by an author you know")
    assert "first of its series" in lines[1]
    again = command("editor", "bundle", "verify", sent_folder / BUNDLE, "--keys", sent_folder / KEYS)
    assert (again["trust"], again["freshness"]) == ("verified", "seen")


@pytest.mark.usefixtures("cheap_floor")
def test_keys_are_made_shown_and_told_whom_to_trust(command: Command, sent_folder: Path, tmp_path: Path) -> None:
    made = command("editor", "keys", "new", tmp_path / "emre", "--name", "Emre")
    path = Path(made["file"])

    assert path.suffix == key_stores.SUFFIX
    assert command("editor", "keys", "card", path)["card"] == made["card"]
    assert command("editor", "keys", "show", path)["authors"] == []
    command("editor", "keys", "trust", path, sent_folder / AUTHOR, code=122)
    command("editor", "keys", "trust", path, sent_folder / AUTHOR, "--compared")
    (author,) = command("editor", "keys", "show", path)["authors"]
    assert len(author["fingerprint"]) == 8
    other = people.new_identity(tmp_path / "other", author["name"])
    (tmp_path / "other.card").write_text(other.text, encoding="utf-8")
    second = command("editor", "keys", "trust", path, tmp_path / "other.card", "--compared")
    assert second["name"] == f"{author['name']} ({' '.join(second['fingerprint'][:2])})"
    assert "does not open these keys" in command("author", "keys", "show", path, code=119)["error"]


def test_two_bundles_are_compared(command: Command, sent_folder: Path) -> None:
    bundle = sent_folder / BUNDLE

    found = command("editor", "bundle", "diff", bundle, bundle, "--keys", sent_folder / KEYS)

    assert found["same_series"]
    assert [one["fate"] for one in found["changes"]] == ["same", "same"]


def test_a_passage_has_to_be_named(command: Command, sent_folder: Path) -> None:
    label = label_of(command, sent_folder, QUOTE)
    on = (sent_folder / BUNDLE, "--keys", sent_folder / KEYS, "--record", label, "--text", "?")

    command("editor", "review", "comment", *on, code=16)
    command("editor", "review", "comment", *on, "--quote", "yoxdur", code=18)
    command("editor", "review", "comment", *on, "--paragraph", "99", code=16)
    told = command("editor", "review", "comment", *on, "--quote", "a", code=124)["error"]
    assert "times in" in told
    other = (*on[:-3], "R-999", "--text", "?")
    assert "in this bundle" in command("editor", "review", "comment", *other, "--paragraph", "1", code=15)["error"]


def test_paragraphs_are_counted_as_they_are_read_and_what_is_left_open_is_told(
    command: Command, pair: Pair, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    body = Body.of("Səhər açıldı.\n\nAxşam düşəndə kənd yolu qaranlıq idi.")
    card = pair.session.vault.record(FIRST).row.card
    assert card is not None
    write.save(pair.session, FIRST, card=card, body=body)
    bundle = pair.send()
    pair.session.lock()
    mine = ("--keys", pair.folder / KEYS)
    shown = command("editor", "bundle", "show", bundle, *mine)
    label = next(one["label"] for one in shown["records"] if QUOTE in one["text"])
    on = ("--record", label)

    def said(*words: str | Path) -> str:
        assert main([*map(str, ("review", *words)), "--passphrase-file", str(tmp_path / "editor")]) == 0
        return capsys.readouterr().out

    assert f"risk on {label}, paragraph 2, 0-" in said("flag", bundle, *mine, *on, "--paragraph", "2", "--text", "Yol.")
    assert f"comment on {label}, title" in said("comment", bundle, *mine, *on, "--title", "--text", "Bax.")
    assert (
        "Allowed: 1-2"
        in command("editor", "review", "flag", bundle, *mine, *on, "--paragraph", "3", "--text", "?", code=16)["error"]
    )
    assert "somebody can be recognised in it" in said("accept", bundle, *mine, *on)
    finished = said("finish", bundle, *mine, "--out", tmp_path / "one.fnreview")
    assert "neither yes nor no to: R-0" in finished
    assert label not in finished.split("neither")[1]

    old = ("review", "new", pair.sent, *mine)
    assert "--even-older" in command("editor", *old, code=120)["error"]
    assert command("editor", *old, "--even-older")["finished"] == 0
