"""From the command line: contacts, proposals, approvals, copies for each reader, a found copy, a recall."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest

from fieldnotes.cli.main import main
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import session as sessions
from fieldnotes.services import share
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SOURCE, shared_master, shared_path
from tests.helpers.vaults import ROOT

__all__ = ["cheap_floor", "shared_master", "shared_path"]

Run = Callable[..., tuple[int, dict[str, Any], str]]
ACCEPTED = ("--accept-quasi", "baxıldı", "--accept-suggestions", "baxıldı", "--second", "Kamran")


@pytest.fixture
def run(shared_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with `--json`; its exit code, its answer, what it said on standard error."""
    file = tmp_path / "passphrase"
    file.write_text(PASSWORD, encoding="utf-8")
    session = sessions.unlock(shared_path, PASSWORD)
    session.open_sealed(PASSWORD)
    for hit in share.review_hits(session, CASE, Audience.EDITOR):
        share.decide(session, CASE, hit.id, Verdict.REDACT)
    session.lock()

    def command(*words: object, opens: bool = True, text: bool = False) -> tuple[int, dict[str, Any], str]:
        argv = [*map(str, words), *(("--passphrase-file", str(file)) if opens else ()), *(() if text else ("--json",))]
        code = main(argv)
        out, err = capsys.readouterr()
        return code, {"text": out} if text else json.loads(out) if out.strip() else {}, err

    return command


@pytest.fixture
def people(run: Run, shared_path: Path, tmp_path: Path) -> list[tuple[str, Path]]:
    """Two verified contacts with their identity files."""
    made = []
    for name in ("Tamuna", "Emre"):
        identity, card, words = (tmp_path / f"{name}.{kind}" for kind in ("identity", "png", "words"))
        _, told, _ = run("identity", "new", identity, "--name", name, opens=False)
        words.write_text(" ".join(told["fingerprint"]), encoding="utf-8")
        assert run("identity", "card", identity, "--out", card, opens=False)[0] == 0
        code, contact, _ = run("contact", "add", shared_path, card)
        assert (code, contact["standing"], contact["post_quantum"]) == (0, "unverified", True)
        assert run("contact", "verify", shared_path, contact["code"], "--words", words)[1]["standing"] == "verified"
        made.append((contact["code"], identity))
    return made


