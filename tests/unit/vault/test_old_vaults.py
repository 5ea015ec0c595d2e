"""Vaults written by earlier versions open for ever, with everything that was in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.register import RelationKind
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import ROOT, passphrase, sealed_passphrase


@pytest.fixture
def v1(tmp_path: Path) -> Path:
    """Header 1 and schema 1, as issued first."""
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    return path


def test_a_vault_of_format_1_opens_with_everything_in_it(v1: Path) -> None:
    vault = Vault.open(v1, passphrase())
    vault.open_sealed(sealed_passphrase())

    assert [case.title for case in vault.cases()] == ["Gəncə işi", "Тбилиси"]
    assert [(row.code, row.level) for row in reversed(vault.rows())] == [
        ("T-001", Level.INTERNAL),
        ("T-002", Level.SEALED),
        ("T-003", Level.ANONYMOUS),
    ]
    assert vault.record("T-002").body.text == "Qardaşının toyda işlədiyini danışdı."
    assert vault.record("T-003").body.text == "Она сказала: брат работал на свадьбах. Потом его уволили."
    assert vault.revision("T-003", 1).body.text == "Черновик: брата уволили."
    identity = vault.entry("S-001").identity
    assert identity is not None
    assert identity.names == ("Şəfiqə Nurlanqızı", "Shafiga Nurlan", "Шафига Нурланкызы")
    assert [relation.kind for relation in vault.relations()] == [RelationKind.SIBLING]
    assert vault.consents()["S-001"].answers == {Use.PRESS: Answer.ANONYMOUS, Use.LEGAL: Answer.ASK}
    assert [draft.cursor for draft in vault.drafts()] == [12]
    assert [row.code for row in vault.recycled()] == ["N-001"]
    assert vault.check() == []
    vault.restore("N-001")
    assert [change.reason for change in vault.level_changes("N-001")] == ["it is on the news"]
    vault.lock()


def test_a_vault_of_format_1_can_be_worked_in_and_opened_again(v1: Path) -> None:
    vault = Vault.open(v1, passphrase())
    vault.add_case("Batumi")
    vault.lock()

    vault = Vault.open(v1, passphrase())
    assert [case.title for case in vault.cases()][-1] == "Batumi"
    assert vault.check() == []
    vault.lock()
