"""Wrong, damaged, hostile and missing things: each its own sentence, hint and exit code, and nothing is changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.e2e.conftest import Answer, Desk


def fingerprint(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def refused(answer: Answer, code: int) -> None:
    """The form of every refusal: two lines on standard error, nothing on standard output."""
    assert answer.code == code, answer.err
    assert answer.out == ""
    lines = answer.err.strip().split("\n")
    assert lines[0].startswith("fieldnotes-cli: error: ")
    assert lines[1].startswith("hint: ")
    assert "Traceback" not in answer.err


def test_a_wrong_passphrase(desk: Desk) -> None:
    before = fingerprint(desk.vault)
    (desk.folder / "passphrase").write_text("not the right one at all\n", encoding="utf-8")
    refused(desk.run("case", "list", desk.vault), 10)
    assert fingerprint(desk.vault) == before


def test_dotless_and_dotted_letters_are_different_passphrases(desk: Desk) -> None:
    (desk.folder / "passphrase").write_text("alti quru söz və bir nar\n", encoding="utf-8")
    refused(desk.run("case", "list", desk.vault), 10)


def test_a_passphrase_in_either_unicode_form_opens(desk: Desk) -> None:
    text = (desk.folder / "passphrase").read_text(encoding="utf-8")
    (desk.folder / "passphrase").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    desk.does("case", "list", desk.vault)


@pytest.mark.parametrize("name", ["nothing.fieldnotes", "a-file", "empty-folder"])
def test_not_a_vault(desk: Desk, name: str) -> None:
    path = desk.folder / name
    if name == "a-file":
        path.write_text("x", encoding="utf-8")
    elif name == "empty-folder":
        path.mkdir()
    refused(desk.run("case", "list", path), 40)
    refused(desk.run("vault", "info", path, opens=False), 40)


def test_a_vault_from_a_newer_version(desk: Desk) -> None:
    header = desk.vault / "header.fnv"
    fields = json.loads(header.read_bytes())
    fields["version"] = fields["min_reader"] = 99
    header.write_bytes(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode())
    before = fingerprint(desk.vault)
    refused(desk.run("case", "list", desk.vault), 41)
    assert fingerprint(desk.vault) == before


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "text"])
def test_a_damaged_header(desk: Desk, damage: str) -> None:
    header = desk.vault / "header.fnv"
    data = bytearray(header.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
    elif damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "empty":
        data.clear()
    else:
        data[:] = b"not a header"
    header.write_bytes(data)
    before = fingerprint(desk.vault)
    refused(desk.run("case", "list", desk.vault), 42)
    assert fingerprint(desk.vault) == before


@pytest.mark.parametrize("damage", ["flip", "cut", "page", "empty", "missing"])
def test_a_damaged_database(desk: Desk, damage: str) -> None:
    database = desk.vault / "vault.db"
    data = bytearray(database.read_bytes())
    if damage == "flip":
        data[40] ^= 1
    elif damage == "cut":
        del data[-1000:]
    elif damage == "page":
        del data[4096:]
    elif damage == "empty":
        data.clear()
    if damage == "missing":
        database.unlink()
    else:
        database.write_bytes(data)
    before = fingerprint(desk.vault)
    refused(desk.run("case", "list", desk.vault), 43)
    after = fingerprint(desk.vault)
    assert {name: data for name, data in after.items() if name != "lock"} == {
        name: data for name, data in before.items() if name != "lock"
    }


def test_a_flipped_bit_deep_inside_is_found_by_the_check(desk: Desk) -> None:
    case = desk.case()
    desk.testimony(case, "Bir uzun söhbət. " * 2000)
    database = desk.vault / "vault.db"
    data = bytearray(database.read_bytes())
    data[-2000] ^= 4
    database.write_bytes(data)
    refused(desk.run("vault", "check", desk.vault), 43)


def test_a_second_instance(desk: Desk) -> None:
    hold = (
        "import fcntl, os, sys, time\n"
        "handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(handle, fcntl.LOCK_EX)\nprint('held', flush=True)\ntime.sleep(60)\n"
    )
    other = subprocess.Popen([sys.executable, "-c", hold, str(desk.vault / "lock")], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    with other, other.stdout as stdout:
        assert stdout.readline() == "held\n"
        refused(desk.run("case", "list", desk.vault), 44)
        other.kill()
    desk.does("case", "list", desk.vault)


def test_an_existing_vault_is_never_replaced(desk: Desk) -> None:
    before = fingerprint(desk.vault)
    refused(desk.run("vault", "create", desk.vault), 48)
    assert fingerprint(desk.vault) == before


def test_a_short_passphrase_is_refused(desk: Desk) -> None:
    (desk.folder / "passphrase").write_text("short\n", encoding="utf-8")
    refused(desk.run("vault", "create", desk.folder / "new"), 12)
    assert not (desk.folder / "new.fieldnotes").exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", 50), (b"   \n", 50), (bytes(range(256)) * 20, 51), (b"PK\x03\x04 not really", 52)],
)
def test_documents_that_cannot_be_imported(desk: Desk, data: bytes, code: int) -> None:
    case = desk.case()
    good, bad = desk.folder / "good.txt", desk.folder / "bad.docx"
    good.write_text("Yaxşı mətn.", encoding="utf-8")
    bad.write_bytes(data)
    refused(desk.run("import", desk.vault, good, bad, "--case", case), code)
    assert desk.does("list", desk.vault)["records"] == []


def test_a_missing_file_and_a_missing_case(desk: Desk) -> None:
    case = desk.case()
    refused(desk.run("import", desk.vault, desk.folder / "none.txt", "--case", case), 46)
    path = desk.folder / "a.txt"
    path.write_text("x y z", encoding="utf-8")
    refused(desk.run("import", desk.vault, path, "--case", "C-999"), 15)
    refused(desk.run("import", desk.vault, path, "--case", case, "--source", "S-999"), 15)
    refused(desk.run("show", desk.vault, "T-999"), 15)


def test_a_name_of_one_letter_redacts_no_letters(desk: Desk) -> None:
    case = desk.case()
    desk.person("A", "--level", "ANONYMOUS")
    desk.testimony(case, "A report about bread and a banana.", "--level", "PUBLIC")
    desk.redact_everything(case)
    preview = desk.does("preview", desk.vault, "--case", case, "--audience", "editor")
    assert "bread and a banana" in preview["records"][0]["text"]


def test_an_empty_name_is_refused(desk: Desk) -> None:
    refused(desk.run("person", "add", desk.vault, "--name", "  "), 16)


def test_right_to_left_and_zero_width_text_goes_through_and_names_in_it_do_not(desk: Desk) -> None:
    case = desk.case()
    desk.person("ليلى الزهراني", "--alias", "Leyla Zahrani", "--level", "ANONYMOUS")
    desk.testimony(
        case, "قالت \u200fليلى الزهراني\u200f إنهم جاؤوا. Ley\u200bla Zah\u00adrani left.", "--level", "PUBLIC"
    )
    desk.redact_everything(case)
    assert desk.export(case, "--accept-quasi", "x", "--second", "Kamran").code == 0
    shown = desk.read()["records"][0]["text"]
    assert "إنهم جاؤوا" in shown
    assert "ليلى" not in shown
    assert "Ley" not in shown


def test_lowering_a_level_needs_a_reason(desk: Desk) -> None:
    code = desk.testimony(desk.case(), "Bir mətn.")
    refused(desk.run("level", "set", desk.vault, code, "PUBLIC"), 17)
    desk.does("level", "set", desk.vault, code, "PUBLIC", "--reason", "published by herself")
    desk.does("level", "set", desk.vault, code, "SEALED")


def test_a_quote_that_is_not_there(desk: Desk) -> None:
    code = desk.testimony(desk.case(), "Bir mətn.")
    refused(desk.run("mark", desk.vault, code, "--quote", "iki mətn", "--level", "SEALED"), 18)


@pytest.mark.parametrize("query", ['"unclosed', "OR", "level:NOTHING", ""])
def test_a_query_that_cannot_be_understood(desk: Desk, query: str) -> None:
    refused(desk.run("search", desk.vault, query), 19)


def test_recipients_that_are_none(desk: Desk) -> None:
    case = desk.case()
    desk.testimony(case, "Bir mətn.", "--level", "PUBLIC")
    out = desk.folder / "out.age"
    card = desk.folder / "card.json"
    card.write_text('{"format":"fieldnotes-card/1"}', encoding="utf-8")
    for to in (card, desk.folder / "none.json", "age1nonsense"):
        refused(desk.run("export", desk.vault, "--case", case, "--audience", "editor", "--to", to, "--out", out), 26)
    assert not out.exists()


def test_a_card_that_was_altered_is_refused(desk: Desk) -> None:
    case = desk.case()
    desk.testimony(case, "Bir mətn.", "--level", "PUBLIC")
    _, card = desk.editor()
    card.write_text(card.read_text(encoding="utf-8").replace("Editor", "Editör"), encoding="utf-8")
    refused(desk.export(case), 26)


def test_an_export_never_replaces_a_file(desk: Desk) -> None:
    case = desk.case()
    desk.testimony(case, "Bir mətn.", "--level", "PUBLIC")
    (desk.folder / "out.age").write_text("precious", encoding="utf-8")
    refused(desk.export(case), 48)
    assert (desk.folder / "out.age").read_text(encoding="utf-8") == "precious"


@pytest.fixture
def bundle(desk: Desk) -> Path:
    case = desk.case()
    desk.testimony(case, "Bir mətn.", "--level", "PUBLIC")
    assert desk.export(case).code == 0
    return desk.folder / "out.age"


def test_a_bundle_for_somebody_else(desk: Desk, bundle: Path) -> None:
    other = desk.folder / "other.identity"
    desk.does("identity", "new", other, "--name", "Somebody else", opens=False)
    refused(desk.run("bundle", "show", bundle, "--identity", other, opens=False), 61)


@pytest.mark.parametrize("damage", ["flip", "cut", "append"])
def test_a_tampered_or_truncated_bundle(desk: Desk, bundle: Path, damage: str) -> None:
    data = bytearray(bundle.read_bytes())
    if damage == "flip":
        data[-100] ^= 1
    elif damage == "cut":
        del data[-500:]
    else:
        data += b"more"
    bundle.write_bytes(data)
    identity, _ = desk.editor()
    refused(desk.run("bundle", "verify", bundle, "--identity", identity, opens=False), 62)


@pytest.mark.parametrize("data", [b"", b"hello", b"age-encryption.org/v1\n"])
def test_what_is_not_a_bundle(desk: Desk, data: bytes) -> None:
    path = desk.folder / "x.age"
    path.write_bytes(data)
    identity, _ = desk.editor()
    answer = desk.run("bundle", "verify", path, "--identity", identity, opens=False)
    assert answer.code in (60, 62)
    refused(answer, answer.code)


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "data/../../x"])
def test_a_zip_slip_in_an_age_file_for_me(desk: Desk, name: str) -> None:
    if shutil.which("age") is None:
        pytest.fail("the age program is needed to make a hostile bundle; it is in packaging/debian-test-packages.txt")
    identity, card = desk.editor()
    archive = desk.folder / "evil.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as made:
        made.writestr(name, "evil")
    recipient = json.loads(card.read_text(encoding="utf-8"))["age"][0]
    path = desk.folder / "evil.age"
    subprocess.run(["age", "-r", recipient, "-o", path, archive], check=True)
    answer = desk.run("bundle", "show", path, "--identity", identity, opens=False)
    refused(answer, 63)
    assert not (desk.folder.parent / "evil.txt").exists()


def test_an_identity_file_that_is_none(desk: Desk, bundle: Path) -> None:
    path = desk.folder / "x"
    path.write_text("nothing secret", encoding="utf-8")
    refused(desk.run("bundle", "show", bundle, "--identity", path, opens=False), 66)


def test_a_bundle_by_another_author(desk: Desk, bundle: Path) -> None:
    identity, card = desk.editor()
    refused(desk.run("bundle", "verify", bundle, "--identity", identity, "--from", card, opens=False), 65)
    author = desk.folder / "author.card"
    author.write_text(desk.does("identity", "card", desk.vault)["card"], encoding="utf-8")
    verified = desk.does("bundle", "verify", bundle, "--identity", identity, "--from", author, opens=False)
    assert verified["trust"] == "verified"


def test_a_bad_policy(desk: Desk) -> None:
    policy = desk.folder / "policy.toml"
    policy.write_text("this is [not toml", encoding="utf-8")
    refused(desk.run("audit", desk.vault, "--policy", policy), 70)