def test_contacts_are_kept_shown_drawn_and_forgotten(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    first = people[0][0]
    wrong = tmp_path / "wrong"
    wrong.write_text("bir iki üç dörd", encoding="utf-8")
    assert run("contact", "verify", shared_path, first, "--words", wrong)[0] == 108
    out = tmp_path / "again.svg"
    code, shown, _ = run("contact", "show", shared_path, first, "--out", out)
    assert (code, shown["name"], out.read_bytes()[:4]) == (0, "Tamuna", b"<svg")
    code, drawn, _ = run("contact", "show", shared_path, first, "--qr", text=True)
    assert (code, "Words: " in drawn["text"], len(drawn["text"].splitlines()) > 60) == (0, True, True)
    listed = run("contact", "list", shared_path)[1]["contacts"]
    assert [one["name"] for one in listed] == ["Emre", "Tamuna"]
    assert "verified" in run("contact", "list", shared_path, text=True)[1]["text"]
    assert run("contact", "edit", shared_path, first, "--name", "Redaktor", "--expires", "2999-03-01")[1]["expires"]
    assert run("contact", "edit", shared_path, first, "--no-end")[1]["expires"] == ""
    assert "Redaktor" in run("contact", "list", shared_path, text=True)[1]["text"]
    assert run("contact", "remove", shared_path, first)[0] == 0
    code, _, err = run("contact", "show", shared_path, first)
    assert (code, "contact list." in err) == (15, True)


def test_a_card_that_is_written_to_a_file_says_its_words_and_nothing_else(run: Run, tmp_path: Path) -> None:
    identity, out = tmp_path / "t.identity", tmp_path / "t.card"
    _, made, _ = run("identity", "new", identity, "--name", "Tamuna", opens=False)

    told = run("identity", "card", identity, "--out", out, opens=False, text=True)[1]["text"]

    assert told.splitlines()[1] == "Words: " + " ".join(made["fingerprint"])
    assert "{" not in told
    assert run("identity", "card", identity, opens=False, text=True)[1]["text"] == out.read_text(encoding="utf-8")


def test_words_that_tell_and_an_unknown_reader_are_told_with_what_to_do(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    send = ("export", shared_path, "--case", CASE, "--audience", "editor", *ACCEPTED, "--out", tmp_path / "x.age")
    code, _, err = run(*send, "--to", people[0][0], "--series", "yaz", "--correction", "Elnur Quliyev has left")
    assert (code, "--correction" in err, "Elnur" in err) == (121, True, False)
    code, _, err = run(*send, "--to", "nobody")
    assert (code, "contact list" in err) == (26, True)


def test_a_card_with_other_keys_is_loud_until_it_is_replaced(run: Run, shared_path: Path, tmp_path: Path) -> None:
    cards = []
    for number in range(2):
        identity, card = tmp_path / f"{number}.identity", tmp_path / f"{number}.card"
        run("identity", "new", identity, "--name", "Tamuna", "--classic", opens=False)
        run("identity", "card", identity, "--out", card, opens=False)
        cards.append(card)
    assert run("contact", "add", shared_path, cards[0])[0] == 0
    code, _, err = run("contact", "add", shared_path, cards[1])
    assert (code, "CONTACT-001" in err, "Tamuna" in err) == (100, True, False)
    assert run("contact", "add", shared_path, cards[1], "--replace")[1]["standing"] == "changed"


def test_what_two_people_approved_leaves_for_the_public(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    send = ("export", shared_path, "--case", CASE, "--audience", "public", "--to", people[0][0], *ACCEPTED, "--out")
    code, _, err = run(*send, tmp_path / "x.age")
    assert (code, "0 of 2" in err) == (104, True)
    assert run(*send, tmp_path / "r.age", "--for-review")[1]["tlp"] == "AMBER+STRICT"
    code, made, _ = run("release", "propose", shared_path, "--case", CASE, "--audience", "public", *ACCEPTED)
    assert (code, made["stage"]) == (0, "in-review")
    proposal = made["code"]
    assert run("release", "approve", shared_path, proposal, "--owner")[1]["counted"] == 1
    assert run("release", "approve", shared_path, proposal, "--identity", people[1][1])[1]["stage"] == "approved"
    assert run("release", "approve", shared_path, proposal, "--identity", people[1][1])[0] == 105
    code, sent, _ = run(*send, tmp_path / "x.age")
    assert (code, sent["tlp"], sent["proposal"]) == (0, "CLEAR", proposal)
    code, listed, _ = run("release", "list", shared_path)
    assert [one["stage"] for one in listed["proposals"]] == ["released"]
    assert [one["for_review"] for one in listed["releases"]] == [False, True]
    told = run("release", "list", shared_path, text=True)[1]["text"]
    assert "approved by 2 of 2 people" in told
    assert "public (review)" in told


def test_what_is_approved_is_shown_and_a_proposal_whose_text_changed_is_told(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    where = ("release", "propose", shared_path, "--case", CASE, "--audience", "public", *ACCEPTED)
    assert run(*where, "--way", "clear", "--expires", "2099-01-01")[0] != 0
    code, made, _ = run(*where, "--way", "clear")
    told = run("release", "show", shared_path, made["code"], text=True)[1]["text"]
    assert (code, made["outside"]["way"], made["outside"]["tlp"]) == (0, "clear", "CLEAR")
    assert f"{FIRST} (version 1)" in told
    assert "way: clear, in the clear, for whoever gets hold of it; TLP:CLEAR" in told
    assert " ".join(made["words"]) in told
    assert "kənd yolu qaranlıq idi" in told

    keys, card, words, secret = (tmp_path / name for name in ("a.fnkeys", "a.card", "a.words", "secret"))
    secret.write_text("sarı kürə beş daş yol", encoding="utf-8")
    opening = ("--passphrase-file", secret)
    hers = run("keys", "new", keys, "--name", "Aynur", *opening, opens=False)[1]
    card.write_text(hers["card"], encoding="utf-8")
    words.write_text(" ".join(hers["fingerprint"]), encoding="utf-8")
    contact = run("contact", "add", shared_path, card)[1]["code"]
    approve = ("release", "approve", shared_path, made["code"], "--keys", keys, "--keys-passphrase-file", secret)
    assert run(*approve)[0] == 105
    assert run("contact", "verify", shared_path, contact, "--words", words)[0] == 0
    told = run(*approve, text=True)[1]["text"]
    assert "This yes is to:" in told
    assert "approved by 1 of 2 people" in told
    assert "Careful" in told

    assert run("mark", shared_path, FIRST, "--quote", "kənd yolu", "--level", "INTERNAL")[0] == 0
    told = run("release", "list", shared_path, text=True)[1]["text"]
    assert "the text has changed since: propose it again" in told
    assert "approved by" not in told
    told = run("release", "show", shared_path, made["code"], text=True)[1]["text"]
    assert "is not shown here" in told
    assert f"preview --case {CASE} --audience public" in told
    assert not [words for words in ("yolu qaranlıq", " ".join(made["words"])) if words in told]
    assert run("release", "show", shared_path, made["code"])[1]["texts"] == []
    assert run("release", "approve", shared_path, made["code"], "--identity", people[0][1])[0] == 105


def test_a_bundle_that_is_only_for_review_says_so_where_it_is_verified(run: Run) -> None:
    folder = ROOT / "tests" / "vectors" / "exchange"
    verify = ("bundle", "verify", folder / "for-review.age", "--identity", folder / "reader.identity")
    told = run(*verify, opens=False)[1]
    assert told["for_review"] == {"way": "clear", "tlp": "CLEAR", "expires": "2099-12-31", "correction": ""}
    text = run(*verify, opens=False, text=True)[1]["text"]
    assert "this is not released" in text
    assert "public; in the clear, for whoever gets hold of it; TLP:CLEAR" in text


def test_copies_are_found_and_called_back(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    to = [code for code, _ in people]
    send = ("export", shared_path, "--case", CASE, "--audience", "editor", *ACCEPTED, "--to", *to)
    code, made, _ = run(
        *send,
        "--per-recipient",
        "--series",
        "yaz",
        "--tlp",
        "red",
        "--out",
        tmp_path / "copies",
        "--correction",
        "it is shorter now",
    )
    assert (code, [copy["tlp"] for copy in made["copies"]]) == (0, ["RED", "RED"])
    for copy, name in zip(made["copies"], ("Tamuna", "Emre"), strict=True):
        (found,) = run("release", "find", shared_path, copy["file"])[1]["releases"]
        assert [reader["name"] for reader in found["readers"]] == [name]
        assert {record["code"] for record in found["records"]} >= {FIRST}
    assert run("release", "find", shared_path, "ffffffff")[0] == 15
    first = made["copies"][0]["file"]
    told = run("bundle", "verify", first, "--identity", people[0][1], text=True, opens=False)[1]["text"]
    assert "number 1 of its series" in told
    assert "as its author says: it is shorter now" in told
    gone = run("consent", "withdraw", shared_path, SOURCE, text=True)[1]["text"]
    assert gone.count("To be called back: FN-") == 2
    assert "Tamuna" in gone
    assert "release recall" in gone
    assert len(run("release", "list", shared_path, "--person", SOURCE)[1]["releases"]) == 2
    words = ("release", "recall", shared_path, "--person", SOURCE, "--why", "consent", "--out-dir", tmp_path / "print")
    code, recalled, _ = run(*words)
    assert (code, len(recalled["recalled"])) == (0, 2)
    assert all(one["recalled"] for one in recalled["recalled"])
    assert len(list((tmp_path / "print").iterdir())) == 2


@pytest.mark.usefixtures("cheap_floor")
def test_a_folder_for_uwazi_and_a_pack_of_evidence_are_written(
    run: Run, shared_path: Path, people: list[tuple[str, Path]], tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Qapı ağ idi.", encoding="utf-8")
    added = run("evidence", "add", shared_path, file, "--case", CASE, "--level", "ANONYMOUS")[1]["code"]
    assert run("source", shared_path, added, "public-document")[0] == 0
    where = (shared_path, "--case", CASE, *ACCEPTED)
    code, made, _ = run("export-uwazi", *where, "--out", tmp_path / "uwazi", "--tlp", "green")
    assert (code, len(made["records"]), (tmp_path / "uwazi" / "import.zip").exists()) == (0, 3, True)
    assert run("export-uwazi", *where, "--out", tmp_path / "uwazi")[0] != 0
    pack = ("evidence-pack", *where, "--to", people[0][0], "--reason", "məhkəmə", "--out", tmp_path / "pack.age")
    assert run(*pack)[0] == 104
    proposal = run("release", "propose", *where, "--audience", "legal", "--way", "evidence")[1]["code"]
    run("release", "approve", shared_path, proposal, "--owner")
    run("release", "approve", shared_path, proposal, "--identity", people[1][1])
    code, made, _ = run(*pack)
    assert (code, [one["code"] for one in made["exhibits"]]) == (0, [added])
    told = run("bundle", "verify", tmp_path / "pack.age", "--identity", people[0][1], text=True, opens=False)[1]["text"]
    assert "1 file with their custody sheet" in told
    assert "NOT checked" in told
    strange = ("bundle", "show", tmp_path / "pack.age", "--identity", people[0][1], "--out-dir", tmp_path / "strange")
    assert run(*strange, opens=False)[0] == 99
    assert not (tmp_path / "strange").exists()
    assert run(*strange, "--even-unknown-signer", opens=False)[0] == 0
    assert "Nobody" in (tmp_path / "strange" / "custody.html").read_text(encoding="utf-8")
    card = tmp_path / "author.card"
    assert run("identity", "card", shared_path, "--out", card)[0] == 0
    read = ("bundle", "show", tmp_path / "pack.age", "--identity", people[0][1], "--from", card)
    code, shown, _ = run(*read, "--out-dir", tmp_path / "bag", opens=False)
    assert (code, shown["trust"], [one["label"] for one in shown["exhibits"]]) == (
        0,
        "verified",
        [one["label"] for one in made["exhibits"]],
    )
    assert (tmp_path / "bag" / shown["exhibits"][0]["file"]).read_text(encoding="utf-8") == "Qapı ağ idi."
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    assert run(*read, "--out-dir", tmp_path / "bag", opens=False)[0] != 0
    assert run("identity", "card", people[1][1], "--out", tmp_path / "other.card", opens=False)[0] == 0
    assert run(*read[:-1], tmp_path / "other.card", opens=False)[0] == 65
    keys = tmp_path / "lawyer.fnkeys"
    assert run("keys", "new", keys, "--identity", people[0][1])[0] == 0
    assert run("bundle", "verify", tmp_path / "pack.age", "--keys", keys)[1]["trust"] == "unknown"
    run("keys", "trust", keys, card, "--name", "Leyla", "--compared")
    known = run("bundle", "verify", tmp_path / "pack.age", "--keys", keys)[1]
    assert (known["trust"], known["author"]) == ("verified", "Leyla")
    (pack_line, folder_line) = run("release", "list", shared_path)[1]["releases"]
    assert folder_line["tlp"] == "GREEN"
    assert (pack_line["way"], pack_line["reason"]) == ("evidence-pack", "məhkəmə")


@pytest.mark.parametrize("mark", ["PURPLE", "TLP", ""])
def test_an_unknown_mark_is_refused(run: Run, shared_path: Path, tmp_path: Path, mark: str) -> None:
    with pytest.raises(SystemExit):
        run("export", shared_path, "--case", CASE, "--audience", "editor", "--to", "x", "--out", "y", "--tlp", mark)
