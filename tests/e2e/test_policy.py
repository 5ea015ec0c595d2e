"""From the lead's desk to the field and back to the office: names written under a policy are read there only."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import FieldNotesError, SealedClosed
from fieldnotes.vault.keys import sealed_values
from fieldnotes.vault.vault import Vault
from tests.e2e.conftest import PASSPHRASE, Desk
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import decrypted_pages, encodings_of

__all__ = ["cheap_floor"]

BEFORE, AFTER = "Zərifə Qumrallı", "Möhsün Tərlanoğlu"
STORY, LATER = "Qardaşı gecə ilə Astaradan keçib.", "Anası Lənkəranda gizlənir."
OFFICE = "üç qara qarğa bir ağ daş"


@pytest.fixture
def office(desk: Desk) -> tuple[Path, Path, Path]:
    """The lead's identity and card, and a signed policy that seals everything for her."""
    identity, card, policy = (desk.folder / name for name in ("lead.identity", "lead.card", "project.toml"))
    desk.does("identity", "new", identity, "--name", "Office", "--post-quantum", opens=False)
    shown = desk.does("identity", "card", identity, opens=False)["card"]
    card.write_text(shown, encoding="utf-8")
    (recipient,) = json.loads(shown)["age"]
    policy.write_text(
        'format = "fieldnotes-policy/1"\nid = "ex-2026"\nversion = 1\n'
        f'[seal]\nrecipients = ["{recipient}"]\n[erase]\nlevel_keys = "forbidden"\n',
        encoding="utf-8",
    )
    desk.does("policy", "sign", policy, "--identity", identity, opens=False)
    return identity, card, policy


def everything_readable(path: Path) -> bytes:
    """What the laptop's own keys give: every page decrypted, every value that opens, and all files as they lie."""
    vault = Vault.open(path, Secret.of(PASSPHRASE))
    found = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
    try:
        with suppress(FieldNotesError):
            vault.open_sealed(Secret.of(PASSPHRASE))
        found.append(decrypted_pages(vault))
        for value in sealed_values.all_of(vault._store):
            with suppress(SealedClosed):
                found.append(value.opened(vault._store))
    finally:
        vault.lock()
    return b"\n".join(found)


def readable(path: Path, *secrets: str) -> list[str]:
    found = everything_readable(path)
    return [secret for secret in secrets if any(form in found for form in encodings_of(secret))]


@pytest.mark.usefixtures("cheap_floor")
def test_names_written_under_the_policy_are_read_at_the_office_only(
    desk: Desk, office: tuple[Path, Path, Path]
) -> None:
    identity, _, policy = office
    case = desk.case()
    person, record = desk.person(BEFORE), desk.testimony(case, STORY, "--level", "sealed")

    asked = desk.run("policy", "install", desk.vault, policy)
    shown = asked.data
    assert (asked.code, shown["installed"]) == (77, False)
    words = " ".join(shown["fingerprint"])
    assert desk.does("policy", "install", desk.vault, policy, "--yes-words", words)["changed"]
    report = desk.run("audit", desk.vault, "--mode", "external", opens=False).data
    assert {one["id"]: one["status"] for one in report["findings"]}["H09"] == "fail"
    assert readable(desk.vault, BEFORE, STORY) == [BEFORE, STORY]

    desk.does("sealed", "close", desk.vault, "--yes")
    later, second = desk.person(AFTER), desk.testimony(case, LATER, "--level", "sealed")
    report = desk.run("audit", desk.vault, "--mode", "external", opens=False).data
    statuses = {one["id"]: one["status"] for one in report["findings"]}
    assert (statuses["H05"], statuses["H09"], statuses["C01"]) == ("pass", "pass", "pass")

    assert readable(desk.vault, BEFORE, AFTER, STORY, LATER) == []
    assert desk.run("sealed", "open", desk.vault, person).code == 78

    copies = desk.folder / "copies"
    copies.mkdir()
    desk.does("backup", "make", desk.vault, copies)
    (made,) = copies.iterdir()
    there, sealed = desk.folder / "office.fieldnotes", desk.folder / "sealed.txt"
    sealed.write_text(OFFICE + "\n", encoding="utf-8")
    desk.does(
        *("vault", "unseal", made, "--into", there, "--office", identity),
        *("--new-sealed-passphrase-file", sealed),
    )
    assert desk.does("policy", "show", there, opens=False)["fingerprint"] == words.split()
    names = desk.does("sealed", "open", there, person, later, "--sealed-passphrase-file", sealed)["names"]
    assert (names[person][0], names[later][0]) == (BEFORE, AFTER)
    for code, text in ((record, STORY), (second, LATER)):
        shown_there = desk.run("show", there, code, "--sealed-passphrase-file", sealed)
        assert text in shown_there.out
