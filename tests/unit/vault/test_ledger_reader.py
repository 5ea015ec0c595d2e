"""What the folder's ledger file proves to somebody without the passphrase, and what it keeps from everybody else."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import age, ratchet
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import BadRecipient
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.keys import header
from fieldnotes.vault.ledger import checkpoint, frame, ledger_frames, ledger_reader, log
from fieldnotes.vault.ledger.frame import BLOCK, Frame, FrameBroken, Kind
from fieldnotes.vault.ledger.ledger_reader import FlawKind, Reading
from fieldnotes.vault.opened import change_header
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import DEVICE, ROOT, add_testimony, passphrase, reopen

LEAD = age.generate_identity(post_quantum=True)
OTHER = age.generate_identity(post_quantum=True)


def read(path: Path, *secrets: str, data: bytes | None = None, anchor: str = "") -> Reading:
    found = header.load(path)
    kept = checkpoint.verified(anchor, found.signing_public) if anchor else None
    file = io.BytesIO((path / "audit.fnl").read_bytes() if data is None else data)
    return ledger_reader.read(file, vault_id=found.vault_id, public=found.signing_public, secrets=secrets, anchor=kept)


def events(reading: Reading) -> list[str]:
    return [one.event for one in reading.events]


@pytest.fixture
def audited(vault: Vault, vault_path: Path) -> Path:
    """A vault whose lead may read what happens from now on; locked after some work."""
    vault.append_ledger("before")
    vault.log.set_auditor(age.recipient_of(LEAD))
    for number in range(5):
        vault.append_ledger("unlocked", attempts=number)
    add_testimony(vault, "Yarmarka", "Qırxayaq yarmarkasında görüşdülər.")
    vault.lock()
    return vault_path


def test_the_auditor_reads_every_event_from_then_on_and_none_before(audited: Path) -> None:
    reading = read(audited, LEAD)
    assert events(reading) == ["auditor", *["unlocked"] * 5, "add"]
    assert reading.flaws == ()
    assert reading.counts[Kind.EPOCH] == 2
    vault = reopen(audited)
    mirror = {entry.seq: entry for entry in vault.ledger()}
    for event in reading.events:
        entry = mirror[event.number]
        assert (event.at, event.event, event.facts, event.digest) == (entry.at, entry.event, entry.facts, entry.hash)
    vault.lock()


@pytest.mark.parametrize("secrets", [(), (OTHER,), (age.generate_identity(),)])
def test_everybody_else_verifies_and_reads_nothing(audited: Path, secrets: tuple[str, ...]) -> None:
    reading = read(audited, *secrets)
    assert (reading.flaws, reading.events) == ((), ())
    assert reading.counts[Kind.ENTRY] == 13
    assert reading.note


def test_nothing_of_an_event_is_readable_in_the_file(audited: Path) -> None:
    data = (audited / "audit.fnl").read_bytes()
    assert not any(word in data for word in (b"unlocked", b"T-003", b"attempts", b"Yarmarka", b"INTERNAL"))


def test_every_entry_is_as_long_as_every_other(audited: Path) -> None:
    with (audited / "audit.fnl").open("rb") as file:
        entries = [one for one in frame.walk(file) if one.kind is Kind.ENTRY]
    assert {len(one.encoded()) for one in entries} == {BLOCK}
    assert {len(one.payload) for one in entries} == {frame.capacity(1)}


def test_another_auditor_reads_from_their_own_epoch_only(audited: Path) -> None:
    vault = reopen(audited)
    vault.log.set_auditor(age.recipient_of(OTHER))
    vault.append_ledger("later")
    vault.log.set_auditor("")
    vault.append_ledger("for nobody")
    vault.lock()
    assert events(read(audited, OTHER)) == ["auditor", "later"]
    assert events(read(audited, LEAD))[-1] == "add"
    assert "later" not in events(read(audited, LEAD))
    assert events(read(audited, LEAD, OTHER))[-2:] == ["auditor", "later"]
    reopened = reopen(audited)
    assert reopened.log.auditor == ""
    assert reopened.check() == []
    reopened.lock()


def test_a_key_that_a_quantum_computer_could_break_is_refused(vault: Vault) -> None:
    with pytest.raises(BadRecipient):
        vault.log.set_auditor(age.recipient_of(age.generate_identity()))
    assert vault.log.auditor == ""


def test_an_auditor_who_was_set_before_a_crash_gets_an_epoch_at_the_next_unlock(vault: Vault, tmp_path: Path) -> None:
    change_header(vault._live, replace(vault._live.header, auditor=age.recipient_of(LEAD)))
    shutil.copytree(vault.path, tmp_path / "killed")
    later = reopen(tmp_path / "killed")
    later.append_ledger("seen")
    later.lock()
    assert events(read(tmp_path / "killed", LEAD)) == ["seen"]


# --- forward security


def _chain(vault: Vault) -> Secret:
    return Secret(vault._store.secret(ledger_frames.CHAIN))


def test_the_present_key_opens_nothing_that_was_written_before(vault: Vault) -> None:
    for number in range(4):
        vault.append_ledger("unlocked", attempts=number)
    key, vault_id = _chain(vault), vault._store.keys.vault_id
    with (vault.path / "audit.fnl").open("rb") as file:
        entries = [one for one in frame.walk(file) if one.kind is Kind.ENTRY]
    for _ in range(6):
        for entry in entries:
            with pytest.raises(FrameBroken):
                ledger_frames.opened_entry(key, entry, vault_id)
        key = ledger_frames.following(key)


def _rewritten(path: Path, key: Secret, vault_id: bytes) -> bytes:
    """The file with another story in one entry, everything after it chained and signed anew."""
    with (path / "audit.fnl").open("rb") as file:
        frames = list(frame.walk(file))
    told = {"at": "2026-11-22T10:00:00Z", "event": "nothing", "facts": {}, "hash": "", "seq": 1}
    target = [one.number for one in frames if one.kind is Kind.ENTRY][-4]
    data, prev, tree = b"", frame.BEFORE_FIRST, checkpoint.Tree()
    for one in frames:
        payload = one.payload
        if one.number == target:
            padded = canonical(told).ljust(len(payload) - ratchet.OVERHEAD, b"\0")
            head = frame.head(one.kind, one.number, prev, len(payload))
            payload = ratchet.seal(key, padded, ledger_frames.entry_context(vault_id, head))
        elif one.kind is Kind.CHECKPOINT:
            payload = checkpoint.signed(vault_id, tree, SigningKey.from_seed(DEVICE.signing_seed)).encode()
        forged = Frame(one.kind, one.number, prev, payload)
        tree = tree.grown(forged.encoded()) if one.kind is Kind.ENTRY else tree
        data, prev = data + forged.encoded(), forged.digest
    return data


def test_an_entry_forged_with_the_present_key_is_found(audited: Path) -> None:
    """Whoever seizes the open vault rewrites an earlier entry and everything after it, signatures included."""
    vault = reopen(audited)
    key, vault_id = _chain(vault), vault._store.keys.vault_id
    vault.lock()
    data = _rewritten(audited, key, vault_id)
    assert read(audited, data=data).flaws == ()
    assert FlawKind.ENTRY in {flaw.kind for flaw in read(audited, LEAD, data=data).flaws}


# --- tampering


def test_any_flipped_byte_is_found_and_named(audited: Path) -> None:
    data = (audited / "audit.fnl").read_bytes()
    close = len(data) - BLOCK
    for place in range(0, close, 37):
        flipped = bytearray(data)
        flipped[place] ^= 0x10
        flaws = read(audited, data=bytes(flipped)).flaws
        assert flaws
        assert flaws[0].frame >= 1


def test_cut_moved_and_emptied_files_are_found(audited: Path) -> None:
    data = (audited / "audit.fnl").read_bytes()
    vault = reopen(audited)
    note = vault.log.checkpoint()
    vault.lock()
    assert read(audited, anchor=note).flaws == ()
    assert [flaw.kind for flaw in read(audited, data=b"").flaws] == [FlawKind.EMPTY]
    assert read(audited, data=data[:-100]).flaws[0].kind is FlawKind.BROKEN
    swapped = data[: -3 * BLOCK] + data[-2 * BLOCK : -BLOCK] + data[-3 * BLOCK : -2 * BLOCK] + data[-BLOCK:]
    assert read(audited, data=swapped).flaws[0].kind is FlawKind.BROKEN
    whole_frames = data[: -4 * BLOCK]
    assert read(audited, data=whole_frames).flaws == ()
    assert [flaw.kind for flaw in read(audited, data=whole_frames, anchor=note).flaws] == [FlawKind.SHORTER]


def test_a_checkpoint_kept_elsewhere_tells_a_rewritten_past(vault: Vault, tmp_path: Path) -> None:
    """The owner can rewrite the whole file, but not what others hold."""
    copy = tmp_path / "copy.fieldnotes"
    vault.append_ledger("unlocked")
    shutil.copytree(vault.path, copy)
    vault.append_ledger("export", bundle="b-1")
    note = vault.log.checkpoint()
    other = Vault.open(copy, passphrase())
    other.append_ledger("something else")
    other.append_ledger("and more")
    other.lock()
    assert read(copy).flaws == ()
    assert [flaw.kind for flaw in read(copy, anchor=note).flaws] == [FlawKind.OTHER]


# --- copies


def test_a_restored_copy_goes_on_under_an_epoch_of_its_own(audited: Path, tmp_path: Path) -> None:
    copy = tmp_path / "restored.fieldnotes"
    shutil.copytree(audited, copy)
    vault = reopen(copy)
    vault._opened = log.branch(vault._live, "restored")
    vault.append_ledger("later")
    assert vault.check() == []
    vault.lock()
    assert events(read(copy, LEAD))[-2:] == ["branched", "later"]
    assert read(copy, LEAD).counts[Kind.EPOCH] == read(audited, LEAD).counts[Kind.EPOCH] + 1


def test_a_vault_of_format_1_gets_a_file_at_its_first_opening(tmp_path: Path) -> None:
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    vault = Vault.open(path, passphrase())
    assert vault.log.notices == ()
    began = vault.ledger()[-2]
    assert (began.event, began.facts["earlier"]) == ("ledger-file", began.seq - 1)
    assert vault.ledger()[-1].event == "program"
    vault.log.set_auditor(age.recipient_of(LEAD))
    vault.add_case("Batumi")
    assert vault.check() == []
    vault.lock()
    assert events(read(path, LEAD)) == ["auditor", "case"]
